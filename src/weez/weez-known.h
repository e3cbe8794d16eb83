#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WeezKnown WeezKnown;

/**
 * WeezKnownFunc:
 * @ids: of rows
 * @digests: of their texts
 * @keys: (inout): 0 for each; another number for a row that is held as it is
 * @n_rows: how many they are
 * @data: given with the function
 *
 * Called in a worker, maybe in several at once.
 */
typedef void (* WeezKnownFunc) (const char * const *ids,
                                const gint64       *digests,
                                gint64             *keys,
                                guint               n_rows,
                                gpointer            data);

WeezKnown *weez_known_new   (WeezKnownFunc    func,
                             gpointer         data,
                             GDestroyNotify   destroy);
WeezKnown *weez_known_ref   (WeezKnown       *self);
void       weez_known_unref (WeezKnown       *self);
GBytes    *weez_known_cut   (WeezKnown       *self,
                             GBytes          *body,
                             const char      *member,
                             const char      *id,
                             GArray         **keys,
                             GArray         **digests);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WeezKnown, weez_known_unref)

G_END_DECLS
