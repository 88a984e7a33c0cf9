/* SPDX-License-Identifier: GPL-3.0-or-later */
/* search-with-key KEYS PASSPHRASE FOLDER NEEDLE…: every file below the folder, byte by byte, decrypted with the key that the passphrase opens.
 * Prints where a needle stands; the number of finds is the last line. */
#include "haven-keys.h"
#include "haven-raw-pages.h"

#include <stdlib.h>

int
main (int argc, char **argv)
{
  g_autoptr (GString) where = g_string_new (NULL);
  g_autoptr (HavenKeys) keys = NULL;
  guint n = 0;

  if (argc < 5 || !haven_secret_start (NULL))
    return 2;
  keys = haven_keys_open (argv[1], NULL, argv[2], NULL);
  if (keys == NULL)
    return 3;
  for (int i = 4; i < argc; i++)
    n += haven_raw_count_tree (argv[3], haven_keys_get_store_key (keys), argv[i], where);
  g_print ("%s%u\n", where->str, n);
  return EXIT_SUCCESS;
}
