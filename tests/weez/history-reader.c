#include "config.h"

#include <string.h>

#include "history-reader.h"

void
history_reader_clear (HistoryReader *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->server);
}

void
history_reader_start (HistoryReader *self,
                      guint64        seed)
{
  self->server = history_server_new (seed);
  self->client = weez_client_new (history_server_get_url (self->server), NULL);
  weez_client_set_credentials (self->client, "key", "token");
}

/* One that has an event with @n_rows participants or more, which is its first. */
char *
history_reader_start_with (HistoryReader *self,
                           guint          n_rows)
{
  for (guint64 seed = 1; seed < 1000; seed++)
    {
      g_auto(GStrv) ids = NULL;
      g_autofree char *truth = NULL;
      g_autofree char *mark = NULL;
      g_auto(GStrv) parts = NULL;

      history_reader_start (self, seed);
      ids = history_server_dup_event_ids (self->server);
      truth = history_server_dup_truth (self->server);
      mark = g_strdup_printf ("|%s|", ids[0]);
      parts = g_strsplit (truth, mark, -1);
      if (g_strv_length (parts) > n_rows)
        return g_strdup (ids[0]);
      history_reader_clear (self);
    }

  g_assert_not_reached ();
}

static WeezParticipantsQuery *
new_query (const char *id_event,
           gint64      max,
           gint64      page)
{
  WeezParticipantsQuery *query = weez_participants_query_new ();
  const char *ids[] = { id_event, NULL };

  query->id_event = g_strdupv ((char **) ids);
  query->include_deleted = TRUE;
  query->include_unpaid = TRUE;
  query->full = TRUE;
  query->return_count = TRUE;
  query->return_count_total = TRUE;
  query->max = max;
  query->page = page;

  return query;
}

WeezListing *
history_reader_list (HistoryReader *self,
                     const char    *id_event,
                     gint64         max,
                     gint64         page,
                     GError       **error)
{
  g_autoptr(WeezParticipantsQuery) query = new_query (id_event, max, page);

  return await_object (weez_client_list_participants (self->client, query), error);
}

/* Which must answer. */
WeezListing *
history_reader_read (HistoryReader *self,
                     const char    *id_event,
                     gint64         max,
                     gint64         page)
{
  g_autoptr(GError) error = NULL;
  WeezListing *listing = history_reader_list (self, id_event, max, page, &error);

  g_assert_no_error (error);

  return listing;
}

static const char *
text (const char *value)
{
  return value != NULL ? value : "";
}

WeezParticipant *
history_row_at (WeezListing *listing,
                guint        position)
{
  return g_ptr_array_index (listing->records, position);
}

char *
history_row_describe (WeezParticipant *row)
{
  return g_strdup_printf ("%s|%s|%s|%d|%d|%d|%s|%s|%s|%s\n", row->id, text (row->id_event),
                          text (row->id_ticket), row->deleted, row->refund, row->paid,
                          text (row->first_name), text (row->last_name), text (row->email),
                          text (row->control_status));
}

static char *
describe_answers (WeezParticipant *row)
{
  GString *line = g_string_new (row->id);

  for (guint i = 0; row->answers != NULL && i < row->answers->len; i++)
    {
      WeezAnswer *answer = g_ptr_array_index (row->answers, i);

      g_string_append_printf (line, "|%s=%s", answer->label, text (answer->value));
    }
  g_string_append_c (line, '\n');

  return g_string_free_and_steal (line);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static char *
join_sorted (GPtrArray *lines)
{
  GString *joined = g_string_new (NULL);

  /* All numbers have seven digits. */
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (joined, g_ptr_array_index (lines, i));

  return g_string_free_and_steal (joined);
}

/* Page after page of each event until an empty one. */
static void
read_everything (HistoryReader *self,
                 gint64         max,
                 char         **rows,
                 char         **answers)
{
  g_auto(GStrv) ids = history_server_dup_event_ids (self->server);
  g_autoptr(GPtrArray) row_lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) answer_lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; ids[i] != NULL; i++)
    for (gint64 page = 1;; page++)
      {
        g_autoptr(WeezListing) listing = history_reader_read (self, ids[i], max, page);

        g_assert_cmpuint (listing->n_skipped, ==, 0);
        g_assert_cmpuint (listing->n_odd, ==, 0);
        g_assert_cmpint (listing->records->len, <=, max);
        if (listing->records->len == 0)
          break;
        for (guint j = 0; j < listing->records->len; j++)
          {
            g_ptr_array_add (row_lines, history_row_describe (history_row_at (listing, j)));
            g_ptr_array_add (answer_lines, describe_answers (history_row_at (listing, j)));
          }
      }

  *rows = join_sorted (row_lines);
  *answers = join_sorted (answer_lines);
}

void
history_reader_assert_truth (HistoryReader *self,
                             gint64         max)
{
  g_autofree char *truth = history_server_dup_truth (self->server);
  g_autofree char *truth_answers = history_server_dup_answers (self->server);
  g_autofree char *rows = NULL;
  g_autofree char *answers = NULL;

  read_everything (self, max, &rows, &answers);
  g_assert_cmpstr (rows, ==, truth);
  g_assert_cmpstr (answers, ==, truth_answers);
}

gboolean
history_rows_have (WeezListing *listing,
                   const char  *id)
{
  for (guint i = 0; i < listing->records->len; i++)
    if (g_str_equal (history_row_at (listing, i)->id, id))
      return TRUE;

  return FALSE;
}
