/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-test-school.h"

/* A school with one child of whom everything is on record, and enough others to compare with. All invented. */
typedef struct {
  HavenSchool *school;
  HavenClock clock;            /* Friday 21 November 2025, 18:00; marks end on Thursday PM */
  gint64 child;                /* Amara Brown, Year 9, on a child protection plan since 3 October 2025 */
  gint64 totals_only;          /* of whom no register is kept */
  gint64 bare;                 /* of whom nothing is on record but the name */
} ReportSchool;

#define REPORT_RESTRICTED "Restricted words that no pack may carry"
#define REPORT_CARER "Carla Carerson"
#define REPORT_BARRED "Barry Barredson"
#define REPORT_PARENT "Jo Brown"
#define REPORT_OTHER "Nemo Nobody"       /* another child, whom a note names */
#define REPORT_PLACEMENT "12 Hidden Lane"

ReportSchool *report_school_new  (guint n_notes, guint n_siblings);
void          report_school_free (ReportSchool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReportSchool, report_school_free)
