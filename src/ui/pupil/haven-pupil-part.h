/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-briefing.h"
#include <gtk/gtk.h>

/* What a tab of a pupil's page is made of. make gives the widget once; show fills it, again after each change of the school. */
typedef struct _HavenPupilPart HavenPupilPart;
struct _HavenPupilPart {
  GtkWidget *(*make) (const HavenPupilPart *part);
  void       (*show) (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
  gboolean aside;           /* in the narrow column */
  const char *figure;       /* of the report */
  int height;               /* of the figure; 0: as it likes */
  HavenTable table;         /* records of this table; a figure with one shows only where there are some */
  const char *title;
  const char *nothing;      /* said where there is none */
};

/* Which period the page that holds widget is about */
HavenSpan  haven_part_get_span    (GtkWidget *widget, HavenBriefing *briefing);

/* The parts that several tabs have */
GtkWidget *haven_part_make_figure (const HavenPupilPart *part);
void       haven_part_show_figure (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
GtkWidget *haven_part_make_list   (const HavenPupilPart *part);
void       haven_part_show_list   (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);

/* Parts of one tab */
GtkWidget *haven_part_make_key_figures       (const HavenPupilPart *part);
void       haven_part_show_key_figures       (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
GtkWidget *haven_part_make_attention         (const HavenPupilPart *part);
void       haven_part_show_attention         (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
GtkWidget *haven_part_make_absence_spells    (const HavenPupilPart *part);
void       haven_part_show_absence_spells    (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
GtkWidget *haven_part_make_codes             (const HavenPupilPart *part);
void       haven_part_show_codes             (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
GtkWidget *haven_part_make_suspension_counts (const HavenPupilPart *part);
void       haven_part_show_suspension_counts (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
GtkWidget *haven_part_make_voice             (const HavenPupilPart *part);
void       haven_part_show_voice             (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
GtkWidget *haven_part_make_chronology        (const HavenPupilPart *part);
void       haven_part_show_chronology        (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id);
