#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>

#include "demo-fault.h"
#include "demo-server.h"

#define MAX_PARTICIPANTS 5000000

typedef struct
{
  int      port;
  int      seed;
  int      participants;
  double   speed;
  char    *fault;
  char    *log_path;
  gboolean document;
} Options;

/* Everything wrong with the command line, in one sentence; NULL when it is right. */
static char *
find_mistake (const Options *options,
              int            n_left)
{
  g_autofree char *kinds = NULL;
  g_autoptr(DemoFault) fault = NULL;

  if (n_left > 1)
    return g_strdup ("There are no arguments besides the options.");
  if (options->port < 0 || options->port > 65535)
    return g_strdup ("The port must be 0 to 65535.");
  if (options->seed < 0)
    return g_strdup ("The seed must not be negative.");
  if (options->participants < 0 || options->participants > MAX_PARTICIPANTS)
    return g_strdup_printf ("Participants must be 0 to %d.", MAX_PARTICIPANTS);
  if (!(options->speed >= 0 && options->speed <= 1000000))
    return g_strdup ("The speed must be 0 to 1000000.");

  if (options->fault != NULL && (fault = demo_fault_new (options->fault)) == NULL)
    {
      kinds = demo_fault_dup_kinds ();
      return g_strdup_printf ("The fault must be KIND[:EVERY][@/path], with KIND one of %s.",
                              kinds);
    }

  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;
}

static void
log_cb (const char *line,
        gpointer    data)
{
  FILE *file = data;

  fprintf (file, "%s\n", line);
  fflush (file);
}

static int
serve (const Options *options,
       FILE          *log)
{
  g_autoptr(DemoServer) server =
    demo_server_new ((guint) options->seed, (guint) options->participants, options->speed);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;

  demo_server_set_document (server, options->document);
  demo_server_set_fault (server, options->fault);
  demo_server_set_log_func (server, log_cb, log);

  if (!demo_server_start (server, (guint) options->port, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        fprintf (stderr, "parvis-demo-server: Port %d is taken by another program.\n",
                 options->port);
      else
        fprintf (stderr, "parvis-demo-server: Cannot listen on port %d: %s.\n", options->port,
                 error->message);
      return 1;
    }

  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);

  printf ("Listening on %s\nUsername: %s\nPassword: %s\nAPI key: %s\n",
          demo_server_get_url (server), DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY);
  fflush (stdout);

  g_main_loop_run (loop);
  demo_server_stop (server);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  Options options = { .seed = 1, .speed = 1 };
  GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &options.port, "Port on 127.0.0.1; 0 for any free one",
      "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "The same seed gives the same season", "N" },
    { "participants", 0, 0, G_OPTION_ARG_INT, &options.participants, "About how many in the season",
      "N" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &options.speed, "Of the clock: 1 is real time, 0 stands",
      "X" },
    { "fault", 0, 0, G_OPTION_ARG_STRING, &options.fault, "What goes wrong",
      "KIND[:EVERY][@/path]" },
    { "document", 0, 0, G_OPTION_ARG_NONE, &options.document, "Answer with the document's examples",
      NULL },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &options.log_path, "Where to write the requests",
      "FILE" },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *mistake = NULL;
  FILE *log = stderr;
  int status;

  setlocale (LC_ALL, "");
  g_option_context_set_summary (context,
                                "Answers as Weezevent does, for an organizer who does not exist.");
  g_option_context_add_main_entries (context, entries, NULL);

  if (!g_option_context_parse (context, &argc, &argv, &error))
    mistake = g_strdup_printf ("%s.", error->message);
  else
    mistake = find_mistake (&options, argc);

  if (mistake != NULL)
    {
      fprintf (stderr, "parvis-demo-server: %s\nTry --help.\n", mistake);
      status = 2;
    }
  else if (options.log_path != NULL && (log = fopen (options.log_path, "ae")) == NULL)
    {
      fprintf (stderr, "parvis-demo-server: Cannot write to %s.\n", options.log_path);
      status = 1;
    }
  else
    {
      status = serve (&options, log);
    }

  if (log != NULL && log != stderr)
    fclose (log);
  g_free (options.fault);
  g_free (options.log_path);

  return status;
}
