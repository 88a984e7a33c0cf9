-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first shape of the store. A column for each field of src/model, by the same name.
--
-- Days are counted from 1 January 1970, NULL where they are open or not known; moments are seconds since 1970. Codes are their text.
-- import_id says which import made the row; NULL: a person did. It refers to nothing, because the receipt is written last.
-- Rows are counted (no WITHOUT ROWID), because SQLite reports the changes of such tables only.
-- Numbers of pupils and imports are never used twice: the audit names a pupil by number.

CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  value TEXT
) STRICT;

CREATE TABLE calendar (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  year INTEGER NOT NULL,
  term INTEGER NOT NULL,
  first INTEGER,
  last INTEGER
) STRICT;

CREATE TABLE pupils (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  upn TEXT UNIQUE,
  admission_no TEXT,
  surname TEXT,
  forename TEXT,
  preferred TEXT,
  born INTEGER,
  sex TEXT,
  year_group TEXT,
  reg_group TEXT,
  sen TEXT NOT NULL,
  fsm TEXT NOT NULL,
  admitted INTEGER,
  "left" INTEGER,
  destination TEXT,
  family TEXT,
  language TEXT,
  import_id INTEGER
) STRICT;

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER REFERENCES pupils (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  name TEXT,
  role TEXT,
  organisation TEXT,
  phone TEXT,
  email TEXT,
  parental_responsibility INTEGER NOT NULL CHECK (parental_responsibility IN (0, 1)),
  address_withheld INTEGER NOT NULL CHECK (address_withheld IN (0, 1)),
  barred INTEGER NOT NULL CHECK (barred IN (0, 1)),
  first INTEGER,
  last INTEGER,
  import_id INTEGER
) STRICT;
CREATE INDEX people_by_pupil ON people (pupil_id);

CREATE TABLE spells (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  status TEXT NOT NULL,
  first INTEGER,
  last INTEGER,
  authority TEXT,
  told_by TEXT,
  confirmed_on INTEGER,
  social_worker_id INTEGER REFERENCES people (id) ON DELETE SET NULL,
  ended_check INTEGER,
  import_id INTEGER
) STRICT;
CREATE INDEX spells_by_pupil ON spells (pupil_id);
CREATE INDEX spells_by_social_worker ON spells (social_worker_id);

CREATE TABLE registers (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  year INTEGER NOT NULL,
  marks BLOB NOT NULL CHECK (length (marks) = 732),
  UNIQUE (pupil_id, year)
) STRICT;

CREATE TABLE weeks (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  year INTEGER NOT NULL,
  weeks BLOB NOT NULL CHECK (length (weeks) = 432),
  UNIQUE (pupil_id, year)
) STRICT;

CREATE TABLE suspensions (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  first INTEGER,
  last INTEGER,
  sessions INTEGER NOT NULL,
  reason TEXT,
  cancelled_on INTEGER,
  alternatives TEXT,
  reintegrated_on INTEGER,
  import_id INTEGER
) STRICT;
CREATE INDEX suspensions_by_pupil ON suspensions (pupil_id);

CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  suspension_id INTEGER NOT NULL REFERENCES suspensions (id) ON DELETE CASCADE,
  "to" TEXT NOT NULL,
  sent_on INTEGER,
  how TEXT
) STRICT;
CREATE INDEX notices_by_pupil ON notices (pupil_id);
CREATE INDEX notices_by_suspension ON notices (suspension_id);

CREATE TABLE plans (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  first INTEGER,
  full_time_on INTEGER,
  ended_on INTEGER,
  minutes_a_week INTEGER NOT NULL,
  agreed_by TEXT,
  review_on INTEGER,
  consulted_on INTEGER,
  safety TEXT,
  import_id INTEGER
) STRICT;
CREATE INDEX plans_by_pupil ON plans (pupil_id);

CREATE TABLE interventions (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  need TEXT,
  what TEXT,
  who TEXT,
  first INTEGER,
  last INTEGER,
  minutes_a_week INTEGER NOT NULL,
  aim TEXT,
  baseline TEXT,
  review_on INTEGER,
  outcome TEXT,
  evidence TEXT,
  import_id INTEGER
) STRICT;
CREATE INDEX interventions_by_pupil ON interventions (pupil_id);

CREATE TABLE barriers (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  code TEXT,
  first INTEGER,
  last INTEGER,
  import_id INTEGER
) STRICT;
CREATE INDEX barriers_by_pupil ON barriers (pupil_id);

CREATE TABLE attainment (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  subject TEXT,
  day INTEGER,
  measure TEXT,
  result TEXT,
  expectation TEXT NOT NULL,
  import_id INTEGER
) STRICT;
CREATE INDEX attainment_by_pupil ON attainment (pupil_id);

CREATE TABLE school_attainment (
  id INTEGER PRIMARY KEY,
  subject TEXT,
  day INTEGER,
  measure TEXT,
  year_group TEXT,
  below INTEGER NOT NULL,
  at INTEGER NOT NULL,
  above INTEGER NOT NULL,
  none INTEGER NOT NULL,
  import_id INTEGER
) STRICT;

CREATE TABLE sdq (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  informant TEXT NOT NULL,
  version TEXT,
  day INTEGER,
  total INTEGER NOT NULL,
  emotional INTEGER NOT NULL,
  conduct INTEGER NOT NULL,
  hyperactivity INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  prosocial INTEGER NOT NULL,
  import_id INTEGER
) STRICT;
CREATE INDEX sdq_by_pupil ON sdq (pupil_id);

CREATE TABLE provision (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  name TEXT,
  type TEXT,
  full_time INTEGER NOT NULL CHECK (full_time IN (0, 1)),
  first INTEGER,
  last INTEGER,
  inspection TEXT,
  inspected_on INTEGER,
  framework TEXT,
  import_id INTEGER
) STRICT;
CREATE INDEX provision_by_pupil ON provision (pupil_id);

CREATE TABLE moves (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  day INTEGER,
  note TEXT,
  import_id INTEGER
) STRICT;
CREATE INDEX moves_by_pupil ON moves (pupil_id);

CREATE TABLE meetings (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  type TEXT,
  day INTEGER,
  minute INTEGER NOT NULL,
  place TEXT,
  state TEXT NOT NULL,
  convened_by TEXT,
  purpose TEXT,
  wishes TEXT,
  wishes_how TEXT,
  working_well TEXT,
  worried_about TEXT,
  needs_to_happen TEXT,
  import_id INTEGER
) STRICT;
CREATE INDEX meetings_by_pupil ON meetings (pupil_id);

CREATE TABLE targets (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
  text TEXT,
  owner TEXT,
  due INTEGER,
  support TEXT,
  state TEXT NOT NULL,
  outcome TEXT,
  import_id INTEGER
) STRICT;
CREATE INDEX targets_by_pupil ON targets (pupil_id);
CREATE INDEX targets_by_meeting ON targets (meeting_id);

CREATE TABLE actions (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
  text TEXT,
  owner TEXT,
  due INTEGER,
  done_on INTEGER,
  import_id INTEGER
) STRICT;
CREATE INDEX actions_by_pupil ON actions (pupil_id);
CREATE INDEX actions_by_meeting ON actions (meeting_id);

CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  day INTEGER,
  author TEXT,
  text TEXT,
  restricted INTEGER NOT NULL CHECK (restricted IN (0, 1)),
  import_id INTEGER
) STRICT;
CREATE INDEX notes_by_pupil ON notes (pupil_id);

CREATE TABLE courses (
  id INTEGER PRIMARY KEY,
  course TEXT NOT NULL UNIQUE,
  type TEXT,
  title TEXT,
  topic TEXT,
  audience TEXT,
  summary TEXT
) STRICT;

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  event TEXT NOT NULL UNIQUE,
  course TEXT,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  place TEXT,
  places INTEGER NOT NULL,
  closes_on INTEGER,
  cost INTEGER NOT NULL,
  cancel_by INTEGER
) STRICT;

CREATE TABLE bookings (
  id INTEGER PRIMARY KEY,
  booking TEXT NOT NULL UNIQUE,
  event TEXT,
  name TEXT,
  email TEXT,
  role TEXT,
  state TEXT NOT NULL,
  why TEXT,
  made_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE training (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  topic TEXT,
  title TEXT,
  done_on INTEGER,
  lapses_on INTEGER,
  import_id INTEGER
) STRICT;
CREATE INDEX training_by_person ON training (person_id);

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  target TEXT,
  body BLOB,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_try INTEGER NOT NULL,
  last_error TEXT,
  made_at INTEGER NOT NULL,
  settled_at INTEGER NOT NULL
) STRICT;

CREATE TABLE releases (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL,
  revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  digest TEXT,
  approved_by TEXT,
  made_at INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  receipt BLOB,
  UNIQUE (period, revision)
) STRICT;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  made_at INTEGER NOT NULL,
  "by" TEXT,
  type TEXT NOT NULL,
  file TEXT,
  digest TEXT,
  rows INTEGER NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  same INTEGER NOT NULL,
  problems INTEGER NOT NULL,
  problem_list TEXT,
  assumptions TEXT,
  first INTEGER,
  last INTEGER,
  undone_at INTEGER NOT NULL
) STRICT;

-- How an import is taken back: the changes that it made, as the session extension wrote them
CREATE TABLE import_undo (
  id INTEGER PRIMARY KEY REFERENCES imports (id) ON DELETE CASCADE,
  changes BLOB NOT NULL
) STRICT;

-- Who did what and when; each line holds the hash of the one before, and the head tells how many there are
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  pupil_id INTEGER,
  detail TEXT,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  n INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_altered BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'append only'); END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'append only'); END;
CREATE TRIGGER releases_are_not_removed BEFORE DELETE ON releases BEGIN SELECT RAISE (ABORT, 'append only'); END;

PRAGMA user_version = 1;
