/* xlsx.c: see xlsx.h. */
#include "xlsx.h"

#include "../base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *lm_xlsx_lent(const char *text) {
  union {
    const char *given;
    char *taken;
  } pointer = {.given = text};
  return pointer.taken;
}

int lm_xlsx_lines(const char *text, double width) {
  int lines = 0;
  while (*text) {
    text += lm_text_line(text, (size_t)width);
    lines++;
  }
  return lines;
}

static lm_status copy_file(lm_sink *sink, const char *path) {
  char block[65536];
  size_t got;
  FILE *file = fopen(path, "rb");
  if (!file) return LM_EIO;
  while ((got = fread(block, 1, sizeof block, file)) > 0) lm_sink_bytes(sink, block, got);
  lm_status status = ferror(file) ? LM_EIO : LM_OK;
  fclose(file);
  return status;
}

static lm_status write_file(const char *path, lm_xlsx_fill_fn *fill, void *user) {
  lxw_workbook *book = workbook_new(path);
  if (!book) return LM_ENOMEM;
  bool filled = fill(book, user);
  lxw_error closed = workbook_close(book); /* frees the book, whatever it returns */
  return !filled ? LM_ENOMEM : closed == LXW_NO_ERROR ? LM_OK : closed == LXW_ERROR_MEMORY_MALLOC_FAILED ? LM_ENOMEM : LM_EIO;
}

lm_status lm_xlsx_write(lm_sink *sink, lm_xlsx_fill_fn *fill, void *user) {
  char path[4096];
  const char *folder = getenv("TMPDIR");
  int length = snprintf(path, sizeof path, "%s/logicmodel-XXXXXX", folder && *folder ? folder : "/tmp");
  int fd = length > 0 && (size_t)length < sizeof path ? mkstemp(path) : -1;
  if (fd < 0) return LM_EIO;
  close(fd);
  lm_status status = write_file(path, fill, user);
  if (status == LM_OK) status = copy_file(sink, path);
  int why = errno;
  unlink(path);
  errno = why;
  if (status != LM_OK) lm_sink_fail(sink, status);
  return status;
}
