/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/xmlreader.h>

#include <glib.h>

/* XML that strangers made, by libxml2's streaming reader: no network, no entities, no document type, HAVEN_LIMIT_XML_DEPTH deep at most. */
xmlTextReaderPtr haven_xml_read       (xmlInputReadCallback read, xmlInputCloseCallback close, gpointer context);
xmlTextReaderPtr haven_xml_read_bytes (GBytes *bytes);                   /* bytes outlive it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextReader, xmlFreeTextReader)

typedef enum { HAVEN_XML_OPEN, HAVEN_XML_TEXT, HAVEN_XML_CLOSE, HAVEN_XML_END, HAVEN_XML_BAD, HAVEN_XML_FORBIDDEN } HavenXmlEvent;

/* The next that matters. OPEN of an empty element is followed by no CLOSE: ask haven_xml_is_empty (). BAD: broken or cut off.
 * FORBIDDEN: a document type, an entity, too deep; nothing after it is read. */
HavenXmlEvent    haven_xml_next       (xmlTextReaderPtr reader);
gboolean         haven_xml_is         (xmlTextReaderPtr reader, const char *name);     /* without its prefix */
gboolean         haven_xml_is_empty   (xmlTextReaderPtr reader);
const char      *haven_xml_get_text   (xmlTextReaderPtr reader);                       /* of a TEXT; "" where there is none */
char            *haven_xml_dup        (xmlTextReaderPtr reader, const char *attribute); /* NULL: it has none */
guint            haven_xml_get_line   (xmlTextReaderPtr reader);
