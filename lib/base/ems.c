/* ems.c: how wide a text is printed, at most: a reader's computer may take any of BIZ UDPGothic, BIZ UDGothic, Noto Sans CJK JP, Liberation Sans
   (Arial) and DejaVu Sans (Verdana), which were measured in Chromium. A text of Latin letters is set in one of them: the widest counts. */
#include "text.h"

#include <string.h>
#include <unistr.h>

#define SAFE  1.03 /* for faces that were not measured: Meiryo, Hiragino, Yu Gothic */
#define HALF  0.50 /* every one of these letters in BIZ UDGothic */
#define FIRST 0x20
#define LAST  0x7E

/* Hundredths of an em, regular and bold, with digits of one width. */
static const unsigned char ascii[][2][LAST - FIRST + 1] = {
    /* BIZ UDPGothic */
    {
        {34, 33, 48, 92, 80, 100, 89, 29, 50, 50, 50, 84, 31, 48, 31, 50, 76, 63, 76, 76, 76, 76, 76, 76,
         76, 76, 31, 31, 84, 84, 84, 78, 98, 76, 77, 80, 84, 70, 66, 84, 82, 42, 54, 75, 60, 98, 82, 86,
         75, 89, 76, 71, 70, 84, 75, 98, 80, 73, 75, 50, 50, 50, 50, 31, 50, 65, 71, 64, 71, 69, 50, 67,
         70, 32, 38, 63, 33, 94, 70, 68, 71, 71, 45, 59, 48, 70, 58, 88, 60, 61, 58, 52, 44, 52, 50},
        {34, 37, 52, 94, 80, 100, 91, 32, 51, 51, 50, 84, 33, 48, 33, 50, 76, 63, 76, 76, 76, 76, 76, 76,
         76, 76, 34, 34, 84, 84, 84, 80, 98, 78, 77, 81, 85, 70, 67, 86, 84, 44, 56, 76, 61, 100, 84, 88,
         76, 90, 76, 73, 70, 86, 76, 100, 82, 75, 75, 55, 50, 55, 50, 31, 50, 66, 73, 64, 73, 69, 51, 67,
         73, 32, 40, 66, 36, 96, 73, 70, 73, 73, 50, 59, 50, 73, 60, 90, 62, 64, 58, 54, 44, 54, 50},
    },
    /* Noto Sans CJK JP */
    {
        {23, 33, 48, 56, 56, 93, 68, 28, 34, 34, 47, 56, 28, 35, 28, 40, 56, 56, 56, 56, 56, 56, 56, 56,
         56, 56, 28, 28, 56, 56, 56, 48, 95, 61, 66, 61, 69, 59, 56, 69, 73, 30, 50, 65, 55, 82, 73, 75,
         64, 75, 64, 59, 60, 73, 59, 88, 58, 54, 59, 34, 40, 34, 56, 56, 61, 57, 62, 49, 62, 56, 33, 57,
         61, 28, 28, 56, 29, 93, 61, 61, 62, 62, 39, 47, 36, 61, 53, 81, 50, 53, 48, 34, 27, 34, 56},
        {23, 37, 58, 59, 59, 97, 74, 33, 38, 38, 51, 59, 33, 37, 33, 39, 59, 59, 59, 59, 59, 59, 59, 59,
         59, 59, 33, 33, 59, 59, 59, 52, 101, 64, 69, 63, 72, 62, 59, 72, 76, 33, 53, 69, 58, 86, 75, 77,
         67, 77, 69, 61, 63, 75, 63, 92, 63, 58, 60, 38, 39, 38, 59, 57, 63, 60, 65, 50, 65, 59, 36, 60,
         64, 31, 31, 61, 32, 97, 65, 63, 65, 65, 44, 50, 41, 64, 58, 87, 57, 58, 52, 38, 30, 38, 59},
    },
    /* Liberation Sans */
    {
        {28, 28, 36, 56, 56, 89, 67, 20, 34, 34, 39, 59, 28, 34, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56,
         56, 56, 28, 28, 59, 59, 59, 56, 102, 67, 67, 73, 73, 67, 62, 78, 73, 28, 50, 67, 56, 84, 73, 78,
         67, 78, 73, 67, 62, 73, 67, 95, 67, 67, 62, 28, 28, 28, 47, 56, 34, 56, 56, 50, 56, 56, 27, 56,
         56, 23, 23, 50, 23, 84, 56, 56, 56, 56, 34, 50, 28, 56, 50, 73, 50, 50, 50, 34, 26, 34, 59},
        {28, 34, 48, 56, 56, 89, 73, 24, 34, 34, 39, 59, 28, 34, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56,
         56, 56, 34, 34, 59, 59, 59, 62, 98, 73, 73, 73, 73, 67, 62, 78, 73, 28, 56, 73, 62, 84, 73, 78,
         67, 78, 73, 67, 62, 73, 67, 95, 67, 67, 62, 34, 28, 34, 59, 56, 34, 56, 62, 56, 62, 56, 34, 62,
         62, 28, 28, 56, 28, 89, 62, 62, 62, 62, 39, 56, 34, 62, 56, 78, 56, 56, 50, 39, 28, 39, 59},
    },
    /* DejaVu Sans */
    {
        {32, 41, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
         64, 64, 34, 34, 84, 84, 84, 54, 100, 71, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
         61, 79, 70, 64, 60, 74, 69, 99, 69, 62, 69, 39, 34, 39, 84, 50, 50, 62, 64, 55, 64, 62, 35, 64,
         64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 40, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84},
        {35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70,
         70, 70, 40, 40, 84, 84, 84, 58, 100, 78, 77, 74, 83, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 85,
         74, 85, 77, 68, 71, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 41, 72,
         72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84},
    },
};

enum { FACES = sizeof ascii / sizeof *ascii };

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
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (character >= rows[i].from && character <= rows[i].to) return rows[i].width[bold] / 100.0;
  return 1;
}

static size_t next(const char *text, ucs4_t *character) {
  const int bytes = u8_strmbtouc(character, (const uint8_t *)text);
  if (bytes > 0) return (size_t)bytes;
  *character = 0xFFFD;
  return *text ? 1 : 0;
}

/* What has been measured so far: letters that all faces have, by face, and the others. */
typedef struct measured {
  double half, others;
  unsigned of[FACES];
} measured;

static double add(measured *sum, ucs4_t character, bool bold) {
  if (character < FIRST || character > LAST) {
    sum->others += width_of(character, bold);
  } else {
    sum->half += HALF;
    for (int i = 0; i < FACES; i++) sum->of[i] += ascii[i][bold][character - FIRST];
  }
  double most = sum->half;
  for (int i = 0; i < FACES; i++)
    if (sum->of[i] > most * 100) most = sum->of[i] / 100.0;
  return (most + sum->others) * SAFE;
}

double lm_text_ems(const char *text, bool bold) {
  measured sum = {0};
  double ems = 0;
  ucs4_t character;
  for (size_t bytes; (bytes = next(text, &character)) > 0; text += bytes) ems = add(&sum, character, bold);
  return ems;
}

size_t lm_text_within(const char *text, double ems, bool bold) {
  measured sum = {0};
  size_t at = 0;
  ucs4_t character;
  for (size_t bytes; (bytes = next(text + at, &character)) > 0; at += bytes)
    if (add(&sum, character, bold) > ems) break;
  return at;
}
