#include "config.h"

#include "parvis-person-facts.h"

#include <glib/gi18n-lib.h>

#include "parvis-feed-entry.h"
#include "parvis-format.h"
#include "parvis-roster.h"
#include "parvis-text.h"
#include "parvis-words.h"
#include "weez-client.h"

/**
 * parvis_person_facts_name:
 * @participant: a participant
 *
 * Returns: (transfer full): who holds the ticket, or what to call somebody without a name
 */
char *
parvis_person_facts_name (WeezParticipant *participant)
{
  g_autofree char *name = g_strjoin (" ", participant->first_name != NULL
                                          ? participant->first_name : "",
                                     participant->last_name != NULL
                                     ? participant->last_name : "", NULL);

  return parvis_words_person_name (g_strstrip (name));
}

/**
 * parvis_person_facts_status:
 * @participant: a participant
 * @gone: whether the service lists them no longer
 *
 * Returns: (transfer full): how their ticket stands
 */
char *
parvis_person_facts_status (WeezParticipant *participant,
                            gboolean         gone)
{
  const char *control = participant->control_status;

  if (gone)
    return g_strdup (C_("participant", "No longer listed"));
  if (participant->deleted)
    return g_strdup (C_("participant", "Deleted"));
  if (participant->refund)
    return g_strdup (C_("participant", "Refunded"));
  if (!participant->paid)
    return g_strdup (C_("participant", "Unpaid"));
  if (control != NULL && *control != '\0' && !g_str_equal (control, "0"))
    return g_strdup (C_("participant", "Scanned"));

  return g_strdup (C_("participant", "Paid"));
}

/**
 * parvis_person_facts_matched:
 * @person: a person
 *
 * Returns: (transfer full): why these tickets are shown together
 */
char *
parvis_person_facts_matched (ParvisPerson *person)
{
  guint n_tickets = person->tickets->len;
  g_autofree char *count = parvis_format_count (n_tickets);

  if (g_str_equal (person->matched, "email"))
    /* Translators: %s is a number. */
    return g_strdup_printf (ngettext ("%s ticket with this e-mail address, over all events.",
                                      "%s tickets with this e-mail address, over all events.",
                                      n_tickets), count);
  if (g_str_equal (person->matched, "name"))
    return g_strdup_printf (ngettext ("%s ticket with this name and without an e-mail address. "
                                      "Namesakes cannot be told apart.",
                                      "%s tickets with this name and without an e-mail address. "
                                      "Namesakes cannot be told apart.", n_tickets), count);

  return g_strdup (_("This ticket has neither a name nor an e-mail address."));
}

/* ---- facts ---- */

typedef struct
{
  ParvisPersonFactFunc func;
  gpointer             data;
} Teller;

static void
tell (const Teller *teller,
      const char   *label,
      const char   *value)
{
  if (value != NULL && *value != '\0')
    teller->func (label, value, teller->data);
}

static void
tell_time (const Teller *teller,
           const char   *label,
           GDateTime    *time)
{
  g_autofree char *text = time != NULL ? parvis_format_moment (time) : NULL;

  tell (teller, label, text);
}

static void
tell_barcode (const Teller *teller,
              const char   *barcode,
              gboolean      masked)
{
  g_autofree char *text = masked ? parvis_roster_dup_masked (barcode) : g_strdup (barcode);

  tell (teller, _("Barcode"), text);
}

static void
tell_scan (const Teller    *teller,
           WeezParticipant *participant)
{
  g_autofree char *entry = parvis_roster_dup_entry (participant);
  g_autofree char *gate = parvis_roster_dup_scanned_by (participant);

  tell (teller, _("Entry"), entry);
  if (parvis_roster_is_scanned (participant))
    tell_time (teller, _("Last Scan"), participant->scan_date);
  tell (teller, _("Scanned By"), gate);
}

static void
tell_answers (const Teller *teller,
              const char   *format,
              GPtrArray    *answers)
{
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      WeezAnswer *answer = g_ptr_array_index (answers, i);
      GString *label = g_string_new (format);
      g_autofree char *question =
        parvis_text_isolate (answer->label != NULL ? answer->label : _("Untitled question"));

      g_string_replace (label, "%s", question, 1);
      tell (teller, label->str, answer->value);
      g_string_free (label, TRUE);
    }
}

static void
tell_add_ons (const Teller *teller,
              GPtrArray    *add_ons,
              gboolean      masked)
{
  for (guint i = 0; add_ons != NULL && i < add_ons->len; i++)
    {
      WeezUpselling *add_on = g_ptr_array_index (add_ons, i);
      g_autofree char *product = parvis_roster_dup_product (add_on);
      g_autofree char *words = parvis_roster_dup_add_on (add_on, masked);
      g_autofree char *isolated = parvis_text_isolate (product);
      /* Translators: a name of an add-on. */
      g_autofree char *label = g_strdup_printf (_("Add-on: %s"), isolated);

      tell (teller, label, words);
    }
}

static void
tell_changes (const Teller *teller,
              GPtrArray    *changes)
{
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      ParvisFeedEntry *entry = g_ptr_array_index (changes, i);
      const char *words = parvis_words_change (entry->kind);

      if (words != NULL && *words != '\0')
        tell_time (teller, words, entry->time);
    }
}

static void
tell_buyer (const Teller *teller,
            WeezBuyer    *buyer)
{
  g_autofree char *name = NULL;

  if (buyer == NULL)
    return;

  name = g_strjoin (" ", buyer->first_name != NULL ? buyer->first_name : "",
                    buyer->last_name != NULL ? buyer->last_name : "", NULL);
  tell (teller, _("Buyer"), g_strstrip (name));
  tell (teller, _("Buyer’s E-Mail"), buyer->email);
  tell (teller, _("Buyer Number"), buyer->id);
  /* Translators: what a buyer answered to a question; %s is the question. */
  tell_answers (teller, _("%s (buyer)"), buyer->answers);
}

/**
 * parvis_person_facts_tell:
 * @ticket: a ticket
 * @masked: whether to hide most of the barcode, so that no picture of it lets anybody in
 * @func: is told each fact that there is
 * @data: for @func
 *
 * Tells all that is held on the holder of a ticket.
 */
void
parvis_person_facts_tell (ParvisHeldTicket     *ticket,
                          gboolean              masked,
                          ParvisPersonFactFunc  func,
                          gpointer              data)
{
  WeezParticipant *participant = ticket->participant;
  const Teller teller = { .func = func, .data = data };
  g_autofree char *name = parvis_person_facts_name (participant);
  g_autofree char *status = parvis_person_facts_status (participant, ticket->gone);

  tell (&teller, _("Participant"), name);
  tell (&teller, _("E-Mail"), participant->email);
  tell (&teller, _("Ticket"), ticket->ticket);
  tell_time (&teller, _("Date"), ticket->date);
  tell (&teller, C_("participant", "Status"), status);
  tell_scan (&teller, participant);
  tell_time (&teller, _("Ordered"), participant->create_date);
  tell_barcode (&teller, participant->barcode, masked);
  tell (&teller, _("Ticket Number"), participant->id_weez_ticket);
  tell (&teller, _("Order"), participant->id_transaction);
  tell (&teller, _("Reference of the Order"), participant->transaction_reference);
  tell (&teller, _("Origin"), participant->origin);
  tell (&teller, _("Promo Code"), participant->promo_code);
  tell (&teller, _("Member Code"), participant->code_member);
  tell (&teller, _("Comment"), participant->comment);
  tell (&teller, _("Comment of the Participant"), participant->owner_comment);
  tell (&teller, _("Custom Field"), participant->owner_custom_field);
  tell (&teller, _("Where These Details Are From"), participant->owner_origin);
  tell (&teller, _("Moderation"), participant->moderation);
  tell_answers (&teller, "%s", participant->answers);
  tell_buyer (&teller, participant->buyer);
  tell_add_ons (&teller, participant->upselling, masked);
  tell (&teller, _("Number at the Service"), participant->id);
  tell (&teller, _("Label, on This Computer Only"), ticket->label);
  tell (&teller, _("Note, on This Computer Only"), ticket->note);
  tell_time (&teller, _("First Read by Parvis"), ticket->first_seen);
  tell_changes (&teller, ticket->changes);
}
