#include <math.h>

#include "parvis-countries.h"
#include "parvis-file-name.h"
#include "parvis-map-link.h"

/* Where events are: countries by name, places on the map, and files. */

static const char *
find_name (GPtrArray  *countries,
           const char *code)
{
  for (guint i = 0; i < countries->len; i++)
    {
      const ParvisCountry *country = g_ptr_array_index (countries, i);

      if (g_str_equal (country->code, code))
        return country->name;
    }

  g_error ("there is no %s", code);
}

static void
test_countries (void)
{
  static const struct { const char *code; const char *english; const char *french; } cases[] = {
    { "FR", "France", "France" },
    { "DE", "Germany", "Allemagne" },
    { "BE", "Belgium", "Belgique" },
    { "CH", "Switzerland", "Suisse" },
    { "US", "United States", "États-Unis" },
    { "LU", "Luxembourg", "Luxembourg" },
    { "RE", "Réunion", "La Réunion" },
    { "GF", "French Guiana", "Guyane française" },
  };
  g_autoptr(GPtrArray) english = parvis_countries_new ("en_GB.UTF-8");
  g_autoptr(GPtrArray) french = parvis_countries_new ("fr_FR.UTF-8");

  g_assert_cmpuint (english->len, >=, 240);
  g_assert_cmpuint (french->len, >=, 240);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = parvis_countries_dup_name (cases[i].code, "fr");

      g_assert_cmpstr (find_name (english, cases[i].code), ==, cases[i].english);
      g_assert_cmpstr (find_name (french, cases[i].code), ==, cases[i].french);
      g_assert_cmpstr (name, ==, cases[i].french);
    }
}

/* As people look for them: É among E. */
static void
test_order (void)
{
  g_autoptr(GPtrArray) countries = parvis_countries_new ("fr");
  guint states = 0, egypt = 0, fiji = 0;

  for (guint i = 0; i < countries->len; i++)
    {
      const ParvisCountry *country = g_ptr_array_index (countries, i);

      g_assert_cmpuint (strlen (country->code), ==, 2);
      g_assert_cmpstr (country->name, !=, country->code);
      states = g_str_equal (country->code, "US") ? i : states;
      egypt = g_str_equal (country->code, "EG") ? i : egypt;
      fiji = g_str_equal (country->code, "FJ") ? i : fiji;
    }
  g_assert_cmpuint (egypt, <, states);
  g_assert_cmpuint (states, <, fiji);
}

static void
test_unknown (void)
{
  static const char * const codes[] = { "", "FRANCE", "X?", "\xff", "12", "../x" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_null (parvis_countries_dup_name (codes[i], "fr"));
}

static void
test_maps (void)
{
  static const struct { double latitude, longitude; const char *place, *page; } cases[] = {
    { 47.2184, -1.5536, "geo:47.218400,-1.553600",
      "https://www.openstreetmap.org/?mlat=47.218400&mlon=-1.553600#map=17/47.218400/-1.553600" },
    { 0, -1.5, "geo:0.000000,-1.500000",
      "https://www.openstreetmap.org/?mlat=0.000000&mlon=-1.500000#map=17/0.000000/-1.500000" },
    /* The service's way to say that it does not know. */
    { 0, 0, NULL, NULL },
    { NAN, NAN, NULL, NULL },
    { 47.2, NAN, NULL, NULL },
    { 91, 0, NULL, NULL },
    { 47.2, 181, NULL, NULL },
    { INFINITY, 1, NULL, NULL },
    { 1e300, 1e300, NULL, NULL },
  };

  g_assert_null (parvis_map_link_new (NULL));
  g_assert_null (parvis_map_link_new_web (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WeezVenue) venue = g_object_new (WEEZ_TYPE_VENUE, NULL);
      g_autofree char *place = NULL;
      g_autofree char *page = NULL;

      venue->latitude = cases[i].latitude;
      venue->longitude = cases[i].longitude;
      place = parvis_map_link_new (venue);
      page = parvis_map_link_new_web (venue);
      g_assert_cmpstr (place, ==, cases[i].place);
      g_assert_cmpstr (page, ==, cases[i].page);
    }
}

static void
test_files (void)
{
  static const struct { const char *title; const char *name; } cases[] = {
    { NULL, "event.ics" },
    { "", "event.ics" },
    { " ...", "event.ics" },
    { "Vide-greniers - Nantes", "Vide-greniers - Nantes.ics" },
    { "Cinéma", "Cinéma.ics" },
    { "Cine\314\201ma", "Cinéma.ics" },
    { "../../etc/passwd", "etc-passwd.ics" },
    { "C:\\a|b<c>d\"e?f*g", "C--a-b-c-d-e-f-g.ics" },
    { "--help", "help.ics" },
    { ".bashrc", "bashrc.ics" },
    { "Fin. . ", "Fin.ics" },
    { "Inverse \342\200\256sci.etnarg", "Inverse sci.etnarg.ics" },
    { "a\nb\tc\177d\302\205e\342\200\250f\342\200\213g", "abcdefg.ics" },
    { "x\377y", "x\357\277\275y.ics" },
    { "😀 Émoji", "😀 Émoji.ics" },
    { "éééééééééééééééééééééééééééééééééééééééééé",
      "éééééééééééééééééééééééééééééééééééééééé.ics" },
    { "aéééééééééééééééééééééééééééééééééééééééééé",
      "aééééééééééééééééééééééééééééééééééééééé.ics" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = parvis_file_name_new (cases[i].title, "event", ".ics");

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/places/countries", test_countries);
  g_test_add_func ("/places/order", test_order);
  g_test_add_func ("/places/unknown", test_unknown);
  g_test_add_func ("/places/maps", test_maps);
  g_test_add_func ("/places/files", test_files);

  return g_test_run ();
}
