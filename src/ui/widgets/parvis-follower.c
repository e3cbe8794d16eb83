#include "config.h"

#include "parvis-follower.h"

#include "parvis-weak.h"

struct _ParvisFollower
{
  GObject             parent_instance;
  GtkWidget          *widget;    /* weak */
  ParvisStore        *store;     /* weak */
  ParvisFollowerRead  read;
  ParvisFollowerShow  show;
  DexFuture          *reading;
  gboolean            busy;
  gboolean            stale;     /* the store changed since the last reading began */
};

G_DEFINE_FINAL_TYPE (ParvisFollower, parvis_follower, G_TYPE_OBJECT)

static void read_changes (ParvisFollower *self);

static DexFuture *
finished (DexFuture *completed,
          gpointer   user_data)
{
  g_autoptr(ParvisFollower) self = parvis_weak_get (user_data);
  g_autoptr(GtkWidget) widget = NULL;

  if (self == NULL || self->widget == NULL)
    return dex_ref (completed);

  widget = g_object_ref (self->widget);
  self->busy = FALSE;
  self->show (widget, completed);
  read_changes (self);

  return dex_ref (completed);
}

/* For those who look, and one after the other: what is read is shown, however often the store
 * changes meanwhile. */
static void
read_changes (ParvisFollower *self)
{
  ParvisStore *store = parvis_follower_get_store (self);

  if (!self->stale || self->busy || store == NULL ||
      self->widget == NULL || !gtk_widget_get_mapped (self->widget))
    return;

  self->stale = FALSE;
  self->busy = TRUE;
  dex_clear (&self->reading);
  self->reading = dex_future_finally (self->read (self->widget, store), finished,
                                      parvis_weak_new (self), parvis_weak_free);
}

static void
changed_cb (ParvisFollower *self)
{
  self->stale = TRUE;
  read_changes (self);
}

static void
parvis_follower_dispose (GObject *object)
{
  ParvisFollower *self = PARVIS_FOLLOWER (object);

  dex_clear (&self->reading);
  g_clear_weak_pointer (&self->widget);
  g_clear_weak_pointer (&self->store);

  G_OBJECT_CLASS (parvis_follower_parent_class)->dispose (object);
}

static void
parvis_follower_class_init (ParvisFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_follower_dispose;
}

static void
parvis_follower_init (ParvisFollower *self)
{
}

/**
 * parvis_follower_new:
 * @widget: (transfer none): who keeps it
 * @read: begins to read
 * @show: shows what was read
 *
 * Returns: (transfer full): a follower of no store yet
 */
ParvisFollower *
parvis_follower_new (GtkWidget          *widget,
                     ParvisFollowerRead  read,
                     ParvisFollowerShow  show)
{
  ParvisFollower *self = g_object_new (PARVIS_TYPE_FOLLOWER, NULL);

  g_set_weak_pointer (&self->widget, widget);
  self->read = read;
  self->show = show;
  g_signal_connect_object (widget, "map", G_CALLBACK (read_changes), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * parvis_follower_set_account:
 * @self: a follower of no store yet
 * @account: (transfer none) (nullable): whose store it follows
 */
void
parvis_follower_set_account (ParvisFollower *self,
                             ParvisAccount  *account)
{
  g_return_if_fail (PARVIS_IS_FOLLOWER (self));
  g_return_if_fail (self->store == NULL);

  if (account == NULL)
    return;

  g_set_weak_pointer (&self->store, parvis_account_get_store (account));
  g_signal_connect_object (self->store, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
}

/**
 * parvis_follower_get_store:
 * @self: a follower
 *
 * Returns: (transfer none) (nullable): the store, where it is open
 */
ParvisStore *
parvis_follower_get_store (ParvisFollower *self)
{
  g_return_val_if_fail (PARVIS_IS_FOLLOWER (self), NULL);

  return self->store != NULL && parvis_store_is_open (self->store) ? self->store : NULL;
}

/**
 * parvis_follower_ask:
 * @self: a follower
 *
 * What the widget asks for is something else now: the answer that is under way is dropped.
 */
void
parvis_follower_ask (ParvisFollower *self)
{
  g_return_if_fail (PARVIS_IS_FOLLOWER (self));

  dex_clear (&self->reading);
  self->busy = FALSE;
  changed_cb (self);
}
