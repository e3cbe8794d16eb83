#pragma once
#include "demo-access.h"
#include "demo-organizer.h"

G_BEGIN_DECLS
/* The document's examples answer where organizer is NULL. */
void demo_router_answer (DemoOrganizer *organizer,
                         DemoAccess    *access,
                         const char    *method,
                         const char    *path,
                         DemoQuery     *query,
                         DemoReply     *reply);
G_END_DECLS
