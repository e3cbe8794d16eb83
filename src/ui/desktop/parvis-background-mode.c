#include "config.h"

#include "parvis-background-mode.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"
#include "parvis-portal.h"
#include "parvis-settings.h"
#include "parvis-weak.h"

#define BACKGROUND "org.freedesktop.portal.Background"
#define SETTING "run-in-background"

struct _ParvisBackgroundMode
{
  GObject        parent_instance;
  GApplication  *application;     /* owns this */
  GListModel    *sessions;
  GPtrArray     *followed;        /* those of them that are listened to */
  gboolean       wanted;
  gboolean       allowed;
  gboolean       held;
  gboolean       asking;
  char          *refusal;
  DexFuture     *request;
};

G_DEFINE_FINAL_TYPE (ParvisBackgroundMode, parvis_background_mode, G_TYPE_OBJECT)

typedef enum
{
  PROP_WANTED = 1,
  PROP_ASKING,
  PROP_REFUSAL,
} ParvisBackgroundModeProperty;

static GParamSpec *props[PROP_REFUSAL + 1];

static gboolean
is_signed_in (ParvisSession *session)
{
  /* Those that no window showed yet are in the keyring only. */
  return parvis_session_get_username (session) != NULL && !parvis_session_get_demo (session);
}

/* When the account that was read last was. */
static GDateTime *
find_updated_at (ParvisBackgroundMode *self)
{
  GDateTime *last = NULL;

  for (guint i = 0; i < self->followed->len; i++)
    {
      ParvisAccount *account = parvis_session_get_account (g_ptr_array_index (self->followed, i));
      GDateTime *each = account != NULL ? parvis_account_get_updated_at (account) : NULL;

      if (each != NULL && (last == NULL || g_date_time_compare (each, last) > 0))
        last = each;
    }

  return last;
}

/* What the list of applications in the background says. It is there for sandboxes only, and says so
 * elsewhere. */
static void
set_status (ParvisBackgroundMode *self)
{
  GDateTime *updated_at = find_updated_at (self);
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);
  g_auto(GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *age = NULL;
  g_autofree char *message = NULL;

  if (!self->held || bus == NULL || updated_at == NULL)
    return;

  age = parvis_format_age (updated_at);
  /* Translators: %s is a time of day, or a date and a time of day. */
  message = g_strdup_printf (_("Following sales; updated %s"), age);
  g_variant_dict_insert (&options, "message", "s", message);
  g_dbus_connection_call (bus, PARVIS_PORTAL_NAME, PARVIS_PORTAL_PATH, BACKGROUND, "SetStatus",
                          g_variant_new ("(@a{sv})", g_variant_dict_end (&options)), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

/* Without an account there is nothing to follow, and the demo ends with its window. */
static void
apply (ParvisBackgroundMode *self)
{
  gboolean holds = FALSE;

  for (guint i = 0; i < self->followed->len; i++)
    {
      ParvisSession *session = g_ptr_array_index (self->followed, i);
      gboolean stays = self->allowed && is_signed_in (session);

      holds = holds || stays;
      parvis_session_set_stays (session, stays);
      /* Also those that no window shows. */
      if (stays)
        parvis_session_open (session);
    }

  if (holds == self->held)
    return;

  self->held = holds;
  if (holds)
    g_application_hold (self->application);
  else
    g_application_release (self->application);
  set_status (self);
}

static void
set_refusal (ParvisBackgroundMode *self,
             const char           *refusal)
{
  if (g_set_str (&self->refusal, refusal))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REFUSAL]);
}

static void
set_wanted (ParvisBackgroundMode *self,
            gboolean              wanted)
{
  GSettings *settings = parvis_settings_get ();

  if (settings != NULL)
    g_settings_set_boolean (settings, SETTING, wanted);
  if (self->wanted == wanted)
    return;

  self->wanted = wanted;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WANTED]);
}

static void
set_asking (ParvisBackgroundMode *self,
            gboolean              asking)
{
  if (self->asking == asking)
    return;

  self->asking = asking;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ASKING]);
}

static gboolean
is_allowed (const GValue *value)
{
  gboolean background = FALSE;

  return value != NULL &&
         g_variant_lookup (g_value_get_variant (value), "background", "b", &background) &&
         background;
}

static DexFuture *
answered (DexFuture *completed,
          gpointer   user_data)
{
  g_autoptr(ParvisBackgroundMode) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (self == NULL)
    return dex_ref (completed);

  self->allowed = is_allowed (value);
  if (self->allowed)
    set_refusal (self, NULL);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    set_refusal (self, _("Nothing on this desktop can allow it: there is no portal for "
                         "applications in the background."));
  else
    set_refusal (self, _("The system does not allow it. You can change that in its settings for "
                         "applications."));
  set_wanted (self, self->allowed);
  apply (self);
  set_asking (self, FALSE);

  return dex_ref (completed);
}

static void
ask (ParvisBackgroundMode *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);
  g_auto(GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  DexFuture *request;

  g_variant_dict_insert (&options, "reason", "s",
                         _("Parvis follows the sales of your events and tells you what is new."));
  g_variant_dict_insert (&options, "autostart", "b", FALSE);

  request = bus != NULL ? parvis_portal_request (bus, BACKGROUND, "RequestBackground", &options)
                        : dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "no bus");
  set_asking (self, TRUE);
  dex_clear (&self->request);
  self->request = dex_future_finally (request, answered, parvis_weak_new (self),
                                      parvis_weak_free);
}

/* Somebody chose. */
static void
choose (ParvisBackgroundMode *self,
        gboolean              wanted)
{
  if (self->wanted == wanted)
    return;

  self->wanted = wanted;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WANTED]);
  set_refusal (self, NULL);
  if (wanted)
    {
      ask (self);
      return;
    }

  dex_clear (&self->request);
  set_wanted (self, FALSE);
  self->allowed = FALSE;
  apply (self);
  set_asking (self, FALSE);
}

static void
parvis_background_mode_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  ParvisBackgroundMode *self = PARVIS_BACKGROUND_MODE (object);

  switch ((ParvisBackgroundModeProperty) prop_id)
    {
    case PROP_WANTED:
      g_value_set_boolean (value, self->wanted);
      break;
    case PROP_ASKING:
      g_value_set_boolean (value, self->asking);
      break;
    case PROP_REFUSAL:
      g_value_set_string (value, self->refusal);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_background_mode_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  if (prop_id == PROP_WANTED)
    choose (PARVIS_BACKGROUND_MODE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_background_mode_dispose (GObject *object)
{
  ParvisBackgroundMode *self = PARVIS_BACKGROUND_MODE (object);

  dex_clear (&self->request);
  self->allowed = FALSE;
  apply (self);
  g_ptr_array_set_size (self->followed, 0);
  g_clear_object (&self->sessions);
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (parvis_background_mode_parent_class)->dispose (object);
}

static void
parvis_background_mode_finalize (GObject *object)
{
  g_ptr_array_unref (PARVIS_BACKGROUND_MODE (object)->followed);

  G_OBJECT_CLASS (parvis_background_mode_parent_class)->finalize (object);
}

static void
parvis_background_mode_class_init (ParvisBackgroundModeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = parvis_background_mode_get_property;
  object_class->set_property = parvis_background_mode_set_property;
  object_class->dispose = parvis_background_mode_dispose;
  object_class->finalize = parvis_background_mode_finalize;

  props[PROP_WANTED] = g_param_spec_boolean ("wanted", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | flags);
  props[PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE,
                                             G_PARAM_READABLE | flags);
  props[PROP_REFUSAL] = g_param_spec_string ("refusal", NULL, NULL, NULL,
                                             G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_background_mode_init (ParvisBackgroundMode *self)
{
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
unfollow (ParvisBackgroundMode *self,
          ParvisSession        *session)
{
  g_signal_handlers_disconnect_by_data (session, self);
  parvis_session_set_stays (session, FALSE);
}

static void
sessions_cb (ParvisBackgroundMode *self)
{
  for (guint i = 0; i < self->followed->len; i++)
    unfollow (self, g_ptr_array_index (self->followed, i));
  g_ptr_array_set_size (self->followed, 0);

  for (guint i = 0; i < g_list_model_get_n_items (self->sessions); i++)
    {
      ParvisSession *session = g_list_model_get_item (self->sessions, i);

      g_ptr_array_add (self->followed, session);
      g_signal_connect_object (session, "notify::account", G_CALLBACK (apply), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "updated", G_CALLBACK (set_status), self,
                               G_CONNECT_SWAPPED);
    }
  apply (self);
}

/**
 * parvis_background_mode_new:
 * @application: (transfer none): what stays; it outlives this
 * @accounts: (transfer none): those that are read meanwhile
 *
 * Returns: (transfer full): what knows whether it stays
 */
ParvisBackgroundMode *
parvis_background_mode_new (GApplication   *application,
                            ParvisAccounts *accounts)
{
  ParvisBackgroundMode *self = g_object_new (PARVIS_TYPE_BACKGROUND_MODE, NULL);

  self->application = application;
  self->sessions = g_object_ref (parvis_accounts_get_sessions (accounts));
  g_signal_connect_object (self->sessions, "items-changed", G_CALLBACK (sessions_cb), self,
                           G_CONNECT_SWAPPED);
  sessions_cb (self);

  return self;
}

/**
 * parvis_background_mode_start:
 * @self: a background mode
 *
 * Asks the system again if somebody chose it in an earlier Parvis: it may be forbidden since.
 */
void
parvis_background_mode_start (ParvisBackgroundMode *self)
{
  GSettings *settings = parvis_settings_get ();

  g_return_if_fail (PARVIS_IS_BACKGROUND_MODE (self));

  if (settings != NULL && g_settings_get_boolean (settings, SETTING))
    choose (self, TRUE);
}
