/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-transfer-stage.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-import-choices.h"
#include "haven-staged.h"
#include "haven-text.h"
#include "haven-transfer-file.h"

#define MOST_SESSIONS_A_WEEK 14

typedef struct {
  HavenImportPreview *preview;
  HavenTransferContent *content;
  HavenSchool *school;
  HavenClock clock;
  HavenStaged *staged;
  const HavenPupil *sent;       /* as the other school kept the child */
  const HavenPupil *here;       /* NULL: new here */
  gint64 pupil_id;              /* here's, or below zero */
  gint64 next_new;
  GHashTable *numbers;          /* key "table:id" of the file -> gint64 here */
} Run;

/* ---- numbers: what the file calls 7 is something else here ---- */

static char *
number_key (HavenTable table, gint64 id)
{
  return g_strdup_printf ("%d:%" G_GINT64_FORMAT, (int) table, id);
}

static void
set_number (Run *run, HavenTable table, gint64 theirs, gint64 here)
{
  g_hash_table_insert (run->numbers, number_key (table, theirs), g_memdup2 (&here, sizeof here));
}

static gint64
get_number (Run *run, HavenTable table, gint64 theirs)
{
  g_autofree char *key = number_key (table, theirs);
  const gint64 *here = g_hash_table_lookup (run->numbers, key);

  return here != NULL ? *here : 0;
}

static const struct {
  const char *field;
  HavenTable table;
} references[] = {
  { "pupil_id", HAVEN_TABLE_PUPILS }, { "suspension_id", HAVEN_TABLE_SUSPENSIONS }, { "meeting_id", HAVEN_TABLE_MEETINGS },
  { "social_worker_id", HAVEN_TABLE_PEOPLE },
};

static gint64 *
find_member (const HavenKind *kind, gpointer record, const char *name)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      return (gint64 *) ((char *) record + kind->fields[i].offset);
  return NULL;
}

/* A copy that names what it belongs to by the numbers of this school, and came from no import yet */
static gpointer
dup_for_here (Run *run, HavenTable table, gconstpointer record)
{
  const HavenKind *kind = haven_table_get_kind (table);
  gpointer copy = haven_record_copy (kind, record);
  gint64 *import = find_member (kind, copy, "import_id");

  for (guint i = 0; i < G_N_ELEMENTS (references); i++) {
    gint64 *member = find_member (kind, copy, references[i].field);
    if (member != NULL)
      *member = get_number (run, references[i].table, *member);
  }
  if (import != NULL)
    *import = 0;
  return copy;
}

/* ---- who it is ---- */

static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *left = haven_text_fold (a != NULL ? a : ""), *right = haven_text_fold (b != NULL ? b : "");

  return *left != '\0' && g_str_equal (left, right);
}

static gboolean
could_be (const HavenPupil *one, const HavenPupil *two)
{
  return one->born != HAVEN_DAY_NONE && one->born == two->born && is_same_text (one->surname, two->surname)
         && is_same_text (one->forename, two->forename);
}

/* A child without a UPN on one side: a person says whether it is the same one */
static const HavenPupil *
ask_whether_same (Run *run, const HavenPupil *other)
{
  g_autofree char *name = haven_pupil_dup_name (other);
  HavenImportQuestion *question
      = haven_import_preview_add_question (run->preview, g_strdup_printf ("same-child:%" G_GINT64_FORMAT, other->id), 0,
                                           g_strdup_printf (_("%s, with the same date of birth, is here under another UPN or none. "
                                                              "Is this the same child?"), name));

  question->needed = TRUE;
  haven_import_question_offer (question, "yes", _("Yes, the same child"));
  haven_import_question_offer (question, "no", _("No, another child"));
  return g_strcmp0 (question->answer, "yes") == 0 ? other : NULL;
}

static const HavenPupil *
find_pupil (Run *run)
{
  const HavenPupil *here = run->sent->upn != NULL ? haven_school_find_upn (run->school, run->sent->upn) : NULL;

  for (guint i = 0; here == NULL && i < haven_school_get_n_pupils (run->school); i++) {
    const HavenPupil *other = haven_school_get_nth_pupil (run->school, i);
    if (could_be (run->sent, other))
      here = ask_whether_same (run, other);
  }
  return here;
}

/* ---- the child ---- */

/* What the other school says of its own roll means nothing here */
static void
forget_their_roll (HavenPupil *pupil)
{
  g_clear_pointer (&pupil->admission_no, g_free);
  g_clear_pointer (&pupil->reg_group, g_free);
  g_clear_pointer (&pupil->family, g_free);
  g_clear_pointer (&pupil->destination, g_free);
  pupil->left = HAVEN_DAY_NONE;
  pupil->admitted = HAVEN_DAY_NONE;
}

static HavenDay
first_day_here (Run *run)
{
  return run->sent->left != HAVEN_DAY_NONE && run->sent->left < run->clock.today ? run->sent->left + 1 : run->clock.today;
}

static void
add_new_pupil (Run *run)
{
  HavenPupil *pupil = dup_for_here (run, HAVEN_TABLE_PUPILS, run->sent);
  g_autofree char *day = NULL;

  forget_their_roll (pupil);
  pupil->id = run->pupil_id;
  pupil->admitted = first_day_here (run);
  day = haven_day_to_text (pupil->admitted);
  g_ptr_array_add (run->preview->assumptions,
                   g_strdup_printf (_("This child is new here, on roll from %s. Marks of the other school come too, and count in figures "
                                      "that begin before that day."), day));
  haven_staged_put (run->staged, HAVEN_TABLE_PUPILS, pupil);
  run->preview->added++;
}

/* Fields that both schools have a say in, with words for them */
static const struct {
  const char *field;
  const char *text;
  const char *none;             /* a code that says nothing */
} compared[] = {
  { "upn", N_("UPN") }, { "surname", N_("surname") }, { "forename", N_("forename") }, { "preferred", N_("preferred name") },
  { "born", N_("date of birth") }, { "sex", N_("sex") }, { "year_group", N_("year group") }, { "sen", N_("special educational needs") },
  { "fsm", N_("free school meals"), "unknown" }, { "language", N_("home language") },
};

static guint
find_field (const HavenKind *kind, const char *name)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      return i;
  g_assert_not_reached ();
}

static gboolean
ask_which (Run *run, guint n, const char *here, const char *theirs)
{
  HavenImportQuestion *question
      = haven_import_preview_add_question (run->preview, g_strdup_printf ("field:%s", compared[n].field), 0,
                                           g_strdup_printf (_("The %s is “%s” here and “%s” in the file. Which shall stand?"),
                                                            _(compared[n].text), here, theirs));

  haven_import_question_offer (question, "here", _("What is here"));
  haven_import_question_offer (question, "file", _("What is in the file"));
  if (question->answer == NULL)
    question->answer = g_strdup ("here");
  return g_str_equal (question->answer, "file");
}

static gboolean
says_nothing (guint n, const char *text)
{
  return haven_text_is_empty (text) || g_strcmp0 (text, compared[n].none) == 0;
}

/* Empty here: filled in. Different: a person says, and until then what is here stands. */
static gboolean
take_field (Run *run, HavenPupil *draft, guint n)
{
  guint field = find_field (&HAVEN_KIND_PUPIL, compared[n].field);
  g_autofree char *here = haven_record_dup_field (&HAVEN_KIND_PUPIL, run->here, field);
  g_autofree char *theirs = haven_record_dup_field (&HAVEN_KIND_PUPIL, run->sent, field);
  g_autofree char *short_name = haven_pupil_dup_short (run->here);

  if (says_nothing (n, theirs) || g_str_equal (here, theirs))
    return FALSE;
  if (!says_nothing (n, here) && !ask_which (run, n, here, theirs))
    return FALSE;
  haven_record_copy_field (&HAVEN_KIND_PUPIL, draft, run->sent, field);
  haven_import_preview_add_change (run->preview, g_strdup_printf ("%s: %s", short_name, _(compared[n].text)), g_strdup (here),
                                   g_strdup (theirs));
  return TRUE;
}

static void
change_pupil (Run *run)
{
  g_autoptr (HavenPupil) draft = haven_pupil_copy (run->here);
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (compared); i++)
    changed |= take_field (run, draft, i);
  if (!changed) {
    run->preview->same++;
    return;
  }
  run->preview->changed++;
  haven_staged_put (run->staged, HAVEN_TABLE_PUPILS, g_steal_pointer (&draft));
}

static HavenSlice
list_here (Run *run, HavenTable table)
{
  return run->here != NULL ? haven_school_of_pupil (run->school, table, run->here->id) : (HavenSlice) { NULL, 0 };
}

/* ---- registers and weeks: what is empty here is filled in ---- */

static const HavenRegister *
find_register (Run *run, gint64 year)
{
  HavenSlice slice = list_here (run, HAVEN_TABLE_REGISTERS);

  for (guint i = 0; i < slice.n; i++)
    if (((const HavenRegister *) slice.items[i])->year == year)
      return slice.items[i];
  return NULL;
}

static const HavenWeeks *
find_weeks (Run *run, gint64 year)
{
  HavenSlice slice = list_here (run, HAVEN_TABLE_WEEKS);

  for (guint i = 0; i < slice.n; i++)
    if (((const HavenWeeks *) slice.items[i])->year == year)
      return slice.items[i];
  return NULL;
}

typedef struct {
  guint taken;
  guint kept;                   /* differs, and what is here stands */
} Filled;

static guint8
known_mark (guint8 mark)
{
  return mark == 0 || haven_attendance_code_of (mark) != NULL ? mark : HAVEN_MARK_UNKNOWN;
}

static Filled
fill_marks (guint8 *marks, const guint8 *theirs)
{
  Filled filled = { 0 };

  for (guint i = 0; i < HAVEN_REGISTER_BYTES; i++) {
    guint8 mark = known_mark (theirs[i]);
    filled.taken += marks[i] == 0 && mark != 0;
    filled.kept += marks[i] != 0 && mark != 0 && mark != marks[i];
    marks[i] = marks[i] != 0 ? marks[i] : mark;
  }
  return filled;
}

static gboolean
is_week (const HavenWeek *week)
{
  return week->possible <= MOST_SESSIONS_A_WEEK && week->attended + week->authorised + week->unauthorised <= week->possible
         && week->late_before <= week->attended && week->late_after <= week->unauthorised;
}

static gboolean
is_empty_week (const HavenWeek *week)
{
  static const HavenWeek none;

  return memcmp (week, &none, sizeof none) == 0;
}

static Filled
fill_weeks (HavenWeek *weeks, const HavenWeek *theirs)
{
  Filled filled = { 0 };

  for (guint i = 0; i < HAVEN_WEEKS_A_YEAR; i++) {
    if (is_empty_week (&theirs[i]) || !is_week (&theirs[i]))
      continue;
    if (is_empty_week (&weeks[i])) {
      weeks[i] = theirs[i];
      filled.taken++;
    } else
      filled.kept += memcmp (&weeks[i], &theirs[i], sizeof weeks[i]) != 0;
  }
  return filled;
}

static void
count_filled (Run *run, Filled filled, gboolean is_new)
{
  run->preview->added += is_new;
  run->preview->changed += !is_new && filled.taken > 0;
  run->preview->same += !is_new && filled.taken == 0;
}

static void
tell_kept (Run *run, guint kept, const char *what)
{
  if (kept > 0)
    g_ptr_array_add (run->preview->assumptions, g_strdup_printf (_("%s that differ stay as they are here: %u."), what, kept));
}

static void
put_blob (Run *run, HavenTable table, gpointer take_draft, gint64 id, Filled filled)
{
  count_filled (run, filled, id == 0);
  if (id == 0 || filled.taken > 0) {
    *(gint64 *) take_draft = id;
    haven_staged_put (run->staged, table, take_draft);
  } else
    haven_record_free (haven_table_get_kind (table), take_draft);
}

static void
stage_registers (Run *run)
{
  GPtrArray *sent = run->content->tables[HAVEN_TABLE_REGISTERS];
  guint kept = 0;

  for (guint i = 0; i < sent->len; i++) {
    HavenRegister *draft = dup_for_here (run, HAVEN_TABLE_REGISTERS, sent->pdata[i]);
    const HavenRegister *here = find_register (run, draft->year);
    guint8 *marks = here != NULL ? g_memdup2 (haven_register_peek (here), HAVEN_REGISTER_BYTES) : g_malloc0 (HAVEN_REGISTER_BYTES);
    Filled filled = fill_marks (marks, haven_register_peek (draft));
    g_bytes_unref (draft->marks);
    draft->marks = g_bytes_new_take (marks, HAVEN_REGISTER_BYTES);
    kept += filled.kept;
    put_blob (run, HAVEN_TABLE_REGISTERS, draft, here != NULL ? here->id : 0, filled);
  }
  tell_kept (run, kept, _("Marks"));
}

static void
stage_weeks (Run *run)
{
  GPtrArray *sent = run->content->tables[HAVEN_TABLE_WEEKS];
  gsize size = HAVEN_WEEKS_A_YEAR * sizeof (HavenWeek);
  guint kept = 0;

  for (guint i = 0; i < sent->len; i++) {
    HavenWeeks *draft = dup_for_here (run, HAVEN_TABLE_WEEKS, sent->pdata[i]);
    const HavenWeeks *here = find_weeks (run, draft->year);
    HavenWeek *weeks = here != NULL ? g_memdup2 (haven_weeks_peek (here), size) : g_malloc0 (size);
    Filled filled = fill_weeks (weeks, haven_weeks_peek (draft));
    g_bytes_unref (draft->weeks);
    draft->weeks = g_bytes_new_take (weeks, size);
    kept += filled.kept;
    put_blob (run, HAVEN_TABLE_WEEKS, draft, here != NULL ? here->id : 0, filled);
  }
  tell_kept (run, kept, _("Weekly totals"));
}

/* ---- everything else: what is here already is not added again ---- */

/* Fields by which a table knows a row: another row of these is the same thing, told differently */
static const struct {
  HavenTable table;
  const char *fields[3];
} keys[] = {
  { HAVEN_TABLE_LATES, { "day", "session" } },
  { HAVEN_TABLE_TOTALS, { "first", "last" } },
};

static gboolean
has_same_key (HavenTable table, gconstpointer a, gconstpointer b)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    gboolean same = keys[i].table == table;
    for (guint n = 0; same && keys[i].fields[n] != NULL; n++)
      same = haven_record_field_equal (kind, a, b, find_field (kind, keys[i].fields[n]));
    if (same)
      return TRUE;
  }
  return FALSE;
}

/* The same but for where it came from */
static gboolean
is_same_record (const HavenKind *kind, gconstpointer a, gconstpointer b)
{
  for (guint i = 1; i < kind->n_fields; i++)
    if (!g_str_equal (kind->fields[i].name, "import_id") && !haven_record_field_equal (kind, a, b, i))
      return FALSE;
  return TRUE;
}

static gconstpointer
find_same (HavenTable table, HavenSlice here, gconstpointer draft, gboolean *ret_differs)
{
  const HavenKind *kind = haven_table_get_kind (table);

  *ret_differs = FALSE;
  for (guint i = 0; i < here.n; i++) {
    if (is_same_record (kind, here.items[i], draft))
      return here.items[i];
    if (has_same_key (table, here.items[i], draft)) {
      *ret_differs = TRUE;
      return here.items[i];
    }
  }
  return NULL;
}

static void
stage_record (Run *run, HavenTable table, gpointer take_draft, gint64 theirs, HavenSlice here)
{
  gboolean differs;
  gconstpointer same = find_same (table, here, take_draft, &differs);

  if (same != NULL) {
    set_number (run, table, theirs, *(const gint64 *) same);
    run->preview->same++;
    if (differs)
      haven_import_preview_add_problem (run->preview, 0, haven_table_get_kind (table)->name, "kept-here",
                                        g_strdup (_("It says something else here about the same day, and that stands.")));
    haven_record_free (haven_table_get_kind (table), take_draft);
    return;
  }
  *(gint64 *) take_draft = run->next_new--;
  set_number (run, table, theirs, *(gint64 *) take_draft);
  run->preview->added++;
  haven_staged_put (run->staged, table, take_draft);
}

/* A social worker is of no pupil, and is known by name and team whoever the child is. */
static HavenSlice
list_workers (Run *run)
{
  GPtrArray *people = haven_school_get_table (run->school, HAVEN_TABLE_PEOPLE);

  return (HavenSlice) { people->pdata, people->len };
}

static void
stage_table (Run *run, HavenTable table)
{
  GPtrArray *sent = run->content->tables[table];
  HavenSlice here = list_here (run, table);

  for (guint i = 0; i < sent->len; i++) {
    gpointer draft = dup_for_here (run, table, sent->pdata[i]);
    gboolean worker = table == HAVEN_TABLE_PEOPLE && ((HavenPerson *) draft)->pupil_id == 0;
    stage_record (run, table, draft, *(const gint64 *) sent->pdata[i], worker ? list_workers (run) : here);
  }
}

/* What refers to another comes after it */
static const HavenTable in_order[] = {
  HAVEN_TABLE_PEOPLE, HAVEN_TABLE_SPELLS, HAVEN_TABLE_LATES, HAVEN_TABLE_TOTALS, HAVEN_TABLE_SUSPENSIONS, HAVEN_TABLE_NOTICES,
  HAVEN_TABLE_PLANS, HAVEN_TABLE_INTERVENTIONS, HAVEN_TABLE_BARRIERS, HAVEN_TABLE_ATTAINMENT, HAVEN_TABLE_SDQ, HAVEN_TABLE_PROVISION,
  HAVEN_TABLE_MOVES, HAVEN_TABLE_MEETINGS, HAVEN_TABLE_TARGETS, HAVEN_TABLE_ACTIONS, HAVEN_TABLE_NOTES, HAVEN_TABLE_LINES,
  HAVEN_TABLE_SENTENCES,
};

/* ---- that it came ---- */

static gboolean
came_before (Run *run)
{
  HavenSlice here = list_here (run, HAVEN_TABLE_TRANSFERS);

  for (guint i = 0; i < here.n; i++) {
    const HavenTransfer *transfer = here.items[i];
    if (transfer->incoming && g_strcmp0 (transfer->transfer, run->content->transfer) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
stage_arrival (Run *run)
{
  HavenTransfer *transfer;

  if (came_before (run)) {
    g_ptr_array_add (run->preview->assumptions, g_strdup (_("These records were taken in before.")));
    return;
  }
  transfer = haven_transfer_new ();
  transfer->id = run->next_new--;
  transfer->pupil_id = run->pupil_id;
  transfer->transfer = g_strdup (run->content->transfer);
  transfer->incoming = TRUE;
  transfer->school = g_strdup (run->content->from);
  transfer->recipient = g_strdup (run->content->recipient);
  transfer->restricted = haven_transfer_count_restricted (run->content);
  transfer->digest = g_strdup (run->staged->digest);
  transfer->receipt_key = g_bytes_ref (run->content->receipt_key);
  transfer->made_at = run->content->made_at;
  transfer->received_on = run->clock.today;
  haven_staged_put (run->staged, HAVEN_TABLE_TRANSFERS, transfer);
}

static void
tell_origin (Run *run)
{
  g_autofree char *when = haven_time_to_text (run->content->made_at);
  guint restricted = haven_transfer_count_restricted (run->content);

  g_ptr_array_add (run->preview->assumptions,
                   g_strdup_printf (_("Sealed by %s for %s, %s."), run->content->from != NULL ? run->content->from : _("another school"),
                                    run->content->to != NULL ? run->content->to : _("the next school"), when));
  if (restricted > 0)
    g_ptr_array_add (run->preview->assumptions,
                     g_strdup_printf (_("Restricted entries among them, for the safeguarding leads here: %u."), restricted));
  if (run->content->n_unknown > 0)
    g_ptr_array_add (run->preview->assumptions,
                     g_strdup_printf (_("Left out, because this Haven does not know them: %u. A newer Haven may."),
                                      run->content->n_unknown));
}

static void
count_rows (Run *run)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    run->preview->rows += run->content->tables[table]->len;
}

static void
stage_all (Run *run)
{
  run->here = find_pupil (run);
  run->pupil_id = run->here != NULL ? run->here->id : run->next_new--;
  set_number (run, HAVEN_TABLE_PUPILS, run->sent->id, run->pupil_id);
  count_rows (run);
  tell_origin (run);
  if (run->here != NULL)
    change_pupil (run);
  else
    add_new_pupil (run);
  stage_registers (run);
  stage_weeks (run);
  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    stage_table (run, in_order[i]);
  stage_arrival (run);
}

gboolean
haven_transfer_stage (HavenImportPreview *preview, GBytes *json, HavenSchool *school, HavenClock clock, GError **error)
{
  g_autoptr (HavenTransferContent) content = haven_transfer_parse (json, error);
  g_autofree char *digest = haven_secret_hash_hex (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  Run run = { preview, content, school, clock, .next_new = -1 };

  if (content == NULL)
    return FALSE;
  preview->staged = run.staged = haven_staged_new (school, digest);
  preview->free_staged = (GDestroyNotify) haven_staged_free;
  run.sent = content->tables[HAVEN_TABLE_PUPILS]->pdata[0];
  run.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  stage_all (&run);
  g_hash_table_unref (run.numbers);
  return TRUE;
}
