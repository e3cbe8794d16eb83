#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A page of people as the plainest program keeps it: one table of columns, read by json-glib into C
 * structs. It is what Parvis is measured against, so it shares nothing with Parvis. */

typedef enum
{
  RAW_INTEGER,
  RAW_TEXT,
  RAW_ANSWERS,
  RAW_ADD_ONS,
  RAW_SORT_KEY,
  RAW_HASH,
} RawKind;

typedef struct
{
  const char *name;
  RawKind     kind;
  /* Where in a row of the answer, or null at its top. */
  const char *object;
  const char *member;
} RawColumn;

#define RAW_N_COLUMNS 34
extern const RawColumn raw_columns[RAW_N_COLUMNS];

typedef union
{
  gint64      integer;
  const char *text;
} RawValue;

typedef struct
{
  RawValue values[RAW_N_COLUMNS];
} RawRow;

typedef struct
{
  GStringChunk *texts;
  GArray       *rows;
} RawPage;

gboolean   raw_kind_is_text (RawKind      kind);
RawPage   *raw_page_parse   (GBytes      *bytes,
                             GError     **error);
void       raw_page_free    (RawPage     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawPage, raw_page_free)

G_END_DECLS
