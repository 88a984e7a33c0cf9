/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-banners.h"

#include <glib/gi18n-lib.h>
#include "haven-banner.h"

struct _HavenBanners {
  AdwBin parent_instance;

  HavenBriefing *briefing;
  gboolean on_today;

  /* template */
  HavenBanner *marks;
  HavenBanner *sending;
};

G_DEFINE_FINAL_TYPE (HavenBanners, haven_banners, ADW_TYPE_BIN)

static char *
describe_sending (HavenBriefing *briefing)
{
  g_autofree char *words = haven_briefing_dup_waiting (briefing);

  if (!haven_briefing_get_offline (briefing))
    return g_steal_pointer (&words);
  return g_strdup_printf (_("Working offline. %s"), words != NULL ? words : _("Everything here works; nothing is waiting to be sent."));
}

static void
update (HavenBanners *self)
{
  const HavenAttention *attention = haven_briefing_get_attention (self->briefing);
  g_autofree char *sending = describe_sending (self->briefing);

  haven_banner_show (self->marks, attention != NULL && !self->on_today ? attention->marks_sentence : NULL);
  haven_banner_show (self->sending, sending);
}

static void
haven_banners_dispose (GObject *object)
{
  g_clear_object (&HAVEN_BANNERS (object)->briefing);
  G_OBJECT_CLASS (haven_banners_parent_class)->dispose (object);
}

static void
haven_banners_class_init (HavenBannersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_banners_dispose;
  g_type_ensure (HAVEN_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/window/haven-banners.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenBanners, marks);
  gtk_widget_class_bind_template_child (widget_class, HavenBanners, sending);
}

static void
haven_banners_init (HavenBanners *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
haven_banners_set_briefing (HavenBanners *self, HavenBriefing *briefing)
{
  g_return_if_fail (HAVEN_IS_BANNERS (self) && self->briefing == NULL);
  self->briefing = g_object_ref (briefing);
  g_signal_connect_object (briefing, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
haven_banners_set_view (HavenBanners *self, const char *view)
{
  g_return_if_fail (HAVEN_IS_BANNERS (self));
  self->on_today = g_strcmp0 (view, "today") == 0;
  update (self);
}
