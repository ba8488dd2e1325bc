/* system.c: what the system says when a file cannot be had, in both languages whatever the locale. */
#include <logicmodel/diag.h>

#include <errno.h>
#include <string.h>

static const struct {
  int error;
  lm_text text;
} said[] = {
    {ENOENT, {{"No such file or directory", "そのようなファイルやフォルダーはありません"}}},
    {EACCES, {{"Permission denied", "アクセスする権限がありません"}}},
    {EPERM, {{"Operation not permitted", "許可されていない操作です"}}},
    {EISDIR, {{"Is a directory", "ファイルではなくフォルダーです"}}},
    {ENOTDIR, {{"Not a directory", "パスの途中がフォルダーではありません"}}},
    {EEXIST, {{"File exists", "すでにあります"}}},
    {ENAMETOOLONG, {{"File name too long", "名前が長すぎます"}}},
    {ELOOP, {{"Too many levels of symbolic links", "シンボリックリンクをたどりきれません"}}},
    {ENOSPC, {{"No space left on device", "ディスクの空き容量がありません"}}},
    {EDQUOT, {{"Disk quota exceeded", "割り当てられた容量を使い切っています"}}},
    {EFBIG, {{"File too large", "ファイルが大きくなりすぎます"}}},
    {EROFS, {{"Read-only file system", "読み取り専用のディスクです"}}},
    {EMFILE, {{"Too many open files", "開いているファイルが多すぎます"}}},
    {ENFILE, {{"Too many open files in system", "システム全体で、開いているファイルが多すぎます"}}},
    {EIO, {{"Input/output error", "ディスクや共有フォルダーの入出力エラーです"}}},
    {ESTALE, {{"Stale file handle", "共有フォルダーとのつながりが切れています"}}},
    {EPIPE, {{"Broken pipe", "受け取る側が先に終わりました"}}},
    {ENXIO, {{"No such device or address", "そのような機器はありません"}}},
    {ENODEV, {{"No such device", "そのような機器はありません"}}},
    {EBUSY, {{"Device or resource busy", "ほかで使用中です"}}},
    {ETXTBSY, {{"Text file busy", "実行中のファイルです"}}},
    {ENOMEM, {{"Cannot allocate memory", "メモリーが足りません"}}},
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
