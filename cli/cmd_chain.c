/* cmd_chain.c: one outcome with everything up- and downstream of it. */
#include "exit.h"
#include "input.h"
#include "output.h"

#include <stdlib.h>
#include <string.h>

typedef struct answer {
  const lm_assessment *assessment;
  lm_node outcome;
} answer;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const answer *a = what;
  return lm_write_chain(sink, a->assessment, a->outcome, view);
}

static bool is_outcome(const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  return info && info->kind == LM_OUTCOME;
}

static bool is_final(const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  const lm_tier *tier = info->kind == LM_OUTCOME ? lm_model_tier(model, info->tier) : NULL;
  return tier && tier->level == LM_FINAL;
}

/* The only final outcome; LM_NO_NODE when there are none or several. */
static lm_node the_final(const lm_model *model) {
  lm_node found = LM_NO_NODE;
  for (lm_node i = 0; i < lm_model_node_count(model); i++) {
    if (!is_final(model, i)) continue;
    if (found != LM_NO_NODE) return LM_NO_NODE;
    found = i;
  }
  return found;
}

/* "m1", "outcome:m1", or "final" for the final outcome when there is one of them. */
static lm_node find_outcome(const lm_model *model, const char *name) {
  static const char kind[] = "outcome:";
  const char *id = strncmp(name, kind, strlen(kind)) == 0 ? strchr(name, ':') + 1 : name;
  lm_node node = lm_model_find(model, LM_OUTCOME, id, strlen(id));
  return node == LM_NO_NODE && strcmp(name, "final") == 0 ? the_final(model) : node;
}

/* All ids of outcomes in one string, to be freed. */
static char *known_outcomes(const lm_model *model) {
  size_t size = 1;
  for (lm_node i = 0; i < lm_model_node_count(model); i++)
    if (is_outcome(model, i)) size += strlen(lm_model_node(model, i)->id) + 1;
  char *list = calloc(size, 1), *end = list;
  for (lm_node i = 0; list && i < lm_model_node_count(model); i++) {
    if (!is_outcome(model, i)) continue;
    const char *id = lm_model_node(model, i)->id;
    if (end != list) *end++ = ' ';
    end = (char *)memcpy(end, id, strlen(id)) + strlen(id);
  }
  return list;
}

static int not_found(cli *c, const lm_model *model, const char *name) {
  lm_diags *diags;
  char *known = known_outcomes(model);
  lm_status status = known ? lm_diags_new(&diags) : LM_ENOMEM;
  int code = cli_code(c, status);
  if (status == LM_OK) {
    lm_diags_add(diags, &(lm_finding){.code = LM_Q_UNKNOWN, .value = name, .arg = {"outcome", known}});
    code = cli_print_findings(c, diags);
    lm_diags_free(diags);
  }
  free(known);
  return code == CLI_OK ? CLI_NOT_FOUND : code;
}

static bool draws(const cli *c) {
  return c->options.format == LM_FORMAT_DOT || c->options.format == LM_FORMAT_MERMAID;
}

static bool several_areas(const lm_assessment *assessment) {
  size_t count = lm_assessment_rollup_count(assessment);
  for (size_t i = 1; i < count; i++)
    if (lm_assessment_rollup(assessment, i)->area != lm_assessment_rollup(assessment, 0)->area) return true;
  return false;
}

static int run_chain(cli *c, cli_input *input, lm_assessment **assessment) {
  int code = cli_input_read(input, c, true);
  if (code != CLI_OK) return code;
  const cli_list *words = &input->files.rest;
  if (words->count == 0) return cli_wrong(c, T_NO_OUTCOME, NULL, NULL);
  if (words->count > 1) return cli_wrong(c, T_TWO_OUTCOMES, words->item[0], words->item[1]);
  answer a = {.outcome = find_outcome(input->model, words->item[0])};
  if (a.outcome == LM_NO_NODE) return not_found(c, input->model, words->item[0]);
  code = cli_assess(assessment, input, c);
  if (code != CLI_OK) return code;
  if (draws(c) && several_areas(*assessment)) return cli_wrong(c, T_ONE_AREA, NULL, NULL);
  a.assessment = *assessment;
  return cli_output(c, write_answer, &a);
}

static int run(cli *c) {
  cli_input input;
  lm_assessment *assessment = NULL;
  int code = run_chain(c, &input, &assessment);
  lm_assessment_free(assessment);
  cli_input_free(&input);
  return code;
}

const cli_command cmd_chain = {
    .name = "chain",
    .arguments = {{"OUTCOME MODEL [VALUES…] [TARGETS…]", "アウトカム モデル [値…] [目標…]"}},
    .summary = {{"one outcome, what leads to it and where it leads, with verdicts",
                 "一つのアウトカムの手前とその先を、判定とともに"}},
    .help = {{"Everything upstream and downstream of the outcome, every node with its verdict\n"
              "and indicators, every link with its certainty, and the diagnosis. OUTCOME is an\n"
              "id (m1), a full name (outcome:m1) or final. An argument that is no existing file\n"
              "is taken as the outcome.\n",
              "アウトカムの手前とその先にあるものすべてを、判定・指標・つながりの確からしさ・\n"
              "診断とともに示します。アウトカムは識別子(m1)、種類付きの名前(outcome:m1)、\n"
              "または final で指定します。存在するファイルでない引数をアウトカムとみなします。\n"}},
    .example = "logicmodel chain m1 design-map-2025-07-01 values.xml targets.xml\n"
               "logicmodel chain m1 -m design-map-2025-07-01 values.xml -f dot | dot -Tsvg",
    .options = OPT_COMMON | (OPT_QUESTION & ~(OPT_BIT(OPT_TIER) | OPT_BIT(OPT_SCENE) | OPT_BIT(OPT_INDICATOR))),
    .formats = CLI_DATA_FORMATS | CLI_DRAWINGS,
    .run = run,
};
