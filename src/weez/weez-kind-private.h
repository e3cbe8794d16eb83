#pragma once

#include "weez-json.h"
#include "weez-known.h"
#include "weez-record.h"
#include "weez-request.h"
#include "weez-value.h"

G_BEGIN_DECLS

/* What one answer is read with, and what was found wrong while it was read. */
typedef struct
{
  GTimeZone  *zone;       /* of the times that name none */
  guint       n_skipped;  /* rows without an id */
  guint       n_odd;      /* values that make no sense, left empty */
  const char *overflow;   /* path of a number that does not fit: the answer is refused */
} WeezReading;

struct _WeezKind
{
  GParamSpec *(*pspec)   (const WeezField *field);
  /* FALSE: @node makes no sense and @value is none. Never called with a JSON null. Texts may stay
   * those of @node. Null for records in records, whose values are told one by one. */
  gboolean    (*read)    (const WeezField *field,
                          yyjson_val      *node,
                          WeezValue       *value,
                          WeezReading     *reading);
  /* The same, to where a record has it. Null where that is to read() and to load(). */
  gboolean    (*decode)  (const WeezField *field,
                          yyjson_val      *node,
                          gpointer         slot,
                          WeezReading     *reading);
  void        (*get)     (const WeezField *field,
                          gconstpointer    slot,
                          GValue          *value);
  gboolean    (*is_set)  (gconstpointer    slot);
  void        (*write)   (const WeezField *field,
                          gconstpointer    slot,
                          WeezWriter      *writer);
  char       *(*to_text) (const WeezField *field,
                          gconstpointer    slot);
  void        (*add)     (const WeezField *field,
                          gconstpointer    slot,
                          WeezRequest     *request);
  /* To and from what a table keeps; only called for what is known. */
  void        (*save)    (const WeezField *field,
                          gconstpointer    slot,
                          WeezValue       *value);
  void        (*load)    (const WeezField *field,
                          const WeezValue *value,
                          gpointer         slot,
                          GTimeZone       *zone);
  void        (*preset)  (gpointer         slot);
  void        (*clear)   (gpointer         slot);
};

/* The longest number. */
#define WEEZ_NODE_BUFFER_SIZE G_ASCII_DTOSTR_BUF_SIZE

#define WEEZ_SLOT(Type, slot) (*(Type *) (slot))
#define WEEZ_READ_SLOT(Type, slot) (*(Type const *) (slot))

gboolean    weez_node_overflows        (yyjson_val      *node);
const char *weez_node_get_text         (yyjson_val      *node,
                                        char             buffer[WEEZ_NODE_BUFFER_SIZE]);
char       *weez_node_to_text          (yyjson_val      *node);
char       *weez_text_without_spaces   (const char      *text);
gboolean    weez_text_is_id            (const char      *text);
gboolean    weez_reading_refuse        (const WeezField *field,
                                        WeezReading     *reading);
gboolean    weez_field_decode          (const WeezField *field,
                                        yyjson_val      *node,
                                        gpointer         slot,
                                        WeezReading     *reading);
gboolean    weez_kind_read_slot        (const WeezField *field,
                                        yyjson_val      *node,
                                        WeezValue       *value,
                                        WeezReading     *reading);
void        weez_kind_write_text       (const WeezField *field,
                                        gconstpointer    slot,
                                        WeezWriter      *writer);
void        weez_kind_add_text         (const WeezField *field,
                                        gconstpointer    slot,
                                        WeezRequest     *request);
void        weez_kind_load_json        (const WeezField *field,
                                        const WeezValue *value,
                                        gpointer         slot,
                                        GTimeZone       *zone);
gboolean    weez_kind_pointer_is_set   (gconstpointer    slot);
void        weez_kind_get_boxed        (const WeezField *field,
                                        gconstpointer    slot,
                                        GValue          *value);

gboolean    weez_time_from_text        (const char      *text,
                                        GTimeZone       *zone,
                                        GDateTime      **time);
char       *weez_time_to_text          (GDateTime       *time);

/* @member is null where the object has none, or a null. Returns whether there is a value now. */
typedef gboolean (* WeezMemberFunc) (const WeezField *field,
                                     yyjson_val      *member,
                                     gboolean         is_said,
                                     WeezReading     *reading,
                                     gpointer         data);

gboolean    weez_record_class_read     (WeezRecordClass *klass,
                                        yyjson_val      *node,
                                        WeezReading     *reading,
                                        WeezMemberFunc   func,
                                        gpointer         data);
WeezRecord *weez_record_new_from_json  (GType            type,
                                        yyjson_val      *node,
                                        WeezReading     *reading);
GPtrArray  *weez_records_new_from_json (GType            type,
                                        yyjson_val      *array,
                                        WeezReading     *reading);
gboolean    weez_values_read           (WeezValue       *values,
                                        GType            type,
                                        yyjson_val      *node,
                                        WeezReading     *reading);
GObject    *weez_values_take_json      (GType            type,
                                        yyjson_val      *array,
                                        WeezKnown       *taker,
                                        const GArray    *digests,
                                        WeezReading     *reading);
gboolean    weez_record_says           (WeezRecord      *self,
                                        const WeezField *field);
void        weez_record_write          (WeezRecord      *self,
                                        WeezWriter      *writer);
void        weez_records_write         (GPtrArray       *records,
                                        WeezWriter      *writer);

G_END_DECLS
