/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-governors.h"
#include "haven-letter.h"
#include "haven-minutes.h"
#include "haven-pack.h"
#include "haven-session-reports.h"

/* A paper that somebody wants: what it is, about whom, for which one recipient (practice 24). Filled in by whoever asks, and nobody changes it
 * once it is handed over. The same code prints it for the window, the printer and the file. */
typedef enum { HAVEN_ORDER_PACK, HAVEN_ORDER_LETTER, HAVEN_ORDER_REPORT, HAVEN_ORDER_MINUTES } HavenOrderType;

typedef struct {
  gatomicrefcount refs;
  HavenOrderType type;
  HavenSchool *school;
  HavenClock clock;
  gint64 pupil_id;              /* 0: a report */
  gint64 record_id;             /* the meeting; of a letter what it is about */
  char *kind;                   /* of meeting, of letter, of report */
  char *recipient;
  char *by;                     /* who makes it */
  char *text;                   /* of a letter, as it was edited */
  HavenEdition edition;
  guint parts;                  /* HavenPackParts */
  guint paper;                  /* HavenPaper */
  HavenPeriod period;
  HavenRelease *page;           /* that a report tells from, once it is printed; NULL: none */
  GPtrArray *chosen;            /* HavenNote: restricted entries, uncovered one by one */
} HavenOrder;

HavenOrder  *haven_order_new          (HavenOrderType type, HavenSession *session, gint64 pupil_id, const char *kind, const char *recipient);
void         haven_order_choose       (HavenOrder *self, GPtrArray *notes);    /* HavenNote, before it is handed over; shared, not copied */
HavenOrder  *haven_order_ref          (HavenOrder *self);
void         haven_order_unref        (HavenOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenOrder, haven_order_unref)

/* Off the main thread; a report by the session, on more of the school than the person is shown */
void         haven_order_print_async  (HavenOrder *self, HavenSession *session, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
HavenSheets *haven_order_print_finish (GAsyncResult *result, GPtrArray **ret_fields, GError **error); /* HavenPackField; NULL: it is no pack */

/* The words of a letter or of minutes, to be read and edited; off the main thread */
void         haven_order_write_async  (HavenOrder *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char        *haven_order_write_finish (GAsyncResult *result, GError **error);

const char  *haven_order_get_title    (HavenOrder *self);              /* of the kind of paper, no name: "Minutes" */
char        *haven_order_dup_for      (HavenOrder *self);              /* "Sam Worker: for a parent or carer" */
char        *haven_order_dup_file     (HavenOrder *self, const char *ending);   /* says what it is and not whom it is about */
HavenGovernorsRequest haven_order_ask_for_report (HavenOrder *self);   /* lends the order's own */
/* It left: for the audit, and the list of who has what. how: "printed", "copied"; NULL: saved */
HavenCommand *haven_order_give        (HavenOrder *self, const char *how);
