/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever leaves a school is searched for everything that the store knows of a child: no name, UPN, date of birth, address, note or other
 * text of the store stands in it. */
#include "session-fixture.h"

#include <string.h>

#include "haven-authority.h"
#include "haven-meeting.h"
#include "haven-pupil.h"
#include "haven-suspension.h"
#include "haven-support.h"
#include "haven-spell.h"
#include "haven-person.h"
#include "haven-test-long.h"
#include "haven-training.h"

#define SHORTEST 4                         /* shorter texts are codes and initials, which any file has by chance */

typedef struct {
  HavenTable table;
  const HavenKind *kind;
} Source;

static const Source sources[] = {
  { HAVEN_TABLE_PUPILS, &HAVEN_KIND_PUPIL }, { HAVEN_TABLE_PEOPLE, &HAVEN_KIND_PERSON }, { HAVEN_TABLE_SPELLS, &HAVEN_KIND_SPELL },
  { HAVEN_TABLE_SUSPENSIONS, &HAVEN_KIND_SUSPENSION }, { HAVEN_TABLE_NOTICES, &HAVEN_KIND_NOTICE }, { HAVEN_TABLE_PLANS, &HAVEN_KIND_PLAN },
  { HAVEN_TABLE_INTERVENTIONS, &HAVEN_KIND_INTERVENTION }, { HAVEN_TABLE_PROVISION, &HAVEN_KIND_PROVISION },
  { HAVEN_TABLE_MOVES, &HAVEN_KIND_MOVE }, { HAVEN_TABLE_MEETINGS, &HAVEN_KIND_MEETING }, { HAVEN_TABLE_TARGETS, &HAVEN_KIND_TARGET },
  { HAVEN_TABLE_ACTIONS, &HAVEN_KIND_ACTION }, { HAVEN_TABLE_NOTES, &HAVEN_KIND_NOTE }, { HAVEN_TABLE_LINES, &HAVEN_KIND_LINE },
};

/* A word of the school's own making: it has a capital or a blank. Codes ("secondary", "none") are lower case, and stand in every return. */
static gboolean
is_words (const char *text)
{
  gboolean words = strchr (text, ' ') != NULL;

  for (const char *at = text; *at != '\0'; at++)
    words |= g_ascii_isupper (*at);
  return words && strlen (text) >= SHORTEST;
}

static void
add_days (GHashTable *secrets, HavenDay day)
{
  int year, month, dom;

  if (day == HAVEN_DAY_NONE)
    return;
  haven_day_get_ymd (day, &year, &month, &dom);
  g_hash_table_add (secrets, g_strdup_printf ("%04d-%02d-%02d", year, month, dom));
  g_hash_table_add (secrets, g_strdup_printf ("%02d/%02d/%04d", dom, month, year));
  g_hash_table_add (secrets, g_strdup_printf ("%04d%02d%02d", year, month, dom));
}

static void
add_texts (GHashTable *secrets, const HavenKind *kind, gconstpointer record)
{
  for (guint i = 0; i < kind->n_fields; i++) {
    g_autofree char *text = kind->fields[i].type == HAVEN_FIELD_TEXT ? haven_record_dup_field (kind, record, i) : NULL;

    if (text != NULL && is_words (text))
      g_hash_table_add (secrets, g_steal_pointer (&text));
  }
}

/* Who asks for a place in a course goes by name: staff, who may stand in a meeting's papers too. */
static void
drop_staff (GHashTable *secrets, HavenSchool *school)
{
  GPtrArray *bookings = haven_school_get_table (school, HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *booking = g_ptr_array_index (bookings, i);

    g_hash_table_remove (secrets, booking->name);
    g_hash_table_remove (secrets, booking->role);
  }
}

static GHashTable *
list_secrets (HavenSchool *school)
{
  GHashTable *secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *pupils = haven_school_get_table (school, HAVEN_TABLE_PUPILS);

  for (guint s = 0; s < G_N_ELEMENTS (sources); s++) {
    GPtrArray *records = haven_school_get_table (school, sources[s].table);

    for (guint i = 0; i < records->len; i++)
      add_texts (secrets, sources[s].kind, g_ptr_array_index (records, i));
  }
  for (guint i = 0; i < pupils->len; i++)
    add_days (secrets, ((HavenPupil *) g_ptr_array_index (pupils, i))->born);
  drop_staff (secrets, school);
  return secrets;
}

static gboolean
holds (const char *data, gsize size, const char *text)
{
  const gsize length = strlen (text);
  const char *at = data, *end = data + size;

  while (at != NULL && (gsize) (end - at) >= length && (at = memchr (at, text[0], end - at - length + 1)) != NULL) {
    if (memcmp (at, text, length) == 0)
      return TRUE;
    at++;
  }
  return FALSE;
}

/* The first secret that stands in the bytes; NULL: none */
static const char *
find_secret (GHashTable *secrets, GBytes *bytes)
{
  GHashTableIter iter;
  gpointer secret;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &secret, NULL))
    if (holds (data, size, secret))
      return secret;
  return NULL;
}

static void
assert_no_secret (GHashTable *secrets, GBytes *bytes, const char *what)
{
  const char *found = bytes != NULL ? find_secret (secrets, bytes) : NULL;

  if (found != NULL)
    g_error ("%s holds “%s”", what, found);
}

static void
add_canary (Fixture *fixture, guint seed)
{
  g_autofree char *surname = g_strdup_printf ("Zyxwvut%u", seed), *text = g_strdup_printf ("lives above the shop number %u", seed);
  gint64 pupil = fixture_add_pupil (fixture, "X999999999999", surname);
  HavenNote *note = haven_note_new ();

  note->pupil_id = pupil;
  note->text = g_strdup (text);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_NOTES, note), NULL), >, 0);
}

static guint
search_returns (Fixture *fixture, GHashTable *secrets)
{
  guint searched = 0;

  for (guint term = HAVEN_TERM_AUTUMN; term <= HAVEN_TERM_YEAR; term++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenRelease) release = haven_session_release (fixture->session, (HavenPeriod) { 2025, term }, &error);

    if (release == NULL)
      continue;                           /* has not begun */
    assert_no_secret (secrets, haven_release_get_bytes (release), "a return");
    haven_session_note_looked (fixture->session, release);
    g_assert_cmpint (haven_session_run (fixture->session, haven_command_queue_release (release, "Q. Invented"), NULL), >, 0);
    searched++;
  }
  return searched;
}

/* The bodies of everything that waits: returns, and the demo's bookings. What is private to one transport (addresses, keys of requests) too. */
static guint
search_outbox (Fixture *fixture, GHashTable *secrets)
{
  GPtrArray *outbox = haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_OUTBOX);
  g_autoptr (GBytes) file = haven_session_save_outbox (fixture->session, HAVEN_AUTHORITY_OWN, NULL);

  for (guint i = 0; i < outbox->len; i++) {
    const HavenOutboxItem *item = g_ptr_array_index (outbox, i);
    g_autoptr (GBytes) target = g_bytes_new (item->target, strlen (item->target));

    assert_no_secret (secrets, target, "an address");
    assert_no_secret (secrets, item->body, haven_outbox_type_code (item->type));
  }
  assert_no_secret (secrets, file, "the file of what waits");
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_set ("backup.days", "7"), NULL), >=, 0);   /* after what saving noted */
  return outbox->len;
}

static void
search_school (guint seed, guint *ret_secrets, guint *ret_searched)
{
  Fixture fixture = { 0 };
  g_autoptr (GHashTable) secrets = NULL;

  fixture_set_up (&fixture, NULL);
  g_assert_true (haven_session_fill_demo (fixture.session, HAVEN_DEMO_SMALL, seed, NULL));
  add_canary (&fixture, seed);
  secrets = list_secrets (haven_session_get_school (fixture.session));
  *ret_secrets += g_hash_table_size (secrets);
  *ret_searched += search_returns (&fixture, secrets);
  *ret_searched += search_outbox (&fixture, secrets);
  fixture_tear_down (&fixture, NULL);
}

static void
test_nothing_of_a_child_leaves (void)
{
  const guint rounds = haven_test_rounds ("schools", 3, 60);
  guint n_secrets = 0, searched = 0;

  for (guint seed = 1; seed <= rounds; seed++)
    search_school (seed, &n_secrets, &searched);
  g_test_message ("%u secrets of %u schools in none of %u files", n_secrets, rounds, searched);
  g_assert_cmpuint (n_secrets, >, 100 * rounds);
  g_assert_cmpuint (searched, >, 2 * rounds);
}

/* That the search would find one: a name, a day and a note, each put into a return. */
static void
test_finds_a_leak (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) secrets = NULL;
  GHashTableIter iter;
  gpointer secret;

  add_canary (fixture, 7);
  secrets = list_secrets (haven_session_get_school (fixture->session));
  g_assert_true (g_hash_table_contains (secrets, "Zyxwvut7"));
  g_assert_true (g_hash_table_contains (secrets, "lives above the shop number 7"));
  g_assert_true (g_hash_table_contains (secrets, "X999999999999"));
  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &secret, NULL)) {
    g_autofree char *text = g_strconcat ("{\"group\":\"", secret, "\"}", NULL);
    g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

    g_assert_nonnull (find_secret (secrets, bytes));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  g_test_add_func ("/session/practice_37/nothing-of-a-child-leaves", test_nothing_of_a_child_leaves);
  fixture_add ("/session/leaks/the-search-finds-one", test_finds_a_leak);
  return g_test_run ();
}
