#pragma once

#include <adwaita.h>

#include "parvis-public-row.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CALENDAR_ROW (parvis_calendar_row_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCalendarRow, parvis_calendar_row, PARVIS, CALENDAR_ROW, AdwBin)

/* What the list of the public calendar shows of an event. It can be dragged, as a calendar or a
 * link. Property: "row" (ParvisPublicRow). */

G_END_DECLS
