#pragma once
#include <glib.h>

G_BEGIN_DECLS
typedef struct
{
  const char *first_name;
  const char *last_name;
  gboolean    woman;
} DemoPerson;

typedef struct
{
  const char *name;
  const char *zip_code;
  const char *state;
  const char *country;
  const char *country_name;
  const char *latitude;
  const char *longitude;
} DemoCity;

/* A person is never stored: the same key always names the same one. */
DemoPerson      demo_names_person    (guint64 key);
DemoPerson      demo_names_relative  (guint64 key, const DemoPerson *of);
char           *demo_names_dup_email (guint64 key, const DemoPerson *person);
const char     *demo_names_street    (guint64 key);
const DemoCity *demo_names_city      (guint64 key);
const DemoCity *demo_names_home      (guint64 key);
const DemoCity *demo_names_seat      (void);
G_END_DECLS
