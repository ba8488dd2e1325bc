/* since.c: see since.h. */
#include "since.h"

#include "exit.h"

#include <inttypes.h>
#include <stdio.h>

static lm_status read_loads(cli_since *s, lm_store *store) {
  lm_status status = lm_store_loads_read(&s->loads, store, s->changed.from);
  const size_t count = status == LM_OK ? lm_store_loads_count(s->loads) : 0;
  if (count) s->since.at = lm_store_loads_at(s->loads, count - 1)->at;
  return status;
}

static lm_status make(cli_since *s, cli *c, const cli_input *input) {
  char to[32];
  const lm_store_filter all = {.what = LM_WHAT_COUNT, .area = c->options.area};
  snprintf(to, sizeof to, "load:%" PRId64, input->known);
  lm_status status = cli_changed_make(&s->changed, c, input->store, (const char *[]){"--since", "--as-of"}, (const char *[]){c->options.since, to}, input->diags);
  if (status == LM_OK) status = lm_store_compare(&s->changes, input->store, &all, s->changed.from, s->changed.to);
  if (status == LM_OK) status = lm_model_diff(&s->model, s->changed.snapshot[0].model, s->changed.snapshot[LM_CAUSE_COUNT - 1].model);
  if (status == LM_OK) status = read_loads(s, input->store);
  s->since.load = s->changed.from;
  s->since.explanation = &s->changed.explanation;
  s->since.changes = s->changes;
  s->since.model = s->model;
  return status;
}

int cli_since_make(cli_since *out, cli *c, const cli_input *input) {
  *out = (cli_since){0};
  lm_status status = make(out, c, input);
  int printed = status == LM_OK ? CLI_OK : cli_print_findings(c, input->diags);
  int code = cli_code(c, status);
  return code == CLI_OK ? printed : code;
}

void cli_since_free(cli_since *since) {
  lm_store_loads_free(since->loads);
  lm_diff_free(since->model);
  lm_store_changes_free(since->changes);
  cli_changed_free(&since->changed);
}
