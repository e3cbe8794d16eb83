#include "config.h"

#include "parvis-saved-views.h"

#include "parvis-setting.h"
#include "parvis-weak.h"

#define TEXT_TYPE "a(ssssbs)"
/* Of a Parvis that did not keep the columns. */
#define OLD_TYPE "a(ssssb)"

struct _ParvisSavedViews
{
  GObject      parent_instance;
  ParvisStore *store;
  char        *setting;
  GPtrArray   *views;
};

G_DEFINE_FINAL_TYPE (ParvisSavedViews, parvis_saved_views, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static ParvisSavedView *
copy (const ParvisSavedView *view)
{
  ParvisSavedView *self = g_new0 (ParvisSavedView, 1);

  self->name = g_strdup (view->name);
  self->text = g_strdup (view->text);
  self->filter = g_strdup (view->filter);
  self->sort = g_strdup (view->sort);
  self->descending = view->descending;
  self->columns = g_strdup (view->columns);

  return self;
}

static void
parvis_saved_views_finalize (GObject *object)
{
  ParvisSavedViews *self = PARVIS_SAVED_VIEWS (object);

  g_object_unref (self->store);
  g_free (self->setting);
  g_ptr_array_unref (self->views);

  G_OBJECT_CLASS (parvis_saved_views_parent_class)->finalize (object);
}

static void
parvis_saved_views_class_init (ParvisSavedViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_saved_views_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PARVIS_TYPE_SAVED_VIEWS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", PARVIS_TYPE_SAVED_VIEWS, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
parvis_saved_views_init (ParvisSavedViews *self)
{
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_saved_view_free);
}

static void
set_text (ParvisSavedViews *self,
          const char       *text)
{
  g_autoptr(GVariant) views = NULL;
  GVariantIter iter;
  ParvisSavedView view;

  g_ptr_array_set_size (self->views, 0);
  if (text == NULL)
    return;

  if ((views = g_variant_parse (G_VARIANT_TYPE (TEXT_TYPE), text, NULL, NULL, NULL)) != NULL)
    {
      g_variant_iter_init (&iter, views);
      while (g_variant_iter_next (&iter, "(&s&s&s&sb&s)", &view.name, &view.text, &view.filter,
                                  &view.sort, &view.descending, &view.columns))
        g_ptr_array_add (self->views, copy (&view));
    }
  else if ((views = g_variant_parse (G_VARIANT_TYPE (OLD_TYPE), text, NULL, NULL, NULL)) != NULL)
    {
      view.columns = (char *) "";
      g_variant_iter_init (&iter, views);
      while (g_variant_iter_next (&iter, "(&s&s&s&sb)", &view.name, &view.text, &view.filter,
                                  &view.sort, &view.descending))
        g_ptr_array_add (self->views, copy (&view));
    }
}

static void
load (ParvisSavedViews *self)
{
  g_autofree char *text = parvis_store_get_setting (self->store, self->setting);

  set_text (self, text);
}

static DexFuture *
saved (DexFuture *completed,
       gpointer   user_data)
{
  g_autoptr(ParvisSavedViews) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (completed, &error) == NULL && self != NULL)
    {
      /* They are as they were kept last. */
      load (self);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
    }

  return dex_ref (completed);
}

static void
save (ParvisSavedViews *self)
{
  g_autofree char *text = parvis_saved_views_to_text (self);

  /* Nobody waits for it: the views are as they were chosen, and are written one after the other. */
  dex_future_disown (
    dex_future_finally (parvis_setting_write (self->store, self->setting, text),
                        saved, parvis_weak_new (self), parvis_weak_free));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

ParvisSavedViews *
parvis_saved_views_new (ParvisStore *store,
                        const char  *id_event)
{
  ParvisSavedViews *self = g_object_new (PARVIS_TYPE_SAVED_VIEWS, NULL);

  self->store = g_object_ref (store);
  self->setting = g_strconcat ("views.", id_event, NULL);
  load (self);

  return self;
}

guint
parvis_saved_views_count (ParvisSavedViews *self)
{
  return self->views->len;
}

const ParvisSavedView *
parvis_saved_views_get (ParvisSavedViews *self,
                        guint             index)
{
  return g_ptr_array_index (self->views, index);
}

/**
 * parvis_saved_views_add:
 * @self: the views of an event
 * @view: (transfer none): one more, in the place of another of that name
 *
 * Returns: whether there was another of that name
 */
gboolean
parvis_saved_views_add (ParvisSavedViews      *self,
                        const ParvisSavedView *view)
{
  gboolean replaces = FALSE;

  for (guint i = 0; i < self->views->len && !replaces; i++)
    if (g_str_equal (parvis_saved_views_get (self, i)->name, view->name))
      {
        g_ptr_array_remove_index (self->views, i);
        g_ptr_array_insert (self->views, (int) i, copy (view));
        replaces = TRUE;
      }
  if (!replaces)
    g_ptr_array_add (self->views, copy (view));
  save (self);

  return replaces;
}

void
parvis_saved_views_rename (ParvisSavedViews *self,
                           guint             index,
                           const char       *name)
{
  ParvisSavedView *view = g_ptr_array_index (self->views, index);

  if (g_set_str (&view->name, name))
    save (self);
}

void
parvis_saved_views_remove (ParvisSavedViews *self,
                           guint             index)
{
  g_ptr_array_remove_index (self->views, index);
  save (self);
}

char *
parvis_saved_views_to_text (ParvisSavedViews *self)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (TEXT_TYPE));
  g_autoptr(GVariant) views = NULL;

  for (guint i = 0; i < self->views->len; i++)
    {
      const ParvisSavedView *view = self->views->pdata[i];

      g_variant_builder_add (&builder, "(ssssbs)", view->name, view->text, view->filter,
                             view->sort, view->descending, view->columns);
    }
  views = g_variant_ref_sink (g_variant_builder_end (&builder));

  return g_variant_print (views, FALSE);
}

/**
 * parvis_saved_views_restore:
 * @self: the views of an event
 * @text: what parvis_saved_views_to_text() gave before
 *
 * Makes them what they were then.
 */
void
parvis_saved_views_restore (ParvisSavedViews *self,
                            const char       *text)
{
  set_text (self, text);
  save (self);
}

void
parvis_saved_view_free (ParvisSavedView *view)
{
  g_free (view->name);
  g_free (view->text);
  g_free (view->filter);
  g_free (view->sort);
  g_free (view->columns);
  g_free (view);
}
