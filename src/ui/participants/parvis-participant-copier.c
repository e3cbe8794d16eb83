#include "config.h"

#include "parvis-participant-copier.h"

#include <glib/gi18n-lib.h>

#include "parvis-failure.h"
#include "parvis-participant-mail.h"
#include "parvis-participant-marker.h"
#include "parvis-weak.h"

struct _ParvisParticipantCopier
{
  GObject                   parent_instance;
  GtkWidget                *page;        /* weak */
  ParvisStore              *store;
  ParvisRecordList         *list;
  GtkSelectionModel        *selection;
  ParvisParticipantColumns *columns;
  guint                     n_rows;      /* that are being read */
  DexFuture                *reading;
};

G_DEFINE_FINAL_TYPE (ParvisParticipantCopier, parvis_participant_copier, G_TYPE_OBJECT)

static guint said_signal;

static void
say (ParvisParticipantCopier *self,
     const char              *words)
{
  g_signal_emit (self, said_signal, 0, words);
}

/* Gives the text that was read, or says why there is none. */
static const char *
get_text (ParvisParticipantCopier *self,
          DexFuture               *completed)
{
  g_autoptr(ParvisFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (value != NULL)
    return g_value_get_string (value);

  failure = parvis_failure_new (error, PARVIS_TASK_READ);
  say (self, parvis_failure_get_sentence (failure));

  return NULL;
}

static void
copy_text (ParvisParticipantCopier *self,
           const char              *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), text);
}

static GArray *
dup_keys (ParvisParticipantCopier *self)
{
  g_autoptr(GtkBitset) rows = gtk_selection_model_get_selection (self->selection);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint row;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &row); more;
       more = gtk_bitset_iter_next (&iter, &row))
    {
      gint64 key = parvis_record_list_get_key (self->list, row);

      g_array_append_val (keys, key);
    }

  return keys;
}

/* ---- rows ---- */

static DexFuture *
rows_read (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisParticipantCopier) self = parvis_weak_get (user_data);
  const char *text = self != NULL && self->page != NULL ? get_text (self, completed) : NULL;

  if (text != NULL)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u row copied", "%u rows copied",
                                                          self->n_rows), self->n_rows);

      copy_text (self, text);
      say (self, words);
    }

  return dex_ref (completed);
}

/* ---- addresses ---- */

static void
copy_emails (ParvisParticipantCopier *self,
             const char              *text,
             char                   **emails)
{
  guint n_emails = g_strv_length (emails);
  g_autofree char *words =
    g_strdup_printf (ngettext ("%u e-mail address copied", "%u e-mail addresses copied",
                               n_emails), n_emails);

  if (n_emails > 0)
    copy_text (self, text);
  say (self, words);
}

static DexFuture *
emails_read (DexFuture *completed,
             gpointer   user_data)
{
  g_autoptr(ParvisParticipantCopier) self = parvis_weak_get (user_data);
  const char *text = self != NULL && self->page != NULL ? get_text (self, completed) : NULL;
  g_auto(GStrv) emails = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  if (emails != NULL)
    copy_emails (self, text, emails);

  return dex_ref (completed);
}

static DexFuture *
receivers_read (DexFuture *completed,
                gpointer   user_data)
{
  g_autoptr(ParvisParticipantCopier) self = parvis_weak_get (user_data);
  const char *text = self != NULL && self->page != NULL ? get_text (self, completed) : NULL;
  g_auto(GStrv) emails = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  /* Too many for one letter: they are pasted into it. */
  if (emails != NULL &&
      !parvis_participant_mail_write (emails, GTK_WINDOW (gtk_widget_get_root (self->page))))
    copy_emails (self, text, emails);

  return dex_ref (completed);
}

static void
read_emails (ParvisParticipantCopier *self,
             DexFutureCallback        callback)
{
  g_autoptr(GArray) keys = dup_keys (self);

  dex_clear (&self->reading);
  self->reading = dex_future_finally (parvis_participant_mail_read (self->store, keys), callback,
                                      parvis_weak_new (self), parvis_weak_free);
}

/* ---- actions ---- */

static void
copy_rows_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ParvisParticipantCopier *self = user_data;
  g_autoptr(GArray) keys = dup_keys (self);

  if (keys->len == 0)
    return;

  self->n_rows = keys->len;
  dex_clear (&self->reading);
  self->reading = dex_future_finally (parvis_participant_columns_read_text (self->columns, keys),
                                      rows_read, parvis_weak_new (self), parvis_weak_free);
}

static void
copy_emails_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  read_emails (user_data, emails_read);
}

static void
write_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  read_emails (user_data, receivers_read);
}

static void
mark_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ParvisParticipantCopier *self = user_data;
  g_autoptr(GArray) keys = dup_keys (self);

  if (keys->len > 0)
    parvis_participant_marker_ask (self->page, self->store, keys);
}

static void
all_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  gtk_selection_model_select_all (PARVIS_PARTICIPANT_COPIER (user_data)->selection);
}

static void
add_actions (ParvisParticipantCopier *self)
{
  static const GActionEntry entries[] = {
    { .name = "all", .activate = all_action },
    { .name = "copy-emails", .activate = copy_emails_action },
    { .name = "copy-rows", .activate = copy_rows_action },
    { .name = "mark", .activate = mark_action },
    { .name = "write", .activate = write_action },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->page, "selected", G_ACTION_GROUP (group));
}

static void
parvis_participant_copier_dispose (GObject *object)
{
  ParvisParticipantCopier *self = PARVIS_PARTICIPANT_COPIER (object);

  dex_clear (&self->reading);
  if (self->page != NULL)
    gtk_widget_insert_action_group (self->page, "selected", NULL);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->store);
  g_clear_object (&self->list);
  g_clear_object (&self->selection);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (parvis_participant_copier_parent_class)->dispose (object);
}

static void
parvis_participant_copier_class_init (ParvisParticipantCopierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_participant_copier_dispose;

  said_signal = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
parvis_participant_copier_init (ParvisParticipantCopier *self)
{
}

ParvisParticipantCopier *
parvis_participant_copier_new (GtkWidget                *page,
                               ParvisStore              *store,
                               ParvisRecordList         *list,
                               GtkSelectionModel        *selection,
                               ParvisParticipantColumns *columns)
{
  ParvisParticipantCopier *self = g_object_new (PARVIS_TYPE_PARTICIPANT_COPIER, NULL);

  g_set_weak_pointer (&self->page, page);
  self->store = g_object_ref (store);
  self->list = g_object_ref (list);
  self->selection = g_object_ref (selection);
  self->columns = g_object_ref (columns);
  add_actions (self);

  return self;
}

guint
parvis_participant_copier_count (ParvisParticipantCopier *self)
{
  g_autoptr(GtkBitset) rows = gtk_selection_model_get_selection (self->selection);

  return (guint) gtk_bitset_get_size (rows);
}
