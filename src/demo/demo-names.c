#include "demo-names.h"

#include "demo-random.h"

static const char * const women[] = {
  "Marie", "Camille", "Léa", "Chloé", "Manon", "Inès", "Sarah", "Julie", "Anaïs", "Zoé", "Clara",
  "Éloïse", "Nathalie", "Isabelle", "Sandrine", "Céline", "Aurélie", "Hélène", "Françoise",
  "Monique", "Anne-Laure", "Marie-Thérèse", "Gwenaëlle", "Maëlys", "Aïcha", "Fatoumata", "Yasmine",
  "Noémie", "Solène", "Océane", "Agnès", "Bénédicte", "Rozenn", "Louise", "Margaux", "Mai-Linh",
  "Rachida", "Stéphanie", "Élodie", "Valérie",
};

static const char * const men[] = {
  "Thomas", "Nicolas", "Julien", "Antoine", "Hugo", "Lucas", "Théo", "Maxime", "Jérôme",
  "Sébastien", "François", "Frédéric", "Jean-Baptiste", "Jean-Noël", "Loïc", "Yann", "Gaël",
  "Benoît", "Grégory", "Cédric", "Mamadou", "Karim", "Mehdi", "Ibrahim", "Étienne", "Rémi",
  "Raphaël", "Gaëtan", "Philippe", "Michel", "Alain", "Pierre-Yves", "Aurélien", "Mathéo", "Noël",
  "Erwan", "Quentin", "Duc", "Olivier", "Stéphane",
};

/* The head of the list is drawn more often, hence a few homonyms. */
static const char * const last_names[] = {
  "Martin", "Bernard", "Petit", "Le Gall", "Moreau", "Lefèvre", "Garcia", "Roux", "Nguyen",
  "Durand", "Girard", "Mercier", "Dupont", "Fournier", "Guérin", "Boyer", "Traoré", "Benali",
  "Rousseau", "Gauthier", "Perrin", "Robin", "Clément", "Morin", "Henry", "Chevalier", "Noël",
  "Meunier", "Denis", "Dufour", "de La Tour", "d'Artois", "du Plessis", "de Saint-Aubin",
  "Le Bihan", "Le Roux", "La Fontaine", "Van den Berghe", "O'Connell", "N'Diaye", "M'Barek",
  "Müller", "Ibáñez", "Gonçalves", "Kowalczyk", "Šimek", "Øvergård", "Ben Saïd", "Lecomte-Vidal",
  "Martin-Dubois", "Petit-Jean", "Saint-Étienne", "Bäcker", "El Amrani", "Diallo", "Coulibaly",
  "Fontaine", "Chauvin", "Gaillard", "Renaud", "Lacroix", "Marchand", "Picard", "Brun", "Barbier",
  "Arnaud", "Schmitt", "Colin", "Vidal", "Caron", "Aubert", "Rivière", "Lucas", "Brunet", "Giraud",
  "Leclercq", "Bourgeois", "Lemoine", "Fabre", "Blanchard", "Rolland", "Pelletier", "Hamelin",
  "Cœuret", "Dupré", "Bézier", "Ozanne", "Tanguy", "Kervella", "Quéméneur", "Abgrall", "Pouliquen",
  "Thébault", "Guillou", "Jaouen", "Cadiou",
};

static const char * const mail_hosts[] = {
  "courrier.example", "laposte.example", "boite.example", "mail.example", "free.example",
  "orange.example", "univ-nantes.example", "mairie.example",
};

static const char * const streets[] = {
  "12 rue des Carmes", "3 bis place du Bouffay", "48 avenue de la République",
  "7 allée des Tilleuls", "115 boulevard Victor-Hugo", "2 chemin de l'Île", "26 rue de l'Église",
  "9 impasse du Four à chaux", "54 quai de la Fosse", "1 rue Jean-Jaurès", "81 route de Clisson",
  "Lieu-dit Kerhuon", "33 rue du Général-de-Gaulle", "6 square Élisa-Mercœur",
  "140 rue Paul-Bellamy", "17 venelle aux Chats",
};

/* Those before Bruxelles are where most ticket holders live. */
static const DemoCity cities[] = {
  { "Nantes", "44000", "Pays de la Loire", "FR", "FRANCE", "47.2183710", "-1.5536210" },
  { "Rezé", "44400", "Pays de la Loire", "FR", "FRANCE", "47.1907900", "-1.5693900" },
  { "Saint-Herblain", "44800", "Pays de la Loire", "FR", "FRANCE", "47.2118600", "-1.6497000" },
  { "Saint-Nazaire", "44600", "Pays de la Loire", "FR", "FRANCE", "47.2734790", "-2.2137660" },
  { "Clisson", "44190", "Pays de la Loire", "FR", "FRANCE", "47.0872300", "-1.2827400" },
  { "Angers", "49000", "Pays de la Loire", "FR", "FRANCE", "47.4784190", "-0.5631660" },
  { "Rennes", "35000", "Bretagne", "FR", "FRANCE", "48.1173470", "-1.6777926" },
  { "Vannes", "56000", "Bretagne", "FR", "FRANCE", "47.6582360", "-2.7608470" },
  { "Brest", "29200", "Bretagne", "FR", "FRANCE", "48.3903940", "-4.4860760" },
  { "La Roche-sur-Yon", "85000", "Pays de la Loire", "FR", "FRANCE", "46.6705110", "-1.4264420" },
  { "Paris", "75011", "Île-de-France", "FR", "FRANCE", "48.8566140", "2.3522219" },
  { "Montreuil", "93100", "Île-de-France", "FR", "FRANCE", "48.8638120", "2.4484510" },
  { "Lyon", "69003", "Auvergne-Rhône-Alpes", "FR", "FRANCE", "45.7640430", "4.8356590" },
  { "Grenoble", "38000", "Auvergne-Rhône-Alpes", "FR", "FRANCE", "45.1885290", "5.7245240" },
  { "Saint-Étienne", "42000", "Auvergne-Rhône-Alpes", "FR", "FRANCE", "45.4396950", "4.3871779" },
  { "Marseille", "13001", "Provence-Alpes-Côte d'Azur", "FR", "FRANCE", "43.2964820", "5.3697800" },
  { "Nice", "06000", "Provence-Alpes-Côte d'Azur", "FR", "FRANCE", "43.7101730", "7.2619530" },
  { "Toulouse", "31000", "Occitanie", "FR", "FRANCE", "43.6046520", "1.4442090" },
  { "Montpellier", "34000", "Occitanie", "FR", "FRANCE", "43.6107690", "3.8767160" },
  { "Bordeaux", "33000", "Nouvelle-Aquitaine", "FR", "FRANCE", "44.8377890", "-0.5791800" },
  { "La Rochelle", "17000", "Nouvelle-Aquitaine", "FR", "FRANCE", "46.1603290", "-1.1511390" },
  { "Pau", "64000", "Nouvelle-Aquitaine", "FR", "FRANCE", "43.2951000", "-0.3707970" },
  { "Lille", "59000", "Hauts-de-France", "FR", "FRANCE", "50.6292500", "3.0572560" },
  { "Amiens", "80000", "Hauts-de-France", "FR", "FRANCE", "49.8940670", "2.2957530" },
  { "Strasbourg", "67000", "Grand Est", "FR", "FRANCE", "48.5734053", "7.7521113" },
  { "Nancy", "54000", "Grand Est", "FR", "FRANCE", "48.6920540", "6.1844170" },
  { "Dijon", "21000", "Bourgogne-Franche-Comté", "FR", "FRANCE", "47.3220470", "5.0414800" },
  { "Besançon", "25000", "Bourgogne-Franche-Comté", "FR", "FRANCE", "47.2378290", "6.0240539" },
  { "Rouen", "76000", "Normandie", "FR", "FRANCE", "49.4432320", "1.0999710" },
  { "Caen", "14000", "Normandie", "FR", "FRANCE", "49.1828630", "-0.3706790" },
  { "Tours", "37000", "Centre-Val de Loire", "FR", "FRANCE", "47.3941440", "0.6848400" },
  { "Orléans", "45000", "Centre-Val de Loire", "FR", "FRANCE", "47.9029640", "1.9092510" },
  { "Ajaccio", "20000", "Corse", "FR", "FRANCE", "41.9192290", "8.7386350" },
  { "Saint-Denis", "97400", "La Réunion", "FR", "FRANCE", "-20.8789000", "55.4481000" },
  { "Bruxelles", "1000", "Bruxelles-Capitale", "BE", "BELGIQUE", "50.8503460", "4.3517210" },
  { "Liège", "4000", "Wallonie", "BE", "BELGIQUE", "50.6325574", "5.5796662" },
  { "Namur", "5000", "Wallonie", "BE", "BELGIQUE", "50.4673883", "4.8719854" },
  { "Genève", "1204", "Genève", "CH", "SUISSE", "46.2043907", "6.1431577" },
  { "Lausanne", "1003", "Vaud", "CH", "SUISSE", "46.5196535", "6.6322734" },
  { "Luxembourg", "L-1111", "", "LU", "LUXEMBOURG", "49.6116210", "6.1319346" },
  { "Montréal", "H2X 1Y4", "Québec", "CA", "CANADA", "45.5016889", "-73.5672560" },
  { "Québec", "G1R 2L3", "Québec", "CA", "CANADA", "46.8138783", "-71.2079809" },
};

#define N_HOMES 34

static guint
skewed (DemoRandom *random,
        guint       n)
{
  return demo_random_below (random, demo_random_odds (random, 300) ? 12 : n);
}

static const char *
draw_first_name (DemoRandom *random,
                 gboolean    woman)
{
  return woman
    ? women[demo_random_below (random, G_N_ELEMENTS (women))]
    : men[demo_random_below (random, G_N_ELEMENTS (men))];
}

DemoPerson
demo_names_person (guint64 key)
{
  DemoRandom random = demo_random (key, 'P');
  DemoPerson person = { .woman = demo_random_odds (&random, 520) };

  person.first_name = draw_first_name (&random, person.woman);
  person.last_name = last_names[skewed (&random, G_N_ELEMENTS (last_names))];

  return person;
}

/* Half of those who come along are family. */
DemoPerson
demo_names_relative (guint64           key,
                     const DemoPerson *of)
{
  DemoPerson person = demo_names_person (key);

  if (key % 2 == 0)
    person.last_name = of->last_name;

  return person;
}

static void
append_plain (GString    *text,
              const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "fr");

  for (const char *at = ascii; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (text, g_ascii_tolower (*at));
    else if (*at == '-')
      g_string_append_c (text, '-');
}

char *
demo_names_dup_email (guint64           key,
                      const DemoPerson *person)
{
  DemoRandom random = demo_random (key, 'E');
  GString *text = g_string_new (NULL);

  if (demo_random_odds (&random, 250))
    {
      append_plain (text, person->last_name);
      g_string_append_printf (text, "%u", 50 + demo_random_below (&random, 50));
    }
  else
    {
      append_plain (text, person->first_name);
      g_string_append_c (text, '.');
      append_plain (text, person->last_name);
    }
  g_string_append_printf (text, "@%s",
                          mail_hosts[demo_random_below (&random, G_N_ELEMENTS (mail_hosts))]);

  return g_string_free_and_steal (text);
}

const char *
demo_names_street (guint64 key)
{
  return streets[demo_mix (key, 'S') % G_N_ELEMENTS (streets)];
}

const DemoCity *
demo_names_city (guint64 key)
{
  return &cities[demo_mix (key, 'C') % G_N_ELEMENTS (cities)];
}

const DemoCity *
demo_names_home (guint64 key)
{
  DemoRandom random = demo_random (key, 'H');

  return demo_random_odds (&random, 700)
    ? &cities[demo_random_below (&random, 10)]
    : &cities[demo_random_below (&random, N_HOMES)];
}

/* Of the organizer. */
const DemoCity *
demo_names_seat (void)
{
  return &cities[0];
}
