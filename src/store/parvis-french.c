#include "config.h"

#include <glib.h>
#include <unicode/ucol.h>

#include "parvis-french.h"

static int
compare_french (void       *data,
                int         length_a,
                const void *a,
                int         length_b,
                const void *b)
{
  UErrorCode status = U_ZERO_ERROR;

  return ucol_strcollUTF8 (data, a, length_a, b, length_b, &status);
}

static void
close_collator (void *data)
{
  ucol_close (data);
}

/* Only a connection that compares waits for ICU's tables. */
static void
add_collation (void       *data,
               sqlite3    *handle,
               int         encoding,
               const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator;

  if (g_strcmp0 (name, "french") != 0 || (collator = ucol_open ("fr", &status)) == NULL)
    return;

  if (sqlite3_create_collation_v2 (handle, "french", SQLITE_UTF8, collator,
                                   compare_french, close_collator) != SQLITE_OK)
    ucol_close (collator);
}

/**
 * parvis_french_install:
 * @handle: a connection
 *
 * Teaches it to compare texts as French sorts them, by the name "french".
 *
 * Returns: what SQLite says
 */
int
parvis_french_install (sqlite3 *handle)
{
  return sqlite3_collation_needed (handle, NULL, add_collation);
}
