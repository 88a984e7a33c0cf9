/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-import-page.h"

#include <glib/gi18n-lib.h>
#include "haven-columns-card.h"
#include "haven-error.h"
#include "haven-file-chooser.h"
#include "haven-handed-in-list.h"
#include "haven-import-list.h"
#include "haven-imported-card.h"
#include "haven-load-file.h"
#include "haven-names.h"
#include "haven-preview-card.h"
#include "haven-progress.h"
#include "haven-run.h"
#include "haven-save-file.h"
#include "haven-session-transfer.h"
#include "haven-unseal-window.h"
#include "haven-wrap-layout.h"

/* Four steps: the file, what it does not say, its columns and words, what would change. The second and the third are met only where Haven is
 * not sure, or somebody wants to look. An answer looks at the file again, and what stays the same on the page stays where it is. */
struct _HavenImportPage {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *previews;      /* HavenImportPreview, waiting for a yes; NULL: none */
  GCancellable *working;
  char *handed_in;          /* the id of the file that is looked at, where it was handed in */
  GStrv applied;            /* paths of what is being written */
  guint pulse_id;
  const char *after;        /* the step to show when the file was looked at again; NULL: where we are */

  /* template */
  GtkStack *stack;
  GtkWidget *steps;
  GtkLabel *waiting_words;
  GtkProgressBar *progress;
  GtkWidget *stop_button;
  GtkWidget *asks;
  GtkWidget *asks_next;
  GtkWidget *columns;
  GtkWidget *columns_next;
  GtkWidget *cards;
  GtkWidget *apply_button;
  AdwBin *imported;
  HavenHandedInList *handed;
  HavenImportList *list;
};

G_DEFINE_FINAL_TYPE (HavenImportPage, haven_import_page, ADW_TYPE_BIN)

#define PULSE_MS 120

static void look_again (HavenImportPage *self);

static gboolean
is_gone (HavenImportPage *self)
{
  return gtk_widget_get_root (GTK_WIDGET (self)) == NULL;   /* locked meanwhile, or left */
}

/* ---- steps ---- */

static const struct {
  const char *name;
  const char *title;
} steps[] = {
  { "start", N_("File") }, { "asks", N_("What it holds") }, { "columns", N_("Columns and words") }, { "preview", N_("What would change") },
};

static void
show_steps (HavenImportPage *self, const char *name)
{
  GtkWidget *label = gtk_widget_get_first_child (self->steps);
  g_autofree char *words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++, label = gtk_widget_get_next_sibling (label)) {
    gboolean here = g_str_equal (steps[i].name, name);

    (here ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (label, "heading");
    (here ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (label, "dim-label");
    if (here)
      words = g_strdup_printf (_("Step %u of %u: %s"), i + 1, (guint) G_N_ELEMENTS (steps), _(steps[i].title));
  }
  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->steps), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
make_steps (HavenImportPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autofree char *words = g_strdup_printf ("%u  %s", i + 1, _(steps[i].title));

    gtk_box_append (GTK_BOX (self->steps), gtk_label_new (words));
  }
}

/* Who wants no motion reads the words beside it. */
static gboolean
pulse_cb (gpointer user_data)
{
  HavenImportPage *self = HAVEN_IMPORT_PAGE (user_data);
  gboolean moves;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &moves, NULL);
  if (moves)
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

/* What came before stands aside while somebody decides on what is new */
static void
show_lists (HavenImportPage *self, gboolean shown)
{
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->list)), shown);
}

/* Keys go on from the first thing of a step, wherever they were before */
static void
focus_step (HavenImportPage *self, GtkWidget *part)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  if (part == NULL || !gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
show_step (HavenImportPage *self, const char *name)
{
  gboolean waiting = g_str_equal (name, "waiting");

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  if (waiting)
    self->pulse_id = g_timeout_add (PULSE_MS, pulse_cb, self);
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->steps, !waiting && !g_str_equal (name, "done"));
  show_lists (self, g_str_equal (name, "start") || g_str_equal (name, "done"));
  show_steps (self, name);
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
drop_previews (HavenImportPage *self)
{
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  g_clear_pointer (&self->handed_in, g_free);
  empty (self->asks);
  empty (self->columns);
  empty (self->cards);
}

static void
show_start (HavenImportPage *self)
{
  drop_previews (self);
  show_step (self, "start");
  haven_handed_in_list_refresh (self->handed, self->session);
  focus_step (self, NULL);
}

static void
show_waiting (HavenImportPage *self, const char *words, gboolean can_stop)
{
  gtk_widget_set_visible (self->stop_button, can_stop);
  gtk_label_set_label (self->waiting_words, words);
  gtk_progress_bar_set_text (self->progress, NULL);
  gtk_progress_bar_set_show_text (self->progress, FALSE);
  show_step (self, "waiting");
  if (can_stop)
    gtk_widget_grab_focus (self->stop_button);
}

static const char *
describe_step (guint step)
{
  switch (step) {
  case HAVEN_STEP_READING: return _("Reading");
  case HAVEN_STEP_MATCHING: return _("Comparing with what is kept");
  default: return _("Writing: all of a file, or nothing of it");
  }
}

/* Until something is known the bar only moves */
static void
progress_cb (HavenImportPage *self, guint step, guint percent)
{
  g_autofree char *words = g_strdup_printf (_("%u %%"), percent);

  if (self->pulse_id == 0 && !gtk_progress_bar_get_show_text (self->progress))
    return;
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  gtk_progress_bar_set_fraction (self->progress, percent / 100.0);
  gtk_progress_bar_set_text (self->progress, words);
  gtk_progress_bar_set_show_text (self->progress, TRUE);
  gtk_label_set_label (self->waiting_words, describe_step (step));
}

/* ---- what a person says ---- */

typedef struct {
  HavenImportPage *page;    /* lent: a card does not outlive the page */
  guint place;              /* of the preview */
} About;

static About *
about_new (GtkWidget *owner, HavenImportPage *page, guint place)
{
  About *about = g_new0 (About, 1);

  about->page = page;
  about->place = place;
  g_object_set_data_full (G_OBJECT (owner), "about", about, g_free);
  return about;
}

static HavenImportPreview *
preview_of (const About *about)
{
  GPtrArray *previews = about->page->previews;

  return previews != NULL && about->place < previews->len ? g_ptr_array_index (previews, about->place) : NULL;
}

static void
answered_cb (const char *key, const char *answer, gpointer data)
{
  const About *about = data;
  HavenImportPreview *preview = preview_of (about);

  if (preview == NULL)
    return;
  haven_import_choices_set_answer (preview->choices, key, answer);
  look_again (about->page);
}

static void
column_said_cb (HavenColumnsCard *card, const char *header, const char *member, const About *about)
{
  HavenImportPreview *preview = preview_of (about);

  if (preview != NULL)
    haven_import_choices_set_column (preview->choices, header, member);
}

static void
kind_said_cb (HavenColumnsCard *card, int kind, const About *about)
{
  HavenImportPreview *preview = preview_of (about);

  if (preview == NULL)
    return;
  preview->choices->type = (HavenImportType) kind;
  about->page->after = "columns";
  look_again (about->page);
}

/* ---- the cards ---- */

static void
add_asks (HavenImportPage *self, guint place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = haven_question_list_new (HAVEN_QUESTIONS_FIRST, answered_cb, about_new (box, self, place));

  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (self->asks), box);
}

static void
add_columns (HavenImportPage *self, guint place)
{
  GtkWidget *card = haven_columns_card_new (g_ptr_array_index (self->previews, place));
  GtkWidget *words = haven_question_list_new (HAVEN_QUESTIONS_WORDS, answered_cb, about_new (card, self, place));
  const About *about = g_object_get_data (G_OBJECT (card), "about");

  g_signal_connect (card, "column-said", G_CALLBACK (column_said_cb), (gpointer) about);
  g_signal_connect (card, "kind-said", G_CALLBACK (kind_said_cb), (gpointer) about);
  gtk_box_append (GTK_BOX (self->columns), words);
  gtk_box_append (GTK_BOX (self->columns), card);
  haven_names_complete (card);
}

static void
add_card (HavenImportPage *self, guint place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), haven_preview_card_new (g_ptr_array_index (self->previews, place), answered_cb,
                                                         about_new (box, self, place)));
  gtk_box_append (GTK_BOX (self->cards), box);
}

static void
make_columns (HavenImportPage *self)
{
  empty (self->columns);
  for (guint i = 0; i < self->previews->len; i++)
    add_columns (self, i);
}

static void
make_cards (HavenImportPage *self)
{
  empty (self->asks);
  empty (self->cards);
  for (guint i = 0; i < self->previews->len; i++) {
    add_asks (self, i);
    add_card (self, i);
  }
  make_columns (self);
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

static gboolean
is_missing (GPtrArray *previews)
{
  for (guint i = 0; i < previews->len; i++)
    if (((const HavenImportPreview *) g_ptr_array_index (previews, i))->missing != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_open (GPtrArray *previews)
{
  for (guint i = 0; i < previews->len; i++)
    if (haven_import_preview_is_open (g_ptr_array_index (previews, i)))
      return TRUE;
  return FALSE;
}

static void
update_buttons (HavenImportPage *self)
{
  gtk_widget_set_sensitive (self->apply_button, has_work (self->previews) && !is_open (self->previews));
  gtk_widget_set_sensitive (self->asks_next, !is_open (self->previews));
}

static void
fill_cards (HavenImportPage *self)
{
  GtkWidget *ask = gtk_widget_get_first_child (self->asks), *card = gtk_widget_get_first_child (self->cards);
  GtkWidget *words = gtk_widget_get_first_child (self->columns);

  for (guint i = 0; i < self->previews->len; i++) {
    const HavenImportPreview *preview = g_ptr_array_index (self->previews, i);

    haven_question_list_show (HAVEN_QUESTION_LIST (gtk_widget_get_first_child (ask)), preview);
    haven_question_list_show (HAVEN_QUESTION_LIST (words), preview);
    haven_preview_card_show (HAVEN_PREVIEW_CARD (gtk_widget_get_first_child (card)), preview);
    ask = gtk_widget_get_next_sibling (ask);
    card = gtk_widget_get_next_sibling (card);
    words = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (words));
  }
  update_buttons (self);
}

/* The first step that needs somebody */
static const char *
find_step (HavenImportPage *self)
{
  if (is_missing (self->previews))
    return "columns";
  return is_open (self->previews) ? "asks" : "preview";
}

static void
go_on (HavenImportPage *self)
{
  const char *step = find_step (self);

  show_step (self, step);
  if (g_str_equal (step, "preview") && gtk_widget_get_sensitive (self->apply_button))
    gtk_widget_grab_focus (self->apply_button);
  else
    focus_step (self, g_str_equal (step, "asks") ? self->asks : g_str_equal (step, "columns") ? self->columns : self->cards);
}

static void
show_previews (HavenImportPage *self, GPtrArray *take_previews)
{
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  self->previews = take_previews;
  make_cards (self);
  fill_cards (self);
  go_on (self);
}

/* ---- looking at files ---- */

static GCancellable *
start_working (HavenImportPage *self)
{
  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  self->working = g_cancellable_new ();
  return self->working;
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
  if (g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_start (self);
  haven_fail (GTK_WIDGET (self), error);
}

/* Cards that stand for the same kinds are filled anew; else all of them are made anew */
static gboolean
is_alike (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const HavenImportPreview *one = g_ptr_array_index (a, i), *two = g_ptr_array_index (b, i);

    if (one->type != two->type || !g_str_equal (one->path, two->path) || (one->missing == NULL) != (two->missing == NULL))
      return FALSE;
  }
  return TRUE;
}

static void
take_again (HavenImportPage *self, GPtrArray *take_previews)
{
  gboolean alike = is_alike (self->previews, take_previews);
  const char *step = g_strdup (self->after != NULL ? self->after : gtk_stack_get_visible_child_name (self->stack));
  g_autofree char *shown = (char *) step;

  self->after = NULL;
  g_ptr_array_unref (self->previews);
  self->previews = take_previews;
  if (!alike)
    make_cards (self);
  fill_cards (self);
  if (g_str_equal (step, "next"))
    go_on (self);
  else
    show_step (self, step);
}

static void
staged_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *previews = haven_session_stage_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self) || self->previews == NULL) {
    g_clear_pointer (&previews, g_ptr_array_unref);
    return;
  }
  if (previews != NULL)
    take_again (self, previews);
  else if (!g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    update_buttons (self);
    haven_fail (GTK_WIDGET (self), error);
  }
}

/* What is on the page is not true any more: nothing is imported until it is */
static void
look_again (HavenImportPage *self)
{
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  haven_session_restage_async (self->session, self->previews, start_working (self), staged_again_cb, g_object_ref (self));
}

static void
next_cb (HavenImportPage *self)
{
  if (self->previews == NULL)
    return;
  self->after = "next";
  look_again (self);
}

static void
columns_cb (HavenImportPage *self)
{
  if (self->previews == NULL)
    return;
  make_columns (self);
  fill_cards (self);
  show_step (self, "columns");
  focus_step (self, self->columns);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *previews = haven_session_stage_handed_in_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    g_clear_pointer (&previews, g_ptr_array_unref);
  else if (previews != NULL)
    show_previews (self, previews);
  else {
    show_start (self);
    haven_fail (GTK_WIDGET (self), error);
  }
}

static void
look_cb (HavenImportPage *self, const char *id)
{
  drop_previews (self);
  self->handed_in = g_strdup (id);
  show_waiting (self, _("Reading, and comparing with what is kept"), TRUE);
  haven_session_stage_handed_in_async (self->session, id, looked_cb, g_object_ref (self));
}

/* ---- writing ---- */

static void
put_away_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportPage) self = user_data;

  haven_session_drop_handed_in_finish (HAVEN_SESSION (source), result, NULL);
  if (!is_gone (self))
    haven_handed_in_list_refresh (self->handed, self->session);
}

/* What to say, and which import to take back: the last, when there are several */
static void
tell_applied (HavenImportPage *self, GPtrArray *receipts)
{
  const HavenImport *last = g_ptr_array_index (receipts, receipts->len - 1);
  g_autofree char *sentence = receipts->len == 1
    ? g_strdup_printf (_("%s imported: %d new, %d changed"), haven_import_type_words (last->type), (int) last->added, (int) last->changed)
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file imported", "%u files imported", receipts->len), receipts->len);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.imported", "(sx)", sentence, last->id);
}

static void
show_done (HavenImportPage *self, GPtrArray *receipts)
{
  haven_imported_card_show (HAVEN_IMPORTED_CARD (adw_bin_get_child (self->imported)), receipts, (const char *const *) self->applied);
  drop_previews (self);
  show_step (self, "done");
  focus_step (self, GTK_WIDGET (self->imported));
  tell_applied (self, receipts);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *handed_in = g_steal_pointer (&self->handed_in);
  g_autoptr (GPtrArray) receipts = haven_session_apply_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    return;
  if (receipts != NULL && receipts->len > 0)
    show_done (self, receipts);
  else
    show_start (self);
  if (receipts != NULL && handed_in != NULL)
    haven_session_drop_handed_in_async (self->session, handed_in, put_away_cb, g_object_ref (self));
  if (error != NULL)
    haven_fail (GTK_WIDGET (self), error);
}

static GStrv
list_paths (GPtrArray *previews)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < previews->len; i++) {
    const HavenImportPreview *preview = g_ptr_array_index (previews, i);

    g_strv_builder_add (builder, preview->bytes == NULL ? preview->path : "");
  }
  return g_strv_builder_end (builder);
}

static void
apply_cb (HavenImportPage *self)
{
  if (self->previews == NULL || is_open (self->previews))
    return;
  g_strfreev (self->applied);
  self->applied = list_paths (self->previews);
  show_waiting (self, _("Writing: all of a file, or nothing of it"), FALSE);
  haven_session_apply_async (self->session, g_steal_pointer (&self->previews), NULL, applied_cb, g_object_ref (self));
}

/* While it is written there is nothing to cancel: it is all or nothing, and soon over */
static void
cancel_cb (HavenImportPage *self)
{
  g_cancellable_cancel (self->working);
  show_start (self);
}

/* ---- the mapping as a file ---- */

static void
mapping_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_save_file_finish (result, &error))
    haven_say (GTK_WIDGET (self), _("What the columns mean is saved"));
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
mapping_named_cb (gpointer widget, const char *path)
{
  HavenImportPage *self = widget;
  g_autoptr (GBytes) mapping = NULL;

  if (self->previews == NULL)
    return;
  mapping = haven_session_print_mapping (g_ptr_array_index (self->previews, 0));
  haven_save_file_async (path, mapping, mapping_saved_cb, g_object_ref (self));
}

static void
save_mapping_cb (HavenImportPage *self)
{
  haven_file_chooser_save (self, _("Save What the Columns Mean"), "haven-mapping.json", mapping_named_cb);
}

static void
take_mapping (HavenImportPage *self, const HavenImportChoices *choices)
{
  for (guint i = 0; i < self->previews->len; i++)
    haven_import_choices_add (((HavenImportPreview *) g_ptr_array_index (self->previews, i))->choices, choices);
  next_cb (self);
}

static void
mapping_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = haven_load_file_finish (result, &error);
  g_autoptr (HavenImportChoices) choices = file != NULL ? haven_session_read_mapping (file, &error) : NULL;

  if (self->previews == NULL)
    return;                     /* cancelled or locked meanwhile */
  if (choices != NULL)
    take_mapping (self, choices);
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
mapping_chosen_cb (gpointer widget, const char *path)
{
  haven_load_file_async (path, HAVEN_MAPPING_BYTES, mapping_loaded_cb, g_object_ref (widget));
}

static void
load_mapping_cb (HavenImportPage *self)
{
  haven_file_chooser_open (self, _("Load What the Columns Mean"), mapping_chosen_cb);
}

static void
files_chosen_cb (gpointer widget, const char *const *paths)
{
  haven_import_page_stage (widget, paths);
}

static void
choose_cb (HavenImportPage *self)
{
  haven_file_chooser_files (self, _("Choose Files of the MIS"), _("_Preview"), files_chosen_cb);
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
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->working);
  g_clear_object (&self->session);
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  g_clear_pointer (&self->handed_in, g_free);
  g_clear_pointer (&self->applied, g_strfreev);
  G_OBJECT_CLASS (haven_import_page_parent_class)->dispose (object);
}

static void
haven_import_page_class_init (HavenImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_import_page_dispose;
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  g_type_ensure (HAVEN_TYPE_IMPORT_LIST);
  g_type_ensure (HAVEN_TYPE_HANDED_IN_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/imports/haven-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, waiting_words);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, steps);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, progress);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, asks);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, asks_next);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, columns);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, columns_next);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, cards);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, imported);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, handed);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, apply_button);
  gtk_widget_class_bind_template_child (widget_class, HavenImportPage, list);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_mapping_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_mapping_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
}

static void
haven_import_page_init (HavenImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_steps (self);
}

GtkWidget *
haven_import_page_new (HavenSession *session)
{
  HavenImportPage *self = g_object_new (HAVEN_TYPE_IMPORT_PAGE, NULL);

  self->session = g_object_ref (session);
  adw_bin_set_child (self->imported, haven_imported_card_new (session));
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "import-progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  show_start (self);
  return GTK_WIDGET (self);
}

/* Sealed records of another school open with their own passphrase; then they are looked at as every file is */
static void
unsealed_cb (gpointer widget, GPtrArray *take_previews)
{
  show_previews (widget, take_previews);
}

void
haven_import_page_stage (HavenImportPage *self, const char *const *paths)
{
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (HAVEN_IMPORT_AUTO);

  g_return_if_fail (HAVEN_IS_IMPORT_PAGE (self));
  drop_previews (self);
  if (g_strv_length ((char **) paths) == 1 && haven_path_is_transfer (paths[0])) {
    show_step (self, "start");
    gtk_window_present (haven_unseal_window_new (GTK_WIDGET (self), self->session, paths[0], unsealed_cb));
    return;
  }
  show_waiting (self, _("Reading, and comparing with what is kept"), TRUE);
  choices->lenient = TRUE;
  haven_session_stage_chosen_async (self->session, paths, choices, start_working (self), staged_cb, g_object_ref (self));
}
