/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-erasing-private.h"

#include "haven-audit.h"
#include "haven-statement.h"
#include "haven-tables.h"
#include "haven-text.h"

#include <string.h>

/* ---- whom: what a person is known by, as it stands in one row ---- */

typedef struct {
  HavenErased subject;
  gint64 id;
  char *key;                    /* UPN, or e-mail; NULL: none */
  char *name;                   /* forename and surname, or the whole name */
  char *surname;                /* NULL: of staff */
  gint64 born;
} Whom;

static void
whom_clear (Whom *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self->surname);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Whom, whom_clear)

static const char *const find_sql[] = {
  [HAVEN_ERASED_PUPIL] = "SELECT id, upn, trim (coalesce (forename, '') || ' ' || coalesce (surname, '')), surname, born FROM pupils"
                         " WHERE ?1 = 0 OR id = ?1 ORDER BY id",
  [HAVEN_ERASED_STAFF] = "SELECT id, email, name, NULL, NULL FROM people WHERE type = 'staff' AND (?1 = 0 OR id = ?1) ORDER BY id",
};

static HavenStatement *
look_for (const HavenEraser *self, HavenErased subject, gint64 id, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, find_sql[subject], error);

  if (statement != NULL)
    haven_statement_bind_int (statement, 1, id);
  return statement;
}

static Whom
read_whom (HavenStatement *statement, HavenErased subject)
{
  return (Whom) {
    .subject = subject, .id = haven_statement_get_int (statement, 0), .key = haven_statement_dup_text (statement, 1),
    .name = haven_statement_dup_text (statement, 2), .surname = haven_statement_dup_text (statement, 3),
    .born = haven_statement_get_int (statement, 4),
  };
}

static gboolean
find_whom (const HavenEraser *self, HavenErased subject, gint64 id, Whom *ret_whom, GError **error)
{
  HavenStatement *statement = look_for (self, subject, id, error);
  gboolean row = FALSE;

  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *ret_whom = read_whom (statement, subject);
  haven_statement_reset (statement);
  return TRUE;
}

/* ---- marks: by any of them a copy of before is known; without the store's key they say nothing ---- */

static char *
make_mark (const HavenEraser *self, char kind, const char *text)
{
  g_autofree char *folded = haven_text_fold (text);
  g_autofree char *all = g_strdup_printf ("haven-erased/%c/%s", kind, folded);

  return g_strdup_printf ("%c%016" G_GINT64_MODIFIER "x", kind, haven_secret_mac64 (self->key, all, strlen (all)));
}

static void
add_mark (GStrvBuilder *marks, const HavenEraser *self, char kind, char *take_text)
{
  g_autofree char *text = take_text;
  g_autofree char *mark = haven_text_is_empty (text) ? NULL : make_mark (self, kind, text);

  if (mark != NULL)
    g_strv_builder_add (marks, mark);
}

/* Two children can be called alike, so the date of birth goes with a name; and a pupil's number is never used again, a member of staff's is. */
static GStrv
list_marks (const HavenEraser *self, const Whom *whom)
{
  g_autoptr (GStrvBuilder) marks = g_strv_builder_new ();
  gboolean pupil = whom->subject == HAVEN_ERASED_PUPIL;
  char subject = pupil ? 'p' : 's';

  if (!haven_text_is_empty (whom->key))
    add_mark (marks, self, HAVEN_MARK_KEY, g_strdup_printf ("%c %s", subject, whom->key));
  if (!haven_text_is_empty (whom->name) && (pupil ? whom->born != 0 : haven_text_is_empty (whom->key)))
    add_mark (marks, self, HAVEN_MARK_NAME, g_strdup_printf ("%c %s %" G_GINT64_FORMAT, subject, whom->name, whom->born));
  if (pupil)
    add_mark (marks, self, HAVEN_MARK_NUMBER, g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, whom->id, whom->born));
  return g_strv_builder_end (marks);
}

static gboolean
has_mark (const HavenEraser *self, const Whom *whom, const char *kinds, const char *const *wanted)
{
  g_auto (GStrv) marks = list_marks (self, whom);

  for (guint i = 0; marks[i] != NULL; i++)
    if (strchr (kinds, marks[i][0]) != NULL && g_strv_contains (wanted, marks[i]))
      return TRUE;
  return FALSE;
}

/* ---- how many rows of what ---- */

#define OF_PUPIL(table) { #table, "SELECT count (*) FROM " #table " WHERE pupil_id = ?1" }

typedef struct {
  const char *table;
  const char *sql;
} Counted;

static const Counted of_pupil[] = {
  { "pupils", "SELECT count (*) FROM pupils WHERE id = ?1" },
  OF_PUPIL (people), OF_PUPIL (spells), OF_PUPIL (registers), OF_PUPIL (lates), OF_PUPIL (weeks), OF_PUPIL (totals),
  OF_PUPIL (suspensions), OF_PUPIL (notices), OF_PUPIL (plans), OF_PUPIL (interventions), OF_PUPIL (barriers), OF_PUPIL (attainment),
  OF_PUPIL (sdq), OF_PUPIL (provision), OF_PUPIL (moves), OF_PUPIL (meetings), OF_PUPIL (targets), OF_PUPIL (actions),
  OF_PUPIL (notes), OF_PUPIL (lines), OF_PUPIL (sentences), OF_PUPIL (snoozes), OF_PUPIL (holds), OF_PUPIL (departures),
  OF_PUPIL (reviews), OF_PUPIL (access_requests), OF_PUPIL (access_choices), OF_PUPIL (transfers),
};

#define BOOKINGS_OF "SELECT booking FROM bookings WHERE person_id = ?1" \
  " OR email IN (SELECT email FROM people WHERE id = ?1 AND email IS NOT NULL)"

static const Counted of_staff[] = {
  { "people", "SELECT count (*) FROM people WHERE id = ?1" },
  { "training", "SELECT count (*) FROM training WHERE person_id = ?1" },
  { "reviews", "SELECT count (*) FROM reviews WHERE person_id = ?1" },
  { "bookings", "SELECT count (*) FROM bookings WHERE booking IN (" BOOKINGS_OF ")" },
  { "outbox", "SELECT count (*) FROM outbox WHERE target IN (" BOOKINGS_OF ")" },
};

static gboolean
count (const HavenEraser *self, const char *sql, gint64 id, gint64 *ret_n, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, id);
  if (!haven_statement_step (statement, &row, error))
    return FALSE;
  *ret_n = haven_statement_get_int (statement, 0);
  haven_statement_reset (statement);
  return TRUE;
}

static char *
count_all (const HavenEraser *self, const Whom *whom, GError **error)
{
  const Counted *tables = whom->subject == HAVEN_ERASED_PUPIL ? of_pupil : of_staff;
  gsize n_tables = whom->subject == HAVEN_ERASED_PUPIL ? G_N_ELEMENTS (of_pupil) : G_N_ELEMENTS (of_staff);
  g_autoptr (GString) counts = g_string_new (NULL);
  gint64 n = 0;

  for (gsize i = 0; i < n_tables; i++) {
    if (!count (self, tables[i].sql, whom->id, &n, error))
      return NULL;
    if (n > 0)
      g_string_append_printf (counts, "%s%s=%" G_GINT64_FORMAT, counts->len > 0 ? " " : "", tables[i].table, n);
  }
  return g_strdup (counts->str);
}

/* ---- the rows, what refers to them, and where else a name may stand ---- */

/* ?1 the number. A social worker of this child alone goes with the child. What somebody was typing is sealed to them, so nobody can look
 * whom it names; and how an import is taken back holds the rows as they were. */
static const char *const pupil_sql[] = {
  "DELETE FROM people WHERE pupil_id IS NULL AND type <> 'staff'"
  " AND id IN (SELECT social_worker_id FROM spells WHERE pupil_id = ?1)"
  " AND id NOT IN (SELECT social_worker_id FROM spells WHERE pupil_id <> ?1 AND social_worker_id IS NOT NULL)",
  "DELETE FROM pupils WHERE id = ?1",
  "DELETE FROM import_undo WHERE id > 0 AND ?1 > 0",
  "DELETE FROM drafts WHERE id > 0 AND ?1 > 0",
  NULL
};

static const char *const staff_sql[] = {
  "DELETE FROM outbox WHERE target IN (" BOOKINGS_OF ")",
  "DELETE FROM bookings WHERE booking IN (" BOOKINGS_OF ")",
  "DELETE FROM people WHERE id = ?1 AND type = 'staff'",
  "DELETE FROM import_undo WHERE id > 0 AND ?1 > 0",
  "DELETE FROM drafts WHERE id > 0 AND ?1 > 0",
  NULL
};

static const char receipts_sql[] =
  "UPDATE imports SET problem_list = '[]', assumptions = '[]', answers = '{}', file = NULL"
  " WHERE instr (lower (coalesce (problem_list, '') || coalesce (assumptions, '') || coalesce (answers, '') || coalesce (file, '')),"
  " lower (?1)) > 0";

static gboolean
run_all (const HavenEraser *self, const char *const *sql, gint64 id, GError **error)
{
  for (; *sql != NULL; sql++) {
    HavenStatement *statement = haven_connection_get_statement (self->connection, *sql, error);
    if (statement == NULL)
      return FALSE;
    haven_statement_bind_int (statement, 1, id);
    if (!haven_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

/* A receipt that names the person keeps its numbers and loses its words. */
static gboolean
clean_receipts (const HavenEraser *self, const char *needle, GError **error)
{
  HavenStatement *statement;

  if (haven_text_is_empty (needle))
    return TRUE;
  statement = haven_connection_get_statement (self->connection, receipts_sql, error);
  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 1, needle);
  return haven_statement_run (statement, error);
}

static gboolean
take_rows (const HavenEraser *self, const Whom *whom, GError **error)
{
  gboolean pupil = whom->subject == HAVEN_ERASED_PUPIL;
  const HavenAuditNames names = { pupil ? whom->id : 0, whom->key, whom->name };

  return run_all (self, pupil ? pupil_sql : staff_sql, whom->id, error)
         && clean_receipts (self, whom->key, error)
         && clean_receipts (self, pupil ? whom->surname : whom->name, error)
         && haven_audit_forget (self->connection, &names, error);
}

gboolean
haven_eraser_take (const HavenEraser *self, HavenErased subject, gint64 id, char **ret_counts, char **ret_marks, GError **error)
{
  g_auto (Whom) whom = { 0 };
  g_auto (GStrv) marks = NULL;
  g_autofree char *counts = NULL;

  if (!find_whom (self, subject, id, &whom, error))
    return FALSE;
  counts = count_all (self, &whom, error);
  marks = list_marks (self, &whom);
  if (counts == NULL || !take_rows (self, &whom, error))
    return FALSE;
  *ret_counts = g_steal_pointer (&counts);
  *ret_marks = g_strjoinv (" ", marks);
  return TRUE;
}

/* ---- again ---- */

static gboolean
find_marked (const HavenEraser *self, const HavenErasure *erasure, const char *kinds, GArray *ret_ids, GError **error)
{
  HavenStatement *statement = look_for (self, erasure->subject, 0, error);
  g_auto (GStrv) wanted = g_strsplit (erasure->marks != NULL ? erasure->marks : "", " ", -1);
  gboolean row = statement != NULL;

  while (row) {
    g_auto (Whom) whom = { 0 };
    if (!haven_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    whom = read_whom (statement, erasure->subject);
    if (has_mark (self, &whom, kinds, (const char *const *) wanted))
      g_array_append_val (ret_ids, whom.id);
  }
  return statement != NULL;
}

/* In a copy of before a hold may stand that was lifted since. */
static const char *const lift_sql[] = { "DELETE FROM holds WHERE pupil_id = ?1", NULL };

gboolean
haven_eraser_repeat (const HavenEraser *self, const HavenErasure *erasure, const char *kinds, guint *ret_n, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!find_marked (self, erasure, kinds, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    g_auto (Whom) whom = { 0 };
    gint64 id = g_array_index (ids, gint64, i);
    if ((erasure->subject == HAVEN_ERASED_PUPIL && !run_all (self, lift_sql, id, error))
        || !find_whom (self, erasure->subject, id, &whom, error) || !take_rows (self, &whom, error))
      return FALSE;
  }
  *ret_n += ids->len;
  return TRUE;
}

/* ---- certificates ---- */

GPtrArray *
haven_eraser_list (const HavenEraser *self, GError **error)
{
  HavenTableLosses losses;

  return haven_table_read_all (self->connection, &HAVEN_SQL_ERASURES, &losses, error);
}

gboolean
haven_erasures_hold (GPtrArray *erasures, const char *reference)
{
  for (guint i = 0; i < erasures->len; i++)
    if (g_strcmp0 (((const HavenErasure *) erasures->pdata[i])->reference, reference) == 0)
      return TRUE;
  return FALSE;
}

gboolean
haven_eraser_put (const HavenEraser *self, const HavenErasure *erasure, GError **error)
{
  g_autoptr (GPtrArray) there = haven_eraser_list (self, error);
  g_autoptr (HavenErasure) own = haven_erasure_copy (erasure);

  if (there == NULL)
    return FALSE;
  own->id = 0;
  return haven_erasures_hold (there, erasure->reference) || haven_table_put (self->connection, &HAVEN_SQL_ERASURES, own, error);
}

char *
haven_eraser_dup_needles (const HavenEraser *self, HavenErased subject, gint64 id, GError **error)
{
  g_auto (Whom) whom = { 0 };

  if (!find_whom (self, subject, id, &whom, error))
    return NULL;
  return whom.id == 0 ? g_strdup ("") : g_strdup_printf ("%s\n%s\n%s", whom.key != NULL ? whom.key : "", whom.name != NULL ? whom.name : "",
                                                         whom.surname != NULL ? whom.surname : "");
}
