/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of views and states: wherever a view has nothing to show, it says so in a sentence and offers one thing to do next. Figures, lists
 * and chronologies are worked out from what the store holds and cannot fail by themselves: only what is made for the Virtual School can. */
#include <adwaita.h>
#include <string.h>

#include "haven-attention-row.h"
#include "haven-children-view.h"
#include "haven-cohort-view.h"
#include "haven-error.h"
#include "haven-import-page.h"
#include "haven-platform.h"
#include "haven-record-list.h"
#include "haven-round-page.h"
#include "haven-state-page.h"
#include "haven-unlock-page.h"
#include "haven-window.h"
#include "haven-workspace.h"
#include "ui-fixture.h"

#define PASSPHRASE "invented school"
#define LEAST_SENTENCE 12
#define TOOK_SHAPE 10         /* seconds in which a view has worked out what it shows */

typedef enum { EMPTY, NO_MATCH, FAILED, WORKING } State;

typedef struct {
  const char *name;
  const char *view;           /* of the workspace; NULL: a page above it */
  State state;
  void (*bring) (HavenWorkspace *workspace);    /* NULL: it is there by itself */
  const char *sentence;       /* how it begins */
  const char *step;           /* what the one button says; NULL: wait */
} Case;

static GtkApplication *application;
static char *empty_folder, *full_folder;
static gboolean releases_fail;

HavenRelease *__real_haven_session_release_finish (HavenSession *session, GAsyncResult *result, GError **error);
HavenRelease *__wrap_haven_session_release_finish (HavenSession *session, GAsyncResult *result, GError **error);

HavenRelease *
__wrap_haven_session_release_finish (HavenSession *session, GAsyncResult *result, GError **error)
{
  g_autoptr (HavenRelease) release = __real_haven_session_release_finish (session, result, error);

  if (!releases_fail || release == NULL)
    return g_steal_pointer (&release);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED, "The key that noise depends on is not in this store.");
  return NULL;
}

/* Looking: what is drawn, and nothing that stands behind it */

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
find_all (GtkWidget *root, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);
  return found;
}

static GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  g_autoptr (GPtrArray) found = find_all (root, type);

  return found->len > 0 ? found->pdata[0] : NULL;
}

static gboolean
says (GtkWidget *page, const char *beginning)
{
  g_autoptr (GPtrArray) labels = find_all (page, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++) {
    const char *text = gtk_label_get_label (labels->pdata[i]);

    if (g_str_has_prefix (text, beginning) && strlen (text) >= LEAST_SENTENCE)
      return TRUE;
  }
  return FALSE;
}

/* Waiting for what is worked out on another thread: the state that is wanted, or time is over */
static GtkWidget *
wait_for_state (GtkWidget *root, const char *sentence)
{
  gint64 end = g_get_monotonic_time () + TOOK_SHAPE * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end) {
    GtkWidget *page = find_widget (root, HAVEN_TYPE_STATE_PAGE);

    if (page != NULL && says (page, sentence))
      return page;
    g_main_context_iteration (NULL, FALSE);
  }
  return NULL;
}

/* What another thread was asked for meanwhile must not take its place */
static GtkWidget *
stays (GtkWidget *root, const char *sentence)
{
  for (guint i = 0; i < 30; i++) {
    ui_fixture_settle ();
    g_usleep (G_USEC_PER_SEC / 100);
  }
  return wait_for_state (root, sentence);
}

static void
assert_one_step (GtkWidget *page, const char *step)
{
  g_autoptr (GPtrArray) buttons = find_all (page, GTK_TYPE_BUTTON);

  g_assert_cmpuint (buttons->len, ==, step != NULL);
  if (step == NULL) {
    g_assert_nonnull (find_widget (page, GTK_TYPE_SPINNER));
    return;
  }
  g_assert_cmpstr (gtk_button_get_label (buttons->pdata[0]), ==, step);
  g_assert_true (gtk_widget_is_sensitive (buttons->pdata[0]));
}

/* The window */

static HavenWindow *
open_window (const char *folder, HavenSettings *settings)
{
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (haven_day_new (2025, 11, 21)));
  const HavenOptions options = { .today = HAVEN_DAY_NONE };
  g_autoptr (GError) error = NULL;
  HavenWindow *window;

  haven_session_unlock (session, NULL, PASSPHRASE, &error);
  g_assert_no_error (error);
  window = HAVEN_WINDOW (haven_window_new (application, session, settings, &options));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* Locked first: what is still worked out would keep the store open */
static void
close_window (HavenWindow *window)
{
  haven_window_lock (window);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_settle ();
}

static GtkDropDown *
nth_drop_down (HavenWorkspace *workspace, guint n)
{
  g_autoptr (GPtrArray) found = find_all (haven_workspace_get_page (workspace), GTK_TYPE_DROP_DOWN);

  g_assert_cmpuint (found->len, >, n);
  return found->pdata[n];
}

static void
settle_view (HavenWorkspace *workspace)
{
  for (guint i = 0; i < 200 && find_widget (haven_workspace_get_page (workspace), HAVEN_TYPE_STATE_PAGE) != NULL; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (G_USEC_PER_SEC / 100);
  }
}

/* Bringing the states about */

static void
search_for_nobody (HavenWorkspace *workspace)
{
  settle_view (workspace);
  haven_children_view_set_search (HAVEN_CHILDREN_VIEW (haven_workspace_get_page (workspace)), "zzzz");
}

/* Kinship care is the last group but one, before every pupil: make_store () leaves nobody in it */
static void
choose_kinship (HavenWorkspace *workspace)
{
  GtkDropDown *group = nth_drop_down (workspace, 0);

  gtk_drop_down_set_selected (group, g_list_model_get_n_items (gtk_drop_down_get_model (group)) - 2);
}

static void
show_tab (HavenWorkspace *workspace, const char *tab)
{
  gtk_widget_activate_action (haven_workspace_get_page (workspace), "training.show", "s", tab);
}

static void
show_bookings (HavenWorkspace *workspace)
{
  show_tab (workspace, "bookings");
}

static void
show_coverage (HavenWorkspace *workspace)
{
  show_tab (workspace, "coverage");
}

static void
search_signposts (HavenWorkspace *workspace)
{
  show_tab (workspace, "signposts");
  gtk_editable_set_text (GTK_EDITABLE (find_widget (haven_workspace_get_page (workspace), GTK_TYPE_SEARCH_ENTRY)), "zzzz");
}

static void
open_round (HavenWorkspace *workspace)
{
  gtk_widget_activate_action (GTK_WIDGET (workspace), "win.round", NULL);
}

static void
let_releases_fail (HavenWorkspace *workspace)
{
  releases_fail = TRUE;
}

static const Case cases[] = {
  { "children", "children", EMPTY, NULL, "Import the pupils and their statuses", "_Import…" },
  { "cohort", "cohort", EMPTY, NULL, "They follow from the pupils", "_Import…" },
  { "training", "training", EMPTY, NULL, "The Virtual School’s catalogue comes", "_Fetch the catalogue" },
  { "bookings", "training", EMPTY, show_bookings, "Book from the catalogue", "Booked _elsewhere…" },
  { "coverage", "training", EMPTY, show_coverage, "It fills as bookings are attended", "Look at the _catalogue" },
  { "share", "share", EMPTY, NULL, "A return counts the children", "_Import…" },
  { "round", "today", EMPTY, open_round, "No child on roll has a social worker", "_Import…" },
  { "children", "children", NO_MATCH, search_for_nobody, "Try fewer letters, another year", "_Show all children" },
  { "cohort", "cohort", NO_MATCH, choose_kinship, "This group has no children", "_Show all children" },
  { "signposts", "training", NO_MATCH, search_signposts, "Try fewer letters, or look at all", "_Show all" },
  { "share", "share", FAILED, let_releases_fail, "The key that noise depends on", "_Try again" },
  { "today", "today", WORKING, NULL, "Working out what needs doing", NULL },
  { "children", "children", WORKING, NULL, "Reading the children’s marks", NULL },
  { "share", "share", WORKING, NULL, "Working out what may be shown", NULL },
  { "round", "today", WORKING, open_round, "Working it out", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  HavenWindow *window = open_window (one->state == EMPTY ? empty_folder : full_folder, settings);
  HavenWorkspace *workspace = haven_window_get_workspace (window);
  GtkWidget *page;

  haven_workspace_show_view (workspace, one->view);
  if (one->bring != NULL)
    one->bring (workspace);
  page = wait_for_state (GTK_WIDGET (workspace), one->sentence);
  if (one->state != WORKING)
    page = stays (GTK_WIDGET (workspace), one->sentence);
  g_assert_nonnull (page);
  assert_one_step (page, one->step);
  releases_fail = FALSE;
  close_window (window);
}

/* The one step leads out of the state again */
static void
test_step_shows_all (void)
{
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  HavenWindow *window = open_window (full_folder, settings);
  HavenWorkspace *workspace = haven_window_get_workspace (window);
  GtkWidget *page;

  haven_workspace_show_view (workspace, "cohort");
  choose_kinship (workspace);
  page = wait_for_state (GTK_WIDGET (workspace), "This group has no children");
  g_assert_nonnull (page);
  g_signal_emit_by_name (find_widget (page, GTK_TYPE_BUTTON), "clicked");
  settle_view (workspace);
  g_assert_null (find_widget (GTK_WIDGET (workspace), HAVEN_TYPE_STATE_PAGE));
  g_assert_cmpuint (gtk_drop_down_get_selected (nth_drop_down (workspace, 0)), ==, 0);
  close_window (window);
}

/* Today never says that nothing is there: how far the marks reach is itself a line, with its way out (practice 7) */
static void
test_practice_07_today_empty (void)
{
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  HavenWindow *window = open_window (empty_folder, settings);
  g_autoptr (GPtrArray) rows = NULL;

  haven_workspace_show_view (haven_window_get_workspace (window), "today");
  settle_view (haven_window_get_workspace (window));
  rows = find_all (GTK_WIDGET (window), HAVEN_TYPE_ATTENTION_ROW);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_true (says (rows->pdata[0], "There are no marks yet"));
  close_window (window);
}

/* A child of whom nothing is recorded: each list of each tab says so, and offers to add the first */
static void
test_child_empty (void)
{
  static const char *const tabs[] = { "overview", "suspensions", "learning", "wellbeing", "meetings", "record" };
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  HavenWindow *window = open_window (full_folder, settings);
  HavenWorkspace *workspace = haven_window_get_workspace (window);
  HavenSchool *school = haven_session_get_school (haven_window_get_session (window));
  guint lists = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++) {
    g_autoptr (GPtrArray) found = NULL;

    haven_workspace_open_child (workspace, haven_school_get_nth_pupil (school, 0)->id, tabs[i]);
    ui_fixture_settle ();
    found = find_all (haven_workspace_get_page (workspace), HAVEN_TYPE_RECORD_LIST);
    for (guint k = 0; k < found->len; k++, lists++) {
      GtkWidget *group = find_widget (found->pdata[k], ADW_TYPE_PREFERENCES_GROUP);
      const char *nothing = adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (group));

      g_assert_true (find_widget (group, ADW_TYPE_ACTION_ROW) != NULL || (nothing != NULL && *nothing != '\0'));
      g_assert_nonnull (find_widget (group, GTK_TYPE_BUTTON));
    }
  }
  g_assert_cmpuint (lists, >, 8);
  close_window (window);
}

/* Imports begin with what to do, and need no state of their own */
static void
test_import_empty (void)
{
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  HavenWindow *window = open_window (empty_folder, settings);

  haven_workspace_open_import (haven_window_get_workspace (window), NULL);
  ui_fixture_settle ();
  g_assert_true (says (haven_workspace_get_page (haven_window_get_workspace (window)), "Drop a file"));
  close_window (window);
}

/* Whichever view was open, a locked window says so, offers one way on, and has nothing of the view left */
static void
test_locked (gconstpointer view)
{
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  HavenWindow *window = open_window (full_folder, settings);
  GtkWidget *page;

  haven_workspace_show_view (haven_window_get_workspace (window), view);
  ui_fixture_settle ();
  haven_window_lock (window);
  ui_fixture_settle ();
  g_assert_null (haven_window_get_workspace (window));
  page = find_widget (GTK_WIDGET (window), HAVEN_TYPE_UNLOCK_PAGE);
  g_assert_nonnull (page);
  g_assert_true (says (page, "Haven is locked"));
  close_window (window);
}

static void
end_kinship (HavenSession *session)
{
  g_autoptr (HavenSchool) school = haven_school_ref (haven_session_get_school (session));
  GPtrArray *spells = haven_school_get_table (school, HAVEN_TABLE_SPELLS);

  for (guint i = 0; i < spells->len; i++) {
    const HavenSpell *spell = g_ptr_array_index (spells, i);

    if (spell->status == HAVEN_STATUS_KINSHIP)
      haven_session_run (session, haven_command_remove (HAVEN_TABLE_SPELLS, spell->id), NULL);
  }
}

static void
make_store (const char *folder, gboolean filled)
{
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (haven_day_new (2025, 11, 21)));
  const HavenUser user = { .name = (char *) "lead", .role = HAVEN_ROLE_DSL };
  g_autoptr (GError) error = NULL;

  haven_session_create (session, &user, PASSPHRASE, HAVEN_STRETCH_TEST, &error);
  if (filled)
    haven_session_fill_demo (session, HAVEN_DEMO_SMALL, 1, &error);
  g_assert_no_error (error);
  end_kinship (session);
}

int
main (int argc, char **argv)
{
  static const char *const states[] = { "empty", "no-match", "failed", "working" };
  static const char *const views[] = { "today", "children", "cohort", "training", "share" };
  g_autofree char *temporary = NULL;
  int status;

  if (!ui_fixture_start (&argc, &argv))
    return 0;
  application = ui_fixture_new_application ();
  temporary = haven_platform_make_temp_folder (NULL);
  empty_folder = g_build_filename (temporary, "empty.haven", NULL);
  full_folder = g_build_filename (temporary, "full.haven", NULL);
  make_store (empty_folder, FALSE);
  make_store (full_folder, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/ui/states/%s/%s", cases[i].name, states[cases[i].state]);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  for (guint i = 0; i < G_N_ELEMENTS (views); i++) {
    g_autofree char *path = g_strdup_printf ("/ui/states/%s/locked", views[i]);

    g_test_add_data_func (path, views[i], test_locked);
  }
  g_test_add_func ("/ui/states/cohort/step-shows-all", test_step_shows_all);
  g_test_add_func ("/ui/states/practice_07/today-empty", test_practice_07_today_empty);
  g_test_add_func ("/ui/states/child/empty", test_child_empty);
  g_test_add_func ("/ui/states/import/empty", test_import_empty);
  status = g_test_run ();
  haven_platform_remove_tree (temporary, NULL);
  g_free (empty_folder);
  g_free (full_folder);
  return status;
}
