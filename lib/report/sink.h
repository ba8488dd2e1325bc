/* sink.h: what renderers use of a sink, beside lm_sink_put. */
#ifndef LM_REPORT_SINK_H
#define LM_REPORT_SINK_H

#include <logicmodel/write.h>

void lm_sink_char(lm_sink *sink, char c);
void lm_sink_repeat(lm_sink *sink, const char *text, size_t times);
/* Room for `most` bytes behind what is there, to be written to directly; how many of them count lm_sink_took says. NULL: a failure. */
char *lm_sink_room(lm_sink *sink, size_t most);
void lm_sink_took(lm_sink *sink, size_t size);
/* Empties a memory sink; its memory stays. */
void lm_sink_reset(lm_sink *sink);
lm_status lm_sink_status(const lm_sink *sink);
/* Remembers a failure of the renderer; the first one stays. */
void lm_sink_fail(lm_sink *sink, lm_status status);

#endif
