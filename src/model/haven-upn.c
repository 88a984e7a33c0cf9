/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-upn.h"

#include <string.h>

/* No I, O or S: they look like 1, 0 and 5. A letter's value is its place in this row. */
static const char LETTERS[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
#define N_LETTERS 23
#define BODY 12

static int
character_value (char c, gboolean may_be_letter)
{
  const char *letter;

  if (g_ascii_isdigit (c))
    return c - '0';
  letter = may_be_letter && g_ascii_isupper (c) ? strchr (LETTERS, c) : NULL;
  return letter != NULL ? (int) (letter - LETTERS) : -1;
}

char
haven_upn_check_letter (const char *body)
{
  int sum = 0;

  for (int i = 0; i < BODY; i++) {
    int value = character_value (body[i], i == BODY - 1);
    if (value < 0)
      return 0;
    sum += value * (i + 2);
  }
  return LETTERS[sum % N_LETTERS];
}

gboolean
haven_upn_is_valid (const char *upn)
{
  return upn != NULL && strlen (upn) == BODY + 1 && haven_upn_check_letter (upn + 1) == upn[0];
}

char *
haven_upn_normalise (const char *text)
{
  char upn[BODY + 2] = "";
  guint n = 0;

  for (const char *p = text; p != NULL && *p != '\0'; p++) {
    if (g_ascii_isspace (*p) || *p == '-')
      continue;
    if (n == BODY + 1)
      return NULL;
    upn[n++] = g_ascii_toupper (*p);
  }
  return haven_upn_is_valid (upn) ? g_strdup (upn) : NULL;
}
