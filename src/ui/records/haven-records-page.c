/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-records-page.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-names.h"
#include "haven-retention.h"

struct _HavenRecordsPage {
  AdwBin parent_instance;

  HavenSession *session;    /* NULL: locked */
  GPtrArray *groups;        /* lent: on the page */

  /* template */
  GtkBox *body;
};

G_DEFINE_FINAL_TYPE (HavenRecordsPage, haven_records_page, ADW_TYPE_BIN)

/* In the order of the page */
static const struct {
  HavenRetentionState state;
  const char *title;
  const char *about;
} sections[] = {
  { HAVEN_RETENTION_DUE, N_("Due for review"), N_("Their time is over. Keep each for a reason until another day, or destroy it.") },
  { HAVEN_RETENTION_WAITS, N_("Waiting for the child protection file"),
    N_("Their time is over, and nobody recorded that the file was sent and received, or stays here.") },
  { HAVEN_RETENTION_HELD, N_("Held"), N_("Nothing of theirs can be destroyed until the hold is lifted.") },
  { HAVEN_RETENTION_KEPT, N_("Kept"), N_("Their time is not over.") },
};

/* ---- what can be done ---- */

static void
add_item (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (id));
  g_menu_append_item (menu, item);
}

static void
add_pupil_items (GMenu *menu, HavenSession *session, gint64 pupil_id)
{
  HavenSchool *school = haven_session_get_school (session);
  HavenLeaving leaving;

  add_item (menu, _("_Asked For, Moving School…"), "win.requests", pupil_id);
  if (haven_leaving_find (school, pupil_id, &leaving)) {
    add_item (menu, _("_Print for the Child Protection File…"), "win.print-for-file", pupil_id);
    add_item (menu, _("Child Protection _File Sent or Received…"), "win.note-file", pupil_id);
  }
  add_item (menu, haven_retention_find_hold (school, pupil_id) != NULL ? _("_Lift Legal Hold…") : _("_Legal Hold…"), "win.hold", pupil_id);
}

GMenu *
haven_records_menu_new (HavenSession *session, gint64 pupil_id, gint64 person_id)
{
  GMenu *menu = g_menu_new ();
  HavenRetention retention;

  if (pupil_id != 0)
    add_pupil_items (menu, session, pupil_id);
  if (pupil_id != 0 && haven_retention_find (haven_session_get_school (session), pupil_id, haven_session_get_clock (session), &retention))
    add_item (menu, _("_Keep Longer…"), "win.keep-on", pupil_id);
  if (pupil_id != 0)
    add_item (menu, _("_Erase for Good…"), "win.erase", pupil_id);
  else
    add_item (menu, _("_Erase for Good…"), "win.erase-staff", person_id);
  return menu;
}

/* ---- a line ---- */

static char *
name_whom (HavenSchool *school, const HavenRetention *one)
{
  const HavenPerson *person = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, one->person_id);

  if (one->pupil_id != 0)
    return haven_pupil_dup_name (haven_school_get_pupil (school, one->pupil_id));
  return g_strdup (person->name != NULL ? person->name : _("no name"));
}

static void
add_menu (HavenRecordsPage *self, GtkWidget *row, const HavenRetention *one, const char *name)
{
  g_autoptr (GMenu) menu = haven_records_menu_new (self->session, one->pupil_id, one->person_id);
  g_autofree char *label = g_strdup_printf (_("What to do about %s"), name);
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  haven_names_button (button, label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  haven_input_name (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  return row;
}

static GtkWidget *
make_person_row (HavenRecordsPage *self, const HavenRetention *one)
{
  g_autofree char *name = name_whom (haven_session_get_school (self->session), one);
  g_autofree char *why = haven_retention_dup_why (one);
  GtkWidget *row = make_row (name, why);

  add_menu (self, row, one, name);
  return row;
}

static AdwPreferencesGroup *
add_group (HavenRecordsPage *self, const char *title, const char *about)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, about);
  gtk_box_append (self->body, GTK_WIDGET (group));
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
show_section (HavenRecordsPage *self, GArray *list, gsize section)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < list->len; i++) {
    const HavenRetention *one = &g_array_index (list, HavenRetention, i);
    if (one->state != sections[section].state)
      continue;
    if (group == NULL)
      group = add_group (self, _(sections[section].title), _(sections[section].about));
    adw_preferences_group_add (group, make_person_row (self, one));
  }
}

/* ---- certificates ---- */

static void
add_certificate (HavenRecordsPage *self, AdwPreferencesGroup *group, const HavenErasure *erasure)
{
  g_autofree char *when = haven_time_to_text (erasure->at);
  const char *ground = haven_erasure_ground_text (erasure->ground);
  g_autofree char *about = g_strdup_printf ("%s. %s.%s", when, ground != NULL ? ground : erasure->ground,
                                            erasure->left_over != NULL ? _(" Copies are left that you have to destroy too.") : "");
  GtkWidget *row = make_row (erasure->reference, about), *button = gtk_button_new_with_mnemonic (_("_Save Certificate…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.certificate");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", erasure->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

static void
show_certificates (HavenRecordsPage *self)
{
  GPtrArray *erasures = haven_school_get_table (haven_session_get_school (self->session), HAVEN_TABLE_ERASURES);
  AdwPreferencesGroup *group;

  if (erasures->len == 0)
    return;
  group = add_group (self, _("Erased"), _("Certificates. They name nobody."));
  for (guint i = erasures->len; i > 0; i--)
    add_certificate (self, group, erasures->pdata[i - 1]);
}

/* ---- the page ---- */

static void
clear (HavenRecordsPage *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    gtk_box_remove (self->body, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
}

static void
show (HavenRecordsPage *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  g_autoptr (GArray) list = NULL;

  clear (self);
  if (school == NULL)
    return;
  list = haven_retention_list (school, haven_session_get_clock (self->session));
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    show_section (self, list, i);
  show_certificates (self);
  if (self->groups->len == 0)
    add_group (self, _("Nobody has left"),
               _("When a pupil or a member of staff has left, their records stand here with the day until which they are kept."));
}

static void
changed_cb (HavenRecordsPage *self)
{
  show (self);
}

static void
haven_records_page_dispose (GObject *object)
{
  HavenRecordsPage *self = HAVEN_RECORDS_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_records_page_parent_class)->dispose (object);
}

static void
haven_records_page_class_init (HavenRecordsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_records_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/records/haven-records-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenRecordsPage, body);
}

static void
haven_records_page_init (HavenRecordsPage *self)
{
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_records_page_new (HavenSession *session)
{
  HavenRecordsPage *self = g_object_new (HAVEN_TYPE_RECORDS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
