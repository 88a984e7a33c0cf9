/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-form-spec.h"

/* One line of a form. place is the member of the draft that it shows and takes back. */
typedef struct {
  GtkWidget *(*make) (const HavenInput *input, HavenSchool *school);
  void       (*show) (GtkWidget *row, const HavenInput *input, gconstpointer place);
  gboolean   (*take) (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error);
  /* As it stands there, readable or not: what a draft keeps */
  char      *(*dup_typed) (GtkWidget *row, const HavenInput *input);
  void       (*set_typed) (GtkWidget *row, const HavenInput *input, const char *typed);
} HavenInputKind;

const HavenInputKind *haven_input_get_kind (HavenInputType type);

/* For those who make kinds */
extern const HavenInputKind HAVEN_INPUT_KIND_DAY;
extern const HavenInputKind HAVEN_INPUT_KIND_TIME;
extern const HavenInputKind HAVEN_INPUT_KIND_CHOICE;
extern const HavenInputKind HAVEN_INPUT_KIND_CODE;
extern const HavenInputKind HAVEN_INPUT_KIND_CODES;
extern const HavenInputKind HAVEN_INPUT_KIND_SOCIAL_WORKER;

GtkWidget *haven_input_make_entry   (const HavenInput *input);
char      *haven_input_dup_plain    (const char *title);                /* without its mnemonic */
gboolean   haven_input_refuse       (const HavenInput *input, const char *format, GError **error);   /* format takes the plain title */
char      *haven_input_dup_entry    (GtkWidget *row, const HavenInput *input);                       /* dup_typed of what has an entry */
void       haven_input_set_entry    (GtkWidget *row, const HavenInput *input, const char *typed);
void       haven_input_name         (GtkWidget *widget, const char *title);                          /* for a screen reader */
void       haven_input_name_row     (GtkEditable *row);                                             /* the entry in a row by the row's title */
