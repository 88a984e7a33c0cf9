/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-form.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-keeper.h"
#include "haven-kept-form.h"
#include "haven-names.h"
#include "haven-pack.h"
#include "haven-text.h"

struct _HavenPackForm {
  AdwWindow parent_instance;

  HavenSession *session;
  gint64 pupil_id;
  GtkFileChooserNative *chooser;
  GCancellable *making;

  /* template */
  GtkLabel *child;
  AdwComboRow *kind;
  GtkEditable *recipient;
  GtkSwitch *carers;
  GtkSwitch *siblings;
  GtkLabel *problem;
  GtkWidget *save_button;
  GtkSpinner *spinner;
};

static void implement_kept (HavenKeptFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (HavenPackForm, haven_pack_form, ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (HAVEN_TYPE_KEPT_FORM, implement_kept))

enum { SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Everything a worker needs, copied */
typedef struct {
  HavenPackRequest request;
  char *recipient;
  char *printed_by;
  char *path;
} Errand;

static void
errand_free (Errand *errand)
{
  haven_school_unref (errand->request.school);
  g_free (errand->recipient);
  g_free (errand->printed_by);
  g_free (errand->path);
  g_free (errand);
}

static void
show_problem (HavenPackForm *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_busy (HavenPackForm *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
}

static const char *
chosen_kind (HavenPackForm *self)
{
  return haven_pack_kinds ()[adw_combo_row_get_selected (self->kind)];
}

static Errand *
make_errand (HavenPackForm *self, const char *path)
{
  Errand *errand = g_new0 (Errand, 1);
  const HavenUser *user = haven_session_get_user (self->session);

  errand->recipient = haven_text_squeeze (gtk_editable_get_text (self->recipient));
  errand->printed_by = user != NULL ? g_strdup (user->name) : NULL;
  errand->path = g_strdup (path);
  errand->request = (HavenPackRequest) {
    .school = haven_school_ref (haven_session_get_school (self->session)),
    .pupil_id = self->pupil_id,
    .kind = chosen_kind (self),
    .recipient = errand->recipient,
    .printed_by = errand->printed_by,
    .parts = (gtk_switch_get_active (self->carers) ? HAVEN_PACK_CARERS : 0)
             | (gtk_switch_get_active (self->siblings) ? HAVEN_PACK_SIBLINGS : 0),
    .clock = haven_session_get_clock (self->session),
  };
  return errand;
}

static void
make_pack (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Errand *errand = task_data;
  GError *error = NULL;
  guint pages;

  if (haven_pack_write_pdf (&errand->request, errand->path, &pages, &error))
    g_task_return_int (task, pages);
  else
    g_task_return_error (task, error);
}

/* That a paper left is for the audit log; nobody waits for it. */
static void
record_paper (HavenPackForm *self, const Errand *errand)
{
  haven_session_run_async (self->session, haven_command_record_paper (errand->request.kind, self->pupil_id, errand->recipient), NULL, NULL,
                           NULL);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenPackForm *self = HAVEN_PACK_FORM (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  gssize pages = g_task_propagate_int (G_TASK (result), &error);

  if (self->session == NULL)
    return;                 /* locked meanwhile */
  set_busy (self, FALSE);
  if (pages < 0) {
    show_problem (self, error->message);
    return;
  }
  haven_keeper_settle (HAVEN_KEPT_FORM (self));
  record_paper (self, g_task_get_task_data (G_TASK (result)));
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Pack saved: %d page", "Pack saved: %d pages", pages), (int) pages);
  g_signal_emit (self, signals[SAVED], 0, label, FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start (HavenPackForm *self, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self, self->making, made_cb, NULL);

  set_busy (self, TRUE);
  g_task_set_task_data (task, make_errand (self, path), (GDestroyNotify) errand_free);
  g_task_run_in_thread (task, make_pack);
}

static void
place_chosen_cb (HavenPackForm *self, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && haven_session_get_school (self->session) != NULL)
    start (self, path);
}

/* The file's name says what it is and not whom it is about. */
static char *
suggest_name (HavenPackForm *self)
{
  HavenPackRequest request = { haven_session_get_school (self->session), self->pupil_id, chosen_kind (self),
                               gtk_editable_get_text (self->recipient), NULL, NULL, 0, haven_session_get_clock (self->session) };
  g_autofree char *id = haven_pack_dup_id (&request);

  return g_strdup_printf ("%s-%s.pdf", request.kind, id);
}

static void
save_cb (HavenPackForm *self)
{
  g_autofree char *name = NULL;

  if (haven_text_is_empty (gtk_editable_get_text (self->recipient))) {
    show_problem (self, _("A pack is for a named recipient: type who it is for."));
    gtk_widget_grab_focus (GTK_WIDGET (self->recipient));
    return;
  }
  show_problem (self, NULL);
  name = suggest_name (self);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save the Pack"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (place_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
list_kinds (HavenPackForm *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  const char *const *kinds = haven_pack_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (words, haven_pack_kind_text (kinds[i]));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (words));
}

static void
haven_pack_form_dispose (GObject *object)
{
  HavenPackForm *self = HAVEN_PACK_FORM (object);

  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_pack_form_parent_class)->dispose (object);
}

static void
haven_pack_form_class_init (HavenPackFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_pack_form_dispose;
  signals[SAVED] = g_signal_new ("saved", HAVEN_TYPE_PACK_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/forms/haven-pack-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPackForm, child);
  gtk_widget_class_bind_template_child (widget_class, HavenPackForm, kind);
  gtk_widget_class_bind_template_child (widget_class, HavenPackForm, recipient);
  gtk_widget_class_bind_template_child (widget_class, HavenPackForm, carers);
  gtk_widget_class_bind_template_child (widget_class, HavenPackForm, siblings);
  gtk_widget_class_bind_template_child (widget_class, HavenPackForm, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenPackForm, save_button);
  gtk_widget_class_bind_template_child (widget_class, HavenPackForm, spinner);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
haven_pack_form_init (HavenPackForm *self)
{
  self->making = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  list_kinds (self);
  haven_names_combo_row (self->kind);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->recipient)), _("For whom"));
}

GtkWindow *
haven_pack_form_new (HavenSession *session, gint64 pupil_id)
{
  HavenPackForm *self = g_object_new (HAVEN_TYPE_PACK_FORM, NULL);
  const HavenPupil *pupil = haven_school_get_pupil (haven_session_get_school (session), pupil_id);
  g_autofree char *name = pupil != NULL ? haven_pupil_dup_name (pupil) : g_strdup ("");

  self->session = g_object_ref (session);
  self->pupil_id = pupil_id;
  gtk_label_set_label (self->child, name);
  return GTK_WINDOW (self);
}

static GVariant *
dup_typed (HavenKeptForm *kept)
{
  HavenPackForm *self = HAVEN_PACK_FORM (kept);

  return g_variant_new ("(xssbb)", self->pupil_id, chosen_kind (self), gtk_editable_get_text (self->recipient),
                        gtk_switch_get_active (self->carers), gtk_switch_get_active (self->siblings));
}

static void
implement_kept (HavenKeptFormInterface *iface)
{
  iface->kind = HAVEN_PACK_FORM_KIND;
  iface->dup_typed = dup_typed;
}

static void
choose_kind (HavenPackForm *self, const char *kind)
{
  const char *const *kinds = haven_pack_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_str_equal (kinds[i], kind))
      adw_combo_row_set_selected (self->kind, i);
}

GtkWindow *
haven_pack_form_reopen (HavenSession *session, GVariant *typed)
{
  const char *kind, *recipient;
  gboolean carers, siblings;
  HavenPackForm *self;
  gint64 pupil_id;

  if (!g_variant_is_of_type (typed, G_VARIANT_TYPE ("(xssbb)")))
    return NULL;
  g_variant_get (typed, "(x&s&sbb)", &pupil_id, &kind, &recipient, &carers, &siblings);
  if (haven_school_get_pupil (haven_session_get_school (session), pupil_id) == NULL)
    return NULL;
  self = HAVEN_PACK_FORM (haven_pack_form_new (session, pupil_id));
  choose_kind (self, kind);
  gtk_editable_set_text (self->recipient, recipient);
  gtk_switch_set_active (self->carers, carers);
  gtk_switch_set_active (self->siblings, siblings);
  return GTK_WINDOW (self);
}
