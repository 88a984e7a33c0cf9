/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-return.h"
#include "haven-school.h"

/* What a return says of the school itself: staff in post and trained, by the topics that Haven knows; and what the school has set:
 *   lines.dsl, lines.designated-teacher   yes, no: in post
 *   lines.whole-school-training           the day of the last trauma training of all staff
 *   lines.support-wanted                  codes, with commas
 * What is not one of these words is left out: no free text leaves. */
void haven_school_lines_add (HavenSchool *school, HavenDay day, HavenReturn *ret);

const char *const *haven_school_lines_list_supports (void);   /* codes of support that can be wanted */
