/* output.c: see output.h. */
#include "output.h"

#include "exit.h"
#include "input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned terminal_width(FILE *to) {
  struct winsize size;
  int fd = fileno(to);
  if (fd < 0 || !isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

static bool wants_colour(const cli *c, FILE *to) {
  const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
  if (c->options.no_colour || c->options.output || (no_colour && *no_colour)) return false;
  if (terminal && strcmp(terminal, "dumb") == 0) return false;
  int fd = fileno(to);
  return fd >= 0 && isatty(fd);
}

lm_view cli_view(const cli *c, FILE *to) {
  const cli_options *o = &c->options;
  return (lm_view){
      .format = o->format,
      .lang = c->lang,
      .width = o->width    ? o->width
               : o->output ? 0
                           : terminal_width(to),
      .years = o->years,
      .all = o->all,
      .colour = wants_colour(c, to),
      .excel = o->excel,
      .threads = o->threads,
  };
}

static lm_status render(cli *c, FILE *to, cli_write_fn *write, const void *what) {
  lm_sink *sink;
  const lm_view view = cli_view(c, to);
  lm_status status = lm_sink_to_file(&sink, to);
  if (status != LM_OK) return status;
  status = write(sink, what, &view);
  lm_status closed = lm_sink_close(sink);
  return status != LM_OK ? status : closed;
}

static int failed(cli *c, lm_status status, const char *path) {
  if (status != LM_EIO) return cli_code(c, status);
  const lm_text why = lm_system_text(errno);
  if (path)
    cli_say(c->err, c->lang, T_OUTPUT_FAILED, path, lm_text_in(&why, c->lang));
  else
    cli_say(c->err, c->lang, T_STDOUT_FAILED, NULL, NULL);
  return CLI_IO;
}

/* Devices and pipes are written to as they are. */
static int to_special_file(cli *c, const char *path, cli_write_fn *write, const void *what) {
  FILE *file = fopen(path, "w");
  if (!file) return failed(c, LM_EIO, path);
  lm_status status = render(c, file, write, what);
  if (fclose(file) != 0 && status == LM_OK) status = LM_EIO;
  return status == LM_OK ? CLI_OK : failed(c, status, path);
}

/* The path that is really written: a symbolic link keeps pointing to its file. To be freed. */
static char *real_path(const char *path) {
  char *found = realpath(path, NULL);
  return found ? found : strdup(path);
}

static char *temporary_beside(const char *path) {
  static const char ending[] = ".XXXXXX";
  size_t size = strlen(path) + sizeof ending;
  char *name = malloc(size);
  if (name) snprintf(name, size, "%s%s", path, ending);
  return name;
}

/* The rights the file had, or those a new file gets. */
static mode_t rights(const char *path) {
  struct stat info;
  if (stat(path, &info) == 0) return info.st_mode & 07777;
  mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

static lm_status fill_temporary(cli *c, int fd, const char *path, cli_write_fn *write, const void *what) {
  FILE *file = fdopen(fd, "w");
  if (!file) {
    close(fd);
    return LM_EIO;
  }
  lm_status status = render(c, file, write, what);
  if (status == LM_OK && (fchmod(fd, rights(path)) != 0 || fsync(fd) != 0)) status = LM_EIO;
  if (fclose(file) != 0 && status == LM_OK) status = LM_EIO;
  return status;
}

static lm_status replace(cli *c, const char *path, char *temporary, cli_write_fn *write, const void *what) {
  int fd = mkstemp(temporary);
  if (fd < 0) return LM_EIO;
  lm_status status = fill_temporary(c, fd, path, write, what);
  if (status == LM_OK && rename(temporary, path) != 0) status = LM_EIO;
  if (status == LM_OK) return LM_OK;
  int why = errno;
  unlink(temporary);
  errno = why;
  return status;
}

int cli_output_to(cli *c, const char *given, cli_write_fn *write, const void *what) {
  struct stat info;
  if (stat(given, &info) == 0 && !S_ISREG(info.st_mode)) return to_special_file(c, given, write, what);
  char *path = real_path(given), *temporary = path ? temporary_beside(path) : NULL;
  lm_status status = temporary ? replace(c, path, temporary, write, what) : LM_ENOMEM;
  int code = status == LM_OK ? CLI_OK : failed(c, status, given);
  free(temporary);
  free(path);
  return code;
}

int cli_output(cli *c, cli_write_fn *write, const void *what) {
  if (c->options.output) return cli_output_to(c, c->options.output, write, what);
  lm_status status = render(c, c->out, write, what);
  return status == LM_OK ? CLI_OK : failed(c, status, NULL);
}
