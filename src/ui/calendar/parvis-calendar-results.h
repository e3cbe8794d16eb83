#pragma once

#include <adwaita.h>

#include "parvis-account.h"
#include "parvis-public-row.h"
#include "parvis-public-search.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_CALENDAR_RESULTS (parvis_calendar_results_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCalendarResults, parvis_calendar_results, PARVIS, CALENDAR_RESULTS,
                      AdwBin)

/* The events that a search of the public calendar found, in an order of the reader's choice.
 * Properties: "search" (ParvisPublicSearch), "day" (uint, the julian day whose events are listed, 0
 * for all), "rows" (GListModel of ParvisPublicRow, all of them), "found" (GtkSortListModel of those
 * that are listed, in order; the list makes their widgets one after another). Signal: "activated"
 * (ParvisPublicRow). */

void        parvis_calendar_results_open     (ParvisCalendarResults *self,
                                              ParvisAccount         *account,
                                              ParvisPublicSearch    *search);
void        parvis_calendar_results_rest     (ParvisCalendarResults *self);
GListModel *parvis_calendar_results_get_rows (ParvisCalendarResults *self);

G_END_DECLS
