/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-outbox.h"

#include "haven-code.h"

static const char *const outbox_states[] = { "waiting", "sent", "refused", "cancelled", NULL };
static const char *const outbox_types[] = { "booking", "cancel", "release", "survey", "shares", NULL };

static const HavenField outbox_fields[] = {
  HAVEN_INT (HavenOutboxItem, id),
  HAVEN_CODE (HavenOutboxItem, type, outbox_types),
  HAVEN_TEXT (HavenOutboxItem, key),
  HAVEN_TEXT (HavenOutboxItem, target),
  HAVEN_BYTES (HavenOutboxItem, body),
  HAVEN_CODE (HavenOutboxItem, state, outbox_states),
  HAVEN_INT (HavenOutboxItem, attempts),
  HAVEN_INT (HavenOutboxItem, next_try),
  HAVEN_TEXT (HavenOutboxItem, last_error),
  HAVEN_INT (HavenOutboxItem, made_at),
  HAVEN_INT (HavenOutboxItem, settled_at),
  HAVEN_INT (HavenOutboxItem, authority),
};
HAVEN_DEFINE_RECORD (HavenOutboxItem, haven_outbox_item, HAVEN_KIND_OUTBOX_ITEM, "outbox", outbox_fields)

static const HavenField ledger_fields[] = {
  HAVEN_INT (HavenLedgerEntry, id),
  HAVEN_TEXT (HavenLedgerEntry, period),
  HAVEN_INT (HavenLedgerEntry, revision),
  HAVEN_BYTES (HavenLedgerEntry, bytes),
  HAVEN_TEXT (HavenLedgerEntry, digest),
  HAVEN_TEXT (HavenLedgerEntry, approved_by),
  HAVEN_INT (HavenLedgerEntry, made_at),
  HAVEN_INT (HavenLedgerEntry, sent_at),
  HAVEN_BYTES (HavenLedgerEntry, receipt),
};
HAVEN_DEFINE_RECORD (HavenLedgerEntry, haven_ledger_entry, HAVEN_KIND_LEDGER_ENTRY, "releases", ledger_fields)

gboolean
haven_ledger_entry_went (const HavenLedgerEntry *self)
{
  return self->sent_at != 0 || self->receipt != NULL || (self->approved_by != NULL && *self->approved_by != '\0');
}

const char *
haven_outbox_state_code (HavenOutboxState state)
{
  return haven_code_at (outbox_states, state);
}

const char *
haven_outbox_type_code (HavenOutboxType type)
{
  return haven_code_at (outbox_types, type);
}
