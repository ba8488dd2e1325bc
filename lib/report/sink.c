/* sink.c: one buffer for both kinds of sink. A file sink empties it when full, a memory sink lets it grow. */
#include "sink.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#define FILE_BUFFER 65536
#define STORED      (4 << 20) /* bytes that are sent to the disk at a time */

struct lm_sink {
  FILE *file; /* NULL: memory */
  char *bytes;
  size_t length, room; /* one byte more than `room` is allocated, for the NUL */
  off_t sent, written; /* of a file: places in it; negative where it has none, as pipes */
  lm_status status;
};

static lm_status make(lm_sink **out, FILE *file) {
  *out = NULL;
  lm_sink *sink = calloc(1, sizeof *sink);
  if (!sink) return LM_ENOMEM;
  sink->file = file;
  sink->sent = sink->written = file ? ftello(file) : -1;
  sink->room = FILE_BUFFER;
  sink->bytes = malloc(sink->room + 1);
  if (!sink->bytes) {
    free(sink);
    return LM_ENOMEM;
  }
  *out = sink;
  return LM_OK;
}

lm_status lm_sink_to_file(lm_sink **out, FILE *file) {
  return make(out, file);
}

lm_status lm_sink_to_memory(lm_sink **out) {
  return make(out, NULL);
}

void lm_sink_fail(lm_sink *sink, lm_status status) {
  if (sink->status == LM_OK) sink->status = status;
}

void lm_sink_reset(lm_sink *sink) {
  sink->length = 0;
}

lm_status lm_sink_status(const lm_sink *sink) {
  return sink->status;
}

/* What is large goes to the disk while the rest is being made, so that nobody has to wait for all of it in the end. Written bytes leave no
   memory by this: they are not on the disk yet. */
static void send_to_disk(lm_sink *sink) {
  if (sink->sent < 0 || sink->written - sink->sent < STORED) return;
  posix_fadvise(fileno(sink->file), sink->sent, sink->written - sink->sent, POSIX_FADV_DONTNEED); /* only advice: no failure matters */
  sink->sent = sink->written;
}

static void write_out(lm_sink *sink, const char *bytes, size_t size) {
  if (fwrite(bytes, 1, size, sink->file) != size) lm_sink_fail(sink, LM_EIO);
  sink->written += (off_t)size;
  send_to_disk(sink);
}

static void empty(lm_sink *sink) {
  write_out(sink, sink->bytes, sink->length);
  sink->length = 0;
}

static void grow(lm_sink *sink, size_t more) {
  size_t room = sink->room;
  while (room - sink->length < more) {
    if (room > SIZE_MAX / 2 - 1) {
      lm_sink_fail(sink, LM_ENOMEM);
      return;
    }
    room *= 2;
  }
  char *bytes = realloc(sink->bytes, room + 1);
  if (!bytes) {
    lm_sink_fail(sink, LM_ENOMEM);
    return;
  }
  sink->bytes = bytes;
  sink->room = room;
}

/* Empties or grows the buffer so that there is room; false: a failure, or longer than the buffer of a file sink. */
static bool make_room(lm_sink *sink, size_t size) {
  if (sink->file)
    empty(sink);
  else
    grow(sink, size);
  return sink->status == LM_OK && sink->room - sink->length >= size;
}

void lm_sink_bytes(lm_sink *sink, const char *bytes, size_t size) {
  if (sink->status != LM_OK || size == 0) return;
  if (sink->room - sink->length >= size || make_room(sink, size)) {
    memcpy(sink->bytes + sink->length, bytes, size);
    sink->length += size;
  } else if (sink->status == LM_OK) {
    write_out(sink, bytes, size);
  }
}

char *lm_sink_room(lm_sink *sink, size_t most) {
  if (sink->status != LM_OK) return NULL;
  if (sink->room - sink->length < most && !make_room(sink, most)) return NULL;
  return sink->bytes + sink->length;
}

void lm_sink_took(lm_sink *sink, size_t size) {
  sink->length += size;
}

void lm_sink_put(lm_sink *sink, const char *text) {
  lm_sink_bytes(sink, text, strlen(text));
}

void lm_sink_char(lm_sink *sink, char c) {
  if (sink->status != LM_OK || sink->length == sink->room)
    lm_sink_bytes(sink, &c, 1);
  else
    sink->bytes[sink->length++] = c;
}

void lm_sink_repeat(lm_sink *sink, const char *text, size_t times) {
  for (size_t i = 0; i < times; i++) lm_sink_put(sink, text);
}

const char *lm_sink_text(lm_sink *sink, size_t *size) {
  sink->bytes[sink->length] = '\0';
  if (size) *size = sink->length;
  return sink->bytes;
}

lm_status lm_sink_close(lm_sink *sink) {
  if (!sink) return LM_OK;
  if (sink->file) {
    if (sink->status == LM_OK) empty(sink);
    if (fflush(sink->file) != 0 || ferror(sink->file)) lm_sink_fail(sink, LM_EIO);
  }
  lm_status status = sink->status;
  free(sink->bytes);
  free(sink);
  return status;
}
