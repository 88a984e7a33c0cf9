/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-text.h"

#define MARKING "OFFICIAL-SENSITIVE"
#define MOST_SECTIONS 12
#define MOST_PEOPLE 8

typedef struct {
  const char *name;
  HavenPackFunc sections[MOST_SECTIONS];   /* NULL-terminated; the front page goes before */
} PackKind;

static const PackKind pack_kinds[] = {
  { "pep", { haven_pack_write_voice, haven_pack_write_learning, haven_pack_write_attendance, haven_pack_write_suspensions,
             haven_pack_write_part_time, haven_pack_write_wellbeing, haven_pack_write_support, haven_pack_write_targets,
             haven_pack_write_distribution } },
  { "cin-review", { haven_pack_write_attendance, haven_pack_write_suspensions, haven_pack_write_part_time, haven_pack_write_wellbeing,
                    haven_pack_write_learning, haven_pack_write_support, haven_pack_write_targets, haven_pack_write_voice,
                    haven_pack_write_chronology, haven_pack_write_distribution } },
  { "core-group", { haven_pack_write_attendance, haven_pack_write_suspensions, haven_pack_write_part_time, haven_pack_write_wellbeing,
                    haven_pack_write_support, haven_pack_write_targets, haven_pack_write_voice, haven_pack_write_chronology,
                    haven_pack_write_distribution } },
  { "cp-conference", { haven_pack_write_attendance, haven_pack_write_suspensions, haven_pack_write_part_time, haven_pack_write_wellbeing,
                       haven_pack_write_learning, haven_pack_write_support, haven_pack_write_targets, haven_pack_write_voice,
                       haven_pack_write_chronology, haven_pack_write_distribution } },
  { "strategy", { NULL } },
  { "internal", { haven_pack_write_attendance, haven_pack_write_suspensions, haven_pack_write_part_time, haven_pack_write_wellbeing,
                  haven_pack_write_learning, haven_pack_write_support, haven_pack_write_targets, haven_pack_write_voice,
                  haven_pack_write_chronology, haven_pack_write_distribution } },
};

static const PackKind *
find_kind (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (pack_kinds); i++)
    if (g_str_equal (pack_kinds[i].name, name))
      return &pack_kinds[i];
  return NULL;
}

const char *const *
haven_pack_kinds (void)
{
  static const char *names[G_N_ELEMENTS (pack_kinds) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (pack_kinds); i++)
    names[i] = pack_kinds[i].name;
  return names;
}

const char *
haven_pack_kind_text (const char *kind)
{
  if (find_kind (kind) == NULL)
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
is_barred (const HavenPackRequest *request)
{
  HavenSlice people = haven_school_of_pupil (request->school, HAVEN_TABLE_PEOPLE, request->pupil_id);
  g_autofree char *recipient = haven_text_fold (request->recipient);

  for (guint i = 0; i < people.n; i++) {
    const HavenPerson *person = people.items[i];
    g_autofree char *name = haven_text_fold (person->name != NULL ? person->name : "");
    if (person->barred && name[0] != '\0' && strstr (recipient, name) != NULL)
      return TRUE;
  }
  return FALSE;
}

static gboolean
refuse (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

static gboolean
check_request (const HavenPackRequest *request, GError **error)
{
  if (find_kind (request->kind) == NULL)
    return refuse (error, HAVEN_ERROR_INVALID, _("There is no pack of that kind."));
  if (haven_school_get_pupil (request->school, request->pupil_id) == NULL)
    return refuse (error, HAVEN_ERROR_NOT_FOUND, _("This child is not in the store."));
  if (haven_text_is_empty (request->recipient))
    return refuse (error, HAVEN_ERROR_INVALID, _("Say who this edition is for: each pack is made for one named person."));
  if (is_barred (request))
    return refuse (error, HAVEN_ERROR_REFUSED,
                   _("This person is barred from papers about this child, as recorded with the child's contacts. No pack was made."));
  return TRUE;
}

/* What it is about */

static gboolean
is_of_kind (const HavenMeeting *meeting, const char *kind)
{
  return meeting->type != NULL && g_str_has_prefix (meeting->type, kind);
}

static void
find_meetings (HavenPackRun *run)
{
  HavenSlice meetings = haven_school_of_pupil (run->school, HAVEN_TABLE_MEETINGS, run->pupil->id);

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    gboolean held = meeting->state >= HAVEN_MEETING_HELD || meeting->day < run->clock.today;
    if (!is_of_kind (meeting, run->request->kind) || meeting->day == HAVEN_DAY_NONE)
      continue;
    if (held && (run->before == NULL || meeting->day > run->before->day))
      run->before = meeting;
    if (!held && (run->meeting == NULL || meeting->day < run->meeting->day))
      run->meeting = meeting;
  }
}

static HavenPackRun
run_new (const HavenPackRequest *request)
{
  HavenPackRun run = { .request = request, .school = request->school, .clock = request->clock };
  HavenDay until = haven_school_get_last_mark (run.school, run.clock.today, NULL);

  run.pupil = haven_school_get_pupil (run.school, request->pupil_id);
  run.standing = haven_standing_on (run.school, run.pupil->id, run.clock.today);
  run.year = haven_default_span (run.school, run.clock);
  run.year.last = MIN (run.year.last, until != HAVEN_DAY_NONE ? until : run.clock.today);
  find_meetings (&run);
  run.since = run.before != NULL ? run.before->day + 1 : run.year.first;
  return run;
}

static HavenPages *
pages_new (HavenPackRun *run)
{
  const HavenPackRequest *request = run->request;
  g_autofree char *id = haven_pack_dup_id (request);
  g_autofree char *title = g_strdup_printf (_("Meeting pack %s"), id);
  g_autofree char *initials = haven_pupil_dup_initials (run->pupil);
  g_autofree char *note = haven_last_seen_text (run->school, run->pupil->id, run->clock);
  g_autofree char *when = haven_time_to_text (run->clock.now);
  g_autofree char *printed = g_strdup_printf (_("Printed %s for %s"), when, request->recipient);
  HavenPageIdentity identity = {
    .title = title, .subject = initials, .id = id, .marking = request->marking != NULL ? request->marking : MARKING, .note = note,
    .school = haven_school_get_setting (run->school, "name", _("This school")), .printed = printed, .printed_at = run->clock.now,
  };

  return haven_pages_new (&identity);
}

static void
write_sections (HavenPackRun *run)
{
  const PackKind *kind = find_kind (run->request->kind);

  haven_pack_write_front (run);
  for (guint i = 0; i < MOST_SECTIONS && kind->sections[i] != NULL; i++)
    kind->sections[i] (run);
}

static gboolean
try_one_page (HavenPackRun *run, guint people, gboolean legend)
{
  g_clear_pointer (&run->pages, haven_pages_free);
  run->pages = pages_new (run);
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

GBytes *
haven_pack_render (const HavenPackRequest *request, guint *ret_pages, GError **error)
{
  HavenPackRun run;
  GBytes *bytes;

  if (!check_request (request, error))
    return NULL;
  run = run_new (request);
  run.pages = pages_new (&run);
  if (g_str_equal (request->kind, "strategy"))
    write_one_page (&run);
  else
    write_sections (&run);
  bytes = haven_pages_render (run.pages, error);
  if (bytes != NULL && ret_pages != NULL)
    *ret_pages = haven_pages_get_n (run.pages);
  haven_pages_free (run.pages);
  return bytes;
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
