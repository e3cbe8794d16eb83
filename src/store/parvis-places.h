#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/* What a place says, in the statement of #ParvisPlaces. */
enum
{
  PARVIS_PLACE_ORD,
  PARVIS_PLACE_KEY,
  PARVIS_PLACE_SORT_KEY,
  PARVIS_PLACE_EVENT,
};

/**
 * ParvisPlaces:
 * @statement: at the place that was found
 * @at: the place where it stands, %G_MININT64 before the first
 *
 * The places of participants in name order, gone through from the lowest to the highest. Those of
 * like names stand side by side, so that the next one is often near.
 */
typedef struct
{
  ParvisStatement *statement;
  gint64           at;
} ParvisPlaces;

/**
 * ParvisPlaced:
 * @key: of a participant
 * @ord: their place, which is rough
 * @sort_key: what they are sorted by exactly
 */
typedef struct
{
  gint64  key;
  gint64  ord;
  GBytes *sort_key;
} ParvisPlaced;

gboolean parvis_place_choose (ParvisDatabase  *database,
                              gint64           wanted,
                              gint64           own,
                              gint64          *ord,
                              GError         **error);

gboolean parvis_places_open  (ParvisPlaces    *self,
                              ParvisDatabase  *database,
                              GError         **error);
gboolean parvis_places_find  (ParvisPlaces    *self,
                              gint64           ord,
                              gboolean        *found,
                              GError         **error);
void     parvis_places_add   (ParvisPlaces    *self,
                              GArray          *placed);
void     parvis_places_clear (ParvisPlaces    *self);

GArray  *parvis_placed_new   (void);
void     parvis_placed_sort  (GArray          *placed);
GArray  *parvis_placed_list  (ParvisDatabase  *database,
                              guint            limit,
                              GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisPlaces, parvis_places_clear)

G_END_DECLS
