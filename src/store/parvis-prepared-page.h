#pragma once

#include "weez-listing.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PREPARED_PAGE (parvis_prepared_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPreparedPage, parvis_prepared_page,
                      PARVIS, PREPARED_PAGE, GObject)

/**
 * ParvisPreparedPage:
 * @listing: what the service sent
 * @rows: (element-type ParvisPreparedRow): its participants, ready to be written
 */
struct _ParvisPreparedPage
{
  GObject      parent_instance;
  WeezListing *listing;
  GPtrArray   *rows;
};

ParvisPreparedPage *parvis_prepared_page_new (WeezListing *listing,
                                              GTimeZone   *zone);

G_END_DECLS
