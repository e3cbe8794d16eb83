#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_ORGANIZER (weez_organizer_get_type ())
G_DECLARE_FINAL_TYPE (WeezOrganizer, weez_organizer, WEEZ, ORGANIZER, WeezRecord)

/**
 * WeezOrganizer:
 *
 * Who holds an event.
 */
struct _WeezOrganizer
{
  WeezRecord   parent_instance;
  char        *organization_name;
  char        *first_name;
  char        *last_name;
  char        *address;
  char        *zip_code;
  char        *city;
  char        *state;
  char        *country_code;
  char        *country_name;
  char        *phone;
  char        *cell_phone;
  char        *fax;
  char        *email;
  char        *website;
  char        *blog;
};

G_END_DECLS
