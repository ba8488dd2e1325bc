/* reports.c: see reports.h. */
#include "reports.h"

#include "exit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- digests ---- */

/* What is no plain file has no digest; that it was read we know already. */
static lm_status add_stamp(cli_basis *out, const char *name, lm_doc_kind kind) {
  lm_status status = name ? lm_stamp_file(&out->stamp[out->stamps++], name, kind) : LM_OK;
  return status == LM_ENOMEM ? status : LM_OK;
}

static lm_status add_stamps(cli_basis *out, const cli_list *names, lm_doc_kind kind) {
  lm_status status = LM_OK;
  for (size_t i = 0; i < names->count && status == LM_OK; i++) status = add_stamp(out, names->item[i], kind);
  return status;
}

static size_t documents_of(const lm_store_loads *loads) {
  size_t count = 0;
  for (size_t i = 0; loads && i < lm_store_loads_count(loads); i++) count += lm_store_loads_at(loads, i)->documents;
  return count;
}

/* What a store was loaded from and what stands of it, in that order. */
static void stamp_loads(cli_basis *out) {
  for (size_t i = 0; out->loads && i < lm_store_loads_count(out->loads); i++) {
    const lm_store_load *load = lm_store_loads_at(out->loads, i);
    for (size_t k = 0; k < load->documents && !load->undone_by; k++) {
      const lm_store_document *d = &load->document[k];
      lm_stamp *stamp = &out->stamp[out->stamps++];
      *stamp = (lm_stamp){.name = d->name, .kind = d->kind, .load = load->number, .at = load->at};
      snprintf(stamp->sha256, sizeof stamp->sha256, "%s", d->sha256 ? d->sha256 : "");
    }
  }
}

static lm_status stamp_all(cli_basis *out, const cli_files *files) {
  out->stamp = calloc(files->values.count + files->targets.count + files->progress.count + documents_of(out->loads) + 4, sizeof *out->stamp);
  lm_status status = out->stamp ? LM_OK : LM_ENOMEM;
  if (status == LM_OK) stamp_loads(out);
  if (status == LM_OK) status = add_stamp(out, files->model, LM_DOC_MODEL);
  if (status == LM_OK) status = add_stamps(out, &files->values, LM_DOC_VALUES);
  if (status == LM_OK) status = add_stamps(out, &files->targets, LM_DOC_TARGETS);
  if (status == LM_OK) status = add_stamps(out, &files->progress, LM_DOC_PROGRESS);
  if (status == LM_OK) status = add_stamp(out, files->mapping, LM_DOC_MAPPING);
  if (status == LM_OK) status = add_stamp(out, files->settings, LM_DOC_SETTINGS);
  if (status == LM_OK && out->settings) status = add_stamp(out, out->settings->logo.path, LM_DOC_SETTINGS);
  return status;
}

/* ---- settings ---- */

static int judge_settings(cli *c, lm_status status, const lm_diags *diags) {
  int code = cli_code(c, status);
  const bool wrong = lm_diags_count(diags, LM_ERROR) > 0;
  if (code == CLI_NO_MEMORY || (code == CLI_OK && !wrong)) return code;
  int printed = cli_print_findings(c, diags);
  if (printed != CLI_OK) return printed;
  cli_say(c->err, c->lang, T_REFUSED_SETTINGS, NULL, NULL);
  return code == CLI_OK ? CLI_FINDINGS : code;
}

static int read_settings(cli_basis *out, const cli_input *input, cli *c) {
  const char *path = input->files.settings;
  lm_diags *diags;
  if (!path) return CLI_OK;
  lm_status status = lm_diags_new(&diags);
  if (status != LM_OK) return cli_code(c, status);
  status = lm_read_settings(&out->settings, &(lm_input){.path = path}, input->model, diags);
  int code = judge_settings(c, status, diags);
  lm_diags_free(diags);
  return code;
}

int cli_check_area(const cli_basis *basis, const cli_input *input, uint32_t area, cli *c) {
  lm_diags *diags;
  if (!basis->settings) return CLI_OK;
  lm_status status = lm_diags_new(&diags);
  if (status != LM_OK) return cli_code(c, status);
  lm_settings_check_area(basis->settings, input->areas, area, diags);
  int code = judge_settings(c, LM_OK, diags);
  lm_diags_free(diags);
  return code;
}

static void add_field(char *list, size_t size, const char *word, lm_lang lang) {
  const size_t used = strlen(list);
  snprintf(list + used, size - used, "%s%s", used > 0 ? (lang == LM_JA ? "・" : ", ") : "", word);
}

void cli_tell_unplaced(cli *c, const lm_report_settings *settings) {
  const cli_options *o = &c->options;
  char list[256] = "";
  const unsigned without = settings ? lm_settings_unplaced(settings, &(lm_settings_form){.format = o->format, .paper = o->as, .chart = o->indicator != NULL}) : 0;
  for (int field = 0; field < LM_SETTINGS_FIELD_COUNT; field++)
    if (without >> field & 1U) add_field(list, sizeof list, lm_settings_field_in((lm_settings_field)field, c->lang), c->lang);
  if (*list && !o->quiet) cli_say(c->err, c->lang, T_SETTINGS_UNPLACED, o->as ? o->as : lm_format_word(o->format), list);
}

/* What the command line asks for goes before what the settings say. */
static void take_years(const lm_report_settings *settings, cli *c) {
  if (settings && settings->has_years && !c->options.years_given) c->options.years = settings->years;
}

static int assess_progress(lm_progress_assessment **out, const cli_input *input, cli *c) {
  const lm_progress_options all = lm_progress_defaults();
  if (lm_progress_count(input->progress) == 0) return CLI_OK;
  return cli_code(c, lm_progress_assess(out, input->progress, input->model, input->areas, input->panel, &all, NULL));
}

/* Also locks and saved verdicts behind the last load that changed what is known. */
static int read_loads(cli_basis *out, const cli_input *input, cli *c) {
  int64_t as_of = LM_LATEST;
  if (!input->store) return CLI_OK;
  lm_status status = c->options.as_of ? lm_store_find_load(input->store, "--as-of", c->options.as_of, &as_of) : LM_OK;
  return cli_code(c, status == LM_OK ? lm_store_loads_read(&out->loads, input->store, as_of) : status);
}

int cli_basis_make(cli_basis *out, const cli_input *input, cli *c) {
  *out = (cli_basis){0};
  int code = read_settings(out, input, c);
  take_years(out->settings, c);
  if (code == CLI_OK) code = assess_progress(&out->progress, input, c);
  if (code == CLI_OK) code = read_loads(out, input, c);
  if (code == CLI_OK) code = cli_code(c, stamp_all(out, &input->files));
  return code == CLI_OK ? cli_then_make(&out->then, c, input) : code;
}

void cli_basis_free(cli_basis *basis) {
  cli_then_free(&basis->then);
  lm_store_loads_free(basis->loads);
  lm_progress_assessment_free(basis->progress);
  lm_report_settings_free(basis->settings);
  free(basis->stamp);
}

/* ---- one report ---- */

static bool several_areas(const lm_assessment *assessment) {
  size_t count = lm_assessment_rollup_count(assessment);
  for (size_t i = 1; i < count; i++)
    if (lm_assessment_rollup(assessment, i)->area != lm_assessment_rollup(assessment, 0)->area) return true;
  return false;
}

int cli_report_make(cli_report *out, const cli_input *input, const cli_basis *basis, const char *area, cli *c) {
  cli one = *c; /* the same question, of this area */
  *out = (cli_report){0};
  if (area) one.options.area = area;
  int code = cli_assess(&out->assessment, input, &one);
  if (code == CLI_OK && several_areas(out->assessment)) code = cli_wrong(c, T_REPORT_ONE_AREA, NULL, NULL);
  if (code == CLI_OK && lm_assessment_rollup_count(out->assessment) > 0) code = cli_check_area(basis, input, lm_assessment_rollup(out->assessment, 0)->area, c);
  out->report = (lm_report){.assessment = out->assessment, .progress = basis->progress, .loads = basis->loads, .indicator = c->options.indicator, .settings = basis->settings, .stamp = basis->stamp, .stamps = basis->stamps};
  if (code != CLI_OK || !c->options.since) return code;
  out->report.since = &out->since.since;
  return cli_since_make(&out->since, &one, input, &basis->then);
}

void cli_report_free(cli_report *report) {
  cli_since_free(&report->since);
  lm_assessment_free(report->assessment);
}

void cli_tell_fonts(cli *c, int code, size_t unshown) {
  char count[24];
  if (c->options.format != LM_FORMAT_PDF) return;
  if (code == CLI_NOT_FOUND) cli_say(c->err, c->lang, T_NO_FONT, NULL, NULL);
  snprintf(count, sizeof count, "%zu", unshown);
  if (code == CLI_OK && unshown > 0 && !c->options.quiet) cli_say(c->err, c->lang, T_LETTERS_WITHOUT_FONT, count, NULL);
}
