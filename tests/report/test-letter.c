/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-letter.h"

#include <string.h>

#include "haven-error.h"
#include "haven-test-school.h"
#include "report-reader.h"

/* Letters from templates, and whom a suspension is told to (practice 13). */

typedef struct {
  const char *name;
  HavenStatus status;
  gboolean cancelled;
  gboolean told;                /* all of them on the first day */
  gboolean adult;
  const char *letters;          /* wanted and not yet sent, in order */
} Case;

static const Case cases[] = {
  { "no-social-worker", HAVEN_STATUS_NONE, FALSE, FALSE, FALSE, "suspension-parent suspension-governors suspension-authority" },
  { "plan", HAVEN_STATUS_CIN, FALSE, FALSE, FALSE,
    "suspension-parent suspension-governors suspension-authority suspension-social-worker" },
  { "looked-after", HAVEN_STATUS_CLA, FALSE, FALSE, FALSE,
    "suspension-parent suspension-governors suspension-authority suspension-social-worker suspension-virtual-school" },
  { "previously-looked-after", HAVEN_STATUS_PLA, FALSE, FALSE, FALSE, "suspension-parent suspension-governors suspension-authority" },
  { "adult", HAVEN_STATUS_NONE, FALSE, FALSE, TRUE, "suspension-pupil suspension-governors suspension-authority" },
  { "told", HAVEN_STATUS_CLA, FALSE, TRUE, FALSE, "" },
  { "cancelled", HAVEN_STATUS_CIN, TRUE, TRUE, FALSE,
    "suspension-cancelled suspension-cancelled suspension-cancelled suspension-cancelled suspension-cancelled" },
};

static gint64
add_suspension (HavenTestSchool *test, gint64 child, const Case *one)
{
  HavenSuspension *suspension = haven_suspension_new ();

  suspension->pupil_id = child;
  suspension->type = HAVEN_SUSPENSION;
  suspension->first = haven_test_day ("2025-11-17");
  suspension->sessions = 5;
  suspension->reason = g_strdup ("PA");
  suspension->cancelled_on = one->cancelled ? haven_test_day ("2025-11-19") : HAVEN_DAY_NONE;
  return haven_test_school_add (test, HAVEN_TABLE_SUSPENSIONS, suspension);
}

static void
tell_all (HavenTestSchool *test, gint64 child, gint64 suspension_id)
{
  for (HavenNoticeTo to = HAVEN_NOTICE_PARENT; to <= HAVEN_NOTICE_VIRTUAL_SCHOOL; to++) {
    HavenNotice *notice = haven_notice_new ();
    notice->pupil_id = child;
    notice->suspension_id = suspension_id;
    notice->to = to;
    notice->sent_on = haven_test_day ("2025-11-17");
    haven_test_school_add (test, HAVEN_TABLE_NOTICES, notice);
  }
}

static HavenSchool *
make_school (const Case *one, gint64 *ret_child, const char *setting, const char *value)
{
  HavenTestSchool *test = haven_test_school_new ();
  gint64 suspension;

  haven_test_school_add_calendar (test, 2025);
  haven_test_school_set (test, "name", "Invented High School");
  if (setting != NULL)
    haven_test_school_set (test, setting, value);
  *ret_child = haven_test_school_add_pupil (test, 1, 9);
  if (one->adult)
    haven_test_school_get_pupil (test, *ret_child)->born = haven_test_day ("2007-10-01");
  if (one->status != HAVEN_STATUS_NONE)
    haven_test_school_add_spell (test, *ret_child, one->status, "2025-01-06", "");
  suspension = add_suspension (test, *ret_child, one);
  if (one->told)
    tell_all (test, *ret_child, suspension);
  return haven_test_school_build (test);
}

static HavenClock
get_clock (void)
{
  return haven_clock_fixed (haven_test_day ("2025-11-21"));
}

static void
test_wanted (gconstpointer data)
{
  const Case *one = data;
  gint64 child;
  g_autoptr (HavenSchool) school = make_school (one, &child, NULL, NULL);
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, child);
  g_autoptr (GPtrArray) list = haven_notices_wanted (school, slice.items[0]);
  g_autoptr (GString) letters = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++) {
    const HavenNoticeWanted *wanted = list->pdata[i];
    if (wanted->told_on == HAVEN_DAY_NONE)
      g_string_append_printf (letters, "%s%s", letters->len > 0 ? " " : "", wanted->letter);
    g_assert_cmpstr (wanted->whom, !=, "");
  }
  g_assert_cmpstr (letters->str, ==, one->letters);
}

static HavenLetterRequest
ask (HavenSchool *school, gint64 child, const char *name)
{
  return (HavenLetterRequest) { .school = school, .clock = get_clock (), .pupil_id = child, .name = name, .recipient = "Jo Parent",
                                .signed_by = "H. Head" };
}

static void
test_facts (void)
{
  gint64 child;
  g_autoptr (HavenSchool) school = make_school (&cases[1], &child, NULL, NULL);
  HavenLetterRequest request = ask (school, child, "suspension-parent");
  g_autofree char *text = haven_letter_to_text (&request, NULL);
  static const char *const wanted[] = { "for 2.5 school days from Monday 17 November 2025 to Wednesday 19 November 2025",
                                        "due back in school on Wednesday 19 November 2025", "Physical assault",
                                        "Dear Jo Parent,", "________________", "representations" };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    if (strstr (text, wanted[i]) == NULL)
      g_test_message ("“%s” is not in it: %s", wanted[i], text);
    g_assert_nonnull (strstr (text, wanted[i]));
  }
  g_assert_null (strchr (text, '{'));
}

/* Every letter fills itself in or leaves a line; none stops at a fact that nobody knows; each is pages that can be read back */
static void
test_all (void)
{
  gint64 child;
  g_autoptr (HavenSchool) school = make_school (&cases[2], &child, NULL, NULL);

  for (const char *const *name = haven_letter_names (); *name != NULL; name++) {
    HavenLetterRequest request = ask (school, child, *name);
    g_autoptr (GError) error = NULL;
    guint pages = 0;
    g_autoptr (GBytes) pdf = haven_letter_render (&request, &pages, &error);
    g_autoptr (GPtrArray) read = NULL;
    g_assert_no_error (error);
    read = report_read_pages (pdf);
    g_assert_cmpuint (read->len, ==, pages);
    g_assert_true (haven_letter_check (haven_letter_get_template (school, *name), &error));
    g_assert_nonnull (haven_letter_get_title (*name));
    g_assert_cmpuint (report_count_all (read, "SPDX"), ==, 0);
  }
}

/* The authority's own route: one child, whom the school's side prints and nothing else carries; the rest is for a hand to write */
static void
test_referral (void)
{
  static const char *const wanted[] = { "names a child", "never through", "To: Children’s services, front door", "What is asked for" };
  gint64 child;
  g_autoptr (HavenSchool) school = make_school (&cases[1], &child, NULL, NULL);
  const HavenPupil *pupil = haven_school_get_pupil (school, child);
  HavenLetterRequest request = ask (school, child, "referral");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GPtrArray) read = NULL;
  guint pages = 0;

  request.recipient = "Children’s services, front door";
  text = haven_letter_to_text (&request, NULL);
  pdf = haven_letter_render (&request, &pages, NULL);
  read = report_read_pages (pdf);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    g_test_message ("%s", wanted[i]);
    g_assert_nonnull (strstr (text, wanted[i]));
  }
  g_assert_nonnull (strstr (text, pupil->upn));
  g_assert_cmpuint (report_count_all (read, pupil->upn), ==, 1);
  g_assert_cmpuint (report_count_all (read, pupil->surname), >=, 1);
  g_assert_cmpuint (report_count_all (read, "front door"), >=, 1);
  g_assert_null (strchr (text, '{'));
}

static void
test_school_edits (void)
{
  gint64 child;
  g_autoptr (HavenSchool) school = make_school (&cases[1], &child, "letter.suspension-parent",
                                                "# Ours\n{child} stays at home for {days}.\n");
  HavenLetterRequest request = ask (school, child, "suspension-parent");
  g_autofree char *text = haven_letter_to_text (&request, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (text, "stays at home for 2.5 school days."));
  g_assert_false (haven_letter_check ("Dear {nobody},", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

static void
test_refusals (void)
{
  gint64 child;
  g_autoptr (HavenSchool) school = make_school (&cases[1], &child, NULL, NULL);
  HavenLetterRequest nobody = ask (school, child, "suspension-parent");
  HavenLetterRequest nothing = ask (school, child, "love");
  g_autoptr (GError) error = NULL;

  nobody.recipient = " ";
  g_assert_null (haven_letter_to_text (&nobody, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (haven_letter_to_text (&nothing, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/report/letter/practice_13/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], test_wanted);
  }
  g_test_add_func ("/report/letter/practice_13/facts", test_facts);
  g_test_add_func ("/report/letter/practice_25/all", test_all);
  g_test_add_func ("/report/letter/referral", test_referral);
  g_test_add_func ("/report/letter/school-edits", test_school_edits);
  g_test_add_func ("/report/letter/refusals", test_refusals);
  return g_test_run ();
}
