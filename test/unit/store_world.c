/* store_world.c: see store_world.h. */
#include "store_world.h"

#include "../support/close.h"

#include <stdio.h>
#include <string.h>

static const char bytes[] = "as if these were the bytes";

static void read_model_bytes(store_world *d) {
  FILE *file = fopen(d->file[0], "rb");
  assert_non_null(file);
  d->model_size = fread(d->model_bytes, 1, sizeof d->model_bytes, file);
  assert_true(d->model_size < sizeof d->model_bytes);
  fclose(file);
}

void store_world_read(store_world *d, const char *root) {
  static const char *const name[] = {"model", "values", "targets"};
  *d = (store_world){0};
  for (int i = 0; i < 3; i++) snprintf(d->file[i], sizeof d->file[i], "%s/test/documents/%s.xml", root, name[i]);
  read_model_bytes(d);
  assert_int_equal(lm_diags_new(&d->diags), LM_OK);
  assert_int_equal(lm_areas_new(&d->areas), LM_OK);
  assert_int_equal(lm_panel_new(&d->panel), LM_OK);
  assert_int_equal(lm_targets_new(&d->targets), LM_OK);
  assert_int_equal(lm_read_model(&d->model, &(lm_input){.path = d->file[0]}, d->diags), LM_OK);
  assert_int_equal(lm_read_values(d->panel, &(lm_input){.path = d->file[1]}, d->model, d->areas, NULL, d->diags), LM_OK);
  assert_int_equal(lm_read_targets(d->targets, &(lm_input){.path = d->file[2]}, d->model, d->areas, d->diags), LM_OK);
  assert_int_equal(lm_panel_seal(d->panel), LM_OK);
}

void store_world_clear(store_world *d) {
  lm_targets_free(d->targets);
  lm_panel_free(d->panel);
  lm_areas_free(d->areas);
  lm_model_free(d->model);
  lm_diags_free(d->diags);
}

lm_load_info store_world_info(void) { return (lm_load_info){"2026-04-01T00:00:00Z", "test", "because", false}; }

static lm_status put(lm_load *load, const store_world *d) {
  const lm_document about[] = {{.file = d->file[0]}, *lm_panel_document(d->panel, 0), *lm_targets_document(d->targets, 0)};
  lm_status status = lm_load_document(load, LM_DOC_MODEL, &about[0], d->model_bytes, d->model_size);
  if (status == LM_OK) status = lm_load_model(load, d->model);
  if (status == LM_OK) status = lm_load_document(load, LM_DOC_VALUES, &about[1], bytes, sizeof bytes);
  if (status == LM_OK) status = lm_load_document(load, LM_DOC_TARGETS, &about[2], bytes, sizeof bytes);
  if (status == LM_OK) status = lm_load_areas(load, d->areas);
  if (status == LM_OK) status = lm_load_values(load, d->model, d->areas, d->panel);
  if (status == LM_OK) status = lm_load_targets(load, d->model, d->areas, d->targets);
  return status;
}

lm_status store_world_load(const store_world *d, lm_store *store, lm_load_totals *totals) {
  lm_load *load = NULL;
  const lm_load_info by = store_world_info();
  lm_status status = lm_load_begin(&load, store, &by);
  if (status == LM_OK) status = put(load, d);
  if (status == LM_OK && totals) *totals = lm_load_totals_of(load, LM_WHAT_COUNT);
  if (status == LM_OK) status = lm_load_commit(load);
  lm_load_free(load);
  return status;
}
