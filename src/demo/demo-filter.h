#pragma once
#include "demo-organizer.h"

G_BEGIN_DECLS
/* What a request for participants asks for. */
typedef struct
{
  guint8   *tickets;       /* one for each of the season's, NULL for all */
  guint8   *events;        /* the same for events */
  GArray   *pairs;         /* guint: date << 16 | ticket, NULL for none asked */
  char    **references;
  gint64    after, before;
  gboolean  with_deleted, only_deleted, with_unpaid;
} DemoFilter;


DemoFilter *demo_filter_new     (DemoOrganizer *organizer, DemoQuery *query);
void        demo_filter_free    (DemoFilter *self);
gboolean    demo_filter_matches (DemoFilter *self, DemoOrganizer *organizer, const DemoRow *row);
gboolean    demo_filter_shows   (DemoFilter *self, DemoOrganizer *organizer, const DemoRow *row);
char       *demo_row_dup_reference (DemoOrganizer *organizer, const DemoRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoFilter, demo_filter_free)
G_END_DECLS
