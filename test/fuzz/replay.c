/* replay.c: runs a harness over files and folders, for compilers without libFuzzer and as a test.

   replay_… FILE-OR-FOLDER… */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

static size_t files;

static void replay_file(const char *path, size_t size) {
  uint8_t *bytes = malloc(size ? size : 1); /* of its exact size, so that a sanitizer sees a byte too far */
  FILE *in = fopen(path, "rb");
  must(bytes && in);
  must(fread(bytes, 1, size, in) == size);
  fclose(in);
  LLVMFuzzerTestOneInput(bytes, size);
  free(bytes);
  files++;
}

static void replay(const char *path) {
  struct stat info;
  must(stat(path, &info) == 0);
  if (!S_ISDIR(info.st_mode)) {
    replay_file(path, (size_t)info.st_size);
    return;
  }
  DIR *folder = opendir(path);
  must(folder);
  for (struct dirent *entry; (entry = readdir(folder));) {
    char name[4096];
    if (entry->d_name[0] == '.') continue;
    snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
    replay(name);
  }
  closedir(folder);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) replay(argv[i]);
  printf("%zu inputs\n", files);
  return files ? 0 : 1;
}
