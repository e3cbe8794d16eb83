#include "config.h"

#include "parvis-safe-link.h"

#include <string.h>

#define MAX_LINK 2048

/* An address without a character that could show as something else, or NULL. */
static char *
clean (const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  gsize length = strlen (bare);

  if (length == 0 || length > MAX_LINK || !g_utf8_validate (bare, length, NULL))
    return NULL;

  for (const char *p = bare; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || *p == 0x7f || strchr ("\"<>\\^`{|}", *p) != NULL)
      return NULL;

  /* What is not ASCII is written in percents, where nothing can turn its direction. */
  return g_uri_escape_string (bare, ":/?#[]@!$&'()*+,;=%", FALSE);
}

static char *
dup_ascii_host (const char *address)
{
  const char *start = strstr (address, "://");
  g_autofree char *raw = NULL;
  g_autofree char *host = NULL;
  g_autofree char *ascii = NULL;

  if (start == NULL)
    return NULL;

  start += 3;
  raw = g_strndup (start, strcspn (start, "/?#"));
  /* "bank.example@evil.example" is at evil.example; nobody needs that here. */
  if (strchr (raw, '@') != NULL)
    return NULL;
  raw[strcspn (raw, ":")] = '\0';
  if ((host = g_uri_unescape_string (raw, "/")) == NULL)
    return NULL;

  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL || *ascii == '\0' || strlen (ascii) > 253)
    return NULL;
  for (const char *p = ascii; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '.' && *p != '_')
      return NULL;

  return g_steal_pointer (&ascii);
}

static char *
make_web_link (const char  *address,
               char       **target)
{
  g_autofree char *host = dup_ascii_host (address);
  const char *rest = strstr (address, "://");
  g_autofree char *link = NULL;
  const char *port;

  if (host == NULL)
    return NULL;

  rest += 3;
  port = rest + strcspn (rest, ":/?#");
  link = g_strconcat (g_ascii_strncasecmp (address, "https", 5) == 0 ? "https://" : "http://",
                      host, port, NULL);
  if (!g_uri_is_valid (link, G_URI_FLAGS_NONE, NULL))
    return NULL;

  *target = g_steal_pointer (&host);

  return g_steal_pointer (&link);
}

/**
 * parvis_safe_link_is_mail:
 * @text: (nullable): what somebody wrote as a mail address
 *
 * Returns: whether it is one, and nothing but one
 */
gboolean
parvis_safe_link_is_mail (const char *text)
{
  const char *at = text != NULL ? strchr (text, '@') : NULL;

  if (at == NULL || at == text || at[1] == '\0' || strchr (at + 1, '@') != NULL)
    return FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (".-_+@'", *p) == NULL)
      return FALSE;

  return TRUE;
}

/* Only whom to write to: no subject, no body, and nothing attached. */
static char *
make_mail_link (const char  *address,
                char       **target)
{
  g_autofree char *mail = g_uri_unescape_segment (address, address + strcspn (address, "?#"), NULL);

  if (!parvis_safe_link_is_mail (mail))
    return NULL;

  *target = g_strdup (mail);

  return g_strconcat ("mailto:", mail, NULL);
}

static char *
make_phone_link (const char  *address,
                 char       **target)
{
  g_autofree char *number = g_uri_unescape_string (address, NULL);
  g_autoptr(GString) digits = g_string_new (NULL);

  for (const char *p = number; p != NULL && *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || (*p == '+' && digits->len == 0))
      g_string_append_c (digits, *p);
    else if (strchr (" .-()/", *p) == NULL)
      return NULL;

  if (digits->len < 3 || digits->len > 20)
    return NULL;

  *target = g_strdup (digits->str);

  return g_strconcat ("tel:", digits->str, NULL);
}

static char *
make_place_link (const char  *address,
                 char       **target)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE];
  char longitude[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;
  double north = g_ascii_strtod (address, &end);
  double east;

  if (end == address || *end != ',' || !(north >= -90 && north <= 90))
    return NULL;

  address = end + 1;
  east = g_ascii_strtod (address, &end);
  if (end == address || !(east >= -180 && east <= 180))
    return NULL;

  g_ascii_formatd (latitude, sizeof latitude, "%.6f", north);
  g_ascii_formatd (longitude, sizeof longitude, "%.6f", east);
  *target = g_strdup_printf ("%s, %s", latitude, longitude);

  return g_strdup_printf ("geo:%s,%s", latitude, longitude);
}

/**
 * parvis_safe_link_new:
 * @text: (nullable): what somebody wrote as an address
 * @target: (out) (transfer full): where it leads, to be shown: a host in ASCII, a mail address, a
 *   phone number or a place
 *
 * Returns: (transfer full) (nullable): an address of http, https, mailto, tel or geo that leads
 *   just there, or null
 */
char *
parvis_safe_link_new (const char  *text,
                      char       **target)
{
  static const struct
  {
    const char *scheme;
    char     *(*make) (const char *address, char **target);
    gboolean    whole;
  } schemes[] = {
    { "https://", make_web_link, TRUE },
    { "http://", make_web_link, TRUE },
    { "mailto:", make_mail_link, FALSE },
    { "tel:", make_phone_link, FALSE },
    { "geo:", make_place_link, FALSE },
  };
  g_autofree char *address = text != NULL ? clean (text) : NULL;

  *target = NULL;
  for (guint i = 0; address != NULL && i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i].scheme);

      if (g_ascii_strncasecmp (address, schemes[i].scheme, length) == 0)
        return schemes[i].make (address + (schemes[i].whole ? 0 : length), target);
    }

  return NULL;
}
