#include "demo-season.h"

/* The season of an organizer in Nantes who does not exist, told in days around today. */

const DemoVenue demo_venues[] = {
  { "Parc des Chantiers", "Boulevard Léon-Bureau", "44200", "Nantes", "Pays de la Loire", "FR",
    "FRANCE", "47.2064000", "-1.5642000" },
  { "Théâtre du Rideau Rouge", "5 rue des Trois-Croissants", "44000", "Nantes", "Pays de la Loire",
    "FR", "FRANCE", "47.2150500", "-1.5569300" },
  { "Domaine de la Garenne-Lemot", "Route de Poitiers", "44190", "Clisson", "Pays de la Loire",
    "FR", "FRANCE", "47.0801000", "-1.2741000" },
  { "Salons de l'Hôtel du Port", "18 quai de la Fosse", "44000", "Nantes", "Pays de la Loire", "FR",
    "FRANCE", "47.2106000", "-1.5640000" },
  { "Place des Palmistes", "Avenue du Général-de-Gaulle", "97300", "Cayenne", "Guyane", "FR",
    "FRANCE", "4.9371000", "-52.3300000" },
  { "", "", "", "", "", NULL, NULL, "0.0000000", "0.0000000" },
};

static const DemoCategorySpec festival_categories[] = {
  { "Pass", -1 },
  { "Billets à la journée", -1 },
  { "Premier jour", 1 },
  { "Deuxième jour", 1 },
  { "Troisième jour", 1 },
  { "Camping & parking", -1 },
  { "Invitations", -1 },
  { NULL, -1 },
};

static const DemoTicketSpec festival_tickets[] = {
  { "Billet réseau de distribution", -1, 4290, 150, 80, 0, 0, 0, 100, "FNCSP", 0 },
  { "Pass 3 jours - Lève-tôt", 0, 7900, 180, 100, 0, 0, 0, 22, NULL, 0 },
  { "Pass 3 jours - Plein tarif", 0, 9900, 420, 84, 0, 0, 10, 100, NULL, 0 },
  { "Pass 3 jours - Réduit (étudiants, demandeurs d'emploi)", 0, 7990, 160, 90, 0, 0, 0, 100, NULL,
    0 },
  { "Premier jour - Plein tarif", 2, 4200, 170, 78, 0, 0, 0, 100, NULL, 0 },
  { "Premier jour - Tarif réduit", 2, 3450, 80, 70, 0, 0, 0, 100, NULL, 0 },
  { "Premier jour - Enfant (6-12 ans)", 2, 1250, 30, 60, 0, 0, 0, 100, NULL,
    DEMO_TICKET_NUMBER_ID },
  { "Deuxième jour - Plein tarif", 3, 4500, 240, 95, 0, 1, 0, 100, NULL, 0 },
  { "Deuxième jour - Tarif réduit", 3, 3650, 110, 92, 0, 1, 0, 100, NULL, 0 },
  { "Deuxième jour - Enfant (6-12 ans)", 3, 1250, 40, 80, 0, 1, 0, 100, NULL,
    DEMO_TICKET_NUMBER_ID },
  { "Troisième jour - Plein tarif", 4, 3900, 180, 62, 0, 2, 0, 100, NULL, 0 },
  { "Troisième jour - Tarif réduit", 4, 3150, 80, 58, 0, 2, 0, 100, NULL, 0 },
  { "Troisième jour - Famille (2 adultes, 2 enfants)", 4, 9000, 24, 66, 4, 2, 0, 100, NULL, 0 },
  { "Emplacement tente", 5, 1500, 90, 88, 0, 0, 0, 100, NULL, 0 },
  { "Emplacement van", 5, 2999, 40, 95, 0, 0, 0, 100, NULL, 0 },
  { "Presse", 6, 0, 30, 70, 0, 0, 20, 100, NULL, DEMO_TICKET_INVITATION },
  { "Partenaires", 6, 9900, 60, 75, 0, 0, 20, 100, NULL, DEMO_TICKET_INVITATION },
  { NULL },
};

static const DemoTicketSpec theatre_tickets[] = {
  { "Carré or", -1, 3200, 140, 82, 0, 0, 0, 100, NULL, DEMO_TICKET_SOME_DATES },
  { "Plein tarif", -1, 2400, 620, 74, 0, 0, 0, 100, NULL, 0 },
  { "Tarif réduit", -1, 1650, 320, 70, 0, 0, 0, 100, NULL, 0 },
  { "Moins de 12 ans", -1, 950, 120, 60, 0, 0, 0, 100, NULL, 0 },
  { "Scolaires", -1, 600, 150, 68, 0, 0, 0, 100, NULL, DEMO_TICKET_SOME_DATES },
  { NULL },
};

static const DemoCategorySpec race_categories[] = {
  { "Courses individuelles", -1 },
  { "Longue distance", 0 },
  { "Ultra 82 km", 1 },
  { "Maratrail 42 km", 1 },
  { "Découverte", 0 },
  { "Trail 21 km", 4 },
  { "Trail 11 km", 4 },
  { "Relais", -1 },
  { "Enfants", -1 },
  { NULL, -1 },
};

static const DemoTicketSpec race_tickets[] = {
  { "Ultra 82 km - Licencié FFA", 2, 8500, 70, 82, 0, 0, 0, 100, NULL, 0 },
  { "Ultra 82 km - Non licencié", 2, 8900, 60, 75, 0, 0, 0, 100, NULL, 0 },
  { "Maratrail 42 km - Licencié FFA", 3, 4500, 110, 88, 0, 0, 0, 100, NULL, 0 },
  { "Maratrail 42 km - Non licencié", 3, 4900, 90, 80, 0, 0, 0, 100, NULL, 0 },
  { "Trail 21 km - Premiers inscrits", 5, 2150, 80, 100, 0, 0, 0, 30, NULL, 0 },
  { "Trail 21 km", 5, 2600, 160, 72, 0, 0, 20, 100, NULL, 0 },
  { "Trail 11 km", 6, 1550, 190, 70, 0, 0, 0, 100, NULL, DEMO_TICKET_NUMBER_ID },
  { "Marche nordique 11 km", 6, 999, 60, 66, 0, 0, 0, 100, NULL, 0 },
  { "Relais à quatre", 7, 9600, 96, 75, 4, 0, 0, 100, NULL, 0 },
  { "Relais en duo", 7, 5800, 60, 70, 2, 0, 0, 100, NULL, 0 },
  { "La Ronde des lutins (6-11 ans)", 8, 0, 80, 65, 0, 0, 0, 100, NULL, DEMO_TICKET_CHILD },
  { NULL },
};

static const DemoTicketSpec gala_tickets[] = {
  { "Table de dix couverts", -1, 85000, 120, 83, 10, 0, 0, 100, NULL, 0 },
  { "Dîner et soirée dansante", -1, 9500, 140, 72, 0, 0, 0, 100, NULL, 0 },
  { "Soirée dansante seule", -1, 2500, 90, 60, 0, 0, 15, 100, NULL, 0 },
  { "Mécène", -1, 25000, 20, 70, 0, 0, 0, 100, NULL, 0 },
  { "Invités d'honneur", -1, 9500, 20, 80, 0, 0, 0, 100, NULL, DEMO_TICKET_INVITATION },
  { NULL },
};

static const DemoTicketSpec overseas_tickets[] = {
  { "Prévente", -1, 1800, 110, 90, 0, 0, 0, 70, NULL, 0 },
  { "Plein tarif", -1, 2300, 150, 55, 0, 0, 0, 100, NULL, 0 },
  { "Tarif réduit", -1, 1500, 60, 50, 0, 0, 0, 100, NULL, 0 },
  { NULL },
};

static const DemoCategorySpec fair_categories[] = {
  { "Exposants", -1 },
  { "Visiteurs", -1 },
  { NULL, -1 },
};

static const DemoTicketSpec fair_tickets[] = {
  { "Entrée libre sur inscription", 1, 0, 0, 0, 0, 0, 0, 100, NULL,
    DEMO_TICKET_NUMBER_ID | DEMO_TICKET_BARE },
  { "Entrée", 1, 300, 170, 75, 0, 0, 0, 100, NULL, 0 },
  { "Table de 2 mètres", 0, 3500, 40, 95, 0, 0, 0, 100, NULL, 0 },
  { NULL },
};

static const DemoTicketSpec open_air_tickets[] = {
  { "Placement libre", -1, 2800, 180, 62, 0, 0, 0, 100, NULL, 0 },
  { "Personnes à mobilité réduite", -1, 2050, 10, 50, 0, 0, 0, 100, NULL, 0 },
  { NULL },
};

static const DemoTicketSpec workshop_tickets[] = {
  { "Stage de trois jours", -1, 18000, 16, 0, 0, 0, 0, 100, NULL, 0 },
  { "Stage de trois jours - adhérents", -1, 14550, 8, 0, 0, 0, 0, 100, NULL, 0 },
  { NULL },
};

static const int run_dates[] = {
  -34, -33, -32, -27, -26, -25, -20, -19, -18, -13, -12, -6, -5, -1,
  0, 1, 7, 8, 14, 15, 21, 22, 28, 29, 35, 36, NO_DATE,
};

static const int past_run_dates[] = {
  -238, -237, -231, -230, -224, -223, -217, -216, -210, -209, NO_DATE,
};

static const int workshop_dates[] = { 68, 69, 70, NO_DATE };

#define FESTIVAL_HTML \
  "<h2>Trois jours de musique au bord de l'eau</h2>\r\n<p>\r\n\tQuarante concerts, " \
  "<strong>trois scènes</strong>, des food-trucks d'ici &amp; d'ailleurs.&nbsp;Le site ouvre à " \
  "14&nbsp;h.</p>\r\n<ul>\r\n\t<li>Premier jour&nbsp;: <em>Les Filles du Môle</em>, " \
  "Gr&eacute;ement, Baba Sissoko Trio</li>\r\n\t<li>Deuxième jour&nbsp;: Orchestre de l'Erdre, " \
  "DJ Marée Basse</li>\r\n\t<li>Troisième jour&nbsp;: bal folk et fanfares</li>\r\n</ul>\r\n" \
  "<p>Infos&nbsp;: <a href=\"https://nuits-estuaire.example/infos?lang=fr&amp;src=billet\">" \
  "nuits-estuaire.example</a></p>\r\n"

#define RACE_HTML \
  "<p><b>Cinq courses</b> entre Sèvre et Maine.</p>\r\n<p>Certificat médical de moins d'un an ou " \
  "licence FFA <u>obligatoire</u> au retrait du dossard.<br />D+ 2&nbsp;950&nbsp;m pour l'ultra " \
  "&ndash; barrière horaire à 14&nbsp;h.</p>\r\n" \
  "<ol><li>Départ ultra&nbsp;: 4&nbsp;h</li><li>Départ 42&nbsp;km&nbsp;: 8&nbsp;h</li></ol>\r\n"

#define THEATRE_HTML \
  "<p>Argan se croit mourant&nbsp;; sa servante Toinette, elle, se porte à merveille.</p>\r\n" \
  "<p>De <strong>Molière</strong>, mise en scène Hélène Quéméneur. Durée&nbsp;: 1&nbsp;h&nbsp;50 " \
  "sans entracte. À partir de 8&nbsp;ans.</p>\r\n<blockquote>&laquo;&nbsp;Vif, acide, " \
  "irrésistible&nbsp;&raquo; &mdash; <cite>La Gazette du Port</cite></blockquote>\r\n"

const DemoEventSpec demo_event_specs[] = {
  {
    .id = 1130412,
    .name = "Festival Les Nuits de l'Estuaire %d",
    .first_day = 0, .start = 14 * 60, .length = 60 * 60, .sale_day = -190,
    .ticket_id = 5211400, .category_id = 88120,
    .tickets = festival_tickets, .categories = festival_categories,
    .form = DEMO_FORM_FESTIVAL, .flags = DEMO_EVENT_QUOTAS,
    .size = 100, .genre = 3, .venue = 0,
    .slug = "nuits-de-l-estuaire",
    .site_url = "https://nuits-estuaire.example/",
    .has_picture = TRUE,
    .description = FESTIVAL_HTML,
  },
  {
    .id = 1121907,
    .name = "Le Malade imaginaire",
    .first_day = -34, .start = 20 * 60 + 30, .length = 110, .sale_day = -120,
    .ticket_id = 5198300, .category_id = 87410,
    .tickets = theatre_tickets, .dates = run_dates,
    .size = 100, .genre = 5, .venue = 1,
    .slug = "le-malade-imaginaire",
    .site_url = "",
    .has_picture = TRUE,
    .description = THEATRE_HTML,
  },
  {
    .id = 1134586,
    .name = "Trail des Deux Vallées %d",
    .first_day = 26, .start = 4 * 60, .length = 16 * 60, .sale_day = -100,
    .ticket_id = 5223100, .category_id = 88950,
    .tickets = race_tickets, .categories = race_categories,
    .form = DEMO_FORM_RACE, .flags = DEMO_EVENT_QUOTAS,
    .size = 100, .genre = 21, .venue = 2,
    .slug = "trail-des-deux-vallees",
    .site_url = "https://trail2vallees.example/",
    .has_picture = TRUE,
    .description = RACE_HTML,
  },
  {
    .id = 1136020,
    .name = "Gala de bienfaisance « Les Mains tendues »",
    .first_day = 17, .start = 19 * 60 + 30, .length = 6 * 60 + 30, .sale_day = -60,
    .ticket_id = 5226800, .category_id = 89400,
    .tickets = gala_tickets,
    .form = DEMO_FORM_GALA, .flags = DEMO_EVENT_QUOTAS,
    .size = 100, .genre = 24, .venue = 3,
    .slug = "gala-mains-tendues",
    .site_url = "",
    .description = "<p>Dîner, tombola &amp; orchestre au profit de l'hôpital des enfants.</p>\r\n",
  },
  {
    .id = 1137744,
    .name = "Nuits amazoniennes",
    .first_day = 9, .start = 20 * 60, .length = 5 * 60, .sale_day = -45,
    .ticket_id = 5230700, .category_id = 89990,
    .tickets = overseas_tickets,
    .flags = DEMO_EVENT_OPEN_END,
    .size = 100, .zone = "America/Cayenne", .genre = 3, .venue = 4,
    .slug = "nuits-amazoniennes",
    .site_url = "",
    .has_picture = TRUE,
    .description = "<p>Kaseko, aléké et invités surprises sous les palmistes.</p>\r\n",
  },
  {
    .id = 1135311,
    .name = "Concert de plein air",
    .first_day = 5, .start = 20 * 60, .length = 3 * 60, .sale_day = -70,
    .ticket_id = 5225000, .category_id = 89210,
    .tickets = open_air_tickets,
    .flags = DEMO_EVENT_CANCELLED,
    .size = 100, .genre = 3, .venue = 2,
    .slug = "concert-de-plein-air",
    .site_url = "",
    .description =
      "<p><strong>ANNULÉ</strong> &ndash; les billets sont remboursés automatiquement.</p>\r\n",
  },
  {
    .id = 1140233,
    .name = "Stage de jeu masqué",
    .first_day = 68, .start = 10 * 60, .length = 7 * 60, .sale_day = 12,
    .ticket_id = 5238800, .category_id = 90710,
    .tickets = workshop_tickets, .dates = workshop_dates,
    .size = 100, .genre = 30, .venue = 1,
    .slug = "stage-de-jeu-masque",
    .site_url = "",
    .description = "",
  },
  {
    .id = 1141002,
    .name = "Festival Les Nuits de l'Estuaire %d",
    .first_day = 366, .start = 14 * 60, .length = 60 * 60, .sale_day = 170,
    .ticket_id = 5240100, .category_id = 90880,
    .tickets = festival_tickets, .categories = festival_categories,
    .form = DEMO_FORM_FESTIVAL, .flags = DEMO_EVENT_DRAFT | DEMO_EVENT_QUOTAS,
    .size = 100, .genre = 3, .venue = 5,
    .slug = "nuits-de-l-estuaire-prochaine",
    .site_url = "",
    .description = "",
  },
  {
    .id = 1118250,
    .name = "Bourse aux vinyles & BD d'automne",
    .first_day = -58, .start = 9 * 60, .length = 8 * 60, .sale_day = -110,
    .ticket_id = 5190500, .category_id = 86900,
    .tickets = fair_tickets, .categories = fair_categories,
    .flags = DEMO_EVENT_CLOSED | DEMO_EVENT_UNSCANNED,
    .size = 100, .genre = 35, .venue = 3,
    .slug = "bourse-aux-vinyles",
    .site_url = "",
    .has_picture = TRUE,
    .description = "<p>80 exposants, entrée 3&nbsp;&euro;.</p>\r\n",
  },
  {
    .id = 1052118,
    .name = "Cyrano de Bergerac",
    .first_day = -238, .start = 20 * 60, .length = 150, .sale_day = -330,
    .ticket_id = 5001200, .category_id = 80100,
    .tickets = theatre_tickets, .dates = past_run_dates,
    .size = 36, .genre = 5, .venue = 1,
    .slug = "cyrano",
    .site_url = "",
    .has_picture = TRUE,
    .description = "<p>C'est un roc&hellip; c'est un pic&hellip; c'est un cap&nbsp;!</p>\r\n",
  },
  {
    .id = 1010377,
    .name = "Trail des Deux Vallées %d",
    .first_day = -338, .start = 4 * 60, .length = 16 * 60, .sale_day = -460,
    .ticket_id = 4890400, .category_id = 76300,
    .tickets = race_tickets, .categories = race_categories,
    .form = DEMO_FORM_RACE, .flags = DEMO_EVENT_BLANKS,
    .size = 78, .genre = 21, .venue = 2,
    .slug = "trail-des-deux-vallees-precedent",
    .site_url = "https://trail2vallees.example/",
    .has_picture = TRUE,
    .description = RACE_HTML,
  },
  {
    .id = 1004951,
    .name = "Festival Les Nuits de l'Estuaire %d",
    .first_day = -365, .start = 14 * 60, .length = 60 * 60, .sale_day = -550,
    .ticket_id = 4871800, .category_id = 75800,
    .tickets = festival_tickets, .categories = festival_categories,
    .form = DEMO_FORM_FESTIVAL,
    .size = 84, .genre = 3, .venue = 0,
    .slug = "nuits-de-l-estuaire-precedent",
    .site_url = "https://nuits-estuaire.example/",
    .has_picture = TRUE,
    .description = FESTIVAL_HTML,
  },
};

const guint demo_n_event_specs = G_N_ELEMENTS (demo_event_specs);
