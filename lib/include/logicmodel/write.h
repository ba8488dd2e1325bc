/* write.h: sinks and renderers. A renderer turns structs into bytes in one format and one language; it computes nothing. */
#ifndef LOGICMODEL_WRITE_H
#define LOGICMODEL_WRITE_H

#include <logicmodel/assess.h>
#include <logicmodel/diff.h>
#include <logicmodel/form.h>
#include <logicmodel/judge.h>
#include <logicmodel/progress_assess.h>
#include <logicmodel/read.h>
#include <logicmodel/reporting.h>
#include <logicmodel/sheet.h>
#include <logicmodel/store.h>
#include <logicmodel/summary.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lm_format { LM_FORMAT_TEXT, LM_FORMAT_JSON, LM_FORMAT_CSV, LM_FORMAT_DOT, LM_FORMAT_MERMAID, LM_FORMAT_XLSX, LM_FORMAT_HTML, LM_FORMAT_SVG, LM_FORMAT_MARKDOWN, LM_FORMAT_PDF, LM_FORMAT_COUNT } lm_format;
LM_API const char *lm_format_word(lm_format format);
/* "md" is markdown too. */
LM_API bool lm_format_parse(lm_format *out, const char *word);

/* A buffered place to write to. Errors stick: ask once at the end with lm_sink_close. */
typedef struct lm_sink lm_sink;
LM_API lm_status lm_sink_to_file(lm_sink **out, FILE *file);  /* does not close `file` */
LM_API lm_status lm_sink_to_memory(lm_sink **out);
LM_API void lm_sink_put(lm_sink *sink, const char *text);
LM_API void lm_sink_bytes(lm_sink *sink, const char *bytes, size_t size);
/* Memory sinks: what was written so far, NUL-terminated; valid until the next write. */
LM_API const char *lm_sink_text(lm_sink *sink, size_t *size);
/* Flushes and frees. LM_EIO: something could not be written; LM_ENOMEM. NULL: LM_OK. */
LM_API lm_status lm_sink_close(lm_sink *sink);

/* How to render. JSON names and CSV headings are the same and never translated; labels and sentences in them are in `lang`. */
typedef struct lm_view {
  lm_format format;
  lm_lang lang;
  unsigned width; /* columns of the terminal for text (0: 100; at least 40) */
  lm_years years; /* of periods in Japanese text; JSON and CSV have them as they are */
  bool all;       /* nothing shortened or left out */
  bool colour;    /* text: ANSI colours, beside the words and shapes that say the same */
  bool excel;     /* CSV: byte order mark and CRLF, so that Excel opens it ungarbled */
  unsigned threads; /* that render long lists at the same time; 0: as many as there are processors. The bytes do not depend on it */
} lm_view;

/* One document that was checked, for lm_write_check. */
typedef struct lm_checked {
  const char *file;
  lm_doc_kind kind;
  lm_status status;      /* what the reader returned */
  lm_scan_totals totals; /* values documents */
  size_t targets, baselines; /* targets documents */
  size_t entries, statements, tasks, costs; /* progress documents */
} lm_checked;

/* LM_EINVAL when the renderer has no such format; LM_ENOMEM; LM_OK otherwise (write errors come from lm_sink_close). */
LM_API lm_status lm_write_findings(lm_sink *sink, const lm_diags *diags, const lm_view *view);                       /* text json csv */
/* Findings, and what was read from each document (CSV: findings only). */
LM_API lm_status lm_write_check(lm_sink *sink, const lm_checked *files, size_t count, const lm_diags *diags,
                                const lm_view *view);                                                                   /* text json csv */
LM_API lm_status lm_write_model(lm_sink *sink, const lm_model *model, const lm_view *view);                          /* text json csv dot mermaid */
/* The table an office prints. CSV: one row of headings, as printed. */
LM_API lm_status lm_write_sheet(lm_sink *sink, const lm_filled_sheet *sheet, const lm_view *view);                   /* text json csv */
/* The sheets that can be printed: the model's own, and the generic one. */
LM_API lm_status lm_write_sheet_list(lm_sink *sink, const lm_model *model, const lm_view *view);                     /* text json csv */

/* A form to be filled in. LM_EINVAL also for XLSX where lm_writes_workbooks() is false: the library was built without libxlsxwriter. */
LM_API lm_status lm_write_form(lm_sink *sink, const lm_form *form, const lm_view *view);                             /* csv xlsx */
LM_API bool lm_writes_workbooks(void);

/* One table of an assessment by itself, all of it in every format. */
typedef enum lm_assess_table {
  LM_TABLE_RECORDS,    /* as lm_write_assessment */
  LM_TABLE_STEPS,      /* tiers against each other (lm_assessment_steps) */
  LM_TABLE_SUMS,       /* areas together (lm_assessment_sums); text: the latest period that can be summed, all of them with view->all */
  LM_TABLE_OUTCOMES,   /* roll-ups, worst first */
  LM_TABLE_ACTIVITIES,
  LM_TABLE_SCENES,
  LM_TABLE_TIERS,
  LM_TABLE_DELIVERY,   /* grades of initiatives and scenes, and the words they come from */
  LM_ASSESS_TABLE_COUNT
} lm_assess_table;
LM_API const char *lm_assess_table_word(lm_assess_table table); /* "records", … */
LM_API bool lm_assess_table_parse(lm_assess_table *out, const char *word);
LM_API lm_status lm_write_assess_table(lm_sink *sink, const lm_assessment *assessment, lm_assess_table table, const lm_view *view); /* text json csv */

/* JSON of the assessment also has the steps, that of lag the roll-ups of scenes, activities and tiers and the delivery. */
LM_API lm_status lm_write_assessment(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);           /* text json csv */
/* The records as rows of a store: names and values as in JSON; units in Japanese where there are both. */
LM_API lm_status lm_save_assessment(lm_saving *saving, const lm_assessment *assessment);
LM_API lm_status lm_write_lag(lm_sink *sink, const lm_assessment *assessment, const lm_view *view);                  /* text json csv */
/* DOT and Mermaid draw one area: LM_EINVAL when the assessment has several. LM_EINVAL also when `node` is no outcome, initiative or activity. */
LM_API lm_status lm_write_chain(lm_sink *sink, const lm_assessment *assessment, lm_node node, const lm_view *view); /* text json csv dot mermaid */

/* A model with what is known of it. */
typedef struct lm_tracked {
  const lm_assessment *assessment;        /* of the model; also without values */
  const lm_progress_assessment *progress; /* NULL none */
} lm_tracked;
/* The chain of `node` in the home model, and beneath its nodes those of other models that carry the same reference (crossings.h), what was reported
   of them, and where they lead on to in their own model. LM_EINVAL also when two models have one id. */
LM_API lm_status lm_write_chain_with(lm_sink *sink, const lm_tracked *home, const lm_tracked *other, size_t count, lm_node node,
                                     const lm_view *view);                                                              /* text json csv dot mermaid */

/* What progress documents amount to. ITEMS: goals, grades and costs; RESULTS: cost per result; ALL: both (CSV: ITEMS). */
typedef enum lm_progress_table { LM_PROGRESS_ALL, LM_PROGRESS_ITEMS, LM_PROGRESS_RESULTS, LM_PROGRESS_TABLE_COUNT } lm_progress_table;
LM_API const char *lm_progress_table_word(lm_progress_table table); /* "all", "items", "results" */
LM_API bool lm_progress_table_parse(lm_progress_table *out, const char *word);
LM_API lm_status lm_write_progress(lm_sink *sink, const lm_progress_assessment *assessment, lm_progress_table table, const lm_view *view); /* text json csv */

/* The store. A load: totals of every sort of thing, and what it changed (CSV: only that; text: what was simply added only with view->all). */
typedef enum lm_load_outcome { LM_LOADED, LM_LOAD_DRY_RUN, LM_LOAD_REFUSED, LM_LOAD_NOTHING_NEW } lm_load_outcome;
LM_API lm_status lm_write_load(lm_sink *sink, const lm_load *load, lm_load_outcome outcome, const lm_view *view);     /* text json csv */
LM_API lm_status lm_write_undone(lm_sink *sink, const lm_undone *undone, const lm_view *view);                             /* text json csv */
LM_API lm_status lm_write_store_rows(lm_sink *sink, const lm_store_rows *rows, const lm_view *view);                  /* text json csv */
LM_API lm_status lm_write_store_loads(lm_sink *sink, const lm_store_loads *loads, const lm_view *view);               /* text json csv */
/* The areas as a tree, and the codes of tables that none has (CSV: one of the two). panel NULL: no values. */
LM_API lm_status lm_write_areas(lm_sink *sink, const lm_areas *areas, const lm_panel *panel, bool only_unmatched, const lm_view *view); /* text json csv */
/* What is missing of a period, and what waits for it. */
LM_API lm_status lm_write_reporting(lm_sink *sink, const lm_reporting *reporting, const lm_assessment *assessment, const lm_view *view); /* text json csv */
LM_API lm_status lm_write_explanation(lm_sink *sink, const lm_explanation *explanation, const lm_view *view);         /* text json csv */

/* Two versions of a model, and of the targets, baselines and areas that go with it. */
typedef struct lm_compared {
  const lm_diff *diff;
  const lm_store_changes *targets, *areas; /* NULL: not compared */
} lm_compared;
LM_API lm_status lm_write_diff(lm_sink *sink, const lm_compared *compared, const lm_view *view);                      /* text json csv */

/* Statistics of series (trend). CSV has one table: ALL is one row per series, columns prefixed with the table's name and without forecasts; the
   others have the columns of one table as they are. JSON has everything. */
typedef enum lm_trend_table {
  LM_TREND_ALL, LM_TREND_OLS, LM_TREND_OLS_FORECAST, LM_TREND_WLS, LM_TREND_WLS_FORECAST, LM_TREND_SEN, LM_TREND_SEN_FORECAST, LM_TREND_MK,
  LM_TREND_XMR, LM_TREND_TABLE_COUNT
} lm_trend_table;
LM_API const char *lm_trend_table_word(lm_trend_table table); /* "all", "ols", "ols_forecast", … */
LM_API bool lm_trend_table_parse(lm_trend_table *out, const char *word);
LM_API lm_status lm_write_trend(lm_sink *sink, const lm_series_summary *series, size_t count, lm_trend_table table, const lm_view *view); /* text json csv */

/* Intervals of proportions or of rates; all of one kind. */
LM_API lm_status lm_write_intervals(lm_sink *sink, const lm_count_summary *row, size_t count, const lm_view *view); /* text json csv */

/* Cases with their judgements. CSV: one row per case and rule. */
LM_API lm_status lm_write_judged(lm_sink *sink, const lm_judged *item, size_t count, const lm_view *view); /* text json csv */
/* The table of rules: source, formula, thresholds, words. */
LM_API lm_status lm_write_rules(lm_sink *sink, const lm_view *view); /* text json csv */

#ifdef __cplusplus
}
#endif
#endif
