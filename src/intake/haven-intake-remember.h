/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-import-choices.h"
#include "haven-school.h"
#include "haven-workbook.h"

/* What was said of a shape of file is kept in the store's settings, a setting a shape. */

/* Puts what was said of an earlier file of the same shape below what is said now; FALSE: there was none */
gboolean haven_intake_remember    (HavenImportChoices *choices, HavenWorkbook *workbook, HavenSchool *school);

/* The columns of a preview, with some of what stands in them, and the shape they make */
void     haven_intake_list_columns (HavenImportPreview *preview, HavenSheet *sheet, const HavenMapping *mapping);
