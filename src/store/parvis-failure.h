#pragma once

#include "weez-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ParvisTask:
 *
 * What was being done when it failed; the same refusal means a wrong password while signing in and
 * an ended session later.
 */
typedef enum
{
  PARVIS_TASK_SIGN_IN,
  PARVIS_TASK_READ,
  PARVIS_TASK_KEEP_SECRET,
} ParvisTask;

#define PARVIS_TYPE_FAILURE (parvis_failure_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFailure, parvis_failure, PARVIS, FAILURE, GObject)

/* The one place that turns an error into words, for the window and the console alike. Properties:
 * "title", "sentence", "detail" (the service's own words, plain text, nullable), "icon-name". */

ParvisFailure *parvis_failure_new           (const GError   *error,
                                             ParvisTask      task);
const char    *parvis_failure_get_title     (ParvisFailure  *self);
const char    *parvis_failure_get_sentence  (ParvisFailure  *self);
const char    *parvis_failure_get_detail    (ParvisFailure  *self);
const char    *parvis_failure_get_icon_name (ParvisFailure  *self);
gboolean       parvis_failure_needs_sign_in (ParvisFailure  *self);

G_END_DECLS
