/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>

#include "haven-text.h"

/* Editions in plain words: the young person's own, and the class teacher's sheet of what helps. */

static GPtrArray *
list_plain (HavenPackRun *run, HavenFindingList list)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < run->findings->len; i++) {
    const HavenFinding *finding = run->findings->pdata[i];
    if (finding->list == list && finding->plain != NULL)
      g_ptr_array_add (sentences, haven_pack_words (run, finding->plain));
  }
  return sentences;
}

/* Returns whether there was anything to say */
static gboolean
write_bullets (HavenPackRun *run, const char *heading, GPtrArray *take_sentences)
{
  gboolean any = take_sentences->len > 0;

  if (any) {
    g_ptr_array_add (take_sentences, NULL);
    haven_pages_add_heading (run->pages, 2, heading);
    haven_pages_add_bullets (run->pages, (const char *const *) take_sentences->pdata);
  }
  g_ptr_array_unref (take_sentences);
  return any;
}

static void
write_when (HavenPackRun *run)
{
  g_autofree char *day = run->meeting != NULL ? haven_day_to_text (run->meeting->day) : NULL;
  g_autofree char *weekday = run->meeting != NULL ? haven_day_to_weekday (run->meeting->day) : NULL;
  g_autofree char *when = NULL;

  if (run->meeting == NULL)
    when = g_strdup (_("There will be a meeting about how school is going for you. You will be told when."));
  else if (haven_text_is_empty (run->meeting->place))
    when = g_strdup_printf (_("There is a meeting about how school is going for you on %s %s."), weekday, day);
  else
    when = g_strdup_printf (_("There is a meeting about how school is going for you on %s %s. Where: %s."), weekday, day,
                            run->meeting->place);
  haven_pages_add_paragraph (run->pages, when);
  haven_pages_add_paragraph (run->pages, _("It is your meeting. You can come for all of it, for a part of it, or ask somebody to speak "
                                           "for you. "
                                           "You can say what you think in any way that suits you: talking, writing, drawing."));
}

static void
write_comers (HavenPackRun *run)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; run->kind->comes[i] != NULL; i++)
    if (!g_str_has_prefix (run->kind->comes[i], "the child"))
      g_ptr_array_add (people, g_strdup (run->kind->comes[i]));
  write_bullets (run, _("Who else may be there"), people);
}

static void
write_own_targets (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_TARGETS);
  GPtrArray *targets = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    g_autofree char *text = haven_pack_words (run, target->text);
    g_autofree char *own = haven_pack_words (run, target->child_does);
    g_autofree char *support = haven_pack_words (run, target->support);
    if (target->state != HAVEN_TARGET_OPEN)
      continue;
    if (!haven_text_is_empty (target->child_does))
      g_ptr_array_add (targets, g_strdup_printf (_("%s. Your part: %s"), text, own));
    else if (!haven_text_is_empty (target->support))
      g_ptr_array_add (targets, g_strdup_printf (_("%s. To help you: %s"), text, support));
    else
      g_ptr_array_add (targets, g_steal_pointer (&text));
  }
  write_bullets (run, _("What you are working on"), targets);
}

static void
write_own_words (HavenPackRun *run)
{
  const HavenMeeting *voice = haven_pack_find_voice (run);

  if (voice != NULL) {
    haven_pages_add_heading (run->pages, 2, _("What you said last time"));
    haven_pack_add_paragraphs (run, voice->wishes);
  }
  haven_pages_add_heading (run->pages, 2, _("What you want to say this time"));
  haven_pages_add_lines (run->pages, (const char *const[]) { _("What is going well for me"), "", _("What I worry about"), "",
                                                             _("What I want to happen"), "", NULL });
}

void
haven_pack_write_young_person (HavenPackRun *run)
{
  g_autofree char *title = g_strdup_printf (_("%s: your meeting"), haven_text_is_empty (run->pupil->preferred)
                                            ? haven_pack_text (run->pupil->forename)
                                                                                                           : run->pupil->preferred);

  haven_pages_add_title (run->pages, title);
  write_when (run);
  write_bullets (run, _("What has gone well"), list_plain (run, HAVEN_FINDING_STRENGTH));
  write_bullets (run, _("Since last time"), list_plain (run, HAVEN_FINDING_CHANGED));
  write_own_targets (run);
  write_own_words (run);
  write_comers (run);
  haven_pages_add_small (run->pages, _("This sheet is made for you. If there is a word in it that you would change, tell the person who "
                                       "gave it to you."));
}

/* ---- class teacher ---- */

static gboolean
write_support_now (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_INTERVENTIONS);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < slice.n; i++) {
    const HavenIntervention *support = slice.items[i];
    g_autofree char *what = haven_pack_words (run, support->what);
    g_autofree char *who = haven_pack_words (run, support->who);
    g_autofree char *aim = haven_pack_words (run, support->aim);
    if (support->first > run->clock.today || (support->last != HAVEN_DAY_NONE && support->last < run->clock.today))
      continue;
    g_ptr_array_add (list, haven_text_is_empty (support->aim) ? g_strdup_printf (_("%s, with %s"), what, who)
                                                              : g_strdup_printf (_("%s, with %s. The aim: %s"), what, who, aim));
  }
  return write_bullets (run, _("Support in place now"), list);
}

static gboolean
write_targets_in_class (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_TARGETS);
  const char *header[] = { _("Target"), _("What helps"), _("The child’s own part"), _("Until"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    if (target->state == HAVEN_TARGET_OPEN)
      haven_pack_add_row (rows, haven_pack_words (run, target->text), haven_pack_words (run, target->support),
                          haven_pack_words (run, target->child_does), haven_pack_day (target->due), NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Targets to help with in class"), rows);
  return haven_rows_get_n (rows) > 0;
}

static void
write_hours_now (HavenPackRun *run)
{
  const HavenPlan *plan = haven_pack_plan_now (run);
  g_autofree char *hours = plan != NULL ? haven_pack_hours (plan->minutes_a_week) : NULL;
  g_autofree char *until = plan != NULL ? haven_pack_day (plan->full_time_on) : NULL;
  g_autofree char *text = plan != NULL ? g_strdup_printf (_("In school for %s a week for now; full time from %s."), hours, until) : NULL;

  if (text != NULL)
    haven_pages_add_paragraph (run->pages, text);
}

void
haven_pack_write_class_teacher (HavenPackRun *run)
{
  g_autofree char *name = haven_pupil_dup_name (run->pupil);
  g_autofree char *title = g_strdup_printf (_("What helps %s in class"), name);
  gboolean support, targets;

  haven_pages_add_title (run->pages, title);
  write_hours_now (run);
  support = write_support_now (run);
  targets = write_targets_in_class (run);
  if (!support && !targets)
    haven_pages_add_paragraph (run->pages, _("No support and no target is running now. Ask the designated teacher what helps."));
  haven_pages_add_heading (run->pages, 2, _("Notes from class for the next meeting"));
  haven_pages_add_lines (run->pages, (const char *const[]) { _("Working well"), "", _("Worried about"), "", NULL });
  haven_pages_add_small (run->pages, _("Keep this sheet with you and out of sight of others. Questions go to the designated teacher, "
                                       "worries about a child’s safety to the designated safeguarding lead at once."));
}
