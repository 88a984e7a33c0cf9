/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-transfer-file.h"

/* The records of a sealed file, as they stand in it: for this module's sources */
GBytes *haven_transfer_to_json (HavenTransferContent *content);
