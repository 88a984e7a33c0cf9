/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-document.h"

#include <string.h>

#include "haven-error.h"
#include "haven-kept-columns.h"
#include "haven-test-school.h"
#include "report-reader.h"

/* Papers of data protection (practice 35) */

static HavenSchool *
make_school (void)
{
  HavenTestSchool *test = haven_test_school_new ();
  gint64 child;

  haven_test_school_add_calendar (test, 2025);
  haven_test_school_set (test, "name", "Invented High School");
  haven_test_school_set (test, "urn", "900001");
  haven_test_school_set (test, "authority", "Inventedshire");
  child = haven_test_school_add_pupil (test, 1, 9);
  haven_test_school_add_pupil (test, 2, 9);
  haven_test_school_add_pupil (test, 3, 9);
  haven_test_school_add_spell (test, child, HAVEN_STATUS_CIN, "2025-01-06", "");
  return haven_test_school_build (test);
}

static HavenDocumentRequest
ask (HavenSchool *school, const char *name)
{
  return (HavenDocumentRequest) { .school = school, .clock = haven_clock_fixed (haven_test_day ("2025-11-21")), .name = name,
                                  .signed_by = "D. Officer" };
}

/* Every one has a title, fills itself in, and names no child */
static void
test_all (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  guint n = 0;

  for (const char *const *name = haven_document_names (); *name != NULL; name++, n++) {
    HavenDocumentRequest request = ask (school, *name);
    g_autoptr (GError) error = NULL;
    g_autofree char *text = haven_document_to_text (&request, &error);
    guint pages = 0;
    g_autoptr (GBytes) pdf = haven_document_render (&request, &pages, NULL);

    g_assert_no_error (error);
    g_assert_nonnull (haven_document_get_title (*name));
    g_assert_null (strchr (text, '{'));
    g_assert_null (strstr (text, "Surname"));
    g_assert_nonnull (pdf);
    g_assert_cmpuint (pages, >, 0);
  }
  g_assert_cmpuint (n, ==, 8);
}

static void
test_facts (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  HavenDocumentRequest request = ask (school, "dpia");
  g_autofree char *text = haven_document_to_text (&request, NULL);
  static const char *const wanted[] = { "Invented High School", "Inventedshire", "now or before: 1 at", "Other pupils: 2.", "D. Officer",
                                        "Article 9(2)(g)", "Schedule 1 paragraph 18" };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    if (strstr (text, wanted[i]) == NULL)
      g_test_message ("“%s” is not in it: %s", wanted[i], text);
    g_assert_nonnull (strstr (text, wanted[i]));
  }
}

/* The assessment tells of every field; the store's own tests hold the list to the schema. */
static void
test_annex (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  HavenDocumentRequest request = ask (school, "dpia");
  g_autofree char *text = haven_document_to_text (&request, NULL);
  guint n;
  const HavenKeptColumn *columns = haven_kept_columns (&n);

  for (guint i = 0; i < n; i++) {
    g_assert_cmpstr (columns[i].what, !=, "");
    g_assert_cmpstr (columns[i].why, !=, "");
    g_assert_nonnull (strstr (text, columns[i].what));
    g_assert_nonnull (strstr (text, haven_retention_text (columns[i].kept)));
    if (i > 0 && g_str_equal (columns[i].table, columns[i - 1].table))
      g_assert_cmpstr (columns[i].kept, ==, columns[i - 1].kept);    /* said once for a table */
  }
}

static void
test_unknown (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  HavenDocumentRequest request = ask (school, "nothing");
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_document_render (&request, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/document/practice_35/all", test_all);
  g_test_add_func ("/report/document/practice_35/facts", test_facts);
  g_test_add_func ("/report/document/practice_35/every-field", test_annex);
  g_test_add_func ("/report/document/unknown", test_unknown);
  return g_test_run ();
}
