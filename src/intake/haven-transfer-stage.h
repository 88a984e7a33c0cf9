/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-import.h"
#include "haven-school.h"

/* Records of one child from another school, as a difference to look at: json is what haven_transfer_unseal () gave. The child is found
 * by UPN; one who could be the same by name and date of birth is asked about. Nothing that stands here is overwritten unless a person
 * says so, field by field; what is here already is not added again; of one session or week only what is empty here is filled in. */
gboolean haven_transfer_stage (HavenImportPreview *preview, GBytes *json, HavenSchool *school, HavenClock clock, GError **error);
