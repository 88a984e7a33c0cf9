/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-tab.h"

#include "haven-column-layout.h"
#include "haven-names.h"

struct _HavenPupilTab {
  AdwBin parent_instance;

  const HavenPupilTabSpec *spec;
  GPtrArray *widgets;       /* one a part, lent by the columns */

  /* template */
  GtkWidget *main;
  GtkWidget *aside;
};

G_DEFINE_FINAL_TYPE (HavenPupilTab, haven_pupil_tab, ADW_TYPE_BIN)

static void
haven_pupil_tab_dispose (GObject *object)
{
  g_clear_pointer (&HAVEN_PUPIL_TAB (object)->widgets, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_pupil_tab_parent_class)->dispose (object);
}

static void
haven_pupil_tab_class_init (HavenPupilTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_pupil_tab_dispose;
  g_type_ensure (HAVEN_TYPE_COLUMN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/pupil/haven-pupil-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPupilTab, main);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilTab, aside);
}

static void
haven_pupil_tab_init (HavenPupilTab *self)
{
  self->widgets = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_pupil_tab_new (const HavenPupilTabSpec *spec)
{
  HavenPupilTab *self = g_object_new (HAVEN_TYPE_PUPIL_TAB, NULL);

  self->spec = spec;
  for (guint i = 0; i < spec->n_parts; i++) {
    GtkWidget *widget = spec->parts[i].make (&spec->parts[i]);

    gtk_box_append (GTK_BOX (spec->parts[i].aside ? self->aside : self->main), widget);
    g_ptr_array_add (self->widgets, widget);
  }
  gtk_widget_set_visible (self->aside, gtk_widget_get_first_child (self->aside) != NULL);
  haven_names_complete (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
haven_pupil_tab_show (HavenPupilTab *self, HavenBriefing *briefing, gint64 pupil_id)
{
  g_return_if_fail (HAVEN_IS_PUPIL_TAB (self));
  for (guint i = 0; i < self->spec->n_parts; i++)
    self->spec->parts[i].show (g_ptr_array_index (self->widgets, i), briefing, pupil_id);
}
