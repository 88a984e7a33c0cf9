/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-create-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-authority-choice.h"
#include "haven-common-passphrases.h"
#include "haven-error.h"
#include "haven-names.h"
#include "haven-passphrase.h"
#include "haven-text.h"
#include "haven-wrap-layout.h"

#define URN_DIGITS 6

struct _HavenCreatePage {
  AdwBin parent_instance;

  HavenSession *session;

  /* template */
  GtkLabel *place;
  GtkEditable *school;
  GtkEditable *urn;
  GtkDropDown *authority;
  GtkEditable *user;
  AdwComboRow *role;
  GtkEditable *passphrase;
  GtkEditable *again;
  GtkLabel *strength;
  GtkLabel *problem;
  GtkWidget *create_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenCreatePage, haven_create_page, ADW_TYPE_BIN)

enum { CREATED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Those who may be the first: they can see all, and say what the school is called (practice 32) */
static const HavenRole roles[] = { HAVEN_ROLE_DSL, HAVEN_ROLE_DEPUTY };

static void
show_problem (HavenCreatePage *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_busy (HavenCreatePage *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->create_button, !busy);
}

static gboolean
refuse (GtkEditable *field, const char *sentence, GError **error)
{
  gtk_widget_grab_focus (GTK_WIDGET (field));
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
is_urn (const char *text)
{
  return strlen (text) == URN_DIGITS && strspn (text, "0123456789") == URN_DIGITS;
}

/* What others would try first: common words, and the names that are on this page. Lends the names of the entries. */
static HavenGuesses
guesses_of (HavenCreatePage *self, const char *local[3])
{
  local[0] = gtk_editable_get_text (self->school);
  local[1] = gtk_editable_get_text (self->user);
  local[2] = NULL;
  return (HavenGuesses) { haven_common_passphrases (), local };
}

static void
passphrase_changed_cb (HavenCreatePage *self)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase);
  const char *local[3];
  HavenGuesses guesses = guesses_of (self, local);
  g_autofree char *sentence = NULL;

  haven_passphrase_measure (passphrase, &guesses, &sentence);
  gtk_label_set_label (self->strength, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->strength), *passphrase != '\0' && sentence != NULL);
}

static gboolean
check (HavenCreatePage *self, GError **error)
{
  const char *local[3];
  HavenGuesses guesses = guesses_of (self, local);
  const char *school = gtk_editable_get_text (self->school), *user = gtk_editable_get_text (self->user);

  if (haven_text_is_empty (school))
    return refuse (self->school, _("Type the school’s name."), error);
  if (!is_urn (gtk_editable_get_text (self->urn)))
    return refuse (self->urn, _("The URN is the school’s number of six digits."), error);
  if (haven_text_is_empty (user))
    return refuse (self->user, _("Type your name: records say who made them."), error);
  if (!haven_passphrase_check (gtk_editable_get_text (self->passphrase), &guesses, error)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
    return FALSE;
  }
  if (!g_str_equal (gtk_editable_get_text (self->passphrase), gtk_editable_get_text (self->again)))
    return refuse (self->again, _("The two passphrases differ. Type the same one twice."), error);
  return TRUE;
}

static gboolean
set (HavenCreatePage *self, const char *key, const char *value, GError **error)
{
  return *value == '\0' || haven_session_run (self->session, haven_command_set (key, value), error) >= 0;
}

static gboolean
set_school (HavenCreatePage *self, GError **error)
{
  g_autofree char *name = haven_text_squeeze (gtk_editable_get_text (self->school));

  return set (self, "name", name, error) && set (self, "urn", gtk_editable_get_text (self->urn), error) &&
         set (self, "authority", haven_authority_choice_get (self->authority), error);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenCreatePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_create_finish (HAVEN_SESSION (source), result, &error) && set_school (self, &error);

  set_busy (self, FALSE);
  gtk_editable_set_text (self->passphrase, "");
  gtk_editable_set_text (self->again, "");
  show_problem (self, ok ? NULL : error->message);
  if (ok)
    g_signal_emit (self, signals[CREATED], 0);
}

static void
create_cb (HavenCreatePage *self)
{
  g_autofree char *name = haven_text_squeeze (gtk_editable_get_text (self->user));
  const HavenUser user = { name, roles[adw_combo_row_get_selected (self->role)] };
  g_autoptr (GError) error = NULL;

  if (!check (self, &error)) {
    show_problem (self, error->message);
    return;
  }
  show_problem (self, NULL);
  set_busy (self, TRUE);
  haven_session_create_async (self->session, &user, gtk_editable_get_text (self->passphrase), HAVEN_STRETCH_DEFAULT, NULL, created_cb,
                              g_object_ref (self));
}

static void
list_roles (HavenCreatePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (names, haven_role_text (roles[i]));
  adw_combo_row_set_model (self->role, G_LIST_MODEL (names));
}

static void
haven_create_page_dispose (GObject *object)
{
  g_clear_object (&HAVEN_CREATE_PAGE (object)->session);
  G_OBJECT_CLASS (haven_create_page_parent_class)->dispose (object);
}

static void
haven_create_page_class_init (HavenCreatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_create_page_dispose;
  signals[CREATED] = g_signal_new ("created", HAVEN_TYPE_CREATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/lock/haven-create-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, place);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, school);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, urn);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, authority);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, user);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, role);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, again);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, strength);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, create_button);
  gtk_widget_class_bind_template_child (widget_class, HavenCreatePage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_changed_cb);
}

static void
haven_create_page_init (HavenCreatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_combo_row (self->role);
  haven_authority_choice_fill (self->authority, "");
  list_roles (self);
}

void
haven_create_page_set_session (HavenCreatePage *self, HavenSession *session)
{
  g_autofree char *place = NULL;

  g_return_if_fail (HAVEN_IS_CREATE_PAGE (self));
  g_set_object (&self->session, session);
  place = g_strdup_printf (_("It will be kept, encrypted, in %s"), haven_session_get_folder (session));
  gtk_label_set_label (self->place, place);
}
