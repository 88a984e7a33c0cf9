/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-code-text.h"
#include "haven-stager.h"
#include "haven-text.h"
#include "haven-week-merge.h"

#define DISPUTED 0xFF        /* in a file's marks: two rows say two things of one session */
#define MOST_HOURS 8         /* nobody is later than that, for one session */

/* A day of the file, worked out once. Pupil after pupil the days come in the same order: the one that followed is looked at first. */
typedef struct _FileDay {
  const char *text;
  struct _FileDay *next;
  HavenDay day;
  int year;
  guint place;               /* of its morning in a register */
  guint week;
} FileDay;

/* How late, as the file says it of one session */
typedef struct {
  guint place;               /* in a register */
  guint minutes;             /* 0: two rows say two things */
} FileLate;

/* The marks that the file has for one pupil and year, found by these two */
typedef struct {
  const HavenPupil *pupil;
  int year;
  GArray *lates;             /* FileLate, in the order of the file; NULL: none */
  guint8 marks[HAVEN_REGISTER_BYTES];
  guint lines[HAVEN_WEEKS_A_YEAR];       /* where each week begins in the file */
} FileYear;

typedef struct {
  GHashTable *days;          /* text -> FileDay */
  FileDay *last_day;
  GHashTable *years;         /* FileYear, a set by pupil and year */
  FileYear *last_year;
  GPtrArray *order;          /* the same, in the order of the file */
  gboolean everyone;         /* full registers for all is a recorded choice (practice 34) */
  guint out_of_time[256];    /* by mark: how many of a day on which the code was not in force */
  gboolean has_minutes;      /* a row is one session, and says how late */
  guint n_lates;             /* sessions whose minutes are kept */
} State;

/* A pupil's year while the file is merged into it */
typedef struct {
  const FileYear *file;
  gboolean keep;             /* marks, not totals only */
  const HavenRegister *old_register;     /* NULL: none */
  const HavenWeeks *old_weeks;
  guint8 marks[HAVEN_REGISTER_BYTES];
  HavenWeek weeks[HAVEN_WEEKS_A_YEAR];
  guint8 marks_before[HAVEN_REGISTER_BYTES];
  HavenWeek weeks_before[HAVEN_WEEKS_A_YEAR];
} Merge;

static guint
hash_year (gconstpointer key)
{
  const FileYear *self = key;

  return g_direct_hash (self->pupil) * 31 + self->year;
}

static gboolean
equal_years (gconstpointer a, gconstpointer b)
{
  const FileYear *one = a;
  const FileYear *two = b;

  return one->pupil == two->pupil && one->year == two->year;
}

static void
file_year_free (gpointer data)
{
  FileYear *self = data;

  g_clear_pointer (&self->lates, g_array_unref);
  g_free (self);
}

/* Beside a whole week's marks the column is a sum: of which session, it does not say */
static gboolean
has_minutes (const HavenMapping *mapping)
{
  return haven_mapping_has (mapping, HAVEN_COLUMN_MINUTES_LATE)
         && (mapping->shape == HAVEN_SHAPE_ROWS || mapping->shape == HAVEN_SHAPE_STAMPS);
}

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  state->years = g_hash_table_new (hash_year, equal_years);
  state->order = g_ptr_array_new_with_free_func (file_year_free);
  state->has_minutes = has_minutes (stager->mapping);
  state->everyone = g_str_equal (haven_school_get_setting (stager->school, "registers", "flagged"), "everyone");
  return state;
}

static FileDay *
file_day_new (HavenDay day)
{
  FileDay *self = g_new0 (FileDay, 1);

  self->day = day;
  self->year = haven_academic_year (day);
  self->place = haven_register_index (day, 0);
  self->week = haven_week_index (day);
  return self;
}

/* NULL: a problem was noted */
static FileDay *
read_new_day (HavenStager *stager, State *state, const HavenRow *row, const char *text)
{
  HavenDay day;
  FileDay *file_day;
  char *key;

  if (!haven_stager_read_day (stager, row, HAVEN_COLUMN_DAY, &day))
    return NULL;
  if (day == HAVEN_DAY_NONE) {
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_DAY, "no-date", _("The mark has no date."));
    return NULL;
  }
  key = g_strdup (text);
  file_day = file_day_new (day);
  file_day->text = key;
  g_hash_table_insert (state->days, key, file_day);
  haven_stager_see_day (stager, day);
  return file_day;
}

static const FileDay *
read_day (HavenStager *stager, State *state, const HavenRow *row)
{
  const char *text = haven_stager_get (stager, row, HAVEN_COLUMN_DAY);
  FileDay *last = state->last_day;
  FileDay *day;

  if (last != NULL && strcmp (last->text, text) == 0)
    return last;
  if (last != NULL && last->next != NULL && strcmp (last->next->text, text) == 0)
    return state->last_day = last->next;
  day = g_hash_table_lookup (state->days, text);
  if (day == NULL)
    day = read_new_day (stager, state, row, text);
  if (day != NULL && last != NULL)
    last->next = day;
  if (day != NULL)
    state->last_day = day;
  return day;
}

/* 0 AM, 1 PM; -1: a problem was noted */
static int
read_session (HavenStager *stager, const HavenRow *row)
{
  const char *text = haven_stager_get (stager, row, HAVEN_COLUMN_SESSION);
  const char *code;

  if ((text[0] == 'A' || text[0] == 'P') && text[1] == 'M' && text[2] == '\0')      /* nearly every row */
    return text[0] == 'P';
  code = haven_stager_find_code (stager, "session", text, row->line);
  if (code != NULL)
    return code[0] == 'P';
  haven_stager_problem (stager, row->line, HAVEN_COLUMN_SESSION, "bad-session", _("“%s” is neither morning nor afternoon."), text);
  return -1;
}

/* A present mark is its session's own, whichever slash was typed */
static guint8
fit_session (guint8 mark, int session)
{
  if (mark == '/' || mark == '\\')
    return session == 0 ? '/' : '\\';
  return mark;
}

/* 0: no mark. A code that nobody knows is noted, word for word, and stays as unknown. */
static guint8
read_mark (HavenStager *stager, const HavenRow *row, gboolean *ret_empty)
{
  const char *text = haven_stager_get (stager, row, HAVEN_COLUMN_MARK);
  const HavenAttendanceCode *code = haven_code_text_find (text);
  g_autofree char *squeezed = code == NULL ? haven_text_squeeze (text) : NULL;

  if (code != NULL)
    return code->mark;
  *ret_empty = *squeezed == '\0' || g_str_equal (squeezed, "-");
  if (!*ret_empty)
    code = haven_attendance_code_find (haven_stager_find_code (stager, "mark", squeezed, row->line));
  if (code != NULL)
    return code->mark;
  if (*ret_empty)
    return 0;
  haven_stager_problem (stager, row->line, HAVEN_COLUMN_MARK, "unknown-code",
                        _("“%s” is no attendance code. The session is kept as unknown and is in no rate."), text);
  return HAVEN_MARK_UNKNOWN;
}

/* An old J is no J1: a code keeps its own meaning, and is told where its day lies outside its time */
static void
note_time (State *state, guint8 mark, HavenDay day)
{
  const HavenAttendanceCode *code = haven_attendance_code_of (mark);

  if ((code->from != HAVEN_DAY_NONE && day < code->from) || (code->until != HAVEN_DAY_NONE && day > code->until))
    state->out_of_time[mark]++;
}

static void
tell_out_of_time (HavenStager *stager, const State *state)
{
  for (guint mark = 0; mark < G_N_ELEMENTS (state->out_of_time); mark++) {
    const HavenAttendanceCode *code = haven_attendance_code_of (mark);
    if (state->out_of_time[mark] == 0)
      continue;
    haven_stager_assume (stager, g_strdup_printf (_("Marks %s on days when that code was not in force: %u. They are taken with the meaning "
                                                    "that the code has or had."), code->code, state->out_of_time[mark]));
  }
}

static FileYear *
look_up_year (State *state, const HavenPupil *pupil, int year)
{
  FileYear key = { .pupil = pupil, .year = year };
  FileYear *there = g_hash_table_lookup (state->years, &key);

  if (there != NULL)
    return there;
  there = g_memdup2 (&key, sizeof key);
  g_hash_table_add (state->years, there);
  g_ptr_array_add (state->order, there);
  return there;
}

/* A pupil's marks mostly stand together */
static FileYear *
find_year (State *state, const HavenPupil *pupil, int year)
{
  FileYear *last = state->last_year;

  if (last == NULL || last->pupil != pupil || last->year != year)
    state->last_year = look_up_year (state, pupil, year);
  return state->last_year;
}

static void
note_mark (HavenStager *stager, FileYear *year, guint place, guint8 mark, const HavenRow *row)
{
  guint8 there = year->marks[place];

  if (there == 0)
    year->marks[place] = mark;
  else if (there == mark)
    stager->preview->same++;
  else {
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_MARK, "two-marks",
                          _("Two rows have different marks for this session. Neither is taken."));
    year->marks[place] = DISPUTED;
  }
}

static gboolean
is_late (guint8 mark)
{
  return mark == 'L' || mark == 'U';
}

/* "12", "12 mins", "00:12"; 0: not said, or a problem was noted */
static guint
read_minutes (HavenStager *stager, const HavenRow *row)
{
  const char *text = haven_stager_get (stager, row, HAVEN_COLUMN_MINUTES_LATE);
  guint64 minutes;
  char *end = NULL;

  if (haven_text_is_empty (text))
    return 0;
  minutes = g_ascii_strtoull (text, &end, 10);
  if (*end == ':' && minutes <= MOST_HOURS)
    minutes = 60 * minutes + g_ascii_strtoull (end + 1, &end, 10);
  if (end != text && minutes <= MOST_HOURS * 60 && text[strspn (text, " ")] != '-')
    return minutes;
  haven_stager_problem (stager, row->line, HAVEN_COLUMN_MINUTES_LATE, "bad-minutes",
                        _("“%s” is no number of minutes. The mark is taken, how late is not."), text);
  return 0;
}

static FileLate *
find_late (FileYear *year, guint place)
{
  for (guint i = 0; i < year->lates->len; i++)
    if (g_array_index (year->lates, FileLate, i).place == place)
      return &g_array_index (year->lates, FileLate, i);
  return NULL;
}

static void
note_late (FileYear *year, guint place, guint minutes)
{
  const FileLate late = { place, minutes };
  FileLate *there;

  if (year->lates == NULL)
    year->lates = g_array_new (FALSE, FALSE, sizeof (FileLate));
  there = find_late (year, place);
  if (there == NULL)
    g_array_append_val (year->lates, late);
  else if (there->minutes != minutes)
    there->minutes = 0;
}

static void
take_minutes (HavenStager *stager, const State *state, FileYear *year, guint place, const HavenRow *row)
{
  guint minutes = state->has_minutes ? read_minutes (stager, row) : 0;

  if (minutes > 0)
    note_late (year, place, minutes);
}

static void
take_row (HavenStager *stager, gpointer user_data, const HavenRow *row)
{
  State *state = user_data;
  const HavenPupil *pupil = haven_stager_find_pupil (stager, row);
  const FileDay *day = pupil != NULL ? read_day (stager, state, row) : NULL;
  int session = day != NULL ? read_session (stager, row) : -1;
  gboolean empty = FALSE;
  guint8 mark = session >= 0 ? read_mark (stager, row, &empty) : 0;
  FileYear *year;

  stager->preview->same += empty;          /* nothing was said, nothing changes */
  if (mark == 0)
    return;
  note_time (state, mark, day->day);
  year = find_year (state, pupil, day->year);
  if (year->lines[day->week] == 0)
    year->lines[day->week] = row->line;
  note_mark (stager, year, day->place + session, fit_session (mark, session), row);
  if (is_late (mark))
    take_minutes (stager, state, year, day->place + session, row);
}

static const HavenRegister *
find_register (HavenSchool *school, const FileYear *file)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_REGISTERS, file->pupil->id);

  for (guint i = 0; i < slice.n; i++)
    if (((const HavenRegister *) slice.items[i])->year == file->year)
      return slice.items[i];
  return NULL;
}

static const HavenWeeks *
find_weeks (HavenSchool *school, const FileYear *file)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_WEEKS, file->pupil->id);

  for (guint i = 0; i < slice.n; i++)
    if (((const HavenWeeks *) slice.items[i])->year == file->year)
      return slice.items[i];
  return NULL;
}

/* A register that is there already stays true to the totals: it is kept up, whatever the choice is now */
static void
merge_begin (Merge *merge, HavenStager *stager, State *state, const FileYear *file)
{
  const HavenRegister *marks = find_register (stager->school, file);
  const HavenWeeks *weeks = find_weeks (stager->school, file);

  memset (merge, 0, sizeof *merge);
  merge->file = file;
  merge->keep = marks != NULL || state->everyone || haven_stager_is_flagged (stager, file->pupil->id);
  merge->old_register = marks;
  merge->old_weeks = weeks;
  if (marks != NULL && haven_register_peek (marks) != NULL)
    memcpy (merge->marks, haven_register_peek (marks), sizeof merge->marks);
  if (weeks != NULL && haven_weeks_peek (weeks) != NULL)
    memcpy (merge->weeks, haven_weeks_peek (weeks), sizeof merge->weeks);
  memcpy (merge->marks_before, merge->marks, sizeof merge->marks);
  memcpy (merge->weeks_before, merge->weeks, sizeof merge->weeks);
}

static char *
describe_marks (const guint8 *marks, HavenWeekFrame frame)
{
  GString *text = g_string_new (NULL);

  for (guint i = frame.first; i < frame.first + frame.n; i++) {
    const HavenAttendanceCode *code = haven_attendance_code_of (marks[i]);
    g_string_append (text, code != NULL ? code->code : "-");
  }
  return g_string_free (text, FALSE);
}

static char *
describe_totals (const HavenWeek *week)
{
  return g_strdup_printf (_("%u of %u attended"), week->attended, week->possible);
}

/* The marks where they are kept, the totals where not */
static void
show_change (HavenStager *stager, const Merge *merge, guint week, HavenWeekFrame frame)
{
  g_autofree char *day = haven_day_to_text (haven_week_span (merge->file->year, week).first);
  g_autofree char *what = g_strdup_printf (_("week of %s"), day);
  g_autofree char *was = merge->keep ? describe_marks (merge->marks_before, frame) : describe_totals (&merge->weeks_before[week]);
  g_autofree char *is = merge->keep ? describe_marks (merge->marks, frame) : describe_totals (&merge->weeks[week]);

  haven_stager_change (stager, merge->file->pupil, what, was, is);
}

/* What was counted for a week, session by session. Returns how many changed. */
static guint
count_marks (HavenStager *stager, const Merge *merge, HavenWeekFrame frame)
{
  guint changed = 0;

  for (guint i = frame.first; i < frame.first + frame.n; i++) {
    if (merge->file->marks[i] == 0)
      continue;
    if (merge->marks_before[i] == 0)
      stager->preview->added++;
    else if (merge->marks_before[i] == merge->marks[i])
      stager->preview->same++;
    else
      changed++;
  }
  return changed;
}

/* Sessions that were counted before are the same if the totals are; which of them changed, totals cannot tell */
static guint
count_totals (HavenStager *stager, const Merge *merge, guint week, HavenWeekFrame frame)
{
  const HavenWeek *before = &merge->weeks_before[week];
  guint16 come = haven_week_count (merge->file->marks, frame).covered;
  guint again = __builtin_popcount (come & before->covered);
  guint more = __builtin_popcount (come & ~before->covered);
  gboolean same = more > 0 || memcmp (before, &merge->weeks[week], sizeof *before) == 0;

  stager->preview->added += more;
  stager->preview->same += same ? again : 0;
  return same ? 0 : again;
}

static void
merge_week (HavenStager *stager, Merge *merge, guint week)
{
  HavenWeekFrame frame = haven_week_frame (merge->file->year, week);
  guint changed;

  if (!haven_week_merge (&merge->weeks[week], merge->marks, merge->file->marks, frame, merge->keep)) {
    haven_stager_problem (stager, merge->file->lines[week], HAVEN_COLUMN_DAY, "part-of-week",
                          _("Part of this pupil's week was counted from another file. Export whole weeks: nothing of this week is taken."));
    return;
  }
  changed = merge->keep ? count_marks (stager, merge, frame) : count_totals (stager, merge, week, frame);
  stager->preview->changed += changed;
  if (changed > 0 && haven_stager_shows (stager))
    show_change (stager, merge, week, frame);
}

static void
put_register (HavenStager *stager, const Merge *merge)
{
  HavenRegister *draft = merge->old_register != NULL ? haven_register_copy (merge->old_register) : haven_register_new ();

  g_clear_pointer (&draft->marks, g_bytes_unref);
  draft->pupil_id = merge->file->pupil->id;
  draft->year = merge->file->year;
  draft->marks = g_bytes_new (merge->marks, sizeof merge->marks);
  haven_staged_put (stager->staged, HAVEN_TABLE_REGISTERS, draft);
}

static void
put_weeks (HavenStager *stager, const Merge *merge)
{
  HavenWeeks *draft = merge->old_weeks != NULL ? haven_weeks_copy (merge->old_weeks) : haven_weeks_new ();

  g_clear_pointer (&draft->weeks, g_bytes_unref);
  draft->pupil_id = merge->file->pupil->id;
  draft->year = merge->file->year;
  draft->weeks = g_bytes_new (merge->weeks, sizeof merge->weeks);
  haven_staged_put (stager->staged, HAVEN_TABLE_WEEKS, draft);
}

/* ---- minutes late: kept where the mark is ---- */

static const HavenLate *
find_kept_late (HavenSchool *school, gint64 pupil_id, HavenDay day, int session)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_LATES, pupil_id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenLate *late = slice.items[i];
    if (late->day == day && late->session == session)
      return late;
  }
  return NULL;
}

static void
put_late (HavenStager *stager, State *state, const Merge *merge, const FileLate *late)
{
  HavenDay day = haven_academic_year_span (merge->file->year).first + late->place / HAVEN_SESSIONS_A_DAY;
  int session = late->place % HAVEN_SESSIONS_A_DAY;
  const HavenLate *kept = find_kept_late (stager->school, merge->file->pupil->id, day, session);
  HavenLate *draft;

  state->n_lates++;
  if (kept != NULL && kept->minutes == late->minutes)
    return;
  draft = kept != NULL ? haven_late_copy (kept) : haven_late_new ();
  draft->pupil_id = merge->file->pupil->id;
  draft->day = day;
  draft->session = session;
  draft->minutes = late->minutes;
  haven_staged_put (stager->staged, HAVEN_TABLE_LATES, draft);
  if (merge->marks_before[late->place] == merge->marks[late->place]) {     /* its mark was counted as the same */
    stager->preview->same--;
    stager->preview->changed++;
  }
}

static void
put_lates (HavenStager *stager, State *state, const Merge *merge)
{
  const GArray *lates = merge->keep ? merge->file->lates : NULL;

  for (guint i = 0; lates != NULL && i < lates->len; i++) {
    const FileLate *late = &g_array_index (lates, FileLate, i);
    if (late->minutes > 0 && is_late (merge->file->marks[late->place]) && merge->marks[late->place] == merge->file->marks[late->place])
      put_late (stager, state, merge, late);
  }
}

static void
tell_minutes (HavenStager *stager, const State *state)
{
  if (state->n_lates > 0)
    haven_stager_assume (stager, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The file says of %u late mark how many minutes late: "
                                                               "they are kept where the marks are.",
                                                               "The file says of %u late marks how many minutes late: they are kept where "
                                                               "the marks are.", state->n_lates), state->n_lates));
}

static void
forget_disputed (FileYear *year)
{
  for (guint i = 0; i < HAVEN_REGISTER_BYTES; i++)
    if (year->marks[i] == DISPUTED)
      year->marks[i] = 0;
}

static void
merge_year (HavenStager *stager, State *state, FileYear *year)
{
  Merge merge;

  forget_disputed (year);
  merge_begin (&merge, stager, state, year);
  for (guint week = 0; week < HAVEN_WEEKS_A_YEAR; week++)
    if (year->lines[week] != 0)
      merge_week (stager, &merge, week);
  if (memcmp (merge.marks, merge.marks_before, sizeof merge.marks) != 0)
    put_register (stager, &merge);
  if (memcmp (merge.weeks, merge.weeks_before, sizeof merge.weeks) != 0)
    put_weeks (stager, &merge);
  put_lates (stager, state, &merge);
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  for (guint i = 0; i < state->order->len; i++)
    merge_year (stager, state, state->order->pdata[i]);
  if (stager->preview->days.last != HAVEN_DAY_NONE && stager->preview->days.last > stager->clock.today)
    haven_stager_assume (stager, g_strdup (_("The file has marks of days that are still to come. They are taken as they are.")));
  tell_out_of_time (stager, state);
  tell_minutes (stager, state);
  haven_stager_tell_absent (stager);
  g_hash_table_unref (state->years);
  g_hash_table_unref (state->days);
  g_ptr_array_unref (state->order);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_MARKS = { begin, take_row, finish };
