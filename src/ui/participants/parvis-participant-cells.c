#include "config.h"

#include "parvis-participant-cells.h"

#include <glib/gi18n-lib.h>

#include "parvis-filter.h"
#include "parvis-format.h"
#include "parvis-text.h"
#include "weez-answer.h"

#define ANSWER_WIDTH 140

static char *
dup_email (ParvisRoster    *roster,
           WeezParticipant *person)
{
  return g_strdup (person->email != NULL ? person->email : "");
}

static char *
dup_name (ParvisRoster    *roster,
          WeezParticipant *person)
{
  return parvis_roster_dup_name (person);
}

static char *
dup_ticket (ParvisRoster    *roster,
            WeezParticipant *person)
{
  return g_strdup (parvis_roster_get_ticket (roster, person->id_ticket));
}

/* The whole of it, the time of day as well, has room in a column. */
static char *
dup_moment (GDateTime *moment)
{
  return moment != NULL ? parvis_format_moment_short (moment) : g_strdup ("");
}

static char *
dup_date (ParvisRoster    *roster,
          WeezParticipant *person)
{
  GDateTime *date = parvis_roster_get_date (roster, person->id_date);

  return dup_moment (date);
}

static char *
dup_status (ParvisRoster    *roster,
            WeezParticipant *person)
{
  return g_strdup (parvis_roster_get_status (person));
}

static char *
dup_scanned (ParvisRoster    *roster,
             WeezParticipant *person)
{
  if (!parvis_roster_is_scanned (person))
    return g_strdup ("");
  if (person->scan_date == NULL)
    return g_strdup (C_("participant", "Scanned"));

  return dup_moment (person->scan_date);
}

static char *
dup_ordered (ParvisRoster    *roster,
             WeezParticipant *person)
{
  return dup_moment (person->create_date);
}

static char *
dup_barcode (ParvisRoster    *roster,
             WeezParticipant *person)
{
  return parvis_roster_dup_masked (person->barcode);
}

static char *
dup_origin (ParvisRoster    *roster,
            WeezParticipant *person)
{
  return g_strdup (person->origin != NULL ? person->origin : "");
}

static char *
dup_promo_code (ParvisRoster    *roster,
                WeezParticipant *person)
{
  return g_strdup (person->promo_code != NULL ? person->promo_code : "");
}

static const struct
{
  const char *id;
  const char *title;
  int         width;
  gboolean    hidden;
  char     *(*dup_text) (ParvisRoster *, WeezParticipant *);
} columns[] = {
  { "last_name", NC_ ("column", "Name"), 190, FALSE, dup_name },
  { "email", NC_ ("column", "E-Mail"), 210, FALSE, dup_email },
  { "ticket", NC_ ("column", "Ticket"), 210, FALSE, dup_ticket },
  { "date", NC_ ("column", "Date"), 160, FALSE, dup_date },
  { "status", NC_ ("column", "Status"), 95, FALSE, dup_status },
  { "scan_date", NC_ ("column", "Scanned"), 160, FALSE, dup_scanned },
  { "create_date", NC_ ("column", "Ordered"), 160, FALSE, dup_ordered },
  { "barcode", NC_ ("column", "Barcode"), 110, FALSE, dup_barcode },
  { "origin", NC_ ("column", "Origin"), 110, TRUE, dup_origin },
  { "promo_code", NC_ ("column", "Promo Code"), 120, TRUE, dup_promo_code },
};

static guint
find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].id, id))
      return i;

  return G_MAXUINT;
}

/* The words of the question that a column has the answers to; null if it has something else. */
static const char *
find_question (const char *id,
               gboolean   *of_buyer)
{
  *of_buyer = g_str_has_prefix (id, PARVIS_FACET_BUYER_ANSWER);
  if (*of_buyer)
    return id + strlen (PARVIS_FACET_BUYER_ANSWER);

  return g_str_has_prefix (id, PARVIS_FACET_ANSWER) ? id + strlen (PARVIS_FACET_ANSWER) : NULL;
}

/* Several boxes of one question are as many answers. */
static char *
dup_answer (GPtrArray  *answers,
            const char *question)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      WeezAnswer *answer = g_ptr_array_index (answers, i);

      if (g_strcmp0 (answer->label, question) == 0 && answer->value != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", answer->value);
    }

  return g_string_free_and_steal (g_steal_pointer (&words));
}

/**
 * parvis_participant_cells_dup_ids:
 *
 * Returns: (transfer full): the columns that every event has, in their first order. A question, as
 *   filters name it, is one as well. All are named as queries sort by them.
 */
char **
parvis_participant_cells_dup_ids (void)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_strv_builder_add (ids, columns[i].id);

  return g_strv_builder_end (ids);
}

gboolean
parvis_participant_cells_is_known (const char *id)
{
  gboolean of_buyer;

  return find (id) != G_MAXUINT || find_question (id, &of_buyer) != NULL;
}

char *
parvis_participant_cells_dup_title (const char *id)
{
  gboolean of_buyer;
  const char *question = find_question (id, &of_buyer);
  g_autofree char *isolated = NULL;

  if (question == NULL)
    return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "column", columns[find (id)].title));

  isolated = parvis_text_isolate (question);

  /* Translators: a question that the buyer answered, not the participant. */
  return of_buyer ? g_strdup_printf (_("%s (buyer)"), isolated) : g_strdup (question);
}

int
parvis_participant_cells_get_width (const char *id)
{
  guint column = find (id);

  return column != G_MAXUINT ? columns[column].width : ANSWER_WIDTH;
}

/**
 * parvis_participant_cells_get_shown:
 * @id: a column
 *
 * Returns: whether it is there before anybody chose
 */
gboolean
parvis_participant_cells_get_shown (const char *id)
{
  guint column = find (id);

  return column != G_MAXUINT && !columns[column].hidden;
}

/**
 * parvis_participant_cells_dup_text:
 * @id: a column
 * @roster: (transfer none): the event's
 * @person: (transfer none): a participant
 *
 * May be asked in any thread, with a copy of the roster.
 *
 * Returns: (transfer full): what it says of them
 */
char *
parvis_participant_cells_dup_text (const char      *id,
                                   ParvisRoster    *roster,
                                   WeezParticipant *person)
{
  gboolean of_buyer;
  const char *question = find_question (id, &of_buyer);

  if (question == NULL)
    return columns[find (id)].dup_text (roster, person);
  if (!of_buyer)
    return dup_answer (person->answers, question);

  return dup_answer (person->buyer != NULL ? person->buyer->answers : NULL, question);
}
