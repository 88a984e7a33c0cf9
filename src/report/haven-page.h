/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart-read.h"
#include "haven-school.h"
#include "haven-sheets.h"

/* Pages of A4 that fill themselves: blocks flow from page to page, a heading stays with what follows, no row of a table is split unless
 * it is taller than a page, and its header stands again at the top of the next. Every page carries its identity. Text is text. */
typedef enum {
  HAVEN_PAPER_LANDSCAPE = 1 << 0,
  HAVEN_PAPER_LARGE = 1 << 1,   /* large print: no letter of the words under 16 points */
} HavenPaper;

typedef struct {
  const char *title;            /* of the document; no name of a pupil */
  const char *subject;          /* at the head: "A.B." */
  const char *id;               /* at the head, once on every page; NULL: it is no pack */
  const char *marking;          /* "OFFICIAL-SENSITIVE" */
  const char *note;             /* at the head's second line, may be NULL: "Last seen in school: Thursday PM" */
  const char *school;           /* at the foot */
  const char *printed;          /* at the foot: when, and for whom */
  gint64 printed_at;            /* seconds since 1970; into the file's own date */
  guint paper;                  /* HavenPaper */
} HavenPageIdentity;

/* What stands at the head of papers about a child, unless the school has words of its own for it (setting paper.marking) */
#define HAVEN_USUAL_MARKING "OFFICIAL-SENSITIVE"
const char *haven_page_marking (HavenSchool *school);

typedef struct _HavenPages HavenPages;

HavenPages *haven_pages_new            (const HavenPageIdentity *identity);
void        haven_pages_free           (HavenPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenPages, haven_pages_free)

void        haven_pages_add_title      (HavenPages *self, const char *text);
void        haven_pages_add_heading    (HavenPages *self, int level, const char *text);   /* 1 or 2; the contents list those of level 1 */
void        haven_pages_add_paragraph  (HavenPages *self, const char *text);
void        haven_pages_add_small      (HavenPages *self, const char *text);              /* how a figure was worked out */
void        haven_pages_add_bullets    (HavenPages *self, const char *const *texts);      /* NULL-terminated */
void        haven_pages_add_facts      (HavenPages *self, const char *const *pairs);      /* label, value, label, value, …, NULL */
void        haven_pages_add_table      (HavenPages *self, const char *caption, const HavenRows *rows);
void        haven_pages_add_chart      (HavenPages *self, HavenChart *chart, double height); /* and its sentence; not its table */
void        haven_pages_add_lines      (HavenPages *self, const char *const *labels);     /* lines to write on: signatures, dates */
void        haven_pages_add_contents   (HavenPages *self);                                /* links to headings, with page numbers */
void        haven_pages_break          (HavenPages *self);                                /* the next block begins a page */

guint       haven_pages_get_n          (HavenPages *self);                                /* as they would be printed now */
char       *haven_pages_to_text        (HavenPages *self);                                /* the same words, to be edited or pasted */
GBytes     *haven_pages_render         (HavenPages *self, GError **error);                /* PDF; the same blocks give the same bytes */
HavenSheets *haven_pages_print         (HavenPages *self, GError **error);                /* all of it: to look at, to print, to save */
