/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-authority.h"

#include "haven-outbox.h"
#include "haven-text.h"

#include <string.h>

char *
haven_authority_dup_key (gint64 authority, const char *key)
{
  return authority == HAVEN_AUTHORITY_OWN ? g_strdup (key) : g_strdup_printf ("%" G_GINT64_FORMAT ".%s", authority, key);
}

const char *
haven_authority_plain_key (const char *key)
{
  const char *end = key;

  while (g_ascii_isdigit (*end))
    end++;
  return end > key && *end == '.' ? end + 1 : key;
}

const char *
haven_authority_get (HavenSchool *school, gint64 authority, const char *key, const char *fallback)
{
  g_autofree char *whole = haven_authority_dup_key (authority, key);

  return haven_school_get_setting (school, whole, fallback);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, two = *(const gint64 *) b;

  return (one > two) - (one < two);
}

/* "2.exchange.url" or, where it has no server, "2.exchange.keys": 2; of any other setting 0 */
static gint64
get_number (const HavenSetting *setting)
{
  const char *key = haven_authority_plain_key (setting->key);

  if (setting->value == NULL || key == setting->key || (strcmp (key, "exchange.url") != 0 && strcmp (key, "exchange.keys") != 0))
    return 0;
  return g_ascii_strtoll (setting->key, NULL, 10);
}

static gboolean
has_number (GArray *list, gint64 number)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, gint64, i) == number)
      return TRUE;
  return FALSE;
}

GArray *
haven_authority_list (HavenSchool *school)
{
  GPtrArray *settings = haven_school_get_table (school, HAVEN_TABLE_SETTINGS);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 own = HAVEN_AUTHORITY_OWN;

  g_array_append_val (list, own);
  for (guint i = 0; i < settings->len; i++) {
    gint64 number = get_number (g_ptr_array_index (settings, i));
    if (number > 0 && !has_number (list, number))
      g_array_append_val (list, number);
  }
  g_array_sort (list, compare_numbers);
  return list;
}

gboolean
haven_authority_is_joined (HavenSchool *school, gint64 authority)
{
  return haven_authority_get (school, authority, "exchange.token", NULL) != NULL;
}

gboolean
haven_authority_is_known (HavenSchool *school, gint64 authority)
{
  return haven_authority_is_joined (school, authority) || haven_authority_get (school, authority, "exchange.keys", NULL) != NULL;
}

gboolean
haven_authority_is_there (HavenSchool *school, gint64 authority)
{
  return authority == HAVEN_AUTHORITY_OWN || haven_authority_is_known (school, authority);
}

gint64
haven_authority_get_free (HavenSchool *school)
{
  g_autoptr (GArray) joined = haven_authority_list (school);
  GPtrArray *bookings = haven_school_get_table (school, HAVEN_TABLE_BOOKINGS), *items = haven_school_get_table (school, HAVEN_TABLE_OUTBOX);
  gint64 last = g_array_index (joined, gint64, joined->len - 1);

  for (guint i = 0; i < bookings->len; i++)
    last = MAX (last, ((HavenBooking *) g_ptr_array_index (bookings, i))->authority);
  for (guint i = 0; i < items->len; i++)
    last = MAX (last, ((HavenOutboxItem *) g_ptr_array_index (items, i))->authority);
  return last + 1;
}

const char *
haven_authority_get_name (HavenSchool *school, gint64 authority)
{
  const char *name = haven_authority_get (school, authority, "exchange.authority", NULL);

  return haven_text_is_empty (name) ? NULL : name;
}

const HavenEvent *
haven_authority_find_event (HavenSchool *school, gint64 authority, const char *event)
{
  GPtrArray *events = haven_school_get_table (school, HAVEN_TABLE_EVENTS);

  for (guint i = 0; event != NULL && i < events->len; i++) {
    const HavenEvent *each = g_ptr_array_index (events, i);
    if (each->authority == authority && g_str_equal (each->event, event))
      return each;
  }
  return NULL;
}

const HavenCourse *
haven_authority_find_course (HavenSchool *school, gint64 authority, const char *course)
{
  GPtrArray *courses = haven_school_get_table (school, HAVEN_TABLE_COURSES);

  for (guint i = 0; course != NULL && i < courses->len; i++) {
    const HavenCourse *each = g_ptr_array_index (courses, i);
    if (each->authority == authority && g_str_equal (each->course, course))
      return each;
  }
  return NULL;
}
