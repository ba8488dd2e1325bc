/* twin.h: a document and its twin, in which the two kinds of quotes are exchanged. Both say the same at the same places, but elements with double
   quotes may be read as plain ones (lib/xml/plain.c) and those with single quotes never are. */
#ifndef LM_TEST_TWIN_H
#define LM_TEST_TWIN_H

#include <logicmodel/logicmodel.h>

/* Reads both, as values or targets. false: they differ in status, totals, observations, targets or findings; `why` says in what. */
bool twin_reads_alike(lm_doc_kind kind, const lm_model *model, const char *bytes, size_t size, char *why, size_t why_size);

/* All that is told of a document read as values or targets, as text; to be freed. NULL: no memory. */
char *twin_told(lm_doc_kind kind, const lm_model *model, const char *bytes, size_t size);

#endif
