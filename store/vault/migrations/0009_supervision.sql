-- 0009: papers that ask a village or an office to act, and who is looked for.

CREATE TABLE supervision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  issued_on TEXT NOT NULL CHECK (issued_on IS date(issued_on)),
  level TEXT NOT NULL CHECK (level IN ('三级', '四级')),
  village TEXT,
  addressee TEXT NOT NULL CHECK (addressee <> ''),
  items TEXT NOT NULL CHECK (items <> ''),
  reply_due TEXT NOT NULL CHECK (reply_due IS date(reply_due)),
  replied_on TEXT CHECK (replied_on IS date(replied_on)),
  reply TEXT,
  CHECK (issued_on <= reply_due),
  CHECK (coalesce(issued_on <= replied_on, 1))
) STRICT;

CREATE INDEX supervision_reply_due ON supervision (reply_due) WHERE replied_on IS NULL;

CREATE TRIGGER supervision_insert_is_journalled AFTER INSERT ON supervision
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'supervision', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'issued_on', NEW.issued_on, 'level', NEW.level, 'village', NEW.village,
    'addressee', NEW.addressee, 'items', NEW.items, 'reply_due', NEW.reply_due, 'replied_on', NEW.replied_on,
    'reply', NEW.reply),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER supervision_update_is_journalled AFTER UPDATE ON supervision
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'supervision', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'issued_on', OLD.issued_on, 'level', OLD.level, 'village', OLD.village,
    'addressee', OLD.addressee, 'items', OLD.items, 'reply_due', OLD.reply_due, 'replied_on', OLD.replied_on,
    'reply', OLD.reply),
    json_object('id', NEW.id, 'uid', NEW.uid, 'issued_on', NEW.issued_on, 'level', NEW.level, 'village', NEW.village,
    'addressee', NEW.addressee, 'items', NEW.items, 'reply_due', NEW.reply_due, 'replied_on', NEW.replied_on,
    'reply', NEW.reply),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER supervision_delete_is_journalled AFTER DELETE ON supervision
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'supervision', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'issued_on', OLD.issued_on, 'level', OLD.level, 'village', OLD.village,
    'addressee', OLD.addressee, 'items', OLD.items, 'reply_due', OLD.reply_due, 'replied_on', OLD.replied_on,
    'reply', OLD.reply),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE inquiry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  opened_on TEXT NOT NULL CHECK (opened_on IS date(opened_on)),
  kind TEXT NOT NULL CHECK (kind IN ('存疑', '失联')),
  cause TEXT,
  next_check_on TEXT CHECK (next_check_on IS date(next_check_on)),
  settled_on TEXT CHECK (settled_on IS date(settled_on)),
  outcome TEXT,
  CHECK (coalesce(opened_on <= next_check_on, 1)),
  CHECK (coalesce(opened_on <= settled_on, 1))
) STRICT;

CREATE UNIQUE INDEX inquiry_one_open ON inquiry (person_id) WHERE settled_on IS NULL;
CREATE INDEX inquiry_person ON inquiry (person_id, opened_on);

CREATE TRIGGER inquiry_insert_is_journalled AFTER INSERT ON inquiry
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'inquiry', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'opened_on', NEW.opened_on, 'kind', NEW.kind,
    'cause', NEW.cause, 'next_check_on', NEW.next_check_on, 'settled_on', NEW.settled_on, 'outcome', NEW.outcome),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER inquiry_update_is_journalled AFTER UPDATE ON inquiry
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'inquiry', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'opened_on', OLD.opened_on, 'kind', OLD.kind,
    'cause', OLD.cause, 'next_check_on', OLD.next_check_on, 'settled_on', OLD.settled_on, 'outcome', OLD.outcome),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'opened_on', NEW.opened_on, 'kind', NEW.kind,
    'cause', NEW.cause, 'next_check_on', NEW.next_check_on, 'settled_on', NEW.settled_on, 'outcome', NEW.outcome),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER inquiry_delete_is_journalled AFTER DELETE ON inquiry
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'inquiry', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'opened_on', OLD.opened_on, 'kind', OLD.kind,
    'cause', OLD.cause, 'next_check_on', OLD.next_check_on, 'settled_on', OLD.settled_on, 'outcome', OLD.outcome),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 9;
