#include "config.h"

#include "parvis-month-layout.h"

#include <glib/gi18n-lib.h>

#define CELLS PARVIS_MONTH_DAYS
#define WEEK PARVIS_MONTH_WEEK

/**
 * parvis_month_layout_init:
 * @self: not used yet
 *
 * Makes it empty.
 */
void
parvis_month_layout_init (ParvisMonthLayout *self)
{
  *self = (ParvisMonthLayout) {
    .bars = g_array_new (FALSE, FALSE, sizeof (ParvisMonthBar)),
    .spans = g_array_new (FALSE, FALSE, sizeof (ParvisMonthSpan)),
    .words = g_string_chunk_new (4096),
  };
}

/**
 * parvis_month_layout_clear:
 * @self: a layout
 *
 * Frees what it holds.
 */
void
parvis_month_layout_clear (ParvisMonthLayout *self)
{
  g_clear_pointer (&self->bars, g_array_unref);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->words, g_string_chunk_free);
}

/* Longer ones first, so that they are the upper bars. */
static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const ParvisMonthSpan *one = a;
  const ParvisMonthSpan *other = b;

  if (one->first != other->first)
    return one->first < other->first ? -1 : 1;

  return (one->last < other->last) - (one->last > other->last);
}

/**
 * parvis_month_layout_set_spans:
 * @self: a layout
 * @spans: (array length=n_spans) (transfer none): what is on, in any order
 * @n_spans: how many
 *
 * Takes the place of what was on, from the next parvis_month_layout_place() on.
 */
void
parvis_month_layout_set_spans (ParvisMonthLayout     *self,
                               const ParvisMonthSpan *spans,
                               guint                  n_spans)
{
  g_array_set_size (self->spans, 0);
  g_string_chunk_clear (self->words);
  for (guint i = 0; i < n_spans; i++)
    {
      ParvisMonthSpan span = { spans[i].first, MAX (spans[i].first, spans[i].last),
                               g_string_chunk_insert (self->words, spans[i].words) };

      g_array_append_val (self->spans, span);
    }
  g_array_sort (self->spans, compare_spans);
}

/* A bar keeps its lane from the first day to the last; what finds none is a dot on each day. */
static void
add_bar (ParvisMonthLayout     *self,
         const ParvisMonthSpan *span,
         guint32                shown,
         guint                  first,
         guint                  last,
         guint                 *free_from)
{
  guint lane = 0;

  while (lane < PARVIS_MONTH_LANES && free_from[lane] > first)
    lane++;
  if (lane == PARVIS_MONTH_LANES)
    {
      for (guint i = first; i <= last; i++)
        self->cells[i].n_dots++;
      return;
    }

  free_from[lane] = last + 1;
  for (guint i = first; i <= last; i += WEEK - i % WEEK)
    {
      guint end = MIN (last, i - i % WEEK + WEEK - 1);
      ParvisMonthBar bar = { i, end, lane, shown + i == span->first, shown + end == span->last };

      g_array_append_val (self->bars, bar);
    }
}

/**
 * parvis_month_layout_place:
 * @self: a layout
 * @first: the julian day of the first cell
 *
 * Finds the place of all that is on from there on.
 */
void
parvis_month_layout_place (ParvisMonthLayout *self,
                           guint32            first)
{
  guint free_from[PARVIS_MONTH_LANES] = { 0 };

  g_array_set_size (self->bars, 0);
  for (guint i = 0; i < CELLS; i++)
    self->cells[i].n_spans = self->cells[i].n_dots = 0;

  for (guint i = 0; i < self->spans->len; i++)
    {
      const ParvisMonthSpan *span = &g_array_index (self->spans, ParvisMonthSpan, i);
      guint start, end;

      if (span->first >= first + CELLS)
        break;
      if (span->last < first)
        continue;

      start = span->first > first ? span->first - first : 0;
      end = MIN (span->last - first, CELLS - 1);
      for (guint j = start; j <= end; j++)
        {
          ParvisMonthCell *cell = &self->cells[j];

          if (cell->n_spans < PARVIS_MONTH_WORDS)
            cell->words[cell->n_spans] = span->words;
          cell->n_spans++;
        }
      if (span->first == span->last)
        self->cells[start].n_dots++;
      else
        add_bar (self, span, first, start, end, free_from);
    }
}

/**
 * parvis_month_layout_dup_words:
 * @self: a layout that was placed
 * @cell: one of its cells
 *
 * Returns: (transfer full): what is on, on that day, a line each; the first ones of many
 */
char *
parvis_month_layout_dup_words (ParvisMonthLayout *self,
                               guint              cell)
{
  const ParvisMonthCell *day = &self->cells[cell];
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (day->n_spans, PARVIS_MONTH_WORDS); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", day->words[i]);
  if (day->n_spans > PARVIS_MONTH_WORDS)
    {
      guint n_more = day->n_spans - PARVIS_MONTH_WORDS;

      g_string_append_c (text, '\n');
      /* Translators: after what is on, on a day of a calendar. */
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n_more), n_more);
    }

  return g_string_free_and_steal (text);
}
