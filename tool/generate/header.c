/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `header`: virtio_NAME.h, the interface between a driver and the device as a
 * C header in the way of Linux's uapi headers. header_ioctl.c writes its end,
 * the character device of the generated Linux driver.
 */
#define _GNU_SOURCE /* open_memstream */
#include "generate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "emit.h"
#include "header.h"
#include "names.h"
#include "unions.h"
#include "wire_parts.h"
#include "wire_shape.h"

const char *linux_type(enum vqs_kind kind)
{
	static const char *const types[] = { "__u8",   "__le16", "__le32", "__le64",
		                             "__be16", "__be32", "__be64" };

	return types[kind];
}

/* The summary, or `otherwise`. */
static const char *title_of(const struct label *label, const char *otherwise)
{
	return *about_of(label) ? about_of(label) : otherwise;
}

/* ---- Constants ----------------------------------------------------------- */

static void emit_features(FILE *out, const struct model *model)
{
	struct constant *list = calloc(model->feature_count + 1, sizeof(*list));

	if (model->feature_count && list) {
		for (unsigned int i = 0; i < model->feature_count; i++) {
			const struct feature *feature = &model->features[i];

			list[i].name = name_upper("virtio_%s_f_%s", model->label.name,
			                          feature->label.name);
			list[i].value = name_of("%" PRIu64, feature->bit.value);
			list[i].about = summary_of(&feature->label);
		}
		emit_defines(out, "Feature bits", list, model->feature_count);
	}
	free(list);
}

static void emit_queues(FILE *out, const struct model *model)
{
	struct constant *list = calloc(model->queue_count + 1, sizeof(*list));
	unsigned int count = 0;

	for (unsigned int i = 0; list && i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		/* Where it is is a matter of configuration and features. */
		if (queue->moves)
			continue;
		list[count].name = name_upper("virtio_%s_vq_%s", model->label.name,
		                              queue->label.name);
		list[count].value = name_of("%u", queue->first);
		list[count++].about = summary_of(&queue->label);
	}
	if (count)
		emit_defines(out, "Virtqueues", list, count);
	free(list);
}

static void emit_regions(FILE *out, const struct model *model)
{
	struct constant *list = calloc(2 * model->region_count + 1, sizeof(*list));
	unsigned int count = 0;

	for (unsigned int i = 0; list && i < model->region_count; i++) {
		const struct region *region = &model->regions[i];

		for (int end = 0; end <= region_is_range(region); end++) {
			list[count].name = name_upper("virtio_%s_%s", model->label.name,
			                              name_of_region(region, end).text);
			list[count].value =
			        name_of("%u", end ? region->last : region->first);
			list[count++].about = end ? "" : summary_of(&region->label);
		}
	}
	if (count)
		emit_defines(out, "Shared memory regions", list, count);
	free(list);
}

static void emit_facilities(FILE *out, const struct model *model, enum facility_kind kind,
                            const char *title)
{
	const struct facilities *all = &model->facilities[kind];
	struct constant *list = calloc(all->count + 1, sizeof(*list));

	for (unsigned int i = 0; list && i < all->count; i++) {
		list[i].name = name_upper("virtio_%s_%s", model->label.name,
		                          name_of_facility(&all->list[i]).text);
		list[i].value = name_of("0x%" PRIx64, all->list[i].id.value);
		list[i].about = summary_of(&all->list[i].label);
	}
	if (list && all->count)
		emit_defines(out, title, list, all->count);
	free(list);
}

static void emit_values(FILE *out, const struct model *model, const struct values *values)
{
	struct constant *list = calloc(values->count + 1, sizeof(*list));
	struct name what = name_of("%s of %s", values->flags ? "Flags" : "Values",
	                           values->label.name);

	if (values->count && list) {
		for (unsigned int i = 0; i < values->count; i++) {
			const struct value *value = &values->values[i];

			list[i].name = name_wire_value(model, values, value);
			list[i].value = value_text(values, value->number);
			list[i].about = summary_of(&value->label);
		}
		emit_defines(out, title_of(&values->label, what.text), list,
		             values->count);
	}
	free(list);
}

struct name value_text(const struct values *values, uint64_t number)
{
	const char *suffix = number > UINT32_MAX ? "ULL" : "";

	if (values->flags)
		return name_of("0x%" PRIx64 "%s", number, suffix);
	if (number > 0xffff)
		return name_of("0x%" PRIx64 "%s", number, suffix);
	return name_of("%" PRIu64, number);
}

static void emit_opcodes(FILE *out, const struct model *model,
                         const struct family *family)
{
	struct constant *list = calloc(family->count + 1, sizeof(*list));
	struct name what = name_of("Messages of %s", family->label.name);
	unsigned int count = 0;

	for (unsigned int i = 0; family->has_opcode && list && i < family->count; i++) {
		const struct message *message = &family->messages[i];
		uint64_t opcode = message->opcode.value;

		if (opcode_is_repeated(model, message))
			continue;
		list[count].name = name_opcode(model, message);
		list[count].value = opcode > 0xff ? name_of("0x%04" PRIx64, opcode)
		                                  : name_of("%" PRIu64, opcode);
		list[count++].about = summary_of(&message->label);
	}
	if (count)
		emit_defines(out, title_of(&family->label, what.text), list, count);
	free(list);
}

/* ---- Structures ---------------------------------------------------------- */

static void emit_field_comment(FILE *out, const struct model *model,
                               const struct field *field)
{
	const char *summary = summary_of(&field->label);
	struct name prefix = name_upper("virtio_%s_f_", model->label.name);
	bool config = is_config_field(model, field);
	char *guard = guard_text(prefix.text, field, config ? "offered" : "negotiated");

	if (guard)
		emit_guarded(out, summary, guard);
	else if (*summary)
		emit_comment(out, 1, "%s", summary);
	free(guard);
}

static void emit_field(FILE *out, const struct model *model, const struct field *field)
{
	emit_field_comment(out, model, field);
	if (is_slot(field)) {
		emit_wire_union(out, model, field);
		return;
	}
	if (field->kind == VQS_STRUCT)
		fprintf(out, "\tstruct virtio_%s %s",
		        struct_name(model, field->structure).text, field->label.name);
	else
		fprintf(out, "\t%s %s", linux_type(field->kind), field->label.name);
	if (field->extent == VQS_ARRAY)
		fprintf(out, "[%" PRIu32 "]", field->elements);
	else if (field->extent != VQS_ONE)
		fputs("[]", out);
	fputs(";\n", out);
}

static void emit_struct_end(FILE *out, bool packed)
{
	fputs(packed ? "} __attribute__((packed));\n" : "};\n", out);
}

static void emit_struct(FILE *out, const struct model *model, const char *name,
                        const struct fields *fields, bool packed)
{
	fprintf(out, "struct %s {\n", name);
	for (unsigned int i = 0; i < fields->count; i++)
		emit_field(out, model, &fields->fields[i]);
	emit_struct_end(out, packed);
}

static void emit_structure(FILE *out, const struct model *model,
                           const struct structure *structure, struct seen *seen)
{
	struct name name = name_of("virtio_%s", struct_name(model, structure).text);

	if (structure->fields.count == 0 || !seen_first(seen, name.text))
		return;
	fputc('\n', out);
	if (*summary_of(&structure->label))
		emit_comment(out, 0, "%s", summary_of(&structure->label));
	emit_struct(out, model, name.text, &structure->fields,
	            c_layout_of(structure).packed);
}

static void emit_config(FILE *out, const struct model *model)
{
	struct name name = name_of("virtio_%s_config", model->label.name);

	if (model->config.fields.count == 0)
		return;
	fputs("\n/* Configuration space */\n", out);
	emit_struct(out, model, name.text, &model->config.fields,
	            c_layout_of(&model->config).packed);
}

/* ---- Messages ------------------------------------------------------------ */

static void emit_header(FILE *out, const struct model *model, const struct family *family,
                        bool writable, struct seen *seen)
{
	struct name name = name_wire_header(model, family, writable);
	const struct fields *fields =
	        writable ? &family->writable_header : &family->readable_header;

	if (!wire_header_used(family, writable) || !seen_first(seen, name.text))
		return;
	fputc('\n', out);
	emit_comment(out, 0, "What the device-%s part of a buffer starts with",
	             writable ? "writable" : "readable");
	emit_struct(out, model, name.text, fields,
	            c_layout_of_fields(fields->fields, fields->count).packed);
}

static void emit_trailer(FILE *out, const struct model *model,
                         const struct family *family, bool writable, struct seen *seen)
{
	struct name name = name_wire_trailer(model, family, writable);
	const struct fields *fields =
	        writable ? &family->writable_trailer : &family->readable_trailer;

	if (!wire_trailer_used(family, writable) || !seen_first(seen, name.text))
		return;
	fputc('\n', out);
	emit_comment(out, 0, "What the device-%s part of a buffer ends with",
	             writable ? "writable" : "readable");
	emit_struct(out, model, name.text, fields,
	            c_layout_of_trailer(fields->fields, fields->count).packed);
}

static void emit_family_parts(FILE *out, const struct model *model,
                              const struct family *family, struct seen *seen)
{
	emit_header(out, model, family, false, seen);
	emit_header(out, model, family, true, seen);
	emit_trailer(out, model, family, false, seen);
	emit_trailer(out, model, family, true, seen);
}

/* The structure of one part, its header and trailer as members. */
static void emit_part(FILE *out, const struct model *model, const struct message *message,
                      bool writable, const struct wire_part *part)
{
	unsigned int body_end = part->count - part->trailer;

	fprintf(out, "struct %s {\n", part->name.text);
	if (part->header)
		fprintf(out, "\tstruct %s %s;\n",
		        name_wire_header(model, message->family, writable).text,
		        part->header_member);
	for (unsigned int i = part->header; i < body_end; i++)
		emit_field(out, model, &part->fields[i]);
	if (part->trailer)
		fprintf(out, "\tstruct %s %s;\n",
		        name_wire_trailer(model, message->family, writable).text,
		        part->trailer_member);
	if (part->flexible)
		emit_field(out, model, part->tail);
	emit_struct_end(out, part->packed);
}

/* Whether C cannot say the half in one structure. */
static bool half_is_split(const struct model *model, const struct message *message,
                          bool writable)
{
	struct wire_part part = { 0 };

	while (wire_part_next(model, message, writable, &part))
		if (part.index > 0 || (part.tail && !part.flexible))
			return true;
	return false;
}

static void put_tail(FILE *out, const struct model *model, const struct field *field,
                     const char *then)
{
	struct name prefix = name_upper("virtio_%s_f_", model->label.name);
	char *guard = guard_text(prefix.text, field, "negotiated");

	fprintf(out, "%s%s (%s%s%s)", then, field->label.name, field->type.value,
	        guard ? ", " : "", guard ? guard : "");
	free(guard);
}

/* What stands in such a half, in a sentence. */
static char *half_text(const struct model *model, const struct message *message,
                       bool writable)
{
	struct wire_part part = { 0 };
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	while (wire_part_next(model, message, writable, &part)) {
		const char *then = part.index ? ", then " : "";

		if (part.count)
			fprintf(out, "%sstruct %s", then, part.name.text);
		if (part.tail && !part.flexible)
			put_tail(out, model, part.tail, part.count ? ", then " : then);
	}
	fclose(out);
	return text;
}

/* The other messages whose halves are the same structure. */
static char *others_text(const struct model *model, const struct message *message,
                         bool writable)
{
	const struct half *own = writable ? &message->writable : &message->readable;
	const char *name = own->fields.name.value;
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	for (unsigned int f = 0; name && f < model->family_count; f++) {
		for (unsigned int m = 0; m < 2 * model->families[f].count; m++) {
			const struct message *other = &model->families[f].messages[m / 2];
			const struct half *half =
			        m % 2 ? &other->writable : &other->readable;

			if (half != own && half->fields.name.value &&
			    strcmp(half->fields.name.value, name) == 0)
				fprintf(out, ", %s", name_message(model, other).text);
		}
	}
	fclose(out);
	return text;
}

/* What an administration command carries has no directions. */
static void emit_facility_title(FILE *out, const struct model *model,
                                const struct message *message)
{
	const struct facility *facility = message->family->facility;
	bool selector = message->family == facility->selector;
	struct name constant = name_upper("virtio_%s_%s", model->label.name,
	                                  name_of_facility(facility).text);
	char *text = half_is_split(model, message, false)
	                     ? half_text(model, message, false)
	                     : NULL;

	emit_comment(out, 0, "%s%s%s%s. %s", constant.text,
	             selector ? ": the selector" : "", text ? ": " : "", text ? text : "",
	             summary_of(&facility->label));
	free(text);
}

static void emit_half_title(FILE *out, const struct model *model,
                            const struct message *message, bool writable)
{
	const char *half = writable ? "writable" : "readable";
	struct name name = name_message(model, message);
	char *text;

	fputc('\n', out);
	if (message->family->facility) {
		emit_facility_title(out, model, message);
		return;
	}
	if (!half_is_split(model, message, writable)) {
		text = others_text(model, message, writable);
		emit_comment(out, 0, "%s%s: the device-%s part.%s%s", name.text,
		             text ? text : "", half, text && *text ? "" : " ",
		             text && *text ? "" : summary_of(&message->label));
		free(text);
		return;
	}
	text = half_text(model, message, writable);
	if (text)
		emit_comment(out, 0, "%s: the device-%s part is %s. %s", name.text, half,
		             text, summary_of(&message->label));
	free(text);
}

static void emit_half(FILE *out, const struct model *model, const struct message *message,
                      bool writable, struct seen *seen)
{
	struct wire_part part = { 0 };
	bool titled = half_is_split(model, message, writable);

	if (titled)
		emit_half_title(out, model, message, writable);
	while (wire_part_next(model, message, writable, &part)) {
		if (part.count == 0 || part.shared || !seen_first(seen, part.name.text))
			continue;
		if (!titled)
			emit_half_title(out, model, message, writable);
		else if (part.index)
			fputc('\n', out);
		titled = true;
		emit_part(out, model, message, writable, &part);
	}
}

static void emit_family(FILE *out, const struct model *model, const struct family *family,
                        struct seen *seen)
{
	emit_opcodes(out, model, family);
	emit_family_parts(out, model, family, seen);
	for (unsigned int i = 0; i < family->count; i++) {
		emit_half(out, model, &family->messages[i], false, seen);
		emit_half(out, model, &family->messages[i], true, seen);
	}
}

/* ---- The file ------------------------------------------------------------ */

static void emit_includes(FILE *out, const struct model *model)
{
	fputs("\n#include <linux/ioctl.h>\n#include <linux/types.h>\n\n", out);
	fprintf(out, "#define %s\t%" PRIu64 "%s\n", name_id(model).text, model->id.value,
	        model->experimental ? "\t/* experimental */" : "");
}

void generate_header(const struct model *model, struct generated *to)
{
	struct name guard = name_upper("_linux_virtio_%s_h", model->label.name);
	FILE *out = file_begin(to, "virtio_%s.h", model->label.name);
	struct seen seen = { .count = 0 };

	emit_head(out, model, LICENSE_UAPI, "header", summary_of(&model->label));
	fprintf(out, "#ifndef %s\n#define %s\n", guard.text, guard.text);
	emit_includes(out, model);
	emit_features(out, model);
	emit_queues(out, model);
	emit_regions(out, model);
	emit_facilities(out, model, FACILITY_CAPABILITY, "Capabilities");
	emit_facilities(out, model, FACILITY_OBJECT, "Resource objects");
	emit_facilities(out, model, FACILITY_PART, "Device parts");
	for (unsigned int i = 0; i < model->values_count; i++)
		if (!model->values[i]->of)
			emit_values(out, model, model->values[i]);
	emit_wire_bits(out, model);
	for (unsigned int i = 0; i < model->structure_count; i++)
		emit_structure(out, model, model->structures[i], &seen);
	emit_config(out, model);
	for (unsigned int i = 0; model_any_family(model, i); i++)
		emit_family(out, model, model_any_family(model, i), &seen);
	seen_fini(&seen);
	emit_ioctls(out, model);
	fprintf(out, "\n#endif /* %s */\n", guard.text);
	file_end(to);
}
