/* Parts made by several threads: each made once, handed on in order, errors told, any number of threads. */
#include "base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MOST_PARTS 500

typedef struct world {
  atomic_int made[MOST_PARTS];
  size_t slot[LM_PARALLEL_MOST * LM_PARALLEL_AHEAD], handed, fail_make, fail_hand;
  bool out_of_order;
} world;

static lm_status make(void *user, unsigned worker, unsigned slot, size_t part) {
  world *w = user;
  if (worker >= LM_PARALLEL_MOST) return LM_EINVAL;
  atomic_fetch_add(&w->made[part], 1);
  w->slot[slot] = part * part;
  return part == w->fail_make ? LM_ENOMEM : LM_OK;
}

static lm_status hand_on(void *user, unsigned slot, size_t part) {
  world *w = user;
  w->out_of_order = w->out_of_order || part != w->handed || w->slot[slot] != part * part;
  w->handed++;
  return part == w->fail_hand ? LM_EIO : LM_OK;
}

static lm_status run(world *w, unsigned threads, size_t parts, size_t fail_make, size_t fail_hand, bool hands_on) {
  *w = (world){.fail_make = fail_make, .fail_hand = fail_hand};
  return lm_parallel_run(&(lm_parallel){threads, parts, w, make, hands_on ? hand_on : NULL});
}

static void in_order_whatever_the_threads(void **state) {
  (void)state;
  static world w;
  for (unsigned threads = 1; threads <= 9; threads++)
    for (size_t parts = 0; parts <= MOST_PARTS; parts = parts * 3 + 1) {
      assert_int_equal(run(&w, threads, parts, SIZE_MAX, SIZE_MAX, true), LM_OK);
      assert_int_equal(w.handed, parts);
      assert_false(w.out_of_order);
      for (size_t i = 0; i < parts; i++) assert_int_equal(w.made[i], 1);
    }
}

static void nothing_to_hand_on(void **state) {
  (void)state;
  static world w;
  assert_int_equal(run(&w, 4, MOST_PARTS, SIZE_MAX, SIZE_MAX, false), LM_OK);
  for (size_t i = 0; i < MOST_PARTS; i++) assert_int_equal(w.made[i], 1);
}

static void failures_are_told_and_end_it(void **state) {
  (void)state;
  static world w;
  for (unsigned threads = 1; threads <= 4; threads++) {
    assert_int_equal(run(&w, threads, MOST_PARTS, 100, SIZE_MAX, true), LM_ENOMEM);
    assert_true(w.handed <= 101 + threads * LM_PARALLEL_AHEAD);
    assert_int_equal(run(&w, threads, MOST_PARTS, SIZE_MAX, 7, true), LM_EIO);
    assert_int_equal(w.handed, 8);
  }
}

static void threads_that_can_be_used(void **state) {
  (void)state;
  assert_int_equal(lm_parallel_threads(8, 3), 3);
  assert_int_equal(lm_parallel_threads(8, 0), 1);
  assert_int_equal(lm_parallel_threads(2, 100), 2);
  assert_int_equal(lm_parallel_threads(1000, 1000), LM_PARALLEL_MOST);
  assert_true(lm_parallel_threads(0, 1000) >= 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(in_order_whatever_the_threads), cmocka_unit_test(nothing_to_hand_on),
                                     cmocka_unit_test(failures_are_told_and_end_it), cmocka_unit_test(threads_that_can_be_used)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
