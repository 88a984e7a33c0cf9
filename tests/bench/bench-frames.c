/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bench.h"

#include <stdlib.h>

#include <adwaita.h>

#include "haven-child.h"
#include "haven-children-view.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-ui-resources.h"
#include "haven-window.h"

/* Frames: what one costs from what a person did to the last stroke of the painting, the wait for the screen left out. The slow are told,
 * the 99th of a hundred, beside those of plain GtkColumnViews of as many rows and columns with which the same is done in the same run.
 * Each in turns, and the best of some rounds: another program that is busy meets both. */
#define PASSPHRASE "invented school"
#define FRAMES 300
#define ROWS 10000
#define ROUNDS 3
#define VIEWS 5
#define COLUMNS HAVEN_N_CHILD_COLUMNS
#define STEP 96.0             /* pixels that a turn of the wheel scrolls */

typedef void (*Deed) (gpointer data, guint i);

typedef struct {
  gint64 begun;
  double painting;          /* ms of the frame, from its first phase to its last */
  gboolean painted;
} Frame;

static void
before_paint_cb (GdkFrameClock *clock, Frame *frame)
{
  frame->begun = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Frame *frame)
{
  frame->painting = (double) (g_get_monotonic_time () - frame->begun) / 1000;
  frame->painted = TRUE;
}

static double
cost_of (GtkWidget *window, Frame *frame, Deed deed, gpointer data, guint i)
{
  gint64 begun = g_get_monotonic_time ();
  double doing;

  deed (data, i);
  doing = (double) (g_get_monotonic_time () - begun) / 1000;
  frame->painted = FALSE;
  gtk_widget_queue_draw (window);
  while (!frame->painted)
    g_main_context_iteration (NULL, TRUE);
  return doing + frame->painting;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
slowest_of (GtkWidget *window, Deed deed, gpointer data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  double costs[FRAMES];
  Frame frame = { 0 };
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &frame);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &frame);

  for (guint i = 0; i < FRAMES; i++)
    costs[i] = cost_of (window, &frame, deed, data, i);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
  qsort (costs, FRAMES, sizeof *costs, compare);
  return costs[FRAMES * 99 / 100];
}

static void
settle (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

/* What is timed: in Haven's window or in the plain one */
typedef struct {
  GtkWidget *window;
  Deed deed;
  gpointer data;
} Doing;

static void
print_best (const char *what, Doing ours, Doing plain)
{
  double best[2] = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint round = 0; round < ROUNDS; round++) {
    double mine = slowest_of (ours.window, ours.deed, ours.data), theirs = slowest_of (plain.window, plain.deed, plain.data);

    best[0] = MIN (best[0], mine);
    best[1] = MIN (best[1], theirs);
  }
  haven_bench_row (what, "ms", best, "plain GtkColumnViews", 3);
}

static void
scroll (gpointer place, guint i)
{
  gtk_adjustment_set_value (place, i == 0 ? 0 : gtk_adjustment_get_value (place) + STEP);
}

/* Letters that are typed and taken away again, as when a name is looked for */
static const char *
typed (guint i)
{
  static const char *const letters[] = {
    "a", "an", "ann", "anna", "ann", "an", "a", "", "b", "be", "ben", "be", "b", "", "s", "sa", "sam", "sa", "s", ""
  };

  return letters[i % G_N_ELEMENTS (letters)];
}

/* ---- the plain window: a stack of tables, of which the first is long ---- */

typedef struct {
  GtkWidget *window;
  GtkStack *stack;
  GtkWidget *tables[VIEWS];
  GtkStringFilter *filter;  /* of the second */
} Plain;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
add_plain_column (GtkColumnView *table, guint i)
{
  g_autofree char *title = g_strdup_printf ("Column %u", i);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_column_view_append_column (table, column);
}

static GListModel *
make_plain_rows (GPtrArray *children, guint n)
{
  GtkStringList *rows = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (rows, haven_child_get_text (children->pdata[i % children->len], HAVEN_CHILD_NAME));
  return G_LIST_MODEL (rows);
}

static GListModel *
make_filtered (Plain *plain, GListModel *rows)
{
  plain->filter = gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  return G_LIST_MODEL (gtk_filter_list_model_new (rows, GTK_FILTER (plain->filter)));
}

static void
add_table (Plain *plain, guint i, GPtrArray *children)
{
  g_autofree char *name = g_strdup_printf ("%u", i);
  GListModel *rows = make_plain_rows (children, i == 0 ? ROWS : children->len);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  plain->tables[i] = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (i == 1 ? make_filtered (plain, rows) : rows)));
  for (guint column = 0; column < COLUMNS; column++)
    add_plain_column (GTK_COLUMN_VIEW (plain->tables[i]), column);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), plain->tables[i]);
  gtk_stack_add_named (plain->stack, scroller, name);
}

static void
show_plain (gpointer data, guint i)
{
  Plain *plain = data;
  g_autofree char *name = g_strdup_printf ("%u", i % VIEWS);

  gtk_stack_set_visible_child_name (plain->stack, name);
}

static void
search_plain (gpointer data, guint i)
{
  gtk_string_filter_set_search (((Plain *) data)->filter, typed (i));
}

static void
open_plain (Plain *plain, GtkApplication *application, GPtrArray *children)
{
  plain->window = adw_application_window_new (application);
  plain->stack = GTK_STACK (gtk_stack_new ());
  for (guint i = 0; i < VIEWS; i++)
    add_table (plain, i, children);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (plain->window), GTK_WIDGET (plain->stack));
  gtk_window_set_default_size (GTK_WINDOW (plain->window), 1280, 700);
  gtk_window_present (GTK_WINDOW (plain->window));
  settle (500);
}

/* ---- the window ---- */

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
search (gpointer view, guint i)
{
  haven_children_view_set_search (view, typed (i));
}

static void
show_view (gpointer workspace, guint i)
{
  static const char *const views[VIEWS] = { "today", "children", "cohort", "training", "share" };

  haven_workspace_show_view (workspace, views[i % VIEWS]);
}

static GPtrArray *
list_children (HavenSession *session)
{
  return haven_children_of (haven_session_get_school (session), haven_session_get_clock (session));
}

/* The children of the invented school again and again, in the window's own table */
static void
fill_table (GtkColumnView *table, HavenSession *session)
{
  GListStore *rows = g_list_store_new (HAVEN_TYPE_CHILD);

  while (g_list_model_get_n_items (G_LIST_MODEL (rows)) < ROWS) {
    g_autoptr (GPtrArray) children = list_children (session);

    g_list_store_splice (rows, 0, 0, children->pdata, children->len);
  }
  gtk_column_view_set_model (table, GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (rows))));
  settle (500);
}

static GtkAdjustment *
place_of (GtkWidget *table)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
}

static GtkWidget *
open_window (GtkApplication *application, HavenSession *session)
{
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  const HavenOptions options = { .today = haven_session_get_clock (session).today };
  GtkWidget *window = GTK_WIDGET (haven_window_new (application, session, settings, &options));

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < VIEWS; i++) {
    show_view (haven_window_get_workspace (HAVEN_WINDOW (window)), i);
    settle (1500);
  }
  return window;
}

static void
time_typing (GtkWidget *window, GtkWidget *view, Plain *plain)
{
  double slowest;

  print_best ("typing in search: slow frames", (Doing) { window, search, view }, (Doing) { plain->window, search_plain, plain });
  slowest = slowest_of (window, search, view);
  haven_bench_row ("a letter typed in search", "ms", (double[]) { slowest, 100 }, "promised", 1.0);
}

static void
time_window (GtkApplication *application, HavenSession *session, Plain *plain)
{
  GtkWidget *window = open_window (application, session);
  HavenWorkspace *workspace = haven_window_get_workspace (HAVEN_WINDOW (window));
  GtkWidget *view = find (GTK_WIDGET (workspace), HAVEN_TYPE_CHILDREN_VIEW), *table = find (view, GTK_TYPE_COLUMN_VIEW);

  print_best ("switching views: slow frames", (Doing) { window, show_view, workspace }, (Doing) { plain->window, show_plain, plain });
  haven_workspace_show_view (workspace, "children");
  show_plain (plain, 1);
  settle (1000);
  time_typing (window, view, plain);
  show_plain (plain, 0);
  fill_table (GTK_COLUMN_VIEW (table), session);
  print_best ("scrolling 10,000 children: slow frames", (Doing) { window, scroll, place_of (table) },
              (Doing) { plain->window, scroll, place_of (plain->tables[0]) });
  gtk_window_destroy (GTK_WINDOW (window));
}

/* GTK 4.8 wonders at each filter that brings rows back in one frame, in a plain table as in ours. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  return level == G_LOG_LEVEL_WARNING ? G_LOG_WRITER_HANDLED : g_log_writer_default (level, fields, n_fields, user_data);
}

static gboolean
time_all (GtkApplication *application, const char *folder)
{
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (haven_day_new (2025, 11, 21)));
  const HavenUser user = { .name = (char *) "lead", .role = HAVEN_ROLE_DSL };

  g_autoptr (GPtrArray) children = NULL;
  Plain plain = { 0 };

  if (!haven_session_create (session, &user, PASSPHRASE, HAVEN_STRETCH_TEST, NULL) ||
      !haven_session_fill_demo (session, HAVEN_DEMO_LARGE, 1, NULL))
    return FALSE;
  children = list_children (session);
  open_plain (&plain, application, children);
  time_window (application, session, &plain);
  gtk_window_destroy (GTK_WINDOW (plain.window));
  return TRUE;
}

int
main (void)
{
  g_autofree char *temporary = NULL, *folder = NULL;
  g_autoptr (GtkApplication) application = NULL;
  gboolean ok;

  if (!gtk_init_check ()) {
    haven_bench_skip ("the window’s frames", "no screen");
    return EXIT_SUCCESS;
  }
  adw_init ();
  g_log_set_writer_func (write_log, NULL, NULL);
  haven_secret_start (NULL);
  haven_reference_start ();
  g_resources_register (haven_ui_get_resource ());
  application = GTK_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (application), NULL, NULL);
  temporary = haven_platform_make_temp_folder (NULL);
  folder = g_build_filename (temporary, "invented.haven", NULL);
  ok = time_all (application, folder);
  haven_platform_remove_tree (temporary, NULL);
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
