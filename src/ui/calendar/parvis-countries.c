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

static const char *
get_language (void)
{
  return g_get_language_names_with_category ("LC_MESSAGES")[0];
}

/**
 * parvis_countries_dup_name:
 * @code: of a country, as in "FR"
 * @locale: (nullable): as in "fr_FR"; the reader's language where it is null
 *
 * Returns: (transfer full) (nullable): how it is called; null where there is no such country
 */
char *
parvis_countries_dup_name (const char *code,
                           const char *locale)
{
  g_autofree char *place = g_strconcat ("und_", code, NULL);
  UChar name[MAX_NAME];
  char text[3 * MAX_NAME];
  UErrorCode status = U_ZERO_ERROR;

  uloc_getDisplayCountry (place, locale != NULL ? locale : get_language (), name, MAX_NAME,
                          &status);
  u_strToUTF8 (text, sizeof text, NULL, name, -1, &status);
  /* For a country that it does not know ICU gives back its code. */
  if (U_FAILURE (status) || *text == '\0' || g_str_equal (text, code))
    return NULL;

  return g_strdup (text);
}

/**
 * parvis_countries_new:
 * @locale: (nullable): as in "fr_FR"; the reader's language where it is null
 *
 * Returns: (transfer full) (element-type ParvisCountry): all countries, by their names
 */
GPtrArray *
parvis_countries_new (const char *locale)
{
  GPtrArray *countries = g_ptr_array_new_with_free_func (country_free);

  for (const char * const *code = uloc_getISOCountries (); *code != NULL; code++)
    {
      char *name = parvis_countries_dup_name (*code, locale);
      ParvisCountry *country;

      /* A code that is put by for somebody, and nobody's yet. */
      if (name == NULL)
        continue;

      country = g_new0 (ParvisCountry, 1);
      g_strlcpy (country->code, *code, sizeof country->code);
      country->name = name;
      g_ptr_array_add (countries, country);
    }
  g_ptr_array_sort (countries, compare);

  return countries;
}
