#include "config.h"

#include "parvis-calendar-details.h"

#include <glib/gi18n-lib.h>

#include "parvis-category.h"
#include "parvis-countries.h"
#include "parvis-event-drag.h"
#include "parvis-failure-words.h"
#include "parvis-file-name.h"
#include "parvis-format.h"
#include "parvis-ics.h"
#include "parvis-map-link.h"
#include "parvis-picture.h"
#include "parvis-public-row.h"
#include "parvis-rich-text.h"
#include "parvis-safe-link.h"
#include "parvis-weak.h"
#include "parvis-words.h"

#define MAX_DATES 60

struct _ParvisCalendarDetails
{
  AdwNavigationPage   parent_instance;
  ParvisPublicSearch *search;
  WeezPublicEvent    *record;
  WeezEventDetails   *details;
  ParvisFailure      *failure;
  DexFuture          *reading;

  AdwToastOverlay    *toasts;
  GtkBox             *contacts;
  GtkBox             *description;
};

G_DEFINE_FINAL_TYPE (ParvisCalendarDetails, parvis_calendar_details, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_RECORD = 1,
  PROP_DETAILS,
  PROP_FAILURE,
  PROP_SEARCH,
} ParvisCalendarDetailsProperty;

static GParamSpec *props[PROP_SEARCH + 1];

/* ---- words ---- */

static char *
notice_cb (GObject       *object,
           ParvisFailure *failure)
{
  if (failure == NULL)
    return g_strdup ("");

  /* Translators: what failed, on the page of an event. */
  return g_strdup_printf (_("%s. This is what the search told."),
                          parvis_failure_get_title (failure));
}

static char *
dates_cb (GObject          *object,
          WeezEventDetails *details)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_dates = details != NULL && details->dates != NULL ? details->dates->len : 0;

  for (guint i = 0; n_dates > 1 && i < MIN (n_dates, MAX_DATES); i++)
    {
      WeezPeriod *period = g_ptr_array_index (details->dates, i);
      g_autofree char *span = parvis_format_span (period->start, period->end);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", span);
    }
  if (n_dates > MAX_DATES)
    g_string_append_printf (text, "\n…");

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
sale_cb (GObject          *object,
         WeezEventDetails *details)
{
  return details != NULL ? parvis_format_sale (details->sale_start, details->sale_end)
                         : g_strdup ("");
}

static char *
join (const char         *separator,
      const char * const *parts,
      guint               n_parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", parts[i]);

  return g_string_free_and_steal (text);
}

static char *
category_cb (GObject         *object,
             WeezPublicEvent *record,
             GListModel      *categories)
{
  const char *name = parvis_category_name_of (record, categories);

  return g_strdup (name != NULL ? name : "");
}

static char *
venue_cb (GObject         *object,
          WeezPublicEvent *record)
{
  WeezVenue *venue = record != NULL ? record->venue : NULL;
  g_autofree char *town = NULL;
  g_autofree char *country = NULL;

  if (venue == NULL)
    return g_strdup ("");

  town = join (" ", (const char *[]) { venue->zip_code, venue->city }, 2);
  if (venue->country_code != NULL)
    country = parvis_countries_dup_name (venue->country_code, NULL);

  return join ("\n", (const char *[]) { venue->name, venue->address, town,
                                        country != NULL ? country : venue->country_name }, 4);
}

static gboolean
is_on_map_cb (GObject         *object,
              WeezPublicEvent *record)
{
  return record != NULL && record->venue != NULL && weez_venue_has_coordinates (record->venue);
}

static char *
organizer_cb (GObject          *object,
              WeezEventDetails *details)
{
  WeezOrganizer *organizer = details != NULL ? details->organizer : NULL;

  return organizer != NULL ? join ("\n", (const char *[]) { organizer->organization_name,
                                                            organizer->city }, 2) : g_strdup ("");
}

static char *
link_cb (GObject         *object,
         WeezPublicEvent *record)
{
  char *link = parvis_public_row_dup_link (record);

  return link != NULL ? link : g_strdup ("");
}

static char *
minisite_cb (GObject         *object,
             WeezPublicEvent *record)
{
  g_autofree char *target = NULL;
  char *link = parvis_safe_link_new (record != NULL ? record->minisite_url : NULL, &target);

  return link != NULL ? link : g_strdup ("");
}

/* ---- the description and the organizer ---- */

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
make_label (const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static GtkWidget *
make_block (const ParvisRichBlock *block)
{
  GtkWidget *label = make_label (block->markup);
  g_autofree char *mark = NULL;
  GtkWidget *box;
  GtkWidget *bullet;

  if (block->kind == PARVIS_RICH_HEADING)
    gtk_widget_add_css_class (label, "heading");
  if (block->kind == PARVIS_RICH_QUOTE)
    {
      gtk_widget_add_css_class (label, "dimmed");
      gtk_widget_set_margin_start (label, 18);
    }
  if (block->kind != PARVIS_RICH_ITEM)
    return label;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  mark = block->number > 0 ? g_strdup_printf ("%u.", block->number) : g_strdup ("•");
  bullet = gtk_label_new (mark);
  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_widget_set_margin_start (box, 12 + 18 * ((int) block->depth - 1));
  gtk_box_append (GTK_BOX (box), bullet);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
show_description (ParvisCalendarDetails *self)
{
  g_autoptr(GPtrArray) blocks = parvis_rich_text_new (self->record->description);

  clear_box (self->description);
  for (guint i = 0; i < blocks->len; i++)
    gtk_box_append (self->description, make_block (g_ptr_array_index (blocks, i)));
}

static void
add_contact (ParvisCalendarDetails *self,
             const char            *scheme,
             const char            *text)
{
  g_autofree char *address = NULL;
  g_autofree char *target = NULL;
  g_autofree char *link = NULL;
  g_autofree char *markup = NULL;
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return;

  address = g_strconcat (scheme, text, NULL);
  /* A phone number has spaces, which no address has. */
  if (g_str_equal (scheme, "tel:"))
    g_strdelimit (address, " \t", '-');
  if ((link = parvis_safe_link_new (address, &target)) == NULL)
    return;

  markup = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", link,
                                    g_str_equal (scheme, "tel:") ? text : target);
  label = make_label (markup);
  gtk_box_append (self->contacts, label);
  gtk_widget_set_visible (GTK_WIDGET (self->contacts), TRUE);
}

static void
show_contacts (ParvisCalendarDetails *self)
{
  WeezOrganizer *organizer = self->details != NULL ? self->details->organizer : NULL;

  clear_box (self->contacts);
  gtk_widget_set_visible (GTK_WIDGET (self->contacts), FALSE);
  if (organizer == NULL)
    return;

  add_contact (self, "tel:", organizer->phone);
  add_contact (self, "mailto:", organizer->email);
  add_contact (self, "", organizer->website);
}

/* ---- reading ---- */

static DexFuture *
read_cb (DexFuture *completed,
         gpointer   user_data)
{
  g_autoptr(ParvisCalendarDetails) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (self == NULL)
    return dex_ref (completed);

  g_clear_object (&self->failure);
  if (value != NULL)
    {
      g_set_object (&self->details, g_value_get_object (value));
      if (self->details->event != NULL && g_set_object (&self->record, self->details->event))
        g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAILS]);
      show_description (self);
      show_contacts (self);
    }
  else
    self->failure = parvis_failure_new (error, PARVIS_TASK_READ);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);

  return dex_ref (completed);
}

static void
reload (ParvisCalendarDetails *self)
{
  if (self->record->id == NULL)
    return;

  dex_clear (&self->reading);
  self->reading = dex_future_finally (parvis_public_search_read_details (self->search,
                                                                         self->record->id),
                                      read_cb, parvis_weak_new (self), parvis_weak_free);
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  reload (PARVIS_CALENDAR_DETAILS (widget));
}

/* ---- what a person can do ---- */

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ParvisCalendarDetails) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("It Could Not Be Opened")));
}

static void
launch (ParvisCalendarDetails *self,
        const char            *link)
{
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (link);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                           launched_cb, g_object_ref (self));
}

static void
open_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ParvisCalendarDetails *self = PARVIS_CALENDAR_DETAILS (widget);
  g_autofree char *link = link_cb (NULL, self->record);

  launch (self, link);
}

static void
copy_link_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ParvisCalendarDetails *self = PARVIS_CALENDAR_DETAILS (widget);
  g_autofree char *link = link_cb (NULL, self->record);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Link Copied")));
}

static void
open_map_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ParvisCalendarDetails *self = PARVIS_CALENDAR_DETAILS (widget);
  gboolean in_browser = g_str_equal (name, "details.open-map-page");
  g_autofree char *link = in_browser ? parvis_map_link_new_web (self->record->venue)
                                     : parvis_map_link_new (self->record->venue);

  if (link != NULL)
    launch (self, link);
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ParvisCalendarDetails) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  adw_toast_overlay_add_toast (self->toasts,
                               adw_toast_new (done ? _("Saved. Open the File to Add the Event.")
                                                   : _("The File Could Not Be Written")));
}

static char *
make_calendar (ParvisCalendarDetails *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GPtrArray) events = g_ptr_array_new ();

  if (self->details != NULL && self->details->event != NULL)
    return parvis_ics_from_details (self->details, now);

  g_ptr_array_add (events, self->record);

  return parvis_ics_from_events (events, now);
}

static GdkContentProvider *
prepare_cb (ParvisCalendarDetails *self,
            double                 x,
            double                 y)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new ();
  g_autofree char *calendar = make_calendar (self);

  g_ptr_array_add (events, self->record);

  return parvis_event_drag_new_full (events, calendar);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ParvisCalendarDetails) self = user_data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (file == NULL)
    return;

  text = make_calendar (self);
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       replaced_cb, g_object_ref (self));
}

static void
save_calendar_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  ParvisCalendarDetails *self = PARVIS_CALENDAR_DETAILS (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *file_name = parvis_file_name_new (self->record->title, "event", ".ics");

  gtk_file_dialog_set_title (dialog, _("Add to My Calendar"));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb,
                        g_object_ref (self));
}

static void
parvis_calendar_details_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  ParvisCalendarDetails *self = PARVIS_CALENDAR_DETAILS (object);

  switch ((ParvisCalendarDetailsProperty) prop_id)
    {
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    case PROP_DETAILS:
      g_value_set_object (value, self->details);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    case PROP_SEARCH:
      g_value_set_object (value, self->search);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_calendar_details_dispose (GObject *object)
{
  ParvisCalendarDetails *self = PARVIS_CALENDAR_DETAILS (object);

  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_CALENDAR_DETAILS);
  g_clear_object (&self->search);
  g_clear_object (&self->record);
  g_clear_object (&self->details);
  g_clear_object (&self->failure);

  G_OBJECT_CLASS (parvis_calendar_details_parent_class)->dispose (object);
}

static void
bind_closures (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "notice", G_CALLBACK (notice_cb) },
    { "dates", G_CALLBACK (dates_cb) },
    { "sale", G_CALLBACK (sale_cb) },
    { "category", G_CALLBACK (category_cb) },
    { "venue", G_CALLBACK (venue_cb) },
    { "is_on_map", G_CALLBACK (is_on_map_cb) },
    { "organizer", G_CALLBACK (organizer_cb) },
    { "link", G_CALLBACK (link_cb) },
    { "minisite", G_CALLBACK (minisite_cb) },
  };

  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  parvis_public_row_bind (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}

static void
parvis_calendar_details_class_init (ParvisCalendarDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_calendar_details_get_property;
  object_class->dispose = parvis_calendar_details_dispose;

  props[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, WEEZ_TYPE_PUBLIC_EVENT, flags);
  props[PROP_DETAILS] = g_param_spec_object ("details", NULL, NULL, WEEZ_TYPE_EVENT_DETAILS,
                                             flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  props[PROP_SEARCH] = g_param_spec_object ("search", NULL, NULL, PARVIS_TYPE_PUBLIC_SEARCH,
                                            flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_PICTURE);
  g_type_ensure (PARVIS_TYPE_PUBLIC_SEARCH);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/calendar/parvis-calendar-details.ui");
  bind_closures (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarDetails, toasts);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarDetails, contacts);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarDetails, description);

  gtk_widget_class_install_action (widget_class, "details.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "details.open-page", NULL, open_page_action);
  gtk_widget_class_install_action (widget_class, "details.copy-link", NULL, copy_link_action);
  gtk_widget_class_install_action (widget_class, "details.open-map", NULL, open_map_action);
  gtk_widget_class_install_action (widget_class, "details.open-map-page", NULL, open_map_action);
  gtk_widget_class_install_action (widget_class, "details.save-calendar", NULL,
                                   save_calendar_action);
}

static void
parvis_calendar_details_init (ParvisCalendarDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ParvisCalendarDetails *
parvis_calendar_details_new (ParvisPublicSearch *search,
                             WeezPublicEvent    *record)
{
  ParvisCalendarDetails *self = g_object_new (PARVIS_TYPE_CALENDAR_DETAILS, NULL);

  self->search = g_object_ref (search);
  self->record = g_object_ref (record);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);
  show_description (self);
  reload (self);

  return self;
}
