/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-stager.h"
#include "haven-text.h"

#define MOST_SESSIONS 400    /* of one suspension: a school year has 380 */
#define MOST_REASONS 3

/* Two suspensions of a pupil on one day are two rows. Between imports rows match as a multiset on pupil, start and type: first those
 * that say the same, then the rest in their order. So nothing is settled before the whole file was read. */
typedef struct {
  HavenSuspension *said;
  const HavenPupil *pupil;
  guint line;
  gboolean settled;
} Entry;

typedef struct {
  GArray *entries;
  GHashTable *matched;       /* suspensions of the school that a row was matched with */
} State;

static void
clear_entry (gpointer data)
{
  haven_suspension_free (((Entry *) data)->said);
}

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (state->entries, clear_entry);
  state->matched = g_hash_table_new (NULL, NULL);
  if (!haven_mapping_has (stager->mapping, HAVEN_COLUMN_TYPE))
    haven_stager_assume (stager, g_strdup (_("The file has no column for the kind: every row is taken as a suspension.")));
  return state;
}

/* A file without the column has suspensions only */
static gboolean
read_type (HavenStager *stager, const HavenRow *row, HavenSuspension *said)
{
  const char *text = haven_stager_get (stager, row, HAVEN_COLUMN_TYPE);
  HavenSuspensionType type = HAVEN_SUSPENSION;

  if (haven_mapping_has (stager->mapping, HAVEN_COLUMN_TYPE)
      && !haven_suspension_type_parse (haven_stager_find_code (stager, "suspension", text, row->line), &type)) {
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_TYPE, "unknown-type",
                          _("Haven does not know “%s” as a kind of suspension."), text);
    return FALSE;
  }
  said->type = type;
  return TRUE;
}

static gboolean
read_sessions (HavenStager *stager, const HavenRow *row, HavenSuspension *said)
{
  const char *text = haven_stager_get (stager, row, HAVEN_COLUMN_SESSIONS);
  char *end = NULL;
  long sessions = strtol (text, &end, 10);
  gboolean none_given = haven_text_is_empty (text) && said->type == HAVEN_PERMANENT;

  if (!none_given && (end == text || !haven_text_is_empty (end) || sessions < 0 || sessions > MOST_SESSIONS)) {
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_SESSIONS, "bad-sessions", _("“%s” is no number of sessions."), text);
    return FALSE;
  }
  said->sessions = none_given ? 0 : sessions;
  return TRUE;
}

/* The codes of up to three reasons, parted by spaces; NULL: one of them is none */
static char *
find_reasons (const char *text, const char *joints)
{
  g_auto (GStrv) parts = g_strsplit_set (text, joints, -1);
  g_autoptr (GString) codes = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *code = haven_suspension_reason_find (parts[i]);
    if (haven_text_is_empty (parts[i]))
      continue;
    if (code == NULL || ++n > MOST_REASONS)
      return NULL;
    g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", code);
  }
  return n > 0 ? g_string_free (g_steal_pointer (&codes), FALSE) : NULL;
}

/* Codes or words; an unknown one is noted, and the suspension stands without a reason. Words may have commas and strokes in them, so that
 * what parts them least is tried first. */
static void
read_reason (HavenStager *stager, const HavenRow *row, HavenSuspension *said)
{
  static const char *const joints[] = { "", ";", ",;", ",;/+ " };
  const char *text = haven_stager_get (stager, row, HAVEN_COLUMN_REASON);

  if (haven_text_is_empty (text))
    return;
  for (guint i = 0; said->reason == NULL && i < G_N_ELEMENTS (joints); i++)
    said->reason = find_reasons (text, joints[i]);
  if (said->reason == NULL)
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_REASON, "unknown-reason",
                          _("“%s” is no reason code. The suspension is taken without a reason."), text);
}

static gboolean
read_days (HavenStager *stager, const HavenRow *row, HavenSuspension *said)
{
  if (!haven_stager_read_day (stager, row, HAVEN_COLUMN_FIRST, &said->first)
      || !haven_stager_read_day (stager, row, HAVEN_COLUMN_LAST, &said->last))
    return FALSE;
  if (said->first == HAVEN_DAY_NONE)
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_FIRST, "no-start", _("The suspension has no start date."));
  else if (said->last != HAVEN_DAY_NONE && said->last < said->first)
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_LAST, "ends-before-start", _("The suspension ends before it starts."));
  else
    return TRUE;
  return FALSE;
}

static void
take_row (HavenStager *stager, gpointer user_data, const HavenRow *row)
{
  State *state = user_data;
  Entry entry = { .pupil = haven_stager_find_pupil (stager, row), .line = row->line };
  g_autoptr (HavenSuspension) said = haven_suspension_new ();

  if (entry.pupil == NULL || !read_type (stager, row, said) || !read_days (stager, row, said) || !read_sessions (stager, row, said))
    return;
  read_reason (stager, row, said);
  said->pupil_id = entry.pupil->id;
  haven_stager_see_day (stager, said->first);
  entry.said = g_steal_pointer (&said);
  g_array_append_val (state->entries, entry);
}

/* before with what the file says on top; what it leaves empty takes nothing away */
static HavenSuspension *
overlay (const HavenSuspension *before, const HavenSuspension *said)
{
  HavenSuspension *draft = haven_suspension_copy (before);

  draft->sessions = said->sessions;
  if (said->last != HAVEN_DAY_NONE)
    draft->last = said->last;
  if (said->reason != NULL) {
    g_free (draft->reason);
    draft->reason = g_strdup (said->reason);
  }
  return draft;
}

static gboolean
says_the_same (const HavenSuspension *before, const HavenSuspension *said)
{
  g_autoptr (HavenSuspension) draft = overlay (before, said);

  return haven_record_equal (&HAVEN_KIND_SUSPENSION, before, draft);
}

/* The first that no row was matched with yet */
static const HavenSuspension *
find_free (HavenStager *stager, State *state, const Entry *entry, gboolean exact)
{
  HavenSlice slice = haven_school_of_pupil (stager->school, HAVEN_TABLE_SUSPENSIONS, entry->pupil->id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *one = slice.items[i];
    if (one->type == entry->said->type && one->first == entry->said->first && !g_hash_table_contains (state->matched, one)
        && (!exact || says_the_same (one, entry->said)))
      return one;
  }
  return NULL;
}

static void
show_change (HavenStager *stager, const Entry *entry, const HavenSuspension *before, const HavenSuspension *after)
{
  g_autofree char *day = haven_day_to_text (after->first);
  g_autofree char *what = g_strdup_printf (_("suspension of %s"), day);
  g_autofree char *was = g_strdup_printf (_("%d sessions %s"), (int) before->sessions, before->reason != NULL ? before->reason : "");
  g_autofree char *is = g_strdup_printf (_("%d sessions %s"), (int) after->sessions, after->reason != NULL ? after->reason : "");

  if (haven_stager_shows (stager))
    haven_stager_change (stager, entry->pupil, what, g_strchomp (was), g_strchomp (is));
}

static void
settle_same (HavenStager *stager, State *state, Entry *entry)
{
  const HavenSuspension *before = find_free (stager, state, entry, TRUE);

  if (before == NULL)
    return;
  g_hash_table_add (state->matched, (gpointer) before);
  entry->settled = TRUE;
  stager->preview->same++;
}

static void
settle_changed (HavenStager *stager, State *state, Entry *entry)
{
  const HavenSuspension *before = find_free (stager, state, entry, FALSE);
  g_autoptr (HavenSuspension) draft = NULL;

  if (before == NULL)
    return;
  g_hash_table_add (state->matched, (gpointer) before);
  entry->settled = TRUE;
  if (before->import_id == 0) {
    haven_stager_problem (stager, entry->line, HAVEN_COLUMN_SESSIONS, "kept-yours",
                          _("This suspension was entered by hand and the file says something else. What was entered is kept."));
    return;
  }
  draft = overlay (before, entry->said);
  show_change (stager, entry, before, draft);
  haven_staged_put (stager->staged, HAVEN_TABLE_SUSPENSIONS, g_steal_pointer (&draft));
  stager->preview->changed++;
}

static void
settle_new (HavenStager *stager, State *state, Entry *entry)
{
  haven_staged_put (stager->staged, HAVEN_TABLE_SUSPENSIONS, g_steal_pointer (&entry->said));
  stager->preview->added++;
  entry->settled = TRUE;
}

static void
settle_all (HavenStager *stager, State *state, void (*settle) (HavenStager *, State *, Entry *))
{
  for (guint i = 0; i < state->entries->len; i++) {
    Entry *entry = &g_array_index (state->entries, Entry, i);
    if (!entry->settled)
      settle (stager, state, entry);
  }
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  settle_all (stager, state, settle_same);
  settle_all (stager, state, settle_changed);
  settle_all (stager, state, settle_new);
  g_array_unref (state->entries);
  g_hash_table_unref (state->matched);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_SUSPENSIONS = { begin, take_row, finish };
