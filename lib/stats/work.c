/* work.c: memory reused between calls. One growing buffer a purpose, so that no function can trample on its caller's. */
#include "internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void stats_work_init(lm_stats_work *work) {
  memset(work->buffer, 0, sizeof work->buffer);
  memset(work->bytes, 0, sizeof work->bytes);
  for (size_t i = 0; i < STATS_CRITICAL_SLOTS; i++) work->critical[i].level = 0;
  work->remembers = false;
}

void stats_work_clear(lm_stats_work *work) {
  for (size_t i = 0; i < SLOT_COUNT; i++) free(work->buffer[i]);
}

lm_stats_work *lm_stats_work_new(void) {
  lm_stats_work *work = malloc(sizeof *work);
  if (!work) return NULL;
  stats_work_init(work);
  work->remembers = true;
  work->sorting.n = 0;
  for (size_t i = 0; i < STATS_EXACT_SLOTS; i++) work->exact[i].key = 0;
  return work;
}

void lm_stats_work_free(lm_stats_work *work) {
  if (!work) return;
  stats_work_clear(work);
  free(work);
}

void *stats_buffer(lm_stats_work *work, stats_slot slot, size_t n, size_t size) {
  if (n > SIZE_MAX / 2 / size) return NULL;
  size_t need = n * size;
  if (work->buffer[slot] && work->bytes[slot] >= need) return work->buffer[slot];
  size_t bytes = need < 512 ? 512 : need + need / 2;
  void *fresh = malloc(bytes);
  if (!fresh) return NULL;
  free(work->buffer[slot]); /* old contents are never wanted: no realloc */
  work->buffer[slot] = fresh;
  work->bytes[slot] = bytes;
  return fresh;
}

double *stats_doubles(lm_stats_work *work, stats_slot slot, size_t n) {
  return stats_buffer(work, slot, n, sizeof(double));
}
