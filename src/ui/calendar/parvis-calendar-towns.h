#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ParvisCalendarTown:
 * @name: as the first of its events writes it
 * @latitude: of the middle of its events, in degrees
 * @longitude: of the middle of its events, in degrees
 * @n_events: how many are there
 *
 * A town that distances can be measured from. Its place is that of its events: nobody else is
 * asked where it is.
 */
typedef struct
{
  char   *name;
  double  latitude;
  double  longitude;
  guint   n_events;
} ParvisCalendarTown;

GPtrArray *parvis_calendar_towns_new  (GListModel *events);
guint      parvis_calendar_towns_find (GPtrArray  *towns,
                                       const char *chosen,
                                       const char *looked_for);

G_END_DECLS
