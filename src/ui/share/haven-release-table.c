/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-release-table.h"

#include <glib/gi18n-lib.h>
#include "haven-release-words.h"

struct _HavenReleaseTable {
  AdwBin parent_instance;

  gboolean sums;            /* a table of sums: a column a measure */
  GPtrArray *columns;       /* responses, or measures of sums; interned */
  GPtrArray *rows;          /* "by/group", interned */
  GtkWidget *last;          /* the cell that had the focus; lent by grid */

  /* template */
  GtkLabel *title;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (HavenReleaseTable, haven_release_table, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* The place of a text in a list to which it is added when it is new; texts are interned */
static guint
place_in (GPtrArray *list, const char *text)
{
  guint place;

  if (g_ptr_array_find (list, text, &place))
    return place;
  g_ptr_array_add (list, (gpointer) text);
  return list->len - 1;
}

static const char *
column_key (const HavenReleaseCell *cell)
{
  return g_intern_string (cell->response != NULL ? cell->response : cell->measure);
}

static const char *
row_key (const HavenReleaseCell *cell)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", cell->by, cell->group);

  return g_intern_string (key);
}

static void
cell_clicked_cb (HavenReleaseTable *self, GtkWidget *button)
{
  self->last = button;
  g_signal_emit (self, signals[CHOSEN], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
}

static char *
value_text (const HavenReleaseCell *cell)
{
  return cell->shown ? g_strdup_printf ("%" G_GINT64_FORMAT, cell->value) : g_strdup ("c");
}

static char *
said_text (const HavenReleaseCell *cell)
{
  g_autofree char *measure = haven_release_dup_measure (cell->measure);
  g_autofree char *group = haven_release_dup_group (cell->by, cell->group);
  g_autofree char *response = cell->response != NULL ? haven_release_dup_response (cell->response) : g_strdup (_("total"));

  if (!cell->shown)
    return g_strdup_printf (_("%s, %s, %s: protected"), measure, group, response);
  return g_strdup_printf ("%s, %s, %s: %" G_GINT64_FORMAT, measure, group, response, cell->value);
}

static void
add_cell (HavenReleaseTable *self, const HavenReleaseCell *cell, guint index)
{
  g_autofree char *value = value_text (cell), *said = said_text (cell);
  GtkWidget *button = gtk_button_new_with_label (value);
  guint column = place_in (self->columns, column_key (cell)), row = place_in (self->rows, row_key (cell));

  gtk_widget_add_css_class (button, "cell");
  gtk_widget_add_css_class (button, cell->shown ? "shown" : "protected");
  gtk_widget_set_tooltip_text (button, haven_cell_reason_get_text (cell->reason));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  haven_cell_reason_get_text (cell->reason), -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (cell_clicked_cb), self);
  gtk_grid_attach (self->grid, button, column + 1, row + 1, 1, 1);
}

static void
add_heading (HavenReleaseTable *self, char *take_text, guint column, guint row)
{
  GtkWidget *label = gtk_label_new (take_text);
  gboolean left = column == 0;

  gtk_label_set_xalign (GTK_LABEL (label), left ? 0 : .5);
  gtk_label_set_yalign (GTK_LABEL (label), left ? .5 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), left ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), left ? 24 : 12);
  gtk_widget_add_css_class (label, left ? "row-heading" : "column-heading");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  g_free (take_text);
}

static void
add_headings (HavenReleaseTable *self)
{
  for (guint i = 0; i < self->columns->len; i++) {
    const char *key = g_ptr_array_index (self->columns, i);

    add_heading (self, self->sums ? haven_release_dup_measure (key) : haven_release_dup_response (key), i + 1, 0);
  }
  for (guint i = 0; i < self->rows->len; i++) {
    g_auto (GStrv) key = g_strsplit (g_ptr_array_index (self->rows, i), "/", 2);

    add_heading (self, haven_release_dup_group (key[0], key[1]), 0, i + 1);
  }
}

/* Tab goes to one cell and then out again. */
static gboolean
haven_release_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  HavenReleaseTable *self = HAVEN_RELEASE_TABLE (widget);
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (!tab)
    return GTK_WIDGET_CLASS (haven_release_table_parent_class)->focus (widget, direction);
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  if (self->last == NULL)
    self->last = gtk_grid_get_child_at (self->grid, 1, 1);
  return self->last != NULL && gtk_widget_grab_focus (self->last);
}

static void
haven_release_table_dispose (GObject *object)
{
  HavenReleaseTable *self = HAVEN_RELEASE_TABLE (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_release_table_parent_class)->dispose (object);
}

static void
haven_release_table_class_init (HavenReleaseTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_release_table_dispose;
  widget_class->focus = haven_release_table_focus;
  signals[CHOSEN] = g_signal_new ("chosen", HAVEN_TYPE_RELEASE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/share/haven-release-table.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenReleaseTable, title);
  gtk_widget_class_bind_template_child (widget_class, HavenReleaseTable, grid);
}

static void
haven_release_table_init (HavenReleaseTable *self)
{
  self->columns = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_release_table_new (HavenRelease *release, const char *measure)
{
  HavenReleaseTable *self = g_object_new (HAVEN_TYPE_RELEASE_TABLE, NULL);
  g_autofree char *words = measure != NULL ? haven_release_dup_measure (measure) : g_strdup (_("Sums of sessions"));

  self->sums = measure == NULL;
  gtk_label_set_label (self->title, words);
  for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (release, i);

    if (self->sums ? cell->response == NULL : cell->response != NULL && g_str_equal (cell->measure, measure))
      add_cell (self, cell, i);
  }
  add_headings (self);
  return GTK_WIDGET (self);
}
