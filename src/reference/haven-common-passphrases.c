/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-common-passphrases.h"

#include "haven-reference.h"

static GStrv
read_list (void)
{
  GBytes *bytes = haven_reference_get ("common-passphrases.txt");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '#')
      g_strv_builder_add (words, g_strchomp (lines[i]));
  return g_strv_builder_end (words);
}

const char *const *
haven_common_passphrases (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_list ());
  return (const char *const *) once;
}
