#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static lm_status refuse(const lmx_input *input, lm_diags *diags, lm_code code, const char *arg) {
  lm_finding finding = {.code = code, .place = {input->name, 0, 0}, .arg = {arg}};
  lm_diags_add(diags, &finding);
  return LM_EINPUT;
}

static lm_status failed(const lmx_input *input, lm_diags *diags, lm_code code, int error) {
  lm_diags_add_system(diags, code, input->name, error);
  return LM_EIO;
}

static bool fill(lmx_input *input) {
  ssize_t got;
  do got = read(input->fd, input->buffer, LMX_BUFFER);
  while (got < 0 && errno == EINTR);
  if (got < 0) input->error = errno;
  input->used = 0;
  input->filled = got > 0 ? (size_t)got : 0;
  return got > 0;
}

static const char *compression(const char *head, size_t size) {
  static const struct {
    const char *magic;
    size_t length;
    const char *name;
  } kinds[] = {{"\x1f\x8b", 2, "gzip"}, {"PK\x03\x04", 4, "zip"}, {"\xfd" "7zXZ", 5, "xz"}, {"BZh", 3, "bzip2"}, {"\x28\xb5\x2f\xfd", 4, "zstd"}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (size >= kinds[i].length && memcmp(head, kinds[i].magic, kinds[i].length) == 0) return kinds[i].name;
  return NULL;
}

static lm_status open_file(lmx_input *input, lm_diags *diags) {
  input->fd = open(input->from->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (input->fd < 0) return failed(input, diags, LM_F_OPEN, errno);
  struct stat info;
  if (fstat(input->fd, &info) == 0 && S_ISDIR(info.st_mode)) return failed(input, diags, LM_F_OPEN, EISDIR);
  fill(input);
  if (input->error) return failed(input, diags, LM_F_READ, input->error);
  return LM_OK;
}

lm_status lmx_input_open(lmx_input *input, const lm_input *from, lm_diags *diags) {
  input->from = from;
  input->fd = -1;
  input->used = input->filled = 0;
  input->error = 0;
  input->name = from->name ? from->name : from->path ? from->path : "-";
  lm_status status = LM_OK;
  if (from->path)
    status = open_file(input, diags);
  else
    input->filled = from->size;
  if (status != LM_OK) return status;
  if (input->filled == 0) return refuse(input, diags, LM_F_EMPTY, NULL);
  const char *packed = compression(from->path ? input->buffer : from->data, input->filled);
  return packed ? refuse(input, diags, LM_F_COMPRESSED, packed) : LM_OK;
}

void lmx_input_close(lmx_input *input) {
  if (input->fd >= 0) close(input->fd);
  input->fd = -1;
}

int lmx_input_read(void *context, char *into, int length) {
  lmx_input *input = context;
  if (length <= 0) return 0;
  if (input->used == input->filled && (input->fd < 0 || !fill(input))) return input->error ? -1 : 0;
  size_t take = input->filled - input->used, want = (size_t)length;
  if (take > want) take = want;
  memcpy(into, (input->fd < 0 ? input->from->data : input->buffer) + input->used, take);
  input->used += take;
  return (int)take;
}
