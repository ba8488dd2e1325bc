/* changed.c: see changed.h. */
#include "changed.h"

#include <stdlib.h>
#include <string.h>

/* Everything is as of `from` to begin with; each cause then takes its part as of `to`. The method has no part of the store. */
static void swap_part(lm_store_when *when, lm_cause cause, int64_t to) {
  switch (cause) {
  case LM_CAUSE_METHOD: break;
  case LM_CAUSE_AREAS: when->areas = to; break;
  case LM_CAUSE_PERIODS: when->more_values = to; break;
  case LM_CAUSE_VALUES: when->values = to; break;
  case LM_CAUSE_TARGETS: when->targets = to; break;
  default: when->model = when->progress = to; break;
  }
}

static lm_status assess(cli_changed *s, int at, const lm_store_when *when, cli *c, lm_store *store, lm_diags *diags) {
  lm_assess_options options = lm_assess_defaults();
  options.area = c->options.area;
  options.until = c->options.until;
  options.threads = c->options.threads;
  lm_status status = lm_store_read(&s->snapshot[at], store, when);
  const lm_snapshot *k = &s->snapshot[at];
  return status == LM_OK ? lm_assess(&s->assessment[at], k->model, k->areas, k->panel, k->targets, &options, diags) : status;
}

/* ---- what was saved then ---- */

/* A word that this program does not know is no verdict of its own. */
static lm_kept_verdict said_of(const lm_store_verdict *v) {
  lm_verdict status;
  if (!lm_verdict_parse(&status, v->status ? v->status : "")) status = LM_VERDICT_COUNT;
  return (lm_kept_verdict){v->indicator, v->area, v->tier, {status, v->p_reach, v->gap, v->last_value, v->target}};
}

static lm_status read_saved(cli_changed *s, const cli *c, lm_store *store) {
  char options[64];
  const char *area = c->options.area;
  lm_status status = lm_store_verdicts_read(&s->saved, store, cli_save_options(c, options), s->from);
  if (status != LM_OK || !s->saved) return status;
  const lm_store_assessment *of = lm_store_verdicts_of(s->saved);
  s->said = calloc(lm_store_verdicts_count(s->saved) + 1, sizeof *s->said);
  if (!s->said) return LM_ENOMEM;
  s->then = (lm_kept_verdicts){.item = s->said, .load = of->load, .method = of->method, .program = of->program};
  for (size_t i = 0; i < lm_store_verdicts_count(s->saved); i++) {
    const lm_store_verdict *v = lm_store_verdicts_at(s->saved, i);
    if (!area || (v->area && strcmp(v->area, area) == 0)) s->said[s->then.count++] = said_of(v);
  }
  return LM_OK;
}

lm_status cli_changed_make(cli_changed *out, cli *c, lm_store *store, const char *const option[2], const char *const moment[2], lm_diags *diags) {
  int64_t load[2];
  *out = (cli_changed){0};
  lm_status status = lm_store_find_span(store, option, moment, load);
  out->from = load[0];
  out->to = load[1];
  if (status == LM_OK) status = cli_stored_area(&out->areas, c, store, out->to, diags);
  if (status == LM_OK) status = read_saved(out, c, store);
  lm_store_when when = lm_store_as_of(out->from);
  for (int i = 0; i < LM_CAUSE_COUNT && status == LM_OK; i++) {
    swap_part(&when, (lm_cause)i, out->to);
    status = assess(out, i, &when, c, store, diags);
  }
  if (status != LM_OK) return status;
  const lm_assessment *all[LM_CAUSE_COUNT];
  for (int i = 0; i < LM_CAUSE_COUNT; i++) all[i] = out->assessment[i];
  return lm_explain(&out->explanation, out->saved ? &out->then : NULL, all);
}

void cli_changed_free(cli_changed *changed) {
  lm_explanation_clear(&changed->explanation);
  for (int i = 0; i < LM_CAUSE_COUNT; i++) {
    lm_assessment_free(changed->assessment[i]);
    lm_snapshot_clear(&changed->snapshot[i]);
  }
  lm_store_verdicts_free(changed->saved);
  free(changed->said);
  lm_areas_free(changed->areas);
}
