/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* What a chart says, before it has a size or a colour. Every kind is one table: series by categories, a datum in each place.
 * A year calendar has a category a school day and two series, morning and afternoon. Values are immutable and shared. */
#define HAVEN_CHART_MAX_SERIES 4

typedef enum {
  HAVEN_CHART_YEAR,          /* marks: weeks across, weekdays down, a morning and an afternoon half */
  HAVEN_CHART_LINE,
  HAVEN_CHART_BARS,          /* side by side, from zero */
  HAVEN_CHART_STACK,         /* parts of a whole, from zero */
  HAVEN_CHART_GRID,          /* shaded cells: weekday by session */
  HAVEN_CHART_SPARK,         /* a line without words, for a table's cell */
  HAVEN_CHART_SPELLS,        /* stretches of time, a lane a series: a datum begins on its category's day and lasts value days */
} HavenChartKind;

typedef enum {
  HAVEN_UNIT_NUMBER,
  HAVEN_UNIT_PERCENT,        /* 0..100 */
} HavenUnit;

/* How a mark counts. The code table decides which; a chart only shows it. */
typedef enum {
  HAVEN_CELL_PRESENT,
  HAVEN_CELL_APPROVED,       /* approved educational activity */
  HAVEN_CELL_AUTHORISED,
  HAVEN_CELL_UNAUTHORISED,
  HAVEN_CELL_NOT_POSSIBLE,
  HAVEN_CELL_NO_MARK,
  HAVEN_CELL_NOT_ON_ROLL,    /* before admission, after leaving */
  HAVEN_CELL_CLOSED,
  HAVEN_N_CELLS,             /* that are drawn */
  HAVEN_CELL_NOT_YET = HAVEN_N_CELLS,   /* the session is still to come, or nobody has said: its place stays empty */
} HavenCell;

/* What stands where a number cannot: the Government Statistical Service's symbols. 0 is only ever a true nought. */
typedef enum {
  HAVEN_SYMBOL_NONE,
  HAVEN_SYMBOL_NOT_APPLICABLE,   /* z */
  HAVEN_SYMBOL_UNAVAILABLE,      /* x */
  HAVEN_SYMBOL_CONFIDENTIAL,     /* c */
  HAVEN_SYMBOL_LOW,              /* low: rounds to nought */
  HAVEN_SYMBOL_UNRELIABLE,       /* u */
  HAVEN_N_SYMBOLS
} HavenSymbol;

typedef struct {
  guint series;
  guint category;
  double value;              /* NAN: missing */
  HavenSymbol symbol;        /* why it is missing, where that is known */
  HavenCell cell;            /* of a mark */
  char *label;               /* "84.2%", or the mark's code */
  char *explain;             /* "320 of 380 sessions"; may be empty */
} HavenDatum;

typedef struct {
  HavenDay day;              /* HAVEN_DAY_NONE: it stands at the category */
  guint category;
  char *label;               /* "PEP" */
  char *explain;             /* "PEP review, 3 October 2025" */
} HavenChartEvent;

/* A value to compare with: a line through the whole plot, across one category, or along a stretch of time */
typedef struct {
  double value;
  guint category;            /* HAVEN_CHART_EVERYWHERE: all */
  HavenSpan span;            /* both ends HAVEN_DAY_NONE: all of the time */
  char *label;               /* "90%" */
  char *explain;             /* "Persistent absence begins below 90%" */
} HavenChartRule;
#define HAVEN_CHART_EVERYWHERE G_MAXUINT

/* A stretch of values with a name, shaded behind the lines: the deeper, the darker. The key names each depth once. */
#define HAVEN_CHART_MAX_BANDS 4
typedef struct {
  guint panel;
  double low;
  double high;
  guint depth;               /* 0: not shaded */
  char *label;               /* "close to average" */
} HavenChartBand;

typedef struct _HavenChart HavenChart;
typedef struct _HavenChartDraft HavenChartDraft;

/* Drafting: a category, then what stands in it, and so on */
HavenChartDraft *haven_chart_draft_new          (HavenChartKind kind);
void             haven_chart_draft_free         (HavenChartDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenChartDraft, haven_chart_draft_free)
void             haven_chart_draft_set_title    (HavenChartDraft *self, const char *title);     /* the finding, at most ten words */
void             haven_chart_draft_set_subtitle (HavenChartDraft *self, const char *subtitle);  /* measure, who, period, n */
void             haven_chart_draft_set_source   (HavenChartDraft *self, const char *source);
void             haven_chart_draft_set_warning  (HavenChartDraft *self, const char *warning);   /* small numbers, marks that stop short */
void             haven_chart_draft_set_measure  (HavenChartDraft *self, HavenUnit unit, const char *measure); /* "Attendance" */
void             haven_chart_draft_set_axis     (HavenChartDraft *self, const char *axis);      /* of the categories: "Week beginning" */
guint            haven_chart_draft_add_series   (HavenChartDraft *self, const char *name);
/* name NULL: the day's own. Days ascend; a line whose categories all have days is drawn to the scale of time. */
guint            haven_chart_draft_add_category (HavenChartDraft *self, const char *name, HavenDay day);
/* Into the category added last; a place left empty is missing. label NULL: the value in its unit. */
void             haven_chart_draft_put          (HavenChartDraft *self, guint series, double value, const char *label, const char *explain);
void             haven_chart_draft_put_mark     (HavenChartDraft *self, guint session, HavenCell cell, const char *code,
                                                 const char *explain);
void             haven_chart_draft_put_symbol   (HavenChartDraft *self, guint series, HavenSymbol symbol, const char *explain);
/* Small multiples of a line: the categories that follow stand in a plot of their own under that name, all on one scale */
void             haven_chart_draft_add_panel    (HavenChartDraft *self, const char *name);
void             haven_chart_draft_set_steps    (HavenChartDraft *self, const char *const *names);  /* 0, 1, 2 … are called so, not numbered */
void             haven_chart_draft_set_range    (HavenChartDraft *self, double low, double high);   /* the axis holds at least this */
void             haven_chart_draft_set_span     (HavenChartDraft *self, HavenSpan span);            /* the time that is shown; else first to last day */
void             haven_chart_draft_add_rule     (HavenChartDraft *self, double value, const char *label, const char *explain);
void             haven_chart_draft_add_limit    (HavenChartDraft *self, double value, const char *label, const char *explain); /* of the category added last */
void             haven_chart_draft_add_level    (HavenChartDraft *self, HavenSpan span, double value, const char *label, const char *explain);
/* Of the panel begun last */
void             haven_chart_draft_add_band     (HavenChartDraft *self, double low, double high, guint depth, const char *label);
void             haven_chart_draft_add_event    (HavenChartDraft *self, HavenDay day, const char *label, const char *explain);
HavenChart      *haven_chart_draft_end          (HavenChartDraft *self);                        /* takes the draft */

HavenChart            *haven_chart_ref              (HavenChart *self);
void                   haven_chart_unref            (HavenChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenChart, haven_chart_unref)

HavenChartKind         haven_chart_get_kind         (HavenChart *self);
const char            *haven_chart_get_title        (HavenChart *self);   /* texts are "" where none was set */
const char            *haven_chart_get_subtitle     (HavenChart *self);
const char            *haven_chart_get_source       (HavenChart *self);
const char            *haven_chart_get_warning      (HavenChart *self);
HavenUnit              haven_chart_get_unit         (HavenChart *self);
const char            *haven_chart_get_measure      (HavenChart *self);
const char            *haven_chart_get_axis         (HavenChart *self);
guint                  haven_chart_get_n_series     (HavenChart *self);
const char            *haven_chart_get_series       (HavenChart *self, guint series);
guint                  haven_chart_get_n_categories (HavenChart *self);
const char            *haven_chart_get_category     (HavenChart *self, guint category);
HavenDay               haven_chart_get_day          (HavenChart *self, guint category);
gboolean               haven_chart_has_days         (HavenChart *self);   /* every category has one */
guint                  haven_chart_get_n_data       (HavenChart *self);   /* series x categories, category by category */
const HavenDatum      *haven_chart_get_datum        (HavenChart *self, guint datum);
const HavenDatum      *haven_chart_get_at           (HavenChart *self, guint series, guint category);
guint                  haven_chart_get_n_events     (HavenChart *self);
const HavenChartEvent *haven_chart_get_event        (HavenChart *self, guint event);
guint                  haven_chart_get_n_rules      (HavenChart *self);
const HavenChartRule  *haven_chart_get_rule         (HavenChart *self, guint rule);
guint                  haven_chart_get_n_bands      (HavenChart *self);
const HavenChartBand  *haven_chart_get_band         (HavenChart *self, guint band);
guint                  haven_chart_get_n_panels     (HavenChart *self);   /* 0: it is one plot */
const char            *haven_chart_get_panel        (HavenChart *self, guint panel);
void                   haven_chart_get_panel_range  (HavenChart *self, guint panel, guint *ret_first, guint *ret_end); /* categories, end not included */
const char            *haven_chart_get_panel_of     (HavenChart *self, guint category);   /* "" where there are none */
const char            *haven_chart_get_step         (HavenChart *self, double value);     /* NULL: values are numbers */
guint                  haven_chart_get_n_steps      (HavenChart *self);
gboolean               haven_chart_get_least_range  (HavenChart *self, double *ret_low, double *ret_high);
HavenSpan              haven_chart_get_span         (HavenChart *self);   /* both ends HAVEN_DAY_NONE: there are no days */

gboolean               haven_datum_is_missing       (const HavenDatum *self);
const char            *haven_cell_text              (HavenCell cell);     /* "Authorised absence" */
char                  *haven_unit_format            (HavenUnit unit, double value);  /* "84.2%", "1,250", "2.5" */
const char            *haven_symbol_text            (HavenSymbol symbol); /* "c" */
const char            *haven_symbol_meaning         (HavenSymbol symbol); /* "confidential" */
