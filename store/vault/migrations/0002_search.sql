-- 0002: what people are searched by. Derived from person, so it is not journalled; the desk can rebuild it at any time.

CREATE TABLE person_token (
  token TEXT NOT NULL CHECK (token <> ''),
  person_id INTEGER NOT NULL,
  PRIMARY KEY (token, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE village_token (
  token TEXT NOT NULL CHECK (token <> ''),
  village TEXT NOT NULL,
  PRIMARY KEY (token, village)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived (
  name TEXT PRIMARY KEY CHECK (name <> ''),
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- With the name at its end the index alone gives everybody in the order in which lists and ledgers show them.
DROP INDEX person_place;

CREATE INDEX person_place ON person (village, village_group, name);

-- A vault with nobody in it has nothing to rebuild; any other is brought up to date by the first search.
INSERT INTO derived (name, version) SELECT 'person_token', 1 WHERE NOT EXISTS (SELECT 1 FROM person);

PRAGMA user_version = 2;
