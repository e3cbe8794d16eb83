#include "config.h"

#include "parvis-daily-count.h"

#include "parvis-participant-values.h"

/**
 * parvis_daily_count:
 * @self: changes of one transaction
 * @event: key of the event
 * @values: one for each column of a participant
 * @day: julian day of the order, 0 where it is not known
 * @gone: whether the service lists them no longer
 * @sign: 1 or -1
 *
 * Adds what a participant counts for.
 */
void
parvis_daily_count (ParvisDaily     *self,
                    gint64           event,
                    const WeezValue *values,
                    gint64           day,
                    gboolean         gone,
                    int              sign)
{
  const char *ticket = parvis_participant_text (values, PARVIS_PARTICIPANT_ID_TICKET);
  gboolean deleted = gone || parvis_participant_flag (values, PARVIS_PARTICIPANT_DELETED);
  gboolean unpaid = !parvis_participant_flag (values, PARVIS_PARTICIPANT_PAID);
  ParvisCounts counts = {
    .participants = 1,
    .active = !deleted && !unpaid,
    .deleted = deleted,
    .unpaid = unpaid,
    .refunded = parvis_participant_flag (values, PARVIS_PARTICIPANT_REFUND),
    .scanned = parvis_participant_is_scanned (values),
  };

  parvis_daily_add (self, event, ticket, day, &counts, sign);
}
