/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint-commands.h"

/* The commands of the independent key-holder (--role second-party), who opens sealed totals and never sees a return. */

gboolean haven_key_holder_run_join        (const HavenEndpointOptions *options, char **words, GError **error);
gboolean haven_key_holder_run_open        (const HavenEndpointOptions *options, char **words, GError **error);
gboolean haven_key_holder_run_plan        (const HavenEndpointOptions *options, char **words, GError **error);
gboolean haven_key_holder_run_shares_open (const HavenEndpointOptions *options, char **words, GError **error);   /* by file */

/* It asks, and nobody asks it: nothing listens at the key-holder's. Until it is told to end. */
gboolean haven_key_holder_run_serve       (const HavenEndpointOptions *options, GError **error);
