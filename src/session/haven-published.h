/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

/* What the Virtual School publishes, as it was last fetched; empty where nothing came. Readable without a network. */
typedef struct {
  char *id;
  char *title;
  char *text;
  char *measure;                /* NULL: none that is counted */
  char *target;                 /* "12.5"; NULL: none */
  HavenDay by;
} HavenPriority;

typedef struct {
  char *id;
  char *kind;                   /* guidance, contact, advice-line, tool, newsletter */
  char *title;
  char *text;
  char *url;
  char *phone;
  char *email;
  HavenDay dated;               /* HAVEN_DAY_NONE: not said */
} HavenSignpost;

GPtrArray *haven_published_list_priorities (HavenSchool *school);                       /* HavenPriority */
/* search: every word of it begins a word of the title or the text; NULL or "": all */
GPtrArray *haven_published_list_signposts  (HavenSchool *school, const char *search);   /* HavenSignpost */
