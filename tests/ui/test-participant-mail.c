#include <glib/gstdio.h>

#include "weez-client.h"
#include "window-test.h"

/* A letter to participants: what reaches the mail program, and who is told to be left out. */

/* Writes down what it is asked for, whole or not at all. */
#define PROGRAM "#!/bin/sh\nprintf %s \"$1\" >\"$0.part\" && mv \"$0.part\" \"$0.asked\"\n"
#define ENTRY                                                                                     \
  "[Desktop Entry]\nType=Application\nName=Mail\nExec=%s %%u\nMimeType=x-scheme-handler/mailto;\n"
#define DEFAULTS "[Default Applications]\nx-scheme-handler/mailto=mail.desktop\n"

static char *folder;
static char *program;
static char *asked;

static void
set_contents (const char *path,
              const char *text,
              int         mode)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, &error);
  g_assert_no_error (error);
}

/* Where desktop files are looked for, before GLib does so. */
static void
install_program (void)
{
  g_autofree char *applications = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *defaults = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folders = NULL;

  folder = g_dir_make_tmp ("parvis-mail-XXXXXX", NULL);
  program = g_build_filename (folder, "program", NULL);
  asked = g_strconcat (program, ".asked", NULL);
  applications = g_build_filename (folder, "applications", NULL);
  entry = g_build_filename (applications, "mail.desktop", NULL);
  defaults = g_build_filename (applications, "mimeapps.list", NULL);
  text = g_strdup_printf (ENTRY, program);
  g_assert_cmpint (g_mkdir (applications, 0700), ==, 0);
  set_contents (program, PROGRAM, 0700);
  set_contents (entry, text, 0600);
  set_contents (defaults, DEFAULTS, 0600);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  folders = g_strconcat (folder, ":/usr/local/share:/usr/share", NULL);
  g_setenv ("XDG_DATA_DIRS", folders, TRUE);
}

static void
remove_program (void)
{
  const char *names[] = { "applications/mail.desktop", "applications/mimeapps.list",
                          "applications", "program", "program.asked", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_remove (path);
    }
}

/* The participants of an event, none of whom has an address. */
static GtkWidget *
open_people (Fixture *fixture)
{
  GtkWidget *page;

  sign_in (fixture);
  page = open_participants (fixture, "Trail");
  run_sql (fixture, "UPDATE participant SET email = NULL");
  set_contents (program, PROGRAM, 0700);
  g_remove (asked);

  return page;
}

static void
give_address (Fixture    *fixture,
              GtkWidget  *page,
              guint       position,
              const char *email)
{
  g_autoptr(WeezParticipant) person = get_person (page, position);
  g_auto(GStrv) parts = g_strsplit (email, "'", -1);
  g_autofree char *quoted = g_strjoinv ("''", parts);
  g_autofree char *sql = g_strdup_printf ("UPDATE participant SET email = '%s' WHERE id = '%s'",
                                          quoted, person->id);

  run_sql (fixture, sql);
}

static void
write_to_all (GtkWidget *page)
{
  gtk_widget_activate_action (page, "selected.all", NULL);
  gtk_widget_activate_action (page, "selected.write", NULL);
}

static gboolean
says (Fixture    *fixture,
      const char *words)
{
  return find_saying (part (fixture->window, "toasts"), GTK_TYPE_LABEL, words) != NULL;
}

static void
test_letter (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const addresses[] = {
    "ann@mail.example", "ANN@mail.example", " o'neil+door@mail.example ",
    /* What people may write, and a mail program would take for more than one address. */
    "a@b.example,boss@corp.example", "a@b.example?subject=x", "a@b.example&cc=boss@corp.example",
    "a@b.example\nboss@corp.example", "a@b.example%0Abcc:boss@corp.example",
    "Ann <a@b.example>", "=HYPERLINK(\"a@b.example\")", "a@b@c.example",
    "\xe2\x80\xae" "a@b.example", "nobody", "bob@mail.example",
  };
  GtkWidget *page = open_people (fixture);
  g_autofree char *words = NULL;
  g_autofree char *uri = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    give_address (fixture, page, i, addresses[i]);
  WAIT_UNTIL (is_read (page));

  write_to_all (page);
  words = g_strdup_printf ("%u people have no usable e-mail address",
                           count_people (page) - 4);
  WAIT_UNTIL (says (fixture, words));
  WAIT_UNTIL (g_file_get_contents (asked, &uri, NULL, NULL));
  /* One who has the address of another one is reached with it. */
  g_assert_cmpstr (uri, ==,
                   "mailto:?bcc=ann@mail.example,o%27neil%2Bdoor@mail.example,bob@mail.example");
}

static void
test_nobody (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);

  give_address (fixture, page, 0, "nobody");
  write_to_all (page);
  WAIT_UNTIL (says (fixture, "None of them has a usable e-mail address"));
  g_assert_false (g_file_test (asked, G_FILE_TEST_EXISTS));
}

/* The first so many of all people get addresses. */
static void
give_addresses (Fixture *fixture,
                guint    n_addresses)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE participant SET email = 'p' || key || '@mail.example' WHERE key IN"
                     " (SELECT key FROM participant ORDER BY key LIMIT %u)", n_addresses);

  run_sql (fixture, sql);
}

/* As many as one letter bears, and one more. */
static void
test_too_many (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  g_autofree char *uri = NULL;
  g_autofree char *copied = NULL;
  g_auto(GStrv) receivers = NULL;
  g_auto(GStrv) lines = NULL;

  run_sql (fixture, "UPDATE participant SET event = (SELECT key FROM event WHERE name LIKE"
           " 'Trail%')");
  WAIT_UNTIL (count_people (page) > 101);
  give_addresses (fixture, 100);
  write_to_all (page);
  WAIT_UNTIL (g_file_get_contents (asked, &uri, NULL, NULL));
  receivers = g_strsplit (uri, ",", -1);
  g_assert_cmpuint (g_strv_length (receivers), ==, 100);

  g_remove (asked);
  give_addresses (fixture, 101);
  write_to_all (page);
  WAIT_UNTIL (says (fixture, "Too many for one e-mail: 101 addresses copied"));
  copied = dup_copied (page);
  lines = g_strsplit (copied, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 101);
  g_assert_false (g_file_test (asked, G_FILE_TEST_EXISTS));
}

static void
test_no_program (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  g_autofree char *copied = NULL;

  give_address (fixture, page, 0, "ann@mail.example");
  g_remove (program);
  write_to_all (page);
  WAIT_UNTIL (says (fixture, "No e-mail program could be opened. The addresses are copied."));
  copied = dup_copied (page);
  g_assert_cmpstr (copied, ==, "ann@mail.example");
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/participant-mail/letter", test_letter },
    { "/participant-mail/nobody", test_nobody },
    { "/participant-mail/too-many", test_too_many },
    { "/participant-mail/no-program", test_no_program },
  };
  int result;

  install_program ();
  result = window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
  remove_program ();

  return result;
}
