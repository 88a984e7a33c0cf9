/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include "haven-error.h"
#include "haven-session.h"

/* The command line's own frame: what the options before the command said, and the session once it is open. A command fills one JSON
 * object; text is that object printed for people, so that both say the same. */
typedef struct {
  char *store;                  /* folder */
  char *user;
  char *passphrase_file;        /* "-": standard input */
  gboolean json;
  gboolean quick_keys;          /* for tests and the demo only: cost 1 */
  HavenClock clock;
  HavenSession *session;
  gboolean destroys;            /* the command is one of HAVEN_CLI_DESTROY */
  GBytes *exact;                /* printed as it is in place of the object: bytes that somebody will check */
  int status;                   /* of the process, where the command did its work and still has something to say */
} HavenCli;

typedef enum {
  HAVEN_CLI_BARE,               /* needs no store */
  HAVEN_CLI_FOLDER,             /* needs to know which folder */
  HAVEN_CLI_OPEN,               /* needs it unlocked */
  HAVEN_CLI_DESTROY,            /* the same, and the passphrase is asked of who is about to destroy: here it was given a moment ago */
} HavenCliNeed;

typedef gboolean (*HavenCliRun) (HavenCli *cli, char **arguments, JsonObject *out, GError **error);

typedef struct {
  const char *name;
  const char *arguments;        /* "FILE…", for the usage line */
  const char *summary;
  HavenCliNeed need;
  int least;                    /* arguments */
  int most;                     /* -1: any number */
  const GOptionEntry *options;  /* NULL: none */
  HavenCliRun run;
} HavenCliCommand;

char          *haven_cli_read_passphrase (HavenCli *cli, gboolean twice, GError **error);  /* to be wiped by the caller */
/* A new one, as the one that opens the store is read, from another file (NULL: asked for twice) */
char          *haven_cli_read_other_passphrase (HavenCli *cli, char *file, GError **error);
gboolean       haven_cli_open            (HavenCli *cli, GError **error);   /* for a command that needs only a folder at first */
gboolean       haven_cli_create_store    (HavenCli *cli, const char *fallback_name, HavenRole role, GError **error);
HavenSchool   *haven_cli_get_school      (HavenCli *cli);

/* Words that several commands understand */
gboolean       haven_cli_parse_day       (const char *text, HavenDay *ret_day, GError **error);
gboolean       haven_cli_parse_span      (HavenCli *cli, const char *from, const char *to, HavenSpan *ret_span, GError **error); /* NULLs: the default span */
const HavenPupil *haven_cli_find_pupil   (HavenCli *cli, const char *upn, GError **error);
/* upn or group, not both; neither is all */
GPtrArray     *haven_cli_find_members    (HavenCli *cli, const char *upn, const char *group, HavenSpan span, GError **error);
gboolean       haven_cli_usage           (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);   /* always FALSE */

/* JSON */
void           haven_cli_set_day         (JsonObject *object, const char *key, HavenDay day);
void           haven_cli_set_percent     (JsonObject *object, const char *key, double value);  /* null for NAN; two decimals */
void           haven_cli_set_time        (JsonObject *object, const char *key, gint64 seconds); /* null for 0 */
void           haven_cli_set_text        (JsonObject *object, const char *key, const char *text); /* null for NULL */
JsonObject    *haven_cli_add_row         (JsonArray *rows);

/* Printing: one JSON object, or its members as lines and its arrays as tables */
void           haven_cli_print           (HavenCli *cli, JsonObject *out);
void           haven_cli_print_error     (HavenCli *cli, const GError *error);

extern const HavenCliCommand *const haven_cli_commands[];  /* NULL-terminated */
