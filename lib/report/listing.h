/* listing.h: rows of plain cells, written as a text table, a JSON list or CSV from one description of the columns. */
#ifndef LM_REPORT_LISTING_H
#define LM_REPORT_LISTING_H

#include "json.h"
#include "table.h"
#include "words.h"

#define LM_LISTING_COLUMNS 24

typedef enum lm_listed_in { LM_LISTED_ALWAYS, LM_LISTED_AS_DATA, LM_LISTED_AS_TEXT, LM_LISTED_ALL } lm_listed_in;

typedef struct lm_listing_column {
  const char *name; /* in JSON and CSV */
  lm_word heading;  /* in text */
  lm_align align;
  bool flexible;
  lm_listed_in in;  /* ALL: in text only with view->all */
} lm_listing_column;

/* A text (NULL: absent), or a number. */
typedef struct lm_listing_cell {
  const char *text;
  double number;
  bool is_number;
} lm_listing_cell;

static inline lm_listing_cell lm_cell_text(const char *text) { return (lm_listing_cell){.text = text}; }
static inline lm_listing_cell lm_cell_number(double number) { return (lm_listing_cell){.number = number, .is_number = true}; }

/* Fills the cells of row `index`; texts are borrowed until the next call. false: the row is left out. */
typedef bool lm_listing_row(const void *what, size_t index, const lm_view *view, lm_listing_cell *cell);

typedef struct lm_listing {
  const lm_listing_column *column;
  size_t columns, rows;
  lm_listing_row *row;
  const void *what;
} lm_listing;

/* Adds a line about row `index`; nothing: none. */
typedef void lm_listing_line(const void *what, size_t index, const lm_view *view, lm_strbuf *to);

/* How long lists read well in text. Callbacks may be NULL. */
typedef struct lm_listing_layout {
  lm_listing_line *heading; /* of the group that the row belongs to; put, behind an empty line, where it is another than before */
  lm_listing_line *beneath; /* below the heading, and where it is another than before within the group; once, above, when all say the same */
  lm_listing_line *note;    /* under the row */
  uint32_t once;            /* bits of the columns that are told once, above the table, when two or more rows all say the same there; left out when none says anything */
} lm_listing_layout;

/* text: headings and rows, nothing when there are no rows; CSV: headings and rows. */
lm_status lm_put_listing(lm_sink *sink, const lm_listing *listing, const lm_view *view);
/* layout NULL: as lm_put_listing. */
lm_status lm_put_listing_as(lm_sink *sink, const lm_listing *listing, const lm_listing_layout *layout, const lm_view *view);
void lm_listing_as_json(lm_json *json, const char *name, const lm_listing *listing, const lm_view *view);

#endif
