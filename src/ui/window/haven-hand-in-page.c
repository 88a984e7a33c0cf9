/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-hand-in-page.h"

#include <glib/gi18n-lib.h>
#include "haven-file-chooser.h"
#include "haven-names.h"

struct _HavenHandInPage {
  AdwBin parent_instance;

  HavenSession *session;

  /* template */
  GtkWidget *choose_button;
  GtkLabel *answer;
  AdwPreferencesGroup *done;
};

G_DEFINE_FINAL_TYPE (HavenHandInPage, haven_hand_in_page, ADW_TYPE_BIN)

static void
show_answer (HavenHandInPage *self, const char *sentence, gboolean problem)
{
  gtk_label_set_label (self->answer, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), TRUE);
  (problem ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (GTK_WIDGET (self->answer), "problem");
}

/* What was handed in since this page was opened: by its name, as it lies in the folder it came from */
static void
list_files (HavenHandInPage *self, char **paths)
{
  for (guint i = 0; paths[i] != NULL; i++) {
    GtkWidget *row = adw_action_row_new ();
    g_autofree char *name = g_filename_display_basename (paths[i]);
    g_autofree char *safe = g_markup_escape_text (name, -1);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("handed in, sealed"));
    adw_preferences_group_add (self->done, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->done), TRUE);
}

static char *
describe (gint64 n)
{
  if (n == 1)
    return g_strdup (_("The file is handed in. The designated safeguarding lead can open it; you cannot."));
  return g_strdup_printf (_("%d files are handed in. The designated safeguarding lead can open them; you cannot."), (int) n);
}

typedef struct {
  HavenHandInPage *page;
  GStrv paths;
} Errand;

static void
handed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Errand *errand = user_data;
  g_autoptr (HavenHandInPage) self = errand->page;
  g_auto (GStrv) paths = errand->paths;
  g_autoptr (GError) error = NULL;
  gint64 n = haven_session_hand_in_finish (HAVEN_SESSION (source), result, &error);
  g_autofree char *sentence = describe (MAX (n, 0));

  if (self->session == NULL)
    return;                 /* locked meanwhile */
  gtk_widget_set_sensitive (self->choose_button, TRUE);
  show_answer (self, n < 0 ? error->message : sentence, n < 0);
  if (n > 0)
    list_files (self, paths);
}

static void
hand_in (gpointer widget, const char *const *paths)
{
  HavenHandInPage *self = widget;
  Errand *errand = g_new0 (Errand, 1);

  errand->page = g_object_ref (self);
  errand->paths = g_strdupv ((char **) paths);
  gtk_widget_set_sensitive (self->choose_button, FALSE);
  haven_session_hand_in_async (self->session, paths, handed_in_cb, errand);
}

static void
choose_cb (HavenHandInPage *self)
{
  haven_file_chooser_files (self, _("Choose Files of the MIS"), NULL, hand_in);
}

static gboolean
drop_cb (HavenHandInPage *self, const GValue *value)
{
  g_auto (GStrv) paths = haven_file_chooser_dup_dropped (value);

  if (paths[0] != NULL)
    hand_in (self, (const char *const *) paths);
  return paths[0] != NULL;
}

static void
haven_hand_in_page_dispose (GObject *object)
{
  HavenHandInPage *self = HAVEN_HAND_IN_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_hand_in_page_parent_class)->dispose (object);
}

static void
haven_hand_in_page_class_init (HavenHandInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_hand_in_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/window/haven-hand-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenHandInPage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, HavenHandInPage, answer);
  gtk_widget_class_bind_template_child (widget_class, HavenHandInPage, done);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
haven_hand_in_page_init (HavenHandInPage *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_complete (GTK_WIDGET (self));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

GtkWidget *
haven_hand_in_page_new (HavenSession *session)
{
  HavenHandInPage *self = g_object_new (HAVEN_TYPE_HAND_IN_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
