-- 0005: who works for the office.

CREATE TABLE staff (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  role TEXT NOT NULL CHECK (role IN ('禁毒专干', '社区民警', '网格员', '医务人员', '村组干部', '其他')),
  name TEXT NOT NULL CHECK (name <> ''),
  phone TEXT,
  village TEXT CHECK (village <> ''),
  started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
  ended_on TEXT CHECK (ended_on IS date(ended_on)),
  CHECK (coalesce(started_on < ended_on, 1))
) STRICT;

CREATE TRIGGER staff_insert_is_journalled AFTER INSERT ON staff
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'staff', NEW.id,
    NULL,
    json_object('id', NEW.id, 'role', NEW.role, 'name', NEW.name, 'phone', NEW.phone, 'village', NEW.village,
    'started_on', NEW.started_on, 'ended_on', NEW.ended_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER staff_update_is_journalled AFTER UPDATE ON staff
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'staff', NEW.id,
    json_object('id', OLD.id, 'role', OLD.role, 'name', OLD.name, 'phone', OLD.phone, 'village', OLD.village,
    'started_on', OLD.started_on, 'ended_on', OLD.ended_on),
    json_object('id', NEW.id, 'role', NEW.role, 'name', NEW.name, 'phone', NEW.phone, 'village', NEW.village,
    'started_on', NEW.started_on, 'ended_on', NEW.ended_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER staff_delete_is_journalled AFTER DELETE ON staff
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'staff', OLD.id,
    json_object('id', OLD.id, 'role', OLD.role, 'name', OLD.name, 'phone', OLD.phone, 'village', OLD.village,
    'started_on', OLD.started_on, 'ended_on', OLD.ended_on),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 5;
