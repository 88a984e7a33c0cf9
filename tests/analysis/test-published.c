/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-csv.h"
#include "haven-reference.h"

/* What the Department published: sessions by code of England and its regions, in every phase, and what it made of them */
#define FILE_NAME "dfe/attendance_by_code_2025_26.csv"
#define MOST_RESIDUE 106                   /* authorised absence beyond the columns of authorised codes: the withdrawn code F */
#define CLOSE 1e-9                         /* of a percentage */

typedef GHashTable Row;                    /* column -> text */

typedef struct {
  GPtrArray *header;
  GPtrArray *rows;                         /* Row */
} Table;

static gboolean
take_row (const char *const *fields, guint n, guint line, gpointer data, GError **error)
{
  Table *table = data;
  Row *row;

  if (table->header->len == 0) {
    for (guint i = 0; i < n; i++)
      g_ptr_array_add (table->header, g_strdup (fields[i]));
    return TRUE;
  }
  row = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert (row, table->header->pdata[i], g_strdup (fields[i]));
  g_ptr_array_add (table->rows, row);
  return TRUE;
}

static Table *
table_read (const char *data, gsize size)
{
  Table *table = g_new0 (Table, 1);

  table->header = g_ptr_array_new_with_free_func (g_free);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_assert_true (haven_csv_read (data, size, ',', take_row, table, NULL));
  return table;
}

static void
table_free (Table *table)
{
  g_ptr_array_unref (table->rows);
  g_ptr_array_unref (table->header);
  g_free (table);
}

static const char *
get_text (Row *row, const char *column)
{
  const char *text = g_hash_table_lookup (row, column);

  if (text == NULL)
    g_error ("no column %s", column);
  return text;
}

static gint64
get_count (Row *row, const char *column)
{
  char *end;
  gint64 count = g_ascii_strtoll (get_text (row, column), &end, 10);

  g_assert_cmpint (*end, ==, '\0');
  return count;
}

/* The columns are those that data/reference/attendance-codes.csv names for its codes; codes without one are not collected */
static void
read_counts (Row *published, Table *codes, gint64 counts[256])
{
  memset (counts, 0, 256 * sizeof *counts);
  for (guint i = 0; i < codes->rows->len; i++) {
    const char *column = get_text (codes->rows->pdata[i], "dfe_column");
    guint8 mark = (guint8) *get_text (codes->rows->pdata[i], "mark");

    if (g_hash_table_contains (published, column))
      counts[mark] = get_count (published, column);
  }
}

static void
check_counts (Row *row, gint64 counts[256])
{
  HavenAttendance figures = haven_attendance_of_counts (counts);

  g_assert_cmpint (figures.unauthorised, ==, get_count (row, "unauthorised_absence"));
  g_assert_cmpint (figures.approved, ==, get_count (row, "approved_educational_activity"));
  g_assert_cmpint (figures.attended - figures.approved, ==, get_count (row, "present_sessions"));
  g_assert_cmpint (figures.attended, ==, get_count (row, "overall_attendance"));
  g_assert_cmpint (figures.late_before + figures.late_after, ==, get_count (row, "late_sessions"));
}

/* Once the residue is entered as F, the rest is exact too */
static void
enter_residue (Row *row, gint64 counts[256])
{
  HavenAttendance figures = haven_attendance_of_counts (counts);
  gint64 residue = get_count (row, "authorised_absence") - figures.authorised;

  g_assert_cmpint (residue, >=, 0);
  g_assert_cmpint (residue, <=, MOST_RESIDUE);
  counts['F'] += residue;
}

static void
check_percent (Row *row, const char *column, double percent)
{
  g_assert_cmpfloat_with_epsilon (percent, g_ascii_strtod (get_text (row, column), NULL), CLOSE);
}

static void
check_reasons (Row *row, const gint64 counts[256], gint64 possible)
{
  static const struct {
    const char *column;
    char mark;
  } reasons[] = {
    { "illness_perc", 'I' }, { "appointments_perc", 'M' }, { "unauth_hol_perc", 'G' }, { "unauth_oth_perc", 'O' },
    { "unauth_late_registers_closed_perc", 'U' }, { "unauth_not_yet_perc", 'N' }, { "auth_religious_perc", 'R' },
    { "auth_study_perc", 'S' }, { "auth_mob_perc", 'T' }, { "auth_excluded_perc", 'E' }, { "auth_performance_perc", '<' },
    { "auth_interview_perc", '?' }, { "auth_part_time_perc", '>' }, { "auth_other_perc", 'C' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    check_percent (row, reasons[i].column, 100.0 * counts[(guint8) reasons[i].mark] / possible);
}

static void
check_row (Row *row, Table *codes)
{
  gint64 counts[256];
  HavenAttendance figures;

  read_counts (row, codes, counts);
  check_counts (row, counts);
  enter_residue (row, counts);
  figures = haven_attendance_of_counts (counts);
  g_assert_cmpint (figures.authorised, ==, get_count (row, "authorised_absence"));
  g_assert_cmpint (figures.authorised + figures.unauthorised, ==, get_count (row, "overall_absence"));
  g_assert_cmpint (figures.possible, ==, get_count (row, "possible_sessions"));
  check_percent (row, "attendance_perc", haven_attendance_percent (&figures));
  check_percent (row, "overall_absence_perc", haven_absence_percent (&figures));
  check_percent (row, "authorised_absence_perc", 100.0 * figures.authorised / figures.possible);
  check_percent (row, "unauthorised_absence_perc", 100.0 * figures.unauthorised / figures.possible);
  check_reasons (row, counts, figures.possible);
}

static void
test_published (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("HAVEN_TEST_DATA"), FILE_NAME, NULL);
  GBytes *reference = haven_reference_get ("attendance-codes.csv");
  g_autofree char *text = NULL;
  Table *published, *codes;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  published = table_read (text, size);
  codes = table_read (g_bytes_get_data (reference, NULL), g_bytes_get_size (reference));
  g_assert_cmpuint (published->rows->len, ==, 40);         /* England and nine regions; primary, secondary, special, total */
  for (guint i = 0; i < published->rows->len; i++)
    check_row (published->rows->pdata[i], codes);
  table_free (published);
  table_free (codes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  haven_reference_start ();
  g_test_add_func ("/analysis/published/england-and-regions-by-code", test_published);
  return g_test_run ();
}
