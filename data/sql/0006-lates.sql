-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many minutes late a pupil came to a session, where it is known.

CREATE TABLE lates (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  day INTEGER,
  session INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  import_id INTEGER
) STRICT;
CREATE UNIQUE INDEX lates_by_session ON lates (pupil_id, day, session);

PRAGMA user_version = 6;
