#pragma once

#include "history-reader.h"
#include "parvis-store.h"

G_BEGIN_DECLS

/* A sync that is cut somewhere, and what must be left of it. */
typedef struct
{
  HistoryReader  reader;
  char          *before;   /* a folder whose store is some steps behind; null for none */
  char          *truth;    /* then and now */
} CutTest;

void      cut_test_start_first  (CutTest      *self);
void      cut_test_start_next   (CutTest      *self);
void      cut_test_clear        (CutTest      *self);

char     *cut_test_make_folder  (CutTest      *self);
gboolean  cut_test_sync         (ParvisStore  *store,
                                 WeezClient   *client,
                                 gboolean      complete,
                                 GError      **error);
void      cut_test_sync_well    (ParvisStore  *store,
                                 WeezClient   *client,
                                 gboolean      complete);
void      cut_test_check_left   (CutTest      *self,
                                 ParvisStore  *store,
                                 const char   *where);
void      cut_test_check_mended (CutTest      *self,
                                 ParvisStore  *store,
                                 const char   *where);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CutTest, cut_test_clear)

G_END_DECLS
