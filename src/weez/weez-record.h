#pragma once

#include "weez-kind.h"

G_BEGIN_DECLS

/**
 * WeezFieldFlags:
 * @WEEZ_REQUIRED: a row without it is skipped
 * @WEEZ_ID: at most 64 of A-Z a-z 0-9 _ -; anything else counts as absent
 * @WEEZ_EXTRA: not in the document: written to JSON only where the service sent it
 * @WEEZ_ALWAYS: a parameter that is sent even when false
 * @WEEZ_DAY: a parameter that is a day without a time
 * @WEEZ_LOCAL: not a parameter: it chooses the method
 */
typedef enum
{
  WEEZ_REQUIRED = 1 << 0,
  WEEZ_ID = 1 << 1,
  WEEZ_EXTRA = 1 << 2,
  WEEZ_ALWAYS = 1 << 3,
  WEEZ_DAY = 1 << 4,
  WEEZ_LOCAL = 1 << 5,
} WeezFieldFlags;

/**
 * WeezField:
 * @name: the C member; with dashes, the property
 * @path: where the value is in the JSON object, as in "owner.first_name"; other spellings seen in
 *   the wild follow after "|"; "" is the object itself. In a query, the parameter's name
 * @offset: of the member
 * @kind: chosen by the member's C type
 * @flags: see #WeezFieldFlags
 * @type: for records and lists of them, the #WeezRecord type
 *
 * The one place that knows a field.
 */
typedef struct
{
  const char      *name;
  const char      *path;
  gsize            offset;
  const WeezKind  *kind;
  WeezFieldFlags   flags;
  GType          (*type) (void);
} WeezField;

/* The kind follows from the member's own C type, so table and struct cannot disagree; a type
 * without a kind does not compile. A list names the `.type` of what it holds. */
#define WEEZ_FIELD(Type, member, json, ...)                     \
  { .name = #member, .path = (json),                            \
    .offset = G_STRUCT_OFFSET (Type, member),                   \
    .kind = _Generic (((Type *) NULL)->member,                  \
                      char *:      &weez_kind_string,           \
                      gint64:      &weez_kind_count,            \
                      WeezMoney:   &weez_kind_money,            \
                      gboolean:    &weez_kind_flag,             \
                      double:      &weez_kind_number,           \
                      GDateTime *: &weez_kind_time,             \
                      char **:     &weez_kind_strings,          \
                      GVariant *:  &weez_kind_pairs,            \
                      GPtrArray *: &weez_kind_list),            \
    __VA_ARGS__ }

/* A member that is a record of its own class. */
#define WEEZ_RECORD_FIELD(Type, member, json, get_type)         \
  { .name = #member, .path = (json),                            \
    .offset = G_STRUCT_OFFSET (Type, member),                   \
    .kind = &weez_kind_record,                                  \
    .type = (get_type) }

#define WEEZ_TYPE_RECORD (weez_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (WeezRecord, weez_record, WEEZ, RECORD, GObject)

struct _WeezRecordClass
{
  GObjectClass     parent_class;
  const WeezField *fields;
  guint            n_fields;
  /* Where a record of this class names the time zone of the times in it, or NULL. */
  const char      *zone_path;
};

void    weez_record_class_set_fields (WeezRecordClass *klass,
                                      const WeezField *fields,
                                      guint            n_fields);

char   *weez_record_to_json          (WeezRecord      *self);
char  **weez_record_type_dup_columns (GType            type);
char   *weez_record_dup_column       (WeezRecord      *self,
                                      const char      *column);

char   *weez_money_to_text           (WeezMoney        money);

G_END_DECLS
