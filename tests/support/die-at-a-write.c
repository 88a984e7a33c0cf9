/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a program under test: before it changes a file for the time that HAVEN_TEST_DIE_AT says, counted from 1, it is killed as by
 * kill -9. Pipes and sockets are no files. */
#undef _FILE_OFFSET_BITS                    /* pwrite and pwrite64 are two names: each is watched for */
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long changes;

static void
count (int fd)
{
  const char *at = getenv ("HAVEN_TEST_DIE_AT");
  struct stat status;

  if (at != NULL && fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && atomic_fetch_add (&changes, 1) + 1 == atol (at))
    kill (getpid (), SIGKILL);
}

#define PRELOAD(Type, name, parameters, ...)                                   \
  Type name parameters                                                         \
  {                                                                            \
    static Type (*original) parameters;                                        \
    if (original == NULL)                                                      \
      original = (Type (*) parameters) dlsym (RTLD_NEXT, #name);               \
    count (fd);                                                                \
    return original (__VA_ARGS__);                                             \
  }

PRELOAD (ssize_t, write, (int fd, const void *data, size_t size), fd, data, size)
PRELOAD (ssize_t, pwrite, (int fd, const void *data, size_t size, off_t offset), fd, data, size, offset)
PRELOAD (ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t offset), fd, data, size, offset)
PRELOAD (int, ftruncate, (int fd, off_t size), fd, size)
PRELOAD (int, ftruncate64, (int fd, off64_t size), fd, size)
PRELOAD (int, fsync, (int fd), fd)
PRELOAD (int, fdatasync, (int fd), fd)
