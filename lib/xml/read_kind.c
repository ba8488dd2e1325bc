#include "book.h"
#include "documents.h"

lm_status lm_read_kind(const lm_input *input, lm_doc_kind *kind, lm_diags *diags) {
  static const lmx_document_def *const documents[] = {&lmx_model_document, &lmx_values_document, &lmx_targets_document,
                                                      &lmx_progress_document, &lmx_mapping_document, &lmx_settings_document, NULL};
  if (lmb_look_at(input) == LMB_LOOKS_XML) return lmx_sniff(input, documents, kind, diags);
  *kind = LM_DOC_VALUES;
  return LM_OK;
}
