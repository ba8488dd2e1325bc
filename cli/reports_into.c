/* reports_into.c: a folder with a report for every area and an index of them. Reports are made a few at a time, so that memory does not grow with the
   number of areas, in a folder of their own beside the files they replace: these take their names when all are there, the index last.

   A page of HTML says itself that this program wrote it. Of other forms the index has the digests: what it names, unchanged, is ours. */
#include "exit.h"
#include "progress_bar.h"
#include "reports.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define AT_A_TIME 16
#define INDEX "index.html"

typedef struct folder {
  cli *c;
  const cli_input *input;
  const cli_basis *basis;
  const char *path;
  char *making; /* the folder in which the files are made */
  char *before; /* the index of an earlier run; NULL none */
  const char *ending; /* of the files: ".html" */
  size_t unshown;     /* letters without a font, of all files */
  lm_assessment *all;
  lm_report_file *file; /* in the order of the roll-ups */
  char **name;          /* owner of file[i].name */
  size_t files;
} folder;

/* ---- names ---- */

/* Two names that differ in case only are one file on many systems. */
static bool same_file(const char *a, const char *b) {
  while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b)) a++, b++;
  return tolower((unsigned char)*a) == tolower((unsigned char)*b);
}

static bool taken(const folder *f, const char *name) {
  for (size_t i = 0; i < f->files; i++)
    if (same_file(f->name[i], name)) return true;
  return false;
}

/* "area-ID.html", or the ending of another form; what is not fit for a file name becomes "_"; "-2", "-3" where two ids would have one file. To be freed. */
static char *new_name(const folder *f, const char *id) {
  const size_t size = strlen(id) + 48;
  char *name = malloc(size), *safe = strdup(id);
  for (char *at = safe; at && *at; at++)
    if (!isalnum((unsigned char)*at) && !strchr("-_.", *at)) *at = '_';
  if (name && safe) snprintf(name, size, "area%s%s%s", *safe ? "-" : "", safe, f->ending);
  for (unsigned again = 2; name && safe && taken(f, name); again++) snprintf(name, size, "area-%s-%u%s", safe, again, f->ending);
  free(safe);
  return name;
}

static bool known(const folder *f, uint32_t area) {
  for (size_t i = 0; i < f->files; i++)
    if (f->file[i].area == area) return true;
  return false;
}

static const char *id_of(const folder *f, uint32_t area) {
  const lm_area *row = f->input->areas ? lm_areas_at(f->input->areas, area) : NULL;
  return row ? row->id : NULL;
}

static lm_status add_file(folder *f, uint32_t area) {
  const char *id = id_of(f, area);
  char *name = new_name(f, id ? id : "");
  if (!name) return LM_ENOMEM;
  f->name[f->files] = name;
  f->file[f->files++] = (lm_report_file){.area = area, .name = name};
  return LM_OK;
}

/* The areas in the order of the documents: the roll-ups of the first node have every one of them. */
static lm_status list_files(folder *f) {
  const size_t rollups = lm_assessment_rollup_count(f->all), areas = f->input->areas ? lm_areas_count(f->input->areas) : 0;
  lm_status status = LM_OK;
  f->files = 0;
  f->file = calloc(areas + 1, sizeof *f->file);
  f->name = calloc(areas + 1, sizeof *f->name);
  if (!f->file || !f->name) return LM_ENOMEM;
  for (size_t i = 0; i < rollups && status == LM_OK && f->files <= areas; i++)
    if (!known(f, lm_assessment_rollup(f->all, i)->area)) status = add_file(f, lm_assessment_rollup(f->all, i)->area);
  if (status == LM_OK && f->files == 0) status = add_file(f, LM_NO_AREA);
  return status;
}

/* ---- what lies in the folder ---- */

static char *join(const char *in, const char *name) {
  const size_t size = strlen(in) + strlen(name) + 2;
  char *path = malloc(size);
  if (path) snprintf(path, size, "%s/%s", in, name);
  return path;
}

static char *path_in(const folder *f, const char *name) { return join(f->path, name); }

/* Every page of this program says so near its beginning. */
static bool is_our_page(const char *path) {
  char beginning[2048];
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  beginning[fread(beginning, 1, sizeof beginning - 1, file)] = '\0';
  fclose(file);
  return strstr(beginning, "<meta name=\"generator\" content=\"logicmodel ") != NULL;
}

static bool ends_with(const char *name, const char *ending) {
  const size_t length = strlen(name), size = strlen(ending);
  return length > size && strcmp(name + length - size, ending) == 0;
}

/* Does the index of an earlier run name the file with the digest that it has? */
static bool is_in_index(const folder *f, const char *path, const char *name) {
  lm_stamp stamp;
  const size_t size = strlen(name) + LM_STAMP_DIGITS + 32;
  char *link = f->before ? malloc(size) : NULL;
  if (!link) return false;
  bool found = lm_stamp_file(&stamp, path, LM_DOC_VALUES) == LM_OK;
  if (found) snprintf(link, size, "href=\"%s\" data-sha256=\"%s\"", name, stamp.sha256);
  found = found && strstr(f->before, link);
  free(link);
  return found;
}

static bool is_ours(const folder *f, const char *path, const char *name) {
  return ends_with(name, ".html") ? is_our_page(path) : is_in_index(f, path, name);
}

/* The index of an earlier run, as a text. */
static char *read_index(const folder *f) {
  char *path = path_in(f, INDEX), *text = NULL;
  struct stat info;
  FILE *file = path && lstat(path, &info) == 0 && S_ISREG(info.st_mode) && is_our_page(path) ? fopen(path, "rb") : NULL;
  if (file) text = malloc((size_t)info.st_size + 1);
  if (text) text[fread(text, 1, (size_t)info.st_size, file)] = '\0';
  if (file) fclose(file);
  free(path);
  return text;
}

static int check_file(const folder *f, const char *name) {
  struct stat info;
  char *path = path_in(f, name);
  if (!path) return cli_code(f->c, LM_ENOMEM);
  const bool foreign = lstat(path, &info) == 0 && !(S_ISREG(info.st_mode) && is_ours(f, path, name));
  int code = foreign ? cli_wrong(f->c, T_INTO_FOREIGN, path, NULL) : CLI_OK;
  free(path);
  return code;
}

/* lstat() follows a link that has a slash behind it. */
static bool is_link(const char *path) {
  struct stat info;
  size_t length = strlen(path);
  char *bare = strdup(path);
  while (bare && length > 1 && bare[length - 1] == '/') bare[--length] = '\0';
  const bool link = bare && lstat(bare, &info) == 0 && S_ISLNK(info.st_mode);
  free(bare);
  return link;
}

/* What the system says of it just now. */
static int failed(const folder *f, cli_text text, const char *path) {
  const lm_text why = lm_system_text(errno);
  cli_say(f->c->err, f->c->lang, text, path, lm_text_in(&why, f->c->lang));
  return CLI_IO;
}

static int check_folder(folder *f) {
  if (is_link(f->path)) return cli_wrong(f->c, T_INTO_LINK, f->path, NULL);
  if (mkdir(f->path, 0777) != 0 && errno != EEXIST) return failed(f, T_INTO_NO_FOLDER, f->path);
  f->before = read_index(f);
  int code = check_file(f, INDEX);
  for (size_t i = 0; i < f->files && code == CLI_OK; i++) code = check_file(f, f->name[i]);
  return code;
}

/* A report of an earlier run that this one did not write: of an area that is not there any more, or in another form. */
static bool is_left_over(const folder *f, const char *name) {
  if (strncmp(name, "area", 4) != 0 || taken(f, name)) return false;
  char *path = path_in(f, name);
  const bool ours = path && is_ours(f, path, name);
  free(path);
  return ours;
}

static void tell_left_over(const folder *f) {
  char number[24];
  size_t count = 0;
  DIR *dir = opendir(f->path);
  if (!dir) return;
  for (const struct dirent *entry; (entry = readdir(dir));) count += is_left_over(f, entry->d_name);
  closedir(dir);
  snprintf(number, sizeof number, "%zu", count);
  if (count > 0) cli_say(f->c->err, f->c->lang, T_INTO_LEFT_OVER, number, f->path);
}

/* ---- writing ---- */

static int begin_making(folder *f) {
  f->making = path_in(f, ".making-XXXXXX");
  if (!f->making) return cli_code(f->c, LM_ENOMEM);
  if (mkdtemp(f->making)) return CLI_OK;
  int code = failed(f, T_OUTPUT_FAILED, f->path);
  free(f->making);
  f->making = NULL;
  return code;
}

static lm_status copy_out(lm_sink *sink, const void *what, const lm_view *view) {
  lm_sink *const *made = what;
  size_t size;
  const char *bytes = lm_sink_text(*made, &size);
  (void)view;
  lm_sink_bytes(sink, bytes, size);
  return LM_OK;
}

static int put_file(const folder *f, const char *name, cli_write_fn *write, const void *what) {
  char *path = join(f->making, name);
  int code = path ? cli_output_to(f->c, path, write, what) : cli_code(f->c, LM_ENOMEM);
  free(path);
  return code;
}

/* Pages are known by what they say. */
static int note_digest(const folder *f, lm_report_file *file) {
  lm_stamp stamp;
  if (ends_with(file->name, ".html")) return CLI_OK;
  char *path = join(f->making, file->name);
  lm_status status = path ? lm_stamp_file(&stamp, path, LM_DOC_VALUES) : LM_ENOMEM;
  if (status == LM_OK) memcpy(file->sha256, stamp.sha256, sizeof file->sha256);
  free(path);
  return cli_code(f->c, status);
}

/* Up to AT_A_TIME reports: made one after the other, rendered at the same time, written one after the other. */
typedef struct batch {
  cli_report made[AT_A_TIME];
  lm_report report[AT_A_TIME];
  lm_sink *sink[AT_A_TIME];
  size_t unshown[AT_A_TIME];
  size_t count;
} batch;

static void note_moved(lm_report_file *file, const lm_since *since) {
  file->moved = since->explanation->moved;
  file->records = since->explanation->records;
}

static int make_batch(batch *b, folder *f, size_t from) {
  int code = CLI_OK;
  for (size_t i = from; i < f->files && b->count < AT_A_TIME && code == CLI_OK; i++) {
    const size_t at = b->count++;
    code = cli_report_make(&b->made[at], f->input, f->basis, id_of(f, f->file[i].area), f->c);
    if (code == CLI_OK && b->made[at].report.since) note_moved(&f->file[i], b->made[at].report.since);
    b->report[at] = b->made[at].report;
    b->report[at].unshown = &b->unshown[at];
    if (code == CLI_OK) code = cli_code(f->c, lm_sink_to_memory(&b->sink[at]));
  }
  return code;
}

static int put_batch(batch *b, folder *f, size_t from, cli_bar *bar) {
  cli to_file = *f->c; /* no terminal decides on width and colour */
  to_file.options.output = f->path;
  const lm_view view = cli_view(&to_file, f->c->out);
  int code = cli_code(f->c, lm_write_reports(b->sink, b->report, b->count, &view));
  cli_tell_fonts(f->c, code, 0);
  for (size_t i = 0; i < b->count && code == CLI_OK; i++) {
    f->unshown += b->unshown[i];
    code = put_file(f, f->name[from + i], copy_out, &b->sink[i]);
    if (code == CLI_OK) code = note_digest(f, &f->file[from + i]);
    if (code == CLI_OK) cli_bar_step(bar, 1);
  }
  return code;
}

static int put_reports(folder *f, size_t from, size_t *done, cli_bar *bar) {
  batch b = {.count = 0};
  int code = make_batch(&b, f, from);
  if (code == CLI_OK) code = put_batch(&b, f, from, bar);
  *done = b.count;
  for (size_t i = 0; i < b.count; i++) {
    lm_status closed = lm_sink_close(b.sink[i]);
    if (code == CLI_OK) code = cli_code(f->c, closed);
    cli_report_free(&b.made[i]);
  }
  return code;
}

static int put_all(folder *f) {
  cli_bar bar;
  int code = CLI_OK;
  cli_bar_begin(&bar, f->c, T_INTO_PROGRESS, f->files);
  for (size_t from = 0, done; from < f->files && code == CLI_OK; from += done) code = put_reports(f, from, &done, &bar);
  cli_bar_end(&bar);
  return code;
}

/* The index is HTML whatever the reports are. */
static lm_status write_index(lm_sink *sink, const void *what, const lm_view *view) {
  lm_view page = *view;
  page.format = LM_FORMAT_HTML;
  return lm_write_report_index(sink, what, &page);
}

static int put_index(const folder *f) {
  const cli_basis *basis = f->basis;
  const lm_since since = {.load = basis->then.moments.from, .at = basis->then.at, .nothing_later = basis->then.nothing_later};
  const lm_report_index index = {.assessment = f->all, .file = f->file, .files = f->files, .since = f->c->options.since ? &since : NULL, .progress = basis->progress, .settings = basis->settings, .stamp = basis->stamp, .stamps = basis->stamps};
  return put_file(f, INDEX, write_index, &index);
}

/* ---- taking their places ---- */

static int move_file(const folder *f, const char *name) {
  char *from = join(f->making, name), *to = path_in(f, name);
  int code = from && to ? CLI_OK : cli_code(f->c, LM_ENOMEM);
  if (code == CLI_OK && rename(from, to) != 0) code = failed(f, T_OUTPUT_FAILED, to);
  free(from);
  free(to);
  return code;
}

static int move_all(const folder *f) {
  int code = CLI_OK;
  for (size_t i = 0; i < f->files && code == CLI_OK; i++) code = move_file(f, f->name[i]);
  return code == CLI_OK ? move_file(f, INDEX) : code;
}

static void remove_made(const folder *f, const char *name) {
  char *path = join(f->making, name);
  if (path) unlink(path);
  free(path);
}

/* What did not get its place goes. */
static void end_making(folder *f) {
  if (!f->making) return;
  for (size_t i = 0; i < f->files; i++) remove_made(f, f->name[i]);
  remove_made(f, INDEX);
  rmdir(f->making);
  free(f->making);
}

static void tell(const folder *f) {
  char number[24];
  cli_tell_fonts(f->c, CLI_OK, f->unshown);
  if (f->c->options.quiet) return;
  snprintf(number, sizeof number, "%zu", f->files);
  cli_say(f->c->err, f->c->lang, T_INTO_WRITTEN, number, f->path);
  cli_tell_unplaced(f->c, f->basis->settings);
  tell_left_over(f);
}

static int put_folder(folder *f) {
  int code = CLI_OK;
  for (size_t i = 0; i < f->files && code == CLI_OK; i++) code = cli_check_area(f->basis, f->input, f->file[i].area, f->c);
  if (code == CLI_OK) code = check_folder(f);
  if (code == CLI_OK) code = begin_making(f);
  if (code == CLI_OK) code = put_all(f);
  if (code == CLI_OK) code = put_index(f);
  if (code == CLI_OK) code = move_all(f);
  end_making(f);
  if (code == CLI_OK) tell(f);
  return code;
}

static void clear(folder *f) {
  for (size_t i = 0; i < f->files; i++) free(f->name[i]);
  free(f->name);
  free(f->file);
  free(f->before);
  lm_assessment_free(f->all);
}

const char *cli_report_ending(lm_format format) {
  static const char *const ending[LM_FORMAT_COUNT] = {
      [LM_FORMAT_HTML] = ".html", [LM_FORMAT_PDF] = ".pdf", [LM_FORMAT_XLSX] = ".xlsx", [LM_FORMAT_MARKDOWN] = ".md",
      [LM_FORMAT_TEXT] = ".txt",  [LM_FORMAT_JSON] = ".json", [LM_FORMAT_CSV] = ".csv",
  };
  return ending[format];
}

int cli_reports_into(cli *c, const cli_input *input, const cli_basis *basis) {
  folder f = {.c = c, .input = input, .basis = basis, .path = c->options.into, .ending = cli_report_ending(c->options.format)};
  int code = cli_assess(&f.all, input, c);
  if (code == CLI_OK) code = list_files(&f) == LM_OK ? put_folder(&f) : cli_code(c, LM_ENOMEM);
  clear(&f);
  return code;
}
