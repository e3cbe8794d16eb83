#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define SCRIPTED_TYPE_SERVER (scripted_server_get_type    ())
G_DECLARE_FINAL_TYPE (ScriptedServer, scripted_server, SCRIPTED, SERVER, GObject)

/* A service on loopback that says just what a test wants to hear. */
ScriptedServer *scripted_server_new         (void);
ScriptedServer *scripted_server_new_tls     (const char      *certificate);
const char     *scripted_server_get_url     (ScriptedServer  *self);
void            scripted_server_answer      (ScriptedServer  *self,
                                             guint            status,
                                             const char      *body);
void            scripted_server_set_header  (ScriptedServer  *self,
                                             const char      *name,
                                             const char      *value);
guint           scripted_server_get_n_asked (ScriptedServer  *self);
const char     *scripted_server_get_asked   (ScriptedServer  *self);
const char     *scripted_server_get_agent   (ScriptedServer  *self);

/* Turns the main loop until @future is settled. */
const GValue   *await                        (DexFuture       *future,
                                              GError         **error);
/* Whether it resolved, and not to false; these let go of @future. */
gboolean        await_boolean                (DexFuture       *future,
                                              GError         **error);
gpointer        await_object                 (DexFuture       *future,
                                              GError         **error);
char           *await_string                 (DexFuture       *future,
                                              GError         **error);

G_END_DECLS
