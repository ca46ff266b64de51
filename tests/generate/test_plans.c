/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Plans against the general way, by every message of the descriptions that are
 * named: random bytes and random native forms, whole and in pieces, with some
 * features or others. Both ways have the same results, errors, lengths, values
 * and bytes.
 *
 *	test-generate-plans FILE...
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/wire/plan.h"
#include "read.h"
#include "table.h"

#define ROUNDS 100
#define MOST   4096 /* bytes of a half */
#define PIECES 4

static struct {
	unsigned int halves, shapes[PLAN_ON + 1], decoded, refused, encoded, forbidden,
	        walked, quickly, at_once, copied, in_second;
} seen;

static uint64_t random_state = 1;

static uint64_t next_random(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static uint32_t below(uint64_t limit)
{
	return limit ? (uint32_t)(next_random() % limit) : 0;
}

/* A half of a message, and what is known when it is read or written. */
struct subject {
	const struct vqs_type *type;
	const struct vqs_message *message;
	const struct vqs_half *half;
	struct vqs_features negotiated;
	struct vqs_context context;
	_Alignas(16) uint8_t config[MOST], readable[MOST];
};

struct bytes {
	struct vqs_segment segments[PIECES];
	struct vqs_span span;
	uint8_t store[MOST];
};

/* Small numbers, zeroes above all: they are more often what a description allows. */
static void invent(uint8_t *bytes, uint32_t length)
{
	unsigned int kind = below(4);

	for (uint32_t i = 0; i < length; i++) {
		uint8_t any = (uint8_t)next_random();

		bytes[i] = kind == 0 ? any : below(4) ? 0 : any % (kind * 4);
	}
}

/* Whole, or cut into pieces, some of them empty; the span may begin within one. */
static void cut(struct bytes *bytes, uint32_t length)
{
	uint32_t skip = below(4) ? 0 : below(8), at = 0;
	unsigned int last = below(2) ? 0 : PIECES - 1;

	assert_true(skip + length <= MOST);
	bytes->span = (struct vqs_span){ bytes->segments, skip, length };
	for (unsigned int i = 0; i < PIECES; i++) {
		uint32_t size =
		        i < last ? below(length + skip - at + 1) : skip + length - at;

		bytes->segments[i] = (struct vqs_segment){ bytes->store + at, size };
		at += size;
	}
}

/* ---- Plans -------------------------------------------------------------------- */

struct planned {
	struct plan decoding, encoding;
	struct plan_room room;
};

static void plans_make(struct planned *planned, const struct subject *subject)
{
	struct plan_room *room = &planned->room;

	memset(planned, 0, sizeof(*planned));
	for (unsigned int round = 0; round < 2; round++) {
		struct plan_room count = *room;

		if (round) {
			room->moves = calloc(count.move_count + 1, sizeof(*room->moves));
			room->items = calloc(count.item_count + 1, plan_item_size());
			assert_true(room->moves && room->items);
		}
		room->move_count = room->item_count = 0;
		plan_decoding(&planned->decoding, subject->half, &subject->negotiated,
		              room);
		plan_encoding(&planned->encoding, subject->half, &subject->negotiated,
		              room);
		if (round) {
			assert_int_equal(room->move_count, count.move_count);
			assert_int_equal(room->item_count, count.item_count);
		}
	}
}

static void plans_free(struct planned *planned)
{
	free(planned->room.moves);
	free(planned->room.items);
}

/* ---- Decoding ----------------------------------------------------------------- */

static void same_error(const struct vqs_wire_error *a, const struct vqs_wire_error *b)
{
	assert_int_equal(a->problem, b->problem);
	assert_ptr_equal(a->field, b->field);
	assert_int_equal(a->offset, b->offset);
	assert_int_equal(a->value, b->value);
}

/* Spans of the same bytes may start at the end of a segment or behind it. */
static void settle_spans(const struct vqs_half *half, uint8_t *native)
{
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		struct vqs_span span;

		if ((field->extent != VQS_COUNTED && field->extent != VQS_REST) ||
		    field->memory == VQS_NOWHERE)
			continue;
		memcpy(&span, native + field->memory, sizeof(span));
		while (span.length && span.skip >= span.segments->length) {
			span.skip -= span.segments->length;
			span.segments++;
		}
		if (!span.length)
			memset(&span, 0, sizeof(span));
		memcpy(native + field->memory, &span, sizeof(span));
	}
}

/* An allowed value in place of one that is not. */
static void repair_value(uint8_t *at, const struct vqs_wire_error *error)
{
	const struct vqs_field *field = error->field;
	uint64_t value = field->min;

	if (field->names && field->names->count && field->flags & VQS_CLOSED)
		value = field->names->names[below(field->names->count)].value;
	else if (field->limits && field->limits->count)
		value = field->limits->limits[below(field->limits->count)].min;
	if (vqs_scalar_size((enum vqs_kind)field->kind))
		vqs_scalar_put(at, (enum vqs_kind)field->kind, value);
}

/* Most of what is random is refused at its first field: some of it is helped along. */
static uint32_t repair(const struct subject *subject, uint8_t *bytes, uint32_t length)
{
	_Alignas(16) uint8_t native[MOST];

	for (unsigned int i = 0; i < 40; i++) {
		struct vqs_segment segment = { bytes, length };
		const struct vqs_span span = { &segment, 0, length };
		struct vqs_wire_error error;

		if (!vqs_half_decode(subject->half, &span, &subject->context, native,
		                     &error))
			break;
		if (error.problem == VQS_BAD_VALUE && error.offset + 8 < MOST)
			repair_value(bytes + error.offset, &error);
		else if (error.problem == VQS_BAD_RESERVED)
			memset(bytes + error.offset, 0, 8);
		else
			length = subject->half->least + below(100);
	}
	return length;
}

static void compare_decoding(struct subject *subject, const struct plan *plan)
{
	struct vqs_wire_error errors[2] = { { .problem = VQS_FINE },
		                            { .problem = VQS_FINE } };
	_Alignas(16) uint8_t natives[2][MOST];
	uint32_t length = subject->half->least + below(60);
	struct bytes bytes;
	int results[2];

	if (below(4) == 0)
		length = below(subject->half->least + 1);
	assert_true(subject->half->least + 260 < MOST && subject->half->memory <= MOST);
	invent(bytes.store, subject->half->least + 260); /* as long as repair makes it */
	subject->context.tolerant = below(4) == 0;
	if (below(3)) {
		length = repair(subject, bytes.store, length);
		if (below(4) == 0)
			bytes.store[below(length)] = (uint8_t)next_random();
	}
	cut(&bytes, length);
	memset(natives, 0x5a, sizeof(natives));
	results[0] = vqs_half_decode(subject->half, &bytes.span, &subject->context,
	                             natives[0], &errors[0]);
	results[1] =
	        plan_decode(plan, &bytes.span, &subject->context, natives[1], &errors[1]);
	assert_int_equal(results[0], results[1]);
	same_error(&errors[0], &errors[1]);
	if (results[0]) {
		seen.refused++;
		return;
	}
	seen.decoded++;
	settle_spans(subject->half, natives[0]);
	settle_spans(subject->half, natives[1]);
	assert_memory_equal(natives[0], natives[1], MOST);
}

/* The quick way takes what the general way takes, or leaves it. */
static void compare_quick_decoding(struct subject *subject, const struct plan *plan)
{
	_Alignas(16) uint8_t natives[2][MOST];
	uint32_t length = subject->half->least + (below(2) ? below(60) : 0);
	struct bytes bytes;

	invent(bytes.store, subject->half->least + 260); /* as long as repair makes it */
	cut(&bytes, length);
	if (bytes.span.skip)
		return;
	subject->context.tolerant = false;
	memset(natives, 0x5a, sizeof(natives));
	if (!plan_quick_decode(plan, bytes.span.segments, length, natives[1])) {
		assert_memory_equal(natives[0], natives[1], MOST);
		return;
	}
	assert_int_equal(vqs_half_decode(subject->half, &bytes.span, &subject->context,
	                                 natives[0], NULL),
	                 0);
	seen.quickly++;
	settle_spans(subject->half, natives[0]);
	settle_spans(subject->half, natives[1]);
	assert_memory_equal(natives[0], natives[1], MOST);
}

/* ---- Encoding ----------------------------------------------------------------- */

/* Native forms are foreign too, but for their spans. */
static void invent_spans(const struct subject *subject, uint8_t *native,
                         const struct vqs_span *to, const struct vqs_span *apart)
{
	for (uint32_t i = 0; i < subject->half->field_count; i++) {
		const struct vqs_field *field = &subject->half->fields[i];
		struct vqs_span span = vqs_span_part(apart, 0, below(40));

		if ((field->extent != VQS_COUNTED && field->extent != VQS_REST) ||
		    field->memory == VQS_NOWHERE)
			continue;
		if (below(2))
			span = vqs_half_part(subject->half, i, to, &subject->context,
			                     NULL);
		if (below(4) == 0)
			span.length = below(span.length + 1);
		memcpy(native + field->memory, &span, sizeof(span));
	}
}

/* The values of a half that decodes, where one is found. */
static void invent_native(const struct subject *subject, uint8_t *native)
{
	uint8_t bytes[MOST];
	struct vqs_segment segment = { bytes, 0 };
	struct vqs_span span = { &segment, 0, 0 };

	invent(native, subject->half->memory);
	if (below(4) == 0)
		return;
	invent(bytes, subject->half->least + 200);
	segment.length = span.length =
	        repair(subject, bytes, subject->half->least + below(40));
	vqs_half_decode(subject->half, &span, &subject->context, native, NULL);
}

/* Data from elsewhere, into one piece. False: it is something else. */
static bool encode_copy(const struct plan *plan, const uint8_t *native,
                        const struct vqs_span *to, uint32_t *length)
{
	if (!to->length || to->skip || to->segments->length > to->length ||
	    !plan_quick_copy(plan, native, to->segments, length))
		return false;
	seen.copied++;
	return true;
}

static void compare_encoding(struct subject *subject, const struct plan *plan)
{
	struct vqs_wire_error errors[2] = { { .problem = VQS_FINE },
		                            { .problem = VQS_FINE } };
	_Alignas(16) uint8_t native[MOST];
	uint32_t room = subject->half->least + (below(3) ? below(60) : 0);
	uint32_t lengths[2] = { 0, 0 };
	static uint8_t before[MOST], after[MOST];
	struct bytes to, apart;
	int results[2];

	if (below(8) == 0)
		room = below(subject->half->least);
	subject->context.tolerant = false;
	invent(apart.store, 100);
	cut(&apart, 64);
	memset(to.store, 0xaa, MOST);
	cut(&to, room);
	invent_native(subject, native);
	invent_spans(subject, native, &to.span, &apart.span);
	memcpy(before, to.store, MOST);
	results[1] = 0;
	if (!encode_copy(plan, native, &to.span, &lengths[1]))
		results[1] = plan_encode(plan, native, &subject->context, &to.span,
		                         &lengths[1], &errors[1]);
	if (results[1] == 1) {
		assert_memory_equal(before, to.store, MOST);
		seen.walked++;
		return;
	}
	memcpy(after, to.store, MOST);
	memcpy(to.store, before, MOST);
	results[0] = vqs_half_encode(subject->half, native, &subject->context, &to.span,
	                             &lengths[0], &errors[0]);
	assert_int_equal(results[0], results[1]);
	same_error(&errors[0], &errors[1]);
	if (results[0]) {
		seen.forbidden++;
		return;
	}
	seen.encoded++;
	assert_int_equal(lengths[0], lengths[1]);
	assert_memory_equal(to.store, after, MOST);
}

/* As most drivers lay data and what follows it: a segment for each. */
static void cut_in_two(struct bytes *bytes, uint32_t length, uint32_t behind)
{
	bytes->span = (struct vqs_span){ bytes->segments, 0, length };
	bytes->segments[0] = (struct vqs_segment){ bytes->store, length - behind };
	bytes->segments[1] =
	        (struct vqs_segment){ bytes->store + length - behind, behind };
}

/* As requests are completed. */
static bool encode_quickly(const struct plan *plan, const uint8_t *native,
                           const struct vqs_span *to, uint32_t *length)
{
	uint8_t *end;

	if (plan_quick_encodes(plan, to->segments)) {
		part_move(&plan->head, native, to->segments->base);
		*length = (uint32_t)plan->exact;
		return true;
	}
	if (plan->open == UINT32_MAX || !plan_closes(plan, native, to, &end)) {
		assert_false(plan_quick_closes(plan, native, to->segments, to->length));
		return false;
	}
	if (plan_quick_closes(plan, native, to->segments, to->length)) {
		assert_ptr_equal(end, plan->behind ? to->segments[1].base : NULL);
		seen.in_second++;
	}
	*length = plan->beside + plan_rest(plan, native)->length;
	plan_close(plan, native, to->segments, end);
	return true;
}

/* What plan.h asks for. */
static bool is_plain(const struct subject *subject, const struct vqs_span *span)
{
	return !span->skip &&
	       span->length >= plan_least(subject->half, &subject->negotiated);
}

static void compare_quick_encoding(struct subject *subject, const struct plan *plan)
{
	_Alignas(16) uint8_t native[MOST];
	uint32_t room = subject->half->least + below(20), lengths[2];
	static uint8_t before[MOST], after[MOST];
	struct bytes to;

	memset(to.store, 0xaa, MOST);
	cut(&to, room);
	if (room >= plan->behind && below(2))
		cut_in_two(&to, room, plan->behind);
	invent_native(subject, native);
	invent_spans(subject, native, &to.span, &to.span);
	memcpy(before, to.store, MOST);
	if (!is_plain(subject, &to.span) ||
	    !encode_quickly(plan, native, &to.span, &lengths[1])) {
		assert_memory_equal(before, to.store, MOST);
		return;
	}
	seen.at_once++;
	memcpy(after, to.store, MOST);
	memcpy(to.store, before, MOST);
	assert_int_equal(vqs_half_encode(subject->half, native, &subject->context,
	                                 &to.span, &lengths[0], NULL),
	                 0);
	assert_int_equal(lengths[0], lengths[1]);
	assert_memory_equal(to.store, after, MOST);
}

/* The room of a part, by the plan and by place. */
static void compare_part(const struct subject *subject, const struct plan *plan)
{
	struct vqs_span general, part;
	struct bytes of;

	invent(of.store, 200);
	cut(&of, subject->half->least + below(60));
	for (uint32_t i = 0; i < subject->half->field_count; i++) {
		if (!is_plain(subject, &of.span) || !plan_part(plan, i, &of.span, &part))
			continue;
		general = vqs_half_part(subject->half, i, &of.span, &subject->context,
		                        NULL);
		assert_int_equal(part.length, general.length);
		for (uint32_t at = 0; at < part.length; at++) {
			uint8_t one[2];

			assert_int_equal(vqs_span_read(&part, at, &one[0], 1), 1);
			assert_int_equal(vqs_span_read(&general, at, &one[1], 1), 1);
			assert_int_equal(one[0], one[1]);
		}
	}
}

/* ---- Room --------------------------------------------------------------------- */

static void compare_room(const struct subject *subject)
{
	uint64_t least = plan_least(subject->half, &subject->negotiated);
	uint32_t room = below(subject->half->least + 10);
	struct vqs_wire_error error;

	if (least != UINT64_MAX)
		assert_true((room < least) == !!vqs_half_room(subject->half, room,
		                                              &subject->context, &error));
}

/* ---- All halves ------------------------------------------------------------------ */

static void choose_features(struct subject *subject)
{
	unsigned int kind = below(4);

	for (unsigned int i = 0; i < 2; i++) {
		uint64_t some = kind == 0 ? 0 : kind == 1 ? UINT64_MAX : next_random();

		subject->negotiated.word[i] = subject->type->features.word[i] & some;
	}
}

/* What the other half says, where its own bytes are sound. */
static void choose_context(struct subject *subject)
{
	static struct bytes bytes;
	const struct vqs_half *readable = &subject->message->readable;
	struct vqs_context *context = &subject->context;

	choose_features(subject);
	invent(subject->config, subject->type->config.memory);
	memset(subject->readable, 0, MOST);
	*context = (struct vqs_context){
		.opcode = subject->message->opcode,
		.offered = &subject->type->features,
		.negotiated = &subject->negotiated,
		.config_type = &subject->type->config,
		.config = subject->config,
	};
	if (subject->half == readable)
		return;
	for (unsigned int i = 0; i < 20; i++) {
		invent(bytes.store, readable->least + 100);
		cut(&bytes, readable->least + below(20));
		if (!vqs_half_decode(readable, &bytes.span, context, subject->readable,
		                     NULL)) {
			context->readable_half = readable;
			context->readable = subject->readable;
			return;
		}
	}
}

static void compare_half(const struct vqs_type *type, const struct vqs_message *message,
                         const struct vqs_half *half)
{
	static struct subject subject;
	struct planned planned;

	subject = (struct subject){ .type = type, .message = message, .half = half };
	for (unsigned int i = 0; i < ROUNDS; i++) {
		choose_context(&subject);
		plans_make(&planned, &subject);
		compare_decoding(&subject, &planned.decoding);
		compare_encoding(&subject, &planned.encoding);
		compare_quick_decoding(&subject, &planned.decoding);
		compare_quick_encoding(&subject, &planned.encoding);
		compare_part(&subject, &planned.encoding);
		compare_room(&subject);
		if (i == 0)
			seen.shapes[planned.decoding.shape]++;
		plans_free(&planned);
	}
	seen.halves++;
}

static void compare_type(const struct vqs_type *type)
{
	for (uint32_t i = 0; i < type->family_count; i++) {
		const struct vqs_family *family = &type->families[i];

		for (uint32_t j = 0; j < family->message_count; j++) {
			const struct vqs_message *message = &family->messages[j];

			compare_half(type, message, &message->readable);
			compare_half(type, message, &message->writable);
		}
	}
}

static void test_plans(void **state)
{
	for (char **path = *(char ***)*state; *path; path++) {
		struct source *source = source_open(*path);
		struct findings findings = { 0 };
		struct model *model;
		struct table *table;

		assert_non_null(source);
		model = model_read(source, &findings);
		assert_non_null(model);
		table = table_build(model);
		compare_type(&table->type);
		table_destroy(table);
		model_destroy(model);
		findings_fini(&findings);
	}
	printf("%u halves: %u without plan, %u fixed, %u with a rest, %u go on; decoded "
	       "%u, "
	       "refused %u; encoded %u, forbidden %u, by the general way %u; quickly %u "
	       "and %u\n",
	       seen.halves, seen.shapes[PLAN_WALK], seen.shapes[PLAN_FIXED],
	       seen.shapes[PLAN_REST], seen.shapes[PLAN_ON], seen.decoded, seen.refused,
	       seen.encoded, seen.forbidden, seen.walked, seen.quickly, seen.at_once);
	/* Each way was taken often. */
	assert_true(seen.decoded > seen.halves * ROUNDS / 4);
	assert_true(seen.refused > seen.halves * ROUNDS / 8);
	assert_true(seen.encoded > seen.halves * ROUNDS / 4);
	assert_true(seen.forbidden > ROUNDS);
	assert_true(seen.copied > ROUNDS);
	assert_true(seen.in_second > ROUNDS / 4);
	assert_true(seen.quickly > seen.halves * ROUNDS / 16);
	assert_true(seen.at_once > seen.halves * ROUNDS / 8);
	assert_true(seen.shapes[PLAN_FIXED] > seen.halves / 2);
}

int main(int argc, char **argv)
{
	char **paths = argv + 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(test_plans, &paths),
	};

	return argc < 2 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
