/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-child-preview.h"

#include <glib/gi18n-lib.h>
#include "haven-attendance.h"
#include "haven-chart-view.h"
#include "haven-figure.h"
#include "haven-words.h"

struct _HavenChildPreview {
  AdwBin parent_instance;

  gint64 pupil_id;

  /* template */
  GtkLabel *name;
  GtkLabel *about;
  GtkLabel *seen;
  GtkLabel *attendance;
  AdwBin *spark;
  GtkLabel *attention;
};

G_DEFINE_FINAL_TYPE (HavenChildPreview, haven_child_preview, ADW_TYPE_BIN)

static void
open_cb (HavenChildPreview *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-child", "(xs)", self->pupil_id, "");
}

static void
close_cb (HavenChildPreview *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static char *
list_attention (const HavenAttention *attention, gint64 pupil_id)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; attention != NULL && i < attention->items->len; i++) {
    const HavenAttentionItem *item = g_ptr_array_index (attention->items, i);

    if (item->pupil_id == pupil_id)
      g_string_append_printf (text, "%s• %s", text->len > 0 ? "\n" : "", item->sentence);
  }
  if (text->len == 0)
    g_string_append (text, _("Nothing needs doing."));
  return g_string_free (text, FALSE);
}

static void
show_spark (HavenChildPreview *self, HavenSchool *school, HavenClock clock)
{
  g_autoptr (HavenChart) chart = haven_figure_spark (school, clock, self->pupil_id);
  GtkWidget *view = haven_chart_view_new_spark ();

  g_object_set (view, "height", 48, NULL);
  haven_chart_view_set_chart (HAVEN_CHART_VIEW (view), chart);
  adw_bin_set_child (self->spark, view);
}

static void
haven_child_preview_class_init (HavenChildPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/children/haven-child-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenChildPreview, name);
  gtk_widget_class_bind_template_child (widget_class, HavenChildPreview, about);
  gtk_widget_class_bind_template_child (widget_class, HavenChildPreview, seen);
  gtk_widget_class_bind_template_child (widget_class, HavenChildPreview, attendance);
  gtk_widget_class_bind_template_child (widget_class, HavenChildPreview, spark);
  gtk_widget_class_bind_template_child (widget_class, HavenChildPreview, attention);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
haven_child_preview_init (HavenChildPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
haven_child_preview_show (HavenChildPreview *self, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenSchool *school = haven_session_get_school (session);
  HavenClock clock = haven_session_get_clock (session);
  const HavenPupil *pupil = school != NULL ? haven_school_get_pupil (school, pupil_id) : NULL;
  HavenStanding standing;
  HavenAttendance figures;
  g_autofree char *name = NULL, *about = NULL, *seen = NULL, *percent = NULL, *attention = NULL;

  g_return_if_fail (HAVEN_IS_CHILD_PREVIEW (self));
  if (pupil == NULL)
    return;
  self->pupil_id = pupil_id;
  standing = haven_standing_on (school, pupil_id, clock.today);
  figures = haven_attendance_of_pupil (school, pupil_id, haven_default_span (school, clock));
  name = haven_pupil_dup_name (pupil);
  about = haven_words_child (pupil, &standing);
  seen = haven_last_seen_text (school, pupil_id, clock);
  percent = haven_words_percent (haven_attendance_percent (&figures));
  attention = list_attention (haven_briefing_get_attention (briefing), pupil_id);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->about, about);
  gtk_label_set_label (self->seen, seen);
  gtk_label_set_label (self->attendance, percent);
  gtk_label_set_label (self->attention, attention);
  show_spark (self, school, clock);
}
