/* slopes.c: order statistics of all pairwise slopes, without sorting them, and without listing them when there are many.

   The slope of rank k is the k-th smallest of the doubles (y[j] - y[i])/(t[j] - t[i]). Both ways below give that very double.

   Short series: all slopes are made. The wanted ranks are in the middle, so those in a window around the mean of a few far slopes are
   thrown into buckets of equal width, and a rank is searched in its bucket only. Where the window misses a rank, the same answer takes
   longer. The few slopes of eight points or less are sorted.

   Long series, O(n log n) expected, O(n) memory: with the points in order of t, the pairs that are out of order by y - c·t have slopes below
   c, so a merge sort counts them (Knight 1966 for Kendall's S; Cole, Salowe, Steiger & Szemerédi 1989 for slopes). A sample of slopes gives a
   c near the wanted rank; counting tells how many ranks it is off, and so a second c beyond the wanted rank. Going from the order at c
   to the order at the second, each exchange of neighbours is one pair whose slope lies between: only those slopes are made and searched.
   y - c·t is rounded, so the order can be wrong for pairs with slopes within `noise` of c. That cannot change the answer: one counts only if
   it keeps that distance from both ends, and then all pairs left out lie on the side they were counted on. If no such answer is found (so many
   slopes within rounding of each other, as on an exact line), passes over all pairs count slopes in ever finer classes, still in O(n)
   memory. */
#include "internal.h"

#include <math.h>
#include <string.h>

/* ---- counting by merge sort ---- */

#define RUN 6

static size_t sort_runs(stats_point *p, size_t n) {
  size_t inversions = 0;
  for (size_t start = 0; start < n; start += RUN) {
    size_t end = n - start < RUN ? n : start + RUN;
    for (size_t i = start + 1; i < end; i++) {
      stats_point v = p[i];
      size_t j = i;
      for (; j > start && p[j - 1].key > v.key; j--) p[j] = p[j - 1];
      p[j] = v;
      inversions += i - j;
    }
  }
  return inversions;
}

/* Merges without a branch on the data; what comes from the right passes all that is left on the left. Each step waits for the one before,
   so as many as the shorter run allows are made from both ends at once. */
static size_t merge(stats_point *restrict out, const stats_point *restrict left, size_t n_left, const stats_point *restrict right,
                    size_t n_right) {
  size_t inversions = 0, l = 0, r = 0, l_end = n_left, r_end = n_right, both = n_left < n_right ? n_left : n_right;
  stats_point *end = out + n_left + n_right;
  for (size_t i = 0; i < both; i++) {
    const stats_point *a = left + l, *b = right + r, *c = left + l_end - 1, *d = right + r_end - 1;
    size_t take = b->key < a->key, leave = d->key < c->key;
    *out++ = *(take ? b : a);
    *--end = *(leave ? c : d);
    inversions += ((n_left - l) & (0 - take)) + ((n_left - l_end) & (leave - 1));
    r += take, l += 1 - take, l_end -= leave, r_end -= 1 - leave;
  }
  while (l < l_end && r < r_end) {
    const stats_point *a = left + l, *b = right + r;
    size_t take = b->key < a->key;
    *out++ = *(take ? b : a);
    inversions += (n_left - l) & (0 - take);
    r += take, l += 1 - take;
  }
  memcpy(out, left + l, (l_end - l) * sizeof *out);
  memcpy(out + (l_end - l), right + r, (r_end - r) * sizeof *out);
  return inversions + (n_left - l) * (r_end - r);
}

size_t stats_sort_points(stats_point *p, stats_point *scratch, size_t n) {
  size_t inversions = sort_runs(p, n);
  stats_point *from = p, *to = scratch;
  for (size_t width = RUN; width < n; width *= 2) {
    for (size_t start = 0; start < n; start += 2 * width) {
      size_t n_left = n - start < width ? n - start : width, rest = n - start - n_left;
      inversions += merge(to + start, from + start, n_left, from + start + n_left, rest < width ? rest : width);
    }
    stats_point *swap = from;
    from = to, to = swap;
  }
  if (from != p) memcpy(p, from, n * sizeof *p);
  return inversions;
}

/* ---- pairs that rise, fall and are level ---- */

static bool in_order(stats_pairs *out, const double *t, const double *y, size_t n, stats_point *p, stats_point *scratch,
                     lm_stats_work *work) {
  out->t = t, out->y = y;
  if (stats_strictly_increasing(t, n)) return true;
  double *copy = stats_doubles(work, SLOT_T, 2 * n);
  if (!copy) return false;
  for (size_t i = 0; i < n; i++) p[i] = (stats_point){t[i], i};
  stats_sort_points(p, scratch, n);
  for (size_t i = 0; i < n; i++) copy[i] = p[i].key, copy[n + i] = y[p[i].at];
  for (size_t i = 0; i < n;) {
    size_t start = i;
    while (i < n && copy[i] == copy[start]) i++;
    if (i - start > 1) stats_sort(copy + n + start, i - start);
  }
  out->t = copy, out->y = copy + n;
  return true;
}

/* Pairs of equal t, and of equal t and y, each counted once. */
static void same_time(const stats_pairs *pairs, size_t n, size_t *same_t, size_t *same_both) {
  size_t run_t = 0, run_both = 0;
  for (size_t i = 1; i < n; i++) {
    bool t = pairs->t[i] == pairs->t[i - 1], both = t && pairs->y[i] == pairs->y[i - 1];
    run_t = t ? run_t + 1 : 0, run_both = both ? run_both + 1 : 0;
    *same_t += run_t, *same_both += run_both;
  }
}

bool stats_count_pairs(stats_pairs *out, const double *t, const double *y, size_t n, lm_stats_work *work) {
  *out = (stats_pairs){0};
  if (n > SIZE_MAX / n) return false;
  stats_point *p = stats_buffer(work, SLOT_POINTS, 2 * n, sizeof *p);
  double *sorted = stats_doubles(work, SLOT_Y, n);
  if (!p || !sorted || !in_order(out, t, y, n, p, p + n, work)) return false;
  for (size_t i = 0; i < n; i++) p[i] = (stats_point){out->y[i], i};
  out->falling = stats_sort_points(p, p + n, n);
  for (size_t i = 0; i < n; i++) sorted[i] = p[i].key;
  out->sorted_y = sorted;
  out->in_t = stats_count_ties(out->t, n), out->in_y = stats_count_ties(sorted, n);
  size_t same_t = 0, same_both = 0, level = 0, run = 0;
  same_time(out, n, &same_t, &same_both);
  for (size_t i = 1; i < n; i++) run = sorted[i] == sorted[i - 1] ? run + 1 : 0, level += run;
  out->level = level - same_both;
  out->count = n % 2 ? n * ((n - 1) / 2) : n / 2 * (n - 1);
  out->count -= same_t;
  return true;
}

/* ---- short series: a list, and a window in it ---- */

#define BUCKETS STATS_SLOPE_BUCKETS
#define SAMPLED 16 /* twos of slopes */
#define REACH 1.0

/* Where the middle ranks should be: REACH standard deviations on both sides of the mean of some slopes over half of the series. Sums are those
   of the differences from the first of them. Where the window lies decides how long a rank takes, not what it is. */
static bool place_window(stats_slopes *s, const double *t, const double *y, size_t n) {
  size_t gap = n / 2, step = 2 * ((n - gap) / (2 * SAMPLED) + 1), count = 0;
  double first = (y[gap] - y[0]) / (t[gap] - t[0]);
  stats_two firsts = {first, first}, sums = {0}, squares = {0};
  for (size_t i = 0; i + gap + 1 < n; i += step, count += 2) {
    stats_two off = (stats_two_of(y + i + gap) - stats_two_of(y + i)) / (stats_two_of(t + i + gap) - stats_two_of(t + i)) - firsts;
    sums += off, squares += off * off;
  }
  double mean = (sums[0] + sums[1]) / (double)count, square = (squares[0] + squares[1]) / (double)count;
  double reach = REACH * sqrt(square - mean * mean);
  s->low = first + mean - reach, s->high = first + mean + reach;
  return s->high > s->low && s->high - s->low <= STATS_MAX_ABS && BUCKETS / (s->high - s->low) <= STATS_MAX_ABS;
}

/* All pairs of points that stand d apart around a circle, for each d: the rows are as long as the series, and any two points meet once.
   Going back around turns both signs of a slope, which leaves it as it is. `t` and `y` hold the series and the start of it again, `from`
   the values of y alone and a NaN, for rows are walked by twos: what has no partner has no slope. Lists the slopes, and those of the
   window apart; no branch on the data. Both lists are written one entry too far. */
static void fill_around(stats_slopes *s, const double *restrict t, const double *restrict y, double *restrict from) {
  double *restrict slope = s->list, *restrict window = s->window;
  stats_two lows = {s->low, s->low}, highs = {s->high, s->high};
  stats_two_counts less = {0};
  size_t kept = 0, n = s->n;
  for (size_t d = 1; d <= n / 2; d++) {
    size_t pairs = 2 * d == n ? d : n;
    from[pairs] = NAN;
    for (size_t i = 0; i < pairs; i += 2) {
      stats_two v = (stats_two_of(y + i + d) - stats_two_of(from + i)) / (stats_two_of(t + i + d) - stats_two_of(t + i));
      stats_two_counts under = v < lows, inside = ~under & (v <= highs);
      memcpy(slope + i, &v, sizeof v);
      less -= under;
      window[kept] = v[0];
      kept -= (size_t)inside[0];
      window[kept] = v[1];
      kept -= (size_t)inside[1];
    }
    slope += pairs;
  }
  s->windowed = kept, s->below = (size_t)(less[0] + less[1]);
}

/* `scratch` has room for 4n + 3. */
static void fill_ordered(stats_slopes *s, const double *t, const double *y, size_t n, double *scratch) {
  size_t again = n / 2 + 1;
  double *twice_t = scratch, *twice_y = twice_t + n + again, *from = twice_y + n + again;
  memcpy(twice_t, t, n * sizeof *t), memcpy(twice_t + n, t, again * sizeof *t);
  memcpy(twice_y, y, n * sizeof *y), memcpy(twice_y + n, y, again * sizeof *y);
  memcpy(from, y, n * sizeof *y);
  fill_around(s, twice_t, twice_y, from);
  s->count = n * (n - 1) / 2;
}

static void fill_plain(stats_slopes *s, const double *t, const double *y, size_t n) {
  for (size_t i = 0; i + 1 < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      if (t[j] == t[i]) continue;
      s->list[s->count++] = (y[j] - y[i]) / (t[j] - t[i]);
    }
}

/* Which bucket of the window; monotonic in the slope. */
static void find_buckets(int *restrict bucket, const double *restrict slope, size_t count, double low, double scale) {
  for (size_t i = 0; i < count; i++) bucket[i] = (int)((slope[i] - low) * scale);
}

/* Moves the slopes of the window into their buckets. While they move, start[b + 1] is where the next of bucket b goes, and so, in the end,
   where b + 1 starts. */
static void scatter(stats_slopes *s, int *restrict bucket) {
  const double *restrict from = s->window;
  double *restrict to = s->window + s->windowed;
  unsigned before = 0;
  find_buckets(bucket, from, s->windowed, s->low, (BUCKETS - 1e-9) / (s->high - s->low)); /* below BUCKETS for `high` too */
  memset(s->start, 0, sizeof s->start);
  for (size_t i = 0; i < s->windowed; i++) s->start[bucket[i] + 2]++;
  for (size_t b = 2; b < BUCKETS + 2; b++) before += s->start[b], s->start[b] = before;
  for (size_t i = 0; i < s->windowed; i++) to[s->start[bucket[i] + 1]++] = from[i];
  s->window = to;
}

static bool open_short(stats_slopes *s, const double *t, const double *y, size_t n, lm_stats_work *work) {
  size_t most = n * (n - 1) / 2, room = most + 1;
  s->list = stats_doubles(work, SLOT_SLOPES, 3 * room + 4 * n); /* the list, the window, the window in buckets or scratch */
  int *bucket = stats_buffer(work, SLOT_COUNTS, most, sizeof *bucket);
  if (!s->list || !bucket) return false;
  s->sorted = most <= STATS_RANK_SORT;
  if (s->sorted || !stats_strictly_increasing(t, n)) {
    fill_plain(s, t, y, n);
    if (s->sorted) stats_rank_sort(s->list, s->count);
    return true;
  }
  s->window = s->list + room;
  bool placed = place_window(s, t, y, n);
  fill_ordered(s, t, y, n, s->window + room);
  if (placed) scatter(s, bucket);
  else s->windowed = 0;
  return true;
}

static double least_of(const double *x, size_t from, size_t to) {
  double least = x[from];
  for (size_t i = from + 1; i < to; i++) least = x[i] < least ? x[i] : least;
  return least;
}

/* Rank k of the window and the next. */
static void at_window(const stats_slopes *s, size_t k, double value[2]) {
  size_t b = 0;
  for (size_t half = BUCKETS / 2; half; half /= 2)
    if (s->start[b + half] <= k) b += half;
  size_t from = s->start[b], to = s->start[b + 1];
  stats_select(s->window + from, to - from, k - from);
  value[0] = s->window[k];
  if (k + 1 < to) value[1] = least_of(s->window, k + 1, to);
  if (k + 1 < to || k + 1 >= s->windowed) return;
  for (b++; s->start[b + 1] == to; b++) continue;
  value[1] = least_of(s->window, to, s->start[b + 1]);
}

static void at_short(const stats_slopes *s, size_t k, double value[2]) {
  size_t last = k + 1 < s->count ? k + 1 : k;
  if (!s->sorted && k >= s->below && last < s->below + s->windowed) {
    at_window(s, k - s->below, value);
    return;
  }
  if (!s->sorted) stats_select(s->list, s->count, k);
  value[0] = s->list[k];
  if (last > k) value[1] = s->sorted ? s->list[last] : least_of(s->list, last, s->count);
}

/* ---- long series: counting ---- */

#define STRIDES 4        /* sampled slopes per point */
#define LISTED_PER_POINT 16
#define ROUNDS 12

static double slope_of(const stats_slopes *s, size_t i, size_t j) {
  return (s->pairs.y[j] - s->pairs.y[i]) / (s->pairs.t[j] - s->pairs.t[i]);
}

/* Pairs i, i + d around a circle, for a few distances d: every pair would come up once, so all parts of the series have their share. */
static void draw_sample(stats_slopes *s) {
  size_t half = s->n / 2, n = s->n;
  s->sampled = 0;
  for (size_t q = 0; q < STRIDES; q++) {
    size_t d = 1 + (2 * q + 1) * half / (2 * STRIDES);
    for (size_t i = 0; i < n; i++) {
      size_t a = i + d < n ? i : i + d - n, b = i + d < n ? i + d : i;
      if (s->pairs.t[a] != s->pairs.t[b]) s->sample[s->sampled++] = slope_of(s, a, b);
    }
  }
}

/* The sampled slope of a rank. Ranks found before stay in their place, so each search is among those between two of them. */
static double sample_at(stats_slopes *s, size_t k) {
  size_t from = 0, to = s->sampled;
  for (size_t i = 0; i < s->placed; i++) {
    if (s->place[i] == k) return s->sample[k];
    if (s->place[i] < k && s->place[i] >= from) from = s->place[i] + 1;
    if (s->place[i] > k && s->place[i] < to) to = s->place[i];
  }
  stats_select(s->sample + from, to - from, k - from);
  if (s->placed < STATS_SLOPE_PLACES) s->place[s->placed++] = k;
  return s->sample[k];
}

static double noise(const stats_slopes *s, double c) { return isinf(c) ? 0 : s->noise_y + fabs(c) * s->noise_t; }

/* y - c·t from the middle of the series; the order of t when c is infinite. */
static double key_of(const stats_slopes *s, size_t i, double c) {
  double t = s->pairs.t[i] - s->middle_t;
  if (isinf(c)) return c > 0 ? -t : t;
  return (s->pairs.y[i] - s->middle_y) - c * t;
}

static size_t count_below(stats_slopes *s, double c) {
  for (size_t i = 0; i < s->n; i++) s->points[i] = (stats_point){key_of(s, i, c), i};
  return stats_sort_points(s->points, s->points + s->n, s->n);
}

/* From the order of the points to that at c: lists the slopes of the pairs that change places. False: too many. */
static bool list_between(stats_slopes *s, double c, bool up) {
  stats_point *p = s->points;
  for (size_t i = 0; i < s->n; i++) p[i].key = key_of(s, p[i].at, c);
  s->listed = 0;
  for (size_t i = 1; i < s->n; i++) {
    stats_point v = p[i];
    size_t j = i, listed = s->listed;
    for (; j > 0 && p[j - 1].key > v.key; j--) {
      size_t a = p[j - 1].at;
      s->list[listed] = slope_of(s, a, v.at);
      listed += up ? a < v.at : a > v.at;
      p[j] = p[j - 1];
    }
    p[j] = v;
    s->listed = listed;
    if (listed > s->n * LISTED_PER_POINT) return false;
  }
  return true;
}

static bool open_long(stats_slopes *s, const double *t, const double *y, size_t n, lm_stats_work *work) {
  if (n > SIZE_MAX / 64 / LISTED_PER_POINT || !stats_count_pairs(&s->pairs, t, y, n, work)) return false;
  s->count = s->pairs.count;
  s->points = stats_buffer(work, SLOT_POINTS, 2 * n, sizeof *s->points);
  s->sample = stats_doubles(work, SLOT_SAMPLE, STRIDES * n);
  s->list = stats_doubles(work, SLOT_SLOPES, (LISTED_PER_POINT + 1) * n);
  s->class_counts = stats_buffer(work, SLOT_COUNTS, STATS_SLOPE_CLASSES, sizeof *s->class_counts);
  if (!s->points || !s->sample || !s->list || !s->class_counts) return false;
  s->middle_t = s->pairs.t[n / 2], s->middle_y = s->pairs.y[n / 2];
  double gap = INFINITY, reach_y = s->pairs.sorted_y[n - 1] - s->pairs.sorted_y[0], reach_t = s->pairs.t[n - 1] - s->pairs.t[0];
  for (size_t i = 1; i < n; i++) {
    double d = s->pairs.t[i] - s->pairs.t[i - 1];
    gap = d > 0 && d < gap ? d : gap;
  }
  /* Keys are off by at most 2^-51·(reach of y + |c|·reach of t), and slopes by 2^-51 of themselves; twice that over the least gap. */
  s->noise_y = ldexp(reach_y, -49) / gap, s->noise_t = ldexp(reach_t, -49) / gap;
  s->countable = s->noise_y > 1e-290 && s->noise_y < 1e290 && s->noise_t < 1 && reach_t > 1e-290 && reach_t < 1e290;
  draw_sample(s);
  return true;
}

/* Ranks wanted, first and last (the same or the next), all slopes of which have the sign `sign`. */
typedef struct wanted {
  size_t first, last;
  int sign;
} wanted;

/* A c just below or above a sampled slope, but on the right side of 0, where ties may be many. */
static double beside(const stats_slopes *s, double slope, bool above, int sign) {
  double c = slope + (above ? 2 : -2) * noise(s, slope), edge = 2 * noise(s, 0);
  if (sign > 0 && c < edge) return edge;
  if (sign < 0 && c > -edge) return -edge;
  return c;
}

/* Takes the wanted ranks out of the list, if they are in it and keep their distance from its ends. `below`: pairs below the list. */
static bool take(stats_slopes *s, const wanted *w, size_t below, double low, double high, double value[2]) {
  if (w->first < below || w->last - below >= s->listed) return false;
  size_t k = w->first - below;
  stats_select(s->list, s->listed, k);
  value[0] = s->list[k];
  if (w->last > w->first) value[1] = least_of(s->list, k + 1, s->listed);
  double last = w->last > w->first ? value[1] : value[0];
  return value[0] >= low + noise(s, low) && last <= high - noise(s, high);
}

static bool search(stats_slopes *s, const wanted *w, double value[2]) {
  if (!s->countable || s->sampled == 0) return false;
  double m = (double)s->sampled, per_sample = (double)s->count / m, position = (double)w->first / per_sample;
  for (int round = 0; round < ROUNDS; round++) {
    position = position < 0 ? 0 : position > m - 1 ? m - 1 : position;
    double c = beside(s, sample_at(s, (size_t)position), false, w->sign);
    if (!(fabs(c) <= STATS_MAX_ABS)) return false;
    size_t below = count_below(s, c);
    bool up = w->first >= below;
    double off = (up ? (double)(w->last - below) + 1 : (double)(below - w->first)) / per_sample;
    double width = off + 2.5 * sqrt(off) + 2 + 2 * round, far = up ? position + width : position - width;
    double centre = up ? position + off : position - off;
    if (!up && w->last >= below) {
      position -= 2 + round; /* c is between the two ranks */
      continue;
    }
    double end = far < 0 ? -INFINITY : far >= m ? INFINITY : sample_at(s, (size_t)far);
    if (!isinf(end)) end = beside(s, end, up, w->sign);
    if (isinf(end) && w->sign * end < 0) end = beside(s, 0, up, w->sign);
    bool near = width * per_sample < (double)s->n * LISTED_PER_POINT / 2 || off < 2;
    if (near && list_between(s, end, up)) {
      if (up && take(s, w, below, c, end, value)) return true;
      if (!up && take(s, w, below - s->listed, end, c, value)) return true;
      position = up ? position + off + 1 : position - off - 1;
    } else {
      s->crowded = c;
      if (off < 2) return false; /* too many slopes in a narrow place */
      position = centre;
    }
  }
  return false;
}

/* ---- long series: passes over all pairs ---- */

/* The order of doubles as that of whole numbers. -0 is 0. */
static uint64_t rank_key(double x) {
  uint64_t bits;
  x += 0.0;
  memcpy(&bits, &x, sizeof bits);
  return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double from_rank_key(uint64_t key) {
  uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~key;
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/* Equal t stand together, so the pairs with different t of a point are all after its group. */
static size_t after_group(const stats_slopes *s, size_t i) {
  size_t j = i + 1;
  while (j < s->n && s->pairs.t[j] == s->pairs.t[i]) j++;
  return j;
}

static void find_extremes(stats_slopes *s) {
  if (s->extremes_known) return;
  s->lowest = INFINITY, s->highest = -INFINITY;
  for (size_t i = 0; i < s->n; i++)
    for (size_t j = after_group(s, i); j < s->n; j++) {
      double slope = slope_of(s, i, j);
      s->lowest = slope < s->lowest ? slope : s->lowest;
      s->highest = slope > s->highest ? slope : s->highest;
    }
  s->extremes_known = true;
}

/* Counts the slopes between two keys by classes of 2^shift neighbouring doubles; returns how many are below. */
static size_t count_classes(stats_slopes *s, uint64_t low, uint64_t high, unsigned shift) {
  memset(s->class_counts, 0, STATS_SLOPE_CLASSES * sizeof *s->class_counts);
  double from = from_rank_key(low), to = from_rank_key(high);
  size_t below = 0;
  for (size_t i = 0; i < s->n; i++)
    for (size_t j = after_group(s, i); j < s->n; j++) {
      double slope = slope_of(s, i, j);
      below += slope < from;
      if (slope >= from && slope <= to) s->class_counts[(rank_key(slope) - low) >> shift]++;
    }
  return below;
}

static double next_above(const stats_slopes *s, double value) {
  double next = INFINITY;
  for (size_t i = 0; i < s->n; i++)
    for (size_t j = after_group(s, i); j < s->n; j++) {
      double slope = slope_of(s, i, j);
      next = slope > value && slope < next ? slope : next;
    }
  return next;
}

/* The slope of rank k if it is from `lowest` to `highest`; `common` keeps it, and the ranks of the slopes equal to it. */
static bool search_range(stats_slopes *s, size_t k, double lowest, double highest) {
  uint64_t low = rank_key(lowest), high = rank_key(highest);
  for (;;) {
    unsigned shift = 0;
    while ((high - low) >> shift >= STATS_SLOPE_CLASSES) shift++;
    size_t below = count_classes(s, low, high, shift), class = 0, classes = (size_t)((high - low) >> shift) + 1;
    if (below > k) return false;
    while (class < classes && below + s->class_counts[class] <= k) below += s->class_counts[class++];
    if (class == classes) return false;
    low += (uint64_t)class << shift;
    uint64_t last = low + ((UINT64_C(1) << shift) - 1);
    high = last < high ? last : high;
    s->common = from_rank_key(low), s->common_from = below, s->common_to = below + s->class_counts[class];
    if (low == high) return true;
  }
}

static void search_all(stats_slopes *s, const wanted *w, double value[2]) {
  if (w->first < s->common_from || w->first >= s->common_to) {
    double reach = 4 * noise(s, s->crowded);
    bool found = s->countable && search_range(s, w->first, s->crowded - reach, s->crowded + reach);
    if (!found) {
      find_extremes(s);
      search_range(s, w->first, s->lowest, s->highest);
    }
  }
  value[0] = s->common;
  if (w->last > w->first) value[1] = w->last < s->common_to ? s->common : next_above(s, s->common);
}

/* ---- both ---- */

static int sign_of_rank(const stats_slopes *s, size_t k) {
  return k < s->pairs.falling ? -1 : k < s->pairs.falling + s->pairs.level ? 0 : 1;
}

static void at_long(stats_slopes *s, size_t k, double value[2]) {
  size_t next = k + 1 < s->count ? k + 1 : k;
  int sign = sign_of_rank(s, k), sign_next = sign_of_rank(s, next);
  double one[2];
  if (sign == sign_next && sign) {
    wanted both = {k, next, sign};
    if (!search(s, &both, value)) search_all(s, &both, value);
    return;
  }
  wanted first = {k, k, sign}, second = {next, next, sign_next};
  value[0] = value[1] = 0; /* no search where the slope is exactly 0 */
  if (sign && !search(s, &first, value)) search_all(s, &first, value);
  if (!sign_next) return;
  if (!search(s, &second, one)) search_all(s, &second, one);
  value[1] = one[0];
}

bool stats_slopes_open(stats_slopes *s, const double *t, const double *y, size_t n, bool by_counting, lm_stats_work *work) {
  memset(s, 0, offsetof(stats_slopes, start)); /* the rest is filled when used */
  s->n = n, s->by_counting = by_counting;
  return by_counting ? open_long(s, t, y, n, work) : open_short(s, t, y, n, work);
}

void stats_slopes_sorted(stats_slopes *s, double *list, size_t count, size_t n) {
  s->n = n;
  s->count = count;
  s->by_counting = false;
  s->sorted = true;
  s->list = list;
}

void stats_slopes_at(stats_slopes *s, size_t k, double value[2]) {
  value[1] = NAN;
  if (s->by_counting) at_long(s, k, value);
  else at_short(s, k, value);
}
