/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attacker.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PATIENCE 3000
#define FAR G_GINT64_CONSTANT (100000000)

typedef struct {
  char *measure, *by, *group, *response; /* response NULL: a magnitude */
  gint64 value;
} Figure;

/* total = the sum of the parts */
typedef struct {
  guint total;
  GArray *parts;                         /* guint */
  guint piece;                           /* of its hidden figures */
} Sum;

struct _Attacker {
  GArray *figures;                       /* Figure */
  GArray *sums;                          /* Sum */
  guint *pieces;                         /* figures with the same number hang together */
  gint64 *low, *high;
  gint64 *first_low, *first_high;        /* before anything is tried */
  GPtrArray *tables;                     /* gint64 *: what fitted once, of any piece */
  GArray *tables_of;                     /* guint: the piece that a table is good for */
  guint patience;
  gboolean upwards;                      /* the lower half is tried first */
};

static Figure *
figure_at (Attacker *self, guint i)
{
  return &g_array_index (self->figures, Figure, i);
}

static void
clear_figure (Figure *figure)
{
  g_free (figure->measure);
  g_free (figure->by);
  g_free (figure->group);
  g_free (figure->response);
}

static void
clear_sum (Sum *sum)
{
  g_array_unref (sum->parts);
}

static void
read_figures (Attacker *self, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *object = json_array_get_object_element (array, i);
    JsonNode *value = json_object_get_member (object, "value");
    Figure figure = {
      g_strdup (json_object_get_string_member (object, "measure")), g_strdup (json_object_get_string_member (object, "by")),
      g_strdup (json_object_get_string_member (object, "group")), NULL, -1,
    };

    if (json_object_has_member (object, "response"))
      figure.response = g_strdup (json_object_get_string_member (object, "response"));
    if (json_node_get_value_type (value) == G_TYPE_INT64)
      figure.value = json_node_get_int (value);
    g_array_append_val (self->figures, figure);
  }
}

static int
find (Attacker *self, const char *measure, const char *by, const char *group, const char *response)
{
  for (guint i = 0; i < self->figures->len; i++) {
    const Figure *f = figure_at (self, i);

    if (g_str_equal (f->measure, measure) && g_str_equal (f->by, by) && g_str_equal (f->group, group) &&
        g_strcmp0 (f->response, response) == 0)
      return i;
  }
  return -1;
}

static Sum *
add_sum (Attacker *self, guint total)
{
  Sum sum = { total, g_array_new (FALSE, FALSE, sizeof (guint)) };

  g_array_append_val (self->sums, sum);
  return &g_array_index (self->sums, Sum, self->sums->len - 1);
}

/* "The groups of a response sum to all": for every figure of everybody, and every variable that the measure has. */
static void
add_group_sums (Attacker *self, guint total)
{
  const Figure *all = figure_at (self, total);
  g_autoptr (GHashTable) by = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->figures->len; i++) {
    const Figure *f = figure_at (self, i);
    Sum *sum;

    if (!g_str_equal (f->measure, all->measure) || g_strcmp0 (f->response, all->response) != 0 || g_str_equal (f->by, "all") ||
        !g_hash_table_add (by, f->by))
      continue;
    sum = add_sum (self, total);
    for (guint j = i; j < self->figures->len; j++)
      if (g_str_equal (figure_at (self, j)->measure, all->measure) && g_str_equal (figure_at (self, j)->by, f->by) &&
          g_strcmp0 (figure_at (self, j)->response, all->response) == 0)
        g_array_append_val (sum->parts, j);
  }
}

/* "For each measure and group the responses sum to that group's roll." */
static void
add_response_sums (Attacker *self, guint roll)
{
  const Figure *group = figure_at (self, roll);
  g_autoptr (GHashTable) measures = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->figures->len; i++) {
    const Figure *f = figure_at (self, i);
    Sum *sum;

    if (f->response == NULL || g_str_equal (f->measure, "roll") || !g_str_equal (f->by, group->by) ||
        !g_str_equal (f->group, group->group) ||
        !g_hash_table_add (measures, f->measure))
      continue;
    sum = add_sum (self, roll);
    for (guint j = i; j < self->figures->len; j++)
      if (g_str_equal (figure_at (self, j)->measure, f->measure) && g_str_equal (figure_at (self, j)->by, f->by) &&
          g_str_equal (figure_at (self, j)->group, f->group))
        g_array_append_val (sum->parts, j);
  }
}

/* "Sessions possible = attended + authorised + unauthorised." */
static void
add_session_sum (Attacker *self, guint possible)
{
  static const char *const parts[] = { "sessions_attended", "sessions_authorised", "sessions_unauthorised" };
  const Figure *f = figure_at (self, possible);
  Sum *sum = add_sum (self, possible);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    guint part = find (self, parts[i], f->by, f->group, NULL);

    g_array_append_val (sum->parts, part);
  }
}

static void
add_sums (Attacker *self)
{
  for (guint i = 0; i < self->figures->len; i++) {
    const Figure *f = figure_at (self, i);

    if (g_str_equal (f->by, "all"))
      add_group_sums (self, i);
    if (g_str_equal (f->measure, "roll"))
      add_response_sums (self, i);
    if (g_str_equal (f->measure, "sessions_possible"))
      add_session_sum (self, i);
  }
}

/* Hidden figures in one sum hang together: the smallest number spreads until nothing changes. */
static gboolean
spread (Attacker *self, Sum *sum)
{
  guint least = attacker_is_hidden (self, sum->total) ? self->pieces[sum->total] : G_MAXUINT;
  gboolean changed = FALSE;

  for (guint p = 0; p < sum->parts->len; p++)
    if (attacker_is_hidden (self, g_array_index (sum->parts, guint, p)))
      least = MIN (least, self->pieces[g_array_index (sum->parts, guint, p)]);
  sum->piece = least;
  for (guint p = 0; p <= sum->parts->len; p++) {
    guint i = p < sum->parts->len ? g_array_index (sum->parts, guint, p) : sum->total;

    if (attacker_is_hidden (self, i) && self->pieces[i] != least) {
      self->pieces[i] = least;
      changed = TRUE;
    }
  }
  return changed;
}

static void
find_pieces (Attacker *self)
{
  gboolean changed = TRUE;

  self->pieces = g_new (guint, self->figures->len);
  for (guint i = 0; i < self->figures->len; i++)
    self->pieces[i] = i;
  while (changed) {
    changed = FALSE;
    for (guint s = 0; s < self->sums->len; s++)
      changed |= spread (self, &g_array_index (self->sums, Sum, s));
  }
}

static gboolean
narrow (Attacker *self, guint i, gint64 low, gint64 high, gboolean *changed)
{
  if (low > self->low[i]) {
    self->low[i] = low;
    *changed = TRUE;
  }
  if (high < self->high[i]) {
    self->high[i] = high;
    *changed = TRUE;
  }
  return self->low[i] <= self->high[i];
}

/* What the ends of all but one figure of a sum say of that one. */
static gboolean
narrow_sum (Attacker *self, const Sum *sum, gboolean *changed)
{
  gint64 low = 0, high = 0;

  for (guint p = 0; p < sum->parts->len; p++) {
    low += self->low[g_array_index (sum->parts, guint, p)];
    high += self->high[g_array_index (sum->parts, guint, p)];
  }
  if (!narrow (self, sum->total, low, high, changed))
    return FALSE;
  for (guint p = 0; p < sum->parts->len; p++) {
    const guint i = g_array_index (sum->parts, guint, p);
    const gint64 other_low = low - self->low[i], other_high = high - self->high[i];

    if (!narrow (self, i, self->low[sum->total] - other_high, self->high[sum->total] - other_low, changed))
      return FALSE;
    low = other_low + self->low[i];
    high = other_high + self->high[i];
  }
  return TRUE;
}

static gboolean
narrow_all (Attacker *self, guint piece)
{
  gboolean changed = TRUE;

  while (changed) {
    changed = FALSE;
    for (guint s = 0; s < self->sums->len; s++)
      if (g_array_index (self->sums, Sum, s).piece == piece && !narrow_sum (self, &g_array_index (self->sums, Sum, s), &changed))
        return FALSE;
  }
  return TRUE;
}

static void
find_first_ends (Attacker *self)
{
  const guint n = self->figures->len;

  self->low = g_new0 (gint64, n);
  self->high = g_new0 (gint64, n);
  for (guint i = 0; i < n; i++) {
    self->low[i] = attacker_is_hidden (self, i) ? 0 : figure_at (self, i)->value;
    self->high[i] = attacker_is_hidden (self, i) ? FAR : figure_at (self, i)->value;
  }
  for (guint i = 0; i < n; i++)
    if (self->pieces[i] == i)
      narrow_all (self, i);
  self->first_low = g_memdup2 (self->low, sizeof (gint64) * n);
  self->first_high = g_memdup2 (self->high, sizeof (gint64) * n);
}

Attacker *
attacker_new (GBytes *file)
{
  Attacker *self = g_new0 (Attacker, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  json_parser_load_from_data (parser, g_bytes_get_data (file, NULL), g_bytes_get_size (file), &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  self->figures = g_array_new (FALSE, TRUE, sizeof (Figure));
  g_array_set_clear_func (self->figures, (GDestroyNotify) clear_figure);
  self->sums = g_array_new (FALSE, TRUE, sizeof (Sum));
  g_array_set_clear_func (self->sums, (GDestroyNotify) clear_sum);
  read_figures (self, json_object_get_array_member (object, "cells"));
  read_figures (self, json_object_get_array_member (object, "magnitudes"));
  add_sums (self);
  self->tables = g_ptr_array_new_with_free_func (g_free);
  self->tables_of = g_array_new (FALSE, FALSE, sizeof (guint));
  find_pieces (self);
  find_first_ends (self);
  return self;
}

void
attacker_free (Attacker *self)
{
  g_array_unref (self->figures);
  g_array_unref (self->sums);
  g_free (self->pieces);
  g_free (self->low);
  g_free (self->high);
  g_free (self->first_low);
  g_free (self->first_high);
  g_ptr_array_unref (self->tables);
  g_array_unref (self->tables_of);
  g_free (self);
}

guint
attacker_get_n (Attacker *self)
{
  return self->figures->len;
}

gint64
attacker_get (Attacker *self, guint cell)
{
  return figure_at (self, cell)->value;
}

gboolean
attacker_is_hidden (Attacker *self, guint cell)
{
  return figure_at (self, cell)->value < 0;
}

static guint
find_roll (Attacker *self, guint cell)
{
  return find (self, "roll", figure_at (self, cell)->by, figure_at (self, cell)->group, "all");
}

gint64
attacker_get_roll (Attacker *self, guint cell)
{
  return figure_at (self, find_roll (self, cell))->value;
}

/* The open figure with the fewest values left. */
static int
choose (Attacker *self, guint piece)
{
  int best = -1;

  for (guint i = 0; i < self->figures->len; i++)
    if (self->pieces[i] == piece && self->low[i] < self->high[i] &&
        (best < 0 || self->high[i] - self->low[i] < self->high[best] - self->low[best]))
      best = i;
  return best;
}

static Attack search (Attacker *self, guint piece);

static Attack
search_between (Attacker *self, guint piece, guint figure, gint64 low, gint64 high)
{
  const gsize size = sizeof (gint64) * self->figures->len;
  g_autofree gint64 *lows = g_memdup2 (self->low, size);
  g_autofree gint64 *highs = g_memdup2 (self->high, size);
  Attack attack;

  self->low[figure] = low;
  self->high[figure] = high;
  attack = search (self, piece);
  memcpy (self->low, lows, size);
  memcpy (self->high, highs, size);
  return attack;
}

static Attack
search (Attacker *self, guint piece)
{
  int figure;
  gint64 middle;
  Attack attack = ATTACK_IMPOSSIBLE;

  if (self->patience == 0)
    return ATTACK_UNDECIDED;
  self->patience--;
  if (!narrow_all (self, piece))
    return ATTACK_IMPOSSIBLE;
  figure = choose (self, piece);
  if (figure < 0) {
    g_ptr_array_add (self->tables, g_memdup2 (self->low, sizeof (gint64) * self->figures->len));
    g_array_append_val (self->tables_of, piece);
    return ATTACK_POSSIBLE;
  }
  middle = self->low[figure] + (self->high[figure] - self->low[figure]) / 2;
  for (guint half = 0; half < 2 && attack == ATTACK_IMPOSSIBLE; half++)
    attack = self->upwards == (half == 0) ? search_between (self, piece, figure, self->low[figure], middle)
                                          : search_between (self, piece, figure, middle + 1, self->high[figure]);
  return attack;
}

/* Two ways of looking, since one may lose itself where the other does not. */
static Attack
search_twice (Attacker *self, guint piece)
{
  Attack attack;

  self->upwards = TRUE;
  self->patience = PATIENCE;
  attack = search (self, piece);
  if (attack != ATTACK_UNDECIDED)
    return attack;
  self->upwards = FALSE;
  self->patience = PATIENCE;
  return search (self, piece);
}

static void
reset (Attacker *self)
{
  memcpy (self->low, self->first_low, sizeof (gint64) * self->figures->len);
  memcpy (self->high, self->first_high, sizeof (gint64) * self->figures->len);
}

/* What fitted for one question often answers another. less is the figure to be taken from, or -1. */
static gboolean
remembers (Attacker *self, guint cell, int less, gint64 from, gint64 to)
{
  for (guint t = 0; t < self->tables->len; t++) {
    const gint64 *table = g_ptr_array_index (self->tables, t);
    const gint64 value = less < 0 ? table[cell] : table[less] - table[cell];

    if (g_array_index (self->tables_of, guint, t) == self->pieces[cell] && value >= from && value <= to)
      return TRUE;
  }
  return FALSE;
}

Attack
attacker_try (Attacker *self, guint cell, gint64 from, gint64 to)
{
  if (remembers (self, cell, -1, from, to))
    return ATTACK_POSSIBLE;
  reset (self);
  self->low[cell] = MAX (from, self->low[cell]);
  self->high[cell] = MIN (to, self->high[cell]);
  return self->low[cell] > self->high[cell] ? ATTACK_IMPOSSIBLE : search_twice (self, self->pieces[cell]);
}

/* The cell has this value and its group's roll is between two. */
static Attack
try_with_roll (Attacker *self, guint cell, gint64 value, gint64 from, gint64 to)
{
  const guint roll = find_roll (self, cell);

  reset (self);
  self->low[cell] = self->high[cell] = value;
  self->low[roll] = MAX (from, self->low[roll]);
  self->high[roll] = MIN (to, self->high[roll]);
  return self->low[roll] > self->high[roll] ? ATTACK_IMPOSSIBLE : search_twice (self, self->pieces[cell]);
}

Attack
attacker_try_others (Attacker *self, guint cell, gint64 from, gint64 to)
{
  const guint roll = find_roll (self, cell);
  Attack attack = ATTACK_IMPOSSIBLE;

  if (!attacker_is_hidden (self, roll))
    return attacker_try (self, cell, attacker_get (self, roll) - to, attacker_get (self, roll) - from);
  if (remembers (self, cell, roll, from, to))
    return ATTACK_POSSIBLE;
  for (gint64 value = 0; value <= MIN (self->first_high[cell], 200) && attack == ATTACK_IMPOSSIBLE; value++)
    attack = try_with_roll (self, cell, value, value + from, value + to);
  return attack;
}
