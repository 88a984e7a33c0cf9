/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-tab.h"

#include <glib/gi18n-lib.h>

#define FIGURE(name, tall) { haven_part_make_figure, haven_part_show_figure, .figure = name, .height = tall }
#define FIGURE_OF(which, name, tall) { haven_part_make_figure, haven_part_show_figure, .figure = name, .height = tall, .table = which }
#define LIST(which, words, none) { haven_part_make_list, haven_part_show_list, .table = which, .title = words, .nothing = none }
#define LIST_ASIDE(which, words, none) \
  { haven_part_make_list, haven_part_show_list, .table = which, .title = words, .nothing = none, .aside = TRUE }
#define PART(what, words, none) { haven_part_make_##what, haven_part_show_##what, .title = words, .nothing = none }
#define PART_ASIDE(what, words, none) { haven_part_make_##what, haven_part_show_##what, .title = words, .nothing = none, .aside = TRUE }

static const HavenPupilPart overview[] = {
  PART (key_figures, NULL, NULL),
  PART (attention, N_("Needs doing"), NULL),
  FIGURE ("attendance-trend", 330),
  FIGURE ("spells", 330),
  LIST_ASIDE (HAVEN_TABLE_SPELLS, N_("Status"), N_("No social worker is on record, now or before.")),
  LIST_ASIDE (HAVEN_TABLE_ACTIONS, N_("Actions"), N_("No actions.")),
  LIST_ASIDE (HAVEN_TABLE_BARRIERS, N_("Barriers to learning"), N_("None recorded.")),
};

static const HavenPupilPart attendance[] = {
  FIGURE ("pupil-calendar", 400),
  FIGURE ("before-and-after", 340),
  FIGURE ("attendance-so-far", 320),
  PART_ASIDE (absence_spells, N_("Absences, latest first"), N_("No absence this year.")),
  FIGURE ("weekday-pattern", 300),
  FIGURE ("absence-codes", 330),
  FIGURE_OF (HAVEN_TABLE_LATES, "punctuality", 300),
  FIGURE_OF (HAVEN_TABLE_PLANS, "part-time", 300),
  PART_ASIDE (codes, N_("Marks in this period"), N_("No marks.")),
  LIST_ASIDE (HAVEN_TABLE_PLANS, N_("Part-time timetables"), N_("None.")),
};

static const HavenPupilPart suspensions[] = {
  PART (suspension_counts, NULL, NULL),
  FIGURE_OF (HAVEN_TABLE_SUSPENSIONS, "suspension-limits", 320),
  FIGURE_OF (HAVEN_TABLE_SUSPENSIONS, "suspensions-by-term", 320),
  FIGURE_OF (HAVEN_TABLE_SUSPENSIONS, "suspension-reasons", 320),
  LIST (HAVEN_TABLE_SUSPENSIONS, N_("Suspensions and exclusions"), N_("None on record.")),
  LIST_ASIDE (HAVEN_TABLE_NOTICES, N_("Who was told"), N_("Nobody is recorded as told.")),
};

static const HavenPupilPart learning[] = {
  FIGURE_OF (HAVEN_TABLE_ATTAINMENT, "attainment", 330),
  LIST (HAVEN_TABLE_ATTAINMENT, N_("Attainment"), N_("No results yet.")),
  LIST (HAVEN_TABLE_INTERVENTIONS, N_("Interventions"), N_("None on record.")),
  LIST_ASIDE (HAVEN_TABLE_PROVISION, N_("Where the child learns"), N_("At this school, full time, as far as is recorded.")),
  LIST_ASIDE (HAVEN_TABLE_BARRIERS, N_("Barriers to learning"), N_("None recorded.")),
};

static const HavenPupilPart wellbeing[] = {
  FIGURE_OF (HAVEN_TABLE_SDQ, "sdq", 400),
  LIST (HAVEN_TABLE_SDQ, N_("SDQ scores"), N_("No score yet.")),
  PART_ASIDE (voice, N_("Wishes and feelings"), N_("Nothing is written down yet. It belongs to each meeting.")),
};

static const HavenPupilPart meetings[] = {
  LIST (HAVEN_TABLE_MEETINGS, N_("Meetings"), N_("No meeting is recorded.")),
  LIST_ASIDE (HAVEN_TABLE_TARGETS, N_("Targets"), N_("No targets.")),
  LIST_ASIDE (HAVEN_TABLE_ACTIONS, N_("Actions"), N_("No actions.")),
};

static const HavenPupilPart record[] = {
  PART (chronology, N_("What happened, latest first"), N_("Nothing is recorded yet.")),
  LIST_ASIDE (HAVEN_TABLE_NOTES, N_("Notes"), N_("No notes.")),
  LIST_ASIDE (HAVEN_TABLE_MOVES, N_("Changes around the child"), N_("None.")),
  LIST_ASIDE (HAVEN_TABLE_PEOPLE, N_("Contacts"), N_("No contacts are recorded.")),
};

static const HavenPupilTabSpec specs[] = {
  { "overview", N_("Overview"), overview, G_N_ELEMENTS (overview) },
  { "attendance", N_("Attendance"), attendance, G_N_ELEMENTS (attendance) },
  { "suspensions", N_("Suspensions"), suspensions, G_N_ELEMENTS (suspensions) },
  { "learning", N_("Learning"), learning, G_N_ELEMENTS (learning) },
  { "wellbeing", N_("Wellbeing"), wellbeing, G_N_ELEMENTS (wellbeing) },
  { "meetings", N_("Meetings"), meetings, G_N_ELEMENTS (meetings) },
  { "record", N_("Record"), record, G_N_ELEMENTS (record) },
};

const HavenPupilTabSpec *
haven_pupil_tab_specs (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (specs);
  return specs;
}
