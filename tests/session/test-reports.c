/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-reports.h"
#include "haven-sharing.h"
#include "session-fixture.h"

#include <string.h>

/* Reports about children together: whose they are to prepare, and that the whole school is in their figures and no child in their words,
 * whatever of it the person who prepares them is shown (practice 32, 40). */

#define OTHER "quite another passphrase"
#define PERIOD { 2025, HAVEN_TERM_YEAR }

static const struct {
  const char *name;
  HavenRole role;
  const char *reports;          /* with commas */
  gboolean own_words;           /* may edit the sentences of the designated teacher's */
} people[] = {
  { "Dep Uty", HAVEN_ROLE_DEPUTY, "dt-annual,governors", TRUE },
  { "Tea Cher", HAVEN_ROLE_DT, "dt-annual", TRUE },
  { "Rea Der", HAVEN_ROLE_READER, "dt-annual,governors", FALSE },
  { "Off Icer", HAVEN_ROLE_ATTENDANCE, "", FALSE },
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  g_assert_true (haven_session_fill_demo (fixture->session, HAVEN_DEMO_SCHOOL, 1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    HavenUser user = { (char *) people[i].name, people[i].role };
    g_assert_true (haven_session_add_user (fixture->session, &user, OTHER, NULL));
  }
}

static void
become (Fixture *fixture, const char *name)
{
  haven_session_lock (fixture->session);
  g_assert_true (haven_session_unlock (fixture->session, name, OTHER, NULL));
}

static char *
prepare (Fixture *fixture, const char *kind, GError **error)
{
  HavenGovernorsRequest request = { .kind = kind, .period = PERIOD };
  g_autoptr (HavenSheets) sheets = haven_session_print_report (fixture->session, &request, NULL, error);

  return sheets != NULL ? g_strdup (haven_sheets_get_text (sheets)) : NULL;
}

static gboolean
is_in (const char *list, const char *word)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) words, word);
}

static void
check_person (Fixture *fixture, guint person)
{
  g_autoptr (GPtrArray) listed = haven_session_list_reports (fixture->session);
  guint n = 0;

  for (const char *const *kind = haven_governors_kinds (); *kind != NULL; kind++) {
    gboolean may = is_in (people[person].reports, *kind);
    g_autoptr (GError) error = NULL;
    g_autofree char *text = prepare (fixture, *kind, &error);
    n += may;
    g_assert_cmpint (haven_session_may_report (fixture->session, *kind), ==, may);
    g_assert_cmpint (text != NULL, ==, may);
    g_assert_true (may || g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED));
  }
  g_assert_cmpuint (listed->len, ==, n);
  g_assert_false (haven_session_may_report (fixture->session, "league-table"));
}

static void
test_whose (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    become (fixture, people[i].name);
    check_person (fixture, i);
  }
}

/* The same words, whoever prepares it: the rest of the school is counted for the designated teacher too */
static void
test_on_the_whole_school (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lead = NULL, *teacher = NULL;
  guint seen;

  become (fixture, "Dep Uty");
  lead = prepare (fixture, "dt-annual", NULL);
  seen = haven_school_get_n_pupils (haven_session_get_school (fixture->session));
  become (fixture, "Tea Cher");
  teacher = prepare (fixture, "dt-annual", NULL);
  g_assert_cmpstr (teacher, ==, lead);
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), <, seen);
}

static void
check_names_nobody (HavenSchool *school, const char *text)
{
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    g_autofree char *name = haven_pupil_dup_name (pupil);
    g_assert_null (strstr (text, name));
    g_assert_null (strstr (text, pupil->upn));
  }
}

static void
test_names_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HavenSchool) whole = NULL;
  g_autofree char *text = NULL;

  become (fixture, "Dep Uty");
  whole = haven_school_ref (haven_session_get_school (fixture->session));
  become (fixture, "Tea Cher");
  text = prepare (fixture, "dt-annual", NULL);
  g_assert_cmpuint (strlen (text), >, 500);
  check_names_nobody (whole, text);
}

static guint
count_in_ledger (Fixture *fixture)
{
  return haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_RELEASES)->len;
}

static void
tell (Fixture *fixture, HavenRelease *page)
{
  HavenCommand *command = haven_command_tell_governors (page, "report governors", "the board");

  g_assert_cmpint (haven_session_run (fixture->session, command, NULL), >=, 0);
}

/* A report that is looked at tells nobody; one that is given away is in the ledger, once, and was not sent. */
static void
test_enters_the_ledger (Fixture *fixture, gconstpointer data)
{
  HavenGovernorsRequest request = { .kind = "governors", .period = { 2025, HAVEN_TERM_AUTUMN } };
  g_autoptr (HavenRelease) page = NULL, release = NULL;
  g_autoptr (HavenSheets) sheets = NULL;
  g_autoptr (GError) error = NULL;
  guint ledger, waiting;

  become (fixture, "Dep Uty");
  ledger = count_in_ledger (fixture);
  waiting = haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_OUTBOX)->len;
  sheets = haven_session_print_report (fixture->session, &request, &page, &error);
  g_assert_no_error (error);
  g_assert_nonnull (page);
  g_assert_cmpuint (count_in_ledger (fixture), ==, ledger);
  for (guint i = 0; i < 2; i++)
    tell (fixture, page);
  g_assert_cmpuint (count_in_ledger (fixture), ==, ledger + 1);
  g_assert_cmpuint (haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_OUTBOX)->len, ==, waiting);

  /* the first return is that very page, asks for its approval, and can go */
  release = haven_session_release (fixture->session, request.period, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (haven_release_get_bytes (release), haven_release_get_bytes (page)));
  g_assert_false (haven_sharing_has_sent (haven_session_get_school (fixture->session), release));
  g_assert_true (haven_sharing_needs_approval (haven_session_get_school (fixture->session)));
  haven_session_note_looked (fixture->session, release);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_queue_release (release, ""), NULL), <, 0);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_queue_release (release, "Head"), NULL), >, 0);
  g_assert_cmpuint (count_in_ledger (fixture), ==, ledger + 1);
  g_assert_cmpuint (haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_OUTBOX)->len, ==, waiting + 1);
  g_assert_true (haven_sharing_has_sent (haven_session_get_school (fixture->session), release));
}

static const HavenPupil *
find_counted (HavenSchool *school)
{
  GPtrArray *spells = haven_school_get_table (school, HAVEN_TABLE_SPELLS);

  for (guint i = 0; i < spells->len; i++) {
    const HavenSpell *spell = g_ptr_array_index (spells, i);

    if (spell->status == HAVEN_STATUS_CP && spell->last == HAVEN_DAY_NONE)
      return haven_school_get_pupil (school, spell->pupil_id);
  }
  return NULL;
}

/* What governors were told by stands: a correction of one child afterwards does not show, in the return as little as in a second report. */
static void
test_judged_beside (Fixture *fixture, gconstpointer data)
{
  HavenGovernorsRequest request = { .kind = "governors", .period = { 2025, HAVEN_TERM_AUTUMN } };
  g_autoptr (HavenRelease) page = NULL, again = NULL, release = NULL;
  g_autoptr (HavenSheets) sheets = NULL, later = NULL;
  const HavenPupil *pupil;
  HavenSuspension *suspension;

  become (fixture, "Dep Uty");
  sheets = haven_session_print_report (fixture->session, &request, &page, NULL);
  tell (fixture, page);
  pupil = find_counted (haven_session_get_school (fixture->session));
  g_assert_nonnull (pupil);
  suspension = haven_suspension_new ();
  suspension->pupil_id = pupil->id;
  suspension->first = haven_day_new (2025, 9, 22);
  suspension->last = haven_day_new (2025, 9, 23);
  suspension->sessions = 4;
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_SUSPENSIONS, suspension), NULL), >, 0);
  later = haven_session_print_report (fixture->session, &request, &again, NULL);
  release = haven_session_release (fixture->session, request.period, NULL);
  g_assert_true (g_bytes_equal (haven_release_get_bytes (again), haven_release_get_bytes (page)));
  g_assert_true (g_bytes_equal (haven_release_get_bytes (release), haven_release_get_bytes (page)));
  g_assert_true (haven_release_is_repeat (release));
}

static gboolean
try_words (Fixture *fixture, const char *kind)
{
  g_autofree char *key = g_strdup_printf ("report.%s.2025/26-year.ahead", kind);

  return haven_session_run (fixture->session, haven_command_set (key, "Another room."), NULL) >= 0;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    become (fixture, people[i].name);
    g_assert_cmpint (try_words (fixture, "dt-annual"), ==, people[i].own_words);
    g_assert_cmpint (try_words (fixture, "governors"), ==, people[i].role == HAVEN_ROLE_DEPUTY);
  }
  become (fixture, "Tea Cher");
  text = prepare (fixture, "dt-annual", NULL);
  g_assert_nonnull (strstr (text, "Another room."));
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  haven_session_lock (fixture->session);
  g_assert_null (prepare (fixture, "dt-annual", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/session/reports/practice_32/whose", test_whose);
  add ("/session/reports/practice_32/on-the-whole-school", test_on_the_whole_school);
  add ("/session/reports/practice_40/names-nobody", test_names_nobody);
  add ("/session/reports/practice_40/enters-the-ledger", test_enters_the_ledger);
  add ("/session/reports/practice_40/judged-beside", test_judged_beside);
  add ("/session/reports/practice_32/words", test_words);
  add ("/session/reports/locked", test_locked);
  return g_test_run ();
}
