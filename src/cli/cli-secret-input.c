#include "config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli-secret-input.h"

#define MAX_SECRET 4096

/* Everything that may end or stop the program while the terminal shows nothing. */
static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };

static volatile sig_atomic_t caught;

static void
caught_cb (int number)
{
  caught = number;
}

/* A byte at a time, so that the next line stays for the next question. */
static char *
read_line (void)
{
  char line[MAX_SECRET];
  gsize length = 0;
  char *secret = NULL;
  gboolean ended = FALSE;

  while (!ended && caught == 0)
    {
      char c;
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

  if (tcgetattr (STDIN_FILENO, &shown) != 0)
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

  if (caught != 0)
    {
      if (secret != NULL)
        explicit_bzero (secret, strlen (secret));
      g_clear_pointer (&secret, g_free);
      raise (caught);
      /* Stopped and continued: the question is put once more. */
      return caught == SIGTSTP ? ask (prompt) : NULL;
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
