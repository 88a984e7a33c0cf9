-- SPDX-License-Identifier: GPL-3.0-or-later
-- Looking after records: what may not be destroyed, what became of the child protection file, what was decided when a time was over, and
-- what was erased. What an erasure keeps names nobody.

CREATE TABLE holds (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  ground TEXT NOT NULL,
  why TEXT,
  set_by TEXT,
  set_on INTEGER,
  lifted_on INTEGER,
  lifted_by TEXT,
  lifted_because TEXT
) STRICT;
CREATE INDEX holds_by_pupil ON holds (pupil_id);

CREATE TABLE departures (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  "left" INTEGER,
  printed_on INTEGER,
  stays INTEGER NOT NULL CHECK (stays IN (0, 1)),
  sent_to TEXT,
  sent_on INTEGER,
  receipt_on INTEGER
) STRICT;
CREATE INDEX departures_by_pupil ON departures (pupil_id);

CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER REFERENCES pupils (id) ON DELETE CASCADE,
  person_id INTEGER REFERENCES people (id) ON DELETE CASCADE,
  day INTEGER,
  by TEXT,
  until INTEGER,
  why TEXT
) STRICT;
CREATE INDEX reviews_by_pupil ON reviews (pupil_id);
CREATE INDEX reviews_by_person ON reviews (person_id);

-- The certificate of what was destroyed: numbers, no name. marks: keyed hashes by which a copy of before knows whom it would bring back.
-- swept_at: pages, log and known copies are clean too; 0: not yet, and the next opening goes on with it.
CREATE TABLE erasures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  reference TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT,
  ground TEXT NOT NULL,
  why TEXT,
  decided_by TEXT,
  counts TEXT,
  marks TEXT,
  swept_at INTEGER NOT NULL,
  left_over TEXT
) STRICT;
CREATE TRIGGER erasures_are_not_removed BEFORE DELETE ON erasures BEGIN SELECT RAISE (ABORT, 'append only'); END;

-- Where backups and shared snapshots of this store were written
CREATE TABLE copies (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- Whoever is held is there, whatever way somebody takes
CREATE TRIGGER held_pupils_are_not_removed BEFORE DELETE ON pupils
  WHEN EXISTS (SELECT 1 FROM holds WHERE pupil_id = old.id AND lifted_on IS NULL)
  BEGIN SELECT RAISE (ABORT, 'held'); END;

PRAGMA user_version = 9;
