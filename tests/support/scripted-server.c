#include <libsoup/soup.h>
#include <string.h>

#include "scripted-server.h"

struct _ScriptedServer
{
  GObject     parent_instance;
  SoupServer *server;
  char       *url;
  guint       status;
  char       *body;
  GHashTable *headers;
  guint       n_asked;
  char       *asked;
  char       *agent;
};

G_DEFINE_FINAL_TYPE (ScriptedServer, scripted_server, G_TYPE_OBJECT)

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  ScriptedServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *form = soup_server_message_get_request_body (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *sent = g_strndup (form->data, form->length);
  const char *parameters = form->length > 0 ? sent : g_uri_get_query (uri);
  g_autofree char *decoded = g_uri_unescape_string (parameters != NULL ? parameters : "", NULL);
  GHashTableIter iter;
  gpointer name, value;

  self->n_asked++;
  g_free (self->asked);
  self->asked = g_strdup_printf ("%s %s?%s", soup_server_message_get_method (message), path,
                                 decoded);
  g_set_str (&self->agent,
             soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                           "User-Agent"));

  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);

  soup_server_message_set_status (message, self->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY,
                                    self->body, strlen (self->body));
}

static void
scripted_server_finalize (GObject *object)
{
  ScriptedServer *self = SCRIPTED_SERVER (object);

  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->agent, g_free);
  g_clear_pointer (&self->headers, g_hash_table_unref);

  G_OBJECT_CLASS (scripted_server_parent_class)->finalize (object);
}

static void
scripted_server_class_init (ScriptedServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_server_finalize;
}

static void
scripted_server_init (ScriptedServer *self)
{
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->status = 200;
  self->body = g_strdup ("{}");
}

static ScriptedServer *
start (GTlsCertificate *certificate)
{
  ScriptedServer *self = g_object_new (SCRIPTED_TYPE_SERVER, NULL);
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY |
                            (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

ScriptedServer *
scripted_server_new (void)
{
  return start (NULL);
}

ScriptedServer *
scripted_server_new_tls (const char *certificate)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsCertificate) tls = g_tls_certificate_new_from_file (certificate, &error);

  g_assert_no_error (error);

  return start (tls);
}

const char *
scripted_server_get_url (ScriptedServer *self)
{
  return self->url;
}

void
scripted_server_answer (ScriptedServer *self,
                        guint           status,
                        const char     *body)
{
  self->status = status;
  g_set_str (&self->body, body);
}

void
scripted_server_set_header (ScriptedServer *self,
                            const char     *name,
                            const char     *value)
{
  g_hash_table_insert (self->headers, g_strdup (name), g_strdup (value));
}

guint
scripted_server_get_n_asked (ScriptedServer *self)
{
  return self->n_asked;
}

/* The last request, decoded: "GET /tickets?api_key=key&access_token=token&id_event[]=1". */
const char *
scripted_server_get_asked (ScriptedServer *self)
{
  return self->asked;
}

const char *
scripted_server_get_agent (ScriptedServer *self)
{
  return self->agent;
}

static DexFuture *
settled (DexFuture *future,
         gpointer   user_data)
{
  return dex_ref (future);
}

const GValue *
await (DexFuture  *future,
       GError    **error)
{
  /* A link of this thread, so that its main loop wakes up when another thread settles @future. */
  g_autoptr(DexFuture) link = dex_future_finally (dex_ref (future), settled, NULL, NULL);

  while (dex_future_is_pending (link))
    g_main_context_iteration (NULL, TRUE);

  return dex_future_get_value (future, error);
}

gboolean
await_boolean (DexFuture  *future,
               GError    **error)
{
  g_autoptr(DexFuture) owned = future;
  const GValue *value = await (owned, error);

  return value != NULL && (!G_VALUE_HOLDS_BOOLEAN (value) || g_value_get_boolean (value));
}

gpointer
await_object (DexFuture  *future,
              GError    **error)
{
  g_autoptr(DexFuture) owned = future;
  const GValue *value = await (owned, error);

  return value != NULL ? g_value_dup_object (value) : NULL;
}

char *
await_string (DexFuture  *future,
              GError    **error)
{
  g_autoptr(DexFuture) owned = future;
  const GValue *value = await (owned, error);

  return value != NULL ? g_value_dup_string (value) : NULL;
}
