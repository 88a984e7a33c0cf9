/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-file.h"
#include "haven-wire-gzip.h"
#include "haven-wire-shape.h"

#define MOST_UNPACKED (1 << 20)

/* Every body that travels, as each shape: what was read is printed, and what was printed is read as the same */
static void
check_shape (const HavenShape *shape, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gpointer read = haven_shape_parse (shape, bytes, &error), again;
  g_autoptr (GBytes) once = NULL, twice = NULL;

  if (read == NULL) {
    fuzz_check_error (error);
    return;
  }
  once = haven_shape_print (shape, read);
  again = haven_shape_parse (shape, once, NULL);
  g_assert_nonnull (again);
  twice = haven_shape_print (shape, again);
  g_assert_true (g_bytes_equal (once, twice));
  haven_shape_free (shape, read);
  haven_shape_free (shape, again);
}

static void
check_packed (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = haven_wire_gunzip (bytes, MOST_UNPACKED, &error);

  if (plain == NULL)
    fuzz_check_error (error);
  else
    g_assert_cmpuint (g_bytes_get_size (plain), <=, MOST_UNPACKED);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  for (guint i = 0; HAVEN_SHAPES[i] != NULL; i++)
    check_shape (HAVEN_SHAPES[i], bytes);
  check_packed (bytes);
  return 0;
}
