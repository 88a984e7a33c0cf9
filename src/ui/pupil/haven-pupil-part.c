/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include "haven-attention-group.h"
#include "haven-figure-card.h"
#include "haven-pupil-page.h"
#include "haven-record-list.h"

#define NEEDS "haven-needs-table"

HavenSpan
haven_part_get_span (GtkWidget *widget, HavenBriefing *briefing)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  GtkWidget *page = gtk_widget_get_ancestor (widget, HAVEN_TYPE_PUPIL_PAGE);
  HavenSpan span = page != NULL ? haven_pupil_page_get_span (HAVEN_PUPIL_PAGE (page)) : (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };

  if (span.first != HAVEN_DAY_NONE)
    return span;
  return haven_default_span (haven_session_get_school (session), haven_session_get_clock (session));
}

GtkWidget *
haven_part_make_figure (const HavenPupilPart *part)
{
  GtkWidget *card = haven_figure_card_new (part->figure, part->height);

  g_object_set_data (G_OBJECT (card), NEEDS, GINT_TO_POINTER (part->table));
  return card;
}

/* A chart of nothing says less than the words beside it. */
static gboolean
has_something (GtkWidget *card, HavenSchool *school, gint64 pupil_id)
{
  HavenTable table = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (card), NEEDS));

  return table == 0 || haven_school_of_pupil (school, table, pupil_id).n > 0;
}

void
haven_part_show_figure (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenFigureSubject subject = haven_figure_subject_of_pupil (haven_session_get_school (session), haven_session_get_clock (session),
                                                              pupil_id);

  subject.span = haven_part_get_span (widget, briefing);
  haven_figure_card_offer (HAVEN_FIGURE_CARD (widget), session, FALSE);
  gtk_widget_set_visible (widget, has_something (widget, subject.school, pupil_id));
  if (gtk_widget_get_visible (widget))
    haven_figure_card_load (HAVEN_FIGURE_CARD (widget), &subject);
}

GtkWidget *
haven_part_make_list (const HavenPupilPart *part)
{
  return haven_record_list_new (part->table, _(part->title), _(part->nothing));
}

void
haven_part_show_list (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  haven_record_list_show (HAVEN_RECORD_LIST (widget), haven_briefing_get_session (briefing), pupil_id);
}

GtkWidget *
haven_part_make_attention (const HavenPupilPart *part)
{
  return g_object_new (HAVEN_TYPE_ATTENTION_GROUP, "title", _(part->title), NULL);
}

void
haven_part_show_attention (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  const HavenAttention *attention = haven_briefing_get_attention (briefing);

  if (attention != NULL)
    haven_attention_group_show_child (HAVEN_ATTENTION_GROUP (widget), attention, pupil_id, haven_briefing_get_session (briefing));
}
