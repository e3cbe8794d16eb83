#include "config.h"

#include "parvis-participant-detail.h"

#include <glib/gi18n-lib.h>

#include "parvis-barcode.h"
#include "parvis-dossier.h"
#include "parvis-feed-entry.h"
#include "parvis-format.h"
#include "parvis-note.h"
#include "parvis-text.h"
#include "parvis-undo.h"
#include "parvis-weak.h"
#include "parvis-words.h"
#include "weez-answer.h"
#include "weez-column.h"
#include "weez-upselling.h"

struct _ParvisParticipantDetail
{
  AdwBin           parent_instance;
  ParvisRoster    *roster;
  ParvisStore     *store;
  WeezParticipant *person;
  gint64           key;
  char            *label;         /* as it is kept */
  char            *note;
  DexFuture       *reading;

  GtkLabel        *name;
  GtkBox          *facts;
  GtkBox          *more;
  AdwActionRow    *barcode_row;
  GtkToggleButton *reveal;
  ParvisBarcode   *barcode;
  AdwEntryRow     *label_row;
  AdwEntryRow     *note_row;
};

G_DEFINE_FINAL_TYPE (ParvisParticipantDetail, parvis_participant_detail, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPEN,
  SIGNAL_SAID,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- rows ---- */

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static AdwPreferencesGroup *
add_group (GtkBox     *box,
           const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (box, group);

  return ADW_PREFERENCES_GROUP (group);
}

static void
copy_cb (ParvisParticipantDetail *self,
         GtkWidget               *button)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          g_object_get_data (G_OBJECT (button), "text"));
  g_signal_emit (self, signals[SIGNAL_SAID], 0, _("Copied"));
}

/* What the service says is never markup. */
static GtkWidget *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *value)
{
  GtkWidget *row;

  if (!has_text (value))
    return NULL;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (group, row);

  return row;
}

static void
add_row_to_copy (ParvisParticipantDetail *self,
                 AdwPreferencesGroup     *group,
                 const char              *title,
                 const char              *value)
{
  GtkWidget *row = add_row (group, title, value);
  GtkWidget *button;
  g_autofree char *words = NULL;

  if (row == NULL)
    return;

  /* Translators: copy what is held under that title, such as "Copy: E-Mail". */
  words = g_strdup_printf (_("Copy: %s"), title);
  button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_tooltip_text (button, words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "text", g_strdup (value), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_answers (AdwPreferencesGroup *group,
             GPtrArray           *answers)
{
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      WeezAnswer *answer = g_ptr_array_index (answers, i);

      add_row (group, has_text (answer->label) ? answer->label : _("Untitled question"),
               answer->value);
    }
}

static void
add_ticket (ParvisParticipantDetail *self)
{
  WeezParticipant *person = self->person;
  AdwPreferencesGroup *group = add_group (self->facts, C_("participant", "Ticket"));
  g_autofree char *date = parvis_roster_dup_date (self->roster, person->id_date);
  g_autofree char *price = parvis_roster_dup_price (self->roster, person->id_ticket);
  g_autofree char *ordered = parvis_roster_dup_moment (person->create_date);
  g_autofree char *entry = parvis_roster_dup_entry (person);
  g_autofree char *scanned = parvis_roster_dup_moment (person->scan_date);
  g_autofree char *gate = parvis_roster_dup_scanned_by (person);

  add_row (group, C_("participant", "Ticket"),
           parvis_roster_get_ticket (self->roster, person->id_ticket));
  add_row (group, C_("participant", "Date"), date);
  add_row (group, C_("participant", "Status"), parvis_roster_get_status (person));
  add_row (group, _("Estimated Face Value"), price);
  add_row (group, _("Entry"), entry);
  if (parvis_roster_is_scanned (person))
    add_row (group, _("Last Scan"), scanned);
  add_row (group, _("Scanned By"), gate);
  add_row (group, _("Ordered"), ordered);
  add_row_to_copy (self, group, _("Order"), person->id_transaction);
  add_row_to_copy (self, group, _("Reference of the Order"), person->transaction_reference);
  add_row (group, _("Promo Code"), person->promo_code);
  add_row (group, _("Origin"), person->origin);
  add_row (group, _("Member Code"), person->code_member);
  add_row (group, _("Comment"), person->comment);
  add_row (group, _("Moderation"), person->moderation);
  add_row_to_copy (self, group, _("Ticket Number"), person->id_weez_ticket);
  add_row_to_copy (self, group, _("Participant Number"), person->id);
}

static void
add_people (ParvisParticipantDetail *self)
{
  WeezParticipant *person = self->person;
  WeezBuyer *buyer = person->buyer;
  AdwPreferencesGroup *group = add_group (self->facts, _("Participant"));
  g_autofree char *name = parvis_roster_dup_name (person);

  add_row_to_copy (self, group, C_("participant", "Name"), name);
  add_row_to_copy (self, group, _("E-Mail"), person->email);
  add_row (group, _("Comment"), person->owner_comment);
  add_row (group, _("Custom Field"), person->owner_custom_field);
  add_row (group, _("Where These Details Are From"), person->owner_origin);
  add_answers (group, person->answers);

  if (buyer == NULL || !(has_text (buyer->last_name) || has_text (buyer->first_name) ||
                         has_text (buyer->email) || buyer->answers != NULL))
    return;

  group = add_group (self->facts, _("Buyer"));
  g_clear_pointer (&name, g_free);
  name = g_strdup_printf ("%s %s", has_text (buyer->last_name) ? buyer->last_name : "",
                          has_text (buyer->first_name) ? buyer->first_name : "");
  add_row_to_copy (self, group, C_("participant", "Name"), g_strstrip (name));
  add_row_to_copy (self, group, _("E-Mail"), buyer->email);
  add_row_to_copy (self, group, _("Buyer Number"), buyer->id);
  add_answers (group, buyer->answers);
}

static void
add_add_ons (ParvisParticipantDetail *self)
{
  GPtrArray *upselling = self->person->upselling;
  AdwPreferencesGroup *group;

  if (upselling == NULL || upselling->len == 0)
    return;

  group = add_group (self->facts, _("Add-Ons"));
  for (guint i = 0; i < upselling->len; i++)
    {
      WeezUpselling *each = g_ptr_array_index (upselling, i);
      g_autofree char *product = parvis_roster_dup_product (each);
      g_autofree char *words = parvis_roster_dup_add_on (each, TRUE);

      add_row (group, product, words);
    }
}

/* ---- what is read behind ---- */

static void
sibling_cb (ParvisParticipantDetail *self,
            GtkWidget               *row)
{
  const gint64 *key = g_object_get_data (G_OBJECT (row), "key");

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, *key);
}

static void
add_order (ParvisParticipantDetail *self,
           ParvisDossier           *dossier)
{
  AdwPreferencesGroup *group;

  if (dossier->order->len == 0)
    return;

  group = add_group (self->more, _("Same Order"));
  for (guint i = 0; i < dossier->order->len; i++)
    {
      WeezParticipant *person = g_ptr_array_index (dossier->order, i);
      gint64 key = g_array_index (dossier->order_keys, gint64, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *name = parvis_roster_dup_name (person);
      g_autofree char *ticket =
        parvis_text_isolate (parvis_roster_get_ticket (self->roster, person->id_ticket));
      g_autofree char *words = g_strdup_printf ("%s · %s", ticket,
                                                parvis_roster_get_status (person));

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 g_object_new (GTK_TYPE_IMAGE,
                                               "icon-name", "go-next-symbolic",
                                               "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                               NULL));
      g_object_set_data_full (G_OBJECT (row), "key", g_memdup2 (&key, sizeof key), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (sibling_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, row);
    }
}

static char *
dup_change (ParvisParticipantDetail *self,
            ParvisFeedEntry         *entry)
{
  if (g_str_equal (entry->kind, "moved"))
    {
      g_autofree char *was =
        parvis_text_isolate (parvis_roster_get_ticket (self->roster, entry->was));
      g_autofree char *now =
        parvis_text_isolate (parvis_roster_get_ticket (self->roster, entry->now));

      /* Translators: a participant changed from one ticket to another. */
      return g_strdup_printf (_("Moved from %s to %s"), was, now);
    }
  if (g_str_equal (entry->kind, "corrected"))
    return g_strdup (C_("change", "Name, e-mail or answers corrected"));

  return g_strdup (parvis_words_change (entry->kind));
}

static void
add_history (ParvisParticipantDetail *self,
             ParvisDossier           *dossier)
{
  AdwPreferencesGroup *group = add_group (self->more, _("History"));

  if (dossier->changes->len == 0)
    adw_preferences_group_set_description (group, _("Nothing has changed since Parvis began to "
                                                    "read this event."));
  for (guint i = 0; i < dossier->changes->len; i++)
    {
      ParvisFeedEntry *entry = g_ptr_array_index (dossier->changes, i);
      g_autofree char *moment = parvis_roster_dup_moment (entry->time);
      g_autofree char *words = dup_change (self, entry);

      add_row (group, moment, words);
    }
}

static DexFuture *
dossier_read (DexFuture *completed,
              gpointer   user_data)
{
  g_autoptr(ParvisParticipantDetail) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);

  if (self == NULL || self->person == NULL || value == NULL)
    return dex_ref (completed);

  empty (self->more);
  add_order (self, g_value_get_object (value));
  add_history (self, g_value_get_object (value));

  return dex_ref (completed);
}

/* ---- barcode and note ---- */

static void
show_barcode (ParvisParticipantDetail *self)
{
  const char *barcode = self->person != NULL ? self->person->barcode : NULL;
  gboolean revealed = gtk_toggle_button_get_active (self->reveal);
  g_autofree char *masked = parvis_roster_dup_masked (barcode);

  gtk_widget_set_sensitive (GTK_WIDGET (self->barcode_row), has_text (barcode));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->barcode_row),
                                 !has_text (barcode) ? _("No barcode")
                                                     : revealed ? barcode : masked);
  parvis_barcode_set_text (self->barcode, revealed ? barcode : NULL);
}

static void
reveal_cb (ParvisParticipantDetail *self)
{
  gboolean revealed = gtk_toggle_button_get_active (self->reveal);

  gtk_button_set_icon_name (GTK_BUTTON (self->reveal), revealed ? "view-conceal-symbolic"
                                                                : "view-reveal-symbolic");
  show_barcode (self);
}

static void
copy_barcode_cb (ParvisParticipantDetail *self)
{
  if (self->person == NULL || !has_text (self->person->barcode))
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->person->barcode);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, _("Copied"));
}

/* An entry that is told what it says already would offer to keep it again. */
static void
show_text (AdwEntryRow *row,
           const char  *text)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* What somebody writes there now stays, unless what is kept became another. */
static void
show_note (ParvisParticipantDetail *self)
{
  g_autofree char *label = NULL;
  g_autofree char *note = NULL;

  parvis_note_read (self->store, self->person->id, &label, &note);
  if (g_set_str (&self->label, label))
    show_text (self->label_row, label);
  if (g_set_str (&self->note, note))
    show_text (self->note_row, note);
}

/* Whose note was written, and what was there before. */
typedef struct
{
  GWeakRef     detail;
  ParvisStore *store;
  char        *id_participant;
  char        *label;
  char        *note;
} Noted;

static void
noted_free (gpointer data)
{
  Noted *noted = data;

  g_weak_ref_clear (&noted->detail);
  g_object_unref (noted->store);
  g_free (noted->id_participant);
  g_free (noted->label);
  g_free (noted->note);
  g_free (noted);
}

static DexFuture *
restore_note (gpointer data)
{
  Noted *noted = data;
  g_autoptr(ParvisParticipantDetail) self = g_weak_ref_get (&noted->detail);

  if (self != NULL && self->person != NULL &&
      g_str_equal (self->person->id, noted->id_participant))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->label_row), noted->label);
      gtk_editable_set_text (GTK_EDITABLE (self->note_row), noted->note);
    }

  return parvis_note_write (noted->store, noted->id_participant, noted->label, noted->note);
}

static void
note_cb (ParvisParticipantDetail *self)
{
  const char *label = gtk_editable_get_text (GTK_EDITABLE (self->label_row));
  const char *note = gtk_editable_get_text (GTK_EDITABLE (self->note_row));
  Noted *noted;

  if (self->person == NULL)
    return;

  noted = g_new0 (Noted, 1);
  g_weak_ref_init (&noted->detail, self);
  noted->store = g_object_ref (self->store);
  noted->id_participant = g_strdup (self->person->id);
  parvis_note_read (self->store, self->person->id, &noted->label, &noted->note);
  parvis_undo_offer_after (parvis_undo_get (GTK_WIDGET (self)),
                           parvis_note_write (self->store, self->person->id, label, note),
                           _("Kept on this computer only"), restore_note, noted, noted_free);
}

/* An entry takes the key for itself. What is kept is undone as a whole, what is not by letters. */
static gboolean
undo_key_cb (GtkWidget *row,
             GVariant  *arguments,
             gpointer   user_data)
{
  ParvisParticipantDetail *self = user_data;
  g_autofree char *label = NULL;
  g_autofree char *note = NULL;

  if (self->person == NULL)
    return GDK_EVENT_PROPAGATE;

  parvis_note_read (self->store, self->person->id, &label, &note);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->label_row)), label) ||
      !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->note_row)), note))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (row, "win.undo", NULL);
}

static void
watch_undo_key (ParvisParticipantDetail *self,
                GtkWidget               *row)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                      gtk_callback_action_new (undo_key_cb, self, NULL)));
  gtk_widget_add_controller (row, controller);
}

static void
parvis_participant_detail_dispose (GObject *object)
{
  ParvisParticipantDetail *self = PARVIS_PARTICIPANT_DETAIL (object);

  dex_clear (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_PARTICIPANT_DETAIL);
  g_clear_object (&self->roster);
  g_clear_object (&self->store);
  g_clear_object (&self->person);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->note, g_free);

  G_OBJECT_CLASS (parvis_participant_detail_parent_class)->dispose (object);
}

static void
parvis_participant_detail_class_init (ParvisParticipantDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_participant_detail_dispose;

  signals[SIGNAL_OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_SAID] = g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PARVIS_TYPE_BARCODE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/participants/parvis-participant-detail.ui");
  gtk_widget_class_bind_template_callback (widget_class, copy_barcode_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantDetail, name);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantDetail, facts);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantDetail, more);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantDetail, barcode_row);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantDetail, reveal);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantDetail, barcode);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantDetail, label_row);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantDetail, note_row);
}

static void
parvis_participant_detail_init (ParvisParticipantDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_undo_key (self, GTK_WIDGET (self->label_row));
  watch_undo_key (self, GTK_WIDGET (self->note_row));
}

void
parvis_participant_detail_set_roster (ParvisParticipantDetail *self,
                                      ParvisRoster            *roster,
                                      ParvisStore             *store)
{
  g_set_object (&self->roster, roster);
  g_set_object (&self->store, store);
}

/**
 * parvis_participant_detail_show:
 * @self: a detail with a roster
 * @key: of the participant in the store
 * @person: (transfer none): who it is
 *
 * A barcode that was shown is masked again where it is somebody else.
 */
void
parvis_participant_detail_show (ParvisParticipantDetail *self,
                                gint64                   key,
                                WeezParticipant         *person)
{
  g_autofree char *name = parvis_roster_dup_name (person);
  gboolean same = self->key == key;

  if (!same || !weez_record_equal ((WeezRecord *) self->person, WEEZ_RECORD (person)))
    {
      g_set_object (&self->person, person);
      self->key = key;
      gtk_label_set_label (self->name, name);
      empty (self->facts);
      add_people (self);
      add_ticket (self);
      add_add_ons (self);
    }
  if (!same)
    {
      empty (self->more);
      gtk_toggle_button_set_active (self->reveal, FALSE);
      g_clear_pointer (&self->label, g_free);
      g_clear_pointer (&self->note, g_free);
    }
  show_note (self);
  show_barcode (self);

  dex_clear (&self->reading);
  self->reading = dex_future_finally (parvis_dossier_read (self->store, key), dossier_read,
                                      parvis_weak_new (self), parvis_weak_free);
}
