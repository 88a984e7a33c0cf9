/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform.h"
#include "haven-store.h"
#include "haven-transfer-file.h"
#include "intake-support.h"

#include <string.h>

/* Records of a child who moves (practice 25): sealed at one school, opened at the next, and back to what they were. */

#define SEAL "marble kettle ostrich tunnel"
#define WITHHELD "said in confidence and not chosen"

/* ---- a child with something in every field of every table that travels ---- */

static gboolean
is_reference (const char *name)
{
  return g_str_equal (name, "id") || g_str_has_suffix (name, "_id");
}

static void
add_note (HavenTestSchool *made, gint64 pupil_id, const char *text, gboolean restricted)
{
  HavenNote *note = haven_test_invent (HAVEN_TABLE_NOTES, pupil_id);

  g_free (note->text);
  note->text = g_strdup (text);
  note->restricted = restricted;
  haven_test_school_add (made, HAVEN_TABLE_NOTES, note);
}

static HavenPupil *
invent_child (void)
{
  HavenPupil *pupil = haven_test_invent (HAVEN_TABLE_PUPILS, 0);

  g_free (pupil->upn);
  g_free (pupil->year_group);
  pupil->upn = g_strdup (UPN_NEW);
  pupil->year_group = g_strdup ("9");
  pupil->born = haven_day_new (2012, 2, 3);
  return pupil;
}

/* The child of the sending school; beside it another one, whose records must not go */
static HavenSchool *
make_sender (gint64 *ret_pupil_id)
{
  HavenTestSchool *made = haven_test_school_new ();
  gint64 other = haven_test_school_add_pupil (made, 7, 9), pupil_id, meeting = 0, suspension = 0, worker;
  HavenPerson *person = haven_test_invent (HAVEN_TABLE_PEOPLE, 0);

  person->type = HAVEN_PERSON_SOCIAL_WORKER;
  worker = haven_test_school_add (made, HAVEN_TABLE_PEOPLE, person);
  add_note (made, other, "about another child", FALSE);
  pupil_id = haven_test_school_add (made, HAVEN_TABLE_PUPILS, invent_child ());
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    gpointer record;
    gint64 id;
    if (!haven_transfer_has_table (table) || table == HAVEN_TABLE_PUPILS)
      continue;
    record = haven_test_invent (table, pupil_id);
    if (table == HAVEN_TABLE_PEOPLE)
      ((HavenPerson *) record)->type = HAVEN_PERSON_CONTACT;
    if (table == HAVEN_TABLE_NOTES)
      ((HavenNote *) record)->restricted = FALSE;
    haven_test_refer (table, record, "social_worker_id", worker);
    haven_test_refer (table, record, "meeting_id", meeting);
    haven_test_refer (table, record, "suspension_id", suspension);
    id = haven_test_school_add (made, table, record);
    meeting = table == HAVEN_TABLE_MEETINGS ? id : meeting;
    suspension = table == HAVEN_TABLE_SUSPENSIONS ? id : suspension;
  }
  add_note (made, pupil_id, "restricted and chosen", TRUE);
  add_note (made, pupil_id, WITHHELD, TRUE);
  *ret_pupil_id = pupil_id;
  return haven_test_school_build (made);
}

static GArray *
choose (HavenSchool *school, gint64 pupil_id, const char *text)
{
  HavenSlice notes = haven_school_of_pupil (school, HAVEN_TABLE_NOTES, pupil_id);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < notes.n; i++) {
    const HavenNote *note = notes.items[i];
    if (note->restricted && g_strcmp0 (note->text, text) == 0)
      g_array_append_val (chosen, note->id);
  }
  return chosen;
}

static HavenTransferContent *
gather (void)
{
  gint64 pupil_id;
  g_autoptr (HavenSchool) school = make_sender (&pupil_id);
  g_autoptr (GArray) chosen = choose (school, pupil_id, "restricted and chosen");
  HavenTransferContent *content = haven_transfer_content_new ();

  content->from = g_strdup ("Invented High School");
  content->urn = g_strdup ("999001");
  content->to = g_strdup ("Another Invented School");
  content->recipient = g_strdup ("D. There");
  content->by = g_strdup ("J. Invented");
  content->made_at = 1763740800;
  haven_transfer_gather (content, school, pupil_id, chosen);
  return content;
}

static GBytes *
seal (HavenTransferContent *content)
{
  GBytes *file = haven_transfer_seal (content, SEAL, HAVEN_STRETCH_TEST, NULL);

  g_assert_nonnull (file);
  return file;
}

/* ---- the file ---- */

static void
assert_same_records (HavenTable table, GPtrArray *one, GPtrArray *two)
{
  g_assert_cmpuint (one->len, ==, two->len);
  for (guint i = 0; i < one->len; i++) {
    g_assert_cmpint (*(gint64 *) one->pdata[i], ==, *(gint64 *) two->pdata[i]);
    g_assert_true (haven_record_equal (haven_table_get_kind (table), one->pdata[i], two->pdata[i]));
  }
}

static void
test_round_trip (void)
{
  g_autoptr (HavenTransferContent) content = gather ();
  g_autoptr (GBytes) file = seal (content);
  g_autoptr (HavenTransferContent) opened = haven_transfer_open (file, SEAL, NULL);

  g_assert_nonnull (opened);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_assert_cmpuint (content->tables[table]->len > 0, ==, haven_transfer_has_table (table));
    assert_same_records (table, content->tables[table], opened->tables[table]);
  }
  g_assert_cmpstr (opened->transfer, ==, content->transfer);
  g_assert_cmpstr (opened->from, ==, "Invented High School");
  g_assert_cmpstr (opened->recipient, ==, "D. There");
  g_assert_true (g_bytes_equal (opened->receipt_key, content->receipt_key));
  g_assert_cmpuint (opened->n_unknown, ==, 0);
}

/* The restricted entry that was chosen, and no other; nothing of another child */
static void
test_only_what_was_chosen (void)
{
  g_autoptr (HavenTransferContent) content = gather ();
  GPtrArray *notes = content->tables[HAVEN_TABLE_NOTES];

  g_assert_cmpuint (haven_transfer_count_restricted (content), ==, 1);
  g_assert_cmpuint (notes->len, ==, 2);
  for (guint i = 0; i < notes->len; i++)
    g_assert_cmpstr (((HavenNote *) notes->pdata[i])->text, !=, WITHHELD);
  g_assert_cmpuint (content->tables[HAVEN_TABLE_PUPILS]->len, ==, 1);
}

static gboolean
has_bytes (GBytes *file, const char *text)
{
  gsize size, length = strlen (text);
  const char *bytes = g_bytes_get_data (file, &size);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (bytes + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

static void
test_nothing_in_clear (void)
{
  g_autoptr (HavenTransferContent) content = gather ();
  g_autoptr (GBytes) file = seal (content);
  static const char *const words[] = { UPN_NEW, "Invented", "surname", "notes", "pupils" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (has_bytes (file, words[i]));
}

static void
assert_refused (const guint8 *bytes, gsize size, const char *passphrase)
{
  g_autoptr (GBytes) file = g_bytes_new (bytes, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_transfer_open (file, passphrase, &error));
  g_assert_true (error != NULL && error->domain == HAVEN_ERROR && strlen (error->message) > 30);
}

static void
test_cut_and_flipped (void)
{
  g_autoptr (HavenTransferContent) content = gather ();
  g_autoptr (GBytes) file = seal (content);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file, &size);
  g_autofree guint8 *copy = g_memdup2 (bytes, size);

  for (gsize n = 0; n < size; n++)
    assert_refused (bytes, n, SEAL);
  for (gsize n = 0; n < size; n++) {
    copy[n] ^= 1 << n % 8;
    assert_refused (copy, size, SEAL);
    copy[n] = bytes[n];
  }
  g_test_message ("%" G_GSIZE_FORMAT " cuts and as many flips refused", size);
}

static void
assert_code (GBytes *file, const char *passphrase, HavenErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_transfer_open (file, passphrase, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
}

/* Where a number of the header stands, what is put there, and what is said of it: before memory is taken */
static const struct {
  gsize place;
  guint32 number;
  HavenErrorCode code;
} headers[] = {
  { 8, 0, HAVEN_ERROR_DAMAGED }, { 8, 2, HAVEN_ERROR_TOO_NEW }, { 8, G_MAXUINT32, HAVEN_ERROR_TOO_NEW },
  { 12, G_MAXUINT32, HAVEN_ERROR_DAMAGED }, { 12, 0, HAVEN_ERROR_DAMAGED }, { 12, HAVEN_STRETCH_MAX_KIB + 1, HAVEN_ERROR_DAMAGED },
  { 12, HAVEN_STRETCH_MIN_KIB - 1, HAVEN_ERROR_DAMAGED }, { 16, 0, HAVEN_ERROR_DAMAGED }, { 16, G_MAXUINT32, HAVEN_ERROR_DAMAGED },
};

static void
test_header (void)
{
  g_autoptr (HavenTransferContent) content = gather ();
  g_autoptr (GBytes) file = seal (content), other = g_bytes_new_static ("HAVENBAK and so on", 18);

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    gsize size;
    guint8 *copy = g_memdup2 (g_bytes_get_data (file, &size), g_bytes_get_size (file));
    guint32 number = GUINT32_TO_LE (headers[i].number);
    g_autoptr (GBytes) changed = NULL;
    memcpy (copy + headers[i].place, &number, sizeof number);
    changed = g_bytes_new_take (copy, size);
    assert_code (changed, SEAL, headers[i].code);
  }
  assert_code (other, SEAL, HAVEN_ERROR_NOT_A_STORE);
  assert_code (file, "another passphrase", HAVEN_ERROR_LOCKED);
}

/* ---- what is in it, if somebody made it by hand ---- */

static char *
replace (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, what, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (with, parts);
}

static const struct {
  const char *what;
  const char *with;
} lies[] = {
  { "haven-transfer/1", "haven-transfer/9" },
  { "\"pupils\":[", "\"pupils\":[7," },
  { "\"pupils\":[", "\"nobody\":[" },
  { "\"tables\":{", "\"tables\":[{" },
  { "\"receipt_key\":\"", "\"receipt_key\":\"AAAA" },
  { "\"status\":\"CP\"", "\"status\":\"KING\"" },
  { "\"year\":2025", "\"year\":20250000000" },
  { "\"year\":2025", "\"year\":\"2025\"" },
  { "\"marks\":\"", "\"marks\":\"AAAA" },
  { "\"parental_responsibility\":true", "\"parental_responsibility\":1" },
  { "\"made_at\":1763740800", "\"made_at\":null" },
  { "\"type\":\"contact\"", "\"type\":\"staff\"" },
};

static void
test_lies (void)
{
  g_autoptr (HavenTransferContent) content = gather ();
  g_autoptr (GBytes) file = seal (content), json = haven_transfer_unseal (file, SEAL, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++) {
    g_autofree char *lie = replace (text, lies[i].what, lies[i].with);
    g_autoptr (GBytes) bytes = g_bytes_new (lie, strlen (lie));
    g_autoptr (GError) error = NULL;
    g_test_message ("%s", lies[i].with);
    g_assert_null (haven_transfer_parse (bytes, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  }
}

/* A newer Haven has tables and fields of which this one knows nothing: they are counted, and told */
static void
test_unknown (void)
{
  g_autoptr (HavenTransferContent) content = gather (), read = NULL;
  g_autoptr (GBytes) file = seal (content), json = haven_transfer_unseal (file, SEAL, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_autofree char *more = replace (text, "\"tables\":{", "\"tables\":{\"dreams\":[{}],");
  g_autofree char *most = replace (more, "\"surname\":", "\"second_surname\":\"X\",\"surname\":");
  g_autoptr (GBytes) bytes = g_bytes_new (most, strlen (most));

  read = haven_transfer_parse (bytes, NULL);
  g_assert_nonnull (read);
  g_assert_cmpuint (read->n_unknown, ==, 2);
}

/* ---- at the other end ---- */

typedef struct {
  char *folder;
  char *path;
  HavenStore *store;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const HavenStoreUser first = { "D. There", HAVEN_ROLE_DSL, "an invented passphrase" };

  self->folder = haven_platform_make_temp_folder (NULL);
  self->path = g_build_filename (self->folder, "there.haven", NULL);
  self->store = haven_store_create (self->path, &first, HAVEN_STRETCH_TEST, test_clock (), NULL);
  g_assert_nonnull (self->store);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  haven_store_close (self->store);
  g_assert_true (haven_platform_remove_tree (self->folder, NULL));
  g_free (self->path);
  g_free (self->folder);
}

static HavenSchool *
read_school (Fixture *self)
{
  HavenSchool *school = haven_store_read_school (self->store, NULL, HAVEN_ALL_TABLES, NULL);

  g_assert_nonnull (school);
  return school;
}

static GBytes *
make_json (void)
{
  g_autoptr (HavenTransferContent) content = gather ();
  g_autoptr (GBytes) file = seal (content);

  return haven_transfer_unseal (file, SEAL, NULL);
}

/* answer: key, answer, or NULL */
static HavenImportPreview *
stage (GBytes *json, HavenSchool *school, const char *key, const char *answer)
{
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (HAVEN_IMPORT_TRANSFER);
  HavenImportPreview *preview;

  if (key != NULL)
    haven_import_choices_set_answer (choices, key, answer);
  preview = haven_intake_stage_bytes_chosen ("7f3a91c2.haven-transfer", json, choices, school, test_clock (), NULL);
  g_assert_nonnull (preview);
  return preview;
}

static gint64
take_in (Fixture *self, GBytes *json)
{
  g_autoptr (HavenSchool) school = read_school (self);
  g_autoptr (HavenImportPreview) preview = stage (json, school, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  haven_intake_apply (self->store, preview, test_clock (), &id, &error);
  g_assert_no_error (error);
  return id;
}

/* Texts, days and numbers of its own are as they were sent; what it refers to is something, where it was something there */
static void
assert_arrived (HavenTable table, gconstpointer sent, gconstpointer here)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 1; i < kind->n_fields; i++) {
    const char *name = kind->fields[i].name;
    if (g_str_equal (name, "import_id"))
      continue;
    if (is_reference (name))
      g_assert_cmpint (G_STRUCT_MEMBER (gint64, sent, kind->fields[i].offset) != 0, ==,
                       G_STRUCT_MEMBER (gint64, here, kind->fields[i].offset) != 0);
    else if (!haven_record_field_equal (kind, sent, here, i))
      g_error ("%s.%s did not arrive", kind->name, name);
  }
}

static void
test_between_stores (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) json = make_json ();
  g_autoptr (HavenTransferContent) content = haven_transfer_parse (json, NULL);
  g_autoptr (HavenSchool) there = NULL;
  const HavenPupil *pupil;

  take_in (self, json);
  there = read_school (self);
  pupil = haven_school_find_upn (there, UPN_NEW);
  g_assert_nonnull (pupil);
  g_assert_null (pupil->admission_no);
  g_assert_cmpint (pupil->left, ==, HAVEN_DAY_NONE);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    GPtrArray *rows = haven_school_get_table (there, table);
    if (!haven_transfer_has_table (table) || table == HAVEN_TABLE_PUPILS)
      continue;
    g_assert_cmpuint (rows->len, ==, content->tables[table]->len);
    for (guint i = 0; table != HAVEN_TABLE_PEOPLE && i < rows->len; i++)
      assert_arrived (table, content->tables[table]->pdata[i], rows->pdata[i]);
  }
  g_assert_cmpuint (haven_school_get_table (there, HAVEN_TABLE_TRANSFERS)->len, ==, 1);
}

/* The second time nothing is new */
static void
test_twice (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) json = make_json ();
  g_autoptr (HavenSchool) there = NULL;
  g_autoptr (HavenImportPreview) again = NULL;

  take_in (self, json);
  there = read_school (self);
  again = stage (json, there, NULL, NULL);
  g_assert_cmpuint (again->added, ==, 0);
  g_assert_cmpuint (again->changed, ==, 0);
  g_assert_true (assumes (again, "before"));
}

static gboolean
take_back (Fixture *self, gint64 id)
{
  gboolean done = haven_store_begin (self->store, TRUE, NULL) && haven_store_undo_import (self->store, id, test_clock (), NULL);

  return done && haven_store_commit (self->store, NULL, NULL, NULL);
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) json = make_json ();
  g_autoptr (HavenSchool) before = read_school (self), after_all = NULL;

  g_assert_true (take_back (self, take_in (self, json)));
  after_all = read_school (self);
  g_assert_true (is_same_school (before, after_all, HAVEN_ALL_TABLES & ~HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS)));
}

static gboolean
fail_at (gpointer left)
{
  return --*(int *) left != 0;
}

static gboolean
try_with (Fixture *self, HavenImportPreview *preview, int step)
{
  int left = step;
  gboolean done;

  haven_store_set_write_func (self->store, fail_at, &left);
  done = haven_intake_apply (self->store, preview, test_clock (), NULL, NULL);
  haven_store_set_write_func (self->store, NULL, NULL);
  return done;
}

/* Fails at the n-th write until none fails: the school is as it was, or has all of it */
static void
test_fail_at_every_step (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) json = make_json ();
  g_autoptr (HavenSchool) before = read_school (self);
  g_autoptr (HavenImportPreview) preview = stage (json, before, NULL, NULL);
  int step = 1;

  while (!try_with (self, preview, step)) {
    g_autoptr (HavenSchool) now = read_school (self);
    g_assert_true (is_same_school (before, now, HAVEN_ALL_TABLES));
    step++;
  }
  g_assert_cmpint (step, >, 20);
  g_test_message ("%d steps failed, and nothing was written by any", step - 1);
}

/* ---- whoever is here already ---- */

static HavenSchool *
make_receiver (const char *upn, const char *surname)
{
  HavenTestSchool *made = haven_test_school_new ();
  HavenPupil *pupil = haven_pupil_new ();
  guint8 marks[HAVEN_REGISTER_BYTES] = { 0 };
  HavenRegister *kept = haven_register_new ();

  pupil->upn = g_strdup (upn);
  pupil->surname = g_strdup (surname);
  pupil->forename = g_strdup_printf ("%s “%s” = %u\nLlŷr", "pupils", "forename", 4);
  pupil->born = haven_day_new (2012, 2, 3);
  pupil->year_group = g_strdup ("9");
  marks[20] = 'N';
  kept->pupil_id = haven_test_school_add (made, HAVEN_TABLE_PUPILS, pupil);
  kept->year = 2025;
  kept->marks = g_bytes_new (marks, sizeof marks);
  haven_test_school_add (made, HAVEN_TABLE_REGISTERS, kept);
  return haven_test_school_build (made);
}

static void
test_nothing_is_overwritten (void)
{
  g_autoptr (GBytes) json = make_json ();
  g_autoptr (HavenSchool) here = make_receiver (UPN_NEW, "Kept");
  g_autoptr (HavenImportPreview) preview = stage (json, here, NULL, NULL), taken = stage (json, here, "field:surname", "file");
  g_autoptr (HavenSchool) left = haven_intake_preview_school (here, preview), right = haven_intake_preview_school (here, taken);
  const HavenPupil *pupil = haven_school_find_upn (left, UPN_NEW);

  g_assert_cmpuint (haven_school_get_n_pupils (left), ==, 1);
  g_assert_cmpstr (asked (preview, "field:surname")->answer, ==, "here");
  g_assert_cmpstr (pupil->surname, ==, "Kept");
  g_assert_nonnull (pupil->language);           /* empty here: filled in */
  g_assert_cmpuint (preview->changes->len, >, 0);
  g_assert_cmpint (haven_school_get_marks (left, pupil->id, 2025)[20], ==, 'N');
  g_assert_cmpint (haven_school_get_marks (left, pupil->id, 2025)[21], ==, 'I');
  g_assert_true (assumes (preview, "stay as they are here: 1"));
  g_assert_cmpstr (haven_school_find_upn (right, UPN_NEW)->surname, !=, "Kept");
}

/* The same name and day of birth under another UPN: nothing is taken before somebody says whether it is the same child */
static void
test_same_child (void)
{
  g_autoptr (GBytes) json = make_json ();
  g_autofree char *surname = g_strdup_printf ("%s “%s” = %u\nLlŷr", "pupils", "surname", 3);
  g_autoptr (HavenSchool) here = make_receiver (UPN_ONE, surname);
  g_autoptr (HavenImportPreview) open = stage (json, here, NULL, NULL);
  const char *key = ((HavenImportQuestion *) open->questions->pdata[0])->key;
  g_autoptr (HavenImportPreview) same = stage (json, here, key, "yes"), other = stage (json, here, key, "no");
  g_autoptr (HavenSchool) one = haven_intake_preview_school (here, same), two = haven_intake_preview_school (here, other);

  g_assert_true (haven_import_preview_is_open (open));
  g_assert_cmpuint (haven_school_get_n_pupils (one), ==, 1);
  g_assert_cmpuint (haven_school_get_n_pupils (two), ==, 2);
}

/* ---- receipts ---- */

static HavenTransfer *
make_row (HavenTransferContent *content, gboolean incoming)
{
  HavenTransfer *row = haven_transfer_new ();

  row->transfer = g_strdup (content->transfer);
  row->incoming = incoming;
  row->digest = haven_transfer_dup_digest (content);
  row->receipt_key = g_bytes_ref (content->receipt_key);
  row->received_on = haven_day_new (2025, 11, 21);
  row->received_by = g_strdup ("D. There, Another Invented School");
  return row;
}

static HavenTransferReceipt *
read_receipt (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return haven_transfer_receipt_parse (bytes, NULL);
}

static gboolean
is_true (const char *text, const HavenTransfer *sent)
{
  g_autoptr (HavenTransferReceipt) receipt = read_receipt (text);

  return receipt != NULL && haven_transfer_receipt_check (receipt, sent, NULL);
}

static void
test_receipt (void)
{
  g_autoptr (HavenTransferContent) content = gather (), other = gather ();
  g_autoptr (GBytes) file = seal (content), other_file = seal (other);
  g_autoptr (HavenTransfer) sent = make_row (content, FALSE), came = make_row (content, TRUE), unlike = make_row (other, FALSE);
  g_autofree char *text = haven_transfer_receipt_print (came);
  g_autofree char *later = replace (text, "2025-11-21", "2025-11-28"), *whoever = replace (text, "D. There", "N. Body");

  g_assert_true (is_true (text, sent));
  g_assert_false (is_true (text, unlike));
  g_assert_false (is_true (later, sent));
  g_assert_false (is_true (whoever, sent));
  g_assert_null (read_receipt ("not a receipt"));
  g_assert_null (read_receipt (""));
  g_assert_null (strstr (text, "surname"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  g_test_add_func ("/intake/transfer/practice_25/round-trip", test_round_trip);
  g_test_add_func ("/intake/transfer/practice_25/S26/only-what-was-chosen", test_only_what_was_chosen);
  g_test_add_func ("/intake/transfer/practice_25/nothing-in-clear", test_nothing_in_clear);
  g_test_add_func ("/intake/transfer/cut-and-flipped", test_cut_and_flipped);
  g_test_add_func ("/intake/transfer/header", test_header);
  g_test_add_func ("/intake/transfer/lies", test_lies);
  g_test_add_func ("/intake/transfer/unknown", test_unknown);
  ADD ("/intake/transfer/practice_25/between-stores", test_between_stores);
  ADD ("/intake/transfer/twice", test_twice);
  ADD ("/intake/transfer/undo", test_undo);
  ADD ("/intake/transfer/fail-at-every-step", test_fail_at_every_step);
  g_test_add_func ("/intake/transfer/practice_25/nothing-is-overwritten", test_nothing_is_overwritten);
  g_test_add_func ("/intake/transfer/same-child", test_same_child);
  g_test_add_func ("/intake/transfer/practice_25/S26/receipt", test_receipt);
  return g_test_run ();
}
