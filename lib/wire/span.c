/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Spans: bytes that lie in several segments, and the cursor that walks them.
 * A span never promises more bytes than its segments hold, so a walk that
 * keeps to the span's length keeps to the segments.
 */
#include <string.h>

#include "internal.h"

void cursor_read(struct cursor *cursor, void *to, uint32_t length)
{
	uint8_t *out = to;
	uint32_t got;

	for (; length; length -= got, out += got) {
		const uint8_t *piece = cursor_piece(cursor, length, &got);

		memcpy(out, piece, got);
	}
	bytes_are_ours();
}

void cursor_write(struct cursor *cursor, const void *from, uint32_t length)
{
	const uint8_t *in = from;
	uint32_t got;

	for (; length; length -= got, in += got) {
		uint8_t *piece = cursor_piece(cursor, length, &got);

		memcpy(piece, in, got);
	}
}

void cursor_clear(struct cursor *cursor, uint32_t length)
{
	uint32_t got;

	for (; length; length -= got) {
		uint8_t *piece = cursor_piece(cursor, length, &got);

		memset(piece, 0, got);
	}
}

void cursor_skip(struct cursor *cursor, uint32_t length)
{
	uint32_t got;

	for (; length; length -= got)
		cursor_piece(cursor, length, &got);
}

/*
 * What is in its place already is left alone. A driver may lay two buffers
 * over each other, hence memmove.
 */
void cursor_copy(struct cursor *to, struct cursor *from, uint32_t length)
{
	uint32_t room, got;

	while (length) {
		uint8_t *target = cursor_piece(to, length, &room);

		length -= room;
		for (; room; room -= got, target += got) {
			const uint8_t *source = cursor_piece(from, room, &got);

			if (target != source)
				memmove(target, source, got);
		}
	}
}

uint64_t cursor_get(struct cursor *cursor, enum vqs_kind kind)
{
	uint8_t bytes[8];
	uint32_t size = kind_size(kind);
	uint64_t value;

	if (cursor->skip + (uint64_t)size <= cursor->segment->length) {
		const uint8_t *piece = cursor_piece(cursor, size, &size);

		value = vqs_scalar_get(piece, kind);
		bytes_are_ours();
		return value;
	}
	cursor_read(cursor, bytes, size);
	return vqs_scalar_get(bytes, kind);
}

void cursor_put(struct cursor *cursor, enum vqs_kind kind, uint64_t value)
{
	uint8_t bytes[8];

	vqs_scalar_put(bytes, kind, value);
	cursor_write(cursor, bytes, kind_size(kind));
}

/* A cursor at `at`; its `left` is at most `length`. */
static struct cursor cursor_at(const struct vqs_span *span, uint32_t at, uint32_t length)
{
	struct cursor cursor = cursor_over(span);

	if (at > span->length)
		at = span->length;
	cursor_skip(&cursor, at);
	if (cursor.left > length)
		cursor.left = length;
	return cursor;
}

/* Most reads are of one segment, the first. False: this one is not. */
static bool read_piece(const struct vqs_span *span, uint32_t at, void *to,
                       uint32_t length)
{
	uint64_t start = (uint64_t)span->skip + at;

	if (at >= span->length || length > span->length - at ||
	    start + length > span->segments->length)
		return false;
	memcpy(to, (const uint8_t *)span->segments->base + start, length);
	bytes_are_ours();
	return true;
}

uint32_t vqs_span_read(const struct vqs_span *span, uint32_t at, void *to,
                       uint32_t length)
{
	struct cursor cursor;

	if (length > span->length)
		length = span->length;
	if (read_piece(span, at, to, length))
		return length;
	cursor = cursor_at(span, at, length);
	length = cursor.left;
	cursor_read(&cursor, to, length);
	return length;
}

uint32_t vqs_span_write(const struct vqs_span *span, uint32_t at, const void *from,
                        uint32_t length)
{
	struct cursor cursor = cursor_at(span, at, length);

	length = cursor.left;
	cursor_write(&cursor, from, length);
	return length;
}

uint32_t vqs_span_clear(const struct vqs_span *span, uint32_t at, uint32_t length)
{
	struct cursor cursor = cursor_at(span, at, length);

	length = cursor.left;
	cursor_clear(&cursor, length);
	return length;
}

uint32_t vqs_span_copy(const struct vqs_span *to, const struct vqs_span *from)
{
	struct cursor target = cursor_over(to);
	struct cursor source = cursor_over(from);
	uint32_t length = target.left < source.left ? target.left : source.left;

	cursor_copy(&target, &source, length);
	return length;
}

struct vqs_span vqs_span_part(const struct vqs_span *span, uint32_t at, uint32_t length)
{
	struct cursor cursor = cursor_at(span, at, length);

	return cursor_span(&cursor, cursor.left);
}

bool vqs_span_next(struct vqs_span *span, struct vqs_segment *piece)
{
	struct cursor cursor = cursor_over(span);

	if (!cursor.left)
		return false;
	piece->base = cursor_piece(&cursor, cursor.left, &piece->length);
	*span = cursor_span(&cursor, cursor.left);
	return true;
}
