/* cmd_init.c: a new, empty store. */
#include "exit.h"
#include "stored.h"

static int create(cli *c, const char *path, lm_diags *diags) {
  lm_store *store;
  lm_status status = lm_store_create(&store, path, diags);
  lm_store_close(store);
  if (status != LM_OK) cli_print_findings(c, diags);
  if (status == LM_OK && !c->options.quiet) cli_say(c->err, c->lang, T_CREATED, path, NULL);
  return cli_code(c, status);
}

static int run(cli *c) {
  const cli_options *o = &c->options;
  lm_diags *diags;
  if (o->files.count) return cli_wrong(c, T_UNWANTED, o->files.item[0], NULL);
  if (!o->store) return cli_wrong(c, T_NO_STORE, NULL, NULL);
  lm_status status = lm_diags_new(&diags);
  int code = status == LM_OK ? create(c, o->store, diags) : cli_code(c, status);
  lm_diags_free(diags);
  return code;
}

const cli_command cmd_init = {
    .name = "init",
    .arguments = {{"--store FILE", "--store ファイル"}},
    .summary = {{"make a new, empty store", "新しいストアを作る"}},
    .help = {{"A store is one file that keeps a model, its values, targets and progress year\n"
              "after year, with what was known when. Only the user can read it; a file that is\n"
              "there already is never touched. Then: load the model and the first values.\n",
              "ストアは、モデルとその値・目標・進捗を、いつ何が分かっていたかとともに年々\n"
              "蓄える一つのファイルです。作った人だけが読めます。すでにあるファイルには\n"
              "触れません。作ったら、モデルと最初の値を load で取り込みます。\n"}},
    .example = "logicmodel init --store city.store\n"
               "logicmodel load --store city.store design-map-2025-07-01 values.xml targets.xml",
    .options = OPT_BIT(OPT_STORE) | OPT_BIT(OPT_LANG) | OPT_BIT(OPT_QUIET) | OPT_BIT(OPT_HELP),
    .formats = CLI_FORMAT(LM_FORMAT_TEXT),
    .run = run,
};
