#include "config.h"

#include "weez-search-query.h"

G_DEFINE_FINAL_TYPE (WeezSearchQuery, weez_search_query, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezSearchQuery, date,       "date", .flags = WEEZ_DAY),
  WEEZ_FIELD (WeezSearchQuery, date_start, "date_start", .flags = WEEZ_DAY),
  WEEZ_FIELD (WeezSearchQuery, date_end,   "date_end", .flags = WEEZ_DAY),
  WEEZ_FIELD (WeezSearchQuery, category,   "category"),
  WEEZ_FIELD (WeezSearchQuery, city,       "city"),
  WEEZ_FIELD (WeezSearchQuery, zip_code,   "zip_code"),
  WEEZ_FIELD (WeezSearchQuery, country,    "country"),
  WEEZ_FIELD (WeezSearchQuery, province,   "province"),
  WEEZ_FIELD (WeezSearchQuery, organizer,  "organizer"),
  WEEZ_FIELD (WeezSearchQuery, max_result, "max_result"),
  WEEZ_FIELD (WeezSearchQuery, full,       "", .flags = WEEZ_LOCAL),
};

static void
weez_search_query_class_init (WeezSearchQueryClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_search_query_init (WeezSearchQuery *self)
{
}

/**
 * weez_search_query_new:
 *
 * Returns: (transfer full): a query that asks for everything; set its members before it is sent
 */
WeezSearchQuery *
weez_search_query_new (void)
{
  return g_object_new (WEEZ_TYPE_SEARCH_QUERY, NULL);
}
