/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-banner.h"

struct _HavenBanner {
  AdwBin parent_instance;

  char *button_label;
  char *action_name;

  /* template */
  GtkRevealer *revealer;
  GtkLabel *title;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (HavenBanner, haven_banner, ADW_TYPE_BIN)

enum { PROP_0, PROP_BUTTON_LABEL, PROP_ACTION_NAME, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
haven_banner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HavenBanner *self = HAVEN_BANNER (object);

  g_value_set_string (value, id == PROP_BUTTON_LABEL ? self->button_label : self->action_name);
}

static void
haven_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HavenBanner *self = HAVEN_BANNER (object);
  char **place = id == PROP_BUTTON_LABEL ? &self->button_label : &self->action_name;

  g_free (*place);
  *place = g_value_dup_string (value);
}

static void
haven_banner_finalize (GObject *object)
{
  HavenBanner *self = HAVEN_BANNER (object);

  g_free (self->button_label);
  g_free (self->action_name);
  G_OBJECT_CLASS (haven_banner_parent_class)->finalize (object);
}

static void
haven_banner_class_init (HavenBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  object_class->get_property = haven_banner_get_property;
  object_class->set_property = haven_banner_set_property;
  object_class->finalize = haven_banner_finalize;
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, "", flags);
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/window/haven-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, HavenBanner, title);
  gtk_widget_class_bind_template_child (widget_class, HavenBanner, button);
}

static void
haven_banner_init (HavenBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
haven_banner_show (HavenBanner *self, const char *title)
{
  g_return_if_fail (HAVEN_IS_BANNER (self));
  if (title != NULL)
    gtk_label_set_label (self->title, title);
  gtk_widget_set_visible (self->button, self->action_name != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), title != NULL);     /* what is over is not read aloud either */
  gtk_revealer_set_reveal_child (self->revealer, title != NULL);
}
