#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The name under which the service knows this program at the doors: explained, asked for once, and
 * never sent again by itself. Properties: "account" (ParvisAccount), "result" (string, how it went,
 * or null), "sending". */

#define PARVIS_TYPE_CONTROL_POINT_GROUP (parvis_control_point_group_get_type ())
G_DECLARE_FINAL_TYPE (ParvisControlPointGroup, parvis_control_point_group, PARVIS,
                      CONTROL_POINT_GROUP, AdwBin)

G_END_DECLS
