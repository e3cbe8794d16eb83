#pragma once

#include "parvis-database.h"
#include "parvis-index-batch.h"
#include "weez-participant.h"

G_BEGIN_DECLS

/* A store with a dozen people, who are looked for in all the ways that people type. */
typedef struct
{
  char           *folder;
  ParvisDatabase *database;
} SearchTest;

/* How people become findable. */
extern const char search_test_waiting[];
extern const char search_test_indexed[];

void             search_test_set_up        (SearchTest    *self,
                                            gconstpointer  how);
void             search_test_tear_down     (SearchTest    *self,
                                            gconstpointer  how);

guint            search_test_count_people  (void);
WeezParticipant *search_test_make_person   (guint             number);
void             search_test_apply         (SearchTest       *self,
                                            GPtrArray        *records);
void             search_test_index_batch   (SearchTest       *self,
                                            ParvisIndexBatch *batch);
void             search_test_index_all     (SearchTest       *self);
gint64           search_test_read          (SearchTest       *self,
                                            const char       *sql);
gint64           search_test_count_waiting (SearchTest       *self);
char            *search_test_find          (SearchTest       *self,
                                            const char       *text,
                                            gint64            event);

G_END_DECLS
