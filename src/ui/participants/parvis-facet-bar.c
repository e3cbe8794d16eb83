#include "config.h"

#include "parvis-facet-bar.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"
#include "parvis-text.h"

#define LONGEST_LABEL 28

/* One pill, and the rows in its popover. */
typedef struct
{
  ParvisFacetBar *bar;
  char           *name;
  GtkWidget      *button;
  GtkWidget      *label;
  GtkWidget      *rows;
  GHashTable     *values;   /* value -> Row */
} Pill;

typedef struct
{
  Pill      *pill;
  char      *value;
  GtkWidget *box;
  GtkWidget *only;
  GtkWidget *not;
  GtkWidget *title;
  GtkWidget *count;
} Row;

struct _ParvisFacetBar
{
  AdwBin        parent_instance;
  ParvisRoster *roster;
  ParvisFilter *filter;
  GtkWidget    *box;
  GtkWidget    *clear;
  GPtrArray    *pills;
  gboolean      updating;
};

G_DEFINE_FINAL_TYPE (ParvisFacetBar, parvis_facet_bar, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->value);
  g_free (row);
}

static void
pill_free (gpointer data)
{
  Pill *pill = data;

  g_free (pill->name);
  g_hash_table_unref (pill->values);
  g_free (pill);
}

static void
set_filter (ParvisFacetBar *self,
            ParvisFilter   *filter)
{
  g_set_object (&self->filter, filter);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, filter);
}

static void
choose (Row               *row,
        ParvisFilterState  state)
{
  ParvisFacetBar *self = row->pill->bar;
  g_autoptr(ParvisFilter) filter = NULL;

  if (self->updating)
    return;

  filter = parvis_filter_with (self->filter, row->pill->name, row->value, state);
  set_filter (self, filter);
}

static void
only_toggled_cb (GtkCheckButton *button,
                 Row            *row)
{
  choose (row, gtk_check_button_get_active (button) ? PARVIS_FILTER_ONLY : PARVIS_FILTER_ANY);
}

static void
not_toggled_cb (GtkToggleButton *button,
                Row             *row)
{
  choose (row, gtk_toggle_button_get_active (button) ? PARVIS_FILTER_NOT : PARVIS_FILTER_ANY);
}

static void
clear_cb (ParvisFacetBar *self)
{
  g_autoptr(ParvisFilter) none = parvis_filter_new ();

  set_filter (self, none);
}

static Row *
add_row (Pill       *pill,
         const char *value)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  row->pill = pill;
  row->value = g_strdup (value);
  row->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (row->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (row->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (row->title), 30);
  gtk_widget_set_hexpand (row->title, TRUE);
  row->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (row->count, "numeric");
  gtk_box_append (GTK_BOX (texts), row->title);
  gtk_box_append (GTK_BOX (texts), row->count);

  row->only = gtk_check_button_new ();
  gtk_check_button_set_child (GTK_CHECK_BUTTON (row->only), texts);
  gtk_widget_set_hexpand (row->only, TRUE);
  g_signal_connect (row->only, "toggled", G_CALLBACK (only_toggled_cb), row);
  row->not = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (row->not), "action-unavailable-symbolic");
  gtk_widget_add_css_class (row->not, "flat");
  gtk_widget_set_valign (row->not, GTK_ALIGN_CENTER);
  g_signal_connect (row->not, "toggled", G_CALLBACK (not_toggled_cb), row);

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (row->box), row->only);
  gtk_box_append (GTK_BOX (row->box), row->not);
  gtk_box_append (GTK_BOX (pill->rows), row->box);
  g_hash_table_insert (pill->values, row->value, row);

  return row;
}

static void
update_row (Row   *row,
            guint  count)
{
  ParvisFacetBar *self = row->pill->bar;
  ParvisFilterState state = parvis_filter_get (self->filter, row->pill->name, row->value);
  g_autofree char *title = parvis_roster_dup_value (self->roster, row->pill->name, row->value);
  g_autofree char *isolated = parvis_text_isolate (title);
  g_autofree char *number = parvis_format_count (count);
  g_autofree char *name = g_strdup_printf ("%s, %s", isolated, number);
  /* Translators: the value of a filter that is ruled out, such as "All but Paid". */
  g_autofree char *others = g_strdup_printf (_("All but %s"), isolated);

  gtk_label_set_label (GTK_LABEL (row->title), title);
  gtk_widget_set_tooltip_text (row->only, title);
  gtk_label_set_label (GTK_LABEL (row->count), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->only), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_tooltip_text (row->not, others);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->not), GTK_ACCESSIBLE_PROPERTY_LABEL, others,
                                  -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row->only), state == PARVIS_FILTER_ONLY);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (row->not), state == PARVIS_FILTER_NOT);
}

static Pill *
add_pill (ParvisFacetBar *self,
          const char     *name,
          GtkWidget      *after)
{
  Pill *pill = g_new0 (Pill, 1);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *popover = gtk_popover_new ();

  pill->bar = self;
  pill->name = g_strdup (name);
  pill->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, row_free);
  pill->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), pill->rows);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 340);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);

  pill->label = gtk_label_new (NULL);
  pill->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (pill->button), pill->label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (pill->button), popover);
  gtk_widget_add_css_class (pill->button, "facet");
  gtk_box_insert_child_after (GTK_BOX (self->box), pill->button, after);
  g_ptr_array_add (self->pills, pill);

  return pill;
}

static char *
dup_label (Pill *pill)
{
  ParvisFacetBar *self = pill->bar;
  g_autofree char *title = parvis_text_isolate (parvis_roster_get_facet (pill->name));
  g_auto(GStrv) values = parvis_filter_dup_values (self->filter, pill->name);
  g_autofree char *plain = NULL;
  g_autofree char *value = NULL;

  if (values[0] == NULL)
    return g_steal_pointer (&title);
  if (values[1] != NULL)
    /* Translators: a filter and how many of its values are chosen, as in "Ticket: 3". */
    return g_strdup_printf (_("%s: %u"), title, g_strv_length (values));

  plain = parvis_roster_dup_value (self->roster, pill->name, values[0]);
  value = parvis_text_isolate (plain);
  if (parvis_filter_get (self->filter, pill->name, values[0]) == PARVIS_FILTER_NOT)
    /* Translators: a filter and the value that is ruled out, as in "Status: not Paid". */
    return g_strdup_printf (_("%s: not %s"), title, value);

  /* Translators: a filter and its value, as in "Status: Paid". */
  return g_strdup_printf (_("%s: %s"), title, value);
}

/* In a box that scrolls, a label that can be cut would be cut to nothing. */
static char *
dup_short (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= LONGEST_LABEL)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, LONGEST_LABEL - 1);

  return g_strconcat (g_strchomp (start), "…", NULL);
}

static Pill *
find_pill (ParvisFacetBar *self,
           const char     *name)
{
  for (guint i = 0; i < self->pills->len; i++)
    if (g_str_equal (((Pill *) self->pills->pdata[i])->name, name))
      return self->pills->pdata[i];

  return NULL;
}

/* Rows stay where they are, so that nothing moves under a finger. */
static void
update_pill (ParvisFacetBar  *self,
             const char      *name,
             GPtrArray       *values,
             GtkWidget      **after)
{
  Pill *pill = find_pill (self, name);
  g_autoptr(GHashTable) counted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *label = NULL;
  g_autofree char *shown = NULL;
  GHashTableIter iter;
  gpointer value;
  gpointer row;

  if (pill == NULL && values->len < 2 && !parvis_filter_has (self->filter, name))
    return;
  if (pill == NULL)
    pill = add_pill (self, name, *after);
  *after = pill->button;

  for (guint i = 0; i < values->len; i++)
    {
      const ParvisFacetValue *each = values->pdata[i];

      g_hash_table_add (counted, each->value);
      if ((row = g_hash_table_lookup (pill->values, each->value)) == NULL)
        row = add_row (pill, each->value);
      update_row (row, each->count);
    }
  g_hash_table_iter_init (&iter, pill->values);
  while (g_hash_table_iter_next (&iter, &value, &row))
    if (!g_hash_table_contains (counted, value))
      update_row (row, 0);

  label = dup_label (pill);
  shown = dup_short (label);
  gtk_label_set_label (GTK_LABEL (pill->label), shown);
  gtk_widget_set_tooltip_text (pill->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pill->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  if (parvis_filter_has (self->filter, name))
    gtk_widget_add_css_class (pill->button, "chosen");
  else
    gtk_widget_remove_css_class (pill->button, "chosen");
}

static void
parvis_facet_bar_dispose (GObject *object)
{
  ParvisFacetBar *self = PARVIS_FACET_BAR (object);

  self->updating = TRUE;
  g_clear_object (&self->roster);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (parvis_facet_bar_parent_class)->dispose (object);
  g_clear_pointer (&self->pills, g_ptr_array_unref);
}

static void
parvis_facet_bar_class_init (ParvisFacetBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_facet_bar_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", PARVIS_TYPE_FACET_BAR, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, PARVIS_TYPE_FILTER);
}

static void
parvis_facet_bar_init (ParvisFacetBar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->pills = g_ptr_array_new_with_free_func (pill_free);
  self->filter = parvis_filter_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 3);
  gtk_widget_set_margin_bottom (self->box, 9);

  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (self->clear, _("Clear Filters"));
  gtk_widget_add_css_class (self->clear, "circular");
  gtk_widget_add_css_class (self->clear, "clear-facets");
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->clear);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

void
parvis_facet_bar_set_roster (ParvisFacetBar *self,
                             ParvisRoster   *roster)
{
  g_set_object (&self->roster, roster);
}

void
parvis_facet_bar_update (ParvisFacetBar *self,
                         ParvisFacets   *facets,
                         ParvisFilter   *filter)
{
  g_auto(GStrv) names = parvis_facets_dup_names (facets);
  GtkWidget *last = self->clear;

  self->updating = TRUE;
  g_set_object (&self->filter, filter);
  for (guint i = 0; names[i] != NULL; i++)
    update_pill (self, names[i], parvis_facets_get_values (facets, names[i]), &last);
  for (guint i = 0; i < self->pills->len; i++)
    {
      Pill *pill = self->pills->pdata[i];

      gtk_widget_set_visible (pill->button,
                              g_strv_contains ((const char * const *) names, pill->name));
    }
  gtk_widget_set_visible (self->clear, !parvis_filter_is_empty (filter));
  gtk_widget_set_visible (GTK_WIDGET (self), self->pills->len > 0);
  self->updating = FALSE;
}
