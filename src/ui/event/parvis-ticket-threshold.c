#include "config.h"

#include "parvis-ticket-threshold.h"

#include <stdio.h>

#include "parvis-account.h"
#include "parvis-format.h"
#include "parvis-setting.h"

#define FIRST_SHARE 90
#define FIRST_DAYS 7

static char *
dup_name (ParvisEvent *event,
          const char  *id_ticket)
{
  return g_strdup_printf ("threshold.%s.%s", parvis_event_get_record (event)->id, id_ticket);
}

/**
 * parvis_ticket_threshold_get:
 * @event: an event
 * @id_ticket: one of its tickets
 *
 * Returns: what was chosen for that ticket, or what nobody needs to choose
 */
ParvisTicketThreshold
parvis_ticket_threshold_get (ParvisEvent *event,
                             const char  *id_ticket)
{
  ParvisAccount *account = parvis_event_get_account (event);
  ParvisTicketThreshold threshold = { FIRST_SHARE, FIRST_DAYS };
  g_autofree char *name = dup_name (event, id_ticket);
  g_autofree char *value = NULL;
  guint share, days;

  if (account != NULL && parvis_store_is_open (parvis_account_get_store (account)))
    value = parvis_store_get_setting (parvis_account_get_store (account), name);
  if (value != NULL && sscanf (value, "%u %u", &share, &days) == 2 && share <= 100)
    threshold = (ParvisTicketThreshold) { share, days };

  return threshold;
}

/**
 * parvis_ticket_threshold_set:
 * @event: an event
 * @id_ticket: one of its tickets
 * @threshold: (transfer none): what was chosen
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_ticket_threshold_set (ParvisEvent                 *event,
                             const char                  *id_ticket,
                             const ParvisTicketThreshold *threshold)
{
  ParvisAccount *account = parvis_event_get_account (event);
  g_autofree char *name = dup_name (event, id_ticket);
  g_autofree char *value = g_strdup_printf ("%u %u", threshold->share, threshold->days);

  if (account == NULL)
    return dex_future_new_false ();

  return parvis_setting_write (parvis_account_get_store (account), name, value);
}

/**
 * parvis_ticket_threshold_find_soon:
 * @event: an event
 * @ticket: (transfer none): one of its tickets
 *
 * Returns: what comes soon, as somebody chose for that ticket
 */
ParvisTicketSoon
parvis_ticket_threshold_find_soon (ParvisEvent *event,
                                   WeezTicket  *ticket)
{
  ParvisTicketThreshold threshold = parvis_ticket_threshold_get (event, ticket->id);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  ParvisTicketSoon soon = PARVIS_TICKET_SOON_NOTHING;

  if (ticket->end_sale != NULL && g_date_time_compare (ticket->end_sale, now) <= 0)
    return soon;

  if (threshold.share > 0 && ticket->quota > 0 && ticket->participants != WEEZ_UNKNOWN &&
      ticket->participants < ticket->quota &&
      (__int128) ticket->participants * 100 >= (__int128) ticket->quota * threshold.share)
    soon |= PARVIS_TICKET_SOON_SOLD_OUT;

  if (threshold.days > 0 && ticket->end_sale != NULL &&
      parvis_format_days_until (ticket->end_sale, now) <= (int) threshold.days)
    soon |= PARVIS_TICKET_SOON_SALE_ENDS;

  return soon;
}

/**
 * parvis_ticket_threshold_apply:
 * @event: an event
 * @root: (transfer none): the root of its tickets
 *
 * Tells each ticket whether what was chosen for it has come.
 */
void
parvis_ticket_threshold_apply (ParvisEvent      *event,
                               ParvisTicketNode *root)
{
  GListModel *children = parvis_ticket_node_get_children (root);
  WeezRecord *record = parvis_ticket_node_get_record (root);

  if (WEEZ_IS_TICKET (record))
    parvis_ticket_node_set_soon (root, parvis_ticket_threshold_find_soon (event,
                                                                          WEEZ_TICKET (record)));

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr(ParvisTicketNode) child = g_list_model_get_item (children, i);

      parvis_ticket_threshold_apply (event, child);
    }
}
