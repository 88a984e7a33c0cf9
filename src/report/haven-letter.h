/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-page.h"
#include "haven-school.h"

/* Letters and notices: a template, which the school may change, with the facts filled in. What is not known is a line to write on.
 * A template is lines: "# " title, "## " heading, "- " item, "_ " a line to sign on; {facts} in braces. The school's own stands in the
 * setting letter.NAME; else data/reference/letter-NAME.txt. */

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  gint64 pupil_id;
  const char *name;             /* one of haven_letter_names() */
  gint64 record_id;             /* the suspension, plan or meeting that it is about; 0: the latest */
  const char *recipient;
  const char *signed_by;        /* may be NULL */
  guint paper;                  /* HavenPaper */
  const char *text;             /* as somebody edited it; NULL: the template with its facts */
} HavenLetterRequest;

const char *const *haven_letter_names (void);                          /* suspension-parent … transfer-receipt */
const char *haven_letter_get_title    (const char *name);              /* for a list: "Notice of a suspension, for the local authority" */
const char *haven_letter_get_template (HavenSchool *school, const char *name);   /* the school's, or the one that ships */
gboolean    haven_letter_check        (const char *template_text, GError **error);   /* names every fact that there is none of */

char    *haven_letter_to_text (const HavenLetterRequest *request, GError **error);
GBytes  *haven_letter_render  (const HavenLetterRequest *request, guint *ret_pages, GError **error);
HavenSheets *haven_letter_print (const HavenLetterRequest *request, GError **error);

/* Those who are told of a suspension without delay, and of its being cancelled (practice 13) */
typedef struct {
  HavenNoticeTo to;
  const char *letter;
  char *whom;                   /* "Sam Socialworker", "the governing board" */
  HavenDay told_on;             /* NONE: not yet */
} HavenNoticeWanted;
void       haven_notice_wanted_free (HavenNoticeWanted *self);
/* HavenNoticeWanted: haven_notices_due with a letter for each */
GPtrArray *haven_notices_wanted (HavenSchool *school, const HavenSuspension *suspension);
