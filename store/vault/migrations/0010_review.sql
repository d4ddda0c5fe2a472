-- 0010: the rolling review of the roster: everybody as they stood on one day, and what was found of each.

CREATE TABLE review (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  round INTEGER NOT NULL UNIQUE CHECK (round >= 1),
  started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
  due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
  closed_on TEXT CHECK (closed_on IS date(closed_on)),
  CHECK (started_on <= due_on),
  CHECK (coalesce(started_on <= closed_on, 1))
) STRICT;

CREATE UNIQUE INDEX review_one_open ON review (closed_on IS NULL) WHERE closed_on IS NULL;

CREATE TRIGGER review_insert_is_journalled AFTER INSERT ON review
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'review', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'round', NEW.round, 'started_on', NEW.started_on, 'due_on', NEW.due_on,
    'closed_on', NEW.closed_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER review_update_is_journalled AFTER UPDATE ON review
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'review', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'round', OLD.round, 'started_on', OLD.started_on, 'due_on', OLD.due_on,
    'closed_on', OLD.closed_on),
    json_object('id', NEW.id, 'uid', NEW.uid, 'round', NEW.round, 'started_on', NEW.started_on, 'due_on', NEW.due_on,
    'closed_on', NEW.closed_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER review_delete_is_journalled AFTER DELETE ON review
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'review', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'round', OLD.round, 'started_on', OLD.started_on, 'due_on', OLD.due_on,
    'closed_on', OLD.closed_on),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE review_item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  was_state TEXT,
  was_category TEXT,
  finding TEXT CHECK (finding IN ('在册属实', '已变化', '查无下落')),
  found_on TEXT CHECK (found_on IS date(found_on)),
  note TEXT,
  CHECK ((finding IS NULL) = (found_on IS NULL)),
  CHECK (finding IS NOT '已变化' OR note IS NOT NULL),
  UNIQUE (review_id, person_id)
) STRICT;

CREATE INDEX review_item_person ON review_item (person_id);

CREATE TRIGGER review_item_insert_is_journalled AFTER INSERT ON review_item
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'review_item', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'review_id', NEW.review_id, 'was_state', NEW.was_state,
    'was_category', NEW.was_category, 'finding', NEW.finding, 'found_on', NEW.found_on, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER review_item_update_is_journalled AFTER UPDATE ON review_item
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'review_item', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'review_id', OLD.review_id, 'was_state', OLD.was_state,
    'was_category', OLD.was_category, 'finding', OLD.finding, 'found_on', OLD.found_on, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'review_id', NEW.review_id, 'was_state', NEW.was_state,
    'was_category', NEW.was_category, 'finding', NEW.finding, 'found_on', NEW.found_on, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER review_item_delete_is_journalled AFTER DELETE ON review_item
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'review_item', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'review_id', OLD.review_id, 'was_state', OLD.was_state,
    'was_category', OLD.was_category, 'finding', OLD.finding, 'found_on', OLD.found_on, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 10;
