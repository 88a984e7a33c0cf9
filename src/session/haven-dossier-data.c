/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-access.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* What is held, for machines: the same words as on paper, and the same left out. */

#define FORMAT "haven-subject-access/1"

static void
set_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
take_day (JsonBuilder *builder, const char *name, HavenDay day)
{
  g_autofree char *iso = haven_day_to_iso (day);

  set_text (builder, name, *iso != '\0' ? iso : NULL);
}

static void
write_entry (JsonBuilder *builder, const HavenHeldEntry *entry)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "record");
  json_builder_add_int_value (builder, entry->record);
  for (guint i = 0; i < entry->fields->len; i++) {
    const HavenHeldField *field = entry->fields->pdata[i];
    g_autofree char *value = haven_field_dup_value (field);
    set_text (builder, field->column, value);
  }
  json_builder_end_object (builder);
}

static void
write_section (JsonBuilder *builder, const HavenHeldSection *section)
{
  json_builder_set_member_name (builder, section->table);
  json_builder_begin_array (builder);
  for (guint i = 0; i < section->entries->len; i++)
    if (((HavenHeldEntry *) section->entries->pdata[i])->exemption == NULL)
      write_entry (builder, section->entries->pdata[i]);
  json_builder_end_array (builder);
}

static void
write_head (JsonBuilder *builder, const HavenDossier *dossier)
{
  g_autofree char *draft = haven_dossier_dup_draft (dossier);
  g_autofree char *made = haven_time_to_iso (dossier->clock.now);

  set_text (builder, "format", FORMAT);
  set_text (builder, "school", haven_school_get_setting (dossier->school, "name", NULL));
  set_text (builder, "made", made);
  json_builder_set_member_name (builder, "draft");
  json_builder_add_boolean_value (builder, draft != NULL);
  set_text (builder, "why_draft", draft);
  if (dossier->asked != NULL)
    take_day (builder, "asked_on", dossier->asked->asked_on);
  if (dossier->asked != NULL && draft == NULL)
    set_text (builder, "signed_by", dossier->asked->signed_by);
  json_builder_set_member_name (builder, "passages_taken_out");
  json_builder_add_int_value (builder, dossier->n_redacted);
}

GBytes *
haven_dossier_to_json (const HavenDossier *dossier)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  write_head (builder, dossier);
  json_builder_set_member_name (builder, "held");
  json_builder_begin_object (builder);
  for (guint i = 0; i < dossier->sections->len; i++)
    write_section (builder, dossier->sections->pdata[i]);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_bytes_new_with_free_func (text, strlen (text), g_free, text);
}

GBytes *
haven_dossier_to_csv (const HavenDossier *dossier)
{
  g_autoptr (HavenRows) rows = haven_dossier_get_rows (dossier);
  gsize length;
  char *csv = haven_rows_to_csv (rows, &length);

  return g_bytes_new_take (csv, length);
}

gboolean
haven_dossier_form_of_path (const char *path, HavenDossierForm *ret_form)
{
  static const char *const endings[] = { ".pdf", ".json", ".csv" };
  g_autofree char *folded = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i])) {
      *ret_form = i;
      return TRUE;
    }
  return FALSE;
}
