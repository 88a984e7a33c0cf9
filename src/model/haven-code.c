/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-code.h"

#include <glib/gi18n-lib.h>

gboolean
haven_code_parse (const char *const *codes, const char *code, int *ret_value)
{
  for (int i = 0; code != NULL && codes[i] != NULL; i++)
    if (g_ascii_strcasecmp (codes[i], code) == 0) {
      *ret_value = i;
      return TRUE;
    }
  return FALSE;
}

const char *
haven_code_at (const char *const *codes, int value)
{
  for (int i = 0; codes[i] != NULL; i++)
    if (i == value)
      return codes[i];
  return "";
}

const char *
haven_code_text (const char *const *texts, int value)
{
  const char *text = haven_code_at (texts, value);

  return *text != '\0' ? _(text) : text;
}
