/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-value-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"

static const struct {
  const char *set;
  const char *code;
  const char *words;
} values[] = {
  { "status", "CP", N_("On a child protection plan") },
  { "status", "CIN", N_("On a child in need plan") },
  { "status", "SW", N_("A social worker, no plan yet") },
  { "status", "CLA", N_("Looked after") },
  { "status", "PLA", N_("Previously looked after") },
  { "status", "KINSHIP", N_("In kinship care") },
  { "status", "NONE", N_("No social worker any more") },
  { "suspension", "SUSP", N_("Suspension") },
  { "suspension", "LNCH", N_("Lunchtime suspension") },
  { "suspension", "PERM", N_("Permanently excluded") },
  { "sen", "N", N_("No special educational needs") },
  { "sen", "K", N_("SEN support") },
  { "sen", "E", N_("Education, health and care plan") },
  { "fsm", "yes", N_("Free school meals") },
  { "fsm", "no", N_("No free school meals") },
  { "sex", "F", N_("Female") },
  { "sex", "M", N_("Male") },
  { "sex", "U", N_("Not known") },
  { "session", "AM", N_("Morning") },
  { "session", "PM", N_("Afternoon") },
  { "expectation", "BELOW", N_("Below what is expected") },
  { "expectation", "AT", N_("At what is expected") },
  { "expectation", "ABOVE", N_("Above what is expected") },
  { "expectation", "NONE", N_("No result") },
};

static void
offer_marks (HavenImportQuestion *question)
{
  guint n;
  const HavenAttendanceCode *codes = haven_attendance_codes (&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *words = g_strdup_printf ("%s · %s", codes[i].code, codes[i].meaning);
    haven_import_question_offer (question, codes[i].code, words);
  }
}

void
haven_value_words_offer (HavenImportQuestion *question, const char *set)
{
  if (g_str_equal (set, "mark"))
    offer_marks (question);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].set, set))
      haven_import_question_offer (question, values[i].code, _(values[i].words));
}

/* Asked of every cell of every row: nearly all begin otherwise, and need no function of the C library to say so */
static gboolean
could_be_nothing (char first)
{
  switch (first) {
  case '-':
  case '#':
  case 'N':
  case 'n':
  case '(':
  case '\xE2':                             /* of – and — */
    return TRUE;
  default:
    return FALSE;
  }
}

/* "#" alone is a code, and Null a surname */
gboolean
haven_value_is_nothing (const char *text)
{
  static const char *const nothings[] = {
    "-", "--", "–", "—", "#N/A", "#VALUE!", "#REF!", "#NAME?", "#NULL!", "N/A", "n/a", "(blank)", "(null)",
  };

  if (!could_be_nothing (*text))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (nothings); i++)
    if (text[1] == nothings[i][1] && strcmp (text, nothings[i]) == 0)
      return TRUE;
  return FALSE;
}

const char *
haven_value_words_of (const char *set, const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].set, set) && g_str_equal (values[i].code, code))
      return _(values[i].words);
  return NULL;
}
