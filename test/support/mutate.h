/* mutate.h: XML documents made from others: a few pieces of a seed, then some damage. The same random state gives the same document. */
#ifndef LM_TEST_MUTATE_H
#define LM_TEST_MUTATE_H

#include "random.h"

#include <libxml/tree.h>

/* A document of up to `most` random children of the seed's root, with 0 to 3 changes to its elements, attributes and texts and now and then
   to its bytes. NUL-terminated; free with xmlFree. */
xmlChar *mutate_document(test_random *random, xmlDocPtr seed, unsigned most, int *size);

/* Calls `found` for every kind of attribute in the seed (element, element around it, name: the first of each) and every value of a table of good
   and bad ones, with a document of the root and the one branch that the attribute stands in. The text is freed afterwards. */
typedef void mutate_found_fn(void *user, const xmlChar *text, int size);
void mutate_values(xmlDocPtr seed, mutate_found_fn *found, void *user);

#endif
