/* fuzz.h: what the harnesses share. A harness is one function on bytes; libFuzzer calls it (option fuzz), or replay.c with the corpus (a test).
   must(…) ends the program where an invariant is broken, also in builds without assertions. */
#ifndef LM_FUZZ_H
#define LM_FUZZ_H

#include <logicmodel/logicmodel.h>

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(condition) ((condition) ? (void)0 : (fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition), abort()))

/* The model of test/documents, read once. */
const lm_model *fuzz_model(void);

/* Every finding can be told in both languages, in valid UTF-8, and a document that was not read to its end has an error. */
void fuzz_check_findings(const lm_diags *diags, lm_status status);

#endif
