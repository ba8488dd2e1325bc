/* cmd_load.c: documents into a store, all of them or nothing. A dry run is the same load, not committed. */
#include "exit.h"
#include "stored.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A document in memory: what is read is what the digest is of. */
typedef struct document {
  lm_doc_kind kind;
  const char *path;
  char *bytes;
  size_t size;
} document;

typedef struct loading {
  cli *c;
  cli_stored stored;
  cli_input input; /* diags and store belong to `stored` */
  lm_areas *known; /* of the store */
  document *document;
  size_t count;
  lm_scan_totals totals;
  lm_load *load;
  lm_load_outcome outcome;
} loading;

/* ---- reading ---- */

static char *read_all(FILE *file, size_t *size) {
  size_t room = 1 << 16;
  char *bytes = malloc(room);
  for (*size = 0; bytes;) {
    *size += fread(bytes + *size, 1, room - *size, file);
    if (*size < room) return bytes;
    char *more = realloc(bytes, room *= 2);
    if (!more) free(bytes);
    bytes = more;
  }
  return NULL;
}

static lm_status read_bytes(loading *l, document *d) {
  FILE *file = fopen(d->path, "rb");
  if (!file) {
    lm_diags_add_system(l->stored.diags, LM_F_OPEN, d->path, errno);
    return LM_EIO;
  }
  d->bytes = read_all(file, &d->size);
  lm_status status = !d->bytes ? LM_ENOMEM : ferror(file) ? LM_EIO : LM_OK;
  if (status == LM_EIO) lm_diags_add_system(l->stored.diags, LM_F_READ, d->path, errno);
  fclose(file);
  return status;
}

/* The model first, then values, targets and progress, as they build on each other. */
static lm_status collect(loading *l) {
  const cli_files *f = &l->input.files;
  const cli_list *const lists[] = {&f->values, &f->targets, &f->progress};
  static const lm_doc_kind kinds[] = {LM_DOC_VALUES, LM_DOC_TARGETS, LM_DOC_PROGRESS};
  l->document = calloc(f->values.count + f->targets.count + f->progress.count + 1, sizeof *l->document);
  if (!l->document) return LM_ENOMEM;
  if (f->model) l->document[l->count++] = (document){.kind = LM_DOC_MODEL, .path = f->model};
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < lists[i]->count; k++) l->document[l->count++] = (document){.kind = kinds[i], .path = lists[i]->item[k]};
  lm_status status = LM_OK;
  for (size_t i = 0; i < l->count && status == LM_OK; i++) status = read_bytes(l, &l->document[i]);
  return status;
}

static lm_status parse(loading *l, const document *d) {
  cli_input *in = &l->input;
  const lm_input from = {.data = d->bytes, .size = d->size, .name = d->path, .table = &in->table};
  lm_scan_totals totals = {0};
  lm_status status = LM_OK;
  switch (d->kind) {
  case LM_DOC_VALUES: status = lm_read_values(in->panel, &from, in->model, in->areas, &totals, l->stored.diags); break;
  case LM_DOC_TARGETS: status = lm_read_targets(in->targets, &from, in->model, in->areas, l->stored.diags); break;
  case LM_DOC_PROGRESS: status = lm_read_progress(in->progress, &from, in->model, in->areas, l->stored.diags); break;
  default: break;
  }
  l->totals.refused += totals.refused;
  l->totals.skipped += totals.skipped;
  return status;
}

/* Of the document given, else the one that the store holds. */
static lm_status read_model(loading *l) {
  const document *d = &l->document[0];
  if (!l->input.files.model) return lm_store_read_model(&l->input.model, l->stored.store, LM_LATEST);
  return lm_read_model(&l->input.model, &(lm_input){.data = d->bytes, .size = d->size, .name = d->path}, l->stored.diags);
}

/* What was read can be trusted: only values may have been left out one by one. */
static lm_status read_documents(loading *l) {
  lm_status status = cli_input_room(&l->input);
  if (status == LM_OK) status = lm_store_read_areas(&l->known, l->stored.store, LM_LATEST);
  if (status == LM_OK) lm_areas_know(l->input.areas, l->known);
  if (status == LM_OK) status = read_model(l);
  if (status == LM_OK) status = cli_input_tables(&l->input, l->c, l->stored.diags);
  if (status == LM_OK && lm_diags_count(l->stored.diags, LM_ERROR) > 0) status = LM_EINPUT;
  size_t broken = 0;
  for (size_t i = 0; i < l->count && status == LM_OK; i++) {
    const size_t before = lm_diags_count(l->stored.diags, LM_ERROR);
    lm_status one = parse(l, &l->document[i]);
    if (one == LM_ENOMEM) status = one;
    const bool sound = one == LM_OK && (l->document[i].kind == LM_DOC_VALUES || lm_diags_count(l->stored.diags, LM_ERROR) == before);
    broken += !sound;
  }
  if (status == LM_OK) status = lm_panel_seal(l->input.panel);
  return status == LM_OK && broken ? LM_EINPUT : status;
}

/* ---- loading ---- */

/* What the document says of itself; models and progress documents only have their name here. */
static lm_document about(const loading *l, const document *d) {
  for (size_t i = 0; d->kind == LM_DOC_VALUES && i < lm_panel_document_count(l->input.panel); i++)
    if (strcmp(lm_panel_document(l->input.panel, i)->file, d->path) == 0) return *lm_panel_document(l->input.panel, i);
  for (size_t i = 0; d->kind == LM_DOC_TARGETS && i < lm_targets_document_count(l->input.targets); i++)
    if (strcmp(lm_targets_document(l->input.targets, i)->file, d->path) == 0) return *lm_targets_document(l->input.targets, i);
  return (lm_document){.file = d->path};
}

static lm_status put(loading *l) {
  const cli_input *in = &l->input;
  lm_status status = LM_OK;
  for (size_t i = 0; i < l->count && status == LM_OK; i++) {
    const document *d = &l->document[i];
    const lm_document says = about(l, d);
    status = lm_load_document(l->load, d->kind, &says, d->bytes, d->size);
    if (status == LM_OK && d->kind == LM_DOC_MODEL) status = lm_load_model(l->load, in->model);
    if (status == LM_OK && d->kind == LM_DOC_PROGRESS) status = lm_load_progress(l->load);
  }
  if (status == LM_OK) status = lm_load_areas(l->load, in->areas);
  if (status == LM_OK) status = lm_load_values(l->load, in->model, in->areas, in->panel);
  if (status == LM_OK) status = lm_load_targets(l->load, in->model, in->areas, in->targets);
  lm_load_count_left_out(l->load, LM_WHAT_VALUE, l->totals.refused, l->totals.skipped);
  return status;
}

static lm_status decide(loading *l) {
  const lm_load_totals all = lm_load_totals_of(l->load, LM_WHAT_COUNT);
  l->outcome = LM_LOAD_DRY_RUN;
  if (l->c->options.dry_run) return LM_OK;
  l->outcome = LM_LOAD_REFUSED;
  if (lm_diags_count(l->stored.diags, LM_ERROR) > 0 && !l->c->options.accept_good) return LM_OK;
  l->outcome = LM_LOAD_NOTHING_NEW;
  if (all.added + all.revised + lm_load_unmatched_new(l->load) == 0) return LM_OK;
  l->outcome = LM_LOADED;
  return lm_load_commit(l->load);
}

static lm_status write_answer(lm_sink *sink, const void *what, const lm_view *view) {
  const loading *l = what;
  return lm_write_load(sink, l->load, l->outcome, view);
}

static int finish(loading *l, lm_status status) {
  int code = cli_stored_code(l->c, &l->stored, status);
  if (code != CLI_OK) return code;
  code = cli_output(l->c, write_answer, l);
  if (code != CLI_OK) return code;
  bool errors = lm_diags_count(l->stored.diags, LM_ERROR) > 0;
  if (l->outcome == LM_LOAD_REFUSED && !l->c->options.quiet) cli_say(l->c->err, l->c->lang, T_NOT_LOADED, NULL, NULL);
  return errors && !l->c->options.accept_good ? CLI_FINDINGS : CLI_OK;
}

/* An empty reason is none. */
static bool is_blank(const char *text) { return !text || text[strspn(text, " \t\r\n")] == '\0'; }

static int run_load(loading *l) {
  cli *c = l->c;
  if (c->options.revise && is_blank(c->options.reason)) return cli_wrong(c, T_REVISE_REASON, NULL, NULL);
  int code = cli_stored_open(&l->stored, c, LM_STORE_WRITE);
  if (code != CLI_OK) return code;
  code = cli_files_find(&l->input.files, c, false, l->stored.diags);
  if (code == CLI_USAGE || code == CLI_NO_MEMORY) return code;
  if (code != CLI_OK || lm_diags_count(l->stored.diags, LM_ERROR) > 0)
    return cli_stored_code(c, &l->stored, code == CLI_IO ? LM_EIO : LM_EINPUT);
  lm_status status = collect(l);
  if (status == LM_OK && l->count == 0) return cli_wrong(c, T_NOTHING_TO_LOAD, NULL, NULL);
  if (status == LM_OK) status = read_documents(l);
  const bool unread = status == LM_EINPUT;
  if (status == LM_OK) status = lm_load_begin(&l->load, l->stored.store, &l->stored.info);
  if (status != LM_OK) {
    code = cli_stored_code(c, &l->stored, status);
    if (unread) cli_say(c->err, c->lang, T_NOT_READ, NULL, NULL);
    return code;
  }
  status = put(l);
  if (status == LM_OK) status = decide(l);
  return finish(l, status);
}

static int run(cli *c) {
  loading l = {.c = c};
  int code = run_load(&l);
  lm_load_free(l.load);
  for (size_t i = 0; i < l.count; i++) free(l.document[i].bytes);
  free(l.document);
  cli_input_free(&l.input);
  lm_areas_free(l.known);
  cli_stored_free(&l.stored);
  return code;
}

const cli_command cmd_load = {
    .name = "load",
    .arguments = {{"--store FILE [MODEL] [VALUES…] [TARGETS…] [PROGRESS…]", "--store ファイル [モデル] [値…] [目標…] [進捗…]"}},
    .summary = {{"load documents into the store: all or nothing", "文書をストアへ取り込む(全部か、何もしないか)"}},
    .help = {{"What is new is added; what the store has already is left as it is; what differs\n"
              "from the store is refused, with both values and both sources, unless --revise\n"
              "says that the new one is right, with a --reason. The old one stays in the\n"
              "history. --dry-run shows all of that and changes nothing. One mistake and nothing\n"
              "is loaded; --accept-good loads the rest. Read = added + revised + unchanged +\n"
              "refused + skipped. A decision to change a target is written in the document\n"
              "(revises); --revise is for what was written wrongly. The first load needs the\n"
              "model; later ones use the store's.\n",
              "新しいものを追加し、すでにあるものはそのままにし、ストアと違うものは両方の値と\n"
              "出典を示して採用しません。新しいほうが正しいときは --revise と --reason で置き換え\n"
              "ます(前のものは履歴に残ります)。--dry-run はそのすべてを示すだけで何も変えません。\n"
              "誤りが一つでもあれば何も取り込みませんが、--accept-good で残りを取り込めます。\n"
              "読込 = 追加 + 改定 + 同じ + 不採用 + 対象外。目標の改定は文書の revises に書き、\n"
              "--revise は書き誤りを直すときに使います。最初の取込にはモデルが必要で、\n"
              "以後はストアのモデルを使います。\n"}},
    .example = "logicmodel load --store city.store design-map-2025-07-01 values-2024.xml targets.xml\n"
               "logicmodel load --store city.store values-2025.xml --dry-run\n"
               "logicmodel load --store city.store values-2025.xml --revise --reason \"recount of 2024\"",
    .options = OPT_COMMON | OPT_DATA | OPT_BIT(OPT_STORE) | OPT_BIT(OPT_DRY_RUN) | OPT_BIT(OPT_REVISE) | OPT_BIT(OPT_REASON) |
               OPT_BIT(OPT_WHO) | OPT_BIT(OPT_ACCEPT_GOOD),
    .formats = CLI_DATA_FORMATS,
    .run = run,
};
