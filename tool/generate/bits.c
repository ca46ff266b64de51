/* SPDX-License-Identifier: BSD-3-Clause */
/* Bits of numbers, in generated C. */
#include "bits.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"

struct name name_of_range(const struct bits *bits, const struct field *range)
{
	return name_of("%s_%s", bits->label.name, range->label.name);
}

static bool is_same(const struct field *one, const struct field *other)
{
	return strcmp(one->label.name, other->label.name) == 0 &&
	       one->kind == other->kind && one->offset == other->offset &&
	       one->size == other->size;
}

bool range_is_new(const struct model *model, const struct bits *bits,
                  const struct field *range)
{
	if (range->role == ROLE_RESERVED)
		return false;
	for (unsigned int i = 0; i < bits->index; i++) {
		const struct bits *other = model->bits[i];

		if (strcmp(other->label.name, bits->label.name) != 0)
			continue;
		for (unsigned int j = 0; j < other->ranges.count; j++)
			if (is_same(&other->ranges.fields[j], range))
				return false;
	}
	return true;
}

static uint64_t mask_of(const struct field *range)
{
	uint64_t ones = range->size >= 64 ? UINT64_MAX : (UINT64_C(1) << range->size) - 1;

	return ones << range->offset;
}

/* ---- Constants ----------------------------------------------------------- */

static void emit_wire(FILE *out, const struct model *model, const struct bits *bits)
{
	struct constant *list = calloc(2 * bits->ranges.count, sizeof(*list));
	struct name title = name_of("Bits of %s", bits->label.name);
	unsigned int count = 0;

	for (unsigned int i = 0; list && i < bits->ranges.count; i++) {
		const struct field *range = &bits->ranges.fields[i];
		uint64_t mask = mask_of(range);

		if (!range_is_new(model, bits, range))
			continue;
		list[count++] = (struct constant){
			.name = name_upper("virtio_%s_%s_mask", model->label.name,
			                   name_of_range(bits, range).text),
			.value = name_of("0x%" PRIx64 "%s", mask,
			                 mask > UINT32_MAX ? "ULL" : ""),
			.about = summary_of(&range->label),
		};
		list[count++] = (struct constant){
			.name = name_upper("virtio_%s_%s_shift", model->label.name,
			                   name_of_range(bits, range).text),
			.value = name_of("%" PRIu32, range->offset),
			.about = "",
		};
	}
	if (count)
		emit_defines(out, title.text, list, count);
	free(list);
}

void emit_wire_bits(FILE *out, const struct model *model)
{
	for (unsigned int i = 0; i < model->bits_count; i++)
		emit_wire(out, model, model->bits[i]);
}

/* ---- Functions ----------------------------------------------------------- */

static void emit_functions(FILE *out, const struct model *model, const struct bits *bits,
                           const struct field *range)
{
	struct name base = name_of("%s_%s", model->label.name, bits->label.name);
	struct name constant =
	        name_upper("%s_%s", model->label.name, name_of_range(bits, range).text);
	const char *type = native_type(range->kind), *name = range->label.name;
	struct row row;

	fprintf(out,
	        "\nstatic inline %s %s_get_%s(%s number)\n{\n"
	        "\treturn (%s)((number & %s_MASK) >> %s_SHIFT);\n}\n\n",
	        type, base.text, name, type, type, constant.text, constant.text);
	row_begin(&row);
	row_add(&row, "%s number", type);
	row_add(&row, "%s value", type);
	row_end_call(&row, out,
	             name_of("static inline %s %s_set_%s(", type, base.text, name).text,
	             ")");
	fprintf(out,
	        "{\n\tuint64_t rest = number & ~(uint64_t)%s_MASK;\n\n"
	        "\treturn (%s)(rest | ((uint64_t)value << %s_SHIFT & %s_MASK));\n}\n",
	        constant.text, type, constant.text, constant.text);
}

static void emit_native(FILE *out, const struct model *model, const struct bits *bits,
                        const struct field *range)
{
	const char *device = model->label.name;
	struct name name = name_of_range(bits, range);

	fputc('\n', out);
	emit_comment(out, 0, "%s of %s: bit%s %s.%s%s", range->label.name,
	             bits->label.name, range->size > 1 ? "s" : "", range->type.value,
	             *summary_of(&range->label) ? " " : "", summary_of(&range->label));
	fprintf(out, "#define %s UINT64_C(0x%" PRIx64 ")\n#define %s %" PRIu32 "\n",
	        name_upper("%s_%s_mask", device, name.text).text, mask_of(range),
	        name_upper("%s_%s_shift", device, name.text).text, range->offset);
	emit_functions(out, model, bits, range);
}

void emit_native_bits(FILE *out, const struct model *model)
{
	for (unsigned int i = 0; i < model->bits_count; i++) {
		const struct bits *bits = model->bits[i];

		for (unsigned int j = 0; j < bits->ranges.count; j++)
			if (range_is_new(model, bits, &bits->ranges.fields[j]))
				emit_native(out, model, bits, &bits->ranges.fields[j]);
	}
}

/* ---- The table ----------------------------------------------------------- */

struct name bits_table(const struct bits *bits)
{
	return name_of("%s_%u_bits", bits->label.name, bits->index);
}

void print_bits(struct printer *printer, const struct bits *bits)
{
	struct name list = name_of("%s_ranges", bits_table(bits).text);
	FILE *out = printer->out;

	print_ranges(printer, &bits->ranges, list.text);
	fprintf(out, "\nstatic const struct vqs_bits %s = {\n", bits_table(bits).text);
	fprintf(out, "\t.ranges = %s,\n\t.count = COUNT(%s),\n", list.text, list.text);
	fprintf(out, "\t.ignored = UINT64_C(0x%" PRIx64 "),\n", bits->ignored);
	fprintf(out, "\t.strict = UINT64_C(0x%" PRIx64 "),\n};\n", bits->strict);
}
