/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-csv.h"

#include "haven-error.h"
#include "haven-limits.h"

#include <string.h>

/* Writes what was read in a form that shows every boundary: 3[a|b] for line 3. */
static gboolean
print_row (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  GString *seen = user_data;

  g_string_append_printf (seen, "%u[", line);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (seen, "%s%s", i > 0 ? "|" : "", fields[i]);
  g_string_append (seen, "]");
  return TRUE;
}

static gboolean
stop_at_second (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  guint *rows = user_data;

  if (++*rows < 2)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED, "Enough.");
  return FALSE;
}

static gboolean
count_row (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  ++*(guint *) user_data;
  return TRUE;
}

static void
test_read (void)
{
  static const struct { const char *text; char delimiter; const char *seen; } table[] = {
    { "a,b\nc,d\n", ',', "1[a|b]2[c|d]" },
    { "a,b\r\nc,d\r\n", ',', "1[a|b]2[c|d]" },
    { "a,b\rc,d\r", ',', "1[a|b]2[c|d]" },
    { "a,b\nc,d", ',', "1[a|b]2[c|d]" },
    { "a;b\n", ';', "1[a|b]" },
    { "a\tb\t\n", '\t', "1[a|b|]" },
    { "a,\"b,c\"\n", ',', "1[a|b,c]" },
    { "\"say \"\"no\"\"\",x\n", ',', "1[say \"no\"|x]" },
    { "\"two\nlines\",x\ny,z\n", ',', "1[two\nlines|x]3[y|z]" },
    { "\"two\r\nlines\",x\r\ny,z\r\n", ',', "1[two\r\nlines|x]3[y|z]" },
    { "a\n\n\nb\n", ',', "1[a]4[b]" },
    { "a\r\n\r\nb\r\n", ',', "1[a]3[b]" },
    { "\n\na\n", ',', "3[a]" },
    { " a , b \n", ',', "1[ a | b ]" },
    { ",\n", ',', "1[|]" },
    { "\"\"\n", ',', "1[]" },
    { "O\"Brien,x\n", ',', "1[O\"Brien|x]" },
    { "\xEF\xBB\xBF" "a,b\n", ',', "1[a|b]" },
    { "", ',', "" },
    { "Zoë,Łukasz\n", ',', "1[Zoë|Łukasz]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr(GString) seen = g_string_new (NULL);
    g_autoptr(GError) error = NULL;
    g_assert_true (haven_csv_read (table[i].text, strlen (table[i].text), table[i].delimiter, print_row, seen, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (seen->str, ==, table[i].seen);
  }
}

static void
test_open_quote (void)
{
  const char text[] = "a,b\n\"never closed,c\nd,e\n";
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (haven_csv_read (text, strlen (text), ',', print_row, seen, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Line 2"));
}

static void
check_too_large (const char *text,
                 gsize       length)
{
  g_autoptr(GError) error = NULL;
  guint rows = 0;

  g_assert_false (haven_csv_read (text, length, ',', count_row, &rows, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE);
}

static void
test_limits (void)
{
  g_autofree char *field = g_strnfill (HAVEN_LIMIT_FIELD_BYTES + 1, 'x');
  g_autofree char *columns = g_strnfill (HAVEN_LIMIT_COLUMNS, ',');
  g_autofree char *runaway = g_strnfill (4 * 1024 * 1024, 'y');
  guint rows = 0;

  runaway[0] = '"';
  check_too_large (field, HAVEN_LIMIT_FIELD_BYTES + 1);
  check_too_large (columns, HAVEN_LIMIT_COLUMNS);
  check_too_large (runaway, 4 * 1024 * 1024);
  g_assert_true (haven_csv_read (field, HAVEN_LIMIT_FIELD_BYTES, ',', count_row, &rows, NULL));
  g_assert_true (haven_csv_read (columns, HAVEN_LIMIT_COLUMNS - 1, ',', count_row, &rows, NULL));
  g_assert_cmpuint (rows, ==, 2);
}

static void
test_refused_bytes (void)
{
  static const struct { const char *text; gsize length; } table[] = { { "a,\xE9\n", 4 }, { "a,\0b\n", 5 } };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr(GError) error = NULL;
    guint rows = 0;
    g_assert_false (haven_csv_read (table[i].text, table[i].length, ',', count_row, &rows, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
    g_assert_cmpuint (rows, ==, 0);
  }
}

static void
test_stop (void)
{
  g_autoptr(GError) error = NULL;
  guint rows = 0;

  g_assert_false (haven_csv_read ("a\nb\nc\nd\n", 8, ',', stop_at_second, &rows, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED);
  g_assert_cmpuint (rows, ==, 2);
}

static void
test_write (void)
{
  static const struct { const char *field; const char *written; } table[] = {
    { "plain", "plain" }, { "", "" }, { NULL, "" }, { "a,b", "\"a,b\"" }, { "say \"no\"", "\"say \"\"no\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "=1+1", "'=1+1" }, { "+44 20", "'+44 20" }, { "-x", "'-x" }, { "@now", "'@now" }, { "\tx", "\"'\tx\"" }, { "-12.5", "-12.5" },
    { "-", "'-" }, { " a", "\" a\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr(GString) row = g_string_new (NULL);
    g_autofree char *expected = g_strdup_printf ("%s,%s\r\n", table[i].written, table[i].written);
    haven_csv_add_field (row, table[i].field);
    haven_csv_add_field (row, table[i].field);
    haven_csv_end_row (row);
    g_assert_cmpstr (row->str, ==, expected);
  }
}

/* What was written is read again, whatever the characters, in any split over the reader's pieces. */
static void
test_round_trip (void)
{
  static const char alphabet[] = "ab,\"\n\r; x";
  GRand *chance = g_rand_new_with_seed (1);
  g_autoptr(GString) file = g_string_new (NULL);
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autoptr(GString) seen = g_string_new (NULL);
  guint line = 1;

  for (int row = 0; row < 4000; row++) {
    g_string_append_printf (expected, "%u[f", line);
    haven_csv_add_field (file, "f");
    for (int field = 0; field < 3; field++) {
      g_autoptr(GString) text = g_string_new ("v");
      for (int i = g_rand_int_range (chance, 0, 9); i > 0; i--)
        g_string_append_c (text, alphabet[g_rand_int_range (chance, 0, strlen (alphabet))]);
      for (gsize i = 0; i < text->len; i++)
        line += text->str[i] == '\n' || (text->str[i] == '\r' && text->str[i + 1] != '\n');
      haven_csv_add_field (file, text->str);
      g_string_append_printf (expected, "|%s", text->str);
    }
    haven_csv_end_row (file);
    g_string_append_c (expected, ']');
    line++;
  }
  g_assert_true (haven_csv_read (file->str, file->len, ',', print_row, seen, NULL));
  g_assert_cmpstr (seen->str, ==, expected->str);
  g_rand_free (chance);
}

/* A line that has no quotation mark is split where it stands; from the first that has one on the library reads. A mark put into the very
 * first line makes the library read all of it: the rows must be the same. */
static char *
draw_text (GRand *rand)
{
  static const char *const pieces[] = { "a", "bc", ",", ",", "\n", "\r\n", "\r", " ", "é", ";", "\"q\"", "\"x\ny\"", "\"\"\"\"" };
  GString *text = g_string_new (NULL);
  int n = g_rand_int_range (rand, 0, 40);
  int kinds = g_rand_boolean (rand) ? G_N_ELEMENTS (pieces) : 10;

  for (int i = 0; i < n; i++) {
    const char *piece = pieces[g_rand_int_range (rand, 0, kinds)];
    if (*piece == '"' && text->len > 0 && strchr (",\r\n", text->str[text->len - 1]) == NULL)
      g_string_append_c (text, ',');
    g_string_append (text, piece);
    if (*piece == '"')
      g_string_append_c (text, ',');
  }
  return g_string_free (text, FALSE);
}

static char *
describe_rows (const char *text)
{
  GString *seen = g_string_new (NULL);

  g_assert_true (haven_csv_read (text, strlen (text), ',', print_row, seen, NULL));
  return g_string_free (seen, FALSE);
}

static void
test_twin (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++) {
    g_autofree char *text = draw_text (rand);
    g_autofree char *quoted = g_strconcat ("\"first\"\n", text, NULL);
    g_autofree char *plain = g_strconcat ("first\n", text, NULL);
    g_autofree char *by_library = describe_rows (quoted);
    g_autofree char *by_both = describe_rows (plain);
    g_assert_cmpstr (by_both, ==, by_library);
  }
}

static char *
fill_row (gsize length, char delimiter)
{
  char *row = g_strnfill (length, 'x');

  for (gsize i = 99; i < length; i += 100)
    row[i] = delimiter;
  return row;
}

/* The second row is of every length around those at which the room for a row is made larger. */
static void
test_long_rows (void)
{
  for (gsize length = 4080; length < 8200; length += length == 4110 ? 4070 : 1) {
    g_autofree char *row = fill_row (length, ',');
    g_autofree char *seen_row = fill_row (length, '|');
    g_autofree char *text = g_strdup_printf ("a,b\n%s,c\n%s\nd", row, row);
    g_autofree char *expected = g_strdup_printf ("1[a|b]2[%s|c]3[%s]4[d]", seen_row, seen_row);
    g_autoptr(GString) seen = g_string_new (NULL);

    g_assert_true (haven_csv_read (text, strlen (text), ',', print_row, seen, NULL));
    g_assert_cmpstr (seen->str, ==, expected);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/csv/read", test_read);
  g_test_add_func ("/base/csv/open-quote", test_open_quote);
  g_test_add_func ("/base/csv/limits", test_limits);
  g_test_add_func ("/base/csv/refused-bytes", test_refused_bytes);
  g_test_add_func ("/base/csv/stop", test_stop);
  g_test_add_func ("/base/csv/S14/no-formula", test_write);
  g_test_add_func ("/base/csv/round-trip", test_round_trip);
  g_test_add_func ("/base/csv/twin", test_twin);
  g_test_add_func ("/base/csv/long-rows", test_long_rows);
  return g_test_run ();
}
