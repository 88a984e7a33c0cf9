/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-table.h"

#include "haven-csv.h"
#include "haven-error.h"
#include "haven-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _HavenTableRow {
  char **names;                            /* of the first row */
  char **fields;                           /* as many, outer spaces off */
};

typedef struct {
  const char *const *columns;
  HavenTableFunc func;
  gpointer user_data;
  char **names;                            /* NULL until the first row was read */
} Reader;

static char **
dup_fields (const char *const *fields, guint n, guint wanted)
{
  char **copy = g_new0 (char *, wanted + 1);

  for (guint i = 0; i < wanted; i++)
    copy[i] = g_strstrip (g_strdup (i < n ? fields[i] : ""));
  return copy;
}

static gboolean
are_known (char **names, const char *const *columns, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (!g_strv_contains (columns, names[i])) {
      g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The first row names a column “%s” that is not known here."), names[i]);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
is_empty (char **fields)
{
  for (guint i = 0; fields[i] != NULL; i++)
    if (fields[i][0] != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
read_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  g_auto (GStrv) copy = dup_fields (fields, n, reader->names == NULL ? n : g_strv_length (reader->names));
  HavenTableRow row = { reader->names, copy };

  if (reader->names == NULL) {
    reader->names = g_steal_pointer (&copy);
    return are_known (reader->names, reader->columns, error);
  }
  if (is_empty (copy) || reader->func (&row, reader->user_data, error))
    return TRUE;
  g_prefix_error (error, _("Line %u: "), line);
  return FALSE;
}

gboolean
haven_table_read (GBytes *csv, const char *const *columns, HavenTableFunc func, gpointer user_data, GError **error)
{
  Reader reader = { columns, func, user_data, NULL };
  gsize size;
  const char *data = g_bytes_get_data (csv, &size);
  gboolean read;

  if (!g_utf8_validate_len (data != NULL ? data : "", size, NULL)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("The file is not CSV in UTF-8. In a spreadsheet, choose “CSV UTF-8” when saving."));
    return FALSE;
  }
  read = haven_csv_read (data, size, ',', read_row_cb, &reader, error);
  g_strfreev (reader.names);
  return read;
}

const char *
haven_table_get (const HavenTableRow *row, const char *column)
{
  for (guint i = 0; row->names[i] != NULL; i++)
    if (strcmp (row->names[i], column) == 0)
      return row->fields[i];
  return "";
}

char *
haven_table_dup (const HavenTableRow *row, const char *column)
{
  const char *text = haven_table_get (row, column);

  return text[0] == '\0' ? NULL : g_strdup (text);
}

static gboolean
refuse (const char *column, const char *what, GError **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("“%s” should be %s."), column, what);
  return FALSE;
}

/* "04/06/2026" */
static gboolean
parse_english_day (const char *text, HavenDay *ret_day)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 4);

  if (g_strv_length (parts) != 3 || strlen (parts[2]) != 4)
    return FALSE;
  *ret_day = haven_day_new (atoi (parts[2]), atoi (parts[1]), atoi (parts[0]));
  return *ret_day != HAVEN_DAY_NONE;
}

static gboolean
parse_day (const char *text, HavenDay *ret_day)
{
  return haven_day_parse (text, ret_day) || parse_english_day (text, ret_day);
}

gboolean
haven_table_get_day (const HavenTableRow *row, const char *column, HavenDay *ret_day, GError **error)
{
  const char *text = haven_table_get (row, column);

  *ret_day = HAVEN_DAY_NONE;
  return text[0] == '\0' || parse_day (text, ret_day) || refuse (column, _("a day such as 2026-06-04 or 04/06/2026"), error);
}

static gboolean
parse_time (const char *text, gint64 *ret_time)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " T", 2);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  g_autoptr (GDateTime) moment = NULL;
  int year, month, dom, hour, minute;
  HavenDay day;

  if (g_strv_length (parts) != 2 || !parse_day (parts[0], &day) || !g_regex_match_simple ("^[0-9]{1,2}:[0-9]{2}$", parts[1], 0, 0))
    return FALSE;
  hour = atoi (parts[1]);
  minute = atoi (strchr (parts[1], ':') + 1);
  haven_day_get_ymd (day, &year, &month, &dom);
  moment = zone != NULL ? g_date_time_new (zone, year, month, dom, hour, minute, 0)
                        : g_date_time_new_local (year, month, dom, hour, minute, 0);
  if (moment == NULL)
    return FALSE;
  *ret_time = g_date_time_to_unix (moment);
  return TRUE;
}

gboolean
haven_table_get_time (const HavenTableRow *row, const char *column, gint64 *ret_time, GError **error)
{
  return parse_time (haven_table_get (row, column), ret_time) || refuse (column, _("a day and a time such as 2026-06-04 09:30"), error);
}

gboolean
haven_table_get_flag (const HavenTableRow *row, const char *column, gboolean *ret_flag, GError **error)
{
  const char *text = haven_table_get (row, column);

  *ret_flag = g_ascii_strcasecmp (text, "yes") == 0;
  return *ret_flag || text[0] == '\0' || g_ascii_strcasecmp (text, "no") == 0 || refuse (column, _("yes or no"), error);
}

gboolean
haven_table_get_count (const HavenTableRow *row, const char *column, gint64 *ret_count, GError **error)
{
  const char *text = haven_table_get (row, column);
  guint64 count;

  *ret_count = -1;
  if (text[0] == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, 100000, &count, NULL))
    return refuse (column, _("a whole number"), error);
  *ret_count = count;
  return TRUE;
}

gboolean
haven_table_get_pence (const HavenTableRow *row, const char *column, gint64 *ret_pence, GError **error)
{
  const char *text = haven_table_get (row, column);

  *ret_pence = 0;
  if (g_str_has_prefix (text, "£"))
    text += strlen ("£");
  if (text[0] == '\0')
    return TRUE;
  if (!g_regex_match_simple ("^[0-9]{1,5}(\\.[0-9]{2})?$", text, 0, 0))
    return refuse (column, _("an amount such as 45 or 45.50"), error);
  *ret_pence = g_ascii_strtoll (text, NULL, 10) * 100;
  if (strchr (text, '.') != NULL)
    *ret_pence += g_ascii_strtoll (strchr (text, '.') + 1, NULL, 10);
  return TRUE;
}

gboolean
haven_table_get_code (const HavenTableRow *row, const char *column, const char *const *codes, int *ret_code, GError **error)
{
  const char *text = haven_table_get (row, column);
  g_autofree char *all = g_strjoinv (", ", (char **) codes);
  g_autofree char *what = g_strdup_printf (_("one of %s"), all);

  for (int i = 0; codes[i] != NULL; i++) {
    if (g_ascii_strcasecmp (codes[i], text) == 0) {
      *ret_code = i;
      return TRUE;
    }
  }
  return refuse (column, what, error);
}
