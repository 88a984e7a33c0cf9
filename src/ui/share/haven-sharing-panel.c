/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sharing-panel.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-input.h"
#include "haven-run.h"
#include "haven-sharing.h"
#include "haven-text.h"

struct _HavenSharingPanel {
  AdwBin parent_instance;

  HavenSession *session;    /* lent; NULL until shown */
  char *digest;             /* of what is offered; NULL: nothing is */

  /* template */
  GtkWidget *offer;
  GtkLabel *changes;
  GtkEditable *approved_by;
  GtkLabel *problem;
  GtkWidget *agree_button;
  AdwExpanderRow *in_force;
};

G_DEFINE_FINAL_TYPE (HavenSharingPanel, haven_sharing_panel, ADW_TYPE_BIN)

static void
show_problem (HavenSharingPanel *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
agreed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenSharingPanel) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_session_run_finish (HAVEN_SESSION (source), result, &error) >= 0)
    haven_say (GTK_WIDGET (self), _("The new sharing settings are in force"));
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    show_problem (self, error->message);
}

static void
agree (gpointer widget)
{
  HavenSharingPanel *self = HAVEN_SHARING_PANEL (widget);

  haven_session_run_async (self->session, haven_command_agree_sharing (self->digest, gtk_editable_get_text (self->approved_by)), NULL,
                           agreed_cb, g_object_ref (self));
}

static void
agree_cb (HavenSharingPanel *self)
{
  if (haven_text_is_empty (gtk_editable_get_text (self->approved_by))) {
    show_problem (self, _("Who approved it? The head, or the trust, by name."));
    gtk_widget_grab_focus (GTK_WIDGET (self->approved_by));
    return;
  }
  show_problem (self, NULL);
  haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_SEND, agree);
}

static char *
list_changes (HavenSharing *sharing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sharing->changes->len; i++)
    g_string_append_printf (text, "%s• %s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (sharing->changes, i));
  if (text->len == 0)
    g_string_append (text, _("Nothing changes in what is sent or how it is protected."));
  return g_string_free (text, FALSE);
}

static void
show_offer (HavenSharingPanel *self, HavenSharing *sharing)
{
  g_autofree char *changes = sharing->offered != NULL ? list_changes (sharing) : NULL;

  g_free (self->digest);
  self->digest = g_strdup (sharing->offered_digest);
  gtk_label_set_label (self->changes, changes != NULL ? changes : "");
  gtk_widget_set_visible (self->offer, sharing->offered != NULL);
  gtk_widget_set_sensitive (self->agree_button, haven_session_may (self->session, HAVEN_DEED_SEND));
}

static const char *
channel_words (HavenChannel channel)
{
  static const char *const words[] = {
    N_("the protected page alone"), N_("the protected page and the sealed total"), N_("figures with noise"),
  };

  return _(words[channel]);
}

static char *
describe (HavenSharing *sharing)
{
  GString *text = g_string_new (channel_words (haven_policy_get_channel (sharing->in_force)));
  g_autofree char *when = sharing->approved_at != 0 ? haven_time_to_text (sharing->approved_at) : NULL;

  g_string_append_printf (text, " · %s, %s %u", haven_policy_get_id (sharing->in_force), _("version"),
                          haven_policy_get_version (sharing->in_force));
  if (sharing->approved_by != NULL)
    g_string_append_printf (text, _(" · approved by %s, %s"), sharing->approved_by, when != NULL ? when : "");
  if (sharing->problem != NULL)
    g_string_append_printf (text, "\n%s", sharing->problem);
  return g_string_free (text, FALSE);
}

void
haven_sharing_panel_show (HavenSharingPanel *self, HavenSession *session)
{
  HavenSchool *school = haven_session_get_school (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSharing) sharing = school != NULL ? haven_sharing_new (school, &error) : NULL;
  g_autofree char *words = sharing != NULL ? describe (sharing) : g_strdup (error != NULL ? error->message : "");
  g_autofree char *safe = g_markup_escape_text (words, -1);

  g_return_if_fail (HAVEN_IS_SHARING_PANEL (self));
  self->session = session;
  adw_expander_row_set_subtitle (self->in_force, safe);
  if (sharing != NULL)
    show_offer (self, sharing);
  else
    gtk_widget_set_visible (self->offer, FALSE);
}

static void
haven_sharing_panel_finalize (GObject *object)
{
  g_free (HAVEN_SHARING_PANEL (object)->digest);
  G_OBJECT_CLASS (haven_sharing_panel_parent_class)->finalize (object);
}

static void
haven_sharing_panel_class_init (HavenSharingPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_sharing_panel_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/share/haven-sharing-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPanel, offer);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPanel, changes);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPanel, approved_by);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPanel, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPanel, agree_button);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPanel, in_force);
  gtk_widget_class_bind_template_callback (widget_class, agree_cb);
}

static void
haven_sharing_panel_init (HavenSharingPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->approved_by)), _("Approved by"));
}
