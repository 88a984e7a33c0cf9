/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform.h"

#include "haven-clock.h"
#include "haven-error.h"
#include "haven-platform-private.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <termios.h>
#include <unistd.h>

#define PRIVATE_FOLDER 0700
#define PRIVATE_FILE 0600
#define OPEN_FOLDERS 16

struct _HavenLock {
  int fd;
};

/* As in <linux/magic.h>, which has not all of them */
static const guint32 network_magics[] = {
  0x6969,                                  /* NFS */
  0xFF534D42, 0xFE534D42, 0x517B,          /* CIFS, SMB 2 and 3, old SMB */
  0x5346414F, 0x6B414653,                  /* AFS */
  0x73757245,                              /* Coda */
  0x564C,                                  /* NetWare */
  0x00C36400,                              /* Ceph */
  0x01161970, 0x47504653,                  /* GFS2, GPFS */
};

static gboolean
fail (const char  *message,
      GError     **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, "%s (%s)", message, g_strerror (errno));
  return FALSE;
}

static gboolean
refuse_link (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("This is a link to another place, so Haven does not write there. Choose the real folder."));
  return FALSE;
}

static gboolean
write_all (int     fd,
           GBytes *bytes)
{
  gsize left;
  const char *next = g_bytes_get_data (bytes, &left);

  while (left > 0) {
    gssize written = write (fd, next, left);
    if (written < 0 && errno != EINTR)
      return FALSE;
    next += MAX (written, 0);
    left -= MAX (written, 0);
  }
  return TRUE;
}

/* Without it the new name may be lost with the power although the file is not. */
static gboolean
flush_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
write_new_file (const char *path,
                GBytes     *bytes)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, PRIVATE_FILE);
  gboolean ok = fd >= 0 && write_all (fd, bytes) && fsync (fd) == 0;

  if (fd >= 0)
    ok = close (fd) == 0 && ok;
  return ok;
}

static gboolean
remember_holder (int         fd,
                 const char *holder,
                 gint64      now)
{
  g_autoptr(GBytes) record = haven_lock_record_new (holder, now);

  return ftruncate (fd, 0) == 0 && write_all (fd, record);
}

static void
report_holder (int      fd,
               GError **error)
{
  char record[HAVEN_LOCK_RECORD_BYTES + 1] = { 0 };

  if (pread (fd, record, HAVEN_LOCK_RECORD_BYTES, 0) < 0)
    record[0] = '\0';
  haven_lock_record_report (record, error);
}

static int
remove_cb (const char        *path,
           const struct stat *status,
           int                kind,
           struct FTW        *place)
{
  return remove (path);
}

/* A sandbox's portal finds out who asks by looking into the process. */
gboolean
haven_platform_uses_portals (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP") != NULL
         || g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

/* No core file, not even by a handler that takes no notice of the limit, and no debugger of the same user: unless a portal has to look in. A
 * program that is built to look for its own leaks has to be looked into too. */
static void
close_to_lookers (void)
{
#if !defined (__SANITIZE_ADDRESS__)
  if (!haven_platform_uses_portals ())
    prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void
haven_platform_start (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  close_to_lookers ();
  umask (077);
}

char **
haven_platform_dup_arguments (char **argv)
{
  return g_strdupv (argv);
}

void
haven_platform_find_texts (void)
{
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

char *
haven_platform_help_folder (void)
{
  const char *elsewhere = g_getenv ("HAVEN_HELP");

  return g_strdup (elsewhere != NULL ? elsewhere : HELPDIR);
}

char *
haven_platform_data_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "haven", NULL);
}

gboolean
haven_platform_make_private_folder (const char  *path,
                                    GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  struct stat status;

  if (g_mkdir_with_parents (parent, PRIVATE_FOLDER) != 0 || (mkdir (path, PRIVATE_FOLDER) != 0 && errno != EEXIST))
    return fail (_("The folder could not be made. Nothing was written."), error);
  if (lstat (path, &status) != 0)
    return fail (_("The folder could not be read."), error);
  if (S_ISLNK (status.st_mode))
    return refuse_link (error);
  if (!S_ISDIR (status.st_mode)) {
    errno = ENOTDIR;
    return fail (_("The folder could not be made. Nothing was written."), error);
  }
  if ((status.st_mode & 0777) != PRIVATE_FOLDER && chmod (path, PRIVATE_FOLDER) != 0)
    return fail (_("The folder could not be closed to other people."), error);
  return TRUE;
}

gboolean
haven_platform_make_private (const char  *path,
                             GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gboolean ok;

  if (fd < 0 && errno == ELOOP)
    return refuse_link (error);
  ok = fd >= 0 && fchmod (fd, PRIVATE_FILE) == 0;
  if (!ok)
    fail (_("The file could not be closed to other people."), error);
  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
haven_platform_replace_file (const char  *path,
                             GBytes      *bytes,
                             GError     **error)
{
  g_autofree char *fresh = g_strdup_printf ("%s.%08x", path, g_random_int ());

  if (write_new_file (fresh, bytes) && rename (fresh, path) == 0)
    return flush_folder_of (path) || fail (_("The file was written, but the disk may not keep it. Try again."), error);
  fail (_("The file could not be written. What was there before is unchanged."), error);
  unlink (fresh);
  return FALSE;
}

gboolean
haven_platform_is_network_path (const char *path)
{
  g_autofree char *nearest = g_strdup (path);
  struct statfs status;

  while (statfs (nearest, &status) != 0) {
    char *parent = g_path_get_dirname (nearest);
    if (g_str_equal (parent, nearest))
      return g_free (parent), FALSE;
    g_free (nearest);
    nearest = parent;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (network_magics); i++) {
    if ((guint32) status.f_type == network_magics[i])
      return TRUE;
  }
  return FALSE;
}

gboolean
haven_platform_is_link (const char *path)
{
  struct stat status;

  return lstat (path, &status) == 0 && S_ISLNK (status.st_mode);
}

gboolean
haven_platform_is_of_administrator (const char *path)
{
  struct stat is;

  return stat (path, &is) == 0 && (is.st_uid == 0 || is.st_uid == getuid ()) && (is.st_mode & S_IWOTH) == 0;
}

gboolean
haven_platform_can_write (const char *folder)
{
  return access (folder, W_OK) == 0;
}

char *
haven_platform_long_path (const char *path)
{
  return g_canonicalize_filename (path, NULL);
}

char *
haven_platform_make_temp_folder (GError **error)
{
  g_autoptr(GError) local = NULL;
  char *path = g_dir_make_tmp ("haven-XXXXXX", &local);

  if (path == NULL)
    fail (_("A temporary folder could not be made."), error);
  return path;
}

gboolean
haven_platform_remove_tree (const char  *path,
                            GError     **error)
{
  if (nftw (path, remove_cb, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
    return TRUE;
  return fail (_("The folder could not be removed completely."), error);
}

/* The file stays behind when the lock goes: taking it away would let two writers lock two files of one name. */
HavenLock *
haven_lock_take (const char  *path,
                 const char  *holder,
                 gint64       now,
                 GError     **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, PRIVATE_FILE);
  HavenLock *self;

  if (fd < 0)
    return fail (_("The store's lock could not be opened."), error), NULL;
  if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
    report_holder (fd, error);
    close (fd);
    return NULL;
  }
  if (!remember_holder (fd, holder, now)) {
    fail (_("The store's lock could not be written."), error);
    close (fd);
    return NULL;
  }
  self = g_new0 (HavenLock, 1);
  self->fd = fd;
  return self;
}

void
haven_lock_free (HavenLock *self)
{
  if (self == NULL)
    return;
  if (ftruncate (self->fd, 0) != 0)
    errno = 0;                             /* the note of who held it is stale then, and only read while it is held */
  close (self->fd);
  g_free (self);
}

/* The terminal itself and not standard input, which may be a file that is being imported. */
static char *
read_unseen (FILE *terminal)
{
  struct termios before, unseen;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  if (tcgetattr (fileno (terminal), &before) != 0)
    return NULL;
  unseen = before;
  unseen.c_lflag &= ~ECHO;
  tcsetattr (fileno (terminal), TCSAFLUSH, &unseen);
  length = getline (&line, &size, terminal);
  tcsetattr (fileno (terminal), TCSAFLUSH, &before);
  fputc ('\n', terminal);
  if (length > 0 && line[length - 1] == '\n')
    line[length - 1] = '\0';
  if (length <= 0)
    g_clear_pointer (&line, free);
  return line;
}

char *
haven_platform_ask_passphrase (const char *prompt, GError **error)
{
  FILE *terminal = fopen ("/dev/tty", "r+");
  char *passphrase = NULL;

  if (terminal != NULL) {
    fputs (prompt, terminal);
    fflush (terminal);
    passphrase = read_unseen (terminal);
    fclose (terminal);
  }
  if (passphrase == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED,
                         _("A passphrase is needed, and there is no terminal to ask for it. Name a file with --passphrase-file."));
  return passphrase;
}
