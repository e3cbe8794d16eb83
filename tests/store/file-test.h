#pragma once

#include "parvis-store-file.h"

G_BEGIN_DECLS

#define SERVICE "https://api.example.org/"
#define USERNAME "jeanne@example.org"

/* The file of a store in a folder of its own, for one test. */
typedef struct
{
  char *folder;
  char *path;
} FileTest;

void            file_test_set_up       (FileTest            *test,
                                        gconstpointer        data);
void            file_test_tear_down    (FileTest            *test,
                                        gconstpointer        data);
void            file_test_empty        (FileTest            *test);
char           *file_test_dup_name     (FileTest            *test,
                                        const char          *suffix);
guint           file_test_count_files  (FileTest            *test,
                                        const char          *part);

ParvisDatabase *file_test_try          (FileTest            *test,
                                        ParvisStoreOutcome  *outcome,
                                        GError             **error);
ParvisDatabase *file_test_open         (FileTest            *test);
void            file_test_make         (FileTest            *test,
                                        guint                n_notes);

gboolean        file_test_write_note   (ParvisDatabase      *database,
                                        guint                number,
                                        GError             **error);
gint64          file_test_read         (ParvisDatabase      *database,
                                        const char          *sql);
gint64          file_test_count_notes  (ParvisDatabase      *database);
void            file_test_assert_sound (ParvisDatabase      *database);

GBytes         *file_test_load         (const char          *path);
void            file_test_save         (const char          *path,
                                        const void          *bytes,
                                        gsize                length);

G_END_DECLS
