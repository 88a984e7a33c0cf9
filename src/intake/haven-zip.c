/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-zip.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <zip.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-progress.h"
#include "haven-xml.h"

struct _HavenZip {
  GBytes *bytes;
  zip_t *zip;
  guint64 left;              /* bytes that may still come out */
  guint64 out;               /* and those that came */
  guint64 said;              /* all of them, as the file says */
  gboolean too_large;
  gboolean broken;
};

typedef struct {
  HavenZip *zip;
  zip_file_t *file;
} Part;

static gboolean
fail (HavenErrorCode code, const char *message, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

static gboolean
fail_broken (GError **error)
{
  return fail (HAVEN_ERROR_INVALID, _("The workbook is damaged or was cut off. Save it again and import that. Nothing was read."), error);
}

/* libxml2 asks for the next bytes */
static int
read_cb (void *context, char *buffer, int size)
{
  Part *part = context;
  zip_int64_t n = g_cancellable_is_cancelled (g_cancellable_get_current ()) ? -1 : zip_fread (part->file, buffer, size);

  if (n < 0) {
    part->zip->broken = TRUE;
    return -1;
  }
  if ((guint64) n > part->zip->left) {
    part->zip->too_large = TRUE;
    return -1;
  }
  part->zip->left -= n;
  part->zip->out += n;
  haven_progress_tell (part->zip->out, part->zip->said);
  return n;
}

/* The checksum is compared when the end has been read */
static int
close_cb (void *context)
{
  Part *part = context;

  if (zip_fclose (part->file) != 0)
    part->zip->broken = TRUE;
  g_free (part);
  return 0;
}

static guint64
find_allowance (gsize packed)
{
  return MIN ((guint64) HAVEN_LIMIT_UNPACKED_BYTES, MAX ((guint64) packed * HAVEN_LIMIT_UNPACKED_TIMES, HAVEN_LIMIT_UNPACKED_LEAST));
}

static guint64
count_said (zip_t *zip)
{
  guint64 said = 0;

  for (zip_int64_t i = 0; i < zip_get_num_entries (zip, 0); i++) {
    zip_stat_t part;
    if (zip_stat_index (zip, i, 0, &part) == 0 && (part.valid & ZIP_STAT_SIZE) != 0 && part.size < HAVEN_LIMIT_UNPACKED_BYTES)
      said += part.size;
  }
  return said;
}

HavenZip *
haven_zip_new (GBytes *bytes, GError **error)
{
  HavenZip *self = g_new0 (HavenZip, 1);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  zip_error_t problem;
  zip_source_t *source;

  self->bytes = g_bytes_ref (bytes);
  self->left = find_allowance (size);
  zip_error_init (&problem);
  source = zip_source_buffer_create (data, size, 0, &problem);
  self->zip = source != NULL ? zip_open_from_source (source, ZIP_RDONLY, &problem) : NULL;
  if (self->zip == NULL && source != NULL)
    zip_source_free (source);
  zip_error_fini (&problem);
  if (self->zip != NULL && zip_get_num_entries (self->zip, 0) <= HAVEN_LIMIT_PARTS) {
    self->said = haven_progress_is_wanted () ? count_said (self->zip) : 0;
    return self;
  }
  if (self->zip != NULL)
    fail (HAVEN_ERROR_TOO_LARGE, _("The workbook has too many parts. Nothing was read."), error);
  else
    fail_broken (error);
  haven_zip_free (self);
  return NULL;
}

void
haven_zip_free (HavenZip *self)
{
  if (self == NULL)
    return;
  if (self->zip != NULL)
    zip_discard (self->zip);
  g_bytes_unref (self->bytes);
  g_free (self);
}

gboolean
haven_zip_has (HavenZip *self, const char *name)
{
  return zip_name_locate (self->zip, name, ZIP_FL_NOCASE) >= 0;
}

xmlTextReaderPtr
haven_zip_read_xml (HavenZip *self, const char *name, GError **error)
{
  Part *part = g_new0 (Part, 1);
  xmlTextReaderPtr reader;

  part->zip = self;
  part->file = zip_fopen (self->zip, name, ZIP_FL_NOCASE);
  if (part->file == NULL) {
    g_free (part);
    fail_broken (error);
    return NULL;
  }
  reader = haven_xml_read (read_cb, close_cb, part);
  if (reader == NULL)
    fail_broken (error);
  return reader;
}

gboolean
haven_zip_end_xml (HavenZip *self, gboolean was_read, GError **error)
{
  if (self->too_large)
    return fail (HAVEN_ERROR_TOO_LARGE, _("The workbook unpacks to far more than it should. Nothing was read."), error);
  if (error != NULL && *error != NULL)
    return FALSE;
  return (was_read && !self->broken) || fail_broken (error);
}
