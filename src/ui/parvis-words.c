#include "config.h"

#include "parvis-words.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"

/* Names come from the service and may hold what a title must not. */
char *
parvis_words_event_name (GObject   *object,
                         WeezEvent *record)
{
  if (record == NULL || record->name == NULL || *record->name == '\0')
    return g_strdup (_("Untitled Event"));

  return g_strdup (record->name);
}

/**
 * parvis_words_person_name:
 * @name: (nullable): what is known of it
 *
 * Returns: (transfer full): the same, or that there is none
 */
char *
parvis_words_person_name (const char *name)
{
  if (name == NULL || *name == '\0')
    /* Translators: a ticket whose holder gave no name. */
    return g_strdup (C_("participant", "Unnamed"));

  return g_strdup (name);
}

char *
parvis_words_event_date (GObject   *object,
                         WeezEvent *record)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  if (record == NULL || record->start == NULL)
    return g_strdup (_("No date"));

  /* Of what lasts for weeks, the end is what matters once it has begun. */
  if (record->end != NULL && parvis_format_days_until (record->start, now) < 0 &&
      parvis_format_days_until (record->end, now) > 0)
    {
      g_autofree char *end = parvis_format_day (record->end);

      /* Translators: an event goes on until that date. */
      return g_strdup_printf (_("Until %s"), end);
    }

  return parvis_format_near (record->start, now);
}

char *
parvis_words_event_dates (GObject          *object,
                          WeezEvent        *record,
                          WeezEventDetails *details)
{
  /* The public page knows the event's own zone, which the list of events does not. */
  if (details != NULL && details->event != NULL && details->event->start != NULL)
    return parvis_format_span (details->event->start, details->event->end);
  if (record == NULL || record->start == NULL)
    return g_strdup (_("No date"));

  return parvis_format_span (record->start, record->end);
}

char *
parvis_words_event_state (GObject   *object,
                          WeezEvent *record)
{
  if (record == NULL)
    return g_strdup ("");

  switch (weez_event_get_sales_status (record))
    {
    case WEEZ_SALES_OPEN:
      return g_strdup (_("On sale"));
    case WEEZ_SALES_SOON:
      return g_strdup (_("On sale soon"));
    case WEEZ_SALES_ENDED:
      return g_strdup (_("Sales ended"));
    case WEEZ_SALES_CANCELLED:
      return g_strdup (_("Cancelled"));
    case WEEZ_SALES_CLOSED:
      /* Translators: of an event; the service has one word for both. */
      return g_strdup (_("Closed or not published"));
    case WEEZ_SALES_UNKNOWN:
    default:
      if (record->libelle_status != NULL && *record->libelle_status != '\0')
        return g_strdup (record->libelle_status);
      return g_strdup (_("Unknown"));
    }
}

/* What the list of events has to say beyond names and numbers. */
char *
parvis_words_event_notice (GObject   *object,
                           WeezEvent *record,
                           gboolean   passed)
{
  WeezSalesStatus status = record != NULL ? weez_event_get_sales_status (record)
                                          : WEEZ_SALES_UNKNOWN;

  if (status == WEEZ_SALES_CANCELLED)
    return g_strdup (_("Cancelled"));
  if (status == WEEZ_SALES_CLOSED)
    return g_strdup (passed ? _("Closed") : _("Closed or not published"));
  if (status == WEEZ_SALES_SOON && !passed)
    return g_strdup (_("On sale soon"));
  if (status == WEEZ_SALES_ENDED && !passed)
    return g_strdup (_("Sales ended"));

  return g_strdup ("");
}

char *
parvis_words_event_summary (GObject   *object,
                            WeezEvent *record,
                            gboolean   passed,
                            gint64     sold,
                            gint64     quota)
{
  g_autofree char *date = parvis_words_event_date (object, record);
  g_autofree char *figures = parvis_words_sold (object, sold, quota);
  g_autofree char *notice = parvis_words_event_notice (object, record, passed);

  if (*notice == '\0')
    /* Translators: read aloud for an event: its date and how many tickets are sold. */
    return g_strdup_printf (_("%s; %s"), date, figures);

  /* Translators: read aloud for an event: its date, how many tickets are sold, its state. */
  return g_strdup_printf (_("%s; %s; %s"), date, figures, notice);
}

char *
parvis_words_sold (GObject *object,
                   gint64   sold,
                   gint64   quota)
{
  g_autofree char *part = parvis_format_count (sold);
  g_autofree char *whole = NULL;

  if (sold == WEEZ_UNKNOWN)
    return g_strdup (_("Sales unknown"));

  if (quota == WEEZ_UNKNOWN || quota <= 0)
    /* Translators: %s is a number of tickets. */
    return g_strdup_printf (ngettext ("%s sold", "%s sold", MIN (sold, 1000000)), part);

  whole = parvis_format_count (quota);
  /* Translators: tickets sold, of how many; as in "120 of 300 sold". */
  return g_strdup_printf (ngettext ("%s of %s sold", "%s of %s sold", MIN (sold, 1000000)),
                          part, whole);
}

/* The quota in words, for what has a gauge and for what has none. */
char *
parvis_words_quota (GObject *object,
                    gint64   sold,
                    gint64   quota)
{
  g_autofree char *count = NULL;

  if (quota == WEEZ_UNKNOWN || sold == WEEZ_UNKNOWN)
    return parvis_words_limit (object, quota);
  if (quota == 0)
    return g_strdup (_("No limit"));
  if (sold == quota)
    /* Translators: no ticket is left. */
    return g_strdup (_("Full"));
  if (sold > quota)
    {
      count = parvis_format_count (sold - quota);
      /* Translators: more tickets are sold than there were; %s is by how many. */
      return g_strdup_printf (_("Exceeded by %s"), count);
    }

  count = parvis_format_count (quota - sold);
  /* Translators: %s tickets are still to be had. */
  return g_strdup_printf (ngettext ("%s left", "%s left", MIN (quota - sold, 1000000)), count);
}

char *
parvis_words_count (GObject *object,
                    gint64   count)
{
  return parvis_format_count (count);
}

char *
parvis_words_limit (GObject *object,
                    gint64   quota)
{
  return quota == 0 ? g_strdup (_("No limit")) : parvis_format_count (quota);
}

char *
parvis_words_share (GObject *object,
                    gint64   sold,
                    gint64   quota)
{
  return parvis_format_share (sold, quota);
}

double
parvis_words_fill (GObject *object,
                   gint64   sold,
                   gint64   quota)
{
  if (!parvis_words_has_fill (object, sold, quota))
    return 0;

  return CLAMP ((double) sold / quota, 0, 1);
}

gboolean
parvis_words_has_fill (GObject *object,
                       gint64   sold,
                       gint64   quota)
{
  return sold != WEEZ_UNKNOWN && quota != WEEZ_UNKNOWN && quota > 0;
}

gboolean
parvis_words_has_text (GObject    *object,
                       const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * parvis_words_bind:
 * @widget_class: a class with a template, in its class_init
 *
 * Makes the closures known to the template under their short names, as in `$sold`.
 */
void
parvis_words_bind (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "event_name", G_CALLBACK (parvis_words_event_name) },
    { "event_date", G_CALLBACK (parvis_words_event_date) },
    { "event_dates", G_CALLBACK (parvis_words_event_dates) },
    { "event_state", G_CALLBACK (parvis_words_event_state) },
    { "event_notice", G_CALLBACK (parvis_words_event_notice) },
    { "event_summary", G_CALLBACK (parvis_words_event_summary) },
    { "sold", G_CALLBACK (parvis_words_sold) },
    { "quota", G_CALLBACK (parvis_words_quota) },
    { "count", G_CALLBACK (parvis_words_count) },
    { "limit", G_CALLBACK (parvis_words_limit) },
    { "share", G_CALLBACK (parvis_words_share) },
    { "fill", G_CALLBACK (parvis_words_fill) },
    { "has_fill", G_CALLBACK (parvis_words_has_fill) },
    { "has_text", G_CALLBACK (parvis_words_has_text) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}

/**
 * parvis_words_change:
 * @kind: (nullable): a word of parvis_change_kind_to_text()
 *
 * Returns: (transfer none) (nullable): what became of a participant; @kind where it is not known
 */
const char *
parvis_words_change (const char *kind)
{
  static const struct { const char *kind; const char *words; } kinds[] = {
    { "new", NC_ ("change", "New") },
    { "paid", NC_ ("change", "Paid") },
    { "refunded", NC_ ("change", "Refunded") },
    { "deleted", NC_ ("change", "Deleted") },
    { "restored", NC_ ("change", "Listed again") },
    { "moved", NC_ ("change", "Moved to another ticket") },
    { "corrected", NC_ ("change", "Corrected") },
    { "scanned", NC_ ("change", "Scanned") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "change", kinds[i].words);

  return kind;
}
