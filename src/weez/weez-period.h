#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_PERIOD (weez_period_get_type ())
G_DECLARE_FINAL_TYPE (WeezPeriod, weez_period, WEEZ, PERIOD, WeezRecord)

/**
 * WeezPeriod:
 *
 * One date of an event as its public page shows it.
 */
struct _WeezPeriod
{
  WeezRecord   parent_instance;
  GDateTime   *start;
  GDateTime   *end;
};

G_END_DECLS
