/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#include "haven-store.h"
#include "haven-tables.h"

#define YEARS_BEFORE_IN_LARGE 6

typedef struct {
  const char *key;
  const char *value;
} Setting;

static void
free_child (gpointer data)
{
  HavenDemoChild *child = data;

  g_array_unref (child->away);
  g_free (child);
}

/* The year of the demo is that of its last school day: in August it is still the old one */
static void
start (HavenDemo *demo, HavenDemoSize size, guint32 seed, HavenClock clock)
{
  demo->rand = g_rand_new_with_seed (seed);
  demo->size = size;
  demo->seed = seed;
  demo->today = clock.today;
  demo->now = haven_clock_fixed (clock.today).now;
  demo->calendar = haven_calendar_new_default ();
  demo->year = haven_academic_year (clock.today);
  demo->first_year = demo->year - (size == HAVEN_DEMO_LARGE ? YEARS_BEFORE_IN_LARGE : 1);
  demo->children = g_ptr_array_new_with_free_func (free_child);
  demo->flagged = g_ptr_array_new ();
}

static void
finish (HavenDemo *demo)
{
  g_rand_free (demo->rand);
  haven_calendar_unref (demo->calendar);
  g_ptr_array_unref (demo->children);
  g_ptr_array_unref (demo->flagged);
}

/* Each seed is a school of its own, so that the returns of several can be looked at together. No school has a URN from 900000 on. */
static void
make_settings (HavenDemo *demo)
{
  g_autofree char *urn = g_strdup_printf ("%u", 900000 + demo->seed % 100000);
  const Setting settings[] = {
    { "name", "Invented High School" },
    { "urn", urn },
    { "laestab", "9994001" },
    { "authority", "Invented County Council" },
    { "phase", demo->size == HAVEN_DEMO_LARGE ? "all-through" : "secondary" },
    { "registers", "flagged" },
    { "demo", "yes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    HavenSetting *setting = haven_setting_new ();
    setting->key = g_strdup (settings[i].key);
    setting->value = g_strdup (settings[i].value);
    haven_demo_add (demo, HAVEN_TABLE_SETTINGS, setting);
  }
}

gboolean
haven_demo_chance (HavenDemo *demo, int in_a_thousand)
{
  return haven_demo_range (demo, 0, 1000) < in_a_thousand;
}

int
haven_demo_range (HavenDemo *demo, int first, int end)
{
  return g_rand_int_range (demo->rand, first, end);
}

const char *
haven_demo_pick (HavenDemo *demo, const char *const *texts, guint n)
{
  return texts[haven_demo_range (demo, 0, n)];
}

gint64
haven_demo_add (HavenDemo *demo, HavenTable table, gpointer take_record)
{
  gint64 *id = take_record;

  if (demo->tables[table] == NULL)
    demo->tables[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  g_ptr_array_add (demo->tables[table], take_record);
  return *id = demo->tables[table]->len;
}

HavenDay
haven_demo_back (HavenDemo *demo, int school_days)
{
  return haven_calendar_add_school_days (demo->calendar, demo->last_day, -school_days);
}

HavenDay
haven_demo_school_day_near (HavenDemo *demo, HavenDay day)
{
  return haven_calendar_is_school_day (demo->calendar, day) ? day : haven_calendar_add_school_days (demo->calendar, day, 1);
}

HavenDemoChild *
haven_demo_find (HavenDemo *demo, HavenStatus kind, guint nth)
{
  for (guint i = 0; i < demo->flagged->len; i++) {
    HavenDemoChild *child = demo->flagged->pdata[i];
    if (child->kind == kind && nth-- == 0)
      return child;
  }
  return NULL;
}

gboolean
haven_demo_has_span (HavenSpan span)
{
  return span.first <= span.last;
}

void
haven_demo_make (HavenDemoSize size, guint32 seed, HavenClock clock, GPtrArray *ret_tables[HAVEN_N_TABLES])
{
  HavenDemo demo = { .tables = ret_tables };

  start (&demo, size, seed, clock);
  make_settings (&demo);
  haven_demo_make_calendar (&demo);
  haven_demo_make_pupils (&demo);
  haven_demo_make_people (&demo);
  haven_demo_make_statuses (&demo);
  haven_demo_make_contacts (&demo);
  haven_demo_make_stories (&demo);
  haven_demo_make_suspensions (&demo);
  haven_demo_make_support (&demo);
  haven_demo_make_learning (&demo);
  haven_demo_make_meetings (&demo);
  haven_demo_make_notes (&demo);
  haven_demo_make_training (&demo);
  haven_demo_make_marks (&demo);
  haven_demo_make_imports (&demo);
  finish (&demo);
}
