/* close.h: comparing doubles in cmocka tests. cmocka 1.1.5's assert_float_equal casts to float and takes NaN for equal to anything.

   lm_assert_close(got, want, rel, abs, context) holds if |got - want| <= max(rel·|want|, abs). NaN equals NaN only, an infinity equals
   itself only. `context` is a text that says which case it is; file and line are those of the call. */
#ifndef LM_TEST_CLOSE_H
#define LM_TEST_CLOSE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline bool lm_close(double got, double want, double relative, double absolute) {
  if (isnan(got) || isnan(want)) return isnan(got) && isnan(want);
  if (isinf(got) || isinf(want)) return got == want;
  double slack = relative * fabs(want);
  return fabs(got - want) <= (slack > absolute ? slack : absolute);
}

static inline void lm_check_close(double got, double want, double relative, double absolute, const char *context, const char *file,
                                  int line) {
  if (lm_close(got, want, relative, absolute)) return;
  print_error("%s: got %.17g, want %.17g, off by %.3g (allowed: relative %.3g, absolute %.3g)\n", context, got, want, got - want,
              relative, absolute);
  _fail(file, line);
}

#define lm_assert_close(got, want, relative, absolute, context)                                                                       \
  lm_check_close((got), (want), (relative), (absolute), (context), __FILE__, __LINE__)

#endif
