/* json.h: a JSON emitter. It cannot write an invalid document: strings are repaired to valid UTF-8, numbers that are none
   become null. Indented by two blanks; names in the order written. `name` is NULL inside arrays and at the top. */
#ifndef LM_REPORT_JSON_H
#define LM_REPORT_JSON_H

#include "sink.h"

#define LM_JSON_DEPTH 16

typedef struct lm_json {
  lm_sink *sink;
  unsigned depth;
  struct {
    char end;
    bool some;
  } level[LM_JSON_DEPTH];
} lm_json;

lm_json lm_json_to(lm_sink *sink);
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

#endif
