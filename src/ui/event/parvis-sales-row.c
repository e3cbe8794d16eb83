#include "config.h"

#include "parvis-sales-row.h"

#include "parvis-format.h"

struct _ParvisSalesRow
{
  GObject           parent_instance;
  ParvisSalesCurve *curve;
  guint             place;
};

G_DEFINE_FINAL_TYPE (ParvisSalesRow, parvis_sales_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_DAY = 1,
  PROP_BRIEF,
  PROP_STAGE,
  PROP_SOLD,
  PROP_TOTAL,
  PROP_EDITION,
} ParvisSalesRowProperty;

static GParamSpec *props[PROP_EDITION + 1];

static gint64
get_count (const gint64 *values,
           guint         place)
{
  return values != NULL ? values[place] : G_MININT64;
}

static char *
dup_count (const gint64 *values,
           guint         place)
{
  gint64 count = get_count (values, place);

  return count != G_MININT64 ? parvis_format_count (count) : g_strdup ("");
}

static void
notify_count (ParvisSalesRow         *self,
              ParvisSalesRowProperty  property,
              const gint64           *values,
              const gint64           *others,
              guint                   other_place)
{
  if (get_count (values, self->place) != get_count (others, other_place))
    g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
parvis_sales_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ParvisSalesRow *self = PARVIS_SALES_ROW (object);

  switch ((ParvisSalesRowProperty) prop_id)
    {
    case PROP_DAY:
      g_value_take_string (value, parvis_sales_curve_dup_day (self->curve, self->place, FALSE));
      break;
    case PROP_BRIEF:
      g_value_take_string (value, parvis_sales_curve_dup_day (self->curve, self->place, TRUE));
      break;
    case PROP_STAGE:
      g_value_take_string (value, parvis_sales_curve_dup_stage (self->curve, self->place));
      break;
    case PROP_SOLD:
      g_value_take_string (value, dup_count (self->curve->sold, self->place));
      break;
    case PROP_TOTAL:
      g_value_take_string (value, dup_count (self->curve->total, self->place));
      break;
    case PROP_EDITION:
      g_value_take_string (value, dup_count (self->curve->edition_total, self->place));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_sales_row_finalize (GObject *object)
{
  g_object_unref (PARVIS_SALES_ROW (object)->curve);

  G_OBJECT_CLASS (parvis_sales_row_parent_class)->finalize (object);
}

static void
parvis_sales_row_class_init (ParvisSalesRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_sales_row_get_property;
  object_class->finalize = parvis_sales_row_finalize;

  props[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, flags);
  props[PROP_BRIEF] = g_param_spec_string ("brief", NULL, NULL, NULL, flags);
  props[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  props[PROP_SOLD] = g_param_spec_string ("sold", NULL, NULL, NULL, flags);
  props[PROP_TOTAL] = g_param_spec_string ("total", NULL, NULL, NULL, flags);
  props[PROP_EDITION] = g_param_spec_string ("edition", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_sales_row_init (ParvisSalesRow *self)
{
}

/**
 * parvis_sales_row_new:
 * @curve: (transfer none): a curve
 * @place: one of its days
 *
 * Returns: (transfer full): a row about that day
 */
ParvisSalesRow *
parvis_sales_row_new (ParvisSalesCurve *curve,
                      guint             place)
{
  ParvisSalesRow *self = g_object_new (PARVIS_TYPE_SALES_ROW, NULL);

  self->curve = g_object_ref (curve);
  self->place = place;

  return self;
}

/**
 * parvis_sales_row_get_day:
 * @self: a row
 *
 * Returns: its julian day
 */
gint64
parvis_sales_row_get_day (ParvisSalesRow *self)
{
  g_return_val_if_fail (PARVIS_IS_SALES_ROW (self), 0);

  return self->curve->first_day + self->place;
}

/**
 * parvis_sales_row_set_curve:
 * @self: a row
 * @curve: (transfer none): a newer curve
 * @place: the row's day in it
 *
 * Announces what differs.
 */
void
parvis_sales_row_set_curve (ParvisSalesRow   *self,
                            ParvisSalesCurve *curve,
                            guint             place)
{
  g_autoptr(ParvisSalesCurve) before = NULL;
  guint place_before;

  g_return_if_fail (PARVIS_IS_SALES_ROW (self));
  g_return_if_fail (curve->first_day + place == parvis_sales_row_get_day (self));

  before = g_steal_pointer (&self->curve);
  place_before = self->place;
  self->curve = g_object_ref (curve);
  self->place = place;

  if (before->event_day != curve->event_day)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STAGE]);
  notify_count (self, PROP_SOLD, curve->sold, before->sold, place_before);
  notify_count (self, PROP_TOTAL, curve->total, before->total, place_before);
  notify_count (self, PROP_EDITION, curve->edition_total, before->edition_total, place_before);
}
