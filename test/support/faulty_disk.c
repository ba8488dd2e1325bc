/* faulty_disk.c: see faulty_disk.h. */
#include "faulty_disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const disk_fault_words[DISK_FAULTS] = {"an error", "a short write", "no room once", "a full disk", "a disk gone", "a power cut"};

enum { FILES = 8, WAYS_OF_CHANGE = 6 };
typedef enum change { WRITE, TRUNCATE, SYNC, DELETE, SHARE, OPEN } change;

typedef struct pending {
  sqlite3_int64 at;
  int size; /* -1: a truncation to `at` */
  unsigned char *bytes;
} pending;

/* What is certain to be on the disk, and what was written since. */
typedef struct tracked {
  char path[128];
  unsigned char *sure;
  size_t sure_size;
  pending *write;
  size_t writes;
} tracked;

static struct {
  sqlite3_vfs *disk;
  sqlite3_vfs faulty;
  bool armed, struck;
  disk_fault fault;
  long left;
  tracked file[FILES];
} world;

typedef struct faulty_file {
  sqlite3_file base;
  tracked *track;
  sqlite3_file *real;
} faulty_file;

static sqlite3_file *real_of(sqlite3_file *file) { return ((faulty_file *)file)->real; }
static tracked *track_of(sqlite3_file *file) { return ((faulty_file *)file)->track; }

/* ---- faults ---- */

static int error_of(change what) {
  static const int error[WAYS_OF_CHANGE] = {SQLITE_IOERR_WRITE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_DELETE, SQLITE_IOERR_SHMSIZE, SQLITE_CANTOPEN};
  const bool room = world.fault == DISK_NO_ROOM || world.fault == DISK_FULL;
  return room && what == WRITE ? SQLITE_FULL : error[what];
}

static bool fails_from_now(change what) {
  if (world.fault == DISK_FULL) return what == WRITE || what == SHARE;
  return world.fault == DISK_GONE || world.fault == DISK_POWER;
}

static int strike(change what) {
  if (!world.armed) return SQLITE_OK;
  if (world.struck) return fails_from_now(what) ? error_of(what) : SQLITE_OK;
  if (world.left-- > 0) return SQLITE_OK;
  world.struck = true;
  return error_of(what);
}

void faulty_disk_fail(disk_fault fault, long n) {
  world.fault = fault;
  world.left = n;
  world.armed = true;
  world.struck = false;
}

bool faulty_disk_stop(void) {
  world.armed = false;
  return world.struck;
}

/* ---- what a power cut leaves ---- */

static void forget_writes(tracked *t) {
  for (size_t i = 0; i < t->writes; i++) free(t->write[i].bytes);
  free(t->write);
  t->write = NULL;
  t->writes = 0;
}

static void forget(tracked *t) {
  forget_writes(t);
  free(t->sure);
  *t = (tracked){0};
}

static void make_sure(tracked *t) {
  FILE *file = t ? fopen(t->path, "rb") : NULL;
  if (!t) return;
  forget_writes(t);
  free(t->sure);
  t->sure = malloc(1 << 22);
  t->sure_size = file && t->sure ? fread(t->sure, 1, 1 << 22, file) : 0;
  if (file) fclose(file);
}

static tracked *track(const char *path) {
  tracked *none = NULL;
  for (int i = 0; i < FILES; i++) {
    if (strcmp(world.file[i].path, path) == 0) return &world.file[i];
    if (!none && !*world.file[i].path) none = &world.file[i];
  }
  if (!none) return NULL;
  snprintf(none->path, sizeof none->path, "%s", path);
  make_sure(none);
  return none;
}

static void note(tracked *t, sqlite3_int64 at, int size, const void *bytes) {
  pending *more = t ? realloc(t->write, (t->writes + 1) * sizeof *more) : NULL;
  if (!more) return;
  t->write = more;
  more[t->writes] = (pending){at, size, size > 0 ? malloc((size_t)size) : NULL};
  if (size > 0) memcpy(more[t->writes].bytes, bytes, (size_t)size);
  t->writes++;
}

static void write_part(FILE *file, const pending *p) {
  if (p->size < 0) {
    fflush(file);
    if (ftruncate(fileno(file), p->at) != 0) abort();
    return;
  }
  fseek(file, (long)p->at, SEEK_SET);
  fwrite(p->bytes, 1, (size_t)p->size, file);
}

void faulty_disk_lose(unsigned seed) {
  char shared[140];
  for (int i = 0; i < FILES; i++) {
    tracked *t = &world.file[i];
    FILE *file = *t->path && world.struck && world.fault == DISK_POWER ? fopen(t->path, "wb") : NULL;
    if (file) fwrite(t->sure, 1, t->sure_size, file);
    for (size_t k = 0; file && k < t->writes; k++) {
      seed = seed * 1103515245u + 12345u;
      if (seed >> 16 & 1) write_part(file, &t->write[k]);
    }
    if (file) fclose(file);
    snprintf(shared, sizeof shared, "%s-shm", t->path);
    if (file) unlink(shared);
    forget(t);
  }
}

/* ---- a file ---- */

static int file_close(sqlite3_file *file) { return real_of(file)->pMethods->xClose(real_of(file)); }
static int file_read(sqlite3_file *file, void *to, int size, sqlite3_int64 at) { return real_of(file)->pMethods->xRead(real_of(file), to, size, at); }

static int file_write(sqlite3_file *file, const void *from, int size, sqlite3_int64 at) {
  int failed = strike(WRITE);
  if (failed && world.fault != DISK_SHORT) return failed;
  if (failed) size /= 2;
  note(track_of(file), at, size, from);
  int code = real_of(file)->pMethods->xWrite(real_of(file), from, size, at);
  return failed ? failed : code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  int failed = strike(TRUNCATE);
  if (failed) return failed;
  note(track_of(file), size, -1, NULL);
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_sync(sqlite3_file *file, int flags) {
  int failed = strike(SYNC);
  if (failed) return failed;
  int code = real_of(file)->pMethods->xSync(real_of(file), flags);
  if (code == SQLITE_OK) make_sure(track_of(file));
  return code;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) { return real_of(file)->pMethods->xFileSize(real_of(file), size); }
static int file_lock(sqlite3_file *file, int lock) { return real_of(file)->pMethods->xLock(real_of(file), lock); }
static int file_unlock(sqlite3_file *file, int lock) { return real_of(file)->pMethods->xUnlock(real_of(file), lock); }
static int file_is_locked(sqlite3_file *file, int *out) { return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out); }
static int file_control(sqlite3_file *file, int what, void *with) { return real_of(file)->pMethods->xFileControl(real_of(file), what, with); }
static int file_sector(sqlite3_file *file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
static int file_device(sqlite3_file *file) { return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file)); }

static int file_share(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
  int failed = extend ? strike(SHARE) : SQLITE_OK;
  return failed ? failed : real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}

static int file_share_lock(sqlite3_file *file, int at, int n, int flags) { return real_of(file)->pMethods->xShmLock(real_of(file), at, n, flags); }
static void file_share_barrier(sqlite3_file *file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
static int file_share_end(sqlite3_file *file, int remove_it) { return real_of(file)->pMethods->xShmUnmap(real_of(file), remove_it); }

static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = file_close, .xRead = file_read, .xWrite = file_write, .xTruncate = file_truncate, .xSync = file_sync,
    .xFileSize = file_size, .xLock = file_lock, .xUnlock = file_unlock, .xCheckReservedLock = file_is_locked, .xFileControl = file_control,
    .xSectorSize = file_sector, .xDeviceCharacteristics = file_device, .xShmMap = file_share, .xShmLock = file_share_lock,
    .xShmBarrier = file_share_barrier, .xShmUnmap = file_share_end,
};

/* ---- the disk ---- */

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  faulty_file *f = (faulty_file *)file;
  int failed = flags & SQLITE_OPEN_READWRITE ? strike(OPEN) : SQLITE_OK;
  *f = (faulty_file){.real = (sqlite3_file *)(f + 1)};
  int code = failed ? failed : world.disk->xOpen(world.disk, path, f->real, flags, out);
  if (code != SQLITE_OK) return code;
  f->base.pMethods = &methods;
  f->track = path && world.armed ? track(path) : NULL;
  return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int sync) {
  (void)vfs;
  int failed = strike(DELETE);
  if (failed) return failed;
  for (int i = 0; i < FILES; i++)
    if (strcmp(world.file[i].path, path) == 0) forget(&world.file[i]);
  return world.disk->xDelete(world.disk, path, sync);
}

void faulty_disk_install(void) {
  world.disk = sqlite3_vfs_find("unix");
  world.faulty = *world.disk;
  world.faulty.pNext = NULL;
  world.faulty.zName = "faulty";
  world.faulty.szOsFile = (int)sizeof(faulty_file) + world.disk->szOsFile;
  world.faulty.xOpen = disk_open;
  world.faulty.xDelete = disk_delete;
  sqlite3_vfs_register(&world.faulty, 1);
}
