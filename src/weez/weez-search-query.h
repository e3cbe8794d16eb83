#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_SEARCH_QUERY (weez_search_query_get_type ())
G_DECLARE_FINAL_TYPE (WeezSearchQuery, weez_search_query, WEEZ, SEARCH_QUERY, WeezRecord)

/**
 * WeezSearchQuery:
 *
 * The parameters of `GET /event/search/`; @full asks `/event/search/full/` instead.
 */
struct _WeezSearchQuery
{
  WeezRecord   parent_instance;
  GDateTime   *date;
  GDateTime   *date_start;
  GDateTime   *date_end;
  char        *category;
  char        *city;
  char        *zip_code;
  char        *country;
  char        *province;
  char        *organizer;
  gint64       max_result;
  gboolean     full;
};

WeezSearchQuery *weez_search_query_new           (void);
WeezSearchQuery *weez_search_query_new_from_text (const char      *text);
char            *weez_search_query_to_text       (WeezSearchQuery *self);

G_END_DECLS
