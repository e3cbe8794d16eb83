#include "window-test.h"

#include "parvis-month-grid.h"

/* A month as it is shown, whatever is in it. */

#define FEAST 10
#define FULL 12

static ParvisMonthGrid *
open_month (GtkWidget **window)
{
  GtkWidget *grid = g_object_new (PARVIS_TYPE_MONTH_GRID, NULL);

  *window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (*window), grid);
  gtk_window_present (GTK_WINDOW (*window));
  WAIT_UNTIL (gtk_widget_get_width (grid) > 0);

  return PARVIS_MONTH_GRID (grid);
}

/* One thing on one day, and more than can be told on another. */
static void
fill (ParvisMonthGrid *grid)
{
  guint32 first = parvis_month_grid_get_first (grid);
  ParvisMonthSpan spans[PARVIS_MONTH_WORDS + 3];

  spans[0] = (ParvisMonthSpan) { first + FEAST, first + FEAST, "<b>Fête</b> & bal" };
  for (guint i = 1; i < G_N_ELEMENTS (spans); i++)
    spans[i] = (ParvisMonthSpan) { first + FULL, first + FULL, "Concert" };
  parvis_month_grid_set_spans (grid, spans, G_N_ELEMENTS (spans));
}

static GtkWidget *
get_day (ParvisMonthGrid *grid,
         guint            place)
{
  GtkWidget *day = gtk_widget_get_first_child (part (GTK_WIDGET (grid), "grid"));

  while (!GTK_IS_TOGGLE_BUTTON (day) || place-- > 0)
    day = gtk_widget_get_next_sibling (day);

  return day;
}

static void
assert_told (ParvisMonthGrid *grid,
             guint            place,
             const char      *words)
{
  g_autofree char *others =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (get_day (grid, place)),
                                        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);

  g_assert_cmpstr (others, ==, NULL);
}

static gboolean
has_tooltip (ParvisMonthGrid *grid,
             guint            place)
{
  g_autoptr(GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;

  g_assert_true (gtk_widget_get_has_tooltip (get_day (grid, place)));
  g_assert_null (gtk_widget_get_tooltip_text (get_day (grid, place)));
  g_signal_emit_by_name (get_day (grid, place), "query-tooltip", 1, 1, FALSE, tooltip, &shown);

  return shown;
}

/* To whoever sees it and to whoever does not. No day has a text of its own to show: GTK would ask
 * the display for each of them, which is most of the time that a month takes. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *window;
  ParvisMonthGrid *grid = open_month (&window);

  fill (grid);
  assert_told (grid, FEAST, "<b>Fête</b> & bal");
  assert_told (grid, FEAST + 1, "Nothing on this day");
  assert_told (grid, FULL, "Concert\nConcert\nConcert\nConcert\nConcert\nand 2 more");
  for (guint i = 0; i < PARVIS_MONTH_DAYS; i++)
    g_assert_true (has_tooltip (grid, i) == (i == FEAST || i == FULL));

  gtk_widget_activate_action (GTK_WIDGET (grid), "month.next", NULL);
  for (guint i = 0; i < PARVIS_MONTH_DAYS; i++)
    {
      assert_told (grid, i, "Nothing on this day");
      g_assert_false (has_tooltip (grid, i));
    }

  gtk_widget_activate_action (GTK_WIDGET (grid), "month.previous", NULL);
  assert_told (grid, FEAST, "<b>Fête</b> & bal");
  g_assert_true (has_tooltip (grid, FEAST));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/month-grid/words", test_words },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
