#include "demo-organizer.h"

#include <stdlib.h>
#include <string.h>

#include "demo-json.h"
#include "demo-time.h"

#define DAY (24 * 60 * 60)

static void
append_country (GString    *text,
                const char *code,
                const char *name)
{
  demo_json_open (text, "country", '{');
  if (code == NULL)
    {
      demo_json_null (text, "code");
      demo_json_null (text, "name");
    }
  else
    {
      demo_json_string (text, "code", code);
      demo_json_string (text, "name", name);
    }
  demo_json_close (text, '}');
}

static void
append_venue (GString         *text,
              const DemoVenue *venue)
{
  demo_json_open (text, "venue", '{');
  demo_json_string (text, "name", venue->name);
  demo_json_string (text, "address", venue->address);
  demo_json_string (text, "zip_code", venue->zip_code);
  demo_json_string (text, "city", venue->city);
  demo_json_string (text, "state", venue->state);
  append_country (text, venue->country, venue->country_name);
  demo_json_open (text, "coordinates", '{');
  demo_json_string (text, "long", venue->longitude);
  demo_json_string (text, "lat", venue->latitude);
  demo_json_close (text, '}');
  demo_json_close (text, '}');
}

static void
append_price (GString *text,
              guint    low,
              guint    high)
{
  demo_json_open (text, "price", '{');
  demo_json_format (text, "min", "%u.%02u", low / 100, low % 100);
  demo_json_format (text, "max", "%u.%02u", high / 100, high % 100);
  demo_json_close (text, '}');
}

static void
append_genre (GString *text,
              guint    id)
{
  const DemoGenre *genre = demo_genre_find (id);

  demo_json_open (text, "category", '{');
  demo_json_format (text, "id", "%u", genre->id);
  demo_json_string (text, "name", genre->name);
  demo_json_close (text, '}');
}

static void
append_span (GString    *text,
             const char *name,
             gint64      start,
             gint64      end,
             const char *zone,
             gboolean    with_zone)
{
  demo_json_open (text, name, '{');
  demo_json_time (text, "start", start, zone);
  if (end != 0)
    demo_json_time (text, "end", end, zone);
  else
    demo_json_string (text, "end", "");
  if (with_zone)
    demo_json_string (text, "timezone", zone != NULL ? zone : "Europe/Paris");
  demo_json_close (text, '}');
}

static void
append_organizer (GString        *text,
                  const char     *name,
                  const char     *first_name,
                  const char     *last_name,
                  const DemoCity *city,
                  const char     *address,
                  const char     *host)
{
  demo_json_open (text, "organizer", '{');
  demo_json_string (text, "organization_name", name);
  demo_json_string (text, "first_name", first_name);
  demo_json_string (text, "last_name", last_name);
  demo_json_open (text, "location", '{');
  demo_json_string (text, "address", address);
  demo_json_string (text, "zip_code", city->zip_code);
  demo_json_string (text, "city", city->name);
  demo_json_string (text, "state", "");
  append_country (text, city->country, city->country_name);
  demo_json_close (text, '}');
  demo_json_string (text, "phone", "02 61 91 00 42");
  demo_json_string (text, "cell_phone", "");
  demo_json_string (text, "fax", "");
  demo_json_format (text, "email", "contact@%s", host);
  demo_json_format (text, "website", "https://%s/", host);
  demo_json_string (text, "blog", "");
  demo_json_close (text, '}');
}

static void
append_dates (DemoOrganizer *self,
              DemoEvent     *event,
              GString       *text)
{
  const char *zone = event->spec->zone;

  demo_json_open (text, "dates", '[');
  for (guint i = 0; i < event->n_dates; i++)
    append_span (text, NULL, demo_season_get_date (self->season, event->first_date + i)->start, 0,
                 zone, FALSE);
  if (event->n_dates == 0 && event->spec->form == DEMO_FORM_FESTIVAL)
    for (guint day = 0; day < 3; day++)
      append_span (text, NULL, event->start + day * DAY, event->start + day * DAY + 12 * 60 * 60,
                   zone, FALSE);
  else if (event->n_dates == 0)
    append_span (text, NULL, event->start,
                 event->spec->flags & DEMO_EVENT_OPEN_END ? 0 : event->end, zone, FALSE);
  demo_json_close (text, ']');
}

/* From this very server: nothing of the demo leaves the computer. */
static void
append_picture (DemoOrganizer *self,
                guint          id,
                gboolean       has_one,
                GString       *text)
{
  if (has_one && self->url != NULL)
    demo_json_format (text, "image", "%spictures/%u.png", self->url, id);
  else
    demo_json_string (text, "image", "");
}

/* One event of ours; full has what only its own page and the full search tell. */
static void
append_own (DemoOrganizer *self,
            DemoEvent     *event,
            const char    *name,
            gboolean       full,
            GString       *text)
{
  const DemoEventSpec *spec = event->spec;
  guint low = G_MAXUINT;
  guint high = 0;

  for (guint i = 0; i < event->n_tickets; i++)
    if (!(spec->tickets[i].flags & DEMO_TICKET_INVITATION))
      {
        low = MIN (low, spec->tickets[i].price);
        high = MAX (high, spec->tickets[i].price);
      }

  demo_json_open (text, name, '{');
  demo_json_format (text, "id", "%u", spec->id);
  demo_json_string (text, "title", event->name);
  demo_json_string (text, "site_url", spec->site_url);
  demo_json_string (text, "description", spec->description);
  append_picture (self, spec->id, spec->has_picture, text);
  append_genre (text, spec->genre);
  append_span (text, "period", event->start, spec->flags & DEMO_EVENT_OPEN_END ? 0 : event->end,
               spec->zone, TRUE);
  append_price (text, low, high);
  append_venue (text, &demo_venues[spec->venue]);
  demo_json_open (text, "extras", '{');
  demo_json_format (text, "minisite_url", "https://billetterie.example/%s", spec->slug);
  demo_json_close (text, '}');
  if (full)
    {
      append_span (text, "sale_period", event->sale_start, event->sale_end, spec->zone, FALSE);
      append_dates (self, event, text);
      append_organizer (text, "Association Le Rideau Rouge", "Gwenaëlle", "de La Tour",
                        demo_names_seat (), "5 rue des Trois-Croissants", "rideau-rouge.example");
    }
  demo_json_close (text, '}');
}

static void
append_public (DemoOrganizer   *self,
               DemoPublicEvent *event,
               const char      *name,
               gboolean         full,
               GString         *text)
{
  const DemoCity *city = event->city;
  DemoVenue venue = { "", "", "", "", "", NULL, NULL, "0.0000000", "0.0000000" };

  if (city != NULL)
    venue = (DemoVenue) {
      event->place, demo_names_street (event->id), city->zip_code, city->name, city->state,
      city->country, city->country_name, city->latitude, city->longitude,
    };

  demo_json_open (text, name, '{');
  demo_json_format (text, "id", "%u", event->id);
  demo_json_string (text, "title", event->title);
  demo_json_string (text, "site_url", "");
  demo_json_format (text, "description", "<p>\r\n\t<strong>%s</strong> vous invite&nbsp;!</p>\r\n",
                    event->organizer);
  append_picture (self, event->id, event->id % 3 != 0, text);
  append_genre (text, demo_genres[event->genre].id);
  append_span (text, "period", event->start, event->end, NULL, TRUE);
  append_price (text, event->low, event->high);
  append_venue (text, &venue);
  demo_json_open (text, "extras", '{');
  demo_json_format (text, "minisite_url", "https://billetterie.example/evenement-%u", event->id);
  demo_json_close (text, '}');
  if (full)
    {
      append_span (text, "sale_period", event->sale_start, event->sale_end, NULL, FALSE);
      demo_json_open (text, "dates", '[');
      append_span (text, NULL, event->start, 0, NULL, FALSE);
      demo_json_close (text, ']');
      append_organizer (text, event->organizer, "", "",
                        city != NULL ? city : demo_names_home (event->id),
                        demo_names_street (event->id + 1), "organisateur.example");
    }
  demo_json_close (text, '}');
}

/* An unknown event is an empty PHP array where there should have been an object. */
void
demo_answer_details (DemoOrganizer *self,
                     const char    *event,
                     GString       *text)
{
  guint64 id = g_ascii_strtoull (event, NULL, 10);
  gboolean found = FALSE;
  guint index;

  demo_json_open (text, NULL, '{');
  demo_json_iso (text, "last_update", self->now, NULL);
  if (demo_season_find_event (self->season, event, &index))
    {
      append_own (self, demo_season_get_event (self->season, index), "events", TRUE, text);
      found = TRUE;
    }

  for (guint i = 0; i < self->calendar->len && !found; i++)
    {
      DemoPublicEvent *public = &g_array_index (self->calendar, DemoPublicEvent, i);

      if (public->id == id)
        {
          append_public (self, public, "events", TRUE, text);
          found = TRUE;
        }
    }

  if (!found)
    {
      demo_json_open (text, "events", '[');
      demo_json_close (text, ']');
    }
  demo_json_close (text, '}');
}

typedef struct
{
  gint64      start, end;
  guint       category;
  const char *city, *zip_code, *country, *province, *organizer;
} Search;

/* Without case and accents, anywhere within. */
static gboolean
contains (const char *haystack,
          const char *needle)
{
  g_autofree char *plain = g_str_to_ascii (haystack, "fr");
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_autofree char *plain_needle = g_str_to_ascii (needle, "fr");
  g_autofree char *lower_needle = g_ascii_strdown (plain_needle, -1);

  return strstr (lower, lower_needle) != NULL;
}

static gboolean
passes (const Search *search,
        gint64        start,
        gint64        end,
        guint         genre,
        const char   *city,
        const char   *zip_code,
        const char   *country,
        const char   *state,
        const char   *organizer)
{
  return start <= search->end && end >= search->start &&
         (search->category == 0 || search->category == genre) &&
         (search->city == NULL || contains (city, search->city)) &&
         (search->zip_code == NULL || g_str_equal (zip_code, search->zip_code)) &&
         (search->country == NULL ||
          (country != NULL && g_ascii_strcasecmp (country, search->country) == 0)) &&
         (search->province == NULL || contains (state, search->province)) &&
         (search->organizer == NULL || contains (organizer, search->organizer));
}

static const char *
get_text (DemoQuery  *query,
          const char *name)
{
  const char *value = demo_query_get (query, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

/* Without dates: what is on or to come. */
static Search
read_search (DemoOrganizer *self,
             DemoQuery     *query)
{
  Search search = { .start = self->now, .end = G_MAXINT64 };
  gint64 moment;

  if (demo_query_time (query, "date", FALSE, &moment))
    {
      search.start = moment;
      search.end = moment + DAY - 1;
    }
  if (demo_query_time (query, "date_start", FALSE, &moment))
    search.start = moment;
  if (demo_query_time (query, "date_end", TRUE, &moment))
    {
      search.end = moment;
      if (get_text (query, "date_start") == NULL)
        search.start = G_MININT64;
    }

  search.category = demo_query_uint (query, "category", 0);
  search.city = get_text (query, "city");
  search.zip_code = get_text (query, "zip_code");
  search.country = get_text (query, "country");
  search.province = get_text (query, "province");
  search.organizer = get_text (query, "organizer");

  return search;
}

typedef struct
{
  gint64           start;
  DemoEvent       *own;
  DemoPublicEvent *public;
} Found;

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const Found *left = a;
  const Found *right = b;

  return left->start < right->start ? -1 : left->start > right->start;
}

static GArray *
find_events (DemoOrganizer *self,
             const Search  *search)
{
  GArray *found = g_array_new (FALSE, TRUE, sizeof (Found));

  for (guint i = 0; i < self->season->events->len; i++)
    {
      DemoEvent *event = demo_season_get_event (self->season, i);
      const DemoVenue *venue = &demo_venues[event->spec->venue];
      Found own = { event->start, event, NULL };

      if (!(event->spec->flags & DEMO_EVENT_DRAFT) &&
          passes (search, event->start, event->end, event->spec->genre, venue->city,
                  venue->zip_code, venue->country, venue->state, "Association Le Rideau Rouge"))
        g_array_append_val (found, own);
    }

  for (guint i = 0; i < self->calendar->len; i++)
    {
      DemoPublicEvent *event = &g_array_index (self->calendar, DemoPublicEvent, i);
      const DemoCity *city = event->city;
      Found other = { event->start, NULL, event };

      if (passes (search, event->start, event->end, demo_genres[event->genre].id,
                  city != NULL ? city->name : "", city != NULL ? city->zip_code : "",
                  city != NULL ? city->country : NULL, city != NULL ? city->state : "",
                  event->organizer))
        g_array_append_val (found, other);
    }

  g_array_sort (found, compare_found);

  return found;
}

void
demo_answer_search (DemoOrganizer *self,
                    DemoQuery     *query,
                    gboolean       full,
                    GString       *text)
{
  Search search = read_search (self, query);
  g_autoptr(GArray) found = find_events (self, &search);
  guint max = demo_query_uint (query, "max_result", 0);
  guint n = max == 0 ? found->len : MIN (max, found->len);

  demo_json_open (text, NULL, '{');
  demo_json_iso (text, "last_update", self->now, NULL);
  demo_json_int (text, "count", n);
  demo_json_open (text, "events", '[');
  for (guint i = 0; i < n; i++)
    {
      Found *one = &g_array_index (found, Found, i);

      if (one->own != NULL)
        append_own (self, one->own, NULL, full, text);
      else
        append_public (self, one->public, NULL, full, text);
    }
  demo_json_close (text, ']');
  demo_json_close (text, '}');
}

void
demo_answer_categories (DemoOrganizer *self,
                        GString       *text)
{
  demo_json_open (text, NULL, '{');
  demo_json_iso (text, "last_update", self->season->anchor, NULL);
  demo_json_open (text, "event_categories", '[');
  for (guint i = 0; i < demo_n_genres; i++)
    {
      demo_json_open (text, NULL, '{');
      demo_json_format (text, "id", "%u", demo_genres[i].id);
      demo_json_string (text, "name", demo_genres[i].name);
      demo_json_string (text, "name_other", demo_genres[i].name_other);
      demo_json_close (text, '}');
    }
  demo_json_close (text, ']');
  demo_json_close (text, '}');
}
