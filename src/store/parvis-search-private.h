#pragma once

#include "parvis-database.h"
#include "parvis-index-row.h"
#include "parvis-search.h"

G_BEGIN_DECLS

struct _ParvisSearch
{
  char    **words;
  guint     n_words;
  char     *code;         /* all of it as a code, NULL where it is none */
  char     *mail;         /* all of it as part of an address, NULL where it is none */
  gboolean  is_address;   /* so that its parts are no parts of a name */
  gboolean  is_number;    /* of digits alone, however they are grouped */
};

guint    parvis_search_count_joins    (const ParvisSearch    *self);
guint    parvis_search_count_variants (guint                  n_joins);
guint    parvis_search_get_joins      (guint                  variant,
                                       guint                  n_joins);
gboolean parvis_search_is_code        (const char            *word);
gboolean parvis_search_has_code       (const ParvisSearch    *self,
                                       const ParvisIndexRow  *row);
gboolean parvis_search_has_words      (const ParvisSearch    *self,
                                       const ParvisIndexRow  *row);
gboolean parvis_search_is_short       (const char            *word);
gboolean parvis_search_has_short_words
                                      (const ParvisSearch    *self,
                                       const ParvisIndexRow  *row);
gboolean parvis_search_matches        (const ParvisSearch    *self,
                                       const ParvisIndexRow  *row);

/* One run of a search. */
typedef struct
{
  ParvisSearch   *search;
  ParvisDatabase *database;
  gint64          event;
  gboolean        looks;    /* whether the event of each row is looked at, being that of most */
  guint           limit;
  GArray         *ords;     /* of all sources, each in order */
  GHashTable     *unsure;   /* of these, those whose addresses were not looked at */
  gint64          last;     /* no place beyond is among the first ones */
} ParvisSearchRun;

int      parvis_search_compare_ords         (gconstpointer     a,
                                             gconstpointer     b);
void     parvis_search_run_append_event     (ParvisSearchRun  *self,
                                             GString          *expression);
gboolean parvis_search_run_is_of_event      (ParvisSearchRun  *self,
                                             gint64            ord,
                                             gboolean         *is,
                                             GError          **error);
gboolean parvis_search_run_take             (ParvisSearchRun  *self,
                                             guint            *n_taken,
                                             gint64            ord);

/* What is read of a row, and what it must have. */
typedef struct
{
  void     (*read) (ParvisIndexRow       *row,
                    ParvisStatement      *statement,
                    int                   first);
  gboolean (*has)  (const ParvisSearch   *search,
                    const ParvisIndexRow *row);
} ParvisSearchLook;

extern const ParvisSearchLook parvis_search_code_look;   /* the code that was typed */
extern const ParvisSearchLook parvis_search_word_look;   /* all words and codes */

gboolean parvis_search_look_through         (ParvisSearchRun         *self,
                                             GString                 *expression,
                                             guint                    most,
                                             const ParvisSearchLook  *look,
                                             GError                 **error);
gboolean parvis_search_look_at              (ParvisSearchRun         *self,
                                             GArray                  *ords,
                                             const ParvisSearchLook  *look,
                                             GError                 **error);
GArray  *parvis_search_list_ords            (ParvisStatement         *statement,
                                             GError                 **error);
gboolean parvis_search_find_few             (ParvisSearchRun  *self,
                                             const char       *expression,
                                             gboolean          slips,
                                             gboolean         *done,
                                             GError          **error);
gboolean parvis_search_find_codes           (ParvisSearchRun  *self,
                                             GError          **error);
gboolean parvis_search_find_words_and_codes (ParvisSearchRun  *self,
                                             GError          **error);

G_END_DECLS
