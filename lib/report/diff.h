/* diff.h: the words of what differs or moved, for lists of their own and for the report. */
#ifndef LM_REPORT_DIFF_H
#define LM_REPORT_DIFF_H

#include "listing.h"
#include "phrase.h"

#include <logicmodel/diff.h>

const char *lm_diff_thing_in(lm_diff_thing thing, lm_lang lang);
const char *lm_diff_kind_in(lm_diff_kind kind, lm_lang lang);
/* "definition (Japanese)", "statement purpose (English)"; nothing where there is no field. */
void lm_add_diff_field(lm_strbuf *to, const lm_difference *difference, lm_lang lang);
/* A field's value as readers see it; NULL for NULL. */
const char *lm_diff_value_in(lm_diff_field field, const char *value, lm_lang lang);

/* The field of an area that changed: "label (Japanese)", "valid from"; nothing where the whole area came or went. And its value as readers see it;
   NULL for NULL. */
void lm_add_area_field(lm_strbuf *to, const lm_store_change *change, lm_lang lang);
const char *lm_area_value_in(const lm_store_change *change, const char *value, lm_lang lang);
/* Members of the open object: the field and the language that its text is in, as data. */
void lm_area_field_as_json(lm_json *json, const lm_store_change *change);

/* Members of the open object: how many verdicts there are and moved, by what, and each of them. why.c */
void lm_explanation_as_json(lm_json *json, const lm_explanation *explanation, const lm_view *view);

/* Whether the method can be among the causes of what moved, and how it changed. why.c */
void lm_add_method_then(lm_strbuf *to, const lm_kept_verdicts *then, lm_lang lang);

/* stored_words.c */
const char *lm_word_of_what(lm_what what, lm_lang lang);
const char *lm_word_of_change(lm_change_kind kind, lm_lang lang);
const char *lm_word_of_would(lm_change_kind kind, lm_lang lang); /* of a load that is not done */
/* A period of the store as readers see it; a tier as it is. */
void lm_add_stored_when(lm_strbuf *to, lm_what what, const char *when, const lm_view *view);
/* A value or target of the store as readers see it. */
void lm_add_stored_amount(lm_strbuf *to, lm_what what, const char *amount, lm_lang lang);
/* "load", "undoing of 3" */
void lm_add_load_kind(lm_strbuf *to, const lm_store_load *load, lm_lang lang);

#endif
