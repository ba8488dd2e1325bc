/* The readers and the schemas say the same: thousands of documents made from real ones are valid for libxml2's XSD validation exactly when the
   reader has nothing to say against their form. Two differences are meant and not made here: a DOCTYPE, which only the reader refuses, and an
   xsi:type that names the element's own type.

   test_schema SOURCE-DIRECTORY [DOCUMENTS] [SEED] */
#include "../support/close.h"
#include "../support/mutate.h"

#include <logicmodel/logicmodel.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECES_MOST = 6, MESSAGE = 2000, FULL_SEEDS = 6 };

static const char *source_directory;
static unsigned documents = 500; /* of each seed */
static uint64_t first_seed = 20250701;

typedef struct seed {
  lm_doc_kind kind;
  const char *document, *model; /* model: what its references are looked up in */
} seed;

/* The first FULL_SEEDS of them have every element and attribute there is. */
static const seed seeds[] = {
    {LM_DOC_MODEL, "test/documents/model.xml", NULL},
    {LM_DOC_VALUES, "test/documents/values.xml", "test/documents/model.xml"},
    {LM_DOC_TARGETS, "test/documents/targets.xml", "test/documents/model.xml"},
    {LM_DOC_PROGRESS, "test/documents/progress.xml", "test/documents/model.xml"},
    {LM_DOC_MAPPING, "test/documents/mapping.xml", "test/documents/model.xml"},
    {LM_DOC_SETTINGS, "test/documents/settings.xml", "test/documents/model.xml"},
    {LM_DOC_MODEL, "models/design-map-2025-07-01.xml", NULL},
    {LM_DOC_VALUES, "fixtures/mihon-city/values.xml", "models/design-map-2025-07-01.xml"},
    {LM_DOC_TARGETS, "fixtures/mihon-city/targets.xml", "models/design-map-2025-07-01.xml"},
    {LM_DOC_PROGRESS, "fixtures/mihon-city/progress.xml", "models/design-map-2025-07-01.xml"},
    {LM_DOC_VALUES, "fixtures/national/values.xml", "models/design-map-2025-07-01.xml"},
    {LM_DOC_TARGETS, "fixtures/national/targets.xml", "models/design-map-2025-07-01.xml"},
};

static const char *path_of(const char *name, char *buffer, size_t size) {
  snprintf(buffer, size, "%s/%s", source_directory, name);
  return buffer;
}

/* ---- the schema's word ---- */

typedef struct verdict {
  bool well_formed, names_fit, valid; /* names_fit: no namespace error */
  char said[MESSAGE];
} verdict;

static void listen_to_libxml(void *user, xmlErrorPtr error) {
  verdict *v = user;
  if (!v || error->level == XML_ERR_WARNING) return;
  if (error->domain == XML_FROM_NAMESPACE) v->names_fit = false;
  size_t used = strlen(v->said);
  snprintf(v->said + used, sizeof v->said - used, "  %d: %s", error->line, error->message ? error->message : "?\n");
}

static verdict ask_schema(xmlSchemaPtr schema, const xmlChar *text, int size) {
  verdict v = {.names_fit = true};
  xmlSetStructuredErrorFunc(&v, listen_to_libxml);
  xmlDocPtr doc = xmlReadMemory((const char *)text, size, "document", NULL, XML_PARSE_NONET);
  v.well_formed = doc != NULL;
  if (doc && v.names_fit) {
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
    v.valid = xmlSchemaValidateDoc(context, doc) == 0;
    xmlSchemaFreeValidCtxt(context);
  }
  xmlFreeDoc(doc);
  xmlSetStructuredErrorFunc(NULL, NULL);
  return v;
}

/* `find` and `replace`: what to change in the schema's text first, to prove that a difference is noticed; NULL for the schema as it is. */
static xmlSchemaPtr open_schema(lm_doc_kind kind, const char *find, const char *replace) {
  static const char *const names[] = {[LM_DOC_MODEL] = "model", [LM_DOC_VALUES] = "values", [LM_DOC_TARGETS] = "targets", [LM_DOC_PROGRESS] = "progress", [LM_DOC_MAPPING] = "mapping",
                                      [LM_DOC_SETTINGS] = "settings"};
  char name[64], path[4096];
  snprintf(name, sizeof name, "models/schema/%s-1.xsd", names[kind]);
  xmlDocPtr doc = xmlReadFile(path_of(name, path, sizeof path), NULL, 0);
  assert_non_null(doc);
  if (find) {
    xmlChar *text, *at;
    int size;
    xmlDocDumpMemory(doc, &text, &size);
    at = BAD_CAST strstr((char *)text, find);
    assert_non_null(at);
    assert_true(strlen(find) == strlen(replace));
    memcpy(at, replace, strlen(replace));
    xmlFreeDoc(doc);
    doc = xmlReadMemory((char *)text, size, path, NULL, 0);
    xmlFree(text);
  }
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewDocParserCtxt(doc);
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  xmlSchemaFreeParserCtxt(parser);
  xmlFreeDoc(doc);
  assert_non_null(schema);
  return schema;
}

/* ---- the reader's word ---- */

static lm_status read_document(lm_doc_kind kind, const lm_input *input, const lm_model *model, lm_diags *diags) {
  lm_areas *areas = NULL;
  lm_targets *targets = NULL;
  lm_progress *progress = NULL;
  lm_mapping *mapping = NULL;
  lm_report_settings *settings = NULL;
  lm_model *read = NULL;
  assert_int_equal(lm_areas_new(&areas), LM_OK);
  assert_int_equal(lm_targets_new(&targets), LM_OK);
  assert_int_equal(lm_progress_new(&progress), LM_OK);
  lm_status status = kind == LM_DOC_MODEL     ? lm_read_model(&read, input, diags)
                     : kind == LM_DOC_VALUES  ? lm_scan_values(input, model, areas, NULL, NULL, NULL, diags)
                     : kind == LM_DOC_MAPPING ? lm_read_mapping(&mapping, input, diags)
                     : kind == LM_DOC_SETTINGS ? lm_read_settings(&settings, input, model, diags)
                     : kind == LM_DOC_TARGETS ? lm_read_targets(targets, input, model, areas, diags)
                                              : lm_read_progress(progress, input, model, areas, diags);
  lm_mapping_free(mapping);
  lm_report_settings_free(settings);
  lm_model_free(read);
  lm_progress_free(progress);
  lm_targets_free(targets);
  lm_areas_free(areas);
  return status;
}

typedef struct opinion {
  bool against_form, against_xml; /* findings by the schema, by XML itself */
  lm_status status;
} opinion;

static size_t codes_met[LM_CODE_COUNT];

static opinion ask_reader(lm_doc_kind kind, const xmlChar *text, int size, const lm_model *model, lm_diags *diags) {
  lm_input input = {.data = (const char *)text, .size = (size_t)size, .name = "document"};
  opinion o = {.status = read_document(kind, &input, model, diags)};
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    lm_code code = lm_diags_at(diags, i)->code;
    lm_code_origin origin = lm_code_get(code)->origin;
    codes_met[code]++;
    o.against_form |= origin == LM_BY_SCHEMA;
    o.against_xml |= origin == LM_BY_XML || origin == LM_BY_FILE;
  }
  return o;
}

/* ---- do they agree? ---- */

static bool agree(const verdict *v, const opinion *o) {
  if (!v->well_formed) return o->status == LM_EINPUT && (o->against_xml || o->against_form); /* a wrong root ends the reading earlier */
  if (!v->names_fit) return o->against_xml || o->against_form;
  return !o->against_xml && v->valid == !o->against_form;
}

static void tell(const seed *s, const xmlChar *text, const verdict *v, const opinion *o, const lm_diags *diags) {
  printf("---- from %s: the schema says %s, the reader %s (status %d)\n%s\n---- schema:\n%s---- reader:\n", s->document,
                !v->well_formed ? "not well-formed" : !v->names_fit ? "namespace error" : v->valid ? "valid" : "invalid",
                o->against_form || o->against_xml ? "refuses" : "accepts", (int)o->status, (const char *)text, v->said);
  for (size_t i = 0; i < lm_diags_kept(diags); i++) {
    const lm_finding *f = lm_diags_at(diags, i);
    char *rule = lm_finding_sentence(f, false, LM_EN);
    printf("  %u: %s %s (%s)\n", f->place.line, lm_code_get(f->code)->id, rule, f->path ? f->path : "");
    free(rule);
  }
}

typedef struct tally {
  unsigned made, valid, invalid, broken, different;
} tally;

/* One comparison after the other with the same seed. */
typedef struct comparison {
  const seed *from;
  xmlSchemaPtr schema;
  lm_model *model;
  xmlDocPtr document;
  bool aloud;
  tally tally;
} comparison;

static void compare(void *user, const xmlChar *text, int size) {
  comparison *c = user;
  if (!c->aloud && c->tally.different) return; /* one is enough */
  lm_diags *diags;
  assert_int_equal(lm_diags_new(&diags), LM_OK);
  verdict v = ask_schema(c->schema, text, size);
  opinion o = ask_reader(c->from->kind, text, size, c->model, diags);
  tally *t = &c->tally;
  t->made++;
  t->valid += v.valid;
  t->broken += !v.well_formed || !v.names_fit;
  t->invalid += v.well_formed && v.names_fit && !v.valid;
  if (!agree(&v, &o)) {
    if (c->aloud && t->different < 5) tell(c->from, text, &v, &o, diags);
    t->different++;
  }
  lm_diags_free(diags);
}

static lm_model *open_model(const char *name) {
  char path[4096];
  lm_model *model = NULL;
  if (!name) return NULL;
  lm_input input = {.path = path_of(name, path, sizeof path)};
  assert_int_equal(lm_read_model(&model, &input, NULL), LM_OK);
  return model;
}

static comparison begin(const seed *s, const char *find, const char *replace) {
  char path[4096];
  comparison c = {.from = s, .schema = open_schema(s->kind, find, replace), .model = open_model(s->model), .aloud = !find};
  c.document = xmlReadFile(path_of(s->document, path, sizeof path), NULL, XML_PARSE_NOBLANKS);
  assert_non_null(c.document);
  return c;
}

static tally end(comparison *c) {
  xmlFreeDoc(c->document);
  lm_model_free(c->model);
  xmlSchemaFree(c->schema);
  return c->tally;
}

static void compare_random(comparison *c, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    int size;
    test_random random = {first_seed + i};
    xmlChar *text = mutate_document(&random, c->document, PIECES_MOST, &size);
    compare(c, text, size);
    xmlFree(text);
  }
}

/* ---- tests ---- */

static void seeds_are_valid(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
    int size;
    xmlChar *text;
    comparison c = begin(&seeds[i], NULL, NULL);
    xmlDocDumpMemory(c.document, &text, &size);
    compare(&c, text, size);
    xmlFree(text);
    tally t = end(&c);
    assert_int_equal(t.different, 0);
    assert_int_equal(t.valid, 1);
  }
}

static void add_tally(tally *to, tally t) {
  to->made += t.made;
  to->valid += t.valid;
  to->invalid += t.invalid;
  to->broken += t.broken;
  to->different += t.different;
}

static void readers_and_schemas_agree(void **state) {
  (void)state;
  tally all = {0};
  for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
    comparison c = begin(&seeds[i], NULL, NULL);
    if (i < FULL_SEEDS) mutate_values(c.document, compare, &c);
    compare_random(&c, documents);
    add_tally(&all, end(&c));
  }
  printf("%u documents: %u valid, %u invalid, %u not well-formed; %u differences\n", all.made, all.valid, all.invalid, all.broken, all.different);
  assert_int_equal(all.different, 0);
  assert_true(all.valid > all.made / 5);
  assert_true(all.invalid > all.made / 5);
  assert_true(all.broken > all.made / 200);
}

/* Every code that speaks for the schema was met: none of the comparisons above is idle. */
static void every_schema_code_was_met(void **state) {
  (void)state;
  for (int code = 0; code < LM_CODE_COUNT; code++) {
    const lm_code_info *info = lm_code_get((lm_code)code);
    if (info->origin != LM_BY_SCHEMA || codes_met[code]) continue;
    fail_msg("%s was never met", info->id);
  }
}

/* The comparison can fail: with one word of a schema changed, differences appear. */
static void a_changed_schema_is_noticed(void **state) {
  (void)state;
  static const struct {
    size_t seed;
    const char *find, *replace;
  } changes[] = {
      {0, "value=\"stated\"", "value=\"STATED\""},
      {1, "[+\\-]?[0-9]+(\\.[0-9]+)?", "[+\\-]*[0-9]+(\\.[0-9]+)?"},
      {1, "name=\"se\" type=\"number\"", "name=\"SE\" type=\"number\""},
      {2, "<xs:maxLength value=\"40\"", "<xs:maxLength value=\"39\""},
      {2, "name=\"by\" type=\"number\"", "name=\"by\" type=\"period\""},
      {3, "value=\"estimate\"", "value=\"ESTIMATE\""},
  };
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    comparison c = begin(&seeds[changes[i].seed], changes[i].find, changes[i].replace);
    mutate_values(c.document, compare, &c);
    tally t = end(&c);
    if (t.different == 0) fail_msg("nobody noticed %s", changes[i].replace);
  }
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  source_directory = argv[1];
  if (argc > 2) documents = (unsigned)strtoul(argv[2], NULL, 10);
  if (argc > 3) first_seed = strtoull(argv[3], NULL, 10);
  LIBXML_TEST_VERSION
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(seeds_are_valid),
      cmocka_unit_test(readers_and_schemas_agree),
      cmocka_unit_test(every_schema_code_was_met),
      cmocka_unit_test(a_changed_schema_is_noticed),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  xmlCleanupParser();
  return failed ? 1 : 0;
}
