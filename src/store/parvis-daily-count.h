#pragma once

#include "parvis-daily.h"
#include "weez-value.h"

G_BEGIN_DECLS

void parvis_daily_count (ParvisDaily      *self,
                         gint64            event,
                         const WeezValue  *values,
                         gint64            day,
                         gboolean          gone,
                         int               sign);

G_END_DECLS
