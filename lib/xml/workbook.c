/* workbook.c: the zip around a workbook; which parts it has and that no part unpacks to more than all of it may. */
#include "workbook.h"

#ifndef LM_WORKBOOKS

lm_status lmb_open_workbook(lmb_book *book, const char *bytes, size_t size, lm_diags *diags) {
  (void)bytes, (void)size;
  return lmb_refuse(book, LM_C_NO_READER, NULL, diags);
}

#else

#include "parts.h"

#include <string.h>

static lm_status unreadable(lmb_parts *parts, const char *why) { return lmb_refuse(parts->book, LM_C_WORKBOOK, why, parts->diags); }

/* ---- nodes ---- */

bool lmb_node_is(xmlTextReaderPtr reader, const char *name) { return strcmp((const char *)xmlTextReaderConstLocalName(reader), name) == 0; }

bool lmb_attribute(xmlTextReaderPtr reader, const char *name, char *buffer, size_t size) {
  xmlChar *value = xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
  size_t length = value ? strlen((const char *)value) : size;
  if (length < size) memcpy(buffer, value, length + 1);
  xmlFree(value);
  return length < size;
}

/* ---- one part ---- */

static int read_part(void *context, char *into, int length) {
  lmb_parts *parts = context;
  if (length <= 0) return 0;
  zip_int64_t got = zip_fread(parts->open, into, (zip_uint64_t)length);
  if (got < 0) {
    parts->broken = true;
    return -1;
  }
  parts->unpacked += (uint64_t)got;
  if (parts->unpacked <= LMB_MOST_UNPACKED) return (int)got;
  parts->too_large = true;
  return -1;
}

/* What libxml2 says about a broken part is told once, by whoever reads the part. */
static void no_message(void *context, const char *message, xmlParserSeverities severity, xmlTextReaderLocatorPtr locator) {
  (void)message, (void)severity, (void)locator;
  ((lmb_parts *)context)->malformed = true;
}

static lm_status judge(lmb_parts *parts, const char *name, lm_status status, int last) {
  if (status != LM_OK) return status;
  if (parts->too_large) return lmb_refuse(parts->book, LM_C_LIMIT, "256 MiB, unpacked", parts->diags);
  if (parts->doctype) return unreadable(parts, "DOCTYPE");
  if (last == 0 && !parts->broken && !parts->malformed) return LM_OK;
  return unreadable(parts, name);
}

static lm_status walk(lmb_parts *parts, xmlTextReaderPtr reader, lmb_node_fn *node, void *user, int *last) {
  lm_status status = LM_OK;
  while (status == LM_OK && (*last = xmlTextReaderRead(reader)) == 1) {
    int type = xmlTextReaderNodeType(reader);
    parts->doctype |= type == XML_READER_TYPE_DOCUMENT_TYPE;
    if (parts->doctype) break; /* entities could be anything */
    status = node(user, reader, type);
  }
  return status;
}

lm_status lmb_walk_part(lmb_parts *parts, const char *name, lmb_node_fn *node, void *user) {
  int last = -1;
  parts->open = zip_fopen(parts->zip, name, 0);
  if (!parts->open) return unreadable(parts, name);
  lm_status status = LM_ENOMEM;
  xmlTextReaderPtr reader = xmlReaderForIO(read_part, NULL, parts, name, NULL, XML_PARSE_NONET);
  if (reader) {
    xmlTextReaderSetErrorHandler(reader, no_message, parts);
    status = walk(parts, reader, node, user, &last);
    xmlFreeTextReader(reader);
  }
  zip_fclose(parts->open);
  parts->open = NULL;
  return judge(parts, name, status, last);
}

bool lmb_has_part(const lmb_parts *parts, const char *name) { return zip_name_locate(parts->zip, name, 0) >= 0; }

/* ---- the zip ---- */

/* A part of an encrypted workbook cannot be opened; ODS says so in its manifest, zip in the part itself. */
static bool is_encrypted(lmb_parts *parts) {
  zip_stat_t stat;
  zip_int64_t count = zip_get_num_entries(parts->zip, 0);
  for (zip_int64_t i = 0; i < count; i++)
    if (zip_stat_index(parts->zip, (zip_uint64_t)i, 0, &stat) == 0 && (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) return true;
  return false;
}

static lm_status find_encryption(void *user, xmlTextReaderPtr reader, int type) {
  if (type == XML_READER_TYPE_ELEMENT && strcmp((const char *)xmlTextReaderConstLocalName(reader), "encryption-data") == 0) *(bool *)user = true;
  return LM_OK;
}

static lm_status read_parts(lmb_parts *parts) {
  bool encrypted = is_encrypted(parts);
  lm_status status = LM_OK;
  if (!encrypted && lmb_has_part(parts, "META-INF/manifest.xml")) status = lmb_walk_part(parts, "META-INF/manifest.xml", find_encryption, &encrypted);
  if (encrypted) return lmb_refuse(parts->book, LM_C_LOCKED, NULL, parts->diags);
  if (status != LM_OK) return status;
  if (lmb_has_part(parts, "xl/workbook.xml")) return lmb_read_xlsx(parts);
  if (lmb_has_part(parts, "content.xml")) return lmb_read_ods(parts);
  return lmb_refuse(parts->book, LM_F_COMPRESSED, "zip", parts->diags);
}

lm_status lmb_open_workbook(lmb_book *book, const char *bytes, size_t size, lm_diags *diags) {
  lmb_parts parts = {.book = book, .diags = diags};
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &error);
  parts.zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
  lm_status status;
  if (parts.zip) {
    status = read_parts(&parts);
    zip_discard(parts.zip);
  } else {
    status = zip_error_code_zip(&error) == ZIP_ER_MEMORY ? LM_ENOMEM : unreadable(&parts, zip_error_strerror(&error));
    if (source) zip_source_free(source);
  }
  zip_error_fini(&error);
  return status;
}

#endif
