#include "config.h"

#include "parvis-picture.h"

#include <adwaita.h>
#include <math.h>

#include "parvis-pictures.h"
#include "parvis-settings.h"
#include "parvis-weak.h"

#define SMALLEST 64
#define FADE_DURATION 250   /* ms */

struct _ParvisPicture
{
  GtkWidget     parent_instance;
  char         *url;
  char         *setting;
  int           size;
  double        ratio;
  gboolean      keeps_place;
  gboolean      grows;

  GtkWidget    *icon;
  GdkTexture   *texture;
  double        shown;
  AdwAnimation *fade;
  DexFuture    *loading;
};

G_DEFINE_FINAL_TYPE (ParvisPicture, parvis_picture, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_URL = 1,
  PROP_SETTING,
  PROP_SIZE,
  PROP_RATIO,
  PROP_KEEPS_PLACE,
  PROP_GROWS,
} ParvisPictureProperty;

static GParamSpec *props[PROP_GROWS + 1];

static gboolean
has_url (ParvisPicture *self)
{
  return self->url != NULL && *self->url != '\0';
}

/* Where nothing can be chosen nothing is fetched. */
static gboolean
is_wanted (ParvisPicture *self)
{
  GSettings *settings = parvis_settings_get ();

  return settings != NULL && self->setting != NULL &&
         g_settings_get_boolean (settings, self->setting);
}

static void
set_shown (double         shown,
           ParvisPicture *self)
{
  self->shown = shown;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clear (ParvisPicture *self)
{
  dex_clear (&self->loading);
  if (self->fade != NULL)
    adw_animation_reset (self->fade);
  g_clear_object (&self->texture);
  set_shown (0, self);
}

static void
show_texture (ParvisPicture *self,
              GdkTexture    *texture,
              gboolean       at_once)
{
  g_set_object (&self->texture, texture);
  if (at_once || !adw_get_enable_animations (GTK_WIDGET (self)))
    {
      set_shown (1, self);
      return;
    }

  if (self->fade == NULL)
    self->fade = adw_timed_animation_new (
      GTK_WIDGET (self), 0, 1, FADE_DURATION,
      adw_callback_animation_target_new ((AdwAnimationTargetFunc) set_shown, self, NULL));
  adw_animation_play (self->fade);
}

/* What cannot be had is no failure that people could do anything about. */
static DexFuture *
loaded (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisPicture) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);

  if (self != NULL && value != NULL)
    show_texture (self, g_value_get_object (value), FALSE);

  return dex_ref (completed);
}

static void
load (ParvisPicture *self)
{
  ParvisPictures *pictures = parvis_pictures_get_for (GTK_WIDGET (self));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = self->size * scale;
  int height = (int) ceil (self->size / self->ratio) * scale;
  GdkTexture *texture;

  if (self->texture != NULL || self->loading != NULL || !has_url (self) || !is_wanted (self))
    return;

  texture = parvis_pictures_peek (pictures, self->url, width, height);
  if (texture != NULL)
    show_texture (self, texture, TRUE);
  else
    self->loading = dex_future_finally (parvis_pictures_load (pictures, self->url, width, height),
                                        loaded, parvis_weak_new (self), parvis_weak_free);
}

static void
update (ParvisPicture *self)
{
  gboolean wanted = is_wanted (self);

  if (!wanted)
    clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self), wanted && (has_url (self) || self->keeps_place));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

static void
set_setting (ParvisPicture *self,
             const char    *setting)
{
  GSettings *settings = parvis_settings_get ();
  g_autofree char *signal = g_strconcat ("changed::", setting, NULL);

  self->setting = g_strdup (setting);
  if (settings != NULL && setting != NULL)
    g_signal_connect_object (settings, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/* What was fetched is as large as it was shown. */
static void
set_size (ParvisPicture *self,
          int            size)
{
  if (self->size == size)
    return;

  self->size = size;
  clear (self);
  update (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
}

static void
parvis_picture_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parvis_picture_parent_class)->map (widget);

  load (PARVIS_PICTURE (widget));
}

/* Nobody waits for what is out of sight. */
static void
parvis_picture_unmap (GtkWidget *widget)
{
  dex_clear (&PARVIS_PICTURE (widget)->loading);

  GTK_WIDGET_CLASS (parvis_picture_parent_class)->unmap (widget);
}

static GtkSizeRequestMode
parvis_picture_get_request_mode (GtkWidget *widget)
{
  return PARVIS_PICTURE (widget)->grows ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                        : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
parvis_picture_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  ParvisPicture *self = PARVIS_PICTURE (widget);
  int width = self->grows && for_size >= 0 ? for_size : self->size;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->grows ? MIN (self->size, SMALLEST) : self->size;
      *natural = self->size;
    }
  else
    {
      *minimum = *natural = (int) ceil (width / self->ratio);
    }
}

static void
parvis_picture_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  ParvisPicture *self = PARVIS_PICTURE (widget);

  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), CLAMP (height / 3, 16, 48));
  gtk_widget_size_allocate (self->icon, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
parvis_picture_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  ParvisPicture *self = PARVIS_PICTURE (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double scale, full_width, full_height;

  if (self->texture == NULL || self->shown < 1)
    gtk_widget_snapshot_child (widget, self->icon, snapshot);
  if (self->texture == NULL)
    return;

  scale = MAX (width / gdk_texture_get_width (self->texture),
               height / gdk_texture_get_height (self->texture));
  full_width = gdk_texture_get_width (self->texture) * scale;
  full_height = gdk_texture_get_height (self->texture) * scale;
  gtk_snapshot_push_opacity (snapshot, self->shown);
  gtk_snapshot_append_scaled_texture (snapshot, self->texture, GSK_SCALING_FILTER_LINEAR,
                                      &GRAPHENE_RECT_INIT ((float) (width - full_width) / 2,
                                                           (float) (height - full_height) / 2,
                                                           (float) full_width,
                                                           (float) full_height));
  gtk_snapshot_pop (snapshot);
}

static void
parvis_picture_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ParvisPicture *self = PARVIS_PICTURE (object);

  switch ((ParvisPictureProperty) prop_id)
    {
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_SETTING:
      g_value_set_string (value, self->setting);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    case PROP_RATIO:
      g_value_set_double (value, self->ratio);
      break;
    case PROP_KEEPS_PLACE:
      g_value_set_boolean (value, self->keeps_place);
      break;
    case PROP_GROWS:
      g_value_set_boolean (value, self->grows);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_picture_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  ParvisPicture *self = PARVIS_PICTURE (object);

  switch ((ParvisPictureProperty) prop_id)
    {
    case PROP_URL:
      if (g_set_str (&self->url, g_value_get_string (value)))
        {
          clear (self);
          update (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_SETTING:
      set_setting (self, g_value_get_string (value));
      break;
    case PROP_SIZE:
      set_size (self, g_value_get_int (value));
      break;
    case PROP_RATIO:
      self->ratio = g_value_get_double (value);
      break;
    case PROP_KEEPS_PLACE:
      self->keeps_place = g_value_get_boolean (value);
      break;
    case PROP_GROWS:
      self->grows = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_picture_constructed (GObject *object)
{
  G_OBJECT_CLASS (parvis_picture_parent_class)->constructed (object);

  update (PARVIS_PICTURE (object));
}

static void
parvis_picture_dispose (GObject *object)
{
  ParvisPicture *self = PARVIS_PICTURE (object);

  dex_clear (&self->loading);
  g_clear_object (&self->fade);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->icon, gtk_widget_unparent);

  G_OBJECT_CLASS (parvis_picture_parent_class)->dispose (object);
}

static void
parvis_picture_finalize (GObject *object)
{
  ParvisPicture *self = PARVIS_PICTURE (object);

  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->setting, g_free);

  G_OBJECT_CLASS (parvis_picture_parent_class)->finalize (object);
}

static void
parvis_picture_class_init (ParvisPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_picture_get_property;
  object_class->set_property = parvis_picture_set_property;
  object_class->constructed = parvis_picture_constructed;
  object_class->dispose = parvis_picture_dispose;
  object_class->finalize = parvis_picture_finalize;
  widget_class->map = parvis_picture_map;
  widget_class->unmap = parvis_picture_unmap;
  widget_class->get_request_mode = parvis_picture_get_request_mode;
  widget_class->measure = parvis_picture_measure;
  widget_class->size_allocate = parvis_picture_size_allocate;
  widget_class->snapshot = parvis_picture_snapshot;

  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL,
                                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                         G_PARAM_STATIC_STRINGS);
  props[PROP_SETTING] = g_param_spec_string ("setting", NULL, NULL, NULL, construct);
  props[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 1, 4096, SMALLEST,
                                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT |
                                       G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_RATIO] = g_param_spec_double ("ratio", NULL, NULL, 0.1, 10, 1.5, construct);
  props[PROP_KEEPS_PLACE] = g_param_spec_boolean ("keeps-place", NULL, NULL, FALSE, construct);
  props[PROP_GROWS] = g_param_spec_boolean ("grows", NULL, NULL, FALSE, construct);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "event-picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
parvis_picture_init (ParvisPicture *self)
{
  self->icon = g_object_new (GTK_TYPE_IMAGE,
                             "icon-name", "image-x-generic-symbolic",
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             NULL);
  gtk_widget_add_css_class (self->icon, "dimmed");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * parvis_picture_get_texture:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what it shows
 */
GdkTexture *
parvis_picture_get_texture (ParvisPicture *self)
{
  g_return_val_if_fail (PARVIS_IS_PICTURE (self), NULL);

  return self->texture;
}
