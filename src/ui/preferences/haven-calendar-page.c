/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-calendar-page.h"

#include <glib/gi18n-lib.h>
#include "haven-left-row.h"
#include "haven-names.h"
#include "haven-run.h"
#include "haven-typed-day.h"
#include "haven-words.h"
#include "haven-year-draft.h"

#define YEARS_BEFORE 1
#define N_YEARS 3
#define N_TERMS 3
#define N_FIELDS 4

struct _HavenCalendarPage {
  AdwBin parent_instance;

  HavenSession *session;
  HavenYearDraft *draft;
  gboolean quiet;           /* the year is shown, not chosen */
  AdwEntryRow *rows[N_TERMS][N_FIELDS];
  GPtrArray *closed_rows;   /* lent by closed */

  /* template */
  GtkWidget *content;
  AdwComboRow *year;
  AdwActionRow *proposal;
  GtkWidget *autumn;
  GtkWidget *spring;
  GtkWidget *summer;
  AdwPreferencesGroup *closed;
  AdwEntryRow *close_row;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (HavenCalendarPage, haven_calendar_page, ADW_TYPE_BIN)

static void refresh (HavenCalendarPage *self);

/* What each row of a term shows: one end of a span */
static const struct {
  HavenDatesType type;
  gboolean last;
  const char *title;
} fields[N_FIELDS] = {
  { HAVEN_DATES_TERM, FALSE, N_("First day") },
  { HAVEN_DATES_TERM, TRUE, N_("Last day") },
  { HAVEN_DATES_HALF_TERM, FALSE, N_("Half term from") },
  { HAVEN_DATES_HALF_TERM, TRUE, N_("Half term to") },
};

static HavenDay
today_of (HavenCalendarPage *self)
{
  return haven_session_get_clock (self->session).today;
}

static int
first_year (HavenCalendarPage *self)
{
  return haven_academic_year (today_of (self)) - YEARS_BEFORE;
}

static void
show_problem (HavenCalendarPage *self, const GError *error)
{
  gtk_label_set_label (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

/* What is only proposed waits until somebody says that it is right. */
static void
keep (HavenCalendarPage *self)
{
  if (self->draft->entered)
    haven_run (GTK_WIDGET (self), self->session, haven_command_set_calendar (haven_year_draft_copy (self->draft)));
  else
    refresh (self);
}

static void
use_cb (HavenCalendarPage *self)
{
  self->draft->entered = TRUE;
  keep (self);
}

/* ---- terms ---- */

static void
show_day (AdwEntryRow *row, HavenDay day)
{
  g_autofree char *text = haven_typed_day_format (day);

  haven_left_row_show (row, text);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static gboolean
take_day (HavenCalendarPage *self, AdwEntryRow *row, guint term, guint field, GError **error)
{
  HavenSpan span = haven_year_draft_get (self->draft, fields[field].type, term);
  HavenDay near = span.first != HAVEN_DAY_NONE ? span.first : today_of (self), day;

  if (!haven_typed_day_parse (gtk_editable_get_text (GTK_EDITABLE (row)), near, &day)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("That is not a date. Write it as 12/11/2025 or 12 November."));
    return FALSE;
  }
  if (span.first == HAVEN_DAY_NONE)
    span = (HavenSpan) { day, day };
  *(fields[field].last ? &span.last : &span.first) = day;
  return haven_year_draft_set (self->draft, fields[field].type, term, span, error);
}

static void
applied_cb (AdwEntryRow *row, HavenCalendarPage *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "place"));
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (haven_session_get_school (self->session) == NULL)
    return;                 /* locked meanwhile: nothing can be kept */
  ok = take_day (self, row, place / N_FIELDS, place % N_FIELDS, &error);
  show_problem (self, error);
  (ok ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (GTK_WIDGET (row), "error");
  if (ok)
    keep (self);
}

static void
add_rows (HavenCalendarPage *self, GtkWidget *group, guint term)
{
  for (guint i = 0; i < N_FIELDS; i++) {
    GtkWidget *row = adw_entry_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(fields[i].title));
    adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
    g_object_set_data (G_OBJECT (row), "place", GUINT_TO_POINTER (term * N_FIELDS + i));
    g_signal_connect (row, "apply", G_CALLBACK (applied_cb), self);
    haven_left_row_watch (ADW_ENTRY_ROW (row));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    self->rows[term][i] = ADW_ENTRY_ROW (row);
  }
}

static void
show_terms (HavenCalendarPage *self)
{
  for (guint term = 0; term < N_TERMS; term++)
    for (guint i = 0; i < N_FIELDS; i++) {
      HavenSpan span = haven_year_draft_get (self->draft, fields[i].type, term);

      show_day (self->rows[term][i], fields[i].last ? span.last : span.first);
    }
}

/* ---- closed days ---- */

static void
open_cb (GtkWidget *button, HavenCalendarPage *self)
{
  haven_year_draft_open (self->draft, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "day")));
  gtk_widget_grab_focus (GTK_WIDGET (self->close_row));
  keep (self);
}

static void
close_cb (HavenCalendarPage *self)
{
  HavenDay near = haven_year_draft_get (self->draft, HAVEN_DATES_TERM, HAVEN_TERM_SPRING).first, day = HAVEN_DAY_NONE;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (haven_session_get_school (self->session) == NULL)
    return;                 /* locked meanwhile */
  ok = haven_typed_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->close_row)), near, &day) &&
       haven_year_draft_close (self->draft, day, &error);
  if (!ok && error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, _("That is not a date. Write it as 12/11/2025 or 12 November."));
  show_problem (self, error);
  if (!ok)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->close_row), "");      /* nothing is left of it to be said again */
  keep (self);
}

static void
add_closed_day (HavenCalendarPage *self, HavenDay day)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *text = haven_day_to_text (day);
  g_autofree char *name = g_strdup_printf (_("Open on %s after all"), text);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  g_object_set_data (G_OBJECT (button), "day", GINT_TO_POINTER (day));
  g_signal_connect (button, "clicked", G_CALLBACK (open_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->closed, row);
  g_ptr_array_add (self->closed_rows, row);
}

static void
show_closed (HavenCalendarPage *self)
{
  g_autoptr (GArray) days = haven_year_draft_closed (self->draft);

  for (guint i = 0; i < self->closed_rows->len; i++)
    adw_preferences_group_remove (self->closed, self->closed_rows->pdata[i]);
  g_ptr_array_set_size (self->closed_rows, 0);
  for (guint i = 0; i < days->len; i++)
    add_closed_day (self, g_array_index (days, HavenDay, i));
  haven_names_complete (GTK_WIDGET (self->closed));
}

/* ---- the year ---- */

static void
refresh (HavenCalendarPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->proposal), !self->draft->entered);
  show_terms (self);
  show_closed (self);
  gtk_widget_set_sensitive (self->content, haven_session_may (self->session, HAVEN_DEED_SETTINGS));
}

static void
read_year (HavenCalendarPage *self, int year)
{
  g_clear_pointer (&self->draft, haven_year_draft_free);
  self->draft = haven_year_draft_new (haven_session_get_school (self->session), year);
  show_problem (self, NULL);
  refresh (self);
}

static void
year_cb (HavenCalendarPage *self)
{
  guint selected = adw_combo_row_get_selected (self->year);

  if (!self->quiet && selected < N_YEARS)
    read_year (self, first_year (self) + (int) selected);
}

static void
list_years (HavenCalendarPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int i = 0; i < N_YEARS; i++)
    gtk_string_list_take (names, haven_period_to_text ((HavenPeriod) { first_year (self) + i, HAVEN_TERM_YEAR }));
  self->quiet = TRUE;
  adw_combo_row_set_model (self->year, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->year, YEARS_BEFORE);
  self->quiet = FALSE;
}

/* Somebody else's change, an undo, or our own coming back */
static void
session_changed_cb (HavenCalendarPage *self, HavenTables tables)
{
  if (haven_session_get_school (self->session) != NULL && (tables & HAVEN_TABLE_BIT (HAVEN_TABLE_CALENDAR)) != 0)
    read_year (self, self->draft->year);
}

static void
haven_calendar_page_dispose (GObject *object)
{
  HavenCalendarPage *self = HAVEN_CALENDAR_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->draft, haven_year_draft_free);
  g_clear_pointer (&self->closed_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_calendar_page_parent_class)->dispose (object);
}

static void
haven_calendar_page_class_init (HavenCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_calendar_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, content);
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, year);
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, proposal);
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, autumn);
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, spring);
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, summer);
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, closed);
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, close_row);
  gtk_widget_class_bind_template_child (widget_class, HavenCalendarPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, year_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
haven_calendar_page_init (HavenCalendarPage *self)
{
  self->quiet = TRUE;
  self->closed_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_rows (self, self->autumn, HAVEN_TERM_AUTUMN);
  add_rows (self, self->spring, HAVEN_TERM_SPRING);
  add_rows (self, self->summer, HAVEN_TERM_SUMMER);
  haven_names_combo_row (self->year);
  haven_left_row_watch (self->close_row);
}

GtkWidget *
haven_calendar_page_new (HavenSession *session)
{
  HavenCalendarPage *self = g_object_new (HAVEN_TYPE_CALENDAR_PAGE, NULL);

  self->session = g_object_ref (session);
  list_years (self);
  read_year (self, first_year (self) + YEARS_BEFORE);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
