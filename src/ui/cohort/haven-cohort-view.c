/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-view.h"

#include <glib/gi18n-lib.h>
#include "haven-cohort-numbers.h"
#include "haven-figure-card.h"
#include "haven-names.h"
#include "haven-stat-tile.h"
#include "haven-tile-layout.h"
#include "haven-words.h"
#include "haven-wrap-layout.h"

#define CARD_HEIGHT 330

struct _HavenCohortView {
  AdwBin parent_instance;

  HavenSession *session;
  GArray *spans;            /* HavenSpan, behind the lines of the period drop-down */
  GPtrArray *numbers;       /* HavenStatTile, lent by tiles */
  GPtrArray *figures;       /* HavenFigureCard, lent by cards */
  gboolean filling;

  /* template */
  GtkDropDown *group;
  GtkDropDown *beside;
  GtkDropDown *period;
  GtkWidget *tiles;
  GtkWidget *cards;
};

G_DEFINE_FINAL_TYPE (HavenCohortView, haven_cohort_view, ADW_TYPE_BIN)

static const HavenGroup groups[] = {
  HAVEN_GROUP_FLAGGED, HAVEN_GROUP_CP, HAVEN_GROUP_CIN, HAVEN_GROUP_CLA, HAVEN_GROUP_PREVIOUS, HAVEN_GROUP_KINSHIP, HAVEN_GROUP_ALL,
};

static HavenCohortQuestion
read_question (HavenCohortView *self)
{
  guint period = gtk_drop_down_get_selected (self->period);

  return (HavenCohortQuestion) {
    .school = haven_session_get_school (self->session),
    .clock = haven_session_get_clock (self->session),
    .group = groups[MIN (gtk_drop_down_get_selected (self->group), G_N_ELEMENTS (groups) - 1)],
    .beside = gtk_drop_down_get_selected (self->beside),
    .span = g_array_index (self->spans, HavenSpan, MIN (period, self->spans->len - 1)),
  };
}

static void
show_numbers (HavenCohortView *self, const HavenCohortQuestion *question)
{
  HavenCohortNumber numbers[HAVEN_N_COHORT_MEASURES];

  haven_cohort_count (question, numbers);
  for (guint i = 0; i < HAVEN_N_COHORT_MEASURES; i++) {
    HavenStatTile *tile = g_ptr_array_index (self->numbers, i);
    g_autofree char *value = haven_words_percent (numbers[i].value);

    haven_stat_tile_show (tile, value, numbers[i].caption, numbers[i].note);
    haven_stat_tile_set_explanation (tile, numbers[i].explanation);
    haven_cohort_number_clear (&numbers[i]);
  }
}

static void
show_figures (HavenCohortView *self, const HavenCohortQuestion *question)
{
  HavenFigureSubject subject = haven_figure_subject_of_group (question->school, question->clock, question->group);

  subject.span = question->span;
  for (guint i = 0; i < self->figures->len; i++)
    haven_figure_card_load (g_ptr_array_index (self->figures, i), &subject);
}

static void
ask (HavenCohortView *self)
{
  HavenCohortQuestion question;

  if (self->filling || self->spans == NULL || haven_session_get_school (self->session) == NULL)
    return;
  question = read_question (self);
  show_numbers (self, &question);
  show_figures (self, &question);
}

static void
add_period (HavenCohortView *self, GtkStringList *words, HavenCalendar *calendar, HavenPeriod period, HavenDay today)
{
  HavenSpan span = period.term == HAVEN_TERM_YEAR ? haven_academic_year_span (period.year) : haven_calendar_get_span (calendar, period);

  if (span.first > today)
    return;
  span.last = MIN (span.last, today);
  g_array_append_val (self->spans, span);
  gtk_string_list_take (words, haven_period_to_text (period));
}

static void
list_periods (HavenCohortView *self, HavenSchool *school)
{
  HavenClock clock = haven_session_get_clock (self->session);
  HavenCalendar *calendar = haven_school_get_calendar (school);
  int year = haven_academic_year (haven_default_span (school, clock).first);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  g_clear_pointer (&self->spans, g_array_unref);
  self->spans = g_array_new (FALSE, FALSE, sizeof (HavenSpan));
  add_period (self, words, calendar, (HavenPeriod) { year, HAVEN_TERM_YEAR }, clock.today);
  for (HavenTerm term = HAVEN_TERM_AUTUMN; term <= HAVEN_TERM_SUMMER; term++)
    add_period (self, words, calendar, (HavenPeriod) { year, term }, clock.today);
  add_period (self, words, calendar, (HavenPeriod) { year - 1, HAVEN_TERM_YEAR }, clock.today);
  gtk_drop_down_set_model (self->period, G_LIST_MODEL (words));
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
  guint period = gtk_drop_down_get_selected (self->period), beside = gtk_drop_down_get_selected (self->beside);

  if (school == NULL)
    return;
  self->filling = TRUE;
  list_periods (self, school);
  list_beside (self, school);
  gtk_drop_down_set_selected (self->period, period < self->spans->len ? period : 0);
  gtk_drop_down_set_selected (self->beside, beside <= HAVEN_BESIDE_AUTHORITY ? beside : 0);
  self->filling = FALSE;
  ask (self);
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
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_cohort_view_parent_class)->dispose (object);
}

static void
haven_cohort_view_class_init (HavenCohortViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_cohort_view_dispose;
  g_type_ensure (HAVEN_TYPE_TILE_LAYOUT);
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/cohort/haven-cohort-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, group);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, beside);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, period);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, tiles);
  gtk_widget_class_bind_template_child (widget_class, HavenCohortView, cards);
  gtk_widget_class_bind_template_callback (widget_class, ask);
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
  haven_names_drop_down (self->period, _("Period"));
  list_groups (self);
  make_cards (self);
}

GtkWidget *
haven_cohort_view_new (HavenSession *session)
{
  HavenCohortView *self = g_object_new (HAVEN_TYPE_COHORT_VIEW, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
