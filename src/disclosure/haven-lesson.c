/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-lesson.h"

#include <string.h>

#include "proof/haven-assumption.h"
#include "proof/haven-region.h"

#define NOWHERE G_MAXUINT
#define BUDGET G_GUINT64_CONSTANT (500000000)

/* A hidden count, or the others of its group: terms and offset. */
typedef struct {
  guint cell;
  HavenSummand terms[2];
  guint n_terms;
  gint64 offset;
} Question;

typedef struct {
  HavenPattern *pattern;
  HavenRegion *region;
  guint *places;                         /* a cell's number among the spare ones; NOWHERE */
  GPtrArray *tables;                     /* gint64 *: seen so far */
  GArray *lessons;
  guint n_cells;
  gboolean learnt;
} Pupil;

void
haven_cell_set_add (HavenCellSet *self, guint i)
{
  self->words[i / 64] |= G_GUINT64_CONSTANT (1) << i % 64;
}

gboolean
haven_cell_set_has (const HavenCellSet *self, guint i)
{
  return (self->words[i / 64] >> i % 64 & 1) != 0;
}

gboolean
haven_cell_set_meets (const HavenCellSet *self, const HavenCellSet *other)
{
  for (guint w = 0; w < G_N_ELEMENTS (self->words); w++)
    if ((self->words[w] & other->words[w]) != 0)
      return TRUE;
  return FALSE;
}

static Question
question_of_cell (guint cell)
{
  return (Question){ cell, { { cell, 1 } }, 1, 0 };
}

static Question
question_of_others (HavenPattern *pattern, guint cell)
{
  const guint group = haven_pattern_get_group (pattern, cell);
  Question others = { cell, { { cell, -1 } }, 1, 0 };

  if (haven_pattern_is_hidden (pattern, group))
    others.terms[others.n_terms++] = (HavenSummand){ group, 1 };
  else
    others.offset = haven_pattern_get_truth (pattern, group);
  return others;
}

static gint64
value_in (const Question *question, const gint64 *table)
{
  gint64 value = question->offset;

  for (guint i = 0; i < question->n_terms; i++)
    value += question->terms[i].times * table[question->terms[i].cell];
  return value;
}

static gboolean
was_seen (Pupil *self, const Question *question, gint64 from, gint64 to)
{
  for (guint i = 0; i < self->tables->len; i++) {
    const gint64 value = value_in (question, g_ptr_array_index (self->tables, i));

    if (value >= from && value <= to)
      return TRUE;
  }
  return FALSE;
}

/* The end of what the question can come out as, a table that has it, and the shown cells that the proof of it needs. */
static gboolean
find_end (Pupil *self, const Question *question, gboolean greatest, gint64 **ret_table, HavenLesson *lesson)
{
  gint64 *table = g_new0 (gint64, self->n_cells);
  g_autofree gint64 *shares = g_new0 (gint64, self->n_cells);
  HavenSummand terms[2] = { question->terms[0], question->terms[1] };
  HavenBound bound;

  g_ptr_array_add (self->tables, table);
  for (guint i = 0; greatest && i < question->n_terms; i++)
    terms[i].times = -terms[i].times;
  if (!haven_region_minimise (self->region, terms, question->n_terms, table, &bound))
    return FALSE;
  *ret_table = table;
  if (bound.open)
    return TRUE;
  haven_region_list_shares (self->region, shares);
  for (guint cell = 0; cell < self->n_cells; cell++)
    if (shares[cell] != 0 && self->places[cell] != NOWHERE && !haven_pattern_is_hidden (self->pattern, cell))
      haven_cell_set_add (&lesson->hide, self->places[cell]);
  return TRUE;
}

static gboolean
is_within (const HavenCellSet *self, const HavenCellSet *other)
{
  for (guint w = 0; w < G_N_ELEMENTS (self->words); w++)
    if ((self->words[w] & ~other->words[w]) != 0)
      return FALSE;
  return TRUE;
}

/* Unless one that asks more is known; and for all those that ask less. */
static void
add_lesson (GArray *lessons, const HavenLesson *lesson)
{
  for (guint i = lessons->len; i-- > 0;) {
    const HavenLesson *known = &g_array_index (lessons, HavenLesson, i);

    if (is_within (&known->hide, &lesson->hide) && is_within (&known->show, &lesson->show))
      return;
    if (is_within (&lesson->hide, &known->hide) && is_within (&lesson->show, &known->show))
      g_array_remove_index_fast (lessons, i);
  }
  g_array_append_vals (lessons, lesson, 1);
}

/* Or the cell itself is not hidden at all. */
static void
excuse (Pupil *self, guint cell, HavenLesson *lesson)
{
  if (self->places[cell] != NOWHERE)
    haven_cell_set_add (&lesson->show, self->places[cell]);
}

/* A large figure may have its least at the threshold or above, too: where one of those that make room for this table is shown. */
static void
excuse_large (Pupil *self, const gint64 *table, HavenLesson *lesson)
{
  for (guint cell = 0; cell < self->n_cells; cell++)
    if (self->places[cell] != NOWHERE && haven_pattern_is_hidden (self->pattern, cell) &&
        table[cell] != haven_pattern_get_truth (self->pattern, cell))
      haven_cell_set_add (&lesson->show, self->places[cell]);
}

static gint64
truth_of (Pupil *self, const Question *question)
{
  const gint64 *truth = (const gint64 *) self->pattern->truth->values->data;
  const guint group = haven_pattern_get_group (self->pattern, question->cell);

  if (question->terms[0].times > 0)
    return truth[question->cell];
  return truth[group] - truth[question->cell];
}

static gboolean
learn_low (Pupil *self, const Question *question, gint64 *ret_low, HavenLesson *lesson)
{
  const gint64 threshold = self->pattern->truth->threshold;
  gint64 *table;

  if (was_seen (self, question, 0, 0)) {
    *ret_low = 0;
    return TRUE;
  }
  if (!find_end (self, question, FALSE, &table, lesson))
    return FALSE;
  *ret_low = value_in (question, table);
  if (*ret_low > 0 && *ret_low < threshold) {
    HavenLesson low = *lesson;

    excuse (self, question->cell, &low);
    if (truth_of (self, question) >= threshold)
      excuse_large (self, table, &low);
    add_lesson (self->lessons, &low);
    self->learnt = TRUE;
  }
  return TRUE;
}

static void
learn_from (Pupil *self, Question question)
{
  const gint64 threshold = self->pattern->truth->threshold;
  HavenLesson lesson = { 0 };
  gint64 *table;
  gint64 low;

  if (!learn_low (self, &question, &low, &lesson) || was_seen (self, &question, low + threshold, G_MAXINT64))
    return;
  if (low == 0)
    lesson = (HavenLesson){ 0 };
  if (!find_end (self, &question, TRUE, &table, &lesson) || value_in (&question, table) >= low + threshold)
    return;
  excuse (self, question.cell, &lesson);
  add_lesson (self->lessons, &lesson);
  self->learnt = TRUE;
}

static void
learn_all (Pupil *self, guint block)
{
  g_autoptr (GArray) own = haven_block_list_cells (self->pattern->truth, block);

  for (guint i = 0; i < own->len; i++) {
    const guint cell = g_array_index (own, guint, i);

    if (!haven_pattern_is_hidden (self->pattern, cell))
      continue;
    if (haven_release_file_has_somebody (self->pattern->published, cell)) {
      if (!haven_release_file_is_zero_ok (self->pattern->published, cell))
        learn_from (self, question_of_cell (cell));
      continue;
    }
    learn_from (self, question_of_cell (cell));
    learn_from (self, question_of_others (self->pattern, cell));
  }
}

/* TRUE: something was learnt. */
static gboolean
learn (HavenPattern *pattern, guint block, GArray *lessons, guint *places)
{
  guint64 budget = BUDGET;
  guint broken;
  g_autoptr (HavenRegion) region = haven_region_new (pattern->published, block, &budget, &broken);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  Pupil self = { pattern, region, places, tables, lessons, pattern->truth->values->len };

  if (region == NULL)
    return FALSE;
  g_ptr_array_add (tables, g_memdup2 (haven_region_get_table (region), sizeof (gint64) * self.n_cells));
  learn_all (&self, block);
  return self.learnt;
}

gboolean
haven_lesson_learn (HavenPattern *pattern, guint block, GArray *spare, GArray *lessons)
{
  g_autofree guint *places = g_new (guint, pattern->truth->values->len);
  GArray *known;
  gboolean learnt;

  memset (places, 0xff, sizeof (guint) * pattern->truth->values->len);
  for (guint i = 0; i < spare->len; i++)
    places[g_array_index (spare, guint, i)] = i;
  learnt = learn (pattern, block, lessons, places);
  known = haven_assumption_make (pattern->published, block);
  if (known != NULL)
    learnt |= learn (pattern, block, lessons, places);
  haven_assumption_drop (pattern->published, known);
  return learnt;
}
