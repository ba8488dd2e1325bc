/* moments.c: days and numbers of loads, as people write them, to loads. */
#include "store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The day on which a load was made, into `arena`; NULL: there is no such load. */
static const char *day_of(lm_store *store, int64_t load, lm_arena *arena) {
  sqlite3_stmt *s = lm_sql(store, SQL_LOAD_AT);
  sqlite3_bind_int64(s, 1, load);
  const char *at = lm_sql_step(store, s) ? lm_column_text(store, s, 0, arena) : NULL;
  if (s) sqlite3_reset(s);
  return at ? lm_arena_strndup(arena, at, strcspn(at, "T")) : NULL;
}

void lm_store_tell_load(lm_store *store, lm_code code, int64_t load) {
  lm_arena arena = {0};
  char number[24];
  snprintf(number, sizeof number, "%" PRId64, load);
  lm_store_tell(store, code, number, day_of(store, load, &arena));
  lm_arena_clear(&arena);
}

/* The last load before the day after `day`, as the clocks of the loads begin. */
static int64_t last_by(lm_store *store, int32_t day) {
  char next[16];
  lm_day_format(day + 1, next, sizeof next);
  sqlite3_stmt *s = lm_sql(store, SQL_LOAD_BY);
  lm_bind_text(s, 1, next);
  return lm_sql_whole(store, s, 0);
}

static bool is_number(const char *text) { return *text && text[strspn(text, "0123456789")] == '\0'; }

static int64_t numbered(lm_store *store, const char *digits) {
  sqlite3_stmt *s = lm_sql(store, SQL_LOAD_THERE);
  sqlite3_bind_int64(s, 1, strtoll(digits, NULL, 10));
  return lm_sql_whole(store, s, 0);
}

lm_status lm_store_last_day(lm_store *store, int32_t *day) {
  lm_arena arena = {0};
  const char *text = day_of(store, lm_sql_whole(store, lm_sql(store, SQL_LOAD_LAST), 0), &arena);
  if (!text || !lm_day_parse(day, text, strlen(text))) *day = INT32_MIN;
  lm_arena_clear(&arena);
  return lm_store_take_failure(store);
}

/* What a text names; which day or load that is shows when the store is asked. */
typedef struct moment {
  const char *digits; /* of a load; NULL: a day */
  int32_t day;
  lm_code wrong; /* neither */
} moment;

static bool read_moment(moment *out, const char *text) {
  const char *digits = strncmp(text, "load:", 5) == 0 ? text + 5 : text;
  lm_period period;
  *out = (moment){.wrong = LM_D_NO_MOMENT};
  if (is_number(digits)) out->digits = digits;
  if (out->digits || lm_day_parse(&out->day, text, strlen(text))) return true;
  if (lm_period_parse(&period, text, strlen(text), LM_BARE_UNSAID, NULL) == LM_PERIOD_NO_SUCH_DATE) out->wrong = LM_M_NO_SUCH_DATE;
  return false;
}

static lm_status refuse(lm_store *store, const char *option, const char *text, lm_code code, const char *arg) {
  lm_diags_add(store->diags, &(lm_finding){.code = code, .path = option, .value = text, .arg = {arg}});
  return LM_ENOTFOUND;
}

static lm_status not_there(lm_store *store, const char *option, const char *text, const moment *m) {
  lm_arena arena = {0};
  char number[24] = "";
  const int64_t last = m->digits ? lm_sql_whole(store, lm_sql(store, SQL_LOAD_LAST), 0) : 0;
  const char *first = m->digits ? NULL : day_of(store, lm_sql_whole(store, lm_sql(store, SQL_LOAD_FIRST), 0), &arena);
  if (last) snprintf(number, sizeof number, "%" PRId64, last);
  lm_status status = lm_store_take_failure(store);
  if (status == LM_OK) status = refuse(store, option, text, m->digits ? LM_D_NO_LOAD : LM_D_TOO_EARLY, m->digits ? (last ? number : NULL) : first);
  lm_arena_clear(&arena);
  return status;
}

lm_status lm_store_find_load(lm_store *store, const char *option, const char *text, int64_t *load) {
  moment m;
  *load = 0;
  if (!read_moment(&m, text)) return refuse(store, option, text, m.wrong, text);
  *load = m.digits ? numbered(store, m.digits) : last_by(store, m.day);
  lm_status status = lm_store_take_failure(store);
  return status != LM_OK || *load > 0 ? status : not_there(store, option, text, &m);
}

/* Two days between which nothing was loaded are the same load, and can be the wrong way round all the same. */
static bool is_reversed(const char *from, const char *to, int64_t first, int64_t last) {
  moment a, b;
  const bool days = read_moment(&a, from) && read_moment(&b, to) && !a.digits && !b.digits;
  return days ? a.day > b.day : first > last;
}

lm_status lm_store_find_span(lm_store *store, const char *const option[2], const char *const text[2], int64_t load[2]) {
  lm_status status = lm_store_find_load(store, option[0], text[0], &load[0]);
  load[1] = LM_LATEST;
  if (status != LM_OK || !text[1]) return status;
  status = lm_store_find_load(store, option[1], text[1], &load[1]);
  if (status != LM_OK || !is_reversed(text[0], text[1], load[0], load[1])) return status;
  lm_diags_add(store->diags, &(lm_finding){.code = LM_D_REVERSED, .path = option[0], .value = text[0], .arg = {option[0], option[1], text[1]}});
  return LM_EINPUT;
}
