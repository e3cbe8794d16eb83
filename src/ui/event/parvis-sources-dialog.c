#include "config.h"

#include "parvis-sources-dialog.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-failure.h"
#include "parvis-format.h"
#include "parvis-sources.h"
#include "parvis-wait.h"
#include "parvis-weak.h"

struct _ParvisSourcesDialog
{
  AdwDialog            parent_instance;
  DexFuture           *load;

  GtkStack            *stack;
  AdwStatusPage       *failure;
  AdwPreferencesGroup *told;
  AdwPreferencesGroup *held;
  AdwPreferencesGroup *stats;
  AdwPreferencesGroup *why;
};

G_DEFINE_FINAL_TYPE (ParvisSourcesDialog, parvis_sources_dialog, ADW_TYPE_DIALOG)

static void
add_count (AdwPreferencesGroup *group,
           const char          *title,
           const char          *note,
           gint64               count)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *number = parvis_format_count (count);
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  number, -1);
  adw_preferences_group_add (group, row);
}

static void
add_sentence (ParvisSourcesDialog *self,
              const char          *sentence)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_add (self->why, row);
}

/* Why the count of the service is not that of the list. */
static void
explain_difference (ParvisSourcesDialog *self,
                    const ParvisSources *sources)
{
  gboolean told = sources->event_count != WEEZ_UNKNOWN;
  gint64 more = told ? sources->event_count - sources->active : 0;
  g_autofree char *count = parvis_format_count (ABS (more));
  g_autofree char *sentence = NULL;
  gulong n = (gulong) MIN (ABS (more), 1000000);

  if (!told)
    sentence = g_strdup (_("The service tells no count for this event."));
  else if (more == 0)
    sentence = g_strdup (_("The count of the service is that of the active participants: all "
                           "agree."));
  else if (more > 0 && more == sources->unpaid)
    sentence = g_strdup_printf (ngettext ("The service counts %s more than are active: as many as "
                                          "are unpaid.",
                                          "The service counts %s more than are active: as many as "
                                          "are unpaid.", n), count);
  else if (more < 0 && -more == sources->refunded)
    sentence = g_strdup_printf (ngettext ("The service counts %s less than are active: as many as "
                                          "are refunded.",
                                          "The service counts %s less than are active: as many as "
                                          "are refunded.", n), count);
  else if (more > 0)
    sentence = g_strdup_printf (ngettext ("The service counts %s more than the list has. Orders "
                                          "that came since the list was read, or that are not "
                                          "paid, may be why.",
                                          "The service counts %s more than the list has. Orders "
                                          "that came since the list was read, or that are not "
                                          "paid, may be why.", n), count);
  else
    sentence = g_strdup_printf (ngettext ("The service counts %s less than the list has. Refunded "
                                          "tickets, or orders that came since it was asked, may "
                                          "be why.",
                                          "The service counts %s less than the list has. Refunded "
                                          "tickets, or orders that came since it was asked, may "
                                          "be why.", n), count);

  add_sentence (self, sentence);
}

static void
explain_tickets (ParvisSourcesDialog *self,
                 const ParvisSources *sources)
{
  g_autofree char *elsewhere = parvis_format_count (sources->elsewhere);

  if (sources->elsewhere > 0)
    {
      g_autofree char *sentence =
        g_strdup_printf (ngettext ("%s participant has a ticket that the list of tickets does not "
                                   "name: they are under “Other Tickets”.",
                                   "%s participants have tickets that the list of tickets does not "
                                   "name: they are under “Other Tickets”.",
                                   (gulong) MIN (sources->elsewhere, 1000000)), elsewhere);

      add_sentence (self, sentence);
    }

  if (sources->ticket_sum != WEEZ_UNKNOWN && sources->event_count != WEEZ_UNKNOWN &&
      sources->ticket_sum != sources->event_count)
    add_sentence (self, _("The list of events and the list of tickets were asked at different "
                          "moments, and tickets that were withdrawn are only in one of them."));

  if (sources->stats_total != WEEZ_UNKNOWN && sources->stats_total != sources->active)
    add_sentence (self, _("Scan statistics count what may enter, group tickets by the person, and "
                          "are older than the list or newer."));
  if (sources->refunded > 0)
    add_sentence (self, _("The estimated face value on the overview is of all that the service "
                          "counts; the one above the list of participants leaves out refunded "
                          "tickets."));
  if (sources->deleted > 0)
    add_sentence (self, _("Deleted participants are kept here and counted nowhere else."));
}

static void
show_sources (ParvisSourcesDialog *self,
              const ParvisSources *sources)
{
  g_autofree char *age = sources->last_sync != NULL ? parvis_format_age (sources->last_sync) : NULL;
  /* Translators: %s is a time of day, or a date and a time. */
  g_autofree char *read = age != NULL ? g_strdup_printf (_("Read %s"), age) : NULL;

  add_count (self->told, _("List of events"), _("The count beside the event"),
             sources->event_count);
  add_count (self->told, _("List of tickets"), _("The sum of all tickets"), sources->ticket_sum);

  if (read != NULL)
    adw_preferences_group_set_description (self->held, read);
  add_count (self->held, _("Active"), _("Paid and not deleted"), sources->active);
  add_count (self->held, _("Unpaid"), _("Ordered, not paid yet"), sources->unpaid);
  add_count (self->held, _("Refunded"), _("Among the active and unpaid ones"), sources->refunded);
  add_count (self->held, _("Deleted"), _("Deleted, or no longer listed"), sources->deleted);
  add_count (self->held, _("Listed"), _("All of them"), sources->listed);
  add_count (self->held, _("Scanned"), _("By their last scan"), sources->scanned);

  gtk_widget_set_visible (GTK_WIDGET (self->stats), sources->stats_time != NULL);
  if (sources->stats_time != NULL)
    {
      g_autofree char *moment = parvis_format_age (sources->stats_time);
      g_autofree char *note = g_strdup_printf (_("Read %s"), moment);

      adw_preferences_group_set_description (self->stats, note);
      add_count (self->stats, _("Expected"), NULL, sources->stats_total);
      add_count (self->stats, _("Scanned"), NULL, sources->stats_scanned);
    }

  explain_difference (self, sources);
  explain_tickets (self, sources);
  gtk_stack_set_visible_child_name (self->stack, "sources");
}

static void
show_failure (ParvisSourcesDialog *self,
              const GError        *error)
{
  g_autoptr(ParvisFailure) failure = parvis_failure_new (error, PARVIS_TASK_READ);
  g_autofree char *title = g_markup_escape_text (parvis_failure_get_title (failure), -1);
  g_autofree char *text = g_markup_escape_text (parvis_failure_get_sentence (failure), -1);

  adw_status_page_set_icon_name (self->failure, parvis_failure_get_icon_name (failure));
  adw_status_page_set_title (self->failure, title);
  adw_status_page_set_description (self->failure, text);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static DexFuture *
loaded (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisSourcesDialog) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (self == NULL || self->stack == NULL)
    return dex_ref (completed);

  if (value != NULL)
    show_sources (self, g_value_get_object (value));
  else
    show_failure (self, error);

  return dex_ref (completed);
}

static void
parvis_sources_dialog_dispose (GObject *object)
{
  ParvisSourcesDialog *self = PARVIS_SOURCES_DIALOG (object);

  dex_clear (&self->load);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_SOURCES_DIALOG);

  G_OBJECT_CLASS (parvis_sources_dialog_parent_class)->dispose (object);
}

static void
parvis_sources_dialog_class_init (ParvisSourcesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_sources_dialog_dispose;

  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-sources-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisSourcesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ParvisSourcesDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, ParvisSourcesDialog, told);
  gtk_widget_class_bind_template_child (widget_class, ParvisSourcesDialog, held);
  gtk_widget_class_bind_template_child (widget_class, ParvisSourcesDialog, stats);
  gtk_widget_class_bind_template_child (widget_class, ParvisSourcesDialog, why);
}

static void
parvis_sources_dialog_init (ParvisSourcesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parvis_sources_dialog_new:
 * @event: (transfer none): an event with an account
 *
 * Returns: (transfer floating): a dialog about its figures
 */
AdwDialog *
parvis_sources_dialog_new (ParvisEvent *event)
{
  ParvisSourcesDialog *self = g_object_new (PARVIS_TYPE_SOURCES_DIALOG, NULL);
  ParvisStore *store = parvis_account_get_store (parvis_event_get_account (event));

  self->load = dex_future_finally (
    parvis_sources_read (store, parvis_event_get_record (event)->id),
    loaded, parvis_weak_new (self), parvis_weak_free);

  return ADW_DIALOG (self);
}
