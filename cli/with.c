/* with.c: see with.h. */
#include "with.h"

#include "exit.h"

#include <stdlib.h>
#include <string.h>

/* A document with more unknown ids than this fits no better than another with as many. */
#define NO_FIT SIZE_MAX

/* ---- which model a document speaks of ---- */

/* The models alone, read to try documents on. */
typedef struct trial {
  cli_worlds *worlds;
  lm_model **model;
} trial;

static lm_status read_one(lm_doc_kind kind, const lm_input *from, const lm_model *model, lm_areas *areas, lm_diags *diags) {
  lm_targets *targets = NULL;
  lm_progress *progress = NULL;
  lm_status status = LM_EINVAL;
  if (kind == LM_DOC_VALUES) return lm_scan_values(from, model, areas, NULL, NULL, NULL, diags);
  if (kind == LM_DOC_TARGETS) status = lm_targets_new(&targets);
  if (kind == LM_DOC_PROGRESS) status = lm_progress_new(&progress);
  if (targets) status = lm_read_targets(targets, from, model, areas, diags);
  if (progress) status = lm_read_progress(progress, from, model, areas, diags);
  lm_targets_free(targets);
  lm_progress_free(progress);
  return status;
}

/* How many ids of the document the model does not have; NO_FIT when it cannot be read. */
static size_t unknown_ids(lm_doc_kind kind, const char *path, const lm_model *model) {
  static const lm_code unknown[] = {LM_V_INDICATOR, LM_T_TIER, LM_P_NODE, LM_P_PARTY};
  lm_areas *areas = NULL;
  lm_diags *diags = NULL;
  size_t count = NO_FIT;
  const lm_input from = {.path = path};
  if (lm_areas_new(&areas) == LM_OK && lm_diags_new(&diags) == LM_OK && read_one(kind, &from, model, areas, diags) == LM_OK) {
    count = 0;
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) count += lm_diags_count_code(diags, unknown[i]);
  }
  lm_areas_free(areas);
  lm_diags_free(diags);
  return count;
}

/* "MODEL-ID=FILE": the world, and the path behind the sign; NULL if the text is no such thing. */
static cli_world *named_world(const trial *t, const char *given, const char **path) {
  const char *sign = strchr(given, '=');
  for (size_t i = 0; sign && i < t->worlds->count; i++) {
    const char *id = lm_model_id(t->model[i]);
    if (strlen(id) != (size_t)(sign - given) || strncmp(id, given, strlen(id)) != 0) continue;
    *path = sign + 1;
    return &t->worlds->item[i];
  }
  return NULL;
}

/* The model with fewest unknown ids. What fits none goes to the first, whose findings then say what is wrong. */
static int fitting_world(cli *c, const trial *t, lm_doc_kind kind, const char *word, const char *path, cli_world **out) {
  size_t least = NO_FIT, several = 0;
  *out = &t->worlds->item[0];
  for (size_t i = 0; i < t->worlds->count; i++) {
    size_t unknown = unknown_ids(kind, path, t->model[i]);
    if (unknown == least) several++;
    if (unknown >= least) continue;
    least = unknown;
    several = 1;
    *out = &t->worlds->item[i];
  }
  return least == 0 && several > 1 ? cli_wrong(c, T_FITS_SEVERAL, path, word) : CLI_OK;
}

static cli_list *list_of(cli_files *files, lm_doc_kind kind) {
  if (kind == LM_DOC_VALUES) return &files->values;
  return kind == LM_DOC_TARGETS ? &files->targets : &files->progress;
}

/* Hands the documents of one kind out. The first world holds them all to begin with. */
static int hand_out(cli *c, const trial *t, lm_doc_kind kind, const char *word) {
  cli_list *from = list_of(&t->worlds->item[0].input.files, kind);
  const size_t count = from->count;
  from->count = 0;
  for (size_t i = 0; i < count; i++) {
    const char *path = from->item[i];
    cli_world *world = named_world(t, path, &path);
    int code = world ? CLI_OK : fitting_world(c, t, kind, word, path, &world);
    if (code != CLI_OK) return code;
    cli_list *to = list_of(&world->input.files, kind);
    to->item[to->count++] = path;
  }
  return CLI_OK;
}

/* ---- the models ---- */

static bool make_lists(cli_files *files, size_t room) {
  files->values.item = calloc(room, sizeof *files->values.item);
  files->targets.item = calloc(room, sizeof *files->targets.item);
  files->progress.item = calloc(room, sizeof *files->progress.item);
  return files->values.item && files->targets.item && files->progress.item;
}

static int open_world(cli_world *world, cli *c, const char *given) {
  const cli_options *o = &c->options;
  size_t room = o->files.count + o->values.count + o->targets.count + o->progress.count + 1;
  world->input.files.model = cli_find_model(given);
  bool fine = world->input.files.model && make_lists(&world->input.files, room) && lm_diags_new(&world->input.diags) == LM_OK;
  return fine ? CLI_OK : cli_code(c, LM_ENOMEM);
}

/* Models that cannot be read are left to cli_input_load, which says why. */
static int read_models(trial *t, cli *c, bool *fine) {
  for (size_t i = 0; i < t->worlds->count; i++) {
    lm_diags *diags;
    lm_status status = lm_diags_new(&diags);
    if (status != LM_OK) return cli_code(c, status);
    status = lm_read_model(&t->model[i], &(lm_input){.path = t->worlds->item[i].input.files.model}, diags);
    lm_diags_free(diags);
    if (status != LM_OK) *fine = false;
  }
  return CLI_OK;
}

static int all_different(const trial *t, cli *c) {
  for (size_t i = 0; i < t->worlds->count; i++) {
    const char *id = lm_model_id(t->model[i]);
    for (size_t k = 0; k < i; k++)
      if (strcmp(lm_model_id(t->model[k]), id) == 0) return cli_wrong(c, T_SAME_MODEL, t->worlds->item[i].input.files.model, id);
  }
  return CLI_OK;
}

static int sort_documents(cli_worlds *worlds, cli *c) {
  trial t = {worlds, calloc(worlds->count + 1, sizeof *t.model)};
  bool fine = t.model != NULL;
  int code = fine ? read_models(&t, c, &fine) : cli_code(c, LM_ENOMEM);
  if (code == CLI_OK && fine) code = all_different(&t, c);
  if (code == CLI_OK && fine) code = hand_out(c, &t, LM_DOC_VALUES, "values");
  if (code == CLI_OK && fine) code = hand_out(c, &t, LM_DOC_TARGETS, "targets");
  if (code == CLI_OK && fine) code = hand_out(c, &t, LM_DOC_PROGRESS, "progress");
  for (size_t i = 0; t.model && i < worlds->count; i++) lm_model_free(t.model[i]);
  free(t.model);
  return code;
}

int cli_worlds_read(cli_worlds *out, cli *c) {
  const cli_list *with = &c->options.with;
  *out = (cli_worlds){.item = calloc(with->count + 1, sizeof *out->item)};
  if (!out->item) return cli_code(c, LM_ENOMEM);
  out->count = 1;
  int code = cli_input_find(&out->item[0].input, c, true);
  for (size_t i = 0; i < with->count && code == CLI_OK; i++) code = open_world(&out->item[out->count++], c, with->item[i]);
  if (code == CLI_OK && out->count > 1) code = sort_documents(out, c);
  for (size_t i = 0; i < out->count && code == CLI_OK; i++) code = cli_input_load(&out->item[i].input, c);
  return code;
}

/* ---- assessing ---- */

static int assess_progress(cli_world *world, cli *c) {
  const cli_input *input = &world->input;
  const lm_progress_options all = lm_progress_defaults();
  if (lm_progress_count(input->progress) == 0) return CLI_OK;
  return cli_code(c, lm_progress_assess(&world->progress, input->progress, input->model, input->areas, input->panel, &all, NULL));
}

int cli_worlds_assess(cli_worlds *worlds, cli *c) {
  cli rest = *c; /* the same question, of all areas */
  rest.options.area = NULL;
  int code = CLI_OK;
  for (size_t i = 0; i < worlds->count && code == CLI_OK; i++) {
    cli_world *world = &worlds->item[i];
    code = cli_assess(&world->assessment, &world->input, i == 0 ? c : &rest);
    if (code == CLI_OK) code = assess_progress(world, c);
  }
  return code;
}

void cli_worlds_free(cli_worlds *worlds) {
  for (size_t i = 0; i < worlds->count; i++) {
    lm_progress_assessment_free(worlds->item[i].progress);
    lm_assessment_free(worlds->item[i].assessment);
    cli_input_free(&worlds->item[i].input);
  }
  free(worlds->item);
}
