#pragma once

#include "parvis-look.h"
#include "weez-worker.h"

G_BEGIN_DECLS

DexFuture *parvis_store_close_files (ParvisLook     *look,
                                     WeezWorker     *read_worker,
                                     ParvisDatabase *searcher,
                                     WeezWorker     *write_worker,
                                     ParvisDatabase *writer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
