/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-round.h"

#include "haven-attendance.h"
#include "haven-attention.h"
#include "haven-meeting-kinds.h"

/* A child with what decides the order */
typedef struct {
  const HavenPupil *pupil;
  HavenDay last_round;
  const HavenLine *last_line;
  const HavenAttentionItem *item;
} Candidate;

void
haven_round_entry_free (HavenRoundEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->why);
  g_free (self->seen);
  g_free (self);
}

static void
find_last_round (HavenSchool *school, Candidate *candidate)
{
  HavenSlice lines = haven_school_of_pupil (school, HAVEN_TABLE_LINES, candidate->pupil->id);

  candidate->last_round = HAVEN_DAY_NONE;
  for (guint i = 0; i < lines.n; i++) {
    const HavenLine *line = lines.items[i];
    HavenDay day = haven_time_get_day (line->at);
    if (line->type != HAVEN_LINE_ROUND || day < candidate->last_round)
      continue;
    candidate->last_round = day;
    candidate->last_line = line;
  }
}

static const HavenAction *
find_last_action (HavenSchool *school, gint64 pupil_id)
{
  HavenSlice actions = haven_school_of_pupil (school, HAVEN_TABLE_ACTIONS, pupil_id);

  return actions.n > 0 ? actions.items[actions.n - 1] : NULL;
}

static const HavenAttentionItem *
find_item (HavenAttention *attention, gint64 pupil_id)
{
  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = attention->items->pdata[i];
    if (item->pupil_id == pupil_id)
      return item;
  }
  return NULL;
}

static int
rank (const Candidate *candidate)
{
  return candidate->item != NULL ? (int) candidate->item->when : HAVEN_WHEN_COMING + 1;
}

/* Now before the rest; then whom nobody spoke of for longest; then by name, as they came */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a;
  const Candidate *two = b;
  int first = (rank (one) != HAVEN_WHEN_NOW) - (rank (two) != HAVEN_WHEN_NOW);

  if (first != 0)
    return first;
  if (one->last_round != two->last_round)
    return one->last_round < two->last_round ? -1 : 1;
  return rank (one) != rank (two) ? rank (one) - rank (two) : haven_pupil_compare (&one->pupil, &two->pupil);
}

static GArray *
list_candidates (HavenSchool *school, HavenClock clock, HavenAttention *attention)
{
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));

  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    HavenStanding standing = haven_standing_on (school, pupil->id, clock.today);
    Candidate candidate = { .pupil = pupil, .item = find_item (attention, pupil->id) };
    if (!haven_pupil_is_on_roll (pupil, clock.today) || !haven_standing_is_flagged (&standing))
      continue;
    find_last_round (school, &candidate);
    g_array_append_val (candidates, candidate);
  }
  g_array_sort (candidates, compare);
  return candidates;
}

static HavenRoundEntry *
entry_new (HavenSchool *school, HavenClock clock, const Candidate *candidate)
{
  HavenRoundEntry *entry = g_new0 (HavenRoundEntry, 1);

  entry->pupil = candidate->pupil;
  entry->last_round = candidate->last_round;
  entry->last_line = candidate->last_line;
  entry->last_action = find_last_action (school, candidate->pupil->id);
  entry->why = candidate->item != NULL ? g_strdup (candidate->item->sentence) : NULL;
  entry->seen = haven_last_seen_text (school, candidate->pupil->id, clock);
  return entry;
}

GPtrArray *
haven_round_list (HavenSchool *school, HavenClock clock, guint most)
{
  g_autoptr (HavenAttention) attention = haven_attention_new (school, clock);
  g_autoptr (GArray) candidates = list_candidates (school, clock, attention);
  GPtrArray *round = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_round_entry_free);

  if (most == 0)
    most = (guint) haven_finding_number ("round", "pupils");
  for (guint i = 0; i < candidates->len && i < most; i++)
    g_ptr_array_add (round, entry_new (school, clock, &g_array_index (candidates, Candidate, i)));
  return round;
}

guint
haven_round_get_minutes (void)
{
  return (guint) haven_finding_number ("round", "minutes");
}
