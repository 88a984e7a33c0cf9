/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-transfer-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-text.h"
#include "haven-transfer-json.h"

#define VERSION 1
#define MAGIC_BYTES 8
#define HEADER_BYTES (MAGIC_BYTES + 3 * 4 + HAVEN_SALT_BYTES + HAVEN_TRANSFER_ID_BYTES)

/* ---- what goes ---- */

/* People first: contacts of the child, and the social workers whom its spells name. What only this school's own desk has use for (lines of
 * Today put off, requests for access, earlier transfers) stays here. */
static const HavenTable travels[] = {
  HAVEN_TABLE_PUPILS, HAVEN_TABLE_PEOPLE, HAVEN_TABLE_SPELLS, HAVEN_TABLE_REGISTERS, HAVEN_TABLE_LATES, HAVEN_TABLE_WEEKS,
  HAVEN_TABLE_TOTALS, HAVEN_TABLE_SUSPENSIONS, HAVEN_TABLE_NOTICES, HAVEN_TABLE_PLANS, HAVEN_TABLE_INTERVENTIONS, HAVEN_TABLE_BARRIERS,
  HAVEN_TABLE_ATTAINMENT, HAVEN_TABLE_SDQ, HAVEN_TABLE_PROVISION, HAVEN_TABLE_MOVES, HAVEN_TABLE_MEETINGS, HAVEN_TABLE_TARGETS,
  HAVEN_TABLE_ACTIONS, HAVEN_TABLE_NOTES, HAVEN_TABLE_LINES, HAVEN_TABLE_SENTENCES,
};

gboolean
haven_transfer_has_table (HavenTable table)
{
  for (guint i = 0; i < G_N_ELEMENTS (travels); i++)
    if (travels[i] == table)
      return TRUE;
  return FALSE;
}

HavenTransferContent *
haven_transfer_content_new (void)
{
  HavenTransferContent *self = g_new0 (HavenTransferContent, 1);

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    self->tables[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  return self;
}

void
haven_transfer_content_free (HavenTransferContent *self)
{
  if (self == NULL)
    return;
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_ptr_array_unref (self->tables[table]);
  g_clear_pointer (&self->receipt_key, g_bytes_unref);
  g_free (self->transfer);
  g_free (self->from);
  g_free (self->urn);
  g_free (self->to);
  g_free (self->recipient);
  g_free (self->by);
  g_free (self);
}

static void
add_copy (HavenTransferContent *self, HavenTable table, gconstpointer record)
{
  g_ptr_array_add (self->tables[table], haven_record_copy (haven_table_get_kind (table), record));
}

static gboolean
was_chosen (GArray *chosen, gint64 id)
{
  for (guint i = 0; chosen != NULL && i < chosen->len; i++)
    if (g_array_index (chosen, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
gather_notes (HavenTransferContent *self, HavenSlice notes, GArray *restricted)
{
  for (guint i = 0; i < notes.n; i++) {
    const HavenNote *note = notes.items[i];
    if (!note->restricted || (note->text != NULL && was_chosen (restricted, note->id)))
      add_copy (self, HAVEN_TABLE_NOTES, note);
  }
}

/* Each once, whatever number of spells name them */
static void
gather_workers (HavenTransferContent *self, HavenSchool *school, HavenSlice spells)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];
    const HavenPerson *worker = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, spell->social_worker_id);
    if (worker != NULL && g_hash_table_add (seen, (gpointer) &worker->id))
      add_copy (self, HAVEN_TABLE_PEOPLE, worker);
  }
}

static void
gather_slice (HavenTransferContent *self, HavenTable table, HavenSlice records)
{
  for (guint i = 0; i < records.n; i++)
    add_copy (self, table, records.items[i]);
}

void
haven_transfer_gather (HavenTransferContent *self, HavenSchool *school, gint64 pupil_id, GArray *restricted)
{
  self->pupil_id = pupil_id;
  add_copy (self, HAVEN_TABLE_PUPILS, haven_school_get_pupil (school, pupil_id));
  gather_workers (self, school, haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id));
  for (guint i = 1; i < G_N_ELEMENTS (travels); i++)
    if (travels[i] == HAVEN_TABLE_NOTES)
      gather_notes (self, haven_school_of_pupil (school, HAVEN_TABLE_NOTES, pupil_id), restricted);
    else
      gather_slice (self, travels[i], haven_school_of_pupil (school, travels[i], pupil_id));
}

guint
haven_transfer_count_restricted (HavenTransferContent *self)
{
  GPtrArray *notes = self->tables[HAVEN_TABLE_NOTES];
  guint n = 0;

  for (guint i = 0; i < notes->len; i++)
    n += ((const HavenNote *) notes->pdata[i])->restricted != FALSE;
  return n;
}

char *
haven_transfer_dup_digest (HavenTransferContent *self)
{
  g_autoptr (GBytes) json = haven_transfer_to_json (self);

  return haven_secret_hash_hex (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
}

/* ---- the header ---- */

static guint8 *
put_number (guint8 *place, guint32 number)
{
  number = GUINT32_TO_LE (number);
  memcpy (place, &number, sizeof number);
  return place + sizeof number;
}

static const guint8 *
get_number (const guint8 *place, guint32 *ret_number)
{
  memcpy (ret_number, place, sizeof *ret_number);
  *ret_number = GUINT32_FROM_LE (*ret_number);
  return place + sizeof *ret_number;
}

static void
print_header (const HavenTransferHeader *header, guint8 out[HEADER_BYTES])
{
  guint8 *place = out + MAGIC_BYTES;

  memcpy (out, HAVEN_TRANSFER_MAGIC, MAGIC_BYTES);
  place = put_number (place, header->version);
  place = put_number (place, header->cost.memory_kib);
  place = put_number (place, header->cost.passes);
  memcpy (place, header->salt, HAVEN_SALT_BYTES);
  memcpy (place + HAVEN_SALT_BYTES, header->transfer, HAVEN_TRANSFER_ID_BYTES);
}

static void
scan_header (const guint8 *bytes, HavenTransferHeader *header)
{
  const guint8 *place = bytes + MAGIC_BYTES;

  place = get_number (place, &header->version);
  place = get_number (place, &header->cost.memory_kib);
  place = get_number (place, &header->cost.passes);
  memcpy (header->salt, place, HAVEN_SALT_BYTES);
  memcpy (header->transfer, place + HAVEN_SALT_BYTES, HAVEN_TRANSFER_ID_BYTES);
  header->size = HEADER_BYTES;
}

static gboolean
refuse (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

gboolean
haven_transfer_read_header (GBytes *file, HavenTransferHeader *ret_header, GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file, &size);
  HavenTransferHeader header;

  if (size < MAGIC_BYTES || memcmp (bytes, HAVEN_TRANSFER_MAGIC, MAGIC_BYTES) != 0)
    return refuse (error, HAVEN_ERROR_NOT_A_STORE, _("This is not a file of records that were sealed for a move. Nothing was read."));
  if (size <= HEADER_BYTES)
    return refuse (error, HAVEN_ERROR_DAMAGED, _("The sealed file is cut short. Nothing was read: ask for it again."));
  if (size > HAVEN_LIMIT_TRANSFER_BYTES)
    return refuse (error, HAVEN_ERROR_TOO_LARGE, _("The sealed file is larger than one child’s records can be. Nothing was read."));
  scan_header (bytes, &header);
  if (header.version > VERSION)
    return refuse (error, HAVEN_ERROR_TOO_NEW, _("The sealed file was made by a newer Haven. Nothing was read: update Haven first."));
  if (header.version == 0 || !haven_stretch_is_acceptable (header.cost))
    return refuse (error, HAVEN_ERROR_DAMAGED, _("The sealed file is damaged. Nothing was read: ask for it again."));
  *ret_header = header;
  return TRUE;
}

/* ---- sealing ---- */

static char *
to_hex (const guint8 *bytes, gsize n)
{
  GString *hex = g_string_sized_new (2 * n + 1);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  return g_string_free (hex, FALSE);
}

/* What stands in clear before the records is authenticated with them. */
static char *
make_context (const guint8 header[HEADER_BYTES])
{
  g_autofree char *hex = to_hex (header, HEADER_BYTES);

  return g_strconcat ("haven transfer ", hex, NULL);
}

static void
draw_random (guint8 *bytes, gsize n)
{
  g_autoptr (HavenSecret) random = haven_secret_new_random (n);

  memcpy (bytes, haven_secret_peek (random), n);
}

static void
begin_header (HavenTransferContent *content, HavenStretch cost, HavenTransferHeader *header)
{
  guint8 key[HAVEN_RECEIPT_KEY_BYTES];

  *header = (HavenTransferHeader) { .version = VERSION, .cost = cost, .size = HEADER_BYTES };
  draw_random (header->salt, sizeof header->salt);
  draw_random (header->transfer, sizeof header->transfer);
  draw_random (key, sizeof key);
  g_free (content->transfer);
  content->transfer = to_hex (header->transfer, sizeof header->transfer);
  g_clear_pointer (&content->receipt_key, g_bytes_unref);
  content->receipt_key = g_bytes_new (key, sizeof key);
  haven_wipe (key, sizeof key);
}

GBytes *
haven_transfer_seal (HavenTransferContent *content, const char *passphrase, HavenStretch cost, GError **error)
{
  HavenTransferHeader header;
  guint8 clear[HEADER_BYTES];
  g_autoptr (HavenSecret) key = NULL;
  g_autoptr (GBytes) json = NULL, sealed = NULL;
  g_autofree char *context = NULL;
  GByteArray *file;

  begin_header (content, cost, &header);
  print_header (&header, clear);
  key = haven_secret_stretch (passphrase, header.salt, cost, error);
  if (key == NULL)
    return NULL;
  context = make_context (clear);
  json = haven_transfer_to_json (content);
  if (g_bytes_get_size (json) > HAVEN_LIMIT_TRANSFER_BYTES / 2)
    return refuse (error, HAVEN_ERROR_TOO_LARGE, _("These records are more than one sealed file can hold. Nothing was sealed.")), NULL;
  sealed = haven_secret_wrap (key, json, context);
  file = g_byte_array_sized_new (HEADER_BYTES + g_bytes_get_size (sealed));
  g_byte_array_append (file, clear, HEADER_BYTES);
  g_byte_array_append (file, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  return g_byte_array_free_to_bytes (file);
}

GBytes *
haven_transfer_unseal (GBytes *file, const char *passphrase, GError **error)
{
  HavenTransferHeader header;
  g_autoptr (HavenSecret) key = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *context = NULL;
  GBytes *json;

  if (!haven_transfer_read_header (file, &header, error))
    return NULL;
  key = haven_secret_stretch (passphrase, header.salt, header.cost, error);
  if (key == NULL)
    return NULL;
  context = make_context (g_bytes_get_data (file, NULL));
  sealed = g_bytes_new_from_bytes (file, HEADER_BYTES, g_bytes_get_size (file) - HEADER_BYTES);
  json = haven_secret_unwrap (key, sealed, context, NULL);
  if (json == NULL)
    refuse (error, HAVEN_ERROR_LOCKED,
            _("The sealed file does not open with this passphrase, or it was cut short or altered on its way. Nothing was read. Try the "
              "passphrase again, or ask the other school for the file again."));
  return json;
}

HavenTransferContent *
haven_transfer_open (GBytes *file, const char *passphrase, GError **error)
{
  g_autoptr (GBytes) json = haven_transfer_unseal (file, passphrase, error);

  return json != NULL ? haven_transfer_parse (json, error) : NULL;
}

/* ---- receipts: words that two programs agree about, so they are not translated ---- */

#define RECEIPT_TITLE "Haven receipt for sealed records"
#define RECEIPT_MOST_BYTES 4096

static const char *const receipt_labels[] = { "Transfer", "File", "Received by", "Received on", "Check" };
#define N_LABELS G_N_ELEMENTS (receipt_labels)

void
haven_transfer_receipt_free (HavenTransferReceipt *self)
{
  if (self == NULL)
    return;
  g_free (self->transfer);
  g_free (self->digest);
  g_free (self->received_by);
  g_free (self->check);
  g_free (self);
}

static char *
make_check (GBytes *receipt_key, const char *transfer, const char *digest, const char *received_by, HavenDay received_on)
{
  g_autoptr (HavenSecret) key = haven_secret_new_copy (g_bytes_get_data (receipt_key, NULL), g_bytes_get_size (receipt_key));
  g_autofree char *day = haven_day_to_iso (received_on);
  g_autofree char *text = g_strdup_printf ("haven receipt 1\n%s\n%s\n%s\n%s", transfer, digest, received_by, day);

  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", haven_secret_mac64 (key, text, strlen (text)));
}

char *
haven_transfer_receipt_print (const HavenTransfer *transfer)
{
  g_autofree char *by = g_strdup (transfer->received_by != NULL ? transfer->received_by : "");
  g_autofree char *day = haven_day_to_iso (transfer->received_on);
  g_autofree char *check = NULL;
  const char *values[N_LABELS];
  GString *text = g_string_new (RECEIPT_TITLE "\n");

  g_strstrip (g_strdelimit (by, "\r\n", ' '));
  check = make_check (transfer->receipt_key, transfer->transfer, transfer->digest, by, transfer->received_on);
  values[0] = transfer->transfer;
  values[1] = transfer->digest;
  values[2] = by;
  values[3] = day;
  values[4] = check;
  for (guint i = 0; i < N_LABELS; i++)
    g_string_append_printf (text, "%s: %s\n", receipt_labels[i], values[i]);
  return g_string_free (text, FALSE);
}

static char *
find_value (char **lines, const char *label)
{
  g_autofree char *start = g_strconcat (label, ":", NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], start))
      return g_strstrip (g_strdup (lines[i] + strlen (start)));
  return NULL;
}

HavenTransferReceipt *
haven_transfer_receipt_parse (GBytes *text, GError **error)
{
  g_autoptr (HavenTransferReceipt) receipt = g_new0 (HavenTransferReceipt, 1);
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);
  gboolean is_text = size > 0 && size <= RECEIPT_MOST_BYTES && haven_text_is_utf8 (bytes, size);
  g_autofree char *copy = is_text ? g_strndup (bytes, size) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  g_autofree char *day = find_value (lines, receipt_labels[3]);

  receipt->transfer = find_value (lines, receipt_labels[0]);
  receipt->digest = find_value (lines, receipt_labels[1]);
  receipt->received_by = find_value (lines, receipt_labels[2]);
  receipt->check = find_value (lines, receipt_labels[4]);
  if (strstr (copy, RECEIPT_TITLE) != NULL && receipt->transfer != NULL && receipt->digest != NULL && receipt->received_by != NULL
      && receipt->check != NULL && day != NULL && haven_day_parse (day, &receipt->received_on))
    return g_steal_pointer (&receipt);
  refuse (error, HAVEN_ERROR_INVALID, _("This is not a receipt for sealed records. Nothing was recorded."));
  return NULL;
}

gboolean
haven_transfer_receipt_check (const HavenTransferReceipt *self, const HavenTransfer *sent, GError **error)
{
  g_autofree char *check = NULL;

  if (sent->incoming || sent->receipt_key == NULL || g_strcmp0 (sent->transfer, self->transfer) != 0)
    return refuse (error, HAVEN_ERROR_REFUSED, _("This receipt is for other records than these. Nothing was recorded."));
  check = make_check (sent->receipt_key, sent->transfer, sent->digest, self->received_by, self->received_on);
  if (g_strcmp0 (self->digest, sent->digest) == 0 && g_ascii_strcasecmp (check, self->check) == 0)
    return TRUE;
  return refuse (error, HAVEN_ERROR_REFUSED,
                 _("This receipt is not true: whoever wrote it has not opened the file that was sent, or a line of it was altered. Nothing "
                   "was recorded. Ask the other school."));
}
