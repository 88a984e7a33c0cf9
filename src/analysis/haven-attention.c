/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attention.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-rule.h"

#define MARKS_SHOWN 10

/* Weightiest first: the order within each group of Today */
static const HavenRule school_rules[] = {
  { "marks-stop-short", "marks-stop-short", "import", HAVEN_WHEN_NOW, haven_rule_marks_stop_short },
  { "stale-import", "stale-import", "import", HAVEN_WHEN_THIS_WEEK, haven_rule_stale_import },
  { "bookings-waiting", "bookings-waiting", "training", HAVEN_WHEN_COMING, haven_rule_bookings_waiting },
  { "booking-news", "booking-news", "training", HAVEN_WHEN_THIS_WEEK, haven_rule_booking_news },
  { "training-soon", "training-soon", "training", HAVEN_WHEN_COMING, haven_rule_training_soon },
  { "cancel-by", "cancel-by", "training", HAVEN_WHEN_COMING, haven_rule_cancel_by },
  { "training-lapses", "training-lapses", "training", HAVEN_WHEN_COMING, haven_rule_training_lapses },
  { "records-due", "records-due", "records", HAVEN_WHEN_COMING, haven_rule_records_due },
};

/* Of children who left */
static const HavenRule leaver_rules[] = {
  { "file-to-send", "file-transfer", "record", HAVEN_WHEN_THIS_WEEK, haven_rule_file_to_send },
  { "file-receipt", "file-transfer", "record", HAVEN_WHEN_COMING, haven_rule_file_receipt },
};

static const HavenRule child_rules[] = {
  { "unexplained-absence", "unexplained", "attendance", HAVEN_WHEN_NOW, haven_rule_unexplained_absence },
  { "suspension-notices", "suspension-notices", "suspensions", HAVEN_WHEN_NOW, haven_rule_suspension_notices },
  { "continuous-absence", "continuous-unauthorised", "attendance", HAVEN_WHEN_NOW, haven_rule_continuous_absence },
  { "absent-today", "absent-today", "attendance", HAVEN_WHEN_NOW, haven_rule_absent_today },
  { "education-owed", "sixth-day", "suspensions", HAVEN_WHEN_NOW, haven_rule_education_owed },
  { "unrecorded-suspension", "unrecorded-suspension", "suspensions", HAVEN_WHEN_THIS_WEEK, haven_rule_unrecorded_suspension },
  { "suspended-year", "suspended-year", "suspensions", HAVEN_WHEN_THIS_WEEK, haven_rule_suspended_year },
  { "suspended-term", "suspended-term", "suspensions", HAVEN_WHEN_THIS_WEEK, haven_rule_suspended_term },
  { "second-suspension", "second-suspension", "suspensions", HAVEN_WHEN_THIS_WEEK, haven_rule_second_suspension },
  { "reintegration", "reintegration", "suspensions", HAVEN_WHEN_THIS_WEEK, haven_rule_reintegration },
  { "severe-absence", "severe-absence", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_severe_absence },
  { "persistent-absence", "persistent-absence", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_persistent_absence },
  { "unauthorised-absence", "unauthorised", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_unauthorised },
  { "illness", "illness", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_illness },
  { "first-week-absence", "first-week", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_first_week },
  { "attendance-falling", "falling", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_falling },
  { "elsewhere", "elsewhere", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_elsewhere },
  { "unplanned-part-time", "unplanned-part-time", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_unplanned_part_time },
  { "part-time-wants", "part-time", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_part_time_wants },
  { "child-without-marks", "marks-stop-short", "import", HAVEN_WHEN_THIS_WEEK, haven_rule_child_without_marks },
  { "meeting-due", "due-soon", "meetings", HAVEN_WHEN_COMING, haven_rule_meeting_due },
  { "part-time-review", "part-time", "attendance", HAVEN_WHEN_THIS_WEEK, haven_rule_part_time_review },
  { "still-our-child", "still-our-child", "chronology", HAVEN_WHEN_THIS_WEEK, haven_rule_still_our_child },
  { "support-review", "due-soon", "support", HAVEN_WHEN_THIS_WEEK, haven_rule_support_review },
  { "meeting-expected", "due-soon", "meetings", HAVEN_WHEN_COMING, haven_rule_meeting_expected },
  { "sdq-due", "sdq", "wellbeing", HAVEN_WHEN_COMING, haven_rule_sdq_due },
  { "action-overdue", "due-soon", "meetings", HAVEN_WHEN_THIS_WEEK, haven_rule_action_overdue },
  { "action-due", "action-due", "meetings", HAVEN_WHEN_THIS_WEEK, haven_rule_action_due },
  { "reason-wanted", "reason-wanted", "attendance", HAVEN_WHEN_COMING, haven_rule_reason_wanted },
};

static void
attention_item_free (gpointer data)
{
  HavenAttentionItem *item = data;

  g_free (item->sentence);
  g_free (item->advice);
  g_free (item->figures);
  g_free (item->source);
  g_free (item->put_off_because);
  g_free (item);
}

static void
see_marks (HavenSight *sight)
{
  HavenAttention *attention = sight->attention;
  int due_session = 0;
  HavenDay due = haven_sight_get_last_due (sight, &due_session);
  HavenDay last;

  attention->marks_until = last = haven_school_get_last_mark (sight->school, sight->clock.today, &attention->marks_session);
  attention->reaches_now = last != HAVEN_DAY_NONE && (last > due || (last == due && attention->marks_session >= due_session));
  sight->year = haven_academic_year_span (haven_academic_year (last != HAVEN_DAY_NONE ? last : sight->clock.today));
  sight->year.last = last != HAVEN_DAY_NONE ? last : sight->year.first - 1;
}

/* The school's rules, of which marks-stop-short is row one whatever else there is */
static void
look_at_school (HavenSight *sight)
{
  HavenChild nobody = { .pupil = NULL };

  for (guint i = 0; i < G_N_ELEMENTS (school_rules); i++)
    school_rules[i].look (&school_rules[i], sight, &nobody);
}

static void
look_at_child (HavenSight *sight, const HavenPupil *pupil)
{
  HavenChild child = { .pupil = pupil, .standing = haven_standing_on (sight->school, pupil->id, sight->clock.today) };

  if (!haven_pupil_is_on_roll (pupil, sight->clock.today) || !haven_standing_is_flagged (&child.standing))
    return;
  child.has_social_worker = child.standing.plan != HAVEN_STATUS_NONE || child.standing.looked_after;
  child.marks = haven_school_get_marks (sight->school, pupil->id, haven_academic_year (sight->year.first));
  child.marks_before = haven_school_get_marks (sight->school, pupil->id, haven_academic_year (sight->year.first) - 1);
  for (guint i = 0; i < G_N_ELEMENTS (child_rules); i++)
    child_rules[i].look (&child_rules[i], sight, &child);
}

static void
look_at_leaver (HavenSight *sight, const HavenPupil *pupil)
{
  HavenChild child = { .pupil = pupil };

  if (pupil->left == HAVEN_DAY_NONE || pupil->left > sight->clock.today)
    return;
  child.standing = haven_standing_on (sight->school, pupil->id, pupil->left);
  for (guint i = 0; i < G_N_ELEMENTS (leaver_rules); i++)
    leaver_rules[i].look (&leaver_rules[i], sight, &child);
}

static int
rank_rule (const char *name)
{
  if (strcmp (name, "marks-stop-short") == 0)
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (child_rules); i++)
    if (strcmp (child_rules[i].name, name) == 0)
      return (int) i;
  return G_N_ELEMENTS (child_rules);
}

/* By group, weight and how long it has been so; ties stay in the order of names */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const HavenAttentionItem *one = *(const HavenAttentionItem *const *) a;
  const HavenAttentionItem *two = *(const HavenAttentionItem *const *) b;
  int order = (int) one->when - (int) two->when;

  if (order == 0)
    order = rank_rule (one->rule) - rank_rule (two->rule);
  return order != 0 ? order : (one->since > two->since) - (one->since < two->since);
}

/* The ten sessions of school days that end with the last one that can be seen */
static void
show_marks (const HavenSight *sight, const HavenChild *child, char marks[MARKS_SHOWN + 1])
{
  HavenDay day = sight->attention->marks_until;
  int session = sight->attention->marks_session;
  int first = haven_academic_year (sight->year.first);

  memset (marks, ' ', MARKS_SHOWN);
  marks[MARKS_SHOWN] = '\0';
  for (int i = MARKS_SHOWN - 1; i >= 0 && day >= sight->year.first && haven_academic_year (day) == first; i--) {
    guint8 mark = child->marks[haven_register_index (day, session)];
    marks[i] = mark != 0 ? (char) mark : ' ';
    if (session == 0)
      day = haven_calendar_add_school_days (sight->calendar, day, -1);
    session = !session;
  }
}

static char *
tell_source (const HavenRule *rule, const HavenSight *sight)
{
  if (!haven_sight_has_marks (sight))
    return g_strdup (haven_rule_source (rule->source));
  /* Translators: where a rule comes from, and the last session that it saw */
  return g_strdup_printf (_("%s. Seen up to %s."), haven_rule_source (rule->source), sight->until);
}

HavenAttentionItem *
haven_rule_found (const HavenRule *rule, HavenSight *sight, const HavenChild *child, char *take_sentence)
{
  HavenAttentionItem *item = g_new0 (HavenAttentionItem, 1);

  item->rule = g_intern_string (rule->name);
  item->when = rule->when;
  item->view = rule->view;
  item->since = sight->clock.today;
  item->put_off_until = HAVEN_DAY_NONE;
  item->sentence = take_sentence;
  item->source = tell_source (rule, sight);
  if (child->pupil != NULL)
    item->pupil_id = child->pupil->id;
  if (child->marks != NULL && haven_sight_has_marks (sight))
    show_marks (sight, child, item->marks);
  g_ptr_array_add (sight->attention->items, item);
  return item;
}

gboolean
haven_sight_has_marks (const HavenSight *sight)
{
  return sight->attention->marks_until != HAVEN_DAY_NONE;
}

char *
haven_sight_until_text (const HavenSight *sight)
{
  return g_strdup (sight->until);
}

HavenDay
haven_sight_get_last_due (const HavenSight *sight, int *ret_session)
{
  HavenDay day = haven_clock_last_closed (sight->clock, ret_session);

  if (haven_calendar_is_school_day (sight->calendar, day))
    return day;
  *ret_session = HAVEN_SESSIONS_A_DAY - 1;
  return haven_calendar_add_school_days (sight->calendar, day, -1);
}

HavenDay
haven_sight_recently (const HavenSight *sight)
{
  return sight->clock.today - (HavenDay) haven_rule_number ("crossed", "days");
}

HavenDay
haven_sight_long_ago (const HavenSight *sight)
{
  return haven_sight_recently (sight) - 1;
}

static gboolean
is_school_week (HavenCalendar *calendar, HavenDay monday)
{
  return haven_calendar_last_school_day (calendar, (HavenSpan) { monday, monday + 6 }) != HAVEN_DAY_NONE;
}

HavenSpan
haven_sight_get_weeks (const HavenSight *sight, HavenDay until, int count)
{
  HavenSpan span = { haven_day_get_monday (until), until };
  HavenDay limit = span.first - HAVEN_DAYS_A_YEAR;

  while (span.first > limit && (count -= is_school_week (sight->calendar, span.first)) > 0)
    span.first -= 7;
  return span;
}

guint
haven_child_count_marks (const HavenSight *sight, const HavenChild *child, HavenSpan span, const char *marks)
{
  HavenSpan days = haven_span_intersect (span, haven_academic_year_span (haven_academic_year (sight->year.first)));
  gboolean counted[256] = { FALSE };
  guint count = 0;

  if (child->marks == NULL || days.first > days.last)
    return 0;
  for (const char *mark = marks; *mark != '\0'; mark++)
    counted[(guint8) *mark] = TRUE;
  for (int i = haven_register_index (days.first, 0); i <= haven_register_index (days.last, 1); i++)
    count += counted[child->marks[i]];
  return count;
}

HavenAttention *
haven_attention_new (HavenSchool *school, HavenClock clock)
{
  HavenAttention *self = g_new0 (HavenAttention, 1);
  HavenSight sight = { .school = school, .calendar = haven_school_get_calendar (school), .clock = clock, .attention = self };

  self->items = g_ptr_array_new_with_free_func (attention_item_free);
  self->put_off = g_ptr_array_new_with_free_func (attention_item_free);
  see_marks (&sight);
  sight.until = haven_sight_has_marks (&sight) ? haven_half_day_to_text (self->marks_until, self->marks_session, clock) : g_strdup ("");
  look_at_school (&sight);
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++)
    look_at_child (&sight, haven_school_get_nth_pupil (school, i));
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++)
    look_at_leaver (&sight, haven_school_get_nth_pupil (school, i));
  g_ptr_array_sort (self->items, compare_items);
  haven_attention_put_off (self, school, clock);
  if (self->items->len == 0)
    self->next = haven_sight_dup_next (&sight);
  g_free (sight.until);
  return self;
}

const char *
haven_attention_nth_rule (guint i)
{
  if (i < G_N_ELEMENTS (school_rules))
    return school_rules[i].name;
  i -= G_N_ELEMENTS (school_rules);
  if (i < G_N_ELEMENTS (child_rules))
    return child_rules[i].name;
  i -= G_N_ELEMENTS (child_rules);
  return i < G_N_ELEMENTS (leaver_rules) ? leaver_rules[i].name : NULL;
}

void
haven_attention_free (HavenAttention *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->put_off);
  g_free (self->marks_sentence);
  g_free (self->next);
  g_free (self);
}
