#include "config.h"

#include "parvis-public-query.h"

#include <string.h>

static const char * const names[] = {
  [PARVIS_PUBLIC_WEEKEND] = "weekend",
  [PARVIS_PUBLIC_MONTH] = "month",
};

/**
 * parvis_public_query_to_text:
 * @query: what to look for
 * @period: when; its days are those of @query
 *
 * Returns: (transfer full): @query as it is kept
 */
char *
parvis_public_query_to_text (WeezSearchQuery    *query,
                             ParvisPublicPeriod  period)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (WEEZ_IS_SEARCH_QUERY (query), NULL);

  text = weez_search_query_to_text (query);
  if (period >= G_N_ELEMENTS (names) || names[period] == NULL)
    return g_steal_pointer (&text);

  return g_strconcat (text, "#", names[period], NULL);
}

static ParvisPublicPeriod
find_period (WeezSearchQuery *query,
             const char      *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0 && name != NULL)
      return (ParvisPublicPeriod) i;

  if (query->date != NULL)
    return PARVIS_PUBLIC_DAY;

  return query->date_start != NULL || query->date_end != NULL ? PARVIS_PUBLIC_DAYS
                                                              : PARVIS_PUBLIC_FROM_NOW;
}

/**
 * parvis_public_query_from_text:
 * @text: of parvis_public_query_to_text()
 * @now: the time, in the zone whose days count
 * @period: (out) (optional): when
 *
 * Returns: (transfer full): the query, with the days that @text means at @now
 */
WeezSearchQuery *
parvis_public_query_from_text (const char         *text,
                               GDateTime          *now,
                               ParvisPublicPeriod *period)
{
  const char *name = strchr (text, '#');
  g_autofree char *question = name != NULL ? g_strndup (text, name - text) : g_strdup (text);
  WeezSearchQuery *query = weez_search_query_new_from_text (question);
  ParvisPublicPeriod found = find_period (query, name != NULL ? name + 1 : NULL);

  parvis_public_query_set_period (query, found, now);
  if (period != NULL)
    *period = found;

  return query;
}

static void
set_days (WeezSearchQuery *query,
          GDateTime       *first,
          GDateTime       *last)
{
  query->date_start = first;
  query->date_end = last;
}

/**
 * parvis_public_query_set_period:
 * @query: a query that was not sent yet
 * @period: when; where it has days of its own, those of @query stay
 * @now: the time, in the zone whose days count
 */
void
parvis_public_query_set_period (WeezSearchQuery    *query,
                                ParvisPublicPeriod  period,
                                GDateTime          *now)
{
  int year, month, day;
  int weekday = g_date_time_get_day_of_week (now);
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) today = NULL;
  g_autoptr(GDateTime) next = NULL;

  g_return_if_fail (WEEZ_IS_SEARCH_QUERY (query));

  if (period == PARVIS_PUBLIC_DAY || period == PARVIS_PUBLIC_DAYS)
    return;

  g_date_time_get_ymd (now, &year, &month, &day);
  today = g_date_time_new (utc, year, month, day, 0, 0, 0);
  g_clear_pointer (&query->date, g_date_time_unref);
  g_clear_pointer (&query->date_start, g_date_time_unref);
  g_clear_pointer (&query->date_end, g_date_time_unref);

  if (period == PARVIS_PUBLIC_WEEKEND)
    set_days (query, g_date_time_add_days (today, weekday < 6 ? 6 - weekday : 0),
              g_date_time_add_days (today, 7 - weekday));
  else if (period == PARVIS_PUBLIC_MONTH)
    {
      next = g_date_time_add_days (today, 1 - day);
      set_days (query, g_date_time_ref (next),
                g_date_time_add_days (today, g_date_get_days_in_month (month, year) - day));
    }
}
