/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * How things of a model are called in C.
 */
#include "names.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct name name_of(const char *format, ...)
{
	struct name name;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(name.text, sizeof(name.text), format, arguments);
	va_end(arguments);
	return name;
}

struct name name_upper(const char *format, ...)
{
	struct name name;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(name.text, sizeof(name.text), format, arguments);
	va_end(arguments);
	for (char *c = name.text; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return name;
}

const char *name_local(const struct model *model, const char *name)
{
	const char *starts[] = { model->label.name, model->named };

	for (int i = 0; i < 2; i++) {
		size_t length = strlen(starts[i]);

		if (strncmp(name, starts[i], length) == 0 && name[length] == '_' &&
		    name[length + 1])
			return name + length + 1;
	}
	return name;
}

static bool message_name_shared(const struct model *model, const struct message *message)
{
	for (unsigned int f = 0; f < model->family_count; f++) {
		const struct family *family = &model->families[f];

		if (family == message->family || !family->has_opcode)
			continue;
		for (unsigned int m = 0; m < family->count; m++)
			if (strcmp(family->messages[m].label.name, message->label.name) ==
			    0)
				return true;
	}
	return false;
}

struct name name_message(const struct model *model, const struct message *message)
{
	const char *family = name_local(model, message->family->label.name);

	if (!message->family->has_opcode)
		return name_of("%s", family);
	if (message->family->opcode_writable || message_name_shared(model, message))
		return name_of("%s_%s", family, message->label.name);
	return name_of("%s", message->label.name);
}

struct name name_id(const struct model *model)
{
	return name_upper("VIRTIO_ID_%s", model->named);
}

struct name struct_name(const struct model *model, const struct structure *structure)
{
	return name_of("%s_%s", model->label.name,
	               name_local(model, structure->label.name));
}

static struct name prefixed(const char *prefix, const char *name)
{
	if (strcmp(prefix, "none") == 0)
		return name_upper("%s", name);
	return name_upper("%s_%s", prefix, name);
}

struct name name_of_value(const struct values *values, const struct value *value)
{
	const char *prefix = values->prefix.value;

	return prefixed(prefix ? prefix : values->label.name, value->label.name);
}

struct name name_of_opcode(const struct model *model, const struct message *message)
{
	const char *prefix = message->family->prefix.value;

	if (prefix)
		return prefixed(prefix, message->label.name);
	return name_upper("%s", name_message(model, message).text);
}

struct name name_of_facility(const struct facility *facility)
{
	static const char *const prefixes[] = {
		[FACILITY_CAPABILITY] = "",
		[FACILITY_OBJECT] = "resource_obj_",
		[FACILITY_PART] = "dev_part_",
	};

	return name_upper("%s%s", prefixes[facility->kind], facility->label.name);
}

bool region_is_range(const struct region *region)
{
	return region->last > region->first;
}

struct name name_of_region(const struct region *region, bool end)
{
	const char *which = end ? "_last" : "_first";

	return name_upper("shm_id_%s%s", region->label.name,
	                  region_is_range(region) ? which : "");
}

struct name name_wire_value(const struct model *model, const struct values *values,
                            const struct value *value)
{
	return name_upper("VIRTIO_%s_%s", model->label.name,
	                  name_of_value(values, value).text);
}

struct name name_opcode(const struct model *model, const struct message *message)
{
	return name_upper("VIRTIO_%s_%s", model->label.name,
	                  name_of_opcode(model, message).text);
}

bool opcode_is_repeated(const struct model *model, const struct message *message)
{
	struct name name = name_opcode(model, message);

	for (unsigned int f = 0; f < message->family->index; f++) {
		const struct family *family = &model->families[f];

		for (unsigned int m = 0; family->has_opcode && m < family->count; m++)
			if (family->messages[m].opcode.value == message->opcode.value &&
			    strcmp(name_opcode(model, &family->messages[m]).text,
			           name.text) == 0)
				return true;
	}
	return false;
}

/* Families whose halves start with a header that holds the opcode of requests. */
static unsigned int families_of_requests(const struct model *model)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < model->family_count; i++)
		count += model->families[i].has_opcode &&
		         !model->families[i].opcode_writable;
	return count;
}

static struct name family_struct(const struct model *model, const struct family *family,
                                 bool writable, const char *what)
{
	const char *device = model->label.name;
	const char *local = name_local(model, family->label.name);
	const char *half = writable ? "resp" : "req";

	if (family->opcode_writable)
		return name_of("virtio_%s_%s_%s%s", device, local, writable ? "" : "req_",
		               what);
	if (families_of_requests(model) == 1 && family->has_opcode)
		return name_of("virtio_%s_%s_%s", device, half, what);
	return name_of("virtio_%s_%s_%s_%s", device, local, half, what);
}

static struct name name_given(const struct model *model, const struct fields *fields)
{
	return name_of("virtio_%s_%s", model->label.name, fields->name.value);
}

struct name name_wire_header(const struct model *model, const struct family *family,
                             bool writable)
{
	const struct fields *fields =
	        writable ? &family->writable_header : &family->readable_header;

	if (fields->name.value)
		return name_given(model, fields);
	return family_struct(model, family, writable, "hdr");
}

struct name name_wire_trailer(const struct model *model, const struct family *family,
                              bool writable)
{
	const struct fields *fields =
	        writable ? &family->writable_trailer : &family->readable_trailer;

	if (fields->name.value)
		return name_given(model, fields);
	return family_struct(model, family, writable, "trailer");
}

static const char *last_word(const struct fields *fields, const char *otherwise)
{
	const char *line = fields->name.value ? strrchr(fields->name.value, '_') : NULL;

	if (line && line[1])
		return line + 1;
	return fields->name.value ? fields->name.value : otherwise;
}

const char *name_header_member(const struct family *family, bool writable)
{
	return last_word(writable ? &family->writable_header : &family->readable_header,
	                 "hdr");
}

const char *name_trailer_member(const struct family *family, bool writable)
{
	return last_word(writable ? &family->writable_trailer : &family->readable_trailer,
	                 "trailer");
}

struct name name_wire_half(const struct model *model, const struct message *message,
                           bool writable)
{
	struct name name = name_message(model, message);
	bool one_half = !message->readable.present || !message->writable.present;
	const struct half *half = writable ? &message->writable : &message->readable;

	if (half->fields.name.value)
		return name_given(model, &half->fields);
	if (message->family->opcode_writable ? writable
	                                     : !message->family->has_opcode && one_half)
		return name_of("virtio_%s_%s", model->label.name, name.text);
	return name_of("virtio_%s_%s_%s", model->label.name, name.text,
	               writable ? "resp" : "req");
}

bool family_used(const struct model *model, const struct family *family, bool posted)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].family == family &&
		    model->queues[i].posted == posted)
			return true;
	return false;
}

static bool is_structure(const struct model *model, const struct name *name)
{
	for (unsigned int i = 0; i < model->structure_count; i++)
		if (strcmp(struct_name(model, model->structures[i]).text, name->text) ==
		    0)
			return true;
	return false;
}

struct name name_native_half(const struct model *model, const struct message *message,
                             bool writable)
{
	struct name name = name_message(model, message);
	bool reply = writable && !family_used(model, message->family, true);

	name = name_of("%s_%s", model->label.name, name.text);
	if (reply)
		return name_of("%s_reply", name.text);
	return name_of("%s%s", name.text,
	               !writable && is_structure(model, &name) ? "_request" : "");
}

static unsigned int native_count(const struct half *half)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < half->fields.count; i++)
		count += native_has(&half->fields.fields[i]);
	return count;
}

bool half_has_native(const struct half *half)
{
	return native_count(half) > 0;
}

bool reply_is_status(const struct message *message)
{
	return message->family->status && native_count(&message->writable) == 1;
}
