/* progress_bar.c: see progress_bar.h. */
#include "progress_bar.h"

#include <unistd.h>

#define CELLS 24

static bool wanted(const cli *c) {
  int fd = fileno(c->err);
  return !c->options.quiet && fd >= 0 && isatty(fd);
}

static bool second_passed(const cli_bar *bar) {
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return false;
  return now.tv_sec - bar->since.tv_sec > 1 || (now.tv_sec - bar->since.tv_sec == 1 && now.tv_nsec >= bar->since.tv_nsec);
}

void cli_bar_begin(cli_bar *bar, cli *c, cli_text what, size_t total) {
  *bar = (cli_bar){.c = c, .what = what, .total = total, .possible = wanted(c)};
  if (bar->possible && clock_gettime(CLOCK_MONOTONIC, &bar->since) != 0) bar->possible = false;
}

/* Drawn anew over itself: \r goes to the left, \033[K clears the rest of the line. */
static void draw(cli_bar *bar) {
  char done[24], total[24];
  const size_t filled = bar->done * CELLS / bar->total;
  snprintf(done, sizeof done, "%zu", bar->done);
  snprintf(total, sizeof total, "%zu", bar->total);
  fputs("\r[", bar->c->err);
  for (size_t i = 0; i < CELLS; i++) fputc(i < filled ? '#' : '.', bar->c->err);
  fputs("] ", bar->c->err);
  cli_say(bar->c->err, bar->c->lang, bar->what, done, total);
  fputs("\033[K", bar->c->err);
  fflush(bar->c->err);
  bar->shown = true;
}

void cli_bar_step(cli_bar *bar, size_t steps) {
  bar->done += steps;
  if (bar->possible && (bar->shown || second_passed(bar))) draw(bar);
}

void cli_bar_end(cli_bar *bar) {
  if (!bar->shown) return;
  fputs("\r\033[K", bar->c->err);
  fflush(bar->c->err);
  bar->shown = false;
}
