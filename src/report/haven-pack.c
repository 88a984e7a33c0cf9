/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-text.h"

#define MOST_PEOPLE 8
#define SUMMARY_PAGES 2
#define SUMMARY_CHARTS 2

/* The sections that data/reference/meeting-kinds.json names */
static const struct {
  const char *name;
  HavenPackFunc write;
} sections[] = {
  { "attendance", haven_pack_write_attendance }, { "suspensions", haven_pack_write_suspensions },
  { "part-time", haven_pack_write_part_time }, { "wellbeing", haven_pack_write_wellbeing },
  { "learning", haven_pack_write_learning }, { "support", haven_pack_write_support },
  { "stability", haven_pack_write_stability }, { "targets", haven_pack_write_targets }, { "premium", haven_pack_write_premium },
  { "voice", haven_pack_write_voice }, { "contributions", haven_pack_write_contributions }, { "chronology", haven_pack_write_chronology },
  { "distribution", haven_pack_write_distribution },
};

const char *const *
haven_pack_kinds (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    GPtrArray *kinds = haven_meeting_kind_list ();
    const char **names = g_new0 (const char *, kinds->len + 1);
    for (guint i = 0; i < kinds->len; i++)
      names[i] = ((HavenMeetingKind *) kinds->pdata[i])->type;
    g_once_init_leave (&once, (gsize) names);
  }
  return (const char *const *) once;
}

const char *
haven_pack_kind_text (const char *kind)
{
  if (haven_meeting_kind_find (kind) == NULL)
    return NULL;
  return g_str_equal (kind, "cp-conference") ? _("Child protection conference") : haven_meeting_type_text (kind);
}

/* Twelve hexadecimal digits would be more than anybody reads out; eight tell the packs of a school apart */
char *
haven_pack_dup_id (const HavenPackRequest *request)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s %s %" G_GINT64_FORMAT, request->pupil_id, request->kind,
                                           request->recipient, request->clock.now);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *upper = g_ascii_strup (digest, 8);

  return g_strdup_printf ("%.4s-%.4s", upper, upper + 4);
}

/* Who may have it */

static gboolean
refuse (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

gboolean
haven_pack_check (const HavenPackRequest *request, GError **error)
{
  if (haven_meeting_kind_find (request->kind) == NULL)
    return refuse (error, HAVEN_ERROR_INVALID, _("There is no pack of that kind."));
  if (haven_school_get_pupil (request->school, request->pupil_id) == NULL)
    return refuse (error, HAVEN_ERROR_NOT_FOUND, _("This child is not in the store."));
  if (haven_text_is_empty (request->recipient))
    return refuse (error, HAVEN_ERROR_INVALID, _("Say who this edition is for: each pack is made for one named person."));
  if (haven_pack_is_contact (request, TRUE))
    return refuse (error, HAVEN_ERROR_REFUSED,
                   _("This person is barred from papers about this child, as recorded with the child's contacts. No pack was made."));
  return TRUE;
}

/* What it is about */

static void
ask_for_findings (HavenPackRun *run)
{
  HavenFindingQuestion question = { run->school, run->clock, run->pupil->id, run->since, run->request->kind,
                                    run->meeting != NULL ? run->meeting->id : 0 };

  run->findings = haven_findings_apply (&question);
  for (guint i = run->findings->len; i > 0; i--)
    if (((HavenFinding *) run->findings->pdata[i - 1])->struck)
      g_ptr_array_remove_index (run->findings, i - 1);
}

HavenPackRun
haven_pack_run_new (const HavenPackRequest *request)
{
  HavenPackRun run = { .request = request, .school = request->school, .clock = request->clock };
  HavenDay until = haven_school_get_last_mark (run.school, run.clock.today, NULL);

  run.pupil = haven_school_get_pupil (run.school, request->pupil_id);
  run.standing = haven_standing_on (run.school, run.pupil->id, run.clock.today);
  run.year = haven_default_span (run.school, run.clock);
  run.year.last = MIN (run.year.last, until != HAVEN_DAY_NONE ? until : run.clock.today);
  run.kind = haven_meeting_kind_find (request->kind);
  run.edition = haven_pack_get_edition (request);
  run.meeting = haven_next_meeting_of (run.school, run.clock, run.pupil->id, request->kind);
  run.before = haven_last_meeting_of (run.school, run.clock, run.pupil->id, request->kind);
  run.since = run.before != NULL ? run.before->day + 1 : run.year.first;
  ask_for_findings (&run);
  haven_pack_begin_masks (&run);
  return run;
}

static HavenPages *
pages_new (HavenPackRun *run)
{
  const HavenPackRequest *request = run->request;
  g_autofree char *id = haven_pack_dup_id (request);
  g_autofree char *title = g_strdup_printf (_("Meeting pack %s"), id);
  g_autofree char *initials = haven_pupil_dup_initials (run->pupil);
  gboolean plain = run->edition == HAVEN_EDITION_YOUNG_PERSON || run->edition == HAVEN_EDITION_CLASS_TEACHER;
  g_autofree char *note = plain ? NULL : haven_last_seen_text (run->school, run->pupil->id, run->clock);
  g_autofree char *when = haven_time_to_text (run->clock.now);
  g_autofree char *printed = g_strdup_printf (_("Printed %s for %s"), when, request->recipient);
  HavenPageIdentity identity = {
    .title = title, .subject = initials, .id = id, .note = note,
    .marking = request->marking != NULL ? request->marking : haven_page_marking (run->school),
    .school = haven_school_get_setting (run->school, "name", _("This school")), .printed = printed, .printed_at = run->clock.now,
    .paper = request->paper,
  };

  return haven_pages_new (&identity);
}

static HavenPackFunc
find_section (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (sections[i].name, name))
      return sections[i].write;
  g_assert_not_reached ();
}

static void
write_sections (HavenPackRun *run)
{
  haven_pack_write_front (run);
  for (guint i = 0; run->kind->sections[i] != NULL; i++)
    find_section (run->kind->sections[i]) (run);
  if (!g_strv_contains ((const char *const *) run->kind->sections, "chronology"))
    haven_pack_write_chosen (run);
}

static void
begin_again (HavenPackRun *run)
{
  g_clear_pointer (&run->pages, haven_pages_free);
  run->pages = pages_new (run);
}

static gboolean
try_one_page (HavenPackRun *run, guint people, gboolean legend)
{
  begin_again (run);
  haven_pack_write_strategy (run, people, legend);
  return haven_pages_get_n (run->pages) == 1;
}

/* Without what the marks mean, then with fewer other people, until one page holds it (practice 22) */
static void
write_one_page (HavenPackRun *run)
{
  guint people = MOST_PEOPLE;

  if (try_one_page (run, people, TRUE))
    return;
  while (people > 0 && !try_one_page (run, people, FALSE))
    people--;
}

/* With as many charts as two pages hold */
static void
write_two_pages (HavenPackRun *run)
{
  for (guint charts = SUMMARY_CHARTS; ; charts--) {
    begin_again (run);
    haven_pack_write_summary (run, charts);
    if (charts == 0 || haven_pages_get_n (run->pages) <= SUMMARY_PAGES)
      return;
  }
}

static void
write_pages (HavenPackRun *run)
{
  run->pages = pages_new (run);
  if (run->edition == HAVEN_EDITION_YOUNG_PERSON)
    haven_pack_write_young_person (run);
  else if (run->edition == HAVEN_EDITION_CLASS_TEACHER)
    haven_pack_write_class_teacher (run);
  else if (g_str_equal (run->request->kind, "strategy"))
    write_one_page (run);
  else if (run->edition == HAVEN_EDITION_SUMMARY)
    write_two_pages (run);
  else
    write_sections (run);
}

GBytes *
haven_pack_render (const HavenPackRequest *request, guint *ret_pages, GError **error)
{
  HavenPackRun run;
  GBytes *bytes;

  if (!haven_pack_check (request, error))
    return NULL;
  run = haven_pack_run_new (request);
  write_pages (&run);
  bytes = haven_pages_render (run.pages, error);
  if (bytes != NULL && ret_pages != NULL)
    *ret_pages = haven_pages_get_n (run.pages);
  haven_pack_end (&run);
  return bytes;
}

HavenSheets *
haven_pack_print (const HavenPackRequest *request, GError **error)
{
  HavenPackRun run;
  HavenSheets *sheets;

  if (!haven_pack_check (request, error))
    return NULL;
  run = haven_pack_run_new (request);
  write_pages (&run);
  sheets = haven_pages_print (run.pages, error);
  haven_pack_end (&run);
  return sheets;
}

char *
haven_pack_to_text (const HavenPackRequest *request, GError **error)
{
  HavenPackRun run;
  char *text;

  if (!haven_pack_check (request, error))
    return NULL;
  run = haven_pack_run_new (request);
  write_pages (&run);
  text = haven_pages_to_text (run.pages);
  haven_pack_end (&run);
  return text;
}

gboolean
haven_pack_write_pdf (const HavenPackRequest *request, const char *path, guint *ret_pages, GError **error)
{
  guint pages = 0;
  g_autoptr (GBytes) bytes = haven_pack_render (request, &pages, error);

  if (bytes == NULL || !haven_platform_replace_file (path, bytes, error))
    return FALSE;
  if (ret_pages != NULL)
    *ret_pages = pages;
  return TRUE;
}
