/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-erasing-private.h"

#include "haven-audit.h"
#include "haven-inbox.h"
#include "haven-statement.h"
#include "haven-store-private.h"
#include "haven-tables.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define REFERENCE_LETTERS 4                /* of a random number: two computers can erase on the same day */
#define HASH_TOLD 16                       /* letters of it, in the audit */

static HavenEraser
own_eraser (HavenStore *self)
{
  return (HavenEraser) { self->connection, haven_keys_get_store_key (self->keys) };
}

static gboolean
refuse (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

/* ---- may it be? ---- */

static const char hold_sql[] = "SELECT set_by, set_on FROM holds WHERE pupil_id = ?1 AND lifted_on IS NULL ORDER BY id LIMIT 1";
static const char waiting_sql[] =
  "SELECT count (*) FROM outbox WHERE settled_at = 0 AND target IN (SELECT booking FROM bookings WHERE person_id = ?1"
  " OR email IN (SELECT email FROM people WHERE id = ?1 AND email IS NOT NULL))";

static gboolean
refuse_held (const char *by, HavenDay on, GError **error)
{
  g_autofree char *day = haven_day_to_text (on);

  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
               _("A legal hold stands on these records: %s set it on %s. Nothing was erased. While it stands, nothing can be."),
               by != NULL ? by : _("somebody"), day);
  return FALSE;
}

static gboolean
check_hold (HavenStore *self, gint64 pupil_id, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, hold_sql, error);
  g_autofree char *by = NULL;
  gboolean row = FALSE;
  HavenDay on;

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, pupil_id);
  if (!haven_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  by = haven_statement_dup_text (statement, 0);
  on = haven_statement_get_int (statement, 1);
  haven_statement_reset (statement);
  return refuse_held (by, on, error);
}

static gboolean
check_waiting (HavenStore *self, gint64 person_id, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, waiting_sql, error);
  gboolean row = FALSE;
  gint64 n;

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, person_id);
  if (!haven_statement_step (statement, &row, error))
    return FALSE;
  n = haven_statement_get_int (statement, 0);
  haven_statement_reset (statement);
  return n == 0 || refuse (error, HAVEN_ERROR_REFUSED,
                           _("A booking of this person waits to be sent. Nothing was erased. Send it or take it back first."));
}

/* They would bring back who is erased, and nobody can look into them unasked. */
static gboolean
check_handed_in (HavenStore *self, GError **error)
{
  guint unreadable = 0;
  g_autoptr (GPtrArray) files = haven_store_list_handed_in (self, &unreadable, error);

  if (files == NULL)
    return FALSE;
  return files->len + unreadable == 0
         || refuse (error, HAVEN_ERROR_REFUSED,
                    _("Files that were handed in wait, and may name this person. Nothing was erased. Import them or throw them away "
                      "first."));
}

/* The certificate stays for good. */
static gboolean
names_nobody (const HavenErasureRequest *request, const char *needles)
{
  g_autofree char *text = g_strdup_printf ("%s %s", request->why != NULL ? request->why : "",
                                           request->decided_by != NULL ? request->decided_by : "");
  g_autofree char *folded = haven_text_fold (text);
  g_auto (GStrv) names = g_strsplit (needles, "\n", -1);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *name = haven_text_fold (names[i]);
    if (*name != '\0' && strstr (folded, name) != NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_request (HavenStore *self, const HavenErasureRequest *request, GError **error)
{
  const HavenEraser eraser = own_eraser (self);
  g_autofree char *needles = haven_eraser_dup_needles (&eraser, request->subject, request->id, error);

  if (needles == NULL)
    return FALSE;
  if (*needles == '\0')
    return refuse (error, HAVEN_ERROR_NOT_FOUND, _("Nobody of that number is in the store. Nothing was erased."));
  if (!names_nobody (request, needles))
    return refuse (error, HAVEN_ERROR_REFUSED,
                   _("The certificate is kept for good, so its reason may not name who is erased. Nothing was erased. Say it without the "
                     "name."));
  if (request->subject == HAVEN_ERASED_STAFF)
    return check_waiting (self, request->id, error);
  return check_hold (self, request->id, error);
}

/* ---- doing it ---- */

static char *
make_reference (HavenClock clock)
{
  g_autofree char *day = haven_day_to_iso (clock.today);
  g_autofree char *id = haven_text_new_id ();
  g_autofree char *letters = g_ascii_strup (id, REFERENCE_LETTERS);

  return g_strdup_printf ("E-%s-%s", day, letters);
}

static HavenErasure *
make_certificate (HavenStore *self, const HavenErasureRequest *request, HavenClock clock)
{
  HavenErasure *erasure = haven_erasure_new ();

  erasure->reference = make_reference (clock);
  erasure->subject = request->subject;
  erasure->number = request->id;
  erasure->at = clock.now;
  erasure->by = g_strdup (self->user);
  erasure->ground = g_strdup (request->ground);
  erasure->why = haven_text_is_empty (request->why) ? NULL : haven_text_squeeze (request->why);
  erasure->decided_by = g_strdup (haven_text_is_empty (request->decided_by) ? self->user : request->decided_by);
  return erasure;
}

/* Where lines lost their words, the last hash of before is told: an export of the audit that was made until then can still be checked. */
static gboolean
tell (HavenStore *self, const HavenErasure *erasure, const char *hash_before, HavenClock clock, GError **error)
{
  g_autofree char *hash = haven_audit_dup_head (self->connection, error);
  g_autofree char *detail = NULL;

  if (hash == NULL)
    return FALSE;
  if (g_str_equal (hash, hash_before))
    detail = g_strdup (erasure->reference);
  else
    detail = g_strdup_printf ("%s; lines chained anew, the last hash was %.*s", erasure->reference, HASH_TOLD, hash_before);
  return haven_store_add_audit (self, clock, "erase", erasure->subject == HAVEN_ERASED_PUPIL ? erasure->number : 0, detail, error);
}

static gboolean
take (HavenStore *self, HavenErasure *erasure, HavenClock clock, GError **error)
{
  const HavenEraser eraser = own_eraser (self);
  g_autofree char *hash = haven_audit_dup_head (self->connection, error);

  return hash != NULL
         && haven_eraser_take (&eraser, erasure->subject, erasure->number, &erasure->counts, &erasure->marks, error)
         && haven_eraser_put (&eraser, erasure, error)
         && tell (self, erasure, hash, clock, error);
}

gboolean
haven_store_erase (HavenStore *self, const HavenErasureRequest *request, HavenClock clock, HavenErasure **ret_certificate, GError **error)
{
  g_autoptr (HavenErasure) erasure = make_certificate (self, request, clock);

  HAVEN_STORE_ASSERT_WRITING (self);
  if (!haven_store_check_own (self, error) || !check_handed_in (self, error) || !check_request (self, request, error)
      || !take (self, erasure, clock, error))
    return FALSE;
  *ret_certificate = g_steal_pointer (&erasure);
  return TRUE;
}

/* ---- again, after rows of another copy came in ---- */

/* Pages and copies have to be swept once more. */
static const char unsweep_sql[] = "UPDATE erasures SET swept_at = 0 WHERE reference = ?1";

static gboolean
repeat (HavenStore *self, const HavenErasure *erasure, const char *kinds, HavenClock clock, guint *ret_n, GError **error)
{
  const HavenEraser eraser = own_eraser (self);
  HavenStatement *unsweep;
  guint n = 0;

  if (!haven_eraser_repeat (&eraser, erasure, kinds, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  *ret_n += n;
  unsweep = haven_connection_get_statement (self->connection, unsweep_sql, error);
  if (unsweep == NULL)
    return FALSE;
  haven_statement_bind_text (unsweep, 1, erasure->reference);
  return haven_statement_run (unsweep, error) && haven_store_add_audit (self, clock, "erase-again", 0, erasure->reference, error);
}

gboolean
haven_store_repeat_erasures (HavenStore *self, HavenClock clock, guint *ret_n, GError **error)
{
  const HavenEraser eraser = own_eraser (self);
  g_autoptr (GPtrArray) erasures = haven_eraser_list (&eraser, error);

  HAVEN_STORE_ASSERT_WRITING (self);
  for (guint i = 0; erasures != NULL && i < erasures->len; i++)
    if (!repeat (self, erasures->pdata[i], HAVEN_MARKS_OF_A_MERGE, clock, ret_n, error))
      return FALSE;
  return erasures != NULL;
}

/* ---- what a restore laid beside the records: erasures of after this copy was made ---- */

static gboolean
take_in (HavenStore *self, GPtrArray *there, const HavenErasure *erasure, HavenClock clock, GError **error)
{
  const HavenEraser eraser = own_eraser (self);
  g_autoptr (HavenErasure) own = haven_erasure_copy (erasure);
  guint n = 0;

  if (haven_erasures_hold (there, erasure->reference))
    return TRUE;
  own->swept_at = 0;
  g_clear_pointer (&own->left_over, g_free);
  return haven_eraser_put (&eraser, own, error) && repeat (self, own, HAVEN_MARKS_OF_A_COPY, clock, &n, error);
}

static gboolean
take_in_all (HavenStore *self, GPtrArray *erasures, HavenClock clock, GError **error)
{
  const HavenEraser eraser = own_eraser (self);
  g_autoptr (GPtrArray) there = haven_eraser_list (&eraser, error);

  for (guint i = 0; there != NULL && i < erasures->len; i++)
    if (!take_in (self, there, erasures->pdata[i], clock, error))
      return FALSE;
  return there != NULL;
}

gboolean
haven_store_take_erasures (HavenStore *self, HavenStore *theirs, HavenClock clock, gboolean *ret_erased, GError **error)
{
  const HavenEraser ours = own_eraser (self), eraser = { theirs->connection, ours.key };
  g_autoptr (GPtrArray) mine = haven_eraser_list (&ours, error);
  g_autoptr (GPtrArray) there = mine != NULL ? haven_eraser_list (&eraser, error) : NULL;

  for (guint i = 0; there != NULL && i < there->len; i++)
    *ret_erased |= !haven_erasures_hold (mine, ((const HavenErasure *) there->pdata[i])->reference);
  return there != NULL && (!*ret_erased || take_in_all (self, there, clock, error));
}

static gboolean
repeat_listed (HavenStore *self, GPtrArray *erasures, HavenClock clock, GError **error)
{
  if (!haven_store_begin (self, FALSE, error))
    return FALSE;
  if (take_in_all (self, erasures, clock, error))
    return haven_store_commit (self, NULL, NULL, error);
  haven_store_rollback (self);
  return FALSE;
}

static gboolean
settle_list (HavenStore *self, const char *name, HavenClock clock, GError **error)
{
  g_autoptr (GPtrArray) listed = haven_erasures_read (haven_keys_get_store_key (self->keys), self->folder, name);

  if (listed->len > 0 && !repeat_listed (self, listed, clock, error))
    return FALSE;
  haven_snapshot_remove (self->folder, name);
  return TRUE;
}

/* Before anybody sees a row. What is swept later is gone already, so a sweep that fails is no reason to keep the store shut. */
gboolean
haven_store_settle_erasures (HavenStore *self, HavenClock clock, GError **error)
{
  gboolean swept = TRUE;

  if (!settle_list (self, HAVEN_ERASURES_OF_BACKUP, clock, error) || !settle_list (self, HAVEN_ERASURES_OF_STORE, clock, error))
    return FALSE;
  if (!haven_store_is_swept (self, &swept, error))
    return FALSE;
  if (!swept && !self->to_read)
    haven_store_sweep (self, clock, NULL);
  return TRUE;
}
