/* options.h: the options of all commands. One row per option (options.c) gives parsing, usage and help. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "text.h"

#include <logicmodel/write.h>

/* Order of the rows. */
typedef enum cli_option {
  OPT_MODEL,
  OPT_VALUES,
  OPT_TARGETS,
  OPT_PROGRESS,
  OPT_NUMBERS,
  OPT_MAPPING,
  OPT_AREA,
  OPT_TIER,
  OPT_SCENE,
  OPT_INDICATOR,
  OPT_UNTIL,
  OPT_YEAR,
  OPT_ACCEPT_GOOD,
  OPT_FAIL_ON,
  OPT_FORMAT,
  OPT_LANG,
  OPT_OUTPUT,
  OPT_ALL,
  OPT_WIDTH,
  OPT_YEARS,
  OPT_EXCEL,
  OPT_NO_COLOUR,
  OPT_QUIET,
  OPT_AT,
  OPT_LEVEL,
  OPT_TABLE,
  OPT_RULES,
  OPT_AS,
  OPT_WITH,
  OPT_THREADS,
  OPT_STORE,
  OPT_AS_OF,
  OPT_DRY_RUN,
  OPT_REVISE,
  OPT_REASON,
  OPT_WHO,
  OPT_PERIOD,
  OPT_FROM,
  OPT_TO,
  OPT_INTO,
  OPT_SAVE,
  OPT_SINCE,
  OPT_SETTINGS,
  OPT_HELP,
  OPT_COUNT
} cli_option;
#define OPT_BIT(option) (UINT64_C(1) << (option))

/* Taken by every command that reads documents. */
#define OPT_COMMON                                                                                                             \
  (OPT_BIT(OPT_MODEL) | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_LANG) | OPT_BIT(OPT_OUTPUT) | OPT_BIT(OPT_ALL) | OPT_BIT(OPT_YEARS) | \
   OPT_BIT(OPT_WIDTH) | OPT_BIT(OPT_EXCEL) | OPT_BIT(OPT_NO_COLOUR) | OPT_BIT(OPT_QUIET) | OPT_BIT(OPT_HELP))
/* Documents, or the store they were loaded into. */
#define OPT_STORED (OPT_BIT(OPT_STORE) | OPT_BIT(OPT_AS_OF))
#define OPT_TABLES (OPT_BIT(OPT_NUMBERS) | OPT_BIT(OPT_MAPPING))
#define OPT_DATA (OPT_BIT(OPT_VALUES) | OPT_BIT(OPT_TARGETS) | OPT_BIT(OPT_PROGRESS) | OPT_TABLES)
#define OPT_QUESTION                                                                                                           \
  (OPT_DATA | OPT_STORED | OPT_BIT(OPT_AREA) | OPT_BIT(OPT_TIER) | OPT_BIT(OPT_SCENE) | OPT_BIT(OPT_INDICATOR) | OPT_BIT(OPT_UNTIL) |       \
   OPT_BIT(OPT_ACCEPT_GOOD) | OPT_BIT(OPT_THREADS))

/* Taken by the commands that read a CSV table and no model. */
#define OPT_PLAIN                                                                                                              \
  (OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_LANG) | OPT_BIT(OPT_OUTPUT) | OPT_BIT(OPT_ALL) | OPT_BIT(OPT_WIDTH) | OPT_BIT(OPT_EXCEL) | \
   OPT_BIT(OPT_NO_COLOUR) | OPT_BIT(OPT_QUIET) | OPT_BIT(OPT_HELP))

/* Strings given on the command line, in order; borrowed from argv. */
typedef struct cli_list {
  const char **item;
  size_t count;
} cli_list;

typedef struct cli_options {
  cli_list files; /* what is no option */
  cli_list values, targets, progress;
  const char *model, *area, *tier, *scene, *indicator, *output;
  int32_t until; /* last day; INT32_MAX: all */
  int32_t year;  /* 0 not given */
  lm_number_style numbers; /* of CSV files and workbooks */
  const char *mapping; /* NULL not given */
  lm_severity fail_on; /* check: the mildest finding that makes it fail */
  lm_format format;
  bool format_given;
  lm_lang lang;
  unsigned width; /* 0 not given */
  bool years_given;
  lm_years years;
  unsigned threads; /* 0 not given */
  double at[LM_SUMMARY_AT], level[LM_SUMMARY_AT]; /* of --at and --level */
  size_t at_count, level_count;
  const char *table; /* NULL not given */
  const char *as;    /* id of a sheet; NULL not given */
  cli_list with;     /* further models */
  const char *store, *as_of, *since, *reason, *who, *from, *to, *into, *settings; /* NULL not given */
  lm_period period;
  bool has_period, dry_run, revise, save;
  bool rules;
  bool all, excel, no_colour, quiet, accept_good, help;
} cli_options;

/* The language the user wants before options are read: --lang if it stands anywhere, else LANGUAGE, LC_ALL, LC_MESSAGES, LANG.
 */
lm_lang cli_language(int argc, char **argv);

/* Reads argv[0 … argc). Only options in `allowed`. What is wrong is said on `err`; returns an exit code (exit.h). Free the
 * result always. */
int cli_options_parse(cli_options *out, int argc, char **argv, uint64_t allowed, lm_lang lang, FILE *err);
void cli_options_free(cli_options *options);

/* The help lines of the options in `set`. */
void cli_options_help(FILE *to, uint64_t set, lm_lang lang);

#endif
