/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-noise-table.h"

#include <glib/gi18n-lib.h>

#include "haven-csv.h"
#include "haven-error.h"
#include "haven-reference.h"

#define LIMIT_COUNTS 10000
#define LIMIT_NOISE 1000
#define N_COLUMNS 3

typedef struct {
  int noise;
  guint64 until;             /* keys below this, and not below the one before */
} Part;

struct _HavenNoiseTable {
  GArray *parts;             /* Part, by count */
  GArray *starts;            /* guint: the first part of count 1, 2 …; one more at the end */
  guint64 scale;
  guint recycled;
};

static gboolean
fail (guint line, GError **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The table of noise is not as it should be at line %u. Nothing was read."), line);
  return FALSE;
}

static guint64
get_end (HavenNoiseTable *self)
{
  return self->parts->len > 0 ? g_array_index (self->parts, Part, self->parts->len - 1).until : self->scale;
}

/* A new count begins where the one before has used up the scale, and only there. */
static gboolean
begin_count (HavenNoiseTable *self, gint64 count)
{
  if (count == (gint64) self->starts->len && get_end (self) == self->scale) {
    g_array_append_val (self->starts, self->parts->len);
    return TRUE;
  }
  return count == (gint64) self->starts->len - 1;
}

static gboolean
add_part (HavenNoiseTable *self, gint64 count, gint64 noise, guint64 parts)
{
  const guint n_counts = self->starts->len;
  Part part = { noise };

  if (!begin_count (self, count))
    return FALSE;
  part.until = (self->starts->len > n_counts ? 0 : get_end (self)) + parts;
  if (part.until > self->scale || parts == 0)
    return FALSE;
  g_array_append_val (self->parts, part);
  return TRUE;
}

static gboolean
read_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  HavenNoiseTable *self = user_data;
  guint64 count, parts;
  gint64 noise;

  if (line == 1)
    return TRUE;
  if (n != N_COLUMNS || !g_ascii_string_to_unsigned (fields[0], 10, 1, LIMIT_COUNTS, &count, NULL)
      || !g_ascii_string_to_signed (fields[1], 10, -LIMIT_NOISE, LIMIT_NOISE, &noise, NULL)
      || !g_ascii_string_to_unsigned (fields[2], 10, 1, self->scale, &parts, NULL) || noise + (gint64) count < 0)
    return fail (line, error);
  return add_part (self, count, noise, parts) || fail (line, error);
}

HavenNoiseTable *
haven_noise_table_new (GBytes *csv, guint64 scale, guint recycled, GError **error)
{
  g_autoptr (HavenNoiseTable) self = g_new0 (HavenNoiseTable, 1);
  const guint nothing = 0;

  g_return_val_if_fail (scale > 0 && scale <= G_MAXINT64 && recycled > 0, NULL);
  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  self->starts = g_array_new (FALSE, TRUE, sizeof (guint));
  self->scale = scale;
  self->recycled = recycled;
  g_array_append_val (self->starts, nothing);          /* count 0 has no parts */
  if (!haven_csv_read (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), ',', read_row_cb, self, error))
    return NULL;
  if (self->starts->len <= recycled || get_end (self) != scale) {
    fail (0, error);
    return NULL;
  }
  g_array_append_val (self->starts, self->parts->len);
  return g_steal_pointer (&self);
}

void
haven_noise_table_free (HavenNoiseTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->parts);
  g_array_unref (self->starts);
  g_free (self);
}

HavenNoiseTable *
haven_noise_table_get_default (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    g_autoptr (GError) error = NULL;
    HavenNoiseTable *self = haven_noise_table_new (haven_reference_get ("noise-table.csv"), G_GUINT64_CONSTANT (1) << 32, 1, &error);

    if (self == NULL)
      g_error ("noise-table.csv: %s", error->message);
    g_once_init_leave (&once, (gsize) self);
  }
  return (HavenNoiseTable *) once;
}

const char *
haven_noise_table_get_id (void)
{
  return "noise-1";
}

int
haven_noise_table_find (HavenNoiseTable *self, guint64 count, guint64 key)
{
  const guint64 last = self->starts->len - 2;
  guint64 row = count <= last ? count : last - self->recycled + 1 + (count - last - 1) % self->recycled;

  g_return_val_if_fail (key < self->scale, 0);
  for (guint i = g_array_index (self->starts, guint, row); count > 0 && i < g_array_index (self->starts, guint, row + 1); i++)
    if (key < g_array_index (self->parts, Part, i).until)
      return g_array_index (self->parts, Part, i).noise;
  return 0;
}
