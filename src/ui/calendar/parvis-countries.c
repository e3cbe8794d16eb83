#include "config.h"

#include "parvis-countries.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "parvis-format.h"

#define MAX_NAME 128

static void
country_free (gpointer data)
{
  ParvisCountry *country = data;

  g_free (country->name);
  g_free (country);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return parvis_format_compare_names ((*(ParvisCountry * const *) a)->name,
                                      (*(ParvisCountry * const *) b)->name);
}

/**
 * parvis_countries_new:
 * @locale: as in "fr_FR"
 *
 * Returns: (transfer full) (element-type ParvisCountry): all countries, by their names in @locale
 */
GPtrArray *
parvis_countries_new (const char *locale)
{
  GPtrArray *countries = g_ptr_array_new_with_free_func (country_free);

  for (const char * const *code = uloc_getISOCountries (); *code != NULL; code++)
    {
      ParvisCountry *country = g_new0 (ParvisCountry, 1);
      g_autofree char *place = g_strconcat ("und_", *code, NULL);
      UChar name[MAX_NAME];
      char text[3 * MAX_NAME];
      UErrorCode status = U_ZERO_ERROR;

      g_strlcpy (country->code, *code, sizeof country->code);
      uloc_getDisplayCountry (place, locale, name, MAX_NAME, &status);
      u_strToUTF8 (text, sizeof text, NULL, name, -1, &status);
      country->name = g_strdup (U_SUCCESS (status) ? text : *code);
      g_ptr_array_add (countries, country);
    }
  g_ptr_array_sort (countries, compare);

  return countries;
}
