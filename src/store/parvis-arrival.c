#include "config.h"

#include "parvis-arrival.h"

G_DEFINE_FINAL_TYPE (ParvisArrival, parvis_arrival, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisArrival, start,   "start"),
  WEEZ_FIELD (ParvisArrival, seconds, "seconds"),
  WEEZ_FIELD (ParvisArrival, scans,   "scans"),
  WEEZ_FIELD (ParvisArrival, sampled, "sampled"),
};

static void
parvis_arrival_class_init (ParvisArrivalClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_arrival_init (ParvisArrival *self)
{
}
