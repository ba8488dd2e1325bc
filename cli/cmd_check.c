/* cmd_check.c: every finding of every document given, in one run. Findings are this command's data and go to stdout. */
#include "exit.h"
#include "stored.h"
#include "output.h"

#include <logicmodel/lint.h>
#include <logicmodel/settings.h>

#include <stdlib.h>

typedef struct check {
  cli *c;
  cli_input input;
  lm_report_settings *settings;
  lm_checked *file;
  size_t count;
  lm_status worst;
} check;

static void note(check *k, const char *path, lm_doc_kind kind, lm_status status) {
  lm_checked *file = &k->file[k->count++];
  file->file = path;
  file->kind = kind;
  file->status = status;
  if (status == LM_ENOMEM || status == LM_EIO || k->worst == LM_OK) {
    if (k->worst != LM_ENOMEM) k->worst = status;
  }
}

static void check_model(check *k) {
  lm_status status = lm_read_model(&k->input.model, &(lm_input){.path = k->input.files.model}, k->input.diags);
  note(k, k->input.files.model, LM_DOC_MODEL, status);
  /* A model that was read with errors has holes of its own: what lint says of those would be noise. */
  if (status == LM_OK && lm_diags_count(k->input.diags, LM_ERROR) == 0 && lm_lint(k->input.model, k->input.diags) != LM_OK) k->worst = LM_ENOMEM;
}

/* One document is streamed and needs no memory for its values; several are kept, to find values given in two of them. */
static void check_values(check *k) {
  const cli_list *values = &k->input.files.values;
  for (size_t i = 0; i < values->count && k->worst != LM_ENOMEM; i++) {
    const lm_input from = cli_values_from(&k->input, values->item[i]);
    lm_scan_totals totals = {0};
    lm_status status = values->count == 1
                           ? lm_scan_values(&from, k->input.model, k->input.areas, NULL, NULL, &totals, k->input.diags)
                           : lm_read_values(k->input.panel, &from, k->input.model, k->input.areas, &totals, k->input.diags);
    note(k, from.path, LM_DOC_VALUES, status);
    k->file[k->count - 1].totals = totals;
  }
}

static void check_mapping(check *k) {
  lm_status status = cli_input_tables(&k->input, k->c, k->input.diags);
  if (k->input.files.mapping) note(k, k->input.files.mapping, LM_DOC_MAPPING, status);
}

static void check_settings(check *k) {
  const char *path = k->input.files.settings;
  if (!path) return;
  note(k, path, LM_DOC_SETTINGS, lm_read_settings(&k->settings, &(lm_input){.path = path}, k->input.model, k->input.diags));
}

static void check_targets(check *k) {
  const cli_list *files = &k->input.files.targets;
  for (size_t i = 0; i < files->count && k->worst != LM_ENOMEM; i++) {
    size_t targets = lm_targets_count(k->input.targets), baselines = lm_targets_baseline_count(k->input.targets);
    const lm_input from = {.path = files->item[i]};
    note(k, from.path, LM_DOC_TARGETS,
         lm_read_targets(k->input.targets, &from, k->input.model, k->input.areas, k->input.diags));
    k->file[k->count - 1].targets = lm_targets_count(k->input.targets) - targets;
    k->file[k->count - 1].baselines = lm_targets_baseline_count(k->input.targets) - baselines;
  }
  if (k->worst != LM_ENOMEM && lm_targets_check(k->input.targets, k->input.model, k->input.diags) != LM_OK)
    k->worst = LM_ENOMEM;
}

static void count_entries(lm_checked *file, const lm_progress *progress, size_t first) {
  file->entries = lm_progress_count(progress) - first;
  for (size_t i = first; i < lm_progress_count(progress); i++) {
    const lm_entry *entry = lm_progress_at(progress, i);
    file->statements += entry->statement_count;
    file->tasks += entry->task_count;
    file->costs += entry->cost_count;
  }
}

static void check_progress(check *k) {
  const cli_list *files = &k->input.files.progress;
  for (size_t i = 0; i < files->count && k->worst != LM_ENOMEM; i++) {
    size_t first = lm_progress_count(k->input.progress);
    const lm_input from = {.path = files->item[i]};
    note(k, from.path, LM_DOC_PROGRESS,
         lm_read_progress(k->input.progress, &from, k->input.model, k->input.areas, k->input.diags));
    count_entries(&k->file[k->count - 1], k->input.progress, first);
  }
  if (k->worst != LM_ENOMEM && lm_progress_check(k->input.progress, k->input.model, k->input.diags) != LM_OK)
    k->worst = LM_ENOMEM;
}

static lm_status write_result(lm_sink *sink, const void *what, const lm_view *view) {
  const check *k = what;
  return lm_write_check(sink, k->file, k->count, k->input.diags, view);
}

static lm_status make_stores(check *k) {
  const cli_files *files = &k->input.files;
  k->file = calloc(files->values.count + files->targets.count + files->progress.count + 3, sizeof *k->file);
  lm_status status = k->file ? lm_areas_new(&k->input.areas) : LM_ENOMEM;
  if (status == LM_OK) status = lm_panel_new(&k->input.panel);
  if (status == LM_OK) status = lm_targets_new(&k->input.targets);
  if (status == LM_OK) status = lm_progress_new(&k->input.progress);
  return status;
}

static int finish(check *k, int code) {
  if (k->worst == LM_ENOMEM || lm_diags_no_memory(k->input.diags)) return cli_code(k->c, LM_ENOMEM);
  int written = cli_output(k->c, write_result, k);
  if (written != CLI_OK) return written;
  if (k->worst == LM_EIO || code == CLI_IO) return CLI_IO;
  bool fails = k->worst != LM_OK;
  for (int severity = (int)k->c->options.fail_on; severity < LM_SEVERITY_COUNT; severity++)
    fails |= lm_diags_count(k->input.diags, (lm_severity)severity) > 0;
  return fails ? CLI_FINDINGS : CLI_OK;
}

/* The file itself, page by page, and what it holds as of that moment. */
static lm_status look_into_store(check *k) {
  const cli_options *o = &k->c->options;
  int64_t load = LM_LATEST;
  lm_snapshot all;
  lm_status status = lm_store_open(&k->input.store, o->store, LM_STORE_READ, k->input.diags);
  if (status == LM_OK) status = lm_store_verify(k->input.store);
  if (status == LM_OK && o->as_of) status = lm_store_find_load(k->input.store, "--as-of", o->as_of, &load);
  if (status != LM_OK) return status;
  cli_note_future(k->c, k->input.store);
  const lm_store_when when = lm_store_as_of(load);
  status = lm_store_read(&all, k->input.store, &when);
  if (status == LM_OK) status = lm_lint(all.model, k->input.diags);
  if (status == LM_OK) status = lm_targets_check(all.targets, all.model, k->input.diags);
  if (status == LM_OK) status = lm_progress_check(all.progress, all.model, k->input.diags);
  lm_snapshot_clear(&all);
  return status;
}

static int check_store(check *k) {
  const cli_options *o = &k->c->options;
  if (o->files.count) return cli_wrong(k->c, T_STORE_AND_FILES, o->files.item[0], NULL);
  k->worst = look_into_store(k);
  return finish(k, CLI_OK);
}

static int run_check(check *k) {
  lm_status status = lm_diags_new(&k->input.diags);
  if (status != LM_OK) return cli_code(k->c, status);
  if (k->c->options.store) return check_store(k);
  int code = cli_files_find(&k->input.files, k->c, false, k->input.diags);
  if (code == CLI_USAGE || code == CLI_NO_MEMORY) return code;
  bool unread = lm_diags_count(k->input.diags, LM_ERROR) > 0;
  if (!k->input.files.model && !unread) return cli_wrong(k->c, T_NO_MODEL, NULL, NULL);
  status = make_stores(k);
  if (status != LM_OK) return cli_code(k->c, status);
  if (k->input.files.model) check_model(k);
  check_mapping(k);
  check_settings(k);
  if (k->input.model && (k->input.mapping || !k->input.files.mapping)) check_values(k);
  if (k->input.model) check_targets(k);
  if (k->input.model) check_progress(k);
  if (k->settings && lm_areas_count(k->input.areas) > 0) lm_settings_check_area(k->settings, k->input.areas, LM_NO_AREA, k->input.diags);
  return finish(k, code);
}

static int run(cli *c) {
  check k = {.c = c};
  int code = run_check(&k);
  lm_report_settings_free(k.settings);
  free(k.file);
  cli_input_free(&k.input);
  return code;
}

const cli_command cmd_check = {
    .name = "check",
    .arguments = {{"MODEL [VALUES…] [TARGETS…] [PROGRESS…]", "モデル [値…] [目標…] [進捗…]"}},
    .summary = {{"find what is wrong in a model and its documents", "モデルと、値・目標・進捗の誤りをすべて挙げる"}},
    .help = {{"Reads every document given, in any order, and lists all findings in one run:\n"
              "place, element, value as given, rule and fix. Models are also examined as a\n"
              "theory of change: loops, dead ends, outcomes without indicator and so on.\n"
              "Ends with what was read from each document and the totals. With\n"
              "--store: the file itself, page by page, and the model and targets it holds.\n",
              "指定した文書(順不同)をすべて読み、誤りを一度に挙げます: 場所、要素、\n"
              "書かれた値、規則、直し方。モデルについては、輪、行き止まり、指標のない\n"
              "アウトカムなど、筋道の点検もします。最後に文書ごとの件数と合計を示します。\n"
              "--store を指定すると、ストアのファイル自体と、その中のモデル・目標を点検します。\n"}},
    .example = "logicmodel check design-map-2025-07-01 values.xml targets.xml\n"
               "logicmodel check model.xml values-2024.xml values-2025.xml --all -f json",
    .options = OPT_COMMON | OPT_DATA | OPT_STORED | OPT_BIT(OPT_FAIL_ON),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
