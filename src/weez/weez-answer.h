#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_ANSWER (weez_answer_get_type ())
G_DECLARE_FINAL_TYPE (WeezAnswer, weez_answer, WEEZ, ANSWER, WeezRecord)

/**
 * WeezAnswer:
 *
 * One question of a form and what was answered: `GET /participant/:id/answers`.
 */
struct _WeezAnswer
{
  WeezRecord   parent_instance;
  char        *label;
  char        *value;
};

G_END_DECLS
