-- 0007: figures that were handed up, as they stood then.

CREATE TABLE figure_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  start TEXT NOT NULL CHECK (start IS date(start)),
  end TEXT NOT NULL CHECK (end IS date(end)),
  day TEXT NOT NULL CHECK (day IS date(day)),
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  head TEXT NOT NULL CHECK (length(head) = 64),
  figures TEXT NOT NULL CHECK (json_valid(figures)),
  CHECK (start <= end)
) STRICT;

CREATE INDEX figure_set_period ON figure_set (start, end);

CREATE TRIGGER figure_set_insert_is_journalled AFTER INSERT ON figure_set
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'figure_set', NEW.id,
    NULL,
    json_object('id', NEW.id, 'start', NEW.start, 'end', NEW.end, 'day', NEW.day,
    'recipient', NEW.recipient, 'head', NEW.head, 'figures', NEW.figures),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER figure_set_update_is_journalled AFTER UPDATE ON figure_set
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'figure_set', NEW.id,
    json_object('id', OLD.id, 'start', OLD.start, 'end', OLD.end, 'day', OLD.day,
    'recipient', OLD.recipient, 'head', OLD.head, 'figures', OLD.figures),
    json_object('id', NEW.id, 'start', NEW.start, 'end', NEW.end, 'day', NEW.day,
    'recipient', NEW.recipient, 'head', NEW.head, 'figures', NEW.figures),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER figure_set_delete_is_journalled AFTER DELETE ON figure_set
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'figure_set', OLD.id,
    json_object('id', OLD.id, 'start', OLD.start, 'end', OLD.end, 'day', OLD.day,
    'recipient', OLD.recipient, 'head', OLD.head, 'figures', OLD.figures),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 7;
