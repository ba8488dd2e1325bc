/* placed.c: which settings have a place in which form of the report. The table of docs/formats.md is this one. */
#include "paper.h"

#include <string.h>

#define BIT(field) (1U << (field))
#define HEAD  (BIT(LM_SET_TITLE) | BIT(LM_SET_SUBTITLE) | BIT(LM_SET_ORGANISATION))
#define YEARS BIT(LM_SET_YEARS)

typedef struct form_row {
  lm_format format;
  unsigned report, paper; /* what has a place in the report, and in papers other than the minutes */
} form_row;

static const form_row forms[] = {
    {LM_FORMAT_HTML, HEAD | YEARS | BIT(LM_SET_LOGO) | BIT(LM_SET_PARTS) | BIT(LM_SET_REMARKS) | BIT(LM_SET_PAPER), HEAD | YEARS | BIT(LM_SET_LOGO) | BIT(LM_SET_REMARKS)},
    {LM_FORMAT_PDF, HEAD | YEARS | BIT(LM_SET_LOGO) | BIT(LM_SET_PARTS) | BIT(LM_SET_REMARKS) | BIT(LM_SET_PAPER), HEAD | YEARS | BIT(LM_SET_LOGO) | BIT(LM_SET_REMARKS)},
    {LM_FORMAT_XLSX, HEAD | YEARS | BIT(LM_SET_PARTS) | BIT(LM_SET_REMARKS), 0},
    {LM_FORMAT_TEXT, HEAD | YEARS | BIT(LM_SET_PARTS) | BIT(LM_SET_REMARKS), HEAD | YEARS | BIT(LM_SET_REMARKS)},
    {LM_FORMAT_MARKDOWN, HEAD | YEARS | BIT(LM_SET_PARTS) | BIT(LM_SET_REMARKS), HEAD | YEARS | BIT(LM_SET_REMARKS)},
    {LM_FORMAT_SVG, HEAD | YEARS, 0},
};

/* The minutes have parts as the report has, but no map on a sheet of its own. A chart alone is called by its indicator. */
static unsigned places_in(const lm_settings_form *form) {
  const bool minutes = form->paper && strcmp(form->paper, "minutes") == 0;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (forms[i].format != form->format) continue;
    if (minutes) return forms[i].paper | BIT(LM_SET_PARTS);
    return form->paper ? forms[i].paper : form->chart ? YEARS : forms[i].report;
  }
  return 0;
}

static unsigned said_by(const lm_report_settings *s) {
  const lm_text *const head[] = {&s->title, &s->subtitle, &s->organisation};
  unsigned said = 0;
  for (int i = 0; i < 3; i++)
    if (*lm_text_in(head[i], LM_JA)) said |= BIT(LM_SET_TITLE + i);
  if (s->logo.kind != LM_PICTURE_NONE) said |= BIT(LM_SET_LOGO);
  if (s->has_parts) said |= BIT(LM_SET_PARTS);
  if (s->remarks > 0) said |= BIT(LM_SET_REMARKS);
  if (s->has_paper) said |= BIT(LM_SET_PAPER);
  if (s->has_years) said |= YEARS;
  return said;
}

unsigned lm_settings_unplaced(const lm_report_settings *settings, const lm_settings_form *form) {
  return said_by(settings) & ~places_in(form);
}

const char *lm_settings_field_in(lm_settings_field field, lm_lang lang) {
  static const lm_word word[LM_SETTINGS_FIELD_COUNT] = {
      [LM_SET_TITLE] = W_SET_TITLE, [LM_SET_SUBTITLE] = W_SET_SUBTITLE, [LM_SET_ORGANISATION] = W_SET_ORGANISATION, [LM_SET_LOGO] = W_SET_LOGO,
      [LM_SET_PARTS] = W_SET_PARTS, [LM_SET_REMARKS] = W_SET_REMARKS,   [LM_SET_PAPER] = W_SET_PAPER,               [LM_SET_YEARS] = W_SET_YEARS,
  };
  return (unsigned)field < LM_SETTINGS_FIELD_COUNT ? lm_word_in(word[field], lang) : NULL;
}
