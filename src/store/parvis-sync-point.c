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
 * @name: what the caller is about
 * @state: how far it is
 */
void
parvis_sync_point (const char *name,
                   const char *state)
{
  g_autofree char *point = NULL;

  if (observer == NULL)
    return;

  point = g_strconcat (name, " ", state, NULL);
  observer (point, observer_data);
}
