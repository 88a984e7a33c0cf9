/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-release-maker.h"
#include "haven-verify.h"
#include "made-up-school.h"
#include "proof/haven-release-file.h"

static HavenPolicy *policy;
static GBytes *release_bytes;

static GBytes *
make_bytes (guint seed, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, n);
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, "2025/26-autumn");
  g_autoptr (HavenRelease) release = haven_release_make (totals, policy, NULL, NULL);

  return g_bytes_ref (haven_release_get_bytes (release));
}

static gboolean
verify (GBytes *bytes, HavenVerdict *verdict, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_ptr_array_add (files, bytes);
  return haven_release_verify (files, verdict, error);
}

/* The text with its seal made anew: only the figures can be at fault. */
static GBytes *
reseal (const char *text)
{
  const char *last = g_strrstr (text, "\"sha256\"");
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, last - text);
  char *sealed = g_strdup_printf ("%.*s\"sha256\":\"%s\"}\n", (int) (last - text), text, digest);

  return g_bytes_new_take (sealed, strlen (sealed));
}

static char *
text_of (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
replace (const char *text, const char *old, const char *new)
{
  const char *at = strstr (text, old);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, new, at + strlen (old));
}

static void
test_round_trip (void)
{
  for (guint seed = 0; seed < 20; seed++) {
    g_autoptr (GBytes) bytes = make_bytes (seed, 1 + 10 * seed);
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenReleaseFile) file = haven_release_file_parse (bytes, &error);
    g_autoptr (GBytes) printed = NULL;

    g_assert_no_error (error);
    printed = haven_release_file_to_bytes (file);
    g_assert_true (g_bytes_equal (bytes, printed));
    g_assert_cmpuint (file->groups->len, ==, 8);
    g_assert_cmpuint (file->measures->len, ==, 5);
    g_assert_cmpuint (file->values->len, ==, 153);
  }
}

static void
test_head (void)
{
  g_autofree char *text = text_of (release_bytes);

  g_assert_true (g_str_has_prefix (text, "{\"format\":\"haven-release/1\",\"urn\":\"123456\","
                                         "\"period\":\"2025/26-autumn\",\"revision\":1,\n"
                                         "\"policy\":{\"id\":\"haven-default-2\",\"threshold\":5,\"minimum_group\":10,\"p_percent\":10,"
                                         "\"zero_ok\":[\"not_counted\"]},\n"
                                         "\"cells\":[\n{\"measure\":\"roll\",\"by\":\"all\","
                                         "\"group\":\"all\",\"response\":\"all\",\"value\":"));
  g_assert_true (g_str_has_suffix (text, "\"}\n"));
}

/* Practice 36: the file can be audited by anyone: its last line is the digest of those above, as sha256sum would have it. */
static void
test_seal (void)
{
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *text = text_of (release_bytes);

  sealed = reseal (text);
  g_assert_true (g_bytes_equal (sealed, release_bytes));
}

/* A changed figure is refused, whichever, by the seal. */
static void
test_changed_figure (void)
{
  g_autofree char *text = text_of (release_bytes);

  for (char *at = strstr (text, "\"value\":"); at != NULL; at = strstr (at, "\"value\":")) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) changed = NULL;
    char old;

    at += strlen ("\"value\":");
    old = *at;
    if (!g_ascii_isdigit (old))
      continue;
    *at = old == '9' ? '8' : old + 1;
    changed = g_bytes_new (text, strlen (text));
    g_assert_false (verify (changed, NULL, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
    *at = old;
  }
}

/* Whoever seals a changed figure anew is caught where sums show it: the roll of a school whose groups are all shown. */
static void
test_changed_and_sealed (void)
{
  g_autoptr (GBytes) bytes = make_bytes (3, 200);
  g_autofree char *text = text_of (bytes);
  g_autofree char *more = replace (text, "\"response\":\"all\",\"value\":200}", "\"response\":\"all\",\"value\":201}");
  g_autoptr (GBytes) changed = reseal (more);
  g_autoptr (GError) error = NULL;

  g_assert_true (verify (bytes, NULL, NULL));
  g_assert_false (verify (changed, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "roll"));
}

typedef struct {
  const char *old;
  const char *new;
  HavenErrorCode code;
} Refusal;

static const Refusal refusals[] = {
  { "haven-release/1", "haven-release/2", HAVEN_ERROR_INVALID },
  { "\"urn\":\"123456\"", "\"urn\":\"12345\"", HAVEN_ERROR_INVALID },
  { "\"urn\":\"123456\"", "\"urn\":\"12345x\"", HAVEN_ERROR_INVALID },
  { "2025/26-autumn", "2025/27-autumn", HAVEN_ERROR_INVALID },
  { "2025/26-autumn", "2025-26-autumn", HAVEN_ERROR_INVALID },
  { "2025/26-autumn", "2025/26-winter", HAVEN_ERROR_INVALID },
  { "\"revision\":1", "\"revision\":0", HAVEN_ERROR_INVALID },
  { "\"revision\":1", "\"revision\":01", HAVEN_ERROR_INVALID },
  { "\"revision\":1", "\"revision\":1.0", HAVEN_ERROR_INVALID },
  { "\"revision\":1", "\"revision\":-1", HAVEN_ERROR_INVALID },
  { "\"threshold\":5", "\"threshold\":4", HAVEN_ERROR_UNSAFE },
  { "\"minimum_group\":10", "\"minimum_group\":9", HAVEN_ERROR_UNSAFE },
  { "\"p_percent\":10", "\"p_percent\":5", HAVEN_ERROR_UNSAFE },
  { "\"measure\":\"roll\"", "\"measure\":\"rolls\"", HAVEN_ERROR_INVALID },
  { "\"measure\":\"roll\"", "\"measure\":\"ro\\u006cl\"", HAVEN_ERROR_INVALID },
  { "\"measure\":\"roll\"", "\"name\":\"Ann\",\"measure\":\"roll\"", HAVEN_ERROR_INVALID },
  { "\"measure\":\"roll\"", "\"measure\":\"roll\",\"measure\":\"roll\"", HAVEN_ERROR_INVALID },
  { "\"measure\":\"roll\"", " \"measure\":\"roll\"", HAVEN_ERROR_INVALID },
  { "\"group\":\"previous\"", "\"group\":\"CIN\"", HAVEN_ERROR_INVALID },
  { "\"by\":\"status\",\"group\":\"other\"", "\"by\":\"status\",\"group\":\"rest\"", HAVEN_ERROR_INVALID },
  { "\"response\":\"not_counted\"", "\"response\":\"under_10\"", HAVEN_ERROR_INVALID },
  { "\"value\":\"c\"", "\"value\":\"x\"", HAVEN_ERROR_INVALID },
  { "\"value\":\"c\"", "\"value\":null", HAVEN_ERROR_INVALID },
  { "\"value\":\"c\"", "\"value\":99999999999", HAVEN_ERROR_INVALID },
  { "\"value\":\"c\"", "\"value\":9223372036854775808", HAVEN_ERROR_INVALID },
  { "\"value\":\"c\"", "\"value\":3", HAVEN_ERROR_UNSAFE },
  { "\"value\":\"c\"", "\"value\":0", HAVEN_ERROR_UNSAFE },
  { "],\n\"magnitudes\"", ",\n],\n\"magnitudes\"", HAVEN_ERROR_INVALID },
  { "\"magnitudes\":[", "\"magnitudes\":[[[[", HAVEN_ERROR_INVALID },
};

static void
test_refused (void)
{
  g_autofree char *text = text_of (release_bytes);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *changed = replace (text, refusals[i].old, refusals[i].new);
    g_autoptr (GBytes) bytes = reseal (changed);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s -> %s", refusals[i].old, refusals[i].new);
    g_assert_false (verify (bytes, NULL, &error));
    g_assert_error (error, HAVEN_ERROR, (int) refusals[i].code);
  }
}

/* A line left out, doubled or swapped with the next. */
static void
test_lines (void)
{
  g_autofree char *text = text_of (release_bytes);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i + 3] != NULL; i++)
    for (guint kind = 0; kind < 3; kind++) {
      g_autoptr (GString) changed = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;

      for (guint j = 0; lines[j] != NULL; j++) {
        const guint k = kind == 2 && (j == i || j == i + 1) ? 2 * i + 1 - j : j;

        if (kind == 0 && j == i)
          continue;
        g_string_append_printf (changed, "%s%s", lines[k], lines[j + 1] != NULL ? "\n" : "");
        if (kind == 1 && j == i)
          g_string_append_printf (changed, "%s\n", lines[k]);
      }
      bytes = reseal (changed->str);
      if (!g_bytes_equal (bytes, release_bytes))
        g_assert_false (verify (bytes, NULL, NULL));
    }
}

static void
test_cut (void)
{
  const gsize size = g_bytes_get_size (release_bytes);

  for (gsize length = 0; length < size; length++) {
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (release_bytes, 0, length);

    g_assert_null (haven_release_file_parse (cut, NULL));
  }
}

/* Random bytes over a good file, sealed anew: an answer, quickly, and never a crash. */
static void
test_hostile (void)
{
  static const char *const pieces[] = { "\"c\"", "0", "99", "{", "]", ",", "\n", "\"", "roll", "all", "other", "not_counted", "1000000000",
                                       "\xff" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (36);
  g_autofree char *text = text_of (release_bytes);

  for (guint round = 0; round < 3000; round++) {
    g_autoptr (GString) changed = g_string_new (text);
    g_autoptr (GBytes) bytes = NULL;

    for (guint n = g_rand_int_range (rand, 1, 4); n > 0; n--) {
      const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
      const gsize at = g_rand_int_range (rand, 0, (gint32) (strlen (text) - 100));

      g_string_erase (changed, at, g_rand_int_range (rand, 0, 5));
      g_string_insert (changed, at, piece);
    }
    bytes = reseal (changed->str);
    if (!g_bytes_equal (bytes, release_bytes))
      verify (bytes, NULL, NULL);
  }
  g_assert_true (verify (release_bytes, NULL, NULL));
}

static void
test_too_large (void)
{
  g_autofree char *spaces = g_strnfill (HAVEN_LIMIT_RELEASE_BYTES + 1, ' ');
  g_autoptr (GBytes) bytes = g_bytes_new_static (spaces, HAVEN_LIMIT_RELEASE_BYTES + 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (verify (bytes, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE);
}

static void
test_verdict (void)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  HavenVerdict verdict = { 0 };
  HavenVerdict untouched = { 1, 2, 3, 4 };
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);

  g_ptr_array_add (files, g_bytes_ref (release_bytes));
  g_ptr_array_add (files, g_bytes_ref (release_bytes));
  g_assert_true (haven_release_verify (files, &verdict, NULL));
  g_assert_cmpuint (verdict.files, ==, 2);
  g_assert_cmpuint (verdict.cells, ==, 306);
  g_assert_cmpuint (verdict.hidden, >, 20);
  g_assert_cmpuint (verdict.proved, ==, verdict.hidden);
  g_ptr_array_add (files, g_bytes_ref (empty));
  g_assert_false (haven_release_verify (files, &untouched, NULL));
  g_assert_cmpuint (untouched.proved, ==, 4);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  policy = made_up_policy ();
  release_bytes = make_bytes (1, 60);
  g_test_add_func ("/disclosure/file/round-trip", test_round_trip);
  g_test_add_func ("/disclosure/file/head", test_head);
  g_test_add_func ("/disclosure/file/practice_36/seal", test_seal);
  g_test_add_func ("/disclosure/file/changed-figure", test_changed_figure);
  g_test_add_func ("/disclosure/file/changed-and-sealed", test_changed_and_sealed);
  g_test_add_func ("/disclosure/file/refused", test_refused);
  g_test_add_func ("/disclosure/file/lines", test_lines);
  g_test_add_func ("/disclosure/file/cut", test_cut);
  g_test_add_func ("/disclosure/file/hostile", test_hostile);
  g_test_add_func ("/disclosure/file/too-large", test_too_large);
  g_test_add_func ("/disclosure/file/verdict", test_verdict);
  result = g_test_run ();
  g_bytes_unref (release_bytes);
  haven_policy_unref (policy);
  return result;
}
