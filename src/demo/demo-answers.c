#include "demo-answers.h"

#include "demo-json.h"
#include "demo-random.h"

static const char * const clubs[] = {
  "", "", "", "AC Sautron", "Racing Club nantais", "S/L Pornic Athlé", "Trail & Vignes",
  "CIMA Pays d'Auray", "Les Foulées d'Oudon", "Free Run Clisson",
};
static const char * const certificates[] = { "Oui", "Oui", "Oui", "Oui", "Non", NULL };
static const char * const sizes[] = { "XS", "S", "M", "M", "L", "L", "XL", "XXL" };
static const char * const channels[] = {
  "Affiche", "Bouche-à-oreille", "Instagram", "Radio", "Presse", "",
};
static const char * const menus[] = { "Viande", "Poisson", "Végétarien", "Végan" };
static const char * const allergies[] = {
  "", "", "", "", "Gluten", "Fruits à coque", "Crustacés & mollusques", "Lactose",
};

/* The buyer holds the first ticket of most orders; now and then it is for someone else. */
DemoPerson
demo_answers_get_owner (guint64 seed,
                        guint   order,
                        guint   place)
{
  guint64 buyer_key = demo_mix (demo_mix (seed, order), 0);
  DemoPerson buyer = demo_names_person (buyer_key);

  if (place == 0 && buyer_key % 9 != 0)
    return buyer;

  return demo_names_relative (demo_mix (demo_mix (seed, order), place) ^ 0x5eed, &buyer);
}

static void
append_answer (GString    *text,
               const char *label,
               const char *value)
{
  demo_json_open (text, NULL, '{');
  demo_json_string (text, "label", label);
  if (value != NULL)
    demo_json_string (text, "value", value);
  else
    demo_json_null (text, "value");
  demo_json_close (text, '}');
}

static char *
dup_phone (DemoRandom *random)
{
  /* 06 39 98 is kept free for fiction. */
  return g_strdup_printf ("06 39 98 %02u %02u", demo_random_below (random, 100),
                          demo_random_below (random, 100));
}

static void
append_race_form (GString          *text,
                  DemoRandom       *random,
                  guint64           key,
                  const DemoPerson *person,
                  int               child_of_year)
{
  const DemoCity *home = demo_names_home (key);
  const char *club = clubs[demo_random_below (random, G_N_ELEMENTS (clubs))];
  int year = child_of_year == 0
    ? 1952 + (int) demo_random_below (random, 55)
    : child_of_year - 11 + (int) demo_random_below (random, 5);
  g_autofree char *birth = g_strdup_printf ("%02u/%02u/%d", 1 + demo_random_below (random, 28),
                                            1 + demo_random_below (random, 12), year);
  g_autofree char *licence = g_strdup_printf ("%07u", 1000000 + demo_random_below (random, 900000));
  g_autofree char *phone = dup_phone (random);

  append_answer (text, "Civilite", person->woman ? "Mme" : "M.");
  append_answer (text, "Date_de_naissance", birth);
  append_answer (text, "Code_postal", home->zip_code);
  append_answer (text, "Ville", home->name);
  append_answer (text, "Club", club);
  append_answer (text, "Numéro de licence FFA", *club != '\0' ? licence : "");
  append_answer (text, "Taille de T-shirt",
                 sizes[demo_random_below (random, G_N_ELEMENTS (sizes))]);
  append_answer (text, "Certificat médical (moins d'un an)",
                 certificates[demo_random_below (random, G_N_ELEMENTS (certificates))]);
  append_answer (text, "Personne à prévenir en cas d'urgence", phone);
}

/* child_of_year is the year in which a child takes part, 0 for everybody else. */
void
demo_answers_append_form (GString          *text,
                          DemoForm          form,
                          guint64           key,
                          const DemoPerson *person,
                          int               child_of_year)
{
  DemoRandom random = demo_random (key, 'F');
  const DemoCity *home = demo_names_home (key);

  switch (form)
    {
    case DEMO_FORM_RACE:
      append_race_form (text, &random, key, person, child_of_year);
      break;

    case DEMO_FORM_FESTIVAL:
      append_answer (text, "Code_postal", home->zip_code);
      append_answer (text, "Ville", home->name);
      append_answer (text, "Comment avez-vous connu le festival ?",
                     channels[demo_random_below (&random, G_N_ELEMENTS (channels))]);
      break;

    case DEMO_FORM_GALA:
      append_answer (text, "Societe",
                     demo_random_odds (&random, 300) ? "Chantiers de l'Estuaire SARL" : "");
      append_answer (text, "Menu", menus[demo_random_below (&random, G_N_ELEMENTS (menus))]);
      append_answer (text, "Allergies",
                     allergies[demo_random_below (&random, G_N_ELEMENTS (allergies))]);
      /* A form may ask the same twice. */
      append_answer (text, "Menu", "");
      break;

    case DEMO_FORM_NONE:
    default:
      break;
    }
}

void
demo_answers_append_buyer_form (GString *text,
                                guint64  key)
{
  DemoRandom random = demo_random (key, 'B');
  const DemoCity *home = demo_names_home (key);
  g_autofree char *phone = dup_phone (&random);

  append_answer (text, "Adresse", demo_names_street (key));
  append_answer (text, "Code_postal", home->zip_code);
  append_answer (text, "Ville", home->name);
  append_answer (text, "Pays", "France");
  append_answer (text, "Portable", phone);
}

void
demo_answers_append_buyer (GString *text,
                           guint    order,
                           guint64  key)
{
  DemoPerson buyer = demo_names_person (key);
  g_autofree char *email = demo_names_dup_email (key, &buyer);

  demo_json_open (text, "buyer", '{');
  demo_json_format (text, "id_acheteur", "%u", order + 3170000);
  demo_json_string (text, "email_acheteur", email);
  demo_json_string (text, "acheteur_last_name", buyer.last_name);
  demo_json_string (text, "acheteur_first_name", buyer.first_name);
  demo_json_open (text, "answers", '[');
  demo_answers_append_buyer_form (text, key);
  demo_json_close (text, ']');
  demo_json_close (text, '}');
}
