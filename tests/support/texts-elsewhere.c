/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a program under test: its translations come from the folder that HAVEN_TEST_TEXTS names. Haven itself heeds no such
 * variable: whoever could make it read a catalogue of theirs could put words into its mouth. */
#include <dlfcn.h>
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

char *
bindtextdomain (const char *domain, const char *folder)
{
  char *(*bind) (const char *, const char *) = (char *(*) (const char *, const char *)) dlsym (RTLD_NEXT, "bindtextdomain");
  const char *elsewhere = getenv ("HAVEN_TEST_TEXTS");

  return bind (domain, elsewhere != NULL && strcmp (domain, GETTEXT_PACKAGE) == 0 ? elsewhere : folder);
}
