/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "haven-policy-channel.h"

/* The Virtual School's sharing settings: which tables a return has, and how they are protected. A dated data file, never C.
 * Immutable. All names are interned (g_intern_string), as those of HavenReturn are. Every measure ends with the response
 * "not_counted" and every variable with the group "other", so that sums hold for every pupil on the roll. */
typedef struct _HavenPolicy HavenPolicy;

/* The floor built into the program: a policy that protects less is refused. */
#define HAVEN_POLICY_THRESHOLD 5
#define HAVEN_POLICY_MINIMUM_GROUP 10
#define HAVEN_POLICY_P_PERCENT 10
#define HAVEN_POLICY_CONTRIBUTORS 5

/* The place of one figure; response is NULL for a magnitude. */
typedef struct {
  const char *measure;
  const char *by;
  const char *group;
  const char *response;
} HavenPolicyCell;

HavenPolicy *haven_policy_get_default     (void);                       /* lent; data/reference/policy-default.json */
HavenPolicy *haven_policy_new_from_json   (GBytes *json, GError **error); /* TOO_LARGE, INVALID, or UNSAFE below the floor */
HavenPolicy *haven_policy_ref             (HavenPolicy *self);
void         haven_policy_unref           (HavenPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenPolicy, haven_policy_unref)

const char  *haven_policy_get_id          (HavenPolicy *self);
const char  *haven_policy_get_source      (HavenPolicy *self);          /* who set it, in words */
const char  *haven_policy_get_date        (HavenPolicy *self);          /* since when: YYYY-MM-DD */
guint        haven_policy_get_threshold   (HavenPolicy *self);
guint        haven_policy_get_minimum_group (HavenPolicy *self);
guint        haven_policy_get_p_percent   (HavenPolicy *self);
gboolean     haven_policy_get_zero_ok     (HavenPolicy *self);          /* that nobody is "not_counted" is shown */
guint        haven_policy_get_contributors (HavenPolicy *self);         /* fewest pupils behind a shown magnitude */

guint        haven_policy_get_version     (HavenPolicy *self);          /* from 1; a later one replaces an earlier */
HavenChannel haven_policy_get_channel     (HavenPolicy *self);
const HavenPolicyTotal *haven_policy_get_total (HavenPolicy *self);     /* NULL: there is no sealed total */

/* What would be different, in sentences for the person who decides; empty: nothing. Strings, to be freed with the array. */
GPtrArray   *haven_policy_list_changes    (HavenPolicy *from, HavenPolicy *to);

/* What the file of a period holds, NULL-terminated and lent. A period is "2025/26-autumn" or "2025/26-year". */
const char * const *haven_policy_get_measures   (HavenPolicy *self, const char *period); /* "roll" first */
const char * const *haven_policy_get_variables  (HavenPolicy *self, const char *period); /* "all" first */
const char * const *haven_policy_get_magnitudes (HavenPolicy *self);
const char * const *haven_policy_get_responses  (HavenPolicy *self, const char *measure); /* NULL if there is no such measure */
const char * const *haven_policy_get_groups     (HavenPolicy *self, const char *by);      /* NULL if there is no such variable */

/* Every cell in the order of HavenReturn and of the file: by measure, then variable, group and response. Arrays of HavenPolicyCell. */
GArray      *haven_policy_list_cells      (HavenPolicy *self, const char *period);
GArray      *haven_policy_list_magnitudes (HavenPolicy *self, const char *period);
