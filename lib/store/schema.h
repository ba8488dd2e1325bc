/* schema.h: the tables of a store, by version. */
#ifndef LM_STORE_SCHEMA_H
#define LM_STORE_SCHEMA_H

#include <logicmodel/store.h>

enum { LM_STORE_APPLICATION = 0x6c6d7331 }; /* "lms1", at byte 68 of the file */

/* Step i brings a store from version i to i + 1; the newest version is their number. Statements, ended by
   NULL. */
extern const char *const *const lm_store_steps[];
extern const int lm_store_version;
extern const char *const lm_store_verdict_step[]; /* schema_verdicts.c */
extern const char *const lm_store_area_step[];    /* schema_areas.c */
extern const char *const lm_store_division_step[];
extern const char *const lm_store_brought_step[]; /* schema_brought.c */

#define LM_STORE_APPEND_ONLY(table) \
  "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table " BEGIN SELECT RAISE(ABORT, 'nothing in a store is overwritten'); END;", \
  "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table " BEGIN SELECT RAISE(ABORT, 'nothing in a store is deleted'); END;"

/* What the views of several steps have in common. */
#define LM_PERIOD_SQL(kind, period) \
  "CASE " kind " WHEN 0 THEN format('%04d'," period ") WHEN 1 THEN format('%04dFY'," period ")" \
  " WHEN 2 THEN format('%04d-H%d'," period "/2," period "%2+1) WHEN 3 THEN format('%04d-Q%d'," period "/4," period "%4+1)" \
  " WHEN 4 THEN format('%04d-%02d'," period "/12," period "%12+1) ELSE date(" period "*86400,'unixepoch') END"
#define LM_MISSING_SQL \
  "CASE missing WHEN 1 THEN 'suppressed' WHEN 2 THEN 'not-collected' WHEN 3 THEN 'not-yet' WHEN 4 THEN 'not-applicable' WHEN 5 THEN 'lost'" \
  " WHEN 6 THEN 'unknown' END"
#define LM_TARGET_KIND_SQL \
  "CASE t.kind WHEN 0 THEN 'value' WHEN 1 THEN 'range' WHEN 2 THEN 'change' WHEN 3 THEN 'keep' WHEN 4 THEN 'improve' WHEN 5 THEN 'text' END"
#define LM_NEWEST_SQL(alias, table, keys) "NOT EXISTS(SELECT 1 FROM " table " x WHERE " keys " AND x.since > " alias ".since)"

/* A table of things that are known from a load on: never changed, never deleted. What is known of a key as of a load is its last row up to that
   load; `gone` in that row: nothing. */
typedef struct lm_store_table {
  lm_what what;
  const char *name, *keys[6], *payload;
} lm_store_table;
extern const lm_store_table lm_store_tables[]; /* ended by name NULL */

#endif
