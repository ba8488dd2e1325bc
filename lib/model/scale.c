/* scale.c: see scale.h. One rule for every scale; the built-in one is that of a 進行管理表 (progress table).

   Its source's classes overlap and leave gaps: 7,8割程度 ends before 全て, so nine tenths have no grade; 2割未満 lies within 7割未満.
   Resolved in this order: all of them is 達成, and only that; below two tenths is 未達成・未着手, because the narrower class says
   more than the wider one that contains it; seven tenths up to, but not, all is 概ね達成, because "all" was not met and no other word
   is left; the rest is 一部達成. */
#include <logicmodel/scale.h>

#include <string.h>

#define LM_GRADE_ROW(name, id, label_en, label_ja, at_least, source, rule_en, rule_ja) static const lm_text rule_of_##name = {{rule_en, rule_ja}};
#include "grades.def"
#undef LM_GRADE_ROW

static const lm_scale_grade grades[] = {
#define LM_GRADE_ROW(name, id, label_en, label_ja, at_least, source, rule_en, rule_ja)                                         \
  {id, {{label_en, label_ja}}, {{NULL, source}}, {&rule_of_##name, 1}, at_least},
#include "grades.def"
#undef LM_GRADE_ROW
};

static const lm_scale builtin = {
    .id = "built-in",
    .label = {{"four grades of a progress table", "進行管理表の4段階"}},
    .grades = grades,
    .count = sizeof grades / sizeof *grades,
};

const lm_scale *lm_scale_builtin(void) { return &builtin; }

const lm_scale *lm_scale_of(const lm_model *model) {
  const lm_scale *own = lm_model_scale(model);
  return own ? own : &builtin;
}

/* Multiplied out: 7 of 10 is seven tenths, without a division that rounds. */
int lm_scale_place(const lm_scale *scale, size_t met, size_t counted) {
  if (counted == 0) return -1;
  for (size_t i = 0; i < scale->count; i++)
    if (100 * (double)met >= scale->grades[i].at_least * (double)counted) return (int)i;
  return -1;
}

int lm_scale_find(const lm_scale *scale, const char *id, size_t length) {
  for (size_t i = 0; i < scale->count; i++)
    if (strlen(scale->grades[i].id) == length && memcmp(scale->grades[i].id, id, length) == 0) return (int)i;
  return -1;
}

const lm_scale_grade *lm_scale_at(const lm_scale *scale, int place) {
  return place >= 0 && (size_t)place < scale->count ? &scale->grades[place] : NULL;
}
