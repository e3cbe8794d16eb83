#pragma once

#include <gtk/gtk.h>

#include "parvis-event.h"

G_BEGIN_DECLS

/* Sentences about events and tickets, as closures of the templates: the first argument is the
 * object that is bound. Text that comes back is (transfer full). */

void      parvis_words_bind             (GtkWidgetClass   *widget_class);

char     *parvis_words_event_name       (GObject          *object,
                                         WeezEvent        *record);
char     *parvis_words_event_date       (GObject          *object,
                                         WeezEvent        *record);
char     *parvis_words_event_dates      (GObject          *object,
                                         WeezEvent        *record,
                                         WeezEventDetails *details);
char     *parvis_words_event_state      (GObject          *object,
                                         WeezEvent        *record);
char     *parvis_words_event_notice     (GObject          *object,
                                         WeezEvent        *record,
                                         gboolean          passed);
char     *parvis_words_event_summary    (GObject          *object,
                                         WeezEvent        *record,
                                         gboolean          passed,
                                         gint64            sold,
                                         gint64            quota);
char     *parvis_words_sold             (GObject          *object,
                                         gint64            sold,
                                         gint64            quota);
char     *parvis_words_quota            (GObject          *object,
                                         gint64            sold,
                                         gint64            quota);
char     *parvis_words_count            (GObject          *object,
                                         gint64            count);
char     *parvis_words_limit            (GObject          *object,
                                         gint64            quota);
char     *parvis_words_share            (GObject          *object,
                                         gint64            sold,
                                         gint64            quota);
double    parvis_words_fill             (GObject          *object,
                                         gint64            sold,
                                         gint64            quota);
gboolean  parvis_words_has_fill         (GObject          *object,
                                         gint64            sold,
                                         gint64            quota);
gboolean  parvis_words_has_text         (GObject          *object,
                                         const char       *text);

/* The same of others, called from code. */
char       *parvis_words_person_name    (const char       *name);
const char *parvis_words_change         (const char       *kind);

G_END_DECLS
