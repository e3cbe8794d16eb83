#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/* When people came: the last scans of the list of participants, beside what the statistics said. */

GPtrArray  *parvis_arrivals_read_days  (ParvisDatabase  *database,
                                        gint64           event,
                                        GTimeZone       *zone,
                                        GError         **error);
const char *parvis_arrivals_choose_day (GPtrArray       *days,
                                        const char      *wanted);
GPtrArray  *parvis_arrivals_read       (ParvisDatabase  *database,
                                        gint64           event,
                                        GTimeZone       *zone,
                                        const char      *day,
                                        GError         **error);

G_END_DECLS
