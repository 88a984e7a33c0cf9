/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>

#include "haven-text.h"

/* What was agreed and what came of it: targets, Pupil Premium Plus, actions; wishes and feelings; what others contribute. */

/* ---- targets: what was set before is reviewed, what is open says how anybody will know ---- */

static void
write_reviewed (HavenPackRun *run, HavenSlice slice)
{
  static const char *const states[] = { N_("open"), N_("met"), N_("partly met"), N_("not met") };
  const char *header[] = { _("Target"), _("Owner"), _("Due"), _("State"), _("Outcome"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    if (target->state != HAVEN_TARGET_OPEN)
      haven_pack_add_row (rows, haven_pack_words (run, target->text), haven_pack_words (run, target->owner), haven_pack_day (target->due),
                          g_strdup (_(states[target->state])), haven_pack_words (run, target->outcome), NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Targets of before, reviewed"), rows);
}

static void
write_open (HavenPackRun *run, HavenSlice slice)
{
  const char *header[] = { _("Target"), _("Where it starts"), _("How we shall know"), _("Owner"), _("Support"), _("Due"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    if (target->state == HAVEN_TARGET_OPEN)
      haven_pack_add_row (rows, haven_pack_words (run, target->text), haven_pack_words (run, target->baseline),
                          haven_pack_words (run, target->measure), haven_pack_words (run, target->owner),
                          haven_pack_words (run, target->support), haven_pack_day (target->due), NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Targets now"), rows);
  else if (slice.n == 0)
    haven_pages_add_paragraph (run->pages, _("No target is on record."));
}

static void
write_child_parts (HavenPackRun *run, HavenSlice slice)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    if (target->state == HAVEN_TARGET_OPEN && !haven_text_is_empty (target->child_does))
      g_ptr_array_add (parts, haven_pack_words (run, target->child_does));
  }
  if (parts->len == 0)
    return;
  g_ptr_array_add (parts, NULL);
  haven_pages_add_heading (run->pages, 2, _("The child’s own part"));
  haven_pages_add_bullets (run->pages, (const char *const *) parts->pdata);
}

static void
write_action_list (HavenPackRun *run)
{
  const char *header[] = { _("Action"), _("Owner"), _("Due"), _("Done"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_ACTIONS);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenAction *action = slice.items[i];
    gboolean late = action->done_on == HAVEN_DAY_NONE && action->due != HAVEN_DAY_NONE && action->due < run->clock.today;
    haven_pack_add_row (rows, haven_pack_words (run, action->text), haven_pack_words (run, action->owner), haven_pack_day (action->due),
                        late ? g_strdup (_("past its day")) : haven_pack_day (action->done_on), NULL);
  }
  if (slice.n > 0)
    haven_pages_add_table (run->pages, _("Actions"), rows);
  else
    haven_pages_add_paragraph (run->pages, _("No action is on record."));
}

void
haven_pack_write_targets (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_TARGETS);

  haven_pages_add_heading (run->pages, 1, _("Targets and actions"));
  write_reviewed (run, slice);
  write_open (run, slice);
  write_child_parts (run, slice);
  write_action_list (run);
}

/* ---- Pupil Premium Plus: through the PEP for looked-after children, held by the school for previously looked-after (practice 20) ---- */

static const char *
premium_note (const HavenStanding *standing)
{
  if (standing->looked_after)
    return _("Pupil Premium Plus is managed by the Virtual School and asked for through the plan.");
  if (standing->previously_looked_after)
    return _("Pupil Premium Plus is held by the school for a child who was previously looked after.");
  return NULL;
}

void
haven_pack_write_premium (HavenPackRun *run)
{
  const char *header[] = { _("For"), _("#Asked for"), _("#Agreed"), _("#Spent"), _("What came of it"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_TARGETS);
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  const char *note = premium_note (&run->standing);
  gint64 asked = 0, agreed = 0, spent = 0;

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    if (target->ppp_asked == 0 && target->ppp_agreed == 0 && target->ppp_spent == 0)
      continue;
    asked += target->ppp_asked;
    agreed += target->ppp_agreed;
    spent += target->ppp_spent;
    haven_pack_add_row (rows, haven_pack_words (run, target->text), haven_pack_pounds (target->ppp_asked),
                        haven_pack_pounds (target->ppp_agreed),
                        haven_pack_pounds (target->ppp_spent), haven_pack_words (run, target->ppp_effect), NULL);
  }
  if (haven_rows_get_n (rows) == 0 && note == NULL)
    return;
  haven_pages_add_heading (run->pages, 1, _("Pupil Premium Plus"));
  if (note != NULL)
    haven_pages_add_paragraph (run->pages, note);
  if (haven_rows_get_n (rows) == 0) {
    haven_pages_add_paragraph (run->pages, _("Nothing has been asked for yet."));
    return;
  }
  haven_pack_add_row (rows, g_strdup (_("Together")), haven_pack_pounds (asked), haven_pack_pounds (agreed), haven_pack_pounds (spent),
                      g_strdup (""), NULL);
  haven_pages_add_table (run->pages, NULL, rows);
}

/* ---- the child's voice ---- */

const HavenMeeting *
haven_pack_find_voice (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_MEETINGS);
  const HavenMeeting *latest = NULL;

  for (guint i = 0; i < slice.n; i++) {
    const HavenMeeting *meeting = slice.items[i];
    if (!haven_text_is_empty (meeting->wishes) && (latest == NULL || meeting->day > latest->day))
      latest = meeting;
  }
  return latest;
}

static void
write_part (HavenPackRun *run, const char *heading, const char *text)
{
  haven_pages_add_heading (run->pages, 2, heading);
  if (haven_text_is_empty (text))
    haven_pages_add_lines (run->pages, (const char *const[]) { "", "", NULL });
  else
    haven_pack_add_paragraphs (run, text);
}

/* In the child's own words, never summarised */
static void
write_wishes (HavenPackRun *run)
{
  const HavenMeeting *voice = haven_pack_find_voice (run);
  g_autoptr (GPtrArray) lines = haven_pack_list_lines (run, HAVEN_LINE_WISHES);
  g_autofree char *day = voice != NULL ? haven_pack_day (voice->day) : NULL;
  g_autofree char *how = voice != NULL ? g_strdup_printf (_("Gathered: %s (%s)."), haven_pack_text (voice->wishes_how), day) : NULL;

  for (guint i = 0; i < lines->len; i++) {
    const HavenLine *line = lines->pdata[i];
    g_autofree char *gathered = g_strdup_printf (_("Gathered: %s."), haven_pack_text (line->who));
    haven_pack_add_paragraphs (run, line->text);
    haven_pages_add_small (run->pages, gathered);
  }
  if (voice != NULL) {
    haven_pack_add_paragraphs (run, voice->wishes);
    haven_pages_add_small (run->pages, how);
  } else if (lines->len == 0) {
    haven_pages_add_paragraph (run->pages, _("Not gathered yet. In the child's own words:"));
    haven_pages_add_lines (run->pages, (const char *const[]) { "", "", "", NULL });
  }
}

void
haven_pack_write_voice (HavenPackRun *run)
{
  haven_pages_add_heading (run->pages, 1, _("The child's wishes and feelings"));
  write_wishes (run);
  write_part (run, _("Working well"), run->meeting != NULL ? run->meeting->working_well : NULL);
  write_part (run, _("Worried about"), run->meeting != NULL ? run->meeting->worried_about : NULL);
  write_part (run, _("Needs to happen"), run->meeting != NULL ? run->meeting->needs_to_happen : NULL);
}

/* ---- what others sent or said before the meeting ---- */

void
haven_pack_write_contributions (HavenPackRun *run)
{
  g_autoptr (GPtrArray) lines = haven_pack_list_lines (run, HAVEN_LINE_CONTRIBUTION);

  haven_pages_add_heading (run->pages, 1, _("Contributions"));
  if (lines->len == 0)
    haven_pages_add_paragraph (run->pages, _("Nobody has sent a contribution yet."));
  for (guint i = 0; i < lines->len; i++) {
    const HavenLine *line = lines->pdata[i];
    g_autofree char *who = haven_pack_words (run, line->who);
    g_autofree char *day = haven_pack_day (haven_time_get_day (line->at));
    /* Translators: who contributed, and the day */
    g_autofree char *from = g_strdup_printf (_("%s, %s"), who, day);
    haven_pages_add_heading (run->pages, 2, from);
    haven_pack_add_paragraphs (run, line->text);
  }
}
