#pragma once

#include "history-server.h"
#include "scripted-server.h"
#include "weez-client.h"

G_BEGIN_DECLS

/* A service with a history, and a client that reads it. */
typedef struct
{
  HistoryServer *server;
  WeezClient    *client;
} HistoryReader;

void             history_reader_start        (HistoryReader    *self,
                                              guint64           seed);
char            *history_reader_start_with   (HistoryReader    *self,
                                              guint             n_rows);
void             history_reader_clear        (HistoryReader    *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HistoryReader, history_reader_clear)

WeezListing     *history_reader_list         (HistoryReader    *self,
                                              const char       *id_event,
                                              gint64            max,
                                              gint64            page,
                                              GError          **error);
WeezListing     *history_reader_read         (HistoryReader    *self,
                                              const char       *id_event,
                                              gint64            max,
                                              gint64            page);
void             history_reader_assert_truth (HistoryReader    *self,
                                              gint64            max);

WeezParticipant *history_row_at              (WeezListing      *listing,
                                              guint             position);
char            *history_row_describe        (WeezParticipant  *row);
gboolean         history_rows_have           (WeezListing      *listing,
                                              const char       *id);

G_END_DECLS
