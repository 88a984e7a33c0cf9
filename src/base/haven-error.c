/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-error.h"

G_DEFINE_QUARK (haven-error-quark, haven_error)

static const char *const code_names[] = {
  [HAVEN_ERROR_FAILED] = "failed",
  [HAVEN_ERROR_INVALID] = "invalid",
  [HAVEN_ERROR_NOT_FOUND] = "not-found",
  [HAVEN_ERROR_LOCKED] = "locked",
  [HAVEN_ERROR_NOT_A_STORE] = "not-a-store",
  [HAVEN_ERROR_DAMAGED] = "damaged",
  [HAVEN_ERROR_TOO_NEW] = "too-new",
  [HAVEN_ERROR_BUSY] = "busy",
  [HAVEN_ERROR_EMPTY] = "empty",
  [HAVEN_ERROR_TOO_LARGE] = "too-large",
  [HAVEN_ERROR_CONFLICT] = "conflict",
  [HAVEN_ERROR_UNSAFE] = "unsafe",
  [HAVEN_ERROR_OFFLINE] = "offline",
  [HAVEN_ERROR_REFUSED] = "refused",
  [HAVEN_ERROR_CANCELLED] = "cancelled",
  [HAVEN_ERROR_CONFIRM] = "confirm",
  [HAVEN_ERROR_COMPARE] = "compare",
};

const char *
haven_error_code_name (HavenErrorCode code)
{
  return (guint) code < G_N_ELEMENTS (code_names) ? code_names[code] : "failed";
}
