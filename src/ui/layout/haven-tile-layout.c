/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tile-layout.h"
#include "haven-from-start.h"
#include "haven-text-scale.h"

struct _HavenTileLayout {
  GtkLayoutManager parent_instance;

  int tile_width;
  int most;
  int spacing;
};

G_DEFINE_FINAL_TYPE (HavenTileLayout, haven_tile_layout, GTK_TYPE_LAYOUT_MANAGER)

enum { PROP_0, PROP_TILE_WIDTH, PROP_MOST, PROP_SPACING, N_PROPS };
static GParamSpec *properties[N_PROPS];

static int
count_tiles (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  return n;
}

/* As many as fit, but none is left alone in a last row: four are two and two rather than three and one. */
static int
count_columns (HavenTileLayout *self, GtkWidget *widget, int width)
{
  int tile = self->tile_width * haven_text_scale (widget), n = MAX (1, count_tiles (widget));
  int fit = CLAMP ((width + self->spacing) / (tile + self->spacing), 1, MIN (self->most, n));
  int rows = (n + fit - 1) / fit;

  return (n + rows - 1) / rows;
}

static int
tile_width (HavenTileLayout *self, int columns, int width)
{
  return MAX (1, (width - (columns - 1) * self->spacing) / columns);
}

static int
height_of (GtkWidget *child, int width)
{
  int least, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (width, least), NULL, &natural, NULL, NULL);
  return natural;
}

/* The height of the row that begins with first */
static int
row_height (GtkWidget *first, int columns, int width)
{
  int height = 0;

  for (GtkWidget *child = first; child != NULL && columns > 0; child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_should_layout (child))
      continue;
    height = MAX (height, height_of (child, width));
    columns--;
  }
  return height;
}

static int
total_height (HavenTileLayout *self, GtkWidget *widget, int width)
{
  int columns = count_columns (self, widget, width);
  int height = 0, n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_should_layout (child))
      continue;
    if (n++ % columns == 0)
      height += (height > 0 ? self->spacing : 0) + row_height (child, columns, tile_width (self, columns, width));
  }
  return height;
}

static void
measure_width (HavenTileLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  int n = MIN (count_tiles (widget), self->most);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int least = 0;

    if (gtk_widget_should_layout (child))
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    *minimum = MAX (*minimum, least);
  }
  *natural = MAX (*minimum, n * self->tile_width + MAX (0, n - 1) * self->spacing);
}

static GtkSizeRequestMode
haven_tile_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
haven_tile_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  HavenTileLayout *self = HAVEN_TILE_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = total_height (self, widget, for_size < 0 ? self->tile_width * self->most : for_size);
}

static void
haven_tile_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  HavenTileLayout *self = HAVEN_TILE_LAYOUT (manager);
  int columns = count_columns (self, widget, width);
  int tile = tile_width (self, columns, width);
  int n = 0, y = 0, row = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_should_layout (child))
      continue;
    if (n % columns == 0) {
      y += n > 0 ? row + self->spacing : 0;
      row = row_height (child, columns, tile);
    }
    haven_from_start_allocate (child, width, (GtkAllocation) { (n % columns) * (tile + self->spacing), y, tile, row });
    n++;
  }
}

static void
haven_tile_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HavenTileLayout *self = HAVEN_TILE_LAYOUT (object);

  switch (id) {
  case PROP_TILE_WIDTH: g_value_set_int (value, self->tile_width); break;
  case PROP_MOST: g_value_set_int (value, self->most); break;
  case PROP_SPACING: g_value_set_int (value, self->spacing); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
haven_tile_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HavenTileLayout *self = HAVEN_TILE_LAYOUT (object);

  switch (id) {
  case PROP_TILE_WIDTH: self->tile_width = g_value_get_int (value); break;
  case PROP_MOST: self->most = g_value_get_int (value); break;
  case PROP_SPACING: self->spacing = g_value_get_int (value); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
haven_tile_layout_class_init (HavenTileLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = haven_tile_layout_get_property;
  object_class->set_property = haven_tile_layout_set_property;
  manager_class->get_request_mode = haven_tile_layout_get_request_mode;
  manager_class->measure = haven_tile_layout_measure;
  manager_class->allocate = haven_tile_layout_allocate;

  properties[PROP_TILE_WIDTH] = g_param_spec_int ("tile-width", NULL, NULL, 1, G_MAXINT, 320, flags);
  properties[PROP_MOST] = g_param_spec_int ("most", NULL, NULL, 1, G_MAXINT, 3, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 18, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haven_tile_layout_init (HavenTileLayout *self)
{
  self->tile_width = 320;
  self->most = 3;
  self->spacing = 18;
}
