/* column-view [--scroll] [--since=MICROSECONDS] bare|strings|objects PEOPLE: what a list in GTK
 * costs at the least, which Parvis' lists of people are measured against. See list-window.c for the
 * output.
 *
 *   bare      no list, but a window with a split view in it
 *   strings   a GtkStringList: no data at all behind the rows
 *   objects   a GListStore with an object for each person, made before the window */

#include <stdio.h>

#include "list-window.h"
#include "people.h"
#include "person-row.h"

typedef struct
{
  const char        *name;
  GListModel      *(*create) (guint n);
  ListWindowTextFunc get_text;
} ListCase;

typedef struct
{
  const ListCase *list_case;
  guint           n;
  ListWindowPlan  plan;
} Request;

static GListModel *
create_strings (guint n)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (list, g_strdup_printf ("%u", PEOPLE_FIRST_ID + i));

  return G_LIST_MODEL (list);
}

static const char *
get_string (gpointer item,
            guint    column)
{
  return gtk_string_object_get_string (item);
}

static GListModel *
create_objects (guint n)
{
  GListStore *store = g_list_store_new (PERSON_TYPE_ROW);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, person_row_new (i));
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);

  return G_LIST_MODEL (store);
}

static const char *
get_cell (gpointer item,
          guint    column)
{
  return person_row_get_cell (item, column);
}

static GListModel *
create_nothing (guint n)
{
  return NULL;
}

static const ListCase cases[] = {
  { "bare", create_nothing, NULL },
  { "strings", create_strings, get_string },
  { "objects", create_objects, get_cell },
};

static void
activate_cb (GtkApplication *application,
             gpointer        data)
{
  const Request *request = data;
  g_autoptr(GListModel) model = request->list_case->create (request->n);

  list_window_present (application, model, &request->plan);
}

static const ListCase *
find_case (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (cases[i].name, name))
      return &cases[i];

  return NULL;
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
  g_autoptr(GOptionContext) context = g_option_context_new ("bare|strings|objects PEOPLE");
  g_autoptr(AdwApplication) application = NULL;
  g_autoptr(GError) error = NULL;
  guint64 n = 0;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3 ||
      (request.list_case = find_case (argv[1])) == NULL ||
      !g_ascii_string_to_unsigned (argv[2], 10, 1, 10000000, &n, &error))
    {
      g_printerr ("column-view: %s\n", error != NULL ? error->message
                                                     : "a case and a number are needed");
      return 2;
    }

  request.n = (guint) n;
  request.plan.get_text = request.list_case->get_text;
  application = adw_application_new ("io.github.parvis.ColumnView", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &request);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
