#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ParvisSyncObserver:
 * @name: of the point that a sync has come to, as in "page written"
 * @data: what was handed to parvis_sync_set_observer()
 *
 * Is called in the thread that came to the point.
 */
typedef void (*ParvisSyncObserver) (const char *name,
                                    gpointer    data);

/* Where a sync stands: tests end the program there, to see that nothing is lost. */
void parvis_sync_set_observer (ParvisSyncObserver  observer,
                               gpointer            data);
void parvis_sync_point        (const char         *name,
                               const char         *state);

G_END_DECLS
