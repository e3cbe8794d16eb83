#include "demo-test.h"

void
demo_test_set_now (DemoServer *server,
                   const char *now)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (now, NULL);

  g_assert_nonnull (time);
  demo_server_set_now (server, time);
}

/* data is the fault to set, or NULL. */
void
demo_test_set_up (DemoTest      *test,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = NULL;

  test->server = demo_server_new (7, DEMO_TEST_PARTICIPANTS, 0);
  demo_test_set_now (test->server, DEMO_TEST_NOW);
  g_assert_true (demo_server_start (test->server, 0, &error));
  g_assert_no_error (error);

  test->session = soup_session_new_with_options ("timeout", 20, NULL);
  test->token = g_strdup ("none");
  answer =
    demo_test_get (test, "auth/access_token?username=%s&password=%s", DEMO_USERNAME, DEMO_PASSWORD);
  g_free (test->token);
  test->token = g_strdup (demo_test_string (json_node_get_object (answer), "accessToken"));
}

void
demo_test_tear_down (DemoTest      *test,
                     gconstpointer  data)
{
  soup_session_abort (test->session);
  g_assert_finalize_object (test->server);
  g_clear_object (&test->session);
  g_free (test->token);
}

SoupMessage *
demo_test_message (DemoTest   *test,
                   const char *method,
                   const char *path)
{
  g_autofree char *uri = g_strconcat (demo_server_get_url (test->server), path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);

  return message;
}

DemoTestAnswer *
demo_test_send (DemoTest    *test,
                SoupMessage *message)
{
  DemoTestAnswer *answer = g_new0 (DemoTestAnswer, 1);
  SoupMessageHeaders *headers;

  answer->body = soup_session_send_and_read (test->session, message, NULL, &answer->error);
  headers = soup_message_get_response_headers (message);
  answer->status = soup_message_get_status (message);
  answer->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  answer->encoding = g_strdup (soup_message_headers_get_one (headers, "Content-Encoding"));
  answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  answer->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));

  return answer;
}

static DemoTestAnswer *
fetch (DemoTest   *test,
       const char *path)
{
  g_autofree char *signed_path = g_strdup_printf ("%s%sapi_key=%s&access_token=%s", path,
                                                  strchr (path, '?') != NULL ? "&" : "?",
                                                  DEMO_API_KEY, test->token);
  g_autoptr(SoupMessage) message = demo_test_message (test, "GET", signed_path);

  return demo_test_send (test, message);
}

/* Signed, whatever the answer. */
DemoTestAnswer *
demo_test_fetch (DemoTest   *test,
                 const char *format,
                 ...)
{
  g_autofree char *path = NULL;
  va_list arguments;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return fetch (test, path);
}

/* Signed, and answered by JSON. */
JsonNode *
demo_test_get (DemoTest   *test,
               const char *format,
               ...)
{
  g_autofree char *path = NULL;
  g_autoptr(DemoTestAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node;
  va_list arguments;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  answer = fetch (test, path);
  g_assert_no_error (answer->error);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->type, ==, "application/json");

  node = json_from_string (demo_test_answer_text (answer), &error);
  g_assert_no_error (error);

  return node;
}

void
demo_test_answer_free (DemoTestAnswer *answer)
{
  g_free (answer->type);
  g_free (answer->encoding);
  g_free (answer->location);
  g_free (answer->retry_after);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

/* libsoup ends what it has read with a NUL. */
const char *
demo_test_answer_text (DemoTestAnswer *answer)
{
  g_assert_nonnull (answer->body);

  return g_bytes_get_size (answer->body) > 0 ? g_bytes_get_data (answer->body, NULL) : "";
}

JsonArray *
demo_test_array (JsonNode   *node,
                 const char *member)
{
  return json_object_get_array_member (json_node_get_object (node), member);
}

gint64
demo_test_int (JsonNode   *node,
               const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) found = json_path_query (path, node, &error);
  JsonArray *array;

  g_assert_no_error (error);
  array = json_node_get_array (found);
  g_assert_cmpuint (json_array_get_length (array), ==, 1);

  return json_array_get_int_element (array, 0);
}

const char *
demo_test_string (JsonObject *object,
                  const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  g_assert_nonnull (node);
  g_assert_true (json_node_get_value_type (node) == G_TYPE_STRING);

  return json_node_get_string (node);
}

static char *
dup_value (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  g_assert_nonnull (node);

  return json_node_get_value_type (node) == G_TYPE_STRING
    ? g_strdup (json_node_get_string (node))
    : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

/* The one whose member, string or number, reads as value; NULL when there is none. */
JsonObject *
demo_test_find (JsonArray  *array,
                const char *member,
                const char *value)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      g_autofree char *own = dup_value (object, member);

      if (g_str_equal (own, value))
        return object;
    }

  return NULL;
}

char *
demo_test_ids (JsonArray  *array,
               const char *member)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *own = dup_value (json_array_get_object_element (array, i), member);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", own);
    }

  return g_string_free_and_steal (ids);
}
