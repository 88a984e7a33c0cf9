/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-today-side.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-measure.h"
#include "haven-stat-tile.h"
#include "haven-words.h"

#define WEEK 7

struct _HavenTodaySide {
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *meetings;
  GtkLabel *week;
  HavenStatTile *flagged;
  HavenStatTile *others;
  GtkLabel *week_note;
  GtkLabel *import;
  GtkLabel *sync;
  GPtrArray *rows;          /* lent by meetings */
};

G_DEFINE_FINAL_TYPE (HavenTodaySide, haven_today_side, ADW_TYPE_BIN)

/* Meetings of the next seven days */

static int
compare_meetings (gconstpointer a, gconstpointer b)
{
  const HavenMeeting *one = *(const HavenMeeting *const *) a, *two = *(const HavenMeeting *const *) b;

  return one->day != two->day ? one->day - two->day : (int) (one->minute - two->minute);
}

static GPtrArray *
find_meetings (HavenSchool *school, HavenDay today)
{
  GPtrArray *all = haven_school_get_table (school, HAVEN_TABLE_MEETINGS);
  GPtrArray *near = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    const HavenMeeting *meeting = g_ptr_array_index (all, i);

    if (meeting->day != HAVEN_DAY_NONE && meeting->day >= today && meeting->day < today + WEEK)
      g_ptr_array_add (near, (gpointer) meeting);
  }
  g_ptr_array_sort (near, compare_meetings);
  return near;
}

static void
meeting_activated_cb (GtkWidget *row, gpointer user_data)
{
  gint64 *pupil_id = g_object_get_data (G_OBJECT (row), "pupil");

  gtk_widget_activate_action (row, "win.open-child", "(xs)", *pupil_id, "meetings");
}

static void
add_row (HavenTodaySide *self, GtkWidget *row)
{
  adw_preferences_group_add (self->meetings, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_meeting (HavenTodaySide *self, HavenSchool *school, const HavenMeeting *meeting, HavenDay today)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, meeting->pupil_id);
  g_autofree char *who = pupil != NULL ? haven_pupil_dup_short (pupil) : g_strdup ("");
  g_autofree char *what = haven_words_meeting (meeting);
  g_autofree char *title = g_markup_escape_text (who, -1), *subtitle = g_markup_escape_text (what, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  g_object_set_data_full (G_OBJECT (row), "pupil", g_memdup2 (&meeting->pupil_id, sizeof meeting->pupil_id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (meeting_activated_cb), NULL);
  add_row (self, row);
}

static void
show_meetings (HavenTodaySide *self, HavenSchool *school, HavenDay today)
{
  g_autoptr (GPtrArray) meetings = find_meetings (school, today);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->meetings, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < meetings->len; i++)
    add_meeting (self, school, g_ptr_array_index (meetings, i), today);
  adw_preferences_group_set_description (self->meetings, meetings->len > 0 ? NULL : _("None in the next seven days."));
}

/* The week of the last mark, whole: weekly totals cannot be cut */

static void
show_group (HavenStatTile *tile, const HavenScope *scope, const char *caption)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenExplanation) explanation = haven_explain (HAVEN_MEASURE_ATTENDANCE, scope, &error);
  g_autofree char *percent = haven_words_percent (explanation != NULL ? explanation->value : NAN);
  g_autofree char *text = explanation != NULL ? haven_explanation_to_text (explanation) : g_strdup (error->message);

  haven_stat_tile_show (tile, percent, caption, NULL);
  haven_stat_tile_set_explanation (tile, text);
}

static void
show_week (HavenTodaySide *self, HavenSchool *school, HavenClock clock)
{
  HavenDay last = haven_school_get_last_mark (school, clock.today, NULL);
  HavenDay monday = last != HAVEN_DAY_NONE ? haven_day_get_monday (last) : haven_day_get_monday (clock.today);
  HavenSpan week = { monday, monday + WEEK - 1 };
  g_autofree char *from = haven_day_to_short (monday), *until = haven_day_to_short (last);
  g_autofree char *title = g_strdup_printf (_("Attendance, week of %s"), from);
  HavenScope flagged = haven_scope_of_group (school, clock, HAVEN_GROUP_FLAGGED, week);
  HavenScope others = haven_scope_of_group (school, clock, HAVEN_GROUP_OTHERS, week);
  g_autofree char *note = last != HAVEN_DAY_NONE ? g_strdup_printf (_("Marks to %s"), until) : g_strdup (_("No marks yet"));

  gtk_label_set_label (self->week, title);
  show_group (self->flagged, &flagged, _("children with a social worker, now or before"));
  show_group (self->others, &others, _("the rest of the school"));
  gtk_label_set_label (self->week_note, note);
}

/* How fresh */

static const HavenImport *
last_import (HavenSchool *school)
{
  GPtrArray *imports = haven_school_get_table (school, HAVEN_TABLE_IMPORTS);

  for (guint i = imports->len; i > 0; i--) {
    const HavenImport *import = g_ptr_array_index (imports, i - 1);

    if (import->undone_at == 0)
      return import;
  }
  return NULL;
}

static void
show_fresh (HavenTodaySide *self, HavenBriefing *briefing, HavenSchool *school)
{
  const HavenImport *import = last_import (school);
  guint waiting = haven_briefing_count_waiting (briefing);
  g_autofree char *when = import != NULL ? haven_time_to_text (import->made_at) : NULL;
  g_autofree char *imported = when != NULL ? g_strdup_printf (_("Last import: %s"), when) : g_strdup (_("Nothing has been imported yet."));
  g_autofree char *sync = waiting > 0
    ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing waits to be sent.", "%u things wait to be sent.", waiting), waiting)
    : g_strdup (_("Nothing waits to be sent."));

  gtk_label_set_label (self->import, imported);
  gtk_label_set_label (self->sync, sync);
}

static void
haven_today_side_dispose (GObject *object)
{
  g_clear_pointer (&HAVEN_TODAY_SIDE (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_today_side_parent_class)->dispose (object);
}

static void
haven_today_side_class_init (HavenTodaySideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_today_side_dispose;
  g_type_ensure (HAVEN_TYPE_STAT_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/today/haven-today-side.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenTodaySide, meetings);
  gtk_widget_class_bind_template_child (widget_class, HavenTodaySide, week);
  gtk_widget_class_bind_template_child (widget_class, HavenTodaySide, flagged);
  gtk_widget_class_bind_template_child (widget_class, HavenTodaySide, others);
  gtk_widget_class_bind_template_child (widget_class, HavenTodaySide, week_note);
  gtk_widget_class_bind_template_child (widget_class, HavenTodaySide, import);
  gtk_widget_class_bind_template_child (widget_class, HavenTodaySide, sync);
}

static void
haven_today_side_init (HavenTodaySide *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_stat_tile_make_plain (self->flagged);
  haven_stat_tile_make_plain (self->others);
}

void
haven_today_side_show (HavenTodaySide *self, HavenBriefing *briefing)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenSchool *school = haven_session_get_school (session);
  HavenClock clock = haven_session_get_clock (session);

  g_return_if_fail (HAVEN_IS_TODAY_SIDE (self));
  if (school == NULL)
    return;
  show_meetings (self, school, clock.today);
  show_week (self, school, clock);
  show_fresh (self, briefing, school);
}
