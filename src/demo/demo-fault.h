#pragma once
#include "demo-query.h"
#include "demo-reply.h"
#include "demo-stream.h"

G_BEGIN_DECLS
/* What goes wrong on purpose, and how often: "KIND[:EVERY][@/path-prefix]". */
typedef struct _DemoFault DemoFault;

DemoFault *demo_fault_new     (const char *text);
void       demo_fault_free    (DemoFault *self);
gboolean   demo_fault_strikes (DemoFault *self, const char *path);
gboolean   demo_fault_is_repeat (DemoFault *self);
gboolean   demo_fault_spoil   (DemoFault *self, DemoReply *reply, GUri *uri, DemoStreamMode *mode);
char      *demo_fault_dup_kinds (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoFault, demo_fault_free)
G_END_DECLS
