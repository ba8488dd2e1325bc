#include "mutate.h"

#include <stdbool.h>
#include <string.h>

enum { ELEMENTS_MOST = 400, CHANGES_MOST = 3, BYTES_ONE_IN = 8, SLICE_MOST = 30 };

typedef struct mutator {
  test_random *random;
  xmlDocPtr doc;
  xmlNodePtr element[ELEMENTS_MOST]; /* of the document, in document order */
  unsigned count;
} mutator;

#define ONE_OF(m, table) (table)[test_random_below((m)->random, sizeof(table) / sizeof *(table))]
#define LONG_10 "x234567890"
#define LONG_40 LONG_10 LONG_10 LONG_10 LONG_10

/* Good and bad for one type or another. */
static const char *const values[] = {
    "", " ", "\t", "\n", "0", "-0", "1", "+1", "-12.5", "007", ".5", "5.", "1.", "1e5", "1,234", "1 234", "30,6", "12.50", "--1", "+", "-", "0x10",
    "NaN", "INF", "nan", "１２３", "78%", "△1.9", " 12", "12 ", "999999", "1000000", "12345678901234567890", "true", "false", "TRUE", "1.0", "1.1",
    "1.10000", "1.99999", "2.0", "1.", "up", "Up", "down", "none", "text", "count", "fiscal", "calendar", "fiscal-year", "stated", "assumed",
    "initial", "final", "measured-by", "suppressed", "not-yet", "value", "range", "keep", "change", "outcome:o1", "outcome:", ":o1", "outcome",
    "tier:2027", "indicator:i1", "outcome:o1:x", "outcome:-o1", "Outcome:o1", "i1", "a b", "a\nb", "-a", ".a", "_a", "a-", "a.b_c-d", "é",
    "指標", "i１", "2024", "2024FY", "2024年度", "R6", "2025-02-30", "2025-13-01", "2025-00-10", "2025-1-1", "2025-07-01", "2025-07-01 ", "2025-07-011",
    "2025/07/01", "0000-01-01", "provisional", "provisional estimated", "provisional  estimated", " provisional", "provisional ", "Provisional",
    "provisional,estimated", "a-", "-", "\xC2\xA0", "\xE3\x80\x80", "<>&\"'", "]]>", "ja", "en", "de", "ja-JP", "JA",
    LONG_40, LONG_40 "1", LONG_40 LONG_10 LONG_10 "1234", LONG_40 LONG_10 LONG_10 "12345",
    "ああああああああああああああああああああああああああああああああああああああああ", "ああああああああああああああああああああああああああああああああああああああああい",
    "outcome:" LONG_40 LONG_10 LONG_10 "1234", "indicator:" LONG_40 LONG_10 LONG_10 "1234", "initiative:" LONG_40 LONG_10 LONG_10 "1234",
    "1111111111111111111111111111111111111111111111111111111111111111", "11111111111111111111111111111111111111111111111111111111111111111",
    "provisional-provisional-provisional-provisional-provisional-provisional-provisional-provisional-provisional-provisional-",
    "provisional-provisional-provisional-provisional-provisional-provisional-provisional-provisional-provisional-provisional-a"};
static const char *const attribute_names[] = {"id", "ID", "value", "area", "period", "unit", "lower", "number", "lang", "type", "bogus", "source", "reason", "status"};
static const char *const element_names[] = {"note", "label", "title", "obs", "missing", "series", "area", "source", "target", "baseline", "outcome", "indicator",
                                            "link", "cite", "ref", "break", "tier", "unit", "tag", "Note", "bogus", "values", "model", "targets"};
static const char *const texts[] = {"x", " ", "\n\t ", "0", "\xC2\xA0", "\xE3\x80\x80", "文", "  word  ", "&<>"};
static const char *const namespaces[] = {"urn:other", "urn:logicmodel:values:1", "urn:logicmodel:model:1", "urn:logicmodel:targets:1", "urn:logicmodel:model:2",
                                         "http://www.w3.org/1999/xhtml"};

static const xmlChar *xml(const char *text) { return (const xmlChar *)text; }

static void collect(mutator *m, xmlNodePtr node) {
  for (; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (m->count < ELEMENTS_MOST) m->element[m->count++] = node;
    collect(m, node->children);
  }
}

static xmlNodePtr any_element(const mutator *m) { return m->element[test_random_below(m->random, m->count)]; }

static bool is_root(const mutator *m, xmlNodePtr node) { return node == m->element[0]; }

static xmlAttrPtr any_attribute(const mutator *m, xmlNodePtr node) {
  unsigned count = 0;
  for (xmlAttrPtr a = node->properties; a; a = a->next) count++;
  if (count == 0) return NULL;
  xmlAttrPtr a = node->properties;
  for (unsigned skip = test_random_below(m->random, count); skip; skip--) a = a->next;
  return a;
}

/* ---- changes: each to one element ---- */

static void drop_attribute(mutator *m, xmlNodePtr node) {
  xmlAttrPtr a = any_attribute(m, node);
  if (a) xmlRemoveProp(a);
}

static void rename_attribute(mutator *m, xmlNodePtr node) {
  xmlAttrPtr a = any_attribute(m, node);
  const char *name = ONE_OF(m, attribute_names);
  if (a && !xmlHasNsProp(node, xml(name), NULL)) xmlNodeSetName((xmlNodePtr)a, xml(name));
}

static void change_value(mutator *m, xmlNodePtr node) {
  xmlAttrPtr a = any_attribute(m, node);
  if (a) xmlSetNsProp(node, a->ns, a->name, xml(ONE_OF(m, values)));
}

/* A value that is right somewhere: of another attribute in the document. */
static void borrow_value(mutator *m, xmlNodePtr node) {
  xmlAttrPtr to = any_attribute(m, node), from = any_attribute(m, any_element(m));
  if (!to || !from) return;
  xmlChar *value = xmlNodeGetContent((xmlNodePtr)from);
  xmlSetNsProp(node, to->ns, to->name, value);
  xmlFree(value);
}

static void add_attribute(mutator *m, xmlNodePtr node) { xmlSetProp(node, xml(ONE_OF(m, attribute_names)), xml(ONE_OF(m, values))); }

static void add_xml_attribute(mutator *m, xmlNodePtr node) {
  static const char *const names[] = {"lang", "space", "base", "id"};
  xmlSetNsProp(node, xmlSearchNsByHref(m->doc, node, XML_XML_NAMESPACE), xml(ONE_OF(m, names)), xml(ONE_OF(m, values)));
}

/* xsi:type with the very type of the element is the one thing that the schema allows and the reader does not: it is not made here. */
static void add_foreign_attribute(mutator *m, xmlNodePtr node) {
  static const struct {
    const char *uri, *prefix, *name, *value;
  } foreign[] = {{"urn:other", "o", "id", "1"},
                 {"urn:other", "o", "value", ""},
                 {"http://www.w3.org/2001/XMLSchema-instance", "xsi", "schemaLocation", "urn:other nowhere.xsd"},
                 {"http://www.w3.org/2001/XMLSchema-instance", "xsi", "noNamespaceSchemaLocation", "nowhere.xsd"},
                 {"http://www.w3.org/2001/XMLSchema-instance", "xsi", "nil", "true"},
                 {"http://www.w3.org/2001/XMLSchema-instance", "xsi", "nil", "false"},
                 {"http://www.w3.org/2001/XMLSchema-instance", "xsi", "type", "bogus"},
                 {"urn:logicmodel:model:1", "own", "id", "x"},
                 {"urn:logicmodel:values:1", "own", "period", "2024"}};
  size_t at = test_random_below(m->random, sizeof foreign / sizeof *foreign);
  xmlNsPtr ns = xmlSearchNs(m->doc, node, xml(foreign[at].prefix));
  if (!ns) ns = xmlNewNs(node, xml(foreign[at].uri), xml(foreign[at].prefix));
  xmlSetNsProp(node, ns, xml(foreign[at].name), xml(foreign[at].value));
}

static void drop_element(mutator *m, xmlNodePtr node) {
  if (is_root(m, node)) return;
  xmlUnlinkNode(node);
  xmlFreeNode(node);
}

static void repeat_element(mutator *m, xmlNodePtr node) {
  if (!is_root(m, node)) xmlAddNextSibling(node, xmlCopyNode(node, 1));
}

static void rename_element(mutator *m, xmlNodePtr node) { xmlNodeSetName(node, xml(ONE_OF(m, element_names))); }

static bool inside(xmlNodePtr node, xmlNodePtr of) {
  for (; node; node = node->parent)
    if (node == of) return true;
  return false;
}

static void move_element(mutator *m, xmlNodePtr node) {
  xmlNodePtr to = any_element(m);
  if (is_root(m, node) || inside(to, node)) return;
  xmlUnlinkNode(node);
  xmlAddChild(to, node);
}

static void add_text(mutator *m, xmlNodePtr node) { xmlAddChild(node, xmlNewDocText(m->doc, xml(ONE_OF(m, texts)))); }

/* A CDATA section of blanks only is no content by the specification, but some for libxml2's validator: there are words in ours. */
static void add_unread(mutator *m, xmlNodePtr node) {
  static const char words[] = "a<b & c";
  const char *text = ONE_OF(m, texts);
  unsigned kind = test_random_below(m->random, 3);
  xmlAddChild(node, kind == 0   ? xmlNewDocComment(m->doc, xml(text))
                    : kind == 1 ? xmlNewDocPI(m->doc, xml("target"), xml(text))
                                : xmlNewCDataBlock(m->doc, xml(words), (int)strlen(words)));
}

static void change_text(mutator *m, xmlNodePtr node) {
  for (xmlNodePtr child = node->children; child; child = child->next)
    if (child->type == XML_TEXT_NODE) xmlNodeSetContent(child, xml(ONE_OF(m, texts)));
}

static void add_element(mutator *m, xmlNodePtr node) {
  xmlNodePtr child = xmlNewChild(node, node->ns, xml(ONE_OF(m, element_names)), NULL);
  if (test_random_below(m->random, 2)) xmlAddChild(child, xmlNewDocText(m->doc, xml("text")));
  if (test_random_below(m->random, 2)) xmlSetNsProp(child, xmlSearchNsByHref(m->doc, child, XML_XML_NAMESPACE), xml("lang"), xml("ja"));
}

static void add_foreign_element(mutator *m, xmlNodePtr node) {
  xmlNodePtr child = xmlNewChild(node, NULL, xml(ONE_OF(m, element_names)), NULL);
  xmlSetNs(child, xmlNewNs(child, xml(ONE_OF(m, namespaces)), test_random_below(m->random, 2) ? xml("f") : NULL));
  if (test_random_below(m->random, 2)) xmlNewChild(child, node->ns, xml("bogus"), xml("text"));
}

static void no_namespace(mutator *m, xmlNodePtr node) {
  (void)m;
  xmlSetNs(node, NULL);
  xmlNewNs(node, xml(""), NULL);
}

static void other_namespace(mutator *m, xmlNodePtr node) { xmlSetNs(node, xmlNewNs(node, xml(ONE_OF(m, namespaces)), xml("n"))); }

typedef void change_fn(mutator *m, xmlNodePtr node);
static change_fn *const changes[] = {drop_attribute,   rename_attribute,  change_value,          change_value, change_value, change_value,
                                     borrow_value,     borrow_value,      borrow_value,          add_attribute, add_xml_attribute,
                                     add_foreign_attribute, drop_element, repeat_element,        rename_element, move_element, add_text,
                                     add_unread,       change_text,       add_element,           add_foreign_element, no_namespace, other_namespace};

/* ---- damage to the bytes ---- */

static xmlChar *damage(test_random *random, xmlChar *text, int *size) {
  static const char *const pieces[] = {"<", ">", "&", "\"", "'", "/", "=", " ", "\t", "\x01", "\xFF", "\xE3\x81", "&amp;", "&#x41;", "&#0;", "&nope;", "]]>",
                                       "<![CDATA[x]]>", "<!-- -- -->", "<?xml?>", " id=\"x\"", " xmlns:q=\"\"", "<o:x/>", "x:y=\"1\""};
  unsigned at = test_random_below(random, (unsigned)*size), cut = test_random_below(random, SLICE_MOST);
  if (cut > (unsigned)*size - at) cut = (unsigned)*size - at;
  const char *piece = ONE_OF(&(mutator){.random = random}, pieces);
  switch (test_random_below(random, 4)) {
  case 0: text[at] = 0; break;            /* truncated */
  case 1: cut = 0; break;                 /* something put in */
  case 2: piece = ""; break;              /* something lost */
  default: break;                         /* something replaced */
  }
  xmlBufferPtr out = xmlBufferCreate();
  xmlBufferAdd(out, text, (int)at);
  if (text[at]) {
    xmlBufferAdd(out, xml(piece), -1);
    xmlBufferAdd(out, text + at + cut, -1);
  }
  *size = xmlBufferLength(out);
  xmlFree(text);
  text = xmlBufferDetach(out);
  xmlBufferFree(out);
  return text;
}

/* ---- the document ---- */

static xmlDocPtr pieces_of(test_random *random, xmlDocPtr seed, unsigned most) {
  xmlDocPtr doc = xmlNewDoc(xml("1.0"));
  xmlNodePtr from = xmlDocGetRootElement(seed), root = xmlDocCopyNode(from, doc, 2);
  xmlDocSetRootElement(doc, root);
  unsigned count = (unsigned)xmlChildElementCount(from), want = 1 + test_random_below(random, most), left = count;
  for (xmlNodePtr child = xmlFirstElementChild(from); child; child = xmlNextElementSibling(child), left--) {
    if (test_random_below(random, left) >= want) continue;
    xmlAddChild(root, xmlNewDocText(doc, xml("\n  ")));
    xmlAddChild(root, xmlDocCopyNode(child, doc, 1));
    want--;
  }
  return doc;
}

xmlChar *mutate_document(test_random *random, xmlDocPtr seed, unsigned most, int *size) {
  mutator m = {.random = random, .doc = pieces_of(random, seed, most)};
  for (unsigned left = test_random_below(random, CHANGES_MOST + 1); left; left--) {
    m.count = 0;
    collect(&m, xmlDocGetRootElement(m.doc));
    ONE_OF(&m, changes)(&m, any_element(&m));
  }
  xmlChar *text = NULL;
  xmlDocDumpMemoryEnc(m.doc, &text, size, "UTF-8");
  xmlFreeDoc(m.doc);
  return test_random_below(random, BYTES_ONE_IN) == 0 ? damage(random, text, size) : text;
}

/* ---- one value after the other ---- */

typedef struct attribute_list {
  xmlAttrPtr item[ELEMENTS_MOST];
  unsigned count;
} attribute_list;

static bool same_kind(xmlAttrPtr a, xmlAttrPtr b) {
  bool here = xmlStrEqual(a->name, b->name) && xmlStrEqual(a->parent->name, b->parent->name);
  return here && xmlStrEqual(a->parent->parent->name, b->parent->parent->name);
}

static void add_if_new(attribute_list *list, xmlAttrPtr a) {
  for (unsigned i = 0; i < list->count; i++)
    if (same_kind(list->item[i], a)) return;
  if (list->count < ELEMENTS_MOST) list->item[list->count++] = a;
}

static xmlDocPtr branch_of(xmlDocPtr seed, xmlNodePtr node) {
  xmlNodePtr from = xmlDocGetRootElement(seed);
  xmlDocPtr doc = xmlNewDoc(xml("1.0"));
  xmlNodePtr root = xmlDocCopyNode(from, doc, 2);
  xmlDocSetRootElement(doc, root);
  while (node != from && node->parent != from) node = node->parent;
  if (node != from) xmlAddChild(root, xmlDocCopyNode(node, doc, 1));
  return doc;
}

static void try_value(xmlDocPtr seed, xmlAttrPtr a, const char *value, mutate_found_fn *found, void *user) {
  int size;
  xmlChar *text = NULL, *before = xmlNodeGetContent((xmlNodePtr)a);
  xmlSetNsProp(a->parent, a->ns, a->name, xml(value));
  xmlDocPtr doc = branch_of(seed, a->parent);
  xmlDocDumpMemoryEnc(doc, &text, &size, "UTF-8");
  found(user, text, size);
  xmlFree(text);
  xmlFreeDoc(doc);
  xmlSetNsProp(a->parent, a->ns, a->name, before);
  xmlFree(before);
}

void mutate_values(xmlDocPtr seed, mutate_found_fn *found, void *user) {
  mutator m = {.doc = seed};
  attribute_list attributes = {.count = 0};
  collect(&m, xmlDocGetRootElement(seed));
  for (unsigned i = 0; i < m.count; i++)
    for (xmlAttrPtr a = m.element[i]->properties; a; a = a->next) add_if_new(&attributes, a);
  for (unsigned i = 0; i < attributes.count; i++)
    for (size_t v = 0; v < sizeof values / sizeof *values; v++) try_value(seed, attributes.item[i], values[v], found, user);
}
