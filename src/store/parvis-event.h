#pragma once

#include "weez-client.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_EVENT (parvis_event_get_type ())
G_DECLARE_FINAL_TYPE (ParvisEvent, parvis_event, PARVIS, EVENT, GObject)

typedef struct _ParvisAccount ParvisAccount;

/* An event as the store keeps it. Properties: "record" (WeezEvent), "details" (WeezEventDetails,
 * nullable), "tickets" (GListModel of WeezTicketCategory and WeezTicket, the top level; empty
 * before the first answer), "sold" and "quota" (int64, WEEZ_UNKNOWN where not known; quota 0 is "no
 * limit"), "passed" (boolean), "refreshing" (boolean), "updated-at" (GDateTime of the newest
 * reading that was not cut, null before it), "dropped" (int64, participants that are no longer
 * listed and are kept), "account" (ParvisAccount), "sold-today" (int64), "changed-at" (GDateTime,
 * nullable), "edition" (string, id of the event it is compared with, nullable), "same-stage"
 * (int64, what was sold of that one as many days before, WEEZ_UNKNOWN where not known).
 *
 * A failed refresh keeps what is there. */

WeezEvent        *parvis_event_get_record     (ParvisEvent  *self);
WeezEventDetails *parvis_event_get_details    (ParvisEvent  *self);
GListModel       *parvis_event_get_tickets    (ParvisEvent  *self);
gint64            parvis_event_get_sold       (ParvisEvent  *self);
gint64            parvis_event_get_quota      (ParvisEvent  *self);
gboolean          parvis_event_get_passed     (ParvisEvent  *self);
gboolean          parvis_event_get_refreshing (ParvisEvent  *self);
GDateTime        *parvis_event_get_updated_at (ParvisEvent  *self);
gint64            parvis_event_get_dropped    (ParvisEvent  *self);
ParvisAccount    *parvis_event_get_account    (ParvisEvent  *self);
gint64            parvis_event_get_sold_today (ParvisEvent  *self);
GDateTime        *parvis_event_get_changed_at (ParvisEvent  *self);
const char       *parvis_event_get_edition    (ParvisEvent  *self);
gint64            parvis_event_get_same_stage (ParvisEvent  *self);
DexFuture        *parvis_event_set_edition    (ParvisEvent  *self,
                                               const char   *id_event) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *parvis_event_refresh        (ParvisEvent  *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *parvis_event_accept_drop    (ParvisEvent  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
