/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-command-private.h"

#include "haven-exchange.h"
#include "haven-minutes.h"
#include "haven-sharing-private.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>

HavenCommand *
haven_command_make (HavenCommandApply apply, const char *action, const char *label, gboolean undoable)
{
  HavenCommand *self = g_new0 (HavenCommand, 1);

  self->apply = apply;
  self->action = action;
  self->label = g_strdup (label);
  self->undoable = undoable;
  self->deed = HAVEN_DEED_EDIT;
  return self;
}

/* "Suspension recorded": the word of the job for each table that people edit by hand */
const char *
haven_command_name_table (HavenTable table)
{
  static const char *const names[HAVEN_N_TABLES] = {
    [HAVEN_TABLE_PEOPLE] = N_("Person"),
    [HAVEN_TABLE_PUPILS] = N_("Pupil"),
    [HAVEN_TABLE_SPELLS] = N_("Status"),
    [HAVEN_TABLE_SUSPENSIONS] = N_("Suspension"),
    [HAVEN_TABLE_NOTICES] = N_("Notice"),
    [HAVEN_TABLE_PLANS] = N_("Part-time timetable"),
    [HAVEN_TABLE_INTERVENTIONS] = N_("Intervention"),
    [HAVEN_TABLE_BARRIERS] = N_("Barrier"),
    [HAVEN_TABLE_ATTAINMENT] = N_("Attainment"),
    [HAVEN_TABLE_SCHOOL_ATTAINMENT] = N_("Whole-school attainment"),
    [HAVEN_TABLE_SDQ] = N_("SDQ score"),
    [HAVEN_TABLE_PROVISION] = N_("Provision"),
    [HAVEN_TABLE_MOVES] = N_("Move"),
    [HAVEN_TABLE_MEETINGS] = N_("Meeting"),
    [HAVEN_TABLE_TARGETS] = N_("Target"),
    [HAVEN_TABLE_ACTIONS] = N_("Action"),
    [HAVEN_TABLE_NOTES] = N_("Note"),
    [HAVEN_TABLE_LINES] = N_("Line"),
    [HAVEN_TABLE_SENTENCES] = N_("Sentence"),
    [HAVEN_TABLE_TRAINING] = N_("Training"),
    [HAVEN_TABLE_LATES] = N_("Minutes late"),
    [HAVEN_TABLE_SNOOZES] = N_("Putting off"),
    [HAVEN_TABLE_HOLDS] = N_("Legal hold"),
    [HAVEN_TABLE_DEPARTURES] = N_("Child protection file"),
    [HAVEN_TABLE_REVIEWS] = N_("Review of what is kept"),
    [HAVEN_TABLE_ACCESS_REQUESTS] = N_("Request for access"),
    [HAVEN_TABLE_ACCESS_CHOICES] = N_("Decision"),
    [HAVEN_TABLE_TRANSFERS] = N_("Transfer"),
  };

  return names[table] != NULL ? _(names[table]) : _("Entry");
}

static char *
make_label (HavenTable table, const char *format)
{
  /* The format comes from this file alone, with one %s for the name */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, haven_command_name_table (table));
#pragma GCC diagnostic pop
}

/* What is put off is told as what was done, not as an entry that was made */
static char *
make_put_label (HavenTable table, gboolean is_new)
{
  if (table == HAVEN_TABLE_SNOOZES)
    return g_strdup (_("Put off"));
  return make_label (table, is_new ? _("%s recorded") : _("%s changed"));
}

static char *
make_remove_label (HavenTable table)
{
  return table == HAVEN_TABLE_SNOOZES ? g_strdup (_("Back on the list")) : make_label (table, _("%s deleted"));
}

static gint64
get_pupil_id (const HavenKind *kind, gconstpointer record)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, "pupil_id"))
      return G_STRUCT_MEMBER (gint64, record, kind->fields[i].offset);
  return kind == &HAVEN_KIND_PUPIL ? ((const HavenPupil *) record)->id : 0;
}

/* What a person saves is theirs from then on: no import overwrites it unasked. */
static void
mark_as_handmade (const HavenKind *kind, gpointer record)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, "import_id"))
      G_STRUCT_MEMBER (gint64, record, kind->fields[i].offset) = 0;
}

/* A restricted entry comes from the view without its text: what was not typed anew stays as it is. */
static void
leave_covered (HavenCommand *self)
{
  HavenNote *note = self->record;

  if (self->table == HAVEN_TABLE_NOTES && note->id != 0 && haven_text_is_empty (note->text))
    g_clear_pointer (&note->text, g_free);
}

static gboolean
check_held (const HavenMeeting *meeting, HavenClock clock, GError **error)
{
  g_autofree char *day = NULL;

  if (meeting->state < HAVEN_MEETING_HELD || meeting->day == HAVEN_DAY_NONE || meeting->day <= clock.today)
    return TRUE;
  day = haven_day_to_text (meeting->day);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
               _("This meeting is on %s, a day that is still to come, so it has not been held. If it was held earlier, change its day "
                 "first. Nothing was changed."), day);
  return FALSE;
}

static gboolean
apply_put (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  const HavenKind *kind = haven_table_get_kind (self->table);

  mark_as_handmade (kind, self->record);
  leave_covered (self);
  if (self->table == HAVEN_TABLE_MEETINGS && !check_held (self->record, writing->clock, error))
    return FALSE;
  if (!haven_store_put (writing->store, self->table, self->record, error))
    return FALSE;
  *ret_id = *(gint64 *) self->record;
  return haven_store_add_audit (writing->store, writing->clock, self->action,
                                get_pupil_id (kind, self->record), kind->name, error);
}

static gboolean
apply_remove (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  const HavenKind *kind = haven_table_get_kind (self->table);
  gconstpointer record = haven_school_get_record (writing->school, self->table, self->id);
  gint64 pupil_id = record != NULL ? get_pupil_id (kind, record) : 0;

  if (!haven_store_remove (writing->store, self->table, self->id, error))
    return FALSE;
  *ret_id = self->id;
  return haven_store_add_audit (writing->store, writing->clock, self->action, pupil_id, kind->name, error);
}

static gboolean
was_flagged (HavenSchool *school, gint64 pupil_id)
{
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id);

  for (guint i = 0; i < spells.n; i++)
    if (((const HavenSpell *) spells.items[i])->status != HAVEN_STATUS_NONE)
      return TRUE;
  return FALSE;
}

/* Registers of everybody are a choice; who goes back from it keeps weekly totals of the others, and not a day or code more (practice 34) */
static gboolean
drop_of_others (HavenWriting *writing, HavenTable table, GError **error)
{
  const HavenKind *kind = haven_table_get_kind (table);
  GPtrArray *records = haven_school_get_table (writing->school, table);

  for (guint i = 0; i < records->len; i++)
    if (!was_flagged (writing->school, get_pupil_id (kind, records->pdata[i]))
        && !haven_store_remove (writing->store, table, *(const gint64 *) records->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
drop_registers (HavenWriting *writing, GError **error)
{
  return drop_of_others (writing, HAVEN_TABLE_REGISTERS, error) && drop_of_others (writing, HAVEN_TABLE_LATES, error);
}

static gboolean
apply_set (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  gboolean is_registers = g_str_equal (self->texts[0], "registers");

  if (haven_sharing_is_own_key (self->texts[0])) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("Sharing settings come from the Virtual School and are agreed to, not set by hand. Nothing was changed."));
    return FALSE;
  }
  if (is_registers && g_strcmp0 (self->texts[1], "everyone") != 0 && !drop_registers (writing, error))
    return FALSE;
  return haven_store_set (writing->store, self->texts[0], self->texts[1], error) &&
         haven_store_add_audit (writing->store, writing->clock, self->action, 0, self->texts[0], error);
}

static gboolean
names_year (GPtrArray *dates, gint64 year)
{
  for (guint i = 0; i < dates->len; i++)
    if (((HavenDates *) g_ptr_array_index (dates, i))->year == year)
      return TRUE;
  return FALSE;
}

static gboolean
apply_calendar (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  GPtrArray *old = haven_school_get_table (writing->school, HAVEN_TABLE_CALENDAR);

  for (guint i = 0; i < old->len; i++) {
    const HavenDates *dates = g_ptr_array_index (old, i);
    if (names_year (self->dates, dates->year) &&
        !haven_store_remove (writing->store, HAVEN_TABLE_CALENDAR, dates->id, error))
      return FALSE;
  }
  for (guint i = 0; i < self->dates->len; i++)
    if (!haven_store_put (writing->store, HAVEN_TABLE_CALENDAR, g_ptr_array_index (self->dates, i), error))
      return FALSE;
  return haven_store_add_audit (writing->store, writing->clock, self->action, 0, "calendar", error);
}

static const HavenLedgerEntry *
find_in_ledger (HavenSchool *school, HavenRelease *release)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);

  for (guint i = 0; i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    if (g_bytes_equal (entry->bytes, haven_release_get_bytes (release)))
      return entry;
  }
  return NULL;
}

static gboolean
apply_agree (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  return haven_sharing_agree (writing, self->texts[0], self->texts[1], error);
}

static const char *
find_last_approval (HavenSchool *school)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);

  for (guint i = ledger->len; i > 0; i--) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i - 1);
    if (haven_ledger_entry_went (entry))
      return haven_text_is_empty (entry->approved_by) ? NULL : entry->approved_by;
  }
  return NULL;
}

/* Only a first return asks for an approval of its own; what was approved for it holds until settings change. */
static const char *
find_approval (HavenCommand *self, HavenSchool *school, GError **error)
{
  const char *last = find_last_approval (school);

  if (!haven_text_is_empty (self->texts[0]))
    return self->texts[0];
  if (last != NULL)
    return last;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("A first return needs the head’s or the trust’s approval, by name. Nothing was queued."));
  return NULL;
}

static HavenLedgerEntry *
make_ledger_entry (HavenRelease *release, const char *approved_by, gint64 now)
{
  HavenLedgerEntry *entry = haven_ledger_entry_new ();

  entry->period = g_strdup (haven_release_get_period (release));
  entry->revision = haven_release_get_revision (release);
  entry->bytes = g_bytes_ref (haven_release_get_bytes (release));
  entry->digest = g_strdup (haven_release_get_digest (release));
  entry->approved_by = g_strdup (approved_by);
  entry->made_at = now;
  return entry;
}

/* A page that governors were told by keeps its line, which gets the approval. */
static HavenLedgerEntry *
approve (const HavenLedgerEntry *told, const char *approved_by)
{
  HavenLedgerEntry *entry = haven_ledger_entry_copy (told);

  g_free (entry->approved_by);
  entry->approved_by = g_strdup (approved_by);
  return entry;
}

/* The ledger line and the message are one transaction. The same bytes again are the same release: nothing is queued twice. */
static gboolean
apply_queue_release (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  const HavenLedgerEntry *earlier = find_in_ledger (writing->school, self->release);
  const gboolean went = earlier != NULL && haven_ledger_entry_went (earlier);
  const char *approved_by = went ? NULL : find_approval (self, writing->school, error);
  g_autoptr (HavenLedgerEntry) entry = NULL;
  g_autoptr (HavenOutboxItem) item = NULL;

  if (went) {
    *ret_id = earlier->id;
    return TRUE;
  }
  if (approved_by == NULL)
    return FALSE;
  entry = earlier != NULL ? approve (earlier, approved_by) : make_ledger_entry (self->release, approved_by, writing->clock.now);
  item = haven_exchange_item_for_release (self->release, writing->clock.now);
  if (!haven_store_put (writing->store, HAVEN_TABLE_RELEASES, entry, error) ||
      !haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error))
    return FALSE;
  *ret_id = entry->id;
  return haven_sharing_queue_shares (writing, self->release, error) &&
         haven_store_add_audit (writing->store, writing->clock, self->action, 0, entry->digest, error);
}

static gboolean
apply_undo_import (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);

  *ret_id = self->id;
  return haven_store_undo_import (writing->store, self->id, writing->clock, error) &&
         haven_store_add_audit (writing->store, writing->clock, self->action, 0, detail, error);
}

static gboolean
apply_record_paper (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("%s for %s", self->texts[0], self->texts[1]);

  return haven_store_add_audit (writing->store, writing->clock, self->action, self->id, detail, error);
}

static gboolean
has_number (HavenSchool *school, HavenRelease *page)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);

  for (guint i = 0; i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    if (entry->revision == haven_release_get_revision (page) && g_strcmp0 (entry->period, haven_release_get_period (page)) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Practice 40: what governors are told by stands in the ledger like what was sent, so that the next return is judged beside it. */
static gboolean
apply_tell_governors (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autoptr (HavenLedgerEntry) entry = make_ledger_entry (self->page, "", writing->clock.now);

  if (find_in_ledger (writing->school, self->page) != NULL)
    return apply_record_paper (self, writing, ret_id, error);
  if (has_number (writing->school, self->page)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                         _("A return of this period was made while this report was open, so the two were not judged together. Make the "
                           "report again, and do not give this one away."));
    return FALSE;
  }
  return haven_store_put (writing->store, HAVEN_TABLE_RELEASES, entry, error) && apply_record_paper (self, writing, ret_id, error);
}

/* A word a second, and only the first in the audit */
static gboolean
apply_type (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  const HavenKind *kind = haven_table_get_kind (self->table);
  gboolean begins = *(gint64 *) self->record == 0;

  mark_as_handmade (kind, self->record);
  if (!haven_store_put (writing->store, self->table, self->record, error))
    return FALSE;
  *ret_id = *(gint64 *) self->record;
  return !begins || haven_store_add_audit (writing->store, writing->clock, "add", get_pupil_id (kind, self->record), kind->name, error);
}

static gboolean
keep_held (HavenCommand *self, HavenWriting *writing, HavenMeeting *meeting, GError **error)
{
  haven_meeting_compose (meeting, haven_school_of_pupil (writing->school, HAVEN_TABLE_LINES, meeting->pupil_id));
  meeting->state = MAX (meeting->state, HAVEN_MEETING_HELD);
  meeting->import_id = 0;
  return check_held (meeting, writing->clock, error) && haven_store_put (writing->store, HAVEN_TABLE_MEETINGS, meeting, error) &&
         haven_store_add_audit (writing->store, writing->clock, self->action, meeting->pupil_id, HAVEN_KIND_MEETING.name, error);
}

static gboolean
apply_hold (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  const HavenMeeting *before = haven_school_get_record (writing->school, HAVEN_TABLE_MEETINGS, self->id);
  g_autoptr (HavenMeeting) meeting = before != NULL ? haven_meeting_copy (before) : NULL;

  if (meeting == NULL) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("This meeting is not in the store. Nothing was changed."));
    return FALSE;
  }
  if (meeting->day == HAVEN_DAY_NONE || (self->brings_forward && meeting->day > writing->clock.today))
    meeting->day = writing->clock.today;
  *ret_id = meeting->id;
  return keep_held (self, writing, meeting, error);
}

/* The same meeting for each child, known by one text, in one transaction; the first one's number is told */
static gboolean
apply_gather (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autofree char *gathering = haven_text_new_id ();

  if (!check_held (self->record, writing->clock, error))
    return FALSE;
  for (guint i = 0; i < self->pupils->len; i++) {
    g_autoptr (HavenMeeting) meeting = haven_meeting_copy (self->record);
    meeting->id = 0;
    meeting->pupil_id = g_array_index (self->pupils, gint64, i);
    meeting->gathering = g_strdup (gathering);
    if (!haven_store_put (writing->store, HAVEN_TABLE_MEETINGS, meeting, error) ||
        !haven_store_add_audit (writing->store, writing->clock, self->action, meeting->pupil_id, HAVEN_KIND_MEETING.name, error))
      return FALSE;
    *ret_id = i == 0 ? meeting->id : *ret_id;
  }
  return TRUE;
}

static gboolean
apply_give (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  HavenLine *line = self->record;
  g_autofree char *detail = g_strdup_printf ("%s for %s", line->text, line->who);

  line->at = writing->clock.now;
  if (!haven_store_put (writing->store, HAVEN_TABLE_LINES, line, error))
    return FALSE;
  *ret_id = line->id;
  return haven_store_add_audit (writing->store, writing->clock, self->action, line->pupil_id, detail, error);
}

HavenDeed
haven_command_get_deed (HavenCommand *self)
{
  return self->deed;
}

static gboolean
is_of_a_pupil (HavenTable table)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, "pupil_id"))
      return TRUE;
  return table == HAVEN_TABLE_PUPILS;
}

/* What stands there already, and whom it would belong to, must both be in sight. */
static gboolean
is_in_sight (HavenCommand *self, HavenSchool *view)
{
  const HavenKind *kind = haven_table_get_kind (self->table);
  gint64 id = self->record != NULL ? *(const gint64 *) self->record : self->id;
  gint64 pupil_id;

  if (id != 0 && haven_school_get_record (view, self->table, id) == NULL)
    return FALSE;
  if (self->record == NULL || !is_of_a_pupil (self->table))
    return TRUE;
  pupil_id = get_pupil_id (kind, self->record);
  if (pupil_id == 0)
    return self->table == HAVEN_TABLE_PEOPLE;
  return haven_school_get_pupil (view, pupil_id) != NULL;
}

static gboolean
are_in_sight (HavenCommand *self, HavenSchool *view)
{
  for (guint i = 0; self->pupils != NULL && i < self->pupils->len; i++)
    if (haven_school_get_pupil (view, g_array_index (self->pupils, gint64, i)) == NULL)
      return FALSE;
  return self->pupils != NULL || is_in_sight (self, view);
}

/* Those that are about one child and no more */
static gboolean
is_of_one_child (HavenCommand *self)
{
  static const HavenCommandApply ways[] = { apply_put, apply_remove, apply_type, apply_hold, apply_gather, apply_give };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (self->apply == ways[i])
      return TRUE;
  return FALSE;
}

gboolean
haven_command_check_sees (HavenCommand *self, HavenSchool *view, HavenRole role, GError **error)
{
  if (role != HAVEN_ROLE_DT || !is_of_one_child (self) || are_in_sight (self, view))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("A designated teacher changes the records of children who are or were in care, or in kinship care. "
                         "Nothing was changed."));
  return FALSE;
}

gboolean
haven_command_apply (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  *ret_id = 0;
  return self->apply (self, writing, ret_id, error);
}

/* What is told about a child to somebody outside is for those who lead. */
static HavenDeed
get_edit_deed (HavenTable table)
{
  switch (table) {
  case HAVEN_TABLE_ACCESS_REQUESTS:
  case HAVEN_TABLE_ACCESS_CHOICES:
  case HAVEN_TABLE_TRANSFERS:
    return HAVEN_DEED_ANSWER;
  default:
    return HAVEN_DEED_EDIT;
  }
}

HavenCommand *
haven_command_put (HavenTable table, gpointer take_record)
{
  HavenCommand *self = haven_command_put_record (table, take_record);
  g_autofree char *label = self == NULL ? make_put_label (table, *(gint64 *) take_record == 0) : NULL;

  if (self != NULL)
    return self;
  self = haven_command_make (apply_put, *(gint64 *) take_record == 0 ? "add" : "change", label, TRUE);
  self->deed = get_edit_deed (table);
  self->table = table;
  self->record = take_record;
  return self;
}

HavenCommand *
haven_command_remove (HavenTable table, gint64 id)
{
  g_autofree char *label = make_remove_label (table);
  HavenCommand *self = haven_command_keep_record (table);

  if (self != NULL)
    return self;
  self = haven_command_make (apply_remove, "remove", label, TRUE);
  self->deed = get_edit_deed (table);
  self->table = table;
  self->id = id;
  return self;
}

HavenCommand *
haven_command_set (const char *key, const char *value)
{
  HavenCommand *self = haven_command_make (apply_set, "setting", _("Setting changed"), TRUE);

  /* what a designated teacher makes of the sentences of their own report is no setting of the program */
  self->deed = g_str_has_prefix (key, "report.dt-annual.") ? HAVEN_DEED_EDIT : HAVEN_DEED_SETTINGS;
  self->texts[0] = g_strdup (key);
  self->texts[1] = g_strdup (value);
  return self;
}

HavenCommand *
haven_command_set_calendar (GPtrArray *take_dates)
{
  HavenCommand *self = haven_command_make (apply_calendar, "calendar", _("School calendar changed"), TRUE);

  self->deed = HAVEN_DEED_SETTINGS;
  self->dates = take_dates;
  return self;
}

HavenCommand *
haven_command_queue_release (HavenRelease *release, const char *approved_by)
{
  HavenCommand *self = haven_command_make (apply_queue_release, "queue-return", _("Termly return waiting to be sent"), FALSE);

  self->deed = HAVEN_DEED_SEND;
  self->release = haven_release_ref (release);
  self->texts[0] = g_strdup (approved_by);
  return self;
}

HavenCommand *
haven_command_agree_sharing (const char *digest, const char *approved_by)
{
  HavenCommand *self = haven_command_make (apply_agree, "agree-sharing", _("Sharing settings agreed to"), FALSE);

  self->deed = HAVEN_DEED_SEND;
  self->texts[0] = g_strdup (digest);
  self->texts[1] = haven_text_squeeze (approved_by);
  return self;
}

HavenRelease *
haven_command_get_release (HavenCommand *self)
{
  return self->release;
}

HavenCommand *
haven_command_undo_import (gint64 import_id)
{
  HavenCommand *self = haven_command_make (apply_undo_import, "undo-import", _("Import taken back"), FALSE);

  self->deed = HAVEN_DEED_IMPORT;
  self->id = import_id;
  return self;
}

HavenCommand *
haven_command_record_paper (const char *what, gint64 pupil_id, const char *recipient)
{
  HavenCommand *self = haven_command_make (apply_record_paper, "paper", _("Paper made"), FALSE);

  self->deed = HAVEN_DEED_PRINT;
  self->id = pupil_id;
  self->texts[0] = g_strdup (what);
  self->texts[1] = g_strdup (recipient);
  return self;
}

HavenCommand *
haven_command_tell_governors (HavenRelease *page, const char *what, const char *recipient)
{
  HavenCommand *self = haven_command_record_paper (what, 0, recipient);

  self->apply = apply_tell_governors;
  self->page = haven_release_ref (page);
  return self;
}

HavenCommand *
haven_command_type_into (HavenTable table, gpointer take_record)
{
  HavenCommand *self = haven_command_make (apply_type, "add", _("Written down"), FALSE);

  self->table = table;
  self->record = take_record;
  return self;
}

HavenCommand *
haven_command_type (HavenLine *take_line)
{
  return haven_command_type_into (HAVEN_TABLE_LINES, take_line);
}

HavenCommand *
haven_command_hold (gint64 meeting_id)
{
  HavenCommand *self = haven_command_make (apply_hold, "hold", _("Meeting held"), TRUE);

  self->table = HAVEN_TABLE_MEETINGS;
  self->id = meeting_id;
  return self;
}

HavenCommand *
haven_command_hold_today (gint64 meeting_id)
{
  HavenCommand *self = haven_command_hold (meeting_id);

  self->brings_forward = TRUE;
  return self;
}

HavenCommand *
haven_command_gather (HavenMeeting *take_meeting, GArray *pupils)
{
  HavenCommand *self = haven_command_make (apply_gather, "add", _("Meeting recorded for each child"), TRUE);

  self->table = HAVEN_TABLE_MEETINGS;
  self->record = take_meeting;
  self->pupils = g_array_copy (pupils);
  return self;
}

HavenCommand *
haven_command_give (const char *what, gint64 pupil_id, gint64 meeting_id, const char *recipient)
{
  HavenCommand *self = haven_command_make (apply_give, "paper", _("Paper made"), FALSE);
  HavenLine *line = haven_line_new ();

  self->deed = HAVEN_DEED_PRINT;
  self->table = HAVEN_TABLE_LINES;
  self->record = line;
  line->type = HAVEN_LINE_GIVEN;
  line->pupil_id = pupil_id;
  line->meeting_id = meeting_id;
  line->text = g_strdup (what);
  line->who = g_strdup (recipient);
  return self;
}

void
haven_command_free (HavenCommand *self)
{
  if (self == NULL)
    return;
  if (self->record != NULL)
    haven_record_free (haven_table_get_kind (self->table), self->record);
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  g_clear_pointer (&self->pupils, g_array_unref);
  g_clear_pointer (&self->release, haven_release_unref);
  g_clear_pointer (&self->page, haven_release_unref);
  g_clear_pointer (&self->booking, haven_booking_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->label);
  g_free (self);
}

const char *
haven_command_get_label (HavenCommand *self)
{
  return self->label;
}

gboolean
haven_command_can_undo (HavenCommand *self)
{
  return self->undoable;
}
