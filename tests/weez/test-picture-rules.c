#include <string.h>

#include "weez-picture-rules.h"

/* Which addresses of pictures are asked for, and where a name of them may lead. */

typedef struct
{
  const char *url;
  const char *asked;   /* NULL for never */
} UrlCase;

#define OWN "http://127.0.0.1:8080/"
#define SAME(url) { url, url }
#define NEVER(url) { url, NULL }

static const UrlCase urls[] = {
  /* As services write them. */
  SAME ("https://images.example/affiches/1.jpg"),
  SAME ("https://images.example/affiches/1.jpg?1368811166"),
  SAME ("https://images.example/a/b;c=d/e,f@g:h!$&'()*+=.png?a=b&c=d/e?f"),
  SAME ("https://images.example/%C3%A9t%C3%A9.png"),
  SAME ("https://cdn-7.images.example/"),
  SAME ("https://a_b.images.example/x.png"),
  SAME ("https://1.images.example/x.png"),
  SAME ("https://127.0.0.1.images.example/x.png"),
  SAME ("https://2130706433.example/x.png"),
  { "https://images.example", "https://images.example/" },
  { "https://images.example?x", "https://images.example/?x" },
  { "https://images.example/a#fragment", "https://images.example/a" },
  { "HTTPS://Images.EXAMPLE/A", "https://images.example/A" },
  { "https://images.example:443/x.png", "https://images.example/x.png" },
  { "https://images.example/été.png", "https://images.example/%C3%A9t%C3%A9.png" },
  { "https://images.example/?q=é", "https://images.example/?q=%C3%A9" },
  { "https://théâtre.example/x.png", "https://xn--thtre-4qa2c.example/x.png" },
  { "https://bücher.example/x.png", "https://xn--bcher-kva.example/x.png" },
  { "https://images。example/x.png", "https://images.example/x.png" },
  { "http://images.example/x.png", "https://images.example/x.png" },
  { "http://images.example:80/x.png", "https://images.example/x.png" },
  /* Other ways than https, other ports, names with a password. */
  NEVER (""),
  NEVER ("images.example/x.png"),
  NEVER ("/x.png"),
  NEVER ("//images.example/x.png"),
  NEVER ("https:"),
  NEVER ("https:///x.png"),
  NEVER ("https:/images.example/x.png"),
  NEVER ("https:images.example"),
  NEVER ("ftp://images.example/x.png"),
  NEVER ("file:///etc/passwd"),
  NEVER ("file://images.example/x.png"),
  NEVER ("data:image/png;base64,AAAA"),
  NEVER ("javascript:alert(1)"),
  NEVER ("resource:///io/github/parvis/Parvis/x.svg"),
  NEVER ("smb://images.example/x.png"),
  NEVER ("ws://images.example/x.png"),
  NEVER ("gopher://images.example/x.png"),
  NEVER ("https://images.example:80/x.png"),
  NEVER ("https://images.example:8443/x.png"),
  NEVER ("https://images.example:0/x.png"),
  NEVER ("https://images.example:22/x.png"),
  NEVER ("https://images.example:99999/x.png"),
  NEVER ("https://images.example:-1/x.png"),
  NEVER ("https://images.example:4a3/x.png"),
  NEVER ("http://images.example:443/x.png"),
  NEVER ("http://images.example:8080/x.png"),
  NEVER ("https://me@images.example/x.png"),
  NEVER ("https://me:secret@images.example/x.png"),
  NEVER ("https://@images.example/x.png"),
  NEVER ("https://images.example@127.0.0.1/x.png"),
  NEVER ("https://images.example%40127.0.0.1/x.png"),
  NEVER ("https://127.0.0.1\\@images.example/x.png"),
  /* Addresses, however they are spelled. */
  NEVER ("https://127.0.0.1/x.png"),
  NEVER ("https://127.0.0.1./x.png"),
  NEVER ("https://127.1/x.png"),
  NEVER ("https://127.0.1/x.png"),
  NEVER ("https://2130706433/x.png"),
  NEVER ("https://0x7f000001/x.png"),
  NEVER ("https://0x7f.0.0.1/x.png"),
  NEVER ("https://0X7F.1/x.png"),
  NEVER ("https://127.0.0.0x1/x.png"),
  NEVER ("https://0177.0.0.1/x.png"),
  NEVER ("https://017700000001/x.png"),
  NEVER ("https://%31%32%37.0.0.1/x.png"),
  NEVER ("https://１２７.０.０.１/x.png"),
  NEVER ("https://①②⑦.0.0.1/x.png"),
  NEVER ("https://127。0。0。1/x.png"),
  NEVER ("https://0/x.png"),
  NEVER ("https://0.0.0.0/x.png"),
  NEVER ("https://10.0.0.1/x.png"),
  NEVER ("https://100.64.0.1/x.png"),
  NEVER ("https://169.254.169.254/latest/meta-data"),
  NEVER ("https://172.16.0.1/x.png"),
  NEVER ("https://192.168.1.1/x.png"),
  NEVER ("https://3232235777/x.png"),
  NEVER ("https://192.0.2.1/x.png"),
  NEVER ("https://198.18.0.1/x.png"),
  NEVER ("https://224.0.0.1/x.png"),
  NEVER ("https://255.255.255.255/x.png"),
  NEVER ("https://93.184.216.34/x.png"),
  NEVER ("https://1.2.3.999/x.png"),
  NEVER ("https://[::1]/x.png"),
  NEVER ("https://[::]/x.png"),
  NEVER ("https://[::ffff:127.0.0.1]/x.png"),
  NEVER ("https://[::ffff:7f00:1]/x.png"),
  NEVER ("https://[0:0:0:0:0:ffff:a00:1]/x.png"),
  NEVER ("https://[64:ff9b::7f00:1]/x.png"),
  NEVER ("https://[2002:7f00:1::]/x.png"),
  NEVER ("https://[2001:db8::1]/x.png"),
  NEVER ("https://[fe80::1%25eth0]/x.png"),
  NEVER ("https://[fe80::1]/x.png"),
  NEVER ("https://[fd00::1]/x.png"),
  NEVER ("https://[ff02::1]/x.png"),
  NEVER ("https://[2606:2800:220:1::1]/x.png"),
  NEVER ("https://[v1.x]/x.png"),
  NEVER ("https://[::1/x.png"),
  /* Names that lead nowhere far. */
  NEVER ("https://localhost/x.png"),
  NEVER ("https://LOCALHOST/x.png"),
  NEVER ("https://ⓛocalhost/x.png"),
  NEVER ("https://localhost./x.png"),
  NEVER ("https://a.localhost/x.png"),
  NEVER ("https://printer.local/x.png"),
  NEVER ("https://printer.LOCAL/x.png"),
  NEVER ("https://box.lan/x.png"),
  NEVER ("https://router.home.arpa/x.png"),
  NEVER ("https://metadata.google.internal/x.png"),
  NEVER ("https://x.onion/x.png"),
  NEVER ("https://intranet/x.png"),
  NEVER ("https://com/x.png"),
  /* What is no name at all. */
  NEVER ("https://images.example./x.png"),
  NEVER ("https://.example/x.png"),
  NEVER ("https://images..example/x.png"),
  NEVER ("https://-a.example/x.png"),
  NEVER ("https://a-.example/x.png"),
  NEVER ("https://a b.example/x.png"),
  NEVER ("https://a%20b.example/x.png"),
  NEVER ("https://a%00.example/x.png"),
  NEVER ("https://a%2fb.example/x.png"),
  NEVER ("https://a*.example/x.png"),
  NEVER ("https://*/x.png"),
  NEVER ("https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/x.png"),
  /* What no address holds. */
  NEVER (" https://images.example/x.png"),
  NEVER ("https://images.example/x.png\n"),
  NEVER ("https://images.example/a b.png"),
  NEVER ("https://images.example/a\tb.png"),
  NEVER ("https://images.example/x\r\nHost: other.example"),
  NEVER ("https://images.example/\x01"),
  NEVER ("https://images.example/\\x"),
  NEVER ("https://images.example/\xe2\x80\xae" "gnp.x"),
  NEVER ("https://images.example/\xe2\x80\x8b"),
  NEVER ("https://images.example/\xff"),
  NEVER ("https://images.example/%zz"),
  /* The service on this computer, and nothing beside it. */
  SAME ("http://127.0.0.1:8080/pictures/1.png"),
  NEVER ("http://127.0.0.1:8081/pictures/1.png"),
  NEVER ("http://127.0.0.1/pictures/1.png"),
  NEVER ("https://127.0.0.1:8080/pictures/1.png"),
  NEVER ("http://127.0.0.2:8080/pictures/1.png"),
  NEVER ("http://localhost:8080/pictures/1.png"),
  NEVER ("http://me@127.0.0.1:8080/pictures/1.png"),
  NEVER ("http://[::1]:8080/pictures/1.png"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (urls) >= 90);

static void
test_urls (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *asked = weez_picture_rules_dup_url (urls[i].url, OWN);

      if (g_strcmp0 (asked, urls[i].asked) != 0)
        {
          g_test_message ("%s is asked for as %s", urls[i].url, asked);
          g_test_fail ();
        }
    }
}

static void
test_odd (void)
{
  g_autofree char *many = g_strnfill (3000, 'a');
  g_autofree char *path = g_strconcat ("https://images.example/", many, NULL);
  g_autofree char *host = NULL;
  GString *name = g_string_new ("https://");

  for (guint i = 0; i < 130; i++)
    g_string_append (name, "a.");
  g_string_append (name, "example/");
  host = g_string_free_and_steal (name);

  g_assert_null (weez_picture_rules_dup_url (NULL, OWN));
  g_assert_null (weez_picture_rules_dup_url (path, OWN));
  g_assert_null (weez_picture_rules_dup_url (host, OWN));
}

/* Only a service on this very computer has pictures where others may not. */
static void
test_own (void)
{
  static const char * const origins[] = {
    NULL, "", "http://10.0.0.1:8080/", "https://api.example/", "http://localhost:8080/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      g_assert_null (weez_picture_rules_dup_url ("http://127.0.0.1:8080/1.png", origins[i]));
      g_assert_null (weez_picture_rules_dup_url ("http://10.0.0.1:8080/1.png", origins[i]));
      g_assert_null (weez_picture_rules_dup_url ("http://localhost:8080/1.png", origins[i]));
    }
}

typedef struct
{
  const char *address;
  gboolean    allowed;
} AddressCase;

static const AddressCase addresses[] = {
  { "1.1.1.1", TRUE }, { "9.255.255.255", TRUE }, { "11.0.0.0", TRUE }, { "93.184.216.34", TRUE },
  { "100.63.255.255", TRUE }, { "100.128.0.0", TRUE }, { "126.255.255.255", TRUE },
  { "128.0.0.0", TRUE }, { "169.253.255.255", TRUE }, { "169.255.0.0", TRUE },
  { "172.15.255.255", TRUE }, { "172.32.0.0", TRUE }, { "192.0.1.0", TRUE },
  { "192.167.255.255", TRUE }, { "192.169.0.0", TRUE }, { "198.17.255.255", TRUE },
  { "198.20.0.0", TRUE }, { "223.255.255.255", TRUE },
  { "0.0.0.0", FALSE }, { "0.1.2.3", FALSE }, { "10.0.0.0", FALSE }, { "10.255.255.255", FALSE },
  { "100.64.0.0", FALSE }, { "100.127.255.255", FALSE }, { "127.0.0.1", FALSE },
  { "127.255.255.255", FALSE }, { "169.254.169.254", FALSE }, { "172.16.0.0", FALSE },
  { "172.31.255.255", FALSE }, { "192.0.0.1", FALSE }, { "192.0.2.1", FALSE },
  { "192.88.99.1", FALSE }, { "192.168.0.1", FALSE }, { "198.18.0.0", FALSE },
  { "198.19.255.255", FALSE }, { "198.51.100.7", FALSE }, { "203.0.113.7", FALSE },
  { "224.0.0.1", FALSE }, { "239.255.255.255", FALSE }, { "240.0.0.1", FALSE },
  { "255.255.255.255", FALSE },
  { "2606:2800:220:1::1", TRUE }, { "2001:200::1", TRUE }, { "2a00:1450::1", TRUE },
  { "2003::1", TRUE }, { "3fff:1000::1", TRUE }, { "64:ff9b::5db8:d822", TRUE },
  { "::", FALSE }, { "::1", FALSE }, { "::127.0.0.1", FALSE }, { "::ffff:127.0.0.1", FALSE },
  { "::ffff:93.184.216.34", FALSE }, { "64:ff9b::127.0.0.1", FALSE },
  { "64:ff9b::a00:1", FALSE }, { "64:ff9b:1::5db8:d822", FALSE }, { "100::1", FALSE },
  { "2001::1", FALSE }, { "2001:2::1", FALSE }, { "2001:10::1", FALSE }, { "2001:1ff::1", FALSE },
  { "2001:db8::1", FALSE }, { "2002:5db8:d822::1", FALSE }, { "3fff::1", FALSE },
  { "3fff:fff::1", FALSE }, { "4000::1", FALSE }, { "fc00::1", FALSE }, { "fdff::1", FALSE },
  { "fe80::1", FALSE }, { "fec0::1", FALSE }, { "ff02::1", FALSE },
};

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(GInetAddress) address = g_inet_address_new_from_string (addresses[i].address);

      g_assert_nonnull (address);
      if (weez_picture_rules_allows_address (address) != addresses[i].allowed)
        {
          g_test_message ("%s is %s", addresses[i].address,
                          addresses[i].allowed ? "refused" : "allowed");
          g_test_fail ();
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-rules/urls", test_urls);
  g_test_add_func ("/picture-rules/odd", test_odd);
  g_test_add_func ("/picture-rules/own", test_own);
  g_test_add_func ("/picture-rules/addresses", test_addresses);

  return g_test_run ();
}
