#include "config.h"

#include "parvis-help-page.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
label_new (const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static GtkWidget *
heading_new (const char *markup)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "use-markup", TRUE,
                                   "label", markup,
                                   "wrap", TRUE,
                                   "xalign", 0.,
                                   "margin-top", 12,
                                   NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  gtk_widget_add_css_class (label, "heading");

  return label;
}

/* A paragraph with something before it. */
static GtkWidget *
item_new (const char *mark,
          const char *markup)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (mark);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), label_new (markup));

  return box;
}

static GtkWidget *
note_new (const char *markup)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name", "dialog-information-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   "valign", GTK_ALIGN_START,
                                   NULL);

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "note");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label_new (markup));

  return box;
}

static GtkWidget *
list_new (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return list;
}

static GtkWidget *
table_row_new (const ParvisHelpBlock *block)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = label_new (block->second);

  gtk_widget_set_hexpand (label, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), block->markup);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);

  return row;
}

static GtkWidget *
block_new (const ParvisHelpBlock *block)
{
  g_autofree char *number = g_strdup_printf ("%u.", block->number);

  switch (block->kind)
    {
    case PARVIS_HELP_HEADING:
      return heading_new (block->markup);
    case PARVIS_HELP_NOTE:
      return note_new (block->markup);
    case PARVIS_HELP_ITEM:
      return item_new ("•", block->markup);
    case PARVIS_HELP_STEP:
      return item_new (number, block->markup);
    case PARVIS_HELP_ROW:
      return table_row_new (block);
    case PARVIS_HELP_PARAGRAPH:
    default:
      return label_new (block->markup);
    }
}

static void
add_blocks (GtkWidget      *box,
            ParvisHelpText *text)
{
  const char *heading = text->title;
  GtkWidget *table = NULL;

  for (guint i = 0; i < text->blocks->len; i++)
    {
      const ParvisHelpBlock *block = g_ptr_array_index (text->blocks, i);

      if (block->kind == PARVIS_HELP_HEADING)
        heading = block->markup;
      if (block->kind != PARVIS_HELP_ROW)
        {
          table = NULL;
          gtk_box_append (GTK_BOX (box), block_new (block));
          continue;
        }
      if (table == NULL)
        gtk_box_append (GTK_BOX (box), table = list_new (heading));
      gtk_list_box_append (GTK_LIST_BOX (table), block_new (block));
    }
}

static void
add_link (GtkWidget      *list,
          ParvisHelpText *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text->title);
  if (text->description != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text->description);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "help.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", text->name);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* First what this page lists, then what it points to. */
static void
add_links (GtkWidget      *box,
           ParvisHelpText *text)
{
  g_autoptr(GPtrArray) below = parvis_help_text_load_below (text->name);
  GtkWidget *list;

  if (below->len > 0)
    {
      list = list_new (text->title);
      gtk_box_append (GTK_BOX (box), list);
      for (guint i = 0; i < below->len; i++)
        add_link (list, g_ptr_array_index (below, i));
    }

  if (text->links->len == 0)
    return;

  list = list_new (_("See Also"));
  gtk_box_append (GTK_BOX (box), heading_new (_("See Also")));
  gtk_box_append (GTK_BOX (box), list);
  for (guint i = 0; i < text->links->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ParvisHelpText) link = parvis_help_text_load (g_ptr_array_index (text->links, i),
                                                              &error);

      if (link != NULL)
        add_link (list, link);
      else
        g_critical ("%s", error->message);
    }
}

/* A dialog that is opening looks for the focus itself: one that is there already it moves on. */
static void
shown_cb (GtkWidget *box)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (box, ADW_TYPE_DIALOG);
  GtkRoot *root = gtk_widget_get_root (box);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (dialog != NULL && focus != NULL && gtk_widget_is_ancestor (focus, dialog))
    gtk_widget_grab_focus (box);
}

/**
 * parvis_help_page_new:
 * @text: (transfer none): what it says
 * @document: (out) (transfer none): what is to have the focus
 *
 * The page is tagged with the name of the text. Rows on it activate "help.open".
 *
 * Returns: (transfer floating): a page of the help
 */
AdwNavigationPage *
parvis_help_page_new (ParvisHelpText  *text,
                      GtkWidget      **document)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  /* It has the focus at first, so that the keys scroll and a screen reader begins to read. */
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_DOCUMENT,
                                 "orientation", GTK_ORIENTATION_VERTICAL,
                                 "spacing", 12,
                                 "focusable", TRUE,
                                 NULL);
  AdwNavigationPage *page;

  *document = box;
  gtk_widget_add_css_class (box, "help");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text->title, -1);
  add_blocks (box, text);
  add_links (box, text);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroller);

  page = adw_navigation_page_new_with_tag (view, text->title, text->name);
  g_signal_connect_object (page, "shown", G_CALLBACK (shown_cb), box, G_CONNECT_SWAPPED);

  return page;
}
