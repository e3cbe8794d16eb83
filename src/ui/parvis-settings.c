#include "config.h"

#include "parvis-settings.h"

#include <string.h>

/**
 * parvis_settings_get:
 *
 * What runs from a build folder may have no schema installed; that must not end it.
 *
 * Returns: (transfer none) (nullable): the settings of the program
 */
GSettings *
parvis_settings_get (void)
{
  static GSettings *settings;
  static gsize known;

  if (g_once_init_enter (&known))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr(GSettingsSchema) schema = NULL;

      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, PARVIS_APP_ID, TRUE);
      settings = schema != NULL ? g_settings_new (PARVIS_APP_ID) : NULL;
      g_once_init_leave (&known, 1);
    }

  return settings;
}

/**
 * parvis_settings_get_boolean:
 * @key: of a choice
 *
 * Returns: what was chosen; true where there are no settings
 */
gboolean
parvis_settings_get_boolean (const char *key)
{
  GSettings *settings = parvis_settings_get ();

  return settings == NULL || g_settings_get_boolean (settings, key);
}

/* A name that says nothing about the account. */
static char *
dup_digest (ParvisAccount *account)
{
  return g_path_get_basename (parvis_store_get_path (parvis_account_get_store (account)));
}

/**
 * parvis_settings_is_last_account:
 * @api_url: where the service is
 * @username: a login
 *
 * Returns: whether that account was shown last
 */
gboolean
parvis_settings_is_last_account (const char *api_url,
                                 const char *username)
{
  GSettings *settings = parvis_settings_get ();
  g_autofree char *digest = parvis_store_dup_name (api_url, username);
  g_autofree char *last = NULL;

  if (settings == NULL)
    return FALSE;

  last = g_settings_get_string (settings, "last-account");

  return g_str_equal (last, digest);
}

/**
 * parvis_settings_set_last_account:
 * @account: (transfer none): the account that is shown
 */
void
parvis_settings_set_last_account (ParvisAccount *account)
{
  GSettings *settings = parvis_settings_get ();
  g_autofree char *digest = dup_digest (account);

  if (settings != NULL)
    g_settings_set_string (settings, "last-account", digest);
}

/**
 * parvis_settings_get_place:
 * @account: an account
 * @id_event: (out) (nullable): the event of it that was open last
 * @view: (out) (nullable): the side of it, or the place that was open where there is no event
 */
void
parvis_settings_get_place (ParvisAccount  *account,
                           char          **id_event,
                           char          **view)
{
  GSettings *settings = parvis_settings_get ();
  g_autofree char *digest = dup_digest (account);
  g_autoptr(GVariant) places = NULL;

  *id_event = *view = NULL;
  if (settings == NULL || !g_settings_get_boolean (settings, "restore-place"))
    return;

  places = g_settings_get_value (settings, "last-places");
  if (g_variant_lookup (places, digest, "(ss)", id_event, view) && **id_event == '\0')
    g_clear_pointer (id_event, g_free);
}

/**
 * parvis_settings_set_place:
 * @account: an account
 * @id_event: the event that is open, or "" for none
 * @view: (nullable): the side of it, or the place that is open
 */
void
parvis_settings_set_place (ParvisAccount *account,
                           const char    *id_event,
                           const char    *view)
{
  GSettings *settings = parvis_settings_get ();
  g_autofree char *digest = dup_digest (account);
  g_autoptr(GVariant) before = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key;
  GVariant *place;

  if (settings == NULL)
    return;

  before = g_settings_get_value (settings, "last-places");
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(ss)}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s@(ss)}", &key, &place))
    {
      if (!g_str_equal (key, digest))
        g_variant_builder_add (&builder, "{s@(ss)}", key, place);
      g_variant_unref (place);
    }
  g_variant_builder_add (&builder, "{s(ss)}", digest, id_event, view != NULL ? view : "");
  g_settings_set_value (settings, "last-places", g_variant_builder_end (&builder));
}

/**
 * parvis_settings_dup_search_store:
 *
 * Returns: (transfer full) (nullable): path of the store that the desktop's search looks into; null
 *   where nobody is signed in
 */
char *
parvis_settings_dup_search_store (void)
{
  GSettings *settings = parvis_settings_get ();
  g_autofree char *name = settings != NULL ? g_settings_get_string (settings, "search-store")
                                           : NULL;

  if (name == NULL || *name == '\0' || strchr (name, G_DIR_SEPARATOR) != NULL)
    return NULL;

  return g_build_filename (g_get_user_data_dir (), "parvis", name, NULL);
}

/**
 * parvis_settings_set_search_store:
 * @account: (nullable): who signed in, or null for nobody
 *
 * The keyring need not be asked for the account while somebody types.
 */
void
parvis_settings_set_search_store (ParvisAccount *account)
{
  GSettings *settings = parvis_settings_get ();
  g_autofree char *digest = account != NULL ? dup_digest (account) : g_strdup ("");

  if (settings != NULL)
    g_settings_set_string (settings, "search-store", digest);
}
