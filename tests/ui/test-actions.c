/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked of the window: locked, hidden, and open by each role (C2, practice 32). */
#include <adwaita.h>
#include <string.h>

#include "haven-platform.h"
#include "haven-session.h"
#include "haven-settings.h"
#include "haven-window.h"
#include "ui-fixture.h"

#define PASSPHRASE "invented school"

#define ALWAYS "about copy-store failed help open-store preferences preferences-page restore said shared shortcuts"
#define LOOKING "back messages next-part open-child prepare previous-part round round-of search view"
#define LEADING "backup book import imported letters meeting meeting-of pack pack-of packs reports sync undo-import welcome"
#define EDITING "edit new put-off remove"
#define KEEPING "access certificate erase erase-staff hold keep-on note-file print-for-file records requests"       /* what is to be destroyed, given, sealed */

typedef struct {
  HavenSession *session;
  HavenSettings *settings;
  HavenWindow *window;
} Fixture;

static char *folder;          /* of the store that all cases open */
static GtkApplication *application;

/* A value of the type that an action takes */
static GVariant *
make_target (const GVariantType *type)
{
  if (type == NULL)
    return NULL;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    return g_variant_new_string ("");
  if (g_variant_type_equal (type, G_VARIANT_TYPE_INT64))
    return g_variant_new_int64 (0);
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("ax")))
    return g_variant_new ("ax", NULL);
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("(sx)")))
    return g_variant_new ("(sx)", "", (gint64) 0);
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("(sxx)")))
    return g_variant_new ("(sxx)", "", (gint64) 0, (gint64) 0);
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("(xs)")))
    return g_variant_new ("(xs)", (gint64) 0, "");
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("(xss)")))
    return g_variant_new ("(xss)", (gint64) 0, "", "");
  g_assert_true (g_variant_type_equal (type, G_VARIANT_TYPE ("(sb)")));
  return g_variant_new ("(sb)", "", FALSE);
}

/* A button knows whether its action can be asked for. */
static gboolean
is_enabled (HavenWindow *window, const char *name, const GVariantType *type)
{
  GtkWidget *button = gtk_button_new ();
  gboolean enabled;

  gtk_widget_insert_before (button, GTK_WIDGET (window), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), make_target (type));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  return enabled;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
list_enabled (HavenWindow *window)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const GVariantType *type;
  const char *name, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (window), i, &owner, &name, &type, &property); i++)
    if (g_str_has_prefix (name, "win.") && is_enabled (window, name, type))
      g_ptr_array_add (names, (gpointer) (name + strlen ("win.")));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (GStrv) names->pdata);
}

static char *
sort_words (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);

  qsort (parts, g_strv_length (parts), sizeof *parts, compare_names);
  return g_strjoinv (" ", parts);
}

static void
assert_enabled (HavenWindow *window, const char *words)
{
  g_autofree char *enabled = list_enabled (window), *expected = sort_words (words);

  g_assert_cmpstr (enabled, ==, expected);
}

static void
set_up (Fixture *fixture, const char *name)
{
  const HavenOptions options = { .today = HAVEN_DAY_NONE };
  g_autoptr (GError) error = NULL;

  fixture->session = haven_session_new (folder, haven_clock_fixed (haven_day_new (2025, 11, 21)));
  haven_session_unlock (fixture->session, name, PASSPHRASE, &error);
  g_assert_no_error (error);
  fixture->settings = haven_settings_new (FALSE);
  fixture->window = HAVEN_WINDOW (haven_window_new (application, fixture->session, fixture->settings, &options));
  ui_fixture_settle ();
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_fixture_settle ();
  g_object_unref (fixture->session);
  g_object_unref (fixture->settings);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
press (GtkWidget *window, const char *label)
{
  GtkWidget *button = find_button (window, label);

  g_assert_nonnull (button);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_settle ();
}

/* Windows that stand above another */
static guint
count_visible (void)
{
  GListModel *all = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

    n += gtk_window_get_transient_for (window) != NULL && gtk_widget_get_visible (GTK_WIDGET (window));
  }
  return n;
}

static void
test_c02_locked (void)
{
  Fixture fixture;

  set_up (&fixture, "lead");
  haven_window_lock (fixture.window);
  assert_enabled (fixture.window, ALWAYS);
  ui_fixture_settle ();
  assert_enabled (fixture.window, ALWAYS);
  tear_down (&fixture);
}

/* What Haven put into the clipboard goes with the lock. */
static void
test_c02_clipboard (void)
{
  Fixture fixture;
  GdkClipboard *clipboard;

  set_up (&fixture, "lead");
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture.window));
  gdk_clipboard_set_text (clipboard, "copied from a child's page");
  gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (fixture.window)), "marked on a child's page");
  g_assert_nonnull (gdk_clipboard_get_content (clipboard));
  haven_window_lock (fixture.window);
  g_assert_null (gdk_clipboard_get_content (clipboard));
  g_assert_null (gdk_clipboard_get_content (gtk_widget_get_primary_clipboard (GTK_WIDGET (fixture.window))));
  tear_down (&fixture);
}

/* A file chooser that was open belongs to what opened it, and both go. */
static void
test_c02_chooser (void)
{
  Fixture fixture;

  set_up (&fixture, "attendance");
  press (GTK_WIDGET (fixture.window), "_Choose files…");
  haven_window_lock (fixture.window);
  ui_fixture_settle ();
  g_assert_cmpint (count_visible (), ==, 0);
  tear_down (&fixture);
}

static void
test_c27_hidden (void)
{
  Fixture fixture;

  set_up (&fixture, "lead");
  haven_window_set_hidden (fixture.window, TRUE);
  assert_enabled (fixture.window, ALWAYS " hide lock");
  haven_window_set_hidden (fixture.window, FALSE);
  g_assert_false (haven_window_get_hidden (fixture.window));
  tear_down (&fixture);
}

static void
test_role (gconstpointer data)
{
  static const char *const expected[][2] = {
    { "lead", ALWAYS " hide lock " LOOKING " " EDITING " " LEADING " " KEEPING },
    { "deputy", ALWAYS " hide lock " LOOKING " " EDITING " " LEADING " " KEEPING },
    { "dt", ALWAYS " hide lock " LOOKING " " EDITING " backup book letters meeting meeting-of pack pack-of packs reports sync" },
    { "attendance", ALWAYS " hide lock" },
    { "reader", ALWAYS " hide lock " LOOKING " letters pack pack-of packs reports" },
  };
  guint n = GPOINTER_TO_UINT (data);
  Fixture fixture;

  set_up (&fixture, expected[n][0]);
  assert_enabled (fixture.window, expected[n][1]);
  tear_down (&fixture);
}

/* What was done can be taken back, and then done again; by the lock both are forgotten. */
/* The window of this title that stands above another; NULL: none does */
static GtkWidget *
find_window (const char *title)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

    if (g_strcmp0 (gtk_window_get_title (window), title) == 0)
      return GTK_WIDGET (window);
  }
  return NULL;
}

static gboolean
has_label (GtkWidget *widget, const char *ending)
{
  if (GTK_IS_LABEL (widget) && g_str_has_suffix (gtk_label_get_label (GTK_LABEL (widget)), ending))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, ending))
      return TRUE;
  return FALSE;
}

/* What was said can be read when the toast is gone, the latest first, and not after a lock. */
static void
test_messages (void)
{
  Fixture fixture;

  set_up (&fixture, "lead");
  haven_window_show_messages (fixture.window);
  g_assert_true (has_label (find_window ("Messages"), "Nothing was said yet"));
  gtk_window_destroy (GTK_WINDOW (find_window ("Messages")));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.said", "(sb)", "Figure saved", FALSE);
  haven_window_say (fixture.window, "Backed up", NULL, NULL);
  haven_window_show_messages (fixture.window);
  g_assert_true (has_label (find_window ("Messages"), "Figure saved"));
  g_assert_true (has_label (find_window ("Messages"), "Backed up"));
  haven_window_lock (fixture.window);
  ui_fixture_settle ();
  g_assert_null (find_window ("Messages"));
  haven_window_show_messages (fixture.window);
  g_assert_true (has_label (find_window ("Messages"), "Nothing was said yet"));
  gtk_window_destroy (GTK_WINDOW (find_window ("Messages")));
  tear_down (&fixture);
}

static void
test_undo (void)
{
  Fixture fixture;
  g_autofree char *before = NULL, *after = NULL;

  set_up (&fixture, "lead");
  before = list_enabled (fixture.window);
  g_assert_null (strstr (before, " undo "));
  g_assert_cmpint (haven_session_run (fixture.session, haven_command_set ("invented", "1"), NULL), >=, 0);
  ui_fixture_settle ();
  haven_window_say (fixture.window, "Setting changed", NULL, NULL);
  after = list_enabled (fixture.window);
  g_assert_nonnull (strstr (after, " undo "));
  haven_window_lock (fixture.window);
  assert_enabled (fixture.window, ALWAYS);
  tear_down (&fixture);
}

static void
make_store (void)
{
  static const HavenRole roles[] = { HAVEN_ROLE_DEPUTY, HAVEN_ROLE_DT, HAVEN_ROLE_ATTENDANCE, HAVEN_ROLE_READER };
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (haven_day_new (2025, 11, 21)));
  const HavenUser lead = { .name = (char *) "lead", .role = HAVEN_ROLE_DSL };
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_session_create (session, &lead, PASSPHRASE, HAVEN_STRETCH_TEST, &error));
  g_assert_true (haven_session_fill_demo (session, HAVEN_DEMO_SMALL, 1, &error));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++) {
    const HavenUser user = { .name = (char *) haven_role_code (roles[i]), .role = roles[i] };

    g_assert_true (haven_session_add_user (session, &user, PASSPHRASE, &error));
  }
  g_assert_no_error (error);
}

/* ---- files dropped on the window ---- */

static GtkDropTarget *
find_drop (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_DROP_TARGET (controller))
      return GTK_DROP_TARGET (controller);
  }
  return NULL;
}

/* Dropped anywhere on what is open, a file is what the import begins with. */
static void
test_drop (void)
{
  Fixture fixture;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/pupils.csv");
  GtkDropTarget *drop;
  HavenWorkspace *workspace;
  gboolean taken = FALSE;

  set_up (&fixture, "lead");
  workspace = haven_window_get_workspace (fixture.window);
  drop = find_drop (GTK_WIDGET (workspace));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  g_signal_emit_by_name (drop, "drop", &value, 1.0, 1.0, &taken);
  g_assert_true (taken);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (haven_workspace_get_page (workspace)), ==, "HavenImportPage");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_autofree char *temporary = NULL;
  int status;

  if (!ui_fixture_start (&argc, &argv))
    return 0;
  application = ui_fixture_new_application ();
  temporary = haven_platform_make_temp_folder (NULL);
  folder = g_build_filename (temporary, "invented.haven", NULL);
  make_store ();
  g_test_add_func ("/ui/actions/c02/locked-nothing-of-a-child-can-be-asked-for", test_c02_locked);
  g_test_add_func ("/ui/actions/c02/locked-the-clipboard-is-empty", test_c02_clipboard);
  g_test_add_func ("/ui/actions/c02/locked-a-file-chooser-goes-with-its-owner", test_c02_chooser);
  g_test_add_func ("/ui/actions/c27/hidden-only-lock-and-show", test_c27_hidden);
  g_test_add_data_func ("/ui/actions/practice_32/lead", GUINT_TO_POINTER (0), test_role);
  g_test_add_data_func ("/ui/actions/practice_32/deputy", GUINT_TO_POINTER (1), test_role);
  g_test_add_data_func ("/ui/actions/practice_32/designated-teacher", GUINT_TO_POINTER (2), test_role);
  g_test_add_data_func ("/ui/actions/practice_32/attendance-officer", GUINT_TO_POINTER (3), test_role);
  g_test_add_data_func ("/ui/actions/practice_32/reader", GUINT_TO_POINTER (4), test_role);
  g_test_add_func ("/ui/actions/undo-goes-with-the-lock", test_undo);
  g_test_add_func ("/ui/actions/what-was-said-is-read-again", test_messages);
  g_test_add_func ("/ui/actions/dropped-files-are-imported", test_drop);
  status = g_test_run ();
  g_object_unref (application);
  haven_platform_remove_tree (temporary, NULL);
  g_free (folder);
  return status;
}
