#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

#include "parvis-account.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_FOLLOWER (parvis_follower_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFollower, parvis_follower, PARVIS, FOLLOWER, GObject)

/**
 * ParvisFollowerRead:
 * @widget: for which is read
 * @store: an open store
 *
 * Returns: (transfer full): resolves to what @widget shows
 */
typedef DexFuture *(*ParvisFollowerRead) (gpointer     widget,
                                          ParvisStore *store);

/**
 * ParvisFollowerShow:
 * @widget: for which was read
 * @completed: (transfer none): what came of it
 */
typedef void (*ParvisFollowerShow) (gpointer   widget,
                                    DexFuture *completed);

/* Reads the store for a widget, and again after each change of it: at once where the widget is
 * mapped, and else when it is. Not the event is followed: when that changed is told in whole
 * seconds, and it may be as it was where what is kept of it is not. */

ParvisFollower *parvis_follower_new         (GtkWidget          *widget,
                                             ParvisFollowerRead  read,
                                             ParvisFollowerShow  show);
void            parvis_follower_set_account (ParvisFollower     *self,
                                             ParvisAccount      *account);
ParvisStore    *parvis_follower_get_store   (ParvisFollower     *self);
void            parvis_follower_ask         (ParvisFollower     *self);

G_END_DECLS
