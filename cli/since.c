/* since.c: see since.h. */
#include "since.h"

#include "exit.h"

#include <inttypes.h>
#include <stdio.h>

static int code_of(cli *c, const cli_input *input, lm_status status) {
  int printed = status == LM_OK ? CLI_OK : cli_print_findings(c, input->diags);
  int code = cli_code(c, status);
  return code == CLI_OK ? printed : code;
}

/* ---- then ---- */

static lm_status read_loads(cli_then *then, lm_store *store) {
  lm_status status = lm_store_loads_read(&then->loads, store, then->moments.from);
  const size_t count = status == LM_OK ? lm_store_loads_count(then->loads) : 0;
  if (count) then->at = lm_store_loads_at(then->loads, count - 1)->at;
  return status;
}

/* A comparison with itself says that nothing changed: true, and perhaps not what was meant. */
static void tell_same(cli *c, const cli_then *then) {
  char load[64];
  if (!then->nothing_later || c->options.quiet) return;
  snprintf(load, sizeof load, "%" PRId64 " (%s)", then->moments.from, then->at ? then->at : "?");
  cli_say(c->err, c->lang, T_SINCE_LAST, c->options.since, load);
}

/* To what the input was read as of, not to what another program loads meanwhile. */
static lm_status make(cli_then *out, cli *c, const cli_input *input) {
  int64_t load[2], known = 0;
  lm_status status = lm_store_find_span(input->store, (const char *[]){"--since", "--as-of"}, (const char *[]){c->options.since, c->options.as_of}, load);
  load[1] = input->known;
  if (status == LM_OK) status = cli_moments_make(&out->moments, c, input->store, load, input->diags);
  const lm_snapshot *k = out->moments.snapshot;
  if (status == LM_OK) status = lm_model_diff(&out->model, k[0].model, k[LM_CAUSE_COUNT - 1].model);
  if (status == LM_OK) status = lm_store_compare_areas(&out->areas, input->store, out->moments.from, out->moments.to);
  if (status == LM_OK) status = read_loads(out, input->store);
  if (status == LM_OK) status = lm_store_known(input->store, out->moments.from, &known);
  out->nothing_later = known == input->known;
  return status;
}

int cli_then_make(cli_then *out, cli *c, const cli_input *input) {
  *out = (cli_then){0};
  if (!c->options.since) return CLI_OK;
  lm_status status = make(out, c, input);
  if (status == LM_OK) tell_same(c, out);
  return code_of(c, input, status);
}

void cli_then_free(cli_then *then) {
  lm_store_loads_free(then->loads);
  lm_store_changes_free(then->areas);
  lm_diff_free(then->model);
  cli_moments_free(&then->moments);
}

/* ---- an area ---- */

int cli_since_make(cli_since *out, cli *c, const cli_input *input, const cli_then *then) {
  const lm_store_filter all = {.what = LM_WHAT_COUNT, .area = c->options.area};
  *out = (cli_since){0};
  lm_status status = cli_changed_make(&out->changed, c, input->store, &then->moments, input->diags);
  if (status == LM_OK) status = lm_store_compare(&out->changes, input->store, &all, then->moments.from, then->moments.to);
  out->since = (lm_since){.load = then->moments.from, .at = then->at, .nothing_later = then->nothing_later, .explanation = &out->changed.explanation, .changes = out->changes, .areas = then->areas, .model = then->model};
  return code_of(c, input, status);
}

void cli_since_free(cli_since *since) {
  lm_store_changes_free(since->changes);
  cli_changed_free(&since->changed);
}
