#include "config.h"

#include "weez-event.h"

G_DEFINE_FINAL_TYPE (WeezEvent, weez_event, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezEvent, id,             "id", .flags = WEEZ_REQUIRED | WEEZ_ID),
  WEEZ_FIELD (WeezEvent, name,           "name"),
  WEEZ_FIELD (WeezEvent, start,          "date.start"),
  WEEZ_FIELD (WeezEvent, end,            "date.end"),
  WEEZ_FIELD (WeezEvent, participants,   "participants"),
  WEEZ_FIELD (WeezEvent, multiple_dates, "multiple_dates"),
  WEEZ_FIELD (WeezEvent, id_status,      "sales_status.id_status"),
  WEEZ_FIELD (WeezEvent, libelle_status, "sales_status.libelle_status"),
  WEEZ_FIELD (WeezEvent, id_orga,        "id_orga", .flags = WEEZ_EXTRA | WEEZ_ID),
};

static void
weez_event_class_init (WeezEventClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_event_init (WeezEvent *self)
{
}

/**
 * weez_event_get_sales_status:
 * @self: an event
 *
 * Returns: the state of sales, %WEEZ_SALES_UNKNOWN for numbers nobody has explained. 5 stands for
 *   "not published" as well as for "closed".
 */
WeezSalesStatus
weez_event_get_sales_status (WeezEvent *self)
{
  g_return_val_if_fail (WEEZ_IS_EVENT (self), WEEZ_SALES_UNKNOWN);

  if (self->id_status == NULL || self->id_status[0] < '1' || self->id_status[0] > '5' ||
      self->id_status[1] != '\0')
    return WEEZ_SALES_UNKNOWN;

  return WEEZ_SALES_UNKNOWN + (self->id_status[0] - '0');
}
