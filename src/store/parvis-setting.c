#include "config.h"

#include "parvis-setting.h"

#include "parvis-statement.h"
#include "parvis-store-private.h"

typedef struct
{
  char *name;
  char *value;
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
  g_free (setting);
}

static gboolean
write_setting (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  const Setting *setting = data;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, setting->value != NULL
                             ? "INSERT OR REPLACE INTO user_setting (name, value) VALUES (?1, ?2)"
                             : "DELETE FROM user_setting WHERE name = ?1", error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, setting->name);
  if (setting->value != NULL)
    parvis_statement_bind_text (statement, 2, setting->value);

  return parvis_statement_run (statement, error);
}

/**
 * parvis_setting_write:
 * @store: an open store
 * @name: as in "edition.1130412"
 * @value: (nullable): what was chosen; null for nothing
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_setting_write (ParvisStore *store,
                      const char  *name,
                      const char  *value)
{
  Setting *setting;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  setting = g_new0 (Setting, 1);
  setting->name = g_strdup (name);
  setting->value = g_strdup (value);

  return parvis_store_write (store, write_setting, setting, setting_free);
}
