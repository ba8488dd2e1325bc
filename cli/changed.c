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

lm_status cli_moments_make(cli_moments *out, cli *c, lm_store *store, const int64_t load[2], lm_diags *diags) {
  *out = (cli_moments){.from = load[0], .to = load[1]};
  lm_status status = cli_stored_area(&out->areas, c, store, out->to, diags);
  lm_store_when when = lm_store_as_of(out->from);
  for (int i = 0; i < LM_CAUSE_COUNT && status == LM_OK; i++) {
    swap_part(&when, (lm_cause)i, out->to);
    status = lm_store_read(&out->snapshot[i], store, &when);
  }
  return status;
}

void cli_moments_free(cli_moments *moments) {
  for (int i = 0; i < LM_CAUSE_COUNT; i++) lm_snapshot_clear(&moments->snapshot[i]);
  lm_areas_free(moments->areas);
}

/* An area that came later has nothing to be assessed before. */
static bool has_area(const lm_snapshot *known, const cli *c) {
  return !c->options.area || lm_areas_meant(known->areas, c->options.area, NULL, 0) > 0;
}

static lm_status assess(lm_assessment **out, const lm_snapshot *known, const cli *c, lm_diags *diags) {
  lm_assess_options options = lm_assess_defaults();
  options.area = c->options.area;
  options.until = c->options.until;
  options.threads = c->options.threads;
  return lm_assess(out, known->model, known->areas, known->panel, known->targets, &options, diags);
}

/* ---- what was saved then ---- */

/* A word that this program does not know is no verdict of its own. */
static lm_kept_verdict said_of(const lm_store_verdict *v) {
  lm_verdict status;
  if (!lm_verdict_parse(&status, v->status ? v->status : "")) status = LM_VERDICT_COUNT;
  return (lm_kept_verdict){v->indicator, v->area, v->tier, {status, v->p_reach, v->gap, v->last_value, v->target}};
}

static lm_status read_saved(cli_changed *s, const cli *c, lm_store *store, int64_t from) {
  char options[64];
  const char *area = c->options.area;
  lm_status status = lm_store_verdicts_read(&s->saved, store, cli_save_options(c, options), from);
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

lm_status cli_changed_make(cli_changed *out, cli *c, lm_store *store, const cli_moments *moments, lm_diags *diags) {
  *out = (cli_changed){0};
  lm_status status = read_saved(out, c, store, moments->from);
  for (int i = 0; i < LM_CAUSE_COUNT && status == LM_OK; i++)
    if (i == LM_CAUSE_COUNT - 1 || has_area(&moments->snapshot[i], c)) status = assess(&out->assessment[i], &moments->snapshot[i], c, diags);
  if (status != LM_OK) return status;
  const lm_assessment *all[LM_CAUSE_COUNT];
  for (int i = 0; i < LM_CAUSE_COUNT; i++) all[i] = out->assessment[i];
  return lm_explain(&out->explanation, out->saved ? &out->then : NULL, all);
}

void cli_changed_free(cli_changed *changed) {
  lm_explanation_clear(&changed->explanation);
  for (int i = 0; i < LM_CAUSE_COUNT; i++) lm_assessment_free(changed->assessment[i]);
  lm_store_verdicts_free(changed->saved);
  free(changed->said);
}
