/* exit.h: what the command returns. Kept stable: scripts rely on it. */
#ifndef CLI_EXIT_H
#define CLI_EXIT_H

enum {
  CLI_OK = 0,        /* done; with `check`: no finding of severity error */
  CLI_FINDINGS = 1,  /* the input has errors; they were listed */
  CLI_USAGE = 2,     /* the command line is wrong */
  CLI_IO = 3,        /* a file cannot be read or written */
  CLI_NOT_FOUND = 4, /* an id that was asked for does not exist */
  CLI_NO_MEMORY = 5
};

#endif
