-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports of more kinds: totals of a period where a file has no marks, and what was decided when a file was taken in.

-- Sessions of one pupil from one day to another, counted by somebody else: no marks, no days. They count in figures only while
-- nothing finer is kept of the same days. Possible sessions are attended, authorised and unauthorised together.
CREATE TABLE totals (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  first INTEGER,
  last INTEGER,
  attended INTEGER NOT NULL,
  authorised INTEGER NOT NULL,
  unauthorised INTEGER NOT NULL,
  late_before INTEGER NOT NULL,
  late_after INTEGER NOT NULL,
  import_id INTEGER,
  UNIQUE (pupil_id, first, last)
) STRICT;

-- Who is kept and was not in the file, and the answers that the person gave (JSON)
ALTER TABLE imports ADD COLUMN absent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN answers TEXT;

PRAGMA user_version = 3;
