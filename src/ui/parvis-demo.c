#include "config.h"

#include "parvis-demo.h"

#include "demo-server.h"
#include "parvis-demo-folder.h"
#include "weez-worker.h"

#define SEED 1
#define PARTICIPANTS 2000
#define SPEED 1

/* The demo organizer's service and the folder of its store, which are there as long as this object
 * lives, and a client that is signed in to it over HTTP, as to any other. */
struct _ParvisDemo
{
  GObject           parent_instance;
  WeezWorker       *worker;
  DemoServer       *server;
  WeezClient       *client;
  ParvisDemoFolder *folder;
};

G_DEFINE_FINAL_TYPE (ParvisDemo, parvis_demo, G_TYPE_OBJECT)

/* The season takes a moment to make, and stopping waits for the server's thread. */
static DexFuture *
start_job (gpointer data)
{
  ParvisDemo *self = data;
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "parvis", NULL);
  g_autoptr(DemoServer) server = NULL;
  g_autoptr(GError) error = NULL;

  if (!(self->folder = parvis_demo_folder_new (parent, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  server = demo_server_new (SEED, PARTICIPANTS, SPEED);
  if (!demo_server_start (server, 0, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_for_object (server);
}

static DexFuture *
stop_job (gpointer data)
{
  demo_server_stop (data);

  return dex_future_new_true ();
}

static void
parvis_demo_dispose (GObject *object)
{
  ParvisDemo *self = PARVIS_DEMO (object);

  g_clear_object (&self->client);
  g_clear_object (&self->folder);

  /* Nobody can do anything about how this ends. */
  if (self->server != NULL)
    dex_future_disown (weez_worker_run (self->worker, stop_job,
                                        g_steal_pointer (&self->server), g_object_unref));

  G_OBJECT_CLASS (parvis_demo_parent_class)->dispose (object);
}

static void
parvis_demo_finalize (GObject *object)
{
  ParvisDemo *self = PARVIS_DEMO (object);

  g_clear_object (&self->worker);

  G_OBJECT_CLASS (parvis_demo_parent_class)->finalize (object);
}

static void
parvis_demo_class_init (ParvisDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_demo_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_demo_finalize;
}

static void
parvis_demo_init (ParvisDemo *self)
{
  self->worker = weez_worker_new (1);
}

static DexFuture *
signed_in (DexFuture *completed,
           gpointer   user_data)
{
  return dex_future_new_for_object (user_data);
}

static DexFuture *
started (DexFuture *completed,
         gpointer   user_data)
{
  ParvisDemo *self = user_data;
  GError *error = NULL;

  self->server = g_value_dup_object (dex_future_get_value (completed, NULL));
  if (!(self->client = weez_client_new (demo_server_get_url (self->server), &error)))
    return dex_future_new_for_error (error);

  return dex_future_then (weez_client_sign_in (self->client,
                                               DEMO_USERNAME, DEMO_PASSWORD, DEMO_API_KEY),
                          signed_in, g_object_ref (self), g_object_unref);
}

/* Resolves to a ParvisDemo; dropping it cancels. */
DexFuture *
parvis_demo_start (void)
{
  ParvisDemo *self = g_object_new (PARVIS_TYPE_DEMO, NULL);

  return dex_future_then (weez_worker_run (self->worker, start_job, g_object_ref (self),
                                          g_object_unref),
                          started, self, g_object_unref);
}

WeezClient *
parvis_demo_get_client (ParvisDemo *self)
{
  g_return_val_if_fail (PARVIS_IS_DEMO (self), NULL);

  return self->client;
}

const char *
parvis_demo_get_folder (ParvisDemo *self)
{
  g_return_val_if_fail (PARVIS_IS_DEMO (self), NULL);

  return parvis_demo_folder_get_path (self->folder);
}
