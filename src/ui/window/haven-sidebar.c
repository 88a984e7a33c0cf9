/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sidebar.h"

#include <glib/gi18n-lib.h>
#include "haven-sidebar-row.h"
#include "haven-tab-out.h"

struct _HavenSidebar {
  AdwBin parent_instance;

  HavenBriefing *briefing;
  gboolean quiet;           /* the choice was not made by the person */
  gboolean browsed;         /* it is being made by going along the rows */
  const char *view;         /* interned: the one that is shown */
  guint done, all;          /* of the exchange that is under way; 0: none is */

  /* template */
  GtkListBox *list;
  GtkWidget *scroller;
  GtkLabel *school;
  GtkLabel *marks;
  GtkLabel *waiting;
};

G_DEFINE_FINAL_TYPE (HavenSidebar, haven_sidebar, ADW_TYPE_BIN)

static HavenSidebarRow *
find_row (HavenSidebar *self, const char *view)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_equal (haven_sidebar_row_get_view (HAVEN_SIDEBAR_ROW (row)), view))
      return HAVEN_SIDEBAR_ROW (row);
  return NULL;
}

static void
show_count (HavenSidebar *self, const char *view, guint n, const char *words)
{
  g_autofree char *text = n > 0 ? g_strdup_printf ("%u", n) : NULL;

  haven_sidebar_row_set_note (find_row (self, view), text, words);
}

static void
show_counts (HavenSidebar *self)
{
  guint today = haven_briefing_count_today (self->briefing);
  guint children = haven_briefing_count_children (self->briefing);
  guint bookings = haven_briefing_count_bookings (self->briefing);
  g_autofree char *due = haven_briefing_dup_due (self->briefing);
  g_autofree char *today_words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing to see to", "%u things to see to", today), today);
  g_autofree char *children_words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u child", "%u children", children), children);
  g_autofree char *bookings_words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u booking open", "%u bookings open", bookings),
                                                     bookings);

  show_count (self, "today", today, today_words);
  show_count (self, "children", children, children_words);
  show_count (self, "training", bookings, bookings_words);
  haven_sidebar_row_set_note (find_row (self, "share"), due != NULL ? _("due") : NULL, _("a termly return is due"));
}

static char *
describe_marks (HavenSchool *school, HavenDay today)
{
  int session;
  HavenDay last = haven_school_get_last_mark (school, today, &session);
  g_autofree char *day = haven_day_to_short (last);

  if (last == HAVEN_DAY_NONE)
    return g_strdup (_("no marks yet"));
  return g_strdup_printf (session == 0 ? _("marks to %s AM") : _("marks to %s"), day);
}

/* What waits, or how far it is on its way */
static void
show_waiting (HavenSidebar *self)
{
  guint n = haven_briefing_count_waiting (self->briefing);
  g_autofree char *words = NULL;

  if (self->all > 0)
    words = g_strdup_printf (_("sending and fetching, %u of %u"), self->done, self->all);
  else
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u waiting to be sent", "%u waiting to be sent", n), n);
  gtk_label_set_label (self->waiting, words);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), n > 0 || self->all > 0);
}

static void
show_footer (HavenSidebar *self)
{
  HavenSession *session = haven_briefing_get_session (self->briefing);
  HavenSchool *school = haven_session_get_school (session);
  g_autofree char *marks = NULL;

  if (school == NULL)
    return;
  marks = describe_marks (school, haven_session_get_clock (session).today);
  gtk_label_set_label (self->school, haven_school_get_setting (school, "name", _("This school")));
  gtk_label_set_label (self->marks, marks);
  show_waiting (self);
}

static void
briefing_changed_cb (HavenSidebar *self)
{
  show_counts (self);
  show_footer (self);
}

/* GTK selects a row when the focus comes back to it, too: that must not lead away from a page above the view. */
static void
row_selected_cb (HavenSidebar *self, GtkListBoxRow *row)
{
  if (row == NULL || self->quiet || g_strcmp0 (haven_sidebar_row_get_view (HAVEN_SIDEBAR_ROW (row)), self->view) == 0)
    return;
  self->browsed = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", haven_sidebar_row_get_view (HAVEN_SIDEBAR_ROW (row)));
  self->browsed = FALSE;
}

/* A second click on the chosen view leads back to it from a page above it. */
static void
row_activated_cb (HavenSidebar *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", haven_sidebar_row_get_view (HAVEN_SIDEBAR_ROW (row)));
}

static gboolean
haven_sidebar_grab_focus (GtkWidget *widget)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (HAVEN_SIDEBAR (widget)->list);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
haven_sidebar_dispose (GObject *object)
{
  g_clear_object (&HAVEN_SIDEBAR (object)->briefing);
  G_OBJECT_CLASS (haven_sidebar_parent_class)->dispose (object);
}

static void
haven_sidebar_class_init (HavenSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_sidebar_dispose;
  widget_class->grab_focus = haven_sidebar_grab_focus;
  g_type_ensure (HAVEN_TYPE_SIDEBAR_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/window/haven-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, HavenSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, HavenSidebar, school);
  gtk_widget_class_bind_template_child (widget_class, HavenSidebar, marks);
  gtk_widget_class_bind_template_child (widget_class, HavenSidebar, waiting);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

/* A row that gets the focus shows its view: Tab, on its way to what is on the page, must not go through all five. */
static void
haven_sidebar_init (HavenSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_tab_out_add (GTK_WIDGET (self->list), self->scroller);
}

void
haven_sidebar_set_briefing (HavenSidebar *self, HavenBriefing *briefing)
{
  g_return_if_fail (HAVEN_IS_SIDEBAR (self) && self->briefing == NULL);
  self->briefing = g_object_ref (briefing);
  g_signal_connect_object (briefing, "changed", G_CALLBACK (briefing_changed_cb), self, G_CONNECT_SWAPPED);
  show_footer (self);
}

void
haven_sidebar_set_view (HavenSidebar *self, const char *view)
{
  g_return_if_fail (HAVEN_IS_SIDEBAR (self));
  self->view = g_intern_string (view);
  self->quiet = TRUE;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (find_row (self, view)));
  self->quiet = FALSE;
}

void
haven_sidebar_set_offered (HavenSidebar *self, const char *view, gboolean offered)
{
  g_return_if_fail (HAVEN_IS_SIDEBAR (self));
  gtk_widget_set_visible (GTK_WIDGET (find_row (self, view)), offered);
}

void
haven_sidebar_set_progress (HavenSidebar *self, guint done, guint all)
{
  g_return_if_fail (HAVEN_IS_SIDEBAR (self));
  self->done = done;
  self->all = all;
  show_waiting (self);
}

gboolean
haven_sidebar_is_browsed (HavenSidebar *self)
{
  g_return_val_if_fail (HAVEN_IS_SIDEBAR (self), FALSE);
  return self->browsed;
}
