-- SPDX-License-Identifier: GPL-3.0-or-later
-- People and their keys: restricted entries sealed to those who lead on safeguarding, drafts sealed to whoever wrote them.

-- The text of a restricted note, under a key of its own; notes.text is NULL then. That key is sealed once for each reader, whose
-- public key stands in the keys file.
CREATE TABLE note_texts (
  id INTEGER PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE,
  sealed BLOB NOT NULL
) STRICT;
CREATE TABLE note_seals (
  id INTEGER PRIMARY KEY,
  note_id INTEGER NOT NULL REFERENCES note_texts (id) ON DELETE CASCADE,
  reader BLOB NOT NULL CHECK (length (reader) = 32),
  seal BLOB NOT NULL,
  UNIQUE (note_id, reader)
) STRICT;

-- What somebody was typing when Haven locked; sealed to the public key of its owner
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY,
  owner BLOB NOT NULL CHECK (length (owner) = 32),
  key TEXT NOT NULL,
  sealed BLOB NOT NULL,
  kept_at INTEGER NOT NULL,
  UNIQUE (owner, key)
) STRICT;

-- The keys file as the last change of people left it: another one was put in its place, or a change was cut short
CREATE TABLE keys_seen (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  digest TEXT NOT NULL
) STRICT;

PRAGMA user_version = 2;
