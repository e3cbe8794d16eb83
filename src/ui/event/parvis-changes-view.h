#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_CHANGES_VIEW (parvis_changes_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisChangesView, parvis_changes_view, PARVIS, CHANGES_VIEW, AdwBin)

/* What changed in an event since somebody last looked at it: a row for each kind, which activates
 * "event.show-changes" with the kind's word and the place in the feed after which it counts. Once
 * it goes away, that was a look. Property: "event" (ParvisEvent). */

char *parvis_changes_view_dup_words (gint64 kind,
                                     gint64 count);

G_END_DECLS
