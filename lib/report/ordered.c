/* ordered.c: see ordered.h. Parts of the list go to sinks in memory, and from there in order to the one that was given. */
#include "ordered.h"

#include <stdlib.h>

#define PART 128 /* items: some tens of kilobytes of CSV */

/* ---- parts ---- */

typedef struct parts_run {
  const lm_parts *parts;
  lm_sink *to;
  lm_sink *part[LM_PARALLEL_MOST * LM_PARALLEL_AHEAD]; /* by slot */
} parts_run;

static lm_status make(void *user, unsigned worker, unsigned slot, size_t part) {
  parts_run *run = user;
  lm_sink_reset(run->part[slot]);
  lm_status status = run->parts->render(run->parts->user, run->part[slot], worker, part);
  return status == LM_OK ? lm_sink_status(run->part[slot]) : status;
}

static lm_status hand_on(void *user, unsigned slot, size_t part) {
  parts_run *run = user;
  size_t size;
  const char *text = lm_sink_text(run->part[slot], &size);
  (void)part;
  lm_sink_bytes(run->to, text, size);
  return lm_sink_status(run->to);
}

static lm_status put_together(parts_run *run, unsigned threads) {
  const lm_parallel work = {.threads = threads, .parts = run->parts->count, .user = run, .make = make, .hand_on = hand_on};
  lm_status status = LM_OK;
  for (unsigned i = 0; i < lm_parallel_slots(threads) && status == LM_OK; i++) status = lm_sink_to_memory(&run->part[i]);
  if (status == LM_OK) status = lm_parallel_run(&work);
  for (unsigned i = 0; i < lm_parallel_slots(threads); i++) lm_sink_close(run->part[i]);
  return status;
}

static lm_status put_alone(lm_sink *sink, const lm_parts *parts) {
  lm_status status = LM_OK;
  for (size_t i = 0; i < parts->count && status == LM_OK; i++) status = parts->render(parts->user, sink, 0, i);
  return status;
}

lm_status lm_put_parts(lm_sink *sink, const lm_parts *parts) {
  const unsigned threads = lm_parallel_threads(parts->threads, parts->count);
  parts_run run = {.parts = parts, .to = sink};
  lm_status status = threads > 1 ? put_together(&run, threads) : put_alone(sink, parts);
  return status == LM_EIO ? LM_OK : status; /* a failure to write is told when the sink is closed */
}

/* ---- items ---- */

typedef struct items_run {
  const lm_ordered *list;
  lm_stats_work *work[LM_PARALLEL_MOST]; /* by worker */
} items_run;

static lm_status render_items(void *user, lm_sink *to, unsigned worker, size_t part) {
  items_run *run = user;
  const lm_ordered *list = run->list;
  const size_t first = part * PART, end = first + PART < list->count ? first + PART : list->count;
  if (!run->work[worker] && !(run->work[worker] = lm_stats_work_new())) return LM_ENOMEM;
  for (size_t i = first; i < end; i++) list->render(list->user, to, run->work[worker], i);
  return LM_OK;
}

lm_status lm_put_ordered(lm_sink *sink, const lm_ordered *list) {
  items_run run = {.list = list};
  lm_status status = lm_put_parts(sink, &(lm_parts){list->threads, (list->count + PART - 1) / PART, &run, render_items});
  for (unsigned i = 0; i < LM_PARALLEL_MOST; i++) lm_stats_work_free(run.work[i]);
  return status;
}
