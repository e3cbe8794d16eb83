#pragma once
#include <glib.h>

G_BEGIN_DECLS
typedef enum
{
  DEMO_FORM_NONE,
  DEMO_FORM_FESTIVAL,
  DEMO_FORM_RACE,
  DEMO_FORM_GALA,
} DemoForm;

typedef enum
{
  DEMO_TICKET_PLAIN      = 0,
  DEMO_TICKET_INVITATION = 1 << 0,  /* given, never sold */
  DEMO_TICKET_NUMBER_ID  = 1 << 1,  /* its id is written as a number */
  DEMO_TICKET_BARE       = 1 << 2,  /* written without count and quota */
  DEMO_TICKET_SOME_DATES = 1 << 3,  /* not on every date of the event */
  DEMO_TICKET_CHILD      = 1 << 4,  /* for six to eleven years of age */
} DemoTicketFlags;

typedef enum
{
  DEMO_EVENT_PLAIN     = 0,
  DEMO_EVENT_DRAFT     = 1 << 0,
  DEMO_EVENT_CANCELLED = 1 << 1,
  DEMO_EVENT_CLOSED    = 1 << 2,
  DEMO_EVENT_QUOTAS    = 1 << 3,  /* writes "quotas" in place of "quota" */
  DEMO_EVENT_BLANKS    = 1 << 4,  /* holds a few rows with neither event, ticket nor owner */
  DEMO_EVENT_OPEN_END  = 1 << 5,  /* end is "" */
  DEMO_EVENT_UNSCANNED = 1 << 6,  /* nobody scans tickets there */
} DemoEventFlags;

typedef struct
{
  const char *name;
  int         parent;    /* within the same table, -1 under the event */
} DemoCategorySpec;

typedef struct
{
  const char      *name;
  int              category;  /* within the event's table, -1 under the event */
  guint            price;     /* cents */
  guint            capacity;
  guint            fill;      /* per cent of the capacity that goes */
  guint            group;     /* seats of a team, 0 or 1 for none */
  int              day;       /* of the event, for those that hold for one day */
  guint            from, to;  /* per cent of the event's time of sale, 0 and 100 mostly */
  const char      *code;      /* a distributor's, before its id */
  DemoTicketFlags  flags;
} DemoTicketSpec;

typedef struct
{
  guint                   id;
  const char             *name;         /* %d is the year */
  int                     first_day;    /* from the anchor */
  int                     start;        /* minute of that day */
  int                     length;       /* minutes */
  int                     sale_day;     /* when sales start, from the anchor */
  guint                   ticket_id;
  guint                   category_id;
  const DemoTicketSpec   *tickets;
  const DemoCategorySpec *categories;
  const int              *dates;        /* days from the anchor, ended by NO_DATE */
  DemoForm                form;
  DemoEventFlags          flags;
  guint                   size;         /* per cent of the tables' capacities */
  const char             *zone;         /* NULL is Europe/Paris */
  guint                   genre;        /* event category */
  guint                   venue;
  const char             *slug;
  const char             *site_url;
  gboolean                has_picture;
  const char             *description;
} DemoEventSpec;

#define NO_DATE G_MININT

typedef struct
{
  const char *name;
  const char *address;
  const char *zip_code;
  const char *city;
  const char *state;
  const char *country;
  const char *country_name;
  const char *latitude;
  const char *longitude;
} DemoVenue;

typedef struct
{
  const DemoTicketSpec *spec;
  guint                 id;
  guint                 event;
  guint                 quota;
  gint64                sale_start, sale_end;
} DemoTicket;

typedef struct
{
  guint   id;
  guint   event;
  gint64  start;
  guint64 tickets;  /* a bit for each of the event's */
} DemoDate;

typedef struct
{
  const DemoEventSpec *spec;
  char                *name;
  gint64               start, end;
  gint64               sale_start, sale_end;
  guint                first_ticket, n_tickets;
  guint                first_date, n_dates;
} DemoEvent;

typedef struct
{
  gint64  anchor;      /* a midnight in Paris, around which the season lies */
  double  scale;
  GArray *events;      /* DemoEvent */
  GArray *tickets;     /* DemoTicket */
  GArray *dates;       /* DemoDate */
} DemoSeason;

extern const DemoEventSpec demo_event_specs[];
extern const guint         demo_n_event_specs;
extern const DemoVenue     demo_venues[];

/* All events, or the first of them; about how many participants, 0 for the usual. */
DemoSeason *demo_season_new         (gint64 anchor, guint participants, guint n_events);
void        demo_season_free        (DemoSeason *self);
DemoEvent  *demo_season_get_event   (DemoSeason *self, guint index);
DemoTicket *demo_season_get_ticket  (DemoSeason *self, guint index);
DemoDate   *demo_season_get_date    (DemoSeason *self, guint index);
gboolean    demo_season_find_event  (DemoSeason *self, const char *id, guint *index);
gboolean    demo_season_find_ticket (DemoSeason *self, const char *id, guint *index);
gboolean    demo_season_find_date   (DemoSeason *self, const char *id, guint *index);
char       *demo_season_dup_ticket_id (const DemoTicket *ticket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoSeason, demo_season_free)
G_END_DECLS
