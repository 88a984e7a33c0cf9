/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-page.h"
#include "haven-school.h"

/* A meeting pack: one pupil, one kind of meeting, one named recipient (practice 24). Out by default: the carer's identity, where the child
 * lives, the other parent, siblings and third parties, notes of opinion and allegation where the edition is the family's; restricted notes,
 * unless each is chosen. */
typedef enum {
  HAVEN_PACK_CARERS = 1 << 0,   /* names of contacts who do not hold parental responsibility */
  HAVEN_PACK_SIBLINGS = 1 << 1, /* a strategy discussion has them in any case */
  HAVEN_PACK_PLACEMENT = 1 << 2, /* what is noted of moves of placement */
  HAVEN_PACK_OTHERS = 1 << 3,   /* names of other children in what people wrote */
} HavenPackParts;

typedef enum {
  HAVEN_EDITION_FULL,           /* for people of the child's plan or care, and for staff */
  HAVEN_EDITION_PARENT,
  HAVEN_EDITION_YOUNG_PERSON,   /* in plain words, for the child */
  HAVEN_EDITION_CLASS_TEACHER,  /* what helps: no history, no status */
  HAVEN_EDITION_SUMMARY,        /* two pages at most */
  HAVEN_N_EDITIONS
} HavenEdition;
const char *haven_edition_code  (HavenEdition edition);                /* full, parent, young-person, class-teacher, summary */
gboolean    haven_edition_parse (const char *code, HavenEdition *ret_edition);
const char *haven_edition_text  (HavenEdition edition);

typedef struct {
  HavenSchool *school;
  gint64 pupil_id;
  const char *kind;             /* one of haven_pack_kinds() */
  const char *recipient;        /* who this edition is for; an edition for nobody is refused, one for a barred person too */
  const char *printed_by;       /* the user, may be NULL */
  const char *marking;          /* NULL: the school’s */
  guint parts;                  /* HavenPackParts */
  HavenClock clock;
  HavenEdition edition;
  guint paper;                  /* HavenPaper */
  GPtrArray *chosen;            /* HavenNote: restricted entries that somebody uncovered and chose one by one; NULL: none. Never in the
                                 * family's editions */
} HavenPackRequest;

const char *const *haven_pack_kinds     (void);                        /* pep, cin-review, core-group, cp-conference, strategy … */
const char        *haven_pack_kind_text (const char *kind);            /* "Child-in-need review"; NULL: no such kind */
HavenEdition haven_pack_get_edition (const HavenPackRequest *request); /* as made: a contact of the child never has the full one */

char    *haven_pack_dup_id    (const HavenPackRequest *request);       /* "7F3A-91C2": one for each pupil, kind, recipient and moment */
gboolean haven_pack_check     (const HavenPackRequest *request, GError **error);   /* may it be made at all? */
GBytes  *haven_pack_render    (const HavenPackRequest *request, guint *ret_pages, GError **error);
HavenSheets *haven_pack_print  (const HavenPackRequest *request, GError **error);    /* to look at, to print, to save */
gboolean haven_pack_write_pdf (const HavenPackRequest *request, const char *path, guint *ret_pages, GError **error);
char    *haven_pack_to_text   (const HavenPackRequest *request, GError **error);    /* the same words, to be edited or pasted */

/* What this edition leaves out, for whoever makes it, before it is made */
typedef struct {
  char *what;                   /* "2 restricted entries" */
  char *why;
  guint part;                   /* HavenPackParts: it can be put in; 0: not so */
} HavenOmission;
void       haven_omission_free (HavenOmission *self);
GPtrArray *haven_pack_review   (const HavenPackRequest *request);      /* HavenOmission */

/* The authority's platform asks for fields, one by one */
typedef struct {
  char *name;                   /* "Attendance this year" */
  char *text;                   /* plain, ready to be pasted */
} HavenPackField;
void       haven_pack_field_free (HavenPackField *self);
GPtrArray *haven_pack_list_fields (const HavenPackRequest *request, GError **error);   /* HavenPackField */
