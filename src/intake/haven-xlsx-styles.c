/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-xlsx-styles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "haven-day.h"
#include "haven-xml.h"
#include "haven-zip.h"

#define FIRST_1970_IN_1900 25569
#define FIRST_1970_IN_1904 24107
#define NO_SUCH_DAY 60       /* 29 February 1900, which Excel believes in */
#define LAST_SERIAL 73050    /* the end of 2099 */
#define MINUTES_A_DAY 1440

struct _HavenXlsxStyles {
  GHashTable *formats;       /* numbers of the workbook's own formats that are days */
  GArray *days;              /* gboolean, by style */
};

/* Quoted text, [Red] and \x are not part of the pattern */
static const char *
skip_literal (const char *c)
{
  const char *end = NULL;

  if (*c == '"')
    end = strchr (c + 1, '"');
  else if (*c == '[')
    end = strchr (c, ']');
  else if ((*c == '\\' || *c == '_' || *c == '*') && c[1] != '\0')
    end = c + 1;
  return end != NULL ? end + 1 : c;
}

gboolean
haven_xlsx_format_is_day (const char *code)
{
  for (const char *c = code; *c != '\0' && *c != ';';) {
    const char *after = skip_literal (c);
    if (after == c && strchr ("yYmMdDhH", *c) != NULL)
      return TRUE;
    c = after == c ? c + 1 : after;
  }
  return FALSE;
}

/* The formats that every workbook knows by number */
static gboolean
is_known_day (guint format)
{
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47)
         || (format >= 50 && format <= 58);
}

static guint
read_number (xmlTextReaderPtr reader, const char *attribute)
{
  g_autofree char *text = haven_xml_dup (reader, attribute);

  return text != NULL ? strtoul (text, NULL, 10) : 0;
}

static void
take_format (HavenXlsxStyles *self, xmlTextReaderPtr reader)
{
  g_autofree char *code = haven_xml_dup (reader, "formatCode");

  if (code != NULL && haven_xlsx_format_is_day (code))
    g_hash_table_add (self->formats, GUINT_TO_POINTER (read_number (reader, "numFmtId")));
}

static void
take_style (HavenXlsxStyles *self, xmlTextReaderPtr reader)
{
  guint format = read_number (reader, "numFmtId");
  gboolean is_day = is_known_day (format) || g_hash_table_contains (self->formats, GUINT_TO_POINTER (format));

  g_array_append_val (self->days, is_day);
}

/* xf stands in cellStyleXfs too: only those of cellXfs are the cells' */
static gboolean
read_styles (HavenXlsxStyles *self, xmlTextReaderPtr reader)
{
  gboolean in_cells = FALSE;

  for (HavenXmlEvent event = haven_xml_next (reader); event != HAVEN_XML_END; event = haven_xml_next (reader)) {
    if (event >= HAVEN_XML_BAD)
      return FALSE;
    if (haven_xml_is (reader, "cellXfs"))
      in_cells = event == HAVEN_XML_OPEN && !haven_xml_is_empty (reader);
    else if (event == HAVEN_XML_OPEN && haven_xml_is (reader, "numFmt"))
      take_format (self, reader);
    else if (event == HAVEN_XML_OPEN && in_cells && haven_xml_is (reader, "xf"))
      take_style (self, reader);
  }
  return TRUE;
}

HavenXlsxStyles *
haven_xlsx_styles_new (HavenZip *zip, GError **error)
{
  g_autoptr (HavenXlsxStyles) self = g_new0 (HavenXlsxStyles, 1);

  self->formats = g_hash_table_new (NULL, NULL);
  self->days = g_array_new (FALSE, FALSE, sizeof (gboolean));
  if (haven_zip_has (zip, "xl/styles.xml")) {
    g_autoptr (xmlTextReader) reader = haven_zip_read_xml (zip, "xl/styles.xml", error);
    if (reader == NULL || !haven_zip_end_xml (zip, read_styles (self, reader), error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

void
haven_xlsx_styles_free (HavenXlsxStyles *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->formats);
  g_array_unref (self->days);
  g_free (self);
}

gboolean
haven_xlsx_styles_is_day (HavenXlsxStyles *self, guint style)
{
  return style < self->days->len && g_array_index (self->days, gboolean, style);
}

static HavenDay
find_day (int serial, gboolean from_1904)
{
  if (from_1904)
    return serial - FIRST_1970_IN_1904;
  return serial < NO_SUCH_DAY ? serial + 1 - FIRST_1970_IN_1900 : serial - FIRST_1970_IN_1900;
}

char *
haven_xlsx_serial_to_text (double serial, gboolean from_1904)
{
  int whole = serial >= 0 && serial < LAST_SERIAL ? (int) floor (serial) : -1;
  int minutes = whole >= 0 ? (int) lround ((serial - whole) * MINUTES_A_DAY) : 0;
  g_autofree char *day = NULL;

  if (whole < 0 || (whole == NO_SUCH_DAY && !from_1904))
    return NULL;
  if (minutes == MINUTES_A_DAY) {
    minutes = 0;
    whole++;
  }
  if (whole == 0 && !from_1904)
    return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
  day = haven_day_to_iso (find_day (whole, from_1904));
  return minutes == 0 ? g_steal_pointer (&day) : g_strdup_printf ("%s %02d:%02d", day, minutes / 60, minutes % 60);
}
