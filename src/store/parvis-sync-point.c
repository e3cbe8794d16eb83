#include "config.h"

#include "parvis-sync-point.h"

static ParvisSyncObserver observer;
static gpointer observer_data;

/**
 * parvis_sync_set_observer:
 * @func: (nullable): is told of each point
 * @data: for @func
 *
 * To be called before any sync runs.
 */
void
parvis_sync_set_observer (ParvisSyncObserver func,
                          gpointer           data)
{
  observer = func;
  observer_data = data;
}

/**
 * parvis_sync_point:
 * @name: where the caller stands
 */
void
parvis_sync_point (const char *name)
{
  if (observer != NULL)
    observer (name, observer_data);
}
