/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint-commands.h"
#include "haven-endpoint.h"

#include <json-glib/json-glib.h>

/* What the commands of both sides, the Virtual School's and the key-holder's, have in common. */

gboolean       haven_steps_refuse          (const char *sentence, GError **error);     /* INVALID, and FALSE */

gboolean       haven_steps_is_second_party (const HavenEndpointOptions *options);
HavenEndpoint *haven_steps_open            (const HavenEndpointOptions *options, GError **error);
HavenEndpoint *haven_steps_open_as         (const HavenEndpointOptions *options, const char *role, GError **error);   /* a folder for one side only */

GBytes        *haven_steps_read_file       (const char *path, GError **error);         /* TOO_LARGE: more than the exchange carries */
gboolean       haven_steps_write_output    (const HavenEndpointOptions *options, GBytes *bytes, GError **error);      /* --output, or standard output */

gboolean       haven_steps_wants_json      (const HavenEndpointOptions *options);
void           haven_steps_print_json      (JsonBuilder *builder);
void           haven_steps_add_text        (JsonBuilder *builder, const char *name, const char *value);
/* One name and one number, or the sentence */
void           haven_steps_print_count     (const HavenEndpointOptions *options, const char *name, gint64 count, const char *sentence);

GMainLoop     *haven_steps_new_loop        (void);                                     /* that ends when the program is told to */
