#include "config.h"

#include "weez-ticket-stats.h"

G_DEFINE_FINAL_TYPE (WeezTicketStats, weez_ticket_stats, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezTicketStats, total,   "total"),
  WEEZ_FIELD (WeezTicketStats, scanned, "scanned"),
  WEEZ_FIELD (WeezTicketStats, in,      "in"),
  WEEZ_FIELD (WeezTicketStats, out,     "out"),
};

static void
weez_ticket_stats_class_init (WeezTicketStatsClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_ticket_stats_init (WeezTicketStats *self)
{
}
