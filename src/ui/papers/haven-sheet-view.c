/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sheet-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _HavenSheetView {
  GtkWidget parent_instance;

  HavenSheets *sheets;
  guint sheet;
  double zoom;
  GdkTexture *texture;          /* as it was last painted, at whatever zoom */
  double painted;               /* pixels a point of texture; 0: not yet */
  GCancellable *painting;       /* NULL: nobody paints */
};

G_DEFINE_FINAL_TYPE (HavenSheetView, haven_sheet_view, GTK_TYPE_WIDGET)

/* ---- painting, elsewhere ---- */

typedef struct {
  HavenSheets *sheets;
  guint sheet;
  double scale;
} Paint;

static void
paint_free (gpointer data)
{
  Paint *paint = data;

  haven_sheets_unref (paint->sheets);
  g_free (paint);
}

static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}

static void
paint_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Paint *paint = task_data;
  int width = (int) ceil (haven_sheets_get_width (paint->sheets) * paint->scale);
  int height = (int) ceil (haven_sheets_get_height (paint->sheets) * paint->scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, paint->scale, paint->scale);
  haven_sheets_draw (paint->sheets, paint->sheet, cr);
  cairo_destroy (cr);
  g_task_return_pointer (task, make_texture (surface), g_object_unref);
  cairo_surface_destroy (surface);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenSheetView *self = HAVEN_SHEET_VIEW (source);
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture == NULL)
    return;                     /* another zoom since, or gone */
  g_clear_object (&self->painting);
  g_clear_object (&self->texture);
  self->texture = texture;
  self->painted = ((Paint *) g_task_get_task_data (G_TASK (result)))->scale;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
get_scale (HavenSheetView *self)
{
  return self->zoom * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

static void
start_painting (HavenSheetView *self)
{
  g_autoptr (GTask) task = NULL;
  Paint *paint;

  if (self->painting != NULL || fabs (self->painted - get_scale (self)) < 0.0001)
    return;
  self->painting = g_cancellable_new ();
  paint = g_new0 (Paint, 1);
  paint->sheets = haven_sheets_ref (self->sheets);
  paint->sheet = self->sheet;
  paint->scale = get_scale (self);
  task = g_task_new (self, self->painting, painted_cb, NULL);
  g_task_set_task_data (task, paint, paint_free);
  g_task_run_in_thread (task, paint_work);
}

/* ---- the widget ---- */

static void
haven_sheet_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HavenSheetView *self = HAVEN_SHEET_VIEW (widget);
  graphene_rect_t paper = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));
  GdkRGBA white = { 1, 1, 1, 1 };

  start_painting (self);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &paper);
  else
    gtk_snapshot_append_color (snapshot, &white, &paper);
}

static GtkSizeRequestMode
haven_sheet_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
haven_sheet_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                          int *natural_baseline)
{
  HavenSheetView *self = HAVEN_SHEET_VIEW (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  double points = across ? haven_sheets_get_width (self->sheets) : haven_sheets_get_height (self->sheets);

  *minimum = *natural = (int) ceil (points * self->zoom);
  *minimum_baseline = *natural_baseline = -1;
}

static void
haven_sheet_view_dispose (GObject *object)
{
  HavenSheetView *self = HAVEN_SHEET_VIEW (object);

  g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (haven_sheet_view_parent_class)->dispose (object);
}

static void
haven_sheet_view_finalize (GObject *object)
{
  haven_sheets_unref (HAVEN_SHEET_VIEW (object)->sheets);
  G_OBJECT_CLASS (haven_sheet_view_parent_class)->finalize (object);
}

static void
haven_sheet_view_class_init (HavenSheetViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_sheet_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_sheet_view_finalize;
  widget_class->snapshot = haven_sheet_view_snapshot;
  widget_class->measure = haven_sheet_view_measure;
  widget_class->get_request_mode = haven_sheet_view_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "havensheet");
}

static void
haven_sheet_view_init (HavenSheetView *self)
{
  self->zoom = 1;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
haven_sheet_view_new (HavenSheets *sheets, guint sheet)
{
  HavenSheetView *self = g_object_new (HAVEN_TYPE_SHEET_VIEW, NULL);
  g_autofree char *name = g_strdup_printf (_("Page %u of %u"), sheet + 1, haven_sheets_get_n (sheets));

  self->sheets = haven_sheets_ref (sheets);
  self->sheet = sheet;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, haven_sheets_get_words (sheets, sheet), -1);
  return GTK_WIDGET (self);
}

void
haven_sheet_view_set_zoom (HavenSheetView *self, double zoom)
{
  g_return_if_fail (HAVEN_IS_SHEET_VIEW (self));
  if (zoom == self->zoom)
    return;
  self->zoom = zoom;
  g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
