-- 0016: the register of certificates of service.

CREATE TABLE certificate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  volunteer_id INTEGER NOT NULL REFERENCES volunteer (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  number TEXT NOT NULL UNIQUE CHECK (number <> ''),
  first_on TEXT NOT NULL CHECK (first_on IS date(first_on)),
  last_on TEXT NOT NULL CHECK (last_on IS date(last_on)),
  minutes INTEGER NOT NULL CHECK (minutes >= 0),
  services INTEGER NOT NULL CHECK (services >= 0),
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  handler TEXT NOT NULL CHECK (handler <> ''),
  issued_on TEXT NOT NULL CHECK (issued_on IS date(issued_on)),
  CHECK (first_on <= last_on)
) STRICT;

CREATE TRIGGER certificate_insert_is_journalled AFTER INSERT ON certificate
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'certificate', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'volunteer_id', NEW.volunteer_id, 'number', NEW.number, 'first_on',
    NEW.first_on, 'last_on', NEW.last_on, 'minutes', NEW.minutes, 'services', NEW.services, 'issuer', NEW.issuer,
    'handler', NEW.handler, 'issued_on', NEW.issued_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER certificate_update_is_journalled AFTER UPDATE ON certificate
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'certificate', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'volunteer_id', OLD.volunteer_id, 'number', OLD.number, 'first_on',
    OLD.first_on, 'last_on', OLD.last_on, 'minutes', OLD.minutes, 'services', OLD.services, 'issuer', OLD.issuer,
    'handler', OLD.handler, 'issued_on', OLD.issued_on),
    json_object('id', NEW.id, 'uid', NEW.uid, 'volunteer_id', NEW.volunteer_id, 'number', NEW.number, 'first_on',
    NEW.first_on, 'last_on', NEW.last_on, 'minutes', NEW.minutes, 'services', NEW.services, 'issuer', NEW.issuer,
    'handler', NEW.handler, 'issued_on', NEW.issued_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER certificate_delete_is_journalled AFTER DELETE ON certificate
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'certificate', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'volunteer_id', OLD.volunteer_id, 'number', OLD.number, 'first_on',
    OLD.first_on, 'last_on', OLD.last_on, 'minutes', OLD.minutes, 'services', OLD.services, 'issuer', OLD.issuer,
    'handler', OLD.handler, 'issued_on', OLD.issued_on),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 16;
