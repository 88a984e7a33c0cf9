/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-private.h"

static const HavenBy cuts[HAVEN_N_CUTS] = { HAVEN_BY_YEAR, HAVEN_BY_TERM, HAVEN_BY_HALF_TERM, HAVEN_BY_WEEK };

static guint
find_part (GArray *parts, HavenDay day)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_array_index (parts, HavenPart, i).span.last >= day)
      return i;
  g_return_val_if_reached (0);
}

static HavenCohortChunk
cut_chunk (const HavenCohortYear *self, HavenDay day, HavenDay *ret_last)
{
  HavenCohortChunk chunk = { .from = haven_register_index (day, 0), .slot = (haven_day_get_weekday (day) - 1) * HAVEN_SESSIONS_A_DAY };
  HavenDay last = G_MAXINT32;

  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++) {
    guint part = find_part (self->parts[cut], day);
    chunk.places[cut] = self->begin[cut] + part;
    last = MIN (last, g_array_index (self->parts[cut], HavenPart, part).span.last);
  }
  chunk.week = haven_week_index (day);
  chunk.n = (last - day + 1) * HAVEN_SESSIONS_A_DAY;
  chunk.inside = ((1u << chunk.n) - 1) << chunk.slot;
  *ret_last = last;
  return chunk;
}

/* For everybody who did not leave: the last school day that has begun; where a part has none, its last day (as haven_reference_day) */
static void
begin_references (HavenCohortYear *self)
{
  self->references = g_array_new (FALSE, FALSE, sizeof (HavenDay));
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++)
    for (guint i = 0; i < self->parts[cut]->len; i++)
      g_array_append_val (self->references, g_array_index (self->parts[cut], HavenPart, i).span.last);
}

static void
refer_to (HavenCohortYear *self, const HavenCohortChunk *chunk, HavenDay school_day)
{
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS && school_day != HAVEN_DAY_NONE; cut++)
    g_array_index (self->references, HavenDay, chunk->places[cut]) = school_day;
}

static void
add_chunks (HavenCohortYear *self, HavenCalendar *calendar)
{
  HavenDay last;

  self->chunks = g_array_new (FALSE, FALSE, sizeof (HavenCohortChunk));
  for (HavenDay day = self->span.first; day <= self->span.last; day = last + 1) {
    HavenCohortChunk chunk = cut_chunk (self, day, &last);

    g_array_append_val (self->chunks, chunk);
    refer_to (self, &chunk, haven_calendar_last_school_day (calendar, (HavenSpan) { day, last }));
  }
}

HavenCohortYear *
haven_cohort_year_new (HavenSchool *school, int year, HavenClock clock)
{
  HavenCohortYear *self = g_new0 (HavenCohortYear, 1);
  HavenCalendar *calendar = haven_school_get_calendar (school);

  self->year = year;
  self->span = haven_academic_year_span (year);
  self->span.last = MIN (self->span.last, clock.today);
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++) {
    self->parts[cut] = haven_parts_new (calendar, self->span, cuts[cut]);
    self->begin[cut + 1] = self->begin[cut] + self->parts[cut]->len;
  }
  g_assert (self->begin[HAVEN_N_CUTS] <= HAVEN_COHORT_PARTS);
  begin_references (self);
  add_chunks (self, calendar);
  return self;
}

static void
bin_free (HavenCohortBin *bin)
{
  g_free (bin->marks);
  g_free (bin);
}

void
haven_cohort_year_free (HavenCohortYear *self)
{
  for (guint mask = 0; mask < HAVEN_COHORT_MASKS; mask++)
    g_clear_pointer (&self->bins[mask], bin_free);
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++)
    g_array_unref (self->parts[cut]);
  g_array_unref (self->references);
  g_array_unref (self->chunks);
  g_free (self);
}

HavenCohortBin *
haven_cohort_year_get_bin (HavenCohortYear *self, guint mask)
{
  HavenCohortBin *bin = self->bins[mask];

  if (G_LIKELY (bin != NULL))
    return bin;
  bin = self->bins[mask] = g_new0 (HavenCohortBin, 1);
  bin->marks = g_malloc0 (HAVEN_COHORT_SLOTS * sizeof *bin->marks);
  return bin;
}
