#pragma once

#include "parvis-index-row.h"
#include "parvis-search.h"

G_BEGIN_DECLS

struct _ParvisSearch
{
  char    **words;
  guint     n_words;
  char     *code;         /* all of it as a code, NULL where it is none */
  char     *mail;         /* all of it as part of an address, NULL where it is none */
  gboolean  is_address;   /* so that its parts are no parts of a name */
  gboolean  is_number;    /* of digits alone, however they are grouped */
};

guint    parvis_search_count_joins    (const ParvisSearch    *self);
guint    parvis_search_count_variants (guint                  n_joins);
guint    parvis_search_get_joins      (guint                  variant,
                                       guint                  n_joins);
gboolean parvis_search_is_code        (const char            *word);
gboolean parvis_search_has_code       (const ParvisSearch    *self,
                                       const ParvisIndexRow  *row);
gboolean parvis_search_has_words      (const ParvisSearch    *self,
                                       const ParvisIndexRow  *row);
gboolean parvis_search_matches        (const ParvisSearch    *self,
                                       const ParvisIndexRow  *row);

G_END_DECLS
