#include "config.h"

#include <string.h>

#include "parvis-participant-columns.h"

#include <glib/gi18n-lib.h>

#include "parvis-cut-text.h"
#include "parvis-participant-cells.h"
#include "parvis-record-text.h"
#include "parvis-setting.h"

#define SAVE_AFTER_MS 400
#define LONGEST_LABEL 40

struct _ParvisParticipantColumns
{
  GObject             parent_instance;
  GtkColumnView      *table;        /* weak */
  ParvisRoster       *roster;
  ParvisStore        *store;
  ParvisRecordList   *list;
  char               *setting;
  GMenu              *menu;
  GMenu              *questions;    /* a section of it */
  GSimpleActionGroup *actions;      /* one for each column */
  guint               saving;
};

G_DEFINE_FINAL_TYPE (ParvisParticipantColumns, parvis_participant_columns, G_TYPE_OBJECT)

/* Gives null where there is no such column. */
static GtkColumnViewColumn *
dup_column (ParvisParticipantColumns *self,
            const char               *id)
{
  GListModel *model = gtk_column_view_get_columns (self->table);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_column_view_column_get_id (column), id))
        return g_steal_pointer (&column);
    }

  return NULL;
}

/* ---- cells ---- */

static void
setup_cb (ParvisParticipantColumns *self,
          GtkColumnViewCell        *cell)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  parvis_cut_text_install (GTK_INSCRIPTION (text));
  gtk_column_view_cell_set_child (cell, text);
}

static void
bind_cb (ParvisParticipantColumns *self,
         GtkColumnViewCell        *cell,
         GtkListItemFactory       *factory)
{
  const char *id = g_object_get_data (G_OBJECT (factory), "column");
  GtkWidget *text = gtk_column_view_cell_get_child (cell);
  WeezParticipant *person = gtk_column_view_cell_get_item (cell);
  g_autofree char *words = parvis_participant_cells_dup_text (id, self->roster, person);

  gtk_inscription_set_text (GTK_INSCRIPTION (text), words);
  if (person->deleted || person->refund)
    gtk_widget_add_css_class (text, "dimmed");
  else
    gtk_widget_remove_css_class (text, "dimmed");
}

static void
set_factory (ParvisParticipantColumns *self,
             GtkColumnViewColumn      *column)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_object_set_data_full (G_OBJECT (factory), "column",
                          g_strdup (gtk_column_view_column_get_id (column)), g_free);
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

      set_factory (self, column);
    }
}

/* ---- what is remembered ---- */

static void
save_cb (gpointer data)
{
  ParvisParticipantColumns *self = data;
  g_autofree char *text = parvis_participant_columns_to_text (self);

  self->saving = 0;
  /* Nobody waits for it; what is chosen next is written next. */
  dex_future_disown (parvis_setting_write (self->store, self->setting, text));
}

/* Rows have the answers only while a column needs them. */
static void
ask_for_answers (ParvisParticipantColumns *self)
{
  GListModel *model = self->table != NULL ? gtk_column_view_get_columns (self->table) : NULL;
  gboolean shown = FALSE;

  for (guint i = 0; model != NULL && !shown && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      shown = strchr (gtk_column_view_column_get_id (column), ':') != NULL &&
              gtk_column_view_column_get_visible (column);
    }
  parvis_record_list_set_whole (self->list, shown);
}

static void
changed_cb (ParvisParticipantColumns *self)
{
  ask_for_answers (self);
  if (self->saving == 0 && self->table != NULL)
    self->saving = g_timeout_add_once (SAVE_AFTER_MS, save_cb, self);
}

/* A question in a menu: neither endless nor with letters to press. */
static char *
dup_label (const char *title)
{
  g_autofree char *start = g_utf8_strlen (title, -1) > LONGEST_LABEL
                           ? g_utf8_substring (title, 0, LONGEST_LABEL - 1) : NULL;
  g_autofree char *label = start != NULL ? g_strconcat (g_strchomp (start), "…", NULL)
                                         : g_strdup (title);
  g_auto(GStrv) parts = g_strsplit (label, "_", -1);

  return g_strjoinv ("__", parts);
}

/* Each column is an action, so that the menu has a mark where it is shown. */
static void
add_action (ParvisParticipantColumns *self,
            GtkColumnViewColumn      *column)
{
  const char *id = gtk_column_view_column_get_id (column);
  gboolean is_question = strchr (id, ':') != NULL;
  GMenu *menu = is_question ? self->questions : self->menu;
  /* No action has the words of a question for a name. */
  g_autofree char *name =
    is_question ? g_strdup_printf ("question-%d", g_menu_model_get_n_items (G_MENU_MODEL (menu)))
                : g_strdup (id);
  g_autofree char *detailed = g_strconcat ("column.", name, NULL);
  g_autofree char *label = dup_label (gtk_column_view_column_get_title (column));
  g_autoptr(GPropertyAction) action = g_property_action_new (name, column, "visible");

  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  if (is_question && g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0)
    g_menu_append_section (self->menu, _("Answers"), G_MENU_MODEL (menu));
  if (is_question)
    g_menu_append (menu, label, detailed);
}

static void
add_column (ParvisParticipantColumns *self,
            const char               *id,
            gboolean                  visible,
            int                       width)
{
  g_autofree char *title = parvis_participant_cells_dup_title (id);
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (title, NULL);
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

  gtk_column_view_column_set_id (column, id);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_visible (column, visible);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  set_factory (self, column);
  gtk_column_view_append_column (self->table, column);
  add_action (self, column);
  g_signal_connect_object (column, "notify::visible", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (visible)
    ask_for_answers (self);
}

/* As they come without anybody's choice. */
static void
add_columns (ParvisParticipantColumns *self,
             gboolean                  dates)
{
  g_auto(GStrv) ids = parvis_participant_cells_dup_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *title = parvis_participant_cells_dup_title (ids[i]);
      g_autofree char *action = g_strconcat ("column.", ids[i], NULL);

      g_menu_append (self->menu, title, action);
      add_column (self, ids[i], parvis_participant_cells_get_shown (ids[i]) &&
                                (dates || !g_str_equal (ids[i], "date")),
                  parvis_participant_cells_get_width (ids[i]));
    }
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
  g_clear_object (&self->list);
  g_clear_object (&self->menu);
  g_clear_object (&self->questions);
  g_clear_object (&self->actions);
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
  self->questions = g_menu_new ();
  self->actions = g_simple_action_group_new ();
}

ParvisParticipantColumns *
parvis_participant_columns_new (GtkColumnView    *table,
                                ParvisRoster     *roster,
                                ParvisStore      *store,
                                ParvisRecordList *list,
                                const char       *id_event,
                                gboolean          dates)
{
  ParvisParticipantColumns *self = g_object_new (PARVIS_TYPE_PARTICIPANT_COLUMNS, NULL);
  g_autofree char *kept = NULL;

  g_set_weak_pointer (&self->table, table);
  self->roster = g_object_ref (roster);
  self->store = g_object_ref (store);
  self->list = g_object_ref (list);
  self->setting = g_strconcat ("columns.", id_event, NULL);
  add_columns (self, dates);
  if ((kept = parvis_store_get_setting (store, self->setting)) != NULL && *kept != '\0')
    parvis_participant_columns_restore (self, kept);
  g_clear_handle_id (&self->saving, g_source_remove);

  g_signal_connect_object (gtk_column_view_get_columns (table), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (roster, "changed", G_CALLBACK (roster_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * parvis_participant_columns_get_actions:
 * @self: the columns of a table
 *
 * Returns: (transfer none): what the menu does, for whatever is around the table and the menu
 */
GActionGroup *
parvis_participant_columns_get_actions (ParvisParticipantColumns *self)
{
  return G_ACTION_GROUP (self->actions);
}

/**
 * parvis_participant_columns_add_questions:
 * @self: the columns of a table
 * @questions: (transfer none) (element-type utf8): what was asked, as filters name it
 *
 * Lets people choose the answers to them as columns.
 */
void
parvis_participant_columns_add_questions (ParvisParticipantColumns *self,
                                          GPtrArray                *questions)
{
  gboolean was_saving = self->saving != 0;

  for (guint i = 0; i < questions->len; i++)
    {
      const char *id = g_ptr_array_index (questions, i);
      g_autoptr(GtkColumnViewColumn) column = dup_column (self, id);

      if (column == NULL)
        add_column (self, id, FALSE, parvis_participant_cells_get_width (id));
    }

  /* Nobody chose anything. */
  if (!was_saving)
    g_clear_handle_id (&self->saving, g_source_remove);
}

/**
 * parvis_participant_columns_to_text:
 * @self: the columns of a table
 *
 * Returns: (transfer full): which are shown, where and how wide
 */
char *
parvis_participant_columns_to_text (ParvisParticipantColumns *self)
{
  GListModel *model = gtk_column_view_get_columns (self->table);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      const char *id = gtk_column_view_column_get_id (column);
      g_autofree char *escaped = g_uri_escape_string (id, ":", FALSE);

      /* Of questions only those that were chosen. */
      if (strchr (id, ':') == NULL || gtk_column_view_column_get_visible (column))
        g_string_append_printf (text, "%s%s %d %d", text->len > 0 ? "," : "", escaped,
                                gtk_column_view_column_get_visible (column),
                                gtk_column_view_column_get_fixed_width (column));
    }

  return g_string_free_and_steal (text);
}

static void
restore_column (ParvisParticipantColumns *self,
                const char               *id,
                guint                     position,
                gboolean                  visible,
                int                       width)
{
  g_autoptr(GtkColumnViewColumn) column = dup_column (self, id);

  if (column == NULL)
    {
      add_column (self, id, visible, width);
      column = dup_column (self, id);
    }
  gtk_column_view_insert_column (self->table, position, column);
  gtk_column_view_column_set_visible (column, visible);
  gtk_column_view_column_set_fixed_width (column, width);
}

/**
 * parvis_participant_columns_restore:
 * @self: the columns of a table
 * @text: what parvis_participant_columns_to_text() gave
 *
 * Shows those, there and as wide. Of questions that it does not name nothing is shown.
 */
void
parvis_participant_columns_restore (ParvisParticipantColumns *self,
                                    const char               *text)
{
  GListModel *model = gtk_column_view_get_columns (self->table);
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  guint position = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (parts[i], " ", 3);
      g_autofree char *id = g_strv_length (words) == 3 ? g_uri_unescape_string (words[0], NULL)
                                                       : NULL;

      if (id != NULL && parvis_participant_cells_is_known (id))
        restore_column (self, id, position++, g_str_equal (words[1], "1"),
                        (int) CLAMP (g_ascii_strtoll (words[2], NULL, 10), 40, 1200));
    }

  for (; position < g_list_model_get_n_items (model); position++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, position);

      if (strchr (gtk_column_view_column_get_id (column), ':') != NULL)
        gtk_column_view_column_set_visible (column, FALSE);
    }
}

GMenuModel *
parvis_participant_columns_get_menu (ParvisParticipantColumns *self)
{
  return G_MENU_MODEL (self->menu);
}

void
parvis_participant_columns_sort (ParvisParticipantColumns *self,
                                 const char               *id,
                                 gboolean                  descending)
{
  g_autoptr(GtkColumnViewColumn) column = dup_column (self, id);

  if (column != NULL)
    gtk_column_view_sort_by_column (self->table, column, descending ? GTK_SORT_DESCENDING
                                                                    : GTK_SORT_ASCENDING);
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
  GPtrArray    *shown;     /* ids of columns */
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_object_unref (sheet->roster);
  g_ptr_array_unref (sheet->shown);
  g_free (sheet);
}

static void
append_row (WeezRecord *record,
            GString    *text,
            gpointer    data)
{
  const Sheet *sheet = data;

  for (guint i = 0; i < sheet->shown->len; i++)
    {
      g_autofree char *words =
        parvis_participant_cells_dup_text (g_ptr_array_index (sheet->shown, i), sheet->roster,
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
  sheet->shown = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (model, i);

      if (gtk_column_view_column_get_visible (column))
        g_ptr_array_add (sheet->shown, g_strdup (gtk_column_view_column_get_id (column)));
    }

  return parvis_record_text_read (self->store, WEEZ_TYPE_PARTICIPANT, keys, append_row, sheet,
                                  sheet_free);
}
