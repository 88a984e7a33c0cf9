/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-question-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-names.h"

#define MOST_OPEN 12        /* rows: a longer group folds */

struct _HavenQuestionList {
  AdwBin parent_instance;

  HavenQuestions which;
  HavenAnsweredFunc answered;
  gpointer data;
  char *shown;              /* keys of the questions that stand here */

  /* template */
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (HavenQuestionList, haven_question_list, ADW_TYPE_BIN)

/* What is asked together, in the order in which it is shown */
static const struct {
  HavenQuestions which;
  const char *codes;        /* with a space before and after each */
  const char *title;
  const char *about;
} groups[] = {
  { HAVEN_QUESTIONS_ROWS, " same-child ", N_("Is it the same child?"), NULL },
  { HAVEN_QUESTIONS_ROWS, " leavers leaver ", N_("Who has left?"), NULL },
  { HAVEN_QUESTIONS_ROWS, " starter ", N_("New starters: does one of them have, or did one have, a social worker?"),
    N_("The school before, or the authority, knows.") },
  { HAVEN_QUESTIONS_ROWS, " list-new ", N_("New on the list"), N_("Only what is ticked is taken.") },
  { HAVEN_QUESTIONS_ROWS, " list-ended ", N_("Ended, says the list"), N_("Only what is ticked is taken.") },
  { HAVEN_QUESTIONS_ROWS, " list-confirmed ", N_("Still on the list"), N_("Found by name and date of birth: tick those who it is.") },
  { HAVEN_QUESTIONS_ROWS, " list-ours ", N_("On ours only"), N_("They have a social worker here and are not on the list.") },
  { HAVEN_QUESTIONS_ROWS, " list-theirs ", N_("On theirs only"), N_("They are not on roll here. Nothing of them is kept.") },
  { HAVEN_QUESTIONS_WORDS, " value ", N_("Words that Haven does not know"), N_("Say once what they stand for.") },
  { HAVEN_QUESTIONS_FIRST, " date-order period sheet authority told-by confirmed-on ", N_("What the file does not say"),
    N_("Haven does not guess. What you say is remembered for the next file of this shape.") },
};

static gboolean
belongs (const HavenImportQuestion *question, guint group)
{
  g_autofree char *code = g_strdup_printf (" %s ", question->code);

  return strstr (groups[group].codes, code) != NULL;
}

static char *
list_keys (HavenQuestionList *self, const HavenImportPreview *preview)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < preview->questions->len; i++) {
    const HavenImportQuestion *question = g_ptr_array_index (preview->questions, i);
    for (guint j = 0; j < G_N_ELEMENTS (groups); j++)
      if ((groups[j].which & self->which) != 0 && belongs (question, j))
        g_string_append_printf (keys, "%s\n", question->key);
  }
  return g_string_free (keys, FALSE);
}

static void
clear (HavenQuestionList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static GPtrArray *
find_questions (const HavenImportPreview *preview, guint group)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < preview->questions->len; i++)
    if (belongs (g_ptr_array_index (preview->questions, i), group))
      g_ptr_array_add (found, g_ptr_array_index (preview->questions, i));
  return found;
}

static GtkWidget *
add_folded (GtkWidget *group, guint n)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u to look at", "%u to look at", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
add_row (GtkWidget *group, GtkWidget *folded, GtkWidget *row)
{
  if (row == NULL)
    return;
  if (folded != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (folded), row);
  else
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_group (HavenQuestionList *self, const HavenImportPreview *preview, guint group)
{
  g_autoptr (GPtrArray) questions = find_questions (preview, group);
  GtkWidget *widget = questions->len > 0 ? adw_preferences_group_new () : NULL;
  GtkWidget *folded = questions->len > MOST_OPEN ? add_folded (widget, questions->len) : NULL;

  for (guint i = 0; i < questions->len; i++) {
    add_row (widget, folded, haven_question_row_new (g_ptr_array_index (questions, i), self->answered, self->data));
    add_row (widget, folded, haven_question_row_new_line (g_ptr_array_index (questions, i), self->answered, self->data));
  }
  if (widget == NULL)
    return;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), _(groups[group].title));
  if (groups[group].about != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (widget), _(groups[group].about));
  gtk_box_append (self->box, widget);
}

static void
haven_question_list_finalize (GObject *object)
{
  g_free (HAVEN_QUESTION_LIST (object)->shown);
  G_OBJECT_CLASS (haven_question_list_parent_class)->finalize (object);
}

static void
haven_question_list_class_init (HavenQuestionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_question_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/imports/haven-question-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenQuestionList, box);
}

static void
haven_question_list_init (HavenQuestionList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_question_list_new (HavenQuestions which, HavenAnsweredFunc answered, gpointer data)
{
  HavenQuestionList *self = g_object_new (HAVEN_TYPE_QUESTION_LIST, NULL);

  self->which = which;
  self->answered = answered;
  self->data = data;
  return GTK_WIDGET (self);
}

void
haven_question_list_show (HavenQuestionList *self, const HavenImportPreview *preview)
{
  g_autofree char *keys = list_keys (self, preview);

  g_return_if_fail (HAVEN_IS_QUESTION_LIST (self));
  if (g_strcmp0 (keys, self->shown) == 0)
    return;
  clear (self);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if ((groups[i].which & self->which) != 0)
      add_group (self, preview, i);
  g_free (self->shown);
  self->shown = g_steal_pointer (&keys);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->box)) != NULL);
  haven_names_complete (GTK_WIDGET (self));
}
