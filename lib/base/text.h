/* text.h: Unicode matters: validity, display width, cutting, nearest word. Width counts East Asian wide and ambiguous characters as Japanese terminals
   do: wide 2, ambiguous 1 (so that lines drawn with − … → stay aligned under UTF-8 terminals). */
#ifndef LM_BASE_TEXT_H
#define LM_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns of a UTF-8 text on a terminal. Control characters count 0. */
size_t lm_text_width(const char *text);
/* Length in bytes of the longest prefix that fits into `columns`; never cuts a character. */
size_t lm_text_prefix(const char *text, size_t columns);
/* Where to break `text` so that the first line fits `columns`: by the line-breaking rules of Unicode (kinsoku included). Returns bytes of the
   line (trailing blanks included), at least one character. */
size_t lm_text_line(const char *text, size_t columns);
/* The same for a line of which the first `fits` bytes, whole characters, have room. */
size_t lm_text_line_of(const char *text, size_t fits);
/* Printed width in ems, more rather than less (ems.c), and the longest prefix that has room in `ems`: bytes, whole characters. */
double lm_text_ems(const char *text, bool bold);
size_t lm_text_within(const char *text, double ems, bool bold);
/* One character and nothing else: a letter of any script; a sign, neither letter nor number. */
bool lm_text_is_letter(const char *text);
bool lm_text_is_sign(const char *text);
bool lm_text_valid(const char *text, size_t length);
/* The first line, from 1, that is not valid; the one behind the last when all are. */
uint32_t lm_text_invalid_line(const char *text, size_t length);
/* Steers a terminal or turns the direction of writing: nothing that a text for people to read may hold. */
bool lm_text_commands(uint32_t character);
/* The first such character of `text`, or byte that is no UTF-8 (*character U+FFFD), and which character it is, from 1; 0: there is none. */
size_t lm_text_find_command(const char *text, uint32_t *character);
/* Edit distance of two ids (bytes), at most `most` + 1. */
size_t lm_text_distance(const char *a, const char *b, size_t most);
/* Of `count` ids the nearest to `wanted`, by edits; NULL when none is near. at() may give NULL for an id that does not count. */
typedef const char *lm_text_at_fn(const void *user, size_t index);
const char *lm_text_nearest(const char *wanted, size_t count, lm_text_at_fn *at, const void *user);

#endif
