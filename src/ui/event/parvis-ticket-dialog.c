#include "config.h"

#include "parvis-ticket-dialog.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"
#include "parvis-ticket-threshold.h"
#include "parvis-words.h"

struct _ParvisTicketDialog
{
  AdwDialog            parent_instance;
  ParvisEvent         *event;
  ParvisTicketNode    *node;
  ParvisUndo          *undo;

  AdwPreferencesGroup *facts;
  AdwSpinRow          *share;
  AdwSpinRow          *days;
};

G_DEFINE_FINAL_TYPE (ParvisTicketDialog, parvis_ticket_dialog, ADW_TYPE_DIALOG)

static WeezTicket *
get_ticket (ParvisTicketDialog *self)
{
  return WEEZ_TICKET (parvis_ticket_node_get_record (self->node));
}

/* What was chosen before. */
typedef struct
{
  ParvisEvent           *event;
  char                  *id_ticket;
  ParvisTicketThreshold  threshold;
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;

  g_object_unref (before->event);
  g_free (before->id_ticket);
  g_free (before);
}

static DexFuture *
restore_threshold (gpointer data)
{
  Before *before = data;

  return parvis_ticket_threshold_set (before->event, before->id_ticket, &before->threshold);
}

static void
set_threshold (ParvisTicketDialog          *self,
               const ParvisTicketThreshold *threshold)
{
  Before *before = g_new0 (Before, 1);
  /* Translators: %s is the name of a ticket. */
  g_autofree char *title = g_strdup_printf (_("“%s” has new thresholds"),
                                            adw_dialog_get_title (ADW_DIALOG (self)));

  before->event = g_object_ref (self->event);
  before->id_ticket = g_strdup (get_ticket (self)->id);
  before->threshold = parvis_ticket_threshold_get (self->event, before->id_ticket);
  parvis_undo_offer_after (self->undo, parvis_ticket_threshold_set (self->event,
                                                                    before->id_ticket, threshold),
                           title, restore_threshold, before, before_free);
}

static void
parvis_ticket_dialog_closed (AdwDialog *dialog)
{
  ParvisTicketDialog *self = PARVIS_TICKET_DIALOG (dialog);
  ParvisTicketThreshold before = parvis_ticket_threshold_get (self->event, get_ticket (self)->id);
  ParvisTicketThreshold now = {
    (guint) adw_spin_row_get_value (self->share), (guint) adw_spin_row_get_value (self->days),
  };

  /* The rows follow once it is kept, with everything else that changes then. */
  if (before.share != now.share || before.days != now.days)
    set_threshold (self, &now);
}

static void
parvis_ticket_dialog_dispose (GObject *object)
{
  ParvisTicketDialog *self = PARVIS_TICKET_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_TICKET_DIALOG);
  g_clear_object (&self->event);
  g_clear_object (&self->node);
  g_clear_object (&self->undo);

  G_OBJECT_CLASS (parvis_ticket_dialog_parent_class)->dispose (object);
}

static void
parvis_ticket_dialog_class_init (ParvisTicketDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_ticket_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = parvis_ticket_dialog_closed;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-ticket-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisTicketDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, ParvisTicketDialog, share);
  gtk_widget_class_bind_template_child (widget_class, ParvisTicketDialog, days);
}

static void
parvis_ticket_dialog_init (ParvisTicketDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_fact (ParvisTicketDialog *self,
          const char         *title,
          const char         *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (self->facts, row);
}

static void
add_facts (ParvisTicketDialog *self)
{
  WeezTicket *ticket = get_ticket (self);
  g_autofree char *price = ticket->price.cents == 0 ? g_strdup (C_("price", "Free"))
                                                    : parvis_format_money (ticket->price);
  g_autofree char *sold = parvis_words_sold (NULL, ticket->participants, ticket->quota);
  g_autofree char *quota = parvis_words_quota (NULL, ticket->participants, ticket->quota);
  g_autofree char *period = parvis_format_sale (ticket->start_sale, ticket->end_sale);
  g_autofree char *group = parvis_format_count (ticket->group_size);

  add_fact (self, _("Price"), price);
  add_fact (self, _("Sold"), sold);
  add_fact (self, _("Quota"), quota);
  if (*period != '\0')
    add_fact (self, _("Sale Period"), period);
  if (ticket->group_size > 1)
    add_fact (self, _("People per Ticket"), group);
}

/**
 * parvis_ticket_dialog_new:
 * @event: (transfer none): an event
 * @node: (transfer none): one of its tickets
 * @undo: (transfer none): where it can be undone
 *
 * Returns: (transfer floating): a dialog about that ticket
 */
AdwDialog *
parvis_ticket_dialog_new (ParvisEvent      *event,
                          ParvisTicketNode *node,
                          ParvisUndo       *undo)
{
  ParvisTicketDialog *self = g_object_new (PARVIS_TYPE_TICKET_DIALOG, NULL);
  ParvisTicketThreshold threshold;
  const char *name;

  self->event = g_object_ref (event);
  self->node = g_object_ref (node);
  self->undo = g_object_ref (undo);
  threshold = parvis_ticket_threshold_get (event, get_ticket (self)->id);
  adw_spin_row_set_value (self->share, threshold.share);
  adw_spin_row_set_value (self->days, threshold.days);
  name = get_ticket (self)->name;
  adw_dialog_set_title (ADW_DIALOG (self), name != NULL && *name != '\0'
                                           ? name : C_("ticket", "Untitled"));
  add_facts (self);

  return ADW_DIALOG (self);
}
