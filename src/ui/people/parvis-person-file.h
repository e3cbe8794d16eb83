#pragma once

#include <gio/gio.h>

#include "parvis-person.h"

G_BEGIN_DECLS

/* The file that somebody gets who asks what is held on them. */

DexFuture *parvis_person_file_write_pdf  (ParvisPerson *person,
                                          GFile        *file) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *parvis_person_file_write_json (ParvisPerson *person,
                                          GFile        *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
