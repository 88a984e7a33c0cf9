/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

/* What waits to be sent; written in the transaction of what it announces, acknowledged row by row, never dropped. */
typedef enum { HAVEN_OUTBOX_WAITING, HAVEN_OUTBOX_SENT, HAVEN_OUTBOX_REFUSED, HAVEN_OUTBOX_CANCELLED } HavenOutboxState;
typedef enum { HAVEN_OUTBOX_BOOKING, HAVEN_OUTBOX_CANCEL, HAVEN_OUTBOX_RELEASE, HAVEN_OUTBOX_SURVEY, HAVEN_OUTBOX_SHARES } HavenOutboxType;
typedef struct {
  gint64 id;
  int type;                  /* HavenOutboxType */
  char *key;                 /* idempotency key */
  char *target;              /* booking's UUID; or "2025-26-autumn/1"; or the survey's id */
  GBytes *body;              /* exactly the bytes that go; NULL for a cancellation */
  int state;                 /* HavenOutboxState */
  gint64 attempts;
  gint64 next_try;           /* seconds since 1970, 0: at once */
  char *last_error;          /* a sentence */
  gint64 made_at;
  gint64 settled_at;
  gint64 authority;          /* to which Virtual School: haven-authority.h */
} HavenOutboxItem;
HAVEN_DECLARE_RECORD (HavenOutboxItem, haven_outbox_item, HAVEN_KIND_OUTBOX_ITEM)
const char *haven_outbox_state_code (HavenOutboxState state);
const char *haven_outbox_type_code  (HavenOutboxType type);

/* The ledger of termly returns: append-only */
typedef struct {
  gint64 id;
  char *period;              /* "2025/26-autumn" */
  gint64 revision;
  GBytes *bytes;             /* the release, exactly as sent */
  char *digest;              /* SHA-256, hex */
  char *approved_by;         /* head's or trust's recorded approval */
  gint64 made_at;
  gint64 sent_at;            /* 0: not yet */
  GBytes *receipt;           /* the Virtual School's, signed; NULL: none yet */
} HavenLedgerEntry;
HAVEN_DECLARE_RECORD (HavenLedgerEntry, haven_ledger_entry, HAVEN_KIND_LEDGER_ENTRY)
gboolean haven_ledger_entry_went (const HavenLedgerEntry *self);   /* FALSE: governors were told by it, and it was never queued (practice 40) */
