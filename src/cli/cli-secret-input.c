#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli-secret-input.h"

#define MAX_SECRET 4096

/* Everything that may end or stop the program while the terminal shows nothing. */
static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };

static volatile sig_atomic_t caught;
static int wake_up[2] = { -1, -1 };

/* The signal may come just before the program waits, or in another thread: a flag alone would be
 * seen only after the next key. */
static void
caught_cb (int number)
{
  int saved = errno;

  caught = number;
  if (write (wake_up[1], "", 1) < 0)
    errno = saved;
}

/* FALSE once a signal has come. */
static gboolean
wait_for_byte (void)
{
  struct pollfd fds[] = {
    { .fd = STDIN_FILENO, .events = POLLIN },
    { .fd = wake_up[0], .events = POLLIN },
  };

  while (caught == 0 && poll (fds, G_N_ELEMENTS (fds), -1) < 0)
    if (errno != EINTR)
      return FALSE;

  return caught == 0;
}

/* A byte at a time, so that the next line stays for the next question. */
static char *
read_line (void)
{
  char line[MAX_SECRET];
  gsize length = 0;
  char *secret = NULL;
  gboolean ended = FALSE;

  while (wait_for_byte ())
    {
      char c = '\0';
      gssize n = read (STDIN_FILENO, &c, 1);

      if (n < 0 && errno == EINTR)
        continue;

      if (n <= 0 || c == '\n')
        {
          ended = n >= 0 && (c == '\n' || length > 0);
          break;
        }

      if (length == sizeof line - 1)
        break;
      line[length++] = c;
    }

  if (ended)
    {
      if (length > 0 && line[length - 1] == '\r')
        length--;
      secret = g_strndup (line, length);
    }
  explicit_bzero (line, sizeof line);

  if (secret != NULL && !g_utf8_validate (secret, -1, NULL))
    {
      explicit_bzero (secret, strlen (secret));
      g_clear_pointer (&secret, g_free);
    }

  return secret;
}

static char *
ask (const char *prompt)
{
  struct sigaction actions[G_N_ELEMENTS (signals)];
  struct sigaction action = { .sa_handler = caught_cb };
  struct termios shown;
  struct termios hidden;
  char *secret;

  if (tcgetattr (STDIN_FILENO, &shown) != 0 ||
      !g_unix_open_pipe (wake_up, O_CLOEXEC | O_NONBLOCK, NULL))
    return NULL;

  caught = 0;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &action, &actions[i]);

  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);

  g_printerr ("%s", prompt);
  secret = read_line ();
  g_printerr ("\n");

  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &actions[i], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wake_up); i++)
    g_clear_fd (&wake_up[i], NULL);

  if (caught != 0)
    {
      int number = caught;

      if (secret != NULL)
        explicit_bzero (secret, strlen (secret));
      g_clear_pointer (&secret, g_free);
      caught = 0;
      raise (number);
      /* Stopped and continued: the question is put once more. */
      return number == SIGTSTP ? ask (prompt) : NULL;
    }

  return secret;
}

/**
 * cli_read_secret:
 * @prompt: the question
 *
 * Reads one line: from the terminal without showing it, or from standard input if that is none.
 *
 * Returns: (transfer full) (nullable): the line, which the caller wipes; null at the end of the
 *   input
 */
char *
cli_read_secret (const char *prompt)
{
  return isatty (STDIN_FILENO) ? ask (prompt) : read_line ();
}
