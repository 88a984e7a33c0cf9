/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

/* What people change by hand: done, undone, done again; and what is announced is announced in the same transaction */

static gint64
put_suspension (Fixture *fixture, gint64 pupil_id)
{
  HavenSuspension *suspension = haven_suspension_new ();

  suspension->pupil_id = pupil_id;
  suspension->first = haven_day_new (2026, 3, 13);
  suspension->sessions = 5;
  suspension->reason = g_strdup ("PP VA");
  suspension->import_id = 77;
  return haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_SUSPENSIONS, suspension), NULL);
}

static guint
count (Fixture *fixture, HavenTable table)
{
  return haven_school_get_table (haven_session_get_school (fixture->session), table)->len;
}

static void
note_changes_cb (HavenSession *session, HavenTables tables, HavenTables *seen)
{
  *seen |= tables;
}

static void
test_friday_suspension (Fixture *fixture, gconstpointer data)
{
  gint64 pupil = fixture_add_pupil (fixture, "B801200005001", "Brown");
  HavenTables seen = 0;
  gint64 id;
  const HavenSuspension *suspension;

  g_signal_connect (fixture->session, "changed", G_CALLBACK (note_changes_cb), &seen);
  id = put_suspension (fixture, pupil);
  g_signal_handlers_disconnect_by_data (fixture->session, &seen);   /* closing the store changes every table, and seen is gone by then */
  suspension = haven_school_get_record (haven_session_get_school (fixture->session), HAVEN_TABLE_SUSPENSIONS, id);
  g_assert_nonnull (suspension);
  g_assert_cmpstr (suspension->reason, ==, "PP VA");
  /* By hand is by hand: no import overwrites it unasked */
  g_assert_cmpint (suspension->import_id, ==, 0);
  g_assert_true (seen & HAVEN_TABLE_BIT (HAVEN_TABLE_SUSPENSIONS));
  g_assert_false (seen & HAVEN_TABLE_BIT (HAVEN_TABLE_PUPILS));
}

static void
test_undo_redo (Fixture *fixture, gconstpointer data)
{
  gint64 pupil = fixture_add_pupil (fixture, "B801200005001", "Brown");
  g_autoptr (GError) error = NULL;

  put_suspension (fixture, pupil);
  g_assert_cmpstr (haven_session_get_undo (fixture->session), ==, "Suspension recorded");
  for (guint i = 0; i < 3; i++) {
    g_assert_true (haven_session_undo (fixture->session, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (count (fixture, HAVEN_TABLE_SUSPENSIONS), ==, 0);
    g_assert_cmpstr (haven_session_get_redo (fixture->session), ==, "Suspension recorded");
    g_assert_true (haven_session_redo (fixture->session, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (count (fixture, HAVEN_TABLE_SUSPENSIONS), ==, 1);
  }
}

static void
test_undo_removal (Fixture *fixture, gconstpointer data)
{
  gint64 pupil = fixture_add_pupil (fixture, "B801200005001", "Brown");
  gint64 id = put_suspension (fixture, pupil);
  const HavenSuspension *suspension;

  g_assert_cmpint (haven_session_run (fixture->session, haven_command_remove (HAVEN_TABLE_SUSPENSIONS, id), NULL), ==, id);
  g_assert_cmpuint (count (fixture, HAVEN_TABLE_SUSPENSIONS), ==, 0);
  g_assert_true (haven_session_undo (fixture->session, NULL));
  suspension = haven_school_get_record (haven_session_get_school (fixture->session), HAVEN_TABLE_SUSPENSIONS, id);
  g_assert_cmpint (suspension->sessions, ==, 5);
  g_assert_cmpint (suspension->pupil_id, ==, pupil);
}

static void
test_nothing_to_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_session_get_undo (fixture->session));
  g_assert_false (haven_session_undo (fixture->session, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
}

static void
test_remove_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (haven_session_run (fixture->session, haven_command_remove (HAVEN_TABLE_NOTES, 4711), &error), ==, -1);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
}

static void
test_calendar (Fixture *fixture, gconstpointer data)
{
  GPtrArray *dates = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_dates_free);
  HavenDates *term = haven_dates_new ();
  HavenSpan span;

  term->type = HAVEN_DATES_TERM;
  term->year = 2025;
  term->term = HAVEN_TERM_AUTUMN;
  term->first = haven_day_new (2025, 9, 3);
  term->last = haven_day_new (2025, 12, 19);
  g_ptr_array_add (dates, term);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_set_calendar (dates), NULL), >=, 0);
  span = haven_calendar_get_span (haven_school_get_calendar (haven_session_get_school (fixture->session)),
                                  (HavenPeriod) { 2025, HAVEN_TERM_AUTUMN });
  g_assert_cmpint (span.first, ==, haven_day_new (2025, 9, 3));
  g_assert_cmpint (span.last, ==, haven_day_new (2025, 12, 19));
}

/* ---- bookings: an event that is in the catalogue of the demo ---- */

static const HavenEvent *
open_event (Fixture *fixture)
{
  HavenClock clock = haven_session_get_clock (fixture->session);
  GPtrArray *events = haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_EVENTS);

  for (guint i = 0; i < events->len; i++) {
    const HavenEvent *event = g_ptr_array_index (events, i);
    if (event->starts > clock.now && (event->closes_on == HAVEN_DAY_NONE || event->closes_on >= clock.today))
      return event;
  }
  g_assert_not_reached ();
}

static const HavenBooking *
last_booking (Fixture *fixture)
{
  GPtrArray *bookings = haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_BOOKINGS);

  return g_ptr_array_index (bookings, bookings->len - 1);
}

static const HavenOutboxItem *
last_item (Fixture *fixture)
{
  GPtrArray *items = haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_OUTBOX);

  return g_ptr_array_index (items, items->len - 1);
}

static void
fill_demo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_session_fill_demo (fixture->session, HAVEN_DEMO_SMALL, 1, &error));
  g_assert_no_error (error);
}

static void
test_booked_offline_and_withdrawn (Fixture *fixture, gconstpointer data)
{
  g_autofree char *booking = NULL;
  guint items;

  fill_demo (fixture);
  items = count (fixture, HAVEN_TABLE_OUTBOX);
  g_assert_cmpint (haven_session_run (fixture->session,
                                      haven_command_book (open_event (fixture)->event, " Sam  Staff", "s.staff@invented.example",
                                                          "Tutor"), NULL), >, 0);
  g_assert_cmpint (last_booking (fixture)->state, ==, HAVEN_BOOKING_ASKED);
  g_assert_cmpstr (last_booking (fixture)->name, ==, "Sam Staff");
  g_assert_cmpuint (count (fixture, HAVEN_TABLE_OUTBOX), ==, items + 1);
  g_assert_cmpstr (last_item (fixture)->target, ==, last_booking (fixture)->booking);
  booking = g_strdup (last_booking (fixture)->booking);

  g_assert_cmpint (haven_session_run (fixture->session, haven_command_cancel_booking (booking), NULL), >, 0);
  g_assert_cmpint (last_booking (fixture)->state, ==, HAVEN_BOOKING_CANCELLED);
  g_assert_cmpint (last_item (fixture)->state, ==, HAVEN_OUTBOX_CANCELLED);
  g_assert_cmpuint (count (fixture, HAVEN_TABLE_OUTBOX), ==, items + 1);
}

static void
test_booking_that_cannot_be (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *event, *name, *email; HavenErrorCode code; } rows[] = {
    { "no-such-event", "Sam Staff", "s@invented.example", HAVEN_ERROR_NOT_FOUND },
    { NULL, "", "s@invented.example", HAVEN_ERROR_INVALID },
    { NULL, "Sam Staff", "not an address", HAVEN_ERROR_INVALID },
  };
  guint bookings;

  fill_demo (fixture);
  bookings = count (fixture, HAVEN_TABLE_BOOKINGS);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    const char *event = rows[i].event != NULL ? rows[i].event : open_event (fixture)->event;

    g_assert_cmpint (haven_session_run (fixture->session, haven_command_book (event, rows[i].name, rows[i].email, "Tutor"), &error), ==,
                     -1);
    g_assert_error (error, HAVEN_ERROR, (int) rows[i].code);
    g_assert_cmpuint (count (fixture, HAVEN_TABLE_BOOKINGS), ==, bookings);
  }
}

static void
test_release_is_queued_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenRelease) release = NULL;
  guint ledger, items;

  fill_demo (fixture);
  release = haven_session_release (fixture->session, (HavenPeriod) { 2025, HAVEN_TERM_AUTUMN }, &error);
  g_assert_no_error (error);
  ledger = count (fixture, HAVEN_TABLE_RELEASES);
  items = count (fixture, HAVEN_TABLE_OUTBOX);
  haven_session_note_looked (fixture->session, release);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (haven_session_run (fixture->session, haven_command_queue_release (release, "Head Teacher"), NULL), >, 0);
  g_assert_cmpuint (count (fixture, HAVEN_TABLE_RELEASES), ==, ledger + 1);
  g_assert_cmpuint (count (fixture, HAVEN_TABLE_OUTBOX), ==, items + 1);
  g_assert_true (g_bytes_equal (last_item (fixture)->body, haven_release_get_bytes (release)));
}

static void
keep_marks (Fixture *fixture, gint64 pupil_id)
{
  HavenRegister *marks = haven_register_new ();
  HavenLate *late = haven_late_new ();
  guint8 bytes[HAVEN_REGISTER_BYTES] = { 'L' };

  marks->pupil_id = late->pupil_id = pupil_id;
  marks->year = 2025;
  marks->marks = g_bytes_new (bytes, sizeof bytes);
  late->day = haven_day_new (2025, 9, 1);
  late->minutes = 12;
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_REGISTERS, marks), NULL), >, 0);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_LATES, late), NULL), >, 0);
}

/* Full registers of everybody were a choice: who goes back from it keeps neither a code nor a minute of the others */
static void
test_no_registers_of_others (Fixture *fixture, gconstpointer data)
{
  gint64 flagged = fixture_add_pupil (fixture, "B801200005001", "Brown");
  gint64 other = fixture_add_pupil (fixture, "U502400200093", "Evans");
  HavenSpell *spell = haven_spell_new ();

  spell->pupil_id = flagged;
  spell->status = HAVEN_STATUS_CIN;
  spell->first = haven_day_new (2024, 10, 1);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_SPELLS, spell), NULL), >, 0);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_set ("registers", "everyone"), NULL), >=, 0);
  keep_marks (fixture, flagged);
  keep_marks (fixture, other);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_set ("registers", "flagged"), NULL), >=, 0);
  g_assert_cmpuint (count (fixture, HAVEN_TABLE_REGISTERS), ==, 1);
  g_assert_cmpuint (count (fixture, HAVEN_TABLE_LATES), ==, 1);
  g_assert_cmpuint (haven_school_of_pupil (haven_session_get_school (fixture->session), HAVEN_TABLE_LATES, flagged).n, ==, 1);
  g_assert_true (haven_session_undo (fixture->session, NULL));
  g_assert_cmpuint (count (fixture, HAVEN_TABLE_LATES), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/session/practice_28/friday-suspension", test_friday_suspension);
  fixture_add ("/session/undo-redo", test_undo_redo);
  fixture_add ("/session/undo-removal", test_undo_removal);
  fixture_add ("/session/nothing-to-undo", test_nothing_to_undo);
  fixture_add ("/session/practice_34/no-registers-of-others", test_no_registers_of_others);
  fixture_add ("/session/remove-unknown", test_remove_unknown);
  fixture_add ("/session/calendar", test_calendar);
  fixture_add ("/session/booked-offline-and-withdrawn", test_booked_offline_and_withdrawn);
  fixture_add ("/session/booking-that-cannot-be", test_booking_that_cannot_be);
  fixture_add ("/session/release-is-queued-once", test_release_is_queued_once);
  return g_test_run ();
}
