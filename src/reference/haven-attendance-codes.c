/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance-codes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-reference-table.h"

#define N_MARKS 256

typedef struct {
  GArray *codes;             /* HavenAttendanceCode, in the order of the file */
  const HavenAttendanceCode *by_mark[N_MARKS];
  HavenMarkClass classes[N_MARKS];
  gboolean elsewhere[N_MARKS];
} CodeSet;

static const char *const class_names[] = {
  [HAVEN_CLASS_NONE] = "none",
  [HAVEN_CLASS_PRESENT] = "present",
  [HAVEN_CLASS_APPROVED] = "approved",
  [HAVEN_CLASS_AUTHORISED] = "authorised",
  [HAVEN_CLASS_UNAUTHORISED] = "unauthorised",
  [HAVEN_CLASS_NOT_POSSIBLE] = "not-possible",
  [HAVEN_CLASS_ADMINISTRATIVE] = "administrative",
};

static HavenMarkClass
parse_class (const char *name)
{
  for (guint i = HAVEN_CLASS_PRESENT; i < G_N_ELEMENTS (class_names); i++)
    if (g_str_equal (class_names[i], name))
      return i;
  g_error ("attendance-codes.csv: no class is called %s", name);
}

static HavenDay
parse_day (const char *iso)
{
  HavenDay day = HAVEN_DAY_NONE;

  if (*iso != '\0' && !haven_day_parse (iso, &day))
    g_error ("attendance-codes.csv: %s is no day", iso);
  return day;
}

static HavenAttendanceCode
read_code (HavenRefTable *table, guint row)
{
  const char *mark = haven_ref_table_get (table, row, "mark");

  if (strlen (mark) != 1)
    g_error ("attendance-codes.csv: the mark %s is not one byte", mark);
  return (HavenAttendanceCode) {
    .mark = (guint8) mark[0],
    .code = haven_ref_table_get (table, row, "code"),
    .meaning = haven_ref_table_get (table, row, "meaning"),
    .mark_class = parse_class (haven_ref_table_get (table, row, "class")),
    .from = parse_day (haven_ref_table_get (table, row, "from")),
    .until = parse_day (haven_ref_table_get (table, row, "until")),
  };
}

static CodeSet *
read_set (void)
{
  g_autoptr (HavenRefTable) table = haven_ref_table_new ("attendance-codes.csv");
  CodeSet *set = g_new0 (CodeSet, 1);
  static const HavenAttendanceCode unknown = {
    HAVEN_MARK_UNKNOWN, "!", N_("A code that Haven does not know"), HAVEN_CLASS_UNKNOWN, HAVEN_DAY_NONE, HAVEN_DAY_NONE
  };

  set->codes = g_array_new (FALSE, FALSE, sizeof (HavenAttendanceCode));
  for (guint i = 0; i < haven_ref_table_get_n (table); i++) {
    HavenAttendanceCode code = read_code (table, i);
    g_array_append_val (set->codes, code);
    set->classes[code.mark] = code.mark_class;
    set->elsewhere[code.mark] = g_str_equal (haven_ref_table_get (table, i, "elsewhere"), "yes");
  }
  set->by_mark[HAVEN_MARK_UNKNOWN] = &unknown;
  set->classes[HAVEN_MARK_UNKNOWN] = HAVEN_CLASS_UNKNOWN;
  for (guint i = 0; i < set->codes->len; i++) {
    const HavenAttendanceCode *code = &g_array_index (set->codes, HavenAttendanceCode, i);
    set->by_mark[code->mark] = code;
  }
  return set;
}

static CodeSet *
code_set (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_set ());
  return (CodeSet *) once;
}

const HavenAttendanceCode *
haven_attendance_code_of (guint8 mark)
{
  return code_set ()->by_mark[mark];
}

const HavenAttendanceCode *
haven_attendance_code_find (const char *code)
{
  CodeSet *set = code_set ();

  if (code == NULL || code[0] == '\0')
    return NULL;
  if (code[0] == HAVEN_MARK_UNKNOWN)
    return NULL;               /* no file means that by it */
  if (code[1] == '\0')
    return set->by_mark[(guint8) code[0]];
  for (guint i = 0; i < set->codes->len; i++) {
    const HavenAttendanceCode *one = &g_array_index (set->codes, HavenAttendanceCode, i);
    if (one->code[0] == code[0] && g_str_equal (one->code, code))
      return one;
  }
  return NULL;
}

const HavenMarkClass *
haven_mark_classes (void)
{
  return code_set ()->classes;
}

const HavenAttendanceCode *
haven_attendance_codes (guint *ret_n)
{
  GArray *codes = code_set ()->codes;

  *ret_n = codes->len;
  return (const HavenAttendanceCode *) codes->data;
}

gboolean
haven_mark_is_elsewhere (guint8 mark)
{
  return code_set ()->elsewhere[mark];
}

char *
haven_marks_to_codes (const char *marks)
{
  GString *text = g_string_new (NULL);

  for (const char *mark = marks; *mark != '\0'; mark++) {
    const HavenAttendanceCode *code = haven_attendance_code_of ((guint8) *mark);
    if (code != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", code->code);
  }
  return g_string_free (text, FALSE);
}
