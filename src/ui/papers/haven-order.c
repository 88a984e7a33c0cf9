/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-order.h"

#include <glib/gi18n-lib.h>
#include "haven-findings.h"

HavenOrder *
haven_order_new (HavenOrderType type, HavenSession *session, gint64 pupil_id, const char *kind, const char *recipient)
{
  HavenOrder *self = g_new0 (HavenOrder, 1);
  const HavenUser *user = haven_session_get_user (session);

  g_atomic_ref_count_init (&self->refs);
  self->type = type;
  self->school = haven_school_ref (haven_session_get_school (session));
  self->clock = haven_session_get_clock (session);
  self->pupil_id = pupil_id;
  self->kind = g_strdup (kind);
  self->recipient = g_strdup (recipient);
  self->by = user != NULL ? g_strdup (user->name) : NULL;
  return self;
}

void
haven_order_choose (HavenOrder *self, GPtrArray *notes)
{
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  self->chosen = g_ptr_array_ref (notes);
}

HavenOrder *
haven_order_ref (HavenOrder *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_order_unref (HavenOrder *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  haven_school_unref (self->school);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->page, haven_release_unref);
  g_free (self->kind);
  g_free (self->recipient);
  g_free (self->by);
  g_free (self->text);
  g_free (self);
}

/* ---- printing ---- */

static HavenPackRequest
ask_for_pack (HavenOrder *self)
{
  return (HavenPackRequest) {
    .school = self->school, .pupil_id = self->pupil_id, .kind = self->kind, .recipient = self->recipient, .printed_by = self->by,
    .parts = self->parts, .clock = self->clock, .edition = self->edition, .paper = self->paper, .chosen = self->chosen,
  };
}

static HavenSheets *
print_pack (HavenOrder *self, GError **error)
{
  HavenPackRequest request = ask_for_pack (self);

  return haven_pack_print (&request, error);
}

static HavenLetterRequest
ask_for_letter (HavenOrder *self)
{
  return (HavenLetterRequest) {
    .school = self->school, .clock = self->clock, .pupil_id = self->pupil_id, .name = self->kind, .record_id = self->record_id,
    .recipient = self->recipient, .signed_by = self->by, .paper = self->paper, .text = self->text,
  };
}

static HavenSheets *
print_letter (HavenOrder *self, GError **error)
{
  HavenLetterRequest request = ask_for_letter (self);

  return haven_letter_print (&request, error);
}

HavenGovernorsRequest
haven_order_ask_for_report (HavenOrder *self)
{
  return (HavenGovernorsRequest) { .kind = self->kind, .period = self->period, .recipient = self->recipient, .printed_by = self->by,
                                   .paper = self->paper };
}

static HavenMinutesRequest
ask_for_minutes (HavenOrder *self)
{
  return (HavenMinutesRequest) { self->school, self->clock, self->record_id, self->recipient, self->by, self->paper };
}

static HavenSheets *
print_minutes (HavenOrder *self, GError **error)
{
  HavenMinutesRequest request = ask_for_minutes (self);

  return haven_meeting_minutes_print (&request, error);
}

typedef struct {
  HavenOrder *order;
  GPtrArray *fields;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  haven_order_unref (errand->order);
  g_clear_pointer (&errand->fields, g_ptr_array_unref);
  g_free (errand);
}

static GPtrArray *
list_fields (HavenOrder *self)
{
  HavenPackRequest request = ask_for_pack (self);

  return self->type == HAVEN_ORDER_PACK ? haven_pack_list_fields (&request, NULL) : NULL;
}

static void
print_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  static HavenSheets *(*const print[]) (HavenOrder *, GError **) = {
    [HAVEN_ORDER_PACK] = print_pack, [HAVEN_ORDER_LETTER] = print_letter, [HAVEN_ORDER_MINUTES] = print_minutes,
  };
  Errand *errand = task_data;
  GError *error = NULL;
  HavenSheets *sheets = print[errand->order->type] (errand->order, &error);

  if (sheets != NULL)
    errand->fields = list_fields (errand->order);

  if (sheets != NULL)
    g_task_return_pointer (task, sheets, (GDestroyNotify) haven_sheets_unref);
  else
    g_task_return_error (task, error);
}

static void
report_printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HavenOrder *order = ((Errand *) g_task_get_task_data (task))->order;
  GError *error = NULL;
  HavenSheets *sheets;

  g_clear_pointer (&order->page, haven_release_unref);
  sheets = haven_session_print_report_finish (HAVEN_SESSION (source), result, &order->page, &error);

  if (sheets != NULL)
    g_task_return_pointer (task, sheets, (GDestroyNotify) haven_sheets_unref);
  else
    g_task_return_error (task, error);
}

void
haven_order_print_async (HavenOrder *self, HavenSession *session, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  HavenGovernorsRequest report = haven_order_ask_for_report (self);
  Errand *errand = g_new0 (Errand, 1);

  errand->order = haven_order_ref (self);
  g_task_set_task_data (task, errand, errand_free);
  if (self->type == HAVEN_ORDER_REPORT)
    haven_session_print_report_async (session, &report, cancellable, report_printed_cb, g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, print_work);
}

HavenSheets *
haven_order_print_finish (GAsyncResult *result, GPtrArray **ret_fields, GError **error)
{
  Errand *errand = g_task_get_task_data (G_TASK (result));

  if (ret_fields != NULL)
    *ret_fields = g_steal_pointer (&errand->fields);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- writing ---- */

static char *
write_letter (HavenOrder *self, GError **error)
{
  HavenLetterRequest request = ask_for_letter (self);

  return haven_letter_to_text (&request, error);
}

static char *
write_minutes (HavenOrder *self, GError **error)
{
  HavenMinutesRequest request = ask_for_minutes (self);

  return haven_meeting_minutes_to_text (&request, error);
}

static void
write_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HavenOrder *order = task_data;
  GError *error = NULL;
  char *text = order->type == HAVEN_ORDER_LETTER ? write_letter (order, &error) : write_minutes (order, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

void
haven_order_write_async (HavenOrder *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (self->type == HAVEN_ORDER_LETTER || self->type == HAVEN_ORDER_MINUTES);
  g_task_set_task_data (task, haven_order_ref (self), (GDestroyNotify) haven_order_unref);
  g_task_run_in_thread (task, write_work);
}

char *
haven_order_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what it is called ---- */

static HavenEdition
get_edition (HavenOrder *self)
{
  HavenPackRequest request = ask_for_pack (self);

  return haven_pack_get_edition (&request);
}

const char *
haven_order_get_title (HavenOrder *self)
{
  if (self->type == HAVEN_ORDER_PACK)
    return haven_pack_kind_text (self->kind);
  if (self->type == HAVEN_ORDER_LETTER)
    return haven_letter_get_title (self->kind);
  return self->type == HAVEN_ORDER_REPORT ? haven_governors_title (self->kind) : _("Minutes");
}

char *
haven_order_dup_for (HavenOrder *self)
{
  const char *recipient = self->recipient != NULL ? self->recipient : _("the governing board");

  if (self->type != HAVEN_ORDER_PACK)
    return g_strdup (recipient);
  return g_strdup_printf ("%s \302\267 %s", recipient, haven_edition_text (get_edition (self)));
}

char *
haven_order_dup_file (HavenOrder *self, const char *ending)
{
  HavenPackRequest request = ask_for_pack (self);
  g_autofree char *id = self->type == HAVEN_ORDER_PACK ? haven_pack_dup_id (&request) : NULL;

  if (id != NULL)
    return g_strdup_printf ("%s-%s.%s", self->kind, id, ending);
  return g_strdup_printf ("%s.%s", self->type == HAVEN_ORDER_MINUTES ? "minutes" : self->kind, ending);
}

static char *
dup_what (HavenOrder *self)
{
  if (self->type == HAVEN_ORDER_PACK)
    return g_strdup_printf ("pack %s, %s edition", self->kind, haven_edition_code (get_edition (self)));
  if (self->type == HAVEN_ORDER_MINUTES)
    return g_strdup ("minutes");
  return g_strdup_printf ("%s %s", self->type == HAVEN_ORDER_LETTER ? "letter" : "report", self->kind);
}

static gint64
find_meeting (HavenOrder *self)
{
  const HavenMeeting *next;

  if (self->type == HAVEN_ORDER_MINUTES)
    return self->record_id;
  next = self->type == HAVEN_ORDER_PACK ? haven_next_meeting_of (self->school, self->clock, self->pupil_id, self->kind) : NULL;
  return next != NULL ? next->id : 0;
}

HavenCommand *
haven_order_give (HavenOrder *self, const char *how)
{
  g_autofree char *what = dup_what (self);
  g_autofree char *whole = how != NULL ? g_strdup_printf ("%s, %s", what, how) : g_strdup (what);
  const char *recipient = self->recipient != NULL ? self->recipient : "the governing board";

  if (self->page != NULL)
    return haven_command_tell_governors (self->page, whole, recipient);
  if (self->pupil_id == 0)
    return haven_command_record_paper (whole, 0, recipient);
  return haven_command_give (whole, self->pupil_id, find_meeting (self), recipient);
}
