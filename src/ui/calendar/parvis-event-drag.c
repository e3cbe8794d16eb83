#include "config.h"

#include "parvis-event-drag.h"

#include "parvis-ics.h"
#include "parvis-public-row.h"

static GdkContentProvider *
provide_text (const char *type,
              const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return gdk_content_provider_new_for_bytes (type, bytes);
}

/**
 * parvis_event_drag_new_full:
 * @events: (element-type WeezPublicEvent): what is dragged
 * @calendar: (nullable): them, as an iCalendar file; where it is null, that of what a search tells
 *
 * Returns: (transfer full): what is given where they are dropped: the file, and links to the pages
 *   of those that have one
 */
GdkContentProvider *
parvis_event_drag_new_full (GPtrArray  *events,
                            const char *calendar)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *found = calendar == NULL ? parvis_ics_from_events (events, now) : NULL;
  g_autoptr(GString) list = g_string_new (NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  GdkContentProvider *providers[3];
  gsize n_providers = 0;

  for (guint i = 0; i < events->len; i++)
    {
      g_autofree char *link = parvis_public_row_dup_link (g_ptr_array_index (events, i));

      if (link == NULL)
        continue;
      g_string_append_printf (list, "%s\r\n", link);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", link);
    }

  providers[n_providers++] = provide_text ("text/calendar", calendar != NULL ? calendar : found);
  if (list->len > 0)
    {
      providers[n_providers++] = provide_text ("text/uri-list", list->str);
      providers[n_providers++] = gdk_content_provider_new_typed (G_TYPE_STRING, text->str);
    }

  return gdk_content_provider_new_union (providers, n_providers);
}

/**
 * parvis_event_drag_new:
 * @event: (transfer none): what is dragged
 *
 * Returns: (transfer full): as of parvis_event_drag_new_full()
 */
GdkContentProvider *
parvis_event_drag_new (WeezPublicEvent *event)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new ();

  g_ptr_array_add (events, event);

  return parvis_event_drag_new_full (events, NULL);
}
