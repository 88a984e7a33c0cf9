/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* The exchange by file (practice 38): the requests that a school saved, answered one by one as if they had come by network, and signed.
 * NOT_FOUND if the school is not known here. */
GBytes *haven_endpoint_answer_file (HavenEndpoint *self, GBytes *file, GError **error);
