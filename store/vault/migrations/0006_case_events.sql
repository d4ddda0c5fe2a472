-- 0006: what interrupts a case, what is decided in it, and the help that is given.

CREATE TABLE suspension (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
  resumed_on TEXT CHECK (resumed_on IS date(resumed_on)),
  reason TEXT,
  CHECK (coalesce(started_on <= resumed_on, 1))
) STRICT;

CREATE INDEX suspension_person ON suspension (person_id, started_on);

CREATE TRIGGER suspension_insert_is_journalled AFTER INSERT ON suspension
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'suspension', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'started_on', NEW.started_on,
    'resumed_on', NEW.resumed_on, 'reason', NEW.reason),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER suspension_update_is_journalled AFTER UPDATE ON suspension
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'suspension', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'started_on', OLD.started_on,
    'resumed_on', OLD.resumed_on, 'reason', OLD.reason),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'started_on', NEW.started_on,
    'resumed_on', NEW.resumed_on, 'reason', NEW.reason),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER suspension_delete_is_journalled AFTER DELETE ON suspension
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'suspension', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'started_on', OLD.started_on,
    'resumed_on', OLD.resumed_on, 'reason', OLD.reason),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE leave (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  left_on TEXT NOT NULL CHECK (left_on IS date(left_on)),
  due_back_on TEXT NOT NULL CHECK (due_back_on IS date(due_back_on)),
  returned_on TEXT CHECK (returned_on IS date(returned_on)),
  destination TEXT,
  reason TEXT,
  reported TEXT CHECK (reported IN ('是', '否')),
  CHECK (coalesce(left_on <= due_back_on, 1)),
  CHECK (coalesce(left_on <= returned_on, 1))
) STRICT;

CREATE INDEX leave_person ON leave (person_id, left_on);

CREATE TRIGGER leave_insert_is_journalled AFTER INSERT ON leave
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'leave', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'left_on', NEW.left_on,
    'due_back_on', NEW.due_back_on, 'returned_on', NEW.returned_on, 'destination', NEW.destination,
    'reason', NEW.reason, 'reported', NEW.reported),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER leave_update_is_journalled AFTER UPDATE ON leave
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'leave', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'left_on', OLD.left_on,
    'due_back_on', OLD.due_back_on, 'returned_on', OLD.returned_on, 'destination', OLD.destination,
    'reason', OLD.reason, 'reported', OLD.reported),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'left_on', NEW.left_on,
    'due_back_on', NEW.due_back_on, 'returned_on', NEW.returned_on, 'destination', NEW.destination,
    'reason', NEW.reason, 'reported', NEW.reported),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER leave_delete_is_journalled AFTER DELETE ON leave
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'leave', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'left_on', OLD.left_on,
    'due_back_on', OLD.due_back_on, 'returned_on', OLD.returned_on, 'destination', OLD.destination,
    'reason', OLD.reason, 'reported', OLD.reported),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE notice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  day TEXT NOT NULL CHECK (day IS date(day)),
  matter TEXT NOT NULL CHECK (matter IN ('正当理由认定', '无正当理由认定', '擅自离开认定', '报告公安', '告诫书', '责令报到通知', '转入决定', '转出', '解除通知书', '终止', '释放', '中止核实', '漏项说明', '封存', '暂不封存', '其他')),
  document_number TEXT,
  counterpart TEXT,
  receipt_on TEXT CHECK (receipt_on IS date(receipt_on)),
  handler TEXT,
  content TEXT
) STRICT;

CREATE INDEX notice_person ON notice (person_id, day);

CREATE TRIGGER notice_insert_is_journalled AFTER INSERT ON notice
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'notice', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day,
    'matter', NEW.matter, 'document_number', NEW.document_number, 'counterpart', NEW.counterpart,
    'receipt_on', NEW.receipt_on, 'handler', NEW.handler, 'content', NEW.content),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER notice_update_is_journalled AFTER UPDATE ON notice
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'notice', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day,
    'matter', OLD.matter, 'document_number', OLD.document_number, 'counterpart', OLD.counterpart,
    'receipt_on', OLD.receipt_on, 'handler', OLD.handler, 'content', OLD.content),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day,
    'matter', NEW.matter, 'document_number', NEW.document_number, 'counterpart', NEW.counterpart,
    'receipt_on', NEW.receipt_on, 'handler', NEW.handler, 'content', NEW.content),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER notice_delete_is_journalled AFTER DELETE ON notice
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'notice', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day,
    'matter', OLD.matter, 'document_number', OLD.document_number, 'counterpart', OLD.counterpart,
    'receipt_on', OLD.receipt_on, 'handler', OLD.handler, 'content', OLD.content),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE support (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  day TEXT NOT NULL CHECK (day IS date(day)),
  category TEXT NOT NULL CHECK (category IN ('低保', '临时救助', '养老医保', '就业培训', '就业安置', '就学', '就医', '心理疏导', '慰问', '其他')),
  amount INTEGER CHECK (amount >= 0),
  content TEXT,
  handler TEXT,
  note TEXT
) STRICT;

CREATE INDEX support_person ON support (person_id, day);

CREATE TRIGGER support_insert_is_journalled AFTER INSERT ON support
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'support', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day,
    'category', NEW.category, 'amount', NEW.amount, 'content', NEW.content, 'handler', NEW.handler,
    'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER support_update_is_journalled AFTER UPDATE ON support
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'support', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day,
    'category', OLD.category, 'amount', OLD.amount, 'content', OLD.content, 'handler', OLD.handler,
    'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day,
    'category', NEW.category, 'amount', NEW.amount, 'content', NEW.content, 'handler', NEW.handler,
    'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER support_delete_is_journalled AFTER DELETE ON support
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'support', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day,
    'category', OLD.category, 'amount', OLD.amount, 'content', OLD.content, 'handler', OLD.handler,
    'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 6;
