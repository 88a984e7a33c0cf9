/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <stdint.h>
#include <string.h>

/* Feeds a fuzz target what a fuzzer would: every file of a corpus (TAP, one line a file), and then HAVEN_FUZZ_ROUNDS mutations of them
 * drawn from HAVEN_FUZZ_SEED, with HAVEN_TEST_LONG=1 ten minutes of them. With a fuzzing compiler the target is linked to its driver and
 * this file is not. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MOST_BYTES (64 * 1024)
#define LONG_SECONDS 600

static const char *const tokens[] = {
  ",", ";", "\t", "|", "\"", "\"\"", "\r\n", "\n", "\r", "\xEF\xBB\xBF", "\xFF\xFE", "B801200005001", "U502400200093", "2025-09-02",
  "02/09/2025",
  "31-Dec-25", "AM", "PM", "/", "\\", "Y4", "`", "UPN", "Date", "Session", "Mark", "CP", "SUSP", "-1", "99999999999", "Total", "\xC3",
  "é", "{", "}",
  "Week Commencing", "Mon AM", "02/09/2025 AM", "/\\/\\IILO--", "Name", "Brown, Amara", "<", ">", "</", "/>",
  "<c r=\"A1\" t=\"s\"><v>", "</v></c>",
  "<row r=\"9\">", "=== xl/workbook.xml\n",
  "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "&#0;", "<![CDATA[", "]]>", "[", "]", ":", "\\u0000", "1e308",
  "<Pupil>", "</Pupil>", "<YearData>", "<UPN>B801200005001</UPN>",
};

static GPtrArray *corpus;

static void
check_file (gconstpointer data)
{
  GBytes *bytes = (GBytes *) data;

  LLVMFuzzerTestOneInput (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
insert_token (GRand *rand, GByteArray *bytes)
{
  const char *token = tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))];
  guint at = g_rand_int_range (rand, 0, bytes->len + 1);
  g_autoptr (GByteArray) tail = g_byte_array_new ();

  g_byte_array_append (tail, bytes->data + at, bytes->len - at);
  g_byte_array_set_size (bytes, at);
  g_byte_array_append (bytes, (const guint8 *) token, strlen (token));
  g_byte_array_append (bytes, tail->data, tail->len);
}

static void
remove_some (GRand *rand, GByteArray *bytes)
{
  guint at = g_rand_int_range (rand, 0, bytes->len);

  g_byte_array_remove_range (bytes, at, g_rand_int_range (rand, 1, MIN (40, bytes->len - at) + 1));
}

/* A stretch of another file, or of the same one */
static void
splice (GRand *rand, GByteArray *bytes)
{
  GBytes *other = corpus->pdata[g_rand_int_range (rand, 0, corpus->len)];
  gsize size;
  const guint8 *data = g_bytes_get_data (other, &size);
  gsize from = size > 0 ? g_rand_int_range (rand, 0, size) : 0;

  g_byte_array_append (bytes, data + from, MIN (size - from, 200));
}

static void
mutate (GRand *rand, GByteArray *bytes)
{
  int choice = bytes->len == 0 ? 0 : g_rand_int_range (rand, 0, 4);

  if (choice == 0)
    insert_token (rand, bytes);
  else if (choice == 1)
    bytes->data[g_rand_int_range (rand, 0, bytes->len)] = g_rand_int_range (rand, 0, 256);
  else if (choice == 2)
    remove_some (rand, bytes);
  else
    splice (rand, bytes);
}

static void
run_round (GRand *rand)
{
  GBytes *seed = corpus->pdata[g_rand_int_range (rand, 0, corpus->len)];
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int times = g_rand_int_range (rand, 1, 9);

  g_byte_array_append (bytes, g_bytes_get_data (seed, NULL), MIN (g_bytes_get_size (seed), MOST_BYTES));
  for (int i = 0; i < times; i++)
    mutate (rand, bytes);
  LLVMFuzzerTestOneInput (bytes->data, bytes->len);
}

static guint64
count_rounds (void)
{
  const char *rounds = g_getenv ("HAVEN_FUZZ_ROUNDS");

  return rounds != NULL ? g_ascii_strtoull (rounds, NULL, 10) : 300;
}

/* In ten minutes whatever fits */
static gint64
find_end (void)
{
  return g_strcmp0 (g_getenv ("HAVEN_TEST_LONG"), "1") == 0 ? g_get_monotonic_time () + (gint64) LONG_SECONDS * G_USEC_PER_SEC : 0;
}

static void
test_rounds (void)
{
  const char *seed = g_getenv ("HAVEN_FUZZ_SEED");
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : 1);
  guint64 n = count_rounds ();
  gint64 until = find_end ();
  guint64 done = 0;

  for (; done < n || g_get_monotonic_time () < until; done++)
    run_round (rand);
  g_test_message ("%" G_GUINT64_FORMAT " mutations of %u files", done, corpus->len);
}

static void
add_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *test = g_strconcat ("/fuzz/corpus/", name, NULL);
  char *text;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_ptr_array_add (corpus, g_bytes_new_take (text, size));
  g_test_add_data_func (test, corpus->pdata[corpus->len - 1], check_file);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  dir = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    add_file (argv[1], names->pdata[i]);
  g_test_add_func ("/fuzz/mutations", test_rounds);
  status = g_test_run ();
  g_ptr_array_unref (corpus);
  return status;
}
