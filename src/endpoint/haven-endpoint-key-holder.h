/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* What the independent key-holder (--role second-party) keeps beside its key: where the Virtual School is, which periods are to be opened when,
 * and every sum until the Virtual School has it, since nothing is opened twice. All stand inside a transaction. */

/* A folder is one side's for good: with both keys in one place sealed totals are sealed from nobody. REFUSED: it is the other's. */
gboolean haven_endpoint_take_role (HavenEndpoint *self, const char *role, GError **error);

typedef struct {
  char *url;
  char *token;
  char *ca;                  /* a file; NULL: the system's authorities */
} HavenAccess;

void     haven_access_clear        (HavenAccess *access);
void     haven_key_holder_set_access (HavenEndpoint *self, const HavenAccess *access);
gboolean haven_key_holder_get_access (HavenEndpoint *self, HavenAccess *ret_access, GError **error);    /* INVALID: not joined yet */

void     haven_key_holder_plan     (HavenEndpoint *self, const char *period, HavenDay day);
GPtrArray *haven_key_holder_list_due (HavenEndpoint *self, HavenDay today);                             /* char *, periods to be opened */

void     haven_key_holder_keep_sum (HavenEndpoint *self, const char *period, GBytes *sum);              /* and the period is no longer due */
GBytes  *haven_key_holder_next_sum (HavenEndpoint *self, gint64 *ret_n, char **ret_period);             /* that has not gone; NULL: none */
void     haven_key_holder_note_gone (HavenEndpoint *self, gint64 n);
