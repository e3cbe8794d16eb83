#include "config.h"

#include "parvis-date-dialog.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-date-sales.h"
#include "parvis-format.h"
#include "parvis-weak.h"
#include "weez-listing.h"

struct _ParvisDateDialog
{
  AdwDialog            parent_instance;
  char                *id_date;
  DexFuture           *load;

  AdwPreferencesGroup *figures;
  AdwPreferencesGroup *tickets;
};

G_DEFINE_FINAL_TYPE (ParvisDateDialog, parvis_date_dialog, ADW_TYPE_DIALOG)

static void
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (value != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
      gtk_widget_add_css_class (row, "property");
    }
  adw_preferences_group_add (group, row);
}

static void
show_date (ParvisDateDialog *self,
           ParvisDateSales  *date)
{
  g_autofree char *title = date->date != NULL ? parvis_format_moment (date->date)
                                              : g_strdup (_("No date"));
  g_autofree char *people = parvis_format_count (date->people);
  g_autofree char *scanned = parvis_format_count (date->scanned);
  g_autofree char *share = parvis_format_share (date->scanned, date->people);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  add_row (self->figures, _("People"), people);
  add_row (self->figures, _("Scanned"), scanned);
  if (date->people > 0)
    add_row (self->figures, _("Share Scanned"), share);

  gtk_widget_set_visible (GTK_WIDGET (self->tickets), date->tickets[0] != NULL);
  for (guint i = 0; date->tickets[i] != NULL; i++)
    add_row (self->tickets, date->tickets[i], NULL);
}

static DexFuture *
loaded (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisDateDialog) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);
  WeezListing *listing = value != NULL ? g_value_get_object (value) : NULL;

  for (guint i = 0; self != NULL && self->figures != NULL && listing != NULL &&
                    i < listing->records->len; i++)
    {
      ParvisDateSales *date = g_ptr_array_index (listing->records, i);

      if (g_strcmp0 (date->id, self->id_date) == 0)
        show_date (self, date);
    }

  return dex_ref (completed);
}

static void
parvis_date_dialog_dispose (GObject *object)
{
  ParvisDateDialog *self = PARVIS_DATE_DIALOG (object);

  dex_clear (&self->load);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_DATE_DIALOG);

  G_OBJECT_CLASS (parvis_date_dialog_parent_class)->dispose (object);
}

static void
parvis_date_dialog_finalize (GObject *object)
{
  g_free (PARVIS_DATE_DIALOG (object)->id_date);

  G_OBJECT_CLASS (parvis_date_dialog_parent_class)->finalize (object);
}

static void
parvis_date_dialog_class_init (ParvisDateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_date_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_date_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-date-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisDateDialog, figures);
  gtk_widget_class_bind_template_child (widget_class, ParvisDateDialog, tickets);
}

static void
parvis_date_dialog_init (ParvisDateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parvis_date_dialog_new:
 * @event: (transfer none): an event with an account
 * @id_date: one of its dates
 *
 * Returns: (transfer floating): a dialog about that date
 */
AdwDialog *
parvis_date_dialog_new (ParvisEvent *event,
                        const char  *id_date)
{
  ParvisDateDialog *self = g_object_new (PARVIS_TYPE_DATE_DIALOG, NULL);
  ParvisStore *store = parvis_account_get_store (parvis_event_get_account (event));

  self->id_date = g_strdup (id_date);
  self->load = dex_future_finally (
    parvis_date_sales_list (store, parvis_event_get_record (event)->id),
    loaded, parvis_weak_new (self), parvis_weak_free);

  return ADW_DIALOG (self);
}
