/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#include "haven-attendance-codes.h"

#define MAX_TRIES 4000                     /* a child who misses everything still ends */

/* One pupil's year while it is made. places: the sessions of school days on roll, as indexes into marks, in order. */
typedef struct {
  HavenDemo *demo;
  const HavenDemoChild *child;
  int year;
  guint8 marks[HAVEN_REGISTER_BYTES];
  guint16 places[HAVEN_REGISTER_BYTES];
  int n;
} Sheet;

/* What an absence is coded, of a hundred; the two columns are the rest of the school and the children with a social worker */
typedef struct {
  char mark;
  int others;
  int flagged;
} Reason;

static const Reason reasons[] = {
  { 'I', 62, 38 }, { 'O', 17, 45 }, { 'M', 9, 8 }, { 'G', 7, 4 }, { 'C', 4, 4 }, { 'R', 1, 1 },
};

static HavenDay
day_of (const Sheet *sheet, int place)
{
  return haven_day_new (sheet->year, 9, 1) + sheet->places[place] / HAVEN_SESSIONS_A_DAY;
}

static void
find_places (Sheet *sheet)
{
  HavenSpan span = haven_academic_year_span (sheet->year);
  HavenDay last = sheet->child->pupil->left != HAVEN_DAY_NONE ? MIN (sheet->child->pupil->left, sheet->demo->last_day)
                                                              : sheet->demo->last_day;

  for (HavenDay day = MAX (span.first, sheet->child->pupil->admitted); day <= MIN (span.last, last); day++)
    for (int session = 0; session < HAVEN_SESSIONS_A_DAY && haven_calendar_is_school_day (sheet->demo->calendar, day); session++)
      sheet->places[sheet->n++] = haven_register_index (day, session);
}

static guint8
choose_presence (const Sheet *sheet, int session)
{
  int draw = haven_demo_range (sheet->demo, 0, 1000);
  int late = sheet->child->flagged ? 32 : 16;

  if (draw < late)
    return 'L';
  if (draw < late + 5)
    return 'U';
  if (draw < late + 9)
    return 'V';
  if (draw < late + 11)
    return 'P';
  return session == 0 ? '/' : '\\';
}

static void
fill_presence (Sheet *sheet)
{
  for (int i = 0; i < sheet->n; i++)
    sheet->marks[sheet->places[i]] = choose_presence (sheet, sheet->places[i] % HAVEN_SESSIONS_A_DAY);
}

static guint8
choose_reason (const Sheet *sheet)
{
  int draw = haven_demo_range (sheet->demo, 0, 100);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    draw -= sheet->child->flagged ? reasons[i].flagged : reasons[i].others;
    if (draw < 0)
      return reasons[i].mark;
  }
  return 'O';
}

/* Sessions of one absence: a morning, a day, a few days, now and then weeks */
static int
choose_length (const Sheet *sheet)
{
  int draw = haven_demo_range (sheet->demo, 0, 100);

  if (draw < 60)
    return draw < 20 ? 1 : 2;
  return draw < 95 ? haven_demo_range (sheet->demo, 3, 10) : haven_demo_range (sheet->demo, 10, 22);
}

static gboolean
is_absent (const Sheet *sheet, int place)
{
  HavenMarkClass mark_class = haven_mark_classes ()[sheet->marks[sheet->places[place]]];

  return mark_class == HAVEN_CLASS_AUTHORISED || mark_class == HAVEN_CLASS_UNAUTHORISED;
}

/* From a chance place on, up to the next absence */
static int
fill_one_absence (Sheet *sheet, int first, int end, int most)
{
  int place = haven_demo_range (sheet->demo, first, end);
  int length = MIN (choose_length (sheet), most);
  guint8 mark = choose_reason (sheet);
  int filled = 0;

  for (; place < end && filled < length && !is_absent (sheet, place); place++, filled++)
    sheet->marks[sheet->places[place]] = mark;
  return filled;
}

/* Until so many in a thousand of the sessions from first to end are missed */
static void
fill_absences (Sheet *sheet, int first, int end, int in_a_thousand)
{
  int wanted = (end - first) * in_a_thousand / 1000;

  for (int tries = 0; tries < MAX_TRIES && wanted > 0 && first < end; tries++)
    wanted -= fill_one_absence (sheet, first, end, wanted);
}

/* The first place on or after a day */
static int
find_place (const Sheet *sheet, HavenDay day)
{
  int place = 0;

  while (place < sheet->n && day_of (sheet, place) < day)
    place++;
  return place;
}

static void
fill_span (Sheet *sheet, HavenDay first, int most, guint8 mark)
{
  int place = find_place (sheet, first);

  if (first == HAVEN_DAY_NONE || first < haven_day_new (sheet->year, 9, 1))
    return;
  for (int i = 0; i < most && place + i < sheet->n; i++)
    sheet->marks[sheet->places[place + i]] = mark;
}

static void
fill_part_time (Sheet *sheet)
{
  guint8 mark = haven_attendance_code_find ("C2")->mark;

  for (int i = 0; i < sheet->n; i++)
    if (sheet->places[i] % HAVEN_SESSIONS_A_DAY == 1 && haven_span_contains (sheet->child->part_time, day_of (sheet, i)))
      sheet->marks[sheet->places[i]] = mark;
}

static void
fill_elsewhere (Sheet *sheet)
{
  for (int i = 0; i < sheet->n; i++)
    if (haven_span_contains (sheet->child->elsewhere, day_of (sheet, i)) && haven_day_get_weekday (day_of (sheet, i)) >= 4)
      sheet->marks[sheet->places[i]] = 'B';
}

static void
fill_stories (Sheet *sheet)
{
  const HavenDemoChild *child = sheet->child;

  if (haven_demo_has_span (child->part_time))
    fill_part_time (sheet);
  if (haven_demo_has_span (child->elsewhere))
    fill_elsewhere (sheet);
  for (guint i = 0; i < child->away->len; i++) {
    const HavenDemoAway *away = &g_array_index (child->away, HavenDemoAway, i);
    fill_span (sheet, away->first, away->sessions, 'E');
  }
  fill_span (sheet, child->sent_home, 3, 'E');
  fill_span (sheet, child->forgotten_n, 2, 'N');
  fill_span (sheet, child->ill_from, HAVEN_REGISTER_BYTES, 'I');
  fill_span (sheet, child->missing_from, HAVEN_REGISTER_BYTES, 'N');
}

static void
fill_sheet (Sheet *sheet)
{
  int change = sheet->child->change_on != HAVEN_DAY_NONE ? find_place (sheet, sheet->child->change_on) : sheet->n;

  fill_presence (sheet);
  fill_absences (sheet, 0, change, sheet->child->gone);
  fill_absences (sheet, change, sheet->n, sheet->child->gone_later);
  fill_stories (sheet);
}

static void
count_mark (HavenWeek *week, guint8 mark)
{
  HavenMarkClass mark_class = haven_mark_classes ()[mark];

  week->attended += mark_class == HAVEN_CLASS_PRESENT || mark_class == HAVEN_CLASS_APPROVED;
  week->authorised += mark_class == HAVEN_CLASS_AUTHORISED;
  week->unauthorised += mark_class == HAVEN_CLASS_UNAUTHORISED;
  week->possible = week->attended + week->authorised + week->unauthorised;
  week->late_before += mark == 'L';
  week->late_after += mark == 'U';
}

static void
add_weeks (const Sheet *sheet)
{
  HavenWeek weeks[HAVEN_WEEKS_A_YEAR] = { 0 };
  HavenWeeks *record = haven_weeks_new ();

  for (int i = 0; i < sheet->n; i++) {
    HavenDay day = day_of (sheet, i);
    HavenWeek *week = &weeks[haven_week_index (day)];
    int bit = (haven_day_get_weekday (day) - 1) * HAVEN_SESSIONS_A_DAY + sheet->places[i] % HAVEN_SESSIONS_A_DAY;

    count_mark (week, sheet->marks[sheet->places[i]]);
    week->covered |= 1u << bit;
  }
  record->pupil_id = sheet->child->pupil->id;
  record->year = sheet->year;
  record->weeks = g_bytes_new (weeks, sizeof weeks);
  haven_demo_add (sheet->demo, HAVEN_TABLE_WEEKS, record);
}

static void
add_register (const Sheet *sheet)
{
  HavenRegister *record = haven_register_new ();

  record->pupil_id = sheet->child->pupil->id;
  record->year = sheet->year;
  record->marks = g_bytes_new (sheet->marks, sizeof sheet->marks);
  haven_demo_add (sheet->demo, HAVEN_TABLE_REGISTERS, record);
}

/* Of most marks a machine at the door knows how late; of the rest nobody wrote it down. No chance is drawn: the marks stay as they are. */
static int
minutes_of (const Sheet *sheet, int place)
{
  int spread = (place * 7 + (int) sheet->child->pupil->id * 13) % 20;

  if (spread % 6 == 5)
    return 0;
  return sheet->marks[place] == 'L' ? 2 + spread : 32 + 2 * spread;
}

static void
add_late (const Sheet *sheet, int i)
{
  int place = sheet->places[i];
  HavenLate *record;

  if ((sheet->marks[place] != 'L' && sheet->marks[place] != 'U') || minutes_of (sheet, place) == 0)
    return;
  record = haven_late_new ();
  record->pupil_id = sheet->child->pupil->id;
  record->day = day_of (sheet, i);
  record->session = place % HAVEN_SESSIONS_A_DAY;
  record->minutes = minutes_of (sheet, place);
  haven_demo_add (sheet->demo, HAVEN_TABLE_LATES, record);
}

static void
make_year (HavenDemo *demo, const HavenDemoChild *child, int year)
{
  Sheet sheet = { .demo = demo, .child = child, .year = year };

  find_places (&sheet);
  if (sheet.n == 0)
    return;
  fill_sheet (&sheet);
  add_weeks (&sheet);
  if (!child->flagged)
    return;
  add_register (&sheet);
  for (int i = 0; i < sheet.n; i++)
    add_late (&sheet, i);
}

void
haven_demo_make_marks (HavenDemo *demo)
{
  for (guint i = 0; i < demo->children->len; i++)
    for (int year = demo->first_year; year <= demo->year; year++)
      make_year (demo, demo->children->pdata[i], year);
}
