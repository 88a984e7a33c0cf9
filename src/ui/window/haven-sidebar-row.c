/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sidebar-row.h"

struct _HavenSidebarRow {
  GtkListBoxRow parent_instance;

  char *view;
  char *title;
  char *icon_name;

  /* template */
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (HavenSidebarRow, haven_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

enum { PROP_0, PROP_VIEW, PROP_TITLE, PROP_ICON_NAME, N_PROPS };
static GParamSpec *properties[N_PROPS];

static char **
place_of (HavenSidebarRow *self, guint id)
{
  return id == PROP_VIEW ? &self->view : id == PROP_TITLE ? &self->title : &self->icon_name;
}

static void
haven_sidebar_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, *place_of (HAVEN_SIDEBAR_ROW (object), id));
}

static void
haven_sidebar_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  char **place = place_of (HAVEN_SIDEBAR_ROW (object), id);

  g_free (*place);
  *place = g_value_dup_string (value);
}

static void
haven_sidebar_row_constructed (GObject *object)
{
  HavenSidebarRow *self = HAVEN_SIDEBAR_ROW (object);

  G_OBJECT_CLASS (haven_sidebar_row_parent_class)->constructed (object);
  haven_sidebar_row_set_note (self, NULL, NULL);
}

static void
haven_sidebar_row_finalize (GObject *object)
{
  HavenSidebarRow *self = HAVEN_SIDEBAR_ROW (object);

  g_free (self->view);
  g_free (self->title);
  g_free (self->icon_name);
  G_OBJECT_CLASS (haven_sidebar_row_parent_class)->finalize (object);
}

static void
haven_sidebar_row_class_init (HavenSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  object_class->get_property = haven_sidebar_row_get_property;
  object_class->set_property = haven_sidebar_row_set_property;
  object_class->constructed = haven_sidebar_row_constructed;
  object_class->finalize = haven_sidebar_row_finalize;
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "", flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/window/haven-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenSidebarRow, note);
}

static void
haven_sidebar_row_init (HavenSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
haven_sidebar_row_get_view (HavenSidebarRow *self)
{
  g_return_val_if_fail (HAVEN_IS_SIDEBAR_ROW (self), NULL);
  return self->view;
}

void
haven_sidebar_row_set_note (HavenSidebarRow *self, const char *note, const char *words)
{
  g_autofree char *name = NULL;

  g_return_if_fail (HAVEN_IS_SIDEBAR_ROW (self));
  name = note != NULL && words != NULL ? g_strdup_printf ("%s, %s", self->title, words) : g_strdup (self->title);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
