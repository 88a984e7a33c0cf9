/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-recovery-code.h"

#include "haven-secret.h"

#include <sodium.h>
#include <string.h>

#define SIGNS "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define N_SIGNS 32
#define GROUP 5
#define N_TYPED (HAVEN_RECOVERY_GROUPS * GROUP)

static int
get_value (char sign)
{
  const char *place = strchr (SIGNS, sign);

  return place != NULL && sign != '\0' ? (int) (place - SIGNS) : -1;
}

/* Weights that have no common factor with 31: one wrong sign, or two that changed places, always shows. */
static char
get_check (const char *group, guint number)
{
  int sum = (int) number;

  for (int i = 0; i < GROUP - 1; i++)
    sum = (sum * 3 + get_value (group[i]) + 1) % 31;
  return SIGNS[sum];
}

static char
get_meant (char typed)
{
  char sign = g_ascii_toupper (typed);

  if (sign == 'O')
    return '0';
  return sign == 'I' || sign == 'L' ? '1' : sign;
}

/* FALSE: too many signs or too few, or one that is none */
static gboolean
read_signs (const char *typed, char signs[N_TYPED + 1])
{
  guint n = 0;

  for (; *typed != '\0'; typed++) {
    char sign = get_meant (*typed);
    if (*typed == '-' || g_ascii_isspace (*typed))
      continue;
    if (n == N_TYPED || get_value (sign) < 0)
      return FALSE;
    signs[n++] = sign;
  }
  signs[n] = '\0';
  return n == N_TYPED;
}

static int
find_slip (const char *signs)
{
  for (guint i = 0; i < HAVEN_RECOVERY_GROUPS; i++)
    if (get_check (signs + i * GROUP, i) != signs[i * GROUP + GROUP - 1])
      return (int) i + 1;
  return 0;
}

static char *
write_groups (const char *signs)
{
  GString *code = g_string_sized_new (N_TYPED + HAVEN_RECOVERY_GROUPS);

  for (guint i = 0; i < HAVEN_RECOVERY_GROUPS; i++) {
    if (i > 0)
      g_string_append_c (code, '-');
    g_string_append_len (code, signs + i * GROUP, GROUP);
  }
  return g_string_free (code, FALSE);
}

char *
haven_recovery_code_new (void)
{
  char signs[N_TYPED + 1] = { 0 };
  char *code;

  for (guint i = 0; i < N_TYPED; i++) {
    if (i % GROUP == GROUP - 1)
      signs[i] = get_check (signs + i - (GROUP - 1), i / GROUP);
    else
      signs[i] = SIGNS[randombytes_uniform (N_SIGNS)];
  }
  code = write_groups (signs);
  haven_wipe (signs, sizeof signs);
  return code;
}

char *
haven_recovery_code_normalise (const char *typed)
{
  char signs[N_TYPED + 1];
  char *code = NULL;

  if (read_signs (typed, signs) && find_slip (signs) == 0)
    code = write_groups (signs);
  haven_wipe (signs, sizeof signs);
  return code;
}

int
haven_recovery_code_find_slip (const char *typed)
{
  char signs[N_TYPED + 1];
  int slip = read_signs (typed, signs) ? find_slip (signs) : -1;

  haven_wipe (signs, sizeof signs);
  return slip;
}
