/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-banners.h"

#include <glib/gi18n-lib.h>
#include "haven-banner.h"

struct _HavenBanners {
  AdwBin parent_instance;

  HavenBriefing *briefing;
  gboolean on_today;

  /* template */
  HavenBanner *damage;
  HavenBanner *notice;
  HavenBanner *to_read;
  HavenBanner *backup;
  HavenBanner *marks;
  HavenBanner *sending;
};

G_DEFINE_FINAL_TYPE (HavenBanners, haven_banners, ADW_TYPE_BIN)

static char *
describe_sending (HavenBriefing *briefing)
{
  g_autofree char *words = haven_briefing_dup_waiting (briefing);
  const char *problem = haven_briefing_get_problem (briefing);

  if (problem != NULL)
    return words != NULL ? g_strdup_printf ("%s %s", problem, words) : g_strdup (problem);
  if (!haven_briefing_get_offline (briefing))
    return g_steal_pointer (&words);
  return g_strdup_printf (_("Working offline. %s"), words != NULL ? words : _("Everything here works; nothing is waiting to be sent."));
}

/* Invented records need none. */
static gboolean
wants_backup (HavenSession *session, HavenSchool *school)
{
  return haven_school_get_n_pupils (school) > 0 && !g_str_equal (haven_school_get_setting (school, "demo", ""), "yes") &&
         haven_session_may (session, HAVEN_DEED_BACK_UP) &&
         haven_session_get_backup_due (session) <= haven_session_get_clock (session).today;
}

static char *
describe_backup (HavenSession *session)
{
  HavenSchool *school = haven_session_get_school (session);
  const char *last = school != NULL ? haven_school_get_setting (school, "backup.last", NULL) : NULL;
  HavenDay day = HAVEN_DAY_NONE;
  g_autofree char *text = NULL;

  if (school == NULL || !wants_backup (session, school))
    return NULL;
  if (last == NULL || !haven_day_parse (last, &day))
    return g_strdup (_("There is no backup of these records yet."));
  text = haven_day_to_text (day);
  return g_strdup_printf (_("The last backup was made on %s."), text);
}

static void
update (HavenBanners *self)
{
  HavenSession *session = haven_briefing_get_session (self->briefing);
  g_autofree char *damage = haven_session_dup_damage (session);
  g_autofree char *to_read = haven_session_dup_to_read (session);
  g_autofree char *backup = describe_backup (session);
  const HavenAttention *attention = haven_briefing_get_attention (self->briefing);
  g_autofree char *sending = describe_sending (self->briefing);

  haven_banner_show (self->damage, damage);
  haven_banner_show (self->notice, haven_defaults_get_notice (haven_session_get_defaults (session), HAVEN_VERSION));
  haven_banner_show (self->to_read, to_read);
  haven_banner_show (self->backup, backup);
  haven_banner_show (self->marks, attention != NULL && !self->on_today ? attention->marks_sentence : NULL);
  haven_banner_show (self->sending, haven_session_may (session, HAVEN_DEED_BOOK) ? sending : NULL);
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
  gtk_widget_class_bind_template_child (widget_class, HavenBanners, damage);
  gtk_widget_class_bind_template_child (widget_class, HavenBanners, notice);
  gtk_widget_class_bind_template_child (widget_class, HavenBanners, to_read);
  gtk_widget_class_bind_template_child (widget_class, HavenBanners, backup);
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
