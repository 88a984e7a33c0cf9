/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-findings-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-code.h"
#include "haven-expected-meetings.h"
#include "haven-text.h"

static const char *const list_codes[] = { "changed", "strengths", "worries", "steps", NULL };
static const char *const list_texts[] = { N_("What has changed"), N_("Strengths"), N_("Worries"), N_("Next steps"), NULL };

const char *
haven_finding_list_code (HavenFindingList list)
{
  return haven_code_at (list_codes, list);
}

gboolean
haven_finding_list_parse (const char *code, HavenFindingList *ret_list)
{
  int value;

  if (code == NULL || !haven_code_parse (list_codes, code, &value))
    return FALSE;
  *ret_list = value;
  return TRUE;
}

const char *
haven_finding_list_text (HavenFindingList list)
{
  return haven_code_text (list_texts, list);
}

void
haven_finding_free (HavenFinding *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->made);
  g_free (self->text);
  g_free (self->evidence);
  g_free (self->plain);
  g_free (self);
}

/* ---- for the sources that find ---- */

HavenFinding *
haven_findings_take (HavenFindingRun *run, HavenFindingList list, const char *key, char *take_text, char *take_evidence)
{
  HavenFinding *finding = g_new0 (HavenFinding, 1);

  finding->list = list;
  finding->key = g_strdup (key);
  finding->made = take_text;
  finding->text = g_strdup (take_text);
  finding->evidence = take_evidence;
  g_ptr_array_add (run->list, finding);
  return finding;
}

char *
haven_findings_span_text (HavenSpan span)
{
  g_autofree char *first = haven_day_to_text (span.first);
  g_autofree char *last = haven_day_to_text (span.last);

  return span.first == span.last ? g_steal_pointer (&first) : g_strdup_printf (_("%s to %s"), first, last);
}

HavenSlice
haven_findings_slice (HavenFindingRun *run, HavenTable table)
{
  return haven_school_of_pupil (run->school, table, run->pupil->id);
}

gboolean
haven_findings_is_new (HavenFindingRun *run, HavenDay day)
{
  return day != HAVEN_DAY_NONE && day >= run->span.first && day <= run->clock.today;
}

/* ---- what is asked ---- */

const HavenMeeting *
haven_last_meeting_of (HavenSchool *school, HavenClock clock, gint64 pupil_id, const char *kind)
{
  HavenSlice meetings = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, pupil_id);
  const HavenMeeting *last = NULL;

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (meeting->day != HAVEN_DAY_NONE && meeting->day <= clock.today && haven_meeting_is_kind (meeting, kind)
        && haven_meeting_is_held (meeting, clock) && (last == NULL || meeting->day > last->day))
      last = meeting;
  }
  return last;
}

const HavenMeeting *
haven_next_meeting_of (HavenSchool *school, HavenClock clock, gint64 pupil_id, const char *kind)
{
  HavenSlice meetings = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, pupil_id);
  const HavenMeeting *next = NULL;

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (meeting->day != HAVEN_DAY_NONE && haven_meeting_is_kind (meeting, kind) && !haven_meeting_is_held (meeting, clock)
        && (next == NULL || meeting->day < next->day))
      next = meeting;
  }
  return next;
}

HavenSpan
haven_findings_get_span (const HavenFindingQuestion *question)
{
  const HavenPupil *pupil = haven_school_get_pupil (question->school, question->pupil_id);
  HavenDay until = haven_school_get_last_mark (question->school, question->clock.today, NULL);
  HavenSpan year = haven_default_span (question->school, question->clock);
  HavenSpan span = { question->since != HAVEN_DAY_NONE ? question->since : year.first, until };

  if (until == HAVEN_DAY_NONE)
    span.last = question->clock.today;
  if (pupil != NULL && pupil->left != HAVEN_DAY_NONE)
    span.last = MIN (span.last, pupil->left);
  return span;
}

static int
compare_lists (gconstpointer a, gconstpointer b)
{
  const HavenFinding *one = *(const HavenFinding *const *) a;
  const HavenFinding *two = *(const HavenFinding *const *) b;

  return (int) one->list - (int) two->list;
}

/* Found in the order of their weight, and kept in it */
static void
sort_by_list (GPtrArray *list)
{
  for (guint i = 1; i < list->len; i++)
    for (guint k = i; k > 0 && compare_lists (&list->pdata[k - 1], &list->pdata[k]) > 0; k--) {
      gpointer before = list->pdata[k - 1];
      list->pdata[k - 1] = list->pdata[k];
      list->pdata[k] = before;
    }
}

GPtrArray *
haven_findings_make (const HavenFindingQuestion *question)
{
  HavenFindingRun run = { question->school, question->clock, haven_school_get_pupil (question->school, question->pupil_id) };
  HavenDay length;

  run.list = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_finding_free);
  if (run.pupil == NULL)
    return run.list;
  run.standing = haven_standing_on (run.school, run.pupil->id, run.clock.today);
  run.span = haven_findings_get_span (question);
  length = run.span.last - run.span.first + 1;
  run.before = (HavenSpan) { run.span.first - length, run.span.first - 1 };
  haven_findings_add_attendance (&run);
  haven_findings_add_patterns (&run);
  haven_findings_add_suspension (&run);
  haven_findings_add_status (&run);
  haven_findings_add_learning (&run);
  haven_findings_add_wellbeing (&run);
  haven_findings_add_targets (&run);
  haven_findings_add_support (&run);
  haven_findings_add_steps (&run);
  sort_by_list (run.list);
  return run.list;
}

/* ---- what somebody made of them ---- */

/* Prepared for a meeting, or for the kind while it has no date: an edit made before the date was known stands for the meeting */
static gboolean
is_asked (const HavenFindingQuestion *question, const HavenSentence *sentence)
{
  return g_strcmp0 (sentence->kind, question->kind) == 0 && (sentence->meeting_id == question->meeting_id || sentence->meeting_id == 0);
}

static const HavenSentence *
find_sentence (const HavenFindingQuestion *question, const char *key)
{
  HavenSlice slice = haven_school_of_pupil (question->school, HAVEN_TABLE_SENTENCES, question->pupil_id);
  const HavenSentence *found = NULL;

  for (guint i = 0; question->kind != NULL && i < slice.n; i++) {
    const HavenSentence *sentence = slice.items[i];
    if (is_asked (question, sentence) && g_strcmp0 (sentence->key, key) == 0
        && (found == NULL || sentence->meeting_id == question->meeting_id))
      found = sentence;
  }
  return found;
}

static void
apply_edit (HavenFinding *finding, const HavenSentence *sentence)
{
  finding->struck = sentence->struck;
  finding->edited = !haven_text_is_empty (sentence->text);
  finding->moved_on = (finding->struck || finding->edited) && g_strcmp0 (sentence->made, finding->made) != 0;
  if (!finding->edited)
    return;
  g_free (finding->text);
  finding->text = g_strdup (sentence->text);
}

static gboolean
is_own (const HavenSentence *sentence)
{
  return sentence->key != NULL && g_str_has_prefix (sentence->key, "own-");
}

static void
add_own (const HavenFindingQuestion *question, GPtrArray *list)
{
  HavenSlice slice = haven_school_of_pupil (question->school, HAVEN_TABLE_SENTENCES, question->pupil_id);
  HavenFindingRun run = { .list = list };

  for (guint i = 0; i < slice.n; i++) {
    const HavenSentence *sentence = slice.items[i];
    HavenFindingList which;
    if (!is_asked (question, sentence) || !is_own (sentence) || !haven_finding_list_parse (sentence->list, &which)
        || haven_text_is_empty (sentence->text))
      continue;
    haven_findings_take (&run, which, sentence->key, g_strdup (sentence->text), NULL)->struck = sentence->struck;
  }
}

GPtrArray *
haven_findings_apply (const HavenFindingQuestion *question)
{
  GPtrArray *list = haven_findings_make (question);

  for (guint i = 0; i < list->len; i++) {
    HavenFinding *finding = list->pdata[i];
    const HavenSentence *sentence = find_sentence (question, finding->key);
    if (sentence != NULL)
      apply_edit (finding, sentence);
  }
  if (question->kind != NULL)
    add_own (question, list);
  sort_by_list (list);
  return list;
}

static HavenSentence *
sentence_new (const HavenFindingQuestion *question, const char *key, HavenFindingList list)
{
  HavenSentence *sentence = haven_sentence_new ();

  sentence->pupil_id = question->pupil_id;
  sentence->meeting_id = question->meeting_id;
  sentence->kind = g_strdup (question->kind);
  sentence->key = g_strdup (key);
  sentence->list = g_strdup (haven_finding_list_code (list));
  return sentence;
}

HavenSentence *
haven_finding_edit (const HavenFindingQuestion *question, const HavenFinding *finding, const char *text, gboolean struck)
{
  const HavenSentence *before = find_sentence (question, finding->key);
  HavenSentence *sentence = before != NULL && before->meeting_id == question->meeting_id ? haven_sentence_copy (before)
                                                                                        : sentence_new (question, finding->key,
                                                                                                        finding->list);

  g_free (sentence->made);
  sentence->made = g_strdup (finding->made);
  g_free (sentence->text);
  sentence->text = haven_text_is_empty (text) || g_strcmp0 (text, finding->made) == 0 ? NULL : g_strdup (text);
  if (sentence->text == NULL && is_own (sentence))
    sentence->text = g_strdup (finding->text);
  sentence->struck = struck;
  return sentence;
}

HavenSentence *
haven_finding_own (const HavenFindingQuestion *question, HavenFindingList list, const char *text)
{
  HavenSlice slice = haven_school_of_pupil (question->school, HAVEN_TABLE_SENTENCES, question->pupil_id);
  guint number = 1;
  g_autofree char *key = NULL;
  HavenSentence *sentence;

  for (guint i = 0; i < slice.n; i++) {
    const HavenSentence *other = slice.items[i];
    if (is_own (other))
      number = MAX (number, (guint) g_ascii_strtoull (other->key + strlen ("own-"), NULL, 10) + 1);
  }
  key = g_strdup_printf ("own-%u", number);
  sentence = sentence_new (question, key, list);
  sentence->text = g_strdup (text);
  return sentence;
}
