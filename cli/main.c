/* main.c: the program around lm_cli_main. */
#include "cli.h"

#include <locale.h>

int main(int argc, char **argv) {
  /* Characters only: numbers keep their point. */
  if (!setlocale(LC_CTYPE, "")) setlocale(LC_CTYPE, "C.UTF-8");
  return lm_cli_main(argc, argv, stdin, stdout, stderr);
}
