/* diag.h: findings about input, for people and programs.

   A finding says what (a stable code), where (file:line:column and element path), the value as given, the rule and the fix. Rule
   and fix are sentences of a table, in both languages, one row per code (codes.def); {0}…{4} in them are the
   finding's arguments, and a part in [] is left out when an argument in it is NULL. The collector keeps every finding up to LM_DIAG_KEEP per code and counts the rest, so a hostile file cannot
   fill the memory. */
#ifndef LOGICMODEL_DIAG_H
#define LOGICMODEL_DIAG_H

#include <logicmodel/common.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LM_DIAG_KEEP 10000
#define LM_DIAG_ARGS 5

typedef enum lm_severity { LM_NOTE, LM_WARNING, LM_ERROR, LM_SEVERITY_COUNT } lm_severity;

typedef enum lm_code {
#define LM_CODE(name, id, severity, origin, rule_en, rule_ja, fix_en, fix_ja) name,
#include <logicmodel/codes.def>
#undef LM_CODE
  LM_CODE_COUNT
} lm_code;

/* Which authority a code speaks for. SCHEMA: the XSD alone would refuse the document as well (a differential test proves it). */
typedef enum lm_code_origin { LM_BY_FILE, LM_BY_XML, LM_BY_SCHEMA, LM_BY_MEANING, LM_BY_LINT } lm_code_origin;

typedef struct lm_code_info {
  const char *id; /* "V301": stable, never reused */
  lm_severity severity;
  lm_code_origin origin;
  lm_text rule, fix; /* with {0}…{4} */
} lm_code_info;

/* The row of a code; NULL if out of range. */
LM_API const lm_code_info *lm_code_get(lm_code code);

/* A place in a file. line and column count from 1; 0 = not known. */
typedef struct lm_place {
  const char *file; /* NULL: no file */
  uint32_t line, column;
} lm_place;

typedef struct lm_finding {
  lm_code code;
  lm_place place;
  lm_place other;    /* a second place (the first of two duplicates); other.line == 0: none */
  const char *path;  /* element path with ids, or NULL */
  const char *value; /* as given, or NULL; shortened to 200 bytes on a character boundary */
  const char *arg[LM_DIAG_ARGS];
} lm_finding;

typedef struct lm_diags lm_diags;

LM_API lm_status lm_diags_new(lm_diags **out);
LM_API void lm_diags_free(lm_diags *diags);

/* Adds a copy of `finding` (all strings are copied; invalid UTF-8 and control characters become U+FFFD). diags may be NULL:
   nothing happens. Failing memory is remembered: lm_diags_no_memory. */
LM_API void lm_diags_add(lm_diags *diags, const lm_finding *finding);
/* A finding about a file: {0} is what the system says of `error`, an errno, in English, {1} in Japanese. */
LM_API void lm_diags_add_system(lm_diags *diags, lm_code code, const char *file, int error);
/* Both texts, with the name of the error behind: "No such file or directory (ENOENT)"; where only the C library has words for it, those. Not to be freed. */
LM_API lm_text lm_system_text(int error);
LM_API bool lm_diags_no_memory(const lm_diags *diags);

/* Findings kept, in the order they were added; index < lm_diags_kept. */
LM_API size_t lm_diags_kept(const lm_diags *diags);
LM_API const lm_finding *lm_diags_at(const lm_diags *diags, size_t index);
/* All findings of a severity, or of a code, the ones not kept included. */
LM_API size_t lm_diags_count(const lm_diags *diags, lm_severity severity);
LM_API size_t lm_diags_count_code(const lm_diags *diags, lm_code code);

/* Removes findings kept beyond the first `kept` and takes them off the counts; for a reader that tries and starts over. */
LM_API void lm_diags_rewind(lm_diags *diags, size_t kept);

/* The rule or the fix with its arguments filled in. Caller frees with free(). NULL when memory fails. */
LM_API char *lm_finding_sentence(const lm_finding *finding, bool fix, lm_lang lang);

#ifdef __cplusplus
}
#endif
#endif
