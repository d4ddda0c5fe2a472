-- 0004: planned visits (安排). Intentions: no rule reads them.

CREATE TABLE plan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  day TEXT NOT NULL CHECK (day IS date(day)),
  helper TEXT CHECK (helper <> ''),
  contents TEXT NOT NULL CHECK (contents <> ''),
  note TEXT
) STRICT;

CREATE UNIQUE INDEX plan_person ON plan (person_id, day);

CREATE INDEX plan_day ON plan (day);

CREATE TRIGGER plan_insert_is_journalled AFTER INSERT ON plan
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'plan', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day, 'helper', NEW.helper,
    'contents', NEW.contents, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER plan_update_is_journalled AFTER UPDATE ON plan
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'plan', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day, 'helper', OLD.helper,
    'contents', OLD.contents, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day, 'helper', NEW.helper,
    'contents', NEW.contents, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER plan_delete_is_journalled AFTER DELETE ON plan
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'plan', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day, 'helper', OLD.helper,
    'contents', OLD.contents, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 4;
