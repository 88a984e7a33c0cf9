/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-policy-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-noise-table.h"

#define LIMIT_NAME 120
#define LIMIT_NUMBER 1000000
#define LIMIT_KEY_TEXT 64

const char *const HAVEN_CHANNEL_CODES[] = { "page", "page_and_total", "noise", NULL };

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
               _("The sharing settings cannot be used: %s. The settings in force stay as they are."), what);
  return FALSE;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
               _("These sharing settings protect children less than Haven's own, so they are refused: %s. The settings in force stay as "
                 "they are."), what);
  return FALSE;
}

static const char *
read_text (JsonObject *object, const char *key, gsize most)
{
  JsonNode *node = json_object_get_member (object, key);
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  return text != NULL && text[0] != '\0' && strlen (text) <= most ? text : NULL;
}

static gboolean
read_number (JsonObject *object, const char *key, guint *ret_number)
{
  JsonNode *node = json_object_get_member (object, key);
  gint64 number = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;

  *ret_number = CLAMP (number, 0, LIMIT_NUMBER);
  return number > 0 && number <= LIMIT_NUMBER;
}

/* One spelling of a key and no other: what is decoded must come out again as it was written. */
static GBytes *
read_key (JsonObject *object, const char *name)
{
  const char *text = read_text (object, name, LIMIT_KEY_TEXT);
  g_autofree char *again = NULL;
  guchar *key;
  gsize size;

  if (text == NULL)
    return NULL;
  key = g_base64_decode (text, &size);
  again = g_base64_encode (key, size);
  if (size == HAVEN_POLICY_RECEIVER_BYTES && strcmp (again, text) == 0)
    return g_bytes_new_take (key, size);
  g_free (key);
  return NULL;
}

static gboolean
total_is_above_the_floor (const HavenPolicyTotal *total, GError **error)
{
  if (total->schools < HAVEN_POLICY_TOTAL_SCHOOLS)
    return refuse (error, _("sums of fewer than 20 schools would be opened"));
  if (total->hiding < HAVEN_POLICY_TOTAL_HIDING)
    return refuse (error, _("a sum would be opened that fewer than 10 schools protect on their pages"));
  if (g_bytes_equal (total->virtual_school_key, total->key_holder_key))
    return refuse (error, _("both halves of the sealed totals would go to one receiver, who could then read each school"));
  return TRUE;
}

static gboolean
read_total (HavenPolicyTotal *total, JsonObject *object, GError **error)
{
  static const char *const keys[] = { "key_holder", "virtual_school_key", "key_holder_key", "schools", "hiding", NULL };
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (keys, l->data))
      return fail (error, _("they are of a kind that this version of Haven does not know"));
  total->key_holder = g_strdup (read_text (object, "key_holder", LIMIT_NAME));
  total->virtual_school_key = read_key (object, "virtual_school_key");
  total->key_holder_key = read_key (object, "key_holder_key");
  if (total->key_holder == NULL || total->virtual_school_key == NULL || total->key_holder_key == NULL ||
      !read_number (object, "schools", &total->schools) || !read_number (object, "hiding", &total->hiding))
    return fail (error, _("they do not say who opens the sealed totals"));
  return total_is_above_the_floor (total, error);
}

static gboolean
read_channel (HavenPolicySharing *self, JsonObject *object)
{
  const char *code = json_object_has_member (object, "channel") ? read_text (object, "channel", LIMIT_NAME) : HAVEN_CHANNEL_CODES[0];

  for (guint i = 0; code != NULL && HAVEN_CHANNEL_CODES[i] != NULL; i++)
    if (strcmp (HAVEN_CHANNEL_CODES[i], code) == 0) {
      self->channel = i;
      return TRUE;
    }
  return FALSE;
}

/* Each channel says what it needs, and nothing of another. */
static gboolean
read_needs (HavenPolicySharing *self, JsonObject *object, GError **error)
{
  JsonNode *total = json_object_get_member (object, "total");
  const char *noise = read_text (object, "noise", LIMIT_NAME);

  if (json_object_has_member (object, "noise") != (self->channel == HAVEN_CHANNEL_NOISE) ||
      (total != NULL) != (self->channel == HAVEN_CHANNEL_PAGE_AND_TOTAL))
    return fail (error, _("they mix the ways in which figures are sent"));
  if (self->channel == HAVEN_CHANNEL_NOISE && g_strcmp0 (noise, haven_noise_table_get_id ()) != 0)
    return refuse (error, _("the noise would be another than Haven's own"));
  if (total == NULL)
    return TRUE;
  return JSON_NODE_HOLDS_OBJECT (total) ? read_total (&self->total, json_node_get_object (total), error)
                                        : fail (error, _("they do not say who opens the sealed totals"));
}

gboolean
haven_policy_sharing_read (HavenPolicySharing *self, JsonObject *object, GError **error)
{
  self->version = 1;
  if (json_object_has_member (object, "version") && !read_number (object, "version", &self->version))
    return fail (error, _("they do not say which version they are"));
  if (!read_channel (self, object))
    return fail (error, _("they name a way of sending that this version of Haven does not know"));
  return read_needs (self, object, error);
}

void
haven_policy_sharing_clear (HavenPolicySharing *self)
{
  g_free (self->total.key_holder);
  g_clear_pointer (&self->total.virtual_school_key, g_bytes_unref);
  g_clear_pointer (&self->total.key_holder_key, g_bytes_unref);
}
