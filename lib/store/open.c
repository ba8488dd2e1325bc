/* open.c: creating, opening and closing a store. */
#include "schema.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATIENCE = 10000 }; /* milliseconds that a load waits for another */

/* synchronous=FULL: a load that was reported as done survives a power cut. Triggers and the schema are not to be tampered with by what a file
   says (trusted_schema). */
static const char settings[] = "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536";

static int64_t pragma(lm_store *store, const char *text) {
  sqlite3_stmt *statement = NULL;
  if (!lm_store_failed(store)) store->failed = sqlite3_prepare_v2(store->db, text, -1, &statement, NULL);
  int64_t number = lm_sql_whole(store, statement, -1);
  sqlite3_finalize(statement);
  return number;
}

void lm_store_close(lm_store *store) {
  if (!store) return;
  for (int i = 0; i < LM_SQL_COUNT; i++) sqlite3_finalize(store->statement[i]);
  sqlite3_close(store->db);
  free(store->path);
  free(store);
}

static lm_store *new_store(const char *path, lm_diags *diags) {
  lm_store *store = calloc(1, sizeof *store);
  if (!store) return NULL;
  store->diags = diags;
  store->path = strdup(path);
  if (store->path) return store;
  free(store);
  return NULL;
}

/* The first line of a check that is not its way of saying "nothing found". */
static bool complains(lm_store *store, const char *check, const char *sound) {
  sqlite3_stmt *statement = NULL;
  if (!lm_store_failed(store)) store->failed = sqlite3_prepare_v2(store->db, check, -1, &statement, NULL);
  bool row = lm_sql_step(store, statement);
  const char *said = row ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  bool found = row && !(said && sound && strcmp(said, sound) == 0);
  if (found) lm_store_tell(store, LM_D_DAMAGED, said, said);
  sqlite3_finalize(statement);
  return found;
}

static void take_steps(lm_store *store, int64_t version) {
  char text[40];
  for (int64_t step = version; step >= 0 && step < lm_store_version; step++)
    for (const char *const *statement = lm_store_steps[step]; *statement; statement++) lm_sql_exec(store, *statement);
  snprintf(text, sizeof text, "PRAGMA user_version=%d", lm_store_version);
  lm_sql_exec(store, text);
  snprintf(text, sizeof text, "PRAGMA application_id=%d", LM_STORE_APPLICATION);
  lm_sql_exec(store, text);
}

/* All steps that are missing, in one transaction: all or none. Another program may have done it in the meantime. A step may build a table anew under
   its old name, so references are checked only when all are done, and views not before. false: they do not hold, which is told. */
static bool migrate(lm_store *store) {
  lm_sql_exec(store, "PRAGMA foreign_keys=OFF; PRAGMA legacy_alter_table=ON");
  lm_sql_exec(store, "BEGIN IMMEDIATE");
  const int64_t version = pragma(store, "PRAGMA user_version");
  take_steps(store, version);
  if (version > 0 && complains(store, "PRAGMA foreign_key_check", NULL)) return false;
  lm_sql_exec(store, "COMMIT");
  lm_sql_exec(store, "PRAGMA legacy_alter_table=OFF; PRAGMA foreign_keys=ON");
  return true;
}

/* `first`: settings before anything is read. */
static void open_file(lm_store *store, int flags, const char *first) {
  store->failed = sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, NULL);
  if (lm_store_failed(store)) return;
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_busy_timeout(store->db, PATIENCE);
  lm_sql_exec(store, first);
  lm_sql_exec(store, settings);
}

/* Gives up: *out is NULL, and what failed is told unless it was. */
static lm_status give_up(lm_store **out, lm_status status) {
  lm_status failure = lm_store_take_failure(*out);
  lm_store_rollback(*out);
  lm_store_close(*out);
  *out = NULL;
  return failure == LM_OK ? status : failure;
}

/* The file is made first, private to the user: SQLite gives its helpers (-wal, -shm) the permissions of the file. */
static bool make_file(const lm_store *store) {
  int file = open(store->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file >= 0) return close(file) == 0;
  if (errno == EEXIST)
    lm_store_tell(store, LM_D_EXISTS, NULL, NULL);
  else
    lm_diags_add_system(store->diags, LM_D_OPEN, store->path, errno);
  return false;
}

lm_status lm_store_create(lm_store **out, const char *path, lm_diags *diags) {
  *out = new_store(path, diags);
  if (!*out) return LM_ENOMEM;
  if (!make_file(*out)) return give_up(out, LM_EIO);
  open_file(*out, SQLITE_OPEN_READWRITE, "");
  lm_sql_exec(*out, "PRAGMA journal_mode=WAL");
  if (!lm_store_failed(*out)) migrate(*out);
  if (!lm_store_failed(*out)) return LM_OK;
  lm_status status = give_up(out, LM_EIO);
  unlink(path); /* ours, and half made */
  return status;
}

/* A store in a folder where nothing can be written, on a medium or share that is read only: nobody else writes it either, so it can be read as it
   lies there. Not while a journal with something in it lies beside it. */
static bool lies_still(const lm_store *store) {
  struct stat info;
  size_t size = strlen(store->path) + sizeof "-wal";
  char *journal = malloc(size);
  if (!journal) return false;
  snprintf(journal, size, "%s-wal", store->path);
  bool still = stat(journal, &info) != 0 || info.st_size == 0; /* readers leave an empty one */
  free(journal);
  return still && access(store->path, R_OK) == 0;
}

/* file:PATH?immutable=1 with what has a meaning in a URI escaped. */
static char *still_address(const char *path) {
  char *uri = malloc(3 * strlen(path) + sizeof "file:?immutable=1"), *to = uri;
  if (!uri) return NULL;
  to += sprintf(to, "file:");
  for (; *path; path++) to += strchr("%?#", *path) ? sprintf(to, "%%%02X", (unsigned char)*path) : sprintf(to, "%c", *path);
  sprintf(to, "?immutable=1");
  return uri;
}

static void open_still(lm_store *store) {
  sqlite3_close(store->db);
  store->db = NULL;
  char *path = store->path, *uri = still_address(path);
  store->path = uri;
  store->failed = SQLITE_OK;
  if (uri)
    open_file(store, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, "");
  else
    lm_store_no_memory(store);
  store->path = path;
  free(uri);
}

/* A full disk has no room for the memory that readers of a journal share: one who has the file for himself needs none. */
static void open_alone(lm_store *store) {
  sqlite3_close(store->db);
  store->db = NULL;
  open_file(store, SQLITE_OPEN_READWRITE, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA query_only=ON");
}

/* LM_OK: a store that this program can work with; older ones may still have to be brought up. */
static lm_status recognise(lm_store *store, int64_t *version) {
  char known[24], there[24];
  int64_t application = pragma(store, "PRAGMA application_id");
  *version = pragma(store, "PRAGMA user_version");
  if (lm_store_failed(store)) return LM_EIO;
  if (application != LM_STORE_APPLICATION || *version < 1) {
    lm_store_tell(store, LM_D_NOT_STORE, NULL, NULL);
    return LM_EIO;
  }
  if (*version <= lm_store_version) return LM_OK;
  snprintf(known, sizeof known, "%d", lm_store_version);
  snprintf(there, sizeof there, "%" PRId64, *version);
  lm_store_tell(store, LM_D_NEWER, there, known);
  return LM_EIO;
}

static bool cannot_open(const lm_store *store) {
  const int code = store->failed & 0xff;
  return code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
}

static bool cannot_share(const lm_store *store) {
  return store->failed == SQLITE_IOERR_SHMSIZE || store->failed == SQLITE_IOERR_SHMMAP || store->failed == SQLITE_IOERR_SHMOPEN;
}

/* What the system has against it; 0: nothing. */
static int obstacle(const char *path, lm_store_mode mode) {
  struct stat info;
  if (stat(path, &info) != 0) return errno;
  if (S_ISDIR(info.st_mode)) return EISDIR;
  return access(path, mode == LM_STORE_WRITE ? R_OK | W_OK : R_OK) != 0 ? errno : 0;
}

lm_status lm_store_open(lm_store **out, const char *path, lm_store_mode mode, lm_diags *diags) {
  int64_t version = 0;
  *out = new_store(path, diags);
  if (!*out) return LM_ENOMEM;
  const int error = obstacle(path, mode);
  if (error) {
    lm_diags_add_system(diags, LM_D_OPEN, path, error);
    return give_up(out, LM_EIO);
  }
  open_file(*out, mode == LM_STORE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, "");
  lm_status status = recognise(*out, &version);
  if (mode == LM_STORE_READ && cannot_open(*out) && lies_still(*out)) {
    open_still(*out);
    status = recognise(*out, &version);
  } else if (mode == LM_STORE_READ && cannot_share(*out)) {
    open_alone(*out);
    status = recognise(*out, &version);
  }
  if (status != LM_OK) return give_up(out, status);
  if (version == lm_store_version) return LM_OK;
  if (mode == LM_STORE_READ) { /* the older schema is brought up by a moment of writing */
    lm_store_close(*out);
    status = lm_store_open(out, path, LM_STORE_WRITE, diags);
    lm_store_close(*out);
    return status == LM_OK ? lm_store_open(out, path, mode, diags) : (*out = NULL, status);
  }
  const bool sound = migrate(*out);
  return !sound || lm_store_failed(*out) ? give_up(out, LM_EIO) : LM_OK;
}

lm_status lm_store_verify(lm_store *store) {
  bool damaged = complains(store, "PRAGMA integrity_check", "ok") || complains(store, "PRAGMA foreign_key_check", NULL);
  lm_status status = lm_store_take_failure(store);
  return damaged ? LM_EINPUT : status;
}
