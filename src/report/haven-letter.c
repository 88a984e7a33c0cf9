/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-letter-private.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-group.h"
#include "haven-page.h"
#include "haven-suspension-counts.h"
#include "haven-template.h"
#include "haven-text.h"

/* ---- templates ---- */

const char *const *
haven_letter_names (void)
{
  static const char *const names[] = {
    "suspension-parent", "suspension-pupil", "suspension-governors", "suspension-authority", "suspension-social-worker",
    "suspension-virtual-school", "suspension-cancelled", "part-time-agreement", "invitation", "transfer-receipt",
    "referral", NULL,
  };

  return names;
}

const char *
haven_letter_get_title (const char *name)
{
  static const char *const titles[] = {
    N_("Suspension: to the parent"), N_("Suspension: to the pupil, if 18 or over"), N_("Suspension: to the governing board"),
    N_("Suspension: to the local authority"), N_("Suspension: to the social worker"), N_("Suspension: to the Virtual School head"),
    N_("Suspension cancelled: to those who were told"), N_("Part-time timetable: agreement"), N_("Invitation to a meeting"),
    N_("Child protection file: transfer and receipt"), N_("Referral or request for advice: the authority’s own route"),
  };
  const char *const *names = haven_letter_names ();

  for (guint i = 0; name != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return _(titles[i]);
  return NULL;
}

const char *
haven_letter_get_template (HavenSchool *school, const char *name)
{
  g_autofree char *key = g_strdup_printf ("letter.%s", name);
  g_autofree char *file = g_strdup_printf ("letter-%s.txt", name);
  const char *own = haven_school_get_setting (school, key, NULL);

  return haven_text_is_empty (own) ? haven_template_get_shipped (file) : own;
}

gboolean
haven_letter_check (const char *template_text, GError **error)
{
  return haven_template_check (template_text, haven_letter_fact_names, error);
}

/* ---- the letter ---- */

static gboolean
check_request (const HavenLetterRequest *request, GError **error)
{
  if (haven_letter_get_title (request->name) == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("There is no letter of that kind."));
  else if (haven_school_get_pupil (request->school, request->pupil_id) == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("This child is not in the store."));
  else if (haven_text_is_empty (request->recipient))
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("Say who this letter is for."));
  else
    return TRUE;
  return FALSE;
}

char *
haven_letter_to_text (const HavenLetterRequest *request, GError **error)
{
  g_autoptr (GHashTable) facts = NULL;

  if (!check_request (request, error))
    return NULL;
  if (request->text != NULL)
    return g_strdup (request->text);
  facts = haven_letter_facts (request);
  return haven_template_fill (haven_letter_get_template (request->school, request->name), facts, error);
}

/* ---- pages ---- */

static HavenPages *
pages_new (const HavenLetterRequest *request)
{
  const HavenPupil *pupil = haven_school_get_pupil (request->school, request->pupil_id);
  g_autofree char *initials = haven_pupil_dup_initials (pupil);
  g_autofree char *when = haven_time_to_text (request->clock.now);
  g_autofree char *printed = g_strdup_printf (_("Printed %s for %s"), when, request->recipient);
  HavenPageIdentity identity = {
    .title = haven_letter_get_title (request->name), .subject = initials, .marking = haven_page_marking (request->school),
    .school = haven_school_get_setting (request->school, "name", _("This school")), .printed = printed, .printed_at = request->clock.now,
    .paper = request->paper,
  };

  return haven_pages_new (&identity);
}

static HavenPages *
make_pages (const HavenLetterRequest *request, GError **error)
{
  g_autofree char *text = haven_letter_to_text (request, error);
  HavenPages *pages;

  if (text == NULL)
    return NULL;
  pages = pages_new (request);
  haven_template_print (text, pages);
  return pages;
}

GBytes *
haven_letter_render (const HavenLetterRequest *request, guint *ret_pages, GError **error)
{
  g_autoptr (HavenPages) pages = make_pages (request, error);

  if (pages != NULL && ret_pages != NULL)
    *ret_pages = haven_pages_get_n (pages);
  return pages != NULL ? haven_pages_render (pages, error) : NULL;
}

HavenSheets *
haven_letter_print (const HavenLetterRequest *request, GError **error)
{
  g_autoptr (HavenPages) pages = make_pages (request, error);

  return pages != NULL ? haven_pages_print (pages, error) : NULL;
}

/* ---- who is told (practice 13) ---- */

void
haven_notice_wanted_free (HavenNoticeWanted *self)
{
  if (self == NULL)
    return;
  g_free (self->whom);
  g_free (self);
}

static char *
find_parent (HavenSchool *school, gint64 pupil_id)
{
  HavenSlice people = haven_school_of_pupil (school, HAVEN_TABLE_PEOPLE, pupil_id);

  for (guint i = 0; i < people.n; i++) {
    const HavenPerson *person = people.items[i];
    if (person->type == HAVEN_PERSON_CONTACT && person->parental_responsibility && !person->barred && !haven_text_is_empty (person->name))
      return g_strdup (person->name);
  }
  return g_strdup (_("the parent"));
}

static char *
name_worker (HavenSchool *school, const HavenStanding *standing)
{
  const HavenPerson *worker = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, standing->social_worker_id);

  return g_strdup (worker != NULL && !haven_text_is_empty (worker->name) ? worker->name : _("the social worker"));
}

static const char *
choose_letter (const HavenNoticeDue *due)
{
  static const char *const letters[] = { "suspension-parent", "suspension-governors", "suspension-authority", "suspension-social-worker",
                                         "suspension-virtual-school" };

  if (due->cancellation)
    return "suspension-cancelled";
  return due->to_pupil ? "suspension-pupil" : letters[due->to];
}

static char *
name_recipient (HavenSchool *school, const HavenSuspension *suspension, const HavenNoticeDue *due)
{
  HavenStanding standing = haven_standing_on (school, suspension->pupil_id, suspension->first);

  if (due->to == HAVEN_NOTICE_PARENT)
    return due->to_pupil ? haven_pupil_dup_name (haven_school_get_pupil (school, suspension->pupil_id))
                         : find_parent (school, suspension->pupil_id);
  if (due->to == HAVEN_NOTICE_AUTHORITY)
    return g_strdup (haven_school_get_setting (school, "authority", _("the local authority")));
  return due->to == HAVEN_NOTICE_SOCIAL_WORKER ? name_worker (school, &standing) : g_strdup (haven_notice_due_text (due));
}

GPtrArray *
haven_notices_wanted (HavenSchool *school, const HavenSuspension *suspension)
{
  g_autoptr (GArray) dues = haven_notices_due (school, suspension);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_notice_wanted_free);

  for (guint i = 0; i < dues->len; i++) {
    const HavenNoticeDue *due = &g_array_index (dues, HavenNoticeDue, i);
    HavenNoticeWanted *wanted = g_new0 (HavenNoticeWanted, 1);
    wanted->to = due->to;
    wanted->letter = choose_letter (due);
    wanted->whom = name_recipient (school, suspension, due);
    wanted->told_on = due->sent_on;
    g_ptr_array_add (list, wanted);
  }
  return list;
}
