/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-why-panel.h"

#include <glib/gi18n-lib.h>
#include "haven-release-words.h"

struct _HavenWhyPanel {
  AdwBin parent_instance;

  /* template */
  GtkLabel *what;
  GtkLabel *value;
  GtkLabel *reason;
  GtkWidget *examples;
  GtkLabel *example_words;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (HavenWhyPanel, haven_why_panel, ADW_TYPE_BIN)

static char *
name_of (const HavenReleaseCell *cell)
{
  g_autofree char *group = haven_release_dup_group (cell->by, cell->group);
  g_autofree char *response = cell->response != NULL ? haven_release_dup_response (cell->response)
      : haven_release_dup_measure (cell->measure);

  return g_strdup_printf ("%s · %s", group, response);
}

static void
clear_grid (HavenWhyPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
add_text (HavenWhyPanel *self, char *take_text, int column, int row)
{
  GtkWidget *label = gtk_label_new (take_text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), column == 0);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, row == 0 ? "column-heading" : "numeric");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  g_free (take_text);
}

static gboolean
is_beside (const HavenReleaseCell *a, const HavenReleaseCell *b)
{
  return g_str_equal (a->measure, b->measure) && g_str_equal (a->by, b->by) && g_str_equal (a->group, b->group);
}

/* The row of the cell, once with the cell at its lowest and once at its highest: both agree with all that was ever published. */
static void
show_examples (HavenWhyPanel *self, HavenRelease *release, guint index)
{
  const HavenReleaseCell *cell = haven_release_get_cell (release, index);
  g_autoptr (GArray) low = haven_release_list_example (release, index, FALSE), high = haven_release_list_example (release, index, TRUE);
  int row = 1;

  clear_grid (self);
  gtk_widget_set_visible (self->examples, !cell->shown && low->len > 0 && high->len > 0);
  if (cell->shown || low->len == 0 || high->len == 0)
    return;
  add_text (self, g_strdup (""), 0, 0);
  add_text (self, g_strdup (_("One example")), 1, 0);
  add_text (self, g_strdup (_("Another")), 2, 0);
  for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
    const HavenReleaseCell *other = haven_release_get_cell (release, i);

    if (!is_beside (cell, other))
      continue;
    add_text (self, other->response != NULL ? haven_release_dup_response (other->response) : haven_release_dup_measure (other->measure), 0,
              row);
    add_text (self, g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (low, gint64, i)), 1, row);
    add_text (self, g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (high, gint64, i)), 2, row);
    row++;
  }
}

static void
haven_why_panel_class_init (HavenWhyPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/share/haven-why-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenWhyPanel, what);
  gtk_widget_class_bind_template_child (widget_class, HavenWhyPanel, value);
  gtk_widget_class_bind_template_child (widget_class, HavenWhyPanel, reason);
  gtk_widget_class_bind_template_child (widget_class, HavenWhyPanel, examples);
  gtk_widget_class_bind_template_child (widget_class, HavenWhyPanel, example_words);
  gtk_widget_class_bind_template_child (widget_class, HavenWhyPanel, grid);
}

static void
haven_why_panel_init (HavenWhyPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_why_panel_clear (self);
}

void
haven_why_panel_clear (HavenWhyPanel *self)
{
  g_return_if_fail (HAVEN_IS_WHY_PANEL (self));
  clear_grid (self);
  gtk_label_set_label (self->what, _("Why is a figure protected?"));
  gtk_label_set_label (self->value, "");
  gtk_widget_set_visible (GTK_WIDGET (self->value), FALSE);
  gtk_label_set_label (self->reason, _("Choose a figure to see whether it is shown or protected, and why. “c” stands for a protected "
                                       "figure: the "
                                       "Virtual School sees the letter and nothing else."));
  gtk_widget_set_visible (self->examples, FALSE);
}

void
haven_why_panel_show (HavenWhyPanel *self, HavenRelease *release, guint cell)
{
  const HavenReleaseCell *chosen = haven_release_get_cell (release, cell);
  g_autofree char *name = NULL, *value = NULL, *reason = NULL;

  g_return_if_fail (HAVEN_IS_WHY_PANEL (self));
  name = name_of (chosen);
  value = chosen->shown ? g_strdup_printf (_("Shown: %lld"), (long long) chosen->value) : g_strdup (_("Protected: c"));
  gtk_label_set_label (self->what, name);
  gtk_label_set_label (self->value, value);
  gtk_widget_set_visible (GTK_WIDGET (self->value), TRUE);
  reason = haven_release_dup_reason (release, cell);
  gtk_label_set_label (self->reason, reason);
  show_examples (self, release, cell);
}
