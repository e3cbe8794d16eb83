#include "config.h"

#include "parvis-participant-words.h"

#include <glib/gi18n-lib.h>

#include "parvis-failure.h"
#include "parvis-format.h"
#include "parvis-roster.h"

static char *
page_cb (GObject       *object,
         guint          n_people,
         gboolean       loading,
         gboolean       refreshing,
         gboolean       narrowed,
         ParvisFailure *failure)
{
  if (n_people > 0)
    return g_strdup ("people");
  if (loading || (refreshing && !narrowed))
    return g_strdup ("wait");
  if (failure != NULL)
    return g_strdup ("failure");

  return g_strdup (narrowed ? "no-result" : "empty");
}

static gboolean
is_several_cb (GObject *object,
               guint    n_selected)
{
  return n_selected > 1;
}

static char *
selected_cb (GObject *object,
             guint    n_selected)
{
  return g_strdup_printf (ngettext ("%u selected", "%u selected", n_selected), n_selected);
}

static char *
person_name_cb (GObject         *object,
                WeezParticipant *person)
{
  return person != NULL ? parvis_roster_dup_name (person) : g_strdup ("");
}

static char *
person_status_cb (GObject         *object,
                  WeezParticipant *person)
{
  return g_strdup (person != NULL ? parvis_roster_get_status (person) : "");
}

/**
 * parvis_participant_words_dup_sum:
 * @counts: (nullable): what was counted
 *
 * Returns: (transfer full): how many they are, and what their tickets cost
 */
char *
parvis_participant_words_dup_sum (ParvisFacets *counts)
{
  g_autofree char *people = NULL;
  g_autofree char *value = NULL;
  g_autofree char *matching = NULL;
  g_autofree char *total = NULL;
  guint n_total;

  if (counts == NULL)
    return g_strdup ("");

  n_total = parvis_facets_get_total (counts);
  matching = parvis_format_count (parvis_facets_get_matching (counts));
  total = parvis_format_count (n_total);
  value = parvis_format_money (
    (WeezMoney) { parvis_facets_get_face_value (counts) });
  if (parvis_facets_get_matching (counts) == n_total)
    people = g_strdup_printf (ngettext ("%s participant", "%s participants", n_total), total);
  else
    /* Translators: those that the filters let through, of all of the event. */
    people = g_strdup_printf (ngettext ("%s of %s participant", "%s of %s participants", n_total),
                              matching, total);

  /* Translators: how many participants, and what their tickets cost together. */
  return g_strdup_printf (_("%s · estimated face value %s"), people, value);
}

/**
 * parvis_participant_words_bind:
 * @widget_class: whose template has these closures
 */
void
parvis_participant_words_bind (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "page", G_CALLBACK (page_cb) },
    { "is_several", G_CALLBACK (is_several_cb) },
    { "selected", G_CALLBACK (selected_cb) },
    { "person_name", G_CALLBACK (person_name_cb) },
    { "person_status", G_CALLBACK (person_status_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}
