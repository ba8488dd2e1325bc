/* parallel.c: see parallel.h. One lock over the counters; parts are large enough that it is hardly ever waited for. */
#include "parallel.h"

#include <pthread.h>
#include <unistd.h>

typedef struct parallel_run {
  const lm_parallel *work;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  unsigned workers; /* numbers given out */
  size_t next;      /* part to be made */
  size_t handed;    /* parts handed on */
  bool handing;     /* somebody is handing one on */
  bool made[LM_PARALLEL_MOST * LM_PARALLEL_AHEAD]; /* by slot: waits to be handed on */
  lm_status status;
} parallel_run;

unsigned lm_parallel_threads(unsigned asked, size_t parts) {
  long processors = asked > 0 ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);
  size_t threads = processors > 0 ? (size_t)processors : 1;
  if (threads > LM_PARALLEL_MOST) threads = LM_PARALLEL_MOST;
  if (threads > parts) threads = parts;
  return threads > 0 ? (unsigned)threads : 1;
}

static unsigned slot_of(const parallel_run *run, size_t part) {
  return (unsigned)(part % lm_parallel_slots(run->work->threads));
}

/* The lock is held before and after, not meanwhile. */
static void make_next(parallel_run *run, unsigned worker) {
  size_t part = run->next++;
  unsigned slot = slot_of(run, part);
  pthread_mutex_unlock(&run->lock);
  lm_status status = run->work->make(run->work->user, worker, slot, part);
  pthread_mutex_lock(&run->lock);
  run->made[slot] = true;
  if (status != LM_OK) run->status = status;
}

static void hand_on_next(parallel_run *run) {
  size_t part = run->handed;
  unsigned slot = slot_of(run, part);
  lm_status status = LM_OK;
  run->handing = true;
  pthread_mutex_unlock(&run->lock);
  if (run->work->hand_on) status = run->work->hand_on(run->work->user, slot, part);
  pthread_mutex_lock(&run->lock);
  run->handing = run->made[slot] = false;
  run->handed++;
  if (status != LM_OK) run->status = status;
}

/* Handing on comes first: it frees memory, and the other threads may be waiting for a slot. */
static void work_on(parallel_run *run) {
  size_t parts = run->work->parts, ahead = lm_parallel_slots(run->work->threads);
  pthread_mutex_lock(&run->lock);
  unsigned worker = run->workers++;
  while (run->status == LM_OK && run->handed < parts) {
    if (!run->handing && run->made[slot_of(run, run->handed)])
      hand_on_next(run);
    else if (run->next < parts && run->next < run->handed + ahead)
      make_next(run, worker);
    else {
      pthread_cond_wait(&run->changed, &run->lock);
      continue;
    }
    pthread_cond_broadcast(&run->changed);
  }
  pthread_mutex_unlock(&run->lock);
}

static void *start(void *run) {
  work_on(run);
  return NULL;
}

lm_status lm_parallel_run(const lm_parallel *work) {
  parallel_run run = {.work = work, .status = LM_OK};
  pthread_t thread[LM_PARALLEL_MOST];
  unsigned started = 0;
  if (pthread_mutex_init(&run.lock, NULL) != 0) return LM_ENOMEM;
  if (pthread_cond_init(&run.changed, NULL) != 0) {
    pthread_mutex_destroy(&run.lock);
    return LM_ENOMEM;
  }
  while (started + 1 < work->threads && pthread_create(&thread[started], NULL, start, &run) == 0) started++;
  work_on(&run);
  while (started > 0) pthread_join(thread[--started], NULL);
  pthread_cond_destroy(&run.changed);
  pthread_mutex_destroy(&run.lock);
  return run.status;
}
