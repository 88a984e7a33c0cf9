/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every body of the exchange: what is written is read back the same; what is not exactly of the shape is refused whole. */
#include "samples.h"

#include "haven-wire-json.h"

#include <string.h>

static gpointer
parse (const HavenShape *shape, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = bytes_of (text);

  return haven_shape_parse (shape, bytes, error);
}

static void
assert_refused (const HavenShape *shape, const char *text)
{
  g_autoptr (GError) error = NULL;
  gpointer value = parse (shape, text, &error);

  if (value != NULL)
    g_test_message ("taken as a %s: %s", shape->name, text);
  g_assert_null (value);
  g_assert_nonnull (error);
  g_assert_true (error->domain == HAVEN_ERROR);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GError) error = NULL;
    gpointer value = parse (samples[i].shape, samples[i].text, &error), copy;
    g_autoptr (GBytes) printed = NULL, again = NULL;

    g_assert_no_error (error);
    printed = haven_shape_print (samples[i].shape, value);
    copy = haven_shape_copy (samples[i].shape, value);
    haven_shape_free (samples[i].shape, value);
    again = haven_shape_print (samples[i].shape, copy);
    haven_shape_free (samples[i].shape, copy);
    g_assert_cmpmem (g_bytes_get_data (printed, NULL), g_bytes_get_size (printed), samples[i].text, strlen (samples[i].text));
    g_assert_true (g_bytes_equal (printed, again));
  }
}

static void
test_cut_anywhere (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    for (gsize n = 0; n < strlen (samples[i].text); n++) {
      g_autofree char *cut = g_strndup (samples[i].text, n);
      assert_refused (samples[i].shape, cut);
    }
  }
}

/* Each byte of each body replaced by each of some others: refused, or taken and then written stably */
static void
test_every_byte_changed (void)
{
  static const char others[] = "\"\\{}[],:-0e.\n\x01\x7f\xff ux";
  guint taken = 0;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    for (gsize n = 0; n < strlen (samples[i].text) * (sizeof others - 1); n++) {
      g_autofree char *text = g_strdup (samples[i].text);
      g_autoptr (GBytes) first = NULL, second = NULL;
      gpointer value, again;

      text[n / (sizeof others - 1)] = others[n % (sizeof others - 1)];
      value = parse (samples[i].shape, text, NULL);
      if (value == NULL)
        continue;
      taken++;
      first = haven_shape_print (samples[i].shape, value);
      again = haven_shape_parse (samples[i].shape, first, NULL);
      g_assert_nonnull (again);
      second = haven_shape_print (samples[i].shape, again);
      g_assert_true (g_bytes_equal (first, second));
      haven_shape_free (samples[i].shape, value);
      haven_shape_free (samples[i].shape, again);
    }
  }
  g_assert_cmpuint (taken, >, 0);
}

/* Walks a body and hands each object to func with the chance to spoil it */
typedef void (*SpoilFunc) (const Sample *sample, JsonNode *root, JsonObject *object);

static void
walk (const Sample *sample, JsonNode *root, JsonNode *node, SpoilFunc func)
{
  g_autoptr (GList) members = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      walk (sample, root, json_array_get_element (json_node_get_array (node), i), func);
    return;
  }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;
  members = json_object_get_values (json_node_get_object (node));
  for (GList *l = members; l != NULL; l = l->next)
    walk (sample, root, l->data, func);
  func (sample, root, json_node_get_object (node));
}

static void
for_each_object (SpoilFunc func)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GBytes) bytes = bytes_of (samples[i].text);
    g_autoptr (JsonNode) root = haven_wire_json_parse (bytes, NULL);
    walk (&samples[i], root, root, func);
  }
}

static void
assert_node_refused (const Sample *sample, JsonNode *root)
{
  g_autofree char *text = json_to_string (root, FALSE);

  assert_refused (sample->shape, text);
}

static void
spoil_unknown (const Sample *sample, JsonNode *root, JsonObject *object)
{
  if (sample->shape->open)
    return;
  json_object_set_int_member (object, "upn", 1);
  assert_node_refused (sample, root);
  json_object_remove_member (object, "upn");
}

static void
spoil_types (const Sample *sample, JsonNode *root, JsonObject *object)
{
  static const char *const wrong[] = { "null", "[]", "{}", "-1", "\"\\t\"" };
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next) {
    JsonNode *kept = json_node_ref (json_object_get_member (object, l->data));
    g_autofree char *name = g_strdup (l->data);
    for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
      if (g_str_equal (wrong[i], "[]") && JSON_NODE_HOLDS_ARRAY (kept))
        continue;
      json_object_set_member (object, name, json_from_string (wrong[i], NULL));
      assert_node_refused (sample, root);
    }
    json_object_set_member (object, name, kept);
  }
}

static void
test_unknown_member (void)
{
  for_each_object (spoil_unknown);
}

static void
test_wrong_type (void)
{
  for_each_object (spoil_types);
}

static void
assert_member_is_needed (const Sample *sample, const HavenMember *member)
{
  g_autoptr (GBytes) bytes = bytes_of (sample->text);
  g_autoptr (JsonNode) root = haven_wire_json_parse (bytes, NULL);
  g_autofree char *text = NULL;
  gpointer value;

  json_object_remove_member (json_node_get_object (root), member->name);
  text = json_to_string (root, FALSE);
  value = parse (sample->shape, text, NULL);
  g_assert_cmpint (value != NULL, ==, member->optional);
  haven_shape_free (sample->shape, value);
}

static void
test_missing_member (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint m = 0; m < samples[i].shape->n_members; m++)
      assert_member_is_needed (&samples[i], &samples[i].shape->members[m]);
}

static void
test_other_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint j = 0; j < G_N_ELEMENTS (samples); j++)
      if (i != j)
        assert_refused (samples[i].shape, samples[j].text);
}

/* A path of an envelope can lead nowhere but below the exchange */
static void
test_paths (void)
{
  static const char *const bad[] = {
    "bookings", "/", "//evil.example/x", "/../etc", "/bookings/../x", "/bookings/a b", "/bookings?since=1&x=2", "/bookings#x",
    "https://evil.example/", "/a@b", "/bookings/%2e%2e", "/bookings/a\\u000a", "/bookings/a/b/c/d",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *text = g_strdup_printf ("{\"id\":\"1\",\"method\":\"GET\",\"path\":\"%s\"}", bad[i]);
    assert_refused (&HAVEN_SHAPE_REQUEST, text);
  }
}

static void
test_too_large (void)
{
  g_autofree char *spaces = g_strnfill (HAVEN_LIMIT_REPLY_BYTES + 1, ' ');
  g_autoptr (GBytes) bytes = g_bytes_new_static (spaces, HAVEN_LIMIT_REPLY_BYTES + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_wire_state_parse (bytes, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/shapes/round-trip", test_round_trip);
  g_test_add_func ("/wire/shapes/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/wire/shapes/every-byte-changed", test_every_byte_changed);
  g_test_add_func ("/wire/shapes/unknown-member", test_unknown_member);
  g_test_add_func ("/wire/shapes/wrong-type", test_wrong_type);
  g_test_add_func ("/wire/shapes/missing-member", test_missing_member);
  g_test_add_func ("/wire/shapes/other-format", test_other_format);
  g_test_add_func ("/wire/shapes/paths", test_paths);
  g_test_add_func ("/wire/shapes/too-large", test_too_large);
  return g_test_run ();
}
