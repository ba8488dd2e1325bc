/* generate.c: deterministic documents of national size: every fiscal-year indicator of a model × areas × years.

   generate MODEL AREAS YEARS compact|verbose|targets > document.xml
   About 6 % of the cells have no value, some of those say why; about 1 % of the series are constant, as real ones are. The targets
   belong to the values: a baseline, and a target for every tier that the indicator is measured for. */
#include <logicmodel/logicmodel.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere. */
static uint64_t state;

static uint64_t next(void) {
  uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static unsigned below(unsigned limit) { return (unsigned)(next() % limit); }

static void cell(const char *indicator, unsigned area, unsigned year, long value, bool verbose) {
  char who[128] = "";
  if (verbose) snprintf(who, sizeof who, "indicator=\"%s\" area=\"a%05u\" ", indicator, area);
  unsigned luck = below(100);
  if (luck < 5) return;
  if (luck < 6)
    printf("<missing %speriod=\"%uFY\" reason=\"suppressed\" lower=\"0\" upper=\"9\"/>%s", who, year, verbose ? "\n" : "");
  else if (value % 10 && luck < 50)
    printf("<obs %speriod=\"%uFY\" value=\"%ld.%ld\"/>%s", who, year, value / 10, value % 10, verbose ? "\n" : "");
  else
    printf("<obs %speriod=\"%uFY\" value=\"%ld\"/>%s", who, year, value / 10, verbose ? "\n" : "");
}

/* What a series is drawn around; from its own seed, so that values and targets of one place belong together. */
typedef struct shape {
  bool constant;
  long level, slope;
} shape;

static shape shape_of(lm_node indicator, unsigned area) {
  state = 20250701 + ((uint64_t)indicator << 32) + area;
  state = next();
  bool constant = below(100) == 0;
  long level = 100 + (long)below(800);
  return (shape){constant, level, (long)below(5) - 2};
}

static void series(const char *indicator, lm_node node, unsigned area, unsigned years, bool verbose) {
  shape s = shape_of(node, area);
  if (!verbose) printf("<series indicator=\"%s\" area=\"a%05u\">", indicator, area);
  for (unsigned i = 0; i < years; i++) {
    long noise = (long)below(41) - 20, value = s.constant ? s.level : s.level + s.slope * (long)i + noise;
    cell(indicator, area, 2005 + i, value < 0 ? 0 : value > 999 ? 999 : value, verbose);
  }
  if (!verbose) puts("</series>");
}

/* Tenths, so that values and targets have the same decimals. */
static void tenths(const char *name, long value) { printf(" %s=\"%ld.%ld\"", name, value / 10, value % 10); }

static void target(const char *indicator, const char *tier, unsigned area, lm_direction direction, long from, long way) {
  bool range = direction != LM_DIR_UP && direction != LM_DIR_DOWN;
  printf("<target indicator=\"%s\" tier=\"%s\" area=\"a%05u\" kind=\"%s\"", indicator, tier, area, range ? "range" : "value");
  if (range) tenths("lower", from - way);
  tenths(range ? "upper" : "value", direction == LM_DIR_DOWN ? from - way : from + way);
  puts("/>");
}

static bool measured_for(const lm_model *model, lm_node indicator, uint32_t tier) {
  for (size_t i = 0; i < lm_model_link_count(model); i++) {
    const lm_link *link = lm_model_link(model, i);
    if (link->type == LM_MEASURED_BY && link->to == indicator && lm_model_node(model, link->from)->tier == tier) return true;
  }
  return false;
}

static void targets(const lm_model *model, lm_node node, unsigned areas) {
  const lm_node_info *info = lm_model_node(model, node);
  for (unsigned a = 1; a <= areas; a++) {
    shape s = shape_of(node, a);
    printf("<baseline indicator=\"%s\" area=\"a%05u\" period=\"2012FY\"", info->id, a);
    tenths("value", s.level);
    puts("/>");
  }
  for (uint32_t tier = 0; tier < lm_model_tier_count(model); tier++) {
    if (!measured_for(model, node, tier)) continue;
    for (unsigned a = 1; a <= areas; a++) {
      shape s = shape_of(node, a);
      target(info->id, lm_model_tier(model, tier)->id, a, info->indicator->direction, s.level, 10 + 15 * (long)tier + (long)below(30));
    }
  }
}

static lm_model *read_model(const char *path) {
  lm_diags *diags;
  lm_model *model = NULL;
  if (lm_diags_new(&diags) != LM_OK) return NULL;
  lm_read_model(&model, &(lm_input){.path = path}, diags);
  lm_diags_free(diags);
  return model;
}

int main(int argc, char **argv) {
  lm_model *model = argc == 5 ? read_model(argv[1]) : NULL;
  if (!model) {
    fprintf(stderr, "usage: generate MODEL AREAS YEARS compact|verbose|targets\n");
    return 2;
  }
  unsigned areas = (unsigned)strtoul(argv[2], NULL, 10), years = (unsigned)strtoul(argv[3], NULL, 10);
  bool verbose = strcmp(argv[4], "verbose") == 0, aims = strcmp(argv[4], "targets") == 0;
  const char *root = aims ? "targets" : "values";
  printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s xmlns=\"urn:logicmodel:%s:1\" version=\"1.0\" fictional=\"true\">\n", root, root);
  for (unsigned a = 1; a <= areas; a++) printf("<area id=\"a%05u\"><label xml:lang=\"en\">generated %u</label></area>\n", a, a);
  for (lm_node n = 0; n < lm_model_node_count(model); n++) {
    const lm_node_info *node = lm_model_node(model, n);
    if (node->kind != LM_INDICATOR || node->indicator->basis != LM_FISCAL) continue;
    if (node->indicator->placeholder) continue;
    if (aims) targets(model, n, areas);
    for (unsigned a = 1; a <= areas && !aims; a++) series(node->id, n, a, years, verbose);
  }
  printf("</%s>\n", root);
  lm_model_free(model);
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
