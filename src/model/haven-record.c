/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-record.h"

#include <string.h>

#define MEMBER(record, field, Type) (*(Type *) ((char *) (record) + (field)->offset))
#define PEEK(record, field, Type) (*(Type const *) ((const char *) (record) + (field)->offset))

static void
empty_field (const HavenField *field, gpointer record)
{
  if (field->type == HAVEN_FIELD_DAY)
    MEMBER (record, field, HavenDay) = HAVEN_DAY_NONE;
}

/* to holds a plain copy of from: give it text and bytes of its own */
static void
own_field (const HavenField *field, gpointer to, gconstpointer from)
{
  GBytes *bytes;

  if (field->type == HAVEN_FIELD_TEXT)
    MEMBER (to, field, char *) = g_strdup (PEEK (from, field, char *));
  else if (field->type == HAVEN_FIELD_BYTES && (bytes = PEEK (from, field, GBytes *)) != NULL)
    MEMBER (to, field, GBytes *) = g_bytes_ref (bytes);
}

static void
clear_field (const HavenField *field, gpointer record)
{
  if (field->type == HAVEN_FIELD_TEXT)
    g_free (MEMBER (record, field, char *));
  else if (field->type == HAVEN_FIELD_BYTES)
    g_clear_pointer (&MEMBER (record, field, GBytes *), g_bytes_unref);
}

static gboolean
bytes_equal (GBytes *a, GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

static gboolean
field_equal (const HavenField *field, gconstpointer a, gconstpointer b)
{
  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    return g_strcmp0 (PEEK (a, field, char *), PEEK (b, field, char *)) == 0;
  case HAVEN_FIELD_INT:
    return PEEK (a, field, gint64) == PEEK (b, field, gint64);
  case HAVEN_FIELD_DAY:
    return PEEK (a, field, HavenDay) == PEEK (b, field, HavenDay);
  case HAVEN_FIELD_FLAG:
    return !PEEK (a, field, gboolean) == !PEEK (b, field, gboolean);
  case HAVEN_FIELD_CODE:
    return PEEK (a, field, int) == PEEK (b, field, int);
  case HAVEN_FIELD_BYTES:
    return bytes_equal (PEEK (a, field, GBytes *), PEEK (b, field, GBytes *));
  default:
    g_assert_not_reached ();
  }
}

static char *
code_to_text (const HavenField *field, int value)
{
  guint n = g_strv_length ((char **) field->codes);

  return value >= 0 && (guint) value < n ? g_strdup (field->codes[value]) : g_strdup_printf ("%d", value);
}

static char *
bytes_to_hex (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = bytes == NULL ? NULL : g_bytes_get_data (bytes, &size);
  GString *hex = g_string_sized_new (2 * size + 1);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free (hex, FALSE);
}

gpointer
haven_record_new (const HavenKind *kind)
{
  gpointer record = g_malloc0 (kind->size);

  for (guint i = 0; i < kind->n_fields; i++)
    empty_field (&kind->fields[i], record);
  return record;
}

gpointer
haven_record_copy (const HavenKind *kind, gconstpointer record)
{
  gpointer copy;

  if (record == NULL)
    return NULL;
  copy = g_memdup2 (record, kind->size);
  for (guint i = 0; i < kind->n_fields; i++)
    own_field (&kind->fields[i], copy, record);
  return copy;
}

void
haven_record_free (const HavenKind *kind, gpointer record)
{
  if (record == NULL)
    return;
  for (guint i = 0; i < kind->n_fields; i++)
    clear_field (&kind->fields[i], record);
  g_free (record);
}

gboolean
haven_record_equal (const HavenKind *kind, gconstpointer a, gconstpointer b)
{
  for (guint i = 1; i < kind->n_fields; i++)
    if (!field_equal (&kind->fields[i], a, b))
      return FALSE;
  return TRUE;
}

gboolean
haven_record_field_equal (const HavenKind *kind, gconstpointer a, gconstpointer b, guint n)
{
  return field_equal (&kind->fields[n], a, b);
}

static gsize
get_size (const HavenField *field)
{
  switch (field->type) {
  case HAVEN_FIELD_INT:
    return sizeof (gint64);
  case HAVEN_FIELD_DAY:
    return sizeof (HavenDay);
  case HAVEN_FIELD_FLAG:
    return sizeof (gboolean);
  case HAVEN_FIELD_CODE:
    return sizeof (int);
  default:
    return sizeof (gpointer);
  }
}

void
haven_record_copy_field (const HavenKind *kind, gpointer to, gconstpointer from, guint n)
{
  const HavenField *field = &kind->fields[n];

  clear_field (field, to);
  memcpy ((char *) to + field->offset, (const char *) from + field->offset, get_size (field));
  own_field (field, to, from);
}

char *
haven_record_dup_field (const HavenKind *kind, gconstpointer record, guint n)
{
  const HavenField *field = &kind->fields[n];

  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    return g_strdup (PEEK (record, field, char *) != NULL ? PEEK (record, field, char *) : "");
  case HAVEN_FIELD_INT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, PEEK (record, field, gint64));
  case HAVEN_FIELD_DAY:
    return haven_day_to_iso (PEEK (record, field, HavenDay));
  case HAVEN_FIELD_FLAG:
    return g_strdup (PEEK (record, field, gboolean) ? "yes" : "no");
  case HAVEN_FIELD_CODE:
    return code_to_text (field, PEEK (record, field, int));
  case HAVEN_FIELD_BYTES:
    return bytes_to_hex (PEEK (record, field, GBytes *));
  default:
    g_assert_not_reached ();
  }
}
