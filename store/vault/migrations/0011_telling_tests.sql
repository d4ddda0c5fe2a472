-- 0011: the tests that a list of everybody asks for, found without going through all tests there are.

CREATE INDEX drug_test_recent ON drug_test (day, person_id, kind, result);

CREATE INDEX drug_test_telling ON drug_test (result, person_id) WHERE result IN ('阳性', '拒检', '逃避');

PRAGMA user_version = 11;
