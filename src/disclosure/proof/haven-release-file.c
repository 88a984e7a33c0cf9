/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-release-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-calendar.h"
#include "haven-error.h"
#include "haven-limits.h"

/* Far above any real policy; they bound what a hostile file can cost. */
#define LIMIT_CELLS 2000
#define LIMIT_GROUPS 64
#define LIMIT_MEASURES 64
#define LIMIT_RESPONSES 16
#define LIMIT_MAGNITUDES 16
#define LIMIT_NAME 40
#define LIMIT_REVISION 9999
#define LIMIT_LINES 64
#define VALUE_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789-"

#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

typedef struct {
  const char *start;
  const char *at;
  const char *end;
} Scanner;

static const HavenReleaseLabel *
label_at (HavenReleaseFile *self, guint cell)
{
  return &g_array_index (self->labels, HavenReleaseLabel, cell);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This is not a return that Haven made: %s. It was not used."), what);
  return FALSE;
}

static gboolean
fail_at (HavenReleaseFile *self, guint cell, GError **error)
{
  g_autofree char *figure = cell < self->labels->len ? haven_release_file_describe (self, cell) : g_strdup (_("the end"));

  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
               _("This is not a return that Haven made: its tables are not complete at %s. It was not used."), figure);
  return FALSE;
}

static gboolean
scan (Scanner *scanner, const char *text)
{
  gsize length = strlen (text);

  if ((gsize) (scanner->end - scanner->at) < length || memcmp (scanner->at, text, length) != 0)
    return FALSE;
  scanner->at += length;
  return TRUE;
}

/* One to LIMIT_NAME of the characters, as a fresh text. */
static gboolean
scan_word (Scanner *scanner, const char *characters, char **ret_word)
{
  gsize length = 0;

  while (scanner->at + length < scanner->end && scanner->at[length] != '\0' && strchr (characters, scanner->at[length]) != NULL)
    length++;
  if (length == 0 || length > LIMIT_NAME)
    return FALSE;
  *ret_word = g_strndup (scanner->at, length);
  scanner->at += length;
  return TRUE;
}

/* Plain digits without a leading nought, at most HAVEN_RELEASE_LARGEST. */
static gboolean
scan_number (Scanner *scanner, gint64 *ret_number)
{
  const char *start = scanner->at;
  gint64 number = 0;

  while (scanner->at < scanner->end && g_ascii_isdigit (*scanner->at) && number <= HAVEN_RELEASE_LARGEST)
    number = number * 10 + (*scanner->at++ - '0');
  *ret_number = number;
  return scanner->at > start && number <= HAVEN_RELEASE_LARGEST && (*start != '0' || scanner->at == start + 1);
}

static gboolean
scan_small (Scanner *scanner, guint largest, guint *ret_number)
{
  gint64 number;

  if (!scan_number (scanner, &number) || number < 1 || number > largest)
    return FALSE;
  *ret_number = number;
  return TRUE;
}

static gboolean
period_is_valid (const char *text)
{
  HavenPeriod period;
  g_autofree char *id = haven_period_parse (text, &period) ? haven_period_to_id (period) : NULL;

  return g_strcmp0 (id, text) == 0;
}

static gboolean
scan_whose (Scanner *scanner, HavenReleaseFile *self)
{
  return scan (scanner, "\"urn\":\"") && scan_word (scanner, "0123456789", &self->urn) &&
         strlen (self->urn) == 6 &&
         scan (scanner, "\",\"period\":\"") && scan_word (scanner, "0123456789/-abcdefghijklmnopqrstuvwxyz", &self->period) &&
         period_is_valid (self->period) &&
         scan (scanner, "\",\"revision\":") && scan_small (scanner, LIMIT_REVISION, &self->revision) &&
         scan (scanner, ",\n\"policy\":{\"id\":\"") && scan_word (scanner, NAME_CHARACTERS ".-", &self->policy);
}

#define NOISE_START "{\"format\":\"haven-noise/1\","

/* A file of noise has no thresholds, and one of thresholds has no noise: neither can be taken for the other. */
static gboolean
scan_noise_head (Scanner *scanner, HavenReleaseFile *self)
{
  return scan (scanner, NOISE_START) && scan_whose (scanner, self) && scan (scanner, "\",\"noise\":\"") &&
         scan_word (scanner, NAME_CHARACTERS ".-", &self->noise) && scan (scanner, "\"},\n");
}

#define ZERO_OK ",\"zero_ok\":[\"not_counted\"]"

static gboolean
scan_head (Scanner *scanner, HavenReleaseFile *self)
{
  if (!scan (scanner, "{\"format\":\"haven-release/1\",") || !scan_whose (scanner, self) ||
      !scan (scanner, "\",\"threshold\":") || !scan_small (scanner, 1000, &self->threshold) ||
      !scan (scanner, ",\"minimum_group\":") || !scan_small (scanner, 1000, &self->minimum_group) ||
      !scan (scanner, ",\"p_percent\":") || !scan_small (scanner, 99, &self->p_percent))
    return FALSE;
  self->zero_ok = scan (scanner, ZERO_OK);
  return scan (scanner, "},\n");
}

static gboolean
scan_name (Scanner *scanner, HavenReleaseFile *self, const char *key, const char **ret_name)
{
  g_autofree char *word = NULL;

  if (!scan (scanner, key) || !scan_word (scanner, NAME_CHARACTERS, &word) || !scan (scanner, "\""))
    return FALSE;
  *ret_name = g_string_chunk_insert_const (self->names, word);
  return TRUE;
}

static gboolean
scan_value (Scanner *scanner, gint64 *ret_value)
{
  if (!scan (scanner, ",\"value\":"))
    return FALSE;
  if (!scan (scanner, "\"c\""))
    return scan_number (scanner, ret_value);
  *ret_value = HAVEN_HIDDEN;
  return TRUE;
}

static gboolean
scan_figure (Scanner *scanner, HavenReleaseFile *self, gboolean magnitude)
{
  HavenReleaseLabel label = { 0 };
  gint64 value;

  if (!scan_name (scanner, self, "\n{\"measure\":\"", &label.measure) || !scan_name (scanner, self, ",\"by\":\"", &label.by) ||
      !scan_name (scanner, self, ",\"group\":\"", &label.group) ||
      (!magnitude && !scan_name (scanner, self, ",\"response\":\"", &label.response)) ||
      !scan_value (scanner, &value) || !scan (scanner, "}") || self->labels->len >= LIMIT_CELLS)
    return FALSE;
  haven_release_file_append (self, &label, value);
  return TRUE;
}

static gboolean
scan_figures (Scanner *scanner, HavenReleaseFile *self, gboolean magnitude)
{
  if (magnitude && scan (scanner, "]"))
    return TRUE;
  do
    if (!scan_figure (scanner, self, magnitude))
      return FALSE;
  while (scan (scanner, ","));
  return scan (scanner, "\n]");
}

static gboolean
scan_line (Scanner *scanner, HavenReleaseFile *self)
{
  HavenReleaseLine line = { 0 };
  g_autofree char *topic = NULL, *value = NULL;

  if (!scan_name (scanner, self, "\n{\"line\":\"", &line.line))
    return FALSE;
  if (scan (scanner, ",\"topic\":\"") && (!scan_word (scanner, VALUE_CHARACTERS, &topic) || !scan (scanner, "\"")))
    return FALSE;
  if (!scan (scanner, ",\"value\":\"") || !scan_word (scanner, VALUE_CHARACTERS, &value) || !scan (scanner, "\"}") ||
      self->lines->len >= LIMIT_LINES)
    return FALSE;
  line.topic = topic;
  line.value = value;
  haven_release_file_append_line (self, &line);
  return TRUE;
}

static gboolean
scan_lines (Scanner *scanner, HavenReleaseFile *self)
{
  if (!scan (scanner, ",\n\"school_lines\":["))
    return TRUE;
  do
    if (!scan_line (scanner, self))
      return FALSE;
  while (scan (scanner, ","));
  return scan (scanner, "\n]");
}

/* The last line says what the lines above it are, so that no figure can be changed on the way without its being seen. */
static char *
print_seal (const char *text, gsize length)
{
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);

  return g_strdup_printf ("\"sha256\":\"%s\"}\n", digest);
}

static gboolean
scan_seal (Scanner *scanner)
{
  g_autofree char *seal = print_seal (scanner->start, scanner->at - scanner->start);

  return scan (scanner, seal);
}

typedef gboolean (*ScanHead) (Scanner *scanner, HavenReleaseFile *self);

static gboolean
scan_file (Scanner *scanner, HavenReleaseFile *self, ScanHead head)
{
  return head (scanner, self) && scan (scanner, "\"cells\":[") && scan_figures (scanner, self, FALSE) &&
         scan (scanner, ",\n\"magnitudes\":[") && scan_figures (scanner, self, TRUE) && scan_lines (scanner, self) &&
         scan (scanner, ",\n") && scan_seal (scanner) && scanner->at == scanner->end;
}

static HavenReleaseFile *
new_empty (void)
{
  HavenReleaseFile *self = g_new0 (HavenReleaseFile, 1);

  self->labels = g_array_new (FALSE, TRUE, sizeof (HavenReleaseLabel));
  self->values = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->groups = g_array_new (FALSE, TRUE, sizeof (HavenReleaseGroup));
  self->starts = g_array_new (FALSE, TRUE, sizeof (guint));
  self->measures = g_array_new (FALSE, TRUE, sizeof (HavenReleaseMeasure));
  self->magnitudes = g_array_new (FALSE, TRUE, sizeof (const char *));
  self->magnitude_groups = g_array_new (FALSE, TRUE, sizeof (guint));
  self->lines = g_array_new (FALSE, TRUE, sizeof (HavenReleaseLine));
  self->names = g_string_chunk_new (1024);
  return self;
}

HavenReleaseFile *
haven_release_file_new (const char *urn, const char *period, guint revision)
{
  HavenReleaseFile *self = new_empty ();

  self->urn = g_strdup (urn);
  self->period = g_strdup (period);
  self->revision = revision;
  return self;
}

static HavenReleaseFile *
parse (GBytes *bytes, ScanHead head, GError **error)
{
  g_autoptr (HavenReleaseFile) self = new_empty ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  Scanner scanner = { text, text, text + length };

  if (length > HAVEN_LIMIT_RELEASE_BYTES) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE, _("This file is too large to be a return. It was not read."));
    return NULL;
  }
  if (text == NULL || !scan_file (&scanner, self, head)) {
    fail (error, _("it is damaged or was changed by hand"));
    return NULL;
  }
  return haven_release_file_close (self, error) ? g_steal_pointer (&self) : NULL;
}

HavenReleaseFile *
haven_release_file_parse (GBytes *bytes, GError **error)
{
  return parse (bytes, scan_head, error);
}

HavenReleaseFile *
haven_release_file_parse_noise (GBytes *bytes, GError **error)
{
  return parse (bytes, scan_noise_head, error);
}

gboolean
haven_release_file_is_noise (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return length >= strlen (NOISE_START) && memcmp (text, NOISE_START, strlen (NOISE_START)) == 0;
}

void
haven_release_file_free (HavenReleaseFile *self)
{
  if (self == NULL)
    return;
  for (guint m = 0; m < self->measures->len; m++)
    g_free (g_array_index (self->measures, HavenReleaseMeasure, m).responses);
  g_free (self->urn);
  g_free (self->period);
  g_free (self->policy);
  g_free (self->noise);
  g_array_unref (self->labels);
  g_array_unref (self->values);
  g_array_unref (self->groups);
  g_array_unref (self->starts);
  g_array_unref (self->measures);
  g_array_unref (self->magnitudes);
  g_array_unref (self->magnitude_groups);
  g_array_unref (self->lines);
  g_string_chunk_free (self->names);
  g_free (self);
}

void
haven_release_file_append (HavenReleaseFile *self, const HavenReleaseLabel *label, gint64 value)
{
  HavenReleaseLabel copy = {
    g_string_chunk_insert_const (self->names, label->measure),
    g_string_chunk_insert_const (self->names, label->by),
    g_string_chunk_insert_const (self->names, label->group),
    label->response != NULL ? g_string_chunk_insert_const (self->names, label->response) : NULL,
  };

  g_array_append_val (self->labels, copy);
  g_array_append_val (self->values, value);
}

void
haven_release_file_append_line (HavenReleaseFile *self, const HavenReleaseLine *line)
{
  HavenReleaseLine copy = {
    g_string_chunk_insert_const (self->names, line->line),
    line->topic != NULL ? g_string_chunk_insert_const (self->names, line->topic) : NULL,
    g_string_chunk_insert_const (self->names, line->value),
  };

  g_array_append_val (self->lines, copy);
}

/* Names of one file are the same pointer where they are the same text. */
static gboolean
is (HavenReleaseFile *self, const char *name, const char *text)
{
  return name == g_string_chunk_insert_const (self->names, text);
}

static gboolean
label_is (HavenReleaseFile *self, guint cell, const HavenReleaseLabel *expected)
{
  const HavenReleaseLabel *label = cell < self->labels->len ? label_at (self, cell) : NULL;

  return label != NULL && label->measure == expected->measure && label->by == expected->by && label->group == expected->group &&
         label->response == expected->response;
}

static gboolean
group_is_known (HavenReleaseFile *self, const HavenReleaseLabel *label)
{
  for (guint g = 0; g < self->groups->len; g++) {
    const HavenReleaseGroup *group = &g_array_index (self->groups, HavenReleaseGroup, g);

    if (group->by == label->by && (group->group == label->group || group->variable + 1 < self->starts->len))
      return TRUE;
  }
  return FALSE;
}

/* The roll's row is a new group: of the variable at hand, or the first of the next, when this one has ended with "other". */
static gboolean
add_group (HavenReleaseFile *self, const HavenReleaseLabel *label)
{
  const HavenReleaseGroup *last = &g_array_index (self->groups, HavenReleaseGroup, self->groups->len - 1);
  gboolean next = label->by != last->by;
  HavenReleaseGroup group = { label->by, label->group, self->starts->len - (next ? 0 : 1) };
  guint length = self->groups->len - g_array_index (self->starts, guint, self->starts->len - 1);

  if (!is (self, label->response, "all") || group_is_known (self, label) || self->groups->len >= LIMIT_GROUPS)
    return FALSE;
  if (next && self->groups->len > 1 && (length < 2 || !is (self, last->group, "other")))
    return FALSE;
  if (next)
    g_array_append_val (self->starts, self->groups->len);
  g_array_append_val (self->groups, group);
  return TRUE;
}

static gboolean
find_groups (HavenReleaseFile *self, guint *ret_cell, GError **error)
{
  const HavenReleaseLabel *first = self->labels->len > 0 ? label_at (self, 0) : NULL;
  const guint zero = 0;
  guint cell = 1;

  if (first == NULL || !is (self, first->measure, "roll") || !is (self, first->by, "all") || !is (self, first->group, "all") ||
      first->response == NULL || !is (self, first->response, "all"))
    return fail_at (self, 0, error);
  g_array_append_val (self->starts, zero);
  g_array_append_val (self->groups, ((HavenReleaseGroup){ first->by, first->group, 0 }));
  for (; cell < self->labels->len && label_at (self, cell)->measure == first->measure; cell++)
    if (label_at (self, cell)->response == NULL || !add_group (self, label_at (self, cell)))
      return fail_at (self, cell, error);
  if (self->groups->len > 1 && !is (self, g_array_index (self->groups, HavenReleaseGroup, self->groups->len - 1).group, "other"))
    return fail_at (self, cell, error);
  g_array_append_val (self->starts, self->groups->len);
  *ret_cell = cell;
  return TRUE;
}

static gboolean
measure_is_known (HavenReleaseFile *self, const char *name)
{
  for (guint m = 0; m < self->measures->len; m++)
    if (g_array_index (self->measures, HavenReleaseMeasure, m).name == name)
      return TRUE;
  return FALSE;
}

/* The responses that everybody's row has, to the last, which is "not_counted". */
static guint
count_responses (HavenReleaseFile *self, guint first)
{
  guint n = 0;

  while (first + n < self->labels->len && label_at (self, first + n)->response != NULL && n < LIMIT_RESPONSES)
    if (is (self, label_at (self, first + n++)->response, "not_counted"))
      return n;
  return 0;
}

static gboolean
responses_differ (const HavenReleaseMeasure *measure)
{
  for (guint r = 0; r < measure->n_responses; r++)
    for (guint s = 0; s < r; s++)
      if (measure->responses[r] == measure->responses[s])
        return FALSE;
  return TRUE;
}

static gboolean
find_measure (HavenReleaseFile *self, guint *cell, guint n_responses, GError **error)
{
  HavenReleaseMeasure measure = { label_at (self, *cell)->measure, g_new0 (const char *, n_responses + 1), n_responses, *cell };

  for (guint r = 0; r < n_responses; r++)
    measure.responses[r] = label_at (self, *cell + r)->response;
  g_array_append_val (self->measures, measure);
  if (!responses_differ (&measure))
    return fail_at (self, *cell, error);
  for (guint g = 0; g < self->groups->len; g++)
    for (guint r = 0; r < n_responses; r++, (*cell)++) {
      const HavenReleaseGroup *group = &g_array_index (self->groups, HavenReleaseGroup, g);
      const HavenReleaseLabel expected = { measure.name, group->by, group->group, measure.responses[r] };

      if (!label_is (self, *cell, &expected))
        return fail_at (self, *cell, error);
    }
  return TRUE;
}

static gboolean
find_measures (HavenReleaseFile *self, guint *cell, GError **error)
{
  guint roll = 0;

  if (!find_measure (self, &roll, 1, error))
    return FALSE;
  while (*cell < self->labels->len && label_at (self, *cell)->response != NULL) {
    guint n_responses = count_responses (self, *cell);

    if (n_responses < 2 || measure_is_known (self, label_at (self, *cell)->measure) || self->measures->len >= LIMIT_MEASURES)
      return fail_at (self, *cell, error);
    if (!find_measure (self, cell, n_responses, error))
      return FALSE;
  }
  self->n_counts = *cell;
  return TRUE;
}

/* Whole variables, everybody first, that the first magnitude has. */
static gboolean
find_magnitude_groups (HavenReleaseFile *self, guint cell)
{
  const char *name = label_at (self, cell)->measure;

  for (guint v = 0; v + 1 < self->starts->len; v++) {
    const guint start = g_array_index (self->starts, guint, v);
    const HavenReleaseGroup *group = &g_array_index (self->groups, HavenReleaseGroup, start);
    const HavenReleaseLabel expected = { name, group->by, group->group, NULL };

    if (!label_is (self, cell + self->magnitude_groups->len, &expected))
      continue;
    for (guint g = start; g < g_array_index (self->starts, guint, v + 1); g++)
      g_array_append_val (self->magnitude_groups, g);
  }
  return self->magnitude_groups->len > 0 && g_array_index (self->magnitude_groups, guint, 0) == 0;
}

static gboolean
find_magnitude (HavenReleaseFile *self, guint *cell, GError **error)
{
  const char *name = label_at (self, *cell)->measure;

  if (haven_release_file_find_magnitude (self, name) >= 0 || measure_is_known (self, name) || self->magnitudes->len >= LIMIT_MAGNITUDES)
    return fail_at (self, *cell, error);
  g_array_append_val (self->magnitudes, name);
  for (guint k = 0; k < self->magnitude_groups->len; k++, (*cell)++) {
    const guint g = g_array_index (self->magnitude_groups, guint, k);
    const HavenReleaseGroup *group = &g_array_index (self->groups, HavenReleaseGroup, g);
    const HavenReleaseLabel expected = { name, group->by, group->group, NULL };

    if (!label_is (self, *cell, &expected))
      return fail_at (self, *cell, error);
  }
  return TRUE;
}

static gboolean
find_magnitudes (HavenReleaseFile *self, guint cell, GError **error)
{
  if (cell < self->labels->len && !find_magnitude_groups (self, cell))
    return fail_at (self, cell, error);
  while (cell < self->labels->len)
    if (!find_magnitude (self, &cell, error))
      return FALSE;
  return TRUE;
}

gboolean
haven_release_file_close (HavenReleaseFile *self, GError **error)
{
  guint cell;

  return find_groups (self, &cell, error) && find_measures (self, &cell, error) && find_magnitudes (self, cell, error);
}

static void
print_figure (HavenReleaseFile *self, guint cell, GString *text)
{
  const HavenReleaseLabel *label = label_at (self, cell);
  gint64 value = haven_release_file_get (self, cell);

  g_string_append_printf (text, "\n{\"measure\":\"%s\",\"by\":\"%s\",\"group\":\"%s\"", label->measure, label->by, label->group);
  if (label->response != NULL)
    g_string_append_printf (text, ",\"response\":\"%s\"", label->response);
  if (value == HAVEN_HIDDEN)
    g_string_append (text, ",\"value\":\"c\"}");
  else
    g_string_append_printf (text, ",\"value\":%" G_GINT64_FORMAT "}", value);
}

static void
print_figures (HavenReleaseFile *self, guint from, guint to, GString *text)
{
  for (guint cell = from; cell < to; cell++) {
    print_figure (self, cell, text);
    g_string_append (text, cell + 1 < to ? "," : "\n");
  }
}

static void
print_head (HavenReleaseFile *self, GString *text)
{
  g_string_append_printf (text, "{\"format\":\"%s\",\"urn\":\"%s\",\"period\":\"%s\",\"revision\":%u,\n\"policy\":{\"id\":\"%s\",",
                          self->noise != NULL ? "haven-noise/1" : "haven-release/1", self->urn, self->period, self->revision,
                          self->policy);
  if (self->noise != NULL)
    g_string_append_printf (text, "\"noise\":\"%s\"},\n", self->noise);
  else
    g_string_append_printf (text, "\"threshold\":%u,\"minimum_group\":%u,\"p_percent\":%u%s},\n", self->threshold,
                            self->minimum_group, self->p_percent, self->zero_ok ? ZERO_OK : "");
}

static void
print_lines (HavenReleaseFile *self, GString *text)
{
  for (guint i = 0; i < self->lines->len; i++) {
    const HavenReleaseLine *line = &g_array_index (self->lines, HavenReleaseLine, i);

    g_string_append_printf (text, "%s\n{\"line\":\"%s\"", i == 0 ? ",\n\"school_lines\":[" : ",", line->line);
    if (line->topic != NULL)
      g_string_append_printf (text, ",\"topic\":\"%s\"", line->topic);
    g_string_append_printf (text, ",\"value\":\"%s\"}", line->value);
  }
  if (self->lines->len > 0)
    g_string_append (text, "\n]");
}

GBytes *
haven_release_file_to_bytes (HavenReleaseFile *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *seal = NULL;

  print_head (self, text);
  g_string_append (text, "\"cells\":[");
  print_figures (self, 0, self->n_counts, text);
  g_string_append (text, "],\n\"magnitudes\":[");
  print_figures (self, self->n_counts, self->labels->len, text);
  g_string_append (text, "]");
  print_lines (self, text);
  g_string_append (text, ",\n");
  seal = print_seal (text->str, text->len);
  g_string_append (text, seal);
  return g_string_free_to_bytes (text);
}

guint
haven_release_file_count (HavenReleaseFile *self, guint measure, guint group, guint response)
{
  const HavenReleaseMeasure *m = &g_array_index (self->measures, HavenReleaseMeasure, measure);

  return m->first + group * m->n_responses + response;
}

guint
haven_release_file_magnitude (HavenReleaseFile *self, guint magnitude, guint nth_group)
{
  return self->n_counts + magnitude * self->magnitude_groups->len + nth_group;
}

int
haven_release_file_find_magnitude (HavenReleaseFile *self, const char *name)
{
  for (guint m = 0; m < self->magnitudes->len; m++)
    if (g_str_equal (g_array_index (self->magnitudes, const char *, m), name))
      return m;
  return -1;
}

gint64
haven_release_file_get (HavenReleaseFile *self, guint cell)
{
  return g_array_index (self->values, gint64, cell);
}

gint64
haven_release_file_get_roll (HavenReleaseFile *self, guint group)
{
  return haven_release_file_get (self, group);
}

void
haven_release_file_locate (HavenReleaseFile *self, guint cell, guint *ret_measure, guint *ret_group)
{
  const HavenReleaseMeasure *measure;
  guint m = self->measures->len - 1;

  if (cell >= self->n_counts) {
    *ret_measure = (cell - self->n_counts) / self->magnitude_groups->len;
    *ret_group = g_array_index (self->magnitude_groups, guint, (cell - self->n_counts) % self->magnitude_groups->len);
    return;
  }
  while (g_array_index (self->measures, HavenReleaseMeasure, m).first > cell)
    m--;
  measure = &g_array_index (self->measures, HavenReleaseMeasure, m);
  *ret_measure = m;
  *ret_group = (cell - measure->first) / measure->n_responses;
}

gboolean
haven_release_file_is_zero_ok (HavenReleaseFile *self, guint cell)
{
  const HavenReleaseMeasure *m;
  guint measure, group;

  if (!self->zero_ok || cell < self->groups->len || cell >= self->n_counts)
    return FALSE;
  haven_release_file_locate (self, cell, &measure, &group);
  m = &g_array_index (self->measures, HavenReleaseMeasure, measure);
  return cell == haven_release_file_count (self, measure, group, m->n_responses - 1);
}

gint64
haven_release_file_get_least (HavenReleaseFile *self, guint cell)
{
  return self->somebody > 0 && cell == self->somebody ? 1 : 0;
}

gboolean
haven_release_file_has_somebody (HavenReleaseFile *self, guint cell)
{
  guint measure, known, group;

  if (self->somebody == 0 || cell < self->groups->len || cell >= self->n_counts)
    return FALSE;
  haven_release_file_locate (self, self->somebody, &known, &group);
  haven_release_file_locate (self, cell, &measure, &group);
  return measure == known;
}

guint
haven_release_file_get_everybodys (HavenReleaseFile *self, guint cell)
{
  const HavenReleaseMeasure *m;
  guint measure, group;

  haven_release_file_locate (self, cell, &measure, &group);
  m = &g_array_index (self->measures, HavenReleaseMeasure, measure);
  return m->first + (cell - m->first) % m->n_responses;
}

gboolean
haven_release_file_has_same_cells (HavenReleaseFile *self, HavenReleaseFile *other)
{
  if (self->labels->len != other->labels->len)
    return FALSE;
  for (guint cell = 0; cell < self->labels->len; cell++) {
    const HavenReleaseLabel *a = label_at (self, cell);
    const HavenReleaseLabel *b = label_at (other, cell);

    if (!g_str_equal (a->measure, b->measure) || !g_str_equal (a->by, b->by) || !g_str_equal (a->group, b->group) ||
        g_strcmp0 (a->response, b->response) != 0)
      return FALSE;
  }
  return TRUE;
}

char *
haven_release_file_describe (HavenReleaseFile *self, guint cell)
{
  const HavenReleaseLabel *label = label_at (self, cell);

  return g_strdup_printf ("%s, %s %s%s%s", label->measure, label->by, label->group, label->response != NULL ? ", " : "",
                          label->response != NULL ? label->response : "");
}
