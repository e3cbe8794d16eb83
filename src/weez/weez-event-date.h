#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_EVENT_DATE (weez_event_date_get_type ())
G_DECLARE_FINAL_TYPE (WeezEventDate, weez_event_date, WEEZ, EVENT_DATE, WeezRecord)

/**
 * WeezEventDate:
 *
 * One date of an event that has several: one row of `GET /dates`.
 */
struct _WeezEventDate
{
  WeezRecord   parent_instance;
  char        *id;
  char        *id_event;
  GDateTime   *date;
  char       **tickets;
};

G_END_DECLS
