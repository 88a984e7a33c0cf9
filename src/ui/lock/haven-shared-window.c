/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-shared-window.h"

#include <glib/gi18n-lib.h>
#include "haven-error.h"
#include "haven-file-chooser.h"
#include "haven-input.h"
#include "haven-merge-window.h"
#include "haven-names.h"
#include "haven-places.h"
#include "haven-text.h"

struct _HavenSharedWindow {
  AdwWindow parent_instance;

  HavenWindow *parent;      /* lent: this goes with it; NULL once it is closed */
  char *shared;             /* the folder; NULL: not chosen yet */
  gboolean there;           /* a snapshot is in it */
  char *holder;             /* who has it; NULL: nobody */

  /* template */
  AdwActionRow *folder_row;
  GtkLabel *state;
  GtkWidget *deeds;
  GtkEditable *who;
  GtkWidget *share_row;
  GtkWidget *check_in_row;
  GtkWidget *check_out_row;
  GtkWidget *copy_row;
  GtkWidget *release_row;
  GtkLabel *problem;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenSharedWindow, haven_shared_window, ADW_TYPE_WINDOW)

static HavenSession *
session_of (HavenSharedWindow *self)
{
  return haven_window_get_session (self->parent);
}

static void
show_problem (HavenSharedWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_busy (HavenSharedWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->deeds, !busy);
}

/* A copy to read may be taken out again into its own place; a store of one's own may be put there, or brought back. */
static void
show_deeds (HavenSharedWindow *self)
{
  gboolean open = haven_window_is_open (self->parent), may = haven_session_may (session_of (self), HAVEN_DEED_BACK_UP);
  g_autofree char *to_read = open ? haven_session_dup_to_read (session_of (self)) : NULL;
  gboolean own = open && may && to_read == NULL;
  gboolean take = self->there && self->holder == NULL && (!open || to_read != NULL);

  gtk_widget_set_visible (self->deeds, self->shared != NULL);
  gtk_widget_set_visible (self->share_row, own && !self->there);
  gtk_widget_set_visible (self->check_in_row, own && self->there);
  gtk_widget_set_visible (self->check_out_row, take);
  gtk_widget_set_visible (GTK_WIDGET (self->who), take && !open);
  gtk_widget_set_visible (self->copy_row, self->there && !open);
  gtk_widget_set_visible (self->release_row, self->there && self->holder != NULL && (!open || may));
}

/* Looking who has it: the folder may be slow */

typedef struct {
  char *shared;
  gboolean there;
  char *holder;
  gint64 since;
} Look;

static void
look_free (Look *look)
{
  g_free (look->shared);
  g_free (look->holder);
  g_free (look);
}

static void
look (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *look = task_data;
  GError *error = NULL;

  look->there = haven_shared_get_holder (look->shared, &look->holder, &look->since, &error);
  if (look->there || g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND)) {
    g_clear_error (&error);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

static char *
describe_state (const Look *look)
{
  g_autofree char *since = look->holder != NULL ? haven_time_to_text (look->since) : NULL;

  if (!look->there)
    return g_strdup (_("Nothing has been put there yet."));
  if (look->holder == NULL)
    return g_strdup (_("It is there, and nobody has it."));
  return g_strdup_printf (_("%s has had it since %s."), look->holder, since);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenSharedWindow *self = HAVEN_SHARED_WINDOW (source);
  g_autoptr (GError) error = NULL;
  Look *look = g_task_get_task_data (G_TASK (result));
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *state = ok ? describe_state (look) : NULL;

  if (self->parent == NULL)
    return;
  set_busy (self, FALSE);
  self->there = look->there;
  g_free (self->holder);
  self->holder = g_steal_pointer (&look->holder);
  gtk_label_set_label (self->state, ok ? state : error->message);
  show_deeds (self);
}

static void
refresh (HavenSharedWindow *self)
{
  g_autofree char *safe = g_markup_escape_text (self->shared != NULL ? self->shared : _("not chosen yet"), -1);
  g_autoptr (GTask) task = NULL;
  Look *errand;

  adw_action_row_set_subtitle (self->folder_row, safe);
  show_deeds (self);
  if (self->shared == NULL)
    return;
  errand = g_new0 (Look, 1);
  errand->shared = g_strdup (self->shared);
  set_busy (self, TRUE);
  task = g_task_new (self, NULL, looked_cb, NULL);
  g_task_set_task_data (task, errand, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look);
}

static void
folder_chosen_cb (gpointer widget, const char *folder)
{
  HavenSharedWindow *self = widget;

  g_free (self->shared);
  self->shared = g_strdup (folder);
  g_object_set (haven_window_get_settings (self->parent), "shared-folder", folder, NULL);
  refresh (self);
}

static void
choose_cb (HavenSharedWindow *self)
{
  haven_file_chooser_folder (self, _("Choose the School’s Shared Folder"), folder_chosen_cb);
}

/* From the open store */

static void
offer_merge (HavenSharedWindow *self)
{
  GtkWindow *window = haven_merge_window_new (self->parent, self->shared);

  gtk_window_destroy (GTK_WINDOW (self));
  gtk_window_present (window);
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenSharedWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_share_finish (HAVEN_SESSION (source), result, &error);

  if (self->parent == NULL)
    return;                 /* locked meanwhile */
  set_busy (self, FALSE);
  if (g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT)) {
    offer_merge (self);
    return;
  }
  show_problem (self, ok ? NULL : error->message);
  if (ok)
    haven_window_say (self->parent, _("It stands in the shared folder"), NULL, NULL);
  refresh (self);
}

static void
share_cb (HavenSharedWindow *self)
{
  set_busy (self, TRUE);
  haven_session_share_async (session_of (self), self->shared, shared_cb, g_object_ref (self));
}

static void
check_in_cb (HavenSharedWindow *self)
{
  set_busy (self, TRUE);
  haven_session_check_in_async (session_of (self), self->shared, shared_cb, g_object_ref (self));
}

/* Out of the folder, to this computer */

typedef struct {
  char *shared;
  char *folder;
  char *who;                /* NULL: a copy to read */
  HavenClock clock;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_free (fetch->shared);
  g_free (fetch->folder);
  g_free (fetch->who);
  g_free (fetch);
}

static void
fetch (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  GError *error = NULL;

  if (fetch->who != NULL ? haven_shared_check_out (fetch->shared, fetch->folder, fetch->who, fetch->clock, &error)
                         : haven_shared_copy (fetch->shared, fetch->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenWindow *parent = HAVEN_WINDOW (source);
  g_autoptr (HavenSharedWindow) self = user_data;
  Fetch *fetch = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    haven_window_open_store (parent, fetch->folder);   /* and closes this */
  } else if (self->parent == NULL) {
    haven_window_fail (parent, error->message);
  } else {
    show_problem (self, error->message);
    refresh (self);
  }
}

/* A copy to read that is open gives its place to what is taken out, and is closed first; else a new one is made. */
static char *
take_place (HavenSharedWindow *self)
{
  g_autofree char *name = g_path_get_basename (self->shared);
  char *folder;

  if (!haven_window_is_open (self->parent))
    return haven_place_dup_new (name);
  folder = g_strdup (haven_session_get_folder (session_of (self)));
  haven_window_open_store (self->parent, folder);
  return folder;
}

static void
start_fetch (HavenSharedWindow *self, const char *who)
{
  g_autoptr (HavenWindow) parent = g_object_ref (self->parent);
  g_autoptr (GTask) task = g_task_new (parent, NULL, fetched_cb, g_object_ref (self));
  Fetch *errand = g_new0 (Fetch, 1);

  errand->shared = g_strdup (self->shared);
  errand->who = g_strdup (who);
  errand->clock = haven_session_get_clock (session_of (self));
  set_busy (self, TRUE);
  errand->folder = take_place (self);
  g_task_set_task_data (task, errand, (GDestroyNotify) fetch_free);
  g_task_run_in_thread (task, fetch);
}

static void
check_out_cb (HavenSharedWindow *self)
{
  const HavenUser *user = haven_session_get_user (session_of (self));
  g_autofree char *who = haven_text_squeeze (user != NULL ? user->name : gtk_editable_get_text (self->who));

  if (*who == '\0') {
    show_problem (self, _("Type your name: others see who has the store."));
    gtk_widget_grab_focus (GTK_WIDGET (self->who));
    return;
  }
  start_fetch (self, who);
}

static void
copy_cb (HavenSharedWindow *self)
{
  start_fetch (self, NULL);
}

/* From somebody whose computer is gone */

static void
release_answered_cb (HavenSharedWindow *self, const char *response)
{
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "release"))
    return;
  if (!haven_shared_release (self->shared, &error))
    show_problem (self, error->message);
  refresh (self);
}

static void
release_cb (HavenSharedWindow *self)
{
  g_autofree char *body = g_strdup_printf (_("%s cannot bring back what they wrote any more; it can only be put together with this "
                                             "later, field by field. Ask them first."), self->holder);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Take the store back?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "release", _("_Take it back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "release", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (release_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
haven_shared_window_dispose (GObject *object)
{
  HavenSharedWindow *self = HAVEN_SHARED_WINDOW (object);

  self->parent = NULL;
  g_clear_pointer (&self->shared, g_free);
  g_clear_pointer (&self->holder, g_free);
  G_OBJECT_CLASS (haven_shared_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/lock/haven-shared-window.ui");
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, folder_row);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, state);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, deeds);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, who);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, share_row);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, check_in_row);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, check_out_row);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, copy_row);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, release_row);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, problem);
  gtk_widget_class_bind_template_child (klass, HavenSharedWindow, spinner);
  gtk_widget_class_bind_template_callback (klass, choose_cb);
  gtk_widget_class_bind_template_callback (klass, share_cb);
  gtk_widget_class_bind_template_callback (klass, check_in_cb);
  gtk_widget_class_bind_template_callback (klass, check_out_cb);
  gtk_widget_class_bind_template_callback (klass, copy_cb);
  gtk_widget_class_bind_template_callback (klass, release_cb);
}

static void
haven_shared_window_class_init (HavenSharedWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_shared_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
haven_shared_window_init (HavenSharedWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->who)), _("Your name"));
  gtk_editable_set_text (self->who, g_get_real_name ());
  haven_names_complete (GTK_WIDGET (self));
}

GtkWindow *
haven_shared_window_new (HavenWindow *parent)
{
  HavenSharedWindow *self = g_object_new (HAVEN_TYPE_SHARED_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *shared = NULL;

  self->parent = parent;
  g_object_get (haven_window_get_settings (parent), "shared-folder", &shared, NULL);
  if (!haven_text_is_empty (shared))
    self->shared = g_steal_pointer (&shared);
  refresh (self);
  return GTK_WINDOW (self);
}
