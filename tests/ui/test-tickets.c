#include "parvis-format.h"
#include "parvis-ticket-node.h"
#include "window-test.h"

/* What the list of tickets says of each. */

static void
add_ticket (GListStore *records,
            const char *name,
            gint64      sold,
            gint64      quota,
            gint64      group_size,
            int         start,
            int         end)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(WeezTicket) ticket = g_object_new (WEEZ_TYPE_TICKET, NULL);

  ticket->id = g_strdup (name);
  ticket->name = g_strdup (name);
  ticket->price.cents = 1250;
  ticket->participants = sold;
  ticket->quota = quota;
  ticket->group_size = group_size;
  ticket->start_sale = start != 0 ? g_date_time_add_days (now, start) : NULL;
  ticket->end_sale = end != 0 ? g_date_time_add_days (now, end) : NULL;
  g_list_store_append (records, ticket);
}

static GtkWidget *
new_view (ParvisTicketNode *tickets)
{
  g_autoptr(ParvisEvent) event = g_object_new (PARVIS_TYPE_EVENT, NULL);

  return g_object_new (PARVIS_TYPE_TICKETS_VIEW, "event", event, "tickets", tickets, NULL);
}

/* The row of the table that is about a ticket, once it is there. */
static GtkWidget *
find_row (GtkWidget  *view,
          const char *name)
{
  GtkWidget *expander;

  WAIT_UNTIL ((expander = find_saying (part (view, "table"), GTK_TYPE_TREE_EXPANDER, name)) !=
              NULL);

  return gtk_widget_get_parent (gtk_widget_get_parent (expander));
}

static void
assert_says (GtkWidget  *view,
             const char *name,
             const char *words)
{
  if (find_saying (find_row (view, name), GTK_TYPE_LABEL, words) == NULL)
    g_error ("“%s” does not say “%s”", name, words);
}

static void
assert_silent (GtkWidget  *view,
               const char *name,
               const char *words)
{
  if (find_saying (find_row (view, name), GTK_TYPE_LABEL, words) != NULL)
    g_error ("“%s” says “%s”", name, words);
}

static GtkWidget *
show_view (GListStore *records)
{
  g_autoptr(ParvisTicketNode) root = parvis_ticket_node_new ();
  GtkWidget *window = gtk_window_new ();

  parvis_ticket_node_set_children (root, G_LIST_MODEL (records));
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (window), new_view (root));
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* A gauge alone does not tell apart what is full and what is more than that. */
static void
test_quota (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GListStore) records = g_list_store_new (WEEZ_TYPE_RECORD);
  GtkWidget *window;
  GtkWidget *view;

  add_ticket (records, "some", 8, 10, 1, 0, 0);
  add_ticket (records, "all", 10, 10, 1, 0, 0);
  add_ticket (records, "more", 1510, 10, 1, 0, 0);
  add_ticket (records, "endless", 10, 0, 1, 0, 0);
  window = show_view (records);
  view = gtk_window_get_child (GTK_WINDOW (window));

  assert_says (view, "some", "2 left");
  assert_says (view, "all", "Full");
  assert_says (view, "more", "Exceeded by 1,500");
  assert_says (view, "endless", "No limit");
  assert_silent (view, "some", "Full");
  assert_silent (view, "more", "Full");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_group (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GListStore) records = g_list_store_new (WEEZ_TYPE_RECORD);
  GtkWidget *window;
  GtkWidget *view;

  add_ticket (records, "one", 1, 10, 1, 0, 0);
  add_ticket (records, "four", 1, 10, 4, 0, 0);
  add_ticket (records, "unknown", 1, 10, WEEZ_UNKNOWN, 0, 0);
  window = show_view (records);
  view = gtk_window_get_child (GTK_WINDOW (window));

  assert_says (view, "four", "For 4 people");
  assert_silent (view, "one", "For 1 person");
  assert_silent (view, "unknown", "For 4 people");
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
dup_day (int days)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) then = g_date_time_add_days (now, days);

  return parvis_format_day (then);
}

static void
test_sale (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GListStore) records = g_list_store_new (WEEZ_TYPE_RECORD);
  g_autofree char *later = dup_day (3);
  g_autofree char *from = g_strdup_printf ("From %s", later);
  g_autofree char *until = g_strdup_printf ("Until %s", later);
  GtkWidget *window;
  GtkWidget *view;

  add_ticket (records, "to come", 0, 10, 1, 3, 9);
  add_ticket (records, "begun", 0, 10, 1, -3, 3);
  add_ticket (records, "open", 0, 10, 1, -3, 0);
  add_ticket (records, "over", 0, 10, 1, -9, -3);
  add_ticket (records, "always", 0, 10, 1, 0, 0);
  window = show_view (records);
  view = gtk_window_get_child (GTK_WINDOW (window));

  assert_says (view, "to come", from);
  assert_says (view, "begun", until);
  assert_says (view, "open", "On sale");
  assert_says (view, "over", "Sale ended");
  assert_silent (view, "always", "On sale");
  assert_silent (view, "always", "Sale ended");
  gtk_window_destroy (GTK_WINDOW (window));
}

static ParvisTicketNode *
get_last (ParvisTicketNode *node)
{
  GListModel *children = parvis_ticket_node_get_children (node);
  g_autoptr(ParvisTicketNode) last =
    g_list_model_get_item (children, MAX (g_list_model_get_n_items (children), 1) - 1);

  return last;   /* the model keeps it */
}

static gboolean
is_named (ParvisTicketNode *node,
          const char       *expected)
{
  g_autofree char *name = NULL;

  if (node != NULL)
    g_object_get (node, "name", &name, NULL);

  return g_strcmp0 (name, expected) == 0;
}

/* Participants whose ticket the list of tickets does not name are not left out. */
static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *view;
  GtkWidget *row;
  ParvisTicketNode *others;
  GListModel *children;
  gint64 sold;
  g_autoptr(ParvisTicketNode) root = NULL;

  sign_in (fixture);
  open_event (fixture, "Trail");
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "tickets");
  view = find (fixture->window, PARVIS_TYPE_TICKETS_VIEW);
  g_object_get (view, "tickets", &root, NULL);
  WAIT_UNTIL (get_last (root) != NULL);
  g_assert_false (is_named (get_last (root), "Other Tickets"));

  run_sql (fixture, "INSERT INTO daily SELECT key, '999', 1, 7, 7, 0, 0, 0, 0 FROM event;"
           "INSERT INTO daily SELECT key, '', 1, 2, 2, 0, 0, 0, 0 FROM event");
  WAIT_UNTIL (is_named (get_last (root), "Other Tickets"));
  others = get_last (root);
  g_object_get (others, "sold", &sold, NULL);
  g_assert_cmpint (sold, ==, 9);
  children = parvis_ticket_node_get_children (others);
  g_assert_cmpuint (g_list_model_get_n_items (children), ==, 2);
  g_assert_true (is_named (get_last (others), "Ticket 999"));

  row = find_row (view, "Without a Ticket");
  g_assert_nonnull (find_saying (row, GTK_TYPE_LABEL, "2"));
  assert_says (view, "Ticket 999", "7");
  /* Their price is not known, and does not make that of the others unknown. */
  assert_silent (view, "Ticket 999", "Free");
  g_assert_cmpint (parvis_ticket_node_get_value (root).cents, >, 0);
}

/* The columns go with their table, also where the focus is in the first of them. */
static void
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GListStore) records = g_list_store_new (WEEZ_TYPE_RECORD);
  GtkWidget *window;
  GtkWidget *view;
  GListModel *columns;
  gpointer last;

  add_ticket (records, "some", 8, 10, 1, 0, 0);
  window = show_view (records);
  view = gtk_window_get_child (GTK_WINDOW (window));
  columns = gtk_column_view_get_columns (part (view, "table"));
  last = g_list_model_get_item (columns, g_list_model_get_n_items (columns) - 1);
  g_object_add_weak_pointer (last, &last);
  g_object_unref (last);
  g_assert_true (gtk_widget_grab_focus (find (find_row (view, "some"), GTK_TYPE_TREE_EXPANDER)));

  gtk_window_destroy (GTK_WINDOW (window));
  WAIT_UNTIL (last == NULL);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/tickets/quota", test_quota },
    { "/tickets/group", test_group },
    { "/tickets/sale", test_sale },
    { "/tickets/others", test_others },
    { "/tickets/columns", test_columns },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
