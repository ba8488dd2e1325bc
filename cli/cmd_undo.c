/* cmd_undo.c: withdraws what a load brought, by a load of its own. */
#include "exit.h"
#include "stored.h"

#include <inttypes.h>
#include <string.h>

static int undo(cli *c, const cli_stored *stored, const char *given) {
  char number[24], by[24];
  int64_t load, undoing = 0;
  lm_load_totals totals;
  const char *digits = strncmp(given, "load:", 5) == 0 ? given + 5 : given;
  const bool is_number = *digits && strspn(digits, "0123456789") == strlen(digits); /* a day would be one load or another */
  if (!is_number) return cli_wrong(c, T_UNDO_WHAT, NULL, NULL);
  lm_status status = lm_store_find_load(stored->store, NULL, digits, &load);
  if (status == LM_OK) status = lm_store_undo(stored->store, &stored->info, load, &totals, &undoing);
  int code = cli_stored_code(c, stored, status);
  if (code != CLI_OK || c->options.quiet) return code;
  snprintf(number, sizeof number, "%" PRId64, load);
  snprintf(by, sizeof by, "%" PRId64, undoing);
  cli_say(c->err, c->lang, T_UNDONE, number, by);
  return CLI_OK;
}

static int run(cli *c) {
  cli_stored stored;
  if (c->options.files.count != 1) return cli_wrong(c, T_UNDO_WHAT, NULL, NULL);
  int code = cli_stored_open(&stored, c, LM_STORE_WRITE);
  if (code == CLI_OK) code = undo(c, &stored, c->options.files.item[0]);
  cli_stored_free(&stored);
  return code;
}

const cli_command cmd_undo = {
    .name = "undo",
    .arguments = {{"--store FILE LOAD", "--store ファイル 取込の番号"}},
    .summary = {{"withdraw a load; nothing is deleted", "取込を取り消す(何も消えない)"}},
    .help = {{"Brings back what was known before the load, except what a later load revised.\n"
              "The load stays in the history, and so does this. Undoing an undoing brings the\n"
              "load back. LOAD is a number of 'logicmodel history'.\n",
              "その取込より前に分かっていたことへ戻します(後の取込で改定されたものは除く)。\n"
              "取込もこの取消も履歴に残り、取消を取り消せば元に戻ります。番号は\n"
              "logicmodel history で確かめられます。\n"}},
    .example = "logicmodel undo --store city.store 7 --reason \"wrong file\"",
    .options = OPT_BIT(OPT_STORE) | OPT_BIT(OPT_REASON) | OPT_BIT(OPT_WHO) | OPT_BIT(OPT_LANG) | OPT_BIT(OPT_QUIET) | OPT_BIT(OPT_HELP),
    .formats = CLI_FORMAT(LM_FORMAT_TEXT),
    .run = run,
};
