/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Hostile bytes against the codec, by the tables of all descriptions in types/: halves in
 * any context, the lists and unions in them, and configuration. What decodes
 * must encode again to bytes that decode to the same; a list is walked to its end,
 * whatever it says of itself. Plans do what the walk does.
 */
#define _GNU_SOURCE /* scandir */
#include <dirent.h>
#include <string.h>

#include <vqsmith/wire.h>

#include "../tool/type/read.h"
#include "../tool/type/source.h"
#include "../tool/type/table.h"
#include "input.h"
#include "plans.h"

#define TYPES_MOST 64
#define SEGMENTS   4
#define HALF_MOST  4096

/* Like a program's main(): what is read once, for all inputs. */
static const struct vqs_type *types[TYPES_MOST];
static unsigned int type_count;

static void load(const char *folder, const char *name)
{
	struct findings findings = { .list = NULL };
	char path[4096];
	struct source *source;
	struct model *model;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	source = source_open(path);
	MUST(source);
	model = model_read(source, &findings);
	MUST(model);
	findings_fini(&findings);
	MUST(type_count < TYPES_MOST);
	types[type_count++] = &table_build(model)->type;
}

static int by_name(const struct dirent **one, const struct dirent **other)
{
	return strcmp((*one)->d_name, (*other)->d_name);
}

static int is_description(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');

	return end && strcmp(end, ".yaml") == 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct dirent **entries;
	int count = scandir(TYPES, &entries, is_description, by_name);

	(void)argc;
	(void)argv;
	MUST(count > 0);
	for (int i = 0; i < count; i++) {
		load(TYPES, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return 0;
}

/* A half: segments of their own length each, so that no byte beside them is read. */
struct bytes {
	struct vqs_segment segments[SEGMENTS];
	struct vqs_span span;
};

static void make(struct input *input, struct bytes *bytes)
{
	bytes->span = (struct vqs_span){ bytes->segments, 0, 0 };
	for (unsigned int i = 0; i < SEGMENTS; i++) {
		struct vqs_segment *segment = &bytes->segments[i];
		uint8_t *to;

		segment->length = input8(input) % 96;
		segment->base = to = malloc(segment->length);
		MUST(to || segment->length == 0);
		for (uint32_t at = 0; at < segment->length; at++)
			to[at] = input8(input);
		bytes->span.length += segment->length;
	}
}

static void drop(struct bytes *bytes)
{
	for (unsigned int i = 0; i < SEGMENTS; i++)
		free(bytes->segments[i].base);
}

static void *native_of(uint32_t size)
{
	void *native = calloc(1, size ? size : 1);

	MUST(native);
	return native;
}

/* Each item's length has its head in it or is its own, so there are no more than bytes. */
static void walk(const struct vqs_list *list, const struct vqs_span *span)
{
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	struct vqs_item item;
	struct vqs_items items;
	uint8_t native[HALF_MOST];
	uint32_t left = span->length;
	int result;

	vqs_items_init(&items, list, span);
	while ((result = vqs_items_next(&items, &item, &error)) == 1) {
		MUST(left-- > 0);
		MUST(item.body.length <= span->length);
		(void)vqs_item_head(list, &item, native, NULL);
		if (item.type)
			(void)vqs_item_decode(list, &item, native, &error);
	}
	MUST(result == 0 || error.problem != VQS_FINE);
}

/* Any case, over any number of the union's bytes. */
static void choose(struct input *input, const struct vqs_field *field, const void *at)
{
	const struct vqs_union *type = field->union_;
	const struct vqs_case *is = &type->cases[input8(input) % type->count];
	uint32_t length = input16(input) % (field->count + 1);
	uint8_t native[HALF_MOST], again[HALF_MOST];

	MUST(field->count <= HALF_MOST);
	if (field->kind != VQS_U8 || vqs_case_decode(is, at, length, native, NULL))
		return;
	(void)vqs_case_encode(is, native, again, field->count, NULL);
}

static void look_into(struct input *input, const struct vqs_half *half,
                      const uint8_t *native)
{
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		struct vqs_span span;

		if (field->memory == VQS_NOWHERE)
			continue;
		if (field->union_ && field->extent == VQS_ARRAY)
			choose(input, field, native + field->memory);
		if (field->extent != VQS_COUNTED && field->extent != VQS_REST)
			continue;
		memcpy(&span, native + field->memory, sizeof(span));
		if (field->list)
			walk(field->list, &span);
	}
}

/* What was decoded is written again, and read: the same length, the same verdict. */
static void again(const struct vqs_half *half, const struct vqs_context *context,
                  const void *native)
{
	uint64_t length;
	uint32_t written;
	struct vqs_segment room;
	struct vqs_span span = { &room, 0, 0 };
	void *other = native_of(half->memory);

	MUST(vqs_half_length(half, native, context, &length, NULL) == 0);
	MUST(length <= SEGMENTS * 96);
	room.base = native_of((uint32_t)length);
	room.length = span.length = (uint32_t)length;
	MUST(vqs_half_encode(half, native, context, &span, &written, NULL) == 0);
	MUST(written == length);
	MUST(vqs_half_decode(half, &span, context, other, NULL) == 0);
	free(room.base);
	free(other);
}

static bool decode(struct input *input, const struct vqs_half *half,
                   const struct bytes *from, const struct vqs_context *context,
                   void *native)
{
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	int result = vqs_half_decode(half, &from->span, context, native, &error);

	plans_judge(half, context, &from->span, input8(input));
	MUST((result == 0) == (error.problem == VQS_FINE));
	if (result)
		return false;
	look_into(input, half, native);
	again(half, context, native);
	return true;
}

static void message(struct input *input, const struct vqs_message *message,
                    struct vqs_context *context)
{
	struct bytes readable, writable;
	void *request = native_of(message->readable.memory);
	void *reply = native_of(message->writable.memory);

	context->opcode = message->opcode;
	make(input, &readable);
	make(input, &writable);
	if (decode(input, &message->readable, &readable, context, request)) {
		context->readable_half = &message->readable;
		context->readable = request;
		(void)vqs_half_room(&message->writable, writable.span.length, context,
		                    NULL);
		decode(input, &message->writable, &writable, context, reply);
	}
	drop(&readable);
	drop(&writable);
	free(request);
	free(reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	const struct vqs_type *type = types[input8(&input) % type_count];
	const struct vqs_family *family;
	struct vqs_features features = { { input64(&input), input64(&input) } };
	struct vqs_context context = { .offered = &features,
		                       .negotiated = &features,
		                       .config_type = &type->config };
	uint8_t *config = native_of(type->config.memory);

	for (uint32_t i = 0; i < type->config.memory; i++)
		config[i] = input8(&input);
	context.config = config;
	if (type->family_count > 0) {
		family = &type->families[input8(&input) % type->family_count];
		message(&input, &family->messages[input8(&input) % family->message_count],
		        &context);
	}
	free(config);
	return 0;
}
