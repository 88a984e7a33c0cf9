/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-put-off-list.h"

#include <glib/gi18n-lib.h>
#include "haven-attention-row.h"
#include "haven-names.h"
#include "haven-run.h"
#include "haven-words.h"

struct _HavenPutOffList {
  AdwBin parent_instance;

  HavenSession *session;
  AdwExpanderRow *expander;
  GPtrArray *rows;          /* lent by expander */
};

G_DEFINE_FINAL_TYPE (HavenPutOffList, haven_put_off_list, ADW_TYPE_BIN)

static void
bring_back_cb (HavenPutOffList *self, GtkWidget *button)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  haven_run (GTK_WIDGET (self), self->session, haven_command_remove (HAVEN_TABLE_SNOOZES, *id));
}

static GtkWidget *
make_button (HavenPutOffList *self, const HavenAttentionItem *item, const char *line)
{
  GtkWidget *button = gtk_button_new_with_label (_("Bring back"));
  g_autofree char *name = g_strdup_printf (_("Bring back: %s"), line);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_visible (button, haven_session_may (self->session, HAVEN_DEED_EDIT));
  haven_names_button (button, name);
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&item->snooze_id, sizeof item->snooze_id), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (bring_back_cb), self);
  return button;
}

/* "D. Lead, back on 24 November 2025: the social worker knows" */
static char *
dup_why (const HavenAttentionItem *item, HavenSchool *school)
{
  const HavenSnooze *snooze = haven_school_get_record (school, HAVEN_TABLE_SNOOZES, item->snooze_id);
  g_autofree char *back = haven_day_to_text (item->put_off_until + 1);

  if (snooze == NULL || snooze->by == NULL)
    return g_strdup_printf (_("Back on %s: %s"), back, item->put_off_because);
  return g_strdup_printf (_("Put off by %s, back on %s: %s"), snooze->by, back, item->put_off_because);
}

static void
add_item (HavenPutOffList *self, const HavenAttentionItem *item)
{
  HavenSchool *school = haven_session_get_school (self->session);
  g_autofree char *who = haven_attention_dup_who (item, school);
  g_autofree char *why = dup_why (item, school);
  g_autofree char *line = g_strdup_printf ("%s%s %s", who, g_str_has_suffix (who, ".") ? "" : ".", item->sentence);
  g_autofree char *safe_line = g_markup_escape_text (line, -1), *safe_why = g_markup_escape_text (why, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_line);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_why);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, item, line));
  adw_expander_row_add_row (self->expander, row);
  g_ptr_array_add (self->rows, row);
}

static void
haven_put_off_list_dispose (GObject *object)
{
  HavenPutOffList *self = HAVEN_PUT_OFF_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_put_off_list_parent_class)->dispose (object);
}

static void
haven_put_off_list_class_init (HavenPutOffListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_put_off_list_dispose;
}

static void
haven_put_off_list_init (HavenPutOffList *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->rows = g_ptr_array_new ();
  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->expander));
  adw_bin_set_child (ADW_BIN (self), group);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
haven_put_off_list_show (HavenPutOffList *self, const HavenAttention *attention, HavenSession *session)
{
  g_autofree char *title = g_strdup_printf (_("Put off (%u)"), attention->put_off->len);

  g_return_if_fail (HAVEN_IS_PUT_OFF_LIST (self));
  g_set_object (&self->session, session);
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->expander, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < attention->put_off->len; i++)
    add_item (self, g_ptr_array_index (attention->put_off, i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), title);
  gtk_widget_set_visible (GTK_WIDGET (self), attention->put_off->len > 0);
  haven_names_complete (GTK_WIDGET (self));
}
