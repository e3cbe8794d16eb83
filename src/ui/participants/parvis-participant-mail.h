#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The addresses of participants, and a letter to all of them. */

char **parvis_participant_mail_dup_addresses (GListModel  *people,
                                              GtkBitset   *rows);
char  *parvis_participant_mail_dup_uri       (char       **addresses);

G_END_DECLS
