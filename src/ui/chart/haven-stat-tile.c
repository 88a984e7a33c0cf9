/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-stat-tile.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"
#include "haven-tile-layout.h"

struct _HavenStatTile {
  AdwBin parent_instance;

  /* template */
  GtkLabel *value;
  GtkLabel *caption;
  GtkLabel *note;
  GtkWidget *explain_button;
  GtkLabel *explanation;
};

G_DEFINE_FINAL_TYPE (HavenStatTile, haven_stat_tile, ADW_TYPE_BIN)

static void
haven_stat_tile_class_init (HavenStatTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/chart/haven-stat-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenStatTile, value);
  gtk_widget_class_bind_template_child (widget_class, HavenStatTile, caption);
  gtk_widget_class_bind_template_child (widget_class, HavenStatTile, note);
  gtk_widget_class_bind_template_child (widget_class, HavenStatTile, explain_button);
  gtk_widget_class_bind_template_child (widget_class, HavenStatTile, explanation);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
haven_stat_tile_init (HavenStatTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_stat_tile_new (void)
{
  return g_object_new (HAVEN_TYPE_STAT_TILE, NULL);
}

void
haven_stat_tile_show (HavenStatTile *self, const char *value, const char *caption, const char *note)
{
  g_autofree char *said = NULL;

  g_return_if_fail (HAVEN_IS_STAT_TILE (self));
  said = g_strdup_printf ("%s: %s%s%s", caption, value, note != NULL ? ". " : "", note != NULL ? note : "");
  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->caption, caption);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL && *note != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

void
haven_stat_tile_set_explanation (HavenStatTile *self, const char *explanation)
{
  g_autofree char *name = NULL;

  g_return_if_fail (HAVEN_IS_STAT_TILE (self));
  name = g_strdup_printf (_("How this was worked out: %s"), gtk_label_get_label (self->caption));
  gtk_label_set_label (self->explanation, explanation != NULL ? explanation : "");
  gtk_widget_set_visible (self->explain_button, explanation != NULL);
  haven_names_button (self->explain_button, name);
}

void
haven_stat_tile_make_plain (HavenStatTile *self)
{
  g_return_if_fail (HAVEN_IS_STAT_TILE (self));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "card");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "stat-tile");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
}

GtkWidget *
haven_stat_tile_new_row (guint n)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "layout-manager",
                                 g_object_new (HAVEN_TYPE_TILE_LAYOUT, "tile-width", 168, "most", 4, "spacing", 12, NULL), NULL);

  for (guint i = 0; i < n; i++)
    gtk_widget_insert_before (haven_stat_tile_new (), row, NULL);
  return row;
}

HavenStatTile *
haven_stat_tile_nth (GtkWidget *row, guint n)
{
  GtkWidget *child = gtk_widget_get_first_child (row);

  while (n-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return HAVEN_STAT_TILE (child);
}
