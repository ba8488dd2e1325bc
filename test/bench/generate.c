/* generate.c: a deterministic values document of national size: every fiscal-year indicator of a model × areas × years.

   generate MODEL AREAS YEARS compact|verbose > values.xml
   About 6 % of the cells have no value, some of those say why; about 1 % of the series are constant, as real ones are. */
#include <logicmodel/logicmodel.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere. */
static uint64_t state = 20250701;

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

static void series(const char *indicator, unsigned area, unsigned years, bool verbose) {
  bool constant = below(100) == 0;
  long level = 100 + (long)below(800);
  long slope = (long)below(5) - 2;
  if (!verbose) printf("<series indicator=\"%s\" area=\"a%05u\">", indicator, area);
  for (unsigned i = 0; i < years; i++) {
    long noise = (long)below(41) - 20, value = constant ? level : level + slope * (long)i + noise;
    cell(indicator, area, 2005 + i, value < 0 ? 0 : value > 999 ? 999 : value, verbose);
  }
  if (!verbose) puts("</series>");
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
    fprintf(stderr, "usage: generate MODEL AREAS YEARS compact|verbose\n");
    return 2;
  }
  unsigned areas = (unsigned)strtoul(argv[2], NULL, 10), years = (unsigned)strtoul(argv[3], NULL, 10);
  bool verbose = strcmp(argv[4], "verbose") == 0;
  puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" fictional=\"true\">");
  for (unsigned a = 1; a <= areas; a++) printf("<area id=\"a%05u\"><label xml:lang=\"en\">generated %u</label></area>\n", a, a);
  for (lm_node n = 0; n < lm_model_node_count(model); n++) {
    const lm_node_info *node = lm_model_node(model, n);
    if (node->kind != LM_INDICATOR || node->indicator->basis != LM_FISCAL) continue;
    if (node->indicator->placeholder) continue;
    for (unsigned a = 1; a <= areas; a++) series(node->id, a, years, verbose);
  }
  puts("</values>");
  lm_model_free(model);
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
