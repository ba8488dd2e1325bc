/* ordered.h: a long list rendered by several threads and written in order. */
#ifndef LM_REPORT_ORDERED_H
#define LM_REPORT_ORDERED_H

#include "../base/parallel.h"
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

/* The same for what comes in parts. `worker`, below LM_PARALLEL_MOST, says whose memory may be worked in: no two threads have the same. */
typedef struct lm_parts {
  unsigned threads;
  size_t count;
  void *user;
  lm_status (*render)(void *user, lm_sink *to, unsigned worker, size_t part);
} lm_parts;
lm_status lm_put_parts(lm_sink *sink, const lm_parts *parts);

#endif
