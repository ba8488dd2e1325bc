/* stamp.c: the digest of a document as it lies. */
#include "../base/sha256.h"

#include <logicmodel/report.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* All of a plain file; NULL with LM_EIO or LM_ENOMEM. */
static char *read_all(const char *name, size_t *size, lm_status *status) {
  struct stat info;
  FILE *file = stat(name, &info) == 0 && S_ISREG(info.st_mode) ? fopen(name, "rb") : NULL;
  *status = LM_EIO;
  if (!file) return NULL;
  char *bytes = malloc((size_t)info.st_size + 1);
  if (!bytes) *status = LM_ENOMEM;
  if (bytes) {
    *size = fread(bytes, 1, (size_t)info.st_size, file);
    if (*size == (size_t)info.st_size && !ferror(file)) *status = LM_OK;
  }
  fclose(file);
  if (*status == LM_OK) return bytes;
  free(bytes);
  return NULL;
}

lm_status lm_stamp_file(lm_stamp *out, const char *name, lm_doc_kind kind) {
  size_t size;
  lm_status status;
  *out = (lm_stamp){.name = name, .kind = kind};
  char *bytes = read_all(name, &size, &status);
  if (!bytes) return status;
  lm_sha256_text(bytes, size, out->sha256);
  free(bytes);
  return LM_OK;
}
