/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-outbox.h"
#include "haven-training.h"
#include "haven-wire-enrolment.h"
#include "haven-wire-state.h"

/* How a sync ended, as one word for the screen */
typedef enum {
  HAVEN_SYNC_DONE,
  HAVEN_SYNC_OFFLINE,        /* not reached: everything is kept for later */
  HAVEN_SYNC_BUSY,           /* reached, and asked to come back later */
  HAVEN_SYNC_UNTRUSTED,      /* the certificate, a redirect or a signature is not what it should be */
  HAVEN_SYNC_WRONG_REPLY,    /* what answered does not speak the exchange: too large, not JSON, another shape */
  HAVEN_SYNC_NOT_ENROLLED,   /* the enrolment is no longer valid */
  HAVEN_SYNC_CANCELLED,
} HavenSyncOutcome;
const char *haven_sync_outcome_code (HavenSyncOutcome outcome);        /* done, offline, busy, untrusted, wrong-reply … */

/* The authority's word on one booking */
typedef struct {
  char *booking;
  char *event;               /* NULL: not known there */
  HavenBookingState state;
  char *why;
  gint64 changed_at;
  char *certificate;
  HavenDay lapses_on;        /* NONE: not said */
  char *name;                /* NULL but in a listing: another computer of the school may have asked */
  char *email;
  char *role;
} HavenBookingNews;

/* A verified receipt for one release */
typedef struct {
  gint64 item;               /* HavenOutboxItem */
  char *period;              /* "2025/26-autumn" */
  gint64 revision;
  char *digest;
  gint64 received_at;
  GBytes *bytes;             /* as signed */
} HavenSyncReceipt;

/* A return that the Virtual School holds and this store does not: sent from another computer, or before a backup was restored here */
typedef struct {
  char *period;
  gint64 revision;
  char *digest;
  gint64 received_at;
  GBytes *receipt;           /* as signed */
  GBytes *bytes;             /* the return, as the receipt signs for it */
} HavenSyncReturn;

typedef enum {
  HAVEN_DOCUMENT_POLICY, HAVEN_DOCUMENT_BENCHMARKS, HAVEN_DOCUMENT_PRIORITIES, HAVEN_DOCUMENT_RESOURCES, HAVEN_DOCUMENT_SURVEY,
} HavenDocumentType;
const char *haven_document_type_code (HavenDocumentType type);         /* policy, benchmarks, priorities, resources, survey */

/* A body that was read whole and is of its shape. A policy is the policy file itself, its signature verified. */
typedef struct {
  HavenDocumentType type;
  GBytes *bytes;
} HavenSyncDocument;

/* Everything a sync brought, to be written in one transaction */
typedef struct {
  gint64 authority;          /* whose Virtual School was asked: haven-authority.h; set by whoever asked */
  HavenSyncOutcome outcome;
  char *sentence;            /* what happened, what is safe, what to do; NULL when all is well */
  HavenErrorCode error_code; /* when the outcome is not DONE */
  gint64 finished_at;
  GPtrArray *items;          /* HavenOutboxItem: those that were tried, with their new state */
  GPtrArray *receipts;       /* HavenSyncReceipt */
  GPtrArray *news;           /* HavenBookingNews, in the order they were told: the last one about a booking stands */
  gboolean all_bookings;     /* news is everything that the Virtual School knows: what is missing was lost there */
  gboolean new_catalogue;
  gboolean whole_catalogue;  /* courses are all of them; else those that changed, each with all its events */
  GPtrArray *courses;        /* HavenCourse; empty unless new_catalogue */
  GPtrArray *events;         /* HavenEvent */
  GPtrArray *gone;           /* char *: courses that are not offered any more */
  GPtrArray *returns;        /* HavenSyncReturn */
  GPtrArray *lost;           /* char *: digests of returns with a receipt that the Virtual School does not hold any more */
  gint64 skew;               /* how far the other clock is ahead of ours, seconds; 0: not known */
  GPtrArray *documents;      /* HavenSyncDocument */
  HavenWireState *known;     /* for the next sync */
  guint n_sent;
  guint n_refused;
  guint n_waiting;
} HavenSyncResult;

HavenSyncResult *haven_sync_result_new  (void);
void             haven_sync_result_free (HavenSyncResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSyncResult, haven_sync_result_free)
GError          *haven_sync_result_dup_error (HavenSyncResult *self);  /* NULL: done */
