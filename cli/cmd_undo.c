/* cmd_undo.c: withdraws what a load brought, by a load of its own. */
#include "exit.h"
#include "stored.h"

#include <string.h>

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) { return lm_write_undone(sink, what, view); }

static int undo(cli *c, const cli_stored *stored, const char *given) {
  int64_t load;
  lm_undone *undone = NULL;
  const char *digits = strncmp(given, "load:", 5) == 0 ? given + 5 : given;
  const bool is_number = *digits && strspn(digits, "0123456789") == strlen(digits); /* a day would be one load or another */
  if (!is_number) return cli_wrong(c, T_UNDO_WHAT, NULL, NULL);
  lm_status status = lm_store_find_load(stored->store, NULL, digits, &load);
  if (status == LM_OK) status = lm_store_undo_told(&undone, stored->store, &stored->info, load, c->options.dry_run);
  int code = cli_stored_code(c, stored, status);
  if (code == CLI_OK) code = cli_output(c, write_answer, undone);
  lm_undone_free(undone);
  return code;
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
              "load back. --dry-run shows what would be withdrawn and restored and changes\n"
              "nothing. LOAD is a number of 'logicmodel history'.\n",
              "その取込より前に分かっていたことへ戻します(後の取込で改定されたものは除く)。\n"
              "取込もこの取消も履歴に残り、取消を取り消せば元に戻ります。--dry-run は、何が取り\n"
              "消され何が復元されるかを示すだけで何も変えません。番号は logicmodel history で\n"
              "確かめられます。\n"}},
    .example = "logicmodel undo --store city.store 7 --dry-run\n"
               "logicmodel undo --store city.store 7 --reason \"wrong file\"",
    .options = (OPT_COMMON & ~OPT_BIT(OPT_MODEL)) | OPT_BIT(OPT_STORE) | OPT_BIT(OPT_DRY_RUN) | OPT_BIT(OPT_REASON) | OPT_BIT(OPT_WHO),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
