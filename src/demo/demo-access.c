#include "demo-access.h"

#include <string.h>

#include "demo-json.h"
#include "demo-random.h"
#include "demo-server.h"

#define BAN (30 * 60 * G_USEC_PER_SEC)

static const struct { const char *username, *api_key; } logins[DEMO_N_LOGINS] = {
  { DEMO_USERNAME, DEMO_API_KEY },
  { DEMO_OTHER_USERNAME, DEMO_OTHER_API_KEY },
};

guint
demo_access_who (DemoQuery *query)
{
  const char *key = demo_query_get (query, "api_key");

  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    if (g_strcmp0 (key, logins[i].api_key) == 0)
      return i;

  return 0;
}

static char *
dup_token (DemoAccess *self,
           guint       who)
{
  guint64 key = demo_mix (demo_mix (self->seed, 'T' + who), self->generation);

  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", key,
                          demo_mix (key, 1));
}

static gboolean
is_banned (DemoAccess *self,
           DemoReply  *reply)
{
  gint64 left;

  if (self->n_wrong < G_N_ELEMENTS (self->wrong))
    return FALSE;

  left = self->wrong[G_N_ELEMENTS (self->wrong) - 1] + BAN - g_get_monotonic_time ();
  if (left <= 0)
    {
      self->n_wrong = 0;
      return FALSE;
    }

  reply->retry_after = (guint) (left / G_USEC_PER_SEC) + 1;
  demo_reply_set_error (reply, 429, "TooManyRequests", "Too many wrong logins, try again later");
  return TRUE;
}

static void
note_wrong_login (DemoAccess *self)
{
  gint64 now = g_get_monotonic_time ();
  guint n_old = 0;

  while (n_old < self->n_wrong && self->wrong[n_old] + BAN < now)
    n_old++;
  memmove (self->wrong, self->wrong + n_old, (self->n_wrong - n_old) * sizeof (gint64));
  self->n_wrong -= n_old;

  if (self->n_wrong < G_N_ELEMENTS (self->wrong))
    self->wrong[self->n_wrong++] = now;
}

gboolean
demo_access_login (DemoAccess *self,
                   DemoQuery  *query,
                   DemoReply  *reply)
{
  const char *username = demo_query_get (query, "username");
  const char *password = demo_query_get (query, "password");
  const char *key = demo_query_get (query, "api_key");
  guint who = demo_access_who (query);
  g_autofree char *token = NULL;
  GString *text;

  if (is_banned (self, reply))
    return FALSE;

  /* A JSON body ends here too: nothing of it is read. */
  if (username == NULL || password == NULL || key == NULL)
    {
      demo_reply_set_error (reply, 400, "BadRequest",
                            "username, password and api_key are required");
      return FALSE;
    }

  if (!g_str_equal (key, logins[who].api_key))
    {
      note_wrong_login (self);
      demo_reply_set_error (reply, 403, "Forbidden", "The API key is invalid");
      return FALSE;
    }

  if (!g_str_equal (username, logins[who].username) || !g_str_equal (password, DEMO_PASSWORD))
    {
      note_wrong_login (self);
      demo_reply_set_error (reply, 403, "Forbidden", "Wrong username or password");
      return FALSE;
    }

  token = dup_token (self, who);
  text = g_string_new (NULL);
  demo_json_open (text, NULL, '{');
  demo_json_string (text, "accessToken", token);
  demo_json_close (text, '}');
  demo_reply_set_text (reply, text);

  return TRUE;
}

gboolean
demo_access_check (DemoAccess *self,
                   DemoQuery  *query,
                   DemoReply  *reply)
{
  guint who = demo_access_who (query);
  g_autofree char *token = dup_token (self, who);

  if (g_strcmp0 (demo_query_get (query, "api_key"), logins[who].api_key) != 0)
    {
      demo_reply_set_error (reply, 403, "Forbidden", "The API key is invalid");
      return FALSE;
    }

  if (g_strcmp0 (demo_query_get (query, "access_token"), token) != 0)
    {
      demo_reply_set_error (reply, 403, "OAuthException", "The access token is invalid");
      return FALSE;
    }

  return TRUE;
}
