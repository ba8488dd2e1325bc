/* faulty_disk.h: a disk whose n-th change fails, for SQLite in this process. A change is a write, truncation, sync, deletion, growth of shared
   memory, or the opening of a file that may be written. */
#ifndef LM_TEST_FAULTY_DISK_H
#define LM_TEST_FAULTY_DISK_H

#include <stdbool.h>

typedef enum disk_fault {
  DISK_ERROR, /* that one fails */
  DISK_SHORT, /* half of it is written, then it fails */
  DISK_NO_ROOM, /* that one finds the disk full */
  DISK_FULL,  /* and so does every later one that needs room */
  DISK_GONE,  /* that one fails, and every later one of any kind */
  DISK_POWER, /* the same; and of what was not synced by then any part may be lost */
  DISK_FAULTS
} disk_fault;

extern const char *const disk_fault_words[DISK_FAULTS];

/* Becomes SQLite's default; the true disk stays as "unix". */
void faulty_disk_install(void);
/* From now on the n-th change fails, counted from 0. */
void faulty_disk_fail(disk_fault fault, long n);
/* From now on nothing fails; whether something did. */
bool faulty_disk_stop(void);
/* When all files are closed, after DISK_POWER: each write that was not synced is kept or lost, as `seed` has it. */
void faulty_disk_lose(unsigned seed);

#endif
