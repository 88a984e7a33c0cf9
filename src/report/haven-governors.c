/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-governors-private.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-meeting-kinds.h"
#include "haven-text.h"

#define STRUCK "-"

typedef void (*Section) (HavenGovernorsRun *run);

typedef struct {
  const char *name;
  const char *title;
  HavenGroup group;
  HavenGroup parts[5];
  guint n_parts;
  Section sections[11];         /* NULL-terminated */
} ReportKind;

static const ReportKind report_kinds[] = {
  { "dt-annual", N_("Designated teacher’s annual report to the governing board"), HAVEN_GROUP_CARE,
    { HAVEN_GROUP_CLA, HAVEN_GROUP_PLA }, 2,
    { haven_governors_write_numbers, haven_governors_write_plans, haven_governors_write_attendance, haven_governors_write_trend,
      haven_governors_write_suspensions, haven_governors_write_learning, haven_governors_write_premium, haven_governors_write_support,
      haven_governors_write_training, haven_governors_write_ahead } },
  { "governors", N_("Designated safeguarding lead’s report to the governing board"), HAVEN_GROUP_FLAGGED,
    { HAVEN_GROUP_CP, HAVEN_GROUP_CIN, HAVEN_GROUP_CLA, HAVEN_GROUP_PREVIOUS, HAVEN_GROUP_KINSHIP }, 5,
    { haven_governors_write_numbers, haven_governors_write_attendance, haven_governors_write_trend, haven_governors_write_suspensions,
      haven_governors_write_learning, haven_governors_write_support, haven_governors_write_training, haven_governors_write_ahead } },
};

static const ReportKind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (report_kinds); i++)
    if (g_strcmp0 (report_kinds[i].name, name) == 0)
      return &report_kinds[i];
  return NULL;
}

const char *const *
haven_governors_kinds (void)
{
  static const char *const names[] = { "dt-annual", "governors", NULL };

  return names;
}

const char *
haven_governors_title (const char *kind)
{
  const ReportKind *found = find_kind (kind);

  return found != NULL ? _(found->title) : NULL;
}

/* ---- sentences ---- */

void
haven_governors_sentence_free (HavenGovernorsSentence *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->made);
  g_free (self->text);
  g_free (self);
}

void
haven_governors_say (HavenGovernorsRun *run, const char *key, char *take_sentence)
{
  HavenGovernorsSentence *sentence = g_new0 (HavenGovernorsSentence, 1);
  g_autofree char *period = haven_period_to_id (run->request->period);
  const char *set;

  sentence->key = g_strdup_printf ("report.%s.%s.%s", run->request->kind, period, key);
  sentence->made = take_sentence;
  set = haven_school_get_setting (run->school, sentence->key, NULL);
  if (g_strcmp0 (set, STRUCK) != 0)
    sentence->text = g_strdup (haven_text_is_empty (set) ? take_sentence : set);
  if (!haven_text_is_empty (sentence->text))
    haven_pages_add_paragraph (run->pages, sentence->text);
  g_ptr_array_add (run->sentences, sentence);
}

/* ---- the whole ---- */

static HavenPages *
pages_new (HavenGovernorsRun *run)
{
  const char *recipient = run->request->recipient != NULL ? run->request->recipient : _("the governing board");
  g_autofree char *when = haven_time_to_text (run->clock.now);
  g_autofree char *printed = g_strdup_printf (_("Printed %s for %s"), when, recipient);
  g_autofree char *period = haven_period_to_text (run->request->period);
  HavenPageIdentity identity = {
    .title = haven_governors_title (run->request->kind), .subject = period, .marking = "OFFICIAL",
    .school = haven_school_get_setting (run->school, "name", _("This school")), .printed = printed, .printed_at = run->clock.now,
    .paper = run->request->paper,
  };

  return haven_pages_new (&identity);
}

static void
write_front (HavenGovernorsRun *run)
{
  g_autofree char *period = haven_period_to_text (run->request->period);
  g_autofree char *until = haven_day_to_text (run->span.last);
  /* Translators: a year or term that is not over, and the last day that is counted */
  g_autofree char *line = g_strdup_printf (_("%s, up to %s"), period, until);

  haven_pages_add_title (run->pages, haven_governors_title (run->request->kind));
  haven_pages_add_paragraph (run->pages, line);
  haven_pages_add_small (run->pages, _("This report names no child. Groups of fewer than five children are left out. “c” stands where a "
                                       "number would count fewer than five children, or leave fewer than five; “x” where it is "
                                       "not known."));
  haven_pages_add_contents (run->pages);
}

static gboolean
begin (HavenGovernorsRun *run, const HavenGovernorsRequest *request, GError **error)
{
  const ReportKind *kind = find_kind (request->kind);
  HavenDay until = haven_school_get_last_mark (request->school, request->clock.today, NULL);

  if (kind == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("There is no report of that kind."));
    return FALSE;
  }
  *run = (HavenGovernorsRun) { .request = request, .school = request->school, .clock = request->clock, .group = kind->group,
                               .parts = kind->parts, .n_parts = kind->n_parts };
  run->span = request->period.term == HAVEN_TERM_YEAR ? haven_academic_year_span (request->period.year)
                                                      : haven_calendar_get_span (haven_school_get_calendar (request->school),
                                                                                 request->period);
  run->span.last = MIN (run->span.last, until != HAVEN_DAY_NONE ? until : request->clock.today);
  if (haven_span_is_empty (run->span)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There are no marks of this time yet. No report was made."));
    return FALSE;
  }
  run->page = haven_governors_make_page (request);
  run->sentences = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_governors_sentence_free);
  run->pages = pages_new (run);
  write_front (run);
  for (guint i = 0; i < G_N_ELEMENTS (kind->sections) && kind->sections[i] != NULL; i++)
    kind->sections[i] (run);
  return TRUE;
}

static void
end (HavenGovernorsRun *run)
{
  haven_pages_free (run->pages);
  g_clear_pointer (&run->page, haven_release_unref);
  g_clear_pointer (&run->sentences, g_ptr_array_unref);
}

GPtrArray *
haven_governors_list_sentences (const HavenGovernorsRequest *request, GError **error)
{
  HavenGovernorsRun run;
  GPtrArray *sentences;

  if (!begin (&run, request, error))
    return NULL;
  sentences = g_steal_pointer (&run.sentences);
  end (&run);
  return sentences;
}

char *
haven_governors_to_text (const HavenGovernorsRequest *request, GError **error)
{
  HavenGovernorsRun run;
  char *text;

  if (!begin (&run, request, error))
    return NULL;
  text = haven_pages_to_text (run.pages);
  end (&run);
  return text;
}

GBytes *
haven_governors_render (const HavenGovernorsRequest *request, guint *ret_pages, GError **error)
{
  HavenGovernorsRun run;
  GBytes *bytes;

  if (!begin (&run, request, error))
    return NULL;
  bytes = haven_pages_render (run.pages, error);
  if (bytes != NULL && ret_pages != NULL)
    *ret_pages = haven_pages_get_n (run.pages);
  end (&run);
  return bytes;
}

HavenSheets *
haven_governors_print (const HavenGovernorsRequest *request, HavenRelease **ret_page, GError **error)
{
  HavenGovernorsRun run;
  HavenSheets *sheets;

  if (!begin (&run, request, error))
    return NULL;
  sheets = haven_pages_print (run.pages, error);
  if (sheets != NULL && ret_page != NULL)
    *ret_page = g_steal_pointer (&run.page);
  end (&run);
  return sheets;
}
