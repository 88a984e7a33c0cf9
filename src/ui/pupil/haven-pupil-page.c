/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-page.h"

#include <glib/gi18n-lib.h>
#include "haven-attendance.h"
#include "haven-column-layout.h"
#include "haven-period-chooser.h"
#include "haven-pupil-tab.h"
#include "haven-records-page.h"
#include "haven-run.h"
#include "haven-text.h"
#include "haven-words.h"
#include "haven-wrap-layout.h"

struct _HavenPupilPage {
  AdwBin parent_instance;

  HavenBriefing *briefing;
  gint64 pupil_id;
  char *contact;            /* what [copy] copies */

  /* template */
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *about;
  GtkLabel *seen;
  GtkLabel *worker;
  GtkWidget *copy_button;
  GtkMenuButton *more;
  GtkStack *tabs;
  GtkWidget *switcher;
  HavenPeriodChooser *period;
};

G_DEFINE_FINAL_TYPE (HavenPupilPage, haven_pupil_page, ADW_TYPE_BIN)

static void
add (GString *line, const char *text)
{
  if (!haven_text_is_empty (text))
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", text);
}

static char *
describe (const HavenPupil *pupil, const HavenStanding *standing, HavenDay today)
{
  g_autofree char *status = haven_standing_to_text (standing);
  g_autofree char *since = haven_words_day (standing->since, "");
  g_autofree char *status_since = *since != '\0' ? g_strdup_printf (_("%s since %s"), status, since) : g_strdup (status);
  g_autofree char *year = haven_pupil_dup_year_text (pupil);
  g_autofree char *age = pupil->born != HAVEN_DAY_NONE ? g_strdup_printf (_("age %d"), haven_day_get_age (pupil->born, today)) : NULL;
  GString *line = g_string_new (NULL);

  add (line, year);
  add (line, pupil->reg_group);
  add (line, age);
  add (line, status_since);
  return g_string_free (line, FALSE);
}

static void
show_worker (HavenPupilPage *self, HavenSchool *school, const HavenStanding *standing)
{
  const HavenPerson *worker = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, standing->social_worker_id);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) contact = g_string_new (NULL);

  if (worker != NULL) {
    add (line, worker->name);
    add (line, worker->organisation);
    add (line, worker->phone);
    add (contact, worker->name);
    add (contact, worker->phone);
    add (contact, worker->email);
  }
  g_free (self->contact);
  self->contact = g_strdup (contact->str);
  g_string_prepend (line, worker != NULL ? _("Social worker: ") : _("No social worker is recorded"));
  gtk_label_set_label (self->worker, line->str);
  gtk_widget_set_visible (GTK_WIDGET (self->worker), worker != NULL || standing->plan != HAVEN_STATUS_NONE || standing->looked_after);
  gtk_widget_set_visible (self->copy_button, worker != NULL);
}

static void
show_header (HavenPupilPage *self, HavenSchool *school, const HavenPupil *pupil, HavenClock clock)
{
  HavenStanding standing = haven_standing_on (school, pupil->id, clock.today);
  g_autofree char *name = haven_pupil_dup_name (pupil);
  g_autofree char *about = describe (pupil, &standing, clock.today);
  g_autofree char *seen = haven_last_seen_text (school, pupil->id, clock);

  gtk_image_set_from_icon_name (self->icon, haven_status_icon (&standing));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { haven_status_class (&standing), NULL });
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->about, about);
  gtk_label_set_label (self->seen, seen);
  show_worker (self, school, &standing);
}

static GtkWidget *
tab_of (GtkWidget *place)
{
  return adw_bin_get_child (ADW_BIN (place));
}

static const HavenPupilTabSpec *
find_spec (const char *name)
{
  guint n;
  const HavenPupilTabSpec *specs = haven_pupil_tab_specs (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (specs[i].name, name) == 0)
      return &specs[i];
  return NULL;
}

/* A tab is made when it is first looked at, and filled again only while it is looked at. */
static void
show_visible_tab (HavenPupilPage *self)
{
  GtkWidget *place = gtk_stack_get_visible_child (self->tabs);
  const HavenPupilTabSpec *spec = find_spec (gtk_stack_get_visible_child_name (self->tabs));

  if (place == NULL || spec == NULL || self->briefing == NULL)
    return;
  if (tab_of (place) == NULL)
    adw_bin_set_child (ADW_BIN (place), haven_pupil_tab_new (spec));
  haven_pupil_tab_show (HAVEN_PUPIL_TAB (tab_of (place)), self->briefing, self->pupil_id);
}

static void
show_menu (HavenPupilPage *self, HavenSession *session)
{
  gboolean may = haven_session_may (session, HAVEN_DEED_LOOK_AFTER);
  g_autoptr (GMenu) menu = may ? haven_records_menu_new (session, self->pupil_id, 0) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->more), may);
  gtk_menu_button_set_menu_model (self->more, G_MENU_MODEL (menu));
}

/* The page of a child who was erased shows nothing that is still so. */
static void
leave (HavenPupilPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
update (HavenPupilPage *self)
{
  HavenSession *session = haven_briefing_get_session (self->briefing);
  HavenSchool *school = haven_session_get_school (session);
  const HavenPupil *pupil = school != NULL ? haven_school_get_pupil (school, self->pupil_id) : NULL;

  if (school != NULL && pupil == NULL)
    leave (self);
  if (pupil == NULL)
    return;
  show_header (self, school, pupil, haven_session_get_clock (session));
  show_menu (self, session);
  haven_period_chooser_fill (self->period, session);
  show_visible_tab (self);
}

static void
period_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSpan span;

  g_variant_get (parameter, "(ii)", &span.first, &span.last);
  haven_period_chooser_take (HAVEN_PUPIL_PAGE (widget)->period, span);
}

static void
copy_cb (HavenPupilPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->contact);
  haven_say (GTK_WIDGET (self), _("Social worker’s contact copied"));
}

static void
pack_cb (HavenPupilPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.pack", "x", self->pupil_id);
}

static void
prepare_cb (HavenPupilPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.prepare", "x", self->pupil_id);
}

static void
meeting_cb (HavenPupilPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.meeting", "x", self->pupil_id);
}

static gboolean
haven_pupil_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (HAVEN_PUPIL_PAGE (widget)->switcher, GTK_DIR_TAB_FORWARD);
}

static void
haven_pupil_page_dispose (GObject *object)
{
  HavenPupilPage *self = HAVEN_PUPIL_PAGE (object);

  g_clear_object (&self->briefing);
  g_clear_pointer (&self->contact, g_free);
  G_OBJECT_CLASS (haven_pupil_page_parent_class)->dispose (object);
}

static void
haven_pupil_page_class_init (HavenPupilPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_pupil_page_dispose;
  widget_class->grab_focus = haven_pupil_page_grab_focus;
  g_type_ensure (HAVEN_TYPE_COLUMN_LAYOUT);
  g_type_ensure (HAVEN_TYPE_PERIOD_CHOOSER);
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/pupil/haven-pupil-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, icon);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, name);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, about);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, seen);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, worker);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, more);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, HavenPupilPage, period);
  gtk_widget_class_install_action (widget_class, "period.choose", "(ii)", period_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, pack_cb);
  gtk_widget_class_bind_template_callback (widget_class, meeting_cb);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_visible_tab);
}

static void
haven_pupil_page_init (HavenPupilPage *self)
{
  guint n;
  const HavenPupilTabSpec *specs = haven_pupil_tab_specs (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    gtk_stack_add_titled (self->tabs, adw_bin_new (), specs[i].name, _(specs[i].title));
}

GtkWidget *
haven_pupil_page_new (HavenBriefing *briefing, gint64 pupil_id)
{
  HavenPupilPage *self = g_object_new (HAVEN_TYPE_PUPIL_PAGE, NULL);

  self->briefing = g_object_ref (briefing);
  self->pupil_id = pupil_id;
  g_signal_connect_object (briefing, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

gint64
haven_pupil_page_get_pupil (HavenPupilPage *self)
{
  g_return_val_if_fail (HAVEN_IS_PUPIL_PAGE (self), 0);
  return self->pupil_id;
}

void
haven_pupil_page_show_tab (HavenPupilPage *self, const char *tab)
{
  g_return_if_fail (HAVEN_IS_PUPIL_PAGE (self));
  if (find_spec (tab) != NULL)
    gtk_stack_set_visible_child_name (self->tabs, tab);
}

HavenSpan
haven_pupil_page_get_span (HavenPupilPage *self)
{
  g_return_val_if_fail (HAVEN_IS_PUPIL_PAGE (self), ((HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE }));
  return haven_period_chooser_get_span (self->period);
}
