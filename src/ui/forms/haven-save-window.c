/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-save-window.h"

#include "haven-keeper.h"
#include "haven-kept-form.h"

typedef struct {
  HavenSession *session;
  GtkLabel *problem;        /* lent by the template, as the button */
  GtkWidget *save_button;
  gboolean saving;
  gboolean can_undo;
  char *label;              /* "Suspension recorded" */
} HavenSaveWindowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HavenSaveWindow, haven_save_window, ADW_TYPE_WINDOW)

enum { SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static HavenSaveWindowPrivate *
get_private (HavenSaveWindow *self)
{
  return haven_save_window_get_instance_private (self);
}

static void
set_saving (HavenSaveWindow *self, gboolean saving)
{
  HavenSaveWindowPrivate *priv = get_private (self);

  priv->saving = saving;
  gtk_widget_set_sensitive (priv->save_button, !saving);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenSaveWindow) self = user_data;
  HavenSaveWindowPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_run_finish (HAVEN_SESSION (source), result, &error);

  if (id >= 0 && HAVEN_IS_KEPT_FORM (self))
    haven_keeper_settle (HAVEN_KEPT_FORM (self));
  if (priv->session == NULL)
    return;                 /* locked meanwhile: what was not saved comes back */
  set_saving (self, FALSE);
  if (id < 0)
    haven_save_window_show_problem (self, error->message);
  else
    haven_save_window_close (self, priv->label, priv->can_undo);
}

static void
haven_save_window_dispose (GObject *object)
{
  HavenSaveWindowPrivate *priv = get_private (HAVEN_SAVE_WINDOW (object));

  g_clear_object (&priv->session);
  g_clear_pointer (&priv->label, g_free);
  G_OBJECT_CLASS (haven_save_window_parent_class)->dispose (object);
}

static void
haven_save_window_class_init (HavenSaveWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_save_window_dispose;
  signals[SAVED] = g_signal_new ("saved", HAVEN_TYPE_SAVE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
haven_save_window_init (HavenSaveWindow *self)
{
}

void
haven_save_window_set_parts (HavenSaveWindow *self, GtkLabel *problem, GtkWidget *save_button)
{
  HavenSaveWindowPrivate *priv = get_private (self);

  priv->problem = problem;
  priv->save_button = save_button;
}

void
haven_save_window_set_session (HavenSaveWindow *self, HavenSession *session)
{
  g_set_object (&get_private (self)->session, session);
}

HavenSession *
haven_save_window_get_session (HavenSaveWindow *self)
{
  return get_private (self)->session;
}

void
haven_save_window_show_problem (HavenSaveWindow *self, const char *sentence)
{
  HavenSaveWindowPrivate *priv = get_private (self);

  gtk_label_set_label (priv->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->problem), sentence != NULL);
}

gboolean
haven_save_window_is_saving (HavenSaveWindow *self)
{
  return get_private (self)->saving;
}

void
haven_save_window_save (HavenSaveWindow *self, HavenCommand *take_command, const char *label, gboolean can_undo)
{
  HavenSaveWindowPrivate *priv = get_private (self);

  g_free (priv->label);
  priv->label = g_strdup (label != NULL ? label : haven_command_get_label (take_command));
  priv->can_undo = can_undo;
  set_saving (self, TRUE);
  haven_save_window_show_problem (self, NULL);
  haven_session_run_async (priv->session, take_command, NULL, saved_cb, g_object_ref (self));
}

void
haven_save_window_close (HavenSaveWindow *self, const char *label, gboolean can_undo)
{
  g_signal_emit (self, signals[SAVED], 0, label, can_undo);
  gtk_window_destroy (GTK_WINDOW (self));
}
