/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-unlock-page.h"

#include <glib/gi18n-lib.h>
#include "haven-error.h"
#include "haven-names.h"

struct _HavenUnlockPage {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *users;         /* HavenUser */
  guint wait_id;            /* counts down after wrong passphrases */
  GdkDevice *keyboard;      /* lent by the seat */

  /* template */
  GtkLabel *store;
  GtkLabel *hint;
  GtkDropDown *user;
  GtkWidget *user_label;
  GtkLabel *passphrase_label;
  GtkPasswordEntry *passphrase;
  GtkLabel *problem;
  GtkWidget *caps;
  GtkWidget *about_sheet;
  GtkLabel *numbers;
  GtkWidget *unlock_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenUnlockPage, haven_unlock_page, ADW_TYPE_BIN)

enum { OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_problem (HavenUnlockPage *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_busy (HavenUnlockPage *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->unlock_button, !busy);
}

/* After wrong passphrases: the seconds that are left, counted down */

static gboolean
show_wait (HavenUnlockPage *self)
{
  guint wait = haven_session_get_wait (self->session);
  const char *format = g_dngettext (GETTEXT_PACKAGE, "Several passphrases were wrong. Nothing is lost. You can try again in %u second.",
                                    "Several passphrases were wrong. Nothing is lost. You can try again in %u seconds.", wait);
  g_autofree char *sentence = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (format, wait);
#pragma GCC diagnostic pop
  show_problem (self, wait > 0 ? sentence : NULL);
  gtk_widget_set_sensitive (self->unlock_button, wait == 0);
  return wait > 0;
}

static gboolean
wait_cb (gpointer user_data)
{
  HavenUnlockPage *self = user_data;

  if (show_wait (self))
    return G_SOURCE_CONTINUE;
  self->wait_id = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
begin_wait (HavenUnlockPage *self)
{
  if (haven_session_get_wait (self->session) == 0)
    return FALSE;
  show_wait (self);
  if (self->wait_id == 0)
    self->wait_id = g_timeout_add_seconds (1, wait_cb, self);
  return TRUE;
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenUnlockPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_unlock_finish (HAVEN_SESSION (source), result, &error);

  set_busy (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  show_problem (self, ok ? NULL : error->message);
  if (ok)
    g_signal_emit (self, signals[OPENED], 0);
  else
    begin_wait (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static const HavenUser *
chosen_user (HavenUnlockPage *self)
{
  guint n = gtk_drop_down_get_selected (self->user);

  return self->users != NULL && n < self->users->len ? g_ptr_array_index (self->users, n) : NULL;
}

static void
user_chosen_cb (HavenUnlockPage *self)
{
  const HavenUser *user = chosen_user (self);
  gboolean sheet = user != NULL && user->recovery;

  gtk_label_set_label (self->passphrase_label, sheet ? _("_Code of the sheet") : _("_Passphrase"));
  gtk_widget_set_visible (self->about_sheet, sheet);
}

static void
unlock_cb (HavenUnlockPage *self)
{
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));

  const HavenUser *user = chosen_user (self);

  if (haven_session_get_state (self->session) != HAVEN_SESSION_CLOSED || begin_wait (self))
    return;
  if (*passphrase == '\0') {
    show_problem (self, _("Type your passphrase."));
    return;
  }
  show_problem (self, NULL);
  set_busy (self, TRUE);
  haven_session_unlock_async (self->session, user != NULL ? user->name : NULL, passphrase, NULL, unlocked_cb, g_object_ref (self));
}

static char *
describe_user (const HavenUser *user)
{
  if (user->recovery)
    return g_strdup (_("Recovery sheet, from the school’s safe"));
  return g_strdup_printf ("%s, %s", user->name, haven_role_text (user->role));
}

static void
list_users (HavenUnlockPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_clear_pointer (&self->users, g_ptr_array_unref);
  self->users = haven_session_list_users (self->session, &error);
  show_problem (self, error != NULL ? error->message : NULL);
  for (guint i = 0; self->users != NULL && i < self->users->len; i++)
    gtk_string_list_take (names, describe_user (g_ptr_array_index (self->users, i)));
  gtk_drop_down_set_model (self->user, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->user), self->users != NULL && self->users->len > 0);
  gtk_widget_set_visible (self->user_label, self->users != NULL && self->users->len > 0);
}

static void
caps_changed_cb (HavenUnlockPage *self)
{
  gtk_widget_set_visible (self->caps, self->keyboard != NULL && gdk_device_get_caps_lock_state (self->keyboard));
}

static void
listen_to_keyboard (HavenUnlockPage *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));

  self->keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  if (self->keyboard != NULL)
    g_signal_connect_object (self->keyboard, "notify::caps-lock-state", G_CALLBACK (caps_changed_cb), self, G_CONNECT_SWAPPED);
  caps_changed_cb (self);
}

static void
mapped_cb (HavenUnlockPage *self)
{
  if (self->keyboard == NULL)
    listen_to_keyboard (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
haven_unlock_page_dispose (GObject *object)
{
  HavenUnlockPage *self = HAVEN_UNLOCK_PAGE (object);

  g_clear_handle_id (&self->wait_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_unlock_page_parent_class)->dispose (object);
}

static void
haven_unlock_page_class_init (HavenUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_unlock_page_dispose;
  signals[OPENED] = g_signal_new ("opened", HAVEN_TYPE_UNLOCK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/lock/haven-unlock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, store);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, hint);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, user);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, user_label);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, passphrase_label);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, caps);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, about_sheet);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, HavenUnlockPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
}

static void
haven_unlock_page_init (HavenUnlockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_drop_down (self->user, _("Who are you?"));
  g_signal_connect_swapped (self->user, "notify::selected", G_CALLBACK (user_chosen_cb), self);
}

void
haven_unlock_page_set_session (HavenUnlockPage *self, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_UNLOCK_PAGE (self));
  g_set_object (&self->session, session);
  g_clear_pointer (&self->users, g_ptr_array_unref);
}

void
haven_unlock_page_set_hint (HavenUnlockPage *self, const char *hint)
{
  g_return_if_fail (HAVEN_IS_UNLOCK_PAGE (self));
  gtk_label_set_label (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
}

void
haven_unlock_page_set_inside (HavenUnlockPage *self, const char *school, const char *numbers)
{
  g_autofree char *name = NULL;

  g_return_if_fail (HAVEN_IS_UNLOCK_PAGE (self));
  name = g_path_get_basename (haven_session_get_folder (self->session));
  gtk_label_set_label (self->store, school != NULL ? school : name);
  gtk_label_set_label (self->numbers, numbers != NULL ? numbers : "");
  gtk_widget_set_visible (GTK_WIDGET (self->numbers), numbers != NULL && *numbers != '\0');
}

/* Whoever was here is likely to come back. */
static void
choose_user (HavenUnlockPage *self, const char *name)
{
  for (guint i = 0; name != NULL && self->users != NULL && i < self->users->len; i++)
    if (g_str_equal (((HavenUser *) g_ptr_array_index (self->users, i))->name, name))
      gtk_drop_down_set_selected (self->user, i);
}

void
haven_unlock_page_refresh (HavenUnlockPage *self)
{
  g_autofree char *before = NULL;

  g_return_if_fail (HAVEN_IS_UNLOCK_PAGE (self));
  before = chosen_user (self) != NULL ? g_strdup (chosen_user (self)->name) : NULL;
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  list_users (self);
  choose_user (self, before);
  user_chosen_cb (self);
  begin_wait (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));    /* typing begins at once, wherever the focus was when it locked */
}
