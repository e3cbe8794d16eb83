#include "config.h"

#include "parvis-calendar-filters.h"

#include <glib/gi18n-lib.h>

#include "parvis-category.h"
#include "parvis-countries.h"
#include "parvis-format.h"

struct _ParvisCalendarFilters
{
  AdwDialog      parent_instance;
  GPtrArray     *categories;      /* in the order in which they are shown */
  GPtrArray     *countries;
  GDateTime     *first;
  GDateTime     *last;

  AdwEntryRow   *organizer;
  AdwComboRow   *category;
  AdwEntryRow   *max_result;
  AdwEntryRow   *zip_code;
  AdwEntryRow   *province;
  AdwComboRow   *country;
  AdwActionRow  *first_row;
  AdwActionRow  *last_row;
  GtkCalendar   *first_calendar;
  GtkCalendar   *last_calendar;
};

G_DEFINE_FINAL_TYPE (ParvisCalendarFilters, parvis_calendar_filters, ADW_TYPE_DIALOG)

static guint applied_signal;

static int
compare_categories (gconstpointer a,
                    gconstpointer b)
{
  const char *one = parvis_category_get_name (*(WeezEventCategory * const *) a);
  const char *other = parvis_category_get_name (*(WeezEventCategory * const *) b);

  return parvis_format_compare_names (one, other);
}

static void
show_days (ParvisCalendarFilters *self)
{
  g_autofree char *first = self->first != NULL ? parvis_format_day (self->first)
                                               : g_strdup (_("Any Day"));
  g_autofree char *last = self->last != NULL ? parvis_format_day (self->last)
                                             : g_strdup (_("Any Day"));

  adw_action_row_set_subtitle (self->first_row, first);
  adw_action_row_set_subtitle (self->last_row, last);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filters.clear-days",
                                 self->first != NULL || self->last != NULL);
}

static void
set_day (GDateTime **place,
         GDateTime  *day)
{
  g_clear_pointer (place, g_date_time_unref);
  *place = day != NULL ? g_date_time_ref (day) : NULL;
}

static void
first_cb (ParvisCalendarFilters *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->first_calendar);

  set_day (&self->first, day);
  if (self->last != NULL && g_date_time_compare (self->last, day) < 0)
    set_day (&self->last, day);
  show_days (self);
}

static void
last_cb (ParvisCalendarFilters *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->last_calendar);

  set_day (&self->last, day);
  if (self->first != NULL && g_date_time_compare (self->first, day) > 0)
    set_day (&self->first, day);
  show_days (self);
}

static void
clear_days_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ParvisCalendarFilters *self = PARVIS_CALENDAR_FILTERS (widget);

  set_day (&self->first, NULL);
  set_day (&self->last, NULL);
  show_days (self);
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_signal_emit (widget, applied_signal, 0);
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
parvis_calendar_filters_dispose (GObject *object)
{
  ParvisCalendarFilters *self = PARVIS_CALENDAR_FILTERS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_CALENDAR_FILTERS);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  set_day (&self->first, NULL);
  set_day (&self->last, NULL);

  G_OBJECT_CLASS (parvis_calendar_filters_parent_class)->dispose (object);
}

static void
parvis_calendar_filters_class_init (ParvisCalendarFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = parvis_calendar_filters_dispose;

  applied_signal = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/calendar/parvis-calendar-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, organizer);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, category);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, max_result);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, zip_code);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, province);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, country);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, first_row);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, last_row);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, first_calendar);
  gtk_widget_class_bind_template_child (widget_class, ParvisCalendarFilters, last_calendar);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_cb);

  gtk_widget_class_install_action (widget_class, "filters.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "filters.clear-days", NULL, clear_days_action);
}

static void
parvis_calendar_filters_init (ParvisCalendarFilters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (AdwEntryRow *row,
          const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
show_categories (ParvisCalendarFilters *self,
                 GListModel            *categories,
                 const char            *chosen)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->categories = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (categories); i++)
    g_ptr_array_add (self->categories, g_list_model_get_item (categories, i));
  g_ptr_array_sort (self->categories, compare_categories);

  gtk_string_list_append (names, _("Any Category"));
  for (guint i = 0; i < self->categories->len; i++)
    {
      WeezEventCategory *category = g_ptr_array_index (self->categories, i);

      gtk_string_list_append (names, parvis_category_get_name (category));
    }
  adw_combo_row_set_model (self->category, G_LIST_MODEL (names));

  for (guint i = 0; i < self->categories->len; i++)
    if (g_strcmp0 (WEEZ_EVENT_CATEGORY (g_ptr_array_index (self->categories, i))->id, chosen) == 0)
      adw_combo_row_set_selected (self->category, i + 1);
}

static void
show_countries (ParvisCalendarFilters *self,
                const char            *chosen)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  self->countries = parvis_countries_new (NULL);
  gtk_string_list_append (names, _("Any Country"));
  for (guint i = 0; i < self->countries->len; i++)
    {
      const ParvisCountry *country = g_ptr_array_index (self->countries, i);

      gtk_string_list_append (names, country->name);
      if (g_strcmp0 (country->code, chosen) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->country, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->country, selected);
}

ParvisCalendarFilters *
parvis_calendar_filters_new (GListModel      *categories,
                             WeezSearchQuery *query)
{
  ParvisCalendarFilters *self = g_object_new (PARVIS_TYPE_CALENDAR_FILTERS, NULL);
  g_autofree char *count = query->max_result > 0
                           ? g_strdup_printf ("%" G_GINT64_FORMAT, query->max_result) : NULL;

  set_text (self->organizer, query->organizer);
  set_text (self->zip_code, query->zip_code);
  set_text (self->province, query->province);
  set_text (self->max_result, count);
  show_categories (self, categories, query->category);
  show_countries (self, query->country);
  set_day (&self->first, query->date != NULL ? query->date : query->date_start);
  set_day (&self->last, query->date != NULL ? query->date : query->date_end);
  show_days (self);

  return self;
}

static char *
dup_text (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Puts what is filled in into a query that was not sent yet. */
void
parvis_calendar_filters_fill (ParvisCalendarFilters *self,
                              WeezSearchQuery       *query)
{
  g_autofree char *count = dup_text (self->max_result);
  guint category = adw_combo_row_get_selected (self->category);
  guint country = adw_combo_row_get_selected (self->country);

  query->organizer = dup_text (self->organizer);
  query->zip_code = dup_text (self->zip_code);
  query->province = dup_text (self->province);
  if (count != NULL)
    g_ascii_string_to_signed (count, 10, 1, G_MAXINT32, &query->max_result, NULL);
  if (category > 0 && category <= self->categories->len)
    query->category =
      g_strdup (WEEZ_EVENT_CATEGORY (g_ptr_array_index (self->categories, category - 1))->id);
  if (country > 0 && country <= self->countries->len)
    query->country =
      g_strdup (((ParvisCountry *) g_ptr_array_index (self->countries, country - 1))->code);

  if (self->first != NULL && self->last != NULL &&
      g_date_time_get_day_of_year (self->first) == g_date_time_get_day_of_year (self->last) &&
      g_date_time_get_year (self->first) == g_date_time_get_year (self->last))
    query->date = g_date_time_ref (self->first);
  else
    {
      query->date_start = self->first != NULL ? g_date_time_ref (self->first) : NULL;
      query->date_end = self->last != NULL ? g_date_time_ref (self->last) : NULL;
    }
}

static char *
tell_days (WeezSearchQuery *query)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (query->date != NULL)
    return parvis_format_day (query->date);

  first = query->date_start != NULL ? parvis_format_day (query->date_start) : NULL;
  last = query->date_end != NULL ? parvis_format_day (query->date_end) : NULL;
  if (first != NULL && last != NULL)
    return g_strdup_printf (C_("days", "%s – %s"), first, last);
  if (first != NULL)
    /* Translators: a day. */
    return g_strdup_printf (_("From %s"), first);

  /* Translators: a day. */
  return last != NULL ? g_strdup_printf (_("Until %s"), last) : NULL;
}

static const char *
tell_category (const char *id,
               GListModel *categories)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (categories); i++)
    {
      g_autoptr(WeezEventCategory) category = g_list_model_get_item (categories, i);

      if (g_strcmp0 (category->id, id) == 0)
        return parvis_category_get_name (category);
    }

  return id;
}

/**
 * parvis_calendar_filters_tell:
 * @query: what is looked for
 * @days_chosen: whether its days are a choice, not a word like "this month"
 * @categories: of #WeezEventCategory
 *
 * Returns: (transfer full): what is filled in of these filters, in short; empty where nothing is
 */
char *
parvis_calendar_filters_tell (WeezSearchQuery *query,
                              gboolean         days_chosen,
                              GListModel      *categories)
{
  g_autofree char *days = days_chosen ? tell_days (query) : NULL;
  g_autofree char *country = query->country != NULL
                             ? parvis_countries_dup_name (query->country, NULL) : NULL;
  g_autofree char *most = NULL;
  GString *text = g_string_new (NULL);

  if (query->max_result > 0)
    most = g_strdup_printf (ngettext ("At most %d event", "At most %d events",
                                      (gulong) query->max_result), (int) query->max_result);
  for (guint i = 0; i < 7; i++)
    {
      const char *part = (const char *[]) {
        query->organizer, tell_category (query->category, categories), query->zip_code,
        query->province, country != NULL ? country : query->country, days, most }[i];

      if (part != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
    }

  return g_string_free_and_steal (text);
}
