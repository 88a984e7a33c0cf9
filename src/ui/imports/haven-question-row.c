/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-question-row.h"

#include <glib/gi18n-lib.h>
#include "haven-import-choices.h"
#include "haven-names.h"

/* What a row has to know when it is answered */
typedef struct {
  char *key;
  GStrv answers;
  gboolean open;            /* the first line of a choice says that nothing was said yet */
  HavenAnsweredFunc answered;
  gpointer data;
} Asked;

static Asked *
asked_new (const HavenImportQuestion *question, HavenAnsweredFunc answered, gpointer data)
{
  Asked *self = g_new0 (Asked, 1);

  self->key = g_strdup (question->key);
  self->answers = g_strdupv (question->answers);
  self->open = question->answer == NULL;
  self->answered = answered;
  self->data = data;
  return self;
}

static void
asked_free (gpointer data, GClosure *closure)
{
  Asked *self = data;

  g_free (self->key);
  g_strfreev (self->answers);
  g_free (self);
}

static void
set_title (GtkWidget *row, const char *sentence)
{
  g_autofree char *safe = g_markup_escape_text (sentence, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
}

/* ---- only words ---- */

static GtkWidget *
make_words (const HavenImportQuestion *question)
{
  GtkWidget *row = adw_action_row_new ();

  set_title (row, question->sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

/* ---- a tick ---- */

static void
ticked_cb (GtkCheckButton *tick, GParamSpec *pspec, gpointer data)
{
  Asked *asked = data;

  asked->answered (asked->key, gtk_check_button_get_active (tick) ? "yes" : "no", asked->data);
}

static GtkWidget *
make_tick (const HavenImportQuestion *question, HavenAnsweredFunc answered, gpointer data)
{
  GtkWidget *row = make_words (question);
  GtkWidget *tick = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), g_strcmp0 (question->answer, "yes") == 0);
  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, question->sentence, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), tick);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), tick);
  g_signal_connect_data (tick, "notify::active", G_CALLBACK (ticked_cb), asked_new (question, answered, data), asked_free, 0);
  return row;
}

/* ---- one of several ---- */

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec, gpointer data)
{
  Asked *asked = data;
  guint n = adw_combo_row_get_selected (row);

  if (asked->open && n == 0)
    return;
  n -= asked->open;
  if (n < g_strv_length (asked->answers))
    asked->answered (asked->key, asked->answers[n], asked->data);
}

static guint
find_answer (const HavenImportQuestion *question)
{
  for (guint i = 0; question->answers[i] != NULL; i++)
    if (g_strcmp0 (question->answers[i], question->answer) == 0)
      return i;
  return 0;
}

/* "" among several is a line to type, which has a row of its own; of a word it says to leave it out */
static gboolean
is_line_beside (const HavenImportQuestion *question, guint n)
{
  return *question->answers[n] == '\0' && g_str_equal (question->code, HAVEN_ANSWER_PERIOD);
}

static GtkWidget *
make_choice (const HavenImportQuestion *question, HavenAnsweredFunc answered, gpointer data)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  if (question->answer == NULL)
    gtk_string_list_append (words, _("Not said yet"));
  for (guint i = 0; question->words[i] != NULL; i++)
    if (!is_line_beside (question, i))
      gtk_string_list_append (words, question->words[i]);
  set_title (row, question->sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  haven_names_combo_row (ADW_COMBO_ROW (row));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), question->answer != NULL ? find_answer (question) : 0);
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (chosen_cb), asked_new (question, answered, data), asked_free, 0);
  return row;
}

/* ---- a line to type ---- */

static void
typed_cb (AdwEntryRow *row, gpointer data)
{
  Asked *asked = data;

  asked->answered (asked->key, gtk_editable_get_text (GTK_EDITABLE (row)), asked->data);
}

static GtkWidget *
make_line (const HavenImportQuestion *question, HavenAnsweredFunc answered, gpointer data)
{
  GtkWidget *row = adw_entry_row_new ();

  set_title (row, question->sentence);
  gtk_editable_set_text (GTK_EDITABLE (row), question->answer != NULL ? question->answer : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, question->sentence, -1);
  g_signal_connect_data (row, "apply", G_CALLBACK (typed_cb), asked_new (question, answered, data), asked_free, 0);
  return row;
}

GtkWidget *
haven_question_row_new_line (const HavenImportQuestion *question, HavenAnsweredFunc answered, gpointer data)
{
  GtkWidget *row = NULL;

  for (guint i = 0; row == NULL && question->answers[i] != NULL && question->answers[1] != NULL; i++)
    if (is_line_beside (question, i))
      row = make_line (question, answered, data);
  if (row != NULL)
    set_title (row, _("Or other days, as 2025-09-01..2025-12-19"));
  return row;
}

static gboolean
is_tick (const HavenImportQuestion *question)
{
  return g_str_has_prefix (question->code, "list-") && g_strv_length (question->answers) == 2
         && g_str_equal (question->answers[0], "yes");
}

GtkWidget *
haven_question_row_new (const HavenImportQuestion *question, HavenAnsweredFunc answered, gpointer data)
{
  if (question->answers[0] == NULL)
    return make_words (question);
  if (is_tick (question))
    return make_tick (question, answered, data);
  if (question->answers[1] == NULL && *question->answers[0] == '\0')
    return make_line (question, answered, data);
  return make_choice (question, answered, data);
}
