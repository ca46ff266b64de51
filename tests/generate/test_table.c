/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The printed table is the one that is built in memory: each generated
 * NAME_type.c is compiled in here and compared, to the last field. With
 * arguments, FILE LIBRARY SYMBOL, the table is that of a shared library.
 */
#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "read.h"
#include "table.h"

#include "balloon_type.h"
#include "blk_type.h"
#include "can_type.h"
#include "console_type.h"
#include "entropy_type.h"
#include "fs_type.h"
#include "gpio_type.h"
#include "gpu_type.h"
#include "i2c_type.h"
#include "input_type.h"
#include "iommu_type.h"
#include "lamp_type.h"
#include "many_type.h"
#include "media_type.h"
#include "mem_type.h"
#include "net_type.h"
#include "beads_type.h"
#include "opcodes_type.h"
#include "pmem_type.h"
#include "rows_type.h"
#include "rpmb_type.h"
#include "rtc_type.h"
#include "scmi_type.h"
#include "shapes_type.h"
#include "snd_type.h"
#include "spi_type.h"
#include "vsock_type.h"

static void same_text(const char *a, const char *b)
{
	assert_true(!a == !b);
	if (a)
		assert_string_equal(a, b);
}

static void same_set(const struct vqs_features *a, const struct vqs_features *b)
{
	assert_memory_equal(a, b, sizeof(*a));
}

static void same_condition(const struct vqs_condition *a, const struct vqs_condition *b)
{
	assert_true(!a == !b);
	if (!a)
		return;
	assert_int_equal(a->count, b->count);
	for (unsigned int i = 0; i < a->count; i++)
		same_set(&a->any[i], &b->any[i]);
}

static void same_names(const struct vqs_names *a, const struct vqs_names *b)
{
	assert_true(!a == !b);
	if (!a)
		return;
	assert_int_equal(a->count, b->count);
	for (unsigned int i = 0; i < a->count; i++) {
		assert_string_equal(a->names[i].name, b->names[i].name);
		assert_int_equal(a->names[i].value, b->names[i].value);
	}
}

static void same_struct(const struct vqs_struct *a, const struct vqs_struct *b);
static void same_fields(const struct vqs_field *a, uint32_t a_count,
                        const struct vqs_field *b, uint32_t b_count);

static void same_bits(const struct vqs_bits *a, const struct vqs_bits *b)
{
	assert_true(!a == !b);
	if (!a)
		return;
	same_fields(a->ranges, a->count, b->ranges, b->count);
	assert_int_equal(a->ignored, b->ignored);
	assert_int_equal(a->strict, b->strict);
}

static void same_limits(const struct vqs_limits *a, const struct vqs_limits *b)
{
	assert_true(!a == !b);
	if (!a)
		return;
	assert_int_equal(a->count, b->count);
	for (unsigned int i = 0; i < a->count; i++) {
		same_condition(a->limits[i].condition, b->limits[i].condition);
		same_condition(a->limits[i].unless, b->limits[i].unless);
		assert_int_equal(a->limits[i].min, b->limits[i].min);
		assert_int_equal(a->limits[i].max, b->limits[i].max);
	}
}

static void same_field(const struct vqs_field *a, const struct vqs_field *b);

static void same_reference(struct vqs_reference a, struct vqs_reference b)
{
	assert_int_equal(a.source, b.source);
	assert_int_equal(a.field, b.field);
}

static void same_sum(const struct vqs_sum *a, const struct vqs_sum *b)
{
	assert_true(!a == !b);
	if (!a)
		return;
	assert_int_equal(a->count, b->count);
	for (unsigned int i = 0; i < a->count; i++) {
		assert_int_equal(a->terms[i].length, b->terms[i].length);
		assert_memory_equal(a->terms[i].path, b->terms[i].path,
		                    a->terms[i].length * sizeof(*a->terms[i].path));
	}
}

static void same_union(const struct vqs_union *a, const struct vqs_union *b)
{
	assert_true(!a == !b);
	if (!a)
		return;
	same_reference(a->by, b->by);
	same_reference(a->length, b->length);
	assert_int_equal(a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		same_field(&a->cases[i].field, &b->cases[i].field);
		assert_int_equal(a->cases[i].when_count, b->cases[i].when_count);
		for (uint32_t j = 0; j < a->cases[i].when_count; j++)
			assert_int_equal(a->cases[i].when[j], b->cases[i].when[j]);
	}
}

static void same_list(const struct vqs_list *a, const struct vqs_list *b)
{
	assert_true(!a == !b);
	if (!a)
		return;
	assert_string_equal(a->name, b->name);
	same_struct(a->head, b->head);
	assert_true(!a->type == !b->type);
	assert_true(!a->range == !b->range);
	if (a->type)
		assert_int_equal(a->type - a->head->fields, b->type - b->head->fields);
	if (a->range)
		same_field(a->range, b->range);
	assert_int_equal(a->length - a->head->fields, b->length - b->head->fields);
	assert_int_equal(a->align, b->align);
	assert_int_equal(a->includes_head, b->includes_head);
	assert_int_equal(a->ends, b->ends);
	assert_int_equal(a->end, b->end);
	assert_int_equal(a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		same_field(&a->items[i].field, &b->items[i].field);
		assert_int_equal(a->items[i].value, b->items[i].value);
		assert_int_equal(a->items[i].whole, b->items[i].whole);
	}
}

static void same_field(const struct vqs_field *a, const struct vqs_field *b)
{
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->extent, b->extent);
	assert_int_equal(a->access, b->access);
	assert_int_equal(a->flags, b->flags);
	assert_memory_equal(&a->counter, &b->counter, sizeof(a->counter));
	assert_memory_equal(&a->times, &b->times, sizeof(a->times));
	assert_memory_equal(&a->same, &b->same, sizeof(a->same));
	assert_int_equal(a->factor, b->factor);
	assert_int_equal(a->addend, b->addend);
	assert_int_equal(a->count, b->count);
	assert_int_equal(a->offset, b->offset);
	assert_int_equal(a->mask, b->mask);
	assert_int_equal(a->memory, b->memory);
	assert_int_equal(a->min, b->min);
	assert_int_equal(a->max, b->max);
	same_names(a->names, b->names);
	same_bits(a->bits, b->bits);
	same_union(a->union_, b->union_);
	same_list(a->list, b->list);
	same_condition(a->condition, b->condition);
	same_condition(a->unless, b->unless);
	same_limits(a->limits, b->limits);
	same_sum(a->sum, b->sum);
	assert_true(!a->structure == !b->structure);
	if (a->structure)
		same_struct(a->structure, b->structure);
}

static void same_fields(const struct vqs_field *a, uint32_t a_count,
                        const struct vqs_field *b, uint32_t b_count)
{
	assert_int_equal(a_count, b_count);
	for (uint32_t i = 0; i < a_count; i++)
		same_field(&a[i], &b[i]);
}

static void same_struct(const struct vqs_struct *a, const struct vqs_struct *b)
{
	same_text(a->name, b->name);
	assert_int_equal(a->size, b->size);
	assert_int_equal(a->memory, b->memory);
	assert_int_equal(a->tailed, b->tailed);
	same_fields(a->fields, a->field_count, b->fields, b->field_count);
}

static void same_half(const struct vqs_half *a, const struct vqs_half *b)
{
	assert_int_equal(a->head, b->head);
	assert_int_equal(a->least, b->least);
	assert_int_equal(a->memory, b->memory);
	assert_int_equal(a->variable, b->variable);
	assert_int_equal(a->contextual, b->contextual);
	same_fields(a->fields, a->field_count, b->fields, b->field_count);
}

static void same_message(const struct vqs_message *a, const struct vqs_message *b)
{
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->opcode, b->opcode);
	assert_int_equal(a->ok, b->ok);
	same_half(&a->readable, &b->readable);
	same_half(&a->writable, &b->writable);
	same_condition(a->condition, b->condition);
}

static void same_place(const struct vqs_place *a, const struct vqs_place *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->present, b->present);
	assert_int_equal(a->writable, b->writable);
	assert_int_equal(a->from_end, b->from_end);
	assert_int_equal(a->offset, b->offset);
	assert_int_equal(a->mask, b->mask);
}

static void same_family(const struct vqs_family *a, const struct vqs_family *b)
{
	assert_string_equal(a->name, b->name);
	same_place(&a->opcode, &b->opcode);
	same_place(&a->opcode_class, &b->opcode_class);
	same_place(&a->status, &b->status);
	assert_int_equal(a->answer.unsupported, b->answer.unsupported);
	assert_int_equal(a->answer.invalid, b->answer.invalid);
	assert_int_equal(a->answer.has_unsupported, b->answer.has_unsupported);
	assert_int_equal(a->answer.has_invalid, b->answer.has_invalid);
	assert_int_equal(a->tolerant, b->tolerant);
	assert_int_equal(a->message_count, b->message_count);
	for (uint32_t i = 0; i < a->message_count; i++)
		same_message(&a->messages[i], &b->messages[i]);
}

static void same_queue(const struct vqs_type *of_a, const struct vqs_queue_type *a,
                       const struct vqs_type *of_b, const struct vqs_queue_type *b)
{
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->family - of_a->families, b->family - of_b->families);
	same_condition(a->condition, b->condition);
	assert_int_equal(a->posted, b->posted);
	assert_int_equal(a->size, b->size);
	assert_int_equal(a->index, b->index);
	assert_int_equal(a->most, b->most);
	assert_int_equal(a->count_field, b->count_field);
	assert_int_equal(a->least, b->least);
	assert_int_equal(a->stride, b->stride);
	assert_int_equal(a->factor, b->factor);
	assert_int_equal(a->addend, b->addend);
	assert_int_equal(a->shifts, b->shifts);
	assert_int_equal(a->holds, b->holds);
	assert_int_equal(a->least_buffer, b->least_buffer);
	assert_int_equal(a->least_buffer_field, b->least_buffer_field);
}

static void same_feature(const struct vqs_feature_type *a,
                         const struct vqs_feature_type *b)
{
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->bit, b->bit);
	assert_int_equal(a->required, b->required);
	same_condition(&a->requires, &b->requires);
	same_set(&a->conflicts, &b->conflicts);
	same_set(&a->superiors, &b->superiors);
	assert_int_equal(a->implied, b->implied);
	assert_int_equal(a->always, b->always);
}

static void same_region(const struct vqs_shared_memory *a,
                        const struct vqs_shared_memory *b)
{
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->first, b->first);
	assert_int_equal(a->last, b->last);
	assert_int_equal(a->size_field, b->size_field);
	same_condition(a->condition, b->condition);
}

static void same_halves(const struct vqs_half *a, const struct vqs_half *b)
{
	assert_true(!a == !b);
	if (a)
		same_half(a, b);
}

static void same_facilities(const struct vqs_facilities *a,
                            const struct vqs_facilities *b)
{
	assert_int_equal(a->count, b->count);
	for (uint32_t i = 0; i < a->count; i++) {
		assert_string_equal(a->list[i].name, b->list[i].name);
		assert_int_equal(a->list[i].id, b->list[i].id);
		same_condition(a->list[i].condition, b->list[i].condition);
		same_halves(a->list[i].data, b->list[i].data);
		same_halves(a->list[i].selector, b->list[i].selector);
	}
}

static void same_type(const struct vqs_type *a, const struct vqs_type *b)
{
	assert_string_equal(a->name, b->name);
	same_text(a->summary, b->summary);
	assert_int_equal(a->id, b->id);
	same_set(&a->features, &b->features);
	assert_int_equal(a->feature_count, b->feature_count);
	for (uint32_t i = 0; i < a->feature_count; i++)
		same_feature(&a->feature_types[i], &b->feature_types[i]);
	assert_int_equal(a->at_least_one_count, b->at_least_one_count);
	for (uint32_t i = 0; i < a->at_least_one_count; i++)
		same_condition(&a->at_least_one[i], &b->at_least_one[i]);
	if (a->config.field_count || b->config.field_count)
		same_struct(&a->config, &b->config);
	assert_int_equal(a->queue_count, b->queue_count);
	for (uint32_t i = 0; i < a->queue_count; i++)
		same_queue(a, &a->queues[i], b, &b->queues[i]);
	assert_int_equal(a->family_count, b->family_count);
	for (uint32_t i = 0; i < a->family_count; i++)
		same_family(&a->families[i], &b->families[i]);
	same_facilities(&a->capabilities, &b->capabilities);
	same_facilities(&a->objects, &b->objects);
	same_facilities(&a->parts, &b->parts);
	assert_int_equal(a->region_count, b->region_count);
	for (uint32_t i = 0; i < a->region_count; i++)
		same_region(&a->regions[i], &b->regions[i]);
}

struct pair {
	const char *path;
	const struct vqs_type *type;
};

static void test_same(void **state)
{
	const struct pair *pair = *state;
	struct source *source = source_open(pair->path);
	struct findings findings = { 0 };
	struct model *model;
	struct table *table;

	assert_non_null(source);
	model = model_read(source, &findings);
	assert_non_null(model);
	table = table_build(model);
	same_type(pair->type, &table->type);
	table_destroy(table);
	model_destroy(model);
	findings_fini(&findings);
}

static int compare_with_library(char **argv)
{
	void *library = dlopen(argv[2], RTLD_NOW);
	struct pair pair = { argv[1], library ? dlsym(library, argv[3]) : NULL };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(test_same, &pair),
	};

	if (!pair.type) {
		fprintf(stderr, "%s\n", dlerror());
		return 1;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(int argc, char **argv)
{
	static struct pair pairs[] = {
		{ TYPES "/balloon.yaml", &balloon_type },
		{ TYPES "/blk.yaml", &blk_type },
		{ TYPES "/can.yaml", &can_type },
		{ TYPES "/console.yaml", &console_type },
		{ TYPES "/entropy.yaml", &entropy_type },
		{ TYPES "/fs.yaml", &fs_type },
		{ TYPES "/gpio.yaml", &gpio_type },
		{ TYPES "/gpu.yaml", &gpu_type },
		{ TYPES "/i2c.yaml", &i2c_type },
		{ TYPES "/input.yaml", &input_type },
		{ TYPES "/iommu.yaml", &iommu_type },
		{ TYPES "/lamp.yaml", &lamp_type },
		{ TYPES "/media.yaml", &media_type },
		{ TYPES "/mem.yaml", &mem_type },
		{ TYPES "/net.yaml", &net_type },
		{ TYPES "/pmem.yaml", &pmem_type },
		{ TYPES "/rpmb.yaml", &rpmb_type },
		{ TYPES "/rtc.yaml", &rtc_type },
		{ TYPES "/scmi.yaml", &scmi_type },
		{ TYPES "/sound.yaml", &snd_type },
		{ TYPES "/spi.yaml", &spi_type },
		{ TYPES "/vsock.yaml", &vsock_type },
		{ HERE "/many.yaml", &many_type },
		{ SHOWN "/beads.yaml", &beads_type },
		{ SHOWN "/opcodes.yaml", &opcodes_type },
		{ SHOWN "/rows.yaml", &rows_type },
		{ SHOWN "/shapes.yaml", &shapes_type },
	};
	struct CMUnitTest tests[sizeof(pairs) / sizeof(*pairs)];

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		tests[i] = (struct CMUnitTest){ pairs[i].path, test_same, NULL, NULL,
			                        &pairs[i] };
	if (argc == 4)
		return compare_with_library(argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
