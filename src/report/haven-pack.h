/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-school.h"

/* A meeting pack: one pupil, one kind of meeting, one named recipient (practice 24). Out by default: the carer's identity, siblings and
 * other people, notes of opinion and allegation where the kind of meeting does not ask for them; restricted notes, always. */
typedef enum {
  HAVEN_PACK_CARERS = 1 << 0,   /* names of contacts who do not hold parental responsibility */
  HAVEN_PACK_SIBLINGS = 1 << 1, /* a strategy discussion has them in any case */
} HavenPackParts;

typedef struct {
  HavenSchool *school;
  gint64 pupil_id;
  const char *kind;             /* one of haven_pack_kinds() */
  const char *recipient;        /* who this edition is for; an edition for nobody is refused, one for a barred person too */
  const char *printed_by;       /* the user, may be NULL */
  const char *marking;          /* NULL: OFFICIAL-SENSITIVE */
  guint parts;                  /* HavenPackParts */
  HavenClock clock;
} HavenPackRequest;

const char *const *haven_pack_kinds     (void);                        /* pep, cin-review, core-group, cp-conference, strategy, internal */
const char        *haven_pack_kind_text (const char *kind);            /* "Child-in-need review"; NULL: no such kind */

char    *haven_pack_dup_id    (const HavenPackRequest *request);       /* "7F3A-91C2": one for each pupil, kind, recipient and moment */
GBytes  *haven_pack_render    (const HavenPackRequest *request, guint *ret_pages, GError **error);
gboolean haven_pack_write_pdf (const HavenPackRequest *request, const char *path, guint *ret_pages, GError **error);
