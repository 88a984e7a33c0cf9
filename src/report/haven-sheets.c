/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sheets-private.h"

struct _HavenSheets {
  gatomicrefcount refs;
  double width;
  double height;
  GPtrArray *surfaces;         /* cairo_surface_t, recorded */
  GPtrArray *words;
  GBytes *pdf;
  char *text;
  GMutex drawing;              /* a recording that is replayed is not to be replayed elsewhere */
};

HavenSheets *
haven_sheets_new (double width, double height)
{
  HavenSheets *self = g_new0 (HavenSheets, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->drawing);
  self->width = width;
  self->height = height;
  self->surfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  self->words = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
haven_sheets_add (HavenSheets *self, cairo_surface_t *take_surface, char *take_words)
{
  g_ptr_array_add (self->surfaces, take_surface);
  g_ptr_array_add (self->words, take_words);
}

void
haven_sheets_finish (HavenSheets *self, GBytes *take_pdf, char *take_text)
{
  self->pdf = take_pdf;
  self->text = take_text;
}

HavenSheets *
haven_sheets_ref (HavenSheets *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_sheets_unref (HavenSheets *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->surfaces);
  g_ptr_array_unref (self->words);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self->text);
  g_mutex_clear (&self->drawing);
  g_free (self);
}

guint
haven_sheets_get_n (HavenSheets *self)
{
  return self->surfaces->len;
}

double
haven_sheets_get_width (HavenSheets *self)
{
  return self->width;
}

double
haven_sheets_get_height (HavenSheets *self)
{
  return self->height;
}

void
haven_sheets_draw (HavenSheets *self, guint sheet, cairo_t *cr)
{
  g_return_if_fail (sheet < self->surfaces->len);
  g_mutex_lock (&self->drawing);
  cairo_set_source_surface (cr, self->surfaces->pdata[sheet], 0, 0);
  cairo_paint (cr);
  g_mutex_unlock (&self->drawing);
}

const char *
haven_sheets_get_words (HavenSheets *self, guint sheet)
{
  g_return_val_if_fail (sheet < self->words->len, "");
  return self->words->pdata[sheet];
}

GBytes *
haven_sheets_get_pdf (HavenSheets *self)
{
  return self->pdf;
}

const char *
haven_sheets_get_text (HavenSheets *self)
{
  return self->text;
}
