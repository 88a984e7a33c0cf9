/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-window.h"

#include <glib/gi18n-lib.h>
#include "haven-clipboard.h"
#include "haven-door.h"
#include "haven-hand-in-page.h"
#include "haven-help.h"
#include "haven-idle.h"
#include "haven-keeper.h"
#include "haven-messages.h"
#include "haven-names.h"
#include "haven-places.h"
#include "haven-system-watch.h"
#include "haven-window-actions.h"
#include "haven-window-system.h"
#include "haven-words.h"

#define TOAST_SECONDS 8

struct _HavenWindow {
  AdwApplicationWindow parent_instance;

  HavenSession *session;
  HavenSettings *settings;
  HavenIdle *idle;
  HavenSystemWatch *system;
  HavenKeeper *keeper;      /* of what is typed into the form */
  HavenOptions options;     /* view and today are read from it; lent strings are copied */
  GBinding *minutes;        /* of the settings, to idle: those of a meeting while there is one */
  HavenWorkspace *workspace;/* lent by toasts; NULL while locked, and where somebody only hands files in */
  HavenMessages *messages;  /* what was said while it was open */
  AdwToastOverlay *toasts;  /* around all that is open; NULL while locked: what it says goes too */
  GtkWindow *form;          /* weak: the form that is open */
  AdwToast *toast;          /* weak: the last; a new one takes its place rather than wait behind it */
  guint n_copies;           /* kept before migrations, as far as this window knows */
  HavenDay backed_up;       /* when a backup was last tried by itself */
  guint adopt_id;           /* windows above this one are looked at when they are ready */
  gboolean meeting;         /* one child stands above this window: nothing of others is shown behind */

  /* template */
  GtkStack *stack;
  HavenDoor *door;
  AdwBin *place;
};

G_DEFINE_FINAL_TYPE (HavenWindow, haven_window, ADW_TYPE_APPLICATION_WINDOW)

/* What was typed is kept in the store; the form itself, which shows it, goes. */
static void
put_form_away (HavenWindow *self)
{
  haven_keeper_keep (self->keeper);
  if (self->form != NULL)
    gtk_window_destroy (self->form);
}

/* Whether it stands above this window, at however many removes: another main window has its own. */
static gboolean
is_above (HavenWindow *self, GtkWindow *other)
{
  GtkWindow *below = gtk_window_get_transient_for (other);

  while (below != NULL && below != GTK_WINDOW (self))
    below = gtk_window_get_transient_for (below);
  return below != NULL;
}

/* A file chooser is its owner's, who would end it a second time: it is cancelled, and goes with its owner. */
static void
close_other (GtkWindow *other)
{
  if (!GTK_IS_FILE_CHOOSER (other))
    gtk_window_destroy (other);
  else if (gtk_widget_get_visible (GTK_WIDGET (other)))
    gtk_window_close (other);
}

/* Windows over this one show what it shows. */
static void
close_others (HavenWindow *self, GtkWindow *but)
{
  GListModel *all = gtk_window_get_toplevels ();
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);   /* one may go with another */

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (all, i);

    if (other != but && is_above (self, other))
      g_ptr_array_add (others, g_object_ref (other));
  }
  for (guint i = 0; i < others->len; i++)
    close_other (g_ptr_array_index (others, i));
}

/* Keys that must work wherever the focus is, in a form as in the window below it */

static gboolean
lock_cb (GtkWidget *other, GVariant *arguments, gpointer user_data)
{
  haven_window_lock (user_data);
  return TRUE;
}

static gboolean
hide_cb (GtkWidget *other, GVariant *arguments, gpointer user_data)
{
  haven_window_set_hidden (user_data, TRUE);
  return TRUE;
}

static gboolean
help_cb (GtkWidget *other, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (other));

  haven_help_show (user_data, haven_help_get_topic (focus != NULL ? focus : other));
  return TRUE;
}

static void
add_key (GtkShortcutController *controller, guint key, GdkModifierType modifiers, GtkShortcutFunc func, HavenWindow *self)
{
  gtk_shortcut_controller_add_shortcut (controller, gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                                                                      gtk_callback_action_new (func, self, NULL)));
}

static void
adopt (HavenWindow *self, GtkWidget *other)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_object_set_data (G_OBJECT (other), "haven-adopted", self);
  haven_names_complete (other);
  haven_idle_watch (self->idle, other);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_l, GDK_CONTROL_MASK, lock_cb, self);
  add_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK, hide_cb, self);
  add_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_F1, 0, help_cb, self);
  gtk_widget_add_controller (other, controller);
}

static gboolean
adopt_others_cb (gpointer user_data)
{
  HavenWindow *self = user_data;
  GListModel *all = gtk_window_get_toplevels ();

  self->adopt_id = 0;
  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (all, i);

    if (is_above (self, other) && g_object_get_data (G_OBJECT (other), "haven-adopted") == NULL)
      adopt (self, GTK_WIDGET (other));
  }
  return G_SOURCE_REMOVE;
}

/* A window is in the list before it says whom it stands above. */
static void
toplevels_changed_cb (HavenWindow *self)
{
  if (self->adopt_id == 0)
    self->adopt_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, adopt_others_cb, self, NULL);
}

static gboolean
drop_cb (gpointer inside)
{
  g_object_unref (inside);
  return G_SOURCE_REMOVE;
}

/* The page first: all that was open is out of the window at once; its hundreds of widgets end when the blank page is painted. */
static void
show_door (HavenWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "door");
  self->workspace = NULL;
  adw_bin_set_child (self->place, NULL);
  haven_messages_clear (self->messages);
  if (self->toasts != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_cb, g_steal_pointer (&self->toasts), NULL);
  haven_window_actions_update (self);
  haven_door_refresh (self->door);
}

static GtkWidget *
make_inside (HavenWindow *self)
{
  if (!haven_session_may (self->session, HAVEN_DEED_LOOK))
    return haven_hand_in_page_new (self->session);
  self->workspace = HAVEN_WORKSPACE (haven_workspace_new (self->session, self->settings));
  return GTK_WIDGET (self->workspace);
}

static void
show_first_view (HavenWindow *self)
{
  g_autofree char *view = g_strdup (self->options.view);

  if (view == NULL)
    g_object_get (self->settings, "view", &view, NULL);
  haven_workspace_show_view (self->workspace, view);
}

/* Whoever came in by the sheet from the safe does not stay so. */
static void
welcome_sheet (HavenWindow *self)
{
  if (haven_words_is_sheet (self->session))
    haven_window_say (self, _("Opened by the recovery sheet. Add yourself under People, and make a new sheet."), _("_People"),
                      "win.preferences-page::people");
}

/* An older Haven made it: said once, with where the way back is. */
static void
tell_migration (HavenWindow *self)
{
  guint n = haven_place_count_copies (haven_session_get_folder (self->session));

  if (n > self->n_copies)
    haven_window_say (self, _("This store was made by an older Haven and is up to date now. A copy from before is in its folder."),
                      NULL, NULL);
  self->n_copies = n;
}

/* A stack's other pages can still be found by a screen reader; what is not visible cannot. It stays in the window: a tree that leaves it
 * and comes back is one whose roles GTK has been asked for in between. */
static void
show_place (HavenWindow *self, gboolean shown)
{
  if (shown)
    gtk_widget_set_visible (GTK_WIDGET (self->place), TRUE);
  gtk_stack_set_visible_child_name (self->stack, shown ? "open" : "hidden");
  gtk_widget_set_visible (GTK_WIDGET (self->place), shown);
}

static void
show_open (HavenWindow *self)
{
  if (self->toasts != NULL)
    return;
  self->toasts = g_object_ref_sink (ADW_TOAST_OVERLAY (adw_toast_overlay_new ()));
  adw_toast_overlay_set_child (self->toasts, make_inside (self));
  adw_bin_set_child (self->place, GTK_WIDGET (self->toasts));
  show_place (self, TRUE);
  if (self->workspace != NULL)
    show_first_view (self);
  haven_names_complete (GTK_WIDGET (self->toasts));
  haven_window_actions_update (self);
  haven_keeper_find (self->keeper);
  tell_migration (self);
  welcome_sheet (self);
}

static void
state_changed_cb (HavenWindow *self)
{
  HavenSessionState state = haven_session_get_state (self->session);

  if (state == HAVEN_SESSION_CLOSED && self->toasts != NULL)
    show_door (self);
}

/* A page of the door opened the store, or it was open from the start. */
static void
opened_cb (HavenWindow *self)
{
  g_object_set (self->settings, "last-store", haven_session_get_folder (self->session), NULL);
  haven_idle_touch (self->idle);
  show_open (self);
}

/* The first start goes on with what a new store needs. */
static void
created_cb (HavenWindow *self)
{
  opened_cb (self);
  if (self->workspace != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.welcome", NULL);
}

static void
form_found_cb (HavenWindow *self, GtkWindow *form)
{
  haven_window_show_form (self, form);
}

static void
end_cb (HavenWindow *self)
{
  haven_window_leave (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
expired_cb (HavenWindow *self)
{
  haven_window_lock (self);
}

/* Into the folder that was chosen, once a day at most; where it fails the banner stays. */

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!haven_session_backup_finish (HAVEN_SESSION (source), result, &error) && self->toasts != NULL)
    haven_window_say (self, error->message, NULL, NULL);
}

static void
back_up_when_due (HavenWindow *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  HavenDay today = haven_session_get_clock (self->session).today;
  const char *folder = school != NULL ? haven_school_get_setting (school, "backup.folder", "") : "";

  if (*folder == '\0' || self->backed_up == today || haven_session_get_backup_due (self->session) > today ||
      !haven_session_may (self->session, HAVEN_DEED_BACK_UP))
    return;
  self->backed_up = today;
  haven_session_backup_to_folder_async (self->session, folder, backed_up_cb, g_object_ref (self));
}

/* A new day, or a session that has closed, changes what is due. */
static void
tick_cb (HavenWindow *self)
{
  HavenClock before = haven_session_get_clock (self->session);
  HavenClock after = haven_clock_system ();
  int session_before, session_after;

  if (self->toasts == NULL)
    return;
  back_up_when_due (self);
  if (self->options.today != HAVEN_DAY_NONE)
    return;
  haven_clock_last_closed (before, &session_before);
  haven_clock_last_closed (after, &session_after);
  if (before.today != after.today || session_before != session_after)
    haven_session_set_clock (self->session, after);
}

static void
wake_cb (HavenWindow *self)
{
  if (self->workspace != NULL)
    haven_workspace_wake (self->workspace);
}

static void
form_saved_cb (HavenWindow *self, const char *label, gboolean can_undo)
{
  haven_window_say (self, label, can_undo ? _("_Undo") : NULL, "win.undo");
}

static gboolean
close_request_cb (HavenWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_object_set (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)), NULL);
  if (!gtk_window_is_maximized (GTK_WINDOW (self)))
    g_object_set (self->settings, "window-width", MAX (width, 360), "window-height", MAX (height, 300), NULL);
  if (self->workspace != NULL)
    g_object_set (self->settings, "view", haven_workspace_get_view (self->workspace), NULL);
  haven_window_leave (self);
  return FALSE;
}

static void
haven_window_dispose (GObject *object)
{
  HavenWindow *self = HAVEN_WINDOW (object);

  g_signal_handlers_disconnect_by_data (gtk_window_get_toplevels (), self);     /* others go with this one */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);                               /* GTK would keep what had it until a frame that never comes */
  g_clear_handle_id (&self->adopt_id, g_source_remove);
  self->workspace = NULL;
  g_clear_object (&self->toasts);
  g_clear_object (&self->messages);
  self->minutes = NULL;
  g_clear_weak_pointer (&self->form);
  g_clear_weak_pointer (&self->toast);
  g_clear_object (&self->idle);
  g_clear_object (&self->system);
  g_clear_object (&self->keeper);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  haven_options_clear (&self->options);
  G_OBJECT_CLASS (haven_window_parent_class)->dispose (object);
}

static void
haven_window_class_init (HavenWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_window_dispose;
  g_type_ensure (HAVEN_TYPE_DOOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/window/haven-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenWindow, door);
  gtk_widget_class_bind_template_child (widget_class, HavenWindow, place);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, created_cb);
  haven_window_actions_install (widget_class);
}

static void
haven_window_init (HavenWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_complete (GTK_WIDGET (self));
  self->messages = haven_messages_new ();
  self->idle = haven_idle_new ();
  haven_idle_watch (self->idle, GTK_WIDGET (self));
  g_signal_connect_object (self->idle, "expired", G_CALLBACK (expired_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->idle, "tick", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
  haven_clipboard_watch (GTK_WIDGET (self));
  self->system = haven_system_watch_new ();
  g_signal_connect_object (self->system, "leave", G_CALLBACK (haven_window_lock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->system, "wake", G_CALLBACK (wake_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->system, "end", G_CALLBACK (end_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (toplevels_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
restore_size (HavenWindow *self)
{
  gboolean maximized;
  int width, height;

  g_object_get (self->settings, "window-width", &width, "window-height", &height, "window-maximized", &maximized, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
take_session (HavenWindow *self, HavenSession *session)
{
  g_autofree char *last = NULL;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_clear_object (&self->keeper);
  self->keeper = haven_keeper_new (session);
  g_signal_connect_object (self->keeper, "found", G_CALLBACK (form_found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (haven_window_actions_update), self, G_CONNECT_SWAPPED);
  g_object_get (self->settings, "last-store", &last, NULL);
  haven_door_set_session (self->door, session, g_strcmp0 (last, haven_session_get_folder (session)) == 0);
  haven_door_set_inside (self->door, NULL, NULL);
  self->n_copies = haven_place_count_copies (haven_session_get_folder (session));
}

/* What was only quit, the desktop's keyring may open again; where it does not, the passphrase is asked for as ever. */

static void
kept_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenWindow) self = user_data;

  if (haven_session_unlock_finish (HAVEN_SESSION (source), result, NULL) && self->session == HAVEN_SESSION (source))
    opened_cb (self);
}

static void
show_first (HavenWindow *self)
{
  if (haven_session_get_state (self->session) == HAVEN_SESSION_OPEN) {
    opened_cb (self);
    return;
  }
  show_door (self);
  if (haven_session_is_kept (self->session))
    haven_session_unlock_kept_async (self->session, NULL, kept_opened_cb, g_object_ref (self));
}

GtkWindow *
haven_window_new (GtkApplication *application, HavenSession *session, HavenSettings *settings, const HavenOptions *options)
{
  HavenWindow *self = g_object_new (HAVEN_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  self->backed_up = HAVEN_DAY_NONE;
  self->options.today = options->today;
  self->options.view = g_strdup (options->view);
  take_session (self, session);
  haven_window_set_meeting (self, FALSE);
  restore_size (self);
  show_first (self);
  return GTK_WINDOW (self);
}

void
haven_window_open_store (HavenWindow *self, const char *folder)
{
  g_autoptr (HavenSession) session = NULL;

  g_return_if_fail (HAVEN_IS_WINDOW (self));
  haven_window_lock (self);
  close_others (self, NULL);
  session = haven_session_new (folder, haven_session_get_clock (self->session));
  take_session (self, session);
  haven_door_set_hint (self->door, NULL);
  show_door (self);
}

void
haven_window_set_meeting (HavenWindow *self, gboolean meeting)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  self->meeting = meeting;
  if (self->toasts != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "door") != 0)
    show_place (self, !meeting);
  haven_window_actions_update (self);
  if (self->minutes != NULL)
    g_binding_unbind (self->minutes);
  self->minutes = g_object_bind_property (self->settings, meeting ? "meeting-lock-minutes" : "idle-lock-minutes", self->idle, "minutes",
                                          G_BINDING_SYNC_CREATE);
}

void
haven_window_set_hint (HavenWindow *self, const char *hint)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  haven_door_set_hint (self->door, hint);
}

HavenSession *
haven_window_get_session (HavenWindow *self)
{
  g_return_val_if_fail (HAVEN_IS_WINDOW (self), NULL);
  return self->session;
}

HavenSettings *
haven_window_get_settings (HavenWindow *self)
{
  g_return_val_if_fail (HAVEN_IS_WINDOW (self), NULL);
  return self->settings;
}

HavenWorkspace *
haven_window_get_workspace (HavenWindow *self)
{
  g_return_val_if_fail (HAVEN_IS_WINDOW (self), NULL);
  return self->workspace;
}

gboolean
haven_window_is_open (HavenWindow *self)
{
  g_return_val_if_fail (HAVEN_IS_WINDOW (self), FALSE);
  return self->toasts != NULL;
}

const char *
haven_window_get_topic (HavenWindow *self)
{
  g_return_val_if_fail (HAVEN_IS_WINDOW (self), NULL);
  if (self->workspace != NULL)
    return haven_help_get_topic (haven_workspace_get_page (self->workspace));
  return haven_help_get_topic (self->toasts != NULL ? GTK_WIDGET (self->toasts) : gtk_window_get_focus (GTK_WINDOW (self)));
}

/* What waits inside, in numbers and without names */
static void
tell_door (HavenWindow *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  g_autofree char *name = g_strdup (haven_school_get_setting (school, "name", NULL));
  g_autofree char *waits = self->workspace != NULL ? haven_workspace_dup_numbers (self->workspace) : NULL;
  const char *form = haven_keeper_has_draft (self->keeper) ? _("A form that was being written is kept, and comes back.") : NULL;
  g_autofree char *numbers = g_strjoin (waits != NULL && form != NULL ? "\n" : "", waits != NULL ? waits : "", form, NULL);

  haven_door_set_inside (self->door, name, numbers);
}

void
haven_window_lock (HavenWindow *self)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  if (self->toasts == NULL) {
    haven_session_lock (self->session);     /* perhaps it is just being opened */
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, "door");
  if (self->workspace != NULL) {
    g_free (self->options.view);
    self->options.view = g_strdup (haven_workspace_get_view (self->workspace));
  }
  put_form_away (self);
  close_others (self, NULL);
  haven_clipboard_clear (GTK_WIDGET (self));
  tell_door (self);
  haven_window_set_meeting (self, FALSE);
  haven_session_lock (self->session);       /* state_changed_cb drops all that shows a child */
}

/* No lock: where the desktop's keyring may open what was only quit, a lock would forbid it. */
void
haven_window_leave (HavenWindow *self)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  put_form_away (self);
  close_others (self, NULL);
  haven_clipboard_clear (GTK_WIDGET (self));
}

void
haven_window_set_hidden (HavenWindow *self, gboolean hidden)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  if (self->toasts == NULL)
    return;
  show_place (self, !hidden && !self->meeting);
  if (self->form != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->form), !hidden);
  if (hidden)
    close_others (self, self->form);
  haven_window_actions_update (self);
}

gboolean
haven_window_get_hidden (HavenWindow *self)
{
  g_return_val_if_fail (HAVEN_IS_WINDOW (self), FALSE);
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "hidden") == 0;
}

void
haven_window_say (HavenWindow *self, const char *sentence, const char *button, const char *action)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *toast;

  g_return_if_fail (HAVEN_IS_WINDOW (self));
  if (self->toasts == NULL)
    return;                 /* locked meanwhile */
  toast = adw_toast_new (title);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (button != NULL) {
    adw_toast_set_button_label (toast, button);
    adw_toast_set_detailed_action_name (toast, action);
  }
  adw_toast_overlay_add_toast (self->toasts, toast);
  haven_messages_add (self->messages, sentence, haven_session_get_clock (self->session).now);
  haven_window_actions_update (self);
  haven_window_system_announce (GTK_WIDGET (self), sentence);
}

void
haven_window_show_messages (HavenWindow *self)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  gtk_window_present (haven_messages_window_new (self->messages, GTK_WINDOW (self)));
}

void
haven_window_fail (HavenWindow *self, const char *sentence)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("That could not be done"), sentence);

  g_return_if_fail (HAVEN_IS_WINDOW (self));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

void
haven_window_show_form (HavenWindow *self, GtkWindow *form)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  gtk_window_set_transient_for (form, GTK_WINDOW (self));
  gtk_window_set_modal (form, TRUE);
  g_set_weak_pointer (&self->form, form);
  g_signal_connect_object (form, "saved", G_CALLBACK (form_saved_cb), self, G_CONNECT_SWAPPED);
  if (HAVEN_IS_KEPT_FORM (form))
    haven_keeper_watch (self->keeper, HAVEN_KEPT_FORM (form));
  gtk_window_present (form);
}
