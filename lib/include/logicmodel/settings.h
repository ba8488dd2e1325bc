/* settings.h: how an office wants its report: title, logo, remarks, which parts in which order. Read from a settings document (read.h). */
#ifndef LOGICMODEL_SETTINGS_H
#define LOGICMODEL_SETTINGS_H

#include <logicmodel/areas.h>
#include <logicmodel/model.h>
#include <logicmodel/period.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The parts of a report, in the order they have without settings. CHANGED is shown only where there is something to compare with (lm_since). */
typedef enum lm_report_part {
  LM_PART_MAP, LM_PART_LAG, LM_PART_CHANGED, LM_PART_CHAINS, LM_PART_INDICATORS, LM_PART_MISSING, LM_PART_METHOD, LM_PART_COUNT
} lm_report_part;
LM_API const char *lm_report_part_word(lm_report_part part); /* "map", "lag", … */

typedef enum lm_picture_kind { LM_PICTURE_NONE, LM_PICTURE_PNG, LM_PICTURE_JPEG } lm_picture_kind;
#define LM_PICTURE_MAX_BYTES (256u << 10)
#define LM_PICTURE_MAX_SIDE 4096

typedef struct lm_picture {
  lm_picture_kind kind;
  const unsigned char *bytes; /* the file as it lies */
  size_t size;
  uint32_t width, height; /* pixels, as the file says */
  lm_text label;          /* for those who cannot see it */
  const char *path;       /* where it was read from */
} lm_picture;

/* What the office has to say about a part, or about a node: plain text. */
typedef struct lm_remark {
  bool on_part;
  lm_report_part part;
  lm_kind kind; /* of a node: outcome, initiative or indicator, with its id */
  const char *id;
  lm_texts notes;
} lm_remark;

typedef enum lm_map_paper { LM_MAP_ON_A3, LM_MAP_ON_A4 } lm_map_paper;

typedef struct lm_report_settings {
  lm_text title, subtitle, organisation; /* no language: not said */
  lm_picture logo;
  lm_report_part part[LM_PART_COUNT]; /* `parts` of them, each once; LM_PART_METHOD is always among them */
  size_t parts;
  bool has_parts; /* the document names them */
  const lm_remark *remark; /* in the order of the document */
  size_t remarks;
  bool has_paper;
  lm_map_paper paper;
  bool has_years;
  lm_years years; /* how Japanese text writes years, where nobody asks for another way */
  const char *area; /* id of the area that they are for; NULL: any */
  lm_place place;   /* of the root */
} lm_report_settings;
/* Are they for this area (LM_NO_AREA: for one of these)? If not: the finding LM_R_AREA. */
LM_API void lm_settings_check_area(const lm_report_settings *settings, const lm_areas *areas, uint32_t area, lm_diags *diags);
LM_API void lm_report_settings_free(lm_report_settings *settings);

#ifdef __cplusplus
}
#endif
#endif
