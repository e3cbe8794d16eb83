#pragma once

#include <gtk/gtk.h>

#include "parvis-store.h"

G_BEGIN_DECLS

/* Longer letters are cut by some mail programs without a word. */
#define PARVIS_PARTICIPANT_MAIL_MOST 100

/* The addresses of participants, and a letter to all of them. */

DexFuture  *parvis_participant_mail_read       (ParvisStore  *store,
                                                GArray       *keys) G_GNUC_WARN_UNUSED_RESULT;
char      **parvis_participant_mail_split      (const char   *text,
                                                guint        *n_without);
char      **parvis_participant_mail_dup_usable (char        **addresses);
DexFuture  *parvis_participant_mail_write      (char        **addresses,
                                                GtkWindow    *window) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
