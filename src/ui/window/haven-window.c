/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-window.h"

#include <glib/gi18n-lib.h>
#include "haven-create-page.h"
#include "haven-form.h"
#include "haven-idle.h"
#include "haven-names.h"
#include "haven-unlock-page.h"
#include "haven-window-actions.h"
#include "haven-window-system.h"

#define TOAST_SECONDS 8

struct _HavenWindow {
  AdwApplicationWindow parent_instance;

  HavenSession *session;
  HavenSettings *settings;
  HavenIdle *idle;
  HavenOptions options;     /* view and today are read from it; lent strings are copied */
  HavenWorkspace *workspace;/* lent by place; NULL while locked */
  GtkWindow *form;          /* weak: the form that is open */
  AdwToast *toast;          /* weak: the last; a new one takes its place rather than wait behind it */
  guint adopt_id;           /* windows above this one are looked at when they are ready */

  /* what was typed into a form when Haven locked; given back to the same person */
  const HavenFormSpec *kept_spec;
  gpointer kept_draft;
  char *kept_for;

  /* template */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  HavenUnlockPage *unlock_page;
  HavenCreatePage *create_page;
  AdwBin *place;
};

G_DEFINE_FINAL_TYPE (HavenWindow, haven_window, ADW_TYPE_APPLICATION_WINDOW)

static void
drop_draft (HavenWindow *self)
{
  if (self->kept_draft != NULL)
    haven_form_spec_free_draft (self->kept_spec, self->kept_draft);
  self->kept_draft = NULL;
  g_clear_pointer (&self->kept_for, g_free);
}

/* What was typed is kept; the form itself, which shows it, goes. */
static void
put_form_away (HavenWindow *self)
{
  const HavenUser *user = haven_session_get_user (self->session);

  if (self->form == NULL)
    return;
  drop_draft (self);
  if (HAVEN_IS_FORM (self->form) && user != NULL) {
    self->kept_spec = haven_form_get_spec (HAVEN_FORM (self->form));
    self->kept_draft = haven_form_dup_draft (HAVEN_FORM (self->form));
    self->kept_for = g_strdup (user->name);
  }
  gtk_window_destroy (self->form);
}

static void
bring_form_back (HavenWindow *self)
{
  const HavenUser *user = haven_session_get_user (self->session);

  if (self->kept_draft == NULL)
    return;
  if (user != NULL && g_strcmp0 (user->name, self->kept_for) == 0)
    haven_window_show_form (self, haven_form_new (self->session, self->kept_spec, g_steal_pointer (&self->kept_draft)));
  drop_draft (self);
}

/* Windows over this one show what it shows. */
static void
close_others (HavenWindow *self)
{
  GListModel *all = gtk_window_get_toplevels ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (all, i);

    if (other != GTK_WINDOW (self) && gtk_window_get_transient_for (other) != NULL)
      g_ptr_array_add (others, other);
  }
  for (guint i = 0; i < others->len; i++)
    gtk_window_destroy (g_ptr_array_index (others, i));
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

    if (gtk_window_get_transient_for (other) != NULL && g_object_get_data (G_OBJECT (other), "haven-adopted") == NULL)
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

static void
show_locked (HavenWindow *self)
{
  self->workspace = NULL;
  adw_bin_set_child (self->place, NULL);
  if (haven_session_exists (self->session)) {
    haven_unlock_page_refresh (self->unlock_page);
    gtk_stack_set_visible_child_name (self->stack, "unlock");
  } else {
    gtk_stack_set_visible_child_name (self->stack, "create");
  }
}

static void
show_open (HavenWindow *self)
{
  g_autofree char *view = g_strdup (self->options.view);

  if (self->workspace != NULL)
    return;
  if (view == NULL)
    g_object_get (self->settings, "view", &view, NULL);
  self->workspace = HAVEN_WORKSPACE (haven_workspace_new (self->session, self->settings));
  adw_bin_set_child (self->place, GTK_WIDGET (self->workspace));
  gtk_stack_set_visible_child_name (self->stack, "open");
  haven_workspace_show_view (self->workspace, view);
  bring_form_back (self);
}

static void
state_changed_cb (HavenWindow *self)
{
  HavenSessionState state = haven_session_get_state (self->session);

  if (state == HAVEN_SESSION_CLOSED)
    show_locked (self);
}

/* A page above opened the store, or it was open from the start. */
static void
opened_cb (HavenWindow *self)
{
  haven_idle_touch (self->idle);
  show_open (self);
}

static void
expired_cb (HavenWindow *self)
{
  if (self->workspace != NULL)
    haven_window_lock (self);
}

/* A new day, or a session that has closed, changes what is due. */
static void
tick_cb (HavenWindow *self)
{
  HavenClock before = haven_session_get_clock (self->session);
  HavenClock after = haven_clock_system ();
  int session_before, session_after;

  if (self->options.today != HAVEN_DAY_NONE || self->workspace == NULL)
    return;
  haven_clock_last_closed (before, &session_before);
  haven_clock_last_closed (after, &session_after);
  if (before.today != after.today || session_before != session_after)
    haven_session_set_clock (self->session, after);
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
  return FALSE;
}

static void
haven_window_dispose (GObject *object)
{
  HavenWindow *self = HAVEN_WINDOW (object);

  drop_draft (self);
  g_clear_handle_id (&self->adopt_id, g_source_remove);
  self->workspace = NULL;
  g_clear_weak_pointer (&self->form);
  g_clear_weak_pointer (&self->toast);
  g_clear_object (&self->idle);
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
  g_type_ensure (HAVEN_TYPE_UNLOCK_PAGE);
  g_type_ensure (HAVEN_TYPE_CREATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/window/haven-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HavenWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenWindow, unlock_page);
  gtk_widget_class_bind_template_child (widget_class, HavenWindow, create_page);
  gtk_widget_class_bind_template_child (widget_class, HavenWindow, place);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  haven_window_actions_install (widget_class);
}

static void
haven_window_init (HavenWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_complete (GTK_WIDGET (self));
  self->idle = haven_idle_new ();
  haven_idle_watch (self->idle, GTK_WIDGET (self));
  g_signal_connect_object (self->idle, "expired", G_CALLBACK (expired_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->idle, "tick", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
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

GtkWindow *
haven_window_new (GtkApplication *application, HavenSession *session, HavenSettings *settings, const HavenOptions *options)
{
  HavenWindow *self = g_object_new (HAVEN_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->options.today = options->today;
  self->options.view = g_strdup (options->view);
  haven_unlock_page_set_session (self->unlock_page, session);
  haven_create_page_set_session (self->create_page, session);
  g_object_bind_property (settings, "idle-lock-minutes", self->idle, "minutes", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  restore_size (self);
  if (haven_session_get_state (session) == HAVEN_SESSION_OPEN)
    show_open (self);
  else
    show_locked (self);
  return GTK_WINDOW (self);
}

void
haven_window_set_hint (HavenWindow *self, const char *hint)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  haven_unlock_page_set_hint (self->unlock_page, hint);
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

void
haven_window_lock (HavenWindow *self)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  if (self->workspace == NULL)
    return;
  g_clear_pointer (&self->options.view, g_free);
  self->options.view = g_strdup (haven_workspace_get_view (self->workspace));
  put_form_away (self);
  close_others (self);
  haven_session_lock (self->session);
  show_locked (self);
}

void
haven_window_set_hidden (HavenWindow *self, gboolean hidden)
{
  g_return_if_fail (HAVEN_IS_WINDOW (self));
  if (self->workspace == NULL)
    return;
  if (hidden)
    put_form_away (self);
  if (hidden)
    close_others (self);
  gtk_stack_set_visible_child_name (self->stack, hidden ? "hidden" : "open");
  if (!hidden)
    bring_form_back (self);
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
  AdwToast *toast = adw_toast_new (title);

  g_return_if_fail (HAVEN_IS_WINDOW (self));
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (button != NULL) {
    adw_toast_set_button_label (toast, button);
    adw_toast_set_detailed_action_name (toast, action);
  }
  adw_toast_overlay_add_toast (self->toasts, toast);
  haven_window_system_announce (GTK_WIDGET (self), sentence);
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
  gtk_window_present (form);
}
