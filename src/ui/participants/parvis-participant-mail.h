#pragma once

#include <gtk/gtk.h>

#include "parvis-store.h"

G_BEGIN_DECLS

/* The addresses of participants, and a letter to all of them. */

DexFuture *parvis_participant_mail_read  (ParvisStore  *store,
                                          GArray       *keys) G_GNUC_WARN_UNUSED_RESULT;
gboolean   parvis_participant_mail_write (char        **addresses,
                                          GtkWindow    *window);

G_END_DECLS
