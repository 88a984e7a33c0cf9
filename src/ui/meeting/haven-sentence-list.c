/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sentence-list.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-run.h"
#include "haven-sentence-row.h"
#include "haven-text.h"

struct _HavenSentenceList {
  AdwBin parent_instance;

  HavenSession *session;
  gint64 pupil_id;
  char *kind;
  GCancellable *asking;
  GPtrArray *findings;          /* HavenFinding, as they are shown */
  GPtrArray *rows;              /* of all groups, lent by them */
  AdwPreferencesGroup *groups[HAVEN_N_FINDING_LISTS];
  GtkWidget *own[HAVEN_N_FINDING_LISTS];

  /* template */
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (HavenSentenceList, haven_sentence_list, ADW_TYPE_BIN)

/* Of the school as it is now, or as it was when the worker was asked */
static HavenFindingQuestion
make_question (HavenSchool *school, HavenClock clock, gint64 pupil_id, const char *kind)
{
  const HavenMeeting *last = haven_last_meeting_of (school, clock, pupil_id, kind);
  const HavenMeeting *next = haven_next_meeting_of (school, clock, pupil_id, kind);

  return (HavenFindingQuestion) { school, clock, pupil_id, last != NULL ? last->day + 1 : HAVEN_DAY_NONE, kind,
                                  next != NULL ? next->id : 0 };
}

/* ---- what somebody made of them ---- */

static void
put (HavenSentenceList *self, HavenSentence *take_sentence)
{
  haven_run (GTK_WIDGET (self), self->session, haven_command_put (HAVEN_TABLE_SENTENCES, take_sentence));
}

static HavenFindingQuestion
question_now (HavenSentenceList *self)
{
  return make_question (haven_session_get_school (self->session), haven_session_get_clock (self->session), self->pupil_id, self->kind);
}

static const HavenFinding *
finding_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "finding");
}

static void
edited_cb (HavenSentenceList *self, const char *text, GtkWidget *row)
{
  HavenFindingQuestion question = question_now (self);

  put (self, haven_finding_edit (&question, finding_of (row), text, FALSE));
}

static void
struck_cb (HavenSentenceList *self, gboolean struck, GtkWidget *row)
{
  HavenFindingQuestion question = question_now (self);
  const HavenFinding *finding = finding_of (row);

  put (self, haven_finding_edit (&question, finding, finding->edited ? finding->text : NULL, struck));
}

static void
own_cb (HavenSentenceList *self, GtkWidget *entry)
{
  HavenFindingQuestion question = question_now (self);
  g_autofree char *text = haven_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (entry)));

  for (guint i = 0; i < HAVEN_N_FINDING_LISTS && !haven_text_is_empty (text); i++)
    if (self->own[i] == entry)
      put (self, haven_finding_own (&question, i, text));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

/* ---- showing ---- */

static void
clear (HavenSentenceList *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *group = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP);
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), self->rows->pdata[i]);
  }
  g_ptr_array_set_size (self->rows, 0);
}

static void
add (HavenSentenceList *self, const HavenFinding *finding)
{
  gboolean own = finding->made == NULL || g_str_has_prefix (finding->key, "own-");
  HavenSentenceWords words = { finding->text, own ? NULL : finding->made, finding->evidence, finding->edited, finding->struck,
                               finding->moved_on };
  GtkWidget *row = haven_sentence_row_new (&words, haven_session_may (self->session, HAVEN_DEED_EDIT));

  g_object_set_data (G_OBJECT (row), "finding", (gpointer) finding);
  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "struck", G_CALLBACK (struck_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->groups[finding->list], row);
  g_ptr_array_add (self->rows, row);
}

/* One's own come last, below what Haven wrote */
static void
put_own_last (HavenSentenceList *self, guint list)
{
  g_object_ref (self->own[list]);
  adw_preferences_group_remove (self->groups[list], self->own[list]);
  adw_preferences_group_add (self->groups[list], self->own[list]);
  g_object_unref (self->own[list]);
}

static void
show_nothing (HavenSentenceList *self)
{
  static const char *const nothing[] = { N_("Nothing that figures could tell has changed."), N_("Figures and records name none. You may."),
                                         N_("Figures and records name none. You may."), N_("None follows from figures alone.") };
  gboolean any[HAVEN_N_FINDING_LISTS] = { FALSE };

  for (guint i = 0; i < self->findings->len; i++)
    any[((HavenFinding *) self->findings->pdata[i])->list] = TRUE;
  for (guint i = 0; i < HAVEN_N_FINDING_LISTS; i++)
    adw_preferences_group_set_description (self->groups[i], any[i] ? NULL : _(nothing[i]));
}

static gboolean
is_writing (HavenSentenceList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (haven_sentence_row_is_open (self->rows->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
show_findings (HavenSentenceList *self, GPtrArray *take_findings)
{
  clear (self);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = take_findings;
  for (guint i = 0; i < take_findings->len; i++)
    add (self, take_findings->pdata[i]);
  for (guint i = 0; i < HAVEN_N_FINDING_LISTS; i++)
    put_own_last (self, i);
  show_nothing (self);
}

/* ---- asking, off the main thread ---- */

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  gint64 pupil_id;
  char *kind;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  haven_school_unref (errand->school);
  g_free (errand->kind);
  g_free (errand);
}

static void
ask_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Errand *errand = task_data;
  HavenFindingQuestion question = make_question (errand->school, errand->clock, errand->pupil_id, errand->kind);

  g_task_return_pointer (task, haven_findings_apply (&question), (GDestroyNotify) g_ptr_array_unref);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenSentenceList *self = HAVEN_SENTENCE_LIST (source);
  GPtrArray *findings = g_task_propagate_pointer (G_TASK (result), NULL);

  if (findings == NULL)
    return;                     /* asked again since, or gone */
  if (self->session != NULL && !is_writing (self))
    show_findings (self, findings);
  else
    g_ptr_array_unref (findings);
}

void
haven_sentence_list_show (HavenSentenceList *self, HavenSession *session, gint64 pupil_id, const char *kind)
{
  g_autoptr (GTask) task = NULL;
  Errand *errand = g_new0 (Errand, 1);

  g_return_if_fail (HAVEN_IS_SENTENCE_LIST (self));
  g_set_object (&self->session, session);
  self->pupil_id = pupil_id;
  g_free (self->kind);
  self->kind = g_strdup (kind);
  for (guint i = 0; i < HAVEN_N_FINDING_LISTS; i++)
    gtk_widget_set_visible (self->own[i], haven_session_may (session, HAVEN_DEED_EDIT));
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  *errand = (Errand) { haven_school_ref (haven_session_get_school (session)), haven_session_get_clock (session), pupil_id,
                       g_strdup (kind) };
  task = g_task_new (self, self->asking, answered_cb, NULL);
  g_task_set_task_data (task, errand, errand_free);
  g_task_run_in_thread (task, ask_work);
}

/* ---- the widget ---- */

static void
add_group (HavenSentenceList *self, guint list)
{
  GtkWidget *group = adw_preferences_group_new (), *own = adw_entry_row_new ();
  g_autofree char *name = g_strdup_printf (_("%s: a sentence of your own"), haven_finding_list_text (list));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), haven_finding_list_text (list));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (own), _("A sentence of your own"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (own), TRUE);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (own))), name);
  g_signal_connect_object (own, "apply", G_CALLBACK (own_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), own);
  gtk_box_append (self->box, group);
  self->groups[list] = ADW_PREFERENCES_GROUP (group);
  self->own[list] = own;
}

static void
haven_sentence_list_dispose (GObject *object)
{
  HavenSentenceList *self = HAVEN_SENTENCE_LIST (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_sentence_list_parent_class)->dispose (object);
}

static void
haven_sentence_list_finalize (GObject *object)
{
  HavenSentenceList *self = HAVEN_SENTENCE_LIST (object);

  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->kind);
  G_OBJECT_CLASS (haven_sentence_list_parent_class)->finalize (object);
}

static void
haven_sentence_list_class_init (HavenSentenceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_sentence_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_sentence_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/meeting/haven-sentence-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenSentenceList, box);
}

static void
haven_sentence_list_init (HavenSentenceList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < HAVEN_N_FINDING_LISTS; i++)
    add_group (self, i);
}
