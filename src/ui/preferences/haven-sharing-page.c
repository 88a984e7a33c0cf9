/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sharing-page.h"

#include <glib/gi18n-lib.h>
#include "haven-left-row.h"
#include "haven-names.h"
#include "haven-run.h"
#include "haven-school-lines.h"
#include "haven-switch.h"
#include "haven-typed-day.h"

struct _HavenSharingPage {
  AdwBin parent_instance;

  HavenSession *session;
  gboolean quiet;           /* values are shown, not chosen */
  GPtrArray *supports;      /* GtkSwitch, in the order of the codes; lent by support */

  /* template */
  GtkWidget *content;
  GtkSwitch *unseen;
  AdwComboRow *dsl;
  AdwComboRow *teacher;
  AdwEntryRow *training;
  GtkLabel *problem;
  AdwPreferencesGroup *support;
};

G_DEFINE_FINAL_TYPE (HavenSharingPage, haven_sharing_page, ADW_TYPE_BIN)

/* In the order of the lines of the template */
static const char *const answers[] = { "", "yes", "no" };

/* In the order of haven_school_lines_list_supports() */
static const char *const support_words[] = {
  N_("Attachment"), N_("Trauma"), N_("Emotion coaching"), N_("Attendance"), N_("Suspensions"), N_("Learning"), N_("Special needs"),
  N_("Mental health"), N_("A visit"),
};

static const char *
setting (HavenSharingPage *self, const char *key)
{
  HavenSchool *school = haven_session_get_school (self->session);

  return school != NULL ? haven_school_get_setting (school, key, "") : "";
}

static void
set (HavenSharingPage *self, const char *key, const char *value)
{
  if (!self->quiet && !g_str_equal (setting (self, key), value))
    haven_run (GTK_WIDGET (self), self->session, haven_command_set (key, value));
}

static void
unseen_cb (HavenSharingPage *self)
{
  set (self, "sharing.unseen", gtk_switch_get_active (self->unseen) ? "yes" : "");
}

static void
answer_cb (HavenSharingPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  const guint selected = adw_combo_row_get_selected (row);

  if (self->session != NULL && selected < G_N_ELEMENTS (answers))
    set (self, row == self->dsl ? "lines.dsl" : "lines.designated-teacher", answers[selected]);
}

/* ---- the training ---- */

static void
refuse_training (HavenSharingPage *self, const char *sentence)
{
  (sentence == NULL ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (GTK_WIDGET (self->training), "error");
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
take_training (HavenSharingPage *self, HavenDay day)
{
  g_autofree char *iso = haven_day_to_iso (day);

  refuse_training (self, NULL);
  set (self, "lines.whole-school-training", iso);
}

static void
training_cb (HavenSharingPage *self)
{
  const HavenDay today = self->session != NULL ? haven_session_get_clock (self->session).today : HAVEN_DAY_NONE;
  HavenDay day;

  if (self->session == NULL || haven_session_get_school (self->session) == NULL)
    return;                 /* locked meanwhile: nothing can be kept */
  if (!haven_typed_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->training)), today, &day))
    refuse_training (self, _("That is not a date. Write it as 12/11/2025 or 12 November."));
  else if (day != HAVEN_DAY_NONE && day > today)
    refuse_training (self, _("That day is still to come. Type the day of the last training that was held, with its year."));
  else
    take_training (self, day);
}

static void
refresh_training (HavenSharingPage *self)
{
  g_autofree char *text = NULL;
  HavenDay day;

  if (!haven_day_parse (setting (self, "lines.whole-school-training"), &day))
    day = HAVEN_DAY_NONE;
  text = haven_typed_day_format (day);
  haven_left_row_show (self->training, text);
}

/* ---- the support ---- */

static void
support_cb (HavenSharingPage *self)
{
  const char *const *codes = haven_school_lines_list_supports ();
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->supports->len; i++)
    if (gtk_switch_get_active (g_ptr_array_index (self->supports, i)))
      g_ptr_array_add (wanted, (gpointer) codes[i]);
  g_ptr_array_add (wanted, NULL);
  text = g_strjoinv (",", (char **) wanted->pdata);
  set (self, "lines.support-wanted", text);
}

static void
add_support (HavenSharingPage *self, const char *title)
{
  GtkWidget *row = adw_action_row_new (), *choice = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (choice, "notify::active", G_CALLBACK (support_cb), self);
  g_ptr_array_add (self->supports, choice);
  adw_preferences_group_add (self->support, row);
}

static void
show_answer (HavenSharingPage *self, AdwComboRow *row, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i], setting (self, key)))
      adw_combo_row_set_selected (row, i);
}

static void
show_supports (HavenSharingPage *self)
{
  g_auto (GStrv) wanted = g_strsplit (setting (self, "lines.support-wanted"), ",", -1);
  const char *const *codes = haven_school_lines_list_supports ();

  for (guint i = 0; i < self->supports->len; i++)
    haven_switch_show (g_ptr_array_index (self->supports, i), g_strv_contains ((const char *const *) wanted, codes[i]));
}

static void
refresh (HavenSharingPage *self)
{
  self->quiet = TRUE;
  haven_switch_show (self->unseen, g_str_equal (setting (self, "sharing.unseen"), "yes"));
  show_answer (self, self->dsl, "lines.dsl");
  show_answer (self, self->teacher, "lines.designated-teacher");
  refresh_training (self);
  show_supports (self);
  self->quiet = FALSE;
  gtk_widget_set_sensitive (self->content, haven_session_may (self->session, HAVEN_DEED_SETTINGS));
}

static void
session_changed_cb (HavenSharingPage *self, HavenTables tables)
{
  if (haven_session_get_school (self->session) != NULL && (tables & HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS)) != 0)
    refresh (self);
}

static void
haven_sharing_page_dispose (GObject *object)
{
  HavenSharingPage *self = HAVEN_SHARING_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->supports, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_sharing_page_parent_class)->dispose (object);
}

static void
haven_sharing_page_class_init (HavenSharingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_sharing_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-sharing-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPage, content);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPage, unseen);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPage, dsl);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPage, teacher);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPage, training);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPage, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenSharingPage, support);
  gtk_widget_class_bind_template_callback (widget_class, unseen_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
  gtk_widget_class_bind_template_callback (widget_class, training_cb);
}

static void
haven_sharing_page_init (HavenSharingPage *self)
{
  self->quiet = TRUE;
  self->supports = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_left_row_watch (self->training);
  haven_names_combo_row (self->dsl);
  haven_names_combo_row (self->teacher);
  for (guint i = 0; i < G_N_ELEMENTS (support_words); i++)
    add_support (self, _(support_words[i]));
}

GtkWidget *
haven_sharing_page_new (HavenSession *session)
{
  HavenSharingPage *self = g_object_new (HAVEN_TYPE_SHARING_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
