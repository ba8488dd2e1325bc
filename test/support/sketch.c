#include "sketch.h"

#include "close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 12 };

typedef struct line {
  char *word[WORDS];
  int count;
  unsigned number;
} line;

static void refuse(const line *l) { fail_msg("line %u of the sketch: '%s …' makes no sense", l->number, l->word[0]); }

static bool says(const line *l, const char *word) {
  for (int i = 0; i < l->count; i++)
    if (strcmp(l->word[i], word) == 0) return true;
  return false;
}

/* What stands behind "key="; NULL if nothing does. */
static const char *given(const line *l, const char *key) {
  size_t length = strlen(key);
  for (int i = 0; i < l->count; i++)
    if (strncmp(l->word[i], key, length) == 0 && l->word[i][length] == '=') return l->word[i] + length + 1;
  return NULL;
}

static lm_text label_of(const line *l) {
  lm_text label = {{NULL, NULL}};
  if (!says(l, "no-label")) label.in[LM_JA] = l->word[1];
  if (!says(l, "no-label") && !says(l, "ja-only")) label.in[LM_EN] = l->word[1];
  return label;
}

static void add_tier(lm_model *model, const line *l) {
  lm_tier tier = {.id = l->word[1], .level = LM_LEVEL_COUNT, .label = label_of(l), .place = {"sketch", l->number, 1}};
  if (l->count < 4 || !lm_day_parse(&tier.due, l->word[3], strlen(l->word[3]))) refuse(l);
  for (int level = 0; level < LM_LEVEL_COUNT; level++)
    if (strcmp(lm_level_word((lm_level)level), l->word[2]) == 0) tier.level = (lm_level)level;
  if (lm_model_add_tier(model, &tier) != LM_OK) refuse(l);
}

static lm_indicator indicator_of(const line *l) {
  lm_indicator i = {.direction = says(l, "no-direction") ? LM_DIR_UNSAID : LM_DIR_UP,
                    .measure = says(l, "text") ? LM_MEASURE_TEXT : says(l, "no-measure") ? LM_MEASURE_UNSAID : LM_MEASURE_COUNT_OF,
                    .basis = says(l, "no-basis") ? -1 : LM_FISCAL,
                    .decimals = -1,
                    .lower = NAN,
                    .upper = NAN,
                    .placeholder = says(l, "placeholder")};
  if (!says(l, "no-unit") && !says(l, "text")) i.unit.in[LM_JA] = "件";
  return i;
}

static lm_node parent_of(const lm_model *model, const line *l, lm_kind kind) {
  const char *id = given(l, "in");
  if (!id) return LM_NO_NODE;
  lm_node parent = lm_model_find(model, kind == LM_ACTIVITY ? LM_INITIATIVE : LM_SCENE, id, strlen(id));
  if (parent == LM_NO_NODE) refuse(l);
  return parent;
}

static void add_node(lm_model *model, const line *l, lm_kind kind) {
  lm_indicator indicator = indicator_of(l);
  const char *tier = given(l, "tier"), *number = given(l, "no");
  lm_node_info node = {.kind = kind,
                       .id = l->word[1],
                       .label = label_of(l),
                       .parent = parent_of(model, l, kind),
                       .tier = tier ? lm_model_find_tier(model, tier) : LM_NO_TIER,
                       .number = number ? atoi(number) : 0,
                       .indicator = kind == LM_INDICATOR ? &indicator : NULL,
                       .place = {"sketch", l->number, 1}};
  if (l->count < 2 || (tier && node.tier == LM_NO_TIER) || lm_model_add_node(model, &node, NULL) != LM_OK) refuse(l);
}

static void add_link(lm_model *model, const line *l) {
  lm_link link = {.type = says(l, "=>") ? LM_MEASURED_BY : LM_CONTRIBUTES_TO,
                  .from = lm_model_find_name(model, l->word[0]),
                  .to = l->count == 3 ? lm_model_find_name(model, l->word[2]) : LM_NO_NODE,
                  .sign = 1,
                  .lag_min = NAN,
                  .lag_max = NAN,
                  .answers = LM_NO_NODE,
                  .place = {"sketch", l->number, 1}};
  if (lm_model_add_link(model, &link) != LM_OK) refuse(l);
}

static void add_line(lm_model *model, const line *l) {
  if (strcmp(l->word[0], "tier") == 0) {
    add_tier(model, l);
    return;
  }
  for (int kind = 0; kind < LM_KIND_COUNT; kind++) {
    if (strcmp(l->word[0], lm_kind_word((lm_kind)kind)) != 0) continue;
    add_node(model, l, (lm_kind)kind);
    return;
  }
  if (!says(l, "->") && !says(l, "=>")) refuse(l);
  add_link(model, l);
}

lm_model *sketch(const char *text) {
  lm_model *model = NULL;
  assert_int_equal(lm_model_new(&model), LM_OK);
  char *copy = malloc(strlen(text) + 1), *next = copy;
  assert_non_null(copy);
  strcpy(copy, text);
  for (unsigned number = 1; next; number++) {
    char *rest = next, *words;
    next = strchr(next, '\n');
    if (next) *next++ = '\0';
    line l = {.number = number};
    for (char *word = strtok_r(rest, " ", &words); word && l.count < WORDS; word = strtok_r(NULL, " ", &words))
      l.word[l.count++] = word;
    if (l.count > 0) add_line(model, &l);
  }
  free(copy);
  return model;
}

lm_node sketch_node(const lm_model *model, const char *name) {
  lm_node node = lm_model_find_name(model, name);
  if (node == LM_NO_NODE) fail_msg("the sketch has no node '%s'", name);
  return node;
}
