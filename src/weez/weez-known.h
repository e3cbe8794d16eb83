#pragma once

#include "weez-column.h"

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

/**
 * WeezBeginFunc:
 * @data: given with the function
 *
 * Called in a worker, maybe in several at once.
 *
 * Returns: (transfer full): what takes the records of one answer
 */
typedef GObject * (* WeezBeginFunc) (gpointer data);

/**
 * WeezTakeFunc:
 * @page: what was begun for the answer
 * @values: of a row that is not known, one for each column of its type
 * @digest: of the row's text, 0 where it could not be told apart
 *
 * Called in a worker with one row after the other. Each is gone before the next one is read, and no
 * records are made.
 */
typedef void (* WeezTakeFunc) (GObject         *page,
                               const WeezValue *values,
                               gint64           digest);

WeezKnown *weez_known_new   (WeezKnownFunc    know,
                             WeezBeginFunc    begin,
                             WeezTakeFunc     take,
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
GObject   *weez_known_begin (WeezKnown       *self);
void       weez_known_take  (WeezKnown       *self,
                             GObject         *page,
                             const WeezValue *values,
                             gint64           digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WeezKnown, weez_known_unref)

G_END_DECLS
