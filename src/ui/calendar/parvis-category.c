#include "config.h"

#include "parvis-category.h"

/* The service's own language. */
static gboolean
is_french (void)
{
  return g_str_has_prefix (g_get_language_names_with_category ("LC_MESSAGES")[0], "fr");
}

/**
 * parvis_category_get_name:
 * @category: a category of the service
 *
 * Returns: (transfer none): how the reader calls it, where the service says so
 */
const char *
parvis_category_get_name (WeezEventCategory *category)
{
  gboolean has_other = category->name_other != NULL && *category->name_other != '\0';

  return has_other && !is_french () ? category->name_other : category->name;
}

/**
 * parvis_category_name_of:
 * @event: (nullable): an event
 * @categories: (nullable): of #WeezEventCategory, those of the service
 *
 * Returns: (transfer none) (nullable): how the reader calls the category of @event
 */
const char *
parvis_category_name_of (WeezPublicEvent *event,
                         GListModel      *categories)
{
  if (event == NULL)
    return NULL;

  for (guint i = 0; categories != NULL && i < g_list_model_get_n_items (categories); i++)
    {
      g_autoptr(WeezEventCategory) category = g_list_model_get_item (categories, i);

      if (g_strcmp0 (category->id, event->id_category) == 0)
        return parvis_category_get_name (category);
    }

  return event->category_name;
}
