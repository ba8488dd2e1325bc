/* schema.h: the tables of a store, by version. */
#ifndef LM_STORE_SCHEMA_H
#define LM_STORE_SCHEMA_H

#include <stddef.h>

enum { LM_STORE_APPLICATION = 0x6c6d7331 }; /* "lms1", at byte 68 of the file */

/* Step i brings a store from version i to i + 1; the newest version is their number. Statements, ended by
   NULL. */
extern const char *const *const lm_store_steps[];
extern const int lm_store_version;
extern const char *const lm_store_verdict_step[]; /* schema_verdicts.c */
extern const char *const lm_store_area_step[];    /* schema_areas.c */
extern const char *const lm_store_division_step[];

#define LM_STORE_APPEND_ONLY(table) \
  "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table " BEGIN SELECT RAISE(ABORT, 'nothing in a store is overwritten'); END;", \
  "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table " BEGIN SELECT RAISE(ABORT, 'nothing in a store is deleted'); END;"

/* A table of things that are known from a load on: never changed, never deleted. What is known of a key as of a load is its last row up to that
   load; `gone` in that row: nothing. */
typedef struct lm_store_table {
  const char *name, *keys[6], *payload;
} lm_store_table;
extern const lm_store_table lm_store_tables[]; /* ended by name NULL */

#endif
