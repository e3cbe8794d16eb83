#include "config.h"

#include "weez-period.h"

G_DEFINE_FINAL_TYPE (WeezPeriod, weez_period, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezPeriod, start, "start"),
  WEEZ_FIELD (WeezPeriod, end,   "end"),
};

static void
weez_period_class_init (WeezPeriodClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_period_init (WeezPeriod *self)
{
}
