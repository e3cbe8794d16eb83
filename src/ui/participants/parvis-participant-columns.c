#include "config.h"

#include <string.h>

#include "parvis-participant-columns.h"

#include <glib/gi18n-lib.h>

#include "parvis-record-text.h"
#include "parvis-setting.h"

#define SAVE_AFTER_MS 400

struct _ParvisParticipantColumns
{
  GObject        parent_instance;
  GtkColumnView *table;      /* weak */
  ParvisRoster  *roster;
  ParvisStore   *store;
  char          *setting;
  GMenu         *menu;
  guint          saving;
};

G_DEFINE_FINAL_TYPE (ParvisParticipantColumns, parvis_participant_columns, G_TYPE_OBJECT)

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

static char *
dup_date (ParvisRoster    *roster,
          WeezParticipant *person)
{
  return parvis_roster_dup_date (roster, person->id_date);
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

  return parvis_roster_dup_moment (person->scan_date);
}

static char *
dup_ordered (ParvisRoster    *roster,
             WeezParticipant *person)
{
  return parvis_roster_dup_moment (person->create_date);
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

/* The id is what a query sorts by. */
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
  { "ticket", NC_ ("column", "Ticket"), 150, FALSE, dup_ticket },
  { "date", NC_ ("column", "Date"), 160, FALSE, dup_date },
  { "status", NC_ ("column", "Status"), 95, FALSE, dup_status },
  { "scan_date", NC_ ("column", "Scanned"), 160, FALSE, dup_scanned },
  { "create_date", NC_ ("column", "Ordered"), 160, FALSE, dup_ordered },
  { "barcode", NC_ ("column", "Barcode"), 110, FALSE, dup_barcode },
  { "origin", NC_ ("column", "Origin"), 110, TRUE, dup_origin },
  { "promo_code", NC_ ("column", "Promo Code"), 120, TRUE, dup_promo_code },
};

static const char *
translate (const char *title)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "column", title);
}

static guint
find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_strcmp0 (columns[i].id, id) == 0)
      return i;

  return G_MAXUINT;
}

/* ---- cells ---- */

static void
setup_cb (ParvisParticipantColumns *self,
          GtkColumnViewCell        *cell)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_column_view_cell_set_child (cell, text);
}

static void
bind_cb (ParvisParticipantColumns *self,
         GtkColumnViewCell        *cell,
         GtkListItemFactory       *factory)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *text = gtk_column_view_cell_get_child (cell);
  WeezParticipant *person = gtk_column_view_cell_get_item (cell);
  g_autofree char *words = columns[column].dup_text (self->roster, person);

  gtk_inscription_set_text (GTK_INSCRIPTION (text), words);
  if (person->deleted || person->refund)
    gtk_widget_add_css_class (text, "dimmed");
  else
    gtk_widget_remove_css_class (text, "dimmed");
}

static void
set_factory (ParvisParticipantColumns *self,
             GtkColumnViewColumn      *column,
             guint                     index)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (index));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_column_set_factory (column, factory);
}

/* What the rows that are in sight say is said anew. */
static void
roster_changed_cb (ParvisParticipantColumns *self)
{
  GListModel *model = self->table != NULL ? gtk_column_view_get_columns (self->table) : NULL;

  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      guint index = find (gtk_column_view_column_get_id (column));

      set_factory (self, column, index);
    }
}

/* ---- what is remembered ---- */

static void
save_cb (gpointer data)
{
  ParvisParticipantColumns *self = data;
  GListModel *model = gtk_column_view_get_columns (self->table);
  g_autoptr(GString) text = g_string_new (NULL);

  self->saving = 0;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s%s %d %d", i > 0 ? "," : "",
                              gtk_column_view_column_get_id (column),
                              gtk_column_view_column_get_visible (column),
                              gtk_column_view_column_get_fixed_width (column));
    }
  /* Nobody waits for it; what is chosen next is written next. */
  dex_future_disown (parvis_setting_write (self->store, self->setting, text->str));
}

static void
changed_cb (ParvisParticipantColumns *self)
{
  if (self->saving == 0 && self->table != NULL)
    self->saving = g_timeout_add_once (SAVE_AFTER_MS, save_cb, self);
}

static void
add_column (ParvisParticipantColumns *self,
            guint                     index,
            gboolean                  visible,
            int                       width)
{
  const char *title = translate (columns[index].title);
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (title, NULL);
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

  gtk_column_view_column_set_id (column, columns[index].id);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_visible (column, visible);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  set_factory (self, column, index);
  gtk_column_view_append_column (self->table, column);
  g_signal_connect_object (column, "notify::visible", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_columns (ParvisParticipantColumns *self,
             gboolean                  dates)
{
  g_autofree char *kept = parvis_store_get_setting (self->store, self->setting);
  g_auto(GStrv) parts = g_strsplit (kept != NULL ? kept : "", ",", -1);
  gboolean added[G_N_ELEMENTS (columns)] = { FALSE };

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (parts[i], " ", 3);
      guint index = g_strv_length (words) == 3 ? find (words[0]) : G_MAXUINT;

      if (index == G_MAXUINT || added[index])
        continue;
      added[index] = TRUE;
      add_column (self, index, g_str_equal (words[1], "1"),
                  (int) CLAMP (g_ascii_strtoll (words[2], NULL, 10), 40, 1200));
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!added[i])
      add_column (self, i, !columns[i].hidden && (dates || !g_str_equal (columns[i].id, "date")),
                  columns[i].width);
}

/* Each column is an action, so that the menu has a mark where it is shown. */
static void
add_actions (ParvisParticipantColumns *self)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  GListModel *model = gtk_column_view_get_columns (self->table);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      g_autoptr(GPropertyAction) action =
        g_property_action_new (gtk_column_view_column_get_id (column), column, "visible");

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (gtk_widget_get_parent (GTK_WIDGET (self->table)), "column",
                                  G_ACTION_GROUP (group));
}

static void
parvis_participant_columns_dispose (GObject *object)
{
  ParvisParticipantColumns *self = PARVIS_PARTICIPANT_COLUMNS (object);

  if (self->saving != 0 && self->table != NULL)
    {
      g_source_remove (self->saving);
      save_cb (self);
    }
  g_clear_handle_id (&self->saving, g_source_remove);
  g_clear_weak_pointer (&self->table);
  g_clear_object (&self->roster);
  g_clear_object (&self->store);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->setting, g_free);

  G_OBJECT_CLASS (parvis_participant_columns_parent_class)->dispose (object);
}

static void
parvis_participant_columns_class_init (ParvisParticipantColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_participant_columns_dispose;
}

static void
parvis_participant_columns_init (ParvisParticipantColumns *self)
{
  self->menu = g_menu_new ();
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *action = g_strconcat ("column.", columns[i].id, NULL);

      g_menu_append (self->menu, translate (columns[i].title), action);
    }
}

ParvisParticipantColumns *
parvis_participant_columns_new (GtkColumnView *table,
                                ParvisRoster  *roster,
                                ParvisStore   *store,
                                const char    *id_event,
                                gboolean       dates)
{
  ParvisParticipantColumns *self = g_object_new (PARVIS_TYPE_PARTICIPANT_COLUMNS, NULL);

  g_set_weak_pointer (&self->table, table);
  self->roster = g_object_ref (roster);
  self->store = g_object_ref (store);
  self->setting = g_strconcat ("columns.", id_event, NULL);
  add_columns (self, dates);
  add_actions (self);

  g_signal_connect_object (gtk_column_view_get_columns (table), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (roster, "changed", G_CALLBACK (roster_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

GMenuModel *
parvis_participant_columns_get_menu (ParvisParticipantColumns *self)
{
  return G_MENU_MODEL (self->menu);
}

void
parvis_participant_columns_sort (ParvisParticipantColumns *self,
                                 const char               *column,
                                 gboolean                  descending)
{
  GListModel *model = gtk_column_view_get_columns (self->table);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) each = g_list_model_get_item (model, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (each), column) == 0)
        gtk_column_view_sort_by_column (self->table, each, descending ? GTK_SORT_DESCENDING
                                                                      : GTK_SORT_ASCENDING);
    }
}

/* A line each, a tab between the columns that are shown: what a spreadsheet takes. A text that
 * begins like a formula is one for it, so it gets a mark before it. */
static void
append_cell (GString    *text,
             const char *words)
{
  if (*words != '\0' && strchr ("=+-@", *words) != NULL)
    g_string_append_c (text, '\'');
  for (const char *at = words; *at != '\0'; at++)
    g_string_append_c (text, strchr ("\t\r\n", *at) != NULL ? ' ' : *at);
}

/* What is shown at the time that somebody asks, for the thread that reads. */
typedef struct
{
  ParvisRoster *roster;
  guint         shown[G_N_ELEMENTS (columns)];
  guint         n_shown;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_object_unref (sheet->roster);
  g_free (sheet);
}

static void
append_row (WeezRecord *record,
            GString    *text,
            gpointer    data)
{
  const Sheet *sheet = data;

  for (guint i = 0; i < sheet->n_shown; i++)
    {
      g_autofree char *words = columns[sheet->shown[i]].dup_text (sheet->roster,
                                                                  WEEZ_PARTICIPANT (record));

      if (i > 0)
        g_string_append_c (text, '\t');
      append_cell (text, words);
    }
  g_string_append_c (text, '\n');
}

/**
 * parvis_participant_columns_read_text:
 * @self: the columns of a table
 * @keys: (element-type gint64) (transfer none): of participants
 *
 * Returns: (transfer full): resolves to a text with a line for each of them; rejects with
 *   %PARVIS_STORE_ERROR. Dropping it cancels.
 */
DexFuture *
parvis_participant_columns_read_text (ParvisParticipantColumns *self,
                                      GArray                   *keys)
{
  GListModel *model = gtk_column_view_get_columns (self->table);
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->roster = parvis_roster_copy (self->roster);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      if (gtk_column_view_column_get_visible (column))
        sheet->shown[sheet->n_shown++] = find (gtk_column_view_column_get_id (column));
    }

  return parvis_record_text_read (self->store, WEEZ_TYPE_PARTICIPANT, keys, append_row, sheet,
                                  sheet_free);
}
