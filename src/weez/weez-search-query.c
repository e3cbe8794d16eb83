#include "config.h"

#include "weez-search-query.h"

#include <string.h>

#include "weez-request.h"

#define PATH "/event/search/"
#define FULL_PATH "/event/search/full/"

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

/**
 * weez_search_query_to_text:
 * @self: a query
 *
 * Returns: (transfer full): what is asked for, without secrets: the same for the same question
 */
char *
weez_search_query_to_text (WeezSearchQuery *self)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(WeezRequest) request = NULL;

  g_return_val_if_fail (WEEZ_IS_SEARCH_QUERY (self), NULL);

  request = weez_request_new ("GET", self->full ? FULL_PATH : PATH, NULL, utc);
  weez_request_add_query (request, WEEZ_RECORD (self));

  return g_strconcat (request->path, "?", request->parameters->str, NULL);
}

static GDateTime *
read_day (GHashTable *parameters,
          const char *name)
{
  const char *text = g_hash_table_lookup (parameters, name);
  g_autofree char *moment = text != NULL ? g_strconcat (text, "T00:00:00Z", NULL) : NULL;

  return moment != NULL ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;
}

/**
 * weez_search_query_new_from_text:
 * @text: of weez_search_query_to_text(); what it cannot have written is left out
 *
 * Returns: (transfer full): the query; its days are in UTC
 */
WeezSearchQuery *
weez_search_query_new_from_text (const char *text)
{
  WeezSearchQuery *self = weez_search_query_new ();
  const char *question = strchr (text, '?');
  g_autoptr(GHashTable) parameters = NULL;

  if (question == NULL)
    return self;

  parameters = g_uri_parse_params (question + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  if (parameters == NULL)
    return self;

  self->full = g_str_has_prefix (text, FULL_PATH);
  self->date = read_day (parameters, "date");
  self->date_start = read_day (parameters, "date_start");
  self->date_end = read_day (parameters, "date_end");
  self->category = g_strdup (g_hash_table_lookup (parameters, "category"));
  self->city = g_strdup (g_hash_table_lookup (parameters, "city"));
  self->zip_code = g_strdup (g_hash_table_lookup (parameters, "zip_code"));
  self->country = g_strdup (g_hash_table_lookup (parameters, "country"));
  self->province = g_strdup (g_hash_table_lookup (parameters, "province"));
  self->organizer = g_strdup (g_hash_table_lookup (parameters, "organizer"));
  if (g_hash_table_contains (parameters, "max_result"))
    g_ascii_string_to_signed (g_hash_table_lookup (parameters, "max_result"), 10,
                              1, G_MAXINT32, &self->max_result, NULL);

  return self;
}
