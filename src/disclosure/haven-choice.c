/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-choice.h"

#define WORTH 12                         /* by less than this no choice is called cheaper: sizes alone are not gone through */

/* Cells are hidden one by one, for the sake of a lesson that is not kept yet; those whose turn is over stay shown below. */
typedef struct {
  const HavenLesson *lessons;
  guint n_lessons;
  const gint64 *costs;
  guint *budget;
  HavenCellSet hidden;
  HavenCellSet shown;
  gint64 limit;
  HavenCellSet best;
  gboolean found;
} Search;

static guint64
free_word (Search *self, const HavenLesson *lesson, guint w)
{
  return lesson->hide.words[w] & ~self->shown.words[w];
}

/* Cells that are not chosen are shown. */
static gboolean
is_kept (Search *self, const HavenLesson *lesson)
{
  for (guint w = 0; w < G_N_ELEMENTS (self->hidden.words); w++)
    if ((lesson->hide.words[w] & self->hidden.words[w]) != 0 || (lesson->show.words[w] & ~self->hidden.words[w]) != 0)
      return TRUE;
  return FALSE;
}

static guint
count_free (Search *self, const HavenLesson *lesson)
{
  guint n = 0;

  for (guint w = 0; w < G_N_ELEMENTS (self->hidden.words); w++)
    n += __builtin_popcountll (free_word (self, lesson, w));
  return n;
}

static gint64
cheapest_in (Search *self, const HavenLesson *lesson)
{
  gint64 cheapest = G_MAXINT64;

  for (guint w = 0; w < G_N_ELEMENTS (self->hidden.words); w++)
    for (guint64 word = free_word (self, lesson, w); word != 0; word &= word - 1)
      cheapest = MIN (cheapest, self->costs[64 * w + __builtin_ctzll (word)]);
  return cheapest;
}

/* The lesson not kept with the fewest ways out; and what keeping all of them costs at least, by lessons that share no cell. */
static const HavenLesson *
find_broken (Search *self, gint64 *ret_least)
{
  const HavenLesson *narrowest = NULL;
  HavenCellSet taken = { 0 };
  guint fewest = G_MAXUINT;

  *ret_least = 0;
  for (guint i = 0; i < self->n_lessons; i++) {
    const HavenLesson *lesson = &self->lessons[i];
    guint n;

    if (is_kept (self, lesson))
      continue;
    n = count_free (self, lesson);
    if (n < fewest) {
      fewest = n;
      narrowest = lesson;
    }
    if (n == 0 || haven_cell_set_meets (&taken, &lesson->hide) || haven_cell_set_meets (&self->hidden, &lesson->show))
      continue;
    *ret_least += cheapest_in (self, lesson);
    for (guint w = 0; w < G_N_ELEMENTS (taken.words); w++)
      taken.words[w] |= free_word (self, lesson, w);
  }
  return narrowest;
}

static void
spend (guint *budget, guint steps)
{
  *budget -= MIN (*budget, steps);
}

/* How many lessons that are not kept would be with the cell hidden. */
static guint
count_helped (Search *self, guint cell)
{
  guint n = 0;

  spend (self->budget, self->n_lessons);
  for (guint i = 0; i < self->n_lessons; i++)
    n += haven_cell_set_has (&self->lessons[i].hide, cell) && !is_kept (self, &self->lessons[i]);
  return n;
}

/* A cell of the lesson that helps the most others, of those not set yet. */
static gboolean
find_cell (Search *self, const HavenLesson *lesson, guint *ret_cell)
{
  gint64 best = -1;

  for (guint w = 0; w < G_N_ELEMENTS (self->hidden.words); w++)
    for (guint64 word = free_word (self, lesson, w); word != 0; word &= word - 1) {
      const guint cell = 64 * w + __builtin_ctzll (word);
      const gint64 helped = count_helped (self, cell);

      if (helped > best) {
        best = helped;
        *ret_cell = cell;
      }
    }
  return best >= 0;
}

static void
search_below (Search *self, gint64 cost)
{
  const HavenCellSet shown = self->shown;
  gint64 least;
  const HavenLesson *broken = find_broken (self, &least);
  guint cell;

  spend (self->budget, self->n_lessons);
  if (cost + least > self->limit - WORTH || *self->budget == 0)
    return;
  if (broken == NULL) {
    self->limit = cost;
    self->best = self->hidden;
    self->found = TRUE;
    return;
  }
  while (find_cell (self, broken, &cell)) {
    const guint64 bit = G_GUINT64_CONSTANT (1) << cell % 64;

    self->hidden.words[cell / 64] |= bit;
    search_below (self, cost + self->costs[cell]);
    self->hidden.words[cell / 64] &= ~bit;
    self->shown.words[cell / 64] |= bit;
  }
  self->shown = shown;
}

/* What is asked of the cells of one variable does not touch those of another, once everybody's cells are settled: each is solved alone. */
typedef struct {
  GArray *lessons;                       /* HavenLesson, all */
  const gint64 *costs;
  guint n_first;
  guint *budget;
  HavenCellSet hidden;
  HavenCellSet shown;
  gint64 limit;
  HavenCellSet best;
  gboolean found;
} Whole;

static void
join (HavenCellSet *self, const HavenCellSet *other)
{
  for (guint w = 0; w < G_N_ELEMENTS (self->words); w++)
    self->words[w] |= other->words[w];
}

/* The lesson as it stands now that some cells are settled; FALSE: it is kept. */
static gboolean
settle (Whole *self, HavenLesson *lesson)
{
  if (haven_cell_set_meets (&lesson->hide, &self->hidden) || haven_cell_set_meets (&lesson->show, &self->shown))
    return FALSE;
  for (guint w = 0; w < G_N_ELEMENTS (lesson->hide.words); w++) {
    lesson->hide.words[w] &= ~self->shown.words[w];
    lesson->show.words[w] &= ~self->hidden.words[w];
  }
  return TRUE;
}

/* Takes the lessons that hang together with the first out of the open ones. */
static GArray *
take_component (GArray *open)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (HavenLesson));
  HavenCellSet cells = { 0 };
  gboolean grown = TRUE;

  g_array_append_vals (taken, open->data, 1);
  g_array_remove_index (open, 0);
  join (&cells, &g_array_index (taken, HavenLesson, 0).hide);
  join (&cells, &g_array_index (taken, HavenLesson, 0).show);
  while (grown) {
    grown = FALSE;
    for (guint i = open->len; i-- > 0;) {
      const HavenLesson lesson = g_array_index (open, HavenLesson, i);

      if (!haven_cell_set_meets (&cells, &lesson.hide) && !haven_cell_set_meets (&cells, &lesson.show))
        continue;
      join (&cells, &lesson.hide);
      join (&cells, &lesson.show);
      g_array_append_val (taken, lesson);
      g_array_remove_index (open, i);
      grown = TRUE;
    }
  }
  return taken;
}

static gint64
cost_of (Whole *self, const HavenCellSet *cells)
{
  gint64 cost = 0;

  for (guint w = 0; w < G_N_ELEMENTS (cells->words); w++)
    for (guint64 word = cells->words[w]; word != 0; word &= word - 1)
      cost += self->costs[64 * w + __builtin_ctzll (word)];
  return cost;
}

static GPtrArray *
list_components (Whole *self)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (HavenLesson));
  GPtrArray *components = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < self->lessons->len; i++) {
    HavenLesson lesson = g_array_index (self->lessons, HavenLesson, i);

    if (settle (self, &lesson))
      g_array_append_val (open, lesson);
  }
  while (open->len > 0)
    g_ptr_array_add (components, take_component (open));
  return components;
}

static Search
search_of (Whole *self, GArray *component)
{
  return (Search){ .lessons = (const HavenLesson *) component->data, .n_lessons = component->len, .costs = self->costs,
                   .budget = self->budget };
}

static gint64
least_of (Whole *self, GArray *component)
{
  Search search = search_of (self, component);
  gint64 least;

  find_broken (&search, &least);
  return least;
}

static void
solve_components (Whole *self)
{
  g_autoptr (GPtrArray) components = list_components (self);
  HavenCellSet chosen = self->hidden;
  gint64 cost = cost_of (self, &chosen);

  for (guint i = 0; i < components->len; i++)
    cost += least_of (self, g_ptr_array_index (components, i));
  for (guint i = 0; i < components->len; i++) {
    Search part = search_of (self, g_ptr_array_index (components, i));

    cost -= least_of (self, g_ptr_array_index (components, i));
    part.limit = self->limit - cost;
    search_below (&part, 0);
    if (!part.found)
      return;
    join (&chosen, &part.best);
    cost += part.limit;
  }
  if (cost > self->limit - WORTH)
    return;
  self->limit = cost;
  self->best = chosen;
  self->found = TRUE;
}

static void
settle_first (Whole *self, guint cell)
{
  const guint64 bit = G_GUINT64_CONSTANT (1) << cell % 64;

  if (cost_of (self, &self->hidden) > self->limit - WORTH || *self->budget == 0)
    return;
  if (cell == self->n_first) {
    solve_components (self);
    return;
  }
  self->shown.words[cell / 64] |= bit;
  settle_first (self, cell + 1);
  self->shown.words[cell / 64] &= ~bit;
  self->hidden.words[cell / 64] |= bit;
  settle_first (self, cell + 1);
  self->hidden.words[cell / 64] &= ~bit;
}

gboolean
haven_choice_find (GArray *lessons, const HavenChoice *choice, guint *budget, HavenCellSet *ret_chosen)
{
  Whole self = { .lessons = lessons, .costs = choice->costs, .n_first = choice->n_first, .budget = budget, .limit = choice->limit };

  settle_first (&self, 0);
  if (self.found)
    *ret_chosen = self.best;
  return self.found;
}
