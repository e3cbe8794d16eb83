#include "config.h"

#include "weez-organizer.h"

G_DEFINE_FINAL_TYPE (WeezOrganizer, weez_organizer, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezOrganizer, organization_name, "organization_name"),
  WEEZ_FIELD (WeezOrganizer, first_name,        "first_name"),
  WEEZ_FIELD (WeezOrganizer, last_name,         "last_name"),
  WEEZ_FIELD (WeezOrganizer, address,           "location.address"),
  WEEZ_FIELD (WeezOrganizer, zip_code,          "location.zip_code"),
  WEEZ_FIELD (WeezOrganizer, city,              "location.city"),
  WEEZ_FIELD (WeezOrganizer, state,             "location.state"),
  WEEZ_FIELD (WeezOrganizer, country_code,      "location.country.code"),
  WEEZ_FIELD (WeezOrganizer, country_name,      "location.country.name"),
  WEEZ_FIELD (WeezOrganizer, phone,             "phone"),
  WEEZ_FIELD (WeezOrganizer, cell_phone,        "cell_phone"),
  WEEZ_FIELD (WeezOrganizer, fax,               "fax"),
  WEEZ_FIELD (WeezOrganizer, email,             "email"),
  WEEZ_FIELD (WeezOrganizer, website,           "website"),
  WEEZ_FIELD (WeezOrganizer, blog,              "blog"),
};

static void
weez_organizer_class_init (WeezOrganizerClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_organizer_init (WeezOrganizer *self)
{
}
