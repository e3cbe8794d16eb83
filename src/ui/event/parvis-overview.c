#include "config.h"

#include "parvis-overview.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-changes-view.h"
#include "parvis-figure.h"
#include "parvis-figures.h"
#include "parvis-format.h"
#include "parvis-picture.h"
#include "parvis-sales-view.h"
#include "parvis-sources-dialog.h"
#include "parvis-text.h"
#include "parvis-ticket-node.h"
#include "parvis-words.h"
#include "weez-period.h"

struct _ParvisOverview
{
  AdwBin            parent_instance;
  ParvisEvent      *event;
  ParvisTicketNode *tickets;
};

G_DEFINE_FINAL_TYPE (ParvisOverview, parvis_overview, ADW_TYPE_BIN)

typedef enum
{
  PROP_EVENT = 1,
  PROP_TICKETS,
} ParvisOverviewProperty;

static GParamSpec *props[PROP_TICKETS + 1];

/* Those of the texts that are there. */
static char *
join_texts (const char         *separator,
            const char * const *texts,
            guint               n_texts)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  for (guint i = 0; i < n_texts; i++)
    if (texts[i] != NULL && *texts[i] != '\0')
      {
        if (joined->len > 0)
          g_string_append (joined, separator);
        g_string_append (joined, texts[i]);
      }

  return g_string_free_and_steal (g_steal_pointer (&joined));
}

static int
days_left (WeezEvent *record)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return parvis_format_days_until (record->start, now);
}

static char *
days_cb (GObject   *object,
         WeezEvent *record,
         gboolean   passed)
{
  int days;

  if (record == NULL || record->start == NULL || passed)
    return g_strdup ("");

  days = days_left (record);
  if (days < 0)
    return g_strdup (_("Now"));

  return days == 0 ? g_strdup (C_("day", "Today")) : parvis_format_count (days);
}

static char *
days_caption_cb (GObject   *object,
                 WeezEvent *record,
                 gboolean   passed)
{
  int days;

  if (record == NULL || record->start == NULL || passed)
    return g_strdup ("");

  days = days_left (record);
  if (days < 0)
    return g_strdup (_("Under way"));
  if (days == 0)
    return g_strdup (_("The day is here"));

  /* Translators: under a number of days until an event. */
  return g_strdup (ngettext ("Day left", "Days left", days));
}

static char *
face_value_cb (GObject *object,
               gint64   cents)
{
  return cents == WEEZ_UNKNOWN ? g_strdup ("")
                               : parvis_format_money_rounded ((WeezMoney) { cents });
}

static gboolean
is_known_cb (GObject *object,
             gint64   count)
{
  return count != WEEZ_UNKNOWN;
}

static char *
stage_caption_cb (ParvisOverview *self,
                  const char     *id_edition)
{
  ParvisAccount *account = self->event != NULL ? parvis_event_get_account (self->event) : NULL;
  ParvisEvent *edition = account != NULL ? parvis_account_find_event (account, id_edition) : NULL;
  g_autofree char *name = NULL;

  if (edition == NULL)
    return g_strdup ("");

  name = parvis_words_event_name (NULL, parvis_event_get_record (edition));
  /* Translators: under how many tickets of another event were sold as many days before it. */
  return g_strdup_printf (_("Same stage of %s"), name);
}

static char *
picture_cb (GObject          *object,
            WeezEventDetails *details)
{
  return g_strdup (details != NULL && details->event != NULL ? details->event->image : NULL);
}

static char *
sale_period_cb (GObject          *object,
                WeezEventDetails *details)
{
  return details != NULL ? parvis_format_sale (details->sale_start, details->sale_end)
                         : g_strdup ("");
}

static char *
dates_cb (GObject          *object,
          WeezEventDetails *details)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *count = NULL;
  g_autofree char *moment = NULL;
  GDateTime *next = NULL;
  guint n_dates;

  if (details == NULL || details->dates == NULL || details->dates->len < 2)
    return g_strdup ("");

  n_dates = details->dates->len;
  for (guint i = 0; i < n_dates; i++)
    {
      WeezPeriod *period = g_ptr_array_index (details->dates, i);

      if (period->start != NULL && g_date_time_compare (period->start, now) >= 0 &&
          (next == NULL || g_date_time_compare (period->start, next) < 0))
        next = period->start;
    }

  count = g_strdup_printf (ngettext ("%u date", "%u dates", n_dates), n_dates);
  if (next == NULL)
    return g_steal_pointer (&count);

  moment = parvis_format_near_within (next, now);
  /* Translators: how many dates an event has, and the next one, as in "tomorrow, 20:00". */
  return g_strdup_printf (_("%s, next: %s"), count, moment);
}

static char *
venue_cb (GObject          *object,
          WeezEventDetails *details)
{
  WeezVenue *venue = details != NULL && details->event != NULL ? details->event->venue : NULL;
  g_autofree char *town = NULL;

  if (venue == NULL)
    return g_strdup ("");

  town = join_texts (" ", (const char *[]) { venue->zip_code, venue->city }, 2);
  return join_texts ("\n", (const char *[]) { venue->name, venue->address, town,
                                              venue->country_name }, 4);
}

static char *
organizer_cb (GObject          *object,
              WeezEventDetails *details)
{
  WeezOrganizer *organizer = details != NULL ? details->organizer : NULL;
  g_autofree char *person = NULL;

  if (organizer == NULL)
    return g_strdup ("");

  person = join_texts (" ", (const char *[]) { organizer->first_name, organizer->last_name }, 2);
  return join_texts ("\n", (const char *[]) { organizer->organization_name, person,
                                              organizer->email, organizer->phone }, 4);
}

static char *
site_cb (GObject          *object,
         WeezEventDetails *details)
{
  WeezPublicEvent *event = details != NULL ? details->event : NULL;

  if (event != NULL && parvis_text_is_link (event->minisite_url))
    return g_strdup (event->minisite_url);
  if (event != NULL && parvis_text_is_link (event->site_url))
    return g_strdup (event->site_url);

  return g_strdup ("");
}

static char *
description_cb (GObject          *object,
                WeezEventDetails *details)
{
  if (details == NULL || details->event == NULL)
    return g_strdup ("");

  return parvis_text_from_html (details->event->description);
}

/* Whether there is a fact at all: the list of them must not be an empty box. */
static char *
facts_cb (GObject          *object,
          WeezEventDetails *details)
{
  g_autofree char *period = sale_period_cb (object, details);
  g_autofree char *dates = dates_cb (object, details);
  g_autofree char *venue = venue_cb (object, details);
  g_autofree char *organizer = organizer_cb (object, details);

  return g_strconcat (period, dates, venue, organizer, NULL);
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_warning ("The mini-site could not be opened: %s", error->message);
}

static void
open_site_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ParvisOverview *self = PARVIS_OVERVIEW (widget);
  g_autofree char *site = site_cb (NULL, parvis_event_get_details (self->event));
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (site);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL,
                           launched_cb, NULL);
}

static void
explain_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ParvisOverview *self = PARVIS_OVERVIEW (widget);

  if (parvis_event_get_account (self->event) != NULL)
    adw_dialog_present (parvis_sources_dialog_new (self->event), widget);
}

static void
parvis_overview_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ParvisOverview *self = PARVIS_OVERVIEW (object);

  switch ((ParvisOverviewProperty) prop_id)
    {
    case PROP_EVENT:
      g_value_set_object (value, self->event);
      break;
    case PROP_TICKETS:
      g_value_set_object (value, self->tickets);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_overview_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  ParvisOverview *self = PARVIS_OVERVIEW (object);
  gboolean changed = FALSE;

  switch ((ParvisOverviewProperty) prop_id)
    {
    case PROP_EVENT:
      changed = g_set_object (&self->event, g_value_get_object (value));
      break;
    case PROP_TICKETS:
      changed = g_set_object (&self->tickets, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
parvis_overview_dispose (GObject *object)
{
  ParvisOverview *self = PARVIS_OVERVIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_OVERVIEW);
  g_clear_object (&self->event);
  g_clear_object (&self->tickets);

  G_OBJECT_CLASS (parvis_overview_parent_class)->dispose (object);
}

static void
bind_closures (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "days", G_CALLBACK (days_cb) },
    { "days_caption", G_CALLBACK (days_caption_cb) },
    { "face_value", G_CALLBACK (face_value_cb) },
    { "is_known", G_CALLBACK (is_known_cb) },
    { "stage_caption", G_CALLBACK (stage_caption_cb) },
    { "picture", G_CALLBACK (picture_cb) },
    { "sale_period", G_CALLBACK (sale_period_cb) },
    { "dates", G_CALLBACK (dates_cb) },
    { "venue", G_CALLBACK (venue_cb) },
    { "organizer", G_CALLBACK (organizer_cb) },
    { "site", G_CALLBACK (site_cb) },
    { "description", G_CALLBACK (description_cb) },
    { "facts", G_CALLBACK (facts_cb) },
  };

  parvis_words_bind (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}

static void
parvis_overview_class_init (ParvisOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_overview_get_property;
  object_class->set_property = parvis_overview_set_property;
  object_class->dispose = parvis_overview_dispose;

  props[PROP_EVENT] = g_param_spec_object ("event", NULL, NULL, PARVIS_TYPE_EVENT, flags);
  props[PROP_TICKETS] = g_param_spec_object ("tickets", NULL, NULL,
                                             PARVIS_TYPE_TICKET_NODE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_CHANGES_VIEW);
  g_type_ensure (PARVIS_TYPE_EVENT);
  g_type_ensure (PARVIS_TYPE_FIGURE);
  g_type_ensure (PARVIS_TYPE_FIGURES);
  g_type_ensure (PARVIS_TYPE_PICTURE);
  g_type_ensure (PARVIS_TYPE_SALES_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-overview.ui");
  bind_closures (widget_class);

  gtk_widget_class_install_action (widget_class, "overview.explain", NULL, explain_action);
  gtk_widget_class_install_action (widget_class, "overview.open-site", NULL, open_site_action);
}

static void
parvis_overview_init (ParvisOverview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
