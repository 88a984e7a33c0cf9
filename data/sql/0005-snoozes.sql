-- SPDX-License-Identifier: GPL-3.0-or-later
-- Lines of Today that somebody put off, for a reason and until a day.

CREATE TABLE snoozes (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER REFERENCES pupils (id) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  about INTEGER NOT NULL,
  until INTEGER,
  reason TEXT,
  pressing INTEGER NOT NULL,
  by TEXT,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX snoozes_by_pupil ON snoozes (pupil_id);

PRAGMA user_version = 5;
