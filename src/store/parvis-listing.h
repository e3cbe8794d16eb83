#pragma once

#include "parvis-database.h"
#include "parvis-key-set.h"
#include "parvis-participant-writer.h"
#include "parvis-prepared-page.h"

G_BEGIN_DECLS

/**
 * ParvisListingState:
 * @cursor: what the service called the moment of the newest complete reading, 0 before it
 * @page: the next page of a complete listing that was begun, 0 if none was
 * @page_size: how many rows its pages were asked to have
 * @listing_time: what the service called the moment of that listing's first page
 * @started_at: our time of its beginning
 * @completed_at: our time of the newest complete listing, 0 before the first
 * @completed_rows: how many participants that one had
 * @last_sync: our time of the newest reading that was not cut, 0 before it
 * @dropped: participants that a complete listing misses and that somebody is asked about, 0 if none
 * @accepted: how many more listings may miss them, since somebody said that they are gone
 * @answers: whether the last complete listing, or the one that is under way, asks for answers
 * @held: participants held that are not gone
 *
 * How far the participants of one event are read. Times are seconds since 1970.
 */
typedef struct
{
  gint64   event;
  gint64   cursor;
  gint64   page;
  gint64   page_size;
  gint64   listing_time;
  gint64   started_at;
  gint64   completed_at;
  gint64   completed_rows;
  gint64   last_sync;
  gint64   dropped;
  gint64   accepted;
  gboolean answers;
  gint64   held;
} ParvisListingState;

/**
 * ParvisListingPage:
 * @event: key of the event, 0 for a page about several
 * @page: its number, from 1
 * @page_size: how many rows it was asked to have
 * @content: what the service sent
 * @full: whether answers were asked for
 * @complete: whether the page is one of a complete listing
 * @zone: the account's
 * @now: our time
 * @seen: (inout): participants on the pages so far
 * @n_fresh: (out): of this page's, those on no page before
 */
typedef struct
{
  gint64              event;
  guint               page;
  guint               page_size;
  ParvisPreparedPage *content;
  gboolean            full;
  gboolean            complete;
  GTimeZone          *zone;
  gint64              now;
  ParvisKeySet       *seen;
  guint               n_fresh;
} ParvisListingPage;

gboolean parvis_listing_read     (ParvisDatabase           *database,
                                  gint64                    event,
                                  ParvisListingState       *state,
                                  ParvisKeySet             *seen,
                                  GError                  **error);
gboolean parvis_listing_restart  (ParvisDatabase           *database,
                                  gint64                    event,
                                  guint                     page_size,
                                  gboolean                  answers,
                                  gint64                    now,
                                  GError                  **error);
gboolean parvis_listing_apply    (ParvisDatabase           *database,
                                  ParvisListingPage        *page,
                                  ParvisParticipantWriter  *writer,
                                  GError                  **error);
gboolean parvis_listing_complete (ParvisDatabase           *database,
                                  gint64                    event,
                                  ParvisKeySet             *seen,
                                  gboolean                  sure,
                                  GTimeZone                *zone,
                                  gint64                    now,
                                  GError                  **error);
gboolean parvis_listing_abandon  (ParvisDatabase           *database,
                                  gint64                    event,
                                  gint64                    n_rows,
                                  GError                  **error);
gboolean parvis_listing_advance  (ParvisDatabase           *database,
                                  gint64                    event,
                                  gint64                    cursor,
                                  gint64                    now,
                                  GError                  **error);
gboolean parvis_listing_accept   (ParvisDatabase           *database,
                                  gint64                    event,
                                  GError                  **error);

G_END_DECLS
