/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-page.h"
#include "haven-school.h"

/* Everything held on one pupil, for whoever asks for it (UK GDPR Article 15): every field of every table that is the child's, the
 * receipts of imports that touched them, and what the audit says. What names others is marked, and a person decides of each mark whether
 * it stays; an entry may be withheld by an exemption, for a reason. Pure: from a school and the audit. */

/* Whom a marked passage may name. What the law says of people in their post is a hint, never a decision. */
typedef enum {
  HAVEN_MARK_CHILD,             /* another pupil */
  HAVEN_MARK_FAMILY,            /* somebody around the child */
  HAVEN_MARK_PROFESSIONAL,      /* a social worker or other professional */
  HAVEN_MARK_STAFF,
  HAVEN_MARK_SOMEBODY,          /* a title and a name that the store does not know */
  HAVEN_MARK_DETAIL,            /* a telephone number, an e-mail */
  HAVEN_N_MARKS
} HavenMark;
const char *haven_mark_code    (HavenMark mark);
gboolean    haven_mark_parse   (const char *code, HavenMark *ret_mark);
const char *haven_mark_text    (HavenMark mark);                /* "another child" */
const char *haven_mark_hint    (HavenMark mark);

typedef struct {
  gsize start;                  /* bytes */
  gsize length;
  HavenMark mark;
  gboolean decided;
  gboolean redacted;            /* once it is decided */
} HavenPassage;

typedef struct {
  const char *column;
  char *label;
  char *text;                   /* for people; "" where it is empty */
  char *value;                  /* for machines; NULL: as for people */
  char *digest;                 /* SHA-256 of text: what a decision was about */
  GArray *passages;             /* HavenPassage, in order, none over another */
} HavenHeldField;

typedef struct {
  const char *table;
  gint64 record;
  GPtrArray *fields;            /* HavenHeldField, all of the table's */
  gboolean restricted;
  gboolean covered;             /* its text cannot be opened by whoever made this */
  char *digest;                 /* of all of it */
  const char *exemption;        /* withheld by it; NULL: it is not */
  const char *reason;
} HavenHeldEntry;

typedef struct {
  const char *table;
  const char *title;
  gboolean moving;              /* it grows by answering: no part of what is signed */
  GPtrArray *entries;           /* HavenHeldEntry */
} HavenHeldSection;

/* A line of the audit */
typedef struct {
  gint64 id;
  gint64 at;
  const char *who;              /* not told: it is a member of staff to whoever asks */
  const char *action;
  const char *detail;
} HavenHeldEvent;

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  gint64 pupil_id;
  gint64 request_id;            /* 0: nobody asked yet, and it is a draft */
  GArray *events;               /* HavenHeldEvent, of this pupil; NULL: none */
  const char *printed_by;
} HavenDossierRequest;

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  const HavenPupil *pupil;
  const HavenAccessRequest *asked;     /* NULL: nobody did */
  GPtrArray *sections;          /* HavenHeldSection, none empty */
  guint n_entries;
  guint n_passages;
  guint n_open;                 /* passages that nobody decided of */
  guint n_redacted;
  guint n_withheld;
  guint n_covered;
  char *digest;                 /* of the answer as it stands: what is signed */
  char *printed_by;
} HavenDossier;

HavenDossier *haven_dossier_new       (const HavenDossierRequest *request, GError **error);       /* NOT_FOUND */
void          haven_dossier_free      (HavenDossier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenDossier, haven_dossier_free)
/* Why it is a draft still, in a sentence; NULL: it is signed as it stands */
char         *haven_dossier_dup_draft (const HavenDossier *self);
HavenHeldEntry *haven_dossier_find    (const HavenDossier *self, const char *table, gint64 record);     /* NULL: not there */

/* Passages one after another, for whoever goes through them */
typedef struct {
  const HavenHeldSection *section;
  const HavenHeldEntry *entry;
  const HavenHeldField *field;
  HavenPassage passage;
} HavenStop;
GArray       *haven_dossier_walk      (const HavenDossier *self);           /* HavenStop; lent parts */
char         *haven_stop_dup_id       (const HavenStop *stop);              /* "notes/14/text/37+9" */
char         *haven_stop_dup_words    (const HavenStop *stop);
char         *haven_stop_dup_context  (const HavenStop *stop);              /* with the words around it, on one line */
HavenAccessChoice *haven_stop_decide  (const HavenStop *stop, const HavenDossier *dossier, HavenAccessDecision decision);
HavenAccessChoice *haven_entry_withhold (const HavenHeldEntry *entry, const HavenDossier *dossier, const char *exemption,
                                         const char *reason);

/* A field as the answer has it: passages that were taken out, or that are open, in brackets */
char         *haven_field_dup_told    (const HavenHeldField *field);
char         *haven_field_dup_value   (const HavenHeldField *field);        /* the same for machines */
/* Rows of the answer: table, record, column, what it is, value; without what is withheld */
HavenRows    *haven_dossier_get_rows  (const HavenDossier *self);
/* Paper; DRAFT at the head of every page until it is signed */
HavenPages   *haven_dossier_write     (const HavenDossier *self);
GBytes       *haven_dossier_render    (const HavenDossier *self, guint *ret_pages, GError **error);   /* PDF */

/* The month in which a request has to be answered (and two more where it was extended): the same date of that month, or its last day, or
 * the next working day. It runs from the day on which it is known who asks. */
HavenDay      haven_access_due        (const HavenAccessRequest *request);
