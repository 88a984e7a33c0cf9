/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

/* The dates of one academic year while somebody changes them. No widgets. */
typedef struct {
  int year;
  GPtrArray *dates;         /* HavenDates */
  gboolean entered;         /* the school's; else proposed */
} HavenYearDraft;

HavenYearDraft *haven_year_draft_new     (HavenSchool *school, int year);
void            haven_year_draft_free    (HavenYearDraft *self);
GPtrArray      *haven_year_draft_copy    (const HavenYearDraft *self);                    /* for haven_command_set_calendar */
HavenSpan       haven_year_draft_get     (const HavenYearDraft *self, HavenDatesType type, HavenTerm term);  /* HAVEN_DAY_NONE: none */
GArray         *haven_year_draft_closed  (const HavenYearDraft *self);                    /* HavenDay, ascending */

/* Each says what is wrong and changes nothing, or does it. */
gboolean        haven_year_draft_set     (HavenYearDraft *self, HavenDatesType type, HavenTerm term, HavenSpan span, GError **error);
gboolean        haven_year_draft_close   (HavenYearDraft *self, HavenDay day, GError **error);
void            haven_year_draft_open    (HavenYearDraft *self, HavenDay day);
