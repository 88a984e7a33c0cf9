/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-received-targets.h"

#include "haven-received-benchmarks.h"
#include "haven-received-private.h"

static void
free_target (gpointer data)
{
  HavenReceivedTarget *self = data;

  g_free (self->title);
  g_free (self->measure);
  g_free (self);
}

static void
take_priority (GPtrArray *list, JsonObject *object)
{
  const char *measure = haven_received_get_text (object, "measure"), *value = haven_received_get_text (object, "target");
  HavenReceivedTarget *target;
  char *end = NULL;
  double number = g_ascii_strtod (value, &end);

  if (*measure == '\0' || *value == '\0' || *end != '\0')
    return;
  target = g_new0 (HavenReceivedTarget, 1);
  target->title = g_strdup (haven_received_get_text (object, "title"));
  target->measure = haven_received_dup_measure (measure);
  target->value = number;
  if (!haven_day_parse (haven_received_get_text (object, "by"), &target->by))
    target->by = HAVEN_DAY_NONE;
  g_ptr_array_add (list, target);
}

GPtrArray *
haven_received_targets_read (const char *json)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_target);
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *document = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *member = document != NULL ? json_object_get_member (document, "priorities") : NULL;
  JsonArray *priorities = member != NULL && JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;

  for (guint i = 0; priorities != NULL && i < json_array_get_length (priorities); i++) {
    JsonNode *node = json_array_get_element (priorities, i);
    if (JSON_NODE_HOLDS_OBJECT (node))
      take_priority (list, json_node_get_object (node));
  }
  return list;
}
