#include "weez-picture-rules.h"

#include <string.h>

#define MAX_URL 2048
#define MAX_HOST 253
#define MAX_LABEL 63

/* What a name of this ending leads to is near, or nowhere. */
static const char * const near_endings[] = {
  "alt", "arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain",
  "localhost", "onion", "private",
};

typedef struct
{
  guint8 bytes[4];
  guint  n_bits;
} Block;

/* Everything that is not a place on the public Internet: RFC 6890 and its successors. */
static const Block ipv4_blocks[] = {
  { { 0 }, 8 }, { { 10 }, 8 }, { { 100, 64 }, 10 }, { { 127 }, 8 }, { { 169, 254 }, 16 },
  { { 172, 16 }, 12 }, { { 192, 0, 0 }, 24 }, { { 192, 0, 2 }, 24 }, { { 192, 88, 99 }, 24 },
  { { 192, 168 }, 16 }, { { 198, 18 }, 15 }, { { 198, 51, 100 }, 24 }, { { 203, 0, 113 }, 24 },
  { { 224 }, 4 }, { { 240 }, 4 },
};

/* The same within 2000::/3; outside of it nothing is public. */
static const Block ipv6_blocks[] = {
  { { 0x20, 0x01, 0x00 }, 23 },         /* Teredo, ORCHID, benchmarks */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },   /* documentation */
  { { 0x20, 0x02 }, 16 },               /* 6to4 */
  { { 0x3f, 0xff, 0x00 }, 20 },         /* documentation */
};

static gboolean
is_in (const guint8 *bytes,
       const Block  *block)
{
  guint n_whole = block->n_bits / 8;
  guint n_rest = block->n_bits % 8;

  if (memcmp (bytes, block->bytes, n_whole) != 0)
    return FALSE;

  return n_rest == 0 ||
         bytes[n_whole] >> (8 - n_rest) == block->bytes[n_whole] >> (8 - n_rest);
}

static gboolean
is_in_any (const guint8 *bytes,
           const Block  *blocks,
           guint         n_blocks)
{
  for (guint i = 0; i < n_blocks; i++)
    if (is_in (bytes, &blocks[i]))
      return TRUE;

  return FALSE;
}

/**
 * weez_picture_rules_allows_address:
 * @address: where a name leads
 *
 * Returns: whether that is a place on the public Internet
 */
gboolean
weez_picture_rules_allows_address (GInetAddress *address)
{
  /* What networks without IPv4 make of an address of it. */
  static const guint8 nat64[12] = { 0x00, 0x64, 0xff, 0x9b };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return !is_in_any (bytes, ipv4_blocks, G_N_ELEMENTS (ipv4_blocks));

  if (memcmp (bytes, nat64, sizeof nat64) == 0)
    return !is_in_any (bytes + sizeof nat64, ipv4_blocks, G_N_ELEMENTS (ipv4_blocks));

  return bytes[0] >> 5 == 1 && !is_in_any (bytes, ipv6_blocks, G_N_ELEMENTS (ipv6_blocks));
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
      return FALSE;

  return TRUE;
}

/* Every spelling of an address, 127.1 and 0x7f000001 too, ends in a number, and no name does. */
static gboolean
is_number (const char *label)
{
  if (g_ascii_strncasecmp (label, "0x", 2) == 0)
    return TRUE;

  return g_ascii_isdigit (*label) && strspn (label, "0123456789") == strlen (label);
}

static gboolean
is_public_name (const char *host)
{
  g_auto(GStrv) labels = g_strsplit (host, ".", -1);
  guint n_labels = g_strv_length (labels);
  const char *last = labels[n_labels - 1];

  if (n_labels < 2 || strlen (host) > MAX_HOST || is_number (last))
    return FALSE;

  for (guint i = 0; i < n_labels; i++)
    if (!is_label (labels[i]))
      return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (near_endings); i++)
    if (g_ascii_strcasecmp (last, near_endings[i]) == 0)
      return FALSE;

  return TRUE;
}

/* No white space, no control character and no backslash, which programs read in different ways. */
static gboolean
is_clean (const char *url)
{
  if (strlen (url) > MAX_URL || !g_utf8_validate (url, -1, NULL))
    return FALSE;

  for (const char *at = url; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '\\' || g_unichar_isspace (character) || g_unichar_iscntrl (character) ||
          g_unichar_type (character) == G_UNICODE_FORMAT)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static char *
dup_escaped (const char *text)
{
  return text != NULL ? g_uri_escape_string (text, "%/?" G_URI_RESERVED_CHARS_ALLOWED_IN_PATH,
                                             FALSE)
                      : NULL;
}

static char *
join (GUri       *uri,
      const char *scheme,
      const char *host,
      int         port)
{
  const char *given = g_uri_get_path (uri);
  g_autofree char *path = dup_escaped (*given != '\0' ? given : "/");
  g_autofree char *query = dup_escaped (g_uri_get_query (uri));

  return g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, host, port, path, query, NULL);
}

static gboolean
is_own (GUri       *uri,
        const char *own_origin)
{
  g_autoptr(GUri) own = own_origin != NULL ? g_uri_parse (own_origin, G_URI_FLAGS_NONE, NULL)
                                           : NULL;

  return own != NULL && g_uri_get_host (own) != NULL && is_loopback (g_uri_get_host (own)) &&
         g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (own)) == 0 &&
         g_strcmp0 (g_uri_get_scheme (uri), g_uri_get_scheme (own)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (own);
}

/**
 * weez_picture_rules_dup_url:
 * @url: (nullable): as the service tells it
 * @own_origin: (nullable): where the service is. One on this very computer may have its pictures
 *   there as well, as the demo organizer does
 *
 * What is written with http is asked for with https, and is otherwise not to be had.
 *
 * Returns: (transfer full) (nullable): what may be asked for, with the name in ASCII; null where
 *   nothing may
 */
char *
weez_picture_rules_dup_url (const char *url,
                            const char *own_origin)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *host = NULL;
  gboolean plain;
  int port;

  if (url == NULL || !is_clean (url))
    return NULL;

  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_host (uri) == NULL)
    return NULL;

  port = g_uri_get_port (uri);
  if (is_own (uri, own_origin))
    return join (uri, g_uri_get_scheme (uri), g_uri_get_host (uri), port);

  plain = g_str_equal (g_uri_get_scheme (uri), "http");
  if ((!plain && !g_str_equal (g_uri_get_scheme (uri), "https")) ||
      (port != -1 && port != (plain ? 80 : 443)))
    return NULL;

  host = g_hostname_to_ascii (g_uri_get_host (uri));
  if (host == NULL || !is_public_name (host))
    return NULL;

  return join (uri, "https", host, -1);
}
