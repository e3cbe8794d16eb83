#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A weak reference as the data of a future's callback: what waits must not keep alive whom it waits
 * for, and whoever is gone must not be called. */

static inline gpointer
parvis_weak_new (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);

  return weak;
}

/* Gives a strong reference, or null. */
static inline gpointer
parvis_weak_get (gpointer weak)
{
  return g_weak_ref_get (weak);
}

static inline void
parvis_weak_free (gpointer weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

G_END_DECLS
