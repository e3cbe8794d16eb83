#include "config.h"

#include "parvis-search-provider.h"

#include "parvis-finder.h"
#include "parvis-person-facts.h"
#include "parvis-screen-lock.h"
#include "parvis-settings.h"
#include "parvis-words.h"
#include "weez-client.h"
#include "weez-fiber.h"

/* The shell shows five. */
#define MAX_RESULTS 10
/* A search goes on while somebody types; then its file is let go. */
#define IDLE_SECONDS 10

static const char interface_xml[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'>"
  "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'>"
  "<arg type='as' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'>"
  "<arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'>"
  "<arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'>"
  "<arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "</interface></node>";

struct _ParvisSearchProvider
{
  GObject           parent_instance;
  GApplication     *application;   /* owns this */
  GDBusConnection  *bus;
  guint             registration;
  ParvisScreenLock *lock;
  ParvisFinder     *finder;
  guint             idle;
};

G_DEFINE_FINAL_TYPE (ParvisSearchProvider, parvis_search_provider, G_TYPE_OBJECT)

typedef struct
{
  ParvisSearchProvider  *provider;
  GApplication          *application;
  GDBusMethodInvocation *invocation;
  GStrv                  words;        /* terms or names */
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_application_release (call->application);
  g_object_unref (call->application);
  g_object_unref (call->provider);
  g_object_unref (call->invocation);
  g_strfreev (call->words);
  g_free (call);
}

static void
idle_cb (gpointer data)
{
  ParvisSearchProvider *self = data;

  self->idle = 0;
  g_clear_object (&self->finder);
}

static ParvisFinder *
get_finder (ParvisSearchProvider *self)
{
  g_autofree char *path = parvis_settings_dup_search_store ();

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->finder != NULL && g_strcmp0 (path, parvis_finder_get_path (self->finder)) != 0)
    g_clear_object (&self->finder);
  if (path == NULL)
    return NULL;

  if (self->finder == NULL)
    {
      g_autoptr(WeezClient) client = weez_client_new (NULL, NULL);

      self->finder = parvis_finder_new (path, weez_client_get_zone (client));
    }
  self->idle = g_timeout_add_seconds_once (IDLE_SECONDS, idle_cb, self);

  return self->finder;
}

static gboolean
may_show_people (ParvisScreenState state)
{
  GSettings *settings = parvis_settings_get ();

  return settings != NULL && state == PARVIS_SCREEN_OPEN &&
         g_settings_get_boolean (settings, "search-people");
}

/* ---- what is found ---- */

static DexFuture *
find_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Call *call = data;
  ParvisScreenState state = dex_await_int (parvis_screen_lock_ask (call->provider->lock), NULL);
  g_autoptr(ParvisFinder) finder = NULL;
  g_auto(GStrv) names = NULL;
  g_autofree char *text = g_strjoinv (" ", call->words);

  if (state != PARVIS_SCREEN_LOCKED && g_set_object (&finder, get_finder (call->provider)))
    names = dex_await_boxed (parvis_finder_find (finder, text, may_show_people (state),
                                                 MAX_RESULTS), NULL);

  g_dbus_method_invocation_return_value (
    g_object_ref (call->invocation),
    g_variant_new ("(@as)", g_variant_new_strv ((const char * const *) names,
                                                names != NULL ? -1 : 0)));

  return dex_future_new_true ();
}

/* ---- how it is shown ---- */

static char *
describe_person (ParvisFinding *finding)
{
  g_autofree char *event = finding->event != NULL ? parvis_words_event_name (NULL, finding->event)
                                                  : NULL;
  g_autofree char *status = parvis_person_facts_status (finding->participant, FALSE);

  return event != NULL ? g_strjoin (" · ", event, status, NULL) : g_steal_pointer (&status);
}

static void
add_meta (GVariantBuilder *metas,
          ParvisFinding   *finding)
{
  g_auto(GVariantDict) meta = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  const char *icon_name;
  g_autoptr(GIcon) icon = NULL;
  g_autoptr(GVariant) serialized = NULL;

  if (finding->participant != NULL)
    {
      name = parvis_person_facts_name (finding->participant);
      description = describe_person (finding);
      icon_name = "avatar-default-symbolic";
    }
  else
    {
      name = parvis_words_event_name (NULL, finding->event);
      description = parvis_words_event_date (NULL, finding->event);
      icon_name = "x-office-calendar-symbolic";
    }

  icon = g_themed_icon_new (icon_name);
  g_variant_dict_insert (&meta, "id", "s", finding->name);
  g_variant_dict_insert (&meta, "name", "s", name);
  g_variant_dict_insert (&meta, "description", "s", description);
  serialized = g_icon_serialize (icon);
  g_variant_dict_insert_value (&meta, "icon", serialized);
  g_variant_dict_insert (&meta, "gicon", "s", icon_name);
  g_variant_builder_add_value (metas, g_variant_dict_end (&meta));
}

static DexFuture *
describe_fiber (gpointer      data,
                GCancellable *cancellable)
{
  Call *call = data;
  ParvisScreenState state = dex_await_int (parvis_screen_lock_ask (call->provider->lock), NULL);
  g_autoptr(ParvisFinder) finder = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  GVariantBuilder metas;

  if (state != PARVIS_SCREEN_LOCKED && g_set_object (&finder, get_finder (call->provider)))
    findings = dex_await_boxed (
      parvis_finder_describe (finder, (const char * const *) call->words), NULL);

  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      ParvisFinding *finding = g_ptr_array_index (findings, i);

      /* The screen may be locked since, or the choice another one. */
      if (finding->participant == NULL || may_show_people (state))
        add_meta (&metas, finding);
    }
  g_dbus_method_invocation_return_value (g_object_ref (call->invocation),
                                         g_variant_new ("(aa{sv})", &metas));

  return dex_future_new_true ();
}

/* ---- the bus ---- */

static void
spawn (ParvisSearchProvider  *self,
       GDBusMethodInvocation *invocation,
       WeezFiberFunc          func,
       GStrv                  words)
{
  Call *call = g_new0 (Call, 1);

  /* What is busy does not leave for being idle. */
  g_application_hold (self->application);
  call->application = g_object_ref (self->application);
  call->provider = g_object_ref (self);
  call->invocation = invocation;
  call->words = words;
  dex_future_disown (weez_fiber_spawn (func, call, call_free));
}

static void
show (ParvisSearchProvider  *self,
      GDBusMethodInvocation *invocation,
      const char            *target)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "show",
                                  g_variant_new_string (target));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
method_call_cb (GDBusConnection       *bus,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  ParvisSearchProvider *self = user_data;
  g_auto(GStrv) words = NULL;

  if (g_str_equal (method, "GetInitialResultSet"))
    {
      g_variant_get (parameters, "(^as)", &words);
      spawn (self, invocation, find_fiber, g_steal_pointer (&words));
    }
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      g_variant_get (parameters, "(^as^as)", NULL, &words);
      spawn (self, invocation, find_fiber, g_steal_pointer (&words));
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      g_variant_get (parameters, "(^as)", &words);
      spawn (self, invocation, describe_fiber, g_steal_pointer (&words));
    }
  else if (g_str_equal (method, "ActivateResult"))
    {
      const char *name;

      g_variant_get (parameters, "(&s^asu)", &name, &words, NULL);
      show (self, invocation, name);
    }
  else
    {
      g_autofree char *text = NULL;
      g_autofree char *target = NULL;

      g_variant_get (parameters, "(^asu)", &words, NULL);
      text = g_strjoinv (" ", words);
      target = g_strconcat ("search:", text, NULL);
      show (self, invocation, target);
    }
}

static void
parvis_search_provider_dispose (GObject *object)
{
  ParvisSearchProvider *self = PARVIS_SEARCH_PROVIDER (object);

  parvis_search_provider_unexport (self);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->finder);
  g_clear_object (&self->lock);

  G_OBJECT_CLASS (parvis_search_provider_parent_class)->dispose (object);
}

static void
parvis_search_provider_class_init (ParvisSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_search_provider_dispose;
}

static void
parvis_search_provider_init (ParvisSearchProvider *self)
{
}

/**
 * parvis_search_provider_new:
 * @application: (transfer none): the application, which outlives the provider
 *
 * Returns: (transfer full): a provider that nobody can ask yet
 */
ParvisSearchProvider *
parvis_search_provider_new (GApplication *application)
{
  ParvisSearchProvider *self = g_object_new (PARVIS_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;

  return self;
}

/**
 * parvis_search_provider_export:
 * @self: a provider
 * @bus: (transfer none): the application's own connection
 * @path: where the shell asks, as its file says
 * @error: return location for a %G_IO_ERROR
 *
 * Returns: whether it can be asked
 */
gboolean
parvis_search_provider_export (ParvisSearchProvider  *self,
                               GDBusConnection       *bus,
                               const char            *path,
                               GError               **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_call_cb };
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, error);

  g_return_val_if_fail (PARVIS_IS_SEARCH_PROVIDER (self), FALSE);

  if (node == NULL)
    return FALSE;

  self->registration = g_dbus_connection_register_object (bus, path, node->interfaces[0], &vtable,
                                                          self, NULL, error);
  if (self->registration == 0)
    return FALSE;

  g_set_object (&self->bus, bus);
  self->lock = parvis_screen_lock_new (bus);

  return TRUE;
}

/**
 * parvis_search_provider_unexport:
 * @self: a provider
 *
 * Nobody can ask it any more.
 */
void
parvis_search_provider_unexport (ParvisSearchProvider *self)
{
  g_return_if_fail (PARVIS_IS_SEARCH_PROVIDER (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->bus, self->registration);
  self->registration = 0;
  g_clear_object (&self->bus);
}
