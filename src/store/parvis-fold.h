#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Participants whose names begin alike share what stands above so many bits of their ord. */
#define PARVIS_FOLD_ORD_SHIFT 14

void      parvis_fold_append       (GString            *folded,
                                    const char         *text);
char     *parvis_fold_text         (const char         *text);
gboolean  parvis_fold_has_words    (const char         *text,
                                    const char * const *words);
char     *parvis_fold_code         (const char         *code);
char     *parvis_fold_mail         (const char         *mail);
void      parvis_fold_append_joins (GString            *words,
                                    const char         *folded);
GBytes   *parvis_fold_sort_key     (const char         *last_name,
                                    const char         *first_name);
gint64    parvis_fold_ord          (GBytes             *sort_key);
char     *parvis_fold_dup_rules    (void);

G_END_DECLS
