/* calendar-view URL FOLDER: what Parvis' own page of the public calendar costs, with what the
 * service at URL finds. See calendar-window.c for the output. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar-window.h"
#include "parvis-calendar-page.h"
#include "parvis-calendar-results.h"
#include "parvis-month-grid.h"
#include "weez-init.h"

typedef struct
{
  const char    *url;
  const char    *folder;
  ParvisAccount *account;
  GtkWidget     *page;
} Request;

/* Of the thread that read it. */
static CalendarMoment answered;
static GMutex answered_mutex;

/* The line is written once all of an answer is there. */
static GLogWriterOutput
log_cb (GLogLevelFlags   level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         data)
{
  static const char sign[] = "GET /event/search/: HTTP 200";

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && g_str_has_prefix (fields[i].value, sign))
      {
        g_mutex_lock (&answered_mutex);
        answered = calendar_moment_new ();
        g_mutex_unlock (&answered_mutex);
      }

  return g_log_writer_default (level, fields, n_fields, data);
}

static gpointer
get_part (GtkWidget  *widget,
          const char *name)
{
  return gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);
}

static CalendarMoment
get_answered (gpointer data)
{
  CalendarMoment moment;

  g_mutex_lock (&answered_mutex);
  moment = answered;
  g_mutex_unlock (&answered_mutex);

  return moment;
}

static GtkAdjustment *
get_rows (gpointer data)
{
  Request *request = data;
  GtkWidget *results = get_part (request->page, "results");
  GtkWidget *list = get_part (results, "list");
  GListModel *rows = get_part (results, "selection");

  if (g_list_model_get_n_items (rows) == 0)
    return NULL;

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
}

static void
turn (gpointer data,
      gboolean forward)
{
  GtkWidget *grid = get_part (((Request *) data)->page, "month_grid");

  gtk_widget_activate_action (grid, forward ? "month.next" : "month.previous", NULL);
}

static gboolean
is_growing (gpointer data)
{
  GtkWidget *results = get_part (((Request *) data)->page, "results");
  GListModel *shown = get_part (results, "selection");
  GListModel *rows = parvis_calendar_results_get_rows (PARVIS_CALENDAR_RESULTS (results));

  return g_list_model_get_n_items (shown) < g_list_model_get_n_items (rows);
}

static gboolean
is_storing (gpointer data)
{
  g_autoptr(ParvisPublicSearch) search = NULL;

  g_object_get (((Request *) data)->page, "search", &search, NULL);

  return parvis_public_search_get_searching (search);
}

static void
search (gpointer data)
{
  gtk_widget_activate_action (((Request *) data)->page, "calendar.search", NULL);
}

static DexFuture *
opened_cb (DexFuture *completed,
           gpointer   data)
{
  Request *request = data;
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  CalendarWindowPlan plan = { get_answered, get_rows, turn, is_growing, is_storing, search,
                              request };

  request->page = GTK_WIDGET (parvis_calendar_page_new (request->account));
  calendar_window_present (application, request->page, &plan);
  search (request);
  g_application_release (G_APPLICATION (application));

  return dex_ref (completed);
}

static DexFuture *
failed_cb (DexFuture *completed,
           gpointer   data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  g_printerr ("calendar-view: %s\n", error->message);
  exit (1);
}

static void
activate_cb (GtkApplication *application,
             gpointer        data)
{
  Request *request = data;
  g_autoptr(WeezClient) client = weez_client_new (request->url, NULL);
  DexFuture *opening;

  weez_client_set_credentials (client, "key", "token");
  request->account = parvis_account_new (client, "bench", request->folder);
  g_application_hold (G_APPLICATION (application));
  opening = dex_future_then (parvis_account_open (request->account), opened_cb, request, NULL);
  dex_future_disown (dex_future_catch (opening, failed_cb, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  Request request = { 0 };
  g_autoptr(AdwApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  if (argc != 3)
    {
      g_printerr ("calendar-view: a URL and a folder are needed\n");
      return 2;
    }

  g_log_set_writer_func (log_cb, NULL, NULL);
  weez_init ();
  request.url = argv[1];
  request.folder = argv[2];
  application = adw_application_new ("io.github.parvis.CalendarView", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &request);
  status = g_application_run (G_APPLICATION (application), 1, argv);
  g_clear_object (&request.account);

  return status;
}
