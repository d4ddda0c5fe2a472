-- 0013: who lives in a village, told without the persons' own pages: a name and a village are typed together.

CREATE INDEX person_village ON person (village);

PRAGMA user_version = 13;
