/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-retention.h"

#include "haven-error.h"

#include <glib/gi18n-lib.h>

#define MONTHS_A_YEAR 12
#define MOST_MONTHS 1200

static const char *const codes[] = { "kept", "waits", "due", "held" };
static const char *const texts[] = { N_("Kept"), N_("Waits for the file’s receipt"), N_("Due for review"), N_("Held") };

const char *
haven_retention_state_code (HavenRetentionState state)
{
  return codes[state];
}

const char *
haven_retention_state_text (HavenRetentionState state)
{
  return _(texts[state]);
}

/* ---- clocks ---- */

static int
get_months (HavenSchool *school, const HavenRetentionClass *of)
{
  const char *own = *of->setting != '\0' ? haven_school_get_setting (school, of->setting, NULL) : NULL;
  char *end = NULL;
  gint64 months = own != NULL ? g_ascii_strtoll (own, &end, 10) : 0;

  if (own == NULL || end == own || *end != '\0' || months < 0 || months > MOST_MONTHS)
    return of->months;
  return (int) months;
}

/* Whoever was born on 29 February is a year older on 1 March. */
static HavenDay
find_birthday (HavenDay born, int months)
{
  HavenDay day = haven_day_add_months (born, months);

  return haven_day_get_age (born, day) < months / MONTHS_A_YEAR ? day + 1 : day;
}

static HavenDay
run_clock (HavenSchool *school, const HavenRetentionClass *of, HavenDay from)
{
  int months = get_months (school, of);

  switch (of->rule) {
  case HAVEN_RETENTION_YEAR_END:
    return haven_day_add_months (haven_academic_year_span (haven_academic_year (from)).last, months);
  case HAVEN_RETENTION_LEAVING:
  case HAVEN_RETENTION_POST:
    return haven_day_add_months (from, months);
  case HAVEN_RETENTION_BIRTHDAY:
    return find_birthday (from, months);
  default:
    return HAVEN_DAY_NONE;
  }
}

static void
add_clock (HavenRetention *self, HavenSchool *school, const char *name)
{
  const HavenRetentionClass *of = haven_retention_class_find (name);
  HavenDay until = run_clock (school, of, self->left);

  g_assert (self->n_clocks < HAVEN_RETENTION_CLOCKS);
  self->clocks[self->n_clocks++] = (HavenRetentionClock) { of, until };
  self->until = MAX (self->until, until);
}

HavenDay
haven_retention_file_until (HavenDay born)
{
  const HavenRetentionClass *file = haven_retention_class_find ("file");

  return born == HAVEN_DAY_NONE ? HAVEN_DAY_NONE : find_birthday (born, file->months);
}

/* ---- what people decided ---- */

const HavenHold *
haven_retention_find_hold (HavenSchool *school, gint64 pupil_id)
{
  HavenSlice holds = haven_school_of_pupil (school, HAVEN_TABLE_HOLDS, pupil_id);

  for (guint i = 0; i < holds.n; i++)
    if (haven_hold_stands (holds.items[i]))
      return holds.items[i];
  return NULL;
}

/* The last one since this leaving: a child can come back, and its clock begins anew when it leaves again. */
static void
take_review (HavenRetention *self, const HavenReview *review)
{
  if (review->until == HAVEN_DAY_NONE || review->day < self->left)
    return;
  if (self->review == NULL || review->day > self->review->day || (review->day == self->review->day && review->id > self->review->id))
    self->review = review;
}

static void
take_reviews (HavenRetention *self, HavenSchool *school)
{
  GPtrArray *reviews = haven_school_get_table (school, HAVEN_TABLE_REVIEWS);

  for (guint i = 0; i < reviews->len; i++) {
    const HavenReview *review = reviews->pdata[i];
    if (review->pupil_id == self->pupil_id && review->person_id == self->person_id)
      take_review (self, review);
  }
  if (self->review != NULL)
    self->until = self->review->until;
}

static gboolean
is_file_settled (HavenSchool *school, gint64 pupil_id)
{
  HavenLeaving leaving;

  return !haven_leaving_find (school, pupil_id, &leaving) || leaving.stage == HAVEN_FILE_SETTLED;
}

static HavenRetentionState
find_state (const HavenRetention *self, HavenSchool *school, HavenDay today)
{
  if (self->hold != NULL)
    return HAVEN_RETENTION_HELD;
  if (self->until >= today)
    return HAVEN_RETENTION_KEPT;
  return is_file_settled (school, self->pupil_id) ? HAVEN_RETENTION_DUE : HAVEN_RETENTION_WAITS;
}

static void
complete (HavenRetention *self, HavenSchool *school, HavenDay today)
{
  take_reviews (self, school);
  self->state = find_state (self, school, today);
}

gboolean
haven_retention_find (HavenSchool *school, gint64 pupil_id, HavenClock clock, HavenRetention *ret_retention)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, pupil_id);
  HavenRetention self = { .pupil_id = pupil_id, .until = HAVEN_DAY_NONE, .file_until = HAVEN_DAY_NONE };

  if (pupil == NULL || pupil->left == HAVEN_DAY_NONE || pupil->left > clock.today)
    return FALSE;
  self.left = pupil->left;
  add_clock (&self, school, "pupil");
  if (haven_leaving_is_child (school, pupil_id)) {
    add_clock (&self, school, "child");
    self.file_until = haven_retention_file_until (pupil->born);
  }
  self.hold = haven_retention_find_hold (school, pupil_id);
  complete (&self, school, clock.today);
  *ret_retention = self;
  return TRUE;
}

gboolean
haven_retention_find_staff (HavenSchool *school, gint64 person_id, HavenClock clock, HavenRetention *ret_retention)
{
  const HavenPerson *person = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, person_id);
  HavenRetention self = { .person_id = person_id, .until = HAVEN_DAY_NONE, .file_until = HAVEN_DAY_NONE };

  if (person == NULL || person->type != HAVEN_PERSON_STAFF || person->last == HAVEN_DAY_NONE || person->last > clock.today)
    return FALSE;
  self.left = person->last;
  add_clock (&self, school, "staff");
  complete (&self, school, clock.today);
  *ret_retention = self;
  return TRUE;
}

/* ---- all of them ---- */

static int
rank (HavenRetentionState state)
{
  static const int ranks[] = {
    [HAVEN_RETENTION_DUE] = 0, [HAVEN_RETENTION_WAITS] = 1, [HAVEN_RETENTION_HELD] = 2, [HAVEN_RETENTION_KEPT] = 3,
  };

  return ranks[state];
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const HavenRetention *one = a, *two = b;

  if (rank (one->state) != rank (two->state))
    return rank (one->state) - rank (two->state);
  return (one->until > two->until) - (one->until < two->until);
}

GArray *
haven_retention_list (HavenSchool *school, HavenClock clock)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (HavenRetention));
  GPtrArray *people = haven_school_get_table (school, HAVEN_TABLE_PEOPLE);
  HavenRetention one;

  for (guint i = 0; i < haven_school_get_n_pupils (school); i++)
    if (haven_retention_find (school, haven_school_get_nth_pupil (school, i)->id, clock, &one))
      g_array_append_val (list, one);
  for (guint i = 0; i < people->len; i++)
    if (haven_retention_find_staff (school, ((const HavenPerson *) people->pdata[i])->id, clock, &one))
      g_array_append_val (list, one);
  g_array_sort (list, compare);
  return list;
}

guint
haven_retention_count (GArray *list, HavenRetentionState state)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    n += g_array_index (list, HavenRetention, i).state == state;
  return n;
}

/* ---- in words ---- */

static const struct {
  const char *class;
  const char *what;
} whats[] = {
  { "pupil", N_("Name, totals and suspensions") },
  { "child", N_("Records of a child with a social worker") },
  { "staff", N_("Training and bookings") },
};

static const char *
name_class (const char *class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++)
    if (g_str_equal (whats[i].class, class))
      return _(whats[i].what);
  g_error ("The class “%s” has no name.", class);
}

static void
tell_clocks (const HavenRetention *self, GString *why)
{
  for (guint i = 0; i < self->n_clocks; i++) {
    g_autofree char *day = haven_day_to_text (self->clocks[i].until);
    /* Translators: what it is ("Training and bookings"), then the day until which it is kept */
    g_string_append_printf (why, _(" %s: until %s."), name_class (self->clocks[i].of->name), day);
  }
}

static void
tell_decisions (const HavenRetention *self, GString *why)
{
  g_autofree char *reviewed = self->review != NULL ? haven_day_to_text (self->review->until) : NULL;
  g_autofree char *held = self->hold != NULL ? haven_day_to_text (self->hold->set_on) : NULL;

  if (reviewed != NULL)
    g_string_append_printf (why, _(" Reviewed: kept until %s, because: %s."), reviewed, self->review->why);
  if (held != NULL)
    g_string_append_printf (why, _(" Held since %s: %s."), held, haven_hold_ground_text (self->hold->ground));
  if (self->state == HAVEN_RETENTION_WAITS)
    g_string_append (why, _(" What became of the child protection file is not recorded."));
}

char *
haven_retention_dup_why (const HavenRetention *self)
{
  g_autofree char *left = haven_day_to_text (self->left);
  GString *why = g_string_new (NULL);

  g_string_append_printf (why, _("Left on %s."), left);
  tell_clocks (self, why);
  tell_decisions (self, why);
  return g_string_free (why, FALSE);
}

/* ---- may it go? ---- */

static gboolean
refuse_until (const HavenRetention *self, GError **error)
{
  g_autofree char *day = haven_day_to_text (self->until);

  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
               _("These records are kept until %s, so their time is not over. Nothing was erased. Erase them on another ground, or wait."),
               day);
  return FALSE;
}

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED, sentence);
  return FALSE;
}

static gboolean
check_time (const HavenRetention *self, gboolean left, GError **error)
{
  if (!left)
    return refuse (_("Whoever is still here has no time that could be over. Nothing was erased."), error);
  switch (self->state) {
  case HAVEN_RETENTION_KEPT:
    return refuse_until (self, error);
  case HAVEN_RETENTION_WAITS:
    return refuse (_("What became of the child protection file is not recorded: whether it was sent and received, or stays with this "
                     "school. Nothing was erased. Record that first."), error);
  default:
    return TRUE;
  }
}

gboolean
haven_retention_check (HavenSchool *school, gint64 pupil_id, gint64 person_id, const char *ground, HavenClock clock, GError **error)
{
  HavenRetention self;
  gboolean left = pupil_id != 0 ? haven_retention_find (school, pupil_id, clock, &self)
                                : haven_retention_find_staff (school, person_id, clock, &self);

  if (haven_erasure_ground_text (ground) == NULL)
    return refuse (_("An erasure needs one of the grounds that Haven lists. Nothing was erased."), error);
  return !haven_erasure_ground_is_after_time (ground) || check_time (&self, left, error);
}
