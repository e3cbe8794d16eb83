#pragma once
#include "demo-calendar.h"
#include "demo-query.h"
#include "demo-rows.h"
#include "demo-season.h"

G_BEGIN_DECLS
/* Everything the organizer has, at one moment of the demo's clock. */
typedef struct
{
  guint64     seed;
  gint64      now;
  const char *url;        /* of the server; NULL for none */
  DemoSeason *season;
  DemoRows   *rows;
  GArray     *calendar;   /* DemoPublicEvent */
} DemoOrganizer;

DemoOrganizer *demo_organizer_new     (guint64 seed, guint participants, guint n_events,
                                       gint64 now);
void           demo_organizer_free    (DemoOrganizer *self);
void           demo_organizer_advance (DemoOrganizer *self, gint64 now);

/* Answers: FALSE when there is no such thing. Events and their kin: */
void     demo_answer_events     (DemoOrganizer *self, DemoQuery *query, GString *text);
void     demo_answer_dates      (DemoOrganizer *self, DemoQuery *query, GString *text);
void     demo_answer_tickets    (DemoOrganizer *self, DemoQuery *query, GString *text);
gboolean demo_answer_stats      (DemoOrganizer *self, DemoQuery *query, const char *ticket,
                                 GString *text);

/* Participants: */
void     demo_answer_list       (DemoOrganizer *self, DemoQuery *query, GString *text);
gboolean demo_answer_answers    (DemoOrganizer *self, const char *participant, GString *text);

/* What everyone may know: */
void     demo_answer_details    (DemoOrganizer *self, const char *event, GString *text);
void     demo_answer_search     (DemoOrganizer *self, DemoQuery *query, gboolean full,
                                 GString *text);
void     demo_answer_categories (DemoOrganizer *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoOrganizer, demo_organizer_free)
G_END_DECLS
