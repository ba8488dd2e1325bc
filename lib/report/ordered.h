/* ordered.h: a long list rendered by several threads and written in order. */
#ifndef LM_REPORT_ORDERED_H
#define LM_REPORT_ORDERED_H

#include "sink.h"

#include <logicmodel/judge.h>

typedef struct lm_ordered {
  unsigned threads; /* 0: as many as there are processors */
  size_t count;
  const void *user;
  /* Renders item i, from what nobody changes meanwhile. work belongs to the thread. */
  void (*render)(const void *user, lm_sink *to, lm_stats_work *work, size_t i);
} lm_ordered;

/* Failures of `sink` itself are kept there. */
lm_status lm_put_ordered(lm_sink *sink, const lm_ordered *list);

#endif
