/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-role-view.h"
#include "haven-chart-read.h"
#include "haven-comparison.h"
#include "haven-demo.h"
#include "haven-figure.h"
#include "haven-group.h"
#include "haven-pack.h"
#include "session-fixture.h"

#include <string.h>

/* Who may what: the whole table, so that a change of one cell is a change of this test. */
static const struct {
  HavenDeed deed;
  const char *roles;            /* dsl, deputy, dt, attendance, reader */
} deeds[] = {
  { HAVEN_DEED_LOOK, "yyy-y" }, { HAVEN_DEED_COUNT, "yy--y" }, { HAVEN_DEED_EDIT, "yyy--" }, { HAVEN_DEED_PRINT, "yyy-y" },
  { HAVEN_DEED_BOOK, "yyy--" }, { HAVEN_DEED_IMPORT, "yy---" }, { HAVEN_DEED_SEND, "yy---" }, { HAVEN_DEED_SETTINGS, "yy---" },
  { HAVEN_DEED_PEOPLE, "yy---" }, { HAVEN_DEED_AUDIT, "yy---" }, { HAVEN_DEED_BACK_UP, "yyy--" }, { HAVEN_DEED_HAND_IN, "yyyy-" },
  { HAVEN_DEED_EXPORT, "yy---" }, { HAVEN_DEED_DESTROY, "yy---" }, { HAVEN_DEED_ANSWER, "yy---" }, { HAVEN_DEED_MERGE, "yy---" },
  { HAVEN_DEED_LOOK_AFTER, "yy---" },
};

static void
test_deeds (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (deeds), ==, HAVEN_N_DEEDS);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    for (HavenRole role = HAVEN_ROLE_DSL; role <= HAVEN_ROLE_READER; role++) {
      g_autoptr (GError) error = NULL;
      gboolean may = deeds[i].roles[role] == 'y';
      g_assert_cmpint (haven_role_may (role, deeds[i].deed), ==, may);
      g_assert_cmpint (haven_role_check (role, deeds[i].deed, &error), ==, may);
      g_assert_true (may || g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED));
    }
}

static HavenSchool *
make_school (void)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  haven_demo_make (HAVEN_DEMO_SMALL, 7, haven_clock_fixed (TODAY), tables);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (tables[table] == NULL)
      tables[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  return haven_school_new (NULL, tables);
}

static gboolean
is_for_teacher (HavenSchool *school, gint64 pupil_id)
{
  HavenStanding standing = haven_standing_on (school, pupil_id, TODAY);

  return standing.looked_after || standing.previously_looked_after || standing.kinship;
}

/* Each record of the view, field by field: none is of a pupil out of sight. */
static void
check_of_seen (HavenSchool *school, HavenSchool *view, HavenTable table)
{
  const HavenKind *kind = haven_table_get_kind (table);
  GPtrArray *records = haven_school_get_table (view, table);

  for (guint field = 0; field < kind->n_fields; field++) {
    if (strcmp (kind->fields[field].name, "pupil_id") != 0)
      continue;
    for (guint i = 0; i < records->len; i++) {
      gint64 pupil_id = G_STRUCT_MEMBER (gint64, g_ptr_array_index (records, i), kind->fields[field].offset);
      g_assert_true (pupil_id == 0 || is_for_teacher (school, pupil_id));
    }
  }
}

static void
test_teacher (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (HavenSchool) view = haven_role_view (school, HAVEN_ROLE_DT, TODAY);
  guint expected = 0;

  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    gint64 id = haven_school_get_nth_pupil (school, i)->id;
    gboolean sees = is_for_teacher (school, id);
    expected += sees;
    g_assert_cmpint (haven_school_get_pupil (view, id) != NULL, ==, sees);
    g_assert_cmpint (haven_role_sees (school, HAVEN_ROLE_DT, id, TODAY), ==, sees);
  }
  g_assert_cmpuint (expected, >, 0);
  g_assert_cmpuint (haven_school_get_n_pupils (view), ==, expected);
  g_assert_cmpuint (expected, <, haven_school_get_n_pupils (school));
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    check_of_seen (school, view, table);
}

/* ---- what is beside the children who are shown ---- */

static const HavenPupil *
find_with_others (HavenSchool *school, HavenSchool *view)
{
  for (guint i = 0; i < haven_school_get_n_pupils (view); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (view, i);
    for (guint k = 0; k < haven_school_get_n_pupils (school); k++) {
      const HavenPupil *other = haven_school_get_nth_pupil (school, k);
      if (haven_school_get_pupil (view, other->id) == NULL && g_strcmp0 (other->year_group, pupil->year_group) == 0)
        return pupil;
    }
  }
  g_assert_not_reached ();
}

static const HavenPupil *
find_out_of_sight (HavenSchool *school, HavenSchool *view)
{
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++)
    if (haven_school_get_pupil (view, haven_school_get_nth_pupil (school, i)->id) == NULL)
      return haven_school_get_nth_pupil (school, i);
  g_assert_not_reached ();
}

static HavenSchool *
add_note (HavenSchool *school, gint64 pupil_id, const char *name)
{
  GPtrArray *changes[HAVEN_N_TABLES] = { NULL };
  HavenNote *note = haven_note_new ();

  note->id = 1000000;
  note->pupil_id = pupil_id;
  note->day = TODAY;
  note->text = g_strdup_printf ("Played with %s at break.", name);
  changes[HAVEN_TABLE_NOTES] = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_note_free);
  g_ptr_array_add (changes[HAVEN_TABLE_NOTES], note);
  return haven_school_new_changed (school, changes);
}

static double
compare_in (HavenSchool *school, gint64 pupil_id, guint *ret_n)
{
  HavenClock clock = haven_clock_fixed (TODAY);
  HavenScope scope = haven_scope_of_pupil (school, clock, pupil_id, haven_default_span (school, clock));
  g_autoptr (HavenComparison) comparison = haven_compare (HAVEN_MEASURE_ATTENDANCE, &scope, NULL);
  const HavenComparisonRow *row = comparison->rows->pdata[0];

  g_assert_cmpint (row->versus, ==, HAVEN_VERSUS_REST);
  *ret_n = (guint) row->n;
  return row->value;
}

/* "Year 9" is the whole year, not those of it whom the reader is shown */
static void
test_year_group (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (HavenSchool) view = haven_role_view (school, HAVEN_ROLE_DT, TODAY);
  const HavenPupil *pupil = find_with_others (school, view);
  guint n, n_whole;
  double seen = compare_in (view, pupil->id, &n), whole = compare_in (school, pupil->id, &n_whole);

  g_assert_cmpfloat (seen, ==, whole);
  g_assert_cmpuint (n, ==, n_whole);
}

static char *
draw_in (HavenSchool *school, gint64 pupil_id)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (school, haven_clock_fixed (TODAY), pupil_id);
  g_autoptr (HavenChart) chart = haven_figure_draw ("attendance-trend", &subject, NULL);

  return haven_chart_describe (chart);
}

static void
test_figures_beside (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (HavenSchool) view = haven_role_view (school, HAVEN_ROLE_DT, TODAY);
  const HavenPupil *pupil = find_with_others (school, view);
  g_autofree char *seen = draw_in (view, pupil->id), *whole = draw_in (school, pupil->id);

  g_assert_cmpstr (seen, ==, whole);
}

/* A child who is not shown, named in what somebody wrote of one who is: kept out of the parent's edition all the same */
static void
test_names_out_of_sight (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (HavenSchool) seen = haven_role_view (school, HAVEN_ROLE_DT, TODAY);
  gint64 pupil_id = find_with_others (school, seen)->id;
  const HavenPupil *other = find_out_of_sight (school, seen);
  g_autofree char *name = haven_pupil_dup_name (other);
  g_autoptr (HavenSchool) noted = add_note (school, pupil_id, name);
  g_autoptr (HavenSchool) view = haven_role_view (noted, HAVEN_ROLE_DT, TODAY);
  HavenPackRequest request = { .school = view, .clock = haven_clock_fixed (TODAY), .pupil_id = pupil_id, .kind = "internal",
                               .edition = HAVEN_EDITION_FULL, .recipient = "Pat Recipient" };
  g_autofree char *text = haven_pack_to_text (&request, NULL);

  g_assert_nonnull (strstr (text, "Played with"));
  g_assert_null (strstr (text, name));
}

static void
test_nobody (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (HavenSchool) view = haven_role_view (school, HAVEN_ROLE_ATTENDANCE, TODAY);

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_assert_cmpuint (haven_school_get_table (view, table)->len, ==, 0);
}

/* All of it, apart from the text of what is restricted */
static void
check_all (HavenSchool *school, HavenRole role)
{
  g_autoptr (HavenSchool) view = haven_role_view (school, role, TODAY);
  GPtrArray *notes = haven_school_get_table (view, HAVEN_TABLE_NOTES);

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_assert_cmpuint (haven_school_get_table (view, table)->len, ==, haven_school_get_table (school, table)->len);
  for (guint i = 0; i < notes->len; i++) {
    const HavenNote *note = g_ptr_array_index (notes, i);
    g_assert_true (note->restricted == (note->text == NULL));
  }
}

static void
test_all (void)
{
  static const HavenRole roles[] = { HAVEN_ROLE_DSL, HAVEN_ROLE_DEPUTY, HAVEN_ROLE_READER };
  g_autoptr (HavenSchool) school = make_school ();

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    check_all (school, roles[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  haven_reference_start ();
  g_test_add_func ("/session/role-view/practice_32/deeds", test_deeds);
  g_test_add_func ("/session/role-view/practice_32/teacher", test_teacher);
  g_test_add_func ("/session/role-view/practice_04/year-group", test_year_group);
  g_test_add_func ("/session/role-view/practice_04/figures-beside", test_figures_beside);
  g_test_add_func ("/session/role-view/practice_24/names-out-of-sight", test_names_out_of_sight);
  g_test_add_func ("/session/role-view/practice_32/nobody", test_nobody);
  g_test_add_func ("/session/role-view/practice_32/all", test_all);
  return g_test_run ();
}
