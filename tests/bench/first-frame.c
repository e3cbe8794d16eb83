/* first-frame [--title=TEXT] COMMAND [ARG...]: start COMMAND and print how long it takes until its
 * window is on the screen, as `MAPPED DRAWN` in milliseconds from just before the fork, then how
 * much memory it has then in MiB.
 *
 * DRAWN is when the window first holds pixels: mapping it damages it too, but leaves it clear. With
 * a TEXT, when it is next drawn once that is in its title, as the name of a document is that was
 * loaded. Nothing is asked of COMMAND, so any program can be measured. */

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 120000.0
/* Smaller windows are tooltips and what window managers make for themselves. */
#define SMALLEST 200

typedef struct
{
  Display    *display;
  const char *title;
  int         damage_event;
  Window      window;
  int         width;
  int         height;
  double      mapped;
  double      drawn;
} Watch;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

/* Windows may go away while they are asked about. */
static int
ignore_error_cb (Display     *display,
                 XErrorEvent *event)
{
  return 0;
}

/* The server clears a new window to zero, and GTK's frames are opaque. */
static bool
holds_pixels (Watch *watch)
{
  XImage *row = XGetImage (watch->display, watch->window, 0, watch->height / 2,
                           watch->width, 1, AllPlanes, ZPixmap);
  bool found = false;

  if (row == NULL)
    return false;

  for (int x = 0; x < watch->width && !found; x++)
    found = XGetPixel (row, x, 0) != 0;
  XDestroyImage (row);
  return found;
}

static bool
has_title (Watch *watch,
           Window window)
{
  XTextProperty name = { 0 };
  bool found = XGetWMName (watch->display, window, &name) != 0 && name.value != NULL &&
               strstr ((const char *) name.value, watch->title) != NULL;

  if (name.value != NULL)
    XFree (name.value);
  return found;
}

static bool
take_window (Watch *watch,
             Window window)
{
  XWindowAttributes attributes;

  if (!XGetWindowAttributes (watch->display, window, &attributes) ||
      attributes.width < SMALLEST || attributes.height < SMALLEST)
    return false;

  watch->window = window;
  watch->width = attributes.width;
  watch->height = attributes.height;
  return true;
}

/* A program may have others before the one with the title, and beside it. */
static bool
find_title (Watch *watch)
{
  Window *windows = NULL;
  Window root, parent;
  unsigned int n_windows = 0;
  bool found = false;

  if (watch->title == NULL)
    return true;

  XQueryTree (watch->display, DefaultRootWindow (watch->display), &root, &parent, &windows,
              &n_windows);
  for (unsigned int i = 0; i < n_windows && !found; i++)
    found = has_title (watch, windows[i]) && take_window (watch, windows[i]);
  if (windows != NULL)
    XFree (windows);
  return found;
}

static void
handle_event (Watch  *watch,
              XEvent *event)
{
  if (event->type == MapNotify && watch->window == None)
    {
      if (take_window (watch, event->xmap.window))
        watch->mapped = now ();
    }
  else if (event->type == watch->damage_event + XDamageNotify && watch->window != None)
    {
      /* The time is taken first, the image fetched after: looking must not count. */
      double time = now ();

      if (find_title (watch) && holds_pixels (watch))
        watch->drawn = time;
    }
}

static void
wait_for_frame (Watch *watch,
                pid_t  child)
{
  struct pollfd poll_fd = { .fd = ConnectionNumber (watch->display), .events = POLLIN };
  double end = now () + PATIENCE_MS;

  while (watch->drawn == 0 && now () < end && waitpid (child, NULL, WNOHANG) == 0)
    {
      while (XPending (watch->display) > 0 && watch->drawn == 0)
        {
          XEvent event;

          XNextEvent (watch->display, &event);
          handle_event (watch, &event);
        }
      if (watch->drawn == 0)
        poll (&poll_fd, 1, 100);
    }
}

/* Of PROCESS itself, in MiB. */
static double
get_memory (pid_t process)
{
  char path[64];
  char line[256];
  double memory = 0;
  FILE *status;

  snprintf (path, sizeof path, "/proc/%d/status", (int) process);
  status = fopen (path, "r");
  while (status != NULL && fgets (line, sizeof line, status) != NULL)
    if (strncmp (line, "VmRSS:", 6) == 0)
      memory = atof (line + 6) / 1024;
  if (status != NULL)
    fclose (status);
  return memory;
}

int
main (int    argc,
      char **argv)
{
  Watch watch = { .display = XOpenDisplay (NULL) };
  int damage_error;
  double memory;
  double start;
  pid_t child;

  if (argc > 1 && strncmp (argv[1], "--title=", 8) == 0)
    {
      watch.title = argv[1] + 8;
      argc--;
      argv++;
    }

  if (argc < 2 || watch.display == NULL ||
      !XDamageQueryExtension (watch.display, &watch.damage_event, &damage_error))
    {
      fprintf (stderr, "first-frame: a command and a display with X Damage are needed\n");
      return 2;
    }

  XSetErrorHandler (ignore_error_cb);
  XSelectInput (watch.display, DefaultRootWindow (watch.display), SubstructureNotifyMask);
  XDamageCreate (watch.display, DefaultRootWindow (watch.display), XDamageReportRawRectangles);
  XSync (watch.display, False);

  start = now ();
  child = fork ();
  if (child == 0)
    {
      execvp (argv[1], argv + 1);
      _exit (127);
    }

  wait_for_frame (&watch, child);
  memory = get_memory (child);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);

  if (watch.drawn == 0)
    {
      fprintf (stderr, "first-frame: %s showed no window\n", argv[1]);
      return 1;
    }
  printf ("%.1f %.1f %.1f\n", watch.mapped - start, watch.drawn - start, memory);
  return 0;
}
