/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/xmlreader.h>

#include <glib.h>

/* A packed file in memory, by libzip. What comes out of it is counted while it comes, whatever the packed file says of its size: a file that
 * unpacks to more than HAVEN_LIMIT_UNPACKED_BYTES, or to more than HAVEN_LIMIT_UNPACKED_TIMES its size, is refused. */
typedef struct _HavenZip HavenZip;

HavenZip         *haven_zip_new      (GBytes *bytes, GError **error);
void              haven_zip_free     (HavenZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenZip, haven_zip_free)

gboolean          haven_zip_has      (HavenZip *self, const char *name);
/* A part as XML, read as it unpacks; NULL: error is set. One at a time; the reader goes before the next and before self. */
xmlTextReaderPtr  haven_zip_read_xml (HavenZip *self, const char *name, GError **error);
/* When it has been read: TRUE where all of it was there, was well-formed, and was not too large */
gboolean          haven_zip_end_xml  (HavenZip *self, gboolean was_read, GError **error);
