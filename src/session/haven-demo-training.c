/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#include "haven-exchange.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)

/* A course of the invented Virtual School and its next events: days from today and the minute they start */
typedef struct {
  const char *id;
  const char *type;
  const char *title;
  const char *topic;
  const char *audience;
  const char *summary;
  int minutes;
  gint64 cost;                  /* pence */
  struct {
    int in_days;
    int minute;
    gint64 places;
    const char *place;
  } events[3];
} Offer;

static const Offer offers[] = {
  { "attachment-first-day", "course", "Attachment and trauma: a first day", "attachment", "All staff",
    "What early harm does to learning, and what helps in a classroom.", 360, 0,
    { { 18, 570, 12, "Invented Professional Centre" }, { 75, 570, 24, "Invented Professional Centre" } } },
  { "emotion-coaching", "course", "Emotion coaching", "emotion-coaching", "Pastoral and classroom staff",
    "Two twilight sessions with practice between them.", 90, 1500, { { 12, 960, 3, "Online" }, { 54, 960, 60, "Online" } } },
  { "trauma-informed-school", "course", "A trauma-informed school", "trauma", "Leaders",
    "From a policy to a corridor: a year’s plan.", 180, 4500,
    { { 33, 540, 0, "Invented Professional Centre" } } },
  { "dt-network", "network", "Designated teachers’ network", "designated-teacher", "Designated teachers",
    "The term’s changes, and time with colleagues.", 120, 0, { { 9, 810, -1, "Online" }, { 96, 810, -1, "Online" } } },
  { "dsl-network", "network", "Safeguarding leads’ network", "safeguarding", "Safeguarding leads and deputies",
    "Cases without names, new guidance, and the Virtual School’s figures.", 120, 0, { { 23, 810, -1, "Invented Town Hall" } } },
  { "drop-in", "drop-in", "Virtual School drop-in", "advice", "Anybody in school", "Bring a worry; leave with a next step.", 60, 0,
    { { 5, 930, 6, "Online" }, { 19, 930, 6, "Online" }, { 33, 930, 6, "Online" } } },
  { "ep-consultation", "consultation", "Consultation with an educational psychologist", "trauma", "Designated teachers and SENCOs",
    "An hour about how to help, without naming the child.", 60, 0, { { 16, 660, 1, "Online" } } },
  { "pep-that-works", "course", "PEPs that change something", "pep", "Designated teachers", "Targets that a child understands.", 120, 0,
    { { 40, 840, 20, "Online" } } },
  { "kinship", "course", "Children in kinship care", "kinship", "All staff", "Who they are, and what schools can do.", 90, 0,
    { { -28, 960, 30, "Online" } } },
};

/* Ours: whose, of which event of which offer, and what became of it */
typedef struct {
  const char *offer;
  int nth;
  const char *role;
  HavenBookingState state;
  const char *why;
} Ask;

static const Ask asks[] = {
  { "dt-network", 0, "Designated teacher", HAVEN_BOOKING_CONFIRMED, NULL },
  { "dsl-network", 0, "Designated safeguarding lead", HAVEN_BOOKING_CONFIRMED, NULL },
  { "attachment-first-day", 0, "Learning mentor", HAVEN_BOOKING_SENT, NULL },
  { "trauma-informed-school", 0, "Headteacher", HAVEN_BOOKING_WAITING_LIST, "All places are taken; you are second on the list." },
  { "ep-consultation", 0, "SENCO", HAVEN_BOOKING_NOT_OFFERED, "The hour has gone to another school. The next is in the new term." },
  { "drop-in", 0, "Deputy safeguarding lead", HAVEN_BOOKING_CANCELLED, NULL },
  { "kinship", 0, "Pastoral manager", HAVEN_BOOKING_ATTENDED, NULL },
  { "emotion-coaching", 0, "Teaching assistant", HAVEN_BOOKING_ASKED, NULL },
};

static const char *const topics[] = { "attachment", "trauma", "emotion-coaching", "safeguarding" };
static const char *const titles[] = {
  "Attachment awareness", "Trauma-informed practice", "Emotion coaching", "Safeguarding: the yearly update",
};

static const Offer *
find_offer (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].id, id))
      return &offers[i];
  g_assert_not_reached ();
}

/* Events are on school days, at the local time of that day */
static gint64
get_start (HavenDemo *demo, const Offer *offer, int nth)
{
  HavenDay day = haven_demo_school_day_near (demo, demo->today + offer->events[nth].in_days);
  g_autoptr(GDateTime) start = NULL;
  int year, month, dom;

  haven_day_get_ymd (day, &year, &month, &dom);
  start = g_date_time_new_local (year, month, dom, offer->events[nth].minute / 60, offer->events[nth].minute % 60, 0);
  return g_date_time_to_unix (start);
}

static char *
dup_event_id (const Offer *offer, int nth)
{
  return g_strdup_printf ("%s-%d", offer->id, nth + 1);
}

static HavenEvent *
make_event (HavenDemo *demo, const Offer *offer, int nth)
{
  HavenEvent *event = haven_event_new ();
  HavenDay day = haven_demo_school_day_near (demo, demo->today + offer->events[nth].in_days);

  event->event = dup_event_id (offer, nth);
  event->course = g_strdup (offer->id);
  event->starts = get_start (demo, offer, nth);
  event->ends = event->starts + offer->minutes * MINUTE;
  event->place = g_strdup (offer->events[nth].place);
  event->places = offer->events[nth].places;
  event->closes_on = day - 3;
  event->cost = offer->cost;
  event->cancel_by = day - 7;
  return event;
}

static void
add_offer (HavenDemo *demo, const Offer *offer)
{
  HavenCourse *course = haven_course_new ();

  course->course = g_strdup (offer->id);
  course->type = g_strdup (offer->type);
  course->title = g_strdup (offer->title);
  course->topic = g_strdup (offer->topic);
  course->audience = g_strdup (offer->audience);
  course->summary = g_strdup (offer->summary);
  haven_demo_add (demo, HAVEN_TABLE_COURSES, course);
  for (int nth = 0; nth < (int) G_N_ELEMENTS (offer->events) && offer->events[nth].place != NULL; nth++)
    haven_demo_add (demo, HAVEN_TABLE_EVENTS, make_event (demo, offer, nth));
}

/* A UUID, but from the seed: the same demo has the same bookings */
static char *
dup_uuid (HavenDemo *demo)
{
  guint32 a = g_rand_int (demo->rand), b = g_rand_int (demo->rand), c = g_rand_int (demo->rand), d = g_rand_int (demo->rand);

  return g_strdup_printf ("%08x-%04x-4%03x-8%03x-%04x%08x", a, b >> 16, b & 0xfff, c >> 20, c & 0xffff, d);
}

static void
take_words (HavenBooking *booking, const Offer *offer, const HavenEvent *event)
{
  booking->title = g_strdup (offer->title);
  booking->starts = event->starts;
  booking->ends = event->ends;
  booking->place = g_strdup (event->place);
  booking->cancel_by = event->cancel_by;
}

static void
add_booking (HavenDemo *demo, const Ask *ask)
{
  const Offer *offer = find_offer (ask->offer);
  g_autoptr (HavenEvent) event = make_event (demo, offer, ask->nth);
  const HavenPerson *person = haven_demo_get_staff (demo, ask->role);
  HavenBooking *booking = haven_booking_new ();

  booking->booking = dup_uuid (demo);
  booking->event = g_strdup (event->event);
  take_words (booking, offer, event);
  booking->name = g_strdup (person->name);
  booking->email = g_strdup (person->email);
  booking->role = g_strdup (person->role);
  booking->state = ask->state;
  booking->why = g_strdup (ask->why);
  booking->made_at = demo->now - haven_demo_range (demo, 2, 30) * 24 * HOUR;
  booking->changed_at = booking->made_at + (ask->state == HAVEN_BOOKING_ASKED ? 0 : 20 * HOUR);
  haven_demo_add (demo, HAVEN_TABLE_BOOKINGS, booking);
  if (ask->state == HAVEN_BOOKING_ASKED) {
    HavenOutboxItem *item = haven_exchange_item_for_booking (booking, booking->made_at);
    g_free (item->key);
    item->key = dup_uuid (demo);
    haven_demo_add (demo, HAVEN_TABLE_OUTBOX, item);
  }
}

static void
add_training (HavenDemo *demo, const HavenPerson *person, guint topic)
{
  HavenTraining *training = haven_training_new ();

  training->person_id = person->id;
  training->topic = g_strdup (topics[topic]);
  training->title = g_strdup (titles[topic]);
  training->done_on = haven_demo_school_day_near (demo, demo->today - haven_demo_range (demo, 30, 900));
  training->lapses_on = training->done_on + (g_str_equal (topics[topic], "safeguarding") ? 365 : 3 * 365);
  haven_demo_add (demo, HAVEN_TABLE_TRAINING, training);
}

static void
train_staff (HavenDemo *demo)
{
  static const int often[] = { 550, 450, 300, 900 };
  GPtrArray *people = demo->tables[HAVEN_TABLE_PEOPLE];

  for (guint i = 0; i < people->len; i++) {
    const HavenPerson *person = people->pdata[i];
    for (guint topic = 0; topic < G_N_ELEMENTS (topics) && person->type == HAVEN_PERSON_STAFF; topic++)
      if (haven_demo_chance (demo, often[topic]))
        add_training (demo, person, topic);
  }
}

void
haven_demo_make_training (HavenDemo *demo)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    add_offer (demo, &offers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
    add_booking (demo, &asks[i]);
  train_staff (demo);
}
