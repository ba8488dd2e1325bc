/* ems.c: how wide letters are printed, at most: the widest of BIZ UDPGothic, BIZ UDGothic, Noto Sans CJK JP, Liberation Sans (Arial) and
   DejaVu Sans (Verdana), measured in Chromium. A reader's computer may take any of them. */
#include "text.h"

#include <string.h>
#include <unistr.h>

#define SAFE  1.03 /* for faces that were not measured: Meiryo, Hiragino, Yu Gothic */
#define FIRST 0x20
#define LAST  0x7E

/* Hundredths of an em, regular and bold. */
static const unsigned char ascii[][LAST - FIRST + 1] = {
    {
        50, 50, 50, 92, 80, 100, 89, 50, 50, 50, 50, 84, 50, 50, 50, 50, 76, 64, 76, 76, 76, 76, 76, 76,
        76, 76, 50, 50, 84, 84, 84, 78, 102, 76, 77, 80, 84, 70, 66, 84, 82, 50, 54, 75, 60, 98, 82, 86,
        74, 89, 76, 71, 70, 84, 74, 99, 80, 72, 75, 50, 50, 50, 84, 56, 61, 65, 71, 64, 71, 69, 50, 67,
        70, 50, 50, 63, 50, 98, 70, 68, 71, 71, 50, 59, 50, 70, 60, 88, 60, 61, 58, 64, 50, 64, 84
    },
    {
        50, 50, 58, 94, 80, 101, 91, 50, 51, 51, 53, 84, 50, 50, 50, 50, 76, 70, 76, 76, 76, 76, 76, 76,
        76, 76, 50, 50, 84, 84, 84, 80, 101, 78, 77, 81, 85, 70, 69, 86, 84, 50, 57, 78, 64, 100, 84, 88,
        76, 90, 77, 73, 70, 86, 78, 111, 82, 74, 75, 55, 50, 55, 84, 57, 63, 68, 73, 64, 73, 69, 51, 72,
        72, 50, 50, 67, 50, 105, 72, 70, 73, 73, 50, 60, 50, 72, 66, 93, 65, 66, 59, 72, 50, 72, 84
    },
};

/* The first row that holds a character says its width; a character of none is one em wide: that of Japanese faces for all that is not Latin, and of
   the box that stands for a letter that no face has. Marks that stand over a letter have no width of their own. */
static const struct {
  ucs4_t from, to;
  unsigned short width[2];
} rows[] = {
    {0x00AD, 0x00AD, {0, 0}},       {0x00C6, 0x00C6, {100, 109}},   {0x00E6, 0x00E6, {100, 105}},   {0x00D7, 0x00D7, {100, 100}},
    {0x00F7, 0x00F7, {100, 100}},   {0x00C0, 0x00DE, {86, 88}},     {0x00DF, 0x00FF, {71, 74}},     {0x0152, 0x0153, {107, 117}},
    {0x0174, 0x0174, {99, 111}},    {0x0100, 0x017F, {92, 99}},     {0x0180, 0x024F, {143, 156}},   {0x0250, 0x02FF, {106, 122}},
    {0x0300, 0x036F, {0, 0}},       {0x0400, 0x045F, {110, 133}},   {0x0460, 0x052F, {118, 141}},   {0x0E33, 0x0E33, {200, 200}},
    {0x0530, 0x1FFF, {165, 202}},   {0x200B, 0x200F, {0, 0}},       {0x2030, 0x2031, {174, 189}},   {0x2060, 0x2064, {0, 0}},
    {0x20A0, 0x20CF, {128, 152}},   {0x2100, 0x218F, {137, 168}},   {0x2212, 0x2212, {100, 100}},   {0x2200, 0x22FF, {143, 143}},
    {0x2300, 0x245F, {145, 145}},   {0x2600, 0x27FF, {144, 144}},   {0x2900, 0x2BFF, {142, 167}},   {0x2C00, 0x2E7F, {246, 250}},
    {0x3099, 0x309A, {0, 0}},       {0xA4D0, 0xABFF, {136, 141}},   {0xFDFA, 0xFDFB, {300, 300}},   {0xFDFD, 0xFDFD, {1200, 1200}},
    {0xFB00, 0xFDFF, {153, 172}},   {0xFE00, 0xFE0F, {0, 0}},       {0xFE70, 0xFEFF, {128, 142}},   {0xFFFC, 0xFFFD, {110, 110}},
    {0x10000, 0x1CFFF, {300, 300}}, {0x1D000, 0x1EFFF, {160, 160}}, {0x1F000, 0x1FAFF, {165, 165}}, {0xE0000, 0xE01EF, {0, 0}},
};

static double width_of(ucs4_t character, bool bold) {
  if (character >= FIRST && character <= LAST) return ascii[bold][character - FIRST] * SAFE / 100;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (character >= rows[i].from && character <= rows[i].to) return rows[i].width[bold] * SAFE / 100;
  return SAFE;
}

static size_t next(const char *text, ucs4_t *character) {
  const int bytes = u8_strmbtouc(character, (const uint8_t *)text);
  if (bytes > 0) return (size_t)bytes;
  *character = 0xFFFD;
  return *text ? 1 : 0;
}

double lm_text_ems(const char *text, bool bold) {
  double ems = 0;
  ucs4_t character;
  for (size_t bytes; (bytes = next(text, &character)) > 0; text += bytes) ems += width_of(character, bold);
  return ems;
}

size_t lm_text_within(const char *text, double ems, bool bold) {
  size_t at = 0;
  ucs4_t character;
  for (size_t bytes; (bytes = next(text + at, &character)) > 0; at += bytes) {
    ems -= width_of(character, bold);
    if (ems < 0) break;
  }
  return at;
}
