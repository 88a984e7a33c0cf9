/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* All that differs between Linux and Windows below the window. Paths are UTF-8. */
void      haven_platform_start          (void);                        /* no core dumps, nobody looks in, umask, console in UTF-8 */
gboolean  haven_platform_uses_portals   (void);                        /* in a sandbox: then who may look in is up to it */
char    **haven_platform_dup_arguments  (char **argv);                 /* in UTF-8; on Windows argv has lost letters */
void      haven_platform_find_texts     (void);                        /* the translations; on Windows beside the program */
char     *haven_platform_help_folder    (void);                        /* a folder a language, in it Help as HTML; $HAVEN_HELP before it */
char     *haven_platform_data_folder    (void);                        /* the user's own data folder for Haven */
gboolean  haven_platform_make_private_folder (const char *path, GError **error);   /* 0700; refuses a symbolic link */
gboolean  haven_platform_make_private   (const char *path, GError **error);        /* 0600 */
gboolean  haven_platform_replace_file   (const char *path, GBytes *bytes, GError **error); /* write new, flush, rename; 0600 */
gboolean  haven_platform_is_network_path (const char *path);
gboolean  haven_platform_is_link        (const char *path);            /* it stands for another place */
gboolean  haven_platform_is_of_administrator (const char *path);       /* nobody else on this computer but oneself wrote it */
gboolean  haven_platform_can_write      (const char *folder);          /* FALSE on media that are read only */
char     *haven_platform_long_path      (const char *path);            /* absolute; on Windows in the form for more than 260 letters */
char     *haven_platform_make_temp_folder (GError **error);            /* private, for the demo; the caller removes it */
gboolean  haven_platform_remove_tree    (const char *path, GError **error);

/* On the terminal, without showing it. LOCKED where there is no terminal to ask on. To be wiped by the caller. */
char     *haven_platform_ask_passphrase (const char *prompt, GError **error);

/* One writer: an exclusive lock that dies with the process. BUSY tells who holds it and since when. */
typedef struct _HavenLock HavenLock;
HavenLock *haven_lock_take              (const char *path, const char *holder, gint64 now, GError **error);
void       haven_lock_free              (HavenLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenLock, haven_lock_free)
