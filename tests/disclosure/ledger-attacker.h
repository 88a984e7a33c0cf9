/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Somebody with every file that a school ever sent, and other people's integer programmer (GLPK). The model is written from the files alone:
 * every sum that privacy.md names, within each file; between a year and its terms, that what happened in a term happened in the year;
 * between two revisions of a period, where every group only grew, that nobody was taken out. */
typedef struct _LedgerAttacker LedgerAttacker;

LedgerAttacker *ledger_attacker_new  (GPtrArray *files);                    /* GBytes; lent as long as it lives */
void            ledger_attacker_free (LedgerAttacker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LedgerAttacker, ledger_attacker_free)

/* Told besides that a hidden figure is not 0 */
void            ledger_attacker_tell (LedgerAttacker *self, guint file, guint cell);
gint64          ledger_attacker_get  (LedgerAttacker *self, guint file, guint cell);   /* -1: hidden */
/* The least, or greatest, that the figure can be; for a cell of a file. G_MAXINT64: nobody can tell. */
gint64          ledger_attacker_find_end (LedgerAttacker *self, guint file, guint cell, gboolean greatest);
