/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One release as published: haven-release/1, read into one vector of figures. There is one spelling of a release and no other is read,
 * so that a file is either exactly what was sent or nothing; its last line is the SHA-256 of the lines above. A release is a stack of whole
 * tables:
 *
 *   groups     0 is everybody; variable v (0 is "all") has the groups starts[v] … starts[v + 1] - 1
 *   counts     measure 0 is the roll with one response; measure m, group g, response r stands at haven_release_file_count ()
 *   magnitudes after the counts; magnitude m of the k-th of its groups stands at haven_release_file_magnitude ()
 */
#define HAVEN_HIDDEN G_GINT64_CONSTANT (-1)               /* "c" */
#define HAVEN_RELEASE_LARGEST G_GINT64_CONSTANT (1000000000)

typedef struct {
  const char *by;
  const char *group;
  guint variable;
} HavenReleaseGroup;

typedef struct {
  const char *name;
  const char **responses;    /* NULL-terminated */
  guint n_responses;
  guint first;               /* place of its first figure */
} HavenReleaseMeasure;

typedef struct {
  const char *measure;
  const char *by;
  const char *group;
  const char *response;      /* NULL: a magnitude */
} HavenReleaseLabel;

/* Something about the school and no child: nothing of it is protected, nothing of it is bound to a count. */
typedef struct {
  const char *line;
  const char *topic;         /* NULL: none */
  const char *value;         /* lower-case letters, digits and hyphens */
} HavenReleaseLine;

typedef struct {
  char *urn;
  char *period;
  guint revision;
  char *policy;
  guint threshold;
  guint minimum_group;
  guint p_percent;
  gboolean zero_ok;          /* that nobody is "not_counted" is shown: a 0 there tells nothing of a child */
  char *noise;               /* the table of noise; NULL: figures are true or hidden */

  guint somebody;            /* a hidden count that is known not to be 0: haven-assumption.h; 0: none, as in every file that is read */

  GArray *labels;            /* HavenReleaseLabel, a figure each */
  GArray *values;            /* gint64, likewise: HAVEN_HIDDEN or the figure */

  GArray *groups;            /* HavenReleaseGroup */
  GArray *starts;            /* guint: a variable's first group; one more at the end */
  GArray *measures;          /* HavenReleaseMeasure */
  GArray *magnitudes;        /* const char * */
  GArray *magnitude_groups;  /* guint: groups that have magnitudes */
  guint n_counts;
  GArray *lines;             /* HavenReleaseLine; a file without any has no line of them */
  GStringChunk *names;
} HavenReleaseFile;

HavenReleaseFile *haven_release_file_new       (const char *urn, const char *period, guint revision);
HavenReleaseFile *haven_release_file_parse     (GBytes *bytes, GError **error);
HavenReleaseFile *haven_release_file_parse_noise (GBytes *bytes, GError **error);     /* haven-noise/1: channel B, and nothing else */
gboolean          haven_release_file_is_noise  (GBytes *bytes);        /* says that it is one; whether it is sound is for parse */
void              haven_release_file_free      (HavenReleaseFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenReleaseFile, haven_release_file_free)

/* Making one: figures in order, then close, which finds the shape or says what is missing. */
void              haven_release_file_append    (HavenReleaseFile *self, const HavenReleaseLabel *label, gint64 value);
void              haven_release_file_append_line (HavenReleaseFile *self, const HavenReleaseLine *line);
gboolean          haven_release_file_close     (HavenReleaseFile *self, GError **error);
GBytes           *haven_release_file_to_bytes  (HavenReleaseFile *self);

guint             haven_release_file_count     (HavenReleaseFile *self, guint measure, guint group, guint response);
guint             haven_release_file_magnitude (HavenReleaseFile *self, guint magnitude, guint nth_group);
int               haven_release_file_find_magnitude (HavenReleaseFile *self, const char *name); /* -1: none */
gint64            haven_release_file_get       (HavenReleaseFile *self, guint cell);
gint64            haven_release_file_get_roll  (HavenReleaseFile *self, guint group);
void              haven_release_file_locate    (HavenReleaseFile *self, guint cell, guint *ret_measure, guint *ret_group);
gboolean          haven_release_file_is_zero_ok (HavenReleaseFile *self, guint cell); /* a 0 may be shown here, of whatever group */
gint64            haven_release_file_get_least (HavenReleaseFile *self, guint cell); /* what a hidden figure is known to be at least */
gboolean          haven_release_file_has_somebody (HavenReleaseFile *self, guint cell); /* it is known of an answer to the same measure */
guint             haven_release_file_get_everybodys (HavenReleaseFile *self, guint cell); /* a count: the same answer of everybody */
gboolean          haven_release_file_has_same_cells (HavenReleaseFile *self, HavenReleaseFile *other);
char             *haven_release_file_describe  (HavenReleaseFile *self, guint cell); /* "absence, status CP, 50_and_over" */
