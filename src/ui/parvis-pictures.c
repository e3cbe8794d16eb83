#include "parvis-pictures.h"

#include "parvis-picture-cache.h"
#include "parvis-picture-decoder.h"
#include "weez-fiber.h"
#include "weez-pictures.h"
#include "weez-worker.h"

#define N_DECODERS 2
#define FOLDER_LIMIT (64 * 1024 * 1024)
#define MEMORY_LIMIT (32 * 1024 * 1024)
#define DATA "parvis-pictures"

struct _ParvisPictures
{
  GObject             parent_instance;
  char               *name;       /* of the account, NULL while there is none */
  WeezPictures       *network;
  ParvisPictureCache *folder;     /* NULL where nothing is kept */
  WeezWorker         *worker;
  GPtrArray          *origins;    /* of services on this very computer */
  GHashTable         *textures;   /* by url and size */
  GQueue             *keys;       /* of the textures, the newest first */
  gsize               held;       /* bytes */
};

G_DEFINE_FINAL_TYPE (ParvisPictures, parvis_pictures, G_TYPE_OBJECT)

/* Those of the accounts that windows show, by name. */
static GHashTable *of_accounts;

/* What a fibre waits for may outlive it. */
typedef struct
{
  ParvisPictureCache *folder;   /* NULL where nothing is kept */
  char               *url;
  int                 width;
  int                 height;
  GBytes             *bytes;
} Work;

typedef struct
{
  ParvisPictures *pictures;
  const char     *origin;
  Work           *work;
} Load;

static void
work_clear (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->folder);
  g_clear_pointer (&work->url, g_free);
  g_clear_pointer (&work->bytes, g_bytes_unref);
}

static void
work_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, work_clear);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  work_unref (load->work);
  g_object_unref (load->pictures);
  g_free (load);
}

static gsize
get_size (GdkTexture *texture)
{
  return (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
}

static char *
dup_key (const char *url,
         int         width,
         int         height)
{
  return g_strdup_printf ("%dx%d %s", width, height, url);
}

static void
forget_oldest (ParvisPictures *self)
{
  g_autofree char *key = g_queue_pop_tail (self->keys);

  self->held -= get_size (g_hash_table_lookup (self->textures, key));
  g_hash_table_remove (self->textures, key);
}

static void
remember (ParvisPictures *self,
          Work           *work,
          GdkTexture     *texture)
{
  g_autofree char *key = dup_key (work->url, work->width, work->height);

  /* Two that asked for the same got the same. */
  if (g_hash_table_contains (self->textures, key))
    return;

  self->held += get_size (texture);
  g_queue_push_head (self->keys, g_strdup (key));
  g_hash_table_insert (self->textures, g_steal_pointer (&key), g_object_ref (texture));
  while (self->held > MEMORY_LIMIT && g_queue_get_length (self->keys) > 1)
    forget_oldest (self);
}

/* ---- in threads ---- */

static DexFuture *
decode (Work *work)
{
  GError *error = NULL;
  GdkTexture *texture = parvis_picture_decode (work->bytes, work->width, work->height, &error);

  return texture != NULL ? dex_future_new_take_object (texture)
                         : dex_future_new_for_error (error);
}

static DexFuture *
read_job (gpointer data)
{
  Work *work = data;
  DexFuture *texture;

  work->bytes = parvis_picture_cache_read (work->folder, work->url);
  if (work->bytes == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "it is not kept");

  texture = decode (work);
  if (dex_future_is_rejected (texture))
    parvis_picture_cache_remove (work->folder, work->url);

  return texture;
}

static DexFuture *
keep_job (gpointer data)
{
  Work *work = data;
  DexFuture *texture = decode (work);

  if (work->folder != NULL && dex_future_is_resolved (texture))
    parvis_picture_cache_write (work->folder, work->url, work->bytes);

  return texture;
}

/* ---- in the main thread ---- */

static GdkTexture *
await_job (Load          *load,
           WeezJob        job,
           GCancellable  *cancellable,
           GError       **error)
{
  DexFuture *future = weez_worker_run (load->pictures->worker, job,
                                       g_atomic_rc_box_acquire (load->work), work_unref);

  return dex_await_object (weez_unless_cancelled (future, cancellable), error);
}

static DexFuture *
load_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Load *load = data;
  Work *work = load->work;
  GdkTexture *texture = NULL;
  GError *error = NULL;
  GBytes *bytes;

  if (work->folder != NULL)
    texture = await_job (load, read_job, cancellable, NULL);
  if (texture == NULL && !g_cancellable_is_cancelled (cancellable))
    {
      bytes = dex_await_boxed (
        weez_unless_cancelled (weez_pictures_fetch (load->pictures->network, work->url,
                                                    load->origin),
                               cancellable),
        &error);
      if (bytes == NULL)
        return dex_future_new_for_error (error);

      g_clear_pointer (&work->bytes, g_bytes_unref);
      work->bytes = bytes;
      texture = await_job (load, keep_job, cancellable, &error);
    }
  if (texture == NULL)
    return error != NULL ? dex_future_new_for_error (error)
                         : dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");

  remember (load->pictures, work, texture);

  return dex_future_new_take_object (texture);
}

static void
parvis_pictures_finalize (GObject *object)
{
  ParvisPictures *self = PARVIS_PICTURES (object);

  if (self->name != NULL)
    g_hash_table_remove (of_accounts, self->name);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->network);
  g_clear_object (&self->folder);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->origins, g_ptr_array_unref);
  g_clear_pointer (&self->textures, g_hash_table_unref);
  g_queue_free_full (g_steal_pointer (&self->keys), g_free);

  G_OBJECT_CLASS (parvis_pictures_parent_class)->finalize (object);
}

static void
parvis_pictures_class_init (ParvisPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_pictures_finalize;
}

static void
parvis_pictures_init (ParvisPictures *self)
{
  self->network = weez_pictures_new ();
  self->worker = weez_worker_new (N_DECODERS);
  self->origins = g_ptr_array_new_with_free_func (g_free);
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->keys = g_queue_new ();
}

static ParvisPictureCache *
open_folder (ParvisPictures *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "parvis", "pictures",
                                              self->name, NULL);

  return parvis_picture_cache_new (folder, FOLDER_LIMIT);
}

static ParvisPictures *
get_of_account (const char *name)
{
  ParvisPictures *self;

  if (of_accounts == NULL)
    of_accounts = g_hash_table_new (g_str_hash, g_str_equal);

  if ((self = g_hash_table_lookup (of_accounts, name)) != NULL)
    return g_object_ref (self);

  self = g_object_new (PARVIS_TYPE_PICTURES, NULL);
  self->name = g_strdup (name);
  self->folder = open_folder (self);
  g_hash_table_insert (of_accounts, self->name, self);

  return self;
}

/**
 * parvis_pictures_set_account:
 * @window: a window
 * @name: (nullable): what the account is called that it shows from now on, as a file may be
 */
void
parvis_pictures_set_account (GtkWidget  *window,
                             const char *name)
{
  g_object_set_data_full (G_OBJECT (window), DATA, name != NULL ? get_of_account (name) : NULL,
                          g_object_unref);
}

/**
 * parvis_pictures_get_for:
 * @widget: where they are to be seen
 *
 * Returns: (transfer none): the pictures of the account that its window shows; where that is none,
 *   pictures that are kept nowhere
 */
ParvisPictures *
parvis_pictures_get_for (GtkWidget *widget)
{
  static ParvisPictures *of_nobody;
  GtkRoot *root = gtk_widget_get_root (widget);
  ParvisPictures *pictures = root != NULL ? g_object_get_data (G_OBJECT (root), DATA) : NULL;

  if (pictures != NULL)
    return pictures;

  if (of_nobody == NULL)
    of_nobody = g_object_new (PARVIS_TYPE_PICTURES, NULL);

  return of_nobody;
}

/**
 * parvis_pictures_add_origin:
 * @self: pictures
 * @origin: where a service is. If it is on this very computer, as the demo organizer's, it may have
 *   its pictures there as well
 */
void
parvis_pictures_add_origin (ParvisPictures *self,
                            const char     *origin)
{
  if (!g_ptr_array_find_with_equal_func (self->origins, origin, g_str_equal, NULL))
    g_ptr_array_add (self->origins, g_strdup (origin));
}

static DexFuture *
end_job (gpointer data)
{
  parvis_picture_cache_end (data);

  return dex_future_new_true ();
}

/**
 * parvis_pictures_forget:
 * @self: pictures
 *
 * Keeps none of them any more: whoever signs out leaves nothing of their events behind.
 */
void
parvis_pictures_forget (ParvisPictures *self)
{
  while (!g_queue_is_empty (self->keys))
    forget_oldest (self);
  if (self->folder == NULL)
    return;

  dex_future_disown (weez_worker_run (self->worker, end_job, g_steal_pointer (&self->folder),
                                      g_object_unref));
  self->folder = open_folder (self);
}

static const char *
find_origin (ParvisPictures *self,
             const char     *url)
{
  for (guint i = 0; i < self->origins->len; i++)
    if (g_str_has_prefix (url, g_ptr_array_index (self->origins, i)))
      return g_ptr_array_index (self->origins, i);

  return NULL;
}

/**
 * parvis_pictures_peek:
 * @self: pictures
 * @url: where one is from
 * @width: of what it is to cover, in pixels of the screen
 * @height: of it
 *
 * Returns: (transfer none) (nullable): it, if it was shown a short time ago
 */
GdkTexture *
parvis_pictures_peek (ParvisPictures *self,
                      const char     *url,
                      int             width,
                      int             height)
{
  g_autofree char *key = dup_key (url, width, height);
  GdkTexture *texture = g_hash_table_lookup (self->textures, key);
  GList *link;

  if (texture == NULL)
    return NULL;

  link = g_queue_find_custom (self->keys, key, (GCompareFunc) g_strcmp0);
  g_queue_unlink (self->keys, link);
  g_queue_push_head_link (self->keys, link);

  return texture;
}

/**
 * parvis_pictures_load:
 * @self: pictures
 * @url: where one is from, as the service tells it
 * @width: of what it is to cover, in pixels of the screen
 * @height: of it
 *
 * Whether it may be fetched at all is for the caller to know: see the settings.
 *
 * Returns: (transfer full): resolves to a #GdkTexture. Chain it: dropping the chain cancels it
 */
DexFuture *
parvis_pictures_load (ParvisPictures *self,
                      const char     *url,
                      int             width,
                      int             height)
{
  Load *load = g_new0 (Load, 1);

  load->pictures = g_object_ref (self);
  load->origin = find_origin (self, url);
  load->work = g_atomic_rc_box_new0 (Work);
  load->work->url = g_strdup (url);
  load->work->width = width;
  load->work->height = height;
  /* The demo organizer leaves nothing behind. */
  if (load->origin == NULL && self->folder != NULL)
    load->work->folder = g_object_ref (self->folder);

  return weez_fiber_spawn (load_fiber, load, load_free);
}
