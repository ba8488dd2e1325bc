/* listed.c: see listed.h. */
#include "listed.h"

#include "exit.h"

#include <stdio.h>
#include <string.h>

static lm_status write_rows(lm_sink *sink, const void *what, const lm_view *view) { return lm_write_store_rows(sink, what, view); }

/* What was before an area has other ids: nobody should think that there is nothing. */
static void say_followed(cli *c, const lm_areas *areas) {
  char ids[256] = "";
  size_t used = 0;
  const uint32_t area = lm_areas_named(areas, c->options.area);
  for (size_t n = 0; lm_areas_before(areas, area, n) != LM_NO_AREA; n++) {
    const char *id = lm_areas_at(areas, lm_areas_before(areas, area, n))->id;
    if (used + strlen(id) + 3 > sizeof ids) break;
    used += (size_t)snprintf(ids + used, sizeof ids - used, "%s%s", n ? ", " : "", id);
  }
  if (used) cli_say(c->err, c->lang, T_FOLLOWED, c->options.area, ids);
}

static int list(cli *c, const cli_stored *stored, lm_what what, bool history) {
  const cli_options *o = &c->options;
  char period[48];
  lm_areas *areas;
  lm_status status = cli_stored_area(&areas, c, stored->store, stored->as_of, stored->diags);
  lm_store_filter filter = {.what = what, .indicator = o->indicator, .area = o->area, .when = o->tier, .history = history, .as_of = stored->as_of};
  if (o->has_period) filter.when = lm_period_format(o->period, period, sizeof period);
  lm_store_rows *rows = NULL;
  if (status == LM_OK) status = lm_store_list(&rows, stored->store, &filter);
  int code = cli_stored_code(c, stored, status);
  if (code == CLI_OK) code = cli_output(c, write_rows, rows);
  if (code == CLI_OK && areas && !o->quiet) say_followed(c, areas);
  lm_store_rows_free(rows);
  lm_areas_free(areas);
  return code;
}

int cli_list_rows(cli *c, lm_what what, bool history) {
  cli_stored stored;
  if (c->options.files.count) return cli_wrong(c, T_UNWANTED, c->options.files.item[0], NULL);
  int code = cli_stored_open(&stored, c, LM_STORE_READ);
  if (code == CLI_OK) code = list(c, &stored, what, history);
  cli_stored_free(&stored);
  return code;
}
