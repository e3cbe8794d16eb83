#include <gio/gio.h>
#include <libdex.h>
#include <string.h>

#include "parvis-failure.h"
#include "parvis-store-error.h"

static const WeezError codes[] = {
  WEEZ_ERROR_OFFLINE, WEEZ_ERROR_UNREACHABLE, WEEZ_ERROR_TLS, WEEZ_ERROR_REFUSED,
  WEEZ_ERROR_NOT_FOUND, WEEZ_ERROR_BUSY, WEEZ_ERROR_SERVER, WEEZ_ERROR_NOT_UNDERSTOOD,
  WEEZ_ERROR_TOO_LARGE, WEEZ_ERROR_CANCELLED,
};

static ParvisFailure *
fail (WeezError   code,
      guint       status,
      const char *detail,
      gint64      retry_after,
      ParvisTask  task)
{
  g_autoptr(GError) error = weez_error_new (code, status, detail, retry_after, "for the log");

  return parvis_failure_new (error, task);
}

static ParvisFailure *
fail_with (GQuark      domain,
           int         code,
           ParvisTask  task)
{
  g_autoptr(GError) error = g_error_new_literal (domain, code, "for the log");

  return parvis_failure_new (error, task);
}

static void
assert_words (ParvisFailure *failure)
{
  const char *words[] = {
    parvis_failure_get_title (failure), parvis_failure_get_sentence (failure),
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpuint (strlen (words[i]), >, 3);
      g_assert_null (strpbrk (words[i], "<>&%\n"));
      g_assert_null (strstr (words[i], "for the log"));
    }

  g_assert_true (g_str_has_suffix (words[1], "."));
  g_assert_false (g_str_has_suffix (words[0], "."));
  g_assert_true (g_str_has_suffix (parvis_failure_get_icon_name (failure), "-symbolic"));
}

static void
test_every_code_has_words (void)
{
  for (ParvisTask task = PARVIS_TASK_SIGN_IN; task <= PARVIS_TASK_KEEP_SECRET; task++)
    {
      g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr(GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal,
                                                               g_free, NULL);

      for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
        {
          g_autoptr(ParvisFailure) failure = fail (codes[i], 0, NULL, -1, task);

          assert_words (failure);
          g_assert_true (g_hash_table_add (titles, (char *) parvis_failure_get_title (failure)));
          g_assert_true (g_hash_table_add (sentences,
                                           g_strdup (parvis_failure_get_sentence (failure))));
          g_assert_null (parvis_failure_get_detail (failure));
        }
    }
}

static void
test_stores (void)
{
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(ParvisFailure) unknown = fail_with (PARVIS_STORE_ERROR, 1000, PARVIS_TASK_READ);

  for (int code = PARVIS_STORE_ERROR_FULL; code <= PARVIS_STORE_ERROR_FAILED; code++)
    {
      g_autoptr(ParvisFailure) failure = fail_with (PARVIS_STORE_ERROR, code, PARVIS_TASK_READ);

      assert_words (failure);
      g_assert_false (parvis_failure_needs_sign_in (failure));
      g_assert_true (g_hash_table_add (titles, (char *) parvis_failure_get_title (failure)));
      g_assert_cmpstr (parvis_failure_get_title (failure), !=, parvis_failure_get_title (unknown));
    }
}

static void
test_refusals (void)
{
  g_autoptr(ParvisFailure) login = NULL;
  g_autoptr(ParvisFailure) session = NULL;
  static const char * const said[] = {
    "The API key is invalid", "Invalid api_key", "Unknown APIKEY", "La clé d’API est inconnue",
  };

  login = fail (WEEZ_ERROR_REFUSED, 403, "Wrong username or password", -1, PARVIS_TASK_SIGN_IN);
  session = fail (WEEZ_ERROR_REFUSED, 403, "The access token is invalid", -1, PARVIS_TASK_READ);

  g_assert_cmpstr (parvis_failure_get_title (login), ==, "Wrong Username or Password");
  g_assert_cmpstr (parvis_failure_get_title (session), ==, "Sign In Again");
  g_assert_true (parvis_failure_needs_sign_in (session));

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    for (ParvisTask task = PARVIS_TASK_SIGN_IN; task <= PARVIS_TASK_READ; task++)
      {
        g_autoptr(ParvisFailure) key = fail (WEEZ_ERROR_REFUSED, 403, said[i], -1, task);

        g_assert_cmpstr (parvis_failure_get_title (key), ==, "Wrong API Key");
        g_assert_true (parvis_failure_needs_sign_in (key));
      }
}

static void
test_busy_says_when (void)
{
  g_autoptr(ParvisFailure) busy = fail (WEEZ_ERROR_BUSY, 429, NULL, 600, PARVIS_TASK_READ);
  g_autoptr(ParvisFailure) tries = fail (WEEZ_ERROR_BUSY, 429, NULL, 1800, PARVIS_TASK_SIGN_IN);
  g_autoptr(ParvisFailure) closed = fail (WEEZ_ERROR_BUSY, 503, NULL, -1, PARVIS_TASK_SIGN_IN);
  g_autoptr(ParvisFailure) days = fail (WEEZ_ERROR_BUSY, 503, NULL, 200000, PARVIS_TASK_READ);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GRegex) hour = g_regex_new ("Try again at \\d\\d:\\d\\d\\.$", 0, 0, NULL);
  gboolean named = FALSE;

  g_assert_true (g_regex_match (hour, parvis_failure_get_sentence (busy), 0, NULL));
  g_assert_true (g_regex_match (hour, parvis_failure_get_sentence (tries), 0, NULL));
  g_assert_cmpstr (parvis_failure_get_title (tries), ==, "Too Many Tries");
  g_assert_cmpstr (parvis_failure_get_title (closed), ==, "Service Busy");
  g_assert_nonnull (strstr (parvis_failure_get_sentence (closed), "in a few minutes"));
  g_assert_nonnull (strstr (parvis_failure_get_sentence (days), "Try again on "));

  /* Ten minutes on, or eleven by the time that the words were made. */
  for (guint minutes = 10; minutes <= 11; minutes++)
    {
      g_autoptr(GDateTime) time = g_date_time_add_minutes (now, minutes);
      g_autofree char *text = g_date_time_format (time, "%H:%M");

      named = named || strstr (parvis_failure_get_sentence (busy), text) != NULL;
    }
  g_assert_true (named);
}

static void
test_detail (void)
{
  g_autoptr(ParvisFailure) plain = NULL;
  g_autoptr(ParvisFailure) hostile = NULL;
  g_autoptr(ParvisFailure) empty = NULL;
  g_autoptr(ParvisFailure) endless = NULL;
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *long_text = g_strnfill (5000, 'x');

  plain = fail (WEEZ_ERROR_SERVER, 500, "Événement <inconnu> & caché", -1, PARVIS_TASK_READ);
  hostile = fail (WEEZ_ERROR_SERVER, 500, " \x1b[2Ja\r\n\tb\u202e\u200bc\xc2\x9b" "d ", -1,
                  PARVIS_TASK_READ);
  empty = fail (WEEZ_ERROR_SERVER, 500, " \n ", -1, PARVIS_TASK_READ);
  endless = fail (WEEZ_ERROR_SERVER, 500, long_text, -1, PARVIS_TASK_READ);

  g_assert_cmpstr (parvis_failure_get_detail (plain), ==, "Événement <inconnu> & caché");
  g_assert_cmpstr (parvis_failure_get_detail (hostile), ==, "[2Ja bc d");
  g_assert_null (parvis_failure_get_detail (empty));
  g_assert_cmpuint (strlen (parvis_failure_get_detail (endless)), ==, 300);

  g_object_get (plain, "title", &title, "detail", &detail, NULL);
  g_assert_cmpstr (title, ==, parvis_failure_get_title (plain));
  g_assert_cmpstr (detail, ==, parvis_failure_get_detail (plain));
}

static void
test_networks (void)
{
  g_autoptr(GError) page = weez_error_new (WEEZ_ERROR_NOT_UNDERSTOOD, 200, NULL, -1, "html");
  g_autoptr(ParvisFailure) portal = NULL;
  g_autoptr(ParvisFailure) proxy = NULL;

  weez_error_set_web_page (page);
  portal = parvis_failure_new (page, PARVIS_TASK_SIGN_IN);
  proxy = fail (WEEZ_ERROR_UNREACHABLE, 407, NULL, -1, PARVIS_TASK_READ);

  assert_words (portal);
  assert_words (proxy);
  g_assert_cmpstr (parvis_failure_get_title (portal), ==, "A Web Page Answered");
  g_assert_cmpstr (parvis_failure_get_title (proxy), ==, "Proxy Needs a Password");
}

static void
test_other_domains (void)
{
  const struct { GQuark domain; int code; ParvisTask task; const char *title; } cases[] = {
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, PARVIS_TASK_READ, "Disk Full" },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, PARVIS_TASK_KEEP_SECRET, "Disk Full" },
    { G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, PARVIS_TASK_KEEP_SECRET, "Not Allowed" },
    { G_IO_ERROR, G_IO_ERROR_READ_ONLY, PARVIS_TASK_READ, "Not Allowed" },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, PARVIS_TASK_READ, "Cancelled" },
    { DEX_ERROR, DEX_ERROR_FIBER_CANCELLED, PARVIS_TASK_READ, "Cancelled" },
    { G_IO_ERROR, G_IO_ERROR_NOT_FOUND, PARVIS_TASK_KEEP_SECRET, "Not Signed In" },
    { G_IO_ERROR, G_IO_ERROR_INVALID_DATA, PARVIS_TASK_KEEP_SECRET, "Account Not Readable" },
    { DEX_ERROR, DEX_ERROR_TIMED_OUT, PARVIS_TASK_KEEP_SECRET, "No Keyring" },
    { G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN, PARVIS_TASK_KEEP_SECRET, "No Keyring" },
    { G_IO_ERROR, G_IO_ERROR_FAILED, PARVIS_TASK_KEEP_SECRET, "No Keyring" },
    { G_IO_ERROR, G_IO_ERROR_FAILED, PARVIS_TASK_READ, "Something Went Wrong" },
    { G_FILE_ERROR, G_FILE_ERROR_FAILED, PARVIS_TASK_READ, "Something Went Wrong" },
    { g_quark_from_static_string ("secret-error"), 2, PARVIS_TASK_KEEP_SECRET, "Keyring Locked" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ParvisFailure) failure = fail_with (cases[i].domain, cases[i].code, cases[i].task);

      assert_words (failure);
      g_assert_cmpstr (parvis_failure_get_title (failure), ==, cases[i].title);
      g_assert_null (parvis_failure_get_detail (failure));
    }
}

static void
test_store (void)
{
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = PARVIS_STORE_ERROR_FULL; code <= PARVIS_STORE_ERROR_FAILED; code++)
    for (ParvisTask task = PARVIS_TASK_SIGN_IN; task <= PARVIS_TASK_KEEP_SECRET; task++)
      {
        g_autoptr(ParvisFailure) failure = fail_with (PARVIS_STORE_ERROR, code, task);
        const char *title = parvis_failure_get_title (failure);

        assert_words (failure);
        g_assert_cmpstr (title, !=, "Something Went Wrong");
        g_assert_cmpint (g_hash_table_add (titles, (char *) title), ==, task == 0);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/failure/every-code-has-words", test_every_code_has_words);
  g_test_add_func ("/failure/stores", test_stores);
  g_test_add_func ("/failure/refusals", test_refusals);
  g_test_add_func ("/failure/busy-says-when", test_busy_says_when);
  g_test_add_func ("/failure/detail", test_detail);
  g_test_add_func ("/failure/networks", test_networks);
  g_test_add_func ("/failure/other-domains", test_other_domains);
  g_test_add_func ("/failure/store", test_store);

  return g_test_run ();
}
