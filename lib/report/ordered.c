/* ordered.c: see ordered.h. Parts of the list go to sinks in memory, and from there in order to the one that was given. */
#include "ordered.h"

#include "../base/parallel.h"

#include <stdlib.h>

#define PART 128 /* items: some tens of kilobytes of CSV */

typedef struct ordered_run {
  const lm_ordered *list;
  lm_sink *to;
  lm_sink *part[LM_PARALLEL_MOST * LM_PARALLEL_AHEAD]; /* by slot */
  lm_stats_work *work[LM_PARALLEL_MOST];               /* by worker */
} ordered_run;

static void render_items(const lm_ordered *list, lm_sink *to, lm_stats_work *work, size_t first, size_t end) {
  for (size_t i = first; i < end; i++) list->render(list->user, to, work, i);
}

static lm_status make(void *user, unsigned worker, unsigned slot, size_t part) {
  ordered_run *run = user;
  size_t first = part * PART, end = first + PART < run->list->count ? first + PART : run->list->count;
  lm_sink_reset(run->part[slot]);
  render_items(run->list, run->part[slot], run->work[worker], first, end);
  return lm_sink_status(run->part[slot]);
}

static lm_status hand_on(void *user, unsigned slot, size_t part) {
  ordered_run *run = user;
  size_t size;
  const char *text = lm_sink_text(run->part[slot], &size);
  (void)part;
  lm_sink_bytes(run->to, text, size);
  return lm_sink_status(run->to);
}

static lm_status open_run(ordered_run *run, unsigned threads) {
  lm_status status = LM_OK;
  for (unsigned i = 0; i < threads; i++)
    if (!(run->work[i] = lm_stats_work_new())) return LM_ENOMEM;
  for (unsigned i = 0; i < lm_parallel_slots(threads) && threads > 1 && status == LM_OK; i++)
    status = lm_sink_to_memory(&run->part[i]);
  return status;
}

static void close_run(ordered_run *run, unsigned threads) {
  for (unsigned i = 0; i < threads; i++) lm_stats_work_free(run->work[i]);
  for (unsigned i = 0; i < lm_parallel_slots(threads); i++) lm_sink_close(run->part[i]);
}

lm_status lm_put_ordered(lm_sink *sink, const lm_ordered *list) {
  size_t parts = (list->count + PART - 1) / PART;
  unsigned threads = lm_parallel_threads(list->threads, parts);
  ordered_run run = {.list = list, .to = sink};
  const lm_parallel work = {.threads = threads, .parts = parts, .user = &run, .make = make, .hand_on = hand_on};
  lm_status status = open_run(&run, threads);
  if (status == LM_OK && threads > 1)
    status = lm_parallel_run(&work);
  else if (status == LM_OK)
    render_items(list, sink, run.work[0], 0, list->count);
  close_run(&run, threads);
  return status == LM_EIO ? LM_OK : status; /* a failure to write is told when the sink is closed */
}
