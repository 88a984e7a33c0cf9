/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <zip.h>

#include "fuzz-support.h"

#define MARK "=== "          /* a line that begins so names the part that follows it */

/* What is fuzzed is what is inside a workbook: a packed file that was altered is nearly always broken before anything is read */
static void
add_part (zip_t *zip, const char *name, const char *text, gsize size)
{
  zip_source_t *source = zip_source_buffer (zip, text, size, 0);

  if (zip_file_add (zip, name, source, ZIP_FL_OVERWRITE) < 0)
    zip_source_free (source);
}

static const char *
find_mark (const char *text)
{
  const char *mark = g_str_has_prefix (text, MARK) ? text : strstr (text, "\n" MARK);

  return mark != NULL && *mark == '\n' ? mark + 1 : mark;
}

static void
add_parts (zip_t *zip, const char *text)
{
  for (const char *mark = find_mark (text); mark != NULL;) {
    const char *name = mark + strlen (MARK);
    gsize length = strcspn (name, "\n");
    const char *body = name[length] != '\0' ? name + length + 1 : name + length;
    const char *next = find_mark (body);
    g_autofree char *part = g_strndup (name, length);
    add_part (zip, part, body, next != NULL ? (gsize) (next - body) : strlen (body));
    mark = next;
  }
}

/* Stored and closed into memory */
static GBytes *
pack (const char *text)
{
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip;
  zip_stat_t stat;
  char *data = NULL;

  zip_source_keep (source);
  zip = zip_open_from_source (source, ZIP_TRUNCATE, NULL);
  add_parts (zip, text);
  if (zip_close (zip) < 0)
    zip_discard (zip);
  zip_stat_init (&stat);
  if (zip_source_stat (source, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > 0 && zip_source_open (source) == 0) {
    data = g_malloc (stat.size);
    g_assert_cmpint (zip_source_read (source, data, stat.size), ==, (gint64) stat.size);
    zip_source_close (source);
  }
  zip_source_free (source);
  return data != NULL ? g_bytes_new_take (data, stat.size) : NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GBytes) raw = g_bytes_new (data, size);
  g_autoptr (GBytes) packed = pack (text);

  if (packed != NULL)
    fuzz_stage (packed);
  if (size > 2 && memcmp (data, "PK", 2) == 0)
    fuzz_stage (raw);
  return 0;
}
