/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-dossier-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-code.h"
#include "haven-error.h"
#include "haven-exemptions.h"
#include "haven-secret.h"
#include "haven-text.h"

#define CONTEXT_LETTERS 60

/* ---- marks ---- */

static const char *const mark_codes[] = { "child", "family", "professional", "staff", "somebody", "detail", NULL };
static const char *const mark_texts[] = {
  N_("another child"), N_("somebody around the child"), N_("a professional"), N_("a member of staff"), N_("somebody else"),
  N_("how somebody is reached"), NULL,
};
static const char *const mark_hints[] = {
  N_("Another child: usually taken out."),
  N_("Somebody around the child: taken out unless they agree, or it is reasonable without that; whoever asks knows their own name."),
  N_("A social worker in their post: the law takes it to be reasonable to tell, unless it would do serious harm (Data Protection Act 2018 "
     "Schedule 2 paragraph 17)."),
  N_("A member of staff in their post: the law takes it to be reasonable to tell of an education worker, unless it would do serious harm "
     "(Data Protection Act 2018 Schedule 2 paragraph 17)."),
  N_("Somebody whom the store does not know: look who it is."),
  N_("A telephone number or an address: usually taken out, unless it is that of whoever asks."), NULL,
};

const char *
haven_mark_code (HavenMark mark)
{
  return haven_code_at (mark_codes, mark);
}

gboolean
haven_mark_parse (const char *code, HavenMark *ret_mark)
{
  int value;

  if (code == NULL || !haven_code_parse (mark_codes, code, &value))
    return FALSE;
  *ret_mark = value;
  return TRUE;
}

const char *
haven_mark_text (HavenMark mark)
{
  return haven_code_text (mark_texts, mark);
}

const char *
haven_mark_hint (HavenMark mark)
{
  return haven_code_text (mark_hints, mark);
}

/* ---- when it has to be answered ---- */

/* Saturdays and Sundays: bank holidays are not known here, so that a day too early is told rather than one too late. */
HavenDay
haven_access_due (const HavenAccessRequest *request)
{
  HavenDay from = request->identity_on != HAVEN_DAY_NONE ? MAX (request->identity_on, request->asked_on) : request->asked_on;
  HavenDay due;

  if (from == HAVEN_DAY_NONE)
    return HAVEN_DAY_NONE;
  due = haven_day_add_months (from, request->extended_on != HAVEN_DAY_NONE ? 3 : 1);
  while (haven_day_get_weekday (due) > 5)
    due++;
  return due;
}

/* ---- making ---- */

typedef struct {
  HavenDossier *dossier;
  HavenNames *names;
  HavenHeldSection *section;
} Run;

static void
field_free (gpointer data)
{
  HavenHeldField *self = data;

  g_free (self->label);
  g_free (self->text);
  g_free (self->value);
  g_free (self->digest);
  g_array_unref (self->passages);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  HavenHeldEntry *self = data;

  g_ptr_array_unref (self->fields);
  g_free (self->digest);
  g_free (self);
}

static void
section_free (gpointer data)
{
  HavenHeldSection *self = data;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
haven_dossier_free (HavenDossier *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sections);
  haven_school_unref (self->school);
  g_free (self->digest);
  g_free (self->printed_by);
  g_free (self);
}

/* For machines: days, codes and numbers as they are kept. NULL: as it is for people */
static char *
machine_value (const HavenKind *kind, gconstpointer record, guint n)
{
  HavenFieldType type = kind->fields[n].type;

  return type == HAVEN_FIELD_TEXT || type == HAVEN_FIELD_BYTES ? NULL : haven_record_dup_field (kind, record, n);
}

static char *
hash_text (const char *text)
{
  return haven_secret_hash_hex (text, strlen (text));
}

static void
begin_section (Run *run, const char *table, gboolean moving)
{
  run->section = g_new0 (HavenHeldSection, 1);
  run->section->table = table;
  run->section->title = haven_held_title (table);
  run->section->moving = moving;
  run->section->entries = g_ptr_array_new_with_free_func (entry_free);
}

static void
end_section (Run *run)
{
  if (run->section->entries->len > 0)
    g_ptr_array_add (run->dossier->sections, run->section);
  else
    section_free (run->section);
  run->section = NULL;
}

static HavenHeldEntry *
add_entry (Run *run, gint64 id)
{
  HavenHeldEntry *entry = g_new0 (HavenHeldEntry, 1);

  entry->table = run->section->table;
  entry->record = id;
  entry->fields = g_ptr_array_new_with_free_func (field_free);
  g_ptr_array_add (run->section->entries, entry);
  run->dossier->n_entries++;
  return entry;
}

static HavenHeldField *
add_field (Run *run, HavenHeldEntry *entry, const char *column, char *take_text)
{
  HavenHeldField *field = g_new0 (HavenHeldField, 1);

  field->column = column;
  field->label = haven_held_label (run->section->table, column);
  field->text = take_text;
  field->digest = hash_text (field->text);
  field->passages = g_array_new (FALSE, FALSE, sizeof (HavenPassage));
  g_ptr_array_add (entry->fields, field);
  return field;
}

/* What the school writes about the answer itself names whoever asked and whoever signed: marking it would open it again by signing. */
static gboolean
is_own_desk (const char *table)
{
  return g_str_equal (table, HAVEN_KIND_ACCESS_REQUEST.name);
}

/* Names of staff stand in most fields that name somebody */
static void
mark_field (Run *run, HavenHeldField *field, HavenFieldType type, HavenMark mark)
{
  switch (haven_access_column (run->section->table, field->column)) {
  case HAVEN_ACCESS_NAMES:
    haven_names_mark_all (run->names, field, mark);
    break;
  case HAVEN_ACCESS_DETAIL:
    haven_names_mark_all (run->names, field, HAVEN_MARK_DETAIL);
    break;
  case HAVEN_ACCESS_STAFF:
    break;
  default:
    if (type == HAVEN_FIELD_TEXT && !is_own_desk (run->section->table) && !g_str_equal (run->section->table, "pupils"))
      haven_names_mark (run->names, field);
  }
}

static HavenMark
usual_mark (HavenTable table, gconstpointer record)
{
  if (table == HAVEN_TABLE_ACCESS_REQUESTS)
    return HAVEN_MARK_FAMILY;
  if (table == HAVEN_TABLE_SPELLS)
    return HAVEN_MARK_PROFESSIONAL;
  if (table != HAVEN_TABLE_PEOPLE)
    return HAVEN_MARK_STAFF;
  return ((const HavenPerson *) record)->type == HAVEN_PERSON_CONTACT ? HAVEN_MARK_FAMILY : HAVEN_MARK_PROFESSIONAL;
}

static void
finish_entry (HavenHeldEntry *entry)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < entry->fields->len; i++)
    g_string_append_printf (all, "%s\x1f", ((HavenHeldField *) entry->fields->pdata[i])->text);
  entry->digest = hash_text (all->str);
}

static void
take_record (Run *run, HavenTable table, gconstpointer record)
{
  const HavenKind *kind = haven_table_get_kind (table);
  HavenHeldEntry *entry = add_entry (run, *(const gint64 *) record);

  if (table == HAVEN_TABLE_NOTES) {
    const HavenNote *note = record;
    entry->restricted = note->restricted;
    entry->covered = note->restricted && note->text == NULL;
    run->dossier->n_covered += entry->covered;
  }
  for (guint i = 0; i < kind->n_fields; i++)
    if (haven_access_column (kind->name, kind->fields[i].name) != HAVEN_ACCESS_ELSEWHERE) {
      HavenHeldField *field = add_field (run, entry, kind->fields[i].name, haven_held_text (run->dossier->school, kind, record, i));
      field->value = machine_value (kind, record, i);
      mark_field (run, field, kind->fields[i].type, usual_mark (table, record));
    }
  finish_entry (entry);
}

static void
take_slice (Run *run, HavenTable table)
{
  HavenSlice records = haven_school_of_pupil (run->dossier->school, table, run->dossier->pupil->id);

  for (guint i = 0; i < records.n; i++)
    take_record (run, table, records.items[i]);
}

/* Contacts of the child, and whoever is its social worker */
static void
take_people (Run *run)
{
  HavenSlice spells = haven_school_of_pupil (run->dossier->school, HAVEN_TABLE_SPELLS, run->dossier->pupil->id);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  take_slice (run, HAVEN_TABLE_PEOPLE);
  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];
    const HavenPerson *worker = haven_school_get_record (run->dossier->school, HAVEN_TABLE_PEOPLE, spell->social_worker_id);
    if (worker != NULL && g_hash_table_add (seen, (gpointer) &worker->id))
      take_record (run, HAVEN_TABLE_PEOPLE, worker);
  }
}

static const HavenField *
find_field (const HavenKind *kind, const char *name)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      return &kind->fields[i];
  return NULL;
}

/* ---- imports that touched the child: the receipt, without the lines about other children ---- */

static const char *const told_of_imports[] = { "id", "made_at", "by", "type", "file", "digest", "undone_at", NULL };

static void
note_imports (GHashTable *ids, const HavenKind *kind, HavenSlice records)
{
  const HavenField *field = find_field (kind, "import_id");

  for (guint i = 0; field != NULL && i < records.n; i++)
    g_hash_table_add (ids, (char *) records.items[i] + field->offset);
}

static GHashTable *
list_imports (HavenDossier *dossier)
{
  GHashTable *ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_hash_table_add (ids, (gpointer) &dossier->pupil->import_id);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (find_field (haven_table_get_kind (table), "pupil_id") != NULL)
      note_imports (ids, haven_table_get_kind (table), haven_school_of_pupil (dossier->school, table, dossier->pupil->id));
  return ids;
}

static void
take_import (Run *run, const HavenImport *import)
{
  HavenHeldEntry *entry = add_entry (run, import->id);

  for (guint i = 0; i < HAVEN_KIND_IMPORT.n_fields; i++) {
    const HavenField *told = &HAVEN_KIND_IMPORT.fields[i];
    if (g_strv_contains (told_of_imports, told->name)) {
      HavenHeldField *field = add_field (run, entry, told->name, haven_held_text (run->dossier->school, &HAVEN_KIND_IMPORT, import, i));
      field->value = machine_value (&HAVEN_KIND_IMPORT, import, i);
      mark_field (run, field, told->type, HAVEN_MARK_STAFF);
    }
  }
  finish_entry (entry);
}

static void
take_imports (Run *run)
{
  g_autoptr (GHashTable) ids = list_imports (run->dossier);
  GPtrArray *imports = haven_school_get_table (run->dossier->school, HAVEN_TABLE_IMPORTS);

  begin_section (run, HAVEN_KIND_IMPORT.name, FALSE);
  for (guint i = 0; i < imports->len; i++)
    if (g_hash_table_contains (ids, imports->pdata[i]))
      take_import (run, imports->pdata[i]);
  end_section (run);
}

/* ---- the audit ---- */

static void
take_event (Run *run, const HavenHeldEvent *event)
{
  HavenHeldEntry *entry = add_entry (run, event->id);

  add_field (run, entry, "at", haven_time_to_text (event->at));
  add_field (run, entry, "who", g_strdup (haven_mark_text (HAVEN_MARK_STAFF)));
  add_field (run, entry, "action", g_strdup (event->action));
  mark_field (run, add_field (run, entry, "detail", g_strdup (event->detail != NULL ? event->detail : "")), HAVEN_FIELD_TEXT,
              HAVEN_MARK_STAFF);
  finish_entry (entry);
}

static void
take_events (Run *run, GArray *events)
{
  begin_section (run, "audit", TRUE);
  for (guint i = 0; events != NULL && i < events->len; i++)
    take_event (run, &g_array_index (events, HavenHeldEvent, i));
  end_section (run);
}

/* ---- all of it: a table that has pupils is here without anybody naming it ---- */

static void
take_table (Run *run, HavenTable table)
{
  const HavenKind *kind = haven_table_get_kind (table);

  begin_section (run, kind->name, is_own_desk (kind->name));
  if (table == HAVEN_TABLE_PEOPLE)
    take_people (run);
  else if (find_field (kind, "pupil_id") != NULL && haven_access_column (kind->name, "id") != HAVEN_ACCESS_ELSEWHERE)
    take_slice (run, table);
  end_section (run);
}

static void
take_all (Run *run, GArray *events)
{
  begin_section (run, HAVEN_KIND_PUPIL.name, FALSE);
  take_record (run, HAVEN_TABLE_PUPILS, run->dossier->pupil);
  end_section (run);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (table != HAVEN_TABLE_PUPILS)
      take_table (run, table);
  take_imports (run);
  take_events (run, events);
}

/* ---- what was decided ---- */

static char *
choice_key (const char *about, gint64 record, const char *field, gint64 start, gint64 length)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s/%" G_GINT64_FORMAT "+%" G_GINT64_FORMAT, about, record, field != NULL ? field : "",
                          start, length);
}

/* The last that was said of a passage is what holds */
static GHashTable *
index_choices (HavenDossier *dossier)
{
  GHashTable *choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  HavenSlice all = haven_school_of_pupil (dossier->school, HAVEN_TABLE_ACCESS_CHOICES, dossier->pupil->id);

  for (guint i = 0; dossier->asked != NULL && i < all.n; i++) {
    HavenAccessChoice *choice = all.items[i];
    if (choice->request_id == dossier->asked->id)
      g_hash_table_insert (choices, choice_key (choice->about, choice->record, choice->field, choice->start, choice->length), choice);
  }
  return choices;
}

static const HavenAccessChoice *
find_choice (GHashTable *choices, const HavenHeldEntry *entry, const HavenHeldField *field, const HavenPassage *passage)
{
  g_autofree char *key = choice_key (entry->table, entry->record, field != NULL ? field->column : NULL,
                                     passage != NULL ? passage->start : 0, passage != NULL ? passage->length : 0);
  const HavenAccessChoice *choice = g_hash_table_lookup (choices, key);
  const char *digest = field != NULL ? field->digest : entry->digest;

  return choice != NULL && g_strcmp0 (choice->digest, digest) == 0 ? choice : NULL;
}

static void
settle_passage (HavenDossier *dossier, GHashTable *choices, const HavenHeldEntry *entry, const HavenHeldField *field, HavenPassage *passage)
{
  const HavenAccessChoice *choice = find_choice (choices, entry, field, passage);

  passage->decided = choice != NULL;
  passage->redacted = choice != NULL && choice->decision == HAVEN_ACCESS_REDACT;
  dossier->n_passages++;
  dossier->n_open += !passage->decided;
  dossier->n_redacted += passage->redacted;
}

static void
settle_entry (HavenDossier *dossier, GHashTable *choices, HavenHeldEntry *entry)
{
  const HavenAccessChoice *whole = find_choice (choices, entry, NULL, NULL);

  if (whole != NULL && whole->decision == HAVEN_ACCESS_WITHHOLD) {
    entry->exemption = whole->exemption;
    entry->reason = whole->reason;
    dossier->n_withheld++;
    return;
  }
  for (guint i = 0; i < entry->fields->len; i++) {
    HavenHeldField *field = entry->fields->pdata[i];
    for (guint n = 0; n < field->passages->len; n++)
      settle_passage (dossier, choices, entry, field, &g_array_index (field->passages, HavenPassage, n));
  }
}

static void
settle_all (HavenDossier *dossier)
{
  g_autoptr (GHashTable) choices = index_choices (dossier);

  for (guint i = 0; i < dossier->sections->len; i++) {
    HavenHeldSection *section = dossier->sections->pdata[i];
    for (guint n = 0; n < section->entries->len; n++)
      settle_entry (dossier, choices, section->entries->pdata[n]);
  }
}

char *
haven_field_dup_told (const HavenHeldField *field)
{
  GString *text = g_string_new (NULL);
  gsize from = 0;

  for (guint i = 0; i < field->passages->len; i++) {
    const HavenPassage *passage = &g_array_index (field->passages, HavenPassage, i);
    g_string_append_len (text, field->text + from, passage->start - from);
    from = passage->start + passage->length;
    if (passage->redacted)
      g_string_append_printf (text, "[%s]", haven_mark_text (passage->mark));
    else if (passage->decided)
      g_string_append_len (text, field->text + passage->start, passage->length);
    else
      g_string_append_printf (text, _("[to decide: %.*s]"), (int) passage->length, field->text + passage->start);
  }
  g_string_append (text, field->text + from);
  return g_string_free (text, FALSE);
}

char *
haven_field_dup_value (const HavenHeldField *field)
{
  return field->value != NULL && field->passages->len == 0 ? g_strdup (field->value) : haven_field_dup_told (field);
}

static void
take_row (HavenRows *rows, const HavenHeldEntry *entry, const HavenHeldField *field)
{
  char **row = g_new0 (char *, rows->n_columns + 1);

  row[0] = g_strdup (entry->table);
  row[1] = g_strdup_printf ("%" G_GINT64_FORMAT, entry->record);
  row[2] = g_strdup (field->column);
  row[3] = g_strdup (field->label);
  row[4] = haven_field_dup_value (field);
  haven_rows_take (rows, row);
}

static void
take_rows (HavenRows *rows, const HavenHeldSection *section)
{
  for (guint i = 0; i < section->entries->len; i++) {
    const HavenHeldEntry *entry = section->entries->pdata[i];
    for (guint n = 0; entry->exemption == NULL && n < entry->fields->len; n++)
      take_row (rows, entry, entry->fields->pdata[n]);
  }
}

static HavenRows *
make_rows (const HavenDossier *self, gboolean moving)
{
  static const char *const header[] = { "table", "record", "column", "what", "value", NULL };
  HavenRows *rows = haven_rows_new (header);

  for (guint i = 0; i < self->sections->len; i++) {
    const HavenHeldSection *section = self->sections->pdata[i];
    if (moving || !section->moving)
      take_rows (rows, section);
  }
  return rows;
}

HavenRows *
haven_dossier_get_rows (const HavenDossier *self)
{
  return make_rows (self, TRUE);
}

static char *
hash_answer (const HavenDossier *self)
{
  g_autoptr (HavenRows) rows = make_rows (self, FALSE);
  gsize length;
  g_autofree char *csv = haven_rows_to_csv (rows, &length);

  return haven_secret_hash_hex (csv, length);
}

static gboolean
check_request (const HavenDossierRequest *request, GError **error)
{
  const HavenAccessRequest *asked = haven_school_get_record (request->school, HAVEN_TABLE_ACCESS_REQUESTS, request->request_id);

  if (haven_school_get_pupil (request->school, request->pupil_id) != NULL
      && (request->request_id == 0 || (asked != NULL && asked->pupil_id == request->pupil_id)))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("This pupil or this request is no longer there."));
  return FALSE;
}

HavenDossier *
haven_dossier_new (const HavenDossierRequest *request, GError **error)
{
  HavenDossier *self;
  Run run = { NULL };

  if (!check_request (request, error))
    return NULL;
  self = g_new0 (HavenDossier, 1);
  self->school = haven_school_ref (request->school);
  self->clock = request->clock;
  self->pupil = haven_school_get_pupil (request->school, request->pupil_id);
  self->asked = haven_school_get_record (request->school, HAVEN_TABLE_ACCESS_REQUESTS, request->request_id);
  self->printed_by = g_strdup (request->printed_by);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  run.dossier = self;
  run.names = haven_names_new (self->school, self->pupil);
  take_all (&run, request->events);
  haven_names_free (run.names);
  settle_all (self);
  self->digest = hash_answer (self);
  return self;
}

char *
haven_dossier_dup_draft (const HavenDossier *self)
{
  if (self->asked == NULL)
    return g_strdup (_("Draft: nobody has asked for this yet."));
  if (self->n_open > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Draft: %u marked passage is still to be decided.",
                                         "Draft: %u marked passages are still to be decided.", self->n_open), self->n_open);
  if (self->n_covered > 0)
    return g_strdup (_("Draft: restricted entries are in it that only the designated safeguarding lead or a deputy can open."));
  if (haven_text_is_empty (self->asked->signed_by) || self->asked->signed_on == HAVEN_DAY_NONE)
    return g_strdup (_("Draft: the data protection officer has not signed it."));
  if (g_strcmp0 (self->asked->signed_digest, self->digest) != 0)
    return g_strdup (_("Draft: it has changed since the data protection officer signed it."));
  return NULL;
}

HavenHeldEntry *
haven_dossier_find (const HavenDossier *self, const char *table, gint64 record)
{
  for (guint i = 0; i < self->sections->len; i++) {
    const HavenHeldSection *section = self->sections->pdata[i];
    for (guint n = 0; g_str_equal (section->table, table) && n < section->entries->len; n++)
      if (((HavenHeldEntry *) section->entries->pdata[n])->record == record)
        return section->entries->pdata[n];
  }
  return NULL;
}

/* ---- the walk ---- */

static void
walk_entry (GArray *stops, const HavenHeldSection *section, const HavenHeldEntry *entry)
{
  for (guint i = 0; entry->exemption == NULL && i < entry->fields->len; i++) {
    const HavenHeldField *field = entry->fields->pdata[i];
    for (guint n = 0; n < field->passages->len; n++) {
      HavenStop stop = { section, entry, field, g_array_index (field->passages, HavenPassage, n) };
      g_array_append_val (stops, stop);
    }
  }
}

GArray *
haven_dossier_walk (const HavenDossier *self)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (HavenStop));

  for (guint i = 0; i < self->sections->len; i++) {
    const HavenHeldSection *section = self->sections->pdata[i];
    for (guint n = 0; n < section->entries->len; n++)
      walk_entry (stops, section, section->entries->pdata[n]);
  }
  return stops;
}

char *
haven_stop_dup_id (const HavenStop *stop)
{
  return choice_key (stop->entry->table, stop->entry->record, stop->field->column, stop->passage.start, stop->passage.length);
}

char *
haven_stop_dup_words (const HavenStop *stop)
{
  return g_strndup (stop->field->text + stop->passage.start, stop->passage.length);
}

static const char *
go_back (const char *text, const char *from)
{
  for (guint i = 0; i < CONTEXT_LETTERS && from > text; i++)
    from = g_utf8_prev_char (from);
  return from;
}

static const char *
go_on (const char *from)
{
  for (guint i = 0; i < CONTEXT_LETTERS && *from != '\0'; i++)
    from = g_utf8_next_char (from);
  return from;
}

char *
haven_stop_dup_context (const HavenStop *stop)
{
  const char *text = stop->field->text, *start = text + stop->passage.start, *end = start + stop->passage.length;
  const char *from = go_back (text, start), *until = go_on (end);
  g_autofree char *before = g_strndup (from, start - from), *words = g_strndup (start, end - start), *after = g_strndup (end, until - end);
  g_autofree char *line = g_strdup_printf ("%s%s»%s«%s%s", from > text ? "…" : "", before, words, after, *until != '\0' ? "…" : "");

  return haven_text_squeeze (line);
}

static HavenAccessChoice *
choice_new (const HavenDossier *dossier, const HavenHeldEntry *entry)
{
  HavenAccessChoice *choice = haven_access_choice_new ();

  choice->pupil_id = dossier->pupil->id;
  choice->request_id = dossier->asked->id;
  choice->about = g_strdup (entry->table);
  choice->record = entry->record;
  return choice;
}

HavenAccessChoice *
haven_stop_decide (const HavenStop *stop, const HavenDossier *dossier, HavenAccessDecision decision)
{
  HavenAccessChoice *choice = choice_new (dossier, stop->entry);

  choice->field = g_strdup (stop->field->column);
  choice->start = stop->passage.start;
  choice->length = stop->passage.length;
  choice->digest = g_strdup (stop->field->digest);
  choice->decision = decision;
  return choice;
}

/* No exemption: it is told after all */
HavenAccessChoice *
haven_entry_withhold (const HavenHeldEntry *entry, const HavenDossier *dossier, const char *exemption, const char *reason)
{
  HavenAccessChoice *choice = choice_new (dossier, entry);

  choice->digest = g_strdup (entry->digest);
  choice->decision = exemption != NULL ? HAVEN_ACCESS_WITHHOLD : HAVEN_ACCESS_KEEP;
  choice->exemption = g_strdup (exemption);
  choice->reason = g_strdup (reason);
  return choice;
}
