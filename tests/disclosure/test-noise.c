/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "haven-csv.h"
#include "haven-error.h"
#include "haven-noise-table.h"
#include "haven-noise.h"
#include "haven-reference.h"
#include "haven-release-maker.h"
#include "haven-secret.h"
#include "haven-tally.h"
#include "haven-verify.h"
#include "made-up-school.h"

#define TERM "2025/26-autumn"
#define SCALE (G_GUINT64_CONSTANT (1) << 32)

static HavenPolicy *page_policy, *noise_policy;

/* ---- the table that ships ---- */

typedef struct {
  gint64 count;
  gint64 noise;
  gint64 parts;
} Row;

static gboolean
take_row_cb (const char *const *fields, guint n, guint line, gpointer rows, GError **error)
{
  Row row = { g_ascii_strtoll (fields[0], NULL, 10), g_ascii_strtoll (fields[1], NULL, 10), g_ascii_strtoll (fields[2], NULL, 10) };

  if (line > 1)
    g_array_append_val ((GArray *) rows, row);
  return TRUE;
}

static GArray *
read_shipped (void)
{
  GBytes *csv = haven_reference_get ("noise-table.csv");
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  g_assert_true (haven_csv_read (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), ',', take_row_cb, rows, NULL));
  return rows;
}

/* Each row adds up to the scale, its mean is 0 to the last part, its variance is 3, and nothing is over 5 or makes a 1 or a 2. */
static void
test_shipped (void)
{
  g_autoptr (GArray) rows = read_shipped ();

  for (gint64 count = 1; count <= 8; count++) {
    gint64 parts = 0, mean = 0, square = 0;

    for (guint i = 0; i < rows->len; i++) {
      const Row *row = &g_array_index (rows, Row, i);

      if (row->count != count)
        continue;
      parts += row->parts;
      mean += row->parts * row->noise;
      square += row->parts * row->noise * row->noise;
      g_assert_cmpint (ABS (row->noise), <=, 5);
      g_assert_true (count + row->noise == 0 || count + row->noise > 2);
    }
    g_assert_cmpint (parts, ==, SCALE);
    g_assert_cmpint (mean, ==, 0);
    g_assert_true (fabs ((double) square / SCALE - 3) < 1e-6);
  }
}

/* That it is the one of maximum entropy: the logarithm of a row is a parabola, whatever three neighbours one looks at. */
static void
test_entropy (void)
{
  g_autoptr (GArray) rows = read_shipped ();
  double bend = NAN;
  gint64 count = 0;

  for (guint i = 2; i < rows->len; i++) {
    const Row *a = &g_array_index (rows, Row, i - 2), *b = a + 1, *c = a + 2;
    double first, second;

    if (a->count != c->count)
      continue;
    first = (log (b->parts) - log (a->parts)) / (b->noise - a->noise);
    second = (log (c->parts) - log (b->parts)) / (c->noise - b->noise);
    if (count == c->count)
      g_assert_true (fabs ((second - first) / (c->noise - a->noise) - bend) < 2e-4);
    bend = (second - first) / (c->noise - a->noise);
    count = c->count;
  }
}

static void
test_find (void)
{
  HavenNoiseTable *table = haven_noise_table_get_default ();
  g_autoptr (GArray) rows = read_shipped ();
  guint64 until = 0;

  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index (rows, Row, i);

    g_assert_cmpint (haven_noise_table_find (table, row->count, until), ==, row->noise);
    until += row->parts;
    g_assert_cmpint (haven_noise_table_find (table, row->count, until - 1), ==, row->noise);
    until %= SCALE;
  }
  g_assert_cmpint (haven_noise_table_find (table, 0, SCALE - 1), ==, 0);
  for (guint64 key = 0; key < SCALE; key += SCALE / 1000)
    g_assert_cmpint (haven_noise_table_find (table, 8, key), ==, haven_noise_table_find (table, 1000000, key));
}

static void
test_table_refused (void)
{
  static const char *const texts[] = {
    "", "count,noise,parts\n", "count,noise,parts\n1,0,5\n", "count,noise,parts\n1,0,11\n", "count,noise,parts\n2,0,10\n",
    "count,noise,parts\n1,0,10\n3,0,10\n", "count,noise,parts\n1,-2,10\n", "count,noise,parts\n1,0\n", "count,noise,parts\n1,x,10\n",
    "count,noise,parts\n1,0,10\n1,0,1\n", "count,noise,parts\n1,0,0\n1,0,10\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) csv = g_bytes_new_static (texts[i], strlen (texts[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (haven_noise_table_new (csv, 10, 1, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  }
}

/* ---- the peers' answers, read where they lie: HAVEN_GOLDEN ---- */

typedef struct {
  GStrv names;
  GPtrArray *rows;                        /* GStrv */
} Sheet;

static gboolean
take_sheet_row_cb (const char *const *fields, guint n, guint line, gpointer data, GError **error)
{
  Sheet *sheet = data;
  GStrv copy = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    copy[i] = g_strdup (fields[i]);
  if (line == 1)
    sheet->names = copy;
  else
    g_ptr_array_add (sheet->rows, copy);
  return TRUE;
}

static char *
load_golden (const char *folder, const char *name)
{
  const char *golden = g_getenv ("HAVEN_GOLDEN");
  g_autofree char *path = golden != NULL ? g_build_filename (golden, folder, name, NULL) : NULL;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GInputStream) stream = file != NULL ? G_INPUT_STREAM (g_file_read (file, NULL, NULL)) : NULL;
  g_autoptr (GConverter) unzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (stream == NULL)
    return NULL;
  plain = g_str_has_suffix (name, ".gz") ? g_converter_input_stream_new (stream, unzip) : g_object_ref (stream);
  g_assert_cmpint (g_output_stream_splice (memory, plain, G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL), >, 0);
  g_assert_true (g_output_stream_write_all (memory, "", 1, NULL, NULL, NULL));
  g_output_stream_close (memory, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
}

static gboolean
read_golden (Sheet *sheet, const char *folder, const char *name)
{
  g_autofree char *text = load_golden (folder, name);

  if (text == NULL) {
    g_test_skip ("HAVEN_GOLDEN does not name the folder of the peers' results");
    return FALSE;
  }
  sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_assert_true (haven_csv_read (text, strlen (text), ',', take_sheet_row_cb, sheet, NULL));
  return TRUE;
}

static void
clear_sheet (Sheet *sheet)
{
  g_strfreev (sheet->names);
  g_ptr_array_unref (sheet->rows);
}

static const char *
field (Sheet *sheet, guint row, const char *name)
{
  guint column = 0;

  while (!g_str_equal (sheet->names[column], name))
    column++;
  return ((GStrv) g_ptr_array_index (sheet->rows, row))[column];
}

static gint64
number (Sheet *sheet, guint row, const char *name)
{
  return g_ascii_strtoll (field (sheet, row, name), NULL, 10);
}

/* ONS: keys 0 to 255, added modulo 256; rows 501 to 750 stand for all counts above; under ten is not available. */
static HavenNoiseTable *
make_ons_table (Sheet *sheet)
{
  g_autoptr (GString) text = g_string_new ("count,noise,parts\n");
  g_autoptr (GBytes) csv = NULL;

  for (guint i = 0; i < sheet->rows->len; i++)
    g_string_append_printf (text, "%s,%s,1\n", field (sheet, i, "pcv"), field (sheet, i, "pvalue"));
  csv = g_bytes_new (text->str, text->len);
  return haven_noise_table_new (csv, 256, 250, NULL);
}

/* Numbers from 1, or letters from A */
static guint8 *
take_codes (Sheet *micro, const char *name)
{
  guint8 *codes = g_new0 (guint8, micro->rows->len);

  for (guint i = 0; i < micro->rows->len; i++) {
    const char *text = field (micro, i, name);

    codes[i] = g_ascii_isalpha (*text) ? *text - 'A' : g_ascii_strtoll (text, NULL, 10) - 1;
  }
  return codes;
}

static void
assert_ons_cell (Sheet *expected, guint row, const HavenTallyCell *cell, HavenNoiseTable *table)
{
  const gint64 noise = haven_noise_table_find (table, cell->count, cell->key % 256);

  g_assert_cmpint (cell->count, ==, number (expected, row, "pre_sdc_count"));
  g_assert_cmpint (cell->key % 256, ==, number (expected, row, "ckey"));
  g_assert_cmpint (noise, ==, number (expected, row, "pvalue"));
  if (cell->count + noise < 10)
    g_assert_cmpstr (field (expected, row, "count"), ==, "NA");
  else
    g_assert_cmpint (cell->count + noise, ==, number (expected, row, "count"));
}

static GArray *
tally_ons (Sheet *micro, const guint *n_answers)
{
  g_autofree guint8 *var1 = take_codes (micro, "var1"), *var5 = take_codes (micro, "var5"), *var8 = take_codes (micro, "var8");
  g_autofree guint64 *keys = g_new0 (guint64, micro->rows->len);
  const guint8 *answers[] = { var1, var5, var8 };
  const HavenTallyRecords records = { answers, n_answers, 3, keys, micro->rows->len };

  for (guint i = 0; i < micro->rows->len; i++)
    keys[i] = number (micro, i, "record_key");
  return haven_tally_count (&records);
}

static void
test_golden_ons (void)
{
  static const guint n_answers[] = { 6, 11, 5 };
  Sheet micro = { NULL }, rule = { NULL }, expected = { NULL };
  g_autoptr (HavenNoiseTable) table = NULL;
  g_autoptr (GArray) cells = NULL;
  guint row;

  if (!read_golden (&micro, "ons_cellkey", "micro_python_seed111.csv") || !read_golden (&rule, "ons_cellkey", "ptable_10_5_rule.csv.gz")
      || !read_golden (&expected, "ons_cellkey", "expected_perturbed_var1_var5_var8_R.csv"))
    return;
  table = make_ons_table (&rule);
  g_assert_nonnull (table);
  cells = tally_ons (&micro, n_answers);
  for (row = 0; row < expected.rows->len; row++) {
    const guint place = ((number (&expected, row, "var1") - 1) * n_answers[1] + number (&expected, row, "var5") - 1) * n_answers[2]
                        + field (&expected, row, "var8")[0] - 'A';

    assert_ons_cell (&expected, row, &g_array_index (cells, HavenTallyCell, place), table);
  }
  g_test_message ("%u of %u cells", row, expected.rows->len);
  g_assert_cmpuint (row, ==, 200);
  clear_sheet (&micro);
  clear_sheet (&rule);
  clear_sheet (&expected);
}

/* cellKey: keys of five decimals added modulo 1; bounds of eight decimals; the last row stands for all counts above. */
#define CELLKEY_SCALE G_GUINT64_CONSTANT (100000000)
#define CELLKEY_STEP 1000
#define CELLKEY_KEYS 100000

static HavenNoiseTable *
make_cellkey_table (Sheet *sheet)
{
  g_autoptr (GString) text = g_string_new ("count,noise,parts\n");
  g_autoptr (GBytes) csv = NULL;

  for (guint i = 0; i < sheet->rows->len; i++) {
    gint64 from = llround (g_ascii_strtod (field (sheet, i, "lb"), NULL) * CELLKEY_SCALE);
    gint64 until = llround (g_ascii_strtod (field (sheet, i, "ub"), NULL) * CELLKEY_SCALE);

    if (number (sheet, i, "i") > 0)
      g_string_append_printf (text, "%s,%s,%" G_GINT64_FORMAT "\n", field (sheet, i, "i"), field (sheet, i, "v"), until - from);
  }
  csv = g_bytes_new (text->str, text->len);
  return haven_noise_table_new (csv, CELLKEY_SCALE, 1, NULL);
}

static gboolean
matches (Sheet *micro, guint record, Sheet *expected, guint row)
{
  const char *sex = field (expected, row, "sex"), *age = field (expected, row, "age");

  return (g_str_equal (sex, "Total") || g_str_equal (sex, field (micro, record, "sex"))) &&
         (g_str_equal (age, "Total") || g_str_equal (age, field (micro, record, "age"))) &&
         (g_str_equal (field (expected, row, "vname"), "total") || number (micro, record, "cnt_highincome") > 0);
}

/* One cell as a tally of those in it and those not */
static HavenTallyCell
tally_cellkey (Sheet *micro, Sheet *expected, guint row)
{
  g_autofree guint8 *in = g_new0 (guint8, micro->rows->len);
  g_autofree guint64 *keys = g_new0 (guint64, micro->rows->len);
  const guint8 *answers[] = { in };
  const guint n_answers[] = { 2 };
  const HavenTallyRecords records = { answers, n_answers, 1, keys, micro->rows->len };
  g_autoptr (GArray) cells = NULL;

  for (guint i = 0; i < micro->rows->len; i++) {
    in[i] = matches (micro, i, expected, row);
    keys[i] = llround (g_ascii_strtod (field (micro, i, "rec_key"), NULL) * CELLKEY_KEYS);
  }
  cells = haven_tally_count (&records);
  return g_array_index (cells, HavenTallyCell, 1);
}

static void
test_golden_cellkey (void)
{
  Sheet micro = { NULL }, rule = { NULL }, expected = { NULL };
  g_autoptr (HavenNoiseTable) table = NULL;
  guint row;

  if (!read_golden (&micro, "cellkey", "micro.csv") || !read_golden (&rule, "cellkey", "ptable_D5_V3_js2_pstay05.csv")
      || !read_golden (&expected, "cellkey", "expected_freqtab.csv"))
    return;
  table = make_cellkey_table (&rule);
  g_assert_nonnull (table);
  for (row = 0; row < expected.rows->len; row++) {
    const HavenTallyCell cell = tally_cellkey (&micro, &expected, row);
    const int noise = haven_noise_table_find (table, cell.count, cell.key % CELLKEY_KEYS * CELLKEY_STEP);

    g_assert_cmpint (cell.count, ==, number (&expected, row, "uwc"));
    g_assert_cmpint (cell.count + noise, ==, number (&expected, row, "puwc"));
  }
  g_test_message ("%u of %u rows", row, expected.rows->len);
  g_assert_cmpuint (row, ==, 42);
  clear_sheet (&micro);
  clear_sheet (&rule);
  clear_sheet (&expected);
}

/* ---- a return with noise ---- */

static HavenPolicy *
make_noise_policy (void)
{
  GBytes *json = haven_reference_get ("policy-default.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_autofree char *noisy = g_strconcat ("{ \"channel\": \"noise\", \"noise\": \"noise-1\",", strchr (text, '{') + 1, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (noisy, strlen (noisy));
  g_autoptr (GError) error = NULL;
  HavenPolicy *policy = haven_policy_new_from_json (bytes, &error);

  g_assert_no_error (error);
  return policy;
}

/* The keys behind every figure, a child at a time: a child is behind those that it alone would bring to more than 0. */
static void
add_keys (HavenReturn *totals, GArray *pupils, HavenPolicy *policy, const guint64 *keys)
{
  g_array_set_size (totals->keys, totals->cells->len + totals->magnitudes->len);
  for (guint i = 0; i < pupils->len; i++) {
    g_autoptr (GArray) alone = g_array_new (FALSE, TRUE, sizeof (MadeUpPupil));
    g_autoptr (HavenReturn) one = NULL;

    g_array_append_val (alone, g_array_index (pupils, MadeUpPupil, i));
    one = made_up_return (alone, policy, totals->period);
    for (guint c = 0; c < one->cells->len; c++)
      g_array_index (totals->keys, guint64, c) += g_array_index (one->cells, HavenReturnCell, c).value * keys[i];
    for (guint m = 0; m < one->magnitudes->len; m++)
      g_array_index (totals->keys, guint64, one->cells->len + m) +=
          g_array_index (one->magnitudes, HavenReturnMagnitude, m).value > 0 ? keys[i] : 0;
  }
}

static HavenReturn *
make_totals (GArray *pupils, const char *period, guint32 seed)
{
  HavenReturn *totals = made_up_return (pupils, noise_policy, period);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree guint64 *keys = g_new0 (guint64, pupils->len);

  for (guint i = 0; i < pupils->len; i++)
    keys[i] = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
  add_keys (totals, pupils, noise_policy, keys);
  return totals;
}

static GArray *
random_pupils (guint seed, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  return made_up_pupils (rand, noise_policy, n);
}

static HavenRelease *
make (HavenReturn *totals, GPtrArray *ledger)
{
  g_autoptr (GError) error = NULL;
  HavenRelease *release = haven_noise_make (totals, noise_policy, ledger, &error);

  g_assert_no_error (error);
  return release;
}

static GPtrArray *
ledger_of (HavenRelease *release)
{
  GPtrArray *ledger = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (ledger, g_bytes_ref (haven_release_get_bytes (release)));
  return ledger;
}

static void
test_figures (void)
{
  for (guint seed = 0; seed < 30; seed++) {
    g_autoptr (GArray) pupils = random_pupils (seed, 1 + 2 * seed);
    g_autoptr (HavenReturn) totals = make_totals (pupils, TERM, seed);
    g_autoptr (HavenRelease) release = make (totals, NULL);

    g_assert_true (haven_release_has_noise (release));
    for (guint i = 0; i < totals->cells->len; i++) {
      const gint64 truth = g_array_index (totals->cells, HavenReturnCell, i).value;
      const HavenReleaseCell *cell = haven_release_get_cell (release, i);

      g_assert_true (cell->shown && cell->reason == HAVEN_CELL_NOISE);
      g_assert_cmpint (ABS (cell->value - truth), <=, 5);
      g_assert_true (cell->value == 0 || cell->value > 2);
      g_assert_true (truth > 0 || cell->value == 0);
    }
  }
}

static void
test_magnitudes (void)
{
  for (guint seed = 0; seed < 30; seed++) {
    g_autoptr (GArray) pupils = random_pupils (seed, 1 + 2 * seed);
    g_autoptr (HavenReturn) totals = make_totals (pupils, TERM, seed);
    g_autoptr (HavenRelease) release = make (totals, NULL);

    for (guint i = 0; i < totals->magnitudes->len; i++) {
      const HavenReturnMagnitude *truth = &g_array_index (totals->magnitudes, HavenReturnMagnitude, i);
      const HavenReleaseCell *cell = haven_release_get_cell (release, totals->cells->len + i);

      g_assert_cmpint (cell->shown, ==, truth->value == 0 || truth->contributors >= 5);
      if (cell->shown && truth->value > 0)
        g_assert_cmpint (5 * ABS (cell->value - truth->value), >=, truth->largest - 5);
      if (cell->shown)
        g_assert_cmpint (cell->value, >=, 0);
    }
  }
}

/* Whoever the children are counted as, the same children have the same noise: nothing can be averaged out. */
static void
test_same_children (void)
{
  for (guint seed = 0; seed < 20; seed++) {
    g_autoptr (GArray) pupils = random_pupils (seed, 3 + seed);
    g_autoptr (HavenReturn) autumn = make_totals (pupils, TERM, 7), spring = make_totals (pupils, "2025/26-spring", 7);
    g_autoptr (HavenRelease) one = make (autumn, NULL), other = make (spring, NULL);

    for (guint i = 0; i < autumn->cells->len; i++) {
      g_assert_cmpint (haven_release_get_cell (one, i)->value, ==, haven_release_get_cell (other, i)->value);
      for (guint k = 0; k < i; k++)
        if (g_array_index (autumn->keys, guint64, i) == g_array_index (autumn->keys, guint64, k))
          g_assert_cmpint (haven_release_get_cell (one, i)->value, ==, haven_release_get_cell (one, k)->value);
    }
  }
}

/* Over many schools the noise adds up to nothing: six standard errors at most. */
static void
test_unbiased (void)
{
  gint64 noise = 0, n = 0;

  for (guint seed = 0; seed < 300; seed++) {
    g_autoptr (GArray) pupils = random_pupils (seed, 12);
    g_autoptr (HavenReturn) totals = make_totals (pupils, TERM, 1000 + seed);
    g_autoptr (HavenRelease) release = make (totals, NULL);
    const gint64 truth = g_array_index (totals->cells, HavenReturnCell, 0).value;

    noise += haven_release_get_cell (release, 0)->value - truth;
    n++;
  }
  g_assert_cmpfloat (fabs ((double) noise), <, 6 * sqrt (3.0 * n));
  g_assert_cmpint (n, ==, 300);
}

static void
test_once (void)
{
  g_autoptr (GArray) pupils = random_pupils (1, 20), corrected = random_pupils (2, 20);
  g_autoptr (HavenReturn) totals = make_totals (pupils, TERM, 1), later = make_totals (corrected, TERM, 1);
  g_autoptr (HavenRelease) first = make (totals, NULL);
  g_autoptr (GPtrArray) ledger = ledger_of (first);
  g_autoptr (HavenRelease) again = make (totals, ledger), frozen = make (later, ledger);

  g_assert_true (haven_release_is_repeat (again) && !haven_release_is_frozen (again));
  g_assert_true (haven_release_is_repeat (frozen) && haven_release_is_frozen (frozen));
  g_assert_true (g_bytes_equal (haven_release_get_bytes (first), haven_release_get_bytes (again)));
  g_assert_true (g_bytes_equal (haven_release_get_bytes (first), haven_release_get_bytes (frozen)));
}

/* Practice 37: one figure goes one way. Whatever was sent of a period decides, and so does the policy. */
static void
test_never_both (void)
{
  g_autoptr (GArray) pupils = random_pupils (3, 40);
  g_autoptr (HavenReturn) totals = make_totals (pupils, TERM, 3), next = make_totals (pupils, "2025/26-spring", 3);
  g_autoptr (HavenRelease) noisy = make (totals, NULL), page = haven_release_make (totals, page_policy, NULL, NULL);
  g_autoptr (GPtrArray) of_noise = ledger_of (noisy), of_page = ledger_of (page);
  g_autoptr (HavenRelease) other_period = make (next, of_page), page_of_other = haven_release_make (next, page_policy, of_noise, NULL);
  GError *error = NULL;

  g_assert_nonnull (other_period);
  g_assert_nonnull (page_of_other);
  g_assert_null (haven_release_make (totals, page_policy, of_noise, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_null (haven_noise_make (totals, noise_policy, of_page, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_null (haven_release_make (totals, noise_policy, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_null (haven_noise_make (totals, page_policy, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_null (haven_release_new_from_bytes (haven_release_get_bytes (noisy), of_page, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_null (haven_release_new_from_bytes (haven_release_get_bytes (page), of_noise, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  g_clear_error (&error);
}

static void
test_read_again (void)
{
  g_autoptr (GArray) pupils = random_pupils (4, 25);
  g_autoptr (HavenReturn) totals = make_totals (pupils, TERM, 4);
  g_autoptr (HavenRelease) made = make (totals, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenRelease) read = haven_release_new_from_bytes (haven_release_get_bytes (made), NULL, &error);
  g_autoptr (GPtrArray) files = ledger_of (made);
  g_autoptr (GArray) example = haven_release_list_example (made, 0, TRUE);

  g_assert_no_error (error);
  g_assert_true (haven_release_has_noise (read));
  g_assert_cmpuint (haven_release_get_n_hidden (read), ==, haven_release_get_n_hidden (made));
  g_assert_cmpuint (example->len, ==, 0);
  g_assert_false (haven_release_verify (files, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
}

/* Without keys nothing is made: a figure that went without noise would be the truth. */
static void
test_without_keys (void)
{
  g_autoptr (GArray) pupils = random_pupils (5, 25);
  g_autoptr (HavenReturn) totals = made_up_return (pupils, noise_policy, TERM);
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_noise_make (totals, noise_policy, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
}

/* RFC 4231, test case 2 */
static void
test_record_key (void)
{
  g_autoptr (HavenSecret) secret = haven_secret_new_copy ("Jefe", 4);
  const char *text = "what do ya want for nothing?";

  g_assert_cmphex (haven_secret_mac64 (secret, text, strlen (text)), ==, G_GUINT64_CONSTANT (0x5bdcc146bf60754e));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  page_policy = haven_policy_ref (haven_policy_get_default ());
  noise_policy = make_noise_policy ();
  g_test_add_func ("/disclosure/noise/table/shipped", test_shipped);
  g_test_add_func ("/disclosure/noise/table/entropy", test_entropy);
  g_test_add_func ("/disclosure/noise/table/find", test_find);
  g_test_add_func ("/disclosure/noise/table/refused", test_table_refused);
  g_test_add_func ("/disclosure/noise/golden/ons", test_golden_ons);
  g_test_add_func ("/disclosure/noise/golden/cellkey", test_golden_cellkey);
  g_test_add_func ("/disclosure/noise/record-key", test_record_key);
  g_test_add_func ("/disclosure/noise/figures", test_figures);
  g_test_add_func ("/disclosure/noise/magnitudes", test_magnitudes);
  g_test_add_func ("/disclosure/noise/same-children-same-noise", test_same_children);
  g_test_add_func ("/disclosure/noise/unbiased", test_unbiased);
  g_test_add_func ("/disclosure/noise/once-a-period", test_once);
  g_test_add_func ("/disclosure/practice_37/never-noise-and-page", test_never_both);
  g_test_add_func ("/disclosure/noise/read-again", test_read_again);
  g_test_add_func ("/disclosure/noise/without-keys", test_without_keys);
  return g_test_run ();
}
