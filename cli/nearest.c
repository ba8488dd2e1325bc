/* nearest.c: see nearest.h. */
#include "nearest.h"

#include <string.h>

#define LONGEST 40

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* Levenshtein, one row; words longer than LONGEST are infinitely far. */
static size_t distance(const char *a, const char *b) {
  size_t la = strlen(a), lb = strlen(b), row[LONGEST + 1];
  if (la > LONGEST || lb > LONGEST) return LONGEST;
  for (size_t j = 0; j <= lb; j++) row[j] = j;
  for (size_t i = 1; i <= la; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= lb; j++) {
      size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
    }
  }
  return row[lb];
}

const char *cli_nearest(const char *given, const char *const *known, size_t count) {
  size_t length = strlen(given), best = length < 4 ? 2 : 3;
  const char *found = NULL;
  for (size_t i = 0; i < count; i++) {
    if (length >= 2 && strncmp(known[i], given, length) == 0) return known[i];
    size_t slips = distance(given, known[i]);
    if (slips >= best) continue;
    best = slips;
    found = known[i];
  }
  return found;
}
