/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-recovery-code.h"
#include "haven-secret.h"

#include <string.h>

static void
test_new (void)
{
  g_autofree char *one = haven_recovery_code_new ();
  g_autofree char *other = haven_recovery_code_new ();

  g_assert_cmpuint (strlen (one), ==, HAVEN_RECOVERY_GROUPS * 6 - 1);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpint (haven_recovery_code_find_slip (one), ==, 0);
}

/* As it may be typed: small, run together, with spaces, with letters that look like digits */
static void
test_forgiving (void)
{
  for (int i = 0; i < 200; i++) {
    g_autofree char *code = haven_recovery_code_new ();
    g_autofree char *typed = g_ascii_strdown (code, -1);
    g_autofree char *back = NULL;
    g_strdelimit (typed, "-", ' ');
    g_strdelimit (typed, "0", 'o');
    g_strdelimit (typed, "1", i % 2 == 0 ? 'l' : 'i');
    back = haven_recovery_code_normalise (typed);
    g_assert_cmpstr (back, ==, code);
  }
}

/* Every single wrong sign is seen, and in which group it is. */
static void
test_slips (void)
{
  static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  g_autofree char *code = haven_recovery_code_new ();
  guint unseen = 0;

  for (guint i = 0; code[i] != '\0'; i++) {
    char right = code[i];
    if (right == '-')
      continue;
    for (guint j = 0; signs[j] != '\0'; j++) {
      code[i] = signs[j];
      if (signs[j] != right && haven_recovery_code_find_slip (code) != (int) i / 6 + 1)
        unseen++;
    }
    code[i] = right;
  }
  /* 32 signs and a check of 31: two signs, the first and the last, can stand for each other */
  g_assert_cmpuint (unseen, <=, HAVEN_RECOVERY_GROUPS * 4);
}

static void
test_not_codes (void)
{
  static const char *const others[] = { "", "correct horse battery staple", "12345", "7QK2M-", "UUUUU-UUUUU-UUUUU-UUUUU-UUUUU-UUUUU",
                                       NULL };

  for (guint i = 0; others[i] != NULL; i++) {
    g_assert_null (haven_recovery_code_normalise (others[i]));
    g_assert_cmpint (haven_recovery_code_find_slip (others[i]), ==, -1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  g_test_add_func ("/base/recovery-code/new", test_new);
  g_test_add_func ("/base/recovery-code/forgiving", test_forgiving);
  g_test_add_func ("/base/recovery-code/slips", test_slips);
  g_test_add_func ("/base/recovery-code/not-codes", test_not_codes);
  return g_test_run ();
}
