#pragma once

#include "weez-search-query.h"

G_BEGIN_DECLS

/**
 * ParvisPublicPeriod:
 * @PARVIS_PUBLIC_FROM_NOW: no days: the service begins today
 * @PARVIS_PUBLIC_WEEKEND: the Saturday and the Sunday of this week
 * @PARVIS_PUBLIC_MONTH: this month
 * @PARVIS_PUBLIC_DAY: one day
 * @PARVIS_PUBLIC_DAYS: from one day to another, either of which may be missing
 *
 * When it has to be. This weekend is another one next week, so it is kept by its name.
 */
typedef enum
{
  PARVIS_PUBLIC_FROM_NOW,
  PARVIS_PUBLIC_WEEKEND,
  PARVIS_PUBLIC_MONTH,
  PARVIS_PUBLIC_DAY,
  PARVIS_PUBLIC_DAYS,
} ParvisPublicPeriod;

char            *parvis_public_query_to_text    (WeezSearchQuery    *query,
                                                 ParvisPublicPeriod  period);
WeezSearchQuery *parvis_public_query_from_text  (const char         *text,
                                                 GDateTime          *now,
                                                 ParvisPublicPeriod *period);
void             parvis_public_query_set_period (WeezSearchQuery    *query,
                                                 ParvisPublicPeriod  period,
                                                 GDateTime          *now);

G_END_DECLS
