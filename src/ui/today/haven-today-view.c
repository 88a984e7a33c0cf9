/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-today-view.h"

#include <glib/gi18n-lib.h>
#include "haven-attention-group.h"
#include "haven-column-layout.h"
#include "haven-put-off-list.h"
#include "haven-state-page.h"
#include "haven-today-side.h"

struct _HavenTodayView {
  AdwBin parent_instance;

  HavenBriefing *briefing;

  /* template */
  GtkStack *stack;
  GtkLabel *date;
  HavenAttentionGroup *now;
  HavenAttentionGroup *this_week;
  HavenAttentionGroup *coming;
  HavenPutOffList *put_off;
  AdwStatusPage *clear;
  HavenTodaySide *side;
};

G_DEFINE_FINAL_TYPE (HavenTodayView, haven_today_view, ADW_TYPE_BIN)

static void
show_date (HavenTodayView *self, HavenDay today)
{
  g_autofree char *weekday = haven_day_to_weekday (today);
  g_autofree char *text = haven_day_to_text (today);
  g_autofree char *date = g_strdup_printf (_("%s %s"), weekday, text);

  gtk_label_set_label (self->date, date);
}

/* The all-clear shows only if the marks reach the last closed session: stale is not safe. */
static void
show_clear (HavenTodayView *self, const HavenAttention *attention)
{
  gboolean clear = attention->items->len == 0 && attention->reaches_now;

  gtk_widget_set_visible (GTK_WIDGET (self->clear), clear);
  if (clear)
    adw_status_page_set_description (self->clear, attention->next != NULL ? attention->next : "");
}

static void
update (HavenTodayView *self)
{
  const HavenAttention *attention = haven_briefing_get_attention (self->briefing);
  HavenSession *session = haven_briefing_get_session (self->briefing);

  show_date (self, haven_session_get_clock (session).today);
  if (attention == NULL || haven_session_get_school (session) == NULL)
    return;
  haven_attention_group_show (self->now, attention, HAVEN_WHEN_NOW, session);
  haven_attention_group_show (self->this_week, attention, HAVEN_WHEN_THIS_WEEK, session);
  haven_attention_group_show (self->coming, attention, HAVEN_WHEN_COMING, session);
  haven_put_off_list_show (self->put_off, attention, session);
  show_clear (self, attention);
  haven_today_side_show (self->side, self->briefing);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
haven_today_view_dispose (GObject *object)
{
  g_clear_object (&HAVEN_TODAY_VIEW (object)->briefing);
  G_OBJECT_CLASS (haven_today_view_parent_class)->dispose (object);
}

static void
haven_today_view_class_init (HavenTodayViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_today_view_dispose;
  g_type_ensure (HAVEN_TYPE_ATTENTION_GROUP);
  g_type_ensure (HAVEN_TYPE_COLUMN_LAYOUT);
  g_type_ensure (HAVEN_TYPE_PUT_OFF_LIST);
  g_type_ensure (HAVEN_TYPE_TODAY_SIDE);
  g_type_ensure (HAVEN_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/today/haven-today-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenTodayView, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenTodayView, date);
  gtk_widget_class_bind_template_child (widget_class, HavenTodayView, now);
  gtk_widget_class_bind_template_child (widget_class, HavenTodayView, this_week);
  gtk_widget_class_bind_template_child (widget_class, HavenTodayView, coming);
  gtk_widget_class_bind_template_child (widget_class, HavenTodayView, put_off);
  gtk_widget_class_bind_template_child (widget_class, HavenTodayView, clear);
  gtk_widget_class_bind_template_child (widget_class, HavenTodayView, side);
}

static void
haven_today_view_init (HavenTodayView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_today_view_new (HavenBriefing *briefing)
{
  HavenTodayView *self = g_object_new (HAVEN_TYPE_TODAY_VIEW, NULL);

  self->briefing = g_object_ref (briefing);
  g_signal_connect_object (briefing, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
