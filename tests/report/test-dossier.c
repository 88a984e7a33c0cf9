/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-dossier.h"

#include <string.h>

#include "haven-error.h"
#include "haven-exemptions.h"
#include "haven-kept-columns.h"
#include "haven-test-school.h"
#include "report-reader.h"

/* Everything held on one pupil, for whoever asks (practice 35; research/peers.md S27). */

#define TODAY haven_test_day ("2025-11-21")

/* ---- a child with something in every field of every table, beside another whose records must not be told ---- */

typedef struct {
  HavenSchool *school;
  gint64 pupil_id;
  gint64 request_id;
  gint64 import_id;             /* that made its records */
  gint64 other_import;
} Child;

static HavenPerson *
make_person (HavenPersonType type, gint64 pupil_id, const char *name)
{
  HavenPerson *person = haven_test_invent (HAVEN_TABLE_PEOPLE, pupil_id);

  person->type = type;
  g_free (person->name);
  person->name = g_strdup (name);
  return person;
}

static gint64
add_import (HavenTestSchool *made)
{
  HavenImport *import = haven_test_invent (HAVEN_TABLE_IMPORTS, 0);

  g_free (import->problem_list);
  import->problem_list = g_strdup ("line 7 is about Somebody Else");
  return haven_test_school_add (made, HAVEN_TABLE_IMPORTS, import);
}

static gboolean
has_pupil (HavenTable table)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, "pupil_id"))
      return TRUE;
  return FALSE;
}

static gint64
add_record (HavenTestSchool *made, HavenTable table, const Child *child, gint64 worker)
{
  gpointer record = table == HAVEN_TABLE_PEOPLE ? make_person (HAVEN_PERSON_CONTACT, child->pupil_id, "Alma Relative")
                                                : haven_test_invent (table, child->pupil_id);

  haven_test_refer (table, record, "social_worker_id", worker);
  haven_test_refer (table, record, "suspension_id", 1);
  haven_test_refer (table, record, "person_id", 1);
  haven_test_refer (table, record, "import_id", child->import_id);
  return haven_test_school_add (made, table, record);
}

static void
add_note (HavenTestSchool *made, gint64 pupil_id, const char *text)
{
  HavenNote *note = haven_note_new ();

  note->pupil_id = pupil_id;
  note->day = TODAY;
  note->text = g_strdup (text);
  haven_test_school_add (made, HAVEN_TABLE_NOTES, note);
}

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static gint64
add_pupil (HavenTestSchool *made, const char *forename, const char *surname, const char *upn)
{
  HavenPupil *pupil = haven_test_invent (HAVEN_TABLE_PUPILS, 0);

  set_text (&pupil->forename, forename);
  set_text (&pupil->surname, surname);
  set_text (&pupil->upn, upn);
  set_text (&pupil->preferred, forename);
  set_text (&pupil->year_group, "9");
  return haven_test_school_add (made, HAVEN_TABLE_PUPILS, pupil);
}

/* note: what one more note says; NULL: none */
static Child
make_child (const char *note)
{
  HavenTestSchool *made = haven_test_school_new ();
  gint64 other = add_pupil (made, "Jayden", "Smith-Okoro", "B801200005001"), worker;
  Child child;

  haven_test_school_set (made, "name", "Invented High School");
  child.import_id = add_import (made);
  child.other_import = add_import (made);
  add_note (made, other, "not about this child at all");
  child.pupil_id = add_pupil (made, "Amara", "Brown", "U502400200093");
  haven_test_school_add (made, HAVEN_TABLE_PEOPLE, make_person (HAVEN_PERSON_STAFF, 0, "Helen Marsh"));
  worker = haven_test_school_add (made, HAVEN_TABLE_PEOPLE, make_person (HAVEN_PERSON_SOCIAL_WORKER, 0, "Joy Amadi"));
  child.request_id = 0;
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (has_pupil (table)) {
      gint64 id = add_record (made, table, &child, worker);
      child.request_id = table == HAVEN_TABLE_ACCESS_REQUESTS ? id : child.request_id;
    }
  if (note != NULL)
    add_note (made, child.pupil_id, note);
  child.school = haven_test_school_build (made);
  return child;
}

static HavenDossier *
gather (Child child)
{
  static const HavenHeldEvent events[] = {
    { 5, 1763740800, "T. Blackwood", "view", NULL }, { 6, 1763740900, "T. Blackwood", "add", "notes" }
  };
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (HavenHeldEvent));
  HavenDossierRequest request = { .school = child.school, .clock = haven_clock_fixed (TODAY), .pupil_id = child.pupil_id,
                                  .request_id = child.request_id, .events = lines, .printed_by = "J. Invented" };
  HavenDossier *dossier;

  g_array_append_vals (lines, events, G_N_ELEMENTS (events));
  dossier = haven_dossier_new (&request, NULL);
  g_assert_nonnull (dossier);
  return dossier;
}

static HavenSchool *
decide_all (Child child, HavenAccessDecision decision)
{
  g_autoptr (HavenDossier) dossier = gather (child);
  g_autoptr (GArray) stops = haven_dossier_walk (dossier);
  GPtrArray *changes[HAVEN_N_TABLES] = { NULL };

  changes[HAVEN_TABLE_ACCESS_CHOICES] = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_access_choice_free);
  for (guint i = 0; i < stops->len; i++) {
    HavenAccessChoice *choice = haven_stop_decide (&g_array_index (stops, HavenStop, i), dossier, decision);
    choice->id = 100 + i;
    g_ptr_array_add (changes[HAVEN_TABLE_ACCESS_CHOICES], choice);
  }
  return haven_school_new_changed (child.school, changes);
}

/* ---- nothing is forgotten ---- */

static const HavenHeldField *
find_field (const HavenDossier *dossier, const char *table, const char *column)
{
  for (guint i = 0; i < dossier->sections->len; i++) {
    const HavenHeldSection *section = dossier->sections->pdata[i];
    const HavenHeldEntry *entry = section->entries->pdata[0];
    for (guint n = 0; g_str_equal (section->table, table) && n < entry->fields->len; n++)
      if (g_str_equal (((HavenHeldField *) entry->fields->pdata[n])->column, column))
        return entry->fields->pdata[n];
  }
  return NULL;
}

static gboolean
is_of_a_child (const HavenKeptColumn *column)
{
  static const char *const classes[] = { "pupil", "child", "person", NULL };

  return g_strv_contains (classes, column->kept);
}

/* Made of kept-columns.csv: a column that somebody adds about a child is told, or data/reference/access-columns.csv says where and why */
static void
test_every_column (void)
{
  Child child = make_child (NULL);
  g_autoptr (HavenDossier) dossier = gather (child);
  guint n, told = 0;
  const HavenKeptColumn *columns = haven_kept_columns (&n);

  for (guint i = 0; i < n; i++) {
    const HavenHeldField *field;
    if (!is_of_a_child (&columns[i]) || haven_access_column (columns[i].table, columns[i].column) == HAVEN_ACCESS_ELSEWHERE)
      continue;
    field = find_field (dossier, columns[i].table, columns[i].column);
    if (field == NULL || *field->text == '\0')
      g_error ("%s.%s is held on a child and is not told", columns[i].table, columns[i].column);
    told++;
  }
  g_test_message ("%u columns told", told);
  g_assert_cmpuint (told, >, 130);
  haven_school_unref (child.school);
}

static gboolean
has_words (const HavenDossier *dossier, const char *words)
{
  g_autoptr (HavenRows) rows = haven_dossier_get_rows (dossier);

  for (guint i = 0; i < haven_rows_get_n (rows); i++)
    if (strstr (haven_rows_get (rows, i, 4), words) != NULL)
      return TRUE;
  return FALSE;
}

/* Of imports only those that touched the child, without their lines; who looked is a member of staff; nobody else's records */
static void
test_nobody_else (void)
{
  Child child = make_child (NULL);
  g_autoptr (HavenDossier) dossier = gather (child);
  const HavenHeldEntry *event = haven_dossier_find (dossier, "audit", 5);

  g_assert_nonnull (haven_dossier_find (dossier, "imports", child.import_id));
  g_assert_null (haven_dossier_find (dossier, "imports", child.other_import));
  g_assert_false (has_words (dossier, "Somebody Else"));
  g_assert_false (has_words (dossier, "not about this child"));
  g_assert_false (has_words (dossier, "Blackwood"));
  g_assert_nonnull (event);
  haven_school_unref (child.school);
}

/* ---- names ---- */

/* text, and what is marked in it: words and kind by ": ", a mark after a mark by "; " */
static const struct {
  const char *text;
  const char *marks;
} named[] = {
  { "Amara was quiet today.", "" },
  { "Amara and Jayden argued.", "Jayden: child" },
  { "JAYDEN pushed her; Jayden’s bag broke.", "JAYDEN: child; Jayden: child" },
  { "Told by Jayden Smith-Okoro of 9B.", "Jayden Smith-Okoro: child" },
  { "Mrs Brown rang.", "Mrs Brown: somebody" },
  { "Mr J Whoever and Dr Sen came.", "Mr J Whoever: somebody; Dr Sen: somebody" },
  { "Alma Relative collected her.", "Alma Relative: family" },
  { "Joy Amadi visits on Friday.", "Joy Amadi: professional" },
  { "Told Helen Marsh.", "Helen Marsh: staff" },
  { "Ring 01632 960 904 or joy.amadi@invented.invalid.", "01632 960 904: detail; joy.amadi@invented.invalid: detail" },
  { "In 2025 she had 12 marks on 3 November.", "" },
  { "UPN B801200005001 is the other one.", "B801200005001: child" },
  { "the joy of it, said alma mater", "" },
  { "Brown bread", "" },
  { "", "" },
};

static char *
tell_marks (const HavenDossier *dossier, const char *text)
{
  g_autoptr (GArray) stops = haven_dossier_walk (dossier);
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < stops->len; i++) {
    const HavenStop *stop = &g_array_index (stops, HavenStop, i);
    g_autofree char *words = haven_stop_dup_words (stop);
    if (g_str_equal (stop->field->column, "text") && g_str_equal (stop->field->text, text))
      g_string_append_printf (told, "%s%s: %s", told->len > 0 ? "; " : "", words, haven_mark_code (stop->passage.mark));
  }
  return g_string_free (told, FALSE);
}

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++) {
    Child child = make_child (named[i].text);
    g_autoptr (HavenDossier) dossier = gather (child);
    g_autofree char *marks = tell_marks (dossier, named[i].text);
    g_assert_cmpstr (marks, ==, named[i].marks);
    haven_school_unref (child.school);
  }
}

/* ---- decisions ---- */

static void
test_redacted (void)
{
  Child child = make_child ("Amara and Jayden argued."), redacted = child, kept = child;
  g_autoptr (HavenDossier) open = gather (child), without = NULL, with = NULL;

  redacted.school = decide_all (child, HAVEN_ACCESS_REDACT);
  kept.school = decide_all (child, HAVEN_ACCESS_KEEP);
  without = gather (redacted);
  with = gather (kept);
  g_assert_true (has_words (open, "Amara and [to decide: Jayden] argued."));
  g_assert_true (has_words (without, "Amara and [another child] argued."));
  g_assert_true (has_words (with, "Amara and Jayden argued."));
  g_assert_false (has_words (without, "Alma Relative"));
  g_assert_cmpuint (open->n_open, ==, open->n_passages);
  g_assert_cmpuint (without->n_open, ==, 0);
  g_assert_cmpuint (without->n_redacted, ==, open->n_passages);
  haven_school_unref (child.school);
  haven_school_unref (redacted.school);
  haven_school_unref (kept.school);
}

/* A decision holds for the words that were looked at: others are open again */
static void
test_other_words (void)
{
  Child child = make_child ("Amara and Jayden argued."), decided = child, changed = child;
  GPtrArray *changes[HAVEN_N_TABLES] = { NULL };
  g_autoptr (HavenDossier) dossier = NULL;
  HavenSlice notes;
  HavenNote *note;

  decided.school = decide_all (child, HAVEN_ACCESS_REDACT);
  notes = haven_school_of_pupil (child.school, HAVEN_TABLE_NOTES, child.pupil_id);
  note = haven_note_copy (notes.items[notes.n - 1]);
  set_text (&note->text, "Amara and Jayden agreed.");
  changes[HAVEN_TABLE_NOTES] = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_note_free);
  g_ptr_array_add (changes[HAVEN_TABLE_NOTES], note);
  changed.school = haven_school_new_changed (decided.school, changes);
  dossier = gather (changed);
  g_assert_cmpuint (dossier->n_open, ==, 1);
  g_assert_true (has_words (dossier, "[to decide: Jayden]"));
  haven_school_unref (child.school);
  haven_school_unref (decided.school);
  haven_school_unref (changed.school);
}

static HavenSchool *
put_one (HavenSchool *school, HavenTable table, gpointer take_record)
{
  GPtrArray *changes[HAVEN_N_TABLES] = { NULL };

  changes[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  g_ptr_array_add (changes[table], take_record);
  return haven_school_new_changed (school, changes);
}

/* By an exemption that is told the first page says so; by one that is not, even that stays unsaid */
static void
check_withheld (const char *exemption, gboolean told)
{
  Child child = make_child ("What must not be told."), withheld = child;
  g_autoptr (HavenDossier) before = gather (child), dossier = NULL;
  HavenSlice notes = haven_school_of_pupil (child.school, HAVEN_TABLE_NOTES, child.pupil_id);
  const HavenHeldEntry *entry = haven_dossier_find (before, "notes", *(gint64 *) notes.items[notes.n - 1]);
  HavenAccessChoice *choice = haven_entry_withhold (entry, before, exemption, "because of who asks");
  g_autoptr (HavenPages) pages = NULL;
  g_autofree char *text = NULL;

  choice->id = 999;
  withheld.school = put_one (child.school, HAVEN_TABLE_ACCESS_CHOICES, choice);
  dossier = gather (withheld);
  pages = haven_dossier_write (dossier);
  text = haven_pages_to_text (pages);
  g_assert_cmpuint (dossier->n_withheld, ==, 1);
  g_assert_false (has_words (dossier, "must not be told"));
  g_assert_null (strstr (text, "must not be told"));
  g_assert_null (strstr (text, "because of who asks"));
  g_assert_cmpint (strstr (text, haven_exemption_find (exemption)->title) != NULL, ==, told);
  haven_school_unref (child.school);
  haven_school_unref (withheld.school);
}

static void
test_withheld (void)
{
  guint n;
  const HavenExemption *all = haven_exemptions (&n);

  g_assert_cmpuint (n, >, 8);
  for (guint i = 0; i < n; i++) {
    g_assert_true (all[i].dated != HAVEN_DAY_NONE && *all[i].law != '\0' && *all[i].source != '\0');
    check_withheld (all[i].code, all[i].told);
  }
}

/* ---- draft until it is signed, on every page ---- */

static Child
sign (Child child, const char *digest)
{
  HavenAccessRequest *asked
      = haven_access_request_copy (haven_school_get_record (child.school, HAVEN_TABLE_ACCESS_REQUESTS, child.request_id));

  set_text (&asked->signed_by, "O. Officer");
  set_text (&asked->signed_digest, digest);
  asked->signed_on = TODAY;
  child.school = put_one (child.school, HAVEN_TABLE_ACCESS_REQUESTS, asked);
  return child;
}

static void
assert_pages (const HavenDossier *dossier, gboolean draft)
{
  guint n = 0;
  g_autoptr (GBytes) pdf = haven_dossier_render (dossier, &n, NULL);
  g_autoptr (GPtrArray) pages = report_read_pages (pdf);

  g_assert_cmpuint (pages->len, ==, n);
  for (guint i = 0; i < pages->len; i++) {
    g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, n);
    g_assert_cmpint (strstr (pages->pdata[i], "DRAFT") != NULL, ==, draft);
    g_assert_nonnull (strstr (pages->pdata[i], "A.B."));
    g_assert_nonnull (strstr (pages->pdata[i], number));
  }
}

static void
test_draft (void)
{
  Child child = make_child ("Amara and Jayden argued."), decided = child, as_is, other;
  g_autoptr (HavenDossier) open = gather (child), done = NULL, answer = NULL, stale = NULL;
  g_autofree char *why = NULL, *still = NULL;

  decided.school = decide_all (child, HAVEN_ACCESS_REDACT);
  done = gather (decided);
  as_is = sign (decided, done->digest);
  other = sign (decided, "of another answer");
  answer = gather (as_is);
  stale = gather (other);
  why = haven_dossier_dup_draft (open);
  still = haven_dossier_dup_draft (stale);
  g_assert_nonnull (strstr (why, "still to be decided"));
  g_assert_nonnull (strstr (still, "changed since"));
  g_assert_null (haven_dossier_dup_draft (answer));
  assert_pages (open, TRUE);
  assert_pages (stale, TRUE);
  assert_pages (answer, FALSE);
  haven_school_unref (child.school);
  haven_school_unref (decided.school);
  haven_school_unref (as_is.school);
  haven_school_unref (other.school);
}

/* ---- the month ---- */

static const struct {
  const char *asked, *identity, *extended, *due;
} months[] = {
  { "2025-11-20", "", "", "2025-12-22" },            /* the 20th is a Saturday */
  { "2025-11-21", "", "", "2025-12-22" },            /* a Sunday */
  { "2025-11-24", "", "", "2025-12-24" },
  { "2026-01-30", "", "", "2026-03-02" },            /* 28 February is a Saturday */
  { "2026-03-31", "", "", "2026-04-30" },
  { "2025-11-20", "2025-11-27", "", "2025-12-29" },  /* from the day on which it is known who asks */
  { "2025-11-20", "", "2025-12-01", "2026-02-20" },
  { "", "", "", "" },
};

static void
test_due (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++) {
    g_autoptr (HavenAccessRequest) asked = haven_access_request_new ();
    g_autofree char *due = NULL;
    asked->asked_on = haven_test_day (months[i].asked);
    asked->identity_on = haven_test_day (months[i].identity);
    asked->extended_on = haven_test_day (months[i].extended);
    due = haven_day_to_iso (haven_access_due (asked));
    g_assert_cmpstr (due, ==, months[i].due);
  }
}

static void
test_not_there (void)
{
  Child child = make_child (NULL);
  HavenDossierRequest request = { .school = child.school, .clock = haven_clock_fixed (TODAY), .pupil_id = 4711 };
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_dossier_new (&request, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  haven_school_unref (child.school);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/dossier/S27/every-column", test_every_column);
  g_test_add_func ("/report/dossier/S27/nobody-else", test_nobody_else);
  g_test_add_func ("/report/dossier/S27/names", test_names);
  g_test_add_func ("/report/dossier/S27/redacted", test_redacted);
  g_test_add_func ("/report/dossier/other-words", test_other_words);
  g_test_add_func ("/report/dossier/practice_35/withheld", test_withheld);
  g_test_add_func ("/report/dossier/practice_35/draft-until-signed", test_draft);
  g_test_add_func ("/report/dossier/practice_35/due", test_due);
  g_test_add_func ("/report/dossier/not-there", test_not_there);
  return g_test_run ();
}
