/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-dossier-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-exemptions.h"
#include "haven-kept-columns.h"
#include "haven-text.h"

/* The paper for whoever asked, printed as packs are. */

typedef struct {
  const HavenDossier *dossier;
  HavenPages *pages;
  char *draft;                  /* why it is one; NULL: it is none */
} Run;

/* ---- the first page: what this is, what is not in it and why, and what else they may ask ---- */

static void
write_facts (Run *run)
{
  const HavenAccessRequest *asked = run->dossier->asked;
  g_autofree char *name = haven_pupil_dup_name (run->dossier->pupil);
  g_autofree char *born = haven_day_to_text (run->dossier->pupil->born);
  g_autofree char *on = haven_day_to_text (asked != NULL ? asked->asked_on : HAVEN_DAY_NONE);
  g_autofree char *signed_on = haven_day_to_text (asked != NULL && run->draft == NULL ? asked->signed_on : HAVEN_DAY_NONE);
  g_autofree char *who = asked != NULL ? g_strdup_printf (_("%s, %s"), asked->asked_by, haven_asker_text (asked->asker))
                                       : g_strdup (_("nobody yet"));
  g_autofree char *by = asked != NULL && run->draft == NULL ? g_strdup_printf (_("%s, %s"), asked->signed_by, signed_on)
                                                             : g_strdup (_("not signed"));
  const char *pairs[] = {
    _("About"), name, _("Born"), born, _("Asked by"), who, _("Asked on"), on, _("Signed by the data protection officer"), by, NULL
  };

  haven_pages_add_facts (run->pages, pairs);
}

typedef struct {
  const HavenExemption *exemption;
  guint n;
} Withheld;

static void
count_withheld (const HavenDossier *dossier, GArray *counts)
{
  guint n;
  const HavenExemption *all = haven_exemptions (&n);

  for (guint i = 0; i < n; i++) {
    Withheld one = { &all[i], 0 };
    for (guint s = 0; s < dossier->sections->len; s++) {
      const HavenHeldSection *section = dossier->sections->pdata[s];
      for (guint e = 0; e < section->entries->len; e++)
        one.n += g_strcmp0 (((HavenHeldEntry *) section->entries->pdata[e])->exemption, all[i].code) == 0;
    }
    if (one.n > 0)
      g_array_append_val (counts, one);
  }
}

/* Of some exemptions even that something was withheld would harm */
static void
write_withheld (Run *run)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Withheld));

  count_withheld (run->dossier, counts);
  for (guint i = 0; i < counts->len; i++) {
    const Withheld *one = &g_array_index (counts, Withheld, i);
    g_autofree char *text = g_strdup_printf (_("Entries left out: %u. %s (%s)."), one->n, one->exemption->title, one->exemption->law);
    if (one->exemption->told)
      haven_pages_add_paragraph (run->pages, text);
  }
}

static void
write_left_out (Run *run)
{
  g_autofree char *taken = g_strdup_printf (_("Passages about other people that were taken out: %u. Each stands in brackets, with what "
                                              "kind of person it named."), run->dossier->n_redacted);

  haven_pages_add_heading (run->pages, 1, _("What is not in it"));
  haven_pages_add_paragraph (run->pages, taken);
  write_withheld (run);
  haven_pages_add_paragraph (run->pages,
                             _("The child protection file is kept apart from this program, and so are the school’s concern log and the "
                               "records of the local authority: ask for them by themselves. Backups hold the same records as these."));
}

static void
write_rights (Run *run)
{
  const char *const rights[] = {
    _("Ask for what is wrong to be put right, or for what is missing to be added."),
    _("Ask for it to be erased or no longer used, and object to its use."),
    _("Complain to the school’s data protection officer."),
    _("Complain to the Information Commissioner: ico.org.uk, 0303 123 1113."), NULL,
  };

  haven_pages_add_heading (run->pages, 1, _("Why it is held, and what you can do"));
  haven_pages_add_paragraph (run->pages,
                             _("The school holds it to keep children safe and to support their education, as its privacy notice says: a "
                               "public task (UK GDPR Article 6(1)(e)), and for safeguarding (Article 9(2)(g)). How long each part is kept "
                               "stands over it. Figures of many children together go to the local authority’s Virtual School, and nothing "
                               "about one child."));
  haven_pages_add_bullets (run->pages, rights);
}

static void
write_front (Run *run)
{
  haven_pages_add_title (run->pages, _("Everything this school holds in Haven about one pupil"));
  if (run->draft != NULL)
    haven_pages_add_paragraph (run->pages, run->draft);
  write_facts (run);
  write_left_out (run);
  write_rights (run);
  haven_pages_add_heading (run->pages, 1, _("What is in it"));
  haven_pages_add_contents (run->pages);
}

/* ---- entries ---- */

/* Numbers of the program stand in the file for machines */
static gboolean
is_for_machines (const char *column)
{
  static const char *const names[] = { "id", "pupil_id", "digest", "signed_digest", NULL };

  return g_strv_contains (names, column);
}

static void
write_fields (Run *run, const HavenHeldEntry *entry)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entry->fields->len; i++) {
    const HavenHeldField *field = entry->fields->pdata[i];
    if (haven_text_is_empty (field->text) || is_for_machines (field->column))
      continue;
    g_ptr_array_add (pairs, g_strdup (field->label));
    g_ptr_array_add (pairs, haven_field_dup_told (field));
  }
  g_ptr_array_add (pairs, NULL);
  haven_pages_add_facts (run->pages, (const char *const *) pairs->pdata);
}

static void
write_entry (Run *run, const HavenHeldSection *section, guint n)
{
  const HavenHeldEntry *entry = section->entries->pdata[n];
  g_autofree char *heading = g_strdup_printf (_("%s, %u of %u"), section->title, n + 1, section->entries->len);

  if (entry->exemption != NULL)
    return;
  haven_pages_add_heading (run->pages, 2, heading);
  if (entry->covered)
    haven_pages_add_paragraph (run->pages, _("A restricted entry: its words can be opened by the designated safeguarding lead and deputies "
                                             "only."));
  write_fields (run, entry);
}

/* ---- tables of lines: what is one line an entry, and marks and weeks ---- */

static const HavenHeldField *
find_field (const HavenHeldEntry *entry, const char *column)
{
  for (guint i = 0; i < entry->fields->len; i++)
    if (g_str_equal (((HavenHeldField *) entry->fields->pdata[i])->column, column))
      return entry->fields->pdata[i];
  return NULL;
}

/* A line of text a row, its words by spaces the cells */
static HavenRows *
split_lines (const char *text, const char *const *header, guint groups)
{
  HavenRows *rows = haven_rows_new (header);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines), width = rows->n_columns / groups;

  for (guint i = 0; i < n; i += groups) {
    char **row = g_new0 (char *, rows->n_columns + 1);
    for (guint g = 0; g < groups; g++) {
      g_auto (GStrv) cells = g_strsplit (i + g < n ? lines[i + g] : "", " ", (int) width);
      for (guint c = 0; c < width; c++)
        row[g * width + c] = g_strdup (c < g_strv_length (cells) ? cells[c] : "");
    }
    haven_rows_take (rows, row);
  }
  return rows;
}

static gboolean
stands_in (const char *code, const char *lines)
{
  g_auto (GStrv) words = g_strsplit_set (lines, " \n", -1);

  return g_strv_contains ((const char *const *) words, code);
}

/* What the codes mean that stand in these lines */
static char *
explain_codes (const char *lines)
{
  guint n;
  const HavenAttendanceCode *codes = haven_attendance_codes (&n);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    if (stands_in (codes[i].code, lines))
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? " · " : "", codes[i].code, codes[i].meaning);
  return g_string_free (text, FALSE);
}

static void
write_register (Run *run, const HavenHeldEntry *entry)
{
  const char *const header[] = { _("Day"), _("AM"), _("PM"), _("Day"), _("AM"), _("PM"), _("Day"), _("AM"), _("PM"),
                                 _("Day"), _("AM"), _("PM"), NULL };
  g_autofree char *caption = g_strdup_printf (_("Academic year from September %s"), find_field (entry, "year")->text);
  g_autoptr (HavenRows) rows = split_lines (find_field (entry, "marks")->text, header, 4);
  g_autofree char *legend = explain_codes (find_field (entry, "marks")->text);

  haven_pages_add_small (run->pages, legend);
  haven_pages_add_table (run->pages, caption, rows);
}

static void
write_weeks (Run *run, const HavenHeldEntry *entry)
{
  const char *const header[] = { _("Week from"), _("#Possible"), _("#Attended"), _("#Authorised"), _("#Unauthorised"), _("#Late before"),
                                 _("#Late after"), NULL };
  g_autofree char *caption = g_strdup_printf (_("Academic year from September %s"), find_field (entry, "year")->text);
  g_autoptr (HavenRows) rows = split_lines (find_field (entry, "weeks")->text, header, 1);

  haven_pages_add_table (run->pages, caption, rows);
}

/* As one table, where each entry has few words: a line each */
static void
take_line (HavenRows *rows, const HavenHeldEntry *entry, const char *const *columns)
{
  char **row = g_new0 (char *, rows->n_columns + 1);

  for (guint i = 0; i < rows->n_columns; i++) {
    const HavenHeldField *field = find_field (entry, columns[i]);
    row[i] = field != NULL ? haven_field_dup_told (field) : g_strdup ("");
  }
  haven_rows_take (rows, row);
}

static void
write_lines (Run *run, const HavenHeldSection *section, const char *const *columns)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HavenRows) rows = NULL;

  for (guint i = 0; columns[i] != NULL; i++)
    g_ptr_array_add (header, haven_held_label (section->table, columns[i]));
  g_ptr_array_add (header, NULL);
  rows = haven_rows_new ((const char *const *) header->pdata);
  for (guint i = 0; i < section->entries->len; i++)
    if (((HavenHeldEntry *) section->entries->pdata[i])->exemption == NULL)
      take_line (rows, section->entries->pdata[i], columns);
  haven_pages_add_table (run->pages, section->title, rows);
}

static const struct {
  const char *table;
  const char *columns[9];
} in_lines[] = {
  { "lates", { "day", "session", "minutes", "import_id" } },
  { "audit", { "at", "who", "action", "detail" } },
};

static const char *const *
find_columns (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (in_lines); i++)
    if (g_str_equal (in_lines[i].table, table))
      return in_lines[i].columns;
  return NULL;
}

/* ---- notes: fact, allegation and opinion apart (practice 25) ---- */

static const struct {
  const char *type;
  const char *title;
} note_types[] = {
  { "fact", N_("Facts") }, { "allegation", N_("Allegations") }, { "opinion", N_("Opinions") },
};

static void
write_notes (Run *run, const HavenHeldSection *section)
{
  for (guint t = 0; t < G_N_ELEMENTS (note_types); t++) {
    gboolean first = TRUE;
    for (guint i = 0; i < section->entries->len; i++) {
      const HavenHeldEntry *entry = section->entries->pdata[i];
      if (!g_str_equal (find_field (entry, "type")->text, note_types[t].type) || entry->exemption != NULL)
        continue;
      if (first)
        haven_pages_add_heading (run->pages, 2, _(note_types[t].title));
      first = FALSE;
      write_entry (run, section, i);
    }
  }
}

static void
write_entries (Run *run, const HavenHeldSection *section)
{
  for (guint i = 0; i < section->entries->len; i++) {
    const HavenHeldEntry *entry = section->entries->pdata[i];
    if (g_str_equal (section->table, HAVEN_KIND_REGISTER.name))
      write_register (run, entry);
    else if (g_str_equal (section->table, HAVEN_KIND_WEEKS.name))
      write_weeks (run, entry);
    else
      write_entry (run, section, i);
  }
}

static gboolean
is_all_withheld (const HavenHeldSection *section)
{
  for (guint i = 0; i < section->entries->len; i++)
    if (((HavenHeldEntry *) section->entries->pdata[i])->exemption == NULL)
      return FALSE;
  return TRUE;
}

static void
write_section (Run *run, const HavenHeldSection *section)
{
  const HavenHeldField *any = ((HavenHeldEntry *) section->entries->pdata[0])->fields->pdata[1];
  const HavenKeptColumn *kept = haven_kept_column_find (section->table, any->column);
  const HavenHeldEntry *first = section->entries->pdata[0];
  const char *const *columns = find_columns (section->table);
  g_autofree char *how_long = NULL;

  for (guint i = 1; (kept == NULL || g_str_equal (kept->table, "*")) && i < first->fields->len; i++)
    kept = haven_kept_column_find (section->table, ((HavenHeldField *) first->fields->pdata[i])->column);
  how_long = kept != NULL ? g_strdup_printf (_("Kept %s."), haven_retention_text (kept->kept)) : NULL;
  haven_pages_add_heading (run->pages, 1, section->title);
  if (how_long != NULL)
    haven_pages_add_small (run->pages, how_long);
  if (columns != NULL)
    write_lines (run, section, columns);
  else if (g_str_equal (section->table, HAVEN_KIND_NOTE.name))
    write_notes (run, section);
  else
    write_entries (run, section);
}

/* ---- pages ---- */

static HavenPages *
pages_new (const HavenDossier *self, const char *draft)
{
  g_autofree char *initials = haven_pupil_dup_initials (self->pupil);
  g_autofree char *when = haven_time_to_text (self->clock.now);
  g_autofree char *printed = self->printed_by != NULL ? g_strdup_printf (_("Printed %s by %s"), when, self->printed_by)
                                                      : g_strdup_printf (_("Printed %s"), when);
  g_autofree char *id = g_strdup_printf ("%.8s", self->digest);
  g_autofree char *marking = draft != NULL ? g_strdup_printf (_("DRAFT · %s"), haven_page_marking (self->school))
                                           : g_strdup (haven_page_marking (self->school));
  HavenPageIdentity identity = {
    .title = _("Everything held on a pupil"), .subject = initials, .id = id, .marking = marking, .note = NULL,
    .school = haven_school_get_setting (self->school, "name", _("This school")), .printed = printed, .printed_at = self->clock.now,
  };

  return haven_pages_new (&identity);
}

HavenPages *
haven_dossier_write (const HavenDossier *self)
{
  Run run = { .dossier = self };

  run.draft = haven_dossier_dup_draft (self);
  run.pages = pages_new (self, run.draft);
  write_front (&run);
  haven_pages_break (run.pages);
  for (guint i = 0; i < self->sections->len; i++)
    if (!is_all_withheld (self->sections->pdata[i]))
      write_section (&run, self->sections->pdata[i]);
  g_free (run.draft);
  return run.pages;
}

GBytes *
haven_dossier_render (const HavenDossier *self, guint *ret_pages, GError **error)
{
  g_autoptr (HavenPages) pages = haven_dossier_write (self);

  if (ret_pages != NULL)
    *ret_pages = haven_pages_get_n (pages);
  return haven_pages_render (pages, error);
}
