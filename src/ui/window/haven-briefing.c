/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-briefing.h"

#include <glib/gi18n-lib.h>
#include "haven-authority.h"
#include "haven-group.h"

struct _HavenBriefing {
  GObject parent_instance;

  HavenSession *session;
  HavenAttention *attention;
  GHashTable *pupils;       /* ids that the attention list names */
  guint n_children;
  gboolean offline;
  char *problem;            /* of the last sync; NULL: none */
  GCancellable *working;    /* the latest question; earlier answers are dropped */
};

G_DEFINE_FINAL_TYPE (HavenBriefing, haven_briefing, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  HavenSchool *school;
  HavenClock clock;
} Question;

typedef struct {
  HavenAttention *attention;
  guint n_children;
} Answer;

static void
question_free (Question *question)
{
  haven_school_unref (question->school);
  g_free (question);
}

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->attention, haven_attention_free);
  g_free (answer);
}

static guint
count_children (HavenSchool *school, HavenDay today)
{
  guint n = 0;

  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    HavenStanding standing = haven_standing_on (school, pupil->id, today);

    n += haven_pupil_is_on_roll (pupil, today) && haven_standing_is_flagged (&standing);
  }
  return n;
}

static void
work_out (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Question *question = task_data;
  Answer *answer = g_new0 (Answer, 1);

  answer->attention = haven_attention_new (question->school, question->clock);
  answer->n_children = count_children (question->school, question->clock.today);
  g_task_return_pointer (task, answer, (GDestroyNotify) answer_free);
}

static void
take_answer (HavenBriefing *self, Answer *answer)
{
  g_clear_pointer (&self->attention, haven_attention_free);
  self->attention = g_steal_pointer (&answer->attention);
  self->n_children = answer->n_children;
  g_hash_table_remove_all (self->pupils);
  for (guint i = 0; i < self->attention->items->len; i++) {
    HavenAttentionItem *item = g_ptr_array_index (self->attention->items, i);

    g_hash_table_add (self->pupils, g_memdup2 (&item->pupil_id, sizeof item->pupil_id));
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
worked_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = g_task_propagate_pointer (G_TASK (result), NULL);

  if (answer == NULL)
    return;
  take_answer (HAVEN_BRIEFING (source), answer);
  answer_free (answer);
}

static void
school_changed_cb (HavenSession *session, HavenTables tables, gpointer user_data)
{
  HavenBriefing *self = user_data;
  HavenSchool *school = haven_session_get_school (session);
  g_autoptr (GTask) task = NULL;
  Question *question;

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  if (school == NULL)
    return;
  question = g_new0 (Question, 1);
  question->school = haven_school_ref (school);
  question->clock = haven_session_get_clock (session);
  self->working = g_cancellable_new ();
  task = g_task_new (self, self->working, worked_out_cb, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, work_out);
}

static void
haven_briefing_dispose (GObject *object)
{
  HavenBriefing *self = HAVEN_BRIEFING (object);

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_object (&self->session);
  g_clear_pointer (&self->attention, haven_attention_free);
  g_clear_pointer (&self->pupils, g_hash_table_unref);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (haven_briefing_parent_class)->dispose (object);
}

static void
haven_briefing_class_init (HavenBriefingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_briefing_dispose;
  signals[CHANGED] = g_signal_new ("changed", HAVEN_TYPE_BRIEFING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
haven_briefing_init (HavenBriefing *self)
{
  self->pupils = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

HavenBriefing *
haven_briefing_new (HavenSession *session)
{
  HavenBriefing *self = g_object_new (HAVEN_TYPE_BRIEFING, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (school_changed_cb), self, 0);
  school_changed_cb (session, HAVEN_ALL_TABLES, self);
  return self;
}

HavenSession *
haven_briefing_get_session (HavenBriefing *self)
{
  g_return_val_if_fail (HAVEN_IS_BRIEFING (self), NULL);
  return self->session;
}

const HavenAttention *
haven_briefing_get_attention (HavenBriefing *self)
{
  g_return_val_if_fail (HAVEN_IS_BRIEFING (self), NULL);
  return self->attention;
}

gboolean
haven_briefing_needs_attention (HavenBriefing *self, gint64 pupil_id)
{
  g_return_val_if_fail (HAVEN_IS_BRIEFING (self), FALSE);
  return g_hash_table_contains (self->pupils, &pupil_id);
}

guint
haven_briefing_count_today (HavenBriefing *self)
{
  guint n = 0;

  g_return_val_if_fail (HAVEN_IS_BRIEFING (self), 0);
  for (guint i = 0; self->attention != NULL && i < self->attention->items->len; i++)
    n += ((HavenAttentionItem *) g_ptr_array_index (self->attention->items, i))->when != HAVEN_WHEN_COMING;
  return n;
}

guint
haven_briefing_count_children (HavenBriefing *self)
{
  g_return_val_if_fail (HAVEN_IS_BRIEFING (self), 0);
  return self->n_children;
}

static GPtrArray *
table_of (HavenBriefing *self, HavenTable table)
{
  HavenSchool *school = haven_session_get_school (self->session);

  return school != NULL ? haven_school_get_table (school, table) : NULL;
}

/* What was for an authority that was left goes nowhere. */
static gboolean
is_waiting (HavenBriefing *self, const HavenOutboxItem *item)
{
  return item->state == HAVEN_OUTBOX_WAITING && haven_authority_is_there (haven_session_get_school (self->session), item->authority);
}

guint
haven_briefing_count_waiting (HavenBriefing *self)
{
  GPtrArray *outbox = table_of (self, HAVEN_TABLE_OUTBOX);
  guint n = 0;

  for (guint i = 0; outbox != NULL && i < outbox->len; i++)
    n += is_waiting (self, g_ptr_array_index (outbox, i));
  return n;
}

static guint
count_of_type (HavenBriefing *self, HavenOutboxType type)
{
  GPtrArray *outbox = table_of (self, HAVEN_TABLE_OUTBOX);
  guint n = 0;

  for (guint i = 0; outbox != NULL && i < outbox->len; i++) {
    const HavenOutboxItem *item = g_ptr_array_index (outbox, i);

    n += is_waiting (self, item) && item->type == (int) type;
  }
  return n;
}

static void
add_waiting (GPtrArray *parts, guint n, char *take_text)
{
  if (n > 0)
    g_ptr_array_add (parts, take_text);
  else
    g_free (take_text);
}

char *
haven_briefing_dup_waiting (HavenBriefing *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint bookings = count_of_type (self, HAVEN_OUTBOX_BOOKING), cancels = count_of_type (self, HAVEN_OUTBOX_CANCEL);
  guint returns = count_of_type (self, HAVEN_OUTBOX_RELEASE), totals = count_of_type (self, HAVEN_OUTBOX_SHARES);
  g_autofree char *list = NULL;

  add_waiting (parts, bookings, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u booking", "%u bookings", bookings), bookings));
  add_waiting (parts, cancels, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u cancellation", "%u cancellations", cancels), cancels));
  add_waiting (parts, returns, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u termly return", "%u termly returns", returns), returns));
  add_waiting (parts, totals, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u sealed total", "%u sealed totals", totals), totals));
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  list = g_strjoinv (_(" and "), (GStrv) parts->pdata);
  return g_strdup_printf (_("Waiting to be sent to the Virtual School: %s."), list);
}

static gboolean
is_unsettled (const HavenBooking *booking)
{
  return booking->state == HAVEN_BOOKING_ASKED || booking->state == HAVEN_BOOKING_SENT ||
         booking->state == HAVEN_BOOKING_WAITING_LIST || booking->state == HAVEN_BOOKING_CANCELLING;
}

guint
haven_briefing_count_bookings (HavenBriefing *self)
{
  GPtrArray *bookings = table_of (self, HAVEN_TABLE_BOOKINGS);
  guint n = 0;

  for (guint i = 0; bookings != NULL && i < bookings->len; i++)
    n += is_unsettled (g_ptr_array_index (bookings, i));
  return n;
}

static gboolean
was_sent (HavenBriefing *self, const char *period)
{
  GPtrArray *ledger = table_of (self, HAVEN_TABLE_RELEASES);

  for (guint i = 0; ledger != NULL && i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);

    if (haven_ledger_entry_went (entry) && g_strcmp0 (entry->period, period) == 0)
      return TRUE;
  }
  return FALSE;
}

static HavenPeriod
previous_period (HavenPeriod period)
{
  if (period.term == HAVEN_TERM_AUTUMN)
    return (HavenPeriod) { period.year - 1, HAVEN_TERM_SUMMER };
  return (HavenPeriod) { period.year, period.term - 1 };
}

char *
haven_briefing_dup_due (HavenBriefing *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  HavenDay today = haven_session_get_clock (self->session).today;
  g_autofree char *id = NULL;
  HavenPeriod period;

  if (school == NULL || haven_school_get_n_pupils (school) == 0)
    return NULL;            /* nobody to count yet */
  period = haven_calendar_get_period (haven_school_get_calendar (school), today);
  if (haven_calendar_get_span (haven_school_get_calendar (school), period).last >= today)
    period = previous_period (period);
  id = haven_period_to_id (period);
  return was_sent (self, id) ? NULL : g_steal_pointer (&id);
}

gboolean
haven_briefing_get_offline (HavenBriefing *self)
{
  g_return_val_if_fail (HAVEN_IS_BRIEFING (self), FALSE);
  return self->offline;
}

void
haven_briefing_set_offline (HavenBriefing *self, gboolean offline)
{
  g_return_if_fail (HAVEN_IS_BRIEFING (self));
  if (self->offline == offline)
    return;
  self->offline = offline;
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
haven_briefing_get_problem (HavenBriefing *self)
{
  g_return_val_if_fail (HAVEN_IS_BRIEFING (self), NULL);
  return self->problem;
}

void
haven_briefing_set_problem (HavenBriefing *self, const char *sentence)
{
  g_return_if_fail (HAVEN_IS_BRIEFING (self));
  if (g_strcmp0 (self->problem, sentence) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (sentence);
  g_signal_emit (self, signals[CHANGED], 0);
}
