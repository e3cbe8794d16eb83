/* record-view [--scroll] [--since=MICROSECONDS] FOLDER: what Parvis' own list of people costs over
 * the store in FOLDER, in name order. See list-window.c for the output. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "list-window.h"
#include "parvis-record-list.h"
#include "weez-init.h"
#include "weez-participant.h"

/* As store-bench.c fills them. */
#define SERVICE "http://127.0.0.1/"
#define USERNAME "bench"

typedef struct
{
  const char       *folder;
  ListWindowPlan    plan;
  ParvisStore      *store;
  ParvisRecordList *list;
} Request;

static const char *
get_cell (gpointer item,
          guint    column)
{
  WeezParticipant *person = item;
  const char *cells[LIST_WINDOW_COLUMNS] = {
    person->last_name, person->first_name, person->email, person->barcode, person->id_ticket,
    person->paid ? "Yes" : "No",
    g_strcmp0 (person->control_status, "0") == 0 ? "No" : "Yes", person->id,
  };

  return cells[column] != NULL ? cells[column] : "";
}

static gboolean
is_loading (GListModel *model)
{
  return parvis_record_list_get_loading (PARVIS_RECORD_LIST (model));
}

static DexFuture *
opened_cb (DexFuture *completed,
           gpointer   data)
{
  Request *request = data;
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);

  parvis_record_list_set_query (request->list, query);

  return dex_ref (completed);
}

static DexFuture *
failed_cb (DexFuture *completed,
           gpointer   data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  g_printerr ("record-view: %s\n", error->message);
  exit (1);
}

static void
activate_cb (GtkApplication *application,
             gpointer        data)
{
  Request *request = data;
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  DexFuture *opening;

  request->store = parvis_store_new (request->folder, SERVICE, USERNAME, zone);
  request->list = parvis_record_list_new (request->store);
  list_window_present (application, G_LIST_MODEL (request->list), &request->plan);

  opening = dex_future_then (parvis_store_open (request->store), opened_cb, request, NULL);
  dex_future_disown (dex_future_catch (opening, failed_cb, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  Request request = { .plan.since = g_get_monotonic_time () };
  GOptionEntry entries[] = {
    { "scroll", 0, 0, G_OPTION_ARG_NONE, &request.plan.scroll, "Scroll through it", NULL },
    { "since", 0, 0, G_OPTION_ARG_INT64, &request.plan.since,
      "The monotonic time that counts as the start", "MICROSECONDS" },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("FOLDER");
  g_autoptr(AdwApplication) application = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("record-view: %s\n", error != NULL ? error->message : "a folder is needed");
      return 2;
    }

  weez_init ();
  request.folder = argv[1];
  request.plan.get_text = get_cell;
  request.plan.is_loading = is_loading;
  application = adw_application_new ("io.github.parvis.RecordView", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &request);
  status = g_application_run (G_APPLICATION (application), 1, argv);

  g_clear_object (&request.list);
  g_clear_object (&request.store);

  return status;
}
