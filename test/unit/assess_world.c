/* assess_world.c: builds the small worlds of assess_world.h. */
#include "assess_world.h"

#include "../support/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define check(condition, ...)                                                                                                  \
  do {                                                                                                                         \
    if (!(condition)) fail_msg(__VA_ARGS__);                                                                                   \
  } while (0)

void world_start(world *w) {
  *w = (world){0};
  assert_int_equal(lm_model_new(&w->model), LM_OK);
  assert_int_equal(lm_areas_new(&w->areas), LM_OK);
  assert_int_equal(lm_panel_new(&w->panel), LM_OK);
  assert_int_equal(lm_targets_new(&w->targets), LM_OK);
  assert_int_equal(lm_diags_new(&w->diags), LM_OK);
}

void world_end(world *w) {
  lm_assessment_free(w->assessment);
  lm_diags_free(w->diags);
  lm_targets_free(w->targets);
  lm_panel_free(w->panel);
  lm_areas_free(w->areas);
  lm_model_free(w->model);
}

/* ---- model ---- */

void world_tier(world *w, const char *id, const char *due) {
  lm_tier tier = {.id = id};
  check(lm_day_parse(&tier.due, due, strlen(due)), "%s: no such day", due);
  assert_int_equal(lm_model_add_tier(w->model, &tier), LM_OK);
}

static lm_node find(const world *w, const char *name) {
  lm_node node = lm_model_find_name(w->model, name);
  check(node != LM_NO_NODE, "%s: no such node", name);
  return node;
}

static lm_period period(const char *text, size_t length) {
  lm_period p;
  check(lm_period_parse(&p, text, length, LM_BARE_CALENDAR, NULL) == LM_PERIOD_OK, "%.*s: no period", (int)length, text);
  return p;
}

lm_node world_node(world *w, lm_kind kind, const char *id, const char *parent, const char *tier) {
  lm_node node;
  lm_node_info info = {.kind = kind,
                       .id = id,
                       .parent = parent ? find(w, parent) : LM_NO_NODE,
                       .tier = tier ? lm_model_find_tier(w->model, tier) : LM_NO_TIER};
  check(lm_model_add_node(w->model, &info, &node) == LM_OK, "%s: refused", id);
  return node;
}

static size_t add_breaks(lm_break *breaks, const char *text) {
  size_t count = 0;
  while (text && *text) {
    size_t length = strcspn(text, " ");
    breaks[count++].at = period(text, length);
    text += length + strspn(text + length, " ");
  }
  return count;
}

/* "0..100"; either end may be missing and is left as it is. */
static void read_range(const char *text, double *lower, double *upper) {
  const char *dots = strstr(text, "..");
  check(dots, "%s: no range", text);
  if (dots > text) *lower = atof(text);
  if (dots[2]) *upper = atof(dots + 2);
}

lm_node world_add_indicator(world *w, const char *id, const world_indicator *like) {
  lm_node node;
  lm_break breaks[4] = {0};
  lm_indicator indicator = {.direction = like->direction == LM_DIR_UNSAID ? LM_DIR_UP : like->direction,
                            .basis = like->basis,
                            .decimals = like->decimals ? atoi(like->decimals) : -1,
                            .lower = NAN,
                            .upper = NAN,
                            .placeholder = like->placeholder,
                            .measure = like->measure,
                            .aggregation = like->aggregation,
                            .breaks = breaks,
                            .break_count = add_breaks(breaks, like->breaks)};
  if (like->direction == LM_DIRECTION_COUNT) indicator.direction = LM_DIR_UNSAID;
  if (like->limits) read_range(like->limits, &indicator.lower, &indicator.upper);
  lm_node_info info = {.kind = LM_INDICATOR, .id = id, .parent = LM_NO_NODE, .tier = LM_NO_TIER, .indicator = &indicator};
  check(lm_model_add_node(w->model, &info, &node) == LM_OK, "%s: refused", id);
  return node;
}

static void add_link(world *w, lm_link_type type, const char *from, const char *to) {
  lm_link link = {
      .type = type, .from = find(w, from), .to = find(w, to), .sign = 1, .lag_min = NAN, .lag_max = NAN, .answers = LM_NO_NODE};
  check(lm_model_add_link(w->model, &link) == LM_OK, "%s -> %s: refused", from, to);
}

void world_measure(world *w, const char *from, const char *indicator) {
  add_link(w, LM_MEASURED_BY, from, indicator);
}

void world_contribute(world *w, const char *from, const char *to) {
  add_link(w, LM_CONTRIBUTES_TO, from, to);
}

/* ---- values and targets ---- */

uint32_t world_area(world *w, const char *id) {
  uint32_t area = LM_NO_AREA;
  if (id) assert_int_equal(lm_areas_add(w->areas, &(lm_area){.id = id}, &area), LM_OK);
  return area;
}

double world_number(const char *text) {
  char *end;
  if (strcmp(text, "nan") == 0) return NAN;
  double value = strtod(text, &end);
  if (*end == '/') value /= strtod(end + 1, &end);
  check(end != text && *end == '\0', "%s: no number", text);
  return value;
}

static uint32_t flag(char letter) {
  switch (letter) {
  case 'b':
    return LM_BREAK_HERE;
  case 'd':
    return LM_DEFINITION_CHANGED;
  case 'f':
    return LM_FORECAST;
  case 'p':
    return LM_PROVISIONAL;
  case 'e':
    return LM_ESTIMATED;
  case 'i':
    return LM_IMPUTED;
  case 'l':
    return LM_LOW_RELIABILITY;
  case 'r':
    return LM_REVISED;
  default:
    fail_msg("%c: no such flag", letter);
    return 0;
  }
}

/* What comes behind a number is cut off it. */
static void read_errors(lm_obs *obs, char *value) {
  char *at = strpbrk(value, "~:@");
  if (!at) return;
  char mark = *at;
  *at++ = '\0';
  if (mark == '~') obs->se = atof(at);
  if (mark == '@') obs->n = atof(at);
  if (mark != ':') return;
  obs->num = strtod(at, &at);
  check(*at == ':', "a denominator is missing");
  obs->den = atof(at + 1);
}

/* "2019=50b"; cuts the text up. */
static lm_obs observation(char *text) {
  lm_obs obs = lm_obs_none();
  char *value = strchr(text, '=');
  check(value, "%s: no value", text);
  obs.period = period(text, (size_t)(value - text));
  value++;
  for (size_t last = strlen(value); last > 1 && value[last - 1] >= 'a'; value[--last] = '\0')
    obs.flags |= flag(value[last - 1]);
  obs.missing = *value == '*' ? LM_SUPPRESSED : *value == '?' ? LM_NOT_YET : LM_PRESENT;
  if (obs.missing == LM_SUPPRESSED && value[1]) read_range(value + 1, &obs.lower, &obs.upper);
  read_errors(&obs, value);
  if (obs.missing == LM_PRESENT) obs.value = world_number(value);
  return obs;
}

void world_values(world *w, const char *indicator, const char *area, const char *values) {
  char copy[512], *rest = copy;
  lm_node node = find(w, indicator);
  uint32_t place = world_area(w, area);
  snprintf(copy, sizeof copy, "%s", values);
  for (char *word; (word = strtok_r(rest, " ", &rest));) {
    lm_obs obs = observation(word);
    check(lm_panel_add(w->panel, node, place, &obs) == LM_OK, "%s: refused", word);
  }
}

static lm_target read_target(const char *text) {
  lm_target t = {.value = NAN, .lower = NAN, .upper = NAN, .by = NAN, .by_percent = NAN};
  if (strcmp(text, "keep") == 0) {
    t.kind = LM_TARGET_KEEP;
  } else if (strcmp(text, "improve") == 0) {
    t.kind = LM_TARGET_IMPROVE;
  } else if (strcmp(text, "text") == 0) {
    t.kind = LM_TARGET_TEXT;
    t.text = "more than now";
  } else if (strncmp(text, "by ", 3) == 0) {
    t.kind = LM_TARGET_CHANGE;
    *(strchr(text, '%') ? &t.by_percent : &t.by) = atof(text + 3);
  } else if (strncmp(text, "range ", 6) == 0) {
    t.kind = LM_TARGET_RANGE;
    read_range(text + 6, &t.lower, &t.upper);
  } else {
    t.value = world_number(text);
  }
  return t;
}

void world_target(world *w, const char *indicator, const char *area, const char *tier, const char *target) {
  lm_target t = read_target(target);
  t.indicator = find(w, indicator);
  t.area = world_area(w, area);
  t.tier = lm_model_find_tier(w->model, tier);
  check(lm_targets_add(w->targets, &t) == LM_OK, "%s: refused", target);
}

void world_baseline(world *w, const char *indicator, const char *area, const char *baseline) {
  char copy[64];
  snprintf(copy, sizeof copy, "%s", baseline);
  lm_baseline b = {.indicator = find(w, indicator), .area = world_area(w, area), .obs = observation(copy)};
  check(lm_targets_add_baseline(w->targets, &b) == LM_OK, "%s: refused", baseline);
}

/* ---- assessment ---- */

lm_status world_assess(world *w, const lm_assess_options *options) {
  if (!w->assessment) lm_panel_seal(w->panel);
  lm_assessment_free(w->assessment);
  return lm_assess(&w->assessment, w->model, w->areas, w->panel, w->targets, options, w->diags);
}

static uint32_t area_index(const world *w, const char *id) {
  return id ? lm_areas_find(w->areas, id, strlen(id)) : LM_NO_AREA;
}

const lm_record *world_record(const world *w, const char *indicator, const char *area, const char *tier) {
  const lm_record *r =
      lm_assessment_find(w->assessment, find(w, indicator), area_index(w, area), lm_model_find_tier(w->model, tier));
  check(r, "%s %s %s: no record", indicator, area ? area : "-", tier);
  return r;
}

const lm_rollup *world_rollup(const world *w, const char *node, const char *area) {
  const lm_rollup *r = lm_assessment_rollup_of(w->assessment, find(w, node), area_index(w, area));
  check(r, "%s %s: no roll-up", node, area ? area : "-");
  return r;
}

void world_reasons(uint64_t reasons, char *buffer, size_t size) {
  size_t used = 0;
  buffer[0] = '\0';
  for (unsigned i = 0; i < LM_REASON_COUNT; i++) {
    if (reasons & LM_REASON_BIT(i))
      used += (size_t)snprintf(buffer + used, size - used, "%s%s", used ? " " : "", lm_reason_word((lm_reason)i));
  }
}
