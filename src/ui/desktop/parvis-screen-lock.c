#include "config.h"

#include "parvis-screen-lock.h"

#include <gio/gio.h>

#include "parvis-portal.h"
#include "parvis-weak.h"

#define SCREEN_SAVER "org.gnome.ScreenSaver"
#define INHIBIT "org.freedesktop.portal.Inhibit"
/* Who is asked while somebody types answers at once or not at all. */
#define DEADLINE_MILLISECONDS 500

struct _ParvisScreenLock
{
  GObject            parent_instance;
  GDBusConnection   *bus;
  ParvisScreenState  state;          /* by the portal */
  gboolean           monitored;
  guint              subscription;
};

G_DEFINE_FINAL_TYPE (ParvisScreenLock, parvis_screen_lock, G_TYPE_OBJECT)

static void
state_changed_cb (GDBusConnection *bus,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *signal,
                  GVariant        *parameters,
                  gpointer         user_data)
{
  g_autoptr(ParvisScreenLock) self = parvis_weak_get (user_data);
  g_autoptr(GVariant) state = NULL;
  gboolean active;

  if (self == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oa{sv})")))
    return;

  state = g_variant_get_child_value (parameters, 1);
  if (g_variant_lookup (state, "screensaver-active", "b", &active))
    self->state = active ? PARVIS_SCREEN_LOCKED : PARVIS_SCREEN_OPEN;
}

/* The portal tells the state when it begins to tell, and whenever it changes. */
static void
start_monitor (ParvisScreenLock *self)
{
  g_auto(GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  if (self->monitored)
    return;

  self->monitored = TRUE;
  self->subscription =
    g_dbus_connection_signal_subscribe (self->bus, PARVIS_PORTAL_NAME, INHIBIT, "StateChanged",
                                        PARVIS_PORTAL_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                        state_changed_cb, parvis_weak_new (self),
                                        parvis_weak_free);
  g_variant_dict_insert (&options, "session_handle_token", "s", "parvis_lock");
  dex_future_disown (parvis_portal_request (self->bus, INHIBIT, "CreateMonitor", &options));
}

static DexFuture *
asked (DexFuture *completed,
       gpointer   user_data)
{
  g_autoptr(ParvisScreenLock) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);

  if (value != NULL)
    {
      gboolean active;

      g_variant_get (g_value_get_variant (value), "(b)", &active);
      return dex_future_new_for_int (active ? PARVIS_SCREEN_LOCKED : PARVIS_SCREEN_OPEN);
    }
  if (self == NULL)
    return dex_future_new_for_int (PARVIS_SCREEN_UNKNOWN);

  start_monitor (self);

  return dex_future_new_for_int ((int) self->state);
}

static void
parvis_screen_lock_dispose (GObject *object)
{
  ParvisScreenLock *self = PARVIS_SCREEN_LOCK (object);

  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (parvis_screen_lock_parent_class)->dispose (object);
}

static void
parvis_screen_lock_class_init (ParvisScreenLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_screen_lock_dispose;
}

static void
parvis_screen_lock_init (ParvisScreenLock *self)
{
}

/**
 * parvis_screen_lock_new:
 * @bus: (transfer none): the session bus
 *
 * Returns: (transfer full): what knows of the lock, and asks nobody yet
 */
ParvisScreenLock *
parvis_screen_lock_new (GDBusConnection *bus)
{
  ParvisScreenLock *self = g_object_new (PARVIS_TYPE_SCREEN_LOCK, NULL);

  self->bus = g_object_ref (bus);

  return self;
}

/**
 * parvis_screen_lock_ask:
 * @self: a screen lock
 *
 * In a sandbox the first answer is %PARVIS_SCREEN_UNKNOWN.
 *
 * Returns: (transfer full): resolves to a #ParvisScreenState, as an int
 */
DexFuture *
parvis_screen_lock_ask (ParvisScreenLock *self)
{
  g_return_val_if_fail (PARVIS_IS_SCREEN_LOCK (self), NULL);

  return dex_future_finally (
    dex_dbus_connection_call (self->bus, SCREEN_SAVER, "/org/gnome/ScreenSaver", SCREEN_SAVER,
                              "GetActive", NULL, G_VARIANT_TYPE ("(b)"),
                              G_DBUS_CALL_FLAGS_NO_AUTO_START, DEADLINE_MILLISECONDS),
    asked, parvis_weak_new (self), parvis_weak_free);
}
