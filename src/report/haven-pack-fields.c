/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-text.h"

/* The authority's platform, field by field: plain text, ready to be pasted. Only what a form of that kind has been seen to ask for. */

void
haven_pack_field_free (HavenPackField *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

static void
take_field (GPtrArray *fields, const char *name, char *take_text)
{
  HavenPackField *field;

  if (haven_text_is_empty (take_text)) {
    g_free (take_text);
    return;
  }
  field = g_new0 (HavenPackField, 1);
  field->name = g_strdup (name);
  field->text = take_text;
  g_ptr_array_add (fields, field);
}

/* A heading's own pages, as text without the heading */
static void
take_section (HavenPackRun *run, GPtrArray *fields, const char *name, HavenPackFunc write)
{
  HavenPages *whole = run->pages;
  g_autofree char *text = NULL;
  char *body;
  g_auto (GStrv) parts = NULL;

  run->pages = haven_pages_new (&(HavenPageIdentity) { .title = "", .subject = "", .marking = "", .school = "", .printed = "" });
  write (run);
  text = haven_pages_to_text (run->pages);
  haven_pages_free (run->pages);
  run->pages = whole;
  body = text[0] != '\0' ? strstr (text + 1, "\n\n") : NULL;
  parts = g_strsplit (g_str_has_prefix (text, "\n## ") && body != NULL ? body : text, "### ", -1);
  take_field (fields, name, g_strstrip (g_strjoinv ("", parts)));
}

static char *
dup_findings (HavenPackRun *run, HavenFindingList list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < run->findings->len; i++) {
    const HavenFinding *finding = run->findings->pdata[i];
    g_autofree char *words = haven_pack_words (run, finding->text);
    if (finding->list == list && !finding->staff)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_targets (HavenPackRun *run, gboolean open)
{
  static const char *const states[] = { N_("open"), N_("met"), N_("partly met"), N_("not met") };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_TARGETS);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    g_autofree char *due = haven_day_to_text (target->due);
    g_autofree char *words = haven_pack_words (run, target->text);
    if ((target->state == HAVEN_TARGET_OPEN) != open)
      continue;
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    if (open)
      g_string_append_printf (text, _(" — measured by: %s; who: %s; support: %s; by %s"), haven_pack_text (target->measure),
                              haven_pack_text (target->owner), haven_pack_text (target->support), due);
    else
      g_string_append_printf (text, _(" — %s: %s"), _(states[target->state]), haven_pack_text (target->outcome));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_suspended (HavenPackRun *run)
{
  HavenSpan year = haven_academic_year_span (haven_academic_year (run->year.first));
  g_autofree char *days = haven_unit_format (HAVEN_UNIT_NUMBER, haven_pack_days_suspended (run, year));

  return g_strdup_printf (_("%s days this academic year, at this school"), days);
}

static void
list_identity (HavenPackRun *run, GPtrArray *fields)
{
  HavenAttendance figures = haven_attendance_of_pupil (run->school, run->pupil->id, run->year);
  g_autofree char *standing = haven_standing_to_text (&run->standing);

  take_field (fields, _("Name"), haven_pupil_dup_name (run->pupil));
  take_field (fields, _("UPN"), g_strdup (run->pupil->upn));
  take_field (fields, _("Date of birth"), haven_day_to_text (run->pupil->born));
  take_field (fields, _("Year group"), haven_pupil_dup_year_text (run->pupil));
  take_field (fields, _("School"), g_strdup (haven_school_get_setting (run->school, "name", NULL)));
  take_field (fields, _("Care or plan status"), g_steal_pointer (&standing));
  take_field (fields, _("Social worker"), haven_pack_social_worker (run, TRUE));
  take_field (fields, _("Attendance this year"), haven_pack_rate (&figures));
  take_field (fields, _("Suspensions"), dup_suspended (run));
}

GPtrArray *
haven_pack_list_fields (const HavenPackRequest *request, GError **error)
{
  HavenPackRun run;
  GPtrArray *fields;

  if (!haven_pack_check (request, error))
    return NULL;
  run = haven_pack_run_new (request);
  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_pack_field_free);
  list_identity (&run, fields);
  take_field (fields, _("What has changed"), dup_findings (&run, HAVEN_FINDING_CHANGED));
  take_field (fields, _("Strengths"), dup_findings (&run, HAVEN_FINDING_STRENGTH));
  take_field (fields, _("Worries"), dup_findings (&run, HAVEN_FINDING_WORRY));
  take_section (&run, fields, _("The child’s views"), haven_pack_write_voice);
  take_section (&run, fields, _("Attainment and progress"), haven_pack_write_learning);
  take_section (&run, fields, _("SDQ"), haven_pack_write_wellbeing);
  take_section (&run, fields, _("Support and provision"), haven_pack_write_support);
  take_field (fields, _("Review of previous targets"), dup_targets (&run, FALSE));
  take_field (fields, _("SMART targets"), dup_targets (&run, TRUE));
  take_section (&run, fields, _("Pupil Premium Plus"), haven_pack_write_premium);
  take_field (fields, _("Next steps"), dup_findings (&run, HAVEN_FINDING_STEP));
  haven_pack_end (&run);
  return fields;
}
