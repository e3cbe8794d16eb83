#include "parvis-chart.h"
#include "parvis-overview.h"
#include "parvis-participants-page.h"
#include "parvis-record-list.h"
#include "parvis-sales-view.h"
#include "parvis-sources-dialog.h"
#include "window-test.h"

/* The first side of an event: how it sells. */

static char *
get_sentence (GtkWidget *view)
{
  char *sentence;

  g_object_get (view, "sentence", &sentence, NULL);

  return sentence != NULL ? sentence : g_strdup ("");
}

static gboolean
says (GtkWidget  *view,
      const char *words)
{
  g_autofree char *sentence = get_sentence (view);

  return strstr (sentence, words) != NULL;
}

static guint
count_rows (GtkWidget *view)
{
  GtkSelectionModel *model = gtk_column_view_get_model (part (view, "table"));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static guint
count_parts (const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, ";", -1);

  return g_strv_length (parts);
}

/* The edition that is chosen is kept, drawn, and told in a sentence. */
static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  GtkDropDown *editions;
  GtkWidget *view;
  ParvisEvent *event;
  ParvisChart *chart;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_days;

  sign_in (fixture);
  event = parvis_event_page_get_event (open_event (fixture, "Trail"));
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  editions = part (view, "edition");
  chart = part (view, "chart");
  WAIT_UNTIL (count_rows (view) > 10);
  n_days = count_rows (view);
  before = parvis_chart_dup_words_at (chart, 0);
  g_assert_false (says (view, "Same stage"));

  /* The past events, the newest first: the trail of last year is the third. */
  gtk_drop_down_set_selected (editions, 3);
  WAIT_UNTIL (says (view, "Same stage of “Trail"));
  WAIT_UNTIL (parvis_event_get_edition (event) != NULL);
  WAIT_UNTIL (parvis_event_get_same_stage (event) > 0);
  g_assert_true (says (view, "estimate"));
  /* With the days that are to come. */
  g_assert_cmpuint (count_rows (view), >, n_days);
  after = parvis_chart_dup_words_at (chart, 60);
  g_assert_nonnull (strstr (after, "days before"));
  /* The day, then a value for each line. */
  g_assert_cmpuint (count_parts (after), ==, 3);
  g_assert_cmpuint (count_parts (before), ==, 2);

  gtk_drop_down_set_selected (editions, 0);
  WAIT_UNTIL (parvis_event_get_edition (event) == NULL);
  WAIT_UNTIL (count_rows (view) == n_days);
}

static gboolean
shows_other_values (GtkWidget  *view,
                    const char *before)
{
  g_autofree char *now = parvis_chart_dup_words_at (part (view, "chart"), count_rows (view) - 1);

  return !g_str_equal (now, before);
}

static void
test_ticket (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view;
  g_autofree char *all = NULL;

  sign_in (fixture);
  open_event (fixture, "Trail");
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  WAIT_UNTIL (count_rows (view) > 10);
  all = parvis_chart_dup_words_at (part (view, "chart"), count_rows (view) - 1);

  gtk_drop_down_set_selected (part (view, "ticket"), 1);
  WAIT_UNTIL (shows_other_values (view, all));
}

static void
test_shapes (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view;
  GtkStack *stack;

  sign_in (fixture);
  open_event (fixture, "Trail");
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  stack = part (view, "stack");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "chart"));
  adw_toggle_group_set_active_name (part (view, "shape"), "table");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "table");

  /* Nothing is sold yet. */
  open_event (fixture, "Stage");
  view = find (fixture->window, PARVIS_TYPE_SALES_VIEW);
  stack = part (view, "stack");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "empty"));
}

/* A line of what changed leads to those people, by a filter that can be taken away. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  ParvisEventPage *page;
  GtkWidget *people;
  ParvisRecordList *list;
  guint n_all;

  sign_in (fixture);
  page = open_event (fixture, "Trail");
  people = find (GTK_WIDGET (page), PARVIS_TYPE_PARTICIPANTS_PAGE);
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "participants");
  g_object_get (people, "list", &list, NULL);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
  n_all = g_list_model_get_n_items (G_LIST_MODEL (list));

  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "overview");
  gtk_widget_activate_action (GTK_WIDGET (page), "event.show-changes", "(sx)", "scanned",
                              G_MAXINT64);
  g_assert_cmpstr (parvis_event_page_get_view (page), ==, "participants");
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);
  gtk_widget_activate_action (people, "participants.clear", NULL);
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == n_all);
  g_object_unref (list);
}

/* Without waiting for its people. */
static void
open_unread (Fixture    *fixture,
             const char *name)
{
  GListModel *events =
    parvis_account_get_events (parvis_session_get_account (fixture->session));

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      if (g_str_has_prefix (parvis_event_get_record (event)->name, name))
        parvis_sidebar_open (PARVIS_SIDEBAR (find (fixture->window, PARVIS_TYPE_SIDEBAR)), event);
    }
}

/* Of people who could not be read it is not said that nothing is sold. */
static void
test_unread (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *sidebar;
  GtkStack *stack;

  demo_server_set_fault (fixture->server, "http-500@/participant/list");
  submit (find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE), DEMO_USERNAME, DEMO_PASSWORD,
          DEMO_API_KEY);
  WAIT_UNTIL ((sidebar = find (fixture->window, PARVIS_TYPE_SIDEBAR)) != NULL &&
              count_shown (sidebar) > 5);
  open_unread (fixture, "Trail");
  stack = part (find (fixture->window, PARVIS_TYPE_SALES_VIEW), "stack");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "unread"));

  demo_server_set_fault (fixture->server, NULL);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "chart"));
}

/* A dialog that cannot read says so. */
static void
test_sources_failure (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(DexFuture) closing = NULL;
  GtkWidget *dialog;
  GtkStack *stack;

  sign_in (fixture);
  open_event (fixture, "Trail");
  closing = parvis_store_close (get_store (fixture));
  WAIT_UNTIL (!dex_future_is_pending (closing));
  gtk_widget_activate_action (find (fixture->window, PARVIS_TYPE_OVERVIEW), "overview.explain",
                              NULL);
  dialog = find (fixture->window, PARVIS_TYPE_SOURCES_DIALOG);
  stack = part (dialog, "stack");
  WAIT_UNTIL (g_str_equal (gtk_stack_get_visible_child_name (stack), "failure"));
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/overview/compare", test_compare },
    { "/overview/ticket", test_ticket },
    { "/overview/shapes", test_shapes },
    { "/overview/changes", test_changes },
    { "/overview/unread", test_unread },
    { "/overview/sources-failure", test_sources_failure },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
