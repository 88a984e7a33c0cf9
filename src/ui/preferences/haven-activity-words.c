/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-activity-words.h"

#include <glib/gi18n-lib.h>
#include "haven-csv.h"
#include "haven-form-specs.h"

/* What was done, of which the first %s is who did it, and the second, where there is one, what the line says besides */
typedef struct {
  const char *action;
  const char *words;
} Words;

static const Words words[] = {
  { "create", N_("%s made the store") },
  { "unlock", N_("%s opened the store") },
  { "unlock-failed", N_("Before %s opened the store, wrong passphrases were typed: %s") },
  { "confirm-failed", N_("%s typed a wrong passphrase when asked again") },
  { "add", N_("%s recorded: %s") },
  { "change", N_("%s changed: %s") },
  { "remove", N_("%s deleted: %s") },
  { "undo", N_("%s took a change back, or made it again") },
  { "setting", N_("%s changed a setting: %s") },
  { "calendar", N_("%s changed the school calendar") },
  { "view-restricted", N_("%s uncovered a restricted entry") },
  { "import", N_("%s imported a file: %s") },
  { "undo-import", N_("%s took an import back") },
  { "hand-in", N_("%s handed a file in") },
  { "drop-handed-in", N_("%s put a handed-in file away") },
  { "paper", N_("%s made a paper: %s") },
  { "book", N_("%s asked for a place: %s") },
  { "cancel-booking", N_("%s cancelled a booking: %s") },
  { "queue-return", N_("%s approved a termly return for sending: %s") },
  { "retry", N_("%s sent again: %s") },
  { "enrol", N_("%s joined the Virtual School’s system: %s") },
  { "sync", N_("%s sent and fetched: %s") },
  { "backup", N_("%s made a backup") },
  { "share", N_("%s put the store into the shared folder") },
  { "check-in", N_("%s brought the store back to the shared folder") },
  { "merge", N_("%s put offline work and the shared store together") },
  { "add-person", N_("%s let somebody open the store: %s") },
  { "remove-person", N_("%s took the right to open the store from: %s") },
  { "change-role", N_("%s changed the role of: %s") },
  { "rename-person", N_("%s changed the name of: %s") },
  { "change-passphrase", N_("%s changed their passphrase") },
  { "recovery-sheet", N_("%s made a recovery sheet") },
  { "set-hold", N_("%s set a legal hold") },
  { "lift-hold", N_("%s lifted a legal hold") },
  { "note-file", N_("%s recorded what became of a child protection file") },
  { "keep-on", N_("%s kept records of a leaver longer") },
  { "erase", N_("%s erased records for good: %s") },
  { "erase-again", N_("%s brought erased records back with a copy, and Haven erased them again: %s") },
  { "keys-differ", N_("%s found the list of people other than it was left") },
};

static const char *
find_words (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].action, action) == 0)
      return _(words[i].words);
  return NULL;
}

/* Of a record the line names the kind. */
static const char *
name_detail (const char *detail)
{
  guint n;
  const HavenFormSpec *specs = haven_form_specs (&n);

  for (guint i = 0; detail != NULL && i < n; i++)
    if (g_str_equal (haven_table_get_kind (specs[i].table)->name, detail))
      return _(specs[i].title_edit);
  return detail != NULL ? detail : "–";
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
char *
haven_activity_dup_sentence (const HavenAuditLine *line)
{
  const char *format = find_words (line->action);
  const char *who = line->who != NULL && *line->who != '\0' ? line->who : _("Somebody");

  if (format == NULL)
    return g_strdup_printf ("%s: %s", who, line->action);
  return g_strdup_printf (format, who, name_detail (line->detail));
}
#pragma GCC diagnostic pop

static char *
dup_child (const HavenAuditLine *line, HavenSchool *school)
{
  const HavenPupil *pupil = school != NULL && line->pupil_id != 0 ? haven_school_get_pupil (school, line->pupil_id) : NULL;

  if (pupil != NULL)
    return haven_pupil_dup_name (pupil);
  return line->pupil_id != 0 ? g_strdup_printf (_("child number %lld"), (long long) line->pupil_id) : NULL;
}

char *
haven_activity_dup_about (const HavenAuditLine *line, HavenSchool *school)
{
  g_autofree char *when = haven_time_to_text (line->at);
  g_autofree char *child = dup_child (line, school);

  return child != NULL ? g_strdup_printf ("%s · %s", when, child) : g_steal_pointer (&when);
}

static void
add_row (GString *csv, const HavenAuditLine *line)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, line->id);
  g_autofree char *at = haven_time_to_iso (line->at);
  g_autofree char *pupil = line->pupil_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, line->pupil_id) : g_strdup ("");
  const char *const fields[] = { number, at, line->who, line->action, pupil, line->detail != NULL ? line->detail : "" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    haven_csv_add_field (csv, fields[i]);
  haven_csv_end_row (csv);
}

GBytes *
haven_activity_make_csv (GPtrArray *lines)
{
  static const char *const heads[] = { "line", "at", "who", "action", "pupil", "detail" };
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    haven_csv_add_field (csv, heads[i]);
  haven_csv_end_row (csv);
  for (guint i = 0; i < lines->len; i++)
    add_row (csv, g_ptr_array_index (lines, i));
  return g_string_free_to_bytes (csv);
}
