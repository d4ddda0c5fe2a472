-- 0014: awards of households, and letters of responsibility between the levels.

CREATE TABLE award (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  household_id INTEGER NOT NULL REFERENCES household (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  title TEXT NOT NULL CHECK (title IN ('戒断示范户', '禁毒积极家庭')),
  year INTEGER NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('村', '乡镇', '县', '州市', '省')),
  nominated_on TEXT NOT NULL CHECK (nominated_on IS date(nominated_on)),
  nominator TEXT,
  consent_on TEXT CHECK (consent_on IS date(consent_on)),
  decided_on TEXT CHECK (decided_on IS date(decided_on)),
  decision TEXT CHECK (decision IN ('评上', '未评上')),
  note TEXT,
  UNIQUE (household_id, title, year, level),
  CHECK (coalesce(nominated_on <= decided_on, 1)),
  -- The title itself says that somebody there was in treatment: never without the family's word.
  CHECK (title <> '戒断示范户' OR consent_on IS NOT NULL)
) STRICT;

CREATE TRIGGER award_insert_is_journalled AFTER INSERT ON award
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'award', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'household_id', NEW.household_id, 'title', NEW.title, 'year', NEW.year,
    'level', NEW.level, 'nominated_on', NEW.nominated_on, 'nominator', NEW.nominator, 'consent_on', NEW.consent_on,
    'decided_on', NEW.decided_on, 'decision', NEW.decision, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER award_update_is_journalled AFTER UPDATE ON award
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'award', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'household_id', OLD.household_id, 'title', OLD.title, 'year', OLD.year,
    'level', OLD.level, 'nominated_on', OLD.nominated_on, 'nominator', OLD.nominator, 'consent_on', OLD.consent_on,
    'decided_on', OLD.decided_on, 'decision', OLD.decision, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'household_id', NEW.household_id, 'title', NEW.title, 'year', NEW.year,
    'level', NEW.level, 'nominated_on', NEW.nominated_on, 'nominator', NEW.nominator, 'consent_on', NEW.consent_on,
    'decided_on', NEW.decided_on, 'decision', NEW.decision, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER award_delete_is_journalled AFTER DELETE ON award
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'award', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'household_id', OLD.household_id, 'title', OLD.title, 'year', OLD.year,
    'level', OLD.level, 'nominated_on', OLD.nominated_on, 'nominator', OLD.nominator, 'consent_on', OLD.consent_on,
    'decided_on', OLD.decided_on, 'decision', OLD.decision, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  year INTEGER NOT NULL,
  area_code TEXT,
  responsible TEXT NOT NULL CHECK (responsible <> ''),
  signed_on TEXT NOT NULL CHECK (signed_on IS date(signed_on)),
  note TEXT
) STRICT;

-- Without an area it is the township's own, signed to the county.
CREATE UNIQUE INDEX letter_year ON letter (year, coalesce(area_code, ''));

CREATE TRIGGER letter_insert_is_journalled AFTER INSERT ON letter
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'letter', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'year', NEW.year, 'area_code', NEW.area_code, 'responsible',
    NEW.responsible, 'signed_on', NEW.signed_on, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER letter_update_is_journalled AFTER UPDATE ON letter
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'letter', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'year', OLD.year, 'area_code', OLD.area_code, 'responsible',
    OLD.responsible, 'signed_on', OLD.signed_on, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'year', NEW.year, 'area_code', NEW.area_code, 'responsible',
    NEW.responsible, 'signed_on', NEW.signed_on, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER letter_delete_is_journalled AFTER DELETE ON letter
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'letter', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'year', OLD.year, 'area_code', OLD.area_code, 'responsible',
    OLD.responsible, 'signed_on', OLD.signed_on, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

PRAGMA user_version = 14;
