#pragma once
#include <glib.h>
#include "demo-season.h"

G_BEGIN_DECLS
#define DEMO_FIRST_PARTICIPANT 7759000
#define DEMO_FIRST_ORDER       2029446

typedef enum
{
  DEMO_ROW_DELETED  = 1 << 0,  /* from changed on */
  DEMO_ROW_REFUNDED = 1 << 1,  /* from changed on */
  DEMO_ROW_UNPAID   = 1 << 2,  /* until changed, which may be never (0) */
  DEMO_ROW_BLANK    = 1 << 3,  /* written without event, ticket and owner */
  DEMO_ROW_NAMELESS = 1 << 4,  /* written with an owner of empty strings */
} DemoRowFlags;

typedef enum
{
  DEMO_ORIGIN_WEB,
  DEMO_ORIGIN_SAISIR,
  DEMO_ORIGIN_INVITATION,
  DEMO_ORIGIN_GUICHET,
} DemoOrigin;

/*
 * One ticket held by someone, as small as can be: there may be a million. Everything else about
 * it (names, answers, barcode) follows from its number. Rows in the future wait in the same form,
 * so that time alone brings them, always the same ones.
 */
typedef struct
{
  guint32 created;
  guint32 changed;
  guint32 scanned;
  guint32 order;
  guint16 ticket;
  guint16 date;         /* index + 1, 0 for none */
  guint16 out_minutes;  /* after the scan, 0 for still in */
  guint8  flags;
  guint8  origin;
  guint8  place;        /* within the order */
} DemoRow;

typedef struct
{
  guint sold;
  guint in;
  guint out;
} DemoCount;

typedef struct _DemoRows DemoRows;

DemoRows      *demo_rows_new       (DemoSeason *season, guint64 seed, gint64 now);
void           demo_rows_free      (DemoRows *self);
void           demo_rows_advance   (DemoRows *self, gint64 now);
void           demo_rows_sell      (DemoRows *self, guint n, gint64 now);
void           demo_rows_scan      (DemoRows *self, guint n, gint64 now);
guint          demo_rows_get_n     (DemoRows *self);
const DemoRow *demo_rows_get       (DemoRows *self, guint index);
DemoCount      demo_rows_count     (DemoRows *self, guint ticket, gint64 now);
DemoCount      demo_rows_count_date (DemoRows *self, guint ticket, guint date, gint64 now);

gboolean       demo_row_is_deleted  (const DemoRow *row, gint64 now);
gboolean       demo_row_is_refunded (const DemoRow *row, gint64 now);
gboolean       demo_row_is_paid     (const DemoRow *row, gint64 now);
gint64         demo_row_get_updated (const DemoRow *row, gint64 now);
guint          demo_row_get_status  (const DemoRow *row, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoRows, demo_rows_free)
G_END_DECLS
