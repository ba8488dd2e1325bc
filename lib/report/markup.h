/* markup.h: the HTML that the parts of a report write, as a tree. Only what they write is understood: elements that are closed in order, five named
   entities, attributes in double quotes. Anything else is a mistake of ours, and LM_EINVAL. */
#ifndef LM_REPORT_MARKUP_H
#define LM_REPORT_MARKUP_H

#include "../base/arena.h"

#include <logicmodel/common.h>

typedef struct lm_attribute {
  const char *name, *value;
  struct lm_attribute *next;
} lm_attribute;

typedef struct lm_mark {
  const char *tag;  /* "" text */
  const char *text; /* of a text, entities replaced; else "" */
  lm_attribute *attributes;
  struct lm_mark *parent, *first, *last, *next;
} lm_mark;

/* All of `html` under one mark with the tag "body", which lives in `arena`. LM_EINVAL; LM_ENOMEM. */
lm_status lm_markup_read(lm_mark **out, const char *html, lm_arena *arena);
/* "" when it has no such attribute. */
const char *lm_mark_attribute(const lm_mark *mark, const char *name);
bool lm_mark_is(const lm_mark *mark, const char *tag);
bool lm_mark_has_class(const lm_mark *mark, const char *name);
/* The first one of this tag below `mark`, in the order of the text; NULL none. */
const lm_mark *lm_mark_find(const lm_mark *mark, const char *tag);

#endif
