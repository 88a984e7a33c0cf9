/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-pupil.h"

/* What a file holds; in the order in which the files of one call are applied, each on what the ones before it left */
typedef enum {
  HAVEN_IMPORT_PUPILS,
  HAVEN_IMPORT_STATUSES,
  HAVEN_IMPORT_MARKS,
  HAVEN_IMPORT_SUSPENSIONS,
  HAVEN_IMPORT_TOTALS,               /* of a period, without marks */
  HAVEN_IMPORT_ATTAINMENT,           /* of single pupils */
  HAVEN_IMPORT_SCHOOL_ATTAINMENT,    /* of the whole school, per subject and point in time */
  HAVEN_IMPORT_AUTHORITY_LIST,       /* of an authority: who has a social worker today (practice 29) */
  HAVEN_IMPORT_AUTO,
  HAVEN_IMPORT_TRANSFER              /* sealed records of one child from another school: no file of columns, so nobody names it */
} HavenImportType;
const char *haven_import_type_code  (HavenImportType type);
gboolean    haven_import_type_parse (const char *code, HavenImportType *ret_type);

/* The receipt of an import that was applied; its undo stays in the store */
typedef struct {
  gint64 id;
  gint64 made_at;
  char *by;                  /* user */
  int type;                  /* HavenImportType */
  char *file;                /* base name */
  char *digest;              /* SHA-256 of the file, hex */
  gint64 rows;
  gint64 added;
  gint64 changed;
  gint64 same;
  gint64 problems;
  char *problem_list;        /* JSON array of {line,column,code,message} */
  char *assumptions;         /* JSON array of sentences */
  HavenDay first;            /* days the file covers, where it has days */
  HavenDay last;
  gint64 undone_at;          /* 0: stands */
  gint64 absent;             /* kept here, and not in the file */
  char *answers;             /* JSON object of what the person decided: key -> answer */
} HavenImport;
HAVEN_DECLARE_RECORD (HavenImport, haven_import, HAVEN_KIND_IMPORT)

#define HAVEN_IMPORT_EXAMPLES 100      /* changes kept for the eye; the rest are only counted */

typedef struct _HavenImportChoices HavenImportChoices;

/* What Haven saw in a file before anything is written */
typedef struct {
  guint line;
  char *column;
  const char *code;          /* unknown-upn, bad-date, unknown-code … */
  char *message;
} HavenImportProblem;

/* What only a person can say. In the window a question or a tick; on the command line an option, or --answer KEY=ANSWER. The same key is
 * asked again when the file is looked at again, and finds its answer among the choices. */
typedef struct {
  char *key;                 /* "date-order", "same-child:12", "value:status:Assessed" */
  const char *code;          /* the part before the first colon: questions of one code are shown together */
  guint line;                /* 0: of the whole file */
  char *sentence;
  GStrv answers;             /* codes; none: it is told, not asked. One that is "" is typed: a day, a name, a period */
  GStrv words;               /* for people, in the same order */
  char *answer;              /* one of answers, or what was typed; NULL: open */
  gboolean needed;           /* nothing of the file is taken while it is open */
} HavenImportQuestion;

/* A column of the file, for the step in which they are given a meaning */
typedef struct {
  char *header;
  const char *member;        /* "born"; NULL: not used, and never kept */
  char *sample;              /* some of its values, shortened */
} HavenImportColumn;

typedef struct {
  char *before;              /* "Year 8" */
  char *after;               /* "Year 9" */
  char *what;                /* "Amara B.: year group" */
} HavenImportChange;

typedef struct {
  char *path;
  char *file;                /* base name */
  HavenImportType type;
  guint rows;
  guint added;
  guint changed;
  guint same;
  guint n_problems;          /* all of them */
  GPtrArray *problems;       /* HavenImportProblem, the first HAVEN_LIMIT_PROBLEMS */
  GPtrArray *changes;        /* HavenImportChange, the first HAVEN_IMPORT_EXAMPLES */
  GPtrArray *assumptions;    /* char *, sentences to confirm */
  guint absent;              /* kept here, and not in the file */
  GPtrArray *absences;       /* char *, who or what they are, the first HAVEN_IMPORT_EXAMPLES */
  GPtrArray *questions;      /* HavenImportQuestion */
  GPtrArray *columns;        /* HavenImportColumn, in the order of the file */
  char *shape;               /* fingerprint of the header: files of the same shape share what was said of them */
  gboolean remembered;       /* what was said of an earlier file of this shape was used */
  char *missing;             /* why it cannot be staged until columns are given a meaning; NULL: it is staged */
  HavenImportChoices *choices;   /* what it was staged with, haven-import-choices.h */
  HavenSpan days;
  GBytes *bytes;             /* of a file that was handed in: it is not at path; else NULL */
  gpointer staged;           /* intake's own */
  GDestroyNotify free_staged;
} HavenImportPreview;

HavenImportPreview *haven_import_preview_new  (const char *path, HavenImportType type);
void                haven_import_preview_free (HavenImportPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenImportPreview, haven_import_preview_free)
void                haven_import_preview_add_problem (HavenImportPreview *self, guint line, const char *column, const char *code, char *take_message);
HavenImportQuestion *haven_import_preview_add_question (HavenImportPreview *self, char *take_key, guint line, char *take_sentence);  /* lent, to be filled in */
HavenImportQuestion *haven_import_preview_find_question (HavenImportPreview *self, const char *key);    /* NULL: not asked */
gboolean            haven_import_preview_is_open     (HavenImportPreview *self);    /* a needed answer is missing, or columns are */
void                haven_import_preview_add_absence (HavenImportPreview *self, const HavenPupil *who);
void                haven_import_question_offer      (HavenImportQuestion *self, const char *answer, const char *words);
void                haven_import_preview_add_change  (HavenImportPreview *self, char *take_what, char *take_before, char *take_after);
