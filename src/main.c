#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "parvis-application.h"
#include "weez-init.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(ParvisApplication) application = NULL;
  const char *localedir = g_getenv ("PARVIS_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : PARVIS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  weez_init ();
  application = parvis_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
