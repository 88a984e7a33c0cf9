/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every widget that can be made without a school is made and ends cleanly; the layouts keep their promises. */
#include <adwaita.h>

#include "haven-attention-group.h"
#include "haven-banner.h"
#include "haven-bookings.h"
#include "haven-bytes-window.h"
#include "haven-catalogue.h"
#include "haven-chart-card.h"
#include "haven-chart-view.h"
#include "haven-child-preview.h"
#include "haven-column-layout.h"
#include "haven-coverage.h"
#include "haven-create-page.h"
#include "haven-door.h"
#include "haven-enrol-panel.h"
#include "haven-figure-card.h"
#include "haven-frame.h"
#include "haven-hand-in-page.h"
#include "haven-idle.h"
#include "haven-import-list.h"
#include "haven-ledger.h"
#include "haven-mark-strip.h"
#include "haven-plain-list.h"
#include "haven-preferences-window.h"
#include "haven-record-list.h"
#include "haven-settings.h"
#include "haven-shortcuts.h"
#include "haven-sidebar.h"
#include "haven-stat-tile.h"
#include "haven-text-row.h"
#include "haven-tile-layout.h"
#include "haven-today-side.h"
#include "haven-unlock-page.h"
#include "haven-why-panel.h"
#include "haven-wrap-layout.h"
#include "ui-fixture.h"

#include <glib/gstdio.h>

static GType
nth_type (guint n)
{
  switch (n) {
  case 0: return HAVEN_TYPE_ATTENTION_GROUP;
  case 1: return HAVEN_TYPE_BANNER;
  case 2: return HAVEN_TYPE_BOOKINGS;
  case 3: return HAVEN_TYPE_CATALOGUE;
  case 4: return HAVEN_TYPE_CHART_CARD;
  case 5: return HAVEN_TYPE_CHART_VIEW;
  case 6: return HAVEN_TYPE_CHILD_PREVIEW;
  case 7: return HAVEN_TYPE_COVERAGE;
  case 8: return HAVEN_TYPE_CREATE_PAGE;
  case 9: return HAVEN_TYPE_ENROL_PANEL;
  case 10: return HAVEN_TYPE_FRAME;
  case 11: return HAVEN_TYPE_IMPORT_LIST;
  case 12: return HAVEN_TYPE_LEDGER;
  case 13: return HAVEN_TYPE_MARK_STRIP;
  case 14: return HAVEN_TYPE_SIDEBAR;
  case 15: return HAVEN_TYPE_STAT_TILE;
  case 16: return HAVEN_TYPE_TEXT_ROW;
  case 17: return HAVEN_TYPE_TODAY_SIDE;
  case 18: return HAVEN_TYPE_UNLOCK_PAGE;
  case 19: return HAVEN_TYPE_WHY_PANEL;
  case 20: return HAVEN_TYPE_DOOR;
  case 21: return HAVEN_TYPE_HAND_IN_PAGE;
  default: return G_TYPE_INVALID;
  }
}

static void
test_widgets_end (void)
{
  for (guint i = 0; nth_type (i) != G_TYPE_INVALID; i++) {
    GtkWidget *widget = g_object_ref_sink (g_object_new (nth_type (i), NULL));

    g_test_message ("%s", g_type_name (nth_type (i)));
    g_assert_finalize_object (widget);
  }
}

static void
test_makers_end (void)
{
  GtkWidget *widgets[] = {
    haven_plain_list_new ("Title", "Nothing"), haven_record_list_new (HAVEN_TABLE_SUSPENSIONS, "Title", "Nothing"),
    haven_figure_card_new ("attendance-trend", 0), haven_chart_view_new_spark (), haven_text_row_new ("_Title"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    g_assert_finalize_object (g_object_ref_sink (widgets[i]));
}

static void
end_window (GtkWidget *window)
{
  gpointer gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  gtk_window_destroy (GTK_WINDOW (window));
  while (gone != NULL && g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (gone);
}

static void
test_windows_end (void)
{
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr (HavenSession) session = haven_session_new ("/nowhere", haven_clock_system ());

  end_window (haven_preferences_window_new (settings, session));
  end_window (haven_bytes_window_new (bytes, "44136fa355b3678a"));
  end_window (haven_shortcuts_window_new (NULL));
}

/* The defaults in the program are those of the schema. */
static void
test_settings (void)
{
  g_autoptr (HavenSettings) plain = haven_settings_new (FALSE);
  g_autoptr (HavenSettings) kept = haven_settings_new (TRUE);
  guint n;
  g_autofree GParamSpec **properties = g_object_class_list_properties (G_OBJECT_GET_CLASS (plain), &n);

  for (guint i = 0; i < n; i++) {
    g_auto (GValue) one = G_VALUE_INIT, two = G_VALUE_INIT;

    g_object_get_property (G_OBJECT (plain), properties[i]->name, &one);
    g_object_get_property (G_OBJECT (kept), properties[i]->name, &two);
    g_test_message ("%s", properties[i]->name);
    g_assert_cmpint (g_param_values_cmp (properties[i], &one, &two), ==, 0);
  }
  haven_settings_set_column_width (kept, "name", 180);
  g_assert_cmpint (haven_settings_get_column_width (kept, "name"), ==, 180);
  g_assert_cmpint (haven_settings_get_column_width (kept, "year"), ==, -1);
}

static int
lock_minutes (gboolean kept)
{
  g_autoptr (HavenSettings) settings = haven_settings_new (kept);
  int minutes;

  g_object_get (settings, "idle-lock-minutes", &minutes, NULL);
  return minutes;
}

static void
choose_lock_minutes (int minutes)
{
  g_autoptr (HavenSettings) settings = haven_settings_new (TRUE);

  g_object_set (settings, "idle-lock-minutes", minutes, NULL);
}

static void
try_lock_minutes (const char *root)
{
  g_autofree char *folder = g_build_filename (root, "haven", NULL), *file = g_build_filename (folder, "defaults.ini", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "[desk]\nlock-minutes=12\n", -1, NULL));
  g_setenv ("XDG_CONFIG_DIRS", root, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_remove (file);
  g_rmdir (folder);
}

/* What was laid down for the computer is not taken for this person's choice; that one wins, even where it is the program's own default. */
static void
test_lock_minutes (void)
{
  g_autofree char *root = NULL;

  if (g_test_subprocess ()) {
    g_assert_cmpint (lock_minutes (FALSE), ==, 12);
    g_assert_cmpint (lock_minutes (TRUE), ==, 12);
    choose_lock_minutes (5);
    g_assert_cmpint (lock_minutes (TRUE), ==, 5);
    g_assert_cmpint (lock_minutes (FALSE), ==, 12);
    return;
  }
  root = g_dir_make_tmp ("haven-lock-minutes-XXXXXX", NULL);
  try_lock_minutes (root);
  g_rmdir (root);
}

static GtkWidget *
make_box (GtkLayoutManager *manager, guint n, int width, int height)
{
  GtkWidget *box = g_object_ref_sink (g_object_new (GTK_TYPE_BOX, "layout-manager", manager, NULL));

  for (guint i = 0; i < n; i++)
    gtk_widget_insert_before (g_object_new (GTK_TYPE_BOX, "width-request", width, "height-request", height, NULL), box, NULL);
  return box;
}

static int
height_at (GtkWidget *box, int width)
{
  int natural;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
test_tiles (void)
{
  GtkWidget *box = make_box (g_object_new (HAVEN_TYPE_TILE_LAYOUT, "tile-width", 100, "most", 4, "spacing", 10, NULL), 4, 10, 50);

  g_assert_cmpint (height_at (box, 430), ==, 50);
  g_assert_cmpint (height_at (box, 429), ==, 110);   /* two and two, not three and one */
  g_assert_cmpint (height_at (box, 209), ==, 230);
  g_assert_finalize_object (box);
}

static void
test_columns (void)
{
  GtkWidget *box = make_box (g_object_new (HAVEN_TYPE_COLUMN_LAYOUT, "aside-width", 100, "wide-from", 300, "spacing", 10, NULL), 2, 10, 50);

  g_assert_cmpint (height_at (box, 300), ==, 50);
  g_assert_cmpint (height_at (box, 299), ==, 110);
  g_assert_finalize_object (box);
}

static void
test_wrap (void)
{
  GtkWidget *box = make_box (g_object_new (HAVEN_TYPE_WRAP_LAYOUT, "spacing", 10, NULL), 3, 50, 20);

  g_assert_cmpint (height_at (box, 170), ==, 20);
  g_assert_cmpint (height_at (box, 169), ==, 50);
  g_assert_cmpint (height_at (box, 60), ==, 80);
  g_assert_finalize_object (box);
}

/* Every number of minutes that can be chosen, to the microsecond */
static void
test_idle (void)
{
  for (int minutes = 1; minutes <= 180; minutes++) {
    const gint64 most = (gint64) 60000000 * minutes;

    g_assert_false (haven_idle_is_over (minutes, 0));
    g_assert_false (haven_idle_is_over (minutes, most - 1));
    g_assert_true (haven_idle_is_over (minutes, most));
  }
}

int
main (int argc, char **argv)
{
  if (!ui_fixture_start (&argc, &argv))
    return 0;
  g_test_add_func ("/ui/widgets/end", test_widgets_end);
  g_test_add_func ("/ui/widgets/makers-end", test_makers_end);
  g_test_add_func ("/ui/widgets/windows-end", test_windows_end);
  g_test_add_func ("/ui/settings/defaults-are-the-schema-s", test_settings);
  g_test_add_func ("/ui/settings/lock-minutes-laid-down", test_lock_minutes);
  g_test_add_func ("/ui/idle/is-over", test_idle);
  g_test_add_func ("/ui/layout/tiles", test_tiles);
  g_test_add_func ("/ui/layout/columns", test_columns);
  g_test_add_func ("/ui/layout/wrap", test_wrap);
  return g_test_run ();
}
