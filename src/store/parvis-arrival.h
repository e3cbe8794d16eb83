#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ARRIVAL (parvis_arrival_get_type ())
G_DECLARE_FINAL_TYPE (ParvisArrival, parvis_arrival, PARVIS, ARRIVAL, WeezRecord)

/**
 * ParvisArrival:
 *
 * A stretch of time at the doors, `seconds` long. `scans` counts the tickets that were last scanned
 * in it; `sampled` by how many the service's statistics grew, as far as they were asked for:
 * %WEEZ_UNKNOWN where Parvis did not look.
 */
struct _ParvisArrival
{
  WeezRecord  parent_instance;
  GDateTime  *start;
  gint64      seconds;
  gint64      scans;
  gint64      sampled;
};

G_END_DECLS
