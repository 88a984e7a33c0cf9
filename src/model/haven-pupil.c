/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "haven-text.h"

#define COMPULSORY_FROM 5
#define COMPULSORY_UNTIL 16
#define UPN_TAIL 4

static const char *const sen_codes[] = { "N", "K", "E", NULL };
static const char *const fsm_codes[] = { "unknown", "no", "yes", NULL };

static const HavenField pupil_fields[] = {
  HAVEN_INT (HavenPupil, id),
  HAVEN_TEXT (HavenPupil, upn),
  HAVEN_TEXT (HavenPupil, admission_no),
  HAVEN_TEXT (HavenPupil, surname),
  HAVEN_TEXT (HavenPupil, forename),
  HAVEN_TEXT (HavenPupil, preferred),
  HAVEN_DAY (HavenPupil, born),
  HAVEN_TEXT (HavenPupil, sex),
  HAVEN_TEXT (HavenPupil, year_group),
  HAVEN_TEXT (HavenPupil, reg_group),
  HAVEN_CODE (HavenPupil, sen, sen_codes),
  HAVEN_CODE (HavenPupil, fsm, fsm_codes),
  HAVEN_DAY (HavenPupil, admitted),
  HAVEN_DAY (HavenPupil, left),
  HAVEN_TEXT (HavenPupil, destination),
  HAVEN_TEXT (HavenPupil, family),
  HAVEN_TEXT (HavenPupil, language),
  HAVEN_INT (HavenPupil, import_id),
};
HAVEN_DEFINE_RECORD (HavenPupil, haven_pupil, HAVEN_KIND_PUPIL, "pupils", pupil_fields)

static const char *
called (const HavenPupil *self)
{
  return haven_text_is_empty (self->preferred) ? self->forename : self->preferred;
}

/* One after another, the empty one left out */
static char *
join_names (const char *first, const char *second)
{
  if (haven_text_is_empty (first) || haven_text_is_empty (second))
    return haven_text_squeeze (haven_text_is_empty (first) ? second : first);
  return g_strdup_printf ("%s %s", first, second);
}

char *
haven_pupil_dup_name (const HavenPupil *self)
{
  return join_names (called (self), self->surname);
}

/* Where two children are called the same, people tell them apart by the end of the UPN. */
char *
haven_pupil_dup_needle (const HavenPupil *self)
{
  const char *upn = self->upn != NULL ? self->upn : "";
  gsize length = strlen (upn);
  const char *tail = upn + (length > UPN_TAIL ? length - UPN_TAIL : 0);
  g_autofree char *names = g_strjoin (" ", called (self), self->forename != NULL ? self->forename : "",
                                      self->surname != NULL ? self->surname : "", NULL);
  g_autofree char *words = g_strjoin (" ", names, upn, tail, NULL);

  return haven_text_fold (words);
}

char *
haven_pupil_dup_short (const HavenPupil *self)
{
  char initial[8] = "";

  if (!haven_text_is_empty (self->surname)) {
    gunichar letter = g_unichar_toupper (g_utf8_get_char (self->surname));
    initial[g_unichar_to_utf8 (letter, initial)] = '.';
  }
  return join_names (called (self), initial);
}

char *
haven_pupil_dup_initials (const HavenPupil *self)
{
  return haven_text_initials (called (self), self->surname);
}

int
haven_pupil_get_year (const HavenPupil *self)
{
  static const char *const early[] = { "E1", "E2", "N1", "N2", "R" };
  char *end = NULL;
  long year;

  if (haven_text_is_empty (self->year_group))
    return G_MININT;
  for (int i = 0; i < (int) G_N_ELEMENTS (early); i++)
    if (g_ascii_strcasecmp (self->year_group, early[i]) == 0)
      return i - 4;
  year = strtol (self->year_group, &end, 10);
  return *end == '\0' && year >= 1 && year <= 14 ? (int) year : G_MININT;
}

char *
haven_pupil_dup_year_text (const HavenPupil *self)
{
  int year = haven_pupil_get_year (self);

  if (year == G_MININT)
    return g_strdup (_("No year group"));
  if (year > 0)
    return g_strdup_printf (_("Year %d"), year);
  return g_strdup (year == 0 ? _("Reception") : _("Nursery"));
}

gboolean
haven_pupil_is_on_roll (const HavenPupil *self, HavenDay day)
{
  return haven_span_contains ((HavenSpan) { self->admitted, self->left }, day);
}

/* The first 1 January, 1 April or 1 September after day: when those who have turned five must be in school */
static HavenDay
next_term_start (HavenDay day)
{
  static const int months[] = { 1, 4, 9 };
  int year, month, dom;

  haven_day_get_ymd (day, &year, &month, &dom);
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (haven_day_new (year, months[i], 1) > day)
      return haven_day_new (year, months[i], 1);
  return haven_day_new (year + 1, 1, 1);
}

/* The last Friday of June in the school year in which the sixteenth birthday falls */
static HavenDay
leaving_day (HavenDay born)
{
  int year, month, dom;
  HavenDay june;

  haven_day_get_ymd (born, &year, &month, &dom);
  june = haven_day_new (year + COMPULSORY_UNTIL + (month >= 9 ? 1 : 0), 6, 30);
  return june - (haven_day_get_weekday (june) + 2) % 7;
}

gboolean
haven_pupil_is_compulsory_age (const HavenPupil *self, HavenDay day)
{
  int year;

  if (self->born != HAVEN_DAY_NONE)
    return day >= next_term_start (haven_day_add_months (self->born, 12 * COMPULSORY_FROM)) && day <= leaving_day (self->born);
  year = haven_pupil_get_year (self);
  return year >= 1 && year <= 11;
}

static int
compare_folded (const char *a, const char *b)
{
  g_autofree char *folded_a = haven_text_fold (a);
  g_autofree char *folded_b = haven_text_fold (b);

  return strcmp (folded_a, folded_b);
}

/* Accents and case do not count. The fold is spared where a plain letter decides, as in nearly every two names. */
static int
compare_names (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);
  for (gsize i = 0; ((a[i] | b[i]) & 0x80) == 0; i++) {
    int order = g_ascii_tolower (a[i]) - g_ascii_tolower (b[i]);
    if (order != 0 || a[i] == '\0')
      return order;
  }
  return compare_folded (a, b);
}

int
haven_pupil_compare (gconstpointer a, gconstpointer b)
{
  const HavenPupil *one = *(const HavenPupil *const *) a;
  const HavenPupil *two = *(const HavenPupil *const *) b;
  int order = compare_names (one->surname, two->surname);

  if (order == 0)
    order = compare_names (one->forename, two->forename);
  if (order == 0)
    order = g_strcmp0 (one->upn, two->upn);
  return order != 0 ? order : (one->id > two->id) - (one->id < two->id);
}
