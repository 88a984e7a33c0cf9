/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-reference.h"

/* Late after the register closed counts as absent, but the child was seen: it ends a stretch (practice 31) */
#define LATE_AFTER_MARK 'U'

typedef enum { SAYS_NOTHING, SAYS_THERE, SAYS_ABSENT } Says;

static Says
read_mark (guint8 mark)
{
  switch (haven_mark_classes ()[mark]) {
  case HAVEN_CLASS_PRESENT:
  case HAVEN_CLASS_APPROVED:
    return SAYS_THERE;
  case HAVEN_CLASS_AUTHORISED:
    return SAYS_ABSENT;
  case HAVEN_CLASS_UNAUTHORISED:
    return mark == LATE_AFTER_MARK ? SAYS_THERE : SAYS_ABSENT;
  default:
    return SAYS_NOTHING;
  }
}

static gboolean
was_seen_in_school (guint8 mark)
{
  return mark != 0 && strchr (haven_rule_text ("last-seen", "marks"), mark) != NULL;
}

/* Index in the register of the last mark seen in school up to index last; -1: none */
static int
find_last_seen (const guint8 *marks, int last)
{
  while (last >= 0 && !was_seen_in_school (marks[last]))
    last--;
  return last;
}

static HavenDay
find_last_seen_in_year (HavenSchool *school, gint64 pupil_id, int year, HavenDay until, int *ret_session)
{
  HavenSpan span = haven_academic_year_span (year);
  const guint8 *marks = haven_school_get_marks (school, pupil_id, year);
  int found = marks != NULL ? find_last_seen (marks, haven_register_index (MIN (until, span.last), 1)) : -1;

  if (found < 0)
    return HAVEN_DAY_NONE;
  *ret_session = found % HAVEN_SESSIONS_A_DAY;
  return span.first + found / HAVEN_SESSIONS_A_DAY;
}

HavenDay
haven_last_seen (HavenSchool *school, gint64 pupil_id, HavenDay until, int *ret_session)
{
  int year = haven_academic_year (until);
  int session = 0;
  HavenDay day = find_last_seen_in_year (school, pupil_id, year, until, &session);

  if (day == HAVEN_DAY_NONE)
    day = find_last_seen_in_year (school, pupil_id, year - 1, until, &session);
  if (day != HAVEN_DAY_NONE && ret_session != NULL)
    *ret_session = session;
  return day;
}

char *
haven_last_seen_text (HavenSchool *school, gint64 pupil_id, HavenClock clock)
{
  int session = 0;
  HavenDay day = haven_last_seen (school, pupil_id, clock.today, &session);
  g_autofree char *text = NULL;

  if (day == HAVEN_DAY_NONE)
    return g_strdup (_("Last seen in school: no present mark this year or last"));
  text = haven_half_day_to_text (day, session, clock);
  return g_strdup_printf (_("Last seen in school: %s"), text);
}

char *
haven_half_day_to_text (HavenDay day, int session, HavenClock clock)
{
  g_autofree char *text = NULL;

  if (day == clock.today)
    text = g_strdup (_("today"));
  else if (day < clock.today && clock.today - day < 7)
    text = haven_day_to_weekday (day);
  else
    text = haven_day_to_text (day);
  /* Translators: a day and one of its two sessions: "Thursday PM" */
  return g_strdup_printf (session == 0 ? _("%s AM") : _("%s PM"), text);
}

static void
add_code (HavenAbsenceSpell *spell, guint8 mark)
{
  gsize n = strlen (spell->codes);

  const char *there = strchr (spell->codes, mark);

  if (there != NULL) {
    spell->counts[there - spell->codes]++;
  } else if (n + 1 < sizeof spell->codes) {
    spell->codes[n] = mark;
    spell->counts[n] = 1;
  }
}

static void
extend_spell (HavenAbsenceSpell *spell, HavenDay day, int session, guint8 mark)
{
  if (spell->sessions == 0) {
    spell->first = day;
    spell->first_session = session;
  }
  spell->weeks += spell->sessions == 0 || haven_day_get_monday (spell->last) != haven_day_get_monday (day);
  spell->last = day;
  spell->last_session = session;
  spell->sessions++;
  spell->unauthorised += haven_mark_classes ()[mark] == HAVEN_CLASS_UNAUTHORISED;
  spell->authorised = spell->sessions - spell->unauthorised;
  add_code (spell, mark);
}

static void
end_spell (GArray *spells, HavenAbsenceSpell *spell)
{
  if (spell->sessions > 0)
    g_array_append_val (spells, *spell);
  memset (spell, 0, sizeof *spell);
}

static void
read_days (GArray *spells, HavenAbsenceSpell *spell, const guint8 *marks, HavenSpan days)
{
  int i = haven_register_index (days.first, 0);
  int n = (days.last - days.first + 1) * HAVEN_SESSIONS_A_DAY;

  for (int k = 0; k < n; k++) {
    Says says = read_mark (marks[i + k]);

    if (says == SAYS_ABSENT)
      extend_spell (spell, days.first + k / HAVEN_SESSIONS_A_DAY, k % HAVEN_SESSIONS_A_DAY, marks[i + k]);
    else if (says == SAYS_THERE)
      end_spell (spells, spell);
  }
}

/* The years of which the pupil has a register, first and last; FALSE: none */
static gboolean
get_years (HavenSchool *school, gint64 pupil_id, int *ret_first, int *ret_last)
{
  HavenSlice registers = haven_school_of_pupil (school, HAVEN_TABLE_REGISTERS, pupil_id);

  for (guint i = 0; i < registers.n; i++) {
    const HavenRegister *one = registers.items[i];
    *ret_first = i == 0 ? (int) one->year : MIN (*ret_first, (int) one->year);
    *ret_last = i == 0 ? (int) one->year : MAX (*ret_last, (int) one->year);
  }
  return registers.n > 0;
}

GArray *
haven_absence_spells (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  GArray *spells = g_array_new (FALSE, FALSE, sizeof (HavenAbsenceSpell));
  HavenAbsenceSpell spell = { 0 };
  int year, last;

  if (!get_years (school, pupil_id, &year, &last))
    return spells;
  for (; year <= last; year++) {
    const guint8 *marks = haven_school_get_marks (school, pupil_id, year);
    HavenSpan days = haven_span_intersect (span, haven_academic_year_span (year));

    if (marks != NULL && days.first <= days.last)
      read_days (spells, &spell, marks, days);
  }
  end_spell (spells, &spell);
  return spells;
}

gboolean
haven_absence_spell_is_long (const HavenAbsenceSpell *spell)
{
  return spell->sessions >= HAVEN_SESSIONS_A_DAY * haven_rule_number ("spells", "days");
}

/* Most frequent first; of those alike, the one that came first */
static int
find_most_frequent (const HavenAbsenceSpell *spell, guint *done)
{
  int best = -1;

  for (int i = 0; spell->codes[i] != '\0'; i++)
    if ((*done & 1u << i) == 0 && (best < 0 || spell->counts[i] > spell->counts[best]))
      best = i;
  if (best >= 0)
    *done |= 1u << best;
  return best;
}

char *
haven_absence_spell_mix (const HavenAbsenceSpell *spell)
{
  GString *mix = g_string_new (NULL);
  guint done = 0;
  int i;

  while ((i = find_most_frequent (spell, &done)) >= 0) {
    const HavenAttendanceCode *code = haven_attendance_code_of ((guint8) spell->codes[i]);

    g_string_append_printf (mix, "%s%u %s", mix->len > 0 ? ", " : "", spell->counts[i], code->code);
  }
  return g_string_free (mix, FALSE);
}

guint
haven_broken_weeks (HavenSchool *school, gint64 pupil_id, HavenSpan span, guint *ret_weeks)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();
  g_autoptr(GPtrArray) weeks = NULL;
  guint broken = 0, n = 0;

  g_ptr_array_add (one, (gpointer) haven_school_get_pupil (school, pupil_id));
  if (one->pdata[0] != NULL)
    weeks = haven_attendance_by (school, one, span, HAVEN_BY_WEEK, NULL);
  for (guint i = 0; weeks != NULL && i < weeks->len; i++) {
    const HavenAttendanceRow *row = weeks->pdata[i];

    n += row->figures.possible > 0;
    broken += row->figures.authorised + row->figures.unauthorised > 0;
  }
  if (ret_weeks != NULL)
    *ret_weeks = n;
  return broken;
}
