/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-error.h"
#include "haven-limits.h"
#include "haven-text.h"
#include "haven-text-row.h"

char *
haven_input_dup_plain (const char *title)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = title; *c != '\0'; c++)
    if (*c != '_')
      g_string_append_c (plain, *c);
  return g_string_free (plain, FALSE);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
gboolean
haven_input_refuse (const HavenInput *input, const char *format, GError **error)
{
  g_autofree char *plain = haven_input_dup_plain (_(input->title));
  g_autofree char *sentence = g_strdup_printf (format, plain);

  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, sentence);
  return FALSE;
}
#pragma GCC diagnostic pop

void
haven_input_name (GtkWidget *widget, const char *title)
{
  g_autofree char *plain = haven_input_dup_plain (title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
}

GtkWidget *
haven_input_make_entry (const HavenInput *input)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(input->title));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))), _(input->title));
  return row;
}

char *
haven_input_dup_entry (GtkWidget *row, const HavenInput *input)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
}

void
haven_input_set_entry (GtkWidget *row, const HavenInput *input, const char *typed)
{
  gtk_editable_set_text (GTK_EDITABLE (row), typed);
}

static void
take_text (char **place, const char *text)
{
  g_free (*place);
  *place = haven_text_is_empty (text) ? NULL : g_strdup (text);
}

/* A line of text */

static GtkWidget *
make_line (const HavenInput *input, HavenSchool *school)
{
  return haven_input_make_entry (input);
}

static void
show_line (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  const char *text = *(char *const *) place;

  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static gboolean
take_line (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  if (input->needed && haven_text_is_empty (text))
    return haven_input_refuse (input, _("“%s” is needed."), error);
  take_text (place, text);
  return TRUE;
}

/* Many lines of text */

static GtkWidget *
make_text (const HavenInput *input, HavenSchool *school)
{
  return haven_text_row_new (_(input->title));
}

static void
show_text (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  const char *text = *(char *const *) place;

  haven_text_row_set_text (HAVEN_TEXT_ROW (row), text != NULL ? text : "");
}

static gboolean
take_long_text (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  g_autofree char *text = haven_text_row_dup_text (HAVEN_TEXT_ROW (row));

  if (input->needed && haven_text_is_empty (text))
    return haven_input_refuse (input, _("“%s” is needed."), error);
  if (strlen (text) > HAVEN_LIMIT_NOTE_BYTES)
    return haven_input_refuse (input, _("“%s” is too long to be kept. Shorten it, or divide it."), error);
  take_text (place, text);
  return TRUE;
}

static char *
dup_long_text (GtkWidget *row, const HavenInput *input)
{
  return haven_text_row_dup_text (HAVEN_TEXT_ROW (row));
}

static void
set_long_text (GtkWidget *row, const HavenInput *input, const char *typed)
{
  haven_text_row_set_text (HAVEN_TEXT_ROW (row), typed);
}

/* A number */

static GtkWidget *
make_number (const HavenInput *input, HavenSchool *school)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (input->least, input->most, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(input->title));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static GtkWidget *
suffix_of (GtkWidget *row)
{
  return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
}

static void
show_number (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (suffix_of (row)), *(const gint64 *) place);
}

static gboolean
take_number (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  gtk_spin_button_update (GTK_SPIN_BUTTON (suffix_of (row)));
  *(gint64 *) place = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (suffix_of (row)));
  return TRUE;
}

static char *
dup_number (GtkWidget *row, const HavenInput *input)
{
  return haven_input_dup_entry (suffix_of (row), input);
}

static void
set_number (GtkWidget *row, const HavenInput *input, const char *typed)
{
  haven_input_set_entry (suffix_of (row), input, typed);
  gtk_spin_button_update (GTK_SPIN_BUTTON (suffix_of (row)));
}

/* A number that may be left out */

static void
show_score (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  gint64 score = *(const gint64 *) place;
  g_autofree char *text = score < 0 ? g_strdup ("") : g_strdup_printf ("%d", (int) score);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
take_score (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  gint64 score = -1;

  if (haven_text_is_empty (text) && input->needed)
    return haven_input_refuse (input, _("“%s” is needed."), error);
  if (!haven_text_is_empty (text) && !g_ascii_string_to_signed (text, 10, input->least, input->most, &score, NULL))
    return haven_input_refuse (input, _("“%s” is not a score that can be."), error);
  *(gint64 *) place = score;
  return TRUE;
}

/* Yes or no */

static GtkWidget *
make_flag (const HavenInput *input, HavenSchool *school)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *flag = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(input->title));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  gtk_widget_set_valign (flag, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), flag);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), flag);
  return row;
}

static void
show_flag (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  gtk_switch_set_active (GTK_SWITCH (suffix_of (row)), *(const gboolean *) place);
}

static gboolean
take_flag (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  *(gboolean *) place = gtk_switch_get_active (GTK_SWITCH (suffix_of (row)));
  return TRUE;
}

static char *
dup_flag (GtkWidget *row, const HavenInput *input)
{
  return g_strdup (gtk_switch_get_active (GTK_SWITCH (suffix_of (row))) ? "1" : "");
}

static void
set_flag (GtkWidget *row, const HavenInput *input, const char *typed)
{
  gtk_switch_set_active (GTK_SWITCH (suffix_of (row)), *typed != '\0');
}

static const HavenInputKind line_kind = { make_line, show_line, take_line, haven_input_dup_entry, haven_input_set_entry };
static const HavenInputKind text_kind = { make_text, show_text, take_long_text, dup_long_text, set_long_text };
static const HavenInputKind number_kind = { make_number, show_number, take_number, dup_number, set_number };
static const HavenInputKind score_kind = { make_line, show_score, take_score, haven_input_dup_entry, haven_input_set_entry };
static const HavenInputKind flag_kind = { make_flag, show_flag, take_flag, dup_flag, set_flag };

const HavenInputKind *
haven_input_get_kind (HavenInputType type)
{
  switch (type) {
  case HAVEN_INPUT_LINE: return &line_kind;
  case HAVEN_INPUT_TEXT: return &text_kind;
  case HAVEN_INPUT_DAY: return &HAVEN_INPUT_KIND_DAY;
  case HAVEN_INPUT_TIME: return &HAVEN_INPUT_KIND_TIME;
  case HAVEN_INPUT_NUMBER: return &number_kind;
  case HAVEN_INPUT_SCORE: return &score_kind;
  case HAVEN_INPUT_FLAG: return &flag_kind;
  case HAVEN_INPUT_CHOICE: return &HAVEN_INPUT_KIND_CHOICE;
  case HAVEN_INPUT_CODE: return &HAVEN_INPUT_KIND_CODE;
  case HAVEN_INPUT_CODES: return &HAVEN_INPUT_KIND_CODES;
  case HAVEN_INPUT_SOCIAL_WORKER: return &HAVEN_INPUT_KIND_SOCIAL_WORKER;
  default: g_assert_not_reached ();
  }
}

void
haven_input_name_row (GtkEditable *row)
{
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (row)), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}
