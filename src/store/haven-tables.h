/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-table.h"

/* The SQL of every table, each in the file of its table */
extern const HavenTableSql HAVEN_SQL_SETTINGS;
extern const HavenTableSql HAVEN_SQL_CALENDAR;
extern const HavenTableSql HAVEN_SQL_PEOPLE;
extern const HavenTableSql HAVEN_SQL_PUPILS;
extern const HavenTableSql HAVEN_SQL_SPELLS;
extern const HavenTableSql HAVEN_SQL_REGISTERS;
extern const HavenTableSql HAVEN_SQL_LATES;
extern const HavenTableSql HAVEN_SQL_WEEKS;
extern const HavenTableSql HAVEN_SQL_TOTALS;
extern const HavenTableSql HAVEN_SQL_SUSPENSIONS;
extern const HavenTableSql HAVEN_SQL_NOTICES;
extern const HavenTableSql HAVEN_SQL_PLANS;
extern const HavenTableSql HAVEN_SQL_INTERVENTIONS;
extern const HavenTableSql HAVEN_SQL_BARRIERS;
extern const HavenTableSql HAVEN_SQL_ATTAINMENT;
extern const HavenTableSql HAVEN_SQL_SCHOOL_ATTAINMENT;
extern const HavenTableSql HAVEN_SQL_SDQ;
extern const HavenTableSql HAVEN_SQL_PROVISION;
extern const HavenTableSql HAVEN_SQL_MOVES;
extern const HavenTableSql HAVEN_SQL_MEETINGS;
extern const HavenTableSql HAVEN_SQL_TARGETS;
extern const HavenTableSql HAVEN_SQL_ACTIONS;
extern const HavenTableSql HAVEN_SQL_NOTES;
extern const HavenTableSql HAVEN_SQL_LINES;
extern const HavenTableSql HAVEN_SQL_SENTENCES;
extern const HavenTableSql HAVEN_SQL_SNOOZES;
extern const HavenTableSql HAVEN_SQL_ACCESS_REQUESTS;
extern const HavenTableSql HAVEN_SQL_ACCESS_CHOICES;
extern const HavenTableSql HAVEN_SQL_TRANSFERS;
extern const HavenTableSql HAVEN_SQL_COURSES;
extern const HavenTableSql HAVEN_SQL_EVENTS;
extern const HavenTableSql HAVEN_SQL_BOOKINGS;
extern const HavenTableSql HAVEN_SQL_TRAINING;
extern const HavenTableSql HAVEN_SQL_OUTBOX;
extern const HavenTableSql HAVEN_SQL_RELEASES;
extern const HavenTableSql HAVEN_SQL_IMPORTS;
extern const HavenTableSql HAVEN_SQL_HOLDS;
extern const HavenTableSql HAVEN_SQL_DEPARTURES;
extern const HavenTableSql HAVEN_SQL_REVIEWS;
extern const HavenTableSql HAVEN_SQL_ERASURES;

const HavenTableSql *haven_tables_get  (HavenTable table);
gboolean             haven_tables_find (const char *name, HavenTable *ret_table);
