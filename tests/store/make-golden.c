/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"

/* make-golden FOLDER: a store as this Haven makes it, kept as tests/data/stores/schema-N once a schema is released. */
int
main (int argc, char **argv)
{
  g_assert_cmpint (argc, ==, 2);
  g_assert_true (haven_secret_start (NULL));
  golden_make (argv[1]);
  return 0;
}
