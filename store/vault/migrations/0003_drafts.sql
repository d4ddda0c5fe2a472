-- 0003: what was typed into a form and not saved yet. Nothing is recorded by it, so it is not journalled.

CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  form TEXT NOT NULL CHECK (form <> ''),
  subject TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  saved_at TEXT NOT NULL,
  UNIQUE (form, subject)
) STRICT;

PRAGMA user_version = 3;
