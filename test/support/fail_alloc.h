/* fail_alloc.h: the n-th allocation fails. For a test program linked with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc; included once.

   for (long n = 0; fail_alloc_round(n); n++) { … }   runs the body with the n-th allocation failing, until one round got through without. */
#ifndef LM_TEST_FAIL_ALLOC_H
#define LM_TEST_FAIL_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

static long fail_alloc_left = -1; /* allocations that still succeed; -1: all do */
static bool fail_alloc_happened = true;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static inline bool fail_alloc_now(void) {
  if (fail_alloc_left < 0 || fail_alloc_left-- > 0) return false;
  fail_alloc_happened = true;
  return true;
}

void *__wrap_malloc(size_t size) { return fail_alloc_now() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t count, size_t size) { return fail_alloc_now() ? NULL : __real_calloc(count, size); }
void *__wrap_realloc(void *old, size_t size) { return fail_alloc_now() ? NULL : __real_realloc(old, size); }

static inline bool fail_alloc_round(long n) {
  bool again = n == 0 || fail_alloc_happened;
  fail_alloc_left = again ? n : -1;
  fail_alloc_happened = false;
  return again;
}

/* From here on nothing fails; true if something did. */
static inline bool fail_alloc_stop(void) {
  fail_alloc_left = -1;
  return fail_alloc_happened;
}

#endif
