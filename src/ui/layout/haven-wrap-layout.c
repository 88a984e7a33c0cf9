/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wrap-layout.h"

#include "haven-from-start.h"

struct _HavenWrapLayout {
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (HavenWrapLayout, haven_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

enum { PROP_0, PROP_SPACING, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
natural_size (GtkWidget *child, int most, int *ret_width, int *ret_height)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  *ret_width = MAX (minimum, MIN (natural, most));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, *ret_width, NULL, ret_height, NULL, NULL);
}

/* The height of the line that begins with first in this width */
static int
line_height (HavenWrapLayout *self, GtkWidget *first, int width)
{
  int x = 0, line = 0;

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int w, h;

    if (!gtk_widget_should_layout (child))
      continue;
    natural_size (child, width, &w, &h);
    if (x > 0 && x + w > width)
      break;
    line = MAX (line, h);
    x += w + self->spacing;
  }
  return line;
}

/* Walks the lines; gives the whole height, and places the children where place is set. */
static int
flow (HavenWrapLayout *self, GtkWidget *widget, int width, gboolean place)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int x = 0, y = 0, line = line_height (self, first, width);

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int w, h;

    if (!gtk_widget_should_layout (child))
      continue;
    natural_size (child, width, &w, &h);
    if (x > 0 && x + w > width) {
      y += line + self->spacing;
      x = 0;
      line = line_height (self, child, width);
    }
    if (place)
      haven_from_start_allocate (child, width, (GtkAllocation) { x, y, w, line });
    x += w + self->spacing;
  }
  return y + line;
}

static GtkSizeRequestMode
haven_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (HavenWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int child_min = 0, child_nat = 0;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_min, &child_nat, NULL, NULL);
    *minimum = MAX (*minimum, child_min);
    *natural += child_nat + (*natural > 0 ? self->spacing : 0);
  }
}

static void
haven_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  HavenWrapLayout *self = HAVEN_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = flow (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
}

static void
haven_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  flow (HAVEN_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
haven_wrap_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, HAVEN_WRAP_LAYOUT (object)->spacing);
}

static void
haven_wrap_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HAVEN_WRAP_LAYOUT (object)->spacing = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
}

static void
haven_wrap_layout_class_init (HavenWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = haven_wrap_layout_get_property;
  object_class->set_property = haven_wrap_layout_set_property;
  manager_class->get_request_mode = haven_wrap_layout_get_request_mode;
  manager_class->measure = haven_wrap_layout_measure;
  manager_class->allocate = haven_wrap_layout_allocate;
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 6, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haven_wrap_layout_init (HavenWrapLayout *self)
{
  self->spacing = 6;
}
