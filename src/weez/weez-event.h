#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_EVENT (weez_event_get_type ())
G_DECLARE_FINAL_TYPE (WeezEvent, weez_event, WEEZ, EVENT, WeezRecord)

/**
 * WeezEvent:
 *
 * An event of the account: one row of `GET /events`.
 */
struct _WeezEvent
{
  WeezRecord   parent_instance;
  char        *id;
  char        *name;
  GDateTime   *start;
  GDateTime   *end;
  gint64       participants;
  gboolean     multiple_dates;
  char        *id_status;
  char        *libelle_status;
  char        *id_orga;
};

/**
 * WeezSalesStatus:
 *
 * The numbers of `sales_status.id_status`. Labels differ in the wild; the number is what counts.
 */
typedef enum
{
  WEEZ_SALES_UNKNOWN,
  WEEZ_SALES_OPEN,
  WEEZ_SALES_SOON,
  WEEZ_SALES_ENDED,
  WEEZ_SALES_CANCELLED,
  WEEZ_SALES_CLOSED,
} WeezSalesStatus;

WeezSalesStatus weez_event_get_sales_status (WeezEvent *self);

G_END_DECLS
