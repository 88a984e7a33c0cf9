/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-session.h"

/* What a form asks for: one table of inputs a kind of record, so that everything the store keeps can be written by hand. */
typedef enum {
  HAVEN_INPUT_LINE,          /* text of a line */
  HAVEN_INPUT_TEXT,          /* text of many */
  HAVEN_INPUT_DAY,
  HAVEN_INPUT_TIME,          /* minute of the day */
  HAVEN_INPUT_NUMBER,
  HAVEN_INPUT_SCORE,         /* a number that may be left out: -1 */
  HAVEN_INPUT_FLAG,
  HAVEN_INPUT_CHOICE,        /* an enum, by its words */
  HAVEN_INPUT_CODE,          /* text, a code of the reference data */
  HAVEN_INPUT_CODES,         /* up to three codes, by a space */
  HAVEN_INPUT_SOCIAL_WORKER, /* a person's id */
} HavenInputType;

typedef struct {
  const char *field;         /* of the record */
  const char *title;         /* with its mnemonic */
  HavenInputType type;
  gboolean needed;
  gint64 least;              /* HAVEN_INPUT_NUMBER, _SCORE */
  gint64 most;
  const char *(*choice) (int value);     /* HAVEN_INPUT_CHOICE: its words; "" is not offered, NULL is past the last */
  const char *const *(*codes) (void);    /* HAVEN_INPUT_CODE, _CODES */
  const char *(*words) (const char *code);
} HavenInput;

typedef struct {
  const char *name;          /* "suspension"; target of win.new and win.edit */
  HavenTable table;
  const char *title_new;     /* "New suspension" */
  const char *title_edit;
  gboolean about_child;
  const HavenInput *inputs;  /* ended by a NULL field */
  void (*begin) (gpointer draft, HavenSession *session);       /* what a new one starts with; NULL: nothing */
  const char *(*check) (gconstpointer draft);                  /* a sentence if it cannot be so; NULL: nothing to check */
  /* What it belongs to, found from the child and the days; a sentence if there is none. NULL: it belongs to the child alone */
  const char *(*complete) (gpointer draft, HavenSchool *school);
} HavenFormSpec;

gpointer           haven_form_spec_new_draft   (const HavenFormSpec *self, HavenSession *session, gint64 pupil_id);
gpointer           haven_form_spec_dup_record  (const HavenFormSpec *self, HavenSession *session, gint64 id);   /* NULL: gone */
gpointer           haven_form_spec_copy_draft  (const HavenFormSpec *self, gconstpointer draft);
void               haven_form_spec_free_draft  (const HavenFormSpec *self, gpointer draft);
gpointer           haven_form_spec_find_member (const HavenFormSpec *self, gpointer draft, const char *field);  /* its place; aborts if there is none */
