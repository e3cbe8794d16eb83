#include "config.h"

#include "parvis-undo.h"

#include <glib/gi18n-lib.h>

#include "parvis-failure.h"
#include "parvis-weak.h"

#define ACTION "win.undo"
#define KEY "parvis-undo"
/* Longer than a toast that only says something: it has to be read and thought about. */
#define SECONDS 10

struct _ParvisUndo
{
  GObject          parent_instance;
  GtkWidget       *window;       /* weak */
  AdwToastOverlay *toasts;       /* weak */
  AdwToast        *toast;        /* null where nothing can be undone */
  ParvisUndoFunc   func;
  gpointer         data;
  GDestroyNotify   destroy;
};

G_DEFINE_FINAL_TYPE (ParvisUndo, parvis_undo, G_TYPE_OBJECT)

static AdwToast *
toast_new (const char *title)
{
  AdwToast *toast = adw_toast_new ("");

  /* It has names of people and views in it. */
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, title);
  /* What is done now is said now; an offer that is still open comes back behind it. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);

  return toast;
}

static void
clear (ParvisUndo *self)
{
  g_autoptr(AdwToast) toast = g_steal_pointer (&self->toast);
  GDestroyNotify destroy = g_steal_pointer (&self->destroy);
  gpointer data = g_steal_pointer (&self->data);

  if (self->window != NULL)
    gtk_widget_action_set_enabled (self->window, ACTION, FALSE);
  if (toast != NULL)
    {
      g_signal_handlers_disconnect_by_data (toast, self);
      adw_toast_dismiss (toast);
    }
  if (destroy != NULL)
    destroy (data);
}

/* Whether it was done; says why not. */
static gboolean
was_done (ParvisUndo *self,
          DexFuture  *completed)
{
  g_autoptr(ParvisFailure) failure = NULL;
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (completed, &error) != NULL)
    return TRUE;

  failure = parvis_failure_new (error, PARVIS_TASK_READ);
  parvis_undo_say (self, parvis_failure_get_sentence (failure));

  return FALSE;
}

static DexFuture *
undone (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisUndo) self = parvis_weak_get (user_data);

  if (self != NULL)
    was_done (self, completed);

  return dex_ref (completed);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ParvisUndo *self = parvis_undo_get (widget);
  DexFuture *undoing;

  if (self == NULL || self->toast == NULL)
    return;

  /* Kept to its end, whatever becomes of the window. */
  if ((undoing = self->func (self->data)) != NULL)
    dex_future_disown (dex_future_finally (undoing, undone, parvis_weak_new (self),
                                           parvis_weak_free));
  clear (self);
}

static void
parvis_undo_dispose (GObject *object)
{
  ParvisUndo *self = PARVIS_UNDO (object);

  clear (self);
  if (self->window != NULL)
    g_object_set_data (G_OBJECT (self->window), KEY, NULL);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->toasts);

  G_OBJECT_CLASS (parvis_undo_parent_class)->dispose (object);
}

static void
parvis_undo_class_init (ParvisUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_undo_dispose;
}

static void
parvis_undo_init (ParvisUndo *self)
{
}

/**
 * parvis_undo_install:
 * @window_class: of windows that have one of these
 *
 * The key reaches the window only if what has the focus does not take it: entries undo their own.
 */
void
parvis_undo_install (GtkWidgetClass *window_class)
{
  gtk_widget_class_install_action (window_class, ACTION, NULL, undo_action);
  gtk_widget_class_add_binding_action (window_class, GDK_KEY_z, GDK_CONTROL_MASK, ACTION, NULL);
}

/**
 * parvis_undo_new:
 * @window: (transfer none): whose action it is; has it from now on
 * @toasts: (transfer none): over all of its pages, so that one that goes takes no offer with it
 *
 * Returns: (transfer full): what undoes in that window
 */
ParvisUndo *
parvis_undo_new (GtkWidget       *window,
                 AdwToastOverlay *toasts)
{
  ParvisUndo *self = g_object_new (PARVIS_TYPE_UNDO, NULL);

  g_set_weak_pointer (&self->window, window);
  g_set_weak_pointer (&self->toasts, toasts);
  g_object_set_data (G_OBJECT (window), KEY, self);
  gtk_widget_action_set_enabled (window, ACTION, FALSE);

  return self;
}

/**
 * parvis_undo_get:
 * @widget: (transfer none): in a window
 *
 * Returns: (transfer none) (nullable): what undoes in that window
 */
ParvisUndo *
parvis_undo_get (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL ? g_object_get_data (G_OBJECT (root), KEY) : NULL;
}

/**
 * parvis_undo_offer:
 * @self: what undoes in a window
 * @title: what was done, which has no markup
 * @func: undoes it
 * @data: (transfer full): for @func
 * @destroy: frees @data, once it is undone or cannot be any more
 *
 * Only what was done last can be undone.
 */
void
parvis_undo_offer (ParvisUndo     *self,
                   const char     *title,
                   ParvisUndoFunc  func,
                   gpointer        data,
                   GDestroyNotify  destroy)
{
  g_return_if_fail (PARVIS_IS_UNDO (self));

  clear (self);
  if (self->toasts == NULL)
    {
      destroy (data);
      return;
    }

  self->func = func;
  self->data = data;
  self->destroy = destroy;
  self->toast = toast_new (title);
  adw_toast_set_button_label (self->toast, _("Undo"));
  adw_toast_set_action_name (self->toast, ACTION);
  adw_toast_set_timeout (self->toast, SECONDS);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (clear), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (self->window, ACTION, TRUE);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
}

typedef struct
{
  GWeakRef        undo;
  char           *title;
  ParvisUndoFunc  func;
  gpointer        data;
  GDestroyNotify  destroy;
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_weak_ref_clear (&offer->undo);
  g_free (offer->title);
  if (offer->destroy != NULL)
    offer->destroy (offer->data);
  g_free (offer);
}

static DexFuture *
done (DexFuture *completed,
      gpointer   user_data)
{
  Offer *offer = user_data;
  g_autoptr(ParvisUndo) self = g_weak_ref_get (&offer->undo);

  if (self != NULL && was_done (self, completed))
    parvis_undo_offer (self, offer->title, offer->func, offer->data,
                       g_steal_pointer (&offer->destroy));

  return dex_ref (completed);
}

/**
 * parvis_undo_offer_after:
 * @self: what undoes in a window
 * @doing: (transfer full): what is being done
 * @title: what was done then, which has no markup
 * @func: undoes it
 * @data: (transfer full): for @func
 * @destroy: frees @data
 *
 * Offers it once that is done, or says why it could not be done. It is done whatever becomes of the
 * window.
 */
void
parvis_undo_offer_after (ParvisUndo     *self,
                         DexFuture      *doing,
                         const char     *title,
                         ParvisUndoFunc  func,
                         gpointer        data,
                         GDestroyNotify  destroy)
{
  Offer *offer = g_new0 (Offer, 1);

  g_weak_ref_init (&offer->undo, self);
  offer->title = g_strdup (title);
  offer->func = func;
  offer->data = data;
  offer->destroy = destroy;
  dex_future_disown (dex_future_finally (doing, done, offer, offer_free));
}

/**
 * parvis_undo_say:
 * @self: what undoes in a window
 * @title: what was done, or not, which has no markup
 *
 * Says it where there is nothing to undo.
 */
void
parvis_undo_say (ParvisUndo *self,
                 const char *title)
{
  g_return_if_fail (PARVIS_IS_UNDO (self));

  if (self->toasts != NULL)
    adw_toast_overlay_add_toast (self->toasts, toast_new (title));
}

/**
 * parvis_undo_forget:
 * @self: what undoes in a window
 *
 * What was said to be done is not: there is nothing to undo.
 */
void
parvis_undo_forget (ParvisUndo *self)
{
  g_return_if_fail (PARVIS_IS_UNDO (self));

  clear (self);
}
