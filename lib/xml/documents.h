/* documents.h: the kinds of document we read. */
#ifndef LM_XML_DOCUMENTS_H
#define LM_XML_DOCUMENTS_H

#include "parse.h"

extern const lmx_document_def lmx_model_document, lmx_values_document, lmx_targets_document, lmx_progress_document, lmx_mapping_document, lmx_settings_document;

#endif
