/* options.c: see options.h. A new option is a row here, its place in enum cli_option, and its case in set(). */
#include "options.h"

#include "exit.h"
#include "nearest.h"

#include <logicmodel/table.h>

#include <stdlib.h>
#include <string.h>

typedef struct cli_option_row {
  const char *name;
  char letter;   /* short form, or 0 */
  lm_text value; /* what stands behind it; NULL: nothing */
  lm_text help;
} cli_option_row;

/* clang-format off: one row per option */
static const cli_option_row rows[OPT_COUNT] = {
    [OPT_MODEL] = {"model", 'm', {{"FILE|NAME", "ファイル|名前"}}, {{"the model: a file, or the name of an installed one", "モデル(ファイル、または付属モデルの名前)"}}},
    [OPT_VALUES] = {"values", 'v', {{"FILE", "ファイル"}}, {{"yearly values; may be repeated", "値の文書(繰り返し可)"}}},
    [OPT_TARGETS] = {"targets", 't', {{"FILE", "ファイル"}}, {{"baselines and targets; may be repeated", "基準値と目標の文書(繰り返し可)"}}},
    [OPT_PROGRESS] = {"progress", 'p', {{"FILE", "ファイル"}}, {{"progress reported; may be repeated", "進捗の文書(繰り返し可)"}}},
    [OPT_NUMBERS] = {"numbers", 0, {{"plain|jp", "plain|jp"}}, {{"how CSV files and workbooks write numbers", "CSVや表計算ファイルの数値の書き方"}}},
    [OPT_MAPPING] = {"mapping", 0, {{"FILE", "ファイル"}}, {{"what the columns of a table mean", "表の列の意味を書いた対応表"}}},
    [OPT_AREA] = {"area", 0, {{"ID", "識別子"}}, {{"only this area (id, code or name)", "この地域だけ(識別子・コード・名前)"}}},
    [OPT_TIER] = {"tier", 0, {{"ID", "識別子"}}, {{"only this tier, such as 2027", "この達成時期だけ(2027 など)"}}},
    [OPT_SCENE] = {"scene", 0, {{"ID", "識別子"}}, {{"only this scene", "この場面だけ"}}},
    [OPT_INDICATOR] = {"indicator", 0, {{"ID", "識別子"}}, {{"only this indicator", "この指標だけ"}}},
    [OPT_UNTIL] = {"until", 0, {{"PERIOD", "期間"}}, {{"ignore what ends later, such as 2023FY", "これより後の値を無視(2023FY など)"}}},
    [OPT_YEAR] = {"year", 0, {{"YEAR", "年"}}, {{"the year of the form, such as 2025", "入力表の年(2025 など)"}}},
    [OPT_ACCEPT_GOOD] = {"accept-good", 0, {{NULL, NULL}}, {{"go on without the values that are refused", "不採用の値を除いて続行"}}},
    [OPT_FAIL_ON] = {"fail-on", 0, {{"SEVERITY", "重さ"}}, {{"exit code 1 from: note, warning or error", "終了コード1にする重さ: note, warning, error"}}},
    [OPT_FORMAT] = {"format", 'f', {{"FORMAT", "形式"}}, {{"form of the answer; see Formats", "出力の形式(「形式」を参照)"}}},
    [OPT_LANG] = {"lang", 0, {{"ja|en", "ja|en"}}, {{"language; else that of the environment", "言語(省略時は環境に従う)"}}},
    [OPT_OUTPUT] = {"output", 'o', {{"FILE", "ファイル"}}, {{"write there, all or nothing", "出力先(全部書けたときだけ置き換え)"}}},
    [OPT_ALL] = {"all", 'a', {{NULL, NULL}}, {{"shorten nothing", "省略せずに表示"}}},
    [OPT_WIDTH] = {"width", 'w', {{"COLUMNS", "桁数"}}, {{"width of text, 40 to 1000", "文字出力の幅(40〜1000)"}}},
    [OPT_YEARS] = {"years", 0, {{"STYLE", "書き方"}}, {{"years in Japanese: seireki, wareki, both", "年の書き方: seireki、wareki(和暦)、both"}}},
    [OPT_EXCEL] = {"excel", 0, {{NULL, NULL}}, {{"CSV that Excel opens ungarbled", "Excelで文字化けしないCSV"}}},
    [OPT_NO_COLOUR] = {"no-colour", 0, {{NULL, NULL}}, {{"no colours on the terminal", "端末の色を使わない"}}},
    [OPT_QUIET] = {"quiet", 'q', {{NULL, NULL}}, {{"no messages but errors", "誤り以外のメッセージを出さない"}}},
    [OPT_AT] = {"at", 0, {{"YEARS", "年"}}, {{"years to forecast for, such as 2027,2030,2040", "延長する年(2027,2030,2040 など)"}}},
    [OPT_LEVEL] = {"level", 0, {{"LEVELS", "信頼度"}}, {{"levels of intervals, such as 0.95,0.998", "区間の信頼度(0.95,0.998 など)"}}},
    [OPT_TABLE] = {"table", 0, {{"NAME", "名前"}}, {{"one table only; see above", "一つの表だけ(上の説明を参照)"}}},
    [OPT_RULES] = {"rules", 0, {{NULL, NULL}}, {{"list the rules with source and thresholds", "基準の一覧(出典と基準値)"}}},
    [OPT_THREADS] = {"threads", 0, {{"NUMBER", "数"}}, {{"threads, 1 to 64; the answer is the same", "並列数(1〜64、結果は変わらない)"}}},
    [OPT_AS] = {"as", 0, {{"SHEET|list", "帳票|list"}}, {{"in that form of the office; or list them", "帳票の形で出力(list で帳票の一覧)"}}},
    [OPT_WITH] = {"with", 0, {{"FILE|NAME", "ファイル|名前"}}, {{"a further model; may be repeated", "併せて読むモデル(繰り返し可)"}}},
    [OPT_STORE] = {"store", 's', {{"FILE", "ファイル"}}, {{"the store; instead of documents", "ストア(文書の代わり)"}}},
    [OPT_AS_OF] = {"as-of", 0, {{"DAY|load:N", "日|load:番号"}}, {{"what was known then, such as 2026-03-31", "その時点で分かっていたこと(2026-03-31 など)"}}},
    [OPT_DRY_RUN] = {"dry-run", 'n', {{NULL, NULL}}, {{"say what would happen, change nothing", "何が起きるかを示すだけで、何も変えない"}}},
    [OPT_REVISE] = {"revise", 0, {{NULL, NULL}}, {{"replace what differs; needs --reason", "違うものを置き換える(--reason が必要)"}}},
    [OPT_REASON] = {"reason", 0, {{"TEXT", "理由"}}, {{"why, for the history", "理由(履歴に残る)"}}},
    [OPT_WHO] = {"who", 0, {{"NAME", "名前"}}, {{"who does it; else the login name", "誰が行うか(省略時はログイン名)"}}},
    [OPT_PERIOD] = {"period", 0, {{"PERIOD", "期間"}}, {{"the period, such as 2024FY", "期間(2024FY など)"}}},
    [OPT_FROM] = {"from", 0, {{"DAY|load:N", "日|load:番号"}}, {{"known then", "この時点から"}}},
    [OPT_TO] = {"to", 0, {{"DAY|load:N", "日|load:番号"}}, {{"known then; else now", "この時点まで(省略時は今)"}}},
    [OPT_INTO] = {"into", 0, {{"FOLDER", "フォルダー"}}, {{"a report for every area, and an index, into it", "地域ごとの報告書と一覧の出力先フォルダー"}}},
    [OPT_SAVE] = {"save", 0, {{NULL, NULL}}, {{"keep the verdicts in the store", "判定をストアに残す"}}},
    [OPT_SETTINGS] = {"settings", 0, {{"FILE", "ファイル"}}, {{"how the report is to look", "報告書の体裁を書いた設定"}}},
    [OPT_SINCE] = {"since", 0, {{"DAY|load:N", "日|load:番号"}}, {{"what changed since then, of a store", "この時点からの変化(ストア)"}}},
    [OPT_HELP] = {"help", 'h', {{NULL, NULL}}, {{"this help", "この説明"}}},
};
/* clang-format on */

/* ---- language ---- */

static bool parse_lang(lm_lang *out, const char *word) {
  bool known = strcmp(word, "ja") == 0 || strcmp(word, "en") == 0;
  if (known) *out = word[0] == 'j' ? LM_JA : LM_EN;
  return known;
}

/* "ja", "ja_JP.UTF-8", "ja:en"; of a list the first that we know. */
static lm_lang lang_of(const char *locale) {
  for (const char *word = locale; word; word = strchr(word, ':')) {
    if (*word == ':') word++;
    if (strncmp(word, "ja", 2) == 0) return LM_JA;
    if (strncmp(word, "en", 2) == 0) return LM_EN;
  }
  return LM_EN;
}

lm_lang cli_language(int argc, char **argv) {
  static const char *const variable[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
  lm_lang lang;
  for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (strncmp(argv[i], "--lang=", 7) == 0 && parse_lang(&lang, argv[i] + 7)) return lang;
    if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc && parse_lang(&lang, argv[i + 1])) return lang;
  }
  for (size_t i = 0; i < sizeof variable / sizeof *variable; i++) {
    const char *locale = getenv(variable[i]);
    if (locale && *locale) return lang_of(locale);
  }
  return LM_EN;
}

/* ---- reading ---- */

typedef struct reader {
  cli_options *out;
  uint64_t allowed;
  lm_lang lang;
  FILE *err;
} reader;

static int wrong(const reader *r, cli_text text, const char *a0, const char *a1) {
  cli_say(r->err, r->lang, text, a0, a1);
  return CLI_USAGE;
}

/* A year outside of these is a slip of the hand: no figures are older than the eras of the calendar, no plan reaches further. */
enum { FIRST_YEAR = 1868, LAST_YEAR = 2199 };

static bool is_plausible(lm_period period) {
  return lm_period_start(period) >= lm_period_start((lm_period){LM_YEAR, FIRST_YEAR}) && lm_period_start(period) < lm_period_end((lm_period){LM_YEAR, LAST_YEAR});
}

static int wrong_year(const reader *r, const char *text) {
  char range[24];
  snprintf(range, sizeof range, r->lang == LM_JA ? "%d〜%d" : "%d to %d", FIRST_YEAR, LAST_YEAR);
  return wrong(r, T_FAR_YEAR, text, range);
}

static int set_until(reader *r, const char *text) {
  lm_period period;
  const lm_period_error error = lm_period_parse(&period, text, strlen(text), LM_BARE_UNSAID, NULL);
  if (error != LM_PERIOD_OK) return wrong(r, error == LM_PERIOD_NO_SUCH_DATE ? T_NO_SUCH_PERIOD : T_BAD_PERIOD, text, NULL);
  r->out->until = lm_period_end(period) - 1;
  return CLI_OK;
}

static int set_period(reader *r, const char *text) {
  const lm_period_error error = lm_period_parse(&r->out->period, text, strlen(text), LM_BARE_UNSAID, NULL);
  r->out->has_period = error == LM_PERIOD_OK;
  if (!r->out->has_period) return wrong(r, error == LM_PERIOD_NO_SUCH_DATE ? T_NO_SUCH_PERIOD : T_BAD_PERIOD, text, NULL);
  return is_plausible(r->out->period) ? CLI_OK : wrong_year(r, text);
}

/* "2025", "2025FY", "令和7年度": the year alone counts, each indicator says which kind it is. */
static int set_year(reader *r, const char *text) {
  lm_period period;
  lm_period_error error = lm_period_parse(&period, text, strlen(text), LM_BARE_CALENDAR, NULL);
  if (error != LM_PERIOD_OK || (period.kind != LM_YEAR && period.kind != LM_FISCAL)) return wrong(r, T_BAD_YEAR, text, NULL);
  if (!is_plausible(period)) return wrong_year(r, text);
  r->out->year = period.index;
  return CLI_OK;
}

static bool parse_numbers(lm_number_style *out, const char *word) {
  bool known = strcmp(word, "plain") == 0 || strcmp(word, "jp") == 0;
  if (known) *out = *word == 'j' ? LM_NUMBERS_JP : LM_NUMBERS_PLAIN;
  return known;
}

static bool parse_severity(lm_severity *out, const char *word) {
  static const char *const words[] = {[LM_NOTE] = "note", [LM_WARNING] = "warning", [LM_ERROR] = "error"};
  for (int i = 0; i < LM_SEVERITY_COUNT; i++) {
    if (strcmp(word, words[i]) != 0) continue;
    *out = (lm_severity)i;
    return true;
  }
  return false;
}

static int set_whole(reader *r, unsigned *out, const char *text, unsigned least, unsigned most, cli_text complaint) {
  char *end;
  unsigned long number = strtoul(text, &end, 10);
  if (*text < '0' || *text > '9' || *end || number < least || number > most) return wrong(r, complaint, text, NULL);
  *out = (unsigned)number;
  return CLI_OK;
}

/* "2027,2030": up to LM_SUMMARY_AT numbers, each strictly between `low` and `high`. */
static int set_numbers(reader *r, double *out, size_t *count, const char *text, double low, double high, cli_text complaint) {
  char part[64];
  for (const char *at = text; *count < LM_SUMMARY_AT; at++) {
    size_t length = strcspn(at, ",");
    if (length >= sizeof part) break;
    memcpy(part, at, length);
    part[length] = '\0';
    double *value = &out[*count];
    if (!lm_csv_parse_number(value, part) || !(*value > low && *value < high)) break;
    (*count)++;
    at += length;
    if (!*at) return CLI_OK;
  }
  return wrong(r, complaint, text, NULL);
}

static int set(reader *r, cli_option option, const char *value) {
  cli_options *o = r->out;
  switch (option) {
  case OPT_MODEL:
    o->model = value;
    break;
  case OPT_VALUES:
    o->values.item[o->values.count++] = value;
    break;
  case OPT_TARGETS:
    o->targets.item[o->targets.count++] = value;
    break;
  case OPT_PROGRESS:
    o->progress.item[o->progress.count++] = value;
    break;
  case OPT_AREA:
    o->area = value;
    break;
  case OPT_TIER:
    o->tier = value;
    break;
  case OPT_SCENE:
    o->scene = value;
    break;
  case OPT_INDICATOR:
    o->indicator = value;
    break;
  case OPT_UNTIL:
    return set_until(r, value);
  case OPT_ACCEPT_GOOD:
    o->accept_good = true;
    break;
  case OPT_FAIL_ON:
    return parse_severity(&o->fail_on, value) ? CLI_OK : wrong(r, T_BAD_SEVERITY, value, NULL);
  case OPT_NUMBERS: return parse_numbers(&o->numbers, value) ? CLI_OK : wrong(r, T_BAD_NUMBERS, value, NULL);
  case OPT_MAPPING: o->mapping = value; break;
  case OPT_YEAR: return set_year(r, value);
  case OPT_FORMAT:
    o->format_given = true;
    return lm_format_parse(&o->format, value) ? CLI_OK : wrong(r, T_BAD_FORMAT, value, NULL);
  case OPT_LANG:
    return parse_lang(&o->lang, value) ? CLI_OK : wrong(r, T_BAD_LANG, value, NULL);
  case OPT_OUTPUT:
    o->output = value;
    break;
  case OPT_ALL:
    o->all = true;
    break;
  case OPT_WIDTH:
    return set_whole(r, &o->width, value, 40, 1000, T_BAD_WIDTH);
  case OPT_YEARS:
    o->years_given = true;
    return lm_years_parse(&o->years, value) ? CLI_OK : wrong(r, T_BAD_YEARS, value, NULL);
  case OPT_EXCEL:
    o->excel = true;
    break;
  case OPT_NO_COLOUR:
    o->no_colour = true;
    break;
  case OPT_QUIET:
    o->quiet = true;
    break;
  case OPT_AT: return set_numbers(r, o->at, &o->at_count, value, -1e6, 1e6, T_BAD_AT);
  case OPT_LEVEL: return set_numbers(r, o->level, &o->level_count, value, 0, 1, T_BAD_LEVEL);
  case OPT_TABLE: o->table = value; break;
  case OPT_RULES: o->rules = true; break;
  case OPT_AS: o->as = value; break;
  case OPT_WITH: o->with.item[o->with.count++] = value; break;
  case OPT_STORE: o->store = value; break;
  case OPT_AS_OF: o->as_of = value; break;
  case OPT_DRY_RUN: o->dry_run = true; break;
  case OPT_REVISE: o->revise = true; break;
  case OPT_REASON: o->reason = value; break;
  case OPT_WHO: o->who = value; break;
  case OPT_PERIOD: return set_period(r, value);
  case OPT_FROM: o->from = value; break;
  case OPT_TO: o->to = value; break;
  case OPT_INTO: o->into = value; break;
  case OPT_SAVE: o->save = true; break;
  case OPT_SINCE: o->since = value; break;
  case OPT_SETTINGS: o->settings = value; break;
  case OPT_THREADS: return set_whole(r, &o->threads, value, 1, 64, T_BAD_THREADS);
  case OPT_HELP:
    o->help = true;
    break;
  case OPT_COUNT:
    break;
  }
  return CLI_OK;
}

static int unknown(const reader *r, const char *given, const char *name) {
  const char *known[OPT_COUNT];
  size_t count = 0;
  for (int i = 0; i < OPT_COUNT; i++)
    if (r->allowed & OPT_BIT(i)) known[count++] = rows[i].name;
  const char *nearest = cli_nearest(name, known, count);
  return wrong(r, nearest ? T_UNKNOWN_OPTION_NEAR : T_UNKNOWN_OPTION, given, nearest);
}

/* The option of that name (`length` bytes) or letter; OPT_COUNT if there is none. */
static cli_option find(const char *name, size_t length) {
  if (length == strlen("no-color") && strncmp(name, "no-color", length) == 0) return OPT_NO_COLOUR;
  for (int i = 0; i < OPT_COUNT; i++)
    if (strlen(rows[i].name) == length && strncmp(rows[i].name, name, length) == 0) return (cli_option)i;
  return OPT_COUNT;
}

static cli_option find_letter(char letter) {
  for (int i = 0; i < OPT_COUNT; i++)
    if (rows[i].letter == letter) return (cli_option)i;
  return OPT_COUNT;
}

/* One option; *i moves over its value. */
static int read_option(reader *r, int argc, char **argv, int *i) {
  const char *given = argv[*i];
  bool is_long = given[1] == '-';
  const char *name = is_long ? given + 2 : given + 1;
  const char *equals = is_long ? strchr(name, '=') : NULL;
  size_t length = equals ? (size_t)(equals - name) : strlen(name);
  cli_option option = is_long ? find(name, length) : length == 1 ? find_letter(*name) : OPT_COUNT;
  if (option == OPT_COUNT) return unknown(r, given, name);
  if (!(r->allowed & OPT_BIT(option))) return wrong(r, T_OPTION_NOT_HERE, given, NULL);
  if (!rows[option].value.in[LM_EN]) return equals ? wrong(r, T_OPTION_NO_VALUE, given, NULL) : set(r, option, "");
  if (equals) return set(r, option, equals + 1);
  if (*i + 1 >= argc) return wrong(r, T_OPTION_NEEDS_VALUE, given, NULL);
  return set(r, option, argv[++*i]);
}

static bool make_lists(cli_options *out, int argc) {
  size_t room = (size_t)argc + 1;
  out->files.item = calloc(room, sizeof *out->files.item);
  out->values.item = calloc(room, sizeof *out->values.item);
  out->with.item = calloc(room, sizeof *out->with.item);
  out->targets.item = calloc(room, sizeof *out->targets.item);
  out->progress.item = calloc(room, sizeof *out->progress.item);
  return out->files.item && out->with.item && out->values.item && out->targets.item && out->progress.item;
}

int cli_options_parse(cli_options *out, int argc, char **argv, uint64_t allowed, lm_lang lang, FILE *err) {
  *out = (cli_options){.until = INT32_MAX, .fail_on = LM_ERROR, .format = LM_FORMAT_TEXT, .lang = lang};
  reader r = {out, allowed, lang, err};
  if (!make_lists(out, argc)) return CLI_NO_MEMORY;
  bool options_over = false;
  for (int i = 0; i < argc; i++) {
    if (!options_over && strcmp(argv[i], "--") == 0) {
      options_over = true;
    } else if (options_over || argv[i][0] != '-' || !argv[i][1]) {
      out->files.item[out->files.count++] = argv[i];
    } else {
      int code = read_option(&r, argc, argv, &i);
      if (code != CLI_OK) return code;
    }
  }
  return CLI_OK;
}

void cli_options_free(cli_options *options) {
  free(options->files.item);
  free(options->values.item);
  free(options->with.item);
  free(options->targets.item);
  free(options->progress.item);
}

/* ---- help ---- */

/* Columns of a UTF-8 text in which every character beyond ASCII is two wide (true of what stands in `rows`). */
static int columns(const char *text) {
  int count = 0;
  for (; *text; text++) {
    if ((*text & 0xC0) == 0x80) continue;
    count += *text & 0x80 ? 2 : 1;
  }
  return count;
}

void cli_options_help(FILE *to, uint64_t set_of, lm_lang lang) {
  for (int i = 0; i < OPT_COUNT; i++) {
    const cli_option_row *row = &rows[i];
    if (!(set_of & OPT_BIT(i))) continue;
    const char *value = row->value.in[lang];
    if (row->letter)
      fprintf(to, "  -%c, --%s", row->letter, row->name);
    else
      fprintf(to, "      --%s", row->name);
    int used = 8 + columns(row->name);
    if (value) {
      fprintf(to, " %s", value);
      used += 1 + columns(value);
    }
    fprintf(to, "%*s%s\n", used < 30 ? 30 - used : 1, "", row->help.in[lang]);
  }
}
