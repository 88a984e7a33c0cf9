/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-school.h"

/* An event of the Virtual School in words */
const HavenCourse *haven_event_find_course (HavenSchool *school, const HavenEvent *event);       /* NULL: not in the catalogue */
char              *haven_event_dup_title   (HavenSchool *school, const HavenEvent *event);
char              *haven_event_dup_when    (const HavenEvent *event);                             /* "Wed 26 November 2025, 09:30 to 12:00" */
char              *haven_event_dup_terms   (const HavenEvent *event);                             /* "Online · 12 places left · free · book by …" */
gboolean           haven_event_can_be_booked (const HavenEvent *event, HavenClock clock);
