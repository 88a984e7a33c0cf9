/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <windows.h>

/* What the Windows files of this module share. */
wchar_t *haven_windows_widen        (const char *path);                /* for the system's calls, however long it is; never NULL */
gboolean haven_windows_fail         (const char *message, GError **error);   /* FAILED, with the system's own reason */
HANDLE   haven_windows_open_private (const wchar_t *path, DWORD sharing, DWORD disposition);   /* made for this person alone */
