#include "config.h"

#include "parvis-changes-dialog.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-change-entry.h"
#include "parvis-changes-view.h"
#include "parvis-format.h"
#include "parvis-wait.h"
#include "parvis-weak.h"

/* Whoever wants to see more looks at the participants. */
#define LIMIT 1000

struct _ParvisChangesDialog
{
  AdwDialog    parent_instance;
  DexFuture   *load;
  gint64       kind;

  GtkStack    *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (ParvisChangesDialog, parvis_changes_dialog, ADW_TYPE_DIALOG)

static char *
who_cb (GObject    *object,
        const char *name)
{
  return g_strdup (name != NULL && *name != '\0' ? name : _("No name"));
}

static char *
what_cb (GObject           *object,
         ParvisChangeEntry *entry)
{
  g_autofree char *moment = NULL;

  if (entry == NULL || entry->time == NULL)
    return g_strdup ("");

  moment = parvis_format_age (entry->time);
  if (entry->kind == PARVIS_CHANGE_MOVED && entry->was != NULL && entry->now != NULL)
    /* Translators: a time; then the ticket somebody had, and the one they have now. */
    return g_strdup_printf (_("%s: from “%s” to “%s”"), moment, entry->was, entry->now);

  return g_steal_pointer (&moment);
}

static DexFuture *
loaded (DexFuture *completed,
        gpointer   user_data)
{
  g_autoptr(ParvisChangesDialog) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);

  if (self != NULL && value != NULL && self->list != NULL)
    {
      GListModel *entries = G_LIST_MODEL (g_value_get_object (value));
      g_autoptr(GtkSelectionModel) model =
        GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (entries)));
      g_autofree char *title =
        parvis_changes_view_dup_words (self->kind, g_list_model_get_n_items (entries));

      gtk_list_view_set_model (self->list, model);
      adw_dialog_set_title (ADW_DIALOG (self), title);
      gtk_stack_set_visible_child_name (self->stack, "changes");
    }

  return dex_ref (completed);
}

static void
parvis_changes_dialog_dispose (GObject *object)
{
  ParvisChangesDialog *self = PARVIS_CHANGES_DIALOG (object);

  dex_clear (&self->load);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_CHANGES_DIALOG);

  G_OBJECT_CLASS (parvis_changes_dialog_parent_class)->dispose (object);
}

static void
parvis_changes_dialog_class_init (ParvisChangesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_changes_dialog_dispose;

  g_type_ensure (PARVIS_TYPE_CHANGE_ENTRY);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-changes-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisChangesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ParvisChangesDialog, list);
  gtk_widget_class_bind_template_callback_full (widget_class, "who", G_CALLBACK (who_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "what", G_CALLBACK (what_cb));
}

static void
parvis_changes_dialog_init (ParvisChangesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static ParvisChangeKind
find_kind (const char *word)
{
  for (guint kind = PARVIS_CHANGE_NEW; kind <= PARVIS_CHANGE_SCANNED; kind++)
    if (g_str_equal (parvis_change_kind_to_text (kind), word))
      return kind;

  return PARVIS_CHANGE_NEW;
}

/**
 * parvis_changes_dialog_new:
 * @event: (transfer none): an event with an account
 * @kind: a word of parvis_change_kind_to_text()
 * @after: the place in the feed after which changes count
 *
 * Returns: (transfer floating): a dialog that lists them
 */
AdwDialog *
parvis_changes_dialog_new (ParvisEvent *event,
                           const char  *kind,
                           gint64       after)
{
  ParvisChangesDialog *self = g_object_new (PARVIS_TYPE_CHANGES_DIALOG, NULL);
  ParvisStore *store = parvis_account_get_store (parvis_event_get_account (event));

  self->kind = find_kind (kind);
  self->load = dex_future_finally (
    parvis_change_entry_list (store, parvis_event_get_record (event)->id,
                              (ParvisChangeKind) self->kind, after, LIMIT),
    loaded, parvis_weak_new (self), parvis_weak_free);

  return ADW_DIALOG (self);
}
