/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"
#include "haven-test-system.h"

#include <string.h>

#define MEMBER(record, field, Type) (*(Type *) ((char *) (record) + (field)->offset))

HavenClock
test_clock (void)
{
  return haven_clock_fixed (haven_day_new (2026, 6, 4));
}

HavenStore *
create_store (const char *path)
{
  const HavenStoreUser first = { NAME, HAVEN_ROLE_DSL, PASSPHRASE };
  g_autoptr(GError) error = NULL;
  HavenStore *store = haven_store_create (path, &first, HAVEN_STRETCH_TEST, test_clock (), &error);

  g_assert_no_error (error);
  return store;
}

HavenStore *
open_store (const char *path, HavenStoreMode mode)
{
  g_autoptr(GError) error = NULL;
  HavenStore *store = haven_store_open (path, NAME, PASSPHRASE, mode, test_clock (), &error);

  g_assert_no_error (error);
  return store;
}

void
fixture_set_up_bare (Fixture *fixture, gconstpointer data)
{
  g_assert_true (haven_secret_start (NULL));
  fixture->folder = haven_platform_make_temp_folder (NULL);
  fixture->path = g_build_filename (fixture->folder, "test.haven", NULL);
  fixture->chance = g_rand_new_with_seed (20260604);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up_bare (fixture, data);
  fixture->store = create_store (fixture->path);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  haven_store_close (fixture->store);
  g_assert_true (haven_platform_remove_tree (fixture->folder, NULL));
  g_rand_free (fixture->chance);
  g_free (fixture->path);
  g_free (fixture->folder);
}

void
reopen (Fixture *fixture)
{
  haven_store_close (fixture->store);
  fixture->store = open_store (fixture->path, HAVEN_STORE_WRITER);
}

char *
place (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->path, name, NULL);
}

int
work_and_die (char **words, StoreWork work)
{
  int left = atoi (words[2]);
  HavenStore *store;

  g_assert_true (haven_secret_start (NULL));
  store = open_store (words[0], HAVEN_STORE_WRITER);
  haven_store_set_write_func (store, haven_test_die_after, &left);
  g_assert_true (work (store, words[1]));
  haven_store_set_write_func (store, NULL, NULL);
  haven_store_close (store);
  return EXIT_SUCCESS;
}

void
begin (HavenStore *store)
{
  g_autoptr(GError) error = NULL;

  haven_store_begin (store, FALSE, &error);
  g_assert_no_error (error);
}

HavenTables
commit (HavenStore *store)
{
  g_autoptr(GError) error = NULL;
  HavenTables changed = 0;

  haven_store_commit (store, &changed, NULL, &error);
  g_assert_no_error (error);
  return changed;
}

static char *
invent_text (GRand *chance)
{
  return g_strdup_printf ("Zoë's \"text\" %08x\n%s", g_rand_int (chance), g_rand_boolean (chance) ? "two" : "");
}

static GBytes *
invent_bytes (GRand *chance, const HavenField *field)
{
  gsize size = 100;
  guint8 *bytes;

  if (g_str_equal (field->name, "marks"))
    size = HAVEN_REGISTER_BYTES;
  else if (g_str_equal (field->name, "weeks"))
    size = HAVEN_WEEKS_A_YEAR * sizeof (HavenWeek);
  bytes = g_malloc (size);
  for (gsize i = 0; i < size; i++)
    bytes[i] = g_rand_int_range (chance, 0, 256);
  return g_bytes_new_take (bytes, size);
}

static HavenTable
get_referred (const char *field)
{
  if (g_str_equal (field, "pupil_id"))
    return HAVEN_TABLE_PUPILS;
  if (g_str_equal (field, "meeting_id"))
    return HAVEN_TABLE_MEETINGS;
  if (g_str_equal (field, "suspension_id"))
    return HAVEN_TABLE_SUSPENSIONS;
  if (g_str_equal (field, "request_id"))
    return HAVEN_TABLE_ACCESS_REQUESTS;
  return HAVEN_TABLE_PEOPLE;
}

/* Of the same pupil, where the table knows pupils */
/* What a later schema brought: a store of before is invented without it, or its chance would fall otherwise */
static const struct {
  const char *table;
  const char *field;         /* NULL: the table itself */
  guint schema;
} later[] = {
  { "totals", NULL, 3 }, { "imports", "absent", 3 }, { "imports", "answers", 3 },
  { "lines", NULL, 4 }, { "sentences", NULL, 4 }, { "snoozes", NULL, 5 }, { "lates", NULL, 6 },
  { "holds", NULL, 9 }, { "departures", NULL, 9 }, { "reviews", NULL, 9 }, { "erasures", NULL, 9 },
  { "meetings", "present", 4 }, { "meetings", "apologies", 4 },
  { "meetings", "gathering", 4 }, { "meetings", "shared_on", 4 }, { "meetings", "sent_on", 4 }, { "targets", "baseline", 4 },
  { "targets", "measure", 4 }, { "targets", "child_does", 4 }, { "targets", "ppp_asked", 4 }, { "targets", "ppp_agreed", 4 },
  { "targets", "ppp_spent", 4 }, { "targets", "ppp_effect", 4 },
  { "courses", "open_to", 7 }, { "courses", "url", 7 }, { "events", "online", 7 }, { "events", "cancellation", 7 },
  { "bookings", "person_id", 7 }, { "bookings", "instead_of", 7 }, { "bookings", "topics", 7 }, { "bookings", "title", 7 },
  { "bookings", "starts", 7 }, { "bookings", "ends", 7 }, { "bookings", "place", 7 }, { "bookings", "cancel_by", 7 },
  { "bookings", "news", 7 }, { "bookings", "note", 7 }, { "bookings", "url", 7 }, { "bookings", "certificate", 7 },
  { "training", "certificate", 7 }, { "training", "booking", 7 },
  { "access_requests", NULL, 10 }, { "access_choices", NULL, 10 }, { "transfers", NULL, 10 },
  { "courses", "authority", 8 }, { "events", "authority", 8 }, { "bookings", "authority", 8 }, { "outbox", "authority", 8 },
};

static guint invent_schema = G_MAXUINT;

void
invent_as_of (guint schema)
{
  invent_schema = schema;
}

static gboolean
is_later (const char *table, const char *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (later); i++)
    if (later[i].schema > invent_schema && g_str_equal (later[i].table, table)
        && (later[i].field == NULL || g_strcmp0 (later[i].field, field) == 0))
      return TRUE;
  return FALSE;
}

/* The kinds of imports became more with schema 3: they stand between the four of before and the last */
static int
invent_code (GRand *chance, const HavenField *field)
{
  int n = g_strv_length ((char **) field->codes);
  gboolean fewer = invent_schema < 3 && g_str_equal (field->codes[0], "pupils");
  int code;

  if (invent_schema < 10 && g_str_equal (field->codes[0], "pupils"))        /* sealed records of a child came with schema 10 */
    n--;
  if (invent_schema < 7 && g_str_equal (field->codes[0], "asked"))          /* drafts and what is booked elsewhere came with schema 7, … */
    n = 8;
  if (invent_schema < 7 && g_str_equal (field->codes[0], "booking"))        /* … and answers to surveys */
    n = 3;
  code = g_rand_int_range (chance, 0, fewer ? 5 : n);
  return fewer && code == 4 ? n - 1 : code;
}

static gint64
invent_reference (GRand *chance, const char *field, HavenSchool *school)
{
  GPtrArray *records;

  if (g_str_equal (field, "import_id"))
    return g_rand_int_range (chance, 0, 5);
  records = haven_school_get_table (school, get_referred (field));
  if (records->len == 0)
    return 0;
  return *(const gint64 *) g_ptr_array_index (records, g_rand_int_range (chance, 0, records->len));
}

static void
invent_field (GRand *chance, const HavenField *field, gpointer record, HavenSchool *school)
{
  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    MEMBER (record, field, char *) = invent_text (chance);
    break;
  case HAVEN_FIELD_INT:
    if (g_str_has_suffix (field->name, "_id"))
      MEMBER (record, field, gint64) = invent_reference (chance, field->name, school);
    else
      MEMBER (record, field, gint64) = ((gint64) g_rand_int (chance) << 20) - G_MAXINT32;
    break;
  case HAVEN_FIELD_DAY:
    MEMBER (record, field, HavenDay) = g_rand_boolean (chance) ? HAVEN_DAY_NONE : g_rand_int_range (chance, -9000, 30000);
    break;
  case HAVEN_FIELD_FLAG:
    MEMBER (record, field, gboolean) = g_rand_boolean (chance);
    break;
  case HAVEN_FIELD_CODE:
    MEMBER (record, field, int) = invent_code (chance, field);
    break;
  case HAVEN_FIELD_BYTES:
    MEMBER (record, field, GBytes *) = invent_bytes (chance, field);
    break;
  default:
    g_assert_not_reached ();
  }
}

/* While one stands the pupil cannot be removed, which tests of removing want. */
static void
lift (HavenHold *hold)
{
  hold->lifted_on = MAX (hold->lifted_on, 0);
}

gpointer
invent_record (GRand *chance, HavenTable table, HavenSchool *school)
{
  const HavenKind *kind = haven_table_get_kind (table);
  gpointer record = haven_record_new (kind);

  for (guint i = 1; i < kind->n_fields; i++)
    if (!is_later (kind->name, kind->fields[i].name))
      invent_field (chance, &kind->fields[i], record, school);
  if (table == HAVEN_TABLE_HOLDS)
    lift (record);
  return record;
}

gint64
put (HavenStore *store, HavenTable table, gpointer take_record)
{
  g_autoptr(GError) error = NULL;
  gint64 id;

  haven_store_put (store, table, take_record, &error);
  g_assert_no_error (error);
  id = *(gint64 *) take_record;
  g_assert_cmpint (id, !=, 0);
  haven_record_free (haven_table_get_kind (table), take_record);
  return id;
}

static void
fill_table (Fixture *fixture, HavenTable table, guint n)
{
  g_autoptr(HavenSchool) school = haven_store_read_school (fixture->store, NULL, HAVEN_ALL_TABLES, NULL);

  for (guint i = 0; i < n; i++)
    put (fixture->store, table, invent_record (fixture->chance, table, school));
}

/* What is referred to comes first. */
void
fill_store (Fixture *fixture, guint n_pupils)
{
  static const HavenTable first[] = { HAVEN_TABLE_PUPILS, HAVEN_TABLE_PEOPLE, HAVEN_TABLE_SUSPENSIONS, HAVEN_TABLE_MEETINGS };
  HavenTables done = 0;

  begin (fixture->store);
  for (gsize i = 0; i < G_N_ELEMENTS (first); i++) {
    fill_table (fixture, first[i], n_pupils);
    done |= HAVEN_TABLE_BIT (first[i]);
  }
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    if ((done & HAVEN_TABLE_BIT (table)) == 0 && !is_later (haven_table_get_kind (table)->name, NULL)) {
      fill_table (fixture, table, n_pupils);
      done |= HAVEN_TABLE_BIT (table);
    }
  }
  g_assert_cmpuint (commit (fixture->store), ==, done);
}

HavenSchool *
read_school (HavenStore *store)
{
  g_autoptr(GError) error = NULL;
  HavenSchool *school = haven_store_read_school (store, NULL, HAVEN_ALL_TABLES, &error);

  g_assert_no_error (error);
  return school;
}

static gboolean
is_same_table (HavenTable table, GPtrArray *a, GPtrArray *b)
{
  const HavenKind *kind = haven_table_get_kind (table);

  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    gint64 *one = g_ptr_array_index (a, i), *other = g_ptr_array_index (b, i);
    if (*one != *other || !haven_record_equal (kind, one, other))
      return FALSE;
  }
  return TRUE;
}

gboolean
is_same_school (HavenSchool *a, HavenSchool *b, HavenTables tables)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    if ((tables & HAVEN_TABLE_BIT (table)) != 0
        && !is_same_table (table, haven_school_get_table (a, table), haven_school_get_table (b, table))) {
      g_test_message ("%s differ", haven_table_get_kind (table)->name);
      return FALSE;
    }
  }
  return TRUE;
}

void
assert_same_school (HavenSchool *a, HavenSchool *b)
{
  g_assert_true (is_same_school (a, b, HAVEN_ALL_TABLES));
}

HavenPupil *
invent_pupil (const char *surname, gint64 import_id)
{
  HavenPupil *pupil = haven_pupil_new ();

  pupil->surname = g_strdup (surname);
  pupil->forename = g_strdup ("Amara");
  pupil->import_id = import_id;
  return pupil;
}

HavenImport *
invent_receipt (void)
{
  HavenImport *receipt = haven_import_new ();

  receipt->by = g_strdup (NAME);
  receipt->file = g_strdup ("pupils.csv");
  receipt->made_at = test_clock ().now;
  return receipt;
}
