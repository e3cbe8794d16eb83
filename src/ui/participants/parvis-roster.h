#pragma once

#include "parvis-event.h"
#include "parvis-store.h"
#include "weez-upselling.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ROSTER (parvis_roster_get_type ())
G_DECLARE_FINAL_TYPE (ParvisRoster, parvis_roster, PARVIS, ROSTER, GObject)

/* What is said of the participants of an event in words: it knows the names of its tickets and its
 * dates. Signal "changed": they are not as they were. */

ParvisRoster *parvis_roster_new         (ParvisEvent      *event,
                                         ParvisStore      *store);
ParvisRoster *parvis_roster_copy        (ParvisRoster     *self);
const char   *parvis_roster_get_ticket  (ParvisRoster     *self,
                                         const char       *id_ticket);
char         *parvis_roster_dup_price   (ParvisRoster     *self,
                                         const char       *id_ticket);
GDateTime    *parvis_roster_get_date    (ParvisRoster     *self,
                                         const char       *id_date);
char         *parvis_roster_dup_date    (ParvisRoster     *self,
                                         const char       *id_date);
char         *parvis_roster_dup_name    (WeezParticipant  *person);
char         *parvis_roster_dup_moment  (GDateTime        *moment);
char         *parvis_roster_dup_masked  (const char       *barcode);
const char   *parvis_roster_get_status  (WeezParticipant  *person);
char         *parvis_roster_dup_entry   (WeezParticipant  *person);
char         *parvis_roster_dup_scanned_by (WeezParticipant *person);
char         *parvis_roster_dup_product (WeezUpselling    *add_on);
char         *parvis_roster_dup_add_on  (WeezUpselling    *add_on,
                                         gboolean          masked);
gboolean      parvis_roster_is_scanned  (WeezParticipant  *person);
const char   *parvis_roster_get_facet   (const char       *facet);
char         *parvis_roster_dup_value   (ParvisRoster     *self,
                                         const char       *facet,
                                         const char       *value);

G_END_DECLS
