#pragma once

#include "parvis-store.h"
#include "weez-client.h"

G_BEGIN_DECLS

/* A store in a folder of its own, for one test. */

char        *store_test_make_folder   (void);
void         store_test_remove_folder (char       **folder);
ParvisStore *store_test_open          (const char  *folder,
                                       WeezClient  *client);
void         store_test_close         (ParvisStore **store);

G_END_DECLS
