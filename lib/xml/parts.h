/* parts.h: the XML parts inside a workbook, walked one at a time. */
#ifndef LM_XML_PARTS_H
#define LM_XML_PARTS_H

#include "book.h"

#include <libxml/xmlreader.h>
#include <zip.h>

#define LMB_MOST_UNPACKED (256u << 20)

typedef struct lmb_parts {
  lmb_book *book;
  lm_diags *diags;
  zip_t *zip;
  zip_file_t *open;
  uint64_t unpacked; /* of all parts together: the sizes a zip declares may lie */
  bool broken, too_large, malformed, doctype;
} lmb_parts;

/* Called for every node; anything but LM_OK ends the walk. */
typedef lm_status lmb_node_fn(void *user, xmlTextReaderPtr reader, int type);
/* Tells what is wrong with the part (LM_EINPUT). */
lm_status lmb_walk_part(lmb_parts *parts, const char *name, lmb_node_fn *node, void *user);
/* The local name of the node. */
bool lmb_node_is(xmlTextReaderPtr reader, const char *name);
/* A copy of the attribute in `buffer`; false: there is none, or it is longer. */
bool lmb_attribute(xmlTextReaderPtr reader, const char *name, char *buffer, size_t size);
bool lmb_has_part(const lmb_parts *parts, const char *name);

lm_status lmb_read_xlsx(lmb_parts *parts);
lm_status lmb_read_ods(lmb_parts *parts);

/* A date as days since 1970-01-01 with the part of the day; text has 32 bytes: "2024-10-01". false: no day of the calendar. */
bool lmb_date_text(double days, char *text);
/* 0.78 → "78%"; text has LM_NUM_SIZE + 2 bytes. */
void lmb_percent_text(double number, char *text);

#endif
