#include "config.h"

#include "weez-answer.h"

G_DEFINE_FINAL_TYPE (WeezAnswer, weez_answer, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (WeezAnswer, label, "label"),
  WEEZ_FIELD (WeezAnswer, value, "value"),
};

static void
weez_answer_class_init (WeezAnswerClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
weez_answer_init (WeezAnswer *self)
{
}
