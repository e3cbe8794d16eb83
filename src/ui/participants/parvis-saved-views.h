#pragma once

#include "parvis-filter.h"
#include "parvis-store.h"

G_BEGIN_DECLS

/**
 * ParvisSavedView:
 * @name: what somebody called it
 * @text: what is searched for, "" for nothing
 * @filter: a #ParvisFilter as a text
 * @sort: the column that it is sorted by, "" for the name
 * @descending: whether from the last to the first
 * @columns: what parvis_participant_columns_to_text() gives, "" for those that are there
 */
typedef struct
{
  char     *name;
  char     *text;
  char     *filter;
  char     *sort;
  gboolean  descending;
  char     *columns;
} ParvisSavedView;

#define PARVIS_TYPE_SAVED_VIEWS (parvis_saved_views_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSavedViews, parvis_saved_views, PARVIS, SAVED_VIEWS, GObject)

/* The views of an event's participants that somebody named, kept in its store. Signals: "changed",
 * when there are others; "failed": they could not be kept, for a GError, and are as they were. */

ParvisSavedViews      *parvis_saved_views_new     (ParvisStore            *store,
                                                   const char             *id_event);
guint                  parvis_saved_views_count   (ParvisSavedViews       *self);
const ParvisSavedView *parvis_saved_views_get     (ParvisSavedViews       *self,
                                                   guint                   index);
gboolean               parvis_saved_views_add     (ParvisSavedViews       *self,
                                                   const ParvisSavedView  *view);
void                   parvis_saved_views_rename  (ParvisSavedViews       *self,
                                                   guint                   index,
                                                   const char             *name);
void                   parvis_saved_views_remove  (ParvisSavedViews       *self,
                                                   guint                   index);
char                  *parvis_saved_views_to_text (ParvisSavedViews       *self);
void                   parvis_saved_views_restore (ParvisSavedViews       *self,
                                                   const char             *text);
void                   parvis_saved_view_free     (ParvisSavedView        *view);

G_END_DECLS
