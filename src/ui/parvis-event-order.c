#include "config.h"

#include "parvis-event-order.h"

#include "parvis-format.h"

/* What comes soonest first; of what is over, the latest. Without a date, last. */
int
parvis_event_order_by_date (gconstpointer a,
                            gconstpointer b,
                            gpointer      user_data)
{
  WeezEvent *record_a = parvis_event_get_record ((ParvisEvent *) a);
  WeezEvent *record_b = parvis_event_get_record ((ParvisEvent *) b);
  gboolean passed = parvis_event_get_passed ((ParvisEvent *) a);
  int order = passed - parvis_event_get_passed ((ParvisEvent *) b);

  if (order == 0)
    order = (record_a->start == NULL) - (record_b->start == NULL);
  if (order == 0 && record_a->start != NULL)
    {
      order = g_date_time_compare (record_a->start, record_b->start);
      if (passed)
        order = -order;
    }
  if (order == 0)
    order = parvis_format_compare_names (record_a->name, record_b->name);

  return order;
}
