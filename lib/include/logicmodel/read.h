/* read.h: from XML to model, panel, targets and progress; from tables (CSV, XLSX, ODS) to values.

   Every reader streams: memory does not grow with the number of observations except where the caller asks for a panel. A document with a
   DOCTYPE is refused; entities, network and other files are never touched; compressed input is refused, not unpacked; depth and text are
   limited. One bad value is one finding and that value is left out; broken XML ends the reading and says how far it got.
   All findings of a document are reported in one run. Status: LM_OK also when there are findings of severity error (count them in `diags`);
   LM_EINPUT when the document could not be read to its end (not XML, wrong root, DOCTYPE …); LM_EIO, LM_ENOMEM as always. */
#ifndef LOGICMODEL_READ_H
#define LOGICMODEL_READ_H

#include <logicmodel/progress.h>
#include <logicmodel/settings.h>
#include <logicmodel/targets.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lm_doc_kind { LM_DOC_UNKNOWN, LM_DOC_MODEL, LM_DOC_VALUES, LM_DOC_TARGETS, LM_DOC_PROGRESS, LM_DOC_MAPPING, LM_DOC_SETTINGS } lm_doc_kind;

/* How numbers are written in a table. PLAIN: as in XML, and nothing else. JP: also full-width digits, △ ▲ − as minus, commas between groups of
   three, the indicator's unit or % behind. */
typedef enum lm_number_style { LM_NUMBERS_PLAIN, LM_NUMBERS_JP } lm_number_style;

/* What an office's own table means: which sheet, heading row and columns, what a mark stands for. */
typedef struct lm_mapping lm_mapping;

typedef struct lm_table_options {
  lm_number_style numbers; /* a mapping that says it itself, and a form of ours, have their own */
  const lm_mapping *mapping; /* NULL: the headings say it */
} lm_table_options;

/* Where a document comes from: a file, or bytes in memory with a name for messages. */
typedef struct lm_input {
  const char *path;  /* file to open; NULL: read `data` */
  const char *data;
  size_t size;
  const char *name;  /* for messages; NULL: path */
  unsigned threads;  /* that may work on a large document; 0: as many as there are processors. What is read does not depend on it */
  const lm_table_options *table; /* for values that are no XML; NULL: plain numbers, no mapping */
} lm_input;

/* Looks at the root element only, or at the first bytes: a CSV file or workbook is a document of values. LM_DOC_UNKNOWN (with a finding) when it is none of ours. */
LM_API lm_status lm_read_kind(const lm_input *input, lm_doc_kind *kind, lm_diags *diags);

LM_API lm_status lm_read_model(lm_model **out, const lm_input *input, lm_diags *diags);

LM_API lm_status lm_read_mapping(lm_mapping **out, const lm_input *input, lm_diags *diags);
LM_API void lm_mapping_free(lm_mapping *mapping);

/* How a report is to look; with the logo it names, which lies in the folder of input->path or below. model: that its nodes are looked up in; NULL: they
   are not. */
LM_API lm_status lm_read_settings(lm_report_settings **out, const lm_input *input, const lm_model *model, lm_diags *diags);

/* Totals of one values document; elements = observations + missing + refused + skipped. */
typedef struct lm_scan_totals {
  uint64_t elements;     /* obs and missing elements seen; cells for a value in a table */
  uint64_t observations; /* accepted values */
  uint64_t missing;      /* accepted reasons */
  uint64_t refused;      /* left out because of an error */
  uint64_t series;       /* different (indicator, area, period kind) */
  uint64_t skipped;      /* tables: left blank, which is no value and no reason */
} lm_scan_totals;

/* Called for every accepted observation, in document order. Strings in it are borrowed until the call returns. Return other than LM_OK to stop. */
typedef lm_status lm_obs_fn(void *user, lm_node indicator, uint32_t area, const lm_obs *obs);

/* Streams a values document (XML, CSV, XLSX, ODS) through all checks; tables are held in memory, at most 256 MiB and 4,000,000 cells. found may be NULL (check only). Areas met are added to `areas`. Duplicates are found across
   the document; both lines are reported (the file is read a second time when there are any). totals may be NULL. */
LM_API lm_status lm_scan_values(const lm_input *input, const lm_model *model, lm_areas *areas, lm_obs_fn *found, void *user,
                                lm_scan_totals *totals, lm_diags *diags);

/* Reads a values document into `panel` (not yet sealed). A value that the panel already has from another document is a finding. */
LM_API lm_status lm_read_values(lm_panel *panel, const lm_input *input, const lm_model *model, lm_areas *areas,
                                lm_scan_totals *totals, lm_diags *diags);

LM_API lm_status lm_read_targets(lm_targets *targets, const lm_input *input, const lm_model *model, lm_areas *areas, lm_diags *diags);

/* An entry with an error in any of its parts is left out as a whole. */
LM_API lm_status lm_read_progress(lm_progress *progress, const lm_input *input, const lm_model *model, lm_areas *areas, lm_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
