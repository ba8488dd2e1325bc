/* verdict.h: the columns of a verdict that is kept: names and values are those of the JSON of assess, without its labels. A new one is a migration
   of its own (ALTER TABLE verdict ADD COLUMN, and the views again) beside its row here. */
#ifndef LM_STORE_VERDICT_H
#define LM_STORE_VERDICT_H

#define LM_VERDICT_COLUMNS(X) \
  X(indicator, TEXT) X(area, TEXT) X(tier, TEXT) X(due, TEXT) X(due_date, TEXT) X(unit, TEXT) X(direction, TEXT) X(n, INTEGER) \
  X(suppressed, INTEGER) X(first_period, TEXT) X(last_period, TEXT) X(last_value, REAL) X(baseline_period, TEXT) X(baseline, REAL) \
  X(target_kind, TEXT) X(target, REAL) X(target_lower, REAL) X(target_upper, REAL) X(target_text, TEXT) X(gap, REAL) X(achievement, REAL) \
  X(elapsed, REAL) X(line_gap, REAL) X(needed_per_year, REAL) X(slope, REAL) X(slope_lo, REAL) X(slope_hi, REAL) X(ols_slope, REAL) \
  X(trend_p, REAL) X(slope_full, REAL) X(test2, TEXT) X(test2_p, REAL) X(test2_direction, INTEGER) X(projected, REAL) X(pi50_lo, REAL) \
  X(pi50_hi, REAL) X(pi80_lo, REAL) X(pi80_hi, REAL) X(pi95_lo, REAL) X(pi95_hi, REAL) X(p_reach, REAL) X(pace_ratio, REAL) X(status, TEXT) \
  X(point_status, TEXT) X(letter, TEXT) X(evidence, TEXT) X(reasons, TEXT) X(detectable, REAL) X(detectable_sampling, REAL) \
  X(next_period, TEXT) X(next_value_line, REAL) X(next_value_pace, REAL) X(visible_from, TEXT) X(status_best, TEXT) X(status_worst, TEXT) \
  X(methods, INTEGER) X(agree, INTEGER) X(stability, REAL) X(flips, TEXT) X(old_target, REAL) X(status_old_target, TEXT) X(target_per, TEXT) \
  X(units, INTEGER) X(units_judged, INTEGER) X(units_met, INTEGER) X(illustration, INTEGER) X(fictional, INTEGER)

#endif
