-- SPDX-License-Identifier: GPL-3.0-or-later
-- Requests for everything held on a pupil, with what was decided about each passage that names others; and records that were sealed for the next
-- school, or came from the one before.

CREATE TABLE access_requests (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  asked_by TEXT,
  asker TEXT NOT NULL,
  asked_on INTEGER,
  identity_on INTEGER,
  extended_on INTEGER,
  extended_why TEXT,
  signed_by TEXT,
  signed_on INTEGER,
  signed_digest TEXT,
  answered_on INTEGER
) STRICT;
CREATE INDEX access_requests_by_pupil ON access_requests (pupil_id);

CREATE TABLE access_choices (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  request_id INTEGER NOT NULL REFERENCES access_requests (id) ON DELETE CASCADE,
  about TEXT,
  record INTEGER NOT NULL,
  field TEXT,
  start INTEGER NOT NULL,
  length INTEGER NOT NULL,
  digest TEXT,
  decision TEXT NOT NULL,
  exemption TEXT,
  reason TEXT
) STRICT;
CREATE INDEX access_choices_by_pupil ON access_choices (pupil_id);
CREATE INDEX access_choices_by_request ON access_choices (request_id);

CREATE TABLE transfers (
  id INTEGER PRIMARY KEY,
  pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
  transfer TEXT,
  incoming INTEGER NOT NULL CHECK (incoming IN (0, 1)),
  school TEXT,
  recipient TEXT,
  restricted INTEGER NOT NULL,
  digest TEXT,
  receipt_key BLOB,
  made_at INTEGER NOT NULL,
  sent_on INTEGER,
  received_on INTEGER,
  received_by TEXT,
  import_id INTEGER
) STRICT;
CREATE INDEX transfers_by_pupil ON transfers (pupil_id);

PRAGMA user_version = 10;
