/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-json.h"

#include "haven-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* json-glib's own parser takes comments, single quotes and doubled members, and aborts on half a surrogate pair: what strangers
 * send is read here, into json-glib's nodes. */
typedef struct {
  const char *start;
  const char *at;
  const char *end;
  guint depth;
  guint nodes;
  const char *why;
} Scanner;

static JsonNode *scan_value (Scanner *self);

static gpointer
fail (Scanner *self, const char *why)
{
  if (self->why == NULL)
    self->why = why;
  return NULL;
}

static void
skip_space (Scanner *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
take (Scanner *self, char c)
{
  skip_space (self);
  if (self->at >= self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
scan_hex (Scanner *self, gunichar *unit)
{
  if (self->end - self->at < 4)
    return FALSE;
  *unit = 0;
  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (*self->at++);
    if (digit < 0)
      return FALSE;
    *unit = *unit * 16 + digit;
  }
  return TRUE;
}

static gboolean
is_within (gunichar c, gunichar first, gunichar last)
{
  return c >= first && c <= last;
}

/* After "\u": one unit, or the two of a surrogate pair */
static gboolean
scan_unicode (Scanner *self, GString *text)
{
  gunichar c, low;

  if (!scan_hex (self, &c) || c == 0 || is_within (c, 0xdc00, 0xdfff))
    return FALSE;
  if (is_within (c, 0xd800, 0xdbff)) {
    if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
      return FALSE;
    self->at += 2;
    if (!scan_hex (self, &low) || !is_within (low, 0xdc00, 0xdfff))
      return FALSE;
    c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
  }
  g_string_append_unichar (text, c);
  return TRUE;
}

static gboolean
scan_escape (Scanner *self, GString *text)
{
  static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
  const char *found;
  char c;

  if (self->at >= self->end)
    return FALSE;
  c = *self->at++;
  if (c == 'u')
    return scan_unicode (self, text);
  found = c == '\0' ? NULL : strchr (letters, c);
  if (found == NULL)
    return FALSE;
  g_string_append_c (text, bytes[found - letters]);
  return TRUE;
}

/* The opening quote is taken */
static char *
scan_string (Scanner *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (self->at < self->end && *self->at != '"') {
    if ((guchar) *self->at < 0x20)
      return fail (self, _("a control character in a text"));
    if (*self->at != '\\')
      g_string_append_c (text, *self->at++);
    else if (self->at++, !scan_escape (self, text))
      return fail (self, _("an escape that is none"));
  }
  if (!take (self, '"'))
    return fail (self, _("a text without an end"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static JsonNode *
scan_text (Scanner *self)
{
  g_autofree char *text = scan_string (self);

  return text == NULL ? NULL : json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
scan_number (Scanner *self)
{
  gboolean negative = *self->at == '-';
  gint64 value = 0;
  const char *first;

  self->at += negative;
  first = self->at;
  for (; self->at < self->end && g_ascii_isdigit (*self->at) && self->at - first < 16; self->at++)
    value = value * 10 + g_ascii_digit_value (*self->at);
  if (self->at == first || self->at - first > 15 || (*first == '0' && self->at - first > 1))
    return fail (self, _("a number that is none, or too long"));
  if (self->at < self->end && (*self->at == '.' || *self->at == 'e' || *self->at == 'E'))
    return fail (self, _("a number that is not whole"));
  return json_node_init_int (json_node_alloc (), negative ? -value : value);
}

static gboolean
scan_word (Scanner *self, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

static JsonNode *
scan_literal (Scanner *self)
{
  if (scan_word (self, "true"))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (scan_word (self, "false"))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  if (scan_word (self, "null"))
    return json_node_init_null (json_node_alloc ());
  return fail (self, _("something unexpected"));
}

static gboolean
scan_member (Scanner *self, JsonObject *object)
{
  g_autofree char *name = take (self, '"') ? scan_string (self) : fail (self, _("a member without a name"));
  JsonNode *value;

  if (name == NULL)
    return FALSE;
  if (json_object_has_member (object, name))
    return fail (self, _("a member that stands twice")) != NULL;
  if (!take (self, ':'))
    return fail (self, _("a member without a value")) != NULL;
  value = scan_value (self);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);
  return TRUE;
}

static JsonNode *
scan_object (Scanner *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  self->at++;
  if (!take (self, '}')) {
    do {
      if (!scan_member (self, object))
        return NULL;
    } while (take (self, ','));
    if (!take (self, '}'))
      return fail (self, _("an object without an end"));
  }
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
scan_array (Scanner *self)
{
  g_autoptr (JsonArray) array = json_array_new ();

  self->at++;
  if (!take (self, ']')) {
    do {
      JsonNode *value = scan_value (self);
      if (value == NULL)
        return NULL;
      json_array_add_element (array, value);
    } while (take (self, ','));
    if (!take (self, ']'))
      return fail (self, _("a list without an end"));
  }
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
scan_nested (Scanner *self)
{
  JsonNode *node;

  if (self->depth >= HAVEN_WIRE_DEPTH)
    return fail (self, _("too many levels"));
  self->depth++;
  node = *self->at == '{' ? scan_object (self) : scan_array (self);
  self->depth--;
  return node;
}

static JsonNode *
scan_value (Scanner *self)
{
  skip_space (self);
  if (self->at >= self->end)
    return fail (self, _("an end too early"));
  if (++self->nodes > HAVEN_WIRE_NODES)
    return fail (self, _("too many values"));
  if (*self->at == '{' || *self->at == '[')
    return scan_nested (self);
  if (*self->at == '-' || g_ascii_isdigit (*self->at))
    return scan_number (self);
  if (*self->at != '"')
    return scan_literal (self);
  self->at++;
  return scan_text (self);
}

JsonNode *
haven_wire_json_parse (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  Scanner self = { data, data, data + size, 0, 0, NULL };
  g_autoptr (JsonNode) node = NULL;

  if (!g_utf8_validate_len (data != NULL ? data : "", size, NULL))
    fail (&self, _("not UTF-8"));
  else
    node = scan_value (&self);
  skip_space (&self);
  if (node != NULL && self.at < self.end)
    fail (&self, _("something after the end"));
  if (self.why == NULL)
    return g_steal_pointer (&node);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This is not JSON as the exchange writes it: %s, at byte %lld."),
               self.why, (long long) (self.at - self.start));
  return NULL;
}

GBytes *
haven_wire_json_print (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}
