#pragma once
#include <glib.h>
#include "demo-names.h"
#include "demo-season.h"

G_BEGIN_DECLS
/* What people wrote into forms. */
DemoPerson demo_answers_get_owner         (guint64 seed, guint order, guint place);
void       demo_answers_append_form       (GString *text, DemoForm form, guint64 key,
                                           const DemoPerson *person, int child_of_year);
void       demo_answers_append_buyer_form (GString *text, guint64 key);
void       demo_answers_append_buyer      (GString *text, guint order, guint64 key);
G_END_DECLS
