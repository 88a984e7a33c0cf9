/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-view.h"

#include <glib/gi18n-lib.h>
#include "haven-cohort-numbers.h"
#include "haven-figure-card.h"
#include "haven-names.h"
#include "haven-period-chooser.h"
#include "haven-stat-tile.h"
#include "haven-state-page.h"
#include "haven-tile-layout.h"
#include "haven-words.h"
#include "haven-wrap-layout.h"

#define CARD_HEIGHT 330
#define LARGE_HEIGHT 480

struct _HavenCohortView {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *numbers;       /* HavenStatTile, lent by tiles */
  GPtrArray *figures;       /* HavenFigureCard, lent by cards */
  HavenFigureCard *large;   /* lent by one; NULL: the overview is shown */
  gboolean filling;

  /* template */
  GtkDropDown *group;
  GtkDropDown *beside;
  HavenPeriodChooser *period;
  GtkWidget *filters;
  GtkStack *pages;
  GtkWidget *one;
  GtkWidget *one_back;
  GtkWidget *tiles;
  GtkWidget *cards;
};

G_DEFINE_FINAL_TYPE (HavenCohortView, haven_cohort_view, ADW_TYPE_BIN)

static const HavenGroup groups[] = {
  HAVEN_GROUP_FLAGGED, HAVEN_GROUP_CP, HAVEN_GROUP_CIN, HAVEN_GROUP_CLA, HAVEN_GROUP_PREVIOUS, HAVEN_GROUP_KINSHIP, HAVEN_GROUP_ALL,
};

/* Behind the lines of the drop-down; the last only where the school's authority is known */
static const HavenVersus versus[] = { HAVEN_VERSUS_REST, HAVEN_VERSUS_ENGLAND_GROUP, HAVEN_VERSUS_AUTHORITY_GROUP };

static HavenCohortQuestion
read_question (HavenCohortView *self)
{
  return (HavenCohortQuestion) {
    .school = haven_session_get_school (self->session),
    .clock = haven_session_get_clock (self->session),
    .group = groups[MIN (gtk_drop_down_get_selected (self->group), G_N_ELEMENTS (groups) - 1)],
    .versus = versus[MIN (gtk_drop_down_get_selected (self->beside), G_N_ELEMENTS (versus) - 1)],
    .span = haven_period_chooser_get_span (self->period),
  };
}

/* FALSE: nobody is behind any of them */
static gboolean
show_numbers (HavenCohortView *self, const HavenCohortQuestion *question)
{
  HavenCohortNumber numbers[HAVEN_N_COHORT_MEASURES];
  gboolean somebody = FALSE;

  haven_cohort_count (question, numbers);
  for (guint i = 0; i < HAVEN_N_COHORT_MEASURES; i++) {
    HavenStatTile *tile = g_ptr_array_index (self->numbers, i);
    g_autofree char *value = haven_words_percent (numbers[i].value);

    haven_stat_tile_show (tile, value, numbers[i].caption, numbers[i].note);
    haven_stat_tile_set_explanation (tile, numbers[i].explanation);
    somebody = somebody || numbers[i].n > 0;
    haven_cohort_number_clear (&numbers[i]);
  }
  return somebody;
}

static void
show_figures (HavenCohortView *self, const HavenCohortQuestion *question)
{
  HavenFigureSubject subject = haven_figure_subject_of_group (question->school, question->clock, question->group);

  subject.span = question->span;
  subject.versus = question->versus;
  for (guint i = 0; i < self->figures->len; i++)
    haven_figure_card_load (g_ptr_array_index (self->figures, i), &subject);
  if (self->large != NULL)
    haven_figure_card_load (self->large, &subject);
}

static void
ask (HavenCohortView *self)
{
  HavenCohortQuestion question;
  gboolean somebody;

  if (self->filling || self->session == NULL || haven_session_get_school (self->session) == NULL)
    return;
  question = read_question (self);
  somebody = show_numbers (self, &question);
  if (somebody)
    show_figures (self, &question);
  gtk_widget_set_visible (self->filters, haven_school_get_n_pupils (question.school) > 0);
  gtk_stack_set_visible_child_name (self->pages, haven_school_get_n_pupils (question.school) == 0 ? "empty" :
                                    !somebody ? "nobody" : self->large != NULL ? "one" : "overview");
}

/* Where none has a social worker either: every pupil */
static void
show_everybody (HavenCohortView *self)
{
  guint first = gtk_drop_down_get_selected (self->group) > 0 ? 0 : G_N_ELEMENTS (groups) - 1;

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->group, first);
  haven_period_chooser_reset (self->period);
  self->filling = FALSE;
  ask (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->group));
}

static void
list_groups (HavenCohortView *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_string_list_append (words, haven_group_text (groups[i]));
  gtk_drop_down_set_model (self->group, G_LIST_MODEL (words));
}

static void
list_beside (HavenCohortView *self, HavenSchool *school)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_string_list_append (words, _("the rest of the school"));
  gtk_string_list_append (words, _("what is published for England"));
  if (haven_cohort_has_authority (school))
    gtk_string_list_append (words, _("what is published for this authority"));
  gtk_drop_down_set_model (self->beside, G_LIST_MODEL (words));
}

/* What was chosen stays chosen. */
static void
fill (HavenCohortView *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  guint beside = gtk_drop_down_get_selected (self->beside);

  if (school == NULL)
    return;
  self->filling = TRUE;
  haven_period_chooser_fill (self->period, self->session);
  list_beside (self, school);
  gtk_drop_down_set_selected (self->beside, beside < G_N_ELEMENTS (versus) ? beside : 0);
  self->filling = FALSE;
  ask (self);
}

/* One figure large, in the overview's place, with its table one key away */

static void
leave_one (HavenCohortView *self)
{
  const char *figure = self->large != NULL ? haven_figure_card_get_figure (self->large) : NULL;

  if (figure == NULL)
    return;
  gtk_stack_set_visible_child_name (self->pages, "overview");
  for (guint i = 0; i < self->figures->len; i++)
    if (haven_figure_card_get_figure (g_ptr_array_index (self->figures, i)) == figure)
      gtk_widget_child_focus (g_ptr_array_index (self->figures, i), GTK_DIR_TAB_FORWARD);
  gtk_box_remove (GTK_BOX (self->one), GTK_WIDGET (self->large));
  self->large = NULL;
}

static void
enlarge_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenCohortView *self = HAVEN_COHORT_VIEW (widget);

  leave_one (self);
  self->large = HAVEN_FIGURE_CARD (haven_figure_card_new (g_variant_get_string (parameter, NULL), LARGE_HEIGHT));
  haven_figure_card_offer (self->large, self->session, FALSE);
  gtk_box_append (GTK_BOX (self->one), GTK_WIDGET (self->large));
  haven_names_complete (GTK_WIDGET (self->large));
  gtk_stack_set_visible_child_name (self->pages, "one");
  gtk_widget_grab_focus (self->one_back);
  ask (self);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HavenCohortView *self = HAVEN_COHORT_VIEW (widget);
  gboolean one = self->large != NULL;

  leave_one (self);
  return one;
}

static void
period_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSpan span;

  g_variant_get (parameter, "(ii)", &span.first, &span.last);
  haven_period_chooser_take (HAVEN_COHORT_VIEW (widget)->period, span);
}

static void
offer_all (HavenCohortView *self)
{
  for (guint i = 0; i < self->figures->len; i++)
    haven_figure_card_offer (g_ptr_array_index (self->figures, i), self->session, TRUE);
}

static void
make_cards (HavenCohortView *self)
{
  guint n;
  const HavenFigureKind *kinds = haven_figure_list (&n);

  for (guint i = 0; i < HAVEN_N_COHORT_MEASURES; i++) {
    GtkWidget *tile = haven_stat_tile_new ();

    gtk_widget_insert_before (tile, self->tiles, NULL);
    g_ptr_array_add (self->numbers, tile);
  }
  for (guint i = 0; i < n; i++) {
    GtkWidget *card = (kinds[i].of & HAVEN_FIGURE_OF_GROUP) ? haven_figure_card_new (kinds[i].name, CARD_HEIGHT) : NULL;

    if (card == NULL)
      continue;
    gtk_widget_insert_before (card, self->cards, NULL);
    g_ptr_array_add (self->figures, card);
  }
}

static void
haven_cohort_view_dispose (GObject *object)
{
  HavenCohortView *self = HAVEN_COHORT_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_cohort_view_parent_class)->dispose (object);
}

static void
haven_cohort_view_class_init (HavenCohortViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_cohort_view_dispose;
  g_type_ensure (HAVEN_TYPE_PERIOD_CHOOSER);
  g_type_ensure (HAVEN_TYPE_STATE_PAGE);
  g_type_ensure (HAVEN_TYPE_TILE_LAYOUT);
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/cohort/haven-cohort-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, group);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, beside);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, period);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, tiles);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, cards);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, filters);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, pages);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, one);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, one_back);
  gtk_widget_class_bind_template_callback (widget_class, ask);
  gtk_widget_class_bind_template_callback (widget_class, leave_one);
  gtk_widget_class_bind_template_callback (widget_class, show_everybody);
  gtk_widget_class_install_action (widget_class, "page.enlarge", "s", enlarge_cb);
  gtk_widget_class_install_action (widget_class, "period.choose", "(ii)", period_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
haven_cohort_view_init (HavenCohortView *self)
{
  self->numbers = g_ptr_array_new ();
  self->figures = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_drop_down (self->group, _("Which group"));
  haven_names_drop_down (self->beside, _("Beside what"));
  list_groups (self);
  make_cards (self);
}

GtkWidget *
haven_cohort_view_new (HavenSession *session)
{
  HavenCohortView *self = g_object_new (HAVEN_TYPE_COHORT_VIEW, NULL);

  self->session = g_object_ref (session);
  offer_all (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
