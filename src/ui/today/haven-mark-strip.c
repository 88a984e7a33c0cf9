/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-mark-strip.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-attendance-codes.h"
#include "haven-chart-view.h"
#include "haven-text-scale.h"

#define CELL 17             /* a half-day, at the usual text size */
#define GAP 1               /* between the halves of a day */
#define DAY_GAP 5           /* between days */
#define MOST_MARKS 10

struct _HavenMarkStrip {
  GtkWidget parent_instance;

  char marks[MOST_MARKS + 1];
};

G_DEFINE_FINAL_TYPE (HavenMarkStrip, haven_mark_strip, GTK_TYPE_WIDGET)

static HavenCell
cell_of (guint8 mark)
{
  switch (haven_mark_classes ()[mark]) {
  case HAVEN_CLASS_PRESENT: return HAVEN_CELL_PRESENT;
  case HAVEN_CLASS_APPROVED: return HAVEN_CELL_APPROVED;
  case HAVEN_CLASS_AUTHORISED: return HAVEN_CELL_AUTHORISED;
  case HAVEN_CLASS_UNAUTHORISED: return HAVEN_CELL_UNAUTHORISED;
  case HAVEN_CLASS_NOT_POSSIBLE: return HAVEN_CELL_NOT_POSSIBLE;
  case HAVEN_CLASS_ADMINISTRATIVE: return HAVEN_CELL_CLOSED;
  default: return HAVEN_CELL_NO_MARK;
  }
}

static const char *
code_of (guint8 mark)
{
  const HavenAttendanceCode *code = haven_attendance_code_of (mark);

  return code != NULL ? code->code : "–";
}

static char *
describe (const char *marks)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; marks[i] != '\0'; i++) {
    guint8 mark = marks[i] == ' ' ? 0 : (guint8) marks[i];

    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", haven_cell_text (cell_of (mark)));
    if (mark != 0)
      g_string_append_printf (words, " (%s)", code_of (mark));
  }
  return g_string_free (words, FALSE);
}

static GdkRGBA
rgba_of (HavenColour colour)
{
  return (GdkRGBA) { ((colour >> 16) & 255) / 255.f, ((colour >> 8) & 255) / 255.f, (colour & 255) / 255.f, 1 };
}

static double
cell_x (guint i, double scale)
{
  return scale * (i * CELL + (i / 2) * (GAP + DAY_GAP) + (i % 2) * GAP);
}

static void
draw_code (HavenMarkStrip *self, GtkSnapshot *snapshot, const char *code, graphene_rect_t box, GdkRGBA ink)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), code);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box.origin.x + (box.size.width - width) / 2,
                                                          box.origin.y + (box.size.height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_mark (HavenMarkStrip *self, GtkSnapshot *snapshot, guint i)
{
  guint8 mark = self->marks[i] == ' ' ? 0 : (guint8) self->marks[i];
  const HavenCellLook *look = &haven_palette_get (haven_chart_view_theme ())->cells[cell_of (mark)];
  double scale = haven_text_scale (GTK_WIDGET (self));
  graphene_rect_t box = GRAPHENE_RECT_INIT (cell_x (i, scale), 0, CELL * scale, CELL * scale * 1.2);
  GskRoundedRect shape;
  GdkRGBA fill = rgba_of (look->fill), line = rgba_of (look->edge > 0 ? look->line : look->fill);

  gsk_rounded_rect_init_from_rect (&shape, &box, 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &fill, &box);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &shape, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { line, line, line, line });
  draw_code (self, snapshot, code_of (mark), box, rgba_of (look->text));
}

static void
haven_mark_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HavenMarkStrip *self = HAVEN_MARK_STRIP (widget);

  for (guint i = 0; self->marks[i] != '\0'; i++)
    draw_mark (self, snapshot, i);
}

static void
haven_mark_strip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  double scale = haven_text_scale (widget);
  guint n = strlen (HAVEN_MARK_STRIP (widget)->marks);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = n > 0 ? (int) (cell_x (n - 1, scale) + CELL * scale) : 0;
  else
    *minimum = *natural = n > 0 ? (int) (CELL * scale * 1.2) : 0;
}

static void
haven_mark_strip_class_init (HavenMarkStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = haven_mark_strip_measure;
  widget_class->snapshot = haven_mark_strip_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "havenmarks");
}

static void
haven_mark_strip_init (HavenMarkStrip *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
haven_mark_strip_new (void)
{
  return g_object_new (HAVEN_TYPE_MARK_STRIP, NULL);
}

void
haven_mark_strip_set_marks (HavenMarkStrip *self, const char *marks)
{
  g_autofree char *words = NULL;

  g_return_if_fail (HAVEN_IS_MARK_STRIP (self));
  g_strlcpy (self->marks, marks, sizeof self->marks);
  words = describe (self->marks);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Last ten marks"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), *self->marks != '\0');
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
