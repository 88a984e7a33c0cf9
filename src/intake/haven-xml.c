/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-xml.h"

#include <string.h>

#include "haven-limits.h"

#define OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_COMPACT)

#if LIBXML_VERSION >= 21200
typedef const xmlError *Mistake;
#else
typedef xmlErrorPtr Mistake;
#endif

/* libxml2 would print what is wrong */
static void
ignore_error_cb (void *user_data, Mistake mistake)
{
}

static xmlTextReaderPtr
make_quiet (xmlTextReaderPtr reader)
{
  if (reader != NULL)
    xmlTextReaderSetStructuredErrorHandler (reader, ignore_error_cb, NULL);
  return reader;
}

xmlTextReaderPtr
haven_xml_read (xmlInputReadCallback read, xmlInputCloseCallback close, gpointer context)
{
  return make_quiet (xmlReaderForIO (read, close, context, NULL, NULL, OPTIONS));
}

xmlTextReaderPtr
haven_xml_read_bytes (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size <= G_MAXINT ? make_quiet (xmlReaderForMemory (data, size, NULL, NULL, OPTIONS)) : NULL;
}

/* TRUE: it means something. A document type could hold entities that grow; a reference to one was never declared then. */
static gboolean
weigh (xmlTextReaderPtr reader, HavenXmlEvent *event)
{
  switch (xmlTextReaderNodeType (reader)) {
  case XML_READER_TYPE_ELEMENT:
    *event = xmlTextReaderDepth (reader) < HAVEN_LIMIT_XML_DEPTH ? HAVEN_XML_OPEN : HAVEN_XML_FORBIDDEN;
    return TRUE;
  case XML_READER_TYPE_END_ELEMENT:
    *event = HAVEN_XML_CLOSE;
    return TRUE;
  case XML_READER_TYPE_TEXT:
  case XML_READER_TYPE_CDATA:
  case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
    *event = HAVEN_XML_TEXT;
    return TRUE;
  case XML_READER_TYPE_DOCUMENT_TYPE:
  case XML_READER_TYPE_ENTITY_REFERENCE:
    *event = HAVEN_XML_FORBIDDEN;
    return TRUE;
  default:
    return FALSE;
  }
}

HavenXmlEvent
haven_xml_next (xmlTextReaderPtr reader)
{
  HavenXmlEvent event = HAVEN_XML_BAD;
  int there;

  while ((there = xmlTextReaderRead (reader)) == 1)
    if (weigh (reader, &event))
      return event;
  return there == 0 ? HAVEN_XML_END : HAVEN_XML_BAD;
}

gboolean
haven_xml_is (xmlTextReaderPtr reader, const char *name)
{
  return g_strcmp0 ((const char *) xmlTextReaderConstLocalName (reader), name) == 0;
}

gboolean
haven_xml_is_empty (xmlTextReaderPtr reader)
{
  return xmlTextReaderIsEmptyElement (reader) == 1;
}

const char *
haven_xml_get_text (xmlTextReaderPtr reader)
{
  const char *text = (const char *) xmlTextReaderConstValue (reader);

  return text != NULL ? text : "";
}

char *
haven_xml_dup (xmlTextReaderPtr reader, const char *attribute)
{
  xmlChar *value = xmlTextReaderGetAttribute (reader, (const xmlChar *) attribute);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

guint
haven_xml_get_line (xmlTextReaderPtr reader)
{
  return MAX (0, xmlTextReaderGetParserLineNumber (reader));
}
