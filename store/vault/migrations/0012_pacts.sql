-- 0012: what households sign: documents in versions, signatures, and the states households were in before.

CREATE TABLE former_state (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  household_id INTEGER NOT NULL REFERENCES household (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  village TEXT NOT NULL CHECK (village <> ''),
  village_group TEXT,
  grid TEXT,
  state TEXT CHECK (state IN ('常住', '外出', '空户', '注销')),
  state_since TEXT CHECK (state_since IS date(state_since))
) STRICT;

-- One state a day, and one before all days.
CREATE UNIQUE INDEX former_state_household ON former_state (household_id, coalesce(state_since, ''));

CREATE TRIGGER former_state_insert_is_journalled AFTER INSERT ON former_state
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'former_state', NEW.id,
    NULL,
    json_object('id', NEW.id, 'household_id', NEW.household_id, 'village', NEW.village, 'village_group',
    NEW.village_group, 'grid', NEW.grid, 'state', NEW.state, 'state_since', NEW.state_since),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER former_state_update_is_journalled AFTER UPDATE ON former_state
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'former_state', NEW.id,
    json_object('id', OLD.id, 'household_id', OLD.household_id, 'village', OLD.village, 'village_group',
    OLD.village_group, 'grid', OLD.grid, 'state', OLD.state, 'state_since', OLD.state_since),
    json_object('id', NEW.id, 'household_id', NEW.household_id, 'village', NEW.village, 'village_group',
    NEW.village_group, 'grid', NEW.grid, 'state', NEW.state, 'state_since', NEW.state_since),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER former_state_delete_is_journalled AFTER DELETE ON former_state
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'former_state', OLD.id,
    json_object('id', OLD.id, 'household_id', OLD.household_id, 'village', OLD.village, 'village_group',
    OLD.village_group, 'grid', OLD.grid, 'state', OLD.state, 'state_since', OLD.state_since),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind <> ''),
  version TEXT NOT NULL CHECK (version <> ''),
  village TEXT,
  effective_on TEXT NOT NULL CHECK (effective_on IS date(effective_on)),
  repealed_on TEXT CHECK (repealed_on IS date(repealed_on)),
  validity_months INTEGER CHECK (validity_months > 0),
  filed_on TEXT CHECK (filed_on IS date(filed_on)),
  filing_opinion TEXT,
  text TEXT,
  UNIQUE (kind, version),
  CHECK (coalesce(effective_on <= repealed_on, 1))
) STRICT;

CREATE TRIGGER document_insert_is_journalled AFTER INSERT ON document
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'document', NEW.id,
    NULL,
    json_object('id', NEW.id, 'kind', NEW.kind, 'version', NEW.version, 'village', NEW.village, 'effective_on',
    NEW.effective_on, 'repealed_on', NEW.repealed_on, 'validity_months', NEW.validity_months, 'filed_on',
    NEW.filed_on, 'filing_opinion', NEW.filing_opinion, 'text', NEW.text),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER document_update_is_journalled AFTER UPDATE ON document
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'document', NEW.id,
    json_object('id', OLD.id, 'kind', OLD.kind, 'version', OLD.version, 'village', OLD.village, 'effective_on',
    OLD.effective_on, 'repealed_on', OLD.repealed_on, 'validity_months', OLD.validity_months, 'filed_on',
    OLD.filed_on, 'filing_opinion', OLD.filing_opinion, 'text', OLD.text),
    json_object('id', NEW.id, 'kind', NEW.kind, 'version', NEW.version, 'village', NEW.village, 'effective_on',
    NEW.effective_on, 'repealed_on', NEW.repealed_on, 'validity_months', NEW.validity_months, 'filed_on',
    NEW.filed_on, 'filing_opinion', NEW.filing_opinion, 'text', NEW.text),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER document_delete_is_journalled AFTER DELETE ON document
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'document', OLD.id,
    json_object('id', OLD.id, 'kind', OLD.kind, 'version', OLD.version, 'village', OLD.village, 'effective_on',
    OLD.effective_on, 'repealed_on', OLD.repealed_on, 'validity_months', OLD.validity_months, 'filed_on',
    OLD.filed_on, 'filing_opinion', OLD.filing_opinion, 'text', OLD.text),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TABLE signature (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  household_id INTEGER NOT NULL REFERENCES household (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  status TEXT NOT NULL CHECK (status IN ('已签', '外出未签', '拒签')),
  signed_on TEXT NOT NULL CHECK (signed_on IS date(signed_on)),
  method TEXT CHECK (method IN ('签字', '按手印', '盖章', '盟誓')),
  signer TEXT,
  relation TEXT,
  handler TEXT,
  witness TEXT,
  note TEXT
) STRICT;

CREATE INDEX signature_household ON signature (household_id, document_id, signed_on, uid, status);

CREATE INDEX signature_document ON signature (document_id);

CREATE TRIGGER signature_insert_is_journalled AFTER INSERT ON signature
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'signature', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'household_id', NEW.household_id, 'document_id', NEW.document_id,
    'status', NEW.status, 'signed_on', NEW.signed_on, 'method', NEW.method, 'signer', NEW.signer, 'relation',
    NEW.relation, 'handler', NEW.handler, 'witness', NEW.witness, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER signature_update_is_journalled AFTER UPDATE ON signature
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'signature', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'household_id', OLD.household_id, 'document_id', OLD.document_id,
    'status', OLD.status, 'signed_on', OLD.signed_on, 'method', OLD.method, 'signer', OLD.signer, 'relation',
    OLD.relation, 'handler', OLD.handler, 'witness', OLD.witness, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'household_id', NEW.household_id, 'document_id', NEW.document_id,
    'status', NEW.status, 'signed_on', NEW.signed_on, 'method', NEW.method, 'signer', NEW.signer, 'relation',
    NEW.relation, 'handler', NEW.handler, 'witness', NEW.witness, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER signature_delete_is_journalled AFTER DELETE ON signature
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'signature', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'household_id', OLD.household_id, 'document_id', OLD.document_id,
    'status', OLD.status, 'signed_on', OLD.signed_on, 'method', OLD.method, 'signer', OLD.signer, 'relation',
    OLD.relation, 'handler', OLD.handler, 'witness', OLD.witness, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE INDEX household_place ON household (village, village_group, number);

PRAGMA user_version = 12;
