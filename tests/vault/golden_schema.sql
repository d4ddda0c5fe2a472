CREATE INDEX activity_day ON activity (day);

CREATE INDEX assessment_person ON assessment (person_id, day, risk);

CREATE INDEX assignment_person ON assignment (person_id);

CREATE INDEX drug_test_person ON drug_test (person_id, day, kind, result);

CREATE INDEX drug_test_recent ON drug_test (day, person_id, kind, result);

CREATE INDEX drug_test_telling ON drug_test (result, person_id) WHERE result IN ('阳性', '拒检', '逃避');

CREATE INDEX duty_team ON duty (team, day);

CREATE INDEX figure_set_period ON figure_set (start, end);

CREATE UNIQUE INDEX former_state_household ON former_state (household_id, coalesce(state_since, ''));

CREATE INDEX household_place ON household (village, village_group, number);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE UNIQUE INDEX inquiry_one_open ON inquiry (person_id) WHERE settled_on IS NULL;

CREATE INDEX inquiry_person ON inquiry (person_id, opened_on);

CREATE INDEX journal_record ON journal (kind, record);

CREATE INDEX journal_unit ON journal (unit);

CREATE INDEX leave_person ON leave (person_id, left_on);

CREATE UNIQUE INDEX letter_year ON letter (year, coalesce(area_code, ''));

CREATE UNIQUE INDEX measure_open ON measure (person_id) WHERE closed_on IS NULL;

CREATE INDEX measure_person ON measure (person_id);

CREATE INDEX notice_person ON notice (person_id, day);

CREATE UNIQUE INDEX person_id_number ON person (id_number) WHERE id_number IS NOT NULL;

CREATE INDEX person_place ON person (village, village_group, name);

CREATE INDEX person_village ON person (village);

CREATE INDEX plan_day ON plan (day);

CREATE UNIQUE INDEX plan_person ON plan (person_id, day);

CREATE INDEX review_item_person ON review_item (person_id);

CREATE UNIQUE INDEX review_one_open ON review (closed_on IS NULL) WHERE closed_on IS NULL;

CREATE INDEX service_volunteer ON service (volunteer_id, day);

CREATE INDEX signature_document ON signature (document_id);

CREATE INDEX signature_household ON signature (household_id, document_id, signed_on, uid, status);

CREATE INDEX supervision_reply_due ON supervision (reply_due) WHERE replied_on IS NULL;

CREATE INDEX support_person ON support (person_id, day);

CREATE INDEX suspension_person ON suspension (person_id, started_on);

CREATE UNIQUE INDEX unit_open ON unit ((head IS NULL)) WHERE head IS NULL;

CREATE INDEX visit_contact ON visit (day, person_id, mode, result, contents);

CREATE INDEX visit_person ON visit (person_id, day);

CREATE INDEX volunteer_event_volunteer ON volunteer_event (volunteer_id, day);

CREATE UNIQUE INDEX volunteer_id_number ON volunteer (id_number) WHERE id_number IS NOT NULL;

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

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

CREATE TABLE area (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  level TEXT NOT NULL CHECK (level IN ('村', '组', '片区', '网格', '点')),
  code TEXT NOT NULL UNIQUE CHECK (code <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  parent_code TEXT,
  leader TEXT,
  phone TEXT
) STRICT;

CREATE TABLE assessment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  from_roster INTEGER NOT NULL CHECK (from_roster IN (0, 1)),
  day TEXT NOT NULL CHECK (day IS date(day)),
  risk TEXT,
  conclusion TEXT,
  assessor TEXT,
  note TEXT
) STRICT;

CREATE TABLE assignment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  from_roster INTEGER NOT NULL CHECK (from_roster IN (0, 1)),
  role TEXT NOT NULL CHECK (role IN ('主帮教人', '社区民警', '禁毒专干', '网格员', '医务人员', '家庭成员', '监护人', '亲属', '志愿者', '村组干部')),
  helper TEXT NOT NULL CHECK (helper <> ''),
  helper_phone TEXT,
  volunteer_number TEXT,
  started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
  ended_on TEXT CHECK (ended_on IS date(ended_on)),
  CHECK (coalesce(started_on <= ended_on, 1))
) STRICT;

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

CREATE TABLE derived (
  name TEXT PRIMARY KEY CHECK (name <> ''),
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  form TEXT NOT NULL CHECK (form <> ''),
  subject TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  saved_at TEXT NOT NULL,
  UNIQUE (form, subject)
) STRICT;

CREATE TABLE drug_test (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  day TEXT NOT NULL CHECK (day IS date(day)),
  sample TEXT NOT NULL CHECK (sample IN ('尿液', '毛发', '唾液', '血液')),
  kind TEXT NOT NULL CHECK (kind IN ('定期', '随机', '异地')),
  result TEXT NOT NULL CHECK (result IN ('阴性', '阳性', '无效', '拒检', '逃避', '未到')),
  confirmation TEXT CHECK (confirmation IN ('初筛', '确认', '排除')),
  confirmed_on TEXT CHECK (confirmed_on IS date(confirmed_on)),
  laboratory TEXT,
  testers TEXT,
  witness TEXT,
  note TEXT
) STRICT;

CREATE TABLE duty (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  volunteer_id INTEGER NOT NULL REFERENCES volunteer (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  team TEXT NOT NULL CHECK (team <> ''),
  day TEXT NOT NULL CHECK (day IS date(day)),
  shift TEXT NOT NULL CHECK (shift IN ('白班', '夜班', '全天')),
  UNIQUE (volunteer_id, day, team)
) STRICT;

CREATE TABLE figure_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  start TEXT NOT NULL CHECK (start IS date(start)),
  end TEXT NOT NULL CHECK (end IS date(end)),
  day TEXT NOT NULL CHECK (day IS date(day)),
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  head TEXT NOT NULL CHECK (length(head) = 64),
  figures TEXT NOT NULL CHECK (json_valid(figures)),
  CHECK (start <= end)
) STRICT;

CREATE TABLE former_state (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  household_id INTEGER NOT NULL REFERENCES household (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  village TEXT NOT NULL CHECK (village <> ''),
  village_group TEXT,
  grid TEXT,
  state TEXT CHECK (state IN ('常住', '外出', '空户', '注销')),
  state_since TEXT CHECK (state_since IS date(state_since))
) STRICT;

CREATE TABLE household (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (number <> ''),
  village TEXT NOT NULL CHECK (village <> ''),
  village_group TEXT,
  grid TEXT,
  head TEXT NOT NULL CHECK (head <> ''),
  head_id_number TEXT,
  members INTEGER CHECK (members >= 0),
  phone TEXT,
  state TEXT CHECK (state IN ('常住', '外出', '空户', '注销')),
  state_since TEXT CHECK (state_since IS date(state_since)),
  note TEXT
) STRICT;

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

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES unit (number) ON DELETE RESTRICT ON UPDATE RESTRICT,
  kind TEXT NOT NULL,
  record INTEGER NOT NULL,
  before TEXT,
  after TEXT,
  salt BLOB
) STRICT;

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

CREATE TABLE letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  year INTEGER NOT NULL,
  area_code TEXT,
  responsible TEXT NOT NULL CHECK (responsible <> ''),
  signed_on TEXT NOT NULL CHECK (signed_on IS date(signed_on)),
  note TEXT
) STRICT;

CREATE TABLE measure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  from_roster INTEGER NOT NULL CHECK (from_roster IN (0, 1)),
  category TEXT NOT NULL CHECK (category IN ('社区戒毒', '社区康复', '药物维持治疗', '自愿戒毒', '社会面管理')),
  decided_by TEXT,
  document_number TEXT,
  decided_on TEXT CHECK (decided_on IS date(decided_on)),
  served_on TEXT CHECK (served_on IS date(served_on)),
  reported_on TEXT CHECK (reported_on IS date(reported_on)),
  agreement_on TEXT CHECK (agreement_on IS date(agreement_on)),
  term_months INTEGER CHECK (term_months > 0 AND term_months % 6 = 0),
  offset_days INTEGER CHECK (offset_days >= 0),
  taken_over_on TEXT CHECK (taken_over_on IS date(taken_over_on)),
  confirmed_end TEXT CHECK (confirmed_end IS date(confirmed_end)),
  closed_on TEXT CHECK (closed_on IS date(closed_on)),
  close_reason TEXT CHECK (close_reason IN ('期满解除', '收监终止', '转强制隔离戒毒', '变更执行地', '死亡', '出国', '其他')),
  CHECK (coalesce(decided_on <= served_on, 1)),
  CHECK (coalesce(served_on <= reported_on, 1))
) STRICT;

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

CREATE TABLE operator (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  name TEXT NOT NULL CHECK (name <> ''),
  former_name TEXT,
  agreed_name TEXT,
  sex TEXT CHECK (sex IN ('男', '女')),
  id_type TEXT,
  id_number TEXT CHECK (id_number <> ''),
  birth_date TEXT CHECK (birth_date IS date(birth_date)),
  phone TEXT,
  education TEXT,
  marital_status TEXT,
  employment TEXT,
  languages TEXT,
  registered_address TEXT,
  current_address TEXT,
  household_number TEXT,
  village TEXT NOT NULL CHECK (village <> ''),
  village_group TEXT,
  grid TEXT,
  control_state TEXT CHECK (control_state IN ('在册', '外出', '失联', '存疑', '强戒', '服刑', '拘留', '出国', '死亡', '戒断三年')),
  drugs TEXT,
  first_found_on TEXT CHECK (first_found_on IS date(first_found_on)),
  note TEXT
) STRICT;

CREATE TABLE person_token (
  token TEXT NOT NULL CHECK (token <> ''),
  person_id INTEGER NOT NULL,
  PRIMARY KEY (token, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  day TEXT NOT NULL CHECK (day IS date(day)),
  helper TEXT CHECK (helper <> ''),
  contents TEXT NOT NULL CHECK (contents <> ''),
  note TEXT
) STRICT;

CREATE TABLE policy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  since TEXT NOT NULL UNIQUE CHECK (since IS date(since)),
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

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

CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  value TEXT NOT NULL
) STRICT;

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

CREATE TABLE sqlite_sequence(name,seq);

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

CREATE TABLE suspension (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  started_on TEXT NOT NULL CHECK (started_on IS date(started_on)),
  resumed_on TEXT CHECK (resumed_on IS date(resumed_on)),
  reason TEXT,
  CHECK (coalesce(started_on <= resumed_on, 1))
) STRICT;

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

CREATE TABLE unit (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  operator TEXT NOT NULL CHECK (operator <> ''),
  action TEXT NOT NULL CHECK (action <> ''),
  reason TEXT NOT NULL,
  today TEXT NOT NULL CHECK (today IS date(today)),
  entries INTEGER,
  digests BLOB,
  head BLOB CHECK (length(head) = 32),
  CHECK ((head IS NULL) = (digests IS NULL) AND (head IS NULL) = (entries IS NULL))
) STRICT;

CREATE TABLE village_token (
  token TEXT NOT NULL CHECK (token <> ''),
  village TEXT NOT NULL,
  PRIMARY KEY (token, village)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE CHECK (length(uid) = 36),
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  day TEXT NOT NULL CHECK (day IS date(day)),
  mode TEXT NOT NULL CHECK (mode IN ('见面', '电话', '视频')),
  contents TEXT NOT NULL CHECK (contents <> ''),
  result TEXT NOT NULL CHECK (result IN ('已见到', '未见到')),
  place TEXT,
  visitors TEXT,
  situation TEXT,
  needs TEXT,
  note TEXT
) STRICT;

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
  left_on TEXT CHECK (left_on IS date(left_on)), team_since TEXT CHECK (team_since IS date(team_since)),
  CHECK (coalesce(joined_on <= left_on, 1))
) STRICT;

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

CREATE TRIGGER area_delete_is_journalled AFTER DELETE ON area
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'area', OLD.id,
    json_object('id', OLD.id, 'level', OLD.level, 'code', OLD.code, 'name', OLD.name, 'parent_code', OLD.parent_code,
    'leader', OLD.leader, 'phone', OLD.phone),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER area_insert_is_journalled AFTER INSERT ON area
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'area', NEW.id,
    NULL,
    json_object('id', NEW.id, 'level', NEW.level, 'code', NEW.code, 'name', NEW.name, 'parent_code', NEW.parent_code,
    'leader', NEW.leader, 'phone', NEW.phone),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER area_update_is_journalled AFTER UPDATE ON area
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'area', NEW.id,
    json_object('id', OLD.id, 'level', OLD.level, 'code', OLD.code, 'name', OLD.name, 'parent_code', OLD.parent_code,
    'leader', OLD.leader, 'phone', OLD.phone),
    json_object('id', NEW.id, 'level', NEW.level, 'code', NEW.code, 'name', NEW.name, 'parent_code', NEW.parent_code,
    'leader', NEW.leader, 'phone', NEW.phone),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER assessment_delete_is_journalled AFTER DELETE ON assessment
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'assessment', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'from_roster', OLD.from_roster, 'day',
    OLD.day, 'risk', OLD.risk, 'conclusion', OLD.conclusion, 'assessor', OLD.assessor, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER assessment_insert_is_journalled AFTER INSERT ON assessment
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'assessment', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'from_roster', NEW.from_roster, 'day',
    NEW.day, 'risk', NEW.risk, 'conclusion', NEW.conclusion, 'assessor', NEW.assessor, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER assessment_update_is_journalled AFTER UPDATE ON assessment
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'assessment', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'from_roster', OLD.from_roster, 'day',
    OLD.day, 'risk', OLD.risk, 'conclusion', OLD.conclusion, 'assessor', OLD.assessor, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'from_roster', NEW.from_roster, 'day',
    NEW.day, 'risk', NEW.risk, 'conclusion', NEW.conclusion, 'assessor', NEW.assessor, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER assignment_delete_is_journalled AFTER DELETE ON assignment
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'assignment', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'from_roster', OLD.from_roster, 'role',
    OLD.role, 'helper', OLD.helper, 'helper_phone', OLD.helper_phone, 'volunteer_number', OLD.volunteer_number,
    'started_on', OLD.started_on, 'ended_on', OLD.ended_on),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER assignment_insert_is_journalled AFTER INSERT ON assignment
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'assignment', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'from_roster', NEW.from_roster, 'role',
    NEW.role, 'helper', NEW.helper, 'helper_phone', NEW.helper_phone, 'volunteer_number', NEW.volunteer_number,
    'started_on', NEW.started_on, 'ended_on', NEW.ended_on),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER assignment_update_is_journalled AFTER UPDATE ON assignment
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'assignment', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'from_roster', OLD.from_roster, 'role',
    OLD.role, 'helper', OLD.helper, 'helper_phone', OLD.helper_phone, 'volunteer_number', OLD.volunteer_number,
    'started_on', OLD.started_on, 'ended_on', OLD.ended_on),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'from_roster', NEW.from_roster, 'role',
    NEW.role, 'helper', NEW.helper, 'helper_phone', NEW.helper_phone, 'volunteer_number', NEW.volunteer_number,
    'started_on', NEW.started_on, 'ended_on', NEW.ended_on),
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

CREATE TRIGGER drug_test_delete_is_journalled AFTER DELETE ON drug_test
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'drug_test', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day, 'sample', OLD.sample, 'kind',
    OLD.kind, 'result', OLD.result, 'confirmation', OLD.confirmation, 'confirmed_on', OLD.confirmed_on, 'laboratory',
    OLD.laboratory, 'testers', OLD.testers, 'witness', OLD.witness, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER drug_test_insert_is_journalled AFTER INSERT ON drug_test
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'drug_test', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day, 'sample', NEW.sample, 'kind',
    NEW.kind, 'result', NEW.result, 'confirmation', NEW.confirmation, 'confirmed_on', NEW.confirmed_on, 'laboratory',
    NEW.laboratory, 'testers', NEW.testers, 'witness', NEW.witness, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER drug_test_update_is_journalled AFTER UPDATE ON drug_test
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'drug_test', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day, 'sample', OLD.sample, 'kind',
    OLD.kind, 'result', OLD.result, 'confirmation', OLD.confirmation, 'confirmed_on', OLD.confirmed_on, 'laboratory',
    OLD.laboratory, 'testers', OLD.testers, 'witness', OLD.witness, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day, 'sample', NEW.sample, 'kind',
    NEW.kind, 'result', NEW.result, 'confirmation', NEW.confirmation, 'confirmed_on', NEW.confirmed_on, 'laboratory',
    NEW.laboratory, 'testers', NEW.testers, 'witness', NEW.witness, 'note', NEW.note),
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

CREATE TRIGGER figure_set_delete_is_journalled AFTER DELETE ON figure_set
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'figure_set', OLD.id,
    json_object('id', OLD.id, 'start', OLD.start, 'end', OLD.end, 'day', OLD.day,
    'recipient', OLD.recipient, 'head', OLD.head, 'figures', OLD.figures),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER figure_set_insert_is_journalled AFTER INSERT ON figure_set
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'figure_set', NEW.id,
    NULL,
    json_object('id', NEW.id, 'start', NEW.start, 'end', NEW.end, 'day', NEW.day,
    'recipient', NEW.recipient, 'head', NEW.head, 'figures', NEW.figures),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER figure_set_update_is_journalled AFTER UPDATE ON figure_set
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'figure_set', NEW.id,
    json_object('id', OLD.id, 'start', OLD.start, 'end', OLD.end, 'day', OLD.day,
    'recipient', OLD.recipient, 'head', OLD.head, 'figures', OLD.figures),
    json_object('id', NEW.id, 'start', NEW.start, 'end', NEW.end, 'day', NEW.day,
    'recipient', NEW.recipient, 'head', NEW.head, 'figures', NEW.figures),
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

CREATE TRIGGER household_delete_is_journalled AFTER DELETE ON household
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'household', OLD.id,
    json_object('id', OLD.id, 'number', OLD.number, 'village', OLD.village, 'village_group', OLD.village_group, 'grid',
    OLD.grid, 'head', OLD.head, 'head_id_number', OLD.head_id_number, 'members', OLD.members, 'phone', OLD.phone,
    'state', OLD.state, 'state_since', OLD.state_since, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER household_insert_is_journalled AFTER INSERT ON household
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'household', NEW.id,
    NULL,
    json_object('id', NEW.id, 'number', NEW.number, 'village', NEW.village, 'village_group', NEW.village_group, 'grid',
    NEW.grid, 'head', NEW.head, 'head_id_number', NEW.head_id_number, 'members', NEW.members, 'phone', NEW.phone,
    'state', NEW.state, 'state_since', NEW.state_since, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER household_update_is_journalled AFTER UPDATE ON household
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'household', NEW.id,
    json_object('id', OLD.id, 'number', OLD.number, 'village', OLD.village, 'village_group', OLD.village_group, 'grid',
    OLD.grid, 'head', OLD.head, 'head_id_number', OLD.head_id_number, 'members', OLD.members, 'phone', OLD.phone,
    'state', OLD.state, 'state_since', OLD.state_since, 'note', OLD.note),
    json_object('id', NEW.id, 'number', NEW.number, 'village', NEW.village, 'village_group', NEW.village_group, 'grid',
    NEW.grid, 'head', NEW.head, 'head_id_number', NEW.head_id_number, 'members', NEW.members, 'phone', NEW.phone,
    'state', NEW.state, 'state_since', NEW.state_since, 'note', NEW.note),
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

CREATE TRIGGER journal_is_final BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END;

CREATE TRIGGER journal_stays BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;

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

CREATE TRIGGER measure_delete_is_journalled AFTER DELETE ON measure
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'measure', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'from_roster', OLD.from_roster, 'category',
    OLD.category, 'decided_by', OLD.decided_by, 'document_number', OLD.document_number, 'decided_on', OLD.decided_on,
    'served_on', OLD.served_on, 'reported_on', OLD.reported_on, 'agreement_on', OLD.agreement_on, 'term_months',
    OLD.term_months, 'offset_days', OLD.offset_days, 'taken_over_on', OLD.taken_over_on, 'confirmed_end',
    OLD.confirmed_end, 'closed_on', OLD.closed_on, 'close_reason', OLD.close_reason),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER measure_insert_is_journalled AFTER INSERT ON measure
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'measure', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'from_roster', NEW.from_roster, 'category',
    NEW.category, 'decided_by', NEW.decided_by, 'document_number', NEW.document_number, 'decided_on', NEW.decided_on,
    'served_on', NEW.served_on, 'reported_on', NEW.reported_on, 'agreement_on', NEW.agreement_on, 'term_months',
    NEW.term_months, 'offset_days', NEW.offset_days, 'taken_over_on', NEW.taken_over_on, 'confirmed_end',
    NEW.confirmed_end, 'closed_on', NEW.closed_on, 'close_reason', NEW.close_reason),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER measure_update_is_journalled AFTER UPDATE ON measure
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'measure', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'from_roster', OLD.from_roster, 'category',
    OLD.category, 'decided_by', OLD.decided_by, 'document_number', OLD.document_number, 'decided_on', OLD.decided_on,
    'served_on', OLD.served_on, 'reported_on', OLD.reported_on, 'agreement_on', OLD.agreement_on, 'term_months',
    OLD.term_months, 'offset_days', OLD.offset_days, 'taken_over_on', OLD.taken_over_on, 'confirmed_end',
    OLD.confirmed_end, 'closed_on', OLD.closed_on, 'close_reason', OLD.close_reason),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'from_roster', NEW.from_roster, 'category',
    NEW.category, 'decided_by', NEW.decided_by, 'document_number', NEW.document_number, 'decided_on', NEW.decided_on,
    'served_on', NEW.served_on, 'reported_on', NEW.reported_on, 'agreement_on', NEW.agreement_on, 'term_months',
    NEW.term_months, 'offset_days', NEW.offset_days, 'taken_over_on', NEW.taken_over_on, 'confirmed_end',
    NEW.confirmed_end, 'closed_on', NEW.closed_on, 'close_reason', NEW.close_reason),
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

CREATE TRIGGER operator_delete_is_journalled AFTER DELETE ON operator
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'operator', OLD.id,
    json_object('id', OLD.id, 'name', OLD.name),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER operator_insert_is_journalled AFTER INSERT ON operator
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'operator', NEW.id,
    NULL,
    json_object('id', NEW.id, 'name', NEW.name),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER operator_update_is_journalled AFTER UPDATE ON operator
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'operator', NEW.id,
    json_object('id', OLD.id, 'name', OLD.name),
    json_object('id', NEW.id, 'name', NEW.name),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER person_delete_is_journalled AFTER DELETE ON person
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'person', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'name', OLD.name, 'former_name', OLD.former_name, 'agreed_name',
    OLD.agreed_name, 'sex', OLD.sex, 'id_type', OLD.id_type, 'id_number', OLD.id_number, 'birth_date', OLD.birth_date,
    'phone', OLD.phone, 'education', OLD.education, 'marital_status', OLD.marital_status, 'employment', OLD.employment,
    'languages', OLD.languages, 'registered_address', OLD.registered_address, 'current_address', OLD.current_address,
    'household_number', OLD.household_number, 'village', OLD.village, 'village_group', OLD.village_group, 'grid',
    OLD.grid, 'control_state', OLD.control_state, 'drugs', OLD.drugs, 'first_found_on', OLD.first_found_on, 'note',
    OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER person_insert_is_journalled AFTER INSERT ON person
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'person', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'name', NEW.name, 'former_name', NEW.former_name, 'agreed_name',
    NEW.agreed_name, 'sex', NEW.sex, 'id_type', NEW.id_type, 'id_number', NEW.id_number, 'birth_date', NEW.birth_date,
    'phone', NEW.phone, 'education', NEW.education, 'marital_status', NEW.marital_status, 'employment', NEW.employment,
    'languages', NEW.languages, 'registered_address', NEW.registered_address, 'current_address', NEW.current_address,
    'household_number', NEW.household_number, 'village', NEW.village, 'village_group', NEW.village_group, 'grid',
    NEW.grid, 'control_state', NEW.control_state, 'drugs', NEW.drugs, 'first_found_on', NEW.first_found_on, 'note',
    NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER person_update_is_journalled AFTER UPDATE ON person
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'person', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'name', OLD.name, 'former_name', OLD.former_name, 'agreed_name',
    OLD.agreed_name, 'sex', OLD.sex, 'id_type', OLD.id_type, 'id_number', OLD.id_number, 'birth_date', OLD.birth_date,
    'phone', OLD.phone, 'education', OLD.education, 'marital_status', OLD.marital_status, 'employment', OLD.employment,
    'languages', OLD.languages, 'registered_address', OLD.registered_address, 'current_address', OLD.current_address,
    'household_number', OLD.household_number, 'village', OLD.village, 'village_group', OLD.village_group, 'grid',
    OLD.grid, 'control_state', OLD.control_state, 'drugs', OLD.drugs, 'first_found_on', OLD.first_found_on, 'note',
    OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'name', NEW.name, 'former_name', NEW.former_name, 'agreed_name',
    NEW.agreed_name, 'sex', NEW.sex, 'id_type', NEW.id_type, 'id_number', NEW.id_number, 'birth_date', NEW.birth_date,
    'phone', NEW.phone, 'education', NEW.education, 'marital_status', NEW.marital_status, 'employment', NEW.employment,
    'languages', NEW.languages, 'registered_address', NEW.registered_address, 'current_address', NEW.current_address,
    'household_number', NEW.household_number, 'village', NEW.village, 'village_group', NEW.village_group, 'grid',
    NEW.grid, 'control_state', NEW.control_state, 'drugs', NEW.drugs, 'first_found_on', NEW.first_found_on, 'note',
    NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER plan_delete_is_journalled AFTER DELETE ON plan
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'plan', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day, 'helper', OLD.helper,
    'contents', OLD.contents, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER plan_insert_is_journalled AFTER INSERT ON plan
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'plan', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day, 'helper', NEW.helper,
    'contents', NEW.contents, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER plan_update_is_journalled AFTER UPDATE ON plan
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'plan', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day, 'helper', OLD.helper,
    'contents', OLD.contents, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day, 'helper', NEW.helper,
    'contents', NEW.contents, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER policy_delete_is_journalled AFTER DELETE ON policy
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'policy', OLD.id,
    json_object('id', OLD.id, 'since', OLD.since, 'content', OLD.content),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER policy_insert_is_journalled AFTER INSERT ON policy
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'policy', NEW.id,
    NULL,
    json_object('id', NEW.id, 'since', NEW.since, 'content', NEW.content),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER policy_update_is_journalled AFTER UPDATE ON policy
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'policy', NEW.id,
    json_object('id', OLD.id, 'since', OLD.since, 'content', OLD.content),
    json_object('id', NEW.id, 'since', NEW.since, 'content', NEW.content),
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

CREATE TRIGGER setting_delete_is_journalled AFTER DELETE ON setting
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'setting', OLD.id,
    json_object('id', OLD.id, 'name', OLD.name, 'value', OLD.value),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER setting_insert_is_journalled AFTER INSERT ON setting
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'setting', NEW.id,
    NULL,
    json_object('id', NEW.id, 'name', NEW.name, 'value', NEW.value),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER setting_update_is_journalled AFTER UPDATE ON setting
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'setting', NEW.id,
    json_object('id', OLD.id, 'name', OLD.name, 'value', OLD.value),
    json_object('id', NEW.id, 'name', NEW.name, 'value', NEW.value),
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

CREATE TRIGGER unit_is_final BEFORE UPDATE ON unit
WHEN OLD.head IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a sealed unit of work is final'); END;

CREATE TRIGGER unit_starts_open BEFORE INSERT ON unit
WHEN NEW.head IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a unit of work is sealed after it was opened'); END;

CREATE TRIGGER unit_stays BEFORE DELETE ON unit
BEGIN SELECT RAISE(ABORT, 'a unit of work is never deleted'); END;

CREATE TRIGGER visit_delete_is_journalled AFTER DELETE ON visit
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'visit', OLD.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day, 'mode', OLD.mode, 'contents',
    OLD.contents, 'result', OLD.result, 'place', OLD.place, 'visitors', OLD.visitors, 'situation', OLD.situation,
    'needs', OLD.needs, 'note', OLD.note),
    NULL,
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER visit_insert_is_journalled AFTER INSERT ON visit
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'visit', NEW.id,
    NULL,
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day, 'mode', NEW.mode, 'contents',
    NEW.contents, 'result', NEW.result, 'place', NEW.place, 'visitors', NEW.visitors, 'situation', NEW.situation,
    'needs', NEW.needs, 'note', NEW.note),
    randomblob(16)
  FROM unit WHERE head IS NULL;
END;

CREATE TRIGGER visit_update_is_journalled AFTER UPDATE ON visit
BEGIN
  SELECT RAISE(ABORT, 'no open unit of work') WHERE NOT EXISTS (SELECT 1 FROM unit WHERE head IS NULL);
  INSERT INTO journal (unit, kind, record, before, after, salt)
  SELECT number, 'visit', NEW.id,
    json_object('id', OLD.id, 'uid', OLD.uid, 'person_id', OLD.person_id, 'day', OLD.day, 'mode', OLD.mode, 'contents',
    OLD.contents, 'result', OLD.result, 'place', OLD.place, 'visitors', OLD.visitors, 'situation', OLD.situation,
    'needs', OLD.needs, 'note', OLD.note),
    json_object('id', NEW.id, 'uid', NEW.uid, 'person_id', NEW.person_id, 'day', NEW.day, 'mode', NEW.mode, 'contents',
    NEW.contents, 'result', NEW.result, 'place', NEW.place, 'visitors', NEW.visitors, 'situation', NEW.situation,
    'needs', NEW.needs, 'note', NEW.note),
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
