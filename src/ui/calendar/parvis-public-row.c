#include "config.h"

#include "parvis-public-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "parvis-format.h"
#include "parvis-month-grid.h"
#include "parvis-safe-link.h"

#define EARTH_RADIUS 6371.0   /* km */

struct _ParvisPublicRow
{
  GObject          parent_instance;
  WeezPublicEvent *record;
  ParvisEvent     *own;
  double           distance;
  char            *place;
  char            *price;
  char            *moment;
  gint64           hour;         /* in which the moment was told: no tomorrow stays one */
  guint32          first;
  guint32          last;
  gint64           start;        /* in seconds of Unix, G_MAXINT64 where it is not known */
};

G_DEFINE_FINAL_TYPE (ParvisPublicRow, parvis_public_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_RECORD = 1,
  PROP_OWN,
  PROP_DISTANCE,
  PROP_PLACE,
  PROP_PRICE,
  PROP_MOMENT,
} ParvisPublicRowProperty;

static GParamSpec *props[PROP_MOMENT + 1];

/* ---- words, made when they are first looked at: a list that is scrolled asks and asks ---- */

static const char *
get_place (ParvisPublicRow *self)
{
  if (self->place == NULL)
    self->place = parvis_public_row_place (NULL, self->record);

  return self->place;
}

static const char *
get_price (ParvisPublicRow *self)
{
  if (self->price == NULL)
    self->price = parvis_public_row_price (NULL, self->record);

  return self->price;
}

static char *
dup_moment (WeezPublicEvent *record)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (record->start == NULL)
    return g_strdup ("");

  first = parvis_format_near (record->start, now);
  if (record->end == NULL || parvis_format_days_until (record->end, record->start) == 0)
    return g_steal_pointer (&first);

  last = parvis_format_day (record->end);
  /* Translators: from a day to another. */
  return g_strdup_printf (C_("days", "%s – %s"), first, last);
}

static const char *
get_moment (ParvisPublicRow *self)
{
  gint64 hour = g_get_real_time () / G_TIME_SPAN_HOUR;

  if (self->moment == NULL || self->hour != hour)
    {
      g_free (self->moment);
      self->moment = dup_moment (self->record);
      self->hour = hour;
    }

  return self->moment;
}

static void
parvis_public_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ParvisPublicRow *self = PARVIS_PUBLIC_ROW (object);

  switch ((ParvisPublicRowProperty) prop_id)
    {
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    case PROP_OWN:
      g_value_set_object (value, self->own);
      break;
    case PROP_DISTANCE:
      g_value_set_double (value, self->distance);
      break;
    case PROP_PLACE:
      g_value_set_string (value, get_place (self));
      break;
    case PROP_PRICE:
      g_value_set_string (value, get_price (self));
      break;
    case PROP_MOMENT:
      g_value_set_string (value, get_moment (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_public_row_finalize (GObject *object)
{
  ParvisPublicRow *self = PARVIS_PUBLIC_ROW (object);

  g_clear_object (&self->record);
  g_clear_object (&self->own);
  g_free (self->place);
  g_free (self->price);
  g_free (self->moment);

  G_OBJECT_CLASS (parvis_public_row_parent_class)->finalize (object);
}

static void
parvis_public_row_class_init (ParvisPublicRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_public_row_get_property;
  object_class->finalize = parvis_public_row_finalize;

  props[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, WEEZ_TYPE_PUBLIC_EVENT, flags);
  props[PROP_OWN] = g_param_spec_object ("own", NULL, NULL, PARVIS_TYPE_EVENT, flags);
  props[PROP_DISTANCE] = g_param_spec_double ("distance", NULL, NULL, -1, G_MAXDOUBLE, -1, flags);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  props[PROP_PRICE] = g_param_spec_string ("price", NULL, NULL, NULL, flags);
  props[PROP_MOMENT] = g_param_spec_string ("moment", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_public_row_init (ParvisPublicRow *self)
{
}

static void
set_days (ParvisPublicRow *self)
{
  GDateTime *start = self->record->start;
  GDateTime *end = self->record->end;
  g_autoptr(GDateTime) before = NULL;

  if (start == NULL)
    return;

  self->first = self->last = parvis_month_grid_day_of (start);
  if (end == NULL || g_date_time_compare (end, start) <= 0)
    return;

  /* What ends at midnight is not on the next day. */
  before = g_date_time_add_seconds (end, -1);
  self->last = MAX (self->first, parvis_month_grid_day_of (before));
}

/**
 * parvis_public_row_new:
 * @record: (transfer none): an event
 *
 * Returns: (transfer full): a row with it, of nobody yet and nowhere near
 */
ParvisPublicRow *
parvis_public_row_new (WeezPublicEvent *record)
{
  ParvisPublicRow *self = g_object_new (PARVIS_TYPE_PUBLIC_ROW, NULL);

  self->record = g_object_ref (record);
  self->distance = -1;
  self->start = record->start != NULL ? g_date_time_to_unix (record->start) : G_MAXINT64;
  set_days (self);

  return self;
}

WeezPublicEvent *
parvis_public_row_get_record (ParvisPublicRow *self)
{
  return self->record;
}

ParvisEvent *
parvis_public_row_get_own (ParvisPublicRow *self)
{
  return self->own;
}

void
parvis_public_row_set_own (ParvisPublicRow *self,
                           ParvisEvent     *own)
{
  if (g_set_object (&self->own, own))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OWN]);
}

/**
 * parvis_public_row_get_days:
 * @self: a row
 * @first: (out): the julian day on which it begins, in its own zone
 * @last: (out): that on which it ends
 *
 * Returns: whether its days are known
 */
gboolean
parvis_public_row_get_days (ParvisPublicRow *self,
                            guint32         *first,
                            guint32         *last)
{
  *first = self->first;
  *last = self->last;

  return self->first != 0;
}

gboolean
parvis_public_row_is_on (ParvisPublicRow *self,
                         guint32          day)
{
  return self->first != 0 && self->first <= day && day <= self->last;
}

/**
 * parvis_public_row_compare_starts:
 * @self: a row
 * @other: another
 *
 * Returns: their order in time, as of g_strcmp0(); what has no known start comes last
 */
int
parvis_public_row_compare_starts (ParvisPublicRow *self,
                                  ParvisPublicRow *other)
{
  return (self->start > other->start) - (self->start < other->start);
}

double
parvis_public_row_get_distance (ParvisPublicRow *self)
{
  return self->distance;
}

static double
to_radians (double degrees)
{
  return degrees * G_PI / 180;
}

/**
 * parvis_public_row_measure:
 * @self: a row
 * @latitude: of a place, in degrees
 * @longitude: of it, in degrees; not a number for no place
 *
 * Makes the distance from there known, as the crow flies.
 */
void
parvis_public_row_measure (ParvisPublicRow *self,
                           double           latitude,
                           double           longitude)
{
  WeezVenue *venue = self->record->venue;
  double distance = -1;

  if (!isnan (longitude) && venue != NULL && weez_venue_has_coordinates (venue))
    {
      double north = to_radians (venue->latitude - latitude) / 2;
      double east = to_radians (venue->longitude - longitude) / 2;
      double part = sin (north) * sin (north) + sin (east) * sin (east) *
                    cos (to_radians (latitude)) * cos (to_radians (venue->latitude));

      distance = 2 * EARTH_RADIUS * asin (sqrt (CLAMP (part, 0, 1)));
    }
  if (self->distance == distance)
    return;

  self->distance = distance;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DISTANCE]);
}

/**
 * parvis_public_row_dup_link:
 * @record: (nullable): an event
 *
 * Returns: (transfer full) (nullable): where its page is, where that is safe to follow
 */
char *
parvis_public_row_dup_link (WeezPublicEvent *record)
{
  const char *links[] = { record != NULL ? record->minisite_url : NULL,
                          record != NULL ? record->site_url : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *target = NULL;
      char *link = parvis_safe_link_new (links[i], &target);

      if (link != NULL)
        return link;
    }

  return NULL;
}

/* ---- more words, as closures ---- */

static char *
title_cb (GObject         *object,
          WeezPublicEvent *record)
{
  if (record == NULL || record->title == NULL || *record->title == '\0')
    return g_strdup (_("Unnamed Event"));

  return g_strdup (record->title);
}

static char *
span_cb (GObject         *object,
         WeezPublicEvent *record)
{
  return record != NULL ? parvis_format_span (record->start, record->end) : g_strdup ("");
}

char *
parvis_public_row_place (GObject         *object,
                         WeezPublicEvent *record)
{
  WeezVenue *venue = record != NULL ? record->venue : NULL;
  gboolean has_name = venue != NULL && venue->name != NULL && *venue->name != '\0';
  gboolean has_city = venue != NULL && venue->city != NULL && *venue->city != '\0';

  if (has_name && has_city)
    return g_strdup_printf ("%s, %s", venue->name, venue->city);

  return g_strdup (has_name ? venue->name : has_city ? venue->city : "");
}

char *
parvis_public_row_price (GObject         *object,
                         WeezPublicEvent *record)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (record == NULL || (record->price_min.cents == WEEZ_UNKNOWN &&
                         record->price_max.cents == WEEZ_UNKNOWN))
    return g_strdup ("");
  if (record->price_min.cents == 0 && record->price_max.cents <= 0)
    return g_strdup (_("Free"));
  if (record->price_min.cents == WEEZ_UNKNOWN || record->price_max.cents == WEEZ_UNKNOWN ||
      record->price_min.cents == record->price_max.cents)
    return parvis_format_money (record->price_min.cents != WEEZ_UNKNOWN ? record->price_min
                                                                        : record->price_max);

  low = parvis_format_money (record->price_min);
  high = parvis_format_money (record->price_max);
  /* Translators: from a price to another. */
  return g_strdup_printf (C_("prices", "%s – %s"), low, high);
}

static char *
distance_cb (GObject *object,
             double   distance)
{
  g_autofree char *count = NULL;

  if (distance < 0)
    return g_strdup ("");
  if (distance < 1)
    return g_strdup (_("under 1 km"));

  count = parvis_format_count (llround (distance));
  /* Translators: how far it is. */
  return g_strdup_printf (_("%s km"), count);
}

static char *
summary_cb (GObject         *object,
            ParvisPublicRow *row,
            ParvisEvent     *own,
            double           distance)
{
  g_autofree char *far = distance_cb (object, distance);
  GString *text = g_string_new (NULL);

  for (guint i = 0; row != NULL && i < 5; i++)
    {
      const char *part = (const char *[]) { get_moment (row), get_place (row), get_price (row), far,
                                            own != NULL ? _("Your Event") : "" }[i];

      if (*part != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", part);
    }

  return g_string_free_and_steal (text);
}

static gboolean
is_own_cb (GObject     *object,
           ParvisEvent *own)
{
  return own != NULL;
}

void
parvis_public_row_bind (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "public_title", G_CALLBACK (title_cb) },
    { "public_span", G_CALLBACK (span_cb) },
    { "public_price", G_CALLBACK (parvis_public_row_price) },
    { "public_distance", G_CALLBACK (distance_cb) },
    { "public_summary", G_CALLBACK (summary_cb) },
    { "is_own", G_CALLBACK (is_own_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}
