/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-run.h"

typedef struct {
  GWeakRef widget;          /* it may be gone when the answer comes */
  char *label;
  gboolean can_undo;
} Run;

static void
run_free (Run *run)
{
  g_weak_ref_clear (&run->widget);
  g_free (run->label);
  g_free (run);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&run->widget);
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_run_finish (HAVEN_SESSION (source), result, &error);

  if (widget != NULL && id < 0)
    haven_fail (widget, error);
  else if (widget != NULL)
    gtk_widget_activate_action (widget, "win.said", "(sb)", run->label, run->can_undo);
  run_free (run);
}

void
haven_run (GtkWidget *widget, HavenSession *session, HavenCommand *take_command)
{
  Run *run = g_new0 (Run, 1);

  g_weak_ref_init (&run->widget, widget);
  run->label = g_strdup (haven_command_get_label (take_command));
  run->can_undo = haven_command_can_undo (take_command);
  haven_session_run_async (session, take_command, NULL, ran_cb, run);
}

void
haven_say (GtkWidget *widget, const char *sentence)
{
  gtk_widget_activate_action (widget, "win.said", "(sb)", sentence, FALSE);
}

void
haven_fail (GtkWidget *widget, const GError *error)
{
  gtk_widget_activate_action (widget, "win.failed", "s", error->message);
}
