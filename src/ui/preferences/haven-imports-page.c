/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-imports-page.h"

#include <glib/gi18n-lib.h>
#include "haven-run.h"
#include "haven-switch.h"

#define LEARNED "mapping."      /* keys of what was answered about a kind of file begin so */

struct _HavenImportsPage {
  AdwBin parent_instance;

  HavenSession *session;
  gboolean quiet;           /* the switch is shown, not thrown */

  /* template */
  GtkWidget *content;
  GtkSwitch *everyone;
  AdwActionRow *learned_row;
  GtkWidget *forget_button;
};

G_DEFINE_FINAL_TYPE (HavenImportsPage, haven_imports_page, ADW_TYPE_BIN)

/* The keys of what was learned; lent */
static GPtrArray *
list_learned (HavenSchool *school)
{
  GPtrArray *all = haven_school_get_table (school, HAVEN_TABLE_SETTINGS);
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    const HavenSetting *setting = all->pdata[i];

    if (g_str_has_prefix (setting->key, LEARNED) && setting->value != NULL && *setting->value != '\0')
      g_ptr_array_add (keys, setting->key);
  }
  return keys;
}

static void
refresh (HavenImportsPage *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  g_autoptr (GPtrArray) keys = list_learned (school);
  g_autofree char *words = NULL;

  if (keys->len == 0)
    words = g_strdup (_("Nothing yet: Haven remembers which column is which once you have said it."));
  else
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Columns and words of %u kind of file are remembered.",
                                          "Columns and words of %u kinds of file are remembered.", keys->len), keys->len);
  self->quiet = TRUE;
  haven_switch_show (self->everyone, g_str_equal (haven_school_get_setting (school, "registers", "flagged"), "everyone"));
  self->quiet = FALSE;
  adw_action_row_set_subtitle (self->learned_row, words);
  gtk_widget_set_sensitive (self->forget_button, keys->len > 0);
  gtk_widget_set_sensitive (self->content, haven_session_may (self->session, HAVEN_DEED_SETTINGS));
}

static void
answered_cb (HavenImportsPage *self, const char *response)
{
  if (g_str_equal (response, "change"))
    haven_run (GTK_WIDGET (self), self->session,
               haven_command_set ("registers", gtk_switch_get_active (self->everyone) ? "flagged" : "everyone"));
}

/* It is the school's recorded choice, and the way back drops what is kept: asked either way. The switch stands as it stood until then. */
static void
ask (HavenImportsPage *self, gboolean everyone)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog =
    everyone ? adw_message_dialog_new (window, _("Keep full registers for everyone?"),
                                       _("Then Haven keeps each mark of every pupil, and not only of children with a social worker. "
                                         "Write down why: the data-protection papers ask for the reason."))
             : adw_message_dialog_new (window, _("Keep full registers only for children with a social worker?"),
                                       _("The marks of all other pupils are dropped from the store; their weekly totals stay. "
                                         "You can undo this until Haven is closed."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "change",
                                    everyone ? _("_Keep them") : _("_Drop them"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "change",
                                              everyone ? ADW_RESPONSE_SUGGESTED : ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
everyone_cb (HavenImportsPage *self)
{
  gboolean everyone = gtk_switch_get_active (self->everyone);

  if (self->quiet)
    return;
  self->quiet = TRUE;
  gtk_switch_set_active (self->everyone, !everyone);
  self->quiet = FALSE;
  ask (self, everyone);
}

static void
forget_cb (HavenImportsPage *self)
{
  g_autoptr (GPtrArray) keys = list_learned (haven_session_get_school (self->session));

  for (guint i = 0; i < keys->len; i++)
    haven_run (GTK_WIDGET (self), self->session, haven_command_set (keys->pdata[i], ""));
}

static void
session_changed_cb (HavenImportsPage *self, HavenTables tables)
{
  if (haven_session_get_school (self->session) != NULL && (tables & HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS)) != 0)
    refresh (self);
}

static void
haven_imports_page_dispose (GObject *object)
{
  g_clear_object (&HAVEN_IMPORTS_PAGE (object)->session);
  G_OBJECT_CLASS (haven_imports_page_parent_class)->dispose (object);
}

static void
haven_imports_page_class_init (HavenImportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_imports_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-imports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenImportsPage, content);
  gtk_widget_class_bind_template_child (widget_class, HavenImportsPage, everyone);
  gtk_widget_class_bind_template_child (widget_class, HavenImportsPage, learned_row);
  gtk_widget_class_bind_template_child (widget_class, HavenImportsPage, forget_button);
  gtk_widget_class_bind_template_callback (widget_class, everyone_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
}

static void
haven_imports_page_init (HavenImportsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_imports_page_new (HavenSession *session)
{
  HavenImportsPage *self = g_object_new (HAVEN_TYPE_IMPORTS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
