/* diff.h: two models beside each other while they are compared. */
#ifndef LM_MODEL_DIFF_H
#define LM_MODEL_DIFF_H

#include "../base/arena.h"
#include "../base/strbuf.h"

#include <logicmodel/diff.h>

typedef enum lm_side { LM_BEFORE, LM_AFTER, LM_SIDES } lm_side;

/* One field of a thing. A thing of one sort always has the same lines in the same order, said or not, so that two can be laid beside each other. */
typedef struct lm_diff_line {
  lm_diff_field field;
  int lang;
  const char *part, *text;
} lm_diff_line;

typedef struct lm_diff_lines {
  lm_diff_line *item;
  size_t count, room;
} lm_diff_lines;

typedef struct lm_differ {
  const lm_model *model[LM_SIDES];
  lm_node *partner[LM_SIDES]; /* of a node: the same one in the other model; LM_NO_NODE none */
  lm_arena arena;             /* becomes that of the diff */
  lm_strbuf text;             /* scratch */
  bool failed;                /* memory */
} lm_differ;

/* "kind:id"; of a node that was renamed, its name now. "" for none. */
void lm_diff_add_name(lm_differ *d, lm_side side, lm_strbuf *to, lm_node node);
/* A copy that lives as long as the diff; NULL for NULL. */
const char *lm_diff_keep(lm_differ *d, const char *text);

/* The lines of one thing. diff_lines.c */
void lm_diff_model_lines(lm_differ *d, lm_side side, lm_diff_lines *to);
void lm_diff_source_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to);
void lm_diff_party_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to);
void lm_diff_tier_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to);
void lm_diff_scale_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to);
void lm_diff_node_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to);
void lm_diff_link_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to);
void lm_diff_sheet_lines(lm_differ *d, lm_side side, size_t index, lm_diff_lines *to);

#endif
