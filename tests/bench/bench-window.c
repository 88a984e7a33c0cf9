/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bench.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include <adwaita.h>

#include "haven-application.h"
#include "haven-attention-row.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-session.h"

/* Starts: the program itself, as a process of its own, from the moment it is called until a frame is painted, in turns with an empty
 * window of libadwaita. The store of the large invented school is stretched as little as can be, so that what is measured is Haven. */
#define PASSPHRASE "invented school"
#define TODAY "2025-11-21"
#define RUNS 9
#define SETTLED_MS 1500       /* then all that the first view wanted is there, and the memory is read */

/* What a process tells of itself: ms to its first frame, ms from the passphrase to a filled Today, MB that it holds in the end */
typedef struct {
  double first;
  double filled;
  double memory;
} Told;

/* ---- in the process that is started ---- */

typedef struct {
  GtkWidget *window;
  gint64 called;
  gint64 typed;             /* 0: the passphrase is not typed */
  gboolean opens;
  Told told;
} Start;

static Start start;

static double
ms_since (gint64 moment)
{
  return (double) (g_get_monotonic_time () - moment) / 1000;
}

static double
read_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, "VmRSS:")) == NULL)
    return 0;
  return (double) g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) / 1024;
}

static gboolean
tell_cb (gpointer user_data)
{
  printf ("%.6f %.6f %.6f\n", start.told.first, start.told.filled, read_memory ());
  fflush (stdout);
  exit (EXIT_SUCCESS);
}

static GtkWidget *
find_mapped (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_mapped (child, type);
  return found;
}

static gboolean
type_cb (gpointer user_data)
{
  GtkWidget *entry = find_mapped (start.window, GTK_TYPE_PASSWORD_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), PASSPHRASE);
  start.typed = g_get_monotonic_time ();
  g_signal_emit_by_name (entry, "activate");
  return G_SOURCE_REMOVE;
}

static void
painted_cb (void)
{
  if (start.told.first == 0) {
    start.told.first = ms_since (start.called);
    g_timeout_add (SETTLED_MS, start.opens ? type_cb : tell_cb, NULL);
  } else if (start.typed > 0 && start.told.filled == 0 && find_mapped (start.window, HAVEN_TYPE_ATTENTION_ROW) != NULL) {
    start.told.filled = ms_since (start.typed);
    g_timeout_add (SETTLED_MS, tell_cb, NULL);
  }
}

static void
realized_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window)
{
  if (start.window != NULL)
    return;
  start.window = GTK_WIDGET (window);
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

static void
activate_empty_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 700);
  gtk_window_present (GTK_WINDOW (window));
}

static GApplication *
make_empty (void)
{
  GApplication *application = G_APPLICATION (adw_application_new ("uk.org.haven.Empty", G_APPLICATION_DEFAULT_FLAGS));

  g_signal_connect (application, "activate", G_CALLBACK (activate_empty_cb), NULL);
  return application;
}

/* As main() of the program has it */
static GApplication *
make_haven (void)
{
  setlocale (LC_ALL, "");
  haven_platform_find_texts ();
  haven_platform_start ();
  haven_secret_start (NULL);
  haven_reference_start ();
  return G_APPLICATION (haven_application_new ());
}

static int
run_one (const char *what, const char *called, char *folder)
{
  char *haven_arguments[] = { (char *) "haven", (char *) "--store", folder, (char *) "--today", (char *) TODAY, NULL };
  const gboolean empty = g_str_equal (what, "empty");
  GApplication *application;

  start.called = g_ascii_strtoll (called, NULL, 10);
  start.opens = g_str_equal (what, "open");
  application = empty ? make_empty () : make_haven ();
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (application, empty ? 1 : (int) G_N_ELEMENTS (haven_arguments) - 1, haven_arguments);
}

/* ---- in the one that starts them ---- */

static gboolean
start_one (const char *program, const char *what, const char *folder, Told *best)
{
  g_autofree char *called = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ()), *out = NULL;
  const char *arguments[] = { program, what, called, folder, NULL };
  Told told;

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, NULL) ||
      sscanf (out, "%lf %lf %lf", &told.first, &told.filled, &told.memory) != 3)
    return FALSE;
  best->first = MIN (best->first, told.first);
  best->filled = MIN (best->filled, told.filled);
  best->memory = MIN (best->memory, told.memory);
  return TRUE;
}

static gboolean
make_store (const char *folder)
{
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (haven_day_new (2025, 11, 21)));
  const HavenUser user = { .name = (char *) "lead", .role = HAVEN_ROLE_DSL };

  return haven_session_create (session, &user, PASSPHRASE, HAVEN_STRETCH_TEST, NULL) &&
         haven_session_fill_demo (session, HAVEN_DEMO_LARGE, 1, NULL);
}

static void
print_rows (const Told *empty, const Told *locked, const Told *open)
{
  haven_bench_row ("first frame of the locked screen", "ms", (double[]) { locked->first, empty->first }, "an empty window", 1.3);
  haven_bench_row ("from the passphrase to a filled Today", "ms", (double[]) { open->filled, empty->first },
                   "first frame of an empty window", 5);
  haven_bench_row ("memory with the large school open", "MB", (double[]) { open->memory, empty->memory }, "an empty window", 2.5);
}

static gboolean
start_all (const char *program, const char *folder)
{
  Told empty = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE }, locked = empty, open = empty;
  gboolean ok = make_store (folder);

  for (guint i = 0; ok && i < RUNS; i++)
    ok = start_one (program, "empty", folder, &empty) && start_one (program, "locked", folder, &locked) &&
         start_one (program, "open", folder, &open);
  if (ok)
    print_rows (&empty, &locked, &open);
  return ok;
}

int
main (int argc, char **argv)
{
  g_autofree char *temporary = NULL, *folder = NULL;
  gboolean ok;

  if (argc == 4)
    return run_one (argv[1], argv[2], argv[3]);
  if (!gtk_init_check ()) {
    haven_bench_skip ("the window’s starts", "no screen");
    return EXIT_SUCCESS;
  }
  haven_secret_start (NULL);
  haven_reference_start ();
  temporary = haven_platform_make_temp_folder (NULL);
  folder = g_build_filename (temporary, "invented.haven", NULL);
  ok = start_all (argv[0], folder);
  haven_platform_remove_tree (temporary, NULL);
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
