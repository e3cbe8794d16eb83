#include "config.h"

#include "parvis-person-page.h"

#include <glib/gi18n-lib.h>

#include "parvis-eraser.h"
#include "parvis-failure.h"
#include "parvis-format.h"
#include "parvis-person-facts.h"
#include "parvis-person-file.h"
#include "parvis-text.h"
#include "parvis-undo.h"
#include "parvis-wait.h"
#include "parvis-weak.h"
#include "parvis-words.h"
#include "weez-column.h"

struct _ParvisPersonPage
{
  AdwNavigationPage  parent_instance;
  ParvisAccount     *account;
  char              *id;
  ParvisPerson      *person;
  ParvisFailure     *failure;
  DexFuture         *reading;
  DexFuture         *writing;

  GtkListBox        *tickets;
};

G_DEFINE_FINAL_TYPE (ParvisPersonPage, parvis_person_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_PERSON = 1,
  PROP_FAILURE,
} ParvisPersonPageProperty;

static GParamSpec *props[PROP_FAILURE + 1];

static char *
title_cb (GObject      *object,
          ParvisPerson *person)
{
  if (person == NULL)
    return g_strdup (_("Person"));

  return parvis_words_person_name (person->name);
}

static char *
page_cb (GObject       *object,
         ParvisPerson  *person,
         ParvisFailure *failure)
{
  if (failure != NULL)
    return g_strdup ("failure");

  return g_strdup (person != NULL ? "person" : "wait");
}

static char *
matched_cb (GObject      *object,
            ParvisPerson *person)
{
  return person != NULL ? parvis_person_facts_matched (person) : g_strdup ("");
}

/* ---- what is held ---- */

static void
add_fact_cb (const char *label,
             const char *value,
             gpointer    data)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (data), row);
}

static GtkWidget *
ticket_row_new (ParvisHeldTicket *ticket,
                gboolean          alone)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *status = parvis_person_facts_status (ticket->participant, ticket->gone);
  g_autofree char *date = ticket->date != NULL ? parvis_format_moment (ticket->date) : NULL;
  g_autofree char *name = parvis_text_isolate (ticket->ticket != NULL ? ticket->ticket : "");
  g_autoptr(GString) subtitle = g_string_new (name);

  if (date != NULL)
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", date);
  g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", status);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 ticket->event != NULL && *ticket->event != '\0'
                                 ? ticket->event : _("Unknown event"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle->str);
  parvis_person_facts_tell (ticket, TRUE, add_fact_cb, row);
  /* There is nothing else to look at. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), alone);

  return row;
}

static DexFuture *
read_done (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisPersonPage) self = parvis_weak_get (user_data);
  g_autoptr(ParvisFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (self == NULL)
    return dex_ref (completed);

  if (error != NULL)
    failure = parvis_failure_new (error, PARVIS_TASK_READ);
  if (value != NULL && g_set_object (&self->person, g_value_get_object (value)))
    {
      gtk_list_box_remove_all (self->tickets);
      for (guint i = 0; i < self->person->tickets->len; i++)
        gtk_list_box_append (self->tickets,
                             ticket_row_new (g_ptr_array_index (self->person->tickets, i),
                                             self->person->tickets->len == 1));
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PERSON]);
    }
  if (g_set_object (&self->failure, failure))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.save-pdf", failure == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.save-json", failure == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.erase", failure == NULL);

  return dex_ref (completed);
}

static void
read_person (ParvisPersonPage *self)
{
  dex_clear (&self->reading);
  self->reading = dex_future_finally (parvis_person_read (parvis_account_get_store (self->account),
                                                          self->id),
                                      read_done, parvis_weak_new (self), parvis_weak_free);
}

/* ---- the file ---- */

static DexFuture *
written (DexFuture *completed,
         gpointer   user_data)
{
  g_autoptr(ParvisPersonPage) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self == NULL || parvis_undo_get (GTK_WIDGET (self)) == NULL)
    return dex_ref (completed);

  if (error != NULL)
    {
      g_autoptr(ParvisFailure) failure = parvis_failure_new (error, PARVIS_TASK_READ);
      g_autofree char *title = g_strdup_printf (_("The file was not written: %s"),
                                                parvis_failure_get_title (failure));

      parvis_undo_say (parvis_undo_get (GTK_WIDGET (self)), title);
    }
  else
    parvis_undo_say (parvis_undo_get (GTK_WIDGET (self)),
                     _("File saved. Whoever has it can read all of it."));

  return dex_ref (completed);
}

typedef struct
{
  ParvisPersonPage *page;
  gboolean          pdf;
} Saving;

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr(ParvisPersonPage) self = saving->page;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL || self->person == NULL)
    return;

  dex_clear (&self->writing);
  self->writing = dex_future_finally (saving->pdf
                                      ? parvis_person_file_write_pdf (self->person, file)
                                      : parvis_person_file_write_json (self->person, file),
                                      written, parvis_weak_new (self), parvis_weak_free);
}

static void
save (ParvisPersonPage *self,
      gboolean          pdf)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  Saving *saving = g_new0 (Saving, 1);

  saving->page = g_object_ref (self);
  saving->pdf = pdf;
  gtk_file_dialog_set_title (dialog, _("Save What Is Held"));
  /* No name of anybody: file names are seen by many. */
  gtk_file_dialog_set_initial_name (dialog, pdf ? _("person.pdf") : _("person.json"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        saved_cb, saving);
}

static void
save_pdf_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  save (PARVIS_PERSON_PAGE (widget), TRUE);
}

static void
save_json_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  save (PARVIS_PERSON_PAGE (widget), FALSE);
}

/* ---- erasure ---- */

/* What was erased, for as long as that can be undone. The page may be gone. */
typedef struct
{
  GWeakRef      page;
  ParvisUndo   *undo;
  ParvisStore  *store;
  ParvisErased *erased;
  char         *title;
} Erasure;

static void
erasure_clear (gpointer data)
{
  Erasure *erasure = data;

  g_weak_ref_clear (&erasure->page);
  g_object_unref (erasure->undo);
  g_object_unref (erasure->store);
  g_clear_object (&erasure->erased);
  g_free (erasure->title);
}

static void
erasure_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, erasure_clear);
}

static DexFuture *
restored (DexFuture *completed,
          gpointer   user_data)
{
  Erasure *erasure = user_data;
  g_autoptr(ParvisPersonPage) self = g_weak_ref_get (&erasure->page);

  if (self != NULL && self->account != NULL)
    read_person (self);

  return dex_ref (completed);
}

static DexFuture *
restore (gpointer data)
{
  Erasure *erasure = data;

  return dex_future_finally (parvis_eraser_restore_people (erasure->store, erasure->erased),
                             restored, g_atomic_rc_box_acquire (erasure), erasure_unref);
}

static DexFuture *
erased (DexFuture *completed,
        gpointer   user_data)
{
  Erasure *erasure = user_data;
  g_autoptr(ParvisPersonPage) self = g_weak_ref_get (&erasure->page);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (value != NULL)
    {
      erasure->erased = g_value_dup_object (value);
      parvis_undo_offer (erasure->undo, erasure->title, restore,
                         g_atomic_rc_box_acquire (erasure), erasure_unref);
    }
  if (self == NULL || self->account == NULL)
    return dex_ref (completed);

  if (error != NULL)
    {
      g_autoptr(ParvisFailure) failure = parvis_failure_new (error, PARVIS_TASK_READ);

      parvis_undo_say (erasure->undo, parvis_failure_get_title (failure));
    }
  read_person (self);

  return dex_ref (completed);
}

static void
response_cb (ParvisPersonPage *self,
             const char       *response)
{
  g_auto(GStrv) ids = NULL;
  Erasure *erasure;
  guint n_tickets;

  if (!g_str_equal (response, "erase") || self->person == NULL)
    return;

  ids = parvis_person_dup_ids (self->person);
  n_tickets = g_strv_length (ids);
  erasure = g_atomic_rc_box_new0 (Erasure);
  g_weak_ref_init (&erasure->page, self);
  erasure->undo = g_object_ref (parvis_undo_get (GTK_WIDGET (self)));
  erasure->store = g_object_ref (parvis_account_get_store (self->account));
  erasure->title = g_strdup_printf (ngettext ("%u ticket erased from this computer",
                                              "%u tickets erased from this computer", n_tickets),
                                    n_tickets);
  /* Done to its end, even if somebody leaves the page. */
  dex_future_disown (
    dex_future_finally (parvis_eraser_erase_people (erasure->store, (const char * const *) ids),
                        erased, erasure, erasure_unref));
}

static void
erase_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ParvisPersonPage *self = PARVIS_PERSON_PAGE (widget);
  AdwDialog *dialog = adw_alert_dialog_new (_("Erase This Person?"), NULL);
  guint n_tickets;

  if (self->person == NULL)
    return;

  n_tickets = self->person->tickets->len;
  adw_alert_dialog_format_body (
    ADW_ALERT_DIALOG (dialog),
    ngettext ("%u ticket and the notes on it are removed from this computer. Nothing changes at "
              "Weezevent: what is still listed there is read again, so have it deleted there "
              "first.",
              "%u tickets and the notes on them are removed from this computer. Nothing changes "
              "at Weezevent: what is still listed there is read again, so have it deleted there "
              "first.", n_tickets), n_tickets);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "erase", _("_Erase"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "erase",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
parvis_person_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  ParvisPersonPage *self = PARVIS_PERSON_PAGE (object);

  switch ((ParvisPersonPageProperty) prop_id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_person_page_dispose (GObject *object)
{
  ParvisPersonPage *self = PARVIS_PERSON_PAGE (object);

  dex_clear (&self->reading);
  dex_clear (&self->writing);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_PERSON_PAGE);
  g_clear_object (&self->account);
  g_clear_object (&self->person);
  g_clear_object (&self->failure);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (parvis_person_page_parent_class)->dispose (object);
}

static void
parvis_person_page_class_init (ParvisPersonPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_person_page_get_property;
  object_class->dispose = parvis_person_page_dispose;

  props[PROP_PERSON] = g_param_spec_object ("person", NULL, NULL, PARVIS_TYPE_PERSON, flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/people/parvis-person-page.ui");
  parvis_words_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisPersonPage, tickets);
  gtk_widget_class_bind_template_callback_full (widget_class, "title", G_CALLBACK (title_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "page", G_CALLBACK (page_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "matched", G_CALLBACK (matched_cb));

  gtk_widget_class_install_action (widget_class, "person.save-pdf", NULL, save_pdf_action);
  gtk_widget_class_install_action (widget_class, "person.save-json", NULL, save_json_action);
  gtk_widget_class_install_action (widget_class, "person.erase", NULL, erase_action);
}

static void
parvis_person_page_init (ParvisPersonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parvis_person_page_new:
 * @account: (transfer none): an account
 * @id_participant: one of the person's tickets
 *
 * Returns: (transfer floating): a page on all that is held on that person
 */
ParvisPersonPage *
parvis_person_page_new (ParvisAccount *account,
                        const char    *id_participant)
{
  ParvisPersonPage *self = g_object_new (PARVIS_TYPE_PERSON_PAGE, NULL);

  self->account = g_object_ref (account);
  self->id = g_strdup (id_participant);
  read_person (self);

  return self;
}
