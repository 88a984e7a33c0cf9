/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-import.h"

/* The lasting word on an import: counts, problems word for word, assumptions */
HavenImport *haven_receipt_new (HavenImportPreview *preview, const char *digest, const char *by, HavenClock clock);
