#include "config.h"

#include "parvis-public-row.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"

struct _ParvisPublicRow
{
  GObject          parent_instance;
  WeezPublicEvent *record;
  ParvisEvent     *own;
};

G_DEFINE_FINAL_TYPE (ParvisPublicRow, parvis_public_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_RECORD = 1,
  PROP_OWN,
} ParvisPublicRowProperty;

static GParamSpec *props[PROP_OWN + 1];

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
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_public_row_init (ParvisPublicRow *self)
{
}

ParvisPublicRow *
parvis_public_row_new (WeezPublicEvent *record,
                       ParvisEvent     *own)
{
  ParvisPublicRow *self = g_object_new (PARVIS_TYPE_PUBLIC_ROW, NULL);

  self->record = g_object_ref (record);
  self->own = own != NULL ? g_object_ref (own) : NULL;

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

/* ---- words, as closures ---- */

static char *
title_cb (GObject         *object,
          WeezPublicEvent *record)
{
  if (record == NULL || record->title == NULL || *record->title == '\0')
    return g_strdup (_("Unnamed Event"));

  return g_strdup (record->title);
}

static char *
moment_cb (GObject         *object,
           WeezPublicEvent *record)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (record == NULL || record->start == NULL)
    return g_strdup ("");

  first = parvis_format_near (record->start, now);
  if (record->end == NULL || parvis_format_days_until (record->end, record->start) == 0)
    return g_steal_pointer (&first);

  last = parvis_format_day (record->end);
  /* Translators: from a day to another. */
  return g_strdup_printf (C_("days", "%s – %s"), first, last);
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
summary_cb (GObject         *object,
            WeezPublicEvent *record,
            ParvisEvent     *own)
{
  g_autofree char *moment = moment_cb (object, record);
  g_autofree char *place = parvis_public_row_place (object, record);
  g_autofree char *price = parvis_public_row_price (object, record);

  return g_strjoin ("; ", moment, place, price, own != NULL ? _("Your Event") : NULL, NULL);
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
    { "public_moment", G_CALLBACK (moment_cb) },
    { "public_span", G_CALLBACK (span_cb) },
    { "public_place", G_CALLBACK (parvis_public_row_place) },
    { "public_price", G_CALLBACK (parvis_public_row_price) },
    { "public_summary", G_CALLBACK (summary_cb) },
    { "is_own", G_CALLBACK (is_own_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}
