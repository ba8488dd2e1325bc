/* form_marks.h: what a data-entry workbook carries in its hidden sheet, so that reading it back needs no mapping: a key per row in the first
   column, what it says in the second. For the renderer that writes it and the reader. */
#ifndef LM_VALUES_FORM_MARKS_H
#define LM_VALUES_FORM_MARKS_H

#define FORM_SHEET "logicmodel"
#define FORM_VERSION "logicmodel-form" /* FORM_VERSION_NOW */
#define FORM_VERSION_NOW "1"
#define FORM_MODEL "model"
#define FORM_AREA "area"
#define FORM_AREA_NAME "area-name"
#define FORM_YEAR "year"
#define FORM_INPUT "sheet"     /* name of the sheet that is filled in */
#define FORM_HEADING "heading" /* its row of headings, from 1 */

#endif
