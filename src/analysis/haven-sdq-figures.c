/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sdq-figures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-reference.h"

static const char *const informant_codes[] = { "carer", "teacher", "self" };
static const char *const informant_texts[] = { N_("carer or parent"), N_("teacher"), N_("the young person") };

static const struct {
  const char *code;
  const char *text;
  gsize offset;
} scales[HAVEN_N_SDQ_SCALES] = {
  { "total", N_("Total difficulties"), G_STRUCT_OFFSET (HavenSdq, total) },
  { "emotional", N_("Emotional"), G_STRUCT_OFFSET (HavenSdq, emotional) },
  { "conduct", N_("Conduct"), G_STRUCT_OFFSET (HavenSdq, conduct) },
  { "hyperactivity", N_("Hyperactivity"), G_STRUCT_OFFSET (HavenSdq, hyperactivity) },
  { "peer", N_("Peers"), G_STRUCT_OFFSET (HavenSdq, peer) },
  { "prosocial", N_("Prosocial"), G_STRUCT_OFFSET (HavenSdq, prosocial) },
};

const char *
haven_sdq_scale_code (HavenSdqScale scale)
{
  g_return_val_if_fail (scale < HAVEN_N_SDQ_SCALES, NULL);
  return scales[scale].code;
}

const char *
haven_sdq_scale_text (HavenSdqScale scale)
{
  g_return_val_if_fail (scale < HAVEN_N_SDQ_SCALES, NULL);
  return _(scales[scale].text);
}

int
haven_sdq_scale_max (HavenSdqScale scale)
{
  return scale == HAVEN_SDQ_TOTAL ? 40 : 10;
}

gboolean
haven_sdq_scale_rises (HavenSdqScale scale)
{
  return scale != HAVEN_SDQ_PROSOCIAL;
}

gint64
haven_sdq_get_score (const HavenSdq *sdq, HavenSdqScale scale)
{
  g_return_val_if_fail (scale < HAVEN_N_SDQ_SCALES, -1);
  return G_STRUCT_MEMBER (gint64, sdq, scales[scale].offset);
}

void
haven_sdq_set_score (HavenSdq *sdq, HavenSdqScale scale, gint64 score)
{
  g_return_if_fail (scale < HAVEN_N_SDQ_SCALES);
  G_STRUCT_MEMBER (gint64, sdq, scales[scale].offset) = score;
}

/* The form for two to four year olds has other cut-offs; a version that was not said is taken for the usual one */
static gboolean
is_usual_form (const HavenSdq *sdq)
{
  return sdq->version == NULL || !g_str_has_prefix (sdq->version, "2");
}

const HavenSdqBand *
haven_sdq_get_band (const HavenSdq *sdq, HavenSdqScale scale)
{
  gint64 score = haven_sdq_get_score (sdq, scale);

  if (score < 0 || !is_usual_form (sdq))
    return NULL;
  return haven_sdq_band_find (informant_codes[sdq->informant], scales[scale].code, 0, score);
}

char *
haven_sdq_band_to_text (const HavenSdqBand *band)
{
  g_autofree char *range = band->from == band->until ? g_strdup_printf ("%d", band->from)
                                                     /* Translators: the lowest and the highest score of a band */
                                                     : g_strdup_printf (_("%d to %d"), band->from, band->until);

  if (band->certain)
    /* Translators: a band and its scores: "Very high (20 to 40)" */
    return g_strdup_printf (_("%s (%s)"), band->text, range);
  return g_strdup_printf (_("%s (%s; table not yet checked against the publisher’s)"), band->text, range);
}

const char *
haven_informant_text (HavenInformant informant)
{
  g_return_val_if_fail (informant < G_N_ELEMENTS (informant_texts), NULL);
  return _(informant_texts[informant]);
}

/* ---- lines ---- */

void
haven_sdq_line_free (HavenSdqLine *self)
{
  g_ptr_array_unref (self->scores);
  g_free (self);
}

static HavenSdqLine *
get_line (GPtrArray *lines, const HavenSdq *sdq)
{
  const char *version = sdq->version != NULL ? sdq->version : "";
  HavenSdqLine *fresh;

  for (guint i = 0; i < lines->len; i++) {
    HavenSdqLine *line = lines->pdata[i];

    if ((int) line->informant == sdq->informant && g_str_equal (line->version, version))
      return line;
  }
  fresh = g_new0 (HavenSdqLine, 1);
  fresh->informant = sdq->informant;
  fresh->version = version;
  fresh->scores = g_ptr_array_new ();
  g_ptr_array_add (lines, fresh);
  return fresh;
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const HavenSdq *one = *(const HavenSdq *const *) a;
  const HavenSdq *two = *(const HavenSdq *const *) b;

  return (one->day > two->day) - (one->day < two->day);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const HavenSdqLine *one = *(const HavenSdqLine *const *) a;
  const HavenSdqLine *two = *(const HavenSdqLine *const *) b;
  int order = (int) one->informant - (int) two->informant;

  return order != 0 ? order : strcmp (one->version, two->version);
}

GPtrArray *
haven_sdq_lines (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SDQ, pupil_id);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_sdq_line_free);

  for (guint i = 0; i < slice.n; i++) {
    HavenSdq *sdq = slice.items[i];

    if (haven_span_contains (span, sdq->day))
      g_ptr_array_add (get_line (lines, sdq)->scores, sdq);
  }
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_sort (((HavenSdqLine *) lines->pdata[i])->scores, compare_scores);
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

/* ---- due ---- */

static HavenDay
find_care_began (HavenSchool *school, gint64 pupil_id, HavenDay today)
{
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id);
  HavenDay began = HAVEN_DAY_NONE;

  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];

    if (spell->status == HAVEN_STATUS_CLA && haven_spell_is_open (spell, today))
      began = MAX (began, spell->first);
  }
  return began;
}

static HavenDay
find_last_carer_score (HavenSchool *school, gint64 pupil_id, HavenDay today)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SDQ, pupil_id);
  HavenDay last = HAVEN_DAY_NONE;

  for (guint i = 0; i < slice.n; i++) {
    const HavenSdq *sdq = slice.items[i];

    if (sdq->informant == HAVEN_INFORMANT_CARER && sdq->total >= 0 && sdq->day <= today)
      last = MAX (last, sdq->day);
  }
  return last;
}

static gboolean
is_of_age (const HavenPupil *pupil, HavenDay day)
{
  int age = pupil != NULL && pupil->born != HAVEN_DAY_NONE ? haven_day_get_age (pupil->born, day) : -1;

  return age >= haven_rule_number ("sdq", "from-age") && age <= haven_rule_number ("sdq", "until-age");
}

HavenSdqDue
haven_sdq_due (HavenSchool *school, gint64 pupil_id, HavenClock clock)
{
  int months = (int) haven_rule_number ("sdq", "again-months");
  HavenDay began = find_care_began (school, pupil_id, clock.today);
  HavenSdqDue due = { .last = find_last_carer_score (school, pupil_id, clock.today), .due = HAVEN_DAY_NONE };

  if (began == HAVEN_DAY_NONE || !is_of_age (haven_school_get_pupil (school, pupil_id), clock.today))
    return due;
  due.wanted = TRUE;
  due.due = haven_day_add_months (began, months);
  if (due.last != HAVEN_DAY_NONE)
    due.due = MAX (due.due, haven_day_add_months (due.last, months));
  return due;
}

/* ---- a group ---- */

static const HavenSdq *
find_latest (HavenSchool *school, gint64 pupil_id, HavenInformant informant, HavenSpan span)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SDQ, pupil_id);
  const HavenSdq *latest = NULL;

  for (guint i = 0; i < slice.n; i++) {
    const HavenSdq *sdq = slice.items[i];
    if (sdq->informant == (int) informant && sdq->total >= 0 && haven_span_contains (span, sdq->day)
        && (latest == NULL || sdq->day >= latest->day))
      latest = sdq;
  }
  return latest;
}

HavenSdqCount
haven_sdq_of_group (HavenSchool *school, GPtrArray *members, HavenInformant informant, HavenSpan span)
{
  HavenSdqCount self = { .informant = informant, .certain = TRUE };

  for (guint i = 0; i < members->len; i++) {
    const HavenSdq *sdq = find_latest (school, ((const HavenPupil *) members->pdata[i])->id, informant, span);
    const HavenSdqBand *band = sdq != NULL ? haven_sdq_get_band (sdq, HAVEN_SDQ_TOTAL) : NULL;
    self.pupils += sdq != NULL;
    self.without_band += sdq != NULL && band == NULL;
    if (band == NULL)
      continue;
    self.bands[band->place]++;
    self.certain = self.certain && band->certain;
  }
  return self;
}

const char *
haven_sdq_place_text (guint place)
{
  static const char *const texts[HAVEN_N_SDQ_BANDS] = {
    N_("Close to average"), N_("Slightly raised or borderline"), N_("High or raised"), N_("Very high"),
  };

  g_return_val_if_fail (place < HAVEN_N_SDQ_BANDS, NULL);
  return _(texts[place]);
}
