/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas of data/exchange/openapi.yaml are the tables that the program reads and writes by, written out. */
#include "samples.h"

#include <string.h>

static void describe_member (GString *yaml, const HavenMember *member);

static void
describe_bounds (GString *yaml, const HavenMember *member, const char *what)
{
  g_string_append_printf (yaml, ", min%s: %" G_GINT64_FORMAT ", max%s: %" G_GINT64_FORMAT, what, member->least, what, member->most);
}

static void
describe_codes (GString *yaml, const HavenMember *member)
{
  g_autofree char *codes = g_strjoinv (", ", (char **) member->codes);

  g_string_append_printf (yaml, "type: string, enum: [%s]", codes);
}

static void
describe_text (GString *yaml, const HavenMember *member)
{
  g_auto (GStrv) halves = member->pattern == NULL ? NULL : g_strsplit (member->pattern, "'", -1);
  g_autofree char *pattern = halves == NULL ? NULL : g_strjoinv ("''", halves);

  g_string_append (yaml, "type: string");
  describe_bounds (yaml, member, "Length");
  if (pattern != NULL)
    g_string_append_printf (yaml, ", pattern: '%s'", pattern);
}

/* Base64 of so many bytes is so many letters long */
static void
describe_bytes (GString *yaml, const HavenMember *member)
{
  g_string_append_printf (yaml, "type: string, contentEncoding: base64, minLength: %" G_GINT64_FORMAT ", maxLength: %" G_GINT64_FORMAT,
                          (member->least + 2) / 3 * 4, (member->most + 2) / 3 * 4);
}

static void
describe_type (GString *yaml, const HavenMember *member)
{
  switch (member->type) {
  case HAVEN_MEMBER_CODE:
    describe_codes (yaml, member);
    break;
  case HAVEN_MEMBER_INT:
    g_string_append_printf (yaml, "type: integer, minimum: %" G_GINT64_FORMAT ", maximum: %" G_GINT64_FORMAT, member->least, member->most);
    break;
  case HAVEN_MEMBER_FLAG:
    g_string_append (yaml, "type: boolean");
    break;
  case HAVEN_MEMBER_DAY:
    g_string_append (yaml, "type: string, format: date");
    break;
  case HAVEN_MEMBER_TIME:
    g_string_append (yaml, "type: string, format: date-time, pattern: '^.{19}Z$'");
    break;
  case HAVEN_MEMBER_BYTES:
    describe_bytes (yaml, member);
    break;
  case HAVEN_MEMBER_OBJECT:
    g_string_append_printf (yaml, "$ref: '#/components/schemas/%s'", member->shape->name);
    break;
  case HAVEN_MEMBER_LIST:
    g_string_append_printf (yaml, "type: array, maxItems: %" G_GINT64_FORMAT ", items: { $ref: '#/components/schemas/%s' }",
                            member->most, member->shape->name);
    break;
  default:
    describe_text (yaml, member);
  }
}

static void
describe_member (GString *yaml, const HavenMember *member)
{
  g_string_append_printf (yaml, "        %s: { ", member->name);
  describe_type (yaml, member);
  g_string_append (yaml, " }\n");
}

static void
describe_required (GString *yaml, const HavenShape *shape)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  if (shape->format != NULL)
    g_ptr_array_add (names, (char *) "format");
  for (guint i = 0; i < shape->n_members; i++)
    if (!shape->members[i].optional)
      g_ptr_array_add (names, (char *) shape->members[i].name);
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (", ", (char **) names->pdata);
  g_string_append_printf (yaml, "      required: [%s]\n", joined);
}

static char *
describe (const HavenShape *shape)
{
  GString *yaml = g_string_new (NULL);

  g_string_append_printf (yaml, "    %s:\n      type: object\n      additionalProperties: %s\n", shape->name, shape->open
                          ? "true" : "false");
  describe_required (yaml, shape);
  g_string_append (yaml, "      properties:\n");
  if (shape->format != NULL)
    g_string_append_printf (yaml, "        format: { const: %s }\n", shape->format);
  for (guint i = 0; i < shape->n_members; i++)
    describe_member (yaml, &shape->members[i]);
  return g_string_free (yaml, FALSE);
}

static void
test_schemas (void)
{
  g_autofree char *file = NULL;
  GError *error = NULL;

  g_file_get_contents (OPENAPI, &file, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; HAVEN_SHAPES[i] != NULL; i++) {
    g_autofree char *schema = describe (HAVEN_SHAPES[i]);
    if (strstr (file, schema) == NULL) {
      g_test_message ("openapi.yaml should have:\n%s", schema);
      g_test_fail ();
    }
  }
}

/* Every shape that a shape refers to is in the list, and every format stands once */
static void
test_list (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal), formats = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; HAVEN_SHAPES[i] != NULL; i++) {
    g_assert_true (g_hash_table_add (names, (gpointer) HAVEN_SHAPES[i]->name));
    if (HAVEN_SHAPES[i]->format != NULL)
      g_assert_true (g_hash_table_add (formats, (gpointer) HAVEN_SHAPES[i]->format));
  }
  for (guint i = 0; HAVEN_SHAPES[i] != NULL; i++)
    for (guint m = 0; m < HAVEN_SHAPES[i]->n_members; m++)
      if (HAVEN_SHAPES[i]->members[m].shape != NULL)
        g_assert_true (g_hash_table_contains (names, HAVEN_SHAPES[i]->members[m].shape->name));
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    g_assert_true (g_hash_table_contains (names, samples[i].shape->name));
}

/* A booking can hold staff and nobody else: no member of any shape is named for a pupil */
static void
test_no_pupil (void)
{
  static const char *const words[] = { "pupil", "upn", "child", "born", "dob", "surname", "forename", "status", NULL };

  for (guint i = 0; HAVEN_SHAPES[i] != NULL; i++)
    for (guint m = 0; m < HAVEN_SHAPES[i]->n_members; m++)
      for (guint w = 0; words[w] != NULL; w++)
        if (HAVEN_SHAPES[i] != &HAVEN_SHAPE_REPLY && HAVEN_SHAPES[i] != &HAVEN_SHAPE_PROBLEM)   /* theirs is the status of HTTP */
          g_assert_null (strstr (HAVEN_SHAPES[i]->members[m].name, words[w]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/openapi/schemas", test_schemas);
  g_test_add_func ("/wire/openapi/list", test_list);
  g_test_add_func ("/wire/openapi/no-pupil", test_no_pupil);
  return g_test_run ();
}
