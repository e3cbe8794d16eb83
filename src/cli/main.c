#include "config.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli-command.h"
#include "weez-init.h"

/* A descriptor that the caller closed would be given to the next socket, and the output sent there.
 * One that only reads makes every write to it fail instead. */
static void
fill_standard_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", O_RDONLY) != fd)
      _exit (CLI_FAILED);
}

int
main (int    argc,
      char **argv)
{
  const struct rlimit no_core = { 0, 0 };
  const char *locale_folder = g_getenv ("PARVIS_LOCALEDIR");

  fill_standard_streams ();
  /* Standard output is for the answer. */
  g_log_writer_default_set_use_stderr (TRUE);
  signal (SIGPIPE, SIG_IGN);
  /* A core file would hold the key and the token. */
  setrlimit (RLIMIT_CORE, &no_core);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : PARVIS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  weez_init ();

  return cli_command_main (argv);
}
