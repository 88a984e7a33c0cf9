/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-catalogue.h"

#include <glib/gi18n-lib.h>
#include "haven-authority.h"
#include "haven-event-words.h"
#include "haven-names.h"
#include "haven-state-page.h"
#include "haven-text.h"

struct _HavenCatalogue {
  AdwBin parent_instance;

  HavenSession *session;    /* lent; NULL until shown */
  GPtrArray *rows;          /* lent by group */
  GPtrArray *topics;        /* char *, behind the lines of the drop-down; "" is all */
  gboolean filling;

  /* template */
  GtkDropDown *topic;
  AdwPreferencesGroup *group;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (HavenCatalogue, haven_catalogue, ADW_TYPE_BIN)

static const char *
chosen_topic (HavenCatalogue *self)
{
  guint selected = gtk_drop_down_get_selected (self->topic);

  return selected < self->topics->len ? g_ptr_array_index (self->topics, selected) : "";
}

static void
book_cb (GtkWidget *button, gpointer user_data)
{
  const HavenEvent *event = g_object_get_data (G_OBJECT (button), "event");

  gtk_widget_activate_action (button, "win.book", "(xss)", event->authority, event->event, "");
}

static GtkWidget *
make_book_button (const HavenEvent *event, const char *title, gboolean open)
{
  GtkWidget *button = gtk_button_new_with_label (open ? _("Book…") : _("Closed"));
  g_autofree char *name = g_strdup_printf (_("Book: %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, open);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "event", haven_event_copy (event), (GDestroyNotify) haven_event_free);
  g_signal_connect (button, "clicked", G_CALLBACK (book_cb), NULL);
  return button;
}

static char *
about_text (const HavenCourse *course)
{
  GString *about = g_string_new (course->summary != NULL ? course->summary : "");

  if (!haven_text_is_empty (course->audience))
    g_string_append_printf (about, _("%sFor %s."), about->len > 0 ? "\n" : "", course->audience);
  if (!haven_text_is_empty (course->topic))
    g_string_append_printf (about, _("%sTopic: %s."), about->len > 0 ? " " : "", course->topic);
  if (!haven_text_is_empty (course->url))
    g_string_append_printf (about, _("\nBooked or done at %s; note it in Haven afterwards."), course->url);
  return g_string_free (about, FALSE);
}

static void
add_about (GtkWidget *row, const HavenCourse *course)
{
  g_autofree char *about = about_text (course);
  GtkWidget *label = gtk_label_new (about);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "row-about");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), label);
}

/* Whose it is, where it is not simply the school's own to book */
static char *
whose_text (HavenSchool *school, const HavenCourse *course, gint64 authority)
{
  const char *name = authority == HAVEN_AUTHORITY_OWN ? NULL : haven_authority_get_name (school, authority);
  gboolean for_others = course != NULL && g_strcmp0 (course->open_to, "social-workers") == 0;
  const char *theirs = for_others ? _("for social workers, who book it themselves") : NULL;

  if (name == NULL || theirs == NULL)
    return g_strdup (name != NULL ? name : theirs);
  return g_strdup_printf ("%s · %s", name, theirs);
}

/* E-learning has no date and nothing to book: it is done when it suits. */
static void
add_undated (HavenCatalogue *self, HavenSchool *school, const HavenCourse *course)
{
  g_autofree char *whose = whose_text (school, course, course->authority), *safe_title = NULL, *safe_subtitle = NULL;
  g_autofree char *subtitle = g_strdup_printf ("%s%s%s", _("E-learning: no date, done when it suits"), whose != NULL ? "\n" : "",
                                               whose != NULL ? whose : "");
  GtkWidget *row = adw_expander_row_new ();

  safe_title = g_markup_escape_text (course->title != NULL ? course->title : "", -1);
  safe_subtitle = g_markup_escape_text (subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), safe_subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, course->title, -1);
  add_about (row, course);
  haven_names_complete (row);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static gboolean
is_chosen (HavenCatalogue *self, const HavenCourse *course)
{
  const char *topic = chosen_topic (self);

  return *topic == '\0' || (course != NULL && g_strcmp0 (course->topic, topic) == 0);
}

static void
list_undated (HavenCatalogue *self, HavenSchool *school)
{
  GPtrArray *courses = haven_school_get_table (school, HAVEN_TABLE_COURSES);

  for (guint i = 0; i < courses->len; i++) {
    const HavenCourse *course = g_ptr_array_index (courses, i);
    if (g_strcmp0 (course->type, "e-learning") == 0 && is_chosen (self, course))
      add_undated (self, school, course);
  }
}

static void
add_event (HavenCatalogue *self, HavenSchool *school, const HavenEvent *event, const HavenCourse *course)
{
  g_autofree char *title = haven_event_dup_title (school,
                                                  event), *when = haven_event_dup_when (event), *terms = haven_event_dup_terms (event);
  g_autofree char *whose = whose_text (school, course, event->authority);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s%s%s", when, terms, whose != NULL ? "\n" : "", whose != NULL ? whose : "");
  gboolean theirs = course != NULL && g_strcmp0 (course->open_to, "social-workers") == 0;
  gboolean can_book = haven_event_can_be_booked (event, haven_session_get_clock (self->session));
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_subtitle = g_markup_escape_text (subtitle, -1);
  g_autofree char *said = g_strdup_printf ("%s, %s", title, when);
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), safe_subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  if (!theirs)
    adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_book_button (event, title, can_book));
  if (course != NULL)
    add_about (row, course);
  haven_names_complete (row);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const HavenEvent *one = *(const HavenEvent *const *) a, *two = *(const HavenEvent *const *) b;

  return (one->starts > two->starts) - (one->starts < two->starts);
}

static GPtrArray *
coming_events (HavenSchool *school, HavenClock clock)
{
  GPtrArray *all = haven_school_get_table (school, HAVEN_TABLE_EVENTS);
  GPtrArray *coming = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (((HavenEvent *) g_ptr_array_index (all, i))->starts >= clock.now)
      g_ptr_array_add (coming, g_ptr_array_index (all, i));
  g_ptr_array_sort (coming, compare_events);
  return coming;
}

static void
list_events (HavenCatalogue *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  g_autoptr (GPtrArray) events = coming_events (school, haven_session_get_clock (self->session));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < events->len; i++) {
    const HavenEvent *event = g_ptr_array_index (events, i);
    const HavenCourse *course = haven_event_find_course (school, event);

    if (is_chosen (self, course))
      add_event (self, school, event, course);
  }
  list_undated (self, school);
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "events" : *chosen_topic (self) != '\0' ? "no-match" : "nothing");
}

static void
every_topic_cb (HavenCatalogue *self)
{
  gtk_drop_down_set_selected (self->topic, 0);
}

static void
topic_changed_cb (HavenCatalogue *self)
{
  if (!self->filling && self->session != NULL && haven_session_get_school (self->session) != NULL)
    list_events (self);
}

static void
list_topics (HavenCatalogue *self, HavenSchool *school)
{
  GPtrArray *courses = haven_school_get_table (school, HAVEN_TABLE_COURSES);
  g_autofree char *before = g_strdup (chosen_topic (self));
  g_autoptr (GtkStringList) words = gtk_string_list_new ((const char *[]) { _("Every topic"), NULL });
  guint selected = 0;

  g_ptr_array_set_size (self->topics, 0);
  g_ptr_array_add (self->topics, g_strdup (""));
  for (guint i = 0; i < courses->len; i++) {
    const char *topic = ((HavenCourse *) g_ptr_array_index (courses, i))->topic;

    if (haven_text_is_empty (topic) || g_ptr_array_find_with_equal_func (self->topics, topic, g_str_equal, NULL))
      continue;
    if (g_str_equal (topic, before))
      selected = self->topics->len;
    g_ptr_array_add (self->topics, g_strdup (topic));
    gtk_string_list_append (words, topic);
  }
  gtk_drop_down_set_model (self->topic, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->topic, selected);
}

static void
haven_catalogue_finalize (GObject *object)
{
  HavenCatalogue *self = HAVEN_CATALOGUE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->topics);
  G_OBJECT_CLASS (haven_catalogue_parent_class)->finalize (object);
}

static void
haven_catalogue_class_init (HavenCatalogueClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_catalogue_finalize;
  g_type_ensure (HAVEN_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/training/haven-catalogue.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenCatalogue, topic);
  gtk_widget_class_bind_template_child (widget_class, HavenCatalogue, group);
  gtk_widget_class_bind_template_child (widget_class, HavenCatalogue, stack);
  gtk_widget_class_bind_template_callback (widget_class, topic_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, every_topic_cb);
}

static void
haven_catalogue_init (HavenCatalogue *self)
{
  self->rows = g_ptr_array_new ();
  self->topics = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_drop_down (self->topic, _("Topic"));
}

void
haven_catalogue_show (HavenCatalogue *self, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_CATALOGUE (self));
  self->session = session;
  self->filling = TRUE;
  list_topics (self, haven_session_get_school (session));
  self->filling = FALSE;
  list_events (self);
}
