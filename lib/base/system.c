/* system.c: what the system says when a file cannot be had, in both languages whatever the locale. */
#include <logicmodel/diag.h>

#include <errno.h>
#include <string.h>

/* The name of the error stands behind, for whoever is asked for help or looks it up. */
#define SAID(error, en, ja) {error, {{en " (" #error ")", ja "(" #error ")"}}}

static const struct {
  int error;
  lm_text text;
} said[] = {
    SAID(ENOENT, "No such file or directory", "そのようなファイルやフォルダーはありません"),
    SAID(EACCES, "Permission denied", "アクセスする権限がありません"),
    SAID(EPERM, "Operation not permitted", "許可されていない操作です"),
    SAID(EISDIR, "Is a directory", "ファイルではなくフォルダーです"),
    SAID(ENOTDIR, "Not a directory", "パスの途中がフォルダーではありません"),
    SAID(EEXIST, "File exists", "すでにあります"),
    SAID(ENAMETOOLONG, "File name too long", "名前が長すぎます"),
    SAID(ELOOP, "Too many levels of symbolic links", "シンボリックリンクをたどりきれません"),
    SAID(ENOSPC, "No space left on device", "ディスクの空き容量がありません"),
    SAID(EDQUOT, "Disk quota exceeded", "割り当てられた容量を使い切っています"),
    SAID(EFBIG, "File too large", "ファイルが大きくなりすぎます"),
    SAID(EROFS, "Read-only file system", "読み取り専用のディスクです"),
    SAID(EMFILE, "Too many open files", "開いているファイルが多すぎます"),
    SAID(ENFILE, "Too many open files in system", "システム全体で、開いているファイルが多すぎます"),
    SAID(EIO, "Input/output error", "ディスクや共有フォルダーの入出力エラーです"),
    SAID(ESTALE, "Stale file handle", "共有フォルダーとのつながりが切れています"),
    SAID(EPIPE, "Broken pipe", "受け取る側が先に終わりました"),
    SAID(ENXIO, "No such device or address", "そのような機器はありません"),
    SAID(ENODEV, "No such device", "そのような機器はありません"),
    SAID(EBUSY, "Device or resource busy", "ほかで使用中です"),
    SAID(ETXTBSY, "Text file busy", "実行中のファイルです"),
    SAID(ENOMEM, "Cannot allocate memory", "メモリーが足りません"),
};

lm_text lm_system_text(int error) {
  for (size_t i = 0; i < sizeof said / sizeof *said; i++)
    if (said[i].error == error) return said[i].text;
  const char *other = strerror(error);
  return (lm_text){{other, other}};
}

void lm_diags_add_system(lm_diags *diags, lm_code code, const char *file, int error) {
  const lm_text text = lm_system_text(error);
  lm_diags_add(diags, &(lm_finding){.code = code, .place = {file, 0, 0}, .arg = {text.in[LM_EN], text.in[LM_JA]}});
}
