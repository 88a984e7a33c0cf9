/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release-changes.h"

/* The closed words of a return, for people. What is not known is shown as it is written. */
char *haven_release_dup_measure  (const char *measure);        /* "Absence" */
char *haven_release_dup_variable (const char *by);             /* "Status" */
char *haven_release_dup_group    (const char *by, const char *group);
char *haven_release_dup_response (const char *response);       /* "10% to under 50%" */

/* "Children counted, All, Children: 12, was 14" */
char *haven_release_dup_change   (const HavenReleaseChange *change);

/* Why a figure stands as it does, with the school's own: "Hidden: 3 children, fewer than 5." */
char *haven_release_dup_reason   (HavenRelease *release, guint cell);
