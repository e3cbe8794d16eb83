#pragma once

#include "parvis-people-item.h"
#include "parvis-record-list.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PEOPLE_LIST (parvis_people_list_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPeopleList, parvis_people_list, PARVIS, PEOPLE_LIST, GObject)

/* A #ParvisPeopleItem for each participant of a list. */

GListModel *parvis_people_list_new (ParvisRecordList *participants,
                                    ParvisAccount    *account);

G_END_DECLS
