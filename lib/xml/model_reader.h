/* model_reader.h: what the two files that read a model document share: read_model.c (nodes, links, the end of the document) and
   read_model_tables.c (what a progress table adds: parties, scale, statements, goals, charges, sheets). */
#ifndef LM_XML_MODEL_READER_H
#define LM_XML_MODEL_READER_H

#include "shared.h"

#include "../base/vec.h"

/* References wait as ids until everything is there. */
typedef struct pending_goal {
  lm_goal goal;
  const char *tier_id, *indicator_id, *path;
  lm_place place;
} pending_goal;

typedef struct pending_charge {
  lm_charge charge;
  const char *party_id, *path;
  lm_place place;
} pending_charge;

typedef struct pending_node {
  lm_node_info info;
  lm_indicator indicator;
  const char *parent_id, *tier_id, *path;
  pending_goal *goals; /* info has the statements */
  pending_charge *charges;
  size_t goal_count, charge_count;
  lm_node index; /* in the model, once added */
} pending_node;

typedef struct pending_link {
  lm_link link;
  const char *from, *to, *answers, *path;
} pending_link;

typedef struct pending_cite {
  const char *source, *path;
  lm_place place;
} pending_cite;

typedef struct pending_cell {
  lm_sheet_cell cell;
  const char *tier_id, *indicator_id, *path;
  lm_place place;
} pending_cell;

typedef struct pending_sheet {
  lm_sheet sheet;
  const char *scene_id, *path;
  pending_cell *rows, *columns;
  size_t row_count, column_count;
} pending_sheet;

#define LIST_OF(type) struct { type *item; size_t count, room; }

typedef struct model_reader {
  lm_model *model;
  lm_arena arena;
  LIST_OF(pending_node) nodes;
  LIST_OF(pending_link) links;
  LIST_OF(pending_cite) cited;
  LIST_OF(pending_sheet) sheets;
  lmx_ids ids[LM_KIND_COUNT], tier_ids, source_ids, party_ids, sheet_ids, grade_ids;
  bool scale_met;
  /* of the element being read */
  pending_node node;
  pending_link link;
  lm_tier tier;
  lm_source source;
  lm_party party;
  lm_scale scale;
  lm_scale_grade grade;
  pending_sheet sheet;
  pending_cell cell;
  lm_statement statement;
  pending_goal goal;
  pending_charge charge;
  lm_break one_break;
  bool have_break;
  LIST_OF(lm_break) breaks;
  LIST_OF(lm_reference) refs;
  LIST_OF(lm_cite) cites;
  LIST_OF(lm_scale_grade) grades;
  LIST_OF(lm_statement) statements;
  LIST_OF(pending_goal) goals;
  LIST_OF(pending_charge) charges;
  LIST_OF(pending_cell) rows;
  LIST_OF(pending_cell) columns;
} model_reader;

#define END_OF_ATTRS {NULL, LMX_ID, false, NULL}

static inline void out_of_memory(lmx *x) { lmx_stop(x, LM_ENOMEM); }

/* A list of the reader as an array in its arena. */
#define TAKE_LIST(x, r, list) lmx_model_list((x), (r), (r)->list.item, (r)->list.count * sizeof *(r)->list.item)
void *lmx_model_list(lmx *x, model_reader *r, const void *item, size_t size);

/* read_model.c */
extern const lmx_element_def lmx_ref;
const char *lmx_model_path(lmx *x, model_reader *r);
/* The label that every node must have, in some language. */
lm_text lmx_model_label(lmx *x, model_reader *r, const char *element);
/* M302 with the nearest id. */
void lmx_unknown_node(lmx *x, const model_reader *r, lm_kind kind, const char *id, lm_place place, const char *path);
/* The tier of that id; reports M302, LM_NO_TIER then. */
uint32_t lmx_find_tier(lmx *x, const model_reader *r, const char *id, lm_place place, const char *path);
/* The node of that kind and id; reports M302 unless the document has it (it may have been left out, with its own finding). */
lm_node lmx_find_node(lmx *x, const model_reader *r, lm_kind kind, const char *id, lm_place place, const char *path);

/* read_model_tables.c */
extern const lmx_element_def lmx_party, lmx_scale, lmx_sheet, lmx_statement, lmx_goal, lmx_charge;
/* A node begins: the lists above are empty. It ends: they become the node's. */
void lmx_begin_tables(model_reader *r);
void lmx_end_tables(lmx *x, model_reader *r);
/* At the end of the document, in this order: before a node is added; when all nodes are; when they have their goals. */
void lmx_resolve_charges(lmx *x, model_reader *r, pending_node *n);
void lmx_add_goals(lmx *x, model_reader *r);
void lmx_add_sheets(lmx *x, model_reader *r);
void lmx_release_tables(model_reader *r);

#endif
