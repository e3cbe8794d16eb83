#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PARVIS_MONTH_WEEK 7
#define PARVIS_MONTH_DAYS 42    /* six weeks, which hold every month */
#define PARVIS_MONTH_LANES 3    /* of bars, one above the other */
#define PARVIS_MONTH_WORDS 5    /* of a day, before the rest is only counted */

/**
 * ParvisMonthSpan:
 * @first: a julian day
 * @last: the same or a later one
 * @words: what is on from @first to @last
 *
 * Something that is on, on one day or on several in a row.
 */
typedef struct
{
  guint32     first;
  guint32     last;
  const char *words;
} ParvisMonthSpan;

/**
 * ParvisMonthCell:
 * @n_spans: how many are on, on that day
 * @n_dots: of them, those that no bar shows
 * @words: of the first of them
 *
 * A day.
 */
typedef struct
{
  guint       n_spans;
  guint       n_dots;
  const char *words[PARVIS_MONTH_WORDS];
} ParvisMonthCell;

/**
 * ParvisMonthBar:
 * @first: the cell in which it begins
 * @last: the cell in which it ends, in the same week
 * @lane: which of the bars of a day
 * @starts: whether the span begins there
 * @ends: whether the span ends there
 *
 * What is on for several days has one in each week.
 */
typedef struct
{
  guint    first;
  guint    last;
  guint    lane;
  gboolean starts;
  gboolean ends;
} ParvisMonthBar;

/**
 * ParvisMonthLayout:
 * @cells: the days that are shown
 * @bars: (element-type ParvisMonthBar): across them
 *
 * Where everything is in a month.
 */
typedef struct
{
  ParvisMonthCell  cells[PARVIS_MONTH_DAYS];
  GArray          *bars;
  /*< private >*/
  GArray          *spans;
  GStringChunk    *words;
} ParvisMonthLayout;

void  parvis_month_layout_init      (ParvisMonthLayout     *self);
void  parvis_month_layout_clear     (ParvisMonthLayout     *self);
void  parvis_month_layout_set_spans (ParvisMonthLayout     *self,
                                     const ParvisMonthSpan *spans,
                                     guint                  n_spans);
void  parvis_month_layout_place     (ParvisMonthLayout     *self,
                                     guint32                first);
char *parvis_month_layout_dup_words (ParvisMonthLayout     *self,
                                     guint                  cell);

G_END_DECLS
