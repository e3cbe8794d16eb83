#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_PICTURE_CACHE (parvis_picture_cache_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPictureCache, parvis_picture_cache, PARVIS, PICTURE_CACHE, GObject)

/* Pictures that were fetched, in a folder that may go at any time. What was not looked at for the
 * longest goes first. Its functions block, and may be called from any thread. */

ParvisPictureCache *parvis_picture_cache_new    (const char         *folder,
                                                 gint64              limit);
GBytes             *parvis_picture_cache_read   (ParvisPictureCache *self,
                                                 const char         *url);
void                parvis_picture_cache_write  (ParvisPictureCache *self,
                                                 const char         *url,
                                                 GBytes             *bytes);
void                parvis_picture_cache_remove (ParvisPictureCache *self,
                                                 const char         *url);
void                parvis_picture_cache_end    (ParvisPictureCache *self);

G_END_DECLS
