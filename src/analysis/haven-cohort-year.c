/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-private.h"

static const HavenBy cuts[HAVEN_N_CUTS] = { HAVEN_BY_YEAR, HAVEN_BY_TERM, HAVEN_BY_HALF_TERM, HAVEN_BY_WEEK };

/* For everybody who did not leave: the last school day that has begun; where a part has none, its last day (as haven_reference_day) */
static GArray *
list_references (HavenCalendar *calendar, GArray *parts)
{
  GArray *references = g_array_new (FALSE, FALSE, sizeof (HavenDay));

  for (guint i = 0; i < parts->len; i++) {
    HavenSpan span = g_array_index (parts, HavenPart, i).span;
    HavenDay day = haven_calendar_last_school_day (calendar, span);

    day = day != HAVEN_DAY_NONE ? day : span.last;
    g_array_append_val (references, day);
  }
  return references;
}

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
    chunk.parts[cut] = find_part (self->parts[cut], day);
    last = MIN (last, g_array_index (self->parts[cut], HavenPart, chunk.parts[cut]).span.last);
  }
  chunk.n = (last - day + 1) * HAVEN_SESSIONS_A_DAY;
  *ret_last = last;
  return chunk;
}

static GArray *
list_chunks (const HavenCohortYear *self)
{
  GArray *chunks = g_array_new (FALSE, FALSE, sizeof (HavenCohortChunk));
  HavenDay last;

  for (HavenDay day = self->span.first; day <= self->span.last; day = last + 1) {
    HavenCohortChunk chunk = cut_chunk (self, day, &last);
    g_array_append_val (chunks, chunk);
  }
  return chunks;
}

static void
place_halves (HavenCohortYear *self)
{
  GArray *halves = self->parts[HAVEN_CUT_HALF_TERM];

  g_assert (halves->len <= HAVEN_COHORT_HALVES);
  for (guint i = 0; i < halves->len; i++)
    self->terms[i] = find_part (self->parts[HAVEN_CUT_TERM], g_array_index (halves, HavenPart, i).span.first);
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
    self->references[cut] = list_references (calendar, self->parts[cut]);
  }
  self->chunks = list_chunks (self);
  place_halves (self);
  return self;
}

static void
bin_free (HavenCohortBin *bin)
{
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++)
    g_array_unref (bin->cells[cut]);
  g_free (bin->marks);
  g_free (bin);
}

void
haven_cohort_year_free (HavenCohortYear *self)
{
  for (guint mask = 0; mask < HAVEN_COHORT_MASKS; mask++)
    g_clear_pointer (&self->bins[mask], bin_free);
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++) {
    g_array_unref (self->parts[cut]);
    g_array_unref (self->references[cut]);
  }
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
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++) {
    bin->cells[cut] = g_array_new (FALSE, TRUE, sizeof (HavenCohortCell));
    g_array_set_size (bin->cells[cut], self->parts[cut]->len);
  }
  bin->marks = g_malloc0 (HAVEN_COHORT_SLOTS * sizeof *bin->marks);
  return bin;
}
