/* json.h: a JSON emitter. It cannot write an invalid document: strings are repaired to valid UTF-8, numbers that are none
   become null. Indented by two blanks; names in the order written. `name` is NULL inside arrays and at the top.

   The same calls can write rows of CSV instead (lm_json_as_rows): one row per value, so that the two can never differ. */
#ifndef LM_REPORT_JSON_H
#define LM_REPORT_JSON_H

#include "sink.h"

#define LM_JSON_DEPTH 16
#define LM_JSON_ITEM  200 /* bytes of a name of an item, NUL included */

typedef struct lm_json {
  lm_sink *sink;
  unsigned depth;
  struct {
    char end;
    bool some;
    const char *name; /* as given: has to outlive what is in it */
    size_t count;     /* of an array: members begun */
  } level[LM_JSON_DEPTH];
  bool rows, excel;
  char item[LM_JSON_ITEM];
} lm_json;

lm_json lm_json_to(lm_sink *sink);
/* Rows "part,row,item,field,value" with their heading: part is the path to a list, row the number of its member from 1, item the first text of the
   member (its id), field the path inside it; what stands in no list has no row. Values that are null have none. `excel`: as in csv.h. rows.c */
lm_json lm_json_as_rows(lm_sink *sink, bool excel);
/* The same place as `json`, an open array or object of which `before` members are written, continued in another sink. */
lm_json lm_json_item(const lm_json *json, lm_sink *sink, size_t before);
void lm_json_object(lm_json *json, const char *name);
void lm_json_array(lm_json *json, const char *name);
void lm_json_close(lm_json *json); /* the object or array opened last; at the top also ends the line */
void lm_json_text(lm_json *json, const char *name, const char *text); /* NULL: null */
void lm_json_number(lm_json *json, const char *name, double value);   /* shortest that reads back; NaN, infinity: null */
void lm_json_whole(lm_json *json, const char *name, int64_t value);
void lm_json_bool(lm_json *json, const char *name, bool value);
void lm_json_null(lm_json *json, const char *name);

/* ---- rows.c, for json.c ---- */

void lm_rows_open(lm_json *json, const char *name, char end);
void lm_rows_put(lm_json *json, const char *name, const char *text, bool is_text); /* NULL: null */

#endif
