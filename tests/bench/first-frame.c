/* first-frame COMMAND [ARG...]: start COMMAND and print how long it takes until its window is on
 * the screen, as `MAPPED DRAWN` in milliseconds from just before the fork.
 *
 * DRAWN is when the window first holds pixels: mapping it damages it too, but leaves it clear.
 * Nothing is asked of COMMAND, so any program can be measured. */

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 60000.0
/* Smaller windows are tooltips and what window managers make for themselves. */
#define SMALLEST 200

typedef struct
{
  Display *display;
  int      damage_event;
  Window   window;
  int      width;
  int      height;
  double   mapped;
  double   drawn;
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

static void
handle_event (Watch  *watch,
              XEvent *event)
{
  if (event->type == MapNotify && watch->window == None)
    {
      XWindowAttributes attributes;

      if (!XGetWindowAttributes (watch->display, event->xmap.window, &attributes) ||
          attributes.width < SMALLEST || attributes.height < SMALLEST)
        return;

      watch->window = event->xmap.window;
      watch->width = attributes.width;
      watch->height = attributes.height;
      watch->mapped = now ();
    }
  else if (event->type == watch->damage_event + XDamageNotify && watch->window != None)
    {
      /* The time is taken first, the image fetched after: looking must not count. */
      double time = now ();

      if (holds_pixels (watch))
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

int
main (int    argc,
      char **argv)
{
  Watch watch = { .display = XOpenDisplay (NULL) };
  int damage_error;
  double start;
  pid_t child;

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
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);

  if (watch.drawn == 0)
    {
      fprintf (stderr, "first-frame: %s showed no window\n", argv[1]);
      return 1;
    }
  printf ("%.1f %.1f\n", watch.mapped - start, watch.drawn - start);
  return 0;
}
