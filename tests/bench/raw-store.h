#pragma once

#include "raw-page.h"

G_BEGIN_DECLS

/* The plainest table that a page of people can be kept in: SQLite with what everybody sets. A
 * failure ends the program, because there is nothing to measure any more. */

typedef struct _RawStore RawStore;

RawStore   *raw_store_open   (const char    *path);
void        raw_store_write  (RawStore      *self,
                              const RawPage *page);
void        raw_store_index  (RawStore      *self);
void        raw_store_close  (RawStore      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawStore, raw_store_close)

G_END_DECLS
