#pragma once

#include <gtk/gtk.h>

#include "parvis-session.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_ACCOUNT_POPOVER (parvis_account_popover_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAccountPopover, parvis_account_popover, PARVIS, ACCOUNT_POPOVER,
                      GtkPopover)

/* Whose events a window shows, and the ways to those of somebody else. Property: "session". */

G_END_DECLS
