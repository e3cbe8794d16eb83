#pragma once

#include <adwaita.h>
#include <libdex.h>

G_BEGIN_DECLS

/* What somebody did last in a window, for as long as a toast says that it can be undone: by the
 * toast's button, or by a key where no entry takes it. The window's action "win.undo". */

#define PARVIS_TYPE_UNDO (parvis_undo_get_type ())
G_DECLARE_FINAL_TYPE (ParvisUndo, parvis_undo, PARVIS, UNDO, GObject)

/**
 * ParvisUndoFunc:
 * @data: what was handed over
 *
 * Returns: (transfer full) (nullable): resolves once it is undone; null if it is already
 */
typedef DexFuture *(*ParvisUndoFunc) (gpointer data);

void        parvis_undo_install     (GtkWidgetClass   *window_class);
ParvisUndo *parvis_undo_new         (GtkWidget        *window,
                                     AdwToastOverlay  *toasts);
ParvisUndo *parvis_undo_get         (GtkWidget        *widget);
void        parvis_undo_offer       (ParvisUndo       *self,
                                     const char       *title,
                                     ParvisUndoFunc    func,
                                     gpointer          data,
                                     GDestroyNotify    destroy);
void        parvis_undo_offer_after (ParvisUndo       *self,
                                     DexFuture        *doing,
                                     const char       *title,
                                     ParvisUndoFunc    func,
                                     gpointer          data,
                                     GDestroyNotify    destroy);
void        parvis_undo_say         (ParvisUndo       *self,
                                     const char       *title);
void        parvis_undo_forget      (ParvisUndo       *self);

G_END_DECLS
