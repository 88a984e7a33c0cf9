/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* data/reference/signposts-england.csv: guidance, contacts and advice lines that hold in the whole of England, each with who says so and of
 * which day it is. They stand beside those of the authority. */
typedef struct {
  const char *kind;          /* guidance, contact, advice-line, tool */
  const char *title;
  const char *text;
  const char *url;
  const char *phone;         /* "" where there is none */
  const char *source;
  HavenDay dated;
} HavenReferenceSignpost;

const HavenReferenceSignpost *haven_signposts_england (guint *ret_n);
