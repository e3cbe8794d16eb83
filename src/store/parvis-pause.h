#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ParvisPause:
 * @mark: what a file begins with that holds one
 * @since: when it was written
 * @ban_until: until when the service does not want to be asked
 * @failure_until: until when we are patient after a failure
 * @n_failures: how many of them came in a row
 * @refused: the number of who signs and was refused, 0 for nobody
 *
 * Why no process of an account asks the service, as it lies in a file. Times are in milliseconds
 * since 1970; all but @mark and @since are 0 where there is no reason.
 */
typedef struct
{
  gint64  mark;
  gint64  since;
  gint64  ban_until;
  gint64  failure_until;
  gint64  n_failures;
  guint64 refused;
} ParvisPause;

gsize    parvis_pause_read     (ParvisPause       *self,
                                gconstpointer      data,
                                gsize              length,
                                gint64             now);
gboolean parvis_pause_is_empty (const ParvisPause *self);
void     parvis_pause_stamp    (ParvisPause       *self,
                                gint64             now);

G_END_DECLS
