/* Every allocation fails once: lm_assess says LM_ENOMEM, gives nothing out and loses nothing. Linked with --wrap for malloc,
 * calloc, realloc. */
#include "assess_world.h"

#include "../support/close.h"
#include "../support/fail_alloc.h"

#include <stdlib.h>

static void build(world *w) {
  world_start(w);
  world_tier(w, "2023", "2023-12-31");
  world_tier(w, "2027", "2027-12-31");
  world_node(w, LM_SCENE, "s", NULL, NULL);
  world_node(w, LM_OUTCOME, "early", "s", "2023");
  world_node(w, LM_OUTCOME, "late", "s", "2027");
  world_add_indicator(w, "i", &(world_indicator){0});
  world_measure(w, "early", "i");
  world_measure(w, "late", "i");
  world_contribute(w, "early", "late");
  world_values(w, "i", "a", "2019=5 2020=5 2021=7 2022=6 2023=9 2024=9"); /* ties: the exact test needs memory as well */
  world_values(w, "i", "b", "2019=50 2020=52 2021=51 2022=56 2023=58 2024=60");
  /* more values than the window, and masked ones to be tried at their bounds */
  world_values(w, "i", "c", "2015=3 2016=3 2017=4 2018=*0..9 2019=5 2020=5 2021=*0..9 2022=6 2023=9 2024=9");
  world_target(w, "i", "a", "2023", "8");
  world_target(w, "i", "c", "2023", "8");
  world_target(w, "i", "c", "2027", "12");
  world_target(w, "i", "b", "2027", "66");
  assert_int_equal(lm_panel_seal(w->panel), LM_OK);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  world w;
  lm_assessment *whole, *a;
  build(&w);
  assert_int_equal(lm_assess(&whole, w.model, w.areas, w.panel, w.targets, NULL, NULL), LM_OK);
  for (long n = 0; fail_alloc_round(n); n++) {
    a = whole;
    lm_status status = lm_assess(&a, w.model, w.areas, w.panel, w.targets, NULL, NULL);
    if (!fail_alloc_stop()) {
      assert_int_equal(status, LM_OK);
      lm_assessment_free(a);
      break;
    }
    assert_int_equal(status, LM_ENOMEM);
    assert_null(a);
  }
  lm_assessment_free(whole);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
