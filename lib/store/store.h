/* store.h: the insides of a store.

   Errors stick: after a statement failed, lm_sql gives NULL and everything else does nothing, so that a load is written without asking after every
   row; lm_store_take_failure asks once at its end. */
#ifndef LM_STORE_STORE_H
#define LM_STORE_STORE_H

#include "../base/arena.h"

#include <logicmodel/store.h>

#include <sqlite3.h>

/* Every statement that runs more than once. */
typedef enum lm_sql_name {
#define LM_SQL(name, text) name,
#include "statements.def"
#undef LM_SQL
  LM_SQL_COUNT
} lm_sql_name;

struct lm_store {
  sqlite3 *db;
  char *path;
  lm_diags *diags;
  int failed;  /* the first SQLite code that was none of OK, ROW and DONE since lm_store_take_failure */
  bool no_memory; /* of our own */
  bool unsure;    /* the end of a load failed, and may be on the disk all the same */
  sqlite3_stmt *statement[LM_SQL_COUNT];
};

/* The statement, reset and with nothing bound; NULL after a failure. */
sqlite3_stmt *lm_sql(lm_store *store, lm_sql_name name);
/* One row further; false at the end (the statement is reset) or after a failure. NULL: false. */
bool lm_sql_step(lm_store *store, sqlite3_stmt *statement);
/* Steps a statement that gives no rows. */
void lm_sql_run(lm_store *store, sqlite3_stmt *statement);
/* A statement that runs once in a long while. */
void lm_sql_exec(lm_store *store, const char *text);
/* The first column of the first row; `none` when there is no row, or NULL. */
int64_t lm_sql_whole(lm_store *store, sqlite3_stmt *statement, int64_t none);

void lm_bind_text(sqlite3_stmt *statement, int at, const char *text);   /* NULL: NULL; borrowed until the statement ran */
void lm_bind_number(sqlite3_stmt *statement, int at, double number);    /* NaN: NULL */
double lm_column_number(sqlite3_stmt *statement, int at);               /* NULL: NaN */
/* A copy in `arena`; NULL: NULL. */
const char *lm_column_text(lm_store *store, sqlite3_stmt *statement, int at, lm_arena *arena);

/* Status of what failed since the last call, told in a finding; LM_OK when nothing did. Statements in use are reset. */
lm_status lm_store_take_failure(lm_store *store);
bool lm_store_failed(const lm_store *store);
void lm_store_no_memory(lm_store *store);
/* A finding of the store itself. */
void lm_store_tell(const lm_store *store, lm_code code, const char *a0, const char *a1);
/* One whose arguments are the number of a load and its day. */
void lm_store_tell_load(lm_store *store, lm_code code, int64_t load);
/* An indicator or area that the store does not know, with ids that it does know. LM_ENOTFOUND; LM_EIO. */
lm_status lm_store_tell_unknown(lm_store *store, lm_sql_name all, const char *id);
/* LM_EINPUT, told: who or why is not one line of text. */
lm_status lm_store_check_info(const lm_store *store, const lm_load_info *info);

/* BEGIN IMMEDIATE and a new row in load; 0 after a failure. */
int64_t lm_store_begin(lm_store *store, const lm_load_info *info, const char *kind, int64_t undoes);
void lm_store_count(lm_store *store, int64_t load, const char *what, const lm_load_totals *totals);
lm_status lm_store_commit(lm_store *store);
void lm_store_rollback(lm_store *store);

int64_t lm_store_data_load(lm_store *store, int64_t as_of); /* lm_store_known; 0 also after a failure */

/* ---- kept.c: what the files of a load and the readers share ---- */

/* The columns document … note of an observation; `at` is the first. */
typedef struct lm_kept_obs {
  int64_t since, document, source, note;
  bool gone;
  lm_obs obs;
  lm_printed printed; /* decimals -1: none */
} lm_kept_obs;
void lm_bind_obs(sqlite3_stmt *statement, int at, const lm_kept_obs *kept);
void lm_column_obs(sqlite3_stmt *statement, int at, lm_kept_obs *kept);
/* Same value, bounds, counts, flags, reason and printed value; the source and the note may differ. */
bool lm_same_obs(const lm_kept_obs *a, const lm_kept_obs *b);
/* Equal, or both absent. */
bool lm_same_number(double a, double b);
bool lm_same_text(const char *a, const char *b);

/* "62.3", "suppressed (0–9)", "not-yet"; in `arena`. */
const char *lm_obs_text(const lm_obs *obs, lm_arena *arena);
/* "80", "10–20", "+5", "keep", …; in `arena`. */
const char *lm_target_text(const lm_target *target, lm_arena *arena);

/* What is kept of an area: in the order of the columns of SQL_AREA_NOW, SQL_AREA_PUT and SQL_AREAS_BETWEEN. */
typedef enum lm_area_field {
  LM_AREA_FIELD_LABEL_JA, LM_AREA_FIELD_LABEL_EN, LM_AREA_FIELD_KIND, LM_AREA_FIELD_WITHIN, LM_AREA_FIELD_CODE, LM_AREA_FIELD_FROM,
  LM_AREA_FIELD_TO, LM_AREA_FIELD_SUCCESSOR, LM_AREA_FIELD_COUNT
} lm_area_field;
/* Two spellings of a kind or a code are the same, and successors in another order; NULL: not said. */
bool lm_same_area_field(lm_area_field field, const char *one, const char *other);

/* A list of texts; 0: none. */
int64_t lm_keep_texts(lm_store *store, const lm_texts *texts);
lm_texts lm_kept_texts(lm_store *store, int64_t id, lm_arena *arena);
/* Titles of a source; NULL none. */
const char *lm_kept_source_title(lm_store *store, int64_t id, lm_arena *arena);

/* Of documents, as the store keeps them: by lm_doc_kind. load.c */
#define LM_STORE_DOCUMENT_KINDS (LM_DOC_PROGRESS + 1)
extern const char *const lm_store_document_words[LM_STORE_DOCUMENT_KINDS];

#endif
