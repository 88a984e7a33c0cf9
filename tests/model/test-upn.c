/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-upn.h"

#include <string.h>

static void
test_valid (void)
{
  static const char *const valid[] = { "B801200005001", "U502400200093", "F80120002601A" };

  for (guint i = 0; i < G_N_ELEMENTS (valid); i++) {
    g_assert_true (haven_upn_is_valid (valid[i]));
    g_assert_cmpint (haven_upn_check_letter (valid[i] + 1), ==, valid[i][0]);
  }
}

static void
test_invalid (void)
{
  static const char *const invalid[] = {
    "",
    "A123456789123",                       /* should begin with P: often used as a sample */
    "P12345678912",                        /* too short */
    "B8012000050011",                      /* too long */
    "b801200005001",                       /* not normalised */
    "B80120000500I", "B80120000500O", "B80120000500S",   /* letters that no UPN has */
    "B80120000A001",                       /* a letter that is not the last */
    "1801200005001", "B801200005 01", "B80120000500\xC3",
  };

  g_assert_false (haven_upn_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    g_assert_false (haven_upn_is_valid (invalid[i]));
  g_assert_cmpint (haven_upn_check_letter ("12345678912I"), ==, 0);
  g_assert_cmpint (haven_upn_check_letter ("123"), ==, 0);
}

/* One wrong digit, and two neighbours changed over, are always noticed: 23 is prime and every weight is less */
static void
test_slips_are_noticed (void)
{
  const char *good = "B801200005001";

  for (guint i = 1; i < 13; i++) {
    for (char digit = '0'; digit <= '9'; digit++) {
      g_autofree char *slip = g_strdup (good);
      slip[i] = digit;
      g_assert_cmpint (haven_upn_is_valid (slip), ==, digit == good[i]);
    }
  }
  for (guint i = 1; i < 12; i++) {
    g_autofree char *swap = g_strdup (good);
    swap[i] = good[i + 1];
    swap[i + 1] = good[i];
    g_assert_cmpint (haven_upn_is_valid (swap), ==, good[i] == good[i + 1]);
  }
}

static void
test_normalise (void)
{
  g_autofree char *one = haven_upn_normalise (" b801 2000 05001\t");
  g_autofree char *two = haven_upn_normalise ("f80120002601a");

  g_assert_cmpstr (one, ==, "B801200005001");
  g_assert_cmpstr (two, ==, "F80120002601A");
  g_assert_null (haven_upn_normalise ("B8012000050011"));
  g_assert_null (haven_upn_normalise ("A123456789123"));
  g_assert_null (haven_upn_normalise (""));
  g_assert_null (haven_upn_normalise (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/upn/valid", test_valid);
  g_test_add_func ("/model/upn/invalid", test_invalid);
  g_test_add_func ("/model/upn/slips-are-noticed", test_slips_are_noticed);
  g_test_add_func ("/model/upn/normalise", test_normalise);
  return g_test_run ();
}
