-- 0015: who helps: volunteers, teams, activities and hours of service.

CREATE TABLE volunteer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (number <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  sex TEXT CHECK (sex IN ('男', '女')),
  id_number TEXT,
  phone TEXT NOT NULL CHECK (phone <> ''),
  village TEXT,
  village_group TEXT,
  team TEXT,
  post TEXT,
  languages TEXT,
  skills TEXT,
  base TEXT,
  joined_on TEXT NOT NULL CHECK (joined_on IS date(joined_on)),
  consent_on TEXT NOT NULL CHECK (consent_on IS date(consent_on)),
  state TEXT CHECK (state IN ('在册', '退出')),
  insured_until TEXT CHECK (insured_until IS date(insured_until)),
  note TEXT,
  left_on TEXT CHECK (left_on IS date(left_on)),
  CHECK (coalesce(joined_on <= left_on, 1))
) STRICT;

-- Nobody is there twice.
CREATE UNIQUE INDEX volunteer_id_number ON volunteer (id_number) WHERE id_number IS NOT NULL;

CREATE TRIGGER volunteer_insert_is_journalled AFTER INSERT ON volunteer
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'volunteer', NEW.id,
    NULL,
    json_object('id', NEW.id, 'number', NEW.number, 'name', NEW.name, 'sex', NEW.sex, 'id_number', NEW.id_number,
    'phone', NEW.phone, 'village', NEW.village, 'village_group', NEW.village_group, 'team', NEW.team, 'post', NEW.post,
    'languages', NEW.languages, 'skills', NEW.skills, 'base', NEW.base, 'joined_on', NEW.joined_on, 'consent_on',
    NEW.consent_on, 'state', NEW.state, 'insured_until', NEW.insured_until, 'note', NEW.note, 'left_on', NEW.left_on),
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
    OLD.consent_on, 'state', OLD.state, 'insured_until', OLD.insured_until, 'note', OLD.note, 'left_on', OLD.left_on),
    json_object('id', NEW.id, 'number', NEW.number, 'name', NEW.name, 'sex', NEW.sex, 'id_number', NEW.id_number,
    'phone', NEW.phone, 'village', NEW.village, 'village_group', NEW.village_group, 'team', NEW.team, 'post', NEW.post,
    'languages', NEW.languages, 'skills', NEW.skills, 'base', NEW.base, 'joined_on', NEW.joined_on, 'consent_on',
    NEW.consent_on, 'state', NEW.state, 'insured_until', NEW.insured_until, 'note', NEW.note, 'left_on', NEW.left_on),
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
    OLD.consent_on, 'state', OLD.state, 'insured_until', OLD.insured_until, 'note', OLD.note, 'left_on', OLD.left_on),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE team (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (
    kind IN ('宣讲团', '联防巡逻队', '劝导队', '歌舞队', '法律志愿者', '驻外商会', '信息员', '其他')
  ),
  village TEXT,
  village_group TEXT,
  leader TEXT,
  founded_on TEXT CHECK (founded_on IS date(founded_on)),
  note TEXT
) STRICT;

CREATE TRIGGER team_insert_is_journalled AFTER INSERT ON team
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'team', NEW.id,
    NULL,
    json_object('id', NEW.id, 'name', NEW.name, 'kind', NEW.kind, 'village', NEW.village, 'village_group',
    NEW.village_group, 'leader', NEW.leader, 'founded_on', NEW.founded_on, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER team_update_is_journalled AFTER UPDATE ON team
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'team', NEW.id,
    json_object('id', OLD.id, 'name', OLD.name, 'kind', OLD.kind, 'village', OLD.village, 'village_group',
    OLD.village_group, 'leader', OLD.leader, 'founded_on', OLD.founded_on, 'note', OLD.note),
    json_object('id', NEW.id, 'name', NEW.name, 'kind', NEW.kind, 'village', NEW.village, 'village_group',
    NEW.village_group, 'leader', NEW.leader, 'founded_on', NEW.founded_on, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER team_delete_is_journalled AFTER DELETE ON team
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'team', OLD.id,
    json_object('id', OLD.id, 'name', OLD.name, 'kind', OLD.kind, 'village', OLD.village, 'village_group',
    OLD.village_group, 'leader', OLD.leader, 'founded_on', OLD.founded_on, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE activity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (number <> ''),
  day TEXT NOT NULL CHECK (day IS date(day)),
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT,
  team TEXT,
  place TEXT,
  audience INTEGER CHECK (audience >= 0),
  leaflets INTEGER CHECK (leaflets >= 0),
  language TEXT,
  summary TEXT
) STRICT;

CREATE INDEX activity_day ON activity (day);

CREATE TRIGGER activity_insert_is_journalled AFTER INSERT ON activity
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'activity', NEW.id,
    NULL,
    json_object('id', NEW.id, 'number', NEW.number, 'day', NEW.day, 'name', NEW.name, 'kind', NEW.kind, 'team',
    NEW.team, 'place', NEW.place, 'audience', NEW.audience, 'leaflets', NEW.leaflets, 'language', NEW.language,
    'summary', NEW.summary),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER activity_update_is_journalled AFTER UPDATE ON activity
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'activity', NEW.id,
    json_object('id', OLD.id, 'number', OLD.number, 'day', OLD.day, 'name', OLD.name, 'kind', OLD.kind, 'team',
    OLD.team, 'place', OLD.place, 'audience', OLD.audience, 'leaflets', OLD.leaflets, 'language', OLD.language,
    'summary', OLD.summary),
    json_object('id', NEW.id, 'number', NEW.number, 'day', NEW.day, 'name', NEW.name, 'kind', NEW.kind, 'team',
    NEW.team, 'place', NEW.place, 'audience', NEW.audience, 'leaflets', NEW.leaflets, 'language', NEW.language,
    'summary', NEW.summary),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER activity_delete_is_journalled AFTER DELETE ON activity
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'activity', OLD.id,
    json_object('id', OLD.id, 'number', OLD.number, 'day', OLD.day, 'name', OLD.name, 'kind', OLD.kind, 'team',
    OLD.team, 'place', OLD.place, 'audience', OLD.audience, 'leaflets', OLD.leaflets, 'language', OLD.language,
    'summary', OLD.summary),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE service (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  volunteer_id INTEGER NOT NULL REFERENCES volunteer (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  activity_number TEXT,
  day TEXT NOT NULL CHECK (day IS date(day)),
  started_at TEXT CHECK (started_at GLOB '[0-2][0-9]:[0-5][0-9]'),
  ended_at TEXT CHECK (ended_at GLOB '[0-2][0-9]:[0-5][0-9]'),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
  content TEXT NOT NULL CHECK (content <> ''),
  recorder TEXT,
  evaluation TEXT,
  CHECK (coalesce(started_at <= ended_at, 1))
) STRICT;

CREATE INDEX service_volunteer ON service (volunteer_id, day);

CREATE TRIGGER service_insert_is_journalled AFTER INSERT ON service
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'service', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'volunteer_id', NEW.volunteer_id, 'activity_number', NEW.activity_number,
    'day', NEW.day, 'started_at', NEW.started_at, 'ended_at', NEW.ended_at, 'minutes', NEW.minutes, 'content',
    NEW.content, 'recorder', NEW.recorder, 'evaluation', NEW.evaluation),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER service_update_is_journalled AFTER UPDATE ON service
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'service', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'volunteer_id', OLD.volunteer_id, 'activity_number', OLD.activity_number,
    'day', OLD.day, 'started_at', OLD.started_at, 'ended_at', OLD.ended_at, 'minutes', OLD.minutes, 'content',
    OLD.content, 'recorder', OLD.recorder, 'evaluation', OLD.evaluation),
    json_object('id', NEW.id, 'uid', NEW.uid, 'volunteer_id', NEW.volunteer_id, 'activity_number', NEW.activity_number,
    'day', NEW.day, 'started_at', NEW.started_at, 'ended_at', NEW.ended_at, 'minutes', NEW.minutes, 'content',
    NEW.content, 'recorder', NEW.recorder, 'evaluation', NEW.evaluation),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER service_delete_is_journalled AFTER DELETE ON service
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'service', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'volunteer_id', OLD.volunteer_id, 'activity_number', OLD.activity_number,
    'day', OLD.day, 'started_at', OLD.started_at, 'ended_at', OLD.ended_at, 'minutes', OLD.minutes, 'content',
    OLD.content, 'recorder', OLD.recorder, 'evaluation', OLD.evaluation),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 15;
