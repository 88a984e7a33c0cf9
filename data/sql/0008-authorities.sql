-- SPDX-License-Identifier: GPL-3.0-or-later
-- A school has pupils of several authorities: whose catalogue it is, and which Virtual School a booking or a message goes to. 0 is the
-- school's own. Two authorities may use the same number for two courses.
CREATE TABLE courses_of (
  id INTEGER PRIMARY KEY,
  course TEXT NOT NULL,
  type TEXT,
  title TEXT,
  topic TEXT,
  audience TEXT,
  summary TEXT,
  open_to TEXT,
  url TEXT,
  authority INTEGER NOT NULL DEFAULT 0,
  UNIQUE (authority, course)
) STRICT;
INSERT INTO courses_of (id, course, type, title, topic, audience, summary, open_to, url)
  SELECT id, course, type, title, topic, audience, summary, open_to, url FROM courses;
DROP TABLE courses;
ALTER TABLE courses_of RENAME TO courses;

CREATE TABLE events_of (
  id INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  course TEXT,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  place TEXT,
  places INTEGER NOT NULL,
  closes_on INTEGER,
  cost INTEGER NOT NULL,
  cancel_by INTEGER,
  online INTEGER NOT NULL DEFAULT 0,
  cancellation TEXT,
  authority INTEGER NOT NULL DEFAULT 0,
  UNIQUE (authority, event)
) STRICT;
INSERT INTO events_of (id, event, course, starts, ends, place, places, closes_on, cost, cancel_by, online, cancellation)
  SELECT id, event, course, starts, ends, place, places, closes_on, cost, cancel_by, online, cancellation FROM events;
DROP TABLE events;
ALTER TABLE events_of RENAME TO events;

ALTER TABLE bookings ADD COLUMN authority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN authority INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 8;
