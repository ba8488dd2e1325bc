/* reports.c: see reports.h. */
#include "reports.h"

#include "exit.h"

#include <stdlib.h>

/* ---- digests ---- */

/* What is no plain file has no digest; that it was read we know already. */
static lm_status add_stamp(cli_stamps *out, const char *name, lm_doc_kind kind) {
  lm_status status = lm_stamp_file(&out->item[out->count++], name, kind);
  return status == LM_ENOMEM ? status : LM_OK;
}

static lm_status add_stamps(cli_stamps *out, const cli_list *names, lm_doc_kind kind) {
  lm_status status = LM_OK;
  for (size_t i = 0; i < names->count && status == LM_OK; i++) status = add_stamp(out, names->item[i], kind);
  return status;
}

int cli_stamps_make(cli_stamps *out, const cli_files *files, cli *c) {
  *out = (cli_stamps){.item = calloc(files->values.count + files->targets.count + files->progress.count + 2, sizeof *out->item)};
  lm_status status = out->item ? LM_OK : LM_ENOMEM;
  if (status == LM_OK && files->model) status = add_stamp(out, files->model, LM_DOC_MODEL);
  if (status == LM_OK) status = add_stamps(out, &files->values, LM_DOC_VALUES);
  if (status == LM_OK) status = add_stamps(out, &files->targets, LM_DOC_TARGETS);
  if (status == LM_OK) status = add_stamps(out, &files->progress, LM_DOC_PROGRESS);
  if (status == LM_OK && files->mapping) status = add_stamp(out, files->mapping, LM_DOC_MAPPING);
  return cli_code(c, status);
}

void cli_stamps_free(cli_stamps *stamps) { free(stamps->item); }

/* ---- one report ---- */

static bool several_areas(const lm_assessment *assessment) {
  size_t count = lm_assessment_rollup_count(assessment);
  for (size_t i = 1; i < count; i++)
    if (lm_assessment_rollup(assessment, i)->area != lm_assessment_rollup(assessment, 0)->area) return true;
  return false;
}

static int assess_progress(lm_progress_assessment **out, const cli_input *input, cli *c) {
  const lm_progress_options all = lm_progress_defaults();
  if (lm_progress_count(input->progress) == 0) return CLI_OK;
  return cli_code(c, lm_progress_assess(out, input->progress, input->model, input->areas, input->panel, &all, NULL));
}

int cli_report_make(cli_report *out, const cli_input *input, const cli_stamps *stamps, const char *area, cli *c) {
  cli one = *c; /* the same question, of this area */
  *out = (cli_report){0};
  if (area) one.options.area = area;
  int code = cli_assess(&out->assessment, input, &one);
  if (code == CLI_OK && several_areas(out->assessment)) code = cli_wrong(c, T_REPORT_ONE_AREA, NULL, NULL);
  if (code == CLI_OK) code = assess_progress(&out->progress, input, c);
  out->report = (lm_report){.assessment = out->assessment, .progress = out->progress, .indicator = c->options.indicator, .stamp = stamps->item, .stamps = stamps->count};
  return code;
}

void cli_report_free(cli_report *report) {
  lm_progress_assessment_free(report->progress);
  lm_assessment_free(report->assessment);
}
