/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"
#include "haven-wire-share.h"

/* Sealed totals at the Virtual School: it keeps what schools seal, hands the key-holder its own shares unopened, and adds its half to the sum
 * that comes back. The key-holder has an enrolment of its own, under a number that is no school's. */
#define HAVEN_KEY_HOLDER_URN "000000"

/* The key pair to which this side's shares are sealed; made when it is first asked for. The public one goes into the sharing settings. */
GBytes *haven_endpoint_get_share_key (HavenEndpoint *self, HavenSecret **ret_secret);

/* The last report of every school of this period that no sum has counted yet */
GBytes *haven_endpoint_list_shares   (HavenEndpoint *self, const char *period);

gboolean haven_endpoint_keep_sum     (HavenEndpoint *self, GBytes *sum, GError **error);

/* The opened totals as CSV in the DfE's convention; "c" where the key-holder kept a figure back. */
char   *haven_endpoint_export_totals (HavenEndpoint *self, GError **error);

/* The other side: opens a list of shares by the rules (haven-opening.h), once a term, and remembers what it opened. */
GBytes *haven_endpoint_open_shares   (HavenEndpoint *self, GBytes *list, GError **error);
