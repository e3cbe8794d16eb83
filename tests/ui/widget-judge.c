#include "widget-judge.h"

#include <math.h>
#include <string.h>

/* What can be said of any page from inside, where places and colours are exact. */

#define READABLE 4.5
#define N_STEPS 400

typedef void (*Visit) (GtkWidget *widget,
                       gpointer   data);

static void
walk (GtkWidget *widget,
      Visit      visit,
      gpointer   data)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  visit (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (child, visit, data);
}

/* A dialog is in front of everything else. */
static GtkWidget *
get_page (GtkWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  return dialog != NULL ? GTK_WIDGET (dialog) : GTK_WIDGET (window);
}

static gboolean
is_one_of (GtkWidget          *widget,
           const char * const *types)
{
  for (guint i = 0; types[i] != NULL; i++)
    {
      GType type = g_type_from_name (types[i]);

      if (type != 0 && g_type_is_a (G_OBJECT_TYPE (widget), type))
        return TRUE;
    }

  return FALSE;
}

static GtkWidget *
get_around (GtkWidget          *widget,
            const char * const *types)
{
  while ((widget = gtk_widget_get_parent (widget)) != NULL)
    if (is_one_of (widget, types))
      return widget;

  return NULL;
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));

  return NULL;
}

static void
find_text_cb (GtkWidget *widget,
              gpointer   data)
{
  const char **text = data;

  if (*text == NULL)
    *text = get_text (widget);
}

static void
add_fault (GPtrArray  *faults,
           GtkWidget  *widget,
           const char *fault)
{
  const char *text = gtk_widget_get_tooltip_text (widget);

  if (text == NULL)
    walk (widget, find_text_cb, &text);

  g_ptr_array_add (faults, g_strdup_printf ("%s “%s” %s", G_OBJECT_TYPE_NAME (widget),
                                            text != NULL ? text : "", fault));
}

/* Reach */

typedef struct
{
  GHashTable *reached;
  GPtrArray  *faults;
} Reach;

static const char * const controls[] = {
  "GtkButton", "GtkCheckButton", "GtkSwitch", "GtkText", "GtkTextView", "GtkDropDown",
  "GtkSpinButton", "GtkScale", "ParvisChart", NULL,
};

/* In these one stop is enough: the arrow keys lead on, and keys of their own to the window's. */
static const char * const groups[] = {
  "GtkListBox", "GtkListBase", "GtkColumnView", "GtkFlowBox", "AdwToggleGroup", "AdwViewSwitcher",
  "ParvisMonthGrid", NULL,
};
static const char * const window_controls[] = { "GtkWindowControls", "AdwSheetControls", NULL };

static gboolean
has_reached_in (GHashTable *reached,
                GtkWidget  *around)
{
  GHashTableIter iter;
  gpointer widget;

  g_hash_table_iter_init (&iter, reached);
  while (g_hash_table_iter_next (&iter, &widget, NULL))
    if (widget == around || gtk_widget_is_ancestor (widget, around))
      return TRUE;

  return FALSE;
}

static void
reach_cb (GtkWidget *widget,
          gpointer   data)
{
  Reach *reach = data;
  GtkWidget *group;

  if (!is_one_of (widget, controls) || !gtk_widget_is_sensitive (widget) ||
      get_around (widget, window_controls) != NULL || get_around (widget, controls) != NULL)
    return;
  if (has_reached_in (reach->reached, widget))
    return;
  group = get_around (widget, groups);
  if (group != NULL && has_reached_in (reach->reached, group))
    return;

  add_fault (reach->faults, widget, "cannot be reached with Tab");
}

/* Walks with Tab through the page in front until the focus has been round. */
void
widget_judge_reach (GtkWindow *window,
                    GPtrArray *faults)
{
  g_autoptr(GHashTable) reached = g_hash_table_new (NULL, NULL);
  GtkWidget *page = get_page (window);
  Reach reach = { reached, faults };

  for (guint i = 0; i < N_STEPS; i++)
    {
      GtkWidget *focus;

      g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
      focus = gtk_root_get_focus (GTK_ROOT (window));
      if (focus != NULL)
        g_hash_table_add (reached, focus);
    }

  walk (page, reach_cb, &reach);
}

/* Place */

typedef struct
{
  GtkWindow *window;
  GPtrArray *faults;
} Place;

static gboolean
scrolls_sideways (GtkWidget *widget)
{
  while ((widget = gtk_widget_get_parent (widget)) != NULL)
    if (GTK_IS_SCROLLED_WINDOW (widget))
      {
        GtkPolicyType policy;

        gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
        if (policy != GTK_POLICY_NEVER)
          return TRUE;
      }

  return FALSE;
}

static void
place_cb (GtkWidget *widget,
          gpointer   data)
{
  Place *place = data;
  graphene_rect_t bounds;

  if ((get_text (widget) == NULL && !is_one_of (widget, controls)) ||
      scrolls_sideways (widget) ||
      gtk_widget_get_native (widget) != GTK_NATIVE (place->window) ||
      !gtk_widget_compute_bounds (widget, GTK_WIDGET (place->window), &bounds))
    return;

  if (bounds.size.width >= 1 &&
      (bounds.origin.x < -0.5 || bounds.origin.x + bounds.size.width >
       gtk_widget_get_width (GTK_WIDGET (place->window)) + 0.5))
    add_fault (place->faults, widget, "is out of the window");
}

void
widget_judge_place (GtkWindow *window,
                    GPtrArray *faults)
{
  Place place = { window, faults };

  walk (get_page (window), place_cb, &place);
}

/* Tooltips */

static const char * const with_own_words[] = {
  "GtkWindowControls", "AdwSheetControls", "GtkSpinButton", "AdwEntryRow", "GtkCalendar", NULL,
};

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (; GTK_IS_WIDGET (widget); widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget))
      return TRUE;

  return FALSE;
}

static void
tooltip_cb (GtkWidget *widget,
            gpointer   data)
{
  const char *text = NULL;

  if (!GTK_IS_BUTTON (widget) || get_around (widget, with_own_words) != NULL)
    return;

  walk (widget, find_text_cb, &text);
  if (text == NULL && !has_tooltip (widget))
    add_fault (data, widget, "has neither words nor a tooltip");
}

/* A button that is only a picture says what it does to whoever points at it. */
void
widget_judge_tooltips (GtkWindow *window,
                       GPtrArray *faults)
{
  walk (get_page (window), tooltip_cb, faults);
}

/* Cut */

/* What the pseudo-locale puts at the end of a word of ours; what comes from the service has none. A
 * date and its hour are made longer twice. */
#define MARK "~"
#define TWICE "[["
#define NARROW 500

/* A phone has no room for five names beside each other, nor for a title between buttons, nor for
 * all that stands in an entry until somebody types. */
static const char * const shortened[] = { "AdwViewSwitcherBar", "AdwHeaderBar", "GtkText", NULL };

typedef struct
{
  gboolean   narrow;
  GPtrArray *faults;
} Cut;

static void
cut_cb (GtkWidget *widget,
        gpointer   data)
{
  Cut *cut = data;

  if (GTK_IS_LABEL (widget) && !(cut->narrow && get_around (widget, shortened) != NULL) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), MARK) != NULL &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), TWICE) == NULL &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    add_fault (cut->faults, widget, "is cut");
}

/* Words of ours have room enough in a language that needs a third more of it. */
void
widget_judge_cut (GtkWindow *window,
                  GPtrArray *faults)
{
  Cut cut = { gtk_widget_get_width (GTK_WIDGET (window)) < NARROW, faults };

  walk (get_page (window), cut_cb, &cut);
}

/* Contrast */

typedef struct
{
  GtkWindow *window;
  GPtrArray *faults;
  guchar    *pixels;
  int        width;
  int        height;
  gboolean   strict;
} Contrast;

static const char * const headers[] = { "GtkColumnViewTitle", NULL };
static const char * const entries[] = { "GtkText", NULL };

/* Adwaita's own ways to say less loudly; they are loud enough in high contrast. */
static const char * const faint_classes[] = {
  "subtitle", "description", "placeholder", "title", NULL,
};

/* A dash is too thin for its colour to be on any pixel. */
static gboolean
has_letters (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

static gboolean
is_faint (GtkWidget *widget)
{
  for (guint i = 0; faint_classes[i] != NULL; i++)
    if (gtk_widget_has_css_class (widget, faint_classes[i]))
      return TRUE;

  for (GtkWidget *around = widget; around != NULL; around = gtk_widget_get_parent (around))
    if (gtk_widget_has_css_class (around, "dimmed") ||
        gtk_widget_has_css_class (around, "other-month"))
      return TRUE;

  /* A label in an entry is what stands there until somebody types. */
  return get_around (widget, entries) != NULL;
}

/* Give the part of the window that shows the widget; FALSE unless all of it does. */
static gboolean
get_shown (GtkWidget       *widget,
           GtkWindow       *window,
           graphene_rect_t *bounds)
{
  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (window), bounds))
    return FALSE;

  for (GtkWidget *around = gtk_widget_get_parent (widget);
       around != NULL && around != GTK_WIDGET (window); around = gtk_widget_get_parent (around))
    {
      graphene_rect_t frame;

      if (gtk_widget_get_overflow (around) == GTK_OVERFLOW_HIDDEN &&
          gtk_widget_compute_bounds (around, GTK_WIDGET (window), &frame) &&
          !graphene_rect_contains_rect (&frame, bounds))
        return FALSE;
    }

  return TRUE;
}

static double
get_linear (guchar value)
{
  double part = value / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

/* GDK_MEMORY_DEFAULT is blue, green, red on little-endian machines. */
static double
get_light (guint32 pixel)
{
  return 0.2126 * get_linear ((pixel >> 16) & 0xff) + 0.7152 * get_linear ((pixel >> 8) & 0xff) +
         0.0722 * get_linear (pixel & 0xff);
}

static double
get_ratio (double one,
           double other)
{
  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

/* The commonest colour is what the text stands on; the one furthest from it is the text. */
static double
measure (const Contrast        *self,
         const graphene_rect_t *bounds)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (NULL, NULL);
  int right = MIN (self->width, floor (bounds->origin.x + bounds->size.width));
  int bottom = MIN (self->height, floor (bounds->origin.y + bounds->size.height));
  guint most = 0;
  double ground = 0;
  double best = 1;
  GHashTableIter iter;
  gpointer pixel;
  gpointer count;

  for (int y = MAX (0, ceil (bounds->origin.y)); y < bottom; y++)
    for (int x = MAX (0, ceil (bounds->origin.x)); x < right; x++)
      {
        guint32 colour = ((guint32 *) self->pixels)[y * self->width + x] & 0xffffff;
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (colour)));

        g_hash_table_insert (counts, GUINT_TO_POINTER (colour), GUINT_TO_POINTER (n + 1));
      }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        ground = get_light (GPOINTER_TO_UINT (pixel));
      }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, NULL))
    best = MAX (best, get_ratio (ground, get_light (GPOINTER_TO_UINT (pixel))));

  return best;
}

static void
contrast_cb (GtkWidget *widget,
             gpointer   data)
{
  Contrast *self = data;
  const char *text = get_text (widget);
  g_autofree char *fault = NULL;
  graphene_rect_t bounds;
  double ratio;

  if (!has_letters (text) || !gtk_widget_is_sensitive (widget) ||
      gtk_widget_get_native (widget) != GTK_NATIVE (self->window) ||
      get_around (widget, headers) != NULL || (!self->strict && is_faint (widget)) ||
      !get_shown (widget, self->window, &bounds))
    return;

  ratio = measure (self, &bounds);
  if (ratio >= READABLE)
    return;

  fault = g_strdup_printf ("has a contrast of %.1f", ratio);
  add_fault (self->faults, widget, fault);
}

/* Draws the window and compares each text with what is behind it. In high contrast, which is when
 * this is strict, there is no excuse for what is dimmed. */
void
widget_judge_contrast (GtkWindow *window,
                       gboolean   strict,
                       GPtrArray *faults)
{
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree guchar *pixels = NULL;
  Contrast self = { .window = window, .strict = strict, .faults = faults };

  /* It shows what was drawn last, and nothing of what has changed since. */
  gtk_widget_queue_draw (GTK_WIDGET (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  self.width = gtk_widget_get_width (GTK_WIDGET (window));
  self.height = gtk_widget_get_height (GTK_WIDGET (window));
  gdk_paintable_snapshot (paintable, snapshot, self.width, self.height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, self.width, self.height));
  pixels = g_malloc0_n (self.width * self.height, 4);
  gdk_texture_download (texture, pixels, 4 * self.width);
  self.pixels = pixels;

  walk (get_page (window), contrast_cb, &self);
}
