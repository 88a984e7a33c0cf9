/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-column-layout.h"
#include "haven-from-start.h"
#include "haven-text-scale.h"

struct _HavenColumnLayout {
  GtkLayoutManager parent_instance;

  int aside_width;
  int wide_from;
  int spacing;
};

G_DEFINE_FINAL_TYPE (HavenColumnLayout, haven_column_layout, GTK_TYPE_LAYOUT_MANAGER)

enum { PROP_0, PROP_ASIDE_WIDTH, PROP_WIDE_FROM, PROP_SPACING, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* The widths that the two children get; aside 0: it stands below. */
typedef struct {
  GtkWidget *main;
  GtkWidget *aside;
  int main_width;
  int aside_width;
} Columns;

static GtkWidget *
next_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
least_width (GtkWidget *child)
{
  int least = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* Beside each other where there is room for both; a wide table sends the other below rather than be cut. */
static Columns
divide (HavenColumnLayout *self, GtkWidget *widget, int width)
{
  double scale = haven_text_scale (widget);
  Columns columns = { next_visible (gtk_widget_get_first_child (widget)), NULL, width, 0 };

  if (columns.main != NULL)
    columns.aside = next_visible (gtk_widget_get_next_sibling (columns.main));
  if (columns.aside == NULL || width < self->wide_from * scale)
    return columns;
  if (least_width (columns.main) > width - self->aside_width * scale - self->spacing)
    return columns;
  columns.aside_width = self->aside_width * scale;
  columns.main_width = width - columns.aside_width - self->spacing;
  return columns;
}

static int
height_of (GtkWidget *child, int width, int *ret_natural)
{
  int minimum = 0, least = 0;

  *ret_natural = 0;
  if (child == NULL)
    return 0;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (width, least), &minimum, ret_natural, NULL, NULL);
  return minimum;
}

static void
measure_height (HavenColumnLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  Columns columns = divide (self, widget, width < 0 ? self->wide_from : width);
  gboolean beside = columns.aside_width > 0;
  int main_natural, aside_natural;
  int main_min = height_of (columns.main, columns.main_width, &main_natural);
  int aside_min = height_of (columns.aside, beside ? columns.aside_width : columns.main_width, &aside_natural);
  int gap = columns.aside != NULL ? self->spacing : 0;

  *minimum = beside ? MAX (main_min, aside_min) : main_min + gap + aside_min;
  *natural = beside ? MAX (main_natural, aside_natural) : main_natural + gap + aside_natural;
}

static void
measure_width (HavenColumnLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int child_min = 0, child_nat = 0;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_min, &child_nat, NULL, NULL);
    *minimum = MAX (*minimum, child_min);
    *natural += child_nat;
  }
}

static GtkSizeRequestMode
haven_column_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
haven_column_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                             int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  HavenColumnLayout *self = HAVEN_COLUMN_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    measure_height (self, widget, for_size, minimum, natural);
}

static void
haven_column_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  HavenColumnLayout *self = HAVEN_COLUMN_LAYOUT (manager);
  Columns columns = divide (self, widget, width);
  gboolean beside = columns.aside_width > 0;
  int top = 0, natural;

  if (columns.main == NULL)
    return;
  if (!beside && columns.aside != NULL)
    height_of (columns.main, columns.main_width, &top);
  haven_from_start_allocate (columns.main, width, (GtkAllocation) { 0, 0, columns.main_width, top > 0 ? top : height });
  if (columns.aside == NULL)
    return;
  if (beside) {
    haven_from_start_allocate (columns.aside, width, (GtkAllocation) { width - columns.aside_width, 0, columns.aside_width, height });
    return;
  }
  height_of (columns.aside, width, &natural);
  haven_from_start_allocate (columns.aside, width, (GtkAllocation) { 0, top + self->spacing, width, natural });
}

static void
haven_column_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HavenColumnLayout *self = HAVEN_COLUMN_LAYOUT (object);

  switch (id) {
  case PROP_ASIDE_WIDTH: g_value_set_int (value, self->aside_width); break;
  case PROP_WIDE_FROM: g_value_set_int (value, self->wide_from); break;
  case PROP_SPACING: g_value_set_int (value, self->spacing); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
haven_column_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HavenColumnLayout *self = HAVEN_COLUMN_LAYOUT (object);

  switch (id) {
  case PROP_ASIDE_WIDTH: self->aside_width = g_value_get_int (value); break;
  case PROP_WIDE_FROM: self->wide_from = g_value_get_int (value); break;
  case PROP_SPACING: self->spacing = g_value_get_int (value); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
haven_column_layout_class_init (HavenColumnLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = haven_column_layout_get_property;
  object_class->set_property = haven_column_layout_set_property;
  manager_class->get_request_mode = haven_column_layout_get_request_mode;
  manager_class->measure = haven_column_layout_measure;
  manager_class->allocate = haven_column_layout_allocate;

  properties[PROP_ASIDE_WIDTH] = g_param_spec_int ("aside-width", NULL, NULL, 0, G_MAXINT, 300, flags);
  properties[PROP_WIDE_FROM] = g_param_spec_int ("wide-from", NULL, NULL, 0, G_MAXINT, 900, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 24, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haven_column_layout_init (HavenColumnLayout *self)
{
  self->aside_width = 300;
  self->wide_from = 900;
  self->spacing = 24;
}
