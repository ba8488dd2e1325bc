/* store.h: one file that keeps models, values and targets year after year, and what was known when.

   Everything in a store is known *since a load*; nothing is overwritten or deleted. What was known as of a load is the last that was said up to it.
   Loads are numbered 1, 2, 3 …; their order is the order of knowledge, whatever the clock said. Schema and views for SQL: docs/store.md.

   A store is created by lm_store_create only, private to the user, and opened where the caller says. The diags given when it is opened receive the
   findings of every later call and must outlive it. Calls that fail leave the file as it was. A store belongs to one thread at a time; several
   programs may have the file open: readers are never kept waiting by a load, a second load waits for the first. */
#ifndef LOGICMODEL_STORE_H
#define LOGICMODEL_STORE_H

#include <logicmodel/read.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lm_store lm_store;
typedef enum lm_store_mode { LM_STORE_READ, LM_STORE_WRITE } lm_store_mode;

/* LM_EIO: the file exists, or cannot be made. */
LM_API lm_status lm_store_create(lm_store **out, const char *path, lm_diags *diags);
/* A store of an older schema is brought to the newest one, all or nothing. LM_EIO: not there, no store, damaged, of a newer schema … */
LM_API lm_status lm_store_open(lm_store **out, const char *path, lm_store_mode mode, lm_diags *diags);
LM_API void lm_store_close(lm_store *store);
/* Reads every page and follows every reference. LM_EINPUT: damaged. */
LM_API lm_status lm_store_verify(lm_store *store);

/* ---- loading ---- */

#define LM_LATEST INT64_MAX

typedef struct lm_load_info {
  const char *at;  /* when, "2026-04-01T09:00:00Z"; the library asks no clock */
  const char *who; /* never NULL; as `why` one line of text: control characters and those that turn the writing round are refused, LM_EINPUT */
  const char *why; /* NULL: not said */
  bool revise;     /* what differs from the store replaces it; else it is refused */
} lm_load_info;

typedef enum lm_what { LM_WHAT_MODEL, LM_WHAT_AREA, LM_WHAT_VALUE, LM_WHAT_CHANGE, LM_WHAT_BASELINE, LM_WHAT_TARGET, LM_WHAT_PROGRESS, LM_WHAT_LOCK, LM_WHAT_ASSESSMENT, LM_WHAT_UNMATCHED, LM_WHAT_COUNT } lm_what;
/* "model", "area", "value", "change" (a printed difference), "baseline", "target", "progress", "lock", "assessment", "unmatched" (a code that no area has): the
   totals of a load do not count the last three */
LM_API const char *lm_what_word(lm_what what);

/* read = added + revised + unchanged + refused + skipped */
typedef struct lm_load_totals {
  uint64_t read, added, revised, unchanged, refused, skipped;
} lm_load_totals;

typedef enum lm_change_kind { LM_ADDED, LM_REVISED_IN_STORE, LM_REFUSED, LM_WITHDRAWN, LM_RESTORED, LM_CHANGE_KIND_COUNT } lm_change_kind;
LM_API const char *lm_change_kind_word(lm_change_kind kind); /* "added", "revised", "refused", "withdrawn", "restored" */

/* What the model and the areas call the indicator and the area of a row or a change; nothing where there is none. */
typedef struct lm_store_names {
  lm_text indicator, unit, area;
} lm_store_names;

/* One thing that a load changes, or may not change. Texts as a person reads them; NULL where there is none. */
typedef struct lm_store_change {
  lm_what what;
  lm_change_kind kind;
  const char *indicator, *area; /* ids */
  lm_store_names names;
  const char *when;             /* period, tier */
  const char *field;            /* of an area, by lm_store_compare_areas: "label_ja label_en kind within code valid_from valid_to succeeded_by"; else NULL */
  const char *before, *after;
  const char *source_before, *source_after;
  int64_t load_before, load_after; /* that brought what was there, and what is; 0 none, or the load that is being made */
  const char *at, *who, *why;      /* of load_after; of a load that is being made NULL: they were given */
} lm_store_change;

/* A load that is being made. Nobody else sees it until it is committed; a dry run is a load that is not. */
typedef struct lm_load lm_load;
LM_API lm_status lm_load_begin(lm_load **out, lm_store *store, const lm_load_info *info);
/* The file that the next things come from. `about` is what it says of itself, with the path as it was given in `file`; of values documents the
   bytes are not kept, only their digest. */
LM_API lm_status lm_load_document(lm_load *load, lm_doc_kind kind, const lm_document *about, const char *bytes, size_t size);
/* Of the document named last. Findings: another model; one that differs from the store's, without `revise`. */
LM_API lm_status lm_load_model(lm_load *load, const lm_model *model);
LM_API lm_status lm_load_progress(lm_load *load);
/* Everything in them; documents are found by their file. Findings (D907, D908 …) for what is refused. */
LM_API lm_status lm_load_areas(lm_load *load, const lm_areas *areas);
LM_API lm_status lm_load_values(lm_load *load, const lm_model *model, const lm_areas *areas, const lm_panel *panel);
LM_API lm_status lm_load_targets(lm_load *load, const lm_model *model, const lm_areas *areas, const lm_targets *targets);
/* What the reader refused, or found left blank, before it could come here. */
LM_API void lm_load_count_left_out(lm_load *load, lm_what what, uint64_t refused, uint64_t skipped);
LM_API lm_load_totals lm_load_totals_of(const lm_load *load, lm_what what); /* LM_WHAT_COUNT: of all */
/* Codes that no area has (lm_load_areas) and that no load in force kept of the same file: a load that has nothing else is worth committing for them. */
LM_API uint64_t lm_load_unmatched_new(const lm_load *load);
LM_API size_t lm_load_change_count(const lm_load *load); /* at most LM_DIAG_KEEP of each kind are kept */
LM_API const lm_store_change *lm_load_change_at(const lm_load *load, size_t index);
LM_API int64_t lm_load_number(const lm_load *load);
/* LM_EIO: the disk is full …: nothing was changed. The load is over whatever is returned; its totals and changes can still be asked for. */
LM_API lm_status lm_load_commit(lm_load *load);
/* Forgets what was not committed. */
LM_API void lm_load_free(lm_load *load);

/* Loads of their own, made and committed at once; the number of the load in *number. A locked period takes no values any more, neither of the area
   and what lies in it nor (area NULL) of any; where it is locked already nothing is done, and *number is the load that locked it. Undoing a load brings back what was known before it, except what a later load has revised: from then on it is as if
   the load had not been made. Also of a lock or of an undoing. LM_ENOTFOUND: no such load; LM_EINPUT: nothing of it is in force any more, or values of a locked period
   would change. */
LM_API lm_status lm_store_lock(lm_store *store, const lm_load_info *info, lm_period period, const char *area, int64_t *number);
LM_API lm_status lm_store_undo(lm_store *store, const lm_load_info *info, int64_t load, lm_load_totals *totals, int64_t *number);

/* What an undoing takes away, and what it puts in force again, told as in a load: changes of kind withdrawn and restored. */
typedef struct lm_undone_totals {
  uint64_t withdrawn, restored;
} lm_undone_totals;
typedef struct lm_undone lm_undone;
/* As lm_store_undo, told thing by thing; dry: only told, and the store stays as it was. Free *out also when it failed. */
LM_API lm_status lm_store_undo_told(lm_undone **out, lm_store *store, const lm_load_info *info, int64_t load, bool dry);
LM_API int64_t lm_undone_load(const lm_undone *undone);   /* that is undone */
LM_API int64_t lm_undone_number(const lm_undone *undone); /* of the undoing, or what it would be */
LM_API bool lm_undone_is_dry(const lm_undone *undone);
LM_API lm_undone_totals lm_undone_totals_of(const lm_undone *undone, lm_what what); /* LM_WHAT_COUNT: of all */
LM_API size_t lm_undone_change_count(const lm_undone *undone);
LM_API const lm_store_change *lm_undone_change_at(const lm_undone *undone, size_t index);
LM_API void lm_undone_free(lm_undone *undone);

/* ---- reading ---- */

/* "17" or "load:17": that load; "2026-03-31": the last load of that day or before it (UTC). LM_ENOTFOUND with a finding, which names `option` as the
   place of the text; NULL: none. */
LM_API lm_status lm_store_find_load(lm_store *store, const char *option, const char *text, int64_t *load);
/* Two moments, the earlier one first; the second text may be NULL: LM_LATEST. LM_EINPUT with a finding: they are the wrong way round. */
LM_API lm_status lm_store_find_span(lm_store *store, const char *const option[2], const char *const text[2], int64_t load[2]);

/* Of the last load; INT32_MIN: nothing has been loaded. */
LM_API lm_status lm_store_last_day(lm_store *store, int32_t *day);

/* As of which load each part is taken; LM_LATEST: now. Values: of a period known as of `values` what was known then, of other periods what was
   known as of `more_values`. */
typedef struct lm_store_when {
  int64_t model, areas, values, more_values, targets, progress;
} lm_store_when;
LM_API lm_store_when lm_store_as_of(int64_t load);

typedef struct lm_snapshot {
  lm_model *model;
  lm_areas *areas;
  lm_panel *panel; /* sealed */
  lm_targets *targets;
  lm_progress *progress;
} lm_snapshot;
/* Values of indicators that the model of that time does not have are left out, with a finding. Free the snapshot whatever is returned.
   LM_ENOTFOUND: there was no model. */
LM_API lm_status lm_store_read(lm_snapshot *out, lm_store *store, const lm_store_when *when);
/* Only the model. */
LM_API lm_status lm_store_read_model(lm_model **out, lm_store *store, int64_t as_of);
/* Only the areas, also those without values; free them whatever is returned. */
LM_API lm_status lm_store_read_areas(lm_areas **out, lm_store *store, int64_t as_of);
LM_API void lm_snapshot_clear(lm_snapshot *snapshot);

/* What stands in the store, row by row, in the order of indicator, area, time, load. Strings live as long as the list. */
typedef struct lm_store_row {
  lm_what what; /* value, baseline or target */
  const char *indicator, *area, *when;
  lm_store_names names;
  const char *text; /* the value, the reason why there is none, or the target; NULL: withdrawn */
  double value;     /* NaN where there is no single number */
  const char *beside; /* of a value: "n 193, se 1.2", what else was said of it; NULL nothing */
  const char *source, *note, *document;
  int64_t since, until; /* loads; until 0: still in force */
  const char *at, *who, *why; /* of the load `since` */
  int64_t undoes;  /* `since` undoes this load, and so put the row in force again, or withdrew it; 0: it brought the row itself */
  int64_t brought; /* the load that brought the row: `since`, or an earlier one; 0: withdrawn */
  const char *brought_at, *brought_who;
  const char *id, *decided; /* of a target */
  int step; /* of a target in a history: its place in the chain of revisions */
} lm_store_row;
typedef struct lm_store_rows lm_store_rows;
typedef struct lm_store_filter {
  lm_what what;                 /* LM_WHAT_VALUE, LM_WHAT_BASELINE, LM_WHAT_TARGET; LM_WHAT_COUNT: all three */
  bool no_values;               /* with LM_WHAT_COUNT: only baselines and targets */
  const char *indicator, *area; /* NULL all */
  const char *when;             /* a period as printed, or a tier; NULL all */
  int64_t touched;              /* only things of which this load said something, and every step of a chain of targets; 0 all */
  bool history;                 /* also what was replaced or withdrawn */
  int64_t as_of;
} lm_store_filter;
/* LM_ENOTFOUND, with a finding: an indicator or area that the store has never heard of. */
LM_API lm_status lm_store_list(lm_store_rows **out, lm_store *store, const lm_store_filter *filter);
LM_API size_t lm_store_rows_count(const lm_store_rows *rows);
LM_API bool lm_store_rows_are_history(const lm_store_rows *rows);
LM_API const lm_store_row *lm_store_rows_at(const lm_store_rows *rows, size_t index);
LM_API void lm_store_rows_free(lm_store_rows *rows);

/* What is known otherwise as of one load than as of another: values, baselines and targets, one by one. Of values: other value, reason, bounds,
   counts, flags; of targets: another number or other words. Changes of kind added, revised and withdrawn; in the order of indicator, area, time, then
   what was withdrawn. The filter's as_of and history are not looked at. LM_ENOTFOUND as lm_store_list. */
typedef struct lm_store_changes lm_store_changes;
LM_API lm_status lm_store_compare(lm_store_changes **out, lm_store *store, const lm_store_filter *filter, int64_t from, int64_t to);
/* What is said otherwise of the areas: an area that is new or withdrawn as one change with its name, of the others each field that differs (kind
   revised); two spellings of a kind or a code are the same. In the order in which the store met the areas. */
LM_API lm_status lm_store_compare_areas(lm_store_changes **out, lm_store *store, int64_t from, int64_t to);
LM_API size_t lm_store_changes_count(const lm_store_changes *changes); /* NULL: 0 */
LM_API const lm_store_change *lm_store_changes_at(const lm_store_changes *changes, size_t index);
LM_API void lm_store_changes_free(lm_store_changes *changes);

/* ---- assessments ---- */

/* A store keeps what was judged beside what was known: each verdict as a row of named cells. It knows nothing of verdicts but their columns, which
   are the names of the JSON of an assessment without its labels (docs/store.md, view `verdicts`); cells of other names are left out. */

/* The last load up to `as_of` that changed what is known: neither a lock nor an assessment nor the undoing of one. 0: none. */
LM_API lm_status lm_store_known(lm_store *store, int64_t as_of, int64_t *load);

typedef struct lm_saving_about {
  int64_t as_of;       /* the load that the assessment knew of */
  int method;          /* version of the method: LM_METHOD of assess.h */
  const char *options; /* what else it depends on; NULL or "": nothing */
} lm_saving_about;

/* An assessment that is being saved, as a load of kind "assessment". Nobody sees it until it is committed. */
typedef struct lm_saving lm_saving;
LM_API lm_status lm_saving_begin(lm_saving **out, lm_store *store, const lm_load_info *info, const lm_saving_about *about);
LM_API void lm_saving_text(lm_saving *saving, const char *column, const char *text);   /* NULL: absent */
LM_API void lm_saving_number(lm_saving *saving, const char *column, double number);    /* NaN: absent */
LM_API void lm_saving_end_row(lm_saving *saving);
/* What was saved of the same options and knowledge, by the same method and with the same rows, stays: all are counted as unchanged, and *load is the
   load that saved it. Else the totals compare, verdict by verdict, with what was saved before of as much knowledge or less. The saving is over
   whatever is returned. */
LM_API lm_status lm_saving_commit(lm_saving *saving, lm_load_totals *totals, int64_t *load);
/* Forgets what was not committed. */
LM_API void lm_saving_free(lm_saving *saving);

typedef struct lm_store_assessment {
  int64_t load, as_of; /* that saved it; what it knew */
  int method;
  size_t records;
  const char *at, *who, *why, *program, *sha256;
} lm_store_assessment;

typedef struct lm_store_verdict {
  const char *indicator, *area, *tier, *status; /* area NULL: none */
  double p_reach, gap, last_value, target;      /* NaN: absent */
} lm_store_verdict;

/* The verdicts that were saved of what was known as of a load: those in force then, else the first saved later. LM_OK with *out NULL: none were. */
typedef struct lm_store_verdicts lm_store_verdicts;
LM_API lm_status lm_store_verdicts_read(lm_store_verdicts **out, lm_store *store, const char *options, int64_t as_of);
LM_API const lm_store_assessment *lm_store_verdicts_of(const lm_store_verdicts *verdicts);
LM_API size_t lm_store_verdicts_count(const lm_store_verdicts *verdicts);
LM_API const lm_store_verdict *lm_store_verdicts_at(const lm_store_verdicts *verdicts, size_t index);
LM_API void lm_store_verdicts_free(lm_store_verdicts *verdicts);

/* ---- loads ---- */

/* One document of a load. */
typedef struct lm_store_document {
  int64_t load;
  lm_doc_kind kind;
  const char *name, *sha256; /* of the file as it lay, without its folder */
} lm_store_document;

/* The loads, oldest first. */
typedef struct lm_store_load {
  int64_t number, undoes; /* undoes 0: none */
  const char *at, *who, *why, *kind, *program, *files; /* kind: "load", "lock", "undo", "assessment"; files: names, separated by ", " */
  lm_load_totals totals;
  int64_t undone_by;                      /* the load that withdrew it; 0: it stands */
  lm_undone_totals undone[LM_WHAT_COUNT]; /* by an undoing */
  bool locks;                             /* a lock: of this period, and of this area (NULL: all) */
  lm_period period;
  const char *area;
  int64_t assessed;                       /* an assessment: the load that it knew of; 0: none */
  const lm_store_document *document;
  size_t documents;
} lm_store_load;
typedef struct lm_store_loads lm_store_loads;
LM_API lm_status lm_store_loads_read(lm_store_loads **out, lm_store *store, int64_t as_of);
LM_API size_t lm_store_loads_count(const lm_store_loads *loads);
LM_API const lm_store_load *lm_store_loads_at(const lm_store_loads *loads, size_t index);
LM_API void lm_store_loads_free(lm_store_loads *loads);

#ifdef __cplusplus
}
#endif
#endif
