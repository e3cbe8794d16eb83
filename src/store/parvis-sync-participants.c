#include "config.h"

#include "parvis-sync-private.h"

#include "parvis-indexer.h"
#include "parvis-known.h"
#include "parvis-sync-point.h"
#include "parvis-sync-steps.h"
#include "weez-fiber.h"

/* Pages asked for before the first of them is written: the service has one request at a time, but
 * reading JSON takes as long as fetching it. */
#define MAX_AHEAD 8
#define MAX_PAGES 20000
/* last_update and server_time are civil times of one zone, which may have just changed its hour. */
#define OVERLAP (2 * 60 * 60)
/* A page with a smaller part of the rows that were asked for is the last: no service would give so
 * few by its own limit. */
#define LAST_SHARE 8
/* A listing that was cut longer ago is begun again: its pages have moved. */
#define MAX_CUT (24 * 60 * 60)

/* ---- asking ---- */

typedef struct
{
  char      **id_events;
  gint64      last_update;   /* 0 for all */
  guint       page;
  WeezKnown  *known;         /* who need not be read again */
} PageAsk;

/* What the service said about the page is put to it. */
static DexFuture *
prepare_cb (DexFuture *completed,
            gpointer   user_data)
{
  g_autoptr(WeezListing) listing = dex_await_object (dex_ref (completed), NULL);
  ParvisPreparedPage *page = PARVIS_PREPARED_PAGE (listing->taken);

  g_array_append_vals (page->known, listing->known->data, listing->known->len);
  page->n_skipped = listing->n_skipped;
  if (listing->server_time != NULL)
    page->server_time = g_date_time_ref (listing->server_time);

  return dex_future_new_take_object (g_object_ref (page));
}

static DexFuture *
ask_page (ParvisSync *self,
          gpointer    data)
{
  const PageAsk *ask = data;
  g_autoptr(WeezParticipantsQuery) query = weez_participants_query_new ();

  query->id_event = g_strdupv (ask->id_events);
  query->include_deleted = TRUE;
  query->include_unpaid = TRUE;
  query->full = self->answers;
  query->max = self->page_size;
  query->page = ask->page;
  if (ask->last_update != 0)
    query->last_update = g_date_time_new_from_unix_utc (ask->last_update);

  return dex_future_then (weez_client_list_unknown_participants (self->client, query, ask->known),
                          prepare_cb, NULL, NULL);
}

/* The pages that are on their way, in order. */
typedef struct
{
  DexFuture *futures[MAX_AHEAD];
  guint      n_futures;
  guint      next;       /* page to ask for */
  guint      last;       /* page that is worth asking for ahead */
  gint64     waited;     /* for those that came last, in microseconds */
} Flight;

static void
flight_clear (Flight *flight)
{
  for (guint i = 0; i < flight->n_futures; i++)
    dex_unref (flight->futures[i]);
  flight->n_futures = 0;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Flight, flight_clear)

static void
flight_fill (Flight     *flight,
             ParvisSync *self,
             PageAsk    *ask)
{
  while (flight->n_futures < MAX_AHEAD &&
         (flight->n_futures == 0 || flight->next <= flight->last))
    {
      ask->page = flight->next++;
      flight->futures[flight->n_futures++] = ask_page (self, ask);
    }
}

static ParvisPreparedPage *
flight_land (Flight      *flight,
             ParvisSync  *self,
             PageAsk     *ask,
             guint        page,
             GError     **error)
{
  DexFuture *future = flight->futures[0];
  ParvisPreparedPage *content;

  flight->n_futures--;
  memmove (flight->futures, flight->futures + 1, flight->n_futures * sizeof (DexFuture *));
  content = dex_await_object (weez_unless_cancelled (future, self->cancellable), error);

  if (content == NULL && parvis_sync_wants_again (*error, 0))
    {
      g_clear_error (error);
      ask->page = page;
      content = parvis_sync_ask_again (self, ask_page, ask, 1, error);
    }

  return content;
}

/* Takes the pages that are there already, up to one that did not come; the first is waited for. */
static GPtrArray *
flight_land_all (Flight      *flight,
                 ParvisSync  *self,
                 PageAsk     *ask,
                 guint        page,
                 GError     **error)
{
  g_autoptr(GPtrArray) contents = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 begun = g_get_monotonic_time ();

  do
    {
      ParvisPreparedPage *content = flight_land (flight, self, ask, page + contents->len, error);

      if (content == NULL)
        return NULL;
      parvis_sync_point ("page", "fetched");
      g_ptr_array_add (contents, content);
    }
  while (flight->n_futures > 0 && dex_future_is_resolved (flight->futures[0]));
  flight->waited = g_get_monotonic_time () - begun;

  return g_steal_pointer (&contents);
}

/* ---- writing ---- */

static gboolean
read_state (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  ParvisListingPage *page = data;
  ParvisListingState state;

  if (!parvis_listing_read (database, page->event, &state, NULL, error))
    return FALSE;

  /* Another size of pages means other rows on each. */
  page->page = (guint) state.page;
  if (page->complete || page->page == 0 || page->page_size != state.page_size ||
      page->full != state.answers || page->now - state.started_at > MAX_CUT)
    {
      page->page = 1;
      return parvis_listing_restart (database, page->event, page->page_size, page->full, page->now,
                                     error);
    }

  return parvis_listing_read (database, page->event, &state, page->seen, error);
}

static gboolean
apply_page (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  ParvisListingPage *page = data;
  g_autoptr(ParvisParticipantWriter) writer =
    parvis_participant_writer_new (database, page->zone, page->now, error);

  return writer != NULL && parvis_listing_apply (database, page, writer, error) &&
         parvis_participant_writer_finish (writer, error);
}

typedef struct
{
  ParvisListingPage *page;
  gboolean           whole;
  gboolean           sure;
} Ending;

static gboolean
end_listing (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  Ending *ending = data;
  ParvisListingPage *page = ending->page;

  if (ending->whole)
    return parvis_listing_complete (database, page->event, page->seen, ending->sure, page->zone,
                                    page->now, error);

  return parvis_listing_abandon (database, page->event, (gint64) page->seen->n_keys, error);
}

static guint
count_rows (const ParvisPreparedPage *content)
{
  return content->rows->len + content->known->len + content->n_skipped;
}

/* Whether a page is shorter than the service's pages are: it may give fewer rows than asked for. */
static gboolean
is_short (ParvisSync        *self,
          ParvisListingPage *page)
{
  guint n_rows = count_rows (page->content);

  self->largest_page = MAX (self->largest_page, MIN (page->n_fresh, self->page_size));

  return n_rows < MAX (self->largest_page, self->page_size / LAST_SHARE);
}

/* ---- a complete listing ---- */

/* @again: a page that was read before the listing was cut. */
static gboolean
has_ended (ParvisSync        *self,
           ParvisListingPage *page,
           gboolean           again,
           gint64             expected)
{
  guint n_rows = count_rows (page->content);
  /* More people than were asked for: all at once. The same one twice is only a lie. */
  gboolean is_last = is_short (self, page) || page->n_fresh > self->page_size;

  /* Nothing, or nothing new: there are no more. */
  if (n_rows == 0 || (page->n_fresh == 0 && !again) || page->page >= MAX_PAGES)
    return TRUE;

  return is_last && (gint64) page->seen->n_keys >= expected;
}

/* Pages that are written at once: each transaction writes most of the pages of an index anew. */
typedef struct
{
  ParvisSync        *sync;
  ParvisListingPage *page;
  GPtrArray         *contents;
  guint              begun;
  gint64             expected;
  gboolean           ended;
} Group;

static gboolean
apply_group (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  Group *group = data;
  ParvisListingPage *page = group->page;
  g_autoptr(ParvisParticipantWriter) writer =
    parvis_participant_writer_new (database, page->zone, page->now, error);

  if (writer == NULL)
    return FALSE;

  for (guint i = 0; i < group->contents->len && !group->ended; i++, page->page++)
    {
      page->content = g_ptr_array_index (group->contents, i);
      group->sync->n_skipped += page->content->n_skipped;
      if (!parvis_listing_apply (database, page, writer, error))
        return FALSE;

      parvis_sync_point ("page", "applied");
      group->ended = has_ended (group->sync, page, page->page < group->begun, group->expected);
    }

  return parvis_participant_writer_finish (writer, error) &&
         parvis_indexer_count (database, &group->sync->n_waiting, error);
}

static gboolean
list_pages (ParvisSync         *self,
            ParvisSyncTarget   *target,
            ParvisListingPage  *page,
            gboolean           *sure,
            GError            **error)
{
  guint n_skipped = self->n_skipped;
  char *ids[] = { target->id, NULL };
  g_autoptr(WeezKnown) known = parvis_known_new (self->store, target->key,
                                                 target->state.held == 0);
  PageAsk ask = { .id_events = ids, .known = known };
  Group group = {
    .sync = self,
    .page = page,
    .begun = page->page,
    .expected = MAX (MAX (target->participants, target->state.held), 0),
  };
  g_auto(Flight) flight = {
    .last = (guint) ((group.expected + self->page_size - 1) / self->page_size),
  };

  /* Rows that left the pages before have moved others to them, so the last one is read again. */
  if (page->page > 1)
    page->page--;
  flight.next = page->page;

  while (!group.ended)
    {
      g_autoptr(GPtrArray) contents = NULL;

      parvis_sync_say (self, PARVIS_SYNC_PARTICIPANTS, target, (gint64) page->seen->n_keys,
                       group.expected);
      flight_fill (&flight, self, &ask);
      if (!(contents = flight_land_all (&flight, self, &ask, page->page, error)))
        return FALSE;

      /* While these are written, the next ones come. */
      if (flight.next <= flight.last)
        flight_fill (&flight, self, &ask);
      group.contents = contents;
      page->now = g_get_real_time () / G_USEC_PER_SEC;
      if (!parvis_sync_write (self, apply_group, &group, error))
        return FALSE;
      parvis_sync_point ("page", "written");
      g_clear_pointer (&contents, g_ptr_array_unref);
      if (!group.ended && !parvis_sync_index_meanwhile (self, flight.waited, error))
        return FALSE;
    }
  *sure = self->n_skipped == n_skipped;

  return TRUE;
}

/**
 * parvis_sync_list_participants:
 * @self: a sync, in its fibre
 * @target: an event
 * @error: return location for an error of the service or the store
 *
 * Reads all participants of an event, from the page where an earlier listing was cut. A listing
 * that is shorter than the service's own count is believed only when it comes twice.
 *
 * Returns: whether the listing came to its end
 */
gboolean
parvis_sync_list_participants (ParvisSync        *self,
                               ParvisSyncTarget  *target,
                               GError           **error)
{
  g_autoptr(ParvisKeySet) seen = parvis_key_set_new ();
  ParvisListingPage page = {
    .event = target->key,
    .page_size = self->page_size,
    .full = self->answers,
    .complete = self->complete,
    .zone = parvis_store_get_zone (self->store),
    .now = self->now,
    .seen = seen,
  };
  Ending ending = { .page = &page };

  if (!parvis_sync_write_answer (self, "beginning", read_state, &page, error))
    return FALSE;
  page.complete = TRUE;

  if (!list_pages (self, target, &page, &ending.sure, error))
    return FALSE;

  ending.whole = (gint64) seen->n_keys >= target->participants ||
                 (gint64) seen->n_keys == target->state.completed_rows;
  if (!parvis_sync_write_answer (self, "ending", end_listing, &ending, error))
    return FALSE;

  if (ending.whole)
    return TRUE;

  g_propagate_error (error, weez_error_new (WEEZ_ERROR_NOT_UNDERSTOOD, 0, NULL, -1,
                                            "/participant/list: shorter than its own count"));

  return FALSE;
}

/* ---- what changed ---- */

typedef struct
{
  GPtrArray *targets;
  gint64     cursor;
  gint64     now;
} Advance;

static gboolean
advance (ParvisDatabase  *database,
         gpointer         data,
         GError         **error)
{
  Advance *advance = data;

  for (guint i = 0; i < advance->targets->len; i++)
    {
      ParvisSyncTarget *target = g_ptr_array_index (advance->targets, i);

      if (!parvis_listing_advance (database, target->key, advance->cursor, advance->now, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * parvis_sync_list_changes:
 * @self: a sync, in its fibre
 * @targets: (element-type ParvisSyncTarget): events that have been listed completely before
 * @error: return location for an error of the service or the store
 *
 * Reads what changed of several events at once. The cursor moves after the last page.
 *
 * Returns: whether it came to its end
 */
gboolean
parvis_sync_list_changes (ParvisSync  *self,
                          GPtrArray   *targets,
                          GError     **error)
{
  g_autoptr(ParvisKeySet) seen = parvis_key_set_new ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new_null_terminated (targets->len, NULL, TRUE);
  ParvisListingPage page = {
    .full = self->answers,
    .zone = parvis_store_get_zone (self->store),
    .now = self->now,
    .seen = seen,
  };
  g_autoptr(WeezKnown) known = parvis_known_new (self->store, 0, FALSE);
  PageAsk ask = { .last_update = G_MAXINT64, .known = known };
  Advance advancing = { .targets = targets, .now = self->now };
  gboolean is_whole = TRUE;
  gboolean was_short = FALSE;

  for (guint i = 0; i < targets->len; i++)
    {
      ParvisSyncTarget *target = g_ptr_array_index (targets, i);

      g_ptr_array_add (ids, target->id);
      ask.last_update = MIN (ask.last_update, target->state.cursor - OVERLAP);
    }
  ask.id_events = (char **) ids->pdata;

  for (gboolean ended = FALSE; !ended;)
    {
      g_autoptr(ParvisPreparedPage) content = NULL;

      parvis_sync_say (self, PARVIS_SYNC_CHANGES, NULL, (gint64) seen->n_keys, 0);
      ask.page = ++page.page;
      if (!(content = parvis_sync_ask (self, "changes", ask_page, &ask, error)))
        return FALSE;

      if (page.page == 1 && content->server_time != NULL)
        advancing.cursor = g_date_time_to_unix (content->server_time);
      self->n_skipped += content->n_skipped;
      page.content = content;
      if (!parvis_sync_write_answer (self, "changes", apply_page, &page, error))
        return FALSE;

      /* A page that says nothing new ends it; after a full one, it may also hide what follows. */
      if (count_rows (content) > content->n_skipped && page.n_fresh == 0)
        is_whole = was_short;
      was_short = count_rows (content) != self->page_size;
      ended = is_short (self, &page) || page.n_fresh == 0 || page.page >= MAX_PAGES;
    }

  if (is_whole)
    return parvis_sync_write_answer (self, "cursor", advance, &advancing, error);

  g_propagate_error (error, weez_error_new (WEEZ_ERROR_NOT_UNDERSTOOD, 0, NULL, -1,
                                            "/participant/list: pages that repeat"));

  return FALSE;
}
