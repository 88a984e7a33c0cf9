/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-command.h"
#include "haven-role-view.h"
#include "haven-store.h"

/* What a command works with on the writer thread: inside a transaction that is already begun. */
typedef struct {
  HavenStore *store;
  HavenSchool *school;          /* as of the last commit */
  HavenClock clock;
} HavenWriting;

typedef gboolean (*HavenCommandApply) (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error);

struct _HavenCommand {
  HavenCommandApply apply;
  char *label;
  const char *action;           /* for the audit log */
  gboolean undoable;
  HavenDeed deed;
  HavenTable table;
  gpointer record;              /* put */
  gint64 id;                    /* remove, retry, undo-import; the pupil of a paper */
  char *texts[4];
  GPtrArray *dates;
  GArray *pupils;               /* gint64: of a gathering */
  gboolean brings_forward;      /* a meeting whose day is to come is held today */
  HavenRelease *release;        /* to be sent */
  HavenRelease *page;           /* that governors are told by */
  HavenBooking *booking;
  GBytes *body;                 /* answers to a survey */
};

HavenCommand *haven_command_make (HavenCommandApply apply, const char *action, const char *label, gboolean undoable);
const char *haven_command_name_table (HavenTable table);   /* "Suspension": the word of the job */
/* haven-command-records.c: whichever way somebody asks for them, these tables are written through their own checks; NULL: another table */
HavenCommand *haven_command_put_record  (HavenTable table, gpointer take_record);
HavenCommand *haven_command_keep_record (HavenTable table);      /* what refuses to remove one */
HavenRelease *haven_command_get_release (HavenCommand *self);   /* NULL: it sends none */
HavenDeed haven_command_get_deed  (HavenCommand *self);
/* A designated teacher changes what belongs to the children of that view, and nothing else. */
gboolean haven_command_check_sees (HavenCommand *self, HavenSchool *view, HavenRole role, GError **error);
gboolean haven_command_apply (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error);
