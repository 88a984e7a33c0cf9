/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-suspension-figures.h"

/* What lasted from when to when in a child's year: social care, absence, suspension and part-time, support. */
enum { LANE_CARE, LANE_ABSENCE, LANE_AWAY, LANE_SUPPORT, N_LANES };

typedef struct {
  int lane;
  HavenSpan span;
  char *label;
  char *explain;
} Stretch;

typedef struct {
  HavenFigureRun *run;
  GArray *stretches;
  guint n_absences;
  HavenAbsenceSpell longest;
} SpellRun;

static void
clear_stretch (gpointer data)
{
  g_free (((Stretch *) data)->label);
  g_free (((Stretch *) data)->explain);
}

/* Takes the texts. What is still open goes on to the end of what is shown. */
static void
add_stretch (SpellRun *spells, int lane, HavenSpan span, char *label, char *explain)
{
  Stretch stretch = { lane, span, label, explain };

  if (span.last == HAVEN_DAY_NONE || span.last > spells->run->span.last)
    stretch.span.last = spells->run->span.last;
  if (span.first == HAVEN_DAY_NONE || span.first > stretch.span.last || stretch.span.last < spells->run->span.first)
    clear_stretch (&stretch);
  else
    g_array_append_val (spells->stretches, stretch);
}

static char *
sessions_text (guint sessions)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u session", "%u sessions", sessions), sessions);
}

static void
add_absences (SpellRun *spells)
{
  g_autoptr (GArray) absences = haven_absence_spells (spells->run->school, spells->run->pupil->id, spells->run->span);

  for (guint i = 0; i < absences->len; i++) {
    const HavenAbsenceSpell *spell = &g_array_index (absences, HavenAbsenceSpell, i);
    g_autofree char *codes = haven_absence_spell_mix (spell);
    if (spell->sessions > spells->longest.sessions)
      spells->longest = *spell;
    add_stretch (spells, LANE_ABSENCE, (HavenSpan) { spell->first, spell->last }, sessions_text (spell->sessions),
                 g_strdup_printf (_("%s; unauthorised: %u"), codes, spell->unauthorised));
  }
  spells->n_absences = absences->len;
}

static void
add_care (SpellRun *spells)
{
  HavenSlice slice = haven_school_of_pupil (spells->run->school, HAVEN_TABLE_SPELLS, spells->run->pupil->id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenSpell *spell = slice.items[i];
    add_stretch (spells, LANE_CARE, (HavenSpan) { spell->first, spell->last }, g_strdup (haven_figure_status_label (spell->status)),
                 g_strdup (haven_status_text (spell->status)));
  }
}

static void
add_suspensions (SpellRun *spells)
{
  HavenSlice slice = haven_school_of_pupil (spells->run->school, HAVEN_TABLE_SUSPENSIONS, spells->run->pupil->id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *suspension = slice.items[i];
    g_autofree char *days = haven_unit_format (HAVEN_UNIT_NUMBER, suspension->sessions / 2.0);
    HavenSpan span = { suspension->first, HAVEN_DAY_NONE };
    if (suspension->cancelled_on != HAVEN_DAY_NONE)
      continue;
    if (suspension->type != HAVEN_PERMANENT)
      span.last = haven_suspension_get_last (spells->run->school, suspension);
    add_stretch (spells, LANE_AWAY, span, suspension->type == HAVEN_PERMANENT ? g_strdup (_("Excluded"))
                                                                            : g_strdup_printf (_("%s days"), days),
                 g_strdup_printf (_("Suspended: %s"), suspension->reason != NULL ? suspension->reason : _("no reason recorded")));
  }
}

static void
add_plans (SpellRun *spells)
{
  HavenSlice slice = haven_school_of_pupil (spells->run->school, HAVEN_TABLE_PLANS, spells->run->pupil->id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenPlan *plan = slice.items[i];
    g_autofree char *hours = haven_unit_format (HAVEN_UNIT_NUMBER, plan->minutes_a_week / 60.0);
    add_stretch (spells, LANE_AWAY, (HavenSpan) { plan->first, plan->ended_on }, g_strdup_printf (_("Part-time, %s hours"), hours),
                 g_strdup_printf (_("Part-time timetable of %s hours a week"), hours));
  }
}

static void
add_support (SpellRun *spells)
{
  HavenSlice slice = haven_school_of_pupil (spells->run->school, HAVEN_TABLE_INTERVENTIONS, spells->run->pupil->id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenIntervention *support = slice.items[i];
    add_stretch (spells, LANE_SUPPORT, (HavenSpan) { support->first, support->last },
                 g_strdup (support->what != NULL ? support->what : _("Support")), g_strdup (support->need));
  }
}

static int
compare_stretches (gconstpointer a, gconstpointer b)
{
  const Stretch *one = a;
  const Stretch *other = b;

  if (one->span.first != other->span.first)
    return one->span.first - other->span.first;
  return one->lane - other->lane;
}

/* Two that begin on one day in one lane are told as one */
static void
put_stretches (SpellRun *spells)
{
  const Stretch *before = NULL;

  g_array_sort (spells->stretches, compare_stretches);
  for (guint i = 0; i < spells->stretches->len; i++) {
    Stretch *stretch = &g_array_index (spells->stretches, Stretch, i);
    if (before != NULL && before->lane == stretch->lane && before->span.first == stretch->span.first) {
      char *both = g_strdup_printf ("%s; %s", before->label, stretch->label);
      g_free (stretch->label);
      stretch->label = both;
      stretch->span.last = MAX (stretch->span.last, before->span.last);
    }
    if (before == NULL || before->span.first != stretch->span.first)
      haven_chart_draft_add_category (spells->run->draft, NULL, stretch->span.first);
    haven_chart_draft_put (spells->run->draft, (guint) stretch->lane, stretch->span.last - stretch->span.first + 1, stretch->label,
                           stretch->explain);
    before = stretch;
  }
}

static void
set_words (SpellRun *spells)
{
  HavenFigureRun *run = spells->run;
  g_autofree char *who = haven_pupil_dup_initials (run->pupil);
  g_autofree char *span = haven_figure_span_text (run->span);

  if (spells->n_absences > 0) {
    g_autofree char *from = haven_day_to_text (spells->longest.first);
    g_autofree char *length = sessions_text (spells->longest.sessions);
    haven_figure_set_title (run, _("%s: longest absence %s, from %s"), who, length, from);
  } else {
    haven_figure_set_title (run, _("%s has not been absent"), who);
  }
  haven_figure_set_subtitle (run, _("%s, what lasted from when to when, %s; n = %u absences"), who, span, spells->n_absences);
}

gboolean
haven_figure_fill_spells (HavenFigureRun *run, GError **error)
{
  SpellRun spells = { .run = run, .stretches = g_array_new (FALSE, FALSE, sizeof (Stretch)) };

  g_array_set_clear_func (spells.stretches, clear_stretch);
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Days"));
  haven_chart_draft_set_axis (run->draft, _("Kind"));
  haven_chart_draft_set_span (run->draft, run->span);
  haven_chart_draft_add_series (run->draft, _("Social care"));
  haven_chart_draft_add_series (run->draft, _("Absence"));
  haven_chart_draft_add_series (run->draft, _("Suspended, part-time"));
  haven_chart_draft_add_series (run->draft, _("Support"));
  add_care (&spells);
  add_absences (&spells);
  add_suspensions (&spells);
  add_plans (&spells);
  add_support (&spells);
  put_stretches (&spells);
  set_words (&spells);
  haven_figure_add_meetings (run);
  g_array_unref (spells.stretches);
  return TRUE;
}
