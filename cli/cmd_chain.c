/* cmd_chain.c: one node with everything up- and downstream of it, and what other models say of it. */
#include "exit.h"
#include "output.h"
#include "with.h"

#include <stdlib.h>
#include <string.h>

typedef struct answer {
  lm_tracked home, *other;
  size_t count;
  lm_node node;
} answer;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const answer *a = what;
  return lm_write_chain_with(sink, &a->home, a->other, a->count, a->node, view);
}

/* Outcomes, initiatives and activities have chains. */
static bool has_chain(const lm_model *model, lm_node node) {
  const lm_node_info *info = lm_model_node(model, node);
  return info && (info->kind == LM_OUTCOME || info->kind == LM_INITIATIVE || info->kind == LM_ACTIVITY);
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

/* "m1", "initiative:A", or "final" for the final outcome when there is one of them. A bare id is an outcome's before it is anything else's. */
static lm_node find_node(const lm_model *model, const char *name) {
  lm_node node = lm_model_find(model, LM_OUTCOME, name, strlen(name));
  if (node == LM_NO_NODE) node = lm_model_find_name(model, name);
  if (node == LM_NO_NODE && strcmp(name, "final") == 0) node = the_final(model);
  return has_chain(model, node) ? node : LM_NO_NODE;
}

/* The ids of outcomes, then full names of initiatives and activities, in one string, to be freed. */
static char *known_nodes(const lm_model *model) {
  static const lm_kind kinds[] = {LM_OUTCOME, LM_INITIATIVE, LM_ACTIVITY};
  size_t size = 1;
  for (lm_node i = 0; i < lm_model_node_count(model); i++)
    if (has_chain(model, i)) size += strlen(lm_model_node(model, i)->id) + strlen("initiative: ");
  char *list = calloc(size, 1), *end = list;
  for (size_t k = 0; list && k < sizeof kinds / sizeof *kinds; k++) {
    for (lm_node i = 0; i < lm_model_node_count(model); i++) {
      const lm_node_info *info = lm_model_node(model, i);
      if (info->kind != kinds[k]) continue;
      end += sprintf(end, "%s%s%s%s", end == list ? "" : " ", k == 0 ? "" : lm_kind_word(kinds[k]), k == 0 ? "" : ":", info->id);
    }
  }
  return list;
}

static int not_found(cli *c, const lm_model *model, const char *name) {
  lm_diags *diags;
  char *known = known_nodes(model);
  lm_status status = known ? lm_diags_new(&diags) : LM_ENOMEM;
  int code = cli_code(c, status);
  if (status == LM_OK) {
    lm_diags_add(diags, &(lm_finding){.code = LM_Q_UNKNOWN, .value = name, .arg = {"node", known}});
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

static lm_tracked tracked(const cli_world *world) {
  return (lm_tracked){world->assessment, world->progress};
}

static int put_answer(cli *c, const cli_worlds *worlds, lm_node node) {
  answer a = {.home = tracked(&worlds->item[0]), .count = worlds->count - 1, .node = node};
  a.other = calloc(worlds->count, sizeof *a.other);
  if (!a.other) return cli_code(c, LM_ENOMEM);
  for (size_t i = 0; i < a.count; i++) a.other[i] = tracked(&worlds->item[i + 1]);
  int code = cli_output(c, write_answer, &a);
  free(a.other);
  return code;
}

static int run_chain(cli *c, cli_worlds *worlds) {
  int code = cli_worlds_read(worlds, c);
  if (code != CLI_OK) return code;
  const cli_input *home = &worlds->item[0].input;
  const cli_list *words = &home->files.rest;
  if (words->count == 0) return cli_wrong(c, T_NO_OUTCOME, NULL, NULL);
  if (words->count > 1) return cli_wrong(c, T_TWO_OUTCOMES, words->item[0], words->item[1]);
  lm_node node = find_node(home->model, words->item[0]);
  if (node == LM_NO_NODE) return not_found(c, home->model, words->item[0]);
  code = cli_worlds_assess(worlds, c);
  if (code != CLI_OK) return code;
  if (draws(c) && several_areas(worlds->item[0].assessment)) return cli_wrong(c, T_ONE_AREA, NULL, NULL);
  return put_answer(c, worlds, node);
}

static int run(cli *c) {
  cli_worlds worlds;
  int code = run_chain(c, &worlds);
  cli_worlds_free(&worlds);
  return code;
}

const cli_command cmd_chain = {
    .name = "chain",
    .arguments = {{"NODE MODEL [VALUES…] [TARGETS…] [PROGRESS…]", "項目 モデル [値…] [目標…] [進捗…]"}},
    .summary = {{"what leads to an outcome or initiative, and where it leads",
                 "アウトカムや施策の手前とその先を、判定とともに"}},
    .help = {{"Everything upstream and downstream of the node, every node with its verdict and\n"
              "indicators, every link with its certainty, and the diagnosis. NODE is the id of\n"
              "an outcome (m1), a full name (initiative:A, activity:a-2) or final. An argument\n"
              "that is no existing file is taken as the node.\n"
              "--with MODEL reads a further model: nodes of it that carry the same reference\n"
              "code as a node of the chain stand beneath that node, with what was reported of\n"
              "them last, and where they lead on to in their own model follows at the end. Each\n"
              "values, targets and progress document goes to the model whose ids it uses;\n"
              "--progress MODEL-ID=FILE says it outright.\n",
              "項目の手前とその先にあるものすべてを、判定・指標・つながりの確からしさ・\n"
              "診断とともに示します。項目は、アウトカムの識別子(m1)、種類付きの名前\n"
              "(initiative:A、activity:a-2)、または final で指定します。存在するファイルで\n"
              "ない引数を項目とみなします。\n"
              "--with モデル で別のモデルも読み、つながりの項目と同じ参照コードを持つ項目を、\n"
              "最後に報告された進捗とともにその下に示し、そのモデルでの先も最後に示します。\n"
              "値・目標・進捗の文書は、使われている識別子のあるモデルのものとして読みます。\n"
              "--progress モデルの識別子=ファイル で明示もできます。\n"}},
    .example = "logicmodel chain m1 design-map-2025-07-01 values.xml targets.xml\n"
               "logicmodel chain m1 -m design-map-2025-07-01 values.xml -f dot | dot -Tsvg\n"
               "logicmodel chain initiative:2-4 hino-basic-policy --with design-map-2025-07-01",
    .options = OPT_COMMON | OPT_BIT(OPT_WITH) | (OPT_QUESTION & ~(OPT_BIT(OPT_TIER) | OPT_BIT(OPT_SCENE) | OPT_BIT(OPT_INDICATOR))),
    .formats = CLI_DATA_FORMATS | CLI_DRAWINGS,
    .run = run,
};
