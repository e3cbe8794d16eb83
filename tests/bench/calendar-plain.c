/* calendar-plain URL: what the plainest window costs that shows what the service at URL finds:
 * GTK's calendar with a mark on each day, and a list of titles. See calendar-window.c for the
 * output. */

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "calendar-window.h"

typedef struct
{
  const char    *url;
  GtkStringList *titles;
  GtkWidget     *calendar;
  GtkWidget     *list;
  CalendarMoment answered;
} Request;

static CalendarMoment
get_answered (gpointer data)
{
  return ((Request *) data)->answered;
}

static GtkAdjustment *
get_rows (gpointer data)
{
  Request *request = data;

  if (g_list_model_get_n_items (G_LIST_MODEL (request->titles)) == 0)
    return NULL;

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (request->list));
}

static void
turn (gpointer data,
      gboolean forward)
{
  GtkCalendar *calendar = GTK_CALENDAR (((Request *) data)->calendar);
  g_autoptr(GDateTime) now = gtk_calendar_get_date (calendar);
  g_autoptr(GDateTime) then = g_date_time_add_months (now, forward ? 1 : -1);

  gtk_calendar_select_day (calendar, then);
  gtk_calendar_clear_marks (calendar);
  for (guint day = 1; day <= 31; day++)
    gtk_calendar_mark_day (calendar, day);
}

static gboolean
is_growing (gpointer data)
{
  return FALSE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result,
                                                               &error);
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonArray *events;

  if (bytes == NULL)
    g_error ("calendar-plain: %s", error->message);

  request->answered = calendar_moment_new ();
  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                   (gssize) g_bytes_get_size (bytes), &error))
    g_error ("calendar-plain: %s", error->message);

  events = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                         "events");
  for (guint i = 0; i < json_array_get_length (events); i++)
    gtk_string_list_append (request->titles, json_object_get_string_member (
      json_array_get_object_element (events, i), "title"));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
activate_cb (GtkApplication *application,
             gpointer        data)
{
  Request *request = data;
  CalendarWindowPlan plan = { get_answered, get_rows, turn, is_growing, .data = request };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  SoupSession *session = soup_session_new ();
  g_autofree char *address = g_strconcat (request->url, "/event/search/", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", address);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  request->titles = gtk_string_list_new (NULL);
  request->calendar = gtk_calendar_new ();
  request->list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
    G_LIST_MODEL (request->titles))), factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), request->list);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_valign (request->calendar, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), request->calendar);
  gtk_box_append (GTK_BOX (box), scrolled);
  calendar_window_present (application, box, &plan);

  g_object_set_data_full (G_OBJECT (application), "session", session, g_object_unref);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb,
                                    request);
}

int
main (int    argc,
      char **argv)
{
  Request request = { 0 };
  g_autoptr(AdwApplication) application = NULL;

  if (argc != 2)
    {
      g_printerr ("calendar-plain: a URL is needed\n");
      return 2;
    }

  request.url = argv[1];
  application = adw_application_new ("io.github.parvis.CalendarPlain", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &request);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
