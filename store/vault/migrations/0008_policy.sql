-- 0008: which policy (办法) is in force from which day on. The oldest one of the program holds before all of them.

CREATE TABLE policy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  since TEXT NOT NULL UNIQUE CHECK (since IS date(since)),
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE TRIGGER policy_insert_is_journalled AFTER INSERT ON policy
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'policy', NEW.id,
    NULL,
    json_object('id', NEW.id, 'since', NEW.since, 'content', NEW.content),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER policy_update_is_journalled AFTER UPDATE ON policy
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'policy', NEW.id,
    json_object('id', OLD.id, 'since', OLD.since, 'content', OLD.content),
    json_object('id', NEW.id, 'since', NEW.since, 'content', NEW.content),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER policy_delete_is_journalled AFTER DELETE ON policy
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'policy', OLD.id,
    json_object('id', OLD.id, 'since', OLD.since, 'content', OLD.content),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 8;
