-- SPDX-License-Identifier: GPL-3.0-or-later
-- Training: whose an offer is and where it is booked, what a booking was for, and what came of it.
ALTER TABLE courses ADD COLUMN open_to TEXT;
ALTER TABLE courses ADD COLUMN url TEXT;

ALTER TABLE events ADD COLUMN online INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN cancellation TEXT;

-- A booking is no part of what a person can undo, so removing somebody leaves it as it is: who is meant is looked up by number and e-mail.
ALTER TABLE bookings ADD COLUMN person_id INTEGER;
ALTER TABLE bookings ADD COLUMN instead_of TEXT;
ALTER TABLE bookings ADD COLUMN topics TEXT;
ALTER TABLE bookings ADD COLUMN title TEXT;
ALTER TABLE bookings ADD COLUMN starts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bookings ADD COLUMN ends INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bookings ADD COLUMN place TEXT;
ALTER TABLE bookings ADD COLUMN cancel_by INTEGER;
ALTER TABLE bookings ADD COLUMN news TEXT;
ALTER TABLE bookings ADD COLUMN note TEXT;
ALTER TABLE bookings ADD COLUMN url TEXT;
ALTER TABLE bookings ADD COLUMN certificate TEXT;

ALTER TABLE training ADD COLUMN certificate TEXT;
ALTER TABLE training ADD COLUMN booking TEXT;

PRAGMA user_version = 7;
