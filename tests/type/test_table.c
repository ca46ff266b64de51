/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table that is built in memory: its native structures against those that
 * this compiler lays out, and what it says of messages and virtqueues.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/wire.h>

#include "read.h"
#include "table.h"

/* ---- The lamp ------------------------------------------------------------------------
 */

struct lamp_config {
	uint16_t max_level;
	uint16_t range_mm;
	uint8_t serial[16];
};

struct lamp_step {
	uint16_t level;
	uint32_t hold_ms;
};

struct lamp_play_scene {
	uint32_t step_count;
	struct vqs_span steps;
};

struct lamp_get_level_reply {
	uint8_t status;
	uint16_t level;
};

struct lamp_event {
	uint64_t when_ns;
	uint16_t distance_mm;
};

/* ---- One of everything
 * ----------------------------------------------------------------- */

struct many_pair {
	uint16_t left, right;
};

struct many_config {
	uint8_t kind;
	uint32_t limit;
	struct many_pair pair;
	uint16_t rows;
	uint8_t modes;
	uint8_t kick;
	uint64_t clock;
};

struct many_inner {
	uint16_t x;
	uint8_t y;
	uint32_t z;
};

struct many_outer {
	uint8_t a;
	struct many_inner b[2];
	uint64_t c;
};

struct many_write {
	uint32_t id;
	uint8_t count;
	uint8_t flags;
	struct vqs_span list;
	uint16_t more;
	struct vqs_span data;
	uint64_t tail;
	uint32_t sum;
};

struct many_read_reply {
	uint32_t cookie;
	struct vqs_span data;
	uint32_t least;
	uint16_t detail;
	uint8_t status;
};

/* ---- Looking things up
 * ------------------------------------------------------------------ */

struct fixture {
	struct model *model;
	struct table *table;
};

static struct fixture load(const char *path)
{
	struct findings findings = { .count = 0 };
	struct source *source = source_open(path);
	struct fixture fixture;

	assert_non_null(source);
	fixture.model = model_read(source, &findings);
	findings_print(&findings, source, stderr, false);
	assert_non_null(fixture.model);
	findings_fini(&findings);
	fixture.table = table_build(fixture.model);
	return fixture;
}

static void unload(struct fixture *fixture)
{
	table_destroy(fixture->table);
	model_destroy(fixture->model);
}

static const struct vqs_message *find_message(const struct vqs_type *type,
                                              const char *name)
{
	static const struct vqs_message none;

	for (uint32_t i = 0; i < type->family_count; i++)
		for (uint32_t j = 0; j < type->families[i].message_count; j++)
			if (strcmp(type->families[i].messages[j].name, name) == 0)
				return &type->families[i].messages[j];
	fail_msg("no message %s", name);
	return &none;
}

static const struct vqs_family *find_family(const struct vqs_type *type, const char *name)
{
	static const struct vqs_family none;

	for (uint32_t i = 0; i < type->family_count; i++)
		if (strcmp(type->families[i].name, name) == 0)
			return &type->families[i];
	fail_msg("no family %s", name);
	return &none;
}

static const struct vqs_field *find_field(const struct vqs_field *fields, uint32_t count,
                                          const char *name)
{
	static const struct vqs_field none;

	for (uint32_t i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	fail_msg("no field %s", name);
	return &none;
}

static const struct vqs_field *of_struct(const struct vqs_struct *type, const char *name)
{
	return find_field(type->fields, type->field_count, name);
}

static const struct vqs_field *of_half(const struct vqs_half *half, const char *name)
{
	return find_field(half->fields, half->field_count, name);
}

#define SAME_PLACE(owner, type, member)                                                  \
	assert_int_equal((owner)->memory, offsetof(struct type, member))

/* ---- Tests
 * -------------------------------------------------------------------------------- */

static void lamp_is_laid_out_as_by_a_compiler(void **state)
{
	struct fixture lamp = load(TYPES "/lamp.yaml");
	const struct vqs_type *type = &lamp.table->type;
	const struct vqs_half *half = &find_message(type, "play_scene")->readable;
	const struct vqs_struct *step = of_half(half, "steps")->structure;

	(void)state;
	assert_int_equal(type->config.memory, sizeof(struct lamp_config));
	assert_int_equal(type->config.size, 20);
	SAME_PLACE(of_struct(&type->config, "max_level"), lamp_config, max_level);
	SAME_PLACE(of_struct(&type->config, "range_mm"), lamp_config, range_mm);
	SAME_PLACE(of_struct(&type->config, "serial"), lamp_config, serial);

	assert_int_equal(half->memory, sizeof(struct lamp_play_scene));
	SAME_PLACE(of_half(half, "step_count"), lamp_play_scene, step_count);
	SAME_PLACE(of_half(half, "steps"), lamp_play_scene, steps);
	assert_int_equal(half->head, 16);
	assert_int_equal(of_half(half, "steps")->offset, 16);
	assert_true(half->variable);

	assert_int_equal(step->memory, sizeof(struct lamp_step));
	assert_int_equal(step->size, 8);
	SAME_PLACE(of_struct(step, "level"), lamp_step, level);
	SAME_PLACE(of_struct(step, "hold_ms"), lamp_step, hold_ms);
	assert_int_equal(of_struct(step, "reserved")->memory, VQS_NOWHERE);

	half = &find_message(type, "get_level")->writable;
	assert_int_equal(half->memory, sizeof(struct lamp_get_level_reply));
	SAME_PLACE(of_half(half, "status"), lamp_get_level_reply, status);
	SAME_PLACE(of_half(half, "level"), lamp_get_level_reply, level);
	assert_int_equal(half->least, 10);

	half = &find_message(type, "lamp_event")->writable;
	assert_int_equal(half->memory, sizeof(struct lamp_event));
	SAME_PLACE(of_half(half, "when_ns"), lamp_event, when_ns);
	SAME_PLACE(of_half(half, "distance_mm"), lamp_event, distance_mm);
	assert_int_equal(half->least, 16);
	unload(&lamp);
}

static void default_header_is_the_clocks(void **state)
{
	struct fixture lamp = load(TYPES "/lamp.yaml");
	const struct vqs_type *type = &lamp.table->type;
	const struct vqs_family *family = find_family(type, "lamp_request");
	const struct vqs_half *half = &find_message(type, "set_level")->readable;

	(void)state;
	assert_true(family->opcode.present);
	assert_false(family->opcode.writable);
	assert_int_equal(family->opcode.kind, VQS_LE16);
	assert_int_equal(family->opcode.offset, 0);
	assert_true(family->status.present);
	assert_int_equal(family->status.kind, VQS_U8);
	assert_int_equal(family->status.offset, 0);
	assert_false(family->status.from_end);
	assert_int_equal(family->messages[0].ok, 0);
	assert_int_equal(family->answer.unsupported, 1);
	assert_int_equal(family->answer.invalid, 2);
	assert_true(family->answer.has_unsupported && family->answer.has_invalid);
	assert_int_equal(of_half(half, "level")->offset, 8);
	assert_int_equal(of_half(half, "type")->memory, VQS_NOWHERE);
	assert_int_equal(half->memory, 2);
	assert_false(find_family(type, "lamp_event")->opcode.present);
	unload(&lamp);
}

static void many_is_laid_out_as_by_a_compiler(void **state)
{
	struct fixture many = load(TESTS "/shown/many.yaml");
	const struct vqs_type *type = &many.table->type;
	const struct vqs_half *half = &find_message(type, "write")->readable;
	const struct vqs_struct *outer = of_half(half, "list")->structure;

	(void)state;
	assert_int_equal(type->config.memory, sizeof(struct many_config));
	SAME_PLACE(of_struct(&type->config, "limit"), many_config, limit);
	SAME_PLACE(of_struct(&type->config, "pair"), many_config, pair);
	SAME_PLACE(of_struct(&type->config, "rows"), many_config, rows);
	SAME_PLACE(of_struct(&type->config, "modes"), many_config, modes);
	SAME_PLACE(of_struct(&type->config, "kick"), many_config, kick);
	SAME_PLACE(of_struct(&type->config, "clock"), many_config, clock);

	assert_int_equal(outer->memory, sizeof(struct many_outer));
	assert_int_equal(outer->size, 25);
	SAME_PLACE(of_struct(outer, "b"), many_outer, b);
	SAME_PLACE(of_struct(outer, "c"), many_outer, c);
	assert_int_equal(of_struct(outer, "c")->offset, 17);

	assert_int_equal(half->memory, sizeof(struct many_write));
	SAME_PLACE(of_half(half, "id"), many_write, id);
	SAME_PLACE(of_half(half, "count"), many_write, count);
	SAME_PLACE(of_half(half, "flags"), many_write, flags);
	SAME_PLACE(of_half(half, "list"), many_write, list);
	SAME_PLACE(of_half(half, "more"), many_write, more);
	SAME_PLACE(of_half(half, "data"), many_write, data);
	SAME_PLACE(of_half(half, "tail"), many_write, tail);
	SAME_PLACE(of_half(half, "sum"), many_write, sum);

	half = &find_message(type, "read")->writable;
	assert_int_equal(half->memory, sizeof(struct many_read_reply));
	SAME_PLACE(of_half(half, "cookie"), many_read_reply, cookie);
	SAME_PLACE(of_half(half, "data"), many_read_reply, data);
	SAME_PLACE(of_half(half, "least"), many_read_reply, least);
	SAME_PLACE(of_half(half, "detail"), many_read_reply, detail);
	SAME_PLACE(of_half(half, "status"), many_read_reply, status);
	unload(&many);
}

static void variable_parts_have_their_places(void **state)
{
	struct fixture many = load(TESTS "/shown/many.yaml");
	const struct vqs_half *half = &find_message(&many.table->type, "write")->readable;
	const struct vqs_field *list = of_half(half, "list"),
	                       *data = of_half(half, "data");

	(void)state;
	assert_int_equal(half->head, 10);
	assert_int_equal(half->least, 24);
	assert_int_equal(list->extent, VQS_COUNTED);
	assert_int_equal(list->counter.source, VQS_HERE);
	assert_int_equal(list->counter.field, 3);
	assert_int_equal(list->factor, 2);
	assert_int_equal(list->addend, 1);
	assert_int_equal(list->count, 41);
	assert_int_equal(list->offset, 10);
	assert_int_equal(of_half(half, "more")->offset, 0);
	assert_int_equal(data->extent, VQS_REST);
	assert_int_equal(data->offset, 2);
	assert_int_equal(data->count, 3);
	assert_int_equal(of_half(half, "tail")->offset, 0);
	assert_int_equal(of_half(half, "sum")->offset, 8);
	unload(&many);
}

static void roles_have_their_places(void **state)
{
	struct fixture many = load(TESTS "/shown/many.yaml");
	const struct vqs_type *type = &many.table->type;
	const struct vqs_family *family = find_family(type, "many_request");

	(void)state;
	assert_string_equal(family->messages[0].name, "read");
	assert_string_equal(family->messages[1].name, "write");
	assert_int_equal(family->opcode.offset, 4);
	assert_int_equal(family->opcode.kind, VQS_BE16);
	assert_true(family->status.from_end);
	assert_int_equal(family->status.offset, 1);
	assert_int_equal(family->answer.unsupported, 9);
	assert_int_equal(family->answer.invalid, 8);
	assert_true(family->tolerant);

	family = find_family(type, "many_event");
	assert_true(family->opcode.writable);
	assert_false(family->status.present);

	family = find_family(type, "many_single");
	assert_false(family->opcode.present);
	assert_true(family->status.from_end);
	assert_int_equal(family->status.offset, 4);
	assert_false(family->answer.has_unsupported);
	unload(&many);
}

static void fields_have_their_flags(void **state)
{
	struct fixture many = load(TESTS "/shown/many.yaml");
	const struct vqs_struct *config = &many.table->type.config;
	const struct vqs_field *limit = of_struct(config, "limit");
	const struct vqs_struct *pair = of_struct(config, "pair")->structure;
	const struct vqs_half *half = &find_message(&many.table->type, "write")->readable;

	(void)state;
	assert_int_equal(of_struct(config, "kind")->flags, VQS_CLOSED);
	assert_int_equal(of_struct(config, "kind")->names->count, 3);
	assert_int_equal(of_struct(config, "reserved")->flags, VQS_RESERVED);
	assert_int_equal(of_struct(config, "spare")->flags, VQS_RESERVED | VQS_STRICT);
	assert_int_equal(of_struct(config, "modes")->flags, VQS_CLOSED | VQS_FLAGS);
	assert_int_equal(of_struct(config, "modes")->names->names[1].value, 1 << 5);
	assert_int_equal(of_struct(config, "modes")->access, VQS_WRITE_1_CLEAR);
	assert_int_equal(of_struct(config, "kick")->access, VQS_WRITE_ONLY);
	assert_int_equal(of_struct(config, "clock")->flags, VQS_VOLATILE);
	assert_int_equal(limit->flags, VQS_RANGE | VQS_SURVIVES);
	assert_int_equal(limit->access, VQS_READ_WRITE);
	assert_int_equal(limit->min, 4);
	assert_int_equal(limit->max, 100);
	assert_int_equal(of_struct(pair, "right")->max, 9);
	assert_int_equal(of_half(half, "type")->flags, VQS_OPCODE);
	assert_int_equal(of_half(half, "unused")->flags, VQS_RESERVED | VQS_STRICT);
	unload(&many);
}

static struct vqs_features set_of(unsigned int a, unsigned int b)
{
	struct vqs_features set = { { 0, 0 } };

	vqs_features_add(&set, a);
	vqs_features_add(&set, b);
	return set;
}

static void conditions_hold_where_they_should(void **state)
{
	struct fixture many = load(TESTS "/shown/many.yaml");
	const struct vqs_type *type = &many.table->type;
	const struct vqs_condition *pair = of_struct(&type->config, "pair")->condition;
	const struct vqs_condition *second = &type->feature_types[1].requires;
	struct vqs_features set = set_of(0, 0);

	(void)state;
	assert_int_equal(pair->count, 2);
	assert_true(vqs_condition_holds(pair, &set));
	assert_false(vqs_condition_holds(second, &set));
	set = set_of(1, 2);
	assert_true(vqs_condition_holds(pair, &set));
	set = set_of(1, 1);
	assert_false(vqs_condition_holds(pair, &set));
	set = set_of(0, 70);
	assert_true(vqs_condition_holds(second, &set));
	assert_true(vqs_features_has(&type->feature_types[2].conflicts, 70));
	assert_true(type->feature_types[3].required);
	assert_int_equal(type->features.word[0], 0x3f);
	assert_int_equal(type->features.word[1], 1 << 6);
	unload(&many);
}

static void virtqueues_have_their_indices(void **state)
{
	struct fixture many = load(TESTS "/shown/many.yaml");
	const struct vqs_queue_type *queues = many.table->type.queues;

	(void)state;
	assert_int_equal(many.table->type.queue_count, 4);
	assert_true(queues[0].posted);
	assert_int_equal(queues[0].size, 16);
	assert_int_equal(queues[0].count_field, -1);
	assert_int_equal(queues[1].index, 1);
	assert_int_equal(queues[1].most, 5);
	assert_int_equal(queues[1].count_field, 4);
	assert_int_equal(queues[2].index, 6);
	assert_int_equal(queues[2].most, 2);
	assert_int_equal(queues[2].size, 256);
	assert_int_equal(queues[3].index, 8);
	assert_int_equal(queues[3].condition->count, 2);
	unload(&many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lamp_is_laid_out_as_by_a_compiler),
		cmocka_unit_test(default_header_is_the_clocks),
		cmocka_unit_test(many_is_laid_out_as_by_a_compiler),
		cmocka_unit_test(variable_parts_have_their_places),
		cmocka_unit_test(roles_have_their_places),
		cmocka_unit_test(fields_have_their_flags),
		cmocka_unit_test(conditions_hold_where_they_should),
		cmocka_unit_test(virtqueues_have_their_indices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
