/* filing.c: see filing.h. A few batches go round: one is being filled, the others wait for the filing thread, in order. */
#include "filing.h"

#include "../base/parallel.h"

#include <pthread.h>
#include <stdlib.h>

enum { BATCHES = 4, BATCH = 512 }; /* small enough to stay in the cache until they are filed */

typedef struct filed {
  lm_node indicator;
  uint32_t area;
  lm_obs obs;
} filed;

typedef struct batch {
  size_t count;
  filed item[BATCH];
} batch;

struct lm_filing {
  lm_panel *panel;
  bool alone;   /* no thread may be started, or none is to be had */
  bool started;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  size_t given, done; /* batches */
  bool closing;
  lm_status status;
  batch batch[BATCHES];
};

lm_filing *lm_filing_new(lm_panel *panel, unsigned threads) {
  lm_filing *f = malloc(sizeof *f); /* not cleared: a small document touches one batch */
  if (!f) return NULL;
  f->panel = panel;
  f->alone = lm_parallel_threads(threads, 2) < 2;
  f->started = f->closing = false;
  f->given = f->done = f->batch[0].count = 0;
  f->status = LM_OK;
  return f;
}

static lm_status file(lm_panel *panel, batch *b) {
  lm_status status = LM_OK;
  for (size_t i = 0; i < b->count && status == LM_OK; i++)
    status = lm_panel_add(panel, b->item[i].indicator, b->item[i].area, &b->item[i].obs);
  b->count = 0;
  return status;
}

/* After a failure the batches are still taken, and dropped. */
static void *file_all(void *user) {
  lm_filing *f = user;
  pthread_mutex_lock(&f->lock);
  while (f->done < f->given || !f->closing) {
    if (f->done == f->given) {
      pthread_cond_wait(&f->changed, &f->lock);
      continue;
    }
    bool wanted = f->status == LM_OK;
    pthread_mutex_unlock(&f->lock);
    lm_status status = wanted ? file(f->panel, &f->batch[f->done % BATCHES]) : LM_OK; /* only this thread changes `done` */
    pthread_mutex_lock(&f->lock);
    if (status != LM_OK) f->status = status;
    f->done++;
    pthread_cond_signal(&f->changed);
  }
  pthread_mutex_unlock(&f->lock);
  return NULL;
}

static bool start(lm_filing *f) {
  if (pthread_mutex_init(&f->lock, NULL) != 0) return false;
  if (pthread_cond_init(&f->changed, NULL) == 0) {
    if (pthread_create(&f->thread, NULL, file_all, f) == 0) return true;
    pthread_cond_destroy(&f->changed);
  }
  pthread_mutex_destroy(&f->lock);
  return false;
}

/* Gives the batch that is filled to the thread, and waits until there is another to fill. */
static lm_status give(lm_filing *f) {
  pthread_mutex_lock(&f->lock);
  f->given++;
  pthread_cond_signal(&f->changed);
  while (f->given - f->done == BATCHES) pthread_cond_wait(&f->changed, &f->lock);
  lm_status status = f->status;
  pthread_mutex_unlock(&f->lock);
  f->batch[f->given % BATCHES].count = 0;
  return status;
}

static lm_status add(lm_filing *f, lm_node indicator, uint32_t area, const lm_obs *obs) {
  batch *b = &f->batch[f->given % BATCHES];
  b->item[b->count++] = (filed){indicator, area, *obs};
  if (b->count < BATCH) return LM_OK;
  if (!f->started) f->alone = !(f->started = start(f));
  return f->started ? give(f) : file(f->panel, b);
}

lm_status lm_filing_add(lm_filing *filing, lm_node indicator, uint32_t area, const lm_obs *obs) {
  return filing->alone ? lm_panel_add(filing->panel, indicator, area, obs) : add(filing, indicator, area, obs);
}

static lm_status finish(lm_filing *f) {
  pthread_mutex_lock(&f->lock);
  f->given++; /* what was filled last */
  f->closing = true;
  pthread_cond_signal(&f->changed);
  pthread_mutex_unlock(&f->lock);
  pthread_join(f->thread, NULL);
  pthread_cond_destroy(&f->changed);
  pthread_mutex_destroy(&f->lock);
  return f->status;
}

lm_status lm_filing_close(lm_filing *filing) {
  if (!filing) return LM_OK;
  lm_status status = filing->started ? finish(filing) : file(filing->panel, &filing->batch[0]);
  free(filing);
  return status;
}
