/* XML that others wrote, from the directory LOGICMODEL_REALDATA (skipped without it): hostile files are refused with an error, everybody else's
   formats as "not our root", and none of them leaves anything behind.

   LOGICMODEL_REALDATA=DIRECTORY test_realdata SOURCE-DIRECTORY */
#include "../support/close.h"
#include "../support/reading.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SKIPPED = 77, NAME = 2048 };

static const char *directory;

typedef void file_fn(const char *path);

static size_t each_file(const char *folder, file_fn *look) {
  char path[2 * NAME];
  size_t count = 0;
  snprintf(path, sizeof path, "%s/%s", directory, folder);
  DIR *dir = opendir(path);
  assert_non_null(dir);
  for (struct dirent *entry; (entry = readdir(dir));) {
    if (!strstr(entry->d_name, ".xml")) continue;
    snprintf(path, sizeof path, "%.*s/%s/%s", NAME, directory, folder, entry->d_name);
    look(path);
    count++;
  }
  closedir(dir);
  return count;
}

static lm_status scan(const char *path, lm_diags *diags) {
  lm_areas *areas;
  lm_input input = {.path = path};
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  lm_status status = lm_scan_values(&input, reading_model(), areas, NULL, NULL, NULL, diags);
  assert_int_equal(lm_areas_count(areas), 0);
  lm_areas_free(areas);
  return status;
}

static void must_be_refused(const char *path) {
  lm_diags *diags;
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  lm_status status = scan(path, diags);
  if (status != LM_EINPUT || lm_diags_count(diags, LM_ERROR) == 0) fail_msg("%s: status %d, %zu findings", path, (int)status, lm_diags_kept(diags));
  lm_diags_free(diags);
}

static void must_be_another_kind(const char *path) {
  lm_diags *diags;
  lm_doc_kind kind;
  lm_input input = {.path = path};
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  assert_int_equal(lm_read_kind(&input, &kind, diags), LM_EINPUT);
  assert_int_equal(kind, LM_DOC_UNKNOWN);
  if (lm_diags_count_code(diags, LM_X_ROOT) != 1) fail_msg("%s: not refused by its root", path);
  lm_diags_free(diags);
  must_be_refused(path);
}

static void hostile_files_are_refused(void **state) {
  (void)state;
  assert_true(each_file("hostile", must_be_refused) > 0);
}

static void other_formats_are_told_from_ours(void **state) {
  (void)state;
  static const char *const folders[] = {"adx", "dhis2-dxf2", "estat", "iati", "sdmx-2.1-generic", "sdmx-2.1-structspec", "sdmx-3.0", "worldbank"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) assert_true(each_file(folders[i], must_be_another_kind) > 0);
}

int main(int argc, char **argv) {
  directory = getenv("LOGICMODEL_REALDATA");
  if (argc != 2) return 2;
  if (!directory) {
    puts("skipped: LOGICMODEL_REALDATA names no directory of other people's XML");
    return SKIPPED;
  }
  reading_start(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hostile_files_are_refused),
      cmocka_unit_test(other_formats_are_told_from_ours),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  reading_stop();
  return failed ? 1 : 0;
}
