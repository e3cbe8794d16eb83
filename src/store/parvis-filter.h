#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ParvisFilterState:
 * @PARVIS_FILTER_ANY: the value is not asked for
 * @PARVIS_FILTER_ONLY: this value, or another one of its facet that is asked for
 * @PARVIS_FILTER_NOT: anything but this value
 *
 * What a filter says of a value of a facet.
 */
typedef enum
{
  PARVIS_FILTER_ANY,
  PARVIS_FILTER_ONLY,
  PARVIS_FILTER_NOT,
} ParvisFilterState;

/* The facets of participants. An answer has its question behind the colon; a change has its kind
 * there, another colon, and the place in the feed after which it counts. */
#define PARVIS_FACET_TICKET "ticket"           /* id of a ticket, "" for none */
#define PARVIS_FACET_DATE "date"               /* id of a date, "" for none */
#define PARVIS_FACET_STATUS "status"           /* "paid", "unpaid", "refunded", "deleted" */
#define PARVIS_FACET_ENTRY "entry"             /* "scanned", "not-scanned" */
#define PARVIS_FACET_PROMO_CODE "promo-code"
#define PARVIS_FACET_ORIGIN "origin"
#define PARVIS_FACET_GATE "gate"               /* who scanned last */
#define PARVIS_FACET_LABEL "label"             /* what somebody noted here, "" for none */
#define PARVIS_FACET_NAMED "named"             /* "yes", "no" */
#define PARVIS_FACET_DUPLICATE "duplicate"     /* "yes", "no": of a name and date that are held */
#define PARVIS_FACET_CHANGED "changed:"        /* "yes", "no"; see below */
#define PARVIS_FACET_ANSWER "answer:"
#define PARVIS_FACET_BUYER_ANSWER "buyer-answer:"

#define PARVIS_TYPE_FILTER (parvis_filter_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFilter, parvis_filter, PARVIS, FILTER, GObject)

/* Which participants by their facets: those that all of its facets let through. It does not change,
 * so it may cross threads. */

ParvisFilter      *parvis_filter_new           (void);
ParvisFilter      *parvis_filter_new_from_text (const char        *text);
char              *parvis_filter_to_text       (ParvisFilter      *self);
ParvisFilter      *parvis_filter_with          (ParvisFilter      *self,
                                                const char        *facet,
                                                const char        *value,
                                                ParvisFilterState  state);
ParvisFilter      *parvis_filter_without       (ParvisFilter      *self,
                                                const char        *facet);
ParvisFilterState  parvis_filter_get           (ParvisFilter      *self,
                                                const char        *facet,
                                                const char        *value);
gboolean           parvis_filter_has           (ParvisFilter      *self,
                                                const char        *facet);
gboolean           parvis_filter_is_empty      (ParvisFilter      *self);
char             **parvis_filter_dup_facets    (ParvisFilter      *self);
char             **parvis_filter_dup_values    (ParvisFilter      *self,
                                                const char        *facet);

G_END_DECLS
