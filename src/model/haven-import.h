/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

typedef enum { HAVEN_IMPORT_PUPILS, HAVEN_IMPORT_STATUSES, HAVEN_IMPORT_MARKS, HAVEN_IMPORT_SUSPENSIONS, HAVEN_IMPORT_AUTO } HavenImportType;
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
} HavenImport;
HAVEN_DECLARE_RECORD (HavenImport, haven_import, HAVEN_KIND_IMPORT)

#define HAVEN_IMPORT_EXAMPLES 100      /* changes kept for the eye; the rest are only counted */

/* What Haven saw in a file before anything is written */
typedef struct {
  guint line;
  char *column;
  const char *code;          /* unknown-upn, bad-date, unknown-code … */
  char *message;
} HavenImportProblem;

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
  HavenSpan days;
  GBytes *bytes;             /* of a file that was handed in: it is not at path; else NULL */
  gpointer staged;           /* intake's own */
  GDestroyNotify free_staged;
} HavenImportPreview;

HavenImportPreview *haven_import_preview_new  (const char *path, HavenImportType type);
void                haven_import_preview_free (HavenImportPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenImportPreview, haven_import_preview_free)
void                haven_import_preview_add_problem (HavenImportPreview *self, guint line, const char *column, const char *code, char *take_message);
void                haven_import_preview_add_change  (HavenImportPreview *self, char *take_what, char *take_before, char *take_after);
