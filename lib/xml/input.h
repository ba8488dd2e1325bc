/* input.h: bytes for the parser, from a file or memory. Compressed files are refused here: libxml2 would unpack them silently. */
#ifndef LM_XML_INPUT_H
#define LM_XML_INPUT_H

#include <logicmodel/read.h>

enum { LMX_BUFFER = 64 * 1024 };

typedef struct lmx_input {
  const lm_input *from;
  const char *name;   /* for messages; never NULL */
  int fd;             /* -1: memory */
  size_t used, filled; /* in the buffer, or in from->data */
  int error;          /* errno of a read that failed */
  char buffer[LMX_BUFFER];
} lmx_input;

/* Opens and looks at the first bytes; findings F001–F004. */
lm_status lmx_input_open(lmx_input *input, const lm_input *from, lm_diags *diags);
void lmx_input_close(lmx_input *input);
/* libxml2's read callback; context is the lmx_input. */
int lmx_input_read(void *context, char *into, int length);

#endif
