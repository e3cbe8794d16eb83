#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The addresses of participants, and a letter to all of them. */

char     **parvis_participant_mail_dup_addresses (GListModel  *people,
                                                  GtkBitset   *rows);
gboolean   parvis_participant_mail_write         (char       **addresses,
                                                  GtkWindow   *window);

G_END_DECLS
