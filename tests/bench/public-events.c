#include "public-events.h"

#define FIRST_ID 800000
/* They are on from a month ago on, over a year. */
#define DAYS 365
#define DAYS_AGO 30

static const char description[] =
  "\\u003Cp\\u003E\\r\\n\\t\\u003Cstrong\\u003ELe collectif\\u003C/strong\\u003E"
  " vous invite\\u00a0!"
  "\\u003C/p\\u003E\\r\\n\\u003Cul\\u003E\\u003Cli\\u003EBuvette sur place\\u003C/li\\u003E"
  "\\u003Cli\\u003EParking \\u00e0 deux pas, tram ligne 2\\u003C/li\\u003E\\u003C/ul\\u003E"
  "\\u003Cp\\u003EOuverture des portes une demi-heure avant. Renseignements sur "
  "\\u003Ca href=\\u0022https://organisateur.example/\\u0022\\u003Enotre site\\u003C/a\\u003E."
  "\\u003C/p\\u003E";

/* One in five is on for several days. */
static void
append_event (GString   *text,
              guint      number,
              GDateTime *today)
{
  static const char * const towns[] = { "Nantes", "Lyon", "Rennes", "Saint-\\u00c9tienne" };
  guint town = number % G_N_ELEMENTS (towns);
  g_autoptr(GDateTime) day = g_date_time_add_days (today, (int) (number * 97 % DAYS) - DAYS_AGO);
  g_autoptr(GDateTime) last = g_date_time_add_days (day, number % 5 == 0 ? (int) number % 11 : 0);
  g_autofree char *start = g_date_time_format (day, "%F");
  g_autofree char *end = g_date_time_format (last, "%F");

  g_string_append_printf (
    text, "%s{\"id\":\"%u\",\"title\":\"Rendez-vous num\\u00e9ro %u\",\"site_url\":\"\","
    "\"description\":\"%s\",\"image\":\"\",\"category\":{\"id\":\"3\",\"name\":\"Concert\"},"
    "\"period\":{\"start\":\"%s 18:30:00\",\"end\":\"%s 23:00:00\"},"
    "\"price\":{\"min\":\"%u.00\",\"max\":\"%u.00\"},\"venue\":{\"name\":\"Salle %u\","
    "\"address\":\"%u rue du Port\",\"zip_code\":\"44000\",\"city\":\"%s\",\"state\":\"\","
    "\"country\":{\"code\":\"FR\",\"name\":\"FRANCE\"},\"coordinates\":{\"long\":\"-1.5%u\","
    "\"lat\":\"47.%u\"}},\"extras\":{\"minisite_url\":\"https://billetterie.example/%u\"}}",
    number > 0 ? "," : "", FIRST_ID + number, number, description, start, end, number % 40,
    number % 40 + 10, number % 90, number % 200, towns[town], 1000 + number % 9000,
    1000 + number % 9000, number);
}

/**
 * public_events_dup_answer:
 * @n_events: how many there are
 *
 * Returns: (transfer full): what the service answers to a search that finds them all
 */
char *
public_events_dup_answer (guint n_events)
{
  g_autoptr(GDateTime) today = g_date_time_new_now_local ();
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"last_update\":\"2026-01-01T12:00:00+01:00\",\"count\":%u,"
                          "\"events\":[", n_events);
  for (guint i = 0; i < n_events; i++)
    append_event (text, i, today);
  g_string_append (text, "]}");

  return g_string_free_and_steal (text);
}
