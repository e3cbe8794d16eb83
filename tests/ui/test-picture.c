#include "window-test.h"

#include <glib/gstdio.h>

#include "parvis-picture-cache.h"
#include "parvis-picture.h"
#include "parvis-pictures.h"
#include "parvis-settings.h"

/* The widget that shows a picture of an event, before the demo organizer. */

#define SETTING "pictures-of-own"
#define ACCOUNT "first"
#define OTHER_ACCOUNT "second"

static char *
dup_url (Fixture *fixture,
         guint    number)
{
  return g_strdup_printf ("%spictures/%u.png", demo_server_get_url (fixture->server), number);
}

static gboolean
was_asked (Fixture *fixture,
           guint    number)
{
  g_auto(GStrv) log = demo_server_dup_log (fixture->server);
  g_autofree char *line = g_strdup_printf ("GET /pictures/%u.png", number);

  return g_strv_contains ((const char * const *) log, line);
}

/* In place of what the window shows. */
static ParvisPicture *
add_picture (Fixture    *fixture,
             const char *url,
             gboolean    keeps_place)
{
  GtkWidget *picture = g_object_new (PARVIS_TYPE_PICTURE,
                                     "url", url,
                                     "setting", SETTING,
                                     "size", 90,
                                     "keeps-place", keeps_place,
                                     "halign", GTK_ALIGN_CENTER,
                                     "valign", GTK_ALIGN_CENTER,
                                     NULL);

  g_settings_reset (parvis_settings_get (), SETTING);
  parvis_pictures_add_origin (parvis_pictures_get_for (fixture->window),
                              demo_server_get_url (fixture->server));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (fixture->window),
                                      g_object_ref_sink (picture));
  g_object_unref (picture);

  return PARVIS_PICTURE (picture);
}

static void
set_wanted (gboolean wanted)
{
  g_settings_set_boolean (parvis_settings_get (), SETTING, wanted);
}

/* What would be asked for first was, once this one is there. */
static void
show_another (Fixture *fixture)
{
  g_autofree char *url = dup_url (fixture, 999);
  ParvisPicture *picture = add_picture (fixture, url, FALSE);

  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);
}

static void
test_shown (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *url = dup_url (fixture, 1);
  ParvisPicture *picture = add_picture (fixture, url, FALSE);
  GdkTexture *texture;

  WAIT_UNTIL ((texture = parvis_picture_get_texture (picture)) != NULL);
  g_assert_true (was_asked (fixture, 1));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (picture)), ==, 90);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (picture)), ==, 60);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 90);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (picture)), ==,
                   GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static int
get_texture_width (ParvisPicture *picture)
{
  GdkTexture *texture = parvis_picture_get_texture (picture);

  return texture != NULL ? gdk_texture_get_width (texture) : 0;
}

/* As in a window that becomes narrow, and wide again. */
static void
test_resized (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *url = dup_url (fixture, 1);
  ParvisPicture *picture = add_picture (fixture, url, FALSE);

  WAIT_UNTIL (get_texture_width (picture) == 90);
  g_object_set (picture, "size", 45, NULL);
  WAIT_UNTIL (get_texture_width (picture) == 45 &&
              gtk_widget_get_width (GTK_WIDGET (picture)) == 45);
  g_object_set (picture, "size", 90, NULL);
  WAIT_UNTIL (get_texture_width (picture) == 90 &&
              gtk_widget_get_width (GTK_WIDGET (picture)) == 90);
}

/* What was shown is there at once, and is not asked for again. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *url = dup_url (fixture, 2);
  ParvisPicture *picture = add_picture (fixture, url, FALSE);

  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);
  demo_server_clear_log (fixture->server);
  g_object_set (picture, "url", NULL, NULL);
  g_assert_null (parvis_picture_get_texture (picture));
  g_object_set (picture, "url", url, NULL);
  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);
  g_assert_false (was_asked (fixture, 2));
}

static void
test_unwanted (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *url = dup_url (fixture, 3);
  ParvisPicture *picture;

  set_wanted (FALSE);
  picture = g_object_ref_sink (g_object_new (PARVIS_TYPE_PICTURE, "setting", SETTING,
                                             "url", url, "keeps-place", TRUE, NULL));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (fixture->window),
                                      GTK_WIDGET (picture));
  parvis_pictures_add_origin (parvis_pictures_get_for (fixture->window),
                              demo_server_get_url (fixture->server));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (picture)));

  set_wanted (TRUE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (picture)));
  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);

  set_wanted (FALSE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (picture)));
  g_assert_null (parvis_picture_get_texture (picture));

  demo_server_clear_log (fixture->server);
  g_free (url);
  url = dup_url (fixture, 4);
  g_object_set (picture, "url", url, NULL);
  g_object_unref (picture);
  show_another (fixture);
  g_assert_false (was_asked (fixture, 4));
}

/* A row that shows another event shows its picture, and never that of the one before. */
static void
test_recycled (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *first = dup_url (fixture, 5);
  g_autofree char *second = dup_url (fixture, 6);
  ParvisPicture *picture = add_picture (fixture, first, FALSE);
  ParvisPictures *pictures = parvis_pictures_get_for (fixture->window);
  GdkTexture *texture;

  g_object_set (picture, "url", second, NULL);
  WAIT_UNTIL ((texture = parvis_picture_get_texture (picture)) != NULL);
  g_assert_true (texture == parvis_pictures_peek (pictures, second, 90, 60));

  g_object_set (picture, "url", "", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (picture)));
  g_assert_null (parvis_picture_get_texture (picture));
}

static void
test_out_of_sight (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *url = dup_url (fixture, 7);
  GtkWidget *picture = g_object_ref_sink (g_object_new (PARVIS_TYPE_PICTURE, "setting", SETTING,
                                                        "url", url, NULL));

  show_another (fixture);
  g_assert_false (was_asked (fixture, 7));
  g_object_unref (picture);
}

/* A picture that is not to be had is a calm surface, where there is one to be had or a place. */
static void
test_none (Fixture       *fixture,
           gconstpointer  data)
{
  ParvisPicture *picture = add_picture (fixture, "https://127.0.0.1/1.png", FALSE);

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (picture)));
  g_object_set (picture, "url", "", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (picture)));

  picture = add_picture (fixture, "", TRUE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (picture)));
  g_assert_null (parvis_picture_get_texture (picture));
  WAIT_UNTIL (gtk_widget_get_height (GTK_WIDGET (picture)) == 60);
}

static char *
dup_folder (const char *account)
{
  return g_build_filename (g_get_user_cache_dir (), "parvis", "pictures", account, NULL);
}

static void
keep (const char *account,
      const char *url,
      gsize       length)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "fixtures", "pictures", "red.png",
                                                 NULL);
  g_autofree char *folder = dup_folder (account);
  g_autoptr(ParvisPictureCache) cache = parvis_picture_cache_new (folder, G_MAXINT64);
  g_autoptr(GBytes) bytes = NULL;
  char *contents;

  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  bytes = g_bytes_new_take (contents, length);
  parvis_picture_cache_write (cache, url, bytes);
}

static gboolean
is_kept (const char *account,
         const char *url)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
  g_autofree char *folder = dup_folder (account);
  g_autofree char *path = g_build_filename (folder, digest, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What was fetched once is there without a network; what is damaged goes, and the demo organizer's
 * never is in the folder. The addresses are such that nothing is asked for in any case. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *whole = "https://127.0.0.1/whole.png";
  static const char *cut = "https://127.0.0.1/cut.png";
  g_autofree char *demo = dup_url (fixture, 8);
  ParvisPicture *picture;

  parvis_pictures_set_account (fixture->window, ACCOUNT);
  keep (ACCOUNT, whole, 350);
  keep (ACCOUNT, cut, 60);
  g_assert_true (is_kept (ACCOUNT, whole) && is_kept (ACCOUNT, cut));

  picture = add_picture (fixture, whole, FALSE);
  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);
  g_assert_true (is_kept (ACCOUNT, whole));

  picture = add_picture (fixture, cut, FALSE);
  WAIT_UNTIL (!is_kept (ACCOUNT, cut));
  g_assert_null (parvis_picture_get_texture (picture));

  picture = add_picture (fixture, demo, FALSE);
  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);
  g_assert_false (is_kept (ACCOUNT, demo));
}

/* What one account has seen, another one has not, and loses nothing by signing out. */
static void
test_accounts (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *seen = "https://127.0.0.1/whole.png";
  ParvisPicture *picture;

  keep (ACCOUNT, seen, 350);
  keep (OTHER_ACCOUNT, seen, 60);
  parvis_pictures_set_account (fixture->window, ACCOUNT);
  picture = add_picture (fixture, seen, FALSE);
  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);

  parvis_pictures_set_account (fixture->window, OTHER_ACCOUNT);
  g_assert_null (parvis_pictures_peek (parvis_pictures_get_for (fixture->window), seen, 90, 60));
  picture = add_picture (fixture, seen, FALSE);
  WAIT_UNTIL (!is_kept (OTHER_ACCOUNT, seen));
  g_assert_null (parvis_picture_get_texture (picture));

  keep (OTHER_ACCOUNT, seen, 350);
  parvis_pictures_forget (parvis_pictures_get_for (fixture->window));
  WAIT_UNTIL (!is_kept (OTHER_ACCOUNT, seen));
  g_assert_true (is_kept (ACCOUNT, seen));
  parvis_pictures_set_account (fixture->window, ACCOUNT);
  picture = add_picture (fixture, seen, FALSE);
  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);
}

/* Who signs out leaves none behind, neither in the folder nor in memory. */
static void
test_forgotten (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *whole = "https://127.0.0.1/whole.png";
  g_autofree char *account = NULL;
  ParvisPicture *picture;

  sign_in (fixture);
  account = g_path_get_basename (parvis_store_get_path (get_store (fixture)));
  keep (account, whole, 350);
  picture = add_picture (fixture, whole, FALSE);
  WAIT_UNTIL (parvis_picture_get_texture (picture) != NULL);

  g_assert_true (gtk_widget_activate_action (fixture->window, "win.sign-out", NULL));
  WAIT_UNTIL (!is_kept (account, whole));
  picture = add_picture (fixture, whole, FALSE);
  g_assert_null (parvis_picture_get_texture (picture));
}

/* The folders are empty, but for what tests left. */
static void
remove_cache (const char *cache)
{
  static const char * const accounts[] = { ACCOUNT, OTHER_ACCOUNT };
  g_autofree char *parent = g_build_filename (cache, "parvis", NULL);
  g_autofree char *folder = g_build_filename (parent, "pictures", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autofree char *place = g_build_filename (folder, accounts[i], NULL);
      g_autoptr(ParvisPictureCache) pictures = parvis_picture_cache_new (place, 0);

      parvis_picture_cache_end (pictures);
    }
  g_rmdir (folder);
  g_rmdir (parent);
  g_rmdir (cache);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/picture/shown", test_shown },
    { "/picture/resized", test_resized },
    { "/picture/again", test_again },
    { "/picture/unwanted", test_unwanted },
    { "/picture/recycled", test_recycled },
    { "/picture/out-of-sight", test_out_of_sight },
    { "/picture/none", test_none },
    { "/picture/kept", test_kept },
    { "/picture/accounts", test_accounts },
    { "/picture/forgotten", test_forgotten },
  };
  g_autofree char *cache = g_dir_make_tmp ("parvis-test-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  result = window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
  remove_cache (cache);

  return result;
}
