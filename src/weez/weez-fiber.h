#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * WeezFiberFunc:
 * @data: what was handed to weez_fiber_spawn()
 * @cancellable: is cancelled when nobody waits any more
 *
 * Returns: (transfer full): a future
 */
typedef DexFuture *(*WeezFiberFunc) (gpointer      data,
                                     GCancellable *cancellable);

DexFuture *weez_fiber_spawn      (WeezFiberFunc   func,
                                  gpointer        data,
                                  GDestroyNotify  destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *weez_unless_cancelled (DexFuture      *future,
                                  GCancellable   *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
