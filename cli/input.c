/* input.c: see input.h. */
#include "input.h"

#include "exit.h"
#include "stored.h"
#include "output.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#ifndef LM_MODELS_DIR
#define LM_MODELS_DIR "/usr/local/share/logicmodel/models"
#endif

int cli_code(cli *c, lm_status status) {
  static const int code[] = {
      [LM_OK] = CLI_OK,  [LM_ENOMEM] = CLI_NO_MEMORY, [LM_EINVAL] = CLI_USAGE,
      [LM_EIO] = CLI_IO, [LM_EINPUT] = CLI_FINDINGS,  [LM_ENOTFOUND] = CLI_NOT_FOUND,
  };
  if (status == LM_ENOMEM) cli_say(c->err, c->lang, T_NO_MEMORY, NULL, NULL);
  return code[status];
}

/* ---- finding ---- */

static bool is_file(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

static char *join(const char *folder, const char *name, const char *ending) {
  size_t size = strlen(folder) + strlen(name) + strlen(ending) + 2;
  char *path = malloc(size);
  if (path) snprintf(path, size, "%s/%s%s", folder, name, ending);
  return path;
}

char *cli_find_model(const char *given) {
  static const char *const folder[] = {"models", LM_MODELS_DIR};
  static const char *const ending[] = {"", ".xml"};
  if (is_file(given) || strchr(given, '/')) return strdup(given);
  for (size_t i = 0; i < 2; i++) {
    for (size_t j = 0; j < 2; j++) {
      char *path = join(folder[i], given, ending[j]);
      if (!path || is_file(path)) return path;
      free(path);
    }
  }
  return strdup(given);
}

static int set_model(cli_files *out, cli *c, const char *given) {
  if (out->model) return cli_wrong(c, T_TWO_MODELS, given, NULL);
  out->model = cli_find_model(given);
  return out->model ? CLI_OK : cli_code(c, LM_ENOMEM);
}

static int sort_file(cli_files *out, cli *c, const char *path, lm_diags *diags) {
  lm_doc_kind kind;
  lm_status status = lm_read_kind(&(lm_input){.path = path}, &kind, diags);
  if (status != LM_OK) return cli_code(c, status);
  if (kind == LM_DOC_MODEL) return set_model(out, c, path);
  if (kind == LM_DOC_MAPPING) out->mapping = path;
  if (kind == LM_DOC_SETTINGS) out->settings = path;
  if (kind == LM_DOC_VALUES) out->values.item[out->values.count++] = path;
  if (kind == LM_DOC_TARGETS) out->targets.item[out->targets.count++] = path;
  if (kind == LM_DOC_PROGRESS) out->progress.item[out->progress.count++] = path;
  return CLI_OK; /* unknown: the finding is in diags */
}

static bool make_lists(cli_files *out, const cli_options *o) {
  size_t room = o->files.count + o->values.count + o->targets.count + o->progress.count + 1;
  out->values.item = calloc(room, sizeof *out->values.item);
  out->targets.item = calloc(room, sizeof *out->targets.item);
  out->progress.item = calloc(room, sizeof *out->progress.item);
  out->rest.item = calloc(room, sizeof *out->rest.item);
  return out->values.item && out->targets.item && out->progress.item && out->rest.item;
}

static void append(cli_list *to, const cli_list *from) {
  for (size_t i = 0; i < from->count; i++) to->item[to->count++] = from->item[i];
}

/* A bare name that is no file here may be a model of ./models or an installed one. *found, to be freed, is NULL if it is not.
 */
static int find_by_name(const cli_files *files, cli *c, const char *given, char **found) {
  *found = NULL;
  if (files->model || is_file(given) || strchr(given, '/')) return CLI_OK;
  char *path = cli_find_model(given);
  if (!path) return cli_code(c, LM_ENOMEM);
  if (is_file(path))
    *found = path;
  else
    free(path);
  return CLI_OK;
}

/* One argument that is no option. */
static int place(cli_files *out, cli *c, const char *given, bool words, lm_diags *diags) {
  char *model;
  int code = find_by_name(out, c, given, &model);
  if (code != CLI_OK) return code;
  if (model) {
    out->model = model;
  } else if (words && !is_file(given)) {
    out->rest.item[out->rest.count++] = given;
  } else {
    code = sort_file(out, c, given, diags);
  }
  return code;
}

int cli_files_find(cli_files *out, cli *c, bool words, lm_diags *diags) {
  const cli_options *o = &c->options;
  *out = (cli_files){0};
  if (!make_lists(out, o)) return cli_code(c, LM_ENOMEM);
  append(&out->values, &o->values);
  append(&out->targets, &o->targets);
  append(&out->progress, &o->progress);
  out->mapping = o->mapping;
  out->settings = o->settings;
  int worst = o->model ? set_model(out, c, o->model) : CLI_OK;
  for (size_t i = 0; i < o->files.count && worst != CLI_USAGE && worst != CLI_NO_MEMORY; i++) {
    int code = place(out, c, o->files.item[i], words, diags);
    if (code > worst) worst = code;
  }
  return worst;
}

void cli_files_free(cli_files *files) {
  free(files->model);
  free(files->values.item);
  free(files->targets.item);
  free(files->progress.item);
  free(files->rest.item);
}

/* ---- reading ---- */

int cli_print_findings(cli *c, const lm_diags *diags) {
  lm_sink *sink;
  lm_view view = cli_view(c, c->err);
  view.format = LM_FORMAT_TEXT;
  lm_status status = lm_sink_to_file(&sink, c->err);
  if (status != LM_OK) return cli_code(c, status);
  status = lm_write_findings(sink, diags, &view);
  lm_status closed = lm_sink_close(sink);
  return status == LM_ENOMEM || closed == LM_ENOMEM ? cli_code(c, LM_ENOMEM) : CLI_OK;
}

lm_status cli_input_room(cli_input *input) {
  lm_status status = lm_areas_new(&input->areas);
  if (status == LM_OK) status = lm_panel_new(&input->panel);
  if (status == LM_OK) status = lm_targets_new(&input->targets);
  if (status == LM_OK) status = lm_progress_new(&input->progress);
  return status;
}

lm_status cli_input_tables(cli_input *input, const cli *c, lm_diags *diags) {
  const lm_input from = {.path = input->files.mapping};
  lm_status status = from.path ? lm_read_mapping(&input->mapping, &from, diags) : LM_OK;
  input->threads = c->options.threads;
  input->table = (lm_table_options){c->options.numbers, input->mapping};
  return status;
}

lm_input cli_values_from(const cli_input *input, const char *path) { return (lm_input){.path = path, .threads = input->threads, .table = &input->table}; }

/* Worse of two statuses of reading: no memory, then I/O, then bad input. */
static lm_status worse(lm_status a, lm_status b) {
  static const int rank[] = {[LM_OK] = 0, [LM_EINPUT] = 1, [LM_ENOTFOUND] = 2, [LM_EINVAL] = 3, [LM_EIO] = 4, [LM_ENOMEM] = 5};
  return rank[b] > rank[a] ? b : a;
}

/* Reads on after a bad file, so that all findings come at once. */
static lm_status read_data(cli_input *input) {
  const cli_files *files = &input->files;
  lm_status worst = LM_OK;
  for (size_t i = 0; i < files->values.count && worst != LM_ENOMEM; i++) {
    const lm_input from = cli_values_from(input, files->values.item[i]);
    worst = worse(worst, lm_read_values(input->panel, &from, input->model, input->areas, NULL, input->diags));
  }
  for (size_t i = 0; i < files->targets.count && worst != LM_ENOMEM; i++) {
    const lm_input from = {.path = files->targets.item[i]};
    worst = worse(worst, lm_read_targets(input->targets, &from, input->model, input->areas, input->diags));
  }
  for (size_t i = 0; i < files->progress.count && worst != LM_ENOMEM; i++) {
    const lm_input from = {.path = files->progress.item[i]};
    worst = worse(worst, lm_read_progress(input->progress, &from, input->model, input->areas, input->diags));
  }
  if (worst != LM_ENOMEM) worst = worse(worst, lm_targets_check(input->targets, input->model, input->diags));
  if (worst != LM_ENOMEM) worst = worse(worst, lm_progress_check(input->progress, input->model, input->diags));
  if (worst != LM_ENOMEM) worst = worse(worst, lm_panel_seal(input->panel));
  return worst;
}

/* Lists the findings and says that nothing was computed. */
static int refuse(cli_input *input, cli *c, cli_text why) {
  int code = cli_print_findings(c, input->diags);
  if (code != CLI_OK) return code;
  cli_say(c->err, c->lang, why, NULL, NULL);
  return CLI_FINDINGS;
}

/* --area may be a code or a label: from here on it is an id, where only one is meant. What is not is told where it is used. */
static void name_area(const cli_input *input, cli *c) {
  const uint32_t area = c->options.area ? lm_areas_named(input->areas, c->options.area) : LM_NO_AREA;
  if (area != LM_NO_AREA) c->options.area = lm_areas_at(input->areas, area)->id;
}

/* The command answers only on sound input; --accept-good covers values that were left out, but no document that broke off. */
static int judge(cli_input *input, cli *c, bool broke_off) {
  if (lm_diags_no_memory(input->diags)) return cli_code(c, LM_ENOMEM);
  if (broke_off) return refuse(input, c, T_REFUSED_PARTLY);
  name_area(input, c);
  if (lm_diags_count(input->diags, LM_ERROR) > 0) {
    if (!c->options.accept_good) return refuse(input, c, T_REFUSED);
    int code = cli_print_findings(c, input->diags);
    cli_say(c->err, c->lang, T_ACCEPTED_GOOD, NULL, NULL);
    return code;
  }
  if (lm_diags_count(input->diags, LM_WARNING) > 0 && !c->options.quiet) cli_say(c->err, c->lang, T_WARNINGS, NULL, NULL);
  return CLI_OK;
}

/* Lists what was found and returns the code, when the documents cannot be used at all. */
static int give_up(cli_input *input, cli *c, int code) {
  if (code == CLI_NO_MEMORY || code == CLI_USAGE) return code;
  int printed = cli_print_findings(c, input->diags);
  return printed == CLI_OK ? code : printed;
}

/* A store has its model and its documents; others beside them would be a mixture that nobody can reproduce. */
static int only_the_store(const cli_input *input, cli *c) {
  const cli_files *f = &input->files;
  const cli_list *const lists[] = {&f->values, &f->targets, &f->progress};
  const char *file = f->model;
  for (size_t i = 0; i < 3 && !file; i++) file = lists[i]->count ? lists[i]->item[0] : NULL;
  return file ? cli_wrong(c, T_STORE_AND_FILES, file, NULL) : CLI_OK;
}

int cli_input_find(cli_input *input, cli *c, bool words) {
  *input = (cli_input){0};
  lm_status status = lm_diags_new(&input->diags);
  if (status != LM_OK) return cli_code(c, status);
  int code = cli_files_find(&input->files, c, words, input->diags);
  if (code != CLI_OK) return give_up(input, c, code);
  if (lm_diags_count(input->diags, LM_ERROR) > 0) return give_up(input, c, CLI_FINDINGS);
  if (c->options.as_of && !c->options.store) return cli_wrong(c, T_AS_OF_STORE, NULL, NULL);
  if (c->options.store) return only_the_store(input, c);
  return input->files.model ? CLI_OK : cli_wrong(c, T_NO_MODEL, NULL, NULL);
}

/* Everything of the store as it was known; checked over all of it as documents are. */
static lm_status read_store(cli_input *input, const cli *c) {
  const cli_options *o = &c->options;
  int64_t load = LM_LATEST;
  lm_snapshot all;
  lm_status status = lm_store_open(&input->store, o->store, LM_STORE_READ, input->diags);
  if (status == LM_OK && o->as_of) status = lm_store_find_load(input->store, "--as-of", o->as_of, &load);
  if (status == LM_OK) status = lm_store_known(input->store, load, &input->known);
  if (status != LM_OK) return status;
  cli_note_future(c, input->store);
  const lm_store_when when = lm_store_as_of(input->known);
  status = lm_store_read(&all, input->store, &when);
  input->model = all.model;
  input->areas = all.areas;
  input->panel = all.panel;
  input->targets = all.targets;
  input->progress = all.progress;
  if (status == LM_OK) status = lm_targets_check(input->targets, input->model, input->diags);
  return status == LM_OK ? lm_progress_check(input->progress, input->model, input->diags) : status;
}

static int load_store(cli_input *input, cli *c) {
  lm_status status = read_store(input, c);
  return status == LM_OK ? judge(input, c, false) : give_up(input, c, cli_code(c, status));
}

int cli_input_load(cli_input *input, cli *c) {
  if (c->options.store && !input->files.model) return load_store(input, c);
  lm_status status = cli_input_room(input);
  if (status == LM_OK) status = lm_read_model(&input->model, &(lm_input){.path = input->files.model}, input->diags);
  if (status != LM_OK) return give_up(input, c, cli_code(c, status));
  if (lm_diags_count(input->diags, LM_ERROR) > 0) return refuse(input, c, T_REFUSED_MODEL);
  status = cli_input_tables(input, c, input->diags);
  if (status == LM_OK) status = read_data(input);
  if (status == LM_ENOMEM || status == LM_EIO) return give_up(input, c, cli_code(c, status));
  return judge(input, c, status != LM_OK);
}

int cli_input_read(cli_input *input, cli *c, bool words) {
  int code = cli_input_find(input, c, words);
  return code == CLI_OK ? cli_input_load(input, c) : code;
}

void cli_input_free(cli_input *input) {
  lm_store_close(input->store);
  lm_mapping_free(input->mapping);
  lm_progress_free(input->progress);
  lm_targets_free(input->targets);
  lm_panel_free(input->panel);
  lm_areas_free(input->areas);
  lm_model_free(input->model);
  lm_diags_free(input->diags);
  cli_files_free(&input->files);
}

int cli_end_question(cli *c, lm_status status, lm_diags *diags) {
  int code = cli_code(c, status);
  if (status == LM_ENOTFOUND) {
    int printed = cli_print_findings(c, diags);
    if (printed != CLI_OK) code = printed;
  }
  lm_diags_free(diags);
  return code;
}

static int assess(lm_assessment **out, const cli_input *input, cli *c, bool in_passing) {
  const cli_options *o = &c->options;
  lm_assess_options options = lm_assess_defaults();
  options.area = o->area;
  options.tier = o->tier;
  options.scene = o->scene;
  options.indicator = o->indicator;
  options.until = o->until;
  options.threads = o->threads;
  options.in_passing = in_passing;
  lm_diags *diags;
  lm_status status = lm_diags_new(&diags);
  if (status == LM_OK) status = lm_assess(out, input->model, input->areas, input->panel, input->targets, &options, diags);
  return cli_end_question(c, status, diags);
}

int cli_assess(lm_assessment **out, const cli_input *input, cli *c) {
  return assess(out, input, c, false);
}

/* What to write, and how. */
typedef struct question {
  const lm_assessment *assessment;
  lm_assess_table table;
  cli_write_fn *write;   /* NULL: the table */
  cli_before_fn *before; /* NULL: nothing */
  bool in_passing;
} question;

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const question *q = what;
  return q->write ? q->write(sink, q->assessment, view) : lm_write_assess_table(sink, q->assessment, q->table, view);
}

static int answer(cli *c, question *q) {
  cli_input input;
  lm_assessment *assessment = NULL;
  int code = cli_input_read(&input, c, false);
  if (code == CLI_OK) code = assess(&assessment, &input, c, q->in_passing);
  q->assessment = assessment;
  if (code == CLI_OK && q->before) code = q->before(c, &input, assessment);
  if (code == CLI_OK) code = cli_output(c, write_answer, q);
  lm_assessment_free(assessment);
  cli_input_free(&input);
  return code;
}

/* Whether `word` is one of `words`, which are separated by blanks. */
static bool among(const char *words, const char *word) {
  size_t length = strlen(word);
  for (const char *at = words; *at; at += strspn(at, " ")) {
    size_t size = strcspn(at, " ");
    if (size == length && strncmp(at, word, length) == 0) return true;
    at += size;
  }
  return false;
}

int cli_answer_table(cli *c, cli_write_fn *write, const char *names, cli_before_fn *before, bool in_passing) {
  question q = {.write = write, .before = before, .in_passing = in_passing && !c->options.table};
  const char *name = c->options.table;
  if (!name) return answer(c, &q);
  q.write = NULL;
  if (!among(names, name) || !lm_assess_table_parse(&q.table, name)) return cli_wrong(c, T_BAD_TABLE, name, names);
  return answer(c, &q);
}
