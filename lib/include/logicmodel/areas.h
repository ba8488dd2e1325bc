/* areas.h: the areas that values and targets speak of, what lies in what, their codes, and how they change.

   Areas have ids of the author's choice; a code (全国地方公共団体コード and the like) is said beside the id, so that two spellings of one area
   meet. A code is checked and never repaired: 132128 with a wrong check digit is told with what it should end in. An area may have a first and a
   last day and name the area that it became part of, or those that it was divided among. */
#ifndef LOGICMODEL_AREAS_H
#define LOGICMODEL_AREAS_H

#include <logicmodel/model.h>
#include <logicmodel/period.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LM_NO_AREA UINT32_MAX

/* ---- kinds ---- */

/* Kinds whose order is known, lower ones first: one lies in another of a higher kind only. Any other kind is a text that stands as written. */
typedef enum lm_area_kind {
  LM_AREA_OTHER,
  LM_AREA_DISTRICT,     /* 日常生活圏域 */
  LM_AREA_WARD,         /* 行政区 of a designated city */
  LM_AREA_MUNICIPALITY, /* 市区町村, also a special ward of Tokyo */
  LM_AREA_MEDICAL,      /* 二次医療圏 */
  LM_AREA_PREFECTURE,   /* 都道府県 */
  LM_AREA_NATION,       /* 国 */
  LM_AREA_KIND_COUNT
} lm_area_kind;

/* By its word ("municipality") or its Japanese name (市区町村); LM_AREA_OTHER for everything else and NULL. */
LM_API lm_area_kind lm_area_kind_of(const char *kind);
LM_API const char *lm_area_kind_word(lm_area_kind kind); /* NULL for LM_AREA_OTHER */
/* What readers see: "municipality", 市区町村; a kind without known order as it was written; "" for NULL. Borrowed from `kind` or static. */
LM_API const char *lm_area_kind_in(const char *kind, lm_lang lang);

/* The same text, or two names of one kind. */
LM_API bool lm_area_kind_same(const char *one, const char *other);

/* ---- codes ---- */

typedef enum lm_area_code_fault {
  LM_AREA_CODE_OK,
  LM_AREA_CODE_FORM,   /* not a code that an area of this kind can have */
  LM_AREA_CODE_DIGIT,  /* six digits, of which the last does not check */
  LM_AREA_CODE_UNCLEAR /* four digits of an area of no kind: a medical area, or five with a leading zero lost */
} lm_area_code_fault;

enum { LM_AREA_CODE_SIZE = 8 };

/* The check digit of a local government code, '0' … '9', from its first five digits: 11 − (6a + 5b + 4c + 3d + 2e) mod 11, of that the last
   digit (総務省, 全国地方公共団体コードの検査数字). */
LM_API char lm_area_check_digit(const char five[5]);
/* Is it a code of an area of that kind? `kind` NULL: not said. Kinds without known order and districts may have any code. right[] gets the
   code with its check digit (LM_AREA_CODE_DIGIT) or leading zero (LM_AREA_CODE_UNCLEAR) as it would have to be; else "". */
LM_API lm_area_code_fault lm_area_code_check(const char *code, size_t length, const char *kind, char right[LM_AREA_CODE_SIZE]);
/* What codes of one area have in common: 132128 and 13212 are 13212; 130001, 13000 and 13 are 13000; anything else is itself. A code with a wrong
   check digit is itself. key needs LM_AREA_CODE_SIZE bytes; NULL: longer than seven bytes, itself is meant. */
LM_API const char *lm_area_code_key(const char *code, size_t length, char key[LM_AREA_CODE_SIZE]);

/* ---- areas ---- */

typedef struct lm_area {
  const char *id;
  lm_text label;
  lm_texts notes;
  const char *kind; /* what sort of area: a word of lm_area_kind or the author's own; NULL not said */
  uint32_t within;  /* index of the area it lies in + 1; 0 none */
  const char *code; /* as written; NULL not said */
  bool has_from, has_to;
  int32_t from, to;   /* its first and its last day (days since 1970-01-01) */
  uint32_t successor; /* index of the area it became part of + 1, the first of several that it was divided among; 0 none */
  lm_place place;     /* where it was declared first; file NULL: not known */
} lm_area;

/* Areas by id, in the order first declared; shared by the value and target documents read together. */
typedef struct lm_areas lm_areas;
LM_API lm_status lm_areas_new(lm_areas **out);
LM_API void lm_areas_free(lm_areas *areas);
/* Adds a copy, or finds the area of that id: what was said first stays, what was left out is taken over. A known kind is kept as its word. *index may
   be NULL. LM_EINVAL: no id, or `within` or `successor` is not there yet. Areas never lie in one another in a circle, nor follow one another in
   one: what would close one is not taken over. */
LM_API lm_status lm_areas_add(lm_areas *areas, const lm_area *area, uint32_t *index);
/* The same for one of them when all are there: LM_EINVAL (nothing is changed) for a circle or where it was said before to lie in another area. An area
   that was divided is given one successor after the other; LM_ENOMEM. */
LM_API lm_status lm_areas_put_within(lm_areas *areas, uint32_t index, uint32_t outer);
LM_API lm_status lm_areas_put_successor(lm_areas *areas, uint32_t index, uint32_t successor);
LM_API size_t lm_areas_count(const lm_areas *areas);
LM_API const lm_area *lm_areas_at(const lm_areas *areas, uint32_t index);                /* NULL out of range */
LM_API uint32_t lm_areas_find(const lm_areas *areas, const char *id, size_t length);      /* LM_NO_AREA if none */
LM_API uint32_t lm_areas_within(const lm_areas *areas, uint32_t index);                   /* the area it lies in; LM_NO_AREA if none */
/* The n-th area, from 0, that an area became part of or was divided among; that became part of it. LM_NO_AREA behind the last. */
LM_API uint32_t lm_areas_after(const lm_areas *areas, uint32_t index, size_t n);
LM_API uint32_t lm_areas_before(const lm_areas *areas, uint32_t index, size_t n);
/* The ids of those that followed an area, separated by blanks, as documents have them; as many whole ids as fit. Returns buffer; "" none. */
LM_API const char *lm_areas_after_ids(const lm_areas *areas, uint32_t index, char *buffer, size_t size);
/* Does `index` lie in `outer`, directly or through others? An area does not lie in itself. */
LM_API bool lm_areas_inside(const lm_areas *areas, uint32_t index, uint32_t outer);

/* The area of that code in any of its spellings; of several that had it one after the other, the one that exists on `day`, else the last declared.
   LM_NO_AREA if none. */
LM_API uint32_t lm_areas_find_code(const lm_areas *areas, const char *code, size_t length, int32_t day);
/* Another area that has the code of `area` while that one exists; LM_NO_AREA if none. `area` need not be one of them. */
LM_API uint32_t lm_areas_rival(const lm_areas *areas, const lm_area *area);
/* The areas that somebody can mean who writes `text`: the one of that id; else those of that code in any of its spellings (of several that
   had it one after the other the one that exists now, or was declared last), and that of the same with a leading zero, which may be lost; else
   those of that label in any language. How many there are; the first `room` of them in the order declared. */
LM_API size_t lm_areas_meant(const lm_areas *areas, const char *text, uint32_t *meant, size_t room);
/* The only one meant; LM_NO_AREA: none, or several. */
LM_API uint32_t lm_areas_named(const lm_areas *areas, const char *text);
LM_API bool lm_areas_have_codes(const lm_areas *areas); /* any of them, also of those known from elsewhere */

/* Areas that are known from elsewhere, such as a store, without being declared in what is read; borrowed, NULL for none. They are no areas of this
   list until lm_areas_recall takes one over, with those it lies in and became part of, by id or else by code. LM_ENOTFOUND: no such area. */
LM_API void lm_areas_know(lm_areas *areas, const lm_areas *known);
LM_API const lm_areas *lm_areas_known(const lm_areas *areas);
LM_API lm_status lm_areas_recall(lm_areas *areas, const char *text, size_t length, int32_t day, uint32_t *index);

/* Codes in a table that no area has: nothing is swallowed. Kept in the order met, strings copied. */
typedef struct lm_unmatched_code {
  const char *code, *file;
  uint64_t rows;
} lm_unmatched_code;
LM_API lm_status lm_areas_add_unmatched(lm_areas *areas, const lm_unmatched_code *unmatched);
LM_API size_t lm_areas_unmatched_count(const lm_areas *areas);
LM_API const lm_unmatched_code *lm_areas_unmatched_at(const lm_areas *areas, size_t index); /* NULL out of range */

/* ---- how areas change ---- */

/* Does it exist on that day? An area that says nothing of its days always does. */
LM_API bool lm_area_exists_on(const lm_area *area, int32_t day);
/* Is there a day on which both exist? */
LM_API bool lm_area_meets(const lm_area *area, const lm_area *other);
/* The last day up to `by` on which others became part of the area: what was counted before it is of another area. false: none. */
LM_API bool lm_areas_changed(const lm_areas *areas, uint32_t index, int32_t by, int32_t *day);
/* The period lies wholly before its first day (< 0) or after its last (> 0); 0: neither. A period that an area begins or ends in is its own. */
LM_API int lm_area_outlived(const lm_area *area, lm_period period);

#ifdef __cplusplus
}
#endif
#endif
