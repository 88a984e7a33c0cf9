/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-general-page.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-names.h"
#include "haven-passphrase-window.h"
#include "haven-run.h"
#include "haven-switch.h"
#include "haven-words.h"

struct _HavenGeneralPage {
  AdwBin parent_instance;

  HavenSettings *settings;
  HavenSession *session;
  gboolean quiet;           /* the switch is shown, not thrown */

  /* template */
  AdwComboRow *scheme;
  GtkSpinButton *idle;
  GtkSpinButton *meeting;
  GtkWidget *own;
  GtkWidget *passphrase_row;
  GtkWidget *keyring_row;
  GtkSwitch *keyring;
};

G_DEFINE_FINAL_TYPE (HavenGeneralPage, haven_general_page, ADW_TYPE_BIN)

static const char *const schemes[] = { "follow", "light", "dark" };

static void
scheme_changed_cb (HavenGeneralPage *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme);

  if (self->settings != NULL && selected < G_N_ELEMENTS (schemes))
    g_object_set (self->settings, "colour-scheme", schemes[selected], NULL);
}

static void
show_scheme (HavenGeneralPage *self)
{
  g_autofree char *scheme = NULL;

  g_object_get (self->settings, "colour-scheme", &scheme, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_strcmp0 (schemes[i], scheme) == 0)
      adw_combo_row_set_selected (self->scheme, i);
}

static void
passphrase_cb (HavenGeneralPage *self)
{
  gtk_window_present (haven_passphrase_window_new (GTK_WIDGET (self), self->session));
}

/* The desktop's keyring */

static void
show_keyring (HavenGeneralPage *self)
{
  self->quiet = TRUE;
  haven_switch_show (self->keyring, haven_session_get_keyring (self->session));
  self->quiet = FALSE;
}

static void
keyring_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenGeneralPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_set_keyring_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL)
    return;                 /* locked meanwhile */
  if (!ok)
    haven_fail (GTK_WIDGET (self), error);
  show_keyring (self);
}

static void
set_keyring (gpointer widget)
{
  HavenGeneralPage *self = HAVEN_GENERAL_PAGE (widget);

  haven_session_set_keyring_async (self->session, !haven_session_get_keyring (self->session), keyring_set_cb, g_object_ref (self));
}

/* Until it is done the switch stands as it stood: the passphrase may be asked for first. */
static void
keyring_thrown_cb (HavenGeneralPage *self)
{
  gboolean on = !haven_session_get_keyring (self->session);

  if (self->quiet)
    return;
  show_keyring (self);
  if (on)
    haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_PEOPLE, set_keyring);
  else
    set_keyring (self);
}

/* The sheet in the safe is nobody: its code is made anew, not changed. */
static void
show_own (HavenGeneralPage *self)
{
  const HavenUser *user = haven_session_get_user (self->session);
  g_autofree char *about = user != NULL ? g_strdup_printf ("%s, %s", user->name, haven_role_text (user->role)) : NULL;
  g_autofree char *safe = about != NULL ? g_markup_escape_text (about, -1) : NULL;

  gtk_widget_set_visible (self->own, user != NULL && !haven_words_is_sheet (self->session));
  if (safe != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->passphrase_row), safe);
  gtk_widget_set_visible (self->keyring_row, haven_session_has_keyring (self->session));
  show_keyring (self);
}

static void
haven_general_page_dispose (GObject *object)
{
  HavenGeneralPage *self = HAVEN_GENERAL_PAGE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_general_page_parent_class)->dispose (object);
}

static void
haven_general_page_class_init (HavenGeneralPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_general_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-general-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenGeneralPage, scheme);
  gtk_widget_class_bind_template_child (widget_class, HavenGeneralPage, idle);
  gtk_widget_class_bind_template_child (widget_class, HavenGeneralPage, meeting);
  gtk_widget_class_bind_template_child (widget_class, HavenGeneralPage, own);
  gtk_widget_class_bind_template_child (widget_class, HavenGeneralPage, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, HavenGeneralPage, keyring_row);
  gtk_widget_class_bind_template_child (widget_class, HavenGeneralPage, keyring);
  gtk_widget_class_bind_template_callback (widget_class, scheme_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, keyring_thrown_cb);
}

static void
haven_general_page_init (HavenGeneralPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_combo_row (self->scheme);
}

GtkWidget *
haven_general_page_new (HavenSettings *settings, HavenSession *session)
{
  HavenGeneralPage *self = g_object_new (HAVEN_TYPE_GENERAL_PAGE, NULL);
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  self->settings = g_object_ref (settings);
  self->session = g_object_ref (session);
  show_scheme (self);
  show_own (self);
  g_object_bind_property (settings, "idle-lock-minutes", self->idle, "value", flags);
  g_object_bind_property (settings, "meeting-lock-minutes", self->meeting, "value", flags);
  return GTK_WIDGET (self);
}
