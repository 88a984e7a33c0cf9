/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-meeting-kinds.h"

#include <json-glib/json-glib.h>

#include "haven-reference.h"

typedef struct {
  GPtrArray *kinds;
  JsonObject *findings;
} File;

static char *
dup_text (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

static int
get_number (JsonObject *object, const char *name)
{
  return (int) json_object_get_int_member_with_default (object, name, 0);
}

static gboolean
get_flag (JsonObject *object, const char *name)
{
  return json_object_get_boolean_member_with_default (object, name, FALSE);
}

static GStrv
read_texts (JsonObject *object, const char *name)
{
  JsonArray *array = json_object_get_array_member (object, name);
  GStrvBuilder *texts = g_strv_builder_new ();
  GStrv list;

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (texts, json_array_get_string_element (array, i));
  list = g_strv_builder_end (texts);
  g_strv_builder_unref (texts);
  return list;
}

static gpointer
read_brought (JsonObject *object)
{
  HavenBrought *brought = g_new0 (HavenBrought, 1);

  brought->what = dup_text (object, "what");
  brought->days_before = get_number (object, "days-before");
  return brought;
}

static gpointer
read_agenda_item (JsonObject *object)
{
  HavenAgendaItem *item = g_new0 (HavenAgendaItem, 1);

  item->item = dup_text (object, "item");
  item->minutes = get_number (object, "minutes");
  return item;
}

static gpointer
read_expectation (JsonObject *object)
{
  HavenDueRule *expect = g_new0 (HavenDueRule, 1);

  expect->status = dup_text (object, "status");
  expect->sen = dup_text (object, "sen");
  expect->after = dup_text (object, "after");
  expect->suspension = get_flag (object, "suspension");
  expect->panel = get_flag (object, "panel");
  expect->plan = get_flag (object, "plan");
  expect->each = dup_text (object, "each");
  expect->years = dup_text (object, "years");
  expect->first = get_flag (object, "first");
  expect->number = get_number (object, "number");
  expect->days = get_number (object, "days");
  expect->working_days = get_number (object, "working-days");
  expect->school_days = get_number (object, "school-days");
  expect->months = get_number (object, "months");
  return expect;
}

static GPtrArray *
read_list (JsonObject *object, const char *name, gpointer (*read) (JsonObject *object))
{
  JsonArray *array = json_object_get_array_member (object, name);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (list, read (json_array_get_object_element (array, i)));
  return list;
}

static void
read_kind_cb (JsonObject *kinds, const char *type, JsonNode *node, gpointer user_data)
{
  JsonObject *object = json_node_get_object (node);
  HavenMeetingKind *kind = g_new0 (HavenMeetingKind, 1);

  kind->type = g_strdup (type);
  kind->convened = dup_text (object, "convened");
  kind->others = get_flag (object, "others");
  kind->family = get_flag (object, "family");
  kind->local = get_flag (object, "local");
  kind->comes = read_texts (object, "comes");
  kind->brought = read_list (object, "brought", read_brought);
  kind->agenda = read_list (object, "agenda", read_agenda_item);
  kind->sections = read_texts (object, "sections");
  kind->expect = read_list (object, "expect", read_expectation);
  kind->send_days = get_number (object, "send-days");
  kind->parent_days = get_number (object, "parent-days");
  kind->source = dup_text (object, "source");
  kind->date = dup_text (object, "date");
  g_ptr_array_add (user_data, kind);
}

static File *
read_file (void)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (haven_reference_get ("meeting-kinds.json"), &size);
  File *file = g_new0 (File, 1);
  JsonObject *root;

  if (!json_parser_load_from_data (parser, text, (gssize) size, &error))
    g_error ("meeting-kinds.json: %s", error->message);
  root = json_node_get_object (json_parser_get_root (parser));
  file->kinds = g_ptr_array_new ();
  json_object_foreach_member (json_object_get_object_member (root, "kinds"), read_kind_cb, file->kinds);
  file->findings = json_object_ref (json_object_get_object_member (root, "findings"));
  return file;
}

/* Read when it is first asked for, and then kept */
static const File *
get_file (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_file ());
  return (const File *) once;
}

const HavenMeetingKind *
haven_meeting_kind_find (const char *type)
{
  GPtrArray *kinds = get_file ()->kinds;

  for (guint i = 0; i < kinds->len; i++)
    if (g_strcmp0 (((HavenMeetingKind *) kinds->pdata[i])->type, type) == 0)
      return kinds->pdata[i];
  return NULL;
}

GPtrArray *
haven_meeting_kind_list (void)
{
  return get_file ()->kinds;
}

guint
haven_meeting_kind_get_minutes (const HavenMeetingKind *self)
{
  guint minutes = 0;

  for (guint i = 0; i < self->agenda->len; i++)
    minutes += (guint) ((HavenAgendaItem *) self->agenda->pdata[i])->minutes;
  return minutes;
}

int
haven_finding_number (const char *finding, const char *name)
{
  JsonObject *findings = get_file ()->findings;

  if (!json_object_has_member (findings, finding) ||
      !json_object_has_member (json_object_get_object_member (findings, finding), name))
    g_error ("meeting-kinds.json has no %s of %s", name, finding);
  return (int) json_object_get_int_member (json_object_get_object_member (findings, finding), name);
}
