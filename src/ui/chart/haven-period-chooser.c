/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-period-chooser.h"

#include <glib/gi18n-lib.h>
#include "haven-attendance.h"
#include "haven-names.h"

struct _HavenPeriodChooser {
  AdwBin parent_instance;

  GtkDropDown *drop_down;
  GArray *spans;            /* HavenSpan, behind its lines */
  HavenSpan dragged;        /* both ends HAVEN_DAY_NONE: none */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (HavenPeriodChooser, haven_period_chooser, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
add_span (HavenPeriodChooser *self, GtkStringList *words, HavenSpan span, char *take_text)
{
  g_array_append_val (self->spans, span);
  gtk_string_list_take (words, take_text);
}

static void
add_period (HavenPeriodChooser *self, GtkStringList *words, HavenCalendar *calendar, HavenPeriod period, HavenDay today)
{
  HavenSpan span = period.term == HAVEN_TERM_YEAR ? haven_academic_year_span (period.year) : haven_calendar_get_span (calendar, period);

  if (span.first > today)
    return;
  span.last = MIN (span.last, today);
  add_span (self, words, span, haven_period_to_text (period));
}

static char *
span_text (HavenSpan span)
{
  g_autofree char *first = haven_day_to_short (span.first), *last = haven_day_to_text (span.last);

  return g_strdup_printf (_("%s to %s"), first, last);
}

static void
list_periods (HavenPeriodChooser *self, HavenSession *session)
{
  HavenSchool *school = haven_session_get_school (session);
  HavenClock clock = haven_session_get_clock (session);
  HavenCalendar *calendar = haven_school_get_calendar (school);
  int year = haven_academic_year (haven_default_span (school, clock).first);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  g_array_set_size (self->spans, 0);
  add_period (self, words, calendar, (HavenPeriod) { year, HAVEN_TERM_YEAR }, clock.today);
  for (HavenTerm term = HAVEN_TERM_AUTUMN; term <= HAVEN_TERM_SUMMER; term++)
    add_period (self, words, calendar, (HavenPeriod) { year, term }, clock.today);
  add_period (self, words, calendar, (HavenPeriod) { year - 1, HAVEN_TERM_YEAR }, clock.today);
  if (self->dragged.first != HAVEN_DAY_NONE)
    add_span (self, words, self->dragged, span_text (self->dragged));
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (words));
}

static void
selected_cb (HavenPeriodChooser *self)
{
  if (!self->filling && self->spans->len > 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
haven_period_chooser_dispose (GObject *object)
{
  g_clear_pointer (&HAVEN_PERIOD_CHOOSER (object)->spans, g_array_unref);
  G_OBJECT_CLASS (haven_period_chooser_parent_class)->dispose (object);
}

static void
haven_period_chooser_class_init (HavenPeriodChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_period_chooser_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
haven_period_chooser_init (HavenPeriodChooser *self)
{
  self->spans = g_array_new (FALSE, FALSE, sizeof (HavenSpan));
  self->dragged = (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  haven_names_drop_down (self->drop_down, _("Period"));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->drop_down));
}

GtkWidget *
haven_period_chooser_new (void)
{
  return g_object_new (HAVEN_TYPE_PERIOD_CHOOSER, NULL);
}

void
haven_period_chooser_fill (HavenPeriodChooser *self, HavenSession *session)
{
  guint chosen = gtk_drop_down_get_selected (self->drop_down);

  g_return_if_fail (HAVEN_IS_PERIOD_CHOOSER (self));
  if (haven_session_get_school (session) == NULL)
    return;
  self->filling = TRUE;
  list_periods (self, session);
  gtk_drop_down_set_selected (self->drop_down, chosen < self->spans->len ? chosen : 0);
  self->filling = FALSE;
}

void
haven_period_chooser_reset (HavenPeriodChooser *self)
{
  g_return_if_fail (HAVEN_IS_PERIOD_CHOOSER (self));
  gtk_drop_down_set_selected (self->drop_down, 0);
}

HavenSpan
haven_period_chooser_get_span (HavenPeriodChooser *self)
{
  guint chosen = gtk_drop_down_get_selected (self->drop_down);

  g_return_val_if_fail (HAVEN_IS_PERIOD_CHOOSER (self), ((HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE }));
  if (self->spans->len == 0)
    return (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  return g_array_index (self->spans, HavenSpan, MIN (chosen, self->spans->len - 1));
}

void
haven_period_chooser_take (HavenPeriodChooser *self, HavenSpan span)
{
  GtkStringList *words = GTK_STRING_LIST (gtk_drop_down_get_model (self->drop_down));

  g_return_if_fail (HAVEN_IS_PERIOD_CHOOSER (self));
  if (words == NULL || self->spans->len == 0)
    return;
  self->filling = TRUE;
  if (self->dragged.first != HAVEN_DAY_NONE) {
    g_array_set_size (self->spans, self->spans->len - 1);
    gtk_string_list_remove (words, self->spans->len);
  }
  self->dragged = span;
  add_span (self, words, span, span_text (span));
  gtk_drop_down_set_selected (self->drop_down, self->spans->len - 1);
  self->filling = FALSE;
  selected_cb (self);
}
