/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-compare-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-confirm-window.h"
#include "haven-input.h"
#include "haven-names.h"
#include "haven-text.h"

#define IN_A_ROW 4          /* groups: more do not fit at twice the text size */

struct _HavenCompareWindow {
  AdwWindow parent_instance;

  HavenSession *session;    /* NULL once closed */
  GBytes *file;
  char *shown;              /* all groups but the last */
  gboolean another;         /* beside the school's own authority */

  /* template */
  GtkLabel *whose;
  GtkLabel *groups;
  GtkEditable *last;
  GtkLabel *problem;
  GtkWidget *match_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenCompareWindow, haven_compare_window, ADW_TYPE_WINDOW)

enum { COMPARED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_problem (HavenCompareWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  if (sentence != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->last));
}

static void
set_busy (HavenCompareWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->match_button, !busy);
}

static void
pinned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenCompareWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean pinned = haven_session_pin_keys_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL)
    return;                 /* closed, or locked, meanwhile */
  set_busy (self, FALSE);
  if (!pinned) {
    show_problem (self, error->message);
    return;
  }
  g_signal_emit (self, signals[COMPARED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
pin (gpointer widget)
{
  HavenCompareWindow *self = HAVEN_COMPARE_WINDOW (widget);
  g_autofree char *fingerprint = g_strdup_printf ("%s %s", self->shown, gtk_editable_get_text (self->last));

  set_busy (self, TRUE);
  haven_session_pin_keys_async (self->session, self->file, fingerprint, self->another, pinned_cb, g_object_ref (self));
}

static void
same_cb (HavenCompareWindow *self)
{
  if (haven_text_is_empty (gtk_editable_get_text (self->last))) {
    show_problem (self, _("Type the last group as it was read out to you. It is not shown here, so that nobody believes a file without the "
                          "telephone call."));
    return;
  }
  show_problem (self, NULL);
  haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_SEND, pin);
}

static void
haven_compare_window_dispose (GObject *object)
{
  HavenCompareWindow *self = HAVEN_COMPARE_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (haven_compare_window_parent_class)->dispose (object);
}

static void
haven_compare_window_class_init (HavenCompareWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_compare_window_dispose;
  signals[COMPARED] = g_signal_new ("compared", HAVEN_TYPE_COMPARE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/share/haven-compare-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenCompareWindow, whose);
  gtk_widget_class_bind_template_child (widget_class, HavenCompareWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, HavenCompareWindow, last);
  gtk_widget_class_bind_template_child (widget_class, HavenCompareWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenCompareWindow, match_button);
  gtk_widget_class_bind_template_child (widget_class, HavenCompareWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, same_cb);
}

static void
haven_compare_window_init (HavenCompareWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->last)), _("Last group, as read out to you"));
  haven_names_complete (GTK_WIDGET (self));
}

/* Nobody has signed a name: the file can only claim to be an answer. */
static void
show_whose (HavenCompareWindow *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  g_autofree char *words = g_strdup_printf (
    _("This file says that it is the Virtual School’s answer to %s, URN %s. This school has had none from it before, and anybody could "
      "write as much: only the fingerprint of its key tells whose it is."),
    haven_school_get_setting (school, "name", ""), haven_school_get_setting (school, "urn", ""));

  gtk_label_set_label (self->whose, words);
}

static void
show_groups (HavenCompareWindow *self, const char *fingerprint)
{
  const char *last = strrchr (fingerprint, ' ');
  g_auto (GStrv) groups = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  self->shown = g_strndup (fingerprint, last != NULL ? last - fingerprint : 0);
  groups = g_strsplit (self->shown, " ", -1);
  for (guint i = 0; groups[i] != NULL; i++)
    g_string_append_printf (lines, "%s%s", i == 0 ? "" : i % IN_A_ROW == 0 ? "\n" : "  ", groups[i]);
  g_string_append (lines, "  ····");
  gtk_label_set_label (self->groups, lines->str);
}

GtkWindow *
haven_compare_window_new (HavenSession *session, GBytes *file, const char *fingerprint, gboolean another)
{
  HavenCompareWindow *self = g_object_new (HAVEN_TYPE_COMPARE_WINDOW, NULL);

  self->session = g_object_ref (session);
  self->file = g_bytes_ref (file);
  self->another = another;
  show_whose (self);
  show_groups (self, fingerprint);
  return GTK_WINDOW (self);
}
