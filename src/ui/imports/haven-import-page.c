/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-import-page.h"

#include <glib/gi18n-lib.h>
#include "haven-import-list.h"
#include "haven-preview-card.h"
#include "haven-run.h"

struct _HavenImportPage {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *previews;      /* HavenImportPreview, waiting for a yes; NULL: none */
  GtkFileChooserNative *chooser;
  GCancellable *working;

  /* template */
  GtkStack *stack;
  GtkLabel *waiting_words;
  GtkWidget *cards;
  GtkWidget *apply_button;
  HavenImportList *list;
};

G_DEFINE_FINAL_TYPE (HavenImportPage, haven_import_page, ADW_TYPE_BIN)

static gboolean
is_gone (HavenImportPage *self)
{
  return gtk_widget_get_root (GTK_WIDGET (self)) == NULL;   /* locked meanwhile, or left */
}

static void
drop_previews (HavenImportPage *self)
{
  GtkWidget *card;

  g_clear_pointer (&self->previews, g_ptr_array_unref);
  while ((card = gtk_widget_get_first_child (self->cards)) != NULL)
    gtk_box_remove (GTK_BOX (self->cards), card);
}

static void
show_start (HavenImportPage *self)
{
  drop_previews (self);
  gtk_stack_set_visible_child_name (self->stack, "start");
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
show_waiting (HavenImportPage *self, const char *words)
{
  gtk_label_set_label (self->waiting_words, words);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
}

static gboolean
has_work (GPtrArray *previews)
{
  for (guint i = 0; i < previews->len; i++) {
    const HavenImportPreview *preview = g_ptr_array_index (previews, i);

    if (preview->added + preview->changed > 0)
      return TRUE;
  }
  return FALSE;
}

static void
show_previews (HavenImportPage *self, GPtrArray *take_previews)
{
  drop_previews (self);
  self->previews = take_previews;
  for (guint i = 0; i < take_previews->len; i++)
    gtk_box_append (GTK_BOX (self->cards), haven_preview_card_new (g_ptr_array_index (take_previews, i)));
  gtk_widget_set_sensitive (self->apply_button, has_work (take_previews));
  gtk_stack_set_visible_child_name (self->stack, "preview");
  gtk_widget_grab_focus (self->apply_button);
}

static void
staged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *previews = haven_session_stage_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self)) {
    g_clear_pointer (&previews, g_ptr_array_unref);
    return;
  }
  if (previews != NULL) {
    show_previews (self, previews);
    return;
  }
  show_start (self);
  haven_fail (GTK_WIDGET (self), error);
}

/* What to say, and which import to take back: the last, when there are several */
static void
tell_applied (HavenImportPage *self, GPtrArray *receipts)
{
  const HavenImport *last = receipts->len > 0 ? g_ptr_array_index (receipts, receipts->len - 1) : NULL;
  g_autofree char *sentence = NULL;

  if (last == NULL)
    return;
  sentence = receipts->len == 1
    ? g_strdup_printf (_("%s imported: %d new, %d changed"), haven_import_type_words (last->type), (int) last->added, (int) last->changed)
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file imported", "%u files imported", receipts->len), receipts->len);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.imported", "(sx)", sentence, last->id);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = haven_session_apply_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    return;
  show_start (self);
  if (receipts != NULL)
    tell_applied (self, receipts);
  if (error != NULL)
    haven_fail (GTK_WIDGET (self), error);
}

static void
apply_cb (HavenImportPage *self)
{
  if (self->previews == NULL)
    return;
  show_waiting (self, _("Writing: all of a file, or nothing of it"));
  haven_session_apply_async (self->session, g_steal_pointer (&self->previews), NULL, applied_cb, g_object_ref (self));
}

static void
cancel_cb (HavenImportPage *self)
{
  show_start (self);
}

static void
files_chosen_cb (HavenImportPage *self, int response)
{
  g_autoptr (GListModel) files = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    g_autofree char *path = g_file_get_path (file);

    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    haven_import_page_stage (self, (const char *const *) paths);
}

static void
choose_cb (HavenImportPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Choose Files of the MIS"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Preview"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (files_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
changed_cb (HavenImportPage *self)
{
  haven_import_list_show (self->list, self->session);
}

static void
haven_import_page_dispose (GObject *object)
{
  HavenImportPage *self = HAVEN_IMPORT_PAGE (object);

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_import_page_parent_class)->dispose (object);
}

static void
haven_import_page_class_init (HavenImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_import_page_dispose;
  g_type_ensure (HAVEN_TYPE_IMPORT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/imports/haven-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, waiting_words);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, cards);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, apply_button);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, list);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
haven_import_page_init (HavenImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_import_page_new (HavenSession *session)
{
  HavenImportPage *self = g_object_new (HAVEN_TYPE_IMPORT_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  return GTK_WIDGET (self);
}

void
haven_import_page_stage (HavenImportPage *self, const char *const *paths)
{
  g_return_if_fail (HAVEN_IS_IMPORT_PAGE (self));
  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  self->working = g_cancellable_new ();
  show_waiting (self, _("Reading, and comparing with what is kept"));
  haven_session_stage_async (self->session, paths, HAVEN_IMPORT_AUTO, self->working, staged_cb, g_object_ref (self));
}
