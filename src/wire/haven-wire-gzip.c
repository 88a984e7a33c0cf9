/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-gzip.h"

#include "haven-error.h"

#include <glib/gi18n-lib.h>

GBytes *
haven_wire_gzip (GBytes *plain)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GInputStream) gzip = g_converter_input_stream_new (input, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (output, gzip, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

GBytes *
haven_wire_gunzip (GBytes *packed, gsize most, GError **error)
{
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GInputStream) plain = g_converter_input_stream_new (input, G_CONVERTER (gzip));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 piece[4096];
  gssize n = 1;

  while (bytes->len <= most && (n = g_input_stream_read (plain, piece, sizeof piece, NULL, NULL)) > 0)
    g_byte_array_append (bytes, piece, n);
  if (bytes->len > most)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE, _("This is larger than anything that the exchange carries."));
  else if (n < 0)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("What came compressed is cut short or damaged."));
  return n == 0 && bytes->len <= most ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
