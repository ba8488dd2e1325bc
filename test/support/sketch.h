/* sketch.h: a model from a few words, one line each, so that a test shows the model it is about.

     tier 2027 initial 2028-03-31
     scene s                          every line: then any of the words below
     initiative A in=s
     activity a1 in=A
     outcome o1 tier=2027 in=s no=1
     indicator q                      up, count, unit and fiscal year, unless a word says otherwise
     o1 -> f                          contributes-to; ids are bare, or kind:id where two kinds share one
     o1 => q                          measured-by
   Words: ja-only no-label no-direction no-unit no-measure no-basis text placeholder.
   Labels are the ids, in both languages. Places are "sketch" and the number of the line. */
#ifndef LM_TEST_SKETCH_H
#define LM_TEST_SKETCH_H

#include <logicmodel/model.h>

/* Fails the running test when a line makes no sense. */
lm_model *sketch(const char *text);
/* The node of that name; fails the running test if there is none. */
lm_node sketch_node(const lm_model *model, const char *name);

#endif
