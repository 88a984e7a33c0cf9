/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-names.h"

#define MOST_CODES 3

/* Each row keeps what its lines stand for: enum values, ids, or codes. */
#define KEYS "haven-keys"

static GtkWidget *
make_combo (const HavenInput *input, GtkStringList *words, GArray *keys)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(input->title));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  haven_names_combo_row (ADW_COMBO_ROW (row));
  g_object_set_data_full (G_OBJECT (row), KEYS, keys, (GDestroyNotify) g_array_unref);
  return row;
}

static void
select_key (GtkWidget *row, gint64 key)
{
  GArray *keys = g_object_get_data (G_OBJECT (row), KEYS);

  for (guint i = 0; i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == key)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
}

static gint64
selected_key (GtkWidget *row)
{
  GArray *keys = g_object_get_data (G_OBJECT (row), KEYS);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  return selected < keys->len ? g_array_index (keys, gint64, selected) : 0;
}

static char *
dup_key (GtkWidget *row, const HavenInput *input)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, selected_key (row));
}

static void
set_key (GtkWidget *row, const HavenInput *input, const char *typed)
{
  select_key (row, g_ascii_strtoll (typed, NULL, 10));
}

static void
add_choice (GtkStringList *words, GArray *keys, const char *word, gint64 key)
{
  gtk_string_list_append (words, word);
  g_array_append_val (keys, key);
}

/* One of an enum */

static GtkWidget *
make_choice (const HavenInput *input, HavenSchool *school)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int i = 0; input->choice (i) != NULL; i++)
    if (*input->choice (i) != '\0')
      add_choice (words, keys, input->choice (i), i);
  return make_combo (input, words, keys);
}

static void
show_choice (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  select_key (row, *(const int *) place);
}

static gboolean
take_choice (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  *(int *) place = (int) selected_key (row);
  return TRUE;
}

const HavenInputKind HAVEN_INPUT_KIND_CHOICE = { make_choice, show_choice, take_choice, dup_key, set_key };

/* A social worker, by id */

static GtkWidget *
make_social_worker (const HavenInput *input, HavenSchool *school)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *people = haven_school_get_table (school, HAVEN_TABLE_PEOPLE);

  add_choice (words, keys, _("not recorded"), 0);
  for (guint i = 0; i < people->len; i++) {
    const HavenPerson *person = g_ptr_array_index (people, i);

    if (person->type == HAVEN_PERSON_SOCIAL_WORKER)
      add_choice (words, keys, person->name != NULL ? person->name : "", person->id);
  }
  return make_combo (input, words, keys);
}

static void
show_id (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  select_key (row, *(const gint64 *) place);
}

static gboolean
take_id (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  *(gint64 *) place = selected_key (row);
  return TRUE;
}

const HavenInputKind HAVEN_INPUT_KIND_SOCIAL_WORKER = { make_social_worker, show_id, take_id, dup_key, set_key };

/* A code of the reference data, kept as text; the keys are places in its list */

static GtkWidget *
make_code (const HavenInput *input, HavenSchool *school)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *const *codes = input->codes ();

  for (gint64 i = 0; codes[i] != NULL; i++)
    add_choice (words, keys, input->words (codes[i]), i);
  return make_combo (input, words, keys);
}

static void
show_code (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  const char *code = *(char *const *) place;
  const char *const *codes = input->codes ();

  for (gint64 i = 0; codes[i] != NULL; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      select_key (row, i);
}

static gboolean
take_code (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  char **code = place;

  g_free (*code);
  *code = g_strdup (input->codes ()[selected_key (row)]);
  return TRUE;
}

static char *
dup_code (GtkWidget *row, const HavenInput *input)
{
  return g_strdup (input->codes ()[selected_key (row)]);
}

static void
set_code (GtkWidget *row, const HavenInput *input, const char *typed)
{
  show_code (row, input, &typed);
}

const HavenInputKind HAVEN_INPUT_KIND_CODE = { make_code, show_code, take_code, dup_code, set_code };

/* Up to three codes: a line to tick for each */

static void
ticked_cb (GtkCheckButton *check, GParamSpec *pspec, gpointer user_data)
{
  GPtrArray *checks = g_object_get_data (user_data, KEYS);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++) {
    GtkCheckButton *other = g_ptr_array_index (checks, i);

    if (gtk_check_button_get_active (other))
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", (const char *) g_object_get_data (G_OBJECT (other), "words"));
  }
  adw_expander_row_set_subtitle (user_data, words->len > 0 ? words->str : _("none chosen"));
}

static GtkWidget *
make_code_line (GtkWidget *row, const char *words)
{
  GtkWidget *line = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), words);
  g_object_set_data_full (G_OBJECT (check), "words", g_strdup (words), g_free);
  haven_input_name (check, words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (line), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (line), check);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
  g_signal_connect (check, "notify::active", G_CALLBACK (ticked_cb), row);
  return check;
}

static GtkWidget *
make_codes (const HavenInput *input, HavenSchool *school)
{
  GtkWidget *row = adw_expander_row_new ();
  GPtrArray *checks = g_ptr_array_new ();
  const char *const *codes = input->codes ();

  g_object_set_data_full (G_OBJECT (row), KEYS, checks, (GDestroyNotify) g_ptr_array_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(input->title));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), _("none chosen"));
  haven_input_name (row, _(input->title));
  for (guint i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (checks, make_code_line (row, input->words (codes[i])));
  return row;
}

static void
show_codes (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  const char *text = *(char *const *) place;
  g_auto (GStrv) chosen = g_strsplit (text != NULL ? text : "", " ", -1);
  GPtrArray *checks = g_object_get_data (G_OBJECT (row), KEYS);

  for (guint i = 0; i < checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (checks, i), g_strv_contains ((const char *const *) chosen, input->codes ()[i]));
}

static char *
dup_ticked (GtkWidget *row, const HavenInput *input)
{
  GPtrArray *checks = g_object_get_data (G_OBJECT (row), KEYS);
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (checks, i)))
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", input->codes ()[i]);
  return g_string_free (codes, FALSE);
}

static void
set_ticked (GtkWidget *row, const HavenInput *input, const char *typed)
{
  show_codes (row, input, &typed);
}

static guint
count_codes (const char *codes)
{
  guint n = *codes != '\0';

  for (; *codes != '\0'; codes++)
    n += *codes == ' ';
  return n;
}

static gboolean
take_codes (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  g_autofree char *codes = dup_ticked (row, input);
  guint n = count_codes (codes);

  if (n > MOST_CODES)
    return haven_input_refuse (input, _("“%s” takes three at most: choose those that weigh most."), error);
  if (input->needed && n == 0)
    return haven_input_refuse (input, _("“%s” is needed."), error);
  g_free (*(char **) place);
  *(char **) place = n > 0 ? g_steal_pointer (&codes) : NULL;
  return TRUE;
}

const HavenInputKind HAVEN_INPUT_KIND_CODES = { make_codes, show_codes, take_codes, dup_ticked, set_ticked };
