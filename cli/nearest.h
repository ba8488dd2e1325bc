/* nearest.h: "did you mean …?" */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

/* The word of `known` that is nearest to `given`: one that begins so, else one at most two slips away (one for short words).
 * NULL: none. */
const char *cli_nearest(const char *given, const char *const *known, size_t count);

#endif
