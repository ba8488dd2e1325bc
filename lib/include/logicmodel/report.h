/* report.h: the sheet for the council: the design map with this year's verdicts, and behind each box its chart, table, numbers and sentence.

   One self-contained HTML file for one area: no network, no script needed, the same bytes for the same input. A renderer computes nothing; positions
   in drawings are layout. */
#ifndef LOGICMODEL_REPORT_H
#define LOGICMODEL_REPORT_H

#include <logicmodel/settings.h>
#include <logicmodel/write.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LM_STAMP_DIGITS 65

/* One document that the report rests on. */
typedef struct lm_stamp {
  const char *name; /* as given; its folder is not printed */
  lm_doc_kind kind;
  char sha256[LM_STAMP_DIGITS]; /* of its bytes as they lie; "" not known */
  int64_t load;   /* of the store that brought it; 0: it was read itself */
  const char *at; /* when; NULL not known */
} lm_stamp;
/* Reads the file. LM_EIO: it cannot be read (a pipe was read already): sha256 stays "". name is borrowed. */
LM_API lm_status lm_stamp_file(lm_stamp *out, const char *name, lm_doc_kind kind);

/* What was known and said earlier, to be compared with: of a store. */
typedef struct lm_since {
  int64_t load;                         /* as of which */
  const char *at;                       /* when that was; NULL not known */
  bool nothing_later;                   /* nothing was loaded after it that the report knows */
  const lm_explanation *explanation;    /* from then to now, of the area of the report */
  const lm_store_changes *changes;      /* of values, baselines and targets */
  const lm_store_changes *areas;        /* mergers, divisions, codes, labels: of all areas, for the one of the report lies among them */
  const lm_diff *model;
} lm_since;

typedef struct lm_report {
  const lm_since *since;                /* NULL: nothing to compare with */
  const lm_store_loads *loads;          /* of the store that it is made from, up to what it knows; NULL: it is made from documents */
  const lm_assessment *assessment;        /* of one area */
  const lm_progress_assessment *progress; /* NULL none */
  const lm_stamp *stamp;
  size_t stamps;
  const char *indicator; /* svg: the chart of the indicator of this id; NULL the map */
  const lm_report_settings *settings; /* NULL: none; what has a place where: lm_settings_unplaced */
  size_t *unshown; /* out, of PDF: letters that no font of this computer has, which stand as boxes. NULL: not asked for */
} lm_report;

/* By view->format: the whole report; svg: one drawing by itself, on light paper, with its style in it; markdown, text: the minutes. LM_EINVAL:
   another format, or several areas; also PDF where lm_writes_pdf() is false: the library was built without Pango. LM_ENOTFOUND: no such
   indicator; PDF: this computer has no font at all. PDF takes the fonts that there are; with the same fonts the bytes are the same. */
LM_API lm_status lm_write_report(lm_sink *sink, const lm_report *report, const lm_view *view); /* html svg markdown text pdf */
LM_API bool lm_writes_pdf(void);
/* The same of each of `count` reports, each to its own sink (of memory), view->threads of them at the same time. The bytes are those of
   lm_write_report. LM_OK, or the status of one that failed. */
LM_API lm_status lm_write_reports(lm_sink *const *sink, const lm_report *report, size_t count, const lm_view *view);

/* Papers of the trade, made of the same. `word`: lm_paper_id; LM_ENOTFOUND: there is none of that id. */
LM_API size_t lm_paper_count(void);
LM_API const char *lm_paper_id(size_t index);                   /* "minutes", …; NULL out of range */
LM_API const char *lm_paper_title(size_t index, lm_lang lang);  /* NULL out of range */
LM_API lm_status lm_write_paper_list(lm_sink *sink, const lm_view *view); /* as text, whatever the format */
LM_API lm_status lm_write_paper(lm_sink *sink, const lm_report *report, const char *word, const lm_view *view); /* html markdown text pdf */

/* What settings can say, and where it has a place. */
typedef enum lm_settings_field {
  LM_SET_TITLE, LM_SET_SUBTITLE, LM_SET_ORGANISATION, LM_SET_LOGO, LM_SET_PARTS, LM_SET_REMARKS, LM_SET_PAPER, LM_SET_YEARS, LM_SETTINGS_FIELD_COUNT
} lm_settings_field;
LM_API const char *lm_settings_field_in(lm_settings_field field, lm_lang lang); /* "title", …; NULL out of range */
typedef struct lm_settings_form {
  lm_format format;
  const char *paper; /* lm_paper_id; NULL: the report */
  bool chart;        /* svg: of one indicator */
} lm_settings_form;
/* Bit of each field that the settings say and that has no place in the form. Years have one wherever Japanese is written for people. */
LM_API unsigned lm_settings_unplaced(const lm_report_settings *settings, const lm_settings_form *form);

/* Many areas side by side, each with the file its report is in. */
typedef struct lm_report_file {
  uint32_t area;    /* as in the assessment; LM_NO_AREA: no area is named */
  const char *name; /* of the file, as a page beside it links to it: letters, digits, "-", "_" and "." only */
  char sha256[LM_STAMP_DIGITS]; /* of the file, to be known again by; "" not said */
  size_t moved, records; /* of the area, where the index has a since: verdicts that are other than then, and all of them */
} lm_report_file;
typedef struct lm_report_index {
  const lm_assessment *assessment; /* of all areas */
  const lm_report_file *file;      /* of each area of the assessment, in any order */
  size_t files;
  const lm_since *since; /* NULL: nothing to compare with; of what changed only `moved` of the files is told */
  const lm_stamp *stamp;
  size_t stamps;
  const lm_progress_assessment *progress; /* NULL: none; only whether it is invented is told */
  const lm_report_settings *settings; /* NULL: none; its parts and remarks are not those of an index */
} lm_report_index;
/* Areas × outcomes: worst area first, verdicts with shape and word, how much could be judged, and what cannot be compared. */
LM_API lm_status lm_write_report_index(lm_sink *sink, const lm_report_index *index, const lm_view *view); /* html */

#ifdef __cplusplus
}
#endif
#endif
