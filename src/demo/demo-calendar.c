#include "demo-calendar.h"

#include "demo-random.h"
#include "demo-time.h"

#define N_EVENTS 2000

const DemoGenre demo_genres[] = {
  { 1, "Conférence", "Conference" },
  { 3, "Concert / Festival", "Concert / Festival" },
  { 5, "Théâtre / Spectacle", "Theatre / Show" },
  { 7, "Humour", "Comedy" },
  { 9, "Danse", "Dance" },
  { 11, "Exposition", "Exhibition" },
  { 13, "Cours / Formation", "Class / Training" },
  { 14, "Soirée clubbing", "Soirée clubbing" },
  { 16, "Salon / Foire", "Trade fair" },
  { 18, "Gastronomie & vin", "Food & wine" },
  { 21, "Course à pied / Trail", "Running / Trail" },
  { 22, "Cyclisme", "Cycling" },
  { 24, "Gala / Soirée étudiante", "Gala / Student party" },
  { 27, "Jeune public", "Children" },
  { 30, "Stage / Atelier", "Workshop" },
  { 32, "Adhésion", "Membership" },
  { 35, "Brocante / Bourse", "Flea market" },
  { 38, "Dons en ligne", "Online donations" },
};

const guint demo_n_genres = G_N_ELEMENTS (demo_genres);

static const struct
{
  guint       genre;
  const char *titles[6];
} titles[] = {
  { 1, { "Les rendez-vous de l'histoire", "Climat : que faire ?", "Café philo",
         "Matinée des entrepreneurs", "Nuit des idées", "Parlons vélo" } },
  { 3, { "Jazz sous les tilleuls", "Rock en Seugne", "Nuit de la chanson", "Les Voix du fleuve",
         "Fanfares en fête", "Baroque & lumières" } },
  { 5, { "L'Avare", "Antigone", "Roméo et Juliette", "Le Jeu de l'amour et du hasard",
         "En attendant Godot", "Ubu roi" } },
  { 7, { "Plateau d'humour", "Impro : le match", "Seule en scène", "Le Grand Fou rire",
         "Scène ouverte", "Gérard n'en peut plus" } },
  { 9, { "Bal swing", "Ballet de poche", "Fest-noz de printemps", "Tango sur les quais",
         "Hip-hop session", "Casse-Noisette" } },
  { 11, { "Photographies d'ailleurs", "Sculptures au jardin", "Nuit au musée",
          "L'atelier du graveur", "Lumières d'hiver", "Art & récup'" } },
  { 13, { "Premiers secours (PSC1)", "Initiation au tour", "Anglais pour voyager",
          "Tailler ses fruitiers", "Cuisine du monde", "Taï-chi" } },
  { 14, { "Electro sur le toit", "Bal masqué", "Soirée années 80", "Silent party",
          "Nuit blanche au hangar", "Disco patins" } },
  { 16, { "Salon du livre", "Foire aux plantes", "Salon de l'habitat", "Festival du jeu",
          "Salon du bien-être", "Forum des métiers" } },
  { 18, { "Fête de l'huître", "Dégustation en cave", "Marché de la truffe", "Banquet médiéval",
          "Fête du fromage & du pain", "Brunch au potager" } },
  { 21, { "Trail des Crêtes", "10 km de la ville", "Corrida de Noël", "Marathon du vignoble",
          "Foulées roses", "Course des marais" } },
  { 22, { "Randonnée cyclo", "Gravel des collines", "La Montée du col", "Vélo en fête",
          "Cyclosportive", "Critérium" } },
  { 24, { "Gala des écoles", "Nuit de l'ENSI", "Bal de fin d'année", "Soirée d'intégration",
          "Gala de médecine", "Remise des diplômes" } },
  { 27, { "Guignol et le voleur", "Contes à dormir debout", "Le Petit Prince", "Cirque miniature",
          "Marionnettes d'ici", "Bal des lutins" } },
  { 30, { "Stage de chant", "Atelier d'écriture", "Stage de voile", "Poterie en famille",
          "Stage photo", "Atelier clown" } },
  { 32, { "Adhésion annuelle", "Carte de membre", "Inscription saison", "Licence loisir",
          "Abonnement", "Cotisation de soutien" } },
  { 35, { "Vide-greniers", "Bourse aux jouets", "Puces des couturières", "Bourse aux vélos",
          "Braderie", "Marché aux livres" } },
  { 38, { "Un toit pour tous", "Sauvons la chapelle", "Course solidaire : vos dons",
          "Soutien à la radio", "Fonds d'urgence", "Arbre de Noël" } },
};

static const char * const organizers[] = {
  "Association Bouge ta ville", "Comité des fêtes", "La Compagnie des Quatre Vents",
  "MJC du Centre", "Les Amis de l'orgue", "Collectif Basse Fréquence", "Athlétic Club",
  "Office de tourisme", "Cie L'Œil nu", "Bureau des étudiants", "Le Hangar à bananes",
  "Fondation des Deux Rives", "Amicale laïque", "Studio 404",
};

static const char * const places[] = {
  "Salle polyvalente", "Espace culturel", "Théâtre municipal", "Place du Marché",
  "Le Grand Atelier", "Parc de la Mairie", "Halle aux grains", "Chapelle Sainte-Anne", "Le Hangar",
  "Stade Jean-Bouin",
};

const DemoGenre *
demo_genre_find (guint id)
{
  for (guint i = 0; i < demo_n_genres; i++)
    if (demo_genres[i].id == id)
      return &demo_genres[i];

  return &demo_genres[0];
}

static void
clear_event (gpointer data)
{
  DemoPublicEvent *event = data;

  g_free (event->title);
}

/* Events of everybody else, from two months ago to six months ahead. */
GArray *
demo_calendar_new (guint64 seed,
                   gint64  anchor)
{
  GArray *events = g_array_sized_new (FALSE, TRUE, sizeof (DemoPublicEvent), N_EVENTS);
  DemoRandom random = demo_random (seed, 'K');

  g_array_set_clear_func (events, clear_event);

  for (guint i = 0; i < N_EVENTS; i++)
    {
      guint kind = demo_random_below (&random, G_N_ELEMENTS (titles));
      const char *title = titles[kind].titles[demo_random_below (&random, 6)];
      DemoPublicEvent event = { .id = 600100 + i * 7, .genre = kind };
      int day = (int) demo_random_below (&random, 240) - 60;
      guint length = demo_random_odds (&random, 150) ? 1 + demo_random_below (&random, 6) : 0;
      guint hour = 9 + demo_random_below (&random, 13);

      event.city = demo_names_city (demo_random_next (&random));
      event.organizer = organizers[demo_random_below (&random, G_N_ELEMENTS (organizers))];
      event.place = places[demo_random_below (&random, G_N_ELEMENTS (places))];
      event.title = demo_random_odds (&random, 400)
        ? g_strdup_printf ("%s - %s", title, event.city->name)
        : g_strdup (title);
      event.start = demo_time_at (anchor, day, (int) hour * 60, NULL);
      event.end =
        demo_time_at (anchor, day + (int) length, (int) MIN (hour + 3, 23) * 60 + 59, NULL) + 59;
      event.sale_start =
        demo_time_at (anchor, day - 30 - (int) demo_random_below (&random, 90), 600, NULL);
      event.sale_end = event.start;
      event.low = demo_random_odds (&random, 250) ? 0 : 500 + demo_random_below (&random, 40) * 50;
      event.high =
        event.low + (demo_random_odds (&random, 500) ? 0 : demo_random_below (&random, 60) * 50);

      /* Donations and memberships happen nowhere. */
      if (titles[kind].genre == 38 || titles[kind].genre == 32)
        event.city = NULL;

      g_array_append_val (events, event);
    }

  return events;
}
