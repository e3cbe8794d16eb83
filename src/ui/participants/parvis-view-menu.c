#include "config.h"

#include <string.h>

#include "parvis-view-menu.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "parvis-undo.h"

struct _ParvisViewMenu
{
  GtkPopover        parent_instance;
  ParvisSavedViews *views;
  GtkWidget        *rows;
  GtkWidget        *name;
  GtkWidget        *save;
  guint             renamed;   /* the view that gets a new name; G_MAXUINT for none */
};

G_DEFINE_FINAL_TYPE (ParvisViewMenu, parvis_view_menu, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *name;
  const char *filter;
} ready_made[] = {
  { NC_ ("view", "Everybody"), "[]" },
  { NC_ ("view", "Possible Duplicates"), "[('" PARVIS_FACET_DUPLICATE "', 'yes', false)]" },
  { NC_ ("view", "Unnamed Tickets"),
    "[('" PARVIS_FACET_NAMED "', 'no', false), ('" PARVIS_FACET_STATUS "', 'deleted', true)]" },
};

static guint
get_index (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
}

static void
ready_made_cb (ParvisViewMenu *self,
               GtkWidget      *button)
{
  ParvisSavedView view = {
    .name = (char *) ready_made[get_index (button)].name,
    .text = (char *) "",
    .filter = (char *) ready_made[get_index (button)].filter,
    .sort = (char *) "",
    .columns = (char *) "",
  };

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, &view);
}

static void
saved_cb (ParvisViewMenu *self,
          GtkWidget      *button)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                 parvis_saved_views_get (self->views, get_index (button)));
}

static void
set_renamed (ParvisViewMenu *self,
             guint           renamed,
             const char     *name)
{
  self->renamed = renamed;
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  gtk_button_set_label (GTK_BUTTON (self->save),
                        renamed != G_MAXUINT ? _("Rename") : _("Save View"));
}

static void
rename_cb (ParvisViewMenu *self,
           GtkWidget      *button)
{
  set_renamed (self, get_index (button), parvis_saved_views_get (self->views,
                                                                 get_index (button))->name);
  gtk_widget_grab_focus (self->name);
}

static void
rename_view (ParvisViewMenu *self,
             guint           index,
             const char     *name)
{
  g_autofree char *before = parvis_saved_views_to_text (self->views);
  g_autofree char *title = g_strdup_printf (_("“%s” has a new name"),
                                            parvis_saved_views_get (self->views, index)->name);

  parvis_saved_views_rename (self->views, index, name);
  parvis_view_menu_offer_undo (self, title, before);
}

static void
remove_cb (ParvisViewMenu *self,
           GtkWidget      *button)
{
  guint index = get_index (button);
  g_autofree char *before = parvis_saved_views_to_text (self->views);
  g_autofree char *title = g_strdup_printf (_("“%s” is removed"),
                                            parvis_saved_views_get (self->views, index)->name);

  gtk_popover_popdown (GTK_POPOVER (self));
  parvis_saved_views_remove (self->views, index);
  parvis_view_menu_offer_undo (self, title, before);
}

static void
save_cb (ParvisViewMenu *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  guint renamed = self->renamed;

  g_strstrip (name);
  if (*name == '\0')
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  set_renamed (self, G_MAXUINT, "");
  if (renamed != G_MAXUINT)
    rename_view (self, renamed, name);
  else
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, name);
}

static void
name_changed_cb (ParvisViewMenu *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  gtk_widget_set_sensitive (self->save, strspn (name, " ") < strlen (name));
}

static void
closed_cb (ParvisViewMenu *self)
{
  set_renamed (self, G_MAXUINT, "");
}

static GtkWidget *
add_button (ParvisViewMenu *self,
            GtkWidget      *box,
            const char     *name,
            guint           index,
            GCallback       callback)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
add_icon_button (ParvisViewMenu *self,
                 GtkWidget      *box,
                 const char     *icon,
                 const char     *tooltip,
                 guint           index,
                 GCallback       callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
update (ParvisViewMenu *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);

  for (guint i = 0; i < G_N_ELEMENTS (ready_made); i++)
    add_button (self, self->rows, g_dpgettext2 (GETTEXT_PACKAGE, "view", ready_made[i].name), i,
                G_CALLBACK (ready_made_cb));
  for (guint i = 0; i < parvis_saved_views_count (self->views); i++)
    {
      const char *name = parvis_saved_views_get (self->views, i)->name;
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      /* Translators: give the saved view of that name another one. */
      g_autofree char *rename = g_strdup_printf (_("Rename %s"), name);
      /* Translators: remove the saved view of that name. */
      g_autofree char *remove = g_strdup_printf (_("Remove %s"), name);

      add_button (self, box, name, i, G_CALLBACK (saved_cb));
      add_icon_button (self, box, "document-edit-symbolic", rename, i, G_CALLBACK (rename_cb));
      add_icon_button (self, box, "user-trash-symbolic", remove, i, G_CALLBACK (remove_cb));
      gtk_box_append (GTK_BOX (self->rows), box);
    }
}

static void
parvis_view_menu_dispose (GObject *object)
{
  g_clear_object (&PARVIS_VIEW_MENU (object)->views);

  G_OBJECT_CLASS (parvis_view_menu_parent_class)->dispose (object);
}

static void
parvis_view_menu_class_init (ParvisViewMenuClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_view_menu_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
parvis_view_menu_init (ParvisViewMenu *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->renamed = G_MAXUINT;
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->name = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), _("Name of the view"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the view"), -1);
  gtk_widget_set_hexpand (self->name, TRUE);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_changed_cb), self);
  self->save = gtk_button_new_with_label (_("Save View"));
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (self, "closed", G_CALLBACK (closed_cb), self);

  gtk_box_append (GTK_BOX (bottom), self->name);
  gtk_box_append (GTK_BOX (bottom), self->save);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), bottom);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
parvis_view_menu_new (ParvisSavedViews *views)
{
  ParvisViewMenu *self = g_object_new (PARVIS_TYPE_VIEW_MENU, NULL);

  self->views = g_object_ref (views);
  g_signal_connect_object (views, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

typedef struct
{
  ParvisSavedViews *views;
  char             *before;
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_object_unref (restoring->views);
  g_free (restoring->before);
  g_free (restoring);
}

/* They say themselves if they can't be kept. */
static DexFuture *
restore (gpointer data)
{
  Restoring *restoring = data;

  parvis_saved_views_restore (restoring->views, restoring->before);

  return NULL;
}

/**
 * parvis_view_menu_offer_undo:
 * @self: a menu
 * @title: what was done with its views
 * @before: what parvis_saved_views_to_text() gave before that
 */
void
parvis_view_menu_offer_undo (ParvisViewMenu *self,
                             const char     *title,
                             const char     *before)
{
  ParvisUndo *undo = parvis_undo_get (GTK_WIDGET (self));
  Restoring *restoring;

  if (undo == NULL)
    return;

  restoring = g_new0 (Restoring, 1);
  restoring->views = g_object_ref (self->views);
  restoring->before = g_strdup (before);
  parvis_undo_offer (undo, title, restore, restoring, restoring_free);
}
