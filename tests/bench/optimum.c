/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "optimum.h"

#include <glpk.h>
#include <math.h>
#include <string.h>

#define SMALL 1e-6
#define NOWHERE G_MAXUINT

/* A hidden figure, or its group's others. */
typedef struct {
  guint cell;
  gboolean others;
} Quantity;

typedef struct {
  HavenReleaseFile *truth;
  const HavenReleaseMeasure *measure;
  const gboolean *own;
  guint n;                               /* cells of the measure */
  guint n_groups;
  gboolean every;
  glp_prob *attack;                      /* columns: cells, then rolls */
  glp_prob *choice;                      /* columns: cells */
  gboolean *hidden;                      /* the choice at hand */
  double *reaches;                       /* a cell's: how far it can carry a quantity, by the last proof */
} Search;

static double
value_of (Search *self, guint column)
{
  return column < self->n ? haven_release_file_get (self->truth, self->measure->first + column)
                          : haven_release_file_get (self->truth, column - self->n);
}

static guint
group_of (Search *self, guint column)
{
  return column < self->n ? column / self->measure->n_responses : column - self->n;
}

static double
roll_of (Search *self, guint group)
{
  return haven_release_file_get (self->truth, group);
}

static gboolean
is_own (Search *self, guint column)
{
  return column < self->n ? self->own[self->measure->first + column] : self->own[column - self->n];
}

/* No response is above everybody's roll, and of a group whose roll is shown none above that. */
static double
most_of (Search *self, guint column)
{
  return self->own[group_of (self, column)] ? roll_of (self, 0) : roll_of (self, group_of (self, column));
}

static void
add_sum (Search *self, GArray *columns, int negative)
{
  const int row = glp_add_rows (self->attack, 1);
  g_autofree int *places = g_new0 (int, columns->len + 2);
  g_autofree double *times = g_new0 (double, columns->len + 2);

  for (guint i = 0; i < columns->len; i++) {
    places[i + 1] = g_array_index (columns, guint, i) + 1;
    times[i + 1] = 1;
  }
  places[columns->len + 1] = negative + 1;
  times[columns->len + 1] = -1;
  glp_set_mat_row (self->attack, row, columns->len + 1, places, times);
  glp_set_row_bnds (self->attack, row, GLP_FX, 0, 0);
}

static void
add_group_sum (Search *self, guint group)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint r = 0; r < self->measure->n_responses; r++) {
    guint column = group * self->measure->n_responses + r;

    g_array_append_val (columns, column);
  }
  add_sum (self, columns, self->n + group);
}

/* Groups of a variable, of one response; or (response NOWHERE) their rolls */
static void
add_variable_sum (Search *self, guint variable, guint response)
{
  const guint *starts = (const guint *) self->truth->starts->data;
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint g = starts[variable]; g < starts[variable + 1]; g++) {
    guint column = response == NOWHERE ? self->n + g : g * self->measure->n_responses + response;

    g_array_append_val (columns, column);
  }
  add_sum (self, columns, response == NOWHERE ? (int) self->n : (int) response);
}

static void
build_attack (Search *self)
{
  self->attack = glp_create_prob ();
  glp_add_cols (self->attack, self->n + self->n_groups);
  for (guint g = 0; g < self->n_groups; g++)
    add_group_sum (self, g);
  for (guint v = 1; v + 1 < self->truth->starts->len; v++) {
    add_variable_sum (self, v, NOWHERE);
    for (guint r = 0; r < self->measure->n_responses; r++)
      add_variable_sum (self, v, r);
  }
}

/* Shown as 0 whatever is chosen: a group with nobody in it, or that nobody at all is "not_counted" */
static gboolean
is_nought (Search *self, guint column)
{
  const guint cell = self->measure->first + column;

  return roll_of (self, group_of (self, column)) == 0 ||
         (haven_release_file_is_zero_ok (self->truth, cell) &&
          haven_release_file_get (self->truth, haven_release_file_get_everybodys (self->truth, cell)) == 0);
}

static void
build_choice (Search *self)
{
  self->choice = glp_create_prob ();
  glp_add_cols (self->choice, self->n);
  for (guint column = 0; column < self->n; column++) {
    glp_set_col_kind (self->choice, column + 1, GLP_BV);
    glp_set_obj_coef (self->choice, column + 1, 1);
    if (is_own (self, column))
      glp_set_col_bnds (self->choice, column + 1, GLP_FX, 1, 1);
    else if (is_nought (self, column))
      glp_set_col_bnds (self->choice, column + 1, GLP_FX, 0, 0);
  }
}

/* Cells hidden by the choice may be anything that fits; the others are what they are. */
static void
set_bounds (Search *self)
{
  for (guint column = 0; column < self->n + self->n_groups; column++)
    if (column < self->n ? self->hidden[column] : is_own (self, column))
      glp_set_col_bnds (self->attack, column + 1, most_of (self, column) > 0 ? GLP_DB : GLP_FX, 0, most_of (self, column));
    else
      glp_set_col_bnds (self->attack, column + 1, GLP_FX, value_of (self, column), value_of (self, column));
}

static double
truth_of (Search *self, const Quantity *quantity)
{
  const double value = value_of (self, quantity->cell);

  return quantity->others ? roll_of (self, group_of (self, quantity->cell)) - value : value;
}

static void
solve (Search *self, const Quantity *quantity, double sign)
{
  glp_smcp how;

  for (guint column = 0; column < self->n + self->n_groups; column++)
    glp_set_obj_coef (self->attack, column + 1, 0);
  glp_set_obj_coef (self->attack, quantity->cell + 1, quantity->others ? -sign : sign);
  if (quantity->others)
    glp_set_obj_coef (self->attack, self->n + group_of (self, quantity->cell) + 1, sign);
  glp_set_obj_dir (self->attack, GLP_MAX);
  glp_init_smcp (&how);
  how.msg_lev = GLP_MSG_OFF;
  if (glp_simplex (self->attack, &how) == 0 && glp_get_status (self->attack) == GLP_OPT)
    return;
  glp_std_basis (self->attack);
  glp_simplex (self->attack, &how);
}

/* How far from the truth the quantity can be carried, up (sign 1) or down, and, added to reaches, the attacker's proof that it is no
 * farther: under any choice it is carried at most by the sum of its cells' reaches. */
static double
carry (Search *self, const Quantity *quantity, double sign)
{
  solve (self, quantity, sign);
  for (guint column = 0; column < self->n + self->n_groups; column++) {
    const double price = glp_get_col_dual (self->attack, column + 1);

    const double room = price > 0 ? most_of (self, column) - value_of (self, column) : -value_of (self, column);

    self->reaches[column] += MAX (price * room, 0);
  }
  return glp_get_obj_val (self->attack) - sign * truth_of (self, quantity);
}

/* The reaches of hidden cells have to add up to wanted; where condition (a cell; NOWHERE is always) is hidden, unless excuse (a column of the
 * choice; 0: none) says otherwise. */
static void
demand (Search *self, double wanted, guint condition, int excuse)
{
  g_autofree int *places = g_new0 (int, self->n + 3);
  g_autofree double *shares = g_new0 (double, self->n + 3);
  int length = 0;
  int row;

  for (guint column = 0; column < self->n + self->n_groups; column++)
    wanted -= is_own (self, column) ? self->reaches[column] : 0;
  for (guint column = 0; column < self->n; column++) {
    double share = is_own (self, column) || self->reaches[column] < SMALL ? 0 : MIN (self->reaches[column], wanted);

    share -= column == condition && !is_own (self, column) ? wanted : 0;
    if (fabs (share) < SMALL)
      continue;
    places[++length] = column + 1;
    shares[length] = share;
  }
  if (excuse > 0) {
    places[++length] = excuse;
    shares[length] = wanted;
  }
  row = glp_add_rows (self->choice, 1);
  glp_set_mat_row (self->choice, row, length, places, shares);
  glp_set_row_bnds (self->choice, row, GLP_LO, (condition == NOWHERE || is_own (self, condition) ? wanted : 0) - SMALL, 0);
}

static void
forget_reaches (Search *self)
{
  memset (self->reaches, 0, sizeof (double) * (self->n + self->n_groups));
}

/* Another way for a large figure: that the least sums leave it is large as well, because some cell that makes room below is shown. */
static int
add_excuse (Search *self, guint cell)
{
  const int column = glp_add_cols (self->choice, 1);
  const int row = glp_add_rows (self->choice, 1);
  g_autofree int *places = g_new0 (int, self->n + 3);
  g_autofree double *ones = g_new0 (double, self->n + 3);
  int length = 0;
  int made_room = 0;

  glp_set_col_kind (self->choice, column, GLP_BV);
  for (guint c = 0; c < self->n; c++) {
    const gboolean moved = self->hidden[c] && !is_own (self, c) &&
                           fabs (glp_get_col_prim (self->attack, c + 1) - value_of (self, c)) > SMALL;

    made_room += moved;
    if (!moved && (c != cell || is_own (self, c)))
      continue;
    places[++length] = c + 1;
    ones[length] = moved + (c == cell && !is_own (self, c));
  }
  places[++length] = column;
  ones[length] = 1;
  glp_set_mat_row (self->choice, row, length, places, ones);
  glp_set_row_bnds (self->choice, row, GLP_UP, 0, made_room + (is_own (self, cell) ? 0 : 1));
  return column;
}

/* TRUE where the quantity is as open as it has to be. */
static gboolean
is_open (Search *self, const Quantity *quantity)
{
  const double threshold = self->truth->threshold;
  const double truth = truth_of (self, quantity);
  double down, up;

  forget_reaches (self);
  down = carry (self, quantity, -1);
  if (truth - down > SMALL && truth - down < threshold - 1 + SMALL) {
    demand (self, truth, quantity->cell, truth >= threshold ? add_excuse (self, quantity->cell) : 0);
    return FALSE;
  }
  up = carry (self, quantity, 1);
  if (up + down >= threshold - SMALL)
    return TRUE;
  demand (self, threshold, quantity->cell, 0);
  return FALSE;
}

static gboolean
choose (Search *self, double seconds)
{
  glp_iocp how;

  glp_init_iocp (&how);
  how.msg_lev = GLP_MSG_OFF;
  how.presolve = GLP_ON;
  how.tm_lim = (int) (1000 * MAX (seconds, 0.05));
  if (glp_intopt (self->choice, &how) != 0 || glp_mip_status (self->choice) != GLP_OPT)
    return FALSE;
  for (guint column = 0; column < self->n; column++)
    self->hidden[column] = glp_mip_col_val (self->choice, column + 1) > 0.5;
  return TRUE;
}

static guint
count_pinned (Search *self)
{
  guint pinned = 0;

  for (guint cell = 0; cell < self->n; cell++)
    for (int others = 0; self->hidden[cell] && others < 2; others++) {
      const Quantity quantity = { cell, others };

      if (self->every || (is_own (self, cell) && truth_of (self, &quantity) < self->truth->threshold))
        pinned += !is_open (self, &quantity);
    }
  return pinned;
}

static void
clear (Search *self)
{
  glp_delete_prob (self->attack);
  glp_delete_prob (self->choice);
  g_free (self->hidden);
  g_free (self->reaches);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, clear)

static void
search (Search *self, double seconds, Optimum *optimum)
{
  const gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end && choose (self, (double) (end - g_get_monotonic_time ()) / G_USEC_PER_SEC)) {
    optimum->rounds++;
    optimum->hidden = 0;
    for (guint column = 0; column < self->n; column++)
      optimum->hidden += self->hidden[column];
    set_bounds (self);
    optimum->closed = count_pinned (self) == 0;
    if (optimum->closed)
      return;
  }
}

Optimum
optimum_find (const OptimumQuestion *question, double seconds)
{
  g_auto (Search) self = { .truth = question->truth, .own = question->own, .every = question->every,
                           .n_groups = question->truth->groups->len };
  Optimum optimum = { 0 };

  glp_term_out (GLP_OFF);
  self.measure = &g_array_index (self.truth->measures, HavenReleaseMeasure, question->measure);
  self.n = self.measure->n_responses * self.truth->groups->len;
  self.hidden = g_new0 (gboolean, self.n);
  self.reaches = g_new0 (double, self.n + self.n_groups);
  build_attack (&self);
  build_choice (&self);
  search (&self, seconds, &optimum);
  return optimum;
}
