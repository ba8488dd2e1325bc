/* cmd_diff.c: two versions of a model: two files, two moments of a store with their targets, or a store and a file. */
#include "exit.h"
#include "stored.h"

#include <stdlib.h>

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) { return lm_write_diff(sink, what, view); }

/* The models, and what they rest on. */
typedef struct versions {
  lm_model *before, *after;
  lm_diff *diff;
  lm_store_changes *targets, *areas;
} versions;

static void clear(versions *v) {
  lm_store_changes_free(v->targets);
  lm_store_changes_free(v->areas);
  lm_diff_free(v->diff);
  lm_model_free(v->before);
  lm_model_free(v->after);
}

static int answer(cli *c, versions *v) {
  lm_status status = lm_model_diff(&v->diff, v->before, v->after);
  return status == LM_OK ? cli_output(c, write_answer, &(lm_compared){v->diff, v->targets, v->areas}) : cli_code(c, status);
}

/* ---- of a store ---- */

static lm_status read_versions(versions *v, const cli *c, lm_store *store) {
  int64_t load[2];
  lm_status status = lm_store_find_span(store, (const char *[]){"--from", "--to"}, (const char *[]){c->options.from, c->options.to}, load);
  if (status == LM_OK) status = lm_store_read_model(&v->before, store, load[0]);
  if (status == LM_OK) status = lm_store_read_model(&v->after, store, load[1]);
  if (status == LM_OK) status = lm_store_compare(&v->targets, store, &(lm_store_filter){.what = LM_WHAT_COUNT, .no_values = true}, load[0], load[1]);
  if (status == LM_OK) status = lm_store_compare_areas(&v->areas, store, load[0], load[1]);
  return status;
}

static int diff_store(cli *c, versions *v) {
  cli_stored stored;
  if (!c->options.from) return cli_wrong(c, T_NO_FROM, NULL, NULL);
  int code = cli_stored_open(&stored, c, LM_STORE_READ);
  if (code == CLI_OK) code = cli_stored_code(c, &stored, read_versions(v, c, stored.store));
  if (code == CLI_OK) code = answer(c, v);
  cli_stored_free(&stored);
  return code;
}

/* ---- of files ---- */

static int read_file(lm_model **out, cli *c, const char *given) {
  char *path = cli_find_model(given);
  lm_diags *diags = NULL;
  lm_status status = path ? lm_diags_new(&diags) : LM_ENOMEM;
  if (status == LM_OK) status = lm_read_model(out, &(lm_input){.path = path}, diags);
  if (status == LM_OK && lm_diags_count(diags, LM_ERROR) > 0) status = LM_EINPUT;
  int printed = status != LM_OK && diags ? cli_print_findings(c, diags) : CLI_OK;
  lm_diags_free(diags);
  free(path);
  int code = cli_code(c, status);
  return code == CLI_OK ? printed : code;
}

static int diff_files(cli *c, versions *v) {
  const cli_list *f = &c->options.files;
  if (c->options.from || c->options.to) return cli_wrong(c, T_DIFF_STORE, c->options.from ? "--from" : "--to", NULL);
  if (f->count != 2) return cli_wrong(c, T_DIFF_TWO, NULL, NULL);
  int code = read_file(&v->before, c, f->item[0]);
  if (code == CLI_OK) code = read_file(&v->after, c, f->item[1]);
  return code == CLI_OK ? answer(c, v) : code;
}

/* ---- of both ---- */

static lm_status read_before(versions *v, const cli *c, lm_store *store) {
  int64_t from = LM_LATEST;
  lm_status status = c->options.from ? lm_store_find_load(store, "--from", c->options.from, &from) : LM_OK;
  return status == LM_OK ? lm_store_read_model(&v->before, store, from) : status;
}

/* A file that is to be loaded, against what the store has. */
static int diff_file_with_store(cli *c, versions *v) {
  cli_stored stored;
  const cli_list *f = &c->options.files;
  if (f->count > 1) return cli_wrong(c, T_UNWANTED, f->item[1], NULL);
  if (c->options.to) return cli_wrong(c, T_UNWANTED, "--to", NULL);
  int code = cli_stored_open(&stored, c, LM_STORE_READ);
  if (code == CLI_OK) code = cli_stored_code(c, &stored, read_before(v, c, stored.store));
  if (code == CLI_OK) code = read_file(&v->after, c, f->item[0]);
  if (code == CLI_OK) code = answer(c, v);
  cli_stored_free(&stored);
  return code;
}

static int run(cli *c) {
  versions v = {0};
  const cli_options *o = &c->options;
  int code = !o->store ? diff_files(c, &v) : o->files.count ? diff_file_with_store(c, &v) : diff_store(c, &v);
  clear(&v);
  return code;
}

const cli_command cmd_diff = {
    .name = "diff",
    .arguments = {{"MODEL MODEL | --store FILE --from DAY [--to DAY] | --store FILE MODEL", "モデル モデル | --store ファイル --from 日 [--to 日] | --store ファイル モデル"}},
    .summary = {{"what is other in one version of a model than in another", "モデルの二つの版の違い"}},
    .help = {{"Scenes, initiatives, activities, outcomes, indicators, links, tiers, parties,\n"
              "grades and sheets that were added or removed, and every field that changed, old\n"
              "and new. Of a store also the targets, baselines and areas (mergers, divisions,\n"
              "codes), with who changed them and why. A store and one model: the model that the store has (with --from: had then)\n"
              "against that file, before it is loaded. Things are matched by their ids; an id is\n"
              "taken for another only where both carry the same code of somebody else's list\n"
              "(ref), and nothing else does.\n"
              "Exit code 0 whether they differ or not.\n",
              "場面・施策・取組・アウトカム・指標・関係・達成時期・主体・評価の尺度・帳票のうち、\n"
              "増えたもの・なくなったものと、変わった項目を前と後で示します。ストアでは目標・\n"
              "基準値・地域(合併・分割・コード)も、誰がなぜ変えたかとともに示します。ストアとモデル一つなら、取り込む前に、\n"
              "ストアのモデル(--from があればその時点のもの)とそのファイルを比べます。識別子で\n"
              "突き合わせ、識別子が変わったとみなすのは、どちらにもほかにない同じ外部の符号(ref)\n"
              "が付いているときだけです。\n"
              "違いがあってもなくても終了コードは0です。\n"}},
    .example = "logicmodel diff model-2024.xml model-2025.xml\n"
               "logicmodel diff --store city.store --from load:1 --to load:4 --lang ja\n"
               "logicmodel diff --store city.store --from 2025-03-31 -f csv --excel -o changes.csv",
    .options = OPT_PLAIN | OPT_BIT(OPT_STORE) | OPT_BIT(OPT_FROM) | OPT_BIT(OPT_TO),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
