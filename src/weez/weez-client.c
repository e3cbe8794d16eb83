#include "config.h"

#include "weez-client.h"

#include "weez-fiber.h"
#include "weez-reply.h"
#include "weez-soup.h"
#include "weez-worker.h"

#define SIGN_IN_DEADLINE 20
#define LOCAL_PARALLEL 2

struct _WeezClient
{
  GObject      parent_instance;
  WeezSoup    *soup;
  WeezLimiter *limiter;
  WeezWorker  *worker;
  WeezSecrets *secrets;
  GTimeZone   *zone;
};

G_DEFINE_FINAL_TYPE (WeezClient, weez_client, G_TYPE_OBJECT)

/* One call under way: what comes back is read in the worker. */
typedef struct
{
  WeezClient  *client;
  WeezRequest *request;
  WeezSecrets *secrets;
  WeezReply   *reply;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->client);
  g_clear_pointer (&call->request, weez_request_free);
  g_clear_pointer (&call->secrets, weez_secrets_unref);
  g_clear_pointer (&call->reply, weez_reply_free);
  g_free (call);
}

/* Signing in has secrets of its own; and a call may come back after new ones were given. */
static gboolean
call_is_signed (Call *call)
{
  return call->secrets != NULL && call->secrets == call->client->secrets;
}

static void
stop_if_refused (Call         *call,
                 const GError *error)
{
  if (g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_REFUSED) && call_is_signed (call))
    weez_limiter_stop (call->client->limiter, error);
}

/* Other requests may be sent while an answer is read. */
static DexFuture *
call_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Call *call = data;
  WeezLimiter *limiter = call->client->limiter;
  g_autoptr(DexFuture) place = weez_limiter_enter (limiter, call_is_signed (call));
  g_autoptr(DexFuture) record = NULL;
  g_autoptr(GError) error = NULL;
  DexFuture *body;

  if (!dex_await (weez_unless_cancelled (dex_ref (place), cancellable), &error))
    {
      if (dex_future_is_resolved (place))
        weez_limiter_leave (limiter, error);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  body = weez_soup_send (call->client->soup, g_steal_pointer (&call->request), call->secrets);
  call->reply->body = dex_await_boxed (weez_unless_cancelled (body, cancellable), &error);
  stop_if_refused (call, error);
  weez_limiter_leave (limiter, error);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  record = weez_unless_cancelled (weez_worker_run (call->client->worker, weez_reply_job,
                                                   g_steal_pointer (&call->reply),
                                                   (GDestroyNotify) weez_reply_free),
                                  cancellable);
  dex_await (dex_ref (record), &error);
  stop_if_refused (call, error);
  weez_limiter_settle (limiter, error);

  return g_steal_pointer (&record);
}

static WeezRequest *
new_request (WeezClient *self,
             const char *method,
             const char *path,
             const char *id)
{
  return weez_request_new (method, path, id, self->zone);
}

static DexFuture *
send_known (WeezClient     *self,
            WeezRequest    *request,
            WeezSecrets    *secrets,
            WeezReplyShape  shape,
            const char     *member,
            GType           type,
            WeezKnown      *known)
{
  Call *call = g_new0 (Call, 1);

  call->client = g_object_ref (self);
  call->request = request;
  call->secrets = secrets != NULL ? weez_secrets_ref (secrets) : NULL;
  call->reply = g_new0 (WeezReply, 1);
  call->reply->what = request->path;
  call->reply->shape = shape;
  call->reply->member = member;
  call->reply->type = type;
  call->reply->known = known != NULL ? weez_known_ref (known) : NULL;
  call->reply->empty = type == WEEZ_TYPE_SCAN_SETTINGS;
  call->reply->zone = g_time_zone_ref (self->zone);
  call->reply->secrets = secrets != NULL ? weez_secrets_ref (secrets) : NULL;

  return weez_fiber_spawn (call_fiber, call, call_free);
}

static DexFuture *
send_request (WeezClient     *self,
              WeezRequest    *request,
              WeezSecrets    *secrets,
              WeezReplyShape  shape,
              const char     *member,
              GType           type)
{
  return send_known (self, request, secrets, shape, member, type, NULL);
}

static DexFuture *
list (WeezClient  *self,
      WeezRequest *request,
      const char  *member,
      GType        type)
{
  return send_request (self, request, self->secrets, WEEZ_REPLY_LIST, member, type);
}

static DexFuture *
get_record (WeezClient  *self,
            WeezRequest *request,
            const char  *member,
            GType        type)
{
  return send_request (self, request, self->secrets, WEEZ_REPLY_RECORD, member, type);
}

static void
weez_client_finalize (GObject *object)
{
  WeezClient *self = WEEZ_CLIENT (object);

  g_clear_object (&self->soup);
  g_clear_object (&self->limiter);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->secrets, weez_secrets_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (weez_client_parent_class)->finalize (object);
}

static void
weez_client_class_init (WeezClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = weez_client_finalize;
}

static void
weez_client_init (WeezClient *self)
{
  /* The service writes most times without a zone; French local time is the best-founded reading. */
  self->zone = g_time_zone_new_identifier ("Europe/Paris");
  if (self->zone == NULL)
    self->zone = g_time_zone_new_local ();

  self->limiter = weez_limiter_new ();
  self->worker = weez_worker_new_patient (2);
}

/**
 * weez_client_new:
 * @base_url: (nullable): where the service is, %WEEZ_DEFAULT_URL if null; https, or http on this
 *   computer itself
 * @error: return location for a %WEEZ_ERROR
 *
 * Returns: (transfer full) (nullable): a client that is not signed in
 */
WeezClient *
weez_client_new (const char  *base_url,
                 GError     **error)
{
  g_autoptr(WeezSoup) soup = weez_soup_new (base_url != NULL ? base_url : WEEZ_DEFAULT_URL, error);
  WeezClient *self;

  if (soup == NULL)
    return NULL;

  self = g_object_new (WEEZ_TYPE_CLIENT, NULL);
  self->soup = g_steal_pointer (&soup);
  if (weez_soup_is_local (self->soup) && g_getenv ("PARVIS_BUDGET") == NULL)
    weez_limiter_set_budget (self->limiter, 0, 0, LOCAL_PARALLEL);

  return self;
}

/**
 * weez_client_get_base_url:
 * @self: a client
 *
 * Returns: (transfer none): where the service is, with a slash at the end and nothing secret
 */
const char *
weez_client_get_base_url (WeezClient *self)
{
  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);

  return weez_soup_get_base_url (self->soup);
}

/**
 * weez_client_is_local:
 * @self: a client
 *
 * Returns: whether the service is on this computer itself
 */
gboolean
weez_client_is_local (WeezClient *self)
{
  g_return_val_if_fail (WEEZ_IS_CLIENT (self), FALSE);

  return weez_soup_is_local (self->soup);
}

/**
 * weez_client_get_limiter:
 * @self: a client
 *
 * A service on this computer itself has no budget unless one is set.
 *
 * Returns: (transfer none): what all requests of @self pass
 */
WeezLimiter *
weez_client_get_limiter (WeezClient *self)
{
  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);

  return self->limiter;
}

/**
 * weez_client_get_zone:
 * @self: a client
 *
 * Returns: (transfer none): the zone of the times that the service writes without one
 */
GTimeZone *
weez_client_get_zone (WeezClient *self)
{
  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);

  return self->zone;
}

/**
 * weez_client_set_zone:
 * @self: a client
 * @zone: (transfer none): of the times that the service writes without one; Europe/Paris at first
 */
void
weez_client_set_zone (WeezClient *self,
                      GTimeZone  *zone)
{
  g_return_if_fail (WEEZ_IS_CLIENT (self));

  g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
}

/**
 * weez_client_has_credentials:
 * @self: a client
 *
 * Returns: whether calls are signed with a key and a token
 */
gboolean
weez_client_has_credentials (WeezClient *self)
{
  g_return_val_if_fail (WEEZ_IS_CLIENT (self), FALSE);

  return self->secrets != NULL;
}

/**
 * weez_client_set_credentials:
 * @self: a client
 * @api_key: (nullable): the account's API key
 * @access_token: (nullable): what signing in gave; null for either forgets both
 *
 * Calls that are under way keep what they were sent with. After the service has refused the key or
 * the token, nothing signed is sent before this is called.
 */
void
weez_client_set_credentials (WeezClient *self,
                             const char *api_key,
                             const char *access_token)
{
  g_return_if_fail (WEEZ_IS_CLIENT (self));

  g_clear_pointer (&self->secrets, weez_secrets_unref);
  weez_limiter_resume (self->limiter, 0);
  if (api_key == NULL || access_token == NULL)
    return;

  self->secrets = weez_secrets_new ();
  weez_secrets_add (self->secrets, "api_key", api_key);
  weez_secrets_add (self->secrets, "access_token", access_token);
  weez_limiter_resume (self->limiter, weez_secrets_get_number (self->secrets));
}

typedef struct
{
  WeezClient  *client;
  WeezSecrets *secrets;
} SignIn;

static void
sign_in_free (SignIn *sign_in)
{
  g_object_unref (sign_in->client);
  weez_secrets_unref (sign_in->secrets);
  g_free (sign_in);
}

static DexFuture *
signed_in (DexFuture *completed,
           gpointer   user_data)
{
  SignIn *sign_in = user_data;

  weez_client_set_credentials (sign_in->client,
                               weez_secrets_get (sign_in->secrets, "api_key"),
                               g_value_get_string (dex_future_get_value (completed, NULL)));
  weez_limiter_readmit (sign_in->client->limiter);

  return dex_ref (completed);
}

/**
 * weez_client_sign_in:
 * @self: a client
 * @username: login of an organizer or partner
 * @password: their password, sent once and not kept
 * @api_key: their API key
 *
 * `POST /auth/access_token`. Never to be called but for a person who just typed a password: five
 * wrong ones close the service for half an hour.
 *
 * Returns: (transfer full): resolves to the access token, a string, and then @self has credentials
 */
DexFuture *
weez_client_sign_in (WeezClient *self,
                     const char *username,
                     const char *password,
                     const char *api_key)
{
  SignIn *sign_in;
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);
  g_return_val_if_fail (username != NULL && password != NULL && api_key != NULL, NULL);

  sign_in = g_new0 (SignIn, 1);
  sign_in->client = g_object_ref (self);
  sign_in->secrets = weez_secrets_new ();
  weez_secrets_add (sign_in->secrets, "username", username);
  weez_secrets_add (sign_in->secrets, "password", password);
  weez_secrets_add (sign_in->secrets, "api_key", api_key);

  request = new_request (self, "POST", "/auth/access_token", NULL);
  request->deadline = SIGN_IN_DEADLINE;
  weez_limiter_forgive (self->limiter);

  return dex_future_then (send_request (self, request, sign_in->secrets, WEEZ_REPLY_TEXT,
                                        "accessToken|access_token", G_TYPE_STRING),
                          signed_in, sign_in, (GDestroyNotify) sign_in_free);
}

/**
 * weez_client_list_events:
 * @self: a client with credentials
 * @query: which events
 *
 * `GET /events`.
 *
 * Returns: (transfer full): resolves to a #WeezListing of #WeezEvent
 */
DexFuture *
weez_client_list_events (WeezClient      *self,
                         WeezEventsQuery *query)
{
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);
  g_return_val_if_fail (WEEZ_IS_EVENTS_QUERY (query), NULL);

  request = new_request (self, "GET", "/events", NULL);
  weez_request_add_query (request, WEEZ_RECORD (query));

  return list (self, request, "events", WEEZ_TYPE_EVENT);
}

/**
 * weez_client_list_dates:
 * @self: a client with credentials
 * @id_events: the events
 * @display_passed: whether dates that have passed are wanted too
 *
 * `GET /dates`. Only events with `multiple_dates` have any.
 *
 * Returns: (transfer full): resolves to a #WeezListing of #WeezEventDate
 */
DexFuture *
weez_client_list_dates (WeezClient         *self,
                        const char * const *id_events,
                        gboolean            display_passed)
{
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);

  request = new_request (self, "GET", "/dates", NULL);
  if (display_passed)
    weez_request_add (request, "display_passed", "1");
  weez_request_add_array (request, "id_event", id_events);

  return list (self, request, "dates", WEEZ_TYPE_EVENT_DATE);
}

/**
 * weez_client_list_tickets:
 * @self: a client with credentials
 * @id_events: the events
 *
 * `GET /tickets`.
 *
 * Returns: (transfer full): resolves to a #WeezListing of #WeezTicketCategory, one for each event,
 *   which holds the event's tickets and categories
 */
DexFuture *
weez_client_list_tickets (WeezClient         *self,
                          const char * const *id_events)
{
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);

  request = new_request (self, "GET", "/tickets", NULL);
  weez_request_add_array (request, "id_event", id_events);

  return list (self, request, "events", WEEZ_TYPE_TICKET_CATEGORY);
}

/**
 * weez_client_get_ticket_stats:
 * @self: a client with credentials
 * @id_ticket: the ticket
 * @id_date: (nullable): one of its dates
 *
 * `GET /tickets/:id/stats`.
 *
 * Returns: (transfer full): resolves to a #WeezTicketStats
 */
DexFuture *
weez_client_get_ticket_stats (WeezClient *self,
                              const char *id_ticket,
                              const char *id_date)
{
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);
  g_return_val_if_fail (id_ticket != NULL, NULL);

  request = new_request (self, "GET", "/tickets/:id/stats", id_ticket);
  if (id_date != NULL)
    weez_request_add (request, "id_date", id_date);

  return get_record (self, request, "stats", WEEZ_TYPE_TICKET_STATS);
}

/**
 * weez_client_list_participants:
 * @self: a client with credentials
 * @query: which participants, and how much of each
 *
 * `GET /participant/list`. Pages shift while sales run: keep rows by their id.
 *
 * Returns: (transfer full): resolves to a #WeezListing of #WeezParticipant
 */
DexFuture *
weez_client_list_participants (WeezClient            *self,
                               WeezParticipantsQuery *query)
{
  return weez_client_list_unknown_participants (self, query, NULL);
}

/**
 * weez_client_list_unknown_participants:
 * @self: a client with credentials
 * @query: which participants, and how much of each
 * @known: (nullable): who knows rows that need not be read again, and takes the others
 *
 * The same as weez_client_list_participants(), for who reads a list once more.
 *
 * Returns: (transfer full): resolves to a #WeezListing with what took each #WeezParticipant
 */
DexFuture *
weez_client_list_unknown_participants (WeezClient            *self,
                                       WeezParticipantsQuery *query,
                                       WeezKnown             *known)
{
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);
  g_return_val_if_fail (WEEZ_IS_PARTICIPANTS_QUERY (query), NULL);

  request = new_request (self, "GET", "/participant/list", NULL);
  weez_request_add_query (request, WEEZ_RECORD (query));

  return send_known (self, request, self->secrets, WEEZ_REPLY_LIST, "participants|p",
                     WEEZ_TYPE_PARTICIPANT, known);
}

static DexFuture *
no_answers (DexFuture *completed,
            gpointer   user_data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_NOT_FOUND))
    return dex_future_new_take_object (weez_listing_new_empty (WEEZ_TYPE_ANSWER));

  return dex_ref (completed);
}

/**
 * weez_client_list_answers:
 * @self: a client with credentials
 * @id_participant: the participant
 *
 * `GET /participant/:id/answers`. The service gives the buyer's answers where the participant has
 * none, and answers 404 where there are no answers at all.
 *
 * Returns: (transfer full): resolves to a #WeezListing of #WeezAnswer
 */
DexFuture *
weez_client_list_answers (WeezClient *self,
                          const char *id_participant)
{
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);
  g_return_val_if_fail (id_participant != NULL, NULL);

  request = new_request (self, "GET", "/participant/:id/answers", id_participant);

  return dex_future_catch (list (self, request, "answers", WEEZ_TYPE_ANSWER),
                           no_answers, NULL, NULL);
}

/**
 * weez_client_get_scan_settings:
 * @self: a client with credentials
 *
 * `GET /scan/settings`.
 *
 * Returns: (transfer full): resolves to a #WeezScanSettings
 */
DexFuture *
weez_client_get_scan_settings (WeezClient *self)
{
  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);

  return get_record (self, new_request (self, "GET", "/scan/settings", NULL),
                     "settings", WEEZ_TYPE_SCAN_SETTINGS);
}

/**
 * weez_client_set_scan_user:
 * @self: a client with credentials
 * @user: a name for this control point
 *
 * `POST /scan/user`. It changes the account: only for a person who asked for it, and never again
 * by itself.
 *
 * Returns: (transfer full): resolves to the id of the control point, a string
 */
DexFuture *
weez_client_set_scan_user (WeezClient *self,
                           const char *user)
{
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);
  g_return_val_if_fail (user != NULL, NULL);

  request = new_request (self, "POST", "/scan/user", NULL);
  weez_request_add (request, "user", user);

  return send_request (self, request, self->secrets, WEEZ_REPLY_TEXT, "id", G_TYPE_STRING);
}

/**
 * weez_client_get_event_details:
 * @self: a client with credentials
 * @id_event: the event
 *
 * `GET /event/:id/details`.
 *
 * Returns: (transfer full): resolves to a #WeezEventDetails
 */
DexFuture *
weez_client_get_event_details (WeezClient *self,
                               const char *id_event)
{
  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  return get_record (self, new_request (self, "GET", "/event/:id/details", id_event),
                     "events", WEEZ_TYPE_EVENT_DETAILS);
}

/**
 * weez_client_search_events:
 * @self: a client with credentials
 * @query: what to look for
 *
 * `GET /event/search/`, or `/event/search/full/` if @query is full. The events are those of all
 * organizers.
 *
 * Returns: (transfer full): resolves to a #WeezListing of #WeezPublicEvent
 */
DexFuture *
weez_client_search_events (WeezClient      *self,
                           WeezSearchQuery *query)
{
  WeezRequest *request;

  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);
  g_return_val_if_fail (WEEZ_IS_SEARCH_QUERY (query), NULL);

  request = new_request (self, "GET", query->full ? "/event/search/full/" : "/event/search/",
                         NULL);
  weez_request_add_query (request, WEEZ_RECORD (query));

  return list (self, request, "events", WEEZ_TYPE_PUBLIC_EVENT);
}

/**
 * weez_client_list_event_categories:
 * @self: a client; it needs no credentials and sends none
 *
 * `GET /event/categories/`.
 *
 * Returns: (transfer full): resolves to a #WeezListing of #WeezEventCategory
 */
DexFuture *
weez_client_list_event_categories (WeezClient *self)
{
  g_return_val_if_fail (WEEZ_IS_CLIENT (self), NULL);

  return send_request (self, new_request (self, "GET", "/event/categories/", NULL), NULL,
                       WEEZ_REPLY_LIST, "event_categories", WEEZ_TYPE_EVENT_CATEGORY);
}
