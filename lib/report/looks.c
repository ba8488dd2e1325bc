/* looks.c: see looks.h. */
#include "looks.h"

#include <string.h>

/* The next of several words with a blank between; its length in *length, 0 at the end. */
static const char *next_word(const char *at, size_t *length) {
  at += strspn(at, " ");
  *length = strcspn(at, " ");
  return at;
}

static bool has_word(const char *words, const char *word, size_t size) {
  size_t length;
  for (const char *at = next_word(words, &length); length > 0; at = next_word(at + length, &length))
    if (length == size && memcmp(at, word, size) == 0) return true;
  return false;
}

bool lm_has_class(const char *classes, const char *name) {
  return classes && name && has_word(classes, name, strlen(name));
}

/* Are all the words of `wanted` among `words`? */
static bool has_all(const char *words, const char *wanted) {
  size_t length;
  for (const char *at = next_word(wanted, &length); length > 0; at = next_word(at + length, &length))
    if (!words || !has_word(words, at, length)) return false;
  return true;
}

static void lay_over(lm_look *look, const lm_look *rule) {
  if (rule->sets & LM_LOOK_FILL) look->fill = rule->fill;
  if (rule->sets & LM_LOOK_STROKE) look->stroke = rule->stroke;
  if (rule->sets & LM_LOOK_FILL_OPACITY) look->fill_opacity = rule->fill_opacity;
  if (rule->sets & LM_LOOK_STROKE_OPACITY) look->stroke_opacity = rule->stroke_opacity;
  if (rule->sets & LM_LOOK_WIDTH) look->width = rule->width;
  if (rule->sets & LM_LOOK_DASH) memcpy(look->dash, rule->dash, sizeof look->dash);
  if (rule->sets & LM_LOOK_SIZE) look->size = rule->size;
  if (rule->sets & LM_LOOK_BOLD) look->bold = rule->bold;
  if (rule->sets & LM_LOOK_ANCHOR) look->anchor = rule->anchor;
  look->sets |= rule->sets;
}

lm_look lm_look_of(const char *group, const char *element, const char *classes) {
  lm_look look = {.stroke = LM_NO_COLOUR, .fill_opacity = 1, .stroke_opacity = 1, .width = 1, .size = 16};
  for (size_t i = 0; i < lm_look_rule_count; i++) {
    const lm_look_rule *rule = &lm_look_rules[i];
    if (*rule->element && strcmp(rule->element, element) != 0) continue;
    if (has_all(group, rule->group) && has_all(classes, rule->classes)) lay_over(&look, &rule->look);
  }
  return look;
}
