/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint-fixture.h"

#include "haven-platform.h"

#include <string.h>

/* small has one place and a waiting list, full-stop one place and none, by-hand waits for a person's word, gone lies in the past */
const char OFFICE_CATALOGUE[] =
  "course,kind,title,topic,audience,summary,event,starts,ends,place,online,places,closes_on,cost,cancel_by,cancellation,by_hand,"
  "waiting_list\n"
  "att,course,Attachment,attachment,All staff,A first day.,small,2026-01-21 09:30,2026-01-21 15:30,Centre,no,1,2026-01-16,45.50,"
  "2026-01-19,,no,yes\n"
  "att,course,Attachment,attachment,All staff,A first day.,full-stop,21/02/2026 09:30,21/02/2026 15:30,Centre,no,1,,,,,no,no\n"
  "att,course,Attachment,attachment,All staff,A first day.,open,2026-07-01 09:30,2026-07-01 15:30,Online,yes,,,,,,no,no\n"
  "con,consultation,Consultation,pep,DTs,\"Bring a question,\nnot a name.\",by-hand,2026-03-01 10:00,2026-03-01 11:00,Online,yes,3,,,,,"
  "yes,no\n"
  "con,consultation,Consultation,pep,DTs,,closed,2026-03-02 10:00,2026-03-02 11:00,Online,yes,3,2026-01-04,,,,no,no\n"
  "net,network,Network,pep,DTs,,gone,2025-12-01 10:00,2025-12-01 11:00,Online,yes,3,,,,,no,no\n";

void
office_import (Office *office, const char *csv)
{
  g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_endpoint_begin (office->endpoint, &error));
  haven_endpoint_import_catalogue (office->endpoint, bytes, &error);
  g_assert_no_error (error);
  g_assert_true (haven_endpoint_commit (office->endpoint, &error));
}

void
office_set_up (Office *office, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = NULL;

  office->folder = haven_platform_make_temp_folder (&error);
  g_assert_no_error (error);
  office->endpoint = haven_endpoint_create (office->folder, "Invented Virtual School", &error);
  g_assert_no_error (error);
  haven_endpoint_set_today (office->endpoint, haven_day_new (2026, 1, 5));
  g_assert_true (haven_endpoint_begin (office->endpoint, &error));
  office->code = haven_endpoint_add_school (office->endpoint, SCHOOL, "Invented High");
  other = haven_endpoint_add_school (office->endpoint, OTHER_SCHOOL, "Invented Primary");
  g_assert_true (haven_endpoint_commit (office->endpoint, &error));
  office_import (office, OFFICE_CATALOGUE);
}

void
office_tear_down (Office *office, gconstpointer unused)
{
  haven_endpoint_free (office->endpoint);
  g_assert_true (haven_platform_remove_tree (office->folder, NULL));
  g_free (office->folder);
  g_free (office->code);
}

HavenWireReply *
office_ask (Office *office, const char *urn, const char *method, const char *path, const char *body, const char *key)
{
  g_autoptr (HavenWireRequest) request = haven_wire_request_new_full ("r", method, path);
  HavenWireReply *reply;

  request->body = body == NULL ? NULL : g_bytes_new (body, strlen (body));
  request->key = g_strdup (key);
  reply = haven_endpoint_answer (office->endpoint, urn, request);
  g_assert_nonnull (reply);
  g_assert_cmpstr (reply->id, ==, "r");
  return reply;
}

void
office_assert_status (HavenWireReply *take_reply, gint64 status, const char *code)
{
  g_autoptr (HavenWireReply) reply = take_reply;
  g_autoptr (HavenWireProblem) problem = NULL;

  g_assert_cmpint (reply->status, ==, status);
  if (code == NULL)
    return;
  problem = haven_wire_problem_parse (reply->body, NULL);
  g_assert_nonnull (problem);
  g_assert_cmpstr (problem->code, ==, code);
  g_assert_cmpint (problem->status, ==, status);
}

static int
read_state (HavenWireReply *take_reply, const char *id)
{
  g_autoptr (HavenWireReply) reply = take_reply;
  g_autoptr (HavenWireBookingNews) news = NULL;

  if (reply->status >= 300)
    return -1;
  news = haven_wire_booking_news_parse (reply->body, NULL);
  g_assert_nonnull (news);
  g_assert_cmpstr (news->booking, ==, id);
  return news->state;
}

int
office_book (Office *office, const char *id, const char *event)
{
  g_autofree char *path = g_strconcat ("/bookings/", id, NULL);
  g_autofree char *body = g_strdup_printf ("{\"format\":\"haven-booking/1\",\"event\":\"%s\",\"name\":\"Jo Invented\","
                                           "\"email\":\"jo@school.example\",\"role\":\"DT\"}", event);

  return read_state (office_ask (office, SCHOOL, "PUT", path, body, id), id);
}

int
office_cancel (Office *office, const char *id)
{
  g_autofree char *path = g_strconcat ("/bookings/", id, NULL);

  return read_state (office_ask (office, SCHOOL, "DELETE", path, NULL, id), id);
}

int
office_state_of (Office *office, const char *id)
{
  g_autoptr (HavenWireReply) reply = office_ask (office, SCHOOL, "GET", "/bookings", NULL, NULL);
  g_autoptr (HavenWireBookings) bookings = haven_wire_bookings_parse (reply->body, NULL);
  int state = -1;

  g_assert_nonnull (bookings);
  for (guint i = 0; i < bookings->bookings->len; i++) {
    HavenWireBookingNews *news = bookings->bookings->pdata[i];
    if (g_str_equal (news->booking, id)) {
      g_assert_cmpint (state, ==, -1);
      state = news->state;
    }
  }
  return state;
}
