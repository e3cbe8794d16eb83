#pragma once

/* Common names come first, and are picked more often. */

static const char * const first_names[] = {
  "Marie", "Nathalie", "Camille", "Nicolas", "Thomas", "Julien", "Isabelle", "Philippe", "Léa",
  "Sébastien", "Céline", "Aurélie", "Pierre", "Sophie", "Christophe", "Stéphane", "Frédéric",
  "Sandrine", "Émilie", "Élodie", "Alexandre", "Laurent", "Antoine", "Valérie", "Hélène", "Jérôme",
  "Jean", "Michel", "Catherine", "Martine", "Véronique", "Anne", "Chloé", "Manon", "Emma", "Lucas",
  "Hugo", "Louis", "François", "Françoise", "Mathieu", "Matthieu", "Guillaume", "Maxime", "Romain",
  "Clément", "Quentin", "Jean-Pierre", "Anne-Sophie", "Marie-Claude", "Vincent", "Olivier",
  "Patrick", "Pascal", "Bruno", "Éric", "Benoît", "Cédric", "Rémi", "Gaëtan", "Loïc", "Anaïs",
  "Maëlle", "Zoé", "Noémie", "Raphaël", "Gabriel", "Arthur", "Jules", "Adam", "Nathan", "Paul",
  "Jean-François", "Jean-Luc", "Marie-Hélène", "Mélanie", "Stéphanie", "Brigitte", "Monique",
  "Dominique", "Jacqueline", "Bernard", "Daniel", "Thierry", "Kévin", "Florian", "Anthony",
  "Jérémy", "Damien", "Fabien", "Arnaud", "Denis", "Didier", "Gilles", "Hervé", "Yves", "Marc",
  "Martin", "Margaux", "Marine", "Marion", "Mario", "Marius", "Inès", "Jade", "Louise", "Alice",
  "Ambre", "Rose", "Anna", "Agathe", "Juliette", "Jeanne", "Yasmine", "Fatima", "Mohamed", "Karim",
  "Nadia", "Samira", "Youssef", "Aïcha", "Mehdi", "Ibrahim", "Moussa", "Aminata", "Mamadou", "Linh",
  "Wei", "João", "Łukasz", "Jürgen", "Søren", "Márta", "Anne-Marie", "Charles-Édouard", "Maël",
};

static const char * const last_names[] = {
  "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau",
  "Laurent", "Simon", "Michel", "Lefebvre", "Leroy", "Roux", "David", "Bertrand", "Morel",
  "Fournier", "Girard", "Bonnet", "Dupont", "Lambert", "Fontaine", "Rousseau", "Vincent", "Muller",
  "Lefèvre", "Faure", "André", "Mercier", "Blanc", "Guérin", "Boyer", "Garnier", "Chevalier",
  "François", "Legrand", "Gauthier", "Garcia", "Perrin", "Robin", "Clément", "Morin", "Nicolas",
  "Henry", "Roussel", "Mathieu", "Gautier", "Masson", "Marchand", "Duval", "Denis", "Dumont",
  "Marie", "Lemaire", "Noël", "Meyer", "Dufour", "Meunier", "Brun", "Blanchard", "Giraud", "Joly",
  "Rivière", "Lucas", "Brunet", "Gaillard", "Barbier", "Arnaud", "Martinez", "Gérard", "Roche",
  "Renard", "Schmitt", "Roy", "Leroux", "Colin", "Vidal", "Caron", "Picard", "Roger", "Fabre",
  "Aubert", "Lemoine", "Renaud", "Dumas", "Lacroix", "Bourgeois", "Benoît", "Rey", "Leclerc",
  "Payet", "Rolland", "Leclercq", "Lecomte", "López", "Dupuy", "Guillot", "Hubert", "Berger",
  "Carpentier", "Sánchez", "Dupuis", "Moulin", "Deschamps", "Huet", "Vasseur", "Pérez", "Boucher",
  "Fleury", "Royer", "Klein", "Jacquet", "Poirier", "Aubry", "Guyot", "Carré", "Ménard", "Maillard",
  "Le Gall", "Collet", "Léger", "Prévost", "Le Roux", "Langlois", "Rémy", "Le Goff", "Lévêque",
  "Barré", "Weber", "Hamon", "Rodríguez", "Étienne", "Da Silva", "Lemaître", "Bénard", "Maréchal",
  "Barthélemy", "de la Tour", "du Pré", "de Villiers", "d'Almeida", "L'Hermite", "O'Connor",
  "van den Berg", "Ben Amar", "N'Diaye", "Nguyễn", "Kowalski", "Þórsson", "Saint-Martin",
};

static const char * const syllables[] = {
  "bo", "ma", "dé", "ri", "la", "chi", "ou", "ver", "mon", "tel", "gué", "ran", "di", "er", "val",
  "lac", "pe", "lo", "tin", "bar", "fon", "mar", "sou", "li", "né", "do", "ga", "ro", "cau", "vi",
  "le", "mé", "gra", "pon", "bel", "ha", "ker", "zi", "ya", "jo",
};

static const char * const endings[] = {
  "rd", "ot", "ier", "eau", "et", "in", "on", "ez", "oux", "ac", "el", "and", "ert", "ard", "ski",
  "ova", "ini", "sen", "ié", "ais",
};

static const char * const domains[] = {
  "gmail.com", "orange.fr", "free.fr", "hotmail.fr", "wanadoo.fr", "yahoo.fr", "laposte.net",
  "sfr.fr", "outlook.fr", "icloud.com", "proton.example", "mairie-lyon.example",
  "asso-velo.example", "univ-rennes.example",
};

static const char * const towns[] = {
  "Paris", "Lyon", "Marseille", "Toulouse", "Nice", "Nantes", "Montpellier", "Strasbourg",
  "Bordeaux", "Lille", "Rennes", "Dijon", "Saint-Étienne", "Besançon", "Orléans", "Le Havre",
  "Angers", "Grenoble", "Nîmes", "Clermont-Ferrand", "L'Haÿ-les-Roses",
};

static const char * const sources[] = {
  "Bouche à oreille", "Réseaux sociaux", "Affiche", "Lettre d'information", "Presse régionale",
};

static const char * const gates[] = { "Porte A", "Porte B", "Entrée nord", "Accès V.I.P." };

static const char * const origins[] = { "web", "web", "web", "web", "saisir", "invitation",
                                        "guichet" };
