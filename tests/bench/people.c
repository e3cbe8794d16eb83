#include "people.h"

#include "people-names.h"

#include <string.h>

/* SplitMix64, begun at a number of its own for each person and purpose. */
typedef struct
{
  guint64 state;
} Dice;

static Dice
start_dice (guint64 number,
            guint   purpose)
{
  Dice dice = { number * G_GUINT64_CONSTANT (0xd1342543de82ef95) + purpose };

  return dice;
}

static guint64
roll (Dice *dice)
{
  guint64 value = (dice->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

static guint
roll_below (Dice *dice,
            guint limit)
{
  return (guint) ((roll (dice) >> 32) * limit >> 32);
}

/* The first are many times as likely as the last. */
static guint
roll_skewed (Dice *dice,
             guint limit)
{
  double share = (double) (roll (dice) >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);

  return (guint) (limit * share * share);
}

#define PICK(dice, table) (table[roll_below (dice, G_N_ELEMENTS (table))])
#define PICK_SKEWED(dice, table) (table[roll_skewed (dice, G_N_ELEMENTS (table))])

/* A rare name: there are more of these than of all common ones together. */
static void
invent_last_name (Dice *dice,
                  char *name,
                  gsize size)
{
  guint n = 1 + roll_below (dice, 2) + (roll_below (dice, 4) == 0);

  *name = '\0';
  for (guint i = 0; i < n; i++)
    g_strlcat (name, PICK (dice, syllables), size);
  g_strlcat (name, PICK (dice, endings), size);
  name[0] = g_ascii_toupper (name[0]);
}

static void
make_last_name (Dice *dice,
                char *name,
                gsize size)
{
  guint kind = roll_below (dice, 100);

  if (kind < 55)
    g_strlcpy (name, PICK_SKEWED (dice, last_names), size);
  else if (kind < 60)
    g_snprintf (name, size, "%s-%s", PICK_SKEWED (dice, last_names),
                PICK_SKEWED (dice, last_names));
  else if (kind < 63)
    g_snprintf (name, size, "de %s", PICK (dice, towns));
  else
    invent_last_name (dice, name, size);
}

/* People type their names as they like. */
static void
set_case (Dice *dice,
          char *name,
          gsize size)
{
  guint kind = roll_below (dice, 20);
  g_autofree char *typed = NULL;

  if (kind < 3)
    typed = g_utf8_strup (name, -1);
  else if (kind < 4)
    typed = g_utf8_strdown (name, -1);
  if (typed != NULL)
    g_strlcpy (name, typed, size);
}

/* The base letters of NAME, as they are put into an address. */
static void
append_letters (GString    *text,
                const char *name)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

      if (c >= 128)
        {
          g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base));
          c = base[0];
        }
      if (c == '-' || (c < 128 && g_ascii_isalnum ((char) c)))
        g_string_append_c (text, g_ascii_tolower ((char) c));
    }
}

static void
make_email (Dice       *dice,
            PeopleName *name)
{
  g_autoptr(GString) text = g_string_sized_new (sizeof name->email);
  guint kind = roll_below (dice, 4);

  if (kind == 3)
    g_string_append_c (text, g_ascii_tolower (name->first_name[0] < 0 ? 'e'
                                                                      : name->first_name[0]));
  else
    append_letters (text, kind == 2 ? name->last_name : name->first_name);
  if (kind < 3)
    g_string_append_c (text, kind == 2 ? '_' : '.');
  append_letters (text, kind == 2 ? name->first_name : name->last_name);
  if (kind > 0)
    g_string_append_printf (text, "%u", roll_below (dice, 10000));
  g_string_append_printf (text, "@%s", PICK_SKEWED (dice, domains));

  g_strlcpy (name->email, text->str, sizeof name->email);
}

/* Up to three people come by one order, and the first of them pays. */
static guint64
get_buyer (guint64 number)
{
  return number - number % 3 % (1 + number / 3 % 3);
}

void
people_get_name (guint64     number,
                 PeopleName *name)
{
  Dice dice = start_dice (number, 1);
  /* Half of those who come together are a family. */
  gboolean family = roll_below (&dice, 2) == 0;
  Dice last = start_dice (family ? get_buyer (number) : number, 2);

  g_strlcpy (name->first_name, PICK_SKEWED (&dice, first_names), sizeof name->first_name);
  make_last_name (&last, name->last_name, sizeof name->last_name);
  make_email (&dice, name);
  set_case (&dice, name->last_name, sizeof name->last_name);
}

guint
people_get_ticket (guint64 number)
{
  Dice dice = start_dice (number, 3);

  return roll_skewed (&dice, PEOPLE_TICKETS);
}

/* The last one is of a distributor, whose codes are no numbers. */
char *
people_dup_ticket (guint event,
                   guint ticket)
{
  guint number = (event - PEOPLE_FIRST_EVENT) * PEOPLE_TICKETS + ticket;

  return ticket == PEOPLE_TICKETS - 1
    ? g_strdup_printf ("FNAC%06u", number)
    : g_strdup_printf ("%u", 198200 + number);
}

static guint64
get_barcode (guint64 number)
{
  /* Odd, so that no two of them meet. */
  return G_GUINT64_CONSTANT (700000000000) +
         number * 2654435761u % G_GUINT64_CONSTANT (99999999977);
}

static gboolean
is_scanned (guint64 number,
            guint   changed)
{
  Dice dice = start_dice (number, 4);
  gboolean scanned = roll_below (&dice, 3) == 0;

  return roll_below (&dice, 100) < changed ? !scanned : scanned;
}

/* What a list of people shows: last and first name, e-mail, barcode, ticket, paid, scanned, id. */
char **
people_dup_cells (guint64 number)
{
  char **cells = g_new0 (char *, PEOPLE_CELLS + 1);
  PeopleName name;

  people_get_name (number, &name);
  cells[0] = g_strdup (name.last_name);
  cells[1] = g_strdup (name.first_name);
  cells[2] = g_strdup (name.email);
  cells[3] = g_strdup_printf ("%" G_GUINT64_FORMAT, get_barcode (number));
  cells[4] = people_dup_ticket (PEOPLE_FIRST_EVENT, people_get_ticket (number));
  cells[5] = g_strdup (number % 40 == 0 ? "No" : "Yes");
  cells[6] = g_strdup (is_scanned (number, 0) ? "Yes" : "No");
  cells[7] = g_strdup_printf ("%" G_GUINT64_FORMAT, PEOPLE_FIRST_ID + number);

  return cells;
}

/* As PHP does: everything beyond ASCII, and each slash. */
static void
append_text (GString    *text,
             const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 128)
        g_string_append_printf (text, "\\u%04x", c);
      else if (c == '/' || c == '"' || c == '\\')
        g_string_append_printf (text, "\\%c", (char) c);
      else
        g_string_append_c (text, (char) c);
    }
  g_string_append_c (text, '"');
}

static void
append_member (GString    *text,
               const char *name,
               const char *value)
{
  g_string_append_printf (text, "\"%s\":", name);
  append_text (text, value);
  g_string_append_c (text, ',');
}

static void G_GNUC_PRINTF (3, 4)
append_answer (GString    *text,
               const char *label,
               const char *format,
               ...)
{
  g_autofree char *value = NULL;
  va_list arguments;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_string_append (text, "{\"label\":");
  append_text (text, label);
  g_string_append (text, ",\"value\":");
  append_text (text, value);
  g_string_append (text, "},");
}

/* Takes the comma after the last one away. */
static void
close_list (GString *text)
{
  if (text->str[text->len - 1] == ',')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, ']');
}

static void
append_time (GString    *text,
             Dice       *dice,
             const char *name)
{
  guint month = 1 + roll_below (dice, 12), day = 1 + roll_below (dice, 28);
  guint hour = 4 + roll_below (dice, 20), minute = roll_below (dice, 60);

  g_string_append_printf (text, "\"%s\":\"2025-%02u-%02u %02u:%02u:%02u\",", name, month, day,
                          hour, minute, roll_below (dice, 60));
}

static void
append_control (GString *text,
                Dice    *dice,
                gboolean scanned)
{
  guint gate = roll_below (dice, G_N_ELEMENTS (gates));

  g_string_append_printf (text, "\"control_status\":{\"status\":\"%u\",", scanned);
  if (scanned)
    append_time (text, dice, "scan_date");
  else
    append_member (text, "scan_date", "0000-00-00 00:00:00");
  g_string_append_printf (text, "\"scan_user\":\"%u\",\"scan_user_name\":",
                          scanned ? 1789 + gate : 0);
  append_text (text, scanned ? gates[gate] : "");
  g_string_append (text, "},");
}

static void
append_add_on (GString *text,
               Dice    *dice)
{
  guint amount = 10 + 5 * roll_below (dice, 4), quantity = 1 + roll_below (dice, 3);

  g_string_append_printf (text, "{\"barcode\":\"332%011u\",", roll_below (dice, G_MAXUINT));
  g_string_append (text, "\"category\":{\"id\":1,\"name\":\"CASHLESS\"},\"product\":{\"id\":1131,"
                         "\"name\":\"Pr\\u00e9chargement cashless\",\"reference\":\"PC0001\"},");
  g_string_append_printf (text,
                          "\"sub_product\":{\"id\":%u,\"name\":\"Pr\\u00e9chargement de "
                          "%u.50\\u20ac\",\"reference\":\"PCP%03u\",\"price\":%u.5},",
                          135121 + amount, amount, amount, amount);
  g_string_append_printf (text, "\"quantity\":%u,\"paid_price\":%.2f,\"deleted\":false}", quantity,
                          (amount + 0.5) * quantity);
}

static void
append_answers (GString *text,
                Dice    *dice)
{
  guint year = 1945 + roll_below (dice, 65);

  g_string_append (text, "\"answers\":[");
  append_answer (text, "Téléphone portable", "0%u%08u", 6 + roll_below (dice, 2),
                 roll_below (dice, 100000000));
  append_answer (text, "Code postal / Ville", "%05u %s", 1000 + roll_below (dice, 95000),
                 PICK_SKEWED (dice, towns));
  append_answer (text, "Date_de_naissance", "%02u/%02u/%u", 1 + roll_below (dice, 28),
                 1 + roll_below (dice, 12), year);
  if (roll_below (dice, 2) == 0)
    append_answer (text, "Comment avez-vous connu l'événement ?", "%s", PICK (dice, sources));
  if (roll_below (dice, 2) == 0)
    append_answer (text, "J'accepte le règlement intérieur", "Oui");
  close_list (text);
  g_string_append_c (text, ',');
}

static void
append_buyer (GString *text,
              guint64  number)
{
  guint64 buyer = get_buyer (number);
  Dice dice = start_dice (buyer, 5);
  PeopleName name;

  people_get_name (buyer, &name);
  g_string_append_printf (text, "\"buyer\":{\"id_acheteur\":\"%" G_GUINT64_FORMAT "\",",
                          1000000 + buyer);
  append_member (text, "email_acheteur", name.email);
  append_member (text, "acheteur_last_name", name.last_name);
  append_member (text, "acheteur_first_name", name.first_name);
  g_string_append (text, "\"answers\":[");
  append_answer (text, "Adresse", "%u rue de la République", 1 + roll_below (&dice, 200));
  append_answer (text, "Code postal / Ville", "%05u %s", 1000 + roll_below (&dice, 95000),
                 PICK_SKEWED (&dice, towns));
  close_list (text);
  g_string_append_c (text, '}');
}

static void
append_owner (GString    *text,
              guint64     number,
              const char *origin)
{
  PeopleName name;

  people_get_name (number, &name);
  g_string_append (text, "\"owner\":{");
  append_member (text, "first_name", name.first_name);
  append_member (text, "last_name", name.last_name);
  append_member (text, "email", number % 41 == 0 ? "" : name.email);
  g_string_append_printf (text, "\"comment\":\"\",\"custom_field\":\"\",\"origin\":\"%s\"},",
                          origin);
}

static void
append_codes (GString *text,
              Dice    *dice,
              guint64  number,
              guint    event)
{
  guint64 buyer = get_buyer (number);
  g_autofree char *promo = g_strdup_printf ("PROMO-%03u", roll_below (dice, 200));
  gboolean promoted = roll_below (dice, 8) == 0;

  if (roll_below (dice, 3) == 0)
    g_string_append_printf (text, "\"code_member\":\"MBR%06u\",", roll_below (dice, 1000000));
  else
    g_string_append (text, "\"code_member\":\"\",");
  g_string_append_printf (text, "\"transaction_reference\":\"C%uE%uO%" G_GUINT64_FORMAT "\",",
                          (guint) (buyer % 50), event, 60000 + buyer);
  append_member (text, "promo_code", promoted ? promo : "");
}

/**
 * people_write_row:
 * @text: where to append the JSON object
 * @number: the person
 * @event: its event's id
 * @changed: how many percent have another control status than in the first place
 *
 * Writes what `/participant/list` with `full=1` tells of one person.
 */
void
people_write_row (GString *text,
                  guint64  number,
                  guint    event,
                  guint    changed)
{
  Dice dice = start_dice (number, 6);
  guint ticket = people_get_ticket (number);
  g_autofree char *id_ticket = people_dup_ticket (event, ticket);
  const char *origin = PICK (&dice, origins);

  g_string_append_printf (text, "{\"id_participant\":%" G_GUINT64_FORMAT ",\"id_event\":%u,"
                          "\"id_date\":0,\"id_ticket\":\"%s\",", PEOPLE_FIRST_ID + number, event,
                          id_ticket);
  g_string_append_printf (text, "\"barcode\":\"%" G_GUINT64_FORMAT "\","
                          "\"id_weez_ticket\":\"T%uE%uO%" G_GUINT64_FORMAT "\",",
                          get_barcode (number), ticket, event, 5000 + number);
  g_string_append_printf (text, "\"deleted\":\"%u\",\"refund\":\"%s\",",
                          roll_below (&dice, 50) == 0, roll_below (&dice, 60) == 0 ? "1" : "");
  append_member (text, "comment", roll_below (&dice, 20) == 0 ? "Accès P.M.R., prévenir l'accueil"
                                                              : "");
  append_time (text, &dice, "create_date");
  g_string_append_printf (text, "\"origin\":\"%s\",\"id_transaction\":%" G_GUINT64_FORMAT
                          ",\"paid\":%s,", origin, 2000000 + get_buyer (number),
                          number % 40 == 0 ? "false" : "true");
  append_codes (text, &dice, number, event);
  append_control (text, &dice, is_scanned (number, changed));
  append_owner (text, number, origin);
  g_string_append (text, "\"upselling\":[");
  if (roll_below (&dice, 4) == 0)
    append_add_on (text, &dice);
  g_string_append (text, "],");
  append_answers (text, &dice);
  append_buyer (text, number);
  g_string_append_c (text, '}');
}

/* What follows the last row of a page. */
void
people_write_end (GString    *text,
                  const char *server_time)
{
  g_string_append_printf (text, "],\"server_time\":\"%s\"}", server_time);
}

/**
 * people_write_page:
 * @text: where to append the JSON document
 * @first: the first person
 * @n: how many
 * @event: the event's id
 * @server_time: the time of the answer
 *
 * Writes a whole page of `/participant/list`.
 */
void
people_write_page (GString    *text,
                   guint64     first,
                   guint       n,
                   guint       event,
                   const char *server_time)
{
  g_string_append (text, "{\"participants\":[");
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      people_write_row (text, first + i, event, 0);
    }
  people_write_end (text, server_time);
}
