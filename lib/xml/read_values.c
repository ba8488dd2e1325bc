/* read_values.c: the values document, in constant memory. Series and flat elements go through the same few functions; what an observation
   means is checked by lib/values. The start handler of obs runs millions of times: it allocates nothing. */
#include "documents.h"
#include "shared.h"
#include "table.h"

#include "../base/vec.h"
#include "../values/check.h"
#include "../values/filing.h"
#include "../values/recheck.h"
#include "../values/seen.h"
#include "../values/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is the same in two duplicates; bytes of it are the key of a map. */
typedef struct identity {
  uint32_t indicator, area, kind, index;
} identity;

/* A duplicate found in the first pass; the second pass looks for the line of the first of the two. */
typedef struct duplicate {
  identity is;
  lm_place place, first;
  const char *path;
} duplicate;

typedef struct reader {
  lmx_scope scope; /* first: the shared handlers expect it */
  lm_panel *panel; /* NULL: check only */
  lm_filing *filing; /* of the observations into that panel, when it has none from another document; else NULL */
  lm_obs_fn *found;
  void *user;
  lm_scan_totals totals;
  lm_seen *seen; /* NULL in the second pass */
  uint32_t document;
  struct { duplicate *item; size_t count, room; } duplicates;
  size_t more_duplicates; /* than are kept one by one */
  lm_strmap firsts; /* second pass: identity → position of the first duplicate of that identity */
  size_t firsts_left;
  uint32_t source_count;
  /* What is checked when all is known: the document's changes; the second pass adds the observations that they and the sets of answers need. */
  lm_panel *whole;   /* NULL in the pass that looks for duplicates */
  lm_strmap wanted;  /* (indicator, area) of the changes */
  bool collecting;   /* that second pass */
  bool sets;         /* an indicator that is part of a question was met */
  /* of the open series */
  lm_node indicator; /* LM_NO_NODE: wrong, its observations are refused */
  const lm_indicator *info; /* of the open observation's indicator; NULL: wrong */
  uint32_t area, series_source;
  lm_bare_year bare;
  bool series_ok;
  /* of the open observation */
  lm_obs obs;
  lm_node obs_indicator;
  uint32_t obs_area;
  bool obs_ok;
  lm_printed printed; /* decimals -1: none */
  /* of the open change */
  lm_change change;
  bool change_ok;
} reader;

static const char *const reason_words[] = {"suppressed", "not-collected", "not-yet", "not-applicable", "lost", "unknown", NULL};

#define END_OF_ATTRS {NULL, LMX_ID, false, NULL}

/* obs and missing: the attributes of the flat forms first, so that both forms share one numbering. The nested forms have no FLAT ones. */
enum { FLAT_INDICATOR, FLAT_AREA, FLAT_UNIT, FLAT_COUNT };
enum { OBS_PERIOD, OBS_VALUE, OBS_NUM, OBS_DEN, OBS_N, OBS_SE, OBS_STATUS, OBS_SOURCE, OBS_PRINTED };
enum { MISSING_PERIOD, MISSING_REASON, MISSING_LOWER, MISSING_UPPER, MISSING_DEN, MISSING_STATUS, MISSING_SOURCE };

#define FLAT_ATTRS {"indicator", LMX_ID, true, NULL}, {"area", LMX_ID, false, NULL}, {"unit", LMX_TEXT, false, NULL}
#define OBS_ATTRS \
  {"period", LMX_PERIOD, true, NULL}, {"value", LMX_NUMBER, true, NULL}, {"num", LMX_NUMBER, false, NULL}, {"den", LMX_NUMBER, false, NULL}, \
      {"n", LMX_NUMBER, false, NULL}, {"se", LMX_NUMBER, false, NULL}, {"status", LMX_STATUS, false, NULL}, {"source", LMX_ID, false, NULL}, {"printed", LMX_NUMBER, false, NULL}
#define MISSING_ATTRS \
  {"period", LMX_PERIOD, true, NULL}, {"reason", LMX_WORD, true, reason_words}, {"lower", LMX_NUMBER, false, NULL}, \
      {"upper", LMX_NUMBER, false, NULL}, {"den", LMX_NUMBER, false, NULL}, {"status", LMX_STATUS, false, NULL}, {"source", LMX_ID, false, NULL}

static const lmx_attr_def obs_attrs[] = {OBS_ATTRS, END_OF_ATTRS};
static const lmx_attr_def flat_obs_attrs[] = {FLAT_ATTRS, OBS_ATTRS, END_OF_ATTRS};
static const lmx_attr_def missing_attrs[] = {MISSING_ATTRS, END_OF_ATTRS};
static const lmx_attr_def flat_missing_attrs[] = {FLAT_ATTRS, MISSING_ATTRS, END_OF_ATTRS};

static bool keep_source(lmx_scope *scope, const lm_source *source, uint32_t *index) {
  reader *r = (reader *)scope;
  *index = r->source_count++;
  return !r->panel || lm_panel_add_source(r->panel, source, index) == LM_OK;
}

/* ---- series ---- */

enum { SERIES_INDICATOR, SERIES_AREA, SERIES_UNIT, SERIES_YEARS, SERIES_SOURCE };
static const lmx_attr_def series_attrs[] = {{"indicator", LMX_ID, true, NULL},
                                            {"area", LMX_ID, false, NULL},
                                            {"unit", LMX_TEXT, false, NULL},
                                            {"years", LMX_WORD, false, lmx_years_words},
                                            {"source", LMX_ID, false, NULL},
                                            END_OF_ATTRS};

static const lm_indicator *info_of(const reader *r, lm_node indicator) {
  return indicator == LM_NO_NODE ? NULL : lm_model_node(r->scope.model, indicator)->indicator;
}

static void series_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  bool ok = !v->failed;
  r->indicator = lmx_scope_indicator(x, &r->scope, v, SERIES_INDICATOR);
  r->info = info_of(r, r->indicator);
  r->sets |= r->info && r->info->set;
  r->area = lmx_scope_find_area(x, &r->scope, v, SERIES_AREA, r->scope.area, &ok);
  r->series_source = lmx_scope_find_source(x, &r->scope, v, SERIES_SOURCE, r->scope.source, &ok);
  r->bare = lmx_bare_year(v, SERIES_YEARS, r->scope.bare);
  if (r->indicator != LM_NO_NODE) ok &= lmx_scope_unit(x, &r->scope, v, SERIES_UNIT, r->indicator);
  r->series_ok = ok && r->indicator != LM_NO_NODE;
}

/* ---- one observation ---- */

static void take_status(lmx *x, reader *r, const lmx_values *v, int attr) {
  if (!lmx_has(v, attr)) return;
  const char *p = v->at[attr].text, *end = p + v->at[attr].length;
  while (p < end) {
    const char *blank = memchr(p, ' ', (size_t)(end - p));
    size_t length = (size_t)((blank ? blank : end) - p);
    lm_flag flag;
    if (lm_flag_parse(&flag, p, length))
      r->obs.flags |= (uint32_t)flag;
    else {
      char word[128] = {0};
      memcpy(word, p, length < sizeof word ? length : sizeof word - 1);
      lmx_report(x, LM_V_STATUS, v, attr, (lmx_args){{word}});
      r->obs_ok = false;
    }
    p += length + 1;
  }
}

static void tell_problems(lmx *x, const lmx_values *v, int base, bool missing, const lm_obs_problems *problems) {
  static const int of_obs[] = {OBS_VALUE, -1, -1, OBS_NUM, OBS_DEN, OBS_N, OBS_SE};
  static const int of_missing[] = {-1, MISSING_LOWER, MISSING_UPPER, -1, MISSING_DEN, -1, -1};
  for (size_t i = 0; i < problems->count; i++) {
    const lm_obs_problem *p = &problems->item[i];
    int attr = missing ? of_missing[p->field] : of_obs[p->field];
    bool there = attr >= 0 && v->given >> (attr + base) & 1u;
    lmx_report(x, p->code, v, there ? attr + base : -1, (lmx_args){{p->arg[0], p->arg[1], p->arg[2]}});
  }
}

/* The indicator's own kind of period, and one kind per series. */
static void check_basis(lmx *x, const reader *r, const lmx_values *v, int attr) {
  if (r->info->basis < 0 || r->info->basis == (int)r->obs.period.kind) return;
  lmx_report(x, LM_V_BASIS, v, attr, lmx_two_kinds(r->info->basis, (int)r->obs.period.kind));
}

static identity identity_of(const reader *r) {
  return (identity){r->obs_indicator, r->obs_area, (uint32_t)r->obs.period.kind, (uint32_t)r->obs.period.index};
}

static bool add_duplicate(lmx *x, reader *r) {
  r->obs_ok = false;
  if (r->duplicates.count >= LM_DIAG_KEEP) {
    r->more_duplicates++;
    return true;
  }
  duplicate d = {identity_of(r), lmx_place(x), {0}, lm_arena_strdup(&r->scope.arena, lmx_path(x))};
  return d.path && LM_VEC_PUSH(&r->duplicates, d);
}

static void check_seen(lmx *x, reader *r) {
  lm_seen_result seen = lm_seen_add(r->seen, r->obs_indicator, r->obs_area, r->obs.period);
  if (seen == LM_SEEN_NOMEM || (seen == LM_SEEN_DUPLICATE && !add_duplicate(x, r))) lmx_stop(x, LM_ENOMEM);
  lm_period_kind before;
  if (seen == LM_SEEN_NEW && lm_seen_mixed(r->seen, &before))
    lmx_report(x, LM_V_MIXED, NULL, -1, lmx_two_kinds((int)before, (int)r->obs.period.kind));
}

/* Second pass: is this the first of a pair we want the line of? */
static void look_for_first(lmx *x, reader *r) {
  identity is = identity_of(r);
  uint32_t at = lm_strmap_get(&r->firsts, (const char *)&is, sizeof is);
  if (at == LM_STRMAP_NONE || r->duplicates.item[at].first.line) return;
  r->duplicates.item[at].first = lmx_place(x);
  if (--r->firsts_left == 0) lmx_stop(x, LM_OK);
}

static void check_meaning(lmx *x, reader *r, const lmx_values *v, int base, bool missing) {
  lm_obs_problems problems;
  bool compare = !missing && lmx_has(v, base + OBS_NUM); /* only then the precision of the value matters */
  if (!lm_obs_check(&r->obs, r->info, compare ? lmx_decimals(&v->at[base + OBS_VALUE]) : -1, &problems)) r->obs_ok = false;
  if (problems.count) tell_problems(x, v, base, missing, &problems);
}

/* An area that has ended has no more values; one that was computed back for an area before it began is looked at twice. */
static void check_life(lmx *x, reader *r, const lmx_values *v, int attr) {
  char day[16], after[128];
  const lm_areas *areas = r->scope.areas;
  const lm_area *area = lm_areas_at(areas, r->obs_area);
  const int outlived = area ? lm_area_outlived(area, r->obs.period) : 0;
  if (outlived < 0) lmx_report(x, LM_V_AREA_NOT_YET, v, attr, (lmx_args){{area->id, lm_day_format(area->from, day, sizeof day)}});
  if (outlived <= 0) return;
  lmx_report(x, LM_V_AREA_ENDED, v, attr, (lmx_args){{area->id, lm_day_format(area->to, day, sizeof day), lmx_scope_successors(&r->scope, r->obs_area, after, sizeof after)}});
  r->obs_ok = false;
}

/* What is true of every obs and missing once its own attributes are taken: base is 0 in a series, FLAT_COUNT in the flat form. */
static void check_one(lmx *x, reader *r, const lmx_values *v, int base, bool missing) {
  r->totals.elements++;
  if (!lmx_period(x, v, base + OBS_PERIOD, base ? r->scope.bare : r->bare, &r->obs.period)) r->obs_ok = false;
  if (!r->info || v->failed) r->obs_ok = false;
  if (!r->info) return;
  bool complete = missing || lmx_has(v, base + OBS_VALUE);
  if (complete) check_meaning(x, r, v, base, missing);
  if (!r->obs_ok) return;
  check_basis(x, r, v, base + OBS_PERIOD);
  check_life(x, r, v, base + OBS_PERIOD);
  if (!r->obs_ok) return;
  if (r->info->placeholder && !missing) lmx_report(x, LM_V_PLACEHOLDER, NULL, -1, (lmx_args){{0}});
  if (r->seen)
    check_seen(x, r);
  else
    look_for_first(x, r);
}

/* Tell numbers apart that are more than rounding of doubles apart. */
static bool differs(double a, double b) { return fabs(a - b) > 1e-9 * fmax(1, fabs(b)); }

/* The numerator that would give the printed share, for who looks for the slip; NULL if none does. */
static const char *fitting_count(const reader *r, char *count) {
  lm_obs other = r->obs;
  if (!(r->obs.num >= 0 && r->obs.den > 0 && r->obs.num > 0)) return NULL;
  double scale = lm_obs_share(&r->obs, r->info) * r->obs.den / r->obs.num;
  other.num = lm_round_half_up(r->printed.value / scale * r->obs.den, 0);
  if (differs(lm_round_half_up(lm_obs_share(&other, r->info), r->printed.decimals), r->printed.value)) return NULL;
  lm_num_format(other.num, count);
  return count;
}

/* A printed value is kept beside what is computed; where the two differ, that is told. */
static void take_printed(lmx *x, reader *r, const lmx_values *v, int attr) {
  char recomputed[LM_NUM_SIZE], from[2 * LM_NUM_SIZE + 1], count[LM_NUM_SIZE];
  r->printed = (lm_printed){v->at[attr].number, lmx_decimals(&v->at[attr])};
  if (!r->info || !r->obs_ok) return;
  double rounded = lm_round_half_up(lm_obs_share(&r->obs, r->info), r->printed.decimals);
  if (!differs(rounded, r->printed.value)) return;
  lm_num_fixed(rounded, r->printed.decimals, false, recomputed);
  lm_num_format(isnan(r->obs.num) ? r->obs.value : r->obs.num, from);
  if (!isnan(r->obs.num) && !isnan(r->obs.den)) {
    strcat(from, "/");
    lm_num_format(r->obs.den, from + strlen(from));
  }
  lmx_report(x, LM_V_PRINTED, v, attr, (lmx_args){{recomputed, from, fitting_count(r, count)}});
}

static void take_obs(lmx *x, reader *r, const lmx_values *v, int base) {
  r->obs.value = lmx_number(v, base + OBS_VALUE, NAN);
  r->obs.num = lmx_number(v, base + OBS_NUM, NAN);
  r->obs.den = lmx_number(v, base + OBS_DEN, NAN);
  r->obs.n = lmx_number(v, base + OBS_N, NAN);
  r->obs.se = lmx_number(v, base + OBS_SE, NAN);
  r->obs.lower = r->obs.upper = NAN;
  r->obs.missing = LM_PRESENT;
  r->printed.decimals = -1;
  take_status(x, r, v, base + OBS_STATUS);
  check_one(x, r, v, base, false);
  if (lmx_has(v, base + OBS_PRINTED)) take_printed(x, r, v, base + OBS_PRINTED);
}

static void take_missing(lmx *x, reader *r, const lmx_values *v, int base) {
  r->obs.value = r->obs.num = r->obs.n = r->obs.se = NAN;
  r->obs.den = lmx_number(v, base + MISSING_DEN, NAN);
  r->obs.lower = lmx_number(v, base + MISSING_LOWER, NAN);
  r->obs.upper = lmx_number(v, base + MISSING_UPPER, NAN);
  r->obs.missing = (lm_missing)(lmx_word(v, base + MISSING_REASON, 0) + LM_SUPPRESSED);
  r->printed.decimals = -1;
  take_status(x, r, v, base + MISSING_STATUS);
  check_one(x, r, v, base, true);
}

static void begin_in_series(lmx *x, reader *r, const lmx_values *v, int source_attr) {
  r->obs_ok = r->series_ok;
  r->obs_indicator = r->indicator;
  r->obs_area = r->area;
  r->obs.flags = r->obs.note = 0;
  r->obs.document = r->document;
  r->obs.line = v->line;
  r->obs.source = lmx_scope_find_source(x, &r->scope, v, source_attr, r->series_source, &r->obs_ok);
}

static void begin_flat(lmx *x, reader *r, const lmx_values *v, int source_attr) {
  r->obs_ok = true;
  r->obs_indicator = lmx_scope_indicator(x, &r->scope, v, FLAT_INDICATOR);
  r->info = info_of(r, r->obs_indicator);
  r->sets |= r->info && r->info->set;
  r->obs_area = lmx_scope_find_area(x, &r->scope, v, FLAT_AREA, r->scope.area, &r->obs_ok);
  if (r->obs_indicator != LM_NO_NODE) r->obs_ok &= lmx_scope_unit(x, &r->scope, v, FLAT_UNIT, r->obs_indicator);
  r->obs.flags = r->obs.note = 0;
  r->obs.document = r->document;
  r->obs.line = v->line;
  r->obs.source = lmx_scope_find_source(x, &r->scope, v, source_attr, r->scope.source, &r->obs_ok);
}

static void obs_start(lmx *x, void *user, const lmx_values *v) {
  begin_in_series(x, user, v, OBS_SOURCE);
  take_obs(x, user, v, 0);
}

static void missing_start(lmx *x, void *user, const lmx_values *v) {
  begin_in_series(x, user, v, MISSING_SOURCE);
  take_missing(x, user, v, 0);
}

static void flat_obs_start(lmx *x, void *user, const lmx_values *v) {
  begin_flat(x, user, v, FLAT_COUNT + OBS_SOURCE);
  take_obs(x, user, v, FLAT_COUNT);
}

static void flat_missing_start(lmx *x, void *user, const lmx_values *v) {
  begin_flat(x, user, v, FLAT_COUNT + MISSING_SOURCE);
  take_missing(x, user, v, FLAT_COUNT);
}

static lm_status file(reader *r) {
  return r->filing ? lm_filing_add(r->filing, r->obs_indicator, r->obs_area, &r->obs)
                   : lm_panel_add(r->panel, r->obs_indicator, r->obs_area, &r->obs);
}

/* Into the panel; a value that another document brought is told with both places. */
static lm_status keep(lmx *x, reader *r) {
  lm_texts notes = lmx_texts(x, LMX_NOTE);
  if (notes.count && lm_panel_add_note(r->panel, &notes.item[0], &r->obs.note) != LM_OK) return LM_ENOMEM;
  lm_status status = file(r);
  if (status == LM_OK && r->printed.decimals >= 0)
    status = lm_panel_add_printed(r->panel, r->obs_indicator, r->obs_area, r->obs.period, &r->printed);
  if (status != LM_EINVAL) return status;
  const lm_obs *first = lm_panel_get(r->panel, r->obs_indicator, r->obs_area, r->obs.period);
  const lm_document *document = first ? lm_panel_document(r->panel, first->document) : NULL;
  lm_place other = {document ? document->file : NULL, first ? first->line : 0, 0};
  lmx_report_at(x, LM_V_DUPLICATE, lmx_place(x), NULL, NULL, other, (lmx_args){{0}});
  r->obs_ok = false;
  return LM_OK;
}

static bool is_wanted(const reader *r) {
  const uint32_t pair[] = {r->obs_indicator, r->obs_area};
  return r->info->set || lm_strmap_get(&r->wanted, (const char *)pair, sizeof pair) != LM_STRMAP_NONE;
}

/* The second pass: into the panel of what is checked as a whole. A duplicate has been told of: the first stays. */
static lm_status collect(reader *r) {
  if (!is_wanted(r)) return LM_OK;
  lm_status status = lm_panel_add(r->whole, r->obs_indicator, r->obs_area, &r->obs);
  if (status == LM_OK && r->printed.decimals >= 0)
    status = lm_panel_add_printed(r->whole, r->obs_indicator, r->obs_area, r->obs.period, &r->printed);
  return status == LM_ENOMEM ? LM_ENOMEM : LM_OK;
}

/* Handed on when the element is complete: notes stand inside it. */
static void obs_end(lmx *x, void *user) {
  reader *r = user;
  lm_status status = LM_OK;
  if (r->obs_ok && r->collecting) status = collect(r);
  if (r->obs_ok && r->panel) status = keep(x, r);
  if (r->obs_ok && r->found) status = r->found(r->user, r->obs_indicator, r->obs_area, &r->obs);
  if (status != LM_OK) lmx_stop(x, status);
  if (!r->obs_ok)
    r->totals.refused++;
  else if (r->obs.missing == LM_PRESENT)
    r->totals.observations++;
  else
    r->totals.missing++;
}

/* ---- printed differences ---- */

enum { FLAT_CHANGE_COUNT = FLAT_AREA + 1 };
enum { CHANGE_FROM, CHANGE_TO, CHANGE_PRINTED, CHANGE_UNIT };
#define CHANGE_ATTRS \
  {"from", LMX_PERIOD, true, NULL}, {"to", LMX_PERIOD, true, NULL}, {"printed", LMX_NUMBER, true, NULL}, {"unit", LMX_TEXT, false, NULL}
static const lmx_attr_def change_attrs[] = {CHANGE_ATTRS, END_OF_ATTRS};
static const lmx_attr_def flat_change_attrs[] = {{"indicator", LMX_ID, true, NULL}, {"area", LMX_ID, false, NULL}, CHANGE_ATTRS, END_OF_ATTRS};

static void take_change(lmx *x, reader *r, const lmx_values *v, int base, lm_bare_year bare) {
  lm_change *c = &r->change;
  r->change_ok &= lmx_period(x, v, base + CHANGE_FROM, bare, &c->from);
  r->change_ok &= lmx_period(x, v, base + CHANGE_TO, bare, &c->to);
  if (r->change_ok) r->change_ok = lmx_in_order(x, v, base + CHANGE_FROM, c->from, c->to);
  if (lmx_has(v, base + CHANGE_PRINTED)) c->printed = (lm_printed){v->at[base + CHANGE_PRINTED].number, lmx_decimals(&v->at[base + CHANGE_PRINTED])};
  c->unit = r->collecting ? NULL : lmx_string(x, v, base + CHANGE_UNIT, &r->scope.arena);
  c->document = r->document;
  c->line = v->line;
  r->change_ok &= !v->failed && c->indicator != LM_NO_NODE;
}

static void change_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->change = (lm_change){.indicator = r->indicator, .area = r->area};
  r->change_ok = r->series_ok;
  take_change(x, r, v, 0, r->bare);
}

static void flat_change_start(lmx *x, void *user, const lmx_values *v) {
  reader *r = user;
  r->change_ok = true;
  r->change = (lm_change){.indicator = lmx_scope_indicator(x, &r->scope, v, FLAT_INDICATOR)};
  r->change.area = lmx_scope_find_area(x, &r->scope, v, FLAT_AREA, r->scope.area, &r->change_ok);
  take_change(x, r, v, FLAT_CHANGE_COUNT, r->scope.bare);
}

/* Remembers that the second pass needs the values of that indicator and area. */
static bool want(reader *r) {
  const uint32_t pair[] = {r->change.indicator, r->change.area};
  if (lm_strmap_get(&r->wanted, (const char *)pair, sizeof pair) != LM_STRMAP_NONE) return true;
  const char *key = lm_arena_copy(&r->scope.arena, pair, sizeof pair);
  return key && lm_strmap_set(&r->wanted, key, sizeof pair, 0);
}

static void tell_change_twice(lmx *x, const reader *r, const lm_panel *panel) {
  const lm_change *first = lm_panel_change(panel, r->change.indicator, r->change.area, r->change.from, r->change.to);
  const lm_document *document = panel == r->panel ? lm_panel_document(panel, first->document) : NULL;
  lm_place place = lmx_place(x), other = {document ? document->file : place.file, first->line, 0};
  lmx_report_at(x, LM_V_CHANGE_TWICE, place, NULL, NULL, other, (lmx_args){{0}});
}

static void change_end(lmx *x, void *user) {
  reader *r = user;
  if (!r->change_ok || r->collecting || !r->whole) return; /* the first pass keeps them */
  r->change.notes = lmx_texts(x, LMX_NOTE);
  lm_status status = want(r) ? lm_panel_add_change(r->whole, &r->change) : LM_ENOMEM;
  if (status == LM_EINVAL) {
    tell_change_twice(x, r, r->whole);
    return;
  }
  if (status == LM_OK && r->panel) status = lm_panel_add_change(r->panel, &r->change);
  if (status == LM_EINVAL) tell_change_twice(x, r, r->panel);
  if (status == LM_ENOMEM) lmx_stop(x, LM_ENOMEM);
}

/* ---- the root ---- */

enum { VALUES_VERSION, VALUES_FICTIONAL, VALUES_YEARS, VALUES_AREA, VALUES_SOURCE };
static const lmx_attr_def values_attrs[] = {{"version", LMX_VERSION, true, NULL},
                                            {"fictional", LMX_WORD, false, lmx_boolean_words},
                                            {"years", LMX_WORD, false, lmx_years_words},
                                            {"area", LMX_ID, false, NULL},
                                            {"source", LMX_ID, false, NULL},
                                            END_OF_ATTRS};

static void values_start(lmx *x, void *user, const lmx_values *v) {
  lmx_scope_root(x, user, v, (lmx_root_attrs){VALUES_VERSION, VALUES_FICTIONAL, -1, VALUES_YEARS, VALUES_AREA, VALUES_SOURCE});
}

static void values_end(lmx *x, void *user) {
  const reader *r = user;
  if (r->totals.elements == 0) lmx_report(x, LM_V_NOTHING, NULL, -1, (lmx_args){{0}});
  lmx_scope_join_areas(x, user);
  lmx_scope_root_end(x, user);
}

/* ---- the table of elements ---- */

#define OBS_KEYS (1u << OBS_PERIOD)
#define FLAT_KEYS (1u << FLAT_INDICATOR | 1u << FLAT_AREA | 1u << (FLAT_COUNT + OBS_PERIOD))
static const lmx_element_def obs_element = {"obs", obs_attrs, lmx_note_only, OBS_KEYS, LMX_NO_SLOT, obs_start, obs_end};
static const lmx_element_def missing_element = {"missing", missing_attrs, lmx_note_only, OBS_KEYS, LMX_NO_SLOT, missing_start, obs_end};
static const lmx_element_def flat_obs_element = {"obs", flat_obs_attrs, lmx_note_only, FLAT_KEYS, LMX_NO_SLOT, flat_obs_start, obs_end};
static const lmx_element_def flat_missing_element = {"missing", flat_missing_attrs, lmx_note_only, FLAT_KEYS, LMX_NO_SLOT, flat_missing_start, obs_end};
static const lmx_element_def change_element = {"change", change_attrs, lmx_note_only, 1u << CHANGE_FROM | 1u << CHANGE_TO, LMX_NO_SLOT, change_start, change_end};
static const lmx_element_def flat_change_element = {
    "change", flat_change_attrs, lmx_note_only, 1u << FLAT_INDICATOR | 1u << FLAT_AREA | 3u << FLAT_CHANGE_COUNT, LMX_NO_SLOT, flat_change_start, change_end};
static const lmx_element_def *const series_children[] = {&obs_element, &missing_element, &change_element, &lmx_note, &lmx_oddity, NULL};
static const lmx_element_def series_element = {"series", series_attrs, series_children, 1u << SERIES_INDICATOR | 1u << SERIES_AREA, LMX_NO_SLOT,
                                               series_start, NULL};
static const lmx_element_def *const values_children[] = {&flat_obs_element, &flat_missing_element, &series_element, &flat_change_element,
                                                         &lmx_scope_area,   &lmx_scope_source,     &lmx_title,      &lmx_note,            &lmx_oddity, NULL};
static const lmx_element_def values_element = {"values", values_attrs, values_children, 0, LMX_NO_SLOT, values_start, values_end};

const lmx_document_def lmx_values_document = {LM_DOC_VALUES, "urn:logicmodel:values:1", &values_element, "1.2"};

/* ---- passes ---- */

/* Reads the document once more, silently, for the first line of every duplicate. */
static void find_first_lines(reader *first, const lm_input *input) {
  reader second = {.scope = {.model = first->scope.model, .areas = first->scope.areas, .keep_source = keep_source},
                   .duplicates = {first->duplicates.item, first->duplicates.count, 0}};
  bool ok = true;
  for (size_t i = 0; ok && i < second.duplicates.count; i++) {
    const char *key = (const char *)&second.duplicates.item[i].is;
    if (lm_strmap_get(&second.firsts, key, sizeof(identity)) == LM_STRMAP_NONE)
      ok = lm_strmap_set(&second.firsts, key, sizeof(identity), (uint32_t)i);
  }
  second.firsts_left = second.firsts.count;
  if (ok) lmx_run(input, &lmx_values_document, &second, NULL);
  for (size_t i = 0; ok && i < second.duplicates.count; i++) {
    duplicate *d = &second.duplicates.item[i];
    d->first = second.duplicates.item[lm_strmap_get(&second.firsts, (const char *)&d->is, sizeof d->is)].first;
    d->first.file = d->place.file; /* the name belongs to the caller; the pass is over */
  }
  lm_strmap_clear(&second.firsts);
  lmx_scope_clear(&second.scope);
}

static void tell_duplicates(const reader *r, lm_diags *diags) {
  for (size_t i = 0; i < r->duplicates.count; i++) {
    const duplicate *d = &r->duplicates.item[i];
    lm_finding finding = {.code = LM_V_DUPLICATE, .place = d->place, .other = d->first, .path = d->path};
    lm_diags_add(diags, &finding);
  }
  for (size_t i = 0; i < r->more_duplicates; i++) lm_diags_add(diags, &(lm_finding){.code = LM_V_DUPLICATE}); /* counted, not kept */
}

/* Reads the document once more, silently, for the values that its changes and sets of answers need, and checks those. Few documents need it, so
   the others pay nothing. */
static lm_status check_whole(const reader *first, const lm_input *input, lm_diags *diags) {
  if (!first->sets && lm_panel_change_count(first->whole) == 0) return LM_OK;
  reader second = {.scope = {.model = first->scope.model, .areas = first->scope.areas, .keep_source = keep_source},
                   .whole = first->whole,
                   .wanted = first->wanted,
                   .collecting = true};
  lm_status status = lmx_run(input, &lmx_values_document, &second, NULL);
  if (status == LM_OK) status = lm_panel_seal(first->whole);
  if (status == LM_OK) status = lm_values_recheck(first->whole, first->scope.model, first->scope.areas, first->scope.document.file, diags);
  lmx_scope_clear(&second.scope);
  return status == LM_ENOMEM ? LM_ENOMEM : LM_OK;
}

/* The first pass. What it finds twice in the document does not go to the panel, so only another document can have brought a value of that kind. */
static lm_status pass(reader *r, const lm_input *input, lm_diags *diags) {
  if (r->panel && lm_panel_is_empty(r->panel) && !(r->filing = lm_filing_new(r->panel, input->threads))) return LM_ENOMEM;
  lm_status status = lmx_run(input, &lmx_values_document, r, diags), filed = lm_filing_close(r->filing);
  r->filing = NULL;
  return filed == LM_OK ? status : filed;
}

static lm_status run(reader *r, const lm_input *input, lm_scan_totals *totals, lm_diags *diags) {
  r->scope.keep_source = keep_source;
  r->seen = lm_seen_new();
  if (!r->seen || lm_panel_new(&r->whole) != LM_OK) return LM_ENOMEM;
  if (r->panel) r->document = (uint32_t)lm_panel_document_count(r->panel);
  lm_status status = pass(r, input, diags);
  r->scope.document.file = input->name ? input->name : input->path ? input->path : "-";
  if (r->panel && lm_panel_add_document(r->panel, &r->scope.document) != LM_OK) status = LM_ENOMEM;
  r->totals.series = lm_seen_series(r->seen);
  if (r->duplicates.count) {
    find_first_lines(r, input);
    tell_duplicates(r, diags);
  }
  if (status == LM_OK) status = check_whole(r, input, diags);
  if (totals) *totals = r->totals;
  return status;
}

static void release(reader *r) {
  lm_seen_free(r->seen);
  lm_panel_free(r->whole);
  lm_strmap_clear(&r->wanted);
  free(r->duplicates.item);
  lmx_scope_clear(&r->scope);
}

lm_status lm_scan_values(const lm_input *input, const lm_model *model, lm_areas *areas, lm_obs_fn *found, void *user,
                         lm_scan_totals *totals, lm_diags *diags) {
  if (lmb_look_at(input) != LMB_LOOKS_XML) return lmt_read_values(input, model, areas, NULL, found, user, totals, diags);
  reader r = {.scope = {.model = model, .areas = areas}, .found = found, .user = user};
  lm_status status = run(&r, input, totals, diags);
  release(&r);
  return status;
}

lm_status lm_read_values(lm_panel *panel, const lm_input *input, const lm_model *model, lm_areas *areas, lm_scan_totals *totals,
                         lm_diags *diags) {
  if (lmb_look_at(input) != LMB_LOOKS_XML) return lmt_read_values(input, model, areas, panel, NULL, NULL, totals, diags);
  reader r = {.scope = {.model = model, .areas = areas}, .panel = panel};
  lm_status status = run(&r, input, totals, diags);
  release(&r);
  return status;
}
