/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-chart-draw.h"
#include "haven-text-scale.h"
#include "haven-window-system.h"

#define LEAST_WIDTH 220
#define NATURAL_WIDTH 420
#define SPARK_WIDTH 110
#define SPARK_HEIGHT 26
#define LEAST_DRAG 8        /* pixels: less is a click */
#define EDGE 1              /* of the layout's own card, which the widget's rounded card stands in for */

struct _HavenChartView {
  GtkWidget parent_instance;

  HavenChart *chart;
  HavenLayout *layout;      /* for the size it was last drawn at; NULL: to be made */
  int height;
  int least_width;
  int chosen;               /* datum, -1: none */
  char *chosen_text;
  HavenSpan span;           /* being chosen; both ends HAVEN_DAY_NONE: none */
  HavenDay anchor;          /* where it began */
};

G_DEFINE_FINAL_TYPE (HavenChartView, haven_chart_view, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_HEIGHT, PROP_CHOSEN_TEXT, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
drop_layout (HavenChartView *self)
{
  g_clear_pointer (&self->layout, haven_layout_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static HavenLayout *
ensure_layout (HavenChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  HavenChartStyle style = haven_chart_style_new (width, height);

  if (self->layout != NULL || self->chart == NULL || width <= 0 || height <= 0)
    return self->layout;
  style.text_scale = haven_text_scale (GTK_WIDGET (self));
  style.theme = haven_chart_view_theme ();
  style.font_family = pango_font_description_get_family (pango_context_get_font_description (context));
  self->layout = haven_chart_layout (self->chart, &style);
  return self->layout;
}

/* The sentence stays; what is chosen comes first, because it is what changed. */
static void
describe (HavenChartView *self)
{
  g_autofree char *sentence = self->chart != NULL ? haven_chart_describe (self->chart) : g_strdup ("");
  g_autofree char *text = self->chosen_text != NULL ? g_strdup_printf ("%s. %s", self->chosen_text, sentence) : g_strdup (sentence);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->chart != NULL ? haven_chart_get_title (self->chart) : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
choose (HavenChartView *self, int datum)
{
  if (datum == self->chosen)
    return;
  self->chosen = datum;
  g_free (self->chosen_text);
  self->chosen_text = datum >= 0 ? haven_chart_dup_datum_text (self->chart, datum) : NULL;
  describe (self);
  if (self->chosen_text != NULL)
    haven_window_system_announce (GTK_WIDGET (self), self->chosen_text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN_TEXT]);
}

/* A period of the chart's time, dragged or taken with Shift and the arrows. Whoever shows the chart may narrow to it: action period.choose */

static void
say_span (HavenChartView *self)
{
  g_autofree char *first = haven_day_to_text (self->span.first), *last = haven_day_to_text (self->span.last);

  g_free (self->chosen_text);
  self->chosen_text = g_strdup_printf (_("%s to %s. Return shows this period alone."), first, last);
  describe (self);
  haven_window_system_announce (GTK_WIDGET (self), self->chosen_text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN_TEXT]);
}

static void
set_span (HavenChartView *self, HavenDay from, HavenDay to)
{
  HavenSpan span = from <= to ? (HavenSpan) { from, to } : (HavenSpan) { to, from };

  if (span.first == self->span.first && span.last == self->span.last)
    return;
  self->span = span;
  say_span (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drop_span (HavenChartView *self)
{
  self->span = (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  self->anchor = HAVEN_DAY_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
has_span (HavenChartView *self)
{
  return self->span.first != HAVEN_DAY_NONE;
}

static void
take_span (HavenChartView *self)
{
  HavenSpan span = self->span;

  drop_span (self);
  choose (self, -1);
  gtk_widget_activate_action (GTK_WIDGET (self), "period.choose", "(ii)", span.first, span.last);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, HavenChartView *self)
{
  HavenDay day;

  drop_span (self);
  if (ensure_layout (self) != NULL && haven_layout_find_day (self->layout, x, y, &day))
    self->anchor = day;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, HavenChartView *self)
{
  double x, y;
  HavenDay day;

  if (self->anchor == HAVEN_DAY_NONE || ensure_layout (self) == NULL || hypot (offset_x, offset_y) < LEAST_DRAG)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (haven_layout_find_day (self->layout, x + offset_x, y + offset_y, &day))
    set_span (self, self->anchor, day);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, HavenChartView *self)
{
  if (has_span (self))
    take_span (self);
}

static HavenDay
chosen_day (HavenChartView *self)
{
  if (self->chosen < 0 || self->chosen >= (int) haven_chart_get_n_data (self->chart))
    return HAVEN_DAY_NONE;
  return haven_chart_get_day (self->chart, haven_chart_get_datum (self->chart, (guint) self->chosen)->category);
}

static gboolean
extend_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HavenChartView *self = HAVEN_CHART_VIEW (widget);
  HavenDay from;

  if (self->chart == NULL)
    return FALSE;
  if (self->chosen < 0)
    choose (self, haven_chart_next_datum (self->chart, -1, HAVEN_MOVE_FIRST));
  from = self->anchor != HAVEN_DAY_NONE ? self->anchor : chosen_day (self);
  choose (self, haven_chart_next_datum (self->chart, self->chosen, (HavenDirection) g_variant_get_int32 (arguments)));
  if (from == HAVEN_DAY_NONE || chosen_day (self) == HAVEN_DAY_NONE)
    return TRUE;
  self->anchor = from;
  set_span (self, from, chosen_day (self));
  return TRUE;
}

static gboolean
take_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HavenChartView *self = HAVEN_CHART_VIEW (widget);
  gboolean had = has_span (self);

  if (had)
    take_span (self);
  return had;
}

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HavenChartView *self = HAVEN_CHART_VIEW (widget);

  if (self->chart == NULL)
    return FALSE;
  drop_span (self);
  choose (self, haven_chart_next_datum (self->chart, self->chosen, (HavenDirection) g_variant_get_int32 (arguments)));
  return TRUE;
}

static gboolean
leave_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HavenChartView *self = HAVEN_CHART_VIEW (widget);
  gboolean had = self->chosen >= 0 || has_span (self);

  drop_span (self);
  choose (self, -1);
  return had;
}

static void
clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  HavenChartView *self = user_data;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (ensure_layout (self) != NULL)
    choose (self, haven_layout_hit (self->layout, x, y));
}

static gboolean
haven_chart_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  HavenChartView *self = HAVEN_CHART_VIEW (widget);
  int datum = ensure_layout (self) != NULL && !keyboard ? haven_layout_hit (self->layout, x, y) : -1;
  g_autofree char *text = datum >= 0 ? haven_chart_dup_datum_text (self->chart, datum) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
haven_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  HavenChartView *self = HAVEN_CHART_VIEW (widget);
  double scale = haven_text_scale (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = self->least_width;
    *natural = MAX (*minimum, self->least_width < LEAST_WIDTH ? 0 : NATURAL_WIDTH);
  } else {
    *minimum = *natural = self->height * (1 + (scale - 1) * .6);
  }
}

static void
haven_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  g_clear_pointer (&HAVEN_CHART_VIEW (widget)->layout, haven_layout_free);
}

static void
draw_disc (cairo_t *cr, const HavenLayoutMark *mark)
{
  cairo_set_source_rgb (cr, ((mark->fill >> 16) & 255) / 255., ((mark->fill >> 8) & 255) / 255., (mark->fill & 255) / 255.);
  cairo_arc (cr, mark->x, mark->y, mark->radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_line (cairo_t *cr, const HavenLayoutLine *line)
{
  cairo_set_source_rgb (cr, ((line->ink >> 16) & 255) / 255., ((line->ink >> 8) & 255) / 255., (line->ink & 255) / 255.);
  cairo_set_line_width (cr, line->width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, line->x1, line->y1);
  cairo_line_to (cr, line->x2, line->y2);
  cairo_stroke (cr);
}

/* A spark has no card of its own: what is chosen or pointed at in a table shows through. */
static void
draw_spark (HavenLayout *layout, cairo_t *cr)
{
  guint n;
  const HavenLayoutLine *lines = haven_layout_get_lines (layout, &n);
  const HavenLayoutMark *marks;

  for (guint i = 0; i < n; i++)
    draw_line (cr, &lines[i]);
  marks = haven_layout_get_marks (layout, &n);
  for (guint i = 0; i < n; i++)
    draw_disc (cr, &marks[i]);
}

static void
haven_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HavenChartView *self = HAVEN_CHART_VIEW (widget);
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  graphene_rect_t inside;
  cairo_t *cr;

  if (ensure_layout (self) == NULL)
    return;
  inside = GRAPHENE_RECT_INIT (EDGE, EDGE, all.size.width - 2 * EDGE, all.size.height - 2 * EDGE);
  gtk_snapshot_push_clip (snapshot, &inside);
  cr = gtk_snapshot_append_cairo (snapshot, &all);
  if (haven_chart_get_kind (self->chart) == HAVEN_CHART_SPARK)
    draw_spark (self->layout, cr);
  else
    haven_layout_draw (self->layout, cr);
  if (has_span (self))
    haven_layout_draw_span (self->layout, cr, self->span);
  haven_layout_draw_focus (self->layout, cr, self->chosen);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
}

static void
haven_chart_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HavenChartView *self = HAVEN_CHART_VIEW (object);

  if (id == PROP_HEIGHT)
    g_value_set_int (value, self->height);
  else
    g_value_set_string (value, self->chosen_text);
}

static void
haven_chart_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HAVEN_CHART_VIEW (object)->height = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

static void
haven_chart_view_dispose (GObject *object)
{
  HavenChartView *self = HAVEN_CHART_VIEW (object);

  g_clear_pointer (&self->layout, haven_layout_free);
  g_clear_pointer (&self->chart, haven_chart_unref);
  g_clear_pointer (&self->chosen_text, g_free);
  G_OBJECT_CLASS (haven_chart_view_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct { guint key; HavenDirection direction; } keys[] = {
    { GDK_KEY_Left, HAVEN_MOVE_LEFT }, { GDK_KEY_Right, HAVEN_MOVE_RIGHT }, { GDK_KEY_Up, HAVEN_MOVE_UP },
    { GDK_KEY_Down, HAVEN_MOVE_DOWN }, { GDK_KEY_Home, HAVEN_MOVE_FIRST }, { GDK_KEY_End, HAVEN_MOVE_LAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].key, 0, move_cb, "i", keys[i].direction);
  gtk_widget_class_add_binding (klass, GDK_KEY_Left, GDK_CONTROL_MASK, move_cb, "i", HAVEN_MOVE_PREVIOUS_MARK);
  gtk_widget_class_add_binding (klass, GDK_KEY_Right, GDK_CONTROL_MASK, move_cb, "i", HAVEN_MOVE_NEXT_MARK);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].key, GDK_SHIFT_MASK, extend_cb, "i", keys[i].direction);
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, take_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, leave_cb, NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_t, 0, "chart.table", NULL);
}

static void
haven_chart_view_class_init (HavenChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = haven_chart_view_get_property;
  object_class->set_property = haven_chart_view_set_property;
  object_class->dispose = haven_chart_view_dispose;
  widget_class->measure = haven_chart_view_measure;
  widget_class->size_allocate = haven_chart_view_size_allocate;
  widget_class->snapshot = haven_chart_view_snapshot;
  widget_class->query_tooltip = haven_chart_view_query_tooltip;
  properties[PROP_HEIGHT] = g_param_spec_int ("height", NULL, NULL, 20, 4000, 260, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHOSEN_TEXT] = g_param_spec_string ("chosen-text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "havenchart");
  add_keys (widget_class);
}

static void
haven_chart_view_init (HavenChartView *self)
{
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->height = 260;
  self->least_width = LEAST_WIDTH;
  self->chosen = -1;
  drop_span (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);     /* the paper's corners are the card's */
  g_signal_connect (click, "pressed", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (drop_layout), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (drop_layout), self, G_CONNECT_SWAPPED);
}

GtkWidget *
haven_chart_view_new (void)
{
  return g_object_new (HAVEN_TYPE_CHART_VIEW, NULL);
}

GtkWidget *
haven_chart_view_new_spark (void)
{
  HavenChartView *self = g_object_new (HAVEN_TYPE_CHART_VIEW, "focusable", FALSE, "height", SPARK_HEIGHT, NULL);

  self->least_width = SPARK_WIDTH;
  return GTK_WIDGET (self);
}

HavenTheme
haven_chart_view_theme (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? HAVEN_THEME_HIGH_CONTRAST_DARK : HAVEN_THEME_HIGH_CONTRAST;
  return dark ? HAVEN_THEME_DARK : HAVEN_THEME_LIGHT;
}

void
haven_chart_view_set_chart (HavenChartView *self, HavenChart *chart)
{
  g_return_if_fail (HAVEN_IS_CHART_VIEW (self));
  drop_span (self);
  choose (self, -1);
  g_clear_pointer (&self->chart, haven_chart_unref);
  self->chart = chart != NULL ? haven_chart_ref (chart) : NULL;
  drop_layout (self);
  describe (self);
}
