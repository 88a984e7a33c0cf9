/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-training-view.h"

#include "haven-bookings.h"
#include "haven-catalogue.h"
#include "haven-coverage.h"
#include "haven-signposts-page.h"

struct _HavenTrainingView {
  AdwBin parent_instance;

  HavenSession *session;

  /* template */
  GtkStack *stack;
  HavenCatalogue *catalogue;
  HavenBookings *bookings;
  HavenCoverage *coverage;
  HavenSignpostsPage *signposts;
};

G_DEFINE_FINAL_TYPE (HavenTrainingView, haven_training_view, ADW_TYPE_BIN)

static void
update (HavenTrainingView *self)
{
  if (haven_session_get_school (self->session) == NULL)
    return;
  haven_catalogue_show (self->catalogue, self->session);
  haven_bookings_show (self->bookings, self->session);
  haven_coverage_show (self->coverage, self->session);
  haven_signposts_page_show (self->signposts, self->session);
}

static void
show_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenTrainingView *self = HAVEN_TRAINING_VIEW (widget);

  gtk_stack_set_visible_child_name (self->stack, g_variant_get_string (parameter, NULL));
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
haven_training_view_dispose (GObject *object)
{
  g_clear_object (&HAVEN_TRAINING_VIEW (object)->session);
  G_OBJECT_CLASS (haven_training_view_parent_class)->dispose (object);
}

static void
haven_training_view_class_init (HavenTrainingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_training_view_dispose;
  g_type_ensure (HAVEN_TYPE_CATALOGUE);
  g_type_ensure (HAVEN_TYPE_BOOKINGS);
  g_type_ensure (HAVEN_TYPE_COVERAGE);
  g_type_ensure (HAVEN_TYPE_SIGNPOSTS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/training/haven-training-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenTrainingView, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenTrainingView, catalogue);
  gtk_widget_class_bind_template_child (widget_class, HavenTrainingView, bookings);
  gtk_widget_class_bind_template_child (widget_class, HavenTrainingView, coverage);
  gtk_widget_class_bind_template_child (widget_class, HavenTrainingView, signposts);
  gtk_widget_class_install_action (widget_class, "training.show", "s", show_cb);
}

static void
haven_training_view_init (HavenTrainingView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_training_view_new (HavenSession *session)
{
  HavenTrainingView *self = g_object_new (HAVEN_TYPE_TRAINING_VIEW, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
