/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-migration.h"

#include "haven-sql.h"
#include "haven-statement.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define FOLDER "/uk/org/haven/Haven/sql"
#define WHOLE "/uk/org/haven/Haven/sql-whole/whole.sql"    /* all of them, added up while Haven was built */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The names begin with four digits, 0001 and up, none left out: the nth file is migration n + 1. */
static GStrv
list_files (void)
{
  GStrv names;

  haven_sql_register_resource ();
  names = g_resource_enumerate_children (haven_sql_get_resource (), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (names != NULL);
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  return names;
}

static gboolean
read_version (HavenConnection *connection, guint *ret_version, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, "PRAGMA user_version", error);
  gboolean row = FALSE;

  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  *ret_version = (guint) haven_statement_get_int (statement, 0);
  haven_statement_reset (statement);
  return TRUE;
}

static gboolean
run_script (HavenConnection *connection, const char *path, GError **error)
{
  g_autoptr(GBytes) script = g_resource_lookup_data (haven_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  /* a resource ends with a NUL that its size does not count */
  return script != NULL && haven_connection_run (connection, g_bytes_get_data (script, NULL), error);
}

static gboolean
run_up_to (HavenConnection *connection, const char *path, guint version, GError **error)
{
  guint reached = 0;

  if (!haven_connection_begin (connection, TRUE, error))
    return FALSE;
  if (run_script (connection, path, error) && read_version (connection, &reached, error)) {
    g_assert (reached == version);         /* each script says its own number at its end */
    return haven_connection_commit (connection, error);
  }
  haven_connection_rollback (connection);
  return FALSE;
}

static gboolean
refuse_newer (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_NEW,
                       _("This store was made by a newer Haven. Nothing was changed. Install the newer Haven to open it."));
  return FALSE;
}

gboolean
haven_migration_run (HavenConnection *connection, GError **error)
{
  g_auto(GStrv) names = list_files ();
  guint newest = g_strv_length (names);
  guint version = 0;

  if (!read_version (connection, &version, error))
    return FALSE;
  if (version > newest)
    return refuse_newer (error);
  if (version == 0)
    return run_up_to (connection, WHOLE, newest, error);
  for (; version < newest; version++) {
    g_autofree char *path = g_build_path ("/", FOLDER, names[version], NULL);
    if (!run_up_to (connection, path, version + 1, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
haven_migration_is_due (HavenConnection *connection, guint *ret_version, GError **error)
{
  g_auto(GStrv) names = list_files ();

  if (!read_version (connection, ret_version, error))
    return FALSE;
  if (*ret_version >= g_strv_length (names))
    *ret_version = 0;
  return TRUE;
}

gboolean
haven_migration_check (HavenConnection *connection, GError **error)
{
  g_auto(GStrv) names = list_files ();
  guint version = 0;

  if (!read_version (connection, &version, error))
    return FALSE;
  if (version > g_strv_length (names))
    return refuse_newer (error);
  if (version == g_strv_length (names))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_BUSY,
                       _("This store was made by an older Haven. Open it for writing once, so that it is brought up to date."));
  return FALSE;
}
