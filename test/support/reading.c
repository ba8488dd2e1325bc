#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lm_model *model;

static void must(lm_status status) {
  if (status == LM_OK) return;
  fprintf(stderr, "cannot set up the test: status %d\n", (int)status);
  exit(1);
}

void reading_start(const char *source_directory) {
  char path[4096];
  snprintf(path, sizeof path, "%s/test/documents/model.xml", source_directory);
  lm_input input = {.path = path};
  must(lm_read_model(&model, &input, NULL));
}

void reading_stop(void) {
  lm_model_free(model);
  model = NULL;
}

const lm_model *reading_model(void) { return model; }

reading read_bytes(lm_doc_kind kind, const char *bytes, size_t size, lm_obs_fn *found, void *user) {
  reading r = {0};
  lm_input input = {.data = bytes, .size = size ? size : strlen(bytes), .name = "document"};
  lm_areas *areas = NULL;
  lm_targets *targets = NULL;
  lm_model *read = NULL;
  must(lm_diags_new(&r.diags));
  must(lm_areas_new(&areas));
  must(lm_targets_new(&targets));
  r.status = kind == LM_DOC_MODEL    ? lm_read_model(&read, &input, r.diags)
             : kind == LM_DOC_VALUES ? lm_scan_values(&input, model, areas, found, user, &r.totals, r.diags)
                                     : lm_read_targets(targets, &input, model, areas, r.diags);
  lm_model_free(read);
  lm_targets_free(targets);
  lm_areas_free(areas);
  return r;
}

reading read_values_text(const char *text) { return read_bytes(LM_DOC_VALUES, text, 0, NULL, NULL); }

void reading_clear(reading *r) {
  lm_diags_free(r->diags);
  r->diags = NULL;
}

const lm_finding *reading_find(const reading *r, const char *id, size_t nth) {
  for (size_t i = 0; i < lm_diags_kept(r->diags); i++) {
    const lm_finding *f = lm_diags_at(r->diags, i);
    if (strcmp(lm_code_get(f->code)->id, id) == 0 && nth-- == 0) return f;
  }
  return NULL;
}

const char *reading_ids(const reading *r, char *buffer, size_t size) {
  size_t used = 0;
  buffer[0] = '\0';
  for (size_t i = 0; i < lm_diags_kept(r->diags) && used < size; i++)
    used += (size_t)snprintf(buffer + used, size - used, "%s%s", i ? " " : "", lm_code_get(lm_diags_at(r->diags, i)->code)->id);
  return buffer;
}
