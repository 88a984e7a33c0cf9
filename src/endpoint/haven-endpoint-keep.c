/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-keep.h"

#include "haven-csv.h"
#include "haven-endpoint-private.h"
#include "haven-endpoint-sql.h"
#include "haven-platform.h"
#include "haven-wire-booking.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Backup */

static gboolean
copy_pages (HavenEndpoint *self, sqlite3 *copy)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy, "main", self->db, "main");
  int result = backup == NULL ? SQLITE_ERROR : sqlite3_backup_step (backup, -1);

  if (backup != NULL)
    sqlite3_backup_finish (backup);
  return result == SQLITE_DONE;
}

gboolean
haven_endpoint_back_up (HavenEndpoint *self, const char *path, GError **error)
{
  sqlite3 *copy = NULL;
  gboolean done;

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT, _("There is a file of this name already. Nothing was written over it."));
    return FALSE;
  }
  if (!g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return FALSE;
  done = sqlite3_open_v2 (path, &copy, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK && copy_pages (self, copy);
  sqlite3_close (copy);
  if (!done)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, _("The copy could not be written. Nothing else was changed."));
  return done;
}

/* SQL for another database. Bodies are JSON, so every column is a text or a whole number. */

typedef struct {
  const char *table;
  const char *columns;                     /* "urn text, revision bigint": as they are created and read */
} Dumped;

static const Dumped tables[] = {
  { "schools", "urn text, name text, enrolled_at bigint" },
  { "courses", "id text, place bigint, type bigint, title text, topic text, audience text, summary text, open_to bigint, url text, "
    "withdrawn bigint" },
  { "events", "id text, course text, starts bigint, ends bigint, venue text, online bigint, places bigint, closes_on bigint, cost bigint, "
    "cancel_by bigint, cancellation text, by_hand bigint, waiting_list bigint, withdrawn bigint" },
  { "bookings", "urn text, id text, event text, name text, email text, role text, topics text, state bigint, why text, made bigint, "
    "changed bigint, certificate text, lapses_on bigint" },
  { "releases", "urn text, period text, revision bigint, digest text, body text, receipt text, received bigint" },
  { "answers", "urn text, survey text, question text, choice text, received bigint" },
  { "documents", "type text, body text" },
};

static void
add_quoted (GString *sql, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  g_string_append_printf (sql, "'%s'", doubled);
}

static void
add_value (GString *sql, HavenQuery *query, int column, gboolean number)
{
  g_autoptr (GBytes) bytes = haven_query_dup_bytes (query, column);
  g_autofree char *text = bytes == NULL ? NULL : g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  if (text == NULL)
    g_string_append (sql, "NULL");
  else if (number)
    g_string_append_printf (sql, "%" G_GINT64_FORMAT, haven_query_get_int (query, column));
  else
    add_quoted (sql, text);
}

/* The names of the columns alone, as they are read */
static char *
dup_names (char **columns)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (names, "%s%.*s", i > 0 ? ", " : "", (int) strcspn (columns[i], " "), columns[i]);
  return g_string_free (names, FALSE);
}

static void
dump_table (HavenEndpoint *self, const Dumped *dumped, GString *sql)
{
  g_auto (GStrv) columns = g_strsplit (dumped->columns, ", ", -1);
  g_autofree char *names = dup_names (columns), *select = g_strdup_printf ("SELECT %s FROM %s", names, dumped->table);
  g_autoptr (HavenQuery) query = haven_query_new (self, select, "");

  g_string_append_printf (sql, "CREATE TABLE %s (%s);\n", dumped->table, dumped->columns);
  while (haven_query_next (query)) {
    g_string_append_printf (sql, "INSERT INTO %s (%s) VALUES (", dumped->table, names);
    for (int i = 0; columns[i] != NULL; i++) {
      g_string_append (sql, i > 0 ? ", " : "");
      add_value (sql, query, i, g_str_has_suffix (columns[i], " bigint"));
    }
    g_string_append (sql, ");\n");
  }
}

char *
haven_endpoint_dump (HavenEndpoint *self)
{
  GString *sql = g_string_new ("BEGIN;\n");

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    dump_table (self, &tables[i], sql);
  g_string_append (sql, "COMMIT;\n");
  return g_string_free (sql, FALSE);
}

/* Bookings as a list for whoever stands at the door */

char *
haven_endpoint_export_bookings (HavenEndpoint *self)
{
  static const char *const columns[] = { "event", "title", "school_urn", "school_name", "name", "email", "role", "topics", "state",
                                         "certificate", "booking" };
  GString *csv = g_string_new (NULL);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT b.event, c.title, b.urn, s.name, b.name, b.email, b.role, b.topics, "
                                                        "b.state,"
                                                  " b.certificate, b.id FROM bookings b JOIN schools s ON s.urn = b.urn"
                                                  " LEFT JOIN events e ON e.id = b.event LEFT JOIN courses c ON c.id = e.course"
                                                  " WHERE b.event IS NOT NULL ORDER BY b.event, b.made, b.id", "");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    haven_csv_add_field (csv, columns[i]);
  haven_csv_end_row (csv);
  while (haven_query_next (query)) {
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
      const char *text = i == 8 ? HAVEN_WIRE_BOOKING_CODES[haven_query_get_int (query, 8)] : haven_query_get_text (query, i);
      haven_csv_add_field (csv, text != NULL ? text : "");
    }
    haven_csv_end_row (csv);
  }
  return g_string_free (csv, FALSE);
}
