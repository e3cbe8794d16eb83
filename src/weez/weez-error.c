#include "config.h"

#include "weez-error.h"

#define MAX_DETAIL 300

typedef struct
{
  guint     status;
  char     *detail;
  gint64    retry_after;
  gboolean  web_page;
} WeezErrorPrivate;

static void
weez_error_private_init (WeezErrorPrivate *priv)
{
  priv->retry_after = -1;
}

static void
weez_error_private_copy (const WeezErrorPrivate *source,
                         WeezErrorPrivate       *target)
{
  target->status = source->status;
  target->detail = g_strdup (source->detail);
  target->retry_after = source->retry_after;
  target->web_page = source->web_page;
}

static void
weez_error_private_clear (WeezErrorPrivate *priv)
{
  g_clear_pointer (&priv->detail, g_free);
}

G_DEFINE_EXTENDED_ERROR (WeezError, weez_error)

/* The service's own words are for people to read, not for a terminal or a label to obey. */
static char *
dup_plain (const char *text)
{
  g_autoptr(GString) plain = g_string_new (NULL);
  g_autofree char *valid = NULL;
  guint n_characters = 0;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  for (const char *p = valid; *p != '\0' && n_characters < MAX_DETAIL; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (character);

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
          type == G_UNICODE_PARAGRAPH_SEPARATOR)
        character = ' ';
      else if (type == G_UNICODE_FORMAT)
        continue;

      if (character == ' ' && (plain->len == 0 || plain->str[plain->len - 1] == ' '))
        continue;

      g_string_append_unichar (plain, character);
      n_characters++;
    }

  g_strchomp (plain->str);

  return *plain->str != '\0' ? g_strdup (plain->str) : NULL;
}

/**
 * weez_error_new:
 * @code: what became of the request
 * @status: HTTP status, or 0 where there was no answer
 * @detail: (nullable): what the service said, already free of secrets; kept as one line of plain
 *   text
 * @retry_after: seconds to wait before another try, or -1 where not told
 * @message: words for the log, without any value that was sent
 *
 * Returns: (transfer full): an error of the domain %WEEZ_ERROR
 */
GError *
weez_error_new (WeezError   code,
                guint       status,
                const char *detail,
                gint64      retry_after,
                const char *message)
{
  GError *error = g_error_new_literal (WEEZ_ERROR, code, message);
  WeezErrorPrivate *priv = weez_error_get_private (error);

  priv->status = status;
  priv->detail = dup_plain (detail);
  priv->retry_after = retry_after;

  return error;
}

/**
 * weez_error_for_status:
 * @status: an HTTP status that is not 2xx, or a number that the service gives an error
 *
 * Returns: what it means
 */
WeezError
weez_error_for_status (guint status)
{
  static const struct { guint status; WeezError code; } statuses[] = {
    { 401, WEEZ_ERROR_REFUSED },
    { 403, WEEZ_ERROR_REFUSED },
    { 404, WEEZ_ERROR_NOT_FOUND },
    { 407, WEEZ_ERROR_UNREACHABLE },
    { 408, WEEZ_ERROR_UNREACHABLE },
    { 410, WEEZ_ERROR_NOT_FOUND },
    { 429, WEEZ_ERROR_BUSY },
    { 503, WEEZ_ERROR_BUSY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      return statuses[i].code;

  /* Redirects are never followed: the key and the token go to one host only. */
  return status >= 300 && status < 400 ? WEEZ_ERROR_NOT_UNDERSTOOD : WEEZ_ERROR_SERVER;
}

/**
 * weez_error_get_detail:
 * @error: any error
 *
 * Returns: (nullable): the service's own words: one line of plain text, without markup
 */
const char *
weez_error_get_detail (const GError *error)
{
  return error->domain == WEEZ_ERROR ? weez_error_get_private (error)->detail : NULL;
}

/**
 * weez_error_get_status:
 * @error: any error
 *
 * Returns: the HTTP status, or 0 where there was no answer
 */
guint
weez_error_get_status (const GError *error)
{
  return error->domain == WEEZ_ERROR ? weez_error_get_private (error)->status : 0;
}

/**
 * weez_error_get_retry_after:
 * @error: any error
 *
 * Returns: seconds to wait before another try, or -1 where the service did not say
 */
gint64
weez_error_get_retry_after (const GError *error)
{
  return error->domain == WEEZ_ERROR ? weez_error_get_private (error)->retry_after : -1;
}

/**
 * weez_error_get_web_page:
 * @error: any error
 *
 * Returns: whether a web page came in place of an answer, as from the sign-in page of a hotel's
 *   or a train's network
 */
gboolean
weez_error_get_web_page (const GError *error)
{
  return error->domain == WEEZ_ERROR && weez_error_get_private (error)->web_page;
}

/**
 * weez_error_set_web_page:
 * @error: an error of the domain %WEEZ_ERROR that is being made
 *
 * Says that a web page came in place of an answer.
 */
void
weez_error_set_web_page (GError *error)
{
  g_return_if_fail (error->domain == WEEZ_ERROR);

  weez_error_get_private (error)->web_page = TRUE;
}
