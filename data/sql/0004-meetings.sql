-- SPDX-License-Identifier: GPL-3.0-or-later
-- Meetings as they are prepared, held and written up; targets with their measure and their Pupil Premium Plus.

ALTER TABLE meetings ADD COLUMN present TEXT;
ALTER TABLE meetings ADD COLUMN apologies TEXT;
ALTER TABLE meetings ADD COLUMN gathering TEXT;
ALTER TABLE meetings ADD COLUMN shared_on INTEGER;
ALTER TABLE meetings ADD COLUMN sent_on INTEGER;

ALTER TABLE targets ADD COLUMN baseline TEXT;
ALTER TABLE targets ADD COLUMN measure TEXT;
ALTER TABLE targets ADD COLUMN child_does TEXT;
ALTER TABLE targets ADD COLUMN ppp_asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE targets ADD COLUMN ppp_agreed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE targets ADD COLUMN ppp_spent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE targets ADD COLUMN ppp_effect TEXT;

-- What is written down around a meeting, a line each, from the first second on
CREATE TABLE lines (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
  type TEXT NOT NULL,
  who TEXT,
  text TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX lines_by_pupil ON lines (pupil_id);
CREATE INDEX lines_by_meeting ON lines (meeting_id);

-- What somebody made of a sentence that was written from figures
CREATE TABLE sentences (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL,
  kind TEXT,
  key TEXT,
  list TEXT,
  made TEXT,
  text TEXT,
  struck INTEGER NOT NULL CHECK (struck IN (0, 1))
) STRICT;
CREATE INDEX sentences_by_pupil ON sentences (pupil_id);
CREATE INDEX sentences_by_meeting ON sentences (meeting_id);

PRAGMA user_version = 4;
