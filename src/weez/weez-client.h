#pragma once

#include <libdex.h>

#include "weez-answer.h"
#include "weez-error.h"
#include "weez-event-category.h"
#include "weez-event-date.h"
#include "weez-event-details.h"
#include "weez-event.h"
#include "weez-events-query.h"
#include "weez-known.h"
#include "weez-limiter.h"
#include "weez-listing.h"
#include "weez-participant.h"
#include "weez-participants-query.h"
#include "weez-period.h"
#include "weez-public-event.h"
#include "weez-scan-settings.h"
#include "weez-search-query.h"
#include "weez-ticket-category.h"
#include "weez-ticket-stats.h"
#include "weez-ticket.h"
#include "weez-upselling.h"

G_BEGIN_DECLS

#define WEEZ_DEFAULT_URL "https://api.weezevent.com/"

#define WEEZ_TYPE_CLIENT (weez_client_get_type ())
G_DECLARE_FINAL_TYPE (WeezClient, weez_client, WEEZ, CLIENT, GObject)

WeezClient  *weez_client_new                   (const char             *base_url,
                                                GError                **error);
const char  *weez_client_get_base_url          (WeezClient             *self);
gboolean     weez_client_is_local              (WeezClient             *self);
WeezLimiter *weez_client_get_limiter           (WeezClient             *self);
GTimeZone   *weez_client_get_zone              (WeezClient             *self);
void         weez_client_set_zone              (WeezClient             *self,
                                                GTimeZone              *zone);
gboolean     weez_client_has_credentials       (WeezClient             *self);
void         weez_client_set_credentials       (WeezClient             *self,
                                                const char             *api_key,
                                                const char             *access_token);

DexFuture   *weez_client_sign_in               (WeezClient             *self,
                                                const char             *username,
                                                const char             *password,
                                                const char             *api_key)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_list_events           (WeezClient             *self,
                                                WeezEventsQuery        *query)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_list_dates            (WeezClient             *self,
                                                const char * const     *id_events,
                                                gboolean                display_passed)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_list_tickets          (WeezClient             *self,
                                                const char * const     *id_events)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_get_ticket_stats      (WeezClient             *self,
                                                const char             *id_ticket,
                                                const char             *id_date)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_list_participants     (WeezClient             *self,
                                                WeezParticipantsQuery  *query)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_list_unknown_participants (WeezClient            *self,
                                                    WeezParticipantsQuery *query,
                                                    WeezKnown             *known)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_list_answers          (WeezClient             *self,
                                                const char             *id_participant)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_get_scan_settings     (WeezClient             *self)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_set_scan_user         (WeezClient             *self,
                                                const char             *user)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_get_event_details     (WeezClient             *self,
                                                const char             *id_event)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_search_events         (WeezClient             *self,
                                                WeezSearchQuery        *query)
  G_GNUC_WARN_UNUSED_RESULT;
DexFuture   *weez_client_list_event_categories (WeezClient             *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
