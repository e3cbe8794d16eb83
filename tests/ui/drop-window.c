/* drop-window TYPE FILE: a window that takes what is dropped on it as TYPE, and writes it to FILE.
 * Says `ready` once it is on the screen, `over` when something comes that has TYPE, and `done` when
 * FILE is whole, with the types that were offered. */

#include <gtk/gtk.h>
#include <stdio.h>

#define SIZE 120

typedef struct
{
  const char *type;
  const char *file;
  GdkDrop    *drop;
  GMainLoop  *loop;
} Place;

static void
say (const char *words)
{
  puts (words);
  fflush (stdout);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Place *place = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *types = gdk_content_formats_to_string (gdk_drop_get_formats (place->drop));
  g_autofree char *line = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    g_error ("drop-window: %s", error->message);

  gdk_drop_finish (place->drop, GDK_ACTION_COPY);
  g_clear_object (&place->drop);
  line = g_strconcat ("done ", types, NULL);
  say (line);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Place *place = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) input = gdk_drop_read_finish (GDK_DROP (source), result, NULL, &error);
  g_autoptr(GFile) file = g_file_new_for_path (place->file);
  g_autoptr(GFileOutputStream) output = NULL;

  if (input == NULL ||
      (output = g_file_replace (file, NULL, FALSE, 0, NULL, &error)) == NULL)
    g_error ("drop-window: %s", error->message);

  g_output_stream_splice_async (G_OUTPUT_STREAM (output), input,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE |
                                G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, written_cb, place);
}

static GdkDragAction
enter_cb (GtkDropTargetAsync *target,
          GdkDrop            *drop,
          double              x,
          double              y,
          gpointer            data)
{
  say ("over");

  return GDK_ACTION_COPY;
}

static gboolean
drop_cb (GtkDropTargetAsync *target,
         GdkDrop            *drop,
         double              x,
         double              y,
         gpointer            data)
{
  Place *place = data;
  const char *types[] = { place->type, NULL };

  g_set_object (&place->drop, drop);
  gdk_drop_read_async (drop, types, G_PRIORITY_DEFAULT, NULL, read_cb, place);

  return TRUE;
}

static void
map_cb (GtkWidget *window)
{
  say ("ready");
}

int
main (int    argc,
      char **argv)
{
  Place place = { 0 };
  GtkWidget *window;
  GtkDropTargetAsync *target;

  if (argc != 3)
    {
      g_printerr ("drop-window: a type and a file are needed\n");
      return 2;
    }

  gtk_init ();
  place.type = argv[1];
  place.file = argv[2];
  place.loop = g_main_loop_new (NULL, FALSE);
  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "drop-window");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), SIZE, SIZE);

  target = gtk_drop_target_async_new (
    gdk_content_formats_new ((const char *[]) { place.type }, 1), GDK_ACTION_COPY);
  g_signal_connect (target, "drag-enter", G_CALLBACK (enter_cb), &place);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), &place);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));
  g_signal_connect_swapped (window, "close-request", G_CALLBACK (g_main_loop_quit), place.loop);
  g_signal_connect (window, "map", G_CALLBACK (map_cb), NULL);

  gtk_window_present (GTK_WINDOW (window));
  g_main_loop_run (place.loop);
  g_main_loop_unref (place.loop);

  return 0;
}
