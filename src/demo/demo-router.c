#include "demo-router.h"

#include <string.h>

#include "demo-document.h"
#include "demo-json.h"

typedef enum
{
  ROUTE_TOKEN,
  ROUTE_EVENTS,
  ROUTE_DATES,
  ROUTE_TICKETS,
  ROUTE_STATS,
  ROUTE_LIST,
  ROUTE_ANSWERS,
  ROUTE_SETTINGS,
  ROUTE_USER,
  ROUTE_SEARCH,
  ROUTE_SEARCH_FULL,
  ROUTE_CATEGORIES,
  ROUTE_DETAILS,
} RouteId;

typedef struct
{
  const char *path;      /* * is one part of it */
  const char *methods;
  const char *document;
  RouteId     id;
} Route;

/* First come, first served. The second path of two is the one of older copies of the document. */
static const Route routes[] = {
  { "/auth/access_token", "POST GET", "access-token", ROUTE_TOKEN },
  { "/events", "GET", "events", ROUTE_EVENTS },
  { "/dates", "GET", "dates", ROUTE_DATES },
  { "/tickets", "GET", "tickets", ROUTE_TICKETS },
  { "/tickets/*/stats", "GET", "stats", ROUTE_STATS },
  { "/ticket/*/stats", "GET", "stats", ROUTE_STATS },
  { "/participant/list", "GET", "participants", ROUTE_LIST },
  { "/participants", "GET", "participants", ROUTE_LIST },
  { "/participant/*/answers", "GET", "answers", ROUTE_ANSWERS },
  { "/scan/settings", "GET", "settings", ROUTE_SETTINGS },
  { "/scan/user", "POST", "user", ROUTE_USER },
  { "/event/search", "GET", "search", ROUTE_SEARCH },
  { "/event/search/full", "GET", "search", ROUTE_SEARCH_FULL },
  { "/event/categories", "GET POST", "categories", ROUTE_CATEGORIES },
  { "/event/*/details", "GET", "details", ROUTE_DETAILS },
};

/* With the part of the path that stands for the star. */
static gboolean
path_matches (const char  *pattern,
              const char  *path,
              char       **part)
{
  g_auto(GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto(GStrv) given = g_strsplit (path, "/", -1);

  if (g_strv_length (wanted) != g_strv_length (given))
    return FALSE;

  for (guint i = 0; wanted[i] != NULL; i++)
    if (!g_str_equal (wanted[i], "*") && !g_str_equal (wanted[i], given[i]))
      return FALSE;

  for (guint i = 0; wanted[i] != NULL; i++)
    if (g_str_equal (wanted[i], "*"))
      g_set_str (part, given[i]);

  return TRUE;
}

static const Route *
find_route (const char  *path,
            char       **part)
{
  g_autofree char *plain = NULL;
  gsize length;

  if (g_str_has_prefix (path, "/api/v2/"))
    path += strlen ("/api/v2");

  length = strlen (path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  plain = g_strndup (path, length);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (path_matches (routes[i].path, plain, part))
      return &routes[i];

  return NULL;
}

static void
append_settings (GString *text)
{
  static const struct { const char *name, *value; } settings[] = {
    { "sync_interval", "120" }, { "scan_device", "" }, { "scan_focus", "0" },
    { "scan_mode", "0" }, { "scan_vibration", "1" }, { "scan_sound", "1" },
  };

  demo_json_open (text, NULL, '{');
  demo_json_open (text, "settings", '{');
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    demo_json_string (text, settings[i].name, settings[i].value);
  demo_json_close (text, '}');
  demo_json_close (text, '}');
}

/* A name always gets the same id. */
static gboolean
append_user (DemoQuery *query,
             GString   *text)
{
  const char *user = demo_query_get (query, "user");

  if (user == NULL || *user == '\0')
    return FALSE;

  demo_json_open (text, NULL, '{');
  demo_json_format (text, "id", "%u", 1800 + g_str_hash (user) % 8000);
  demo_json_close (text, '}');

  return TRUE;
}

static void
answer_route (DemoOrganizer *organizer,
              RouteId        id,
              const char    *part,
              DemoQuery     *query,
              DemoReply     *reply)
{
  GString *text = g_string_new (NULL);
  gboolean found = TRUE;

  switch (id)
    {
    case ROUTE_EVENTS:
      demo_answer_events (organizer, query, text);
      break;
    case ROUTE_DATES:
      demo_answer_dates (organizer, query, text);
      break;
    case ROUTE_TICKETS:
      demo_answer_tickets (organizer, query, text);
      break;
    case ROUTE_STATS:
      found = demo_answer_stats (organizer, query, part, text);
      break;
    case ROUTE_LIST:
      demo_answer_list (organizer, query, text);
      break;
    case ROUTE_ANSWERS:
      found = demo_answer_answers (organizer, part, text);
      break;
    case ROUTE_SETTINGS:
      append_settings (text);
      break;
    case ROUTE_SEARCH:
    case ROUTE_SEARCH_FULL:
      demo_answer_search (organizer, query, id == ROUTE_SEARCH_FULL, text);
      break;
    case ROUTE_CATEGORIES:
      demo_answer_categories (organizer, text);
      break;
    case ROUTE_DETAILS:
      demo_answer_details (organizer, part, text);
      break;
    case ROUTE_USER:
      if (!append_user (query, text))
        demo_reply_set_error (reply, 400, "BadRequest", "user is required");
      break;
    case ROUTE_TOKEN:
    default:
      g_assert_not_reached ();
    }

  if (!found)
    demo_reply_set_error (reply, 404, "NotFound", "Not found");

  if (reply->body == NULL)
    demo_reply_set_text (reply, text);
  else
    g_string_free (text, TRUE);
}

void
demo_router_answer (DemoOrganizer *organizer,
                    DemoAccess    *access,
                    const char    *method,
                    const char    *path,
                    DemoQuery     *query,
                    DemoReply     *reply)
{
  g_autofree char *part = NULL;
  const Route *route = find_route (path, &part);

  reply->status = 200;

  if (route == NULL)
    demo_reply_set_error (reply, 404, "NotFound", "Unknown method");
  else if (strstr (route->methods, method) == NULL)
    demo_reply_set_error (reply, 405, "MethodNotAllowed", "Method not allowed");
  else if (organizer == NULL)
    reply->body = demo_document_dup (route->document);
  else if (route->id == ROUTE_TOKEN)
    demo_access_login (access, query, reply);
  else if (route->id == ROUTE_CATEGORIES)
    answer_route (organizer, route->id, part, query, reply);
  else if (!demo_access_check (access, query, reply))
    return;
  /* The service falls over a scalar where it expects an array. */
  else if (route->id == ROUTE_LIST && demo_query_has_scalar (query, "id_event"))
    demo_reply_set_error (reply, 500, "Exception", "Internal Server Error");
  else
    answer_route (organizer, route->id, part, query, reply);
}
