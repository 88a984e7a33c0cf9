/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-test-system.h"

gboolean haven_test_has_died (GSubprocess *process);                   /* by haven_test_die */
