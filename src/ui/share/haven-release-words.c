/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-release-words.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *code;
  const char *words;
} Word;

static const Word measures[] = {
  { "roll", N_("Children counted") },
  { "absence", N_("Absence: share of sessions missed") },
  { "suspended", N_("Suspensions in the term") },
  { "part_time", N_("Part-time timetable") },
  { "elsewhere", N_("Sessions spent elsewhere (D, B, K)") },
  { "excluded", N_("Permanent exclusion") },
  { "attainment", N_("Attainment") },
  { "sdq", N_("SDQ band") },
  { "sessions_possible", N_("Sessions possible") },
  { "sessions_attended", N_("Sessions attended") },
  { "sessions_authorised", N_("Sessions missed, authorised") },
  { "sessions_unauthorised", N_("Sessions missed, unauthorised") },
  { "half_days_suspended", N_("Half-days suspended") },
};

static const Word variables[] = {
  { "all", N_("All") }, { "status", N_("Status") }, { "phase", N_("Phase") }, { "sen", N_("SEN") }, { "fsm", N_("Free school meals") },
  { "kinship", N_("Kinship care") },
};

static const Word groups[] = {
  { "all", N_("All") }, { "CP", N_("Child protection plan") }, { "CIN", N_("Child in need plan, or no plan yet") },
  { "CLA", N_("Looked after") },
  { "previous", N_("Before") }, { "primary", N_("Primary") }, { "secondary", N_("Secondary") },
  { "N", N_("No SEN") }, { "K", N_("SEN support") }, { "E", N_("EHCP") }, { "yes", N_("Yes") }, { "no", N_("No") },
};

static const Word responses[] = {
  { "all", N_("Children") }, { "under_10", N_("Under 10%") }, { "10_to_under_50", N_("10% to under 50%") },
  { "50_and_over", /* xgettext:no-c-format */ N_("50% and over") },
  { "not_counted", N_("Not counted") }, { "0", N_("None") }, { "1", N_("One") }, { "2_or_more", N_("Two or more") }, { "none", N_("None") },
  { "up_to_6_weeks", N_("Up to six weeks") }, { "longer", N_("Longer") }, { "under_20", N_("Under 20%") },
  { "20_and_over", /* xgettext:no-c-format */ N_("20% and over") },
  { "yes", N_("Yes") }, { "no", N_("No") },
};

static char *
find (const Word *words, guint n, const char *code)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i].code, code) == 0)
      return g_strdup (_(words[i].words));
  return g_strdelimit (g_strdup (code != NULL ? code : ""), "_", ' ');
}

char *
haven_release_dup_measure (const char *measure)
{
  return find (measures, G_N_ELEMENTS (measures), measure);
}

char *
haven_release_dup_variable (const char *by)
{
  return find (variables, G_N_ELEMENTS (variables), by);
}

/* What belongs nowhere says of which list it is. */
char *
haven_release_dup_group (const char *by, const char *group)
{
  g_autofree char *variable = haven_release_dup_variable (by);

  if (g_strcmp0 (group, "other") == 0)
    return g_strdup_printf (_("%s: other"), variable);
  return find (groups, G_N_ELEMENTS (groups), group);
}

char *
haven_release_dup_response (const char *response)
{
  return find (responses, G_N_ELEMENTS (responses), response);
}

static char *
hidden_for_itself (HavenRelease *release, const HavenReleaseCell *cell, gint64 own)
{
  if (cell->response == NULL || own < 0)
    return g_strdup (haven_cell_reason_get_text (cell->reason));
  if (own >= haven_release_get_threshold (release))
    return g_strdup (_("Hidden: the group or what it leaves of others is too small."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Hidden: %d child, fewer than %u.", "Hidden: %d children, fewer than %u.", own),
                          (int) own, haven_release_get_threshold (release));
}

static char *
reason_text (HavenRelease *release, const HavenReleaseCell *cell, gint64 own)
{
  switch (cell->reason) {
  case HAVEN_CELL_PRIMARY: return hidden_for_itself (release, cell, own);
  case HAVEN_CELL_SECONDARY: return g_strdup (_("Hidden to protect another figure, which could be worked out with it."));
  case HAVEN_CELL_SMALL_GROUP: return g_strdup_printf (_("Not sent: group under %u."), haven_release_get_minimum_group (release));
  default: return g_strdup (haven_cell_reason_get_text (cell->reason));
  }
}

char *
haven_release_dup_reason (HavenRelease *release, guint index)
{
  const HavenReleaseCell *cell = haven_release_get_cell (release, index);
  const gint64 own = haven_release_get_own (release, index);
  g_autofree char *reason = reason_text (release, cell, own);

  if (own < 0 || (cell->shown && own == cell->value))
    return g_steal_pointer (&reason);
  return g_strdup_printf (_("%s\nYour own figure is %lld; it stays here."), reason, (long long) own);
}

static char *
figure_name (const HavenReleaseCell *cell)
{
  g_autofree char *measure = haven_release_dup_measure (cell->measure), *group = haven_release_dup_group (cell->by, cell->group);
  g_autofree char *response = cell->response != NULL ? haven_release_dup_response (cell->response) : NULL;

  return g_strjoin (", ", measure, group, response, NULL);
}

char *
haven_release_dup_change (const HavenReleaseChange *change)
{
  const HavenReleaseCell *cell = change->cell;
  g_autofree char *name = figure_name (cell);

  switch (change->type) {
  case HAVEN_CHANGE_SHOWN: return g_strdup_printf (_("%s: %lld, was protected"), name, (long long) cell->value);
  case HAVEN_CHANGE_PROTECTED: return g_strdup_printf (_("%s: protected, was %lld"), name, (long long) change->before);
  default: return g_strdup_printf (_("%s: %lld, was %lld"), name, (long long) cell->value, (long long) change->before);
  }
}
