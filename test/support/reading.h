/* reading.h: documents in memory read with the model of test/documents, for tests of the readers. */
#ifndef LM_TEST_READING_H
#define LM_TEST_READING_H

#include <logicmodel/logicmodel.h>

/* A values document of one area, around `body`; everything on one line. */
#define VALUES(body) \
  "<values xmlns=\"urn:logicmodel:values:1\" version=\"1.0\" area=\"c1\"><area id=\"c1\"><label xml:lang=\"en\">City</label></area>" body "</values>"
#define SERIES(body) VALUES("<series indicator=\"i1\">" body "</series>")

typedef struct reading {
  lm_status status;
  lm_diags *diags;
  lm_scan_totals totals;
} reading;

/* Call first; exits when the model cannot be read. */
void reading_start(const char *source_directory);
void reading_stop(void);
const lm_model *reading_model(void);

/* Reads as a document of `kind`; size 0: the text ends at its NUL. found may be NULL (values only). */
reading read_bytes(lm_doc_kind kind, const char *bytes, size_t size, lm_obs_fn *found, void *user);
reading read_values_text(const char *text);
void reading_clear(reading *r);

/* The `nth` finding (from 0) of a code; NULL if there is none. */
const lm_finding *reading_find(const reading *r, const char *id, size_t nth);
/* "V404 V415": the ids in the order of the findings. */
const char *reading_ids(const reading *r, char *buffer, size_t size);

#endif
