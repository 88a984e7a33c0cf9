/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-support-figures.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-text.h"

/* ---- interventions ---- */

static HavenSupport
look_at_support (const HavenIntervention *record, HavenDay today)
{
  HavenSupport self = { .record = record, .hours = NAN };
  HavenDay last = record->last != HAVEN_DAY_NONE ? MIN (record->last, today) : today;

  self.running = haven_span_contains ((HavenSpan) { record->first, record->last }, today);
  if (record->first != HAVEN_DAY_NONE && last >= record->first)
    self.weeks = (guint) (last - record->first) / 7 + 1;
  if (record->minutes_a_week > 0)
    self.hours = self.weeks * record->minutes_a_week / 60.0;
  self.review_passed = self.running && record->review_on != HAVEN_DAY_NONE && record->review_on < today;
  self.has_outcome = !haven_text_is_empty (record->outcome);
  return self;
}

static int
compare_support (gconstpointer a, gconstpointer b)
{
  HavenDay one = ((const HavenSupport *) a)->record->first;
  HavenDay two = ((const HavenSupport *) b)->record->first;

  return (one > two) - (one < two);
}

GArray *
haven_support_of_pupil (HavenSchool *school, gint64 pupil_id, HavenClock clock)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_INTERVENTIONS, pupil_id);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenSupport));

  for (guint i = 0; i < slice.n; i++) {
    HavenSupport one = look_at_support (slice.items[i], clock.today);
    g_array_append_val (all, one);
  }
  g_array_sort (all, compare_support);
  return all;
}

static void
clear_support_count (gpointer data)
{
  g_free (((HavenSupportCount *) data)->need);
}

static guint
find_need (GArray *counts, const char *need)
{
  HavenSupportCount fresh = { 0 };

  for (guint i = 0; i < counts->len; i++)
    if (g_str_equal (g_array_index (counts, HavenSupportCount, i).need, need))
      return i;
  fresh.need = g_strdup (need);
  g_array_append_val (counts, fresh);
  return counts->len - 1;
}

static void
count_support (GArray *counts, HavenSlice slice, HavenSpan span)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < slice.n; i++) {
    const HavenIntervention *record = slice.items[i];
    HavenSupportCount *one;
    guint place;

    if (!haven_span_overlaps (span, (HavenSpan) { record->first, record->last }))
      continue;
    place = find_need (counts, record->need != NULL ? record->need : "");
    one = &g_array_index (counts, HavenSupportCount, place);
    one->records++;
    one->with_outcome += !haven_text_is_empty (record->outcome);
    one->pupils += g_hash_table_add (seen, GUINT_TO_POINTER (place + 1));
  }
}

static int
compare_support_counts (gconstpointer a, gconstpointer b)
{
  const HavenSupportCount *one = a;
  const HavenSupportCount *two = b;

  return one->pupils != two->pupils ? (int) two->pupils - (int) one->pupils : strcmp (one->need, two->need);
}

GArray *
haven_support_by_need (HavenSchool *school, GPtrArray *members, HavenSpan span)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (HavenSupportCount));

  g_array_set_clear_func (counts, clear_support_count);
  for (guint i = 0; i < members->len; i++)
    count_support (counts, haven_school_of_pupil (school, HAVEN_TABLE_INTERVENTIONS, ((HavenPupil *) members->pdata[i])->id), span);
  g_array_sort (counts, compare_support_counts);
  return counts;
}

/* ---- barriers ---- */

static gboolean
has_barrier (HavenSlice slice, const char *code, HavenSpan span)
{
  for (guint i = 0; i < slice.n; i++) {
    const HavenBarrier *barrier = slice.items[i];

    if (g_strcmp0 (barrier->code, code) == 0 && haven_span_overlaps (span, (HavenSpan) { barrier->first, barrier->last }))
      return TRUE;
  }
  return FALSE;
}

static guint
count_with_barrier (HavenSchool *school, GPtrArray *members, const char *code, HavenSpan span)
{
  guint pupils = 0;

  for (guint i = 0; i < members->len; i++)
    pupils += has_barrier (haven_school_of_pupil (school, HAVEN_TABLE_BARRIERS, ((HavenPupil *) members->pdata[i])->id), code, span);
  return pupils;
}

static int
compare_barriers (gconstpointer a, gconstpointer b)
{
  const HavenBarrierCount *one = a;
  const HavenBarrierCount *two = b;

  return one->pupils != two->pupils ? (int) two->pupils - (int) one->pupils : strcmp (one->code, two->code);
}

GArray *
haven_barriers_of_group (HavenSchool *school, GPtrArray *members, HavenSpan span)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (HavenBarrierCount));
  const char *const *codes = haven_barrier_codes ();

  for (guint i = 0; codes[i] != NULL; i++) {
    HavenBarrierCount one = { codes[i], haven_barrier_text (codes[i]), count_with_barrier (school, members, codes[i], span) };

    if (one.pupils > 0)
      g_array_append_val (counts, one);
  }
  g_array_sort (counts, compare_barriers);
  return counts;
}

/* ---- stability ---- */

static int
compare_spells (gconstpointer a, gconstpointer b)
{
  const HavenSpell *one = *(const HavenSpell *const *) a;
  const HavenSpell *two = *(const HavenSpell *const *) b;

  return (one->first > two->first) - (one->first < two->first);
}

/* In order of time, each social worker who is not the one before */
static guint
count_social_workers_seen (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id);
  g_autoptr(GPtrArray) spells = g_ptr_array_new ();
  gint64 before = 0;
  guint changes = 0;

  for (guint i = 0; i < slice.n; i++)
    if (((HavenSpell *) slice.items[i])->social_worker_id != 0)
      g_ptr_array_add (spells, slice.items[i]);
  g_ptr_array_sort (spells, compare_spells);
  for (guint i = 0; i < spells->len; i++) {
    const HavenSpell *spell = spells->pdata[i];

    changes += before != 0 && spell->social_worker_id != before && haven_span_contains (span, spell->first);
    before = spell->social_worker_id;
  }
  return changes;
}

HavenStability
haven_stability_of_pupil (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice moves = haven_school_of_pupil (school, HAVEN_TABLE_MOVES, pupil_id);
  HavenStability self = { .last = HAVEN_DAY_NONE };

  for (guint i = 0; i < moves.n; i++) {
    const HavenMove *move = moves.items[i];

    if (!haven_span_contains (span, move->day))
      continue;
    self.school += move->type == HAVEN_MOVE_SCHOOL;
    self.placement += move->type == HAVEN_MOVE_PLACEMENT;
    self.social_worker += move->type == HAVEN_MOVE_SOCIAL_WORKER;
    self.last = MAX (self.last, move->day);
  }
  self.social_worker = MAX (self.social_worker, count_social_workers_seen (school, pupil_id, span));
  return self;
}

HavenStabilityCount
haven_stability_of_group (HavenSchool *school, GPtrArray *members, HavenSpan span)
{
  HavenStabilityCount count = { .pupils = members->len };

  for (guint i = 0; i < members->len; i++) {
    HavenStability one = haven_stability_of_pupil (school, ((HavenPupil *) members->pdata[i])->id, span);

    count.moved_school += one.school > 0;
    count.moved_placement += one.placement > 0;
    count.changed_social_worker += one.social_worker > 0;
    count.two_or_more += one.school + one.placement + one.social_worker >= 2;
  }
  return count;
}

/* ---- provision ---- */

HavenProvisionNow
haven_provision_on (HavenSchool *school, gint64 pupil_id, HavenDay day)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_PROVISION, pupil_id);
  HavenProvisionNow now = { .full_time = TRUE, .since = HAVEN_DAY_NONE };

  for (guint i = 0; i < slice.n; i++) {
    const HavenProvision *one = slice.items[i];

    if (!haven_span_contains ((HavenSpan) { one->first, one->last }, day) || (now.record != NULL && one->first < now.since))
      continue;
    now = (HavenProvisionNow) { one, one->full_time, one->first };
  }
  return now;
}

char *
haven_provision_inspection_text (const HavenProvision *provision)
{
  HavenDay inspected = provision->inspected_on;
  g_autofree char *day = inspected != HAVEN_DAY_NONE ? haven_day_to_text (inspected) : g_strdup (_("date not held"));

  if (haven_text_is_empty (provision->inspection))
    return g_strdup ("");
  if (haven_text_is_empty (provision->framework))
    return g_strdup_printf (_("%s, %s, framework not held"), provision->inspection, day);
  return g_strdup_printf (_("%s, %s, %s"), provision->inspection, day, provision->framework);
}

HavenProvisionCount
haven_provision_of_group (HavenSchool *school, GPtrArray *members, HavenDay day)
{
  HavenProvisionCount count = { .pupils = members->len };

  for (guint i = 0; i < members->len; i++) {
    HavenProvisionNow now = haven_provision_on (school, ((HavenPupil *) members->pdata[i])->id, day);

    count.elsewhere += now.record != NULL;
    count.not_full_time += now.record != NULL && !now.full_time;
  }
  return count;
}

/* ---- need ---- */

HavenNeeds
haven_needs_of_group (GPtrArray *members)
{
  HavenNeeds needs = { .pupils = members->len };

  for (guint i = 0; i < members->len; i++) {
    const HavenPupil *pupil = members->pdata[i];
    needs.cells[pupil->sen][pupil->fsm]++;
  }
  return needs;
}

guint
haven_needs_sen (const HavenNeeds *self, HavenSen sen)
{
  return self->cells[sen][HAVEN_FSM_UNKNOWN] + self->cells[sen][HAVEN_FSM_NO] + self->cells[sen][HAVEN_FSM_YES];
}

guint
haven_needs_fsm (const HavenNeeds *self, HavenFsm fsm)
{
  return self->cells[HAVEN_SEN_NONE][fsm] + self->cells[HAVEN_SEN_SUPPORT][fsm] + self->cells[HAVEN_SEN_EHCP][fsm];
}

guint
haven_needs_both (const HavenNeeds *self)
{
  return self->cells[HAVEN_SEN_SUPPORT][HAVEN_FSM_YES] + self->cells[HAVEN_SEN_EHCP][HAVEN_FSM_YES];
}
