/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-school.h"

#include <string.h>

/* Every member of every kind is filled, changed and compared through the field table; a member that the table forgot would show as
 * bytes of the struct that no field covers. */

static gsize
field_size (const HavenField *field)
{
  switch (field->type) {
  case HAVEN_FIELD_INT:
    return sizeof (gint64);
  case HAVEN_FIELD_DAY:
    return sizeof (HavenDay);
  case HAVEN_FIELD_FLAG:
  case HAVEN_FIELD_CODE:
    return sizeof (int);
  default:
    return sizeof (gpointer);
  }
}

static void
fill_field (const HavenField *field, gpointer record, int seed)
{
  gpointer member = (char *) record + field->offset;

  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    g_free (*(char **) member);
    *(char **) member = g_strdup_printf ("%s %d", field->name, seed);
    break;
  case HAVEN_FIELD_INT:
    *(gint64 *) member = seed;
    break;
  case HAVEN_FIELD_DAY:
    *(HavenDay *) member = 20000 + seed;
    break;
  case HAVEN_FIELD_FLAG:
    *(gboolean *) member = seed % 2;
    break;
  case HAVEN_FIELD_CODE:
    *(int *) member = seed % (int) g_strv_length ((char **) field->codes);
    break;
  case HAVEN_FIELD_BYTES:
    g_clear_pointer ((GBytes **) member, g_bytes_unref);
    *(GBytes **) member = g_bytes_new (&seed, sizeof seed);
    break;
  default:
    g_assert_not_reached ();
  }
}

static gpointer
make_filled (const HavenKind *kind)
{
  gpointer record = haven_record_new (kind);

  for (guint i = 0; i < kind->n_fields; i++)
    fill_field (&kind->fields[i], record, 1);
  return record;
}

static void
check_tables_cover_structs (gconstpointer data)
{
  const HavenKind *kind = data;
  g_autofree guint8 *covered = g_malloc0 (kind->size);
  guint bare = 0;

  for (guint i = 0; i < kind->n_fields; i++)
    memset (covered + kind->fields[i].offset, 1, field_size (&kind->fields[i]));
  for (gsize i = 0; i < kind->size; i++)
    bare = covered[i] ? 0 : bare + 1;
  for (gsize i = 0, run = 0; i < kind->size; i++) {
    run = covered[i] ? 0 : run + 1;
    g_assert_cmpuint (run, <=, 4);         /* more than that is no padding but a member */
  }
  g_assert_cmpuint (bare, <=, 4);
}

static void
check_id_first (gconstpointer data)
{
  const HavenKind *kind = data;

  g_assert_cmpstr (kind->fields[0].name, ==, "id");
  g_assert_cmpuint (kind->fields[0].offset, ==, 0);
  g_assert_cmpint (kind->fields[0].type, ==, HAVEN_FIELD_INT);
}

static void
check_new_is_empty (gconstpointer data)
{
  const HavenKind *kind = data;
  gpointer record = haven_record_new (kind);

  for (guint i = 0; i < kind->n_fields; i++) {
    const HavenField *field = &kind->fields[i];
    g_autofree char *text = haven_record_dup_field (kind, record, i);
    const char *empty = field->type == HAVEN_FIELD_INT ? "0" : field->type == HAVEN_FIELD_FLAG ? "no" : "";
    g_assert_cmpstr (text, ==, field->type == HAVEN_FIELD_CODE ? field->codes[0] : empty);
  }
  haven_record_free (kind, record);
}

static void
check_copy_is_equal (gconstpointer data)
{
  const HavenKind *kind = data;
  gpointer record = make_filled (kind);
  gpointer copy = haven_record_copy (kind, record);

  g_assert_true (haven_record_equal (kind, record, copy));
  for (guint i = 0; i < kind->n_fields; i++) {
    g_autofree char *one = haven_record_dup_field (kind, record, i);
    g_autofree char *two = haven_record_dup_field (kind, copy, i);
    g_assert_cmpstr (one, ==, two);
  }
  haven_record_free (kind, record);
  g_assert_true (haven_record_equal (kind, copy, copy));   /* owns what it holds */
  haven_record_free (kind, copy);
}

static void
check_every_field_counts (gconstpointer data)
{
  const HavenKind *kind = data;

  for (guint i = 0; i < kind->n_fields; i++) {
    gpointer one = make_filled (kind);
    gpointer two = make_filled (kind);
    fill_field (&kind->fields[i], two, 2);
    g_assert_cmpint (haven_record_equal (kind, one, two), ==, i == 0);
    haven_record_free (kind, one);
    haven_record_free (kind, two);
  }
}

static void
check_names_are_distinct (gconstpointer data)
{
  const HavenKind *kind = data;

  for (guint i = 0; i < kind->n_fields; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (kind->fields[i].name, !=, kind->fields[j].name);
}

static void
test_null_is_not_empty_text (void)
{
  g_autoptr (HavenPupil) one = haven_pupil_new ();
  g_autoptr (HavenPupil) two = haven_pupil_new ();

  two->upn = g_strdup ("");
  g_assert_false (haven_record_equal (&HAVEN_KIND_PUPIL, one, two));
  g_assert_null (haven_pupil_copy (NULL));
  haven_pupil_free (NULL);
}

static void
test_wrong_code_prints_as_number (void)
{
  g_autoptr (HavenSpell) spell = haven_spell_new ();
  g_autofree char *text = NULL;

  spell->status = 99;
  text = haven_record_dup_field (&HAVEN_KIND_SPELL, spell, 2);
  g_assert_cmpstr (text, ==, "99");
}

static void
test_tables_have_their_own_kind (void)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_assert_nonnull (haven_table_get_kind (table));
    for (HavenTable other = 0; other < table; other++)
      g_assert_cmpstr (haven_table_get_kind (table)->name, !=, haven_table_get_kind (other)->name);
  }
  g_assert_cmpstr (haven_table_get_kind (HAVEN_TABLE_REGISTERS)->name, ==, "registers");
  g_assert_cmpstr (haven_table_get_kind (HAVEN_TABLE_RELEASES)->name, ==, "releases");
}

static void
test_codes_round (void)
{
  HavenStatus status;
  HavenSuspensionType type;
  HavenRole role;
  HavenImportType import;

  for (HavenStatus s = HAVEN_STATUS_NONE; s <= HAVEN_STATUS_KINSHIP; s++) {
    g_assert_true (haven_status_parse (haven_status_code (s), &status));
    g_assert_cmpint (status, ==, s);
    g_assert_cmpstr (haven_status_text (s), !=, "");
  }
  g_assert_false (haven_status_parse ("CPX", &status));
  g_assert_false (haven_status_parse (NULL, &status));
  g_assert_true (haven_suspension_type_parse ("FIXD", &type));
  g_assert_cmpint (type, ==, HAVEN_SUSPENSION);
  g_assert_true (haven_suspension_type_parse ("perm", &type));
  g_assert_cmpint (type, ==, HAVEN_PERMANENT);
  g_assert_true (haven_role_parse ("dt", &role));
  g_assert_cmpint (role, ==, HAVEN_ROLE_DT);
  g_assert_true (haven_import_type_parse ("auto", &import));
  g_assert_cmpint (import, ==, HAVEN_IMPORT_AUTO);
  g_assert_cmpstr (haven_status_code (HAVEN_STATUS_CLA), ==, "CLA");
  g_assert_cmpstr (haven_status_text (HAVEN_STATUS_CP), ==, "on a child protection plan");
  g_assert_cmpstr (haven_status_text (99), ==, "");
  g_assert_cmpstr (haven_notice_to_text (HAVEN_NOTICE_SOCIAL_WORKER), ==, "social worker");
  g_assert_cmpstr (haven_booking_state_code (HAVEN_BOOKING_NOT_OFFERED), ==, "not-offered");
  g_assert_cmpstr (haven_booking_state_text (HAVEN_BOOKING_NOT_OFFERED), ==, "not offered");
  g_assert_cmpstr (haven_outbox_state_code (HAVEN_OUTBOX_WAITING), ==, "waiting");
  g_assert_cmpstr (haven_outbox_type_code (HAVEN_OUTBOX_RELEASE), ==, "release");
}

static void
test_preview_keeps_only_the_first (void)
{
  g_autoptr (HavenImportPreview) preview = haven_import_preview_new ("/somewhere/marks.csv", HAVEN_IMPORT_MARKS);

  for (guint i = 0; i < 1500; i++) {
    haven_import_preview_add_problem (preview, i + 2, "Mark", "unknown-code", g_strdup ("No such code."));
    haven_import_preview_add_change (preview, g_strdup ("what"), g_strdup ("before"), g_strdup ("after"));
  }
  g_assert_cmpstr (preview->file, ==, "marks.csv");
  g_assert_cmpuint (preview->n_problems, ==, 1500);
  g_assert_cmpuint (preview->problems->len, ==, 1000);
  g_assert_cmpuint (preview->changes->len, ==, HAVEN_IMPORT_EXAMPLES);
}

static void
add_checks_of_kind (const HavenKind *kind)
{
  static const struct {
    const char *name;
    GTestDataFunc check;
  } checks[] = {
    { "id-first", check_id_first },
    { "covers-struct", check_tables_cover_structs },
    { "names", check_names_are_distinct },
    { "new-is-empty", check_new_is_empty },
    { "copy-is-equal", check_copy_is_equal },
    { "every-field-counts", check_every_field_counts },
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autofree char *path = g_strdup_printf ("/model/record/%s/%s", kind->name, checks[i].name);
    g_test_add_data_func (path, kind, checks[i].check);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    add_checks_of_kind (haven_table_get_kind (table));
  g_test_add_func ("/model/record/null-is-not-empty-text", test_null_is_not_empty_text);
  g_test_add_func ("/model/record/wrong-code-prints-as-number", test_wrong_code_prints_as_number);
  g_test_add_func ("/model/record/tables-have-their-own-kind", test_tables_have_their_own_kind);
  g_test_add_func ("/model/record/codes-round", test_codes_round);
  g_test_add_func ("/model/import/preview-keeps-only-the-first", test_preview_keeps_only_the_first);
  return g_test_run ();
}
