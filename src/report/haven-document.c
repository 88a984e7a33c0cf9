/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-document.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-group.h"
#include "haven-kept-columns.h"
#include "haven-template.h"

static const char *const names[] = {
  "dpia", "record-of-processing", "appropriate-policy", "privacy-notice-pupils", "privacy-notice-parents", "privacy-notice-staff",
  "data-sharing-agreement", "threat-model", NULL,
};

static const char *const titles[] = {
  N_("Data protection impact assessment"), N_("Record of processing"), N_("Appropriate policy document"), N_("Privacy notice for pupils"),
  N_("Privacy notice for parents and carers"), N_("Privacy notice for staff"), N_("Data-sharing agreement with the authority"),
  N_("Threat model"),
};

const char *const *
haven_document_names (void)
{
  return names;
}

const char *
haven_document_get_title (const char *name)
{
  for (guint i = 0; name != NULL && names[i] != NULL; i++) {
    if (g_str_equal (names[i], name))
      return _(titles[i]);
  }
  return NULL;
}

/* ---- what Haven knows ---- */

static char *
count (const HavenDocumentRequest *request, HavenGroup group)
{
  HavenSpan today = { request->clock.today, request->clock.today };
  g_autoptr (GPtrArray) members = haven_group_members (request->school, group, today, request->clock);

  return g_strdup_printf ("%u", members->len);
}

static GHashTable *
collect_facts (const HavenDocumentRequest *request)
{
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  static const char *const settings[][2] = { { "school", "name" }, { "urn", "urn" }, { "authority", "authority" } };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    haven_template_know (facts, settings[i][0], g_strdup (haven_school_get_setting (request->school, settings[i][1], "")));
  haven_template_know (facts, "flagged", count (request, HAVEN_GROUP_FLAGGED));
  haven_template_know (facts, "others", count (request, HAVEN_GROUP_OTHERS));
  haven_template_know (facts, "signed", g_strdup (request->signed_by));
  return facts;
}

static char *
fill (const HavenDocumentRequest *request, GError **error)
{
  g_autofree char *file = g_strdup_printf ("document-%s.txt", request->name);
  g_autoptr (GHashTable) facts = NULL;

  if (haven_document_get_title (request->name) == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("There is no document of that name."));
    return NULL;
  }
  facts = collect_facts (request);
  return haven_template_fill (haven_template_get_shipped (file), facts, error);
}

/* ---- the annex: every field, what it is, why it is kept, for how long ---- */

/* All fields of a table are kept as long as each other. */
static char *
caption_table (const HavenKeptColumn *first)
{
  const char *table = g_str_equal (first->table, "*") ? _("in several tables") : first->table;

  return g_strdup_printf (_("%s: kept %s"), table, haven_retention_text (first->kept));
}

static guint
add_table (HavenPages *pages, const HavenKeptColumn *columns, guint n)
{
  const char *const header[] = { _("Field"), _("What it is"), _("Why it is kept"), NULL };
  g_autofree char *caption = caption_table (columns);
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  guint i;

  for (i = 0; i < n && g_str_equal (columns[i].table, columns[0].table); i++) {
    const char *const cells[] = { columns[i].column, columns[i].what, columns[i].why, NULL };
    haven_rows_take (rows, g_strdupv ((char **) cells));
  }
  haven_pages_add_table (pages, caption, rows);
  return i;
}

static void
add_annex (HavenPages *pages)
{
  guint n;
  const HavenKeptColumn *columns = haven_kept_columns (&n);

  haven_pages_break (pages);
  haven_pages_add_heading (pages, 1, _("Annex: every field that is kept"));
  for (guint i = 0; i < n;)
    i += add_table (pages, columns + i, n - i);
}

/* ---- pages ---- */

static HavenPages *
pages_new (const HavenDocumentRequest *request)
{
  g_autofree char *when = haven_time_to_text (request->clock.now);
  g_autofree char *printed = g_strdup_printf (_("Printed %s"), when);
  HavenPageIdentity identity = {
    .title = haven_document_get_title (request->name), .subject = "", .marking = _("Template: to be decided by the school"),
    .school = haven_school_get_setting (request->school, "name", _("This school")), .printed = printed, .printed_at = request->clock.now,
    .paper = request->paper,
  };

  return haven_pages_new (&identity);
}

static HavenPages *
make_pages (const HavenDocumentRequest *request, GError **error)
{
  g_autofree char *text = fill (request, error);
  HavenPages *pages;

  if (text == NULL)
    return NULL;
  pages = pages_new (request);
  haven_template_print (text, pages);
  if (g_str_equal (request->name, "dpia"))
    add_annex (pages);
  return pages;
}

char *
haven_document_to_text (const HavenDocumentRequest *request, GError **error)
{
  g_autoptr (HavenPages) pages = make_pages (request, error);

  return pages != NULL ? haven_pages_to_text (pages) : NULL;
}

GBytes *
haven_document_render (const HavenDocumentRequest *request, guint *ret_pages, GError **error)
{
  g_autoptr (HavenPages) pages = make_pages (request, error);

  if (pages != NULL && ret_pages != NULL)
    *ret_pages = haven_pages_get_n (pages);
  return pages != NULL ? haven_pages_render (pages, error) : NULL;
}

HavenSheets *
haven_document_print (const HavenDocumentRequest *request, GError **error)
{
  g_autoptr (HavenPages) pages = make_pages (request, error);

  return pages != NULL ? haven_pages_print (pages, error) : NULL;
}
