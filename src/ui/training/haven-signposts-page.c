/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-signposts-page.h"

#include <glib/gi18n-lib.h>
#include "haven-authority.h"
#include "haven-names.h"
#include "haven-published.h"
#include "haven-run.h"
#include "haven-state-page.h"
#include "haven-text.h"

struct _HavenSignpostsPage {
  AdwBin parent_instance;

  HavenSession *session;    /* lent; NULL until shown */
  char *asked;              /* what the surveys ask, as it is shown; NULL: nothing yet */

  /* template */
  GtkEditable *search;
  GtkBox *lists;            /* groups, made anew */
  GtkBox *surveys;
};

G_DEFINE_FINAL_TYPE (HavenSignpostsPage, haven_signposts_page, ADW_TYPE_BIN)

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
add_group (GtkBox *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *safe = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), safe);
  gtk_box_append (box, group);
  return group;
}

static void
add_row (GtkWidget *group, const char *title, const char *detail, const char *url)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_detail = g_markup_escape_text (detail, -1);
  g_autofree char *name = g_strdup_printf (_("Open: %s"), title);
  GtkWidget *row = adw_action_row_new (), *link;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_detail);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (!haven_text_is_empty (url)) {
    link = gtk_link_button_new_with_label (url, _("Open"));
    gtk_widget_set_valign (link, GTK_ALIGN_CENTER);
    gtk_accessible_update_property (GTK_ACCESSIBLE (link), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), link);
  }
  haven_names_complete (row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* ---- signposts ---- */

static void
add_part (GString *detail, const char *between, const char *text)
{
  if (!haven_text_is_empty (text))
    g_string_append_printf (detail, "%s%s", detail->len > 0 ? between : "", text);
}

static char *
detail_of (const HavenSignpost *signpost)
{
  GString *detail = g_string_new (signpost->text);
  g_autofree char *day = signpost->dated != HAVEN_DAY_NONE ? haven_day_to_text (signpost->dated) : NULL;

  add_part (detail, "\n", signpost->phone);
  add_part (detail, " · ", signpost->email);
  add_part (detail, "\n", signpost->source);
  add_part (detail, " · ", day);
  return g_string_free (detail, FALSE);
}

static char *
title_of (HavenSchool *school, gint64 authority)
{
  const char *name = haven_authority_get_name (school, authority);

  if (authority == HAVEN_PUBLISHED_BY_HAVEN)
    return g_strdup (_("England"));
  return g_strdup (name != NULL ? name : _("Virtual School"));
}

static void
show_all (HavenSignpostsPage *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static GtkWidget *
make_no_match (HavenSignpostsPage *self)
{
  GtkWidget *page = g_object_new (HAVEN_TYPE_STATE_PAGE, "icon-name", "system-search-symbolic", "title", _("Nothing fits these words"),
                                  "sentence", _("Try fewer letters, or look at all of them."), "step", _("_Show all"), NULL);

  g_signal_connect_object (page, "stepped", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  return page;
}

static void
list_signposts (HavenSignpostsPage *self, HavenSchool *school)
{
  g_autoptr (GPtrArray) signposts = haven_published_list_signposts (school, gtk_editable_get_text (self->search));
  GtkWidget *group = NULL;
  gint64 whose = G_MAXINT64;

  for (guint i = 0; i < signposts->len; i++) {
    const HavenSignpost *signpost = g_ptr_array_index (signposts, i);
    g_autofree char *detail = detail_of (signpost), *title = title_of (school, signpost->authority);
    if (group == NULL || signpost->authority != whose)
      group = add_group (self->lists, title);
    whose = signpost->authority;
    add_row (group, signpost->title, detail, signpost->url);
  }
  if (signposts->len == 0)
    gtk_box_append (GTK_BOX (self->lists), make_no_match (self));
}

static void
list_priorities (HavenSignpostsPage *self, HavenSchool *school)
{
  g_autoptr (GPtrArray) priorities = haven_published_list_priorities (school);
  GtkWidget *group = priorities->len > 0 ? add_group (self->lists, _("Priorities of the Virtual School")) : NULL;

  for (guint i = 0; i < priorities->len; i++) {
    const HavenPriority *priority = g_ptr_array_index (priorities, i);
    g_autofree char *day = priority->by != HAVEN_DAY_NONE ? haven_day_to_text (priority->by) : g_strdup ("");
    g_autofree char *target = priority->target != NULL ? g_strdup_printf (_("Target: %s, by %s"), priority->target, day) : NULL;
    g_autofree char *detail = g_strdup_printf ("%s%s%s", priority->text, target != NULL ? "\n" : "", target != NULL ? target : "");
    add_row (group, priority->title, detail, NULL);
  }
}

static void
search_changed_cb (HavenSignpostsPage *self)
{
  HavenSchool *school = self->session != NULL ? haven_session_get_school (self->session) : NULL;

  if (school == NULL)
    return;
  empty (self->lists);
  if (haven_text_is_empty (gtk_editable_get_text (self->search)))
    list_priorities (self, school);
  list_signposts (self, school);
}

/* ---- surveys: closed answers about the school, so nothing can be written about anybody ---- */

/* The questions' rows, each with its question and choices, under their survey's group */
static void
send_cb (HavenSignpostsPage *self, GtkWidget *button)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (button), "rows");
  g_autoptr (GStrvBuilder) questions = g_strv_builder_new (), choices = g_strv_builder_new ();
  g_auto (GStrv) asked = NULL, chosen = NULL;
  g_autoptr (GBytes) answers = NULL;

  for (guint i = 0; i < rows->len; i++) {
    GObject *row = g_ptr_array_index (rows, i);
    guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));
    char **ids = g_object_get_data (row, "choices");
    if (selected == 0)
      continue;             /* not answered */
    g_strv_builder_add (questions, g_object_get_data (row, "question"));
    g_strv_builder_add (choices, ids[selected - 1]);
  }
  asked = g_strv_builder_end (questions);
  chosen = g_strv_builder_end (choices);
  if (asked[0] == NULL) {
    haven_say (GTK_WIDGET (self), _("Answer at least one question first."));
    return;
  }
  answers = haven_survey_make_answers ((const char *const *) asked, (const char *const *) chosen);
  haven_run (GTK_WIDGET (self), self->session, haven_command_answer_survey (g_object_get_data (G_OBJECT (button), "survey"), answers));
}

static GtkWidget *
make_question (const HavenSurveyQuestion *question)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new ((const char *const[]) { _("Not answered"), NULL });
  g_autofree char *safe = g_markup_escape_text (question->text, -1);
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; question->choice_texts[i] != NULL; i++)
    gtk_string_list_append (words, question->choice_texts[i]);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  g_object_set_data_full (G_OBJECT (row), "question", g_strdup (question->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "choices", g_strdupv (question->choices), (GDestroyNotify) g_strfreev);
  haven_names_combo_row (ADW_COMBO_ROW (row));
  return row;
}

static void
add_survey (HavenSignpostsPage *self, const HavenSurvey *survey)
{
  GtkWidget *group = add_group (self->surveys, survey->title), *button = gtk_button_new_with_mnemonic (_("Se_nd the answers"));
  GPtrArray *rows = g_ptr_array_new ();
  g_autofree char *day = survey->closes_on != HAVEN_DAY_NONE ? haven_day_to_text (survey->closes_on) : NULL;
  g_autofree char *until = day != NULL ? g_strdup_printf (_("Open until %s. "), day) : g_strdup ("");
  g_autofree char *words = g_strconcat (until, survey->answered ? _("Answered; sent again, the last answers stand.")
                                        : _("The answers are about the school and nobody in it."), NULL);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
  for (guint i = 0; i < survey->questions->len; i++) {
    GtkWidget *row = make_question (g_ptr_array_index (survey->questions, i));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    g_ptr_array_add (rows, row);
  }
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_sensitive (button, haven_session_may (self->session, HAVEN_DEED_SEND));
  g_object_set_data_full (G_OBJECT (button), "rows", rows, (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data_full (G_OBJECT (button), "survey", g_strdup (survey->id), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (send_cb), self);
  gtk_box_append (self->surveys, button);
}

static void
add_words (GString *words, const HavenSurveyQuestion *question)
{
  g_autofree char *choices = g_strjoinv ("\n", question->choices), *texts = g_strjoinv ("\n", question->choice_texts);

  g_string_append_printf (words, "\n%s\n%s\n%s\n%s", question->id, question->text, choices, texts);
}

static char *
dup_asked (GPtrArray *surveys)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < surveys->len; i++) {
    const HavenSurvey *survey = g_ptr_array_index (surveys, i);
    g_string_append_printf (words, "%" G_GINT64_FORMAT "\n%s\n%s\n%d\n%d", survey->authority, survey->id, survey->title, survey->closes_on,
                            survey->answered);
    for (guint k = 0; k < survey->questions->len; k++)
      add_words (words, g_ptr_array_index (survey->questions, k));
  }
  return g_string_free (words, FALSE);
}

/* Nothing that was chosen and not sent is lost because something else came: only other questions make the rows anew. */
static void
list_surveys (HavenSignpostsPage *self, HavenSchool *school)
{
  g_autoptr (GPtrArray) surveys = haven_published_list_surveys (school, haven_session_get_clock (self->session).today);
  g_autofree char *asked = dup_asked (surveys);

  if (g_strcmp0 (asked, self->asked) == 0)
    return;
  g_free (self->asked);
  self->asked = g_steal_pointer (&asked);
  empty (self->surveys);
  for (guint i = 0; i < surveys->len; i++)
    add_survey (self, g_ptr_array_index (surveys, i));
}

static void
haven_signposts_page_finalize (GObject *object)
{
  g_free (HAVEN_SIGNPOSTS_PAGE (object)->asked);
  G_OBJECT_CLASS (haven_signposts_page_parent_class)->finalize (object);
}

static void
haven_signposts_page_class_init (HavenSignpostsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_signposts_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/training/haven-signposts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenSignpostsPage, search);
  gtk_widget_class_bind_template_child (widget_class, HavenSignpostsPage, lists);
  gtk_widget_class_bind_template_child (widget_class, HavenSignpostsPage, surveys);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
haven_signposts_page_init (HavenSignpostsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search the signposts"), -1);
}

void
haven_signposts_page_show (HavenSignpostsPage *self, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_SIGNPOSTS_PAGE (self));
  self->session = session;
  list_surveys (self, haven_session_get_school (session));
  search_changed_cb (self);
}
