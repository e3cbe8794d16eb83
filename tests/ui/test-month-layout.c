#include "parvis-month-layout.h"

/* Where things are in a month; day 1000 is the first cell. */

#define FIRST 1000

static char *
describe (const ParvisMonthSpan *spans,
          guint                  n_spans)
{
  ParvisMonthLayout layout;
  GString *text = g_string_new (NULL);

  parvis_month_layout_init (&layout);
  parvis_month_layout_set_spans (&layout, spans, n_spans);
  parvis_month_layout_place (&layout, FIRST);
  for (guint i = 0; i < layout.bars->len; i++)
    {
      const ParvisMonthBar *bar = &g_array_index (layout.bars, ParvisMonthBar, i);

      g_string_append_printf (text, "%s%u-%u@%u%s ", bar->starts ? "(" : "", bar->first,
                              bar->last, bar->lane, bar->ends ? ")" : "");
      g_assert_cmpuint (bar->first / PARVIS_MONTH_WEEK, ==, bar->last / PARVIS_MONTH_WEEK);
      g_assert_cmpuint (bar->lane, <, PARVIS_MONTH_LANES);
    }
  for (guint i = 0; i < PARVIS_MONTH_DAYS; i++)
    if (layout.cells[i].n_dots > 0)
      g_string_append_printf (text, "%u:%u ", i, layout.cells[i].n_dots);
  parvis_month_layout_clear (&layout);

  return g_strchomp (g_string_free_and_steal (text));
}

static void
assert_placed (const ParvisMonthSpan *spans,
               guint                  n_spans,
               const char            *placed)
{
  g_autofree char *text = describe (spans, n_spans);

  g_assert_cmpstr (text, ==, placed);
}

#define PLACED(placed, ...) \
  assert_placed ((const ParvisMonthSpan[]) { __VA_ARGS__ }, \
                 sizeof ((const ParvisMonthSpan[]) { __VA_ARGS__ }) / sizeof (ParvisMonthSpan), \
                 placed)

static void
test_bars (void)
{
  PLACED ("0:1", { 1000, 1000, "a" });
  PLACED ("0:2 41:1", { 1000, 1000, "a" }, { 1041, 1041, "b" }, { 1000, 1000, "c" });
  PLACED ("", { 999, 999, "a" }, { 1042, 1050, "b" }, { 900, 999, "c" });
  PLACED ("(2-4@0)", { 1002, 1004, "a" });
  /* Over the end of a week, and of what is shown. */
  PLACED ("(5-6@0 7-8@0)", { 1005, 1008, "a" });
  PLACED ("0-1@0)", { 990, 1001, "a" });
  PLACED ("(40-41@0", { 1040, 1060, "a" });
  /* The lane is free again on the next day, and not before. */
  PLACED ("(0-2@0) (2-4@1) (3-5@0)", { 1000, 1002, "a" }, { 1003, 1005, "b" },
          { 1002, 1004, "c" });
  /* The fourth at once is told by dots. */
  PLACED ("(0-5@0) (0-4@1) (0-3@2) 0:1 1:1 2:1", { 1000, 1002, "d" }, { 1000, 1003, "c" },
          { 1000, 1004, "b" }, { 1000, 1005, "a" });
  /* What ends before it begins is on one day. */
  PLACED ("3:1", { 1003, 1001, "a" });
}

static void
test_words (void)
{
  ParvisMonthSpan spans[7];
  ParvisMonthLayout layout;
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;
  g_autofree char *none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    spans[i] = (ParvisMonthSpan) { FIRST + i / 6, FIRST + i / 6, i == 6 ? "last" : "a" };
  parvis_month_layout_init (&layout);
  parvis_month_layout_set_spans (&layout, spans, G_N_ELEMENTS (spans));
  parvis_month_layout_place (&layout, FIRST);
  many = parvis_month_layout_dup_words (&layout, 0);
  few = parvis_month_layout_dup_words (&layout, 1);
  none = parvis_month_layout_dup_words (&layout, 2);
  g_assert_cmpstr (many, ==, "a\na\na\na\na\nand 1 more");
  g_assert_cmpstr (few, ==, "last");
  g_assert_cmpstr (none, ==, "");
  parvis_month_layout_clear (&layout);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/month-layout/bars", test_bars);
  g_test_add_func ("/month-layout/words", test_words);

  return g_test_run ();
}
