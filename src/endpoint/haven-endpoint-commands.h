/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What was written on the command line */
typedef struct {
  char *data;
  char *format;                            /* text, json */
  char *today;
  char *name;
  char *urn;
  char *why;
  char *output;
  char *listen;
  char *tls_cert;
  char *tls_key;
  char *role;
  char *lapses_on;
  char *code;
  char *ca;
  gboolean quiet;
  char **words;                            /* the command and what it is about */
} HavenEndpointOptions;

/* One command: TRUE, or FALSE with a sentence. INVALID with no command of that name is a matter of usage. */
typedef struct {
  const char *name;                        /* "school add" */
  const char *arguments;                   /* for the help: "--urn N --name S" */
  guint n_words;                           /* after the name */
  gboolean (*run) (const HavenEndpointOptions *options, char **words, GError **error);
} HavenEndpointCommand;

const HavenEndpointCommand *haven_endpoint_find_command (char **words, char ***ret_rest);   /* NULL: there is none */
char                       *haven_endpoint_dup_usage    (void);
