#include <logicmodel/areas.h>

#include <string.h>

static const struct {
  const char *word;
  lm_text name;
  const char *also; /* another name it is known by; NULL none */
} kinds[LM_AREA_KIND_COUNT] = {
    [LM_AREA_DISTRICT] = {"district", {{"district", "日常生活圏域"}}, NULL},
    [LM_AREA_WARD] = {"ward", {{"ward", "行政区"}}, NULL},
    [LM_AREA_MUNICIPALITY] = {"municipality", {{"municipality", "市区町村"}}, "市町村"},
    [LM_AREA_MEDICAL] = {"secondary-medical-area", {{"secondary medical area", "二次医療圏"}}, "二次保健医療圏"},
    [LM_AREA_PREFECTURE] = {"prefecture", {{"prefecture", "都道府県"}}, NULL},
    [LM_AREA_NATION] = {"nation", {{"nation", "国"}}, "全国"},
};

static bool same(const char *one, const char *other) { return one && strcmp(one, other) == 0; }

lm_area_kind lm_area_kind_of(const char *kind) {
  for (int i = LM_AREA_OTHER + 1; kind && i < LM_AREA_KIND_COUNT; i++)
    if (same(kinds[i].word, kind) || same(kinds[i].name.in[LM_JA], kind) || same(kinds[i].also, kind)) return (lm_area_kind)i;
  return LM_AREA_OTHER;
}

const char *lm_area_kind_word(lm_area_kind kind) { return (unsigned)kind < LM_AREA_KIND_COUNT ? kinds[kind].word : NULL; }

bool lm_area_kind_same(const char *one, const char *other) {
  return strcmp(one, other) == 0 || (lm_area_kind_of(one) != LM_AREA_OTHER && lm_area_kind_of(one) == lm_area_kind_of(other));
}

const char *lm_area_kind_in(const char *kind, lm_lang lang) {
  lm_area_kind known = lm_area_kind_of(kind);
  return known ? kinds[known].name.in[lang] : kind ? kind : "";
}
