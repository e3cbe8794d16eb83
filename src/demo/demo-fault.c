#include "demo-fault.h"

#include <string.h>

#include "demo-json.h"

#define RETRY_SECONDS 7
#define DEPTH         100000
#define BOMB_SIZE     (200 * 1024 * 1024)
#define TOO_LARGE     "9223372036854775808"

typedef enum
{
  FAULT_HTTP,
  FAULT_HTTP_DATE,
  FAULT_ERROR_200,
  FAULT_HTML,
  FAULT_EMPTY,
  FAULT_MALFORMED,
  FAULT_WRONG_SHAPE,
  FAULT_CUT_GZIP,
  FAULT_DEEP,
  FAULT_OVERFLOW,
  FAULT_REDIRECT,
  FAULT_REDIRECT_SAME,
  FAULT_BOMB,
  FAULT_INVALID_UTF8,
  FAULT_REPEAT_PAGE,
  FAULT_STREAM,
} FaultKind;

static const struct
{
  const char *name;
  FaultKind   kind;
  guint       detail;   /* HTTP status or DemoStreamMode */
} kinds[] = {
  { "http-400", FAULT_HTTP, 400 },
  { "http-401", FAULT_HTTP, 401 },
  { "http-403", FAULT_HTTP, 403 },
  { "http-404", FAULT_HTTP, 404 },
  { "http-408", FAULT_HTTP, 408 },
  { "http-413", FAULT_HTTP, 413 },
  { "http-429", FAULT_HTTP, 429 },
  { "http-429-date", FAULT_HTTP_DATE, 429 },
  { "http-500", FAULT_HTTP, 500 },
  { "http-502", FAULT_HTTP, 502 },
  { "http-503", FAULT_HTTP, 503 },
  { "http-504", FAULT_HTTP, 504 },
  { "proxy-407", FAULT_HTTP, 407 },
  { "error-200", FAULT_ERROR_200 },
  { "html", FAULT_HTML },
  { "empty", FAULT_EMPTY },
  { "malformed", FAULT_MALFORMED },
  { "wrong-shape", FAULT_WRONG_SHAPE },
  { "cut", FAULT_STREAM, DEMO_STREAM_CUT },
  { "cut-quiet", FAULT_STREAM, DEMO_STREAM_CUT_QUIET },
  { "cut-gzip", FAULT_CUT_GZIP },
  { "cut-close", FAULT_STREAM, DEMO_STREAM_CUT_CLOSE },
  { "deep", FAULT_DEEP },
  { "overflow", FAULT_OVERFLOW },
  { "redirect", FAULT_REDIRECT },
  { "redirect-same", FAULT_REDIRECT_SAME },
  { "endless", FAULT_STREAM, DEMO_STREAM_ENDLESS },
  { "trickle", FAULT_STREAM, DEMO_STREAM_TRICKLE },
  { "slow", FAULT_STREAM, DEMO_STREAM_SLOW },
  { "late", FAULT_STREAM, DEMO_STREAM_LATE },
  { "bomb", FAULT_BOMB },
  { "reset", FAULT_STREAM, DEMO_STREAM_RESET },
  { "invalid-utf8", FAULT_INVALID_UTF8 },
  { "repeat-page", FAULT_REPEAT_PAGE },
};

struct _DemoFault
{
  guint  kind;     /* index of kinds */
  guint  every;
  char  *prefix;
  guint  n_seen;
  guint  n_struck;
};

/* NULL when the text says nothing that is known. */
DemoFault *
demo_fault_new (const char *text)
{
  g_auto(GStrv) halves = g_strsplit (text, "@", 2);
  g_auto(GStrv) parts = halves[0] != NULL ? g_strsplit (halves[0], ":", 2) : NULL;
  guint64 every = 1;
  DemoFault *self;

  if (parts == NULL || parts[0] == NULL || (halves[1] != NULL && halves[1][0] != '/') ||
      (parts[1] != NULL && !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT, &every, NULL)))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, parts[0]))
      {
        self = g_new0 (DemoFault, 1);
        self->kind = i;
        self->every = (guint) every;
        self->prefix = g_strdup (halves[1] != NULL ? halves[1] : "/");
        return self;
      }

  return NULL;
}

void
demo_fault_free (DemoFault *self)
{
  g_free (self->prefix);
  g_free (self);
}

char *
demo_fault_dup_kinds (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i].name);

  return g_string_free_and_steal (names);
}

gboolean
demo_fault_strikes (DemoFault  *self,
                    const char *path)
{
  if (!g_str_has_prefix (path, self->prefix) || ++self->n_seen % self->every != 0)
    return FALSE;

  self->n_struck++;
  return TRUE;
}

/* The one fault that is in the question, not in the answer. */
gboolean
demo_fault_is_repeat (DemoFault *self)
{
  return kinds[self->kind].kind == FAULT_REPEAT_PAGE;
}

static void
set_text (DemoReply  *reply,
          const char *text)
{
  demo_reply_set_text (reply, g_string_new (text));
}

static void
set_deep (DemoReply *reply)
{
  GString *text = g_string_new ("{\"events\":");

  for (guint i = 0; i < DEPTH; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < DEPTH; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  demo_reply_set_text (reply, text);
}

/* In a count that the answer has, or in one of its own. */
static void
set_overflow (DemoReply *reply)
{
  static const char * const counts[] = {
    "\"participants\":", "\"total\":", "\"count\":", "\"counter\":",
  };
  gsize length;
  const char *body = g_bytes_get_data (reply->body, &length);
  GString *text = g_string_new_len (body, (gssize) length);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      char *at = strstr (text->str, counts[i]);
      char *digits = at != NULL ? at + strlen (counts[i]) : NULL;

      if (digits != NULL && g_ascii_isdigit (*digits))
        {
          gsize n_digits = strspn (digits, "0123456789");
          gssize position = digits - text->str;

          g_string_erase (text, position, (gssize) n_digits);
          g_string_insert (text, position, TOO_LARGE);
          demo_reply_set_text (reply, text);
          return;
        }
    }

  g_string_insert (text, 1, "\"counter\":" TOO_LARGE ",");
  demo_reply_set_text (reply, text);
}

static void
set_invalid_utf8 (DemoReply *reply)
{
  gsize length;
  const char *body = g_bytes_get_data (reply->body, &length);
  GString *text = g_string_new_len (body, (gssize) length);
  char *at = strstr (text->str, ":\"");

  if (at != NULL)
    g_string_insert (text, at + 2 - text->str, "\xff\xc3(");
  else
    g_string_insert (text, 1, "\"note\":\"\xff\xc3(\",");
  demo_reply_set_text (reply, text);
}

/* White space within JSON that is otherwise right, so that only its size tells. */
static gpointer
make_bomb (gpointer data)
{
  const char head[] = "{\"events\":[],\"participants\":[]";
  char *text = g_malloc (BOMB_SIZE);
  g_autoptr(GBytes) bytes = NULL;

  memset (text, ' ', BOMB_SIZE);
  memcpy (text, head, strlen (head));
  text[BOMB_SIZE - 1] = '}';
  bytes = g_bytes_new_take (text, BOMB_SIZE);

  return demo_reply_gzip (bytes, 9);
}

static void
set_body (DemoReply *reply,
          GBytes    *body)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = body;
}

static void
cut_gzip (DemoReply *reply)
{
  g_autoptr(GBytes) whole = demo_reply_gzip (reply->body, 1);

  set_body (reply, g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - 10));
  reply->gzipped = TRUE;
}

static void
set_http (DemoReply *reply,
          guint      status)
{
  demo_reply_set_error (reply, status, "Fault", demo_reply_get_phrase (status));
  if (status == 429 || status == 503)
    reply->retry_after = RETRY_SECONDS;
}

static void
set_redirect (DemoReply *reply,
              GUri      *uri,
              gboolean   same)
{
  const char *query = g_uri_get_query (uri);

  demo_reply_set_error (reply, 302, "Fault", "Found");
  reply->location = g_strdup_printf ("%s%s%s",
                                     same ? g_uri_get_path (uri) : "http://127.0.0.2:1/",
                                     query != NULL ? "?" : "", query != NULL ? query : "");
}

/* Changes the reply; TRUE when it must go out by a stream instead. */
gboolean
demo_fault_spoil (DemoFault      *self,
                  DemoReply      *reply,
                  GUri           *uri,
                  DemoStreamMode *mode)
{
  static GOnce bomb = G_ONCE_INIT;
  guint detail = kinds[self->kind].detail;

  switch (kinds[self->kind].kind)
    {
    case FAULT_STREAM:
      *mode = (DemoStreamMode) detail;
      return TRUE;

    case FAULT_HTTP_DATE:
      reply->retry_date = TRUE;
      set_http (reply, detail);
      break;
    case FAULT_HTTP:
      set_http (reply, detail);
      break;

    case FAULT_ERROR_200:
      demo_reply_set_error (reply, 200, "Fault", "Something went wrong");
      break;

    case FAULT_HTML:
      reply->status = 200;
      reply->type = "text/html";
      set_text (reply, "<!DOCTYPE html>\n<html><head><title>Wi-Fi gratuit</title></head><body>"
                       "<form action=\"/portal\"><button>Connexion</button></form>"
                       "</body></html>\n");
      break;

    case FAULT_EMPTY:
      reply->status = 200;
      set_text (reply, "");
      break;

    case FAULT_MALFORMED:
      set_body (reply,
                g_bytes_new_from_bytes (reply->body, 0,
                                        MAX (g_bytes_get_size (reply->body) * 3 / 4, 1)));
      break;

    case FAULT_WRONG_SHAPE:
      set_text (reply, self->n_struck % 2 == 1 ? "{\"hello\":1}" : "[1,2,3]");
      break;

    case FAULT_CUT_GZIP:
      cut_gzip (reply);
      break;
    case FAULT_DEEP:
      set_deep (reply);
      break;
    case FAULT_OVERFLOW:
      set_overflow (reply);
      break;
    case FAULT_INVALID_UTF8:
      set_invalid_utf8 (reply);
      break;

    case FAULT_REDIRECT:
    case FAULT_REDIRECT_SAME:
      set_redirect (reply, uri, kinds[self->kind].kind == FAULT_REDIRECT_SAME);
      break;

    case FAULT_BOMB:
      reply->status = 200;
      reply->gzipped = TRUE;
      set_body (reply, g_bytes_ref (g_once (&bomb, make_bomb, NULL)));
      break;

    case FAULT_REPEAT_PAGE:
    default:
      break;
    }

  return FALSE;
}
