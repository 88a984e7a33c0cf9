/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-access.h"
#include "haven-calendar.h"
#include "haven-import.h"
#include "haven-keeping.h"
#include "haven-learning.h"
#include "haven-meeting.h"
#include "haven-outbox.h"
#include "haven-person.h"
#include "haven-pupil.h"
#include "haven-register.h"
#include "haven-snooze.h"
#include "haven-spell.h"
#include "haven-support.h"
#include "haven-suspension.h"
#include "haven-training.h"
#include "haven-transfer.h"

/* The tables of the store, in the order in which they are read. A set of them is a HavenTables of HAVEN_TABLE_BIT (t). */
typedef enum {
  HAVEN_TABLE_SETTINGS, HAVEN_TABLE_CALENDAR, HAVEN_TABLE_PEOPLE, HAVEN_TABLE_PUPILS, HAVEN_TABLE_SPELLS, HAVEN_TABLE_REGISTERS,
  HAVEN_TABLE_LATES, HAVEN_TABLE_WEEKS, HAVEN_TABLE_TOTALS, HAVEN_TABLE_SUSPENSIONS, HAVEN_TABLE_NOTICES, HAVEN_TABLE_PLANS, HAVEN_TABLE_INTERVENTIONS, HAVEN_TABLE_BARRIERS,
  HAVEN_TABLE_ATTAINMENT, HAVEN_TABLE_SCHOOL_ATTAINMENT, HAVEN_TABLE_SDQ, HAVEN_TABLE_PROVISION, HAVEN_TABLE_MOVES, HAVEN_TABLE_MEETINGS,
  HAVEN_TABLE_TARGETS, HAVEN_TABLE_ACTIONS, HAVEN_TABLE_NOTES,
  HAVEN_TABLE_LINES, HAVEN_TABLE_SENTENCES, HAVEN_TABLE_SNOOZES, HAVEN_TABLE_ACCESS_REQUESTS, HAVEN_TABLE_ACCESS_CHOICES,
  HAVEN_TABLE_TRANSFERS, HAVEN_TABLE_COURSES, HAVEN_TABLE_EVENTS, HAVEN_TABLE_BOOKINGS,
  HAVEN_TABLE_TRAINING, HAVEN_TABLE_OUTBOX, HAVEN_TABLE_RELEASES, HAVEN_TABLE_IMPORTS,
  HAVEN_TABLE_HOLDS, HAVEN_TABLE_DEPARTURES, HAVEN_TABLE_REVIEWS, HAVEN_TABLE_ERASURES,
  HAVEN_N_TABLES
} HavenTable;
typedef guint64 HavenTables;
#define HAVEN_TABLE_BIT(table) (G_GUINT64_CONSTANT (1) << (table))
#define HAVEN_ALL_TABLES (G_MAXUINT64 >> (64 - HAVEN_N_TABLES))
G_STATIC_ASSERT (HAVEN_N_TABLES <= 64);

/* Settings: name, urn, laestab, authority, phase (primary, secondary, all-through, special), registers (flagged, everyone) … */
typedef struct {
  gint64 id;
  char *key;
  char *value;
} HavenSetting;
HAVEN_DECLARE_RECORD (HavenSetting, haven_setting, HAVEN_KIND_SETTING)

typedef enum { HAVEN_DATES_TERM, HAVEN_DATES_HALF_TERM, HAVEN_DATES_CLOSED } HavenDatesType;
typedef struct {
  gint64 id;
  int type;                  /* HavenDatesType */
  gint64 year;
  gint64 term;               /* HavenTerm, for a term */
  HavenDay first;
  HavenDay last;
} HavenDates;
HAVEN_DECLARE_RECORD (HavenDates, haven_dates, HAVEN_KIND_DATES)

const HavenKind *haven_table_get_kind (HavenTable table);
GDestroyNotify   haven_table_get_free_func (HavenTable table);          /* of a record, for arrays */

/* Records of one pupil in one table: lent, in order of id */
typedef struct {
  gpointer *items;
  guint n;
} HavenSlice;

/* Everything the store held at one moment. Immutable, shared between threads; a later one shares the tables that did not change. */
typedef struct _HavenSchool HavenSchool;

/* tables: HAVEN_N_TABLES arrays of records (NULL: take it from previous); each is sorted by pupil_id, then id, where it has a pupil_id. Takes them. */
HavenSchool   *haven_school_new           (HavenSchool *previous, GPtrArray *tables[HAVEN_N_TABLES]);
/* As previous, with these records in the place of those that have their ids, or beside them; the others are shared. Takes them. */
HavenSchool   *haven_school_new_changed   (HavenSchool *previous, GPtrArray *changes[HAVEN_N_TABLES]);
HavenSchool   *haven_school_ref           (HavenSchool *self);
void           haven_school_unref         (HavenSchool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSchool, haven_school_unref)

/* Records that stand in the store and that this Haven cannot read: they are kept as they are, and the others are here. A draft's only. */
void           haven_school_note_set_aside (HavenSchool *self, HavenTable table, guint n);
guint          haven_school_get_n_set_aside (HavenSchool *self);         /* of all tables: something needs attention */
/* Places where the store is damaged: what stood there is not here, and nobody knows how many records that are. A draft's only. */
void           haven_school_note_damaged   (HavenSchool *self, HavenTable table, guint n);
guint          haven_school_get_n_damaged  (HavenSchool *self);

/* A school that shows a part of itself, and whole: all pupils, whose totals a child is set beside and whose names are kept out of papers. Nobody
 * in it is shown. By itself a school is its own whole; set it before it is handed over. */
void           haven_school_set_whole     (HavenSchool *self, HavenSchool *whole);
HavenSchool   *haven_school_get_whole     (HavenSchool *self);

GPtrArray     *haven_school_get_table     (HavenSchool *self, HavenTable table);
gconstpointer  haven_school_get_record    (HavenSchool *self, HavenTable table, gint64 id);  /* NULL: not there */
HavenSlice     haven_school_of_pupil      (HavenSchool *self, HavenTable table, gint64 pupil_id);
const char    *haven_school_get_setting   (HavenSchool *self, const char *key, const char *fallback);
HavenCalendar *haven_school_get_calendar  (HavenSchool *self);

/* Pupils come sorted by surname, forename, UPN */
guint             haven_school_get_n_pupils (HavenSchool *self);
const HavenPupil *haven_school_get_nth_pupil (HavenSchool *self, guint n);
const HavenPupil *haven_school_get_pupil  (HavenSchool *self, gint64 id);
const HavenPupil *haven_school_find_upn   (HavenSchool *self, const char *upn);
const guint8     *haven_school_get_marks  (HavenSchool *self, gint64 pupil_id, int year);   /* HAVEN_REGISTER_BYTES, or NULL */
const HavenWeek  *haven_school_get_weeks  (HavenSchool *self, gint64 pupil_id, int year);   /* HAVEN_WEEKS_A_YEAR, or NULL */

/* When a file of marks that still stands was last imported, seconds since 1970; 0: never */
gint64            haven_school_get_last_import (HavenSchool *self);
/* Which session is the last that the marks reach; HAVEN_DAY_NONE if there are none. From registers and, where those lack, from covered weeks. */
HavenDay          haven_school_get_last_mark (HavenSchool *self, HavenDay until, int *ret_session);
