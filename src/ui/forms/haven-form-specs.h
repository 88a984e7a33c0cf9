/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-form-spec.h"

/* Every kind of record that is written by hand: status, suspension, meeting, social-worker, note, notice, plan, intervention, barrier,
 * attainment, sdq, provision, move, target, action. */
const HavenFormSpec *haven_form_spec_find  (const char *name);          /* NULL: no such kind */
const HavenFormSpec *haven_form_spec_of    (HavenTable table);
const HavenFormSpec *haven_form_specs      (guint *ret_n);
