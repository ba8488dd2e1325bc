/* stored.c: see stored.h. */
#include "stored.h"

#include "exit.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* false: *wrong is what SOURCE_DATE_EPOCH says. */
static bool ask_clock(char at[24], const char **wrong) {
  const char *given = getenv("SOURCE_DATE_EPOCH");
  time_t now = time(NULL);
  if (given && *given) {
    char *end;
    now = (time_t)strtoll(given, &end, 10);
    *wrong = given;
    if (*end || *given < '0' || *given > '9') return false;
  }
  struct tm utc;
  *wrong = NULL;
  return gmtime_r(&now, &utc) && strftime(at, 24, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0;
}

bool cli_now(cli *c, char at[24]) {
  const char *wrong;
  if (ask_clock(at, &wrong)) return true;
  if (wrong) cli_wrong(c, T_BAD_CLOCK, wrong, NULL);
  return false;
}

/* The day that surely has come: that of the clock, in UTC, and one more, for where the sun rises first; or that of the last load. */
static bool last_day(lm_store *store, int32_t *day) {
  char at[24];
  const char *wrong;
  int32_t loaded;
  if (!ask_clock(at, &wrong) || !lm_day_parse(day, at, strlen("2026-04-01"))) return false;
  ++*day;
  if (lm_store_last_day(store, &loaded) != LM_OK) return false;
  if (loaded > *day) *day = loaded;
  return true;
}

void cli_note_future(const cli *c, lm_store *store) {
  const cli_options *o = &c->options;
  const char *const moment[] = {o->as_of, o->from, o->to}; /* --since: since.c */
  char text[48];
  int32_t last, day;
  if (o->quiet || !last_day(store, &last)) return;
  for (size_t i = 0; i < sizeof moment / sizeof *moment; i++)
    if (moment[i] && lm_day_parse(&day, moment[i], strlen(moment[i])) && day > last) cli_say(c->err, c->lang, T_FUTURE_DAY, moment[i], NULL);
  if (o->has_period && lm_period_start(o->period) > last)
    cli_say(c->err, c->lang, T_FUTURE_PERIOD, lm_period_format_in(o->period, c->lang, text, sizeof text), NULL);
}

const char *cli_save_options(const cli *c, char text[64]) {
  char day[16];
  *text = '\0';
  if (c->options.until != INT32_MAX) snprintf(text, 64, "until=%s", lm_day_format(c->options.until, day, sizeof day));
  return text;
}

static const char *login_name(void) {
  const struct passwd *user = getpwuid(geteuid());
  return user && user->pw_name ? user->pw_name : "?";
}

int cli_stored_code(cli *c, const cli_stored *stored, lm_status status) {
  const lm_diags *d = stored->diags; /* notes are for check to list */
  const bool worth = d && (lm_diags_count(d, LM_WARNING) > 0 || lm_diags_count(d, LM_ERROR) > 0);
  int printed = worth ? cli_print_findings(c, d) : CLI_OK;
  int code = cli_code(c, status);
  return code == CLI_OK ? printed : code;
}

int cli_stored_open(cli_stored *out, cli *c, lm_store_mode mode) {
  const cli_options *o = &c->options;
  *out = (cli_stored){.as_of = LM_LATEST};
  out->info = (lm_load_info){.at = out->at, .who = o->who ? o->who : login_name(), .why = o->reason, .revise = o->revise};
  if (!o->store) return cli_wrong(c, T_NO_STORE, NULL, NULL);
  if (mode == LM_STORE_WRITE && !cli_now(c, out->at)) return CLI_USAGE;
  lm_status status = lm_diags_new(&out->diags);
  if (status == LM_OK) status = lm_store_open(&out->store, o->store, mode, out->diags);
  if (status == LM_OK && o->as_of) status = lm_store_find_load(out->store, "--as-of", o->as_of, &out->as_of);
  if (status == LM_OK) cli_note_future(c, out->store);
  return status == LM_OK ? CLI_OK : cli_stored_code(c, out, status);
}

lm_status cli_stored_area(lm_areas **areas, cli *c, lm_store *store, int64_t as_of, lm_diags *diags) {
  uint32_t area;
  const char *text = c->options.area;
  *areas = NULL;
  if (!text) return LM_OK;
  lm_status status = lm_store_read_areas(areas, store, as_of);
  if (status != LM_OK || lm_areas_meant(*areas, text, NULL, 0) == 0) return status;
  status = lm_find_area(&area, *areas, text, diags);
  if (status == LM_OK) c->options.area = lm_areas_at(*areas, area)->id;
  return status;
}

void cli_stored_free(cli_stored *stored) {
  lm_store_close(stored->store);
  lm_diags_free(stored->diags);
}
