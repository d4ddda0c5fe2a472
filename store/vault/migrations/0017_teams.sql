-- 0017: since when somebody is in a team; training, commendation, evaluation and contact; who is on duty.

ALTER TABLE volunteer ADD COLUMN team_since TEXT CHECK (team_since IS date(team_since));

DROP TRIGGER volunteer_insert_is_journalled;
DROP TRIGGER volunteer_update_is_journalled;
DROP TRIGGER volunteer_delete_is_journalled;

CREATE TRIGGER volunteer_insert_is_journalled AFTER INSERT ON volunteer
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'volunteer', NEW.id,
    NULL,
    json_object('id', NEW.id, 'number', NEW.number, 'name', NEW.name, 'sex', NEW.sex, 'id_number', NEW.id_number,
    'phone', NEW.phone, 'village', NEW.village, 'village_group', NEW.village_group, 'team', NEW.team, 'post', NEW.post,
    'languages', NEW.languages, 'skills', NEW.skills, 'base', NEW.base, 'joined_on', NEW.joined_on, 'consent_on',
    NEW.consent_on, 'state', NEW.state, 'insured_until', NEW.insured_until, 'note', NEW.note, 'left_on', NEW.left_on,
    'team_since', NEW.team_since),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER volunteer_update_is_journalled AFTER UPDATE ON volunteer
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'volunteer', NEW.id,
    json_object('id', OLD.id, 'number', OLD.number, 'name', OLD.name, 'sex', OLD.sex, 'id_number', OLD.id_number,
    'phone', OLD.phone, 'village', OLD.village, 'village_group', OLD.village_group, 'team', OLD.team, 'post', OLD.post,
    'languages', OLD.languages, 'skills', OLD.skills, 'base', OLD.base, 'joined_on', OLD.joined_on, 'consent_on',
    OLD.consent_on, 'state', OLD.state, 'insured_until', OLD.insured_until, 'note', OLD.note, 'left_on', OLD.left_on,
    'team_since', OLD.team_since),
    json_object('id', NEW.id, 'number', NEW.number, 'name', NEW.name, 'sex', NEW.sex, 'id_number', NEW.id_number,
    'phone', NEW.phone, 'village', NEW.village, 'village_group', NEW.village_group, 'team', NEW.team, 'post', NEW.post,
    'languages', NEW.languages, 'skills', NEW.skills, 'base', NEW.base, 'joined_on', NEW.joined_on, 'consent_on',
    NEW.consent_on, 'state', NEW.state, 'insured_until', NEW.insured_until, 'note', NEW.note, 'left_on', NEW.left_on,
    'team_since', NEW.team_since),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER volunteer_delete_is_journalled AFTER DELETE ON volunteer
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'volunteer', OLD.id,
    json_object('id', OLD.id, 'number', OLD.number, 'name', OLD.name, 'sex', OLD.sex, 'id_number', OLD.id_number,
    'phone', OLD.phone, 'village', OLD.village, 'village_group', OLD.village_group, 'team', OLD.team, 'post', OLD.post,
    'languages', OLD.languages, 'skills', OLD.skills, 'base', OLD.base, 'joined_on', OLD.joined_on, 'consent_on',
    OLD.consent_on, 'state', OLD.state, 'insured_until', OLD.insured_until, 'note', OLD.note, 'left_on', OLD.left_on,
    'team_since', OLD.team_since),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE volunteer_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  volunteer_id INTEGER NOT NULL REFERENCES volunteer (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('培训', '表彰', '评价', '通联')),
  day TEXT NOT NULL CHECK (day IS date(day)),
  content TEXT NOT NULL CHECK (content <> ''),
  organization TEXT,
  next_on TEXT CHECK (next_on IS date(next_on)),
  CHECK (coalesce(day < next_on, 1))
) STRICT;

CREATE INDEX volunteer_event_volunteer ON volunteer_event (volunteer_id, day);

CREATE TRIGGER volunteer_event_insert_is_journalled AFTER INSERT ON volunteer_event
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'volunteer_event', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'volunteer_id', NEW.volunteer_id, 'kind', NEW.kind, 'day', NEW.day,
    'content', NEW.content, 'organization', NEW.organization, 'next_on', NEW.next_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER volunteer_event_update_is_journalled AFTER UPDATE ON volunteer_event
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'volunteer_event', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'volunteer_id', OLD.volunteer_id, 'kind', OLD.kind, 'day', OLD.day,
    'content', OLD.content, 'organization', OLD.organization, 'next_on', OLD.next_on),
    json_object('id', NEW.id, 'uid', NEW.uid, 'volunteer_id', NEW.volunteer_id, 'kind', NEW.kind, 'day', NEW.day,
    'content', NEW.content, 'organization', NEW.organization, 'next_on', NEW.next_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER volunteer_event_delete_is_journalled AFTER DELETE ON volunteer_event
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'volunteer_event', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'volunteer_id', OLD.volunteer_id, 'kind', OLD.kind, 'day', OLD.day,
    'content', OLD.content, 'organization', OLD.organization, 'next_on', OLD.next_on),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE duty (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  volunteer_id INTEGER NOT NULL REFERENCES volunteer (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  team TEXT NOT NULL CHECK (team <> ''),
  day TEXT NOT NULL CHECK (day IS date(day)),
  shift TEXT NOT NULL CHECK (shift IN ('白班', '夜班', '全天')),
  UNIQUE (volunteer_id, day, team)
) STRICT;

CREATE INDEX duty_team ON duty (team, day);

CREATE TRIGGER duty_insert_is_journalled AFTER INSERT ON duty
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'duty', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'volunteer_id', NEW.volunteer_id, 'team', NEW.team, 'day', NEW.day,
    'shift', NEW.shift),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER duty_update_is_journalled AFTER UPDATE ON duty
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'duty', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'volunteer_id', OLD.volunteer_id, 'team', OLD.team, 'day', OLD.day,
    'shift', OLD.shift),
    json_object('id', NEW.id, 'uid', NEW.uid, 'volunteer_id', NEW.volunteer_id, 'team', NEW.team, 'day', NEW.day,
    'shift', NEW.shift),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER duty_delete_is_journalled AFTER DELETE ON duty
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'duty', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'volunteer_id', OLD.volunteer_id, 'team', OLD.team, 'day', OLD.day,
    'shift', OLD.shift),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 17;
