/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-shape.h"

#include "haven-wire-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AT(Type, value, member) (*(Type *) ((char *) (value) + (member)->offset))

static gpointer read_object (const HavenShape *shape, JsonNode *node, GError **error);
static JsonNode *write_object (const HavenShape *shape, gconstpointer value);

gpointer
haven_shape_new (const HavenShape *shape)
{
  gpointer value = g_malloc0 (shape->size);

  for (guint i = 0; i < shape->n_members; i++) {
    const HavenMember *member = &shape->members[i];
    if (member->type == HAVEN_MEMBER_DAY)
      AT (HavenDay, value, member) = HAVEN_DAY_NONE;
    else if (member->optional && (member->type == HAVEN_MEMBER_INT || member->type == HAVEN_MEMBER_TIME))
      AT (gint64, value, member) = -1;
    else if (member->type == HAVEN_MEMBER_LIST)
      AT (GPtrArray *, value, member) = g_ptr_array_new ();
  }
  return value;
}

static void
clear_list (const HavenMember *member, GPtrArray *list)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    haven_shape_free (member->shape, list->pdata[i]);
  g_clear_pointer (&list, g_ptr_array_unref);
}

static void
clear_member (const HavenMember *member, gpointer value)
{
  switch (member->type) {
  case HAVEN_MEMBER_TEXT:
  case HAVEN_MEMBER_PROSE:
    g_free (AT (char *, value, member));
    break;
  case HAVEN_MEMBER_BYTES:
    g_clear_pointer (&AT (GBytes *, value, member), g_bytes_unref);
    break;
  case HAVEN_MEMBER_OBJECT:
    haven_shape_free (member->shape, AT (gpointer, value, member));
    break;
  case HAVEN_MEMBER_LIST:
    clear_list (member, AT (GPtrArray *, value, member));
    break;
  default:
    break;
  }
}

void
haven_shape_free (const HavenShape *shape, gpointer value)
{
  if (value == NULL)
    return;
  for (guint i = 0; i < shape->n_members; i++)
    clear_member (&shape->members[i], value);
  g_free (value);
}

/* Copying */

static GPtrArray *
copy_list (const HavenMember *member, GPtrArray *list)
{
  GPtrArray *copy = g_ptr_array_new ();

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (copy, haven_shape_copy (member->shape, list->pdata[i]));
  return copy;
}

static void
copy_member (const HavenMember *member, gpointer copy)
{
  GBytes *bytes = member->type == HAVEN_MEMBER_BYTES ? AT (GBytes *, copy, member) : NULL;

  if (member->type == HAVEN_MEMBER_TEXT || member->type == HAVEN_MEMBER_PROSE)
    AT (char *, copy, member) = g_strdup (AT (char *, copy, member));
  else if (bytes != NULL)
    g_bytes_ref (bytes);
  else if (member->type == HAVEN_MEMBER_OBJECT)
    AT (gpointer, copy, member) = haven_shape_copy (member->shape, AT (gpointer, copy, member));
  else if (member->type == HAVEN_MEMBER_LIST)
    AT (GPtrArray *, copy, member) = copy_list (member, AT (GPtrArray *, copy, member));
}

gpointer
haven_shape_copy (const HavenShape *shape, gconstpointer value)
{
  gpointer copy = value == NULL ? NULL : g_memdup2 (value, shape->size);

  for (guint i = 0; copy != NULL && i < shape->n_members; i++)
    copy_member (&shape->members[i], copy);
  return copy;
}

/* Reading */

static gboolean
refuse (const HavenMember *member, const char *why, GError **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("“%s” is not as the exchange writes it: %s."), member->name, why);
  return FALSE;
}

static gboolean
is_within (const HavenMember *member, gsize size)
{
  return size >= (gsize) member->least && size <= (gsize) member->most;
}

static gboolean
has_controls (const char *text, gboolean lines)
{
  for (; *text != '\0'; text++)
    if (((guchar) *text < 0x20 || *text == 0x7f) && !(lines && *text == '\n'))
      return TRUE;
  return FALSE;
}

/* "$" in a pattern means the end, not the line break before it */
static gboolean
matches (const HavenMember *member, const char *text)
{
  return member->pattern == NULL || g_regex_match_simple (member->pattern, text, G_REGEX_DOLLAR_ENDONLY, 0);
}

static gboolean
read_text (const HavenMember *member, const char *text, gpointer value, GError **error)
{
  if (!is_within (member, strlen (text)))
    return refuse (member, _("too short or too long"), error);
  if (has_controls (text, member->type == HAVEN_MEMBER_PROSE) || !matches (member, text))
    return refuse (member, _("characters that cannot stand there"), error);
  AT (char *, value, member) = g_strdup (text);
  return TRUE;
}

static gboolean
read_code (const HavenMember *member, const char *text, gpointer value, GError **error)
{
  for (int i = 0; member->codes[i] != NULL; i++) {
    if (strcmp (member->codes[i], text) == 0) {
      AT (int, value, member) = i;
      return TRUE;
    }
  }
  return refuse (member, _("an unknown code"), error);
}

static gboolean
read_day (const HavenMember *member, const char *text, gpointer value, GError **error)
{
  return haven_day_parse (text, &AT (HavenDay, value, member)) || refuse (member, _("no day"), error);
}

static gboolean
read_two_digits (const char *text, int most, int *number)
{
  *number = g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]);
  return g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) && *number <= most;
}

/* "2026-06-04T13:05:00Z" and nothing else */
static gboolean
read_time (const HavenMember *member, const char *text, gpointer value, GError **error)
{
  g_autofree char *iso = g_strndup (text, 10);
  int hour, minute, second;
  HavenDay day;

  if (strlen (text) != 20 || !haven_day_parse (iso, &day) || day < 0
      || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z'
      || !read_two_digits (text + 11, 23, &hour) || !read_two_digits (text + 14, 59, &minute) || !read_two_digits (text + 17, 59, &second))
    return refuse (member, _("no time in UTC"), error);
  AT (gint64, value, member) = (((gint64) day * 24 + hour) * 60 + minute) * 60 + second;
  return TRUE;
}

/* g_base64_decode passes over what is no base64: only what encodes back to the same text is taken */
static gboolean
read_bytes (const HavenMember *member, const char *text, gpointer value, GError **error)
{
  gsize size = 0;
  g_autofree guchar *data = g_base64_decode (text, &size);
  g_autofree char *again = g_base64_encode (data, size);

  if (strcmp (text, again) != 0 || !is_within (member, size))
    return refuse (member, _("bytes that are damaged, too few or too many"), error);
  AT (GBytes *, value, member) = g_bytes_new (data, size);
  return TRUE;
}

typedef gboolean (*ReadText) (const HavenMember *member, const char *text, gpointer value, GError **error);

static gboolean
read_string (const HavenMember *member, JsonNode *node, gpointer value, GError **error)
{
  static const ReadText readers[] = {
    [HAVEN_MEMBER_TEXT] = read_text, [HAVEN_MEMBER_PROSE] = read_text, [HAVEN_MEMBER_CODE] = read_code,
    [HAVEN_MEMBER_DAY] = read_day, [HAVEN_MEMBER_TIME] = read_time, [HAVEN_MEMBER_BYTES] = read_bytes,
  };

  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (member, _("no text"), error);
  return readers[member->type] (member, json_node_get_string (node), value, error);
}

static gboolean
read_int (const HavenMember *member, JsonNode *node, gpointer value, GError **error)
{
  gint64 number = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : G_MININT64;

  if (number < member->least || number > member->most)
    return refuse (member, _("no whole number, or out of bounds"), error);
  AT (gint64, value, member) = number;
  return TRUE;
}

static gboolean
read_flag (const HavenMember *member, JsonNode *node, gpointer value, GError **error)
{
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (member, _("neither true nor false"), error);
  AT (gboolean, value, member) = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_list (const HavenMember *member, JsonNode *node, gpointer value, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || !is_within (member, json_array_get_length (array)))
    return refuse (member, _("no list, too few or too many"), error);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    gpointer item = read_object (member->shape, json_array_get_element (array, i), error);
    if (item == NULL)
      return FALSE;
    g_ptr_array_add (AT (GPtrArray *, value, member), item);
  }
  return TRUE;
}

static gboolean
read_member (const HavenMember *member, JsonNode *node, gpointer value, GError **error)
{
  switch (member->type) {
  case HAVEN_MEMBER_INT:
    return read_int (member, node, value, error);
  case HAVEN_MEMBER_FLAG:
    return read_flag (member, node, value, error);
  case HAVEN_MEMBER_OBJECT:
    return (AT (gpointer, value, member) = read_object (member->shape, node, error)) != NULL;
  case HAVEN_MEMBER_LIST:
    return read_list (member, node, value, error);
  default:
    return read_string (member, node, value, error);
  }
}

static gboolean
read_format (const HavenShape *shape, JsonObject *object, guint *ret_seen, GError **error)
{
  JsonNode *node = shape->format == NULL ? NULL : json_object_get_member (object, "format");

  *ret_seen = node != NULL;
  if (shape->format == NULL
      || (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING && strcmp (json_node_get_string (node), shape->format) == 0))
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This is not a “%s”."), shape->format);
  return FALSE;
}

static gboolean
read_members (const HavenShape *shape, JsonObject *object, gpointer value, GError **error)
{
  guint seen;

  if (!read_format (shape, object, &seen, error))
    return FALSE;
  for (guint i = 0; i < shape->n_members; i++) {
    const HavenMember *member = &shape->members[i];
    JsonNode *node = json_object_get_member (object, member->name);
    if (node == NULL && !member->optional)
      return refuse (member, _("it is missing"), error);
    if (node != NULL && !read_member (member, node, value, error))
      return FALSE;
    seen += node != NULL;
  }
  if (shape->open || seen == json_object_get_size (object))
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("A “%s” holds a member that the exchange does not know."), shape->name);
  return FALSE;
}

static gpointer
read_object (const HavenShape *shape, JsonNode *node, GError **error)
{
  gpointer value;

  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This is not a “%s”."), shape->name);
    return NULL;
  }
  value = haven_shape_new (shape);
  if (read_members (shape, json_node_get_object (node), value, error))
    return value;
  haven_shape_free (shape, value);
  return NULL;
}

gpointer
haven_shape_parse (const HavenShape *shape, GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (g_bytes_get_size (bytes) > HAVEN_LIMIT_REPLY_BYTES) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE, _("This is larger than anything that the exchange carries."));
    return NULL;
  }
  node = haven_wire_json_parse (bytes, error);
  return node == NULL ? NULL : read_object (shape, node, error);
}

/* Writing */

static JsonNode *
write_string (char *take_text)
{
  JsonNode *node = json_node_init_string (json_node_alloc (), take_text);

  g_free (take_text);
  return node;
}

static JsonNode *
write_bytes (GBytes *bytes)
{
  gsize size;
  gconstpointer data = bytes == NULL ? NULL : g_bytes_get_data (bytes, &size);

  if (bytes == NULL)
    return NULL;
  return write_string (size == 0 ? g_strdup ("") : g_base64_encode (data, size));
}

static JsonNode *
write_list (const HavenMember *member, GPtrArray *list)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    json_array_add_element (array, write_object (member->shape, list->pdata[i]));
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
write_number (const HavenMember *member, gint64 number)
{
  if (member->optional && number == -1)
    return NULL;
  if (member->type == HAVEN_MEMBER_TIME)
    return write_string (haven_time_to_iso (number));
  return json_node_init_int (json_node_alloc (), number);
}

/* NULL where the member is absent */
static JsonNode *
write_member (const HavenMember *member, gconstpointer value)
{
  switch (member->type) {
  case HAVEN_MEMBER_INT:
  case HAVEN_MEMBER_TIME:
    return write_number (member, AT (gint64, value, member));
  case HAVEN_MEMBER_CODE:
    return write_string (g_strdup (member->codes[AT (int, value, member)]));
  case HAVEN_MEMBER_FLAG:
    return json_node_init_boolean (json_node_alloc (), AT (gboolean, value, member));
  case HAVEN_MEMBER_DAY:
    return AT (HavenDay, value, member) == HAVEN_DAY_NONE ? NULL : write_string (haven_day_to_iso (AT (HavenDay, value, member)));
  case HAVEN_MEMBER_BYTES:
    return write_bytes (AT (GBytes *, value, member));
  case HAVEN_MEMBER_OBJECT:
    return write_object (member->shape, AT (gpointer, value, member));
  case HAVEN_MEMBER_LIST:
    return write_list (member, AT (GPtrArray *, value, member));
  default:
    return AT (char *, value, member) == NULL ? NULL : write_string (g_strdup (AT (char *, value, member)));
  }
}

static JsonNode *
write_object (const HavenShape *shape, gconstpointer value)
{
  g_autoptr (JsonObject) object = value == NULL ? NULL : json_object_new ();

  if (value == NULL)
    return NULL;
  if (shape->format != NULL)
    json_object_set_string_member (object, "format", shape->format);
  for (guint i = 0; i < shape->n_members; i++) {
    JsonNode *node = write_member (&shape->members[i], value);
    if (node != NULL)
      json_object_set_member (object, shape->members[i].name, node);
  }
  return json_node_init_object (json_node_alloc (), object);
}

GBytes *
haven_shape_print (const HavenShape *shape, gconstpointer value)
{
  g_autoptr (JsonNode) node = write_object (shape, value);

  return haven_wire_json_print (node);
}
