#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS
/*
 * A service on loopback that answers as Weezevent's does, for an organizer who does not exist.
 * These open its door; they are no secret.
 */
#define DEMO_USERNAME "demo"
#define DEMO_PASSWORD "rideau-rouge"
#define DEMO_API_KEY  "cle-de-demonstration"
/* A smaller organizer behind the same door, with the same password. */
#define DEMO_OTHER_USERNAME "demo-petite-scene"
#define DEMO_OTHER_API_KEY  "cle-de-la-petite-scene"

#define DEMO_TYPE_SERVER (demo_server_get_type ())
G_DECLARE_FINAL_TYPE (DemoServer, demo_server, DEMO, SERVER, GObject)

/* In the server's thread, without its lock held by the caller. */
typedef void (*DemoLogFunc) (const char *line, gpointer data);

DemoServer *demo_server_new          (guint seed, guint participants, double speed);
void        demo_server_set_document (DemoServer *self, gboolean document);
void        demo_server_set_fault    (DemoServer *self, const char *fault);
int         demo_server_get_at_once  (DemoServer *self);
void        demo_server_set_now      (DemoServer *self, GDateTime *now);
void        demo_server_set_log_func (DemoServer *self, DemoLogFunc func, gpointer data);
gboolean    demo_server_start        (DemoServer *self, guint port, GError **error);
void        demo_server_stop         (DemoServer *self);
const char *demo_server_get_url      (DemoServer *self);
char      **demo_server_dup_log      (DemoServer *self);
void        demo_server_clear_log    (DemoServer *self);
void        demo_server_revoke       (DemoServer *self);
void        demo_server_sell         (DemoServer *self, guint n);
void        demo_server_scan         (DemoServer *self, guint n);
G_END_DECLS
