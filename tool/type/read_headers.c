/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads headers and trailers, and finds the fields that have a role in them:
 * the opcode and the status.
 */
#include "read_messages.h"

#include <string.h>

/* ---- The default header -------------------------------------------------------------
 */

/*
 * The shape of the newest chapter of the specification (the real-time clock):
 * 8 bytes in each half, so that bodies start aligned.
 */
static struct field *add_default(struct reader *reader, const struct family *family,
                                 struct fields *fields, const char *name)
{
	struct field *field = &fields->fields[fields->count];

	spend_field(reader, family->label.at);
	field->label.name = name;
	field->label.at = family->label.at;
	field->extent = VQS_ONE;
	field->elements = 1;
	field->index = fields->count++;
	return field;
}

static void add_reserved(struct reader *reader, const struct family *family,
                         struct fields *fields, uint32_t bytes)
{
	struct field *field = add_default(reader, family, fields, "reserved");

	field->kind = VQS_U8;
	field->extent = VQS_ARRAY;
	field->elements = bytes;
	field->role = ROLE_RESERVED;
	field->type.value = arena_format(reader->arena, "u8[%u]", bytes);
}

static void add_opcode(struct reader *reader, const struct family *family,
                       struct fields *fields)
{
	struct field *field;

	fields->fields = arena_alloc(reader->arena, 2, sizeof(*fields->fields));
	field = add_default(reader, family, fields, "type");
	field->kind = VQS_LE16;
	field->role = ROLE_OPCODE;
	field->type.value = "le16";
	add_reserved(reader, family, fields, 6);
}

static struct values *make_statuses(struct reader *reader)
{
	static const char *const names[][2] = {
		{ "ok", "It was done." },
		{ "unsupported", "The device does not know the request." },
		{ "invalid", "The request is not as described." },
		{ "failed", "The device could not do it." },
	};
	struct values *values = arena_alloc(reader->arena, 1, sizeof(*values));

	values->label.name = "status";
	values->label.summary.value = "The outcome of a request.";
	values->open = true;
	values->count = sizeof(names) / sizeof(names[0]);
	values->values =
	        arena_alloc(reader->arena, values->count, sizeof(*values->values));
	for (unsigned int i = 0; i < values->count; i++) {
		values->values[i].label.name = names[i][0];
		values->values[i].label.summary.value = names[i][1];
		values->values[i].number = i;
	}
	add_values(reader, values);
	return values;
}

/* The description's own enumeration of that name takes the place of the default one. */
static const struct values *default_statuses(struct reader *reader)
{
	for (unsigned int i = 0; i < reader->enum_count; i++)
		if (reader->enums[i].name && strcmp(reader->enums[i].name, "status") == 0)
			return reader->enums[i].values;
	if (!reader->default_statuses)
		reader->default_statuses = make_statuses(reader);
	return reader->default_statuses;
}

static void add_status(struct reader *reader, const struct family *family,
                       struct fields *fields)
{
	struct field *field;

	fields->fields = arena_alloc(reader->arena, 2, sizeof(*fields->fields));
	field = add_default(reader, family, fields, "status");
	field->kind = VQS_U8;
	field->role = ROLE_STATUS;
	field->values = default_statuses(reader);
	field->type.value = "u8";
	add_reserved(reader, family, fields, 7);
}

/* Whether some queue uses the family in this way: "carries", "posted". */
static bool is_used(const struct reader *reader, const struct family *family,
                    const char *way)
{
	const struct node *queues = node_find(reader->root, "queues");

	if (!queues || queues->kind != NODE_MAP)
		return false;
	for (unsigned int i = 0; i < queues->count; i++) {
		const struct node *name = node_find(queues->pairs[i].value, way);

		if (name && name->kind == NODE_SCALAR &&
		    strcmp(name->text, family->label.name) == 0)
			return true;
	}
	return false;
}

static void make_default(struct reader *reader, struct family *family)
{
	bool carried = is_used(reader, family, "carries");
	bool posted = is_used(reader, family, "posted");

	family->default_header = true;
	if (carried && posted) {
		complain(reader, family->label.at, "VQ-02",
		         "family '%s' is both carried and posted", family->label.name);
		advise(reader,
		       "Requests and events have different default headers: make two "
		       "families of it, or give it a 'header'.");
	}
	if (posted && !carried) {
		add_opcode(reader, family, &family->writable_header);
		return;
	}
	add_opcode(reader, family, &family->readable_header);
	add_status(reader, family, &family->writable_header);
}

/* ---- What is written ------------------------------------------------------------------
 */

static void read_part(struct reader *reader, struct node *map, const char *half,
                      struct fields *fields)
{
	struct node *node = node_find(map, half);

	if (!node)
		return;
	fields->fields =
	        arena_alloc(reader->arena, count_fields(node), sizeof(*fields->fields));
	read_fields(reader, node, IN_HEADER, &kind_header_field, fields);
}

static void read_parts(struct reader *reader, struct node *map, struct fields *readable,
                       struct fields *writable)
{
	const struct subject subject = { kind_halves.a, NULL, { .line = 0 } };

	if (!map || !read_keys(reader, map, &kind_halves, subject, NULL))
		return;
	read_part(reader, map, "readable", readable);
	read_part(reader, map, "writable", writable);
}

/* ---- Roles
 * ------------------------------------------------------------------------------ */

static const char *role_word(enum field_role role)
{
	return role == ROLE_OPCODE ? "opcode" : role == ROLE_CLASS ? "class" : "status";
}

static const struct field *find_role(struct reader *reader, const struct fields *fields,
                                     enum field_role role, const struct field *found)
{
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (field->role != role)
			continue;
		if (found)
			complain(reader, field->label.at, NULL,
			         "'%s' is a second %s, after '%s'", field->label.name,
			         role_word(role), found->label.name);
		else
			found = field;
	}
	return found;
}

static void refuse_role(struct reader *reader, const struct fields *fields,
                        enum field_role role, const char *what, const char *advice)
{
	const struct field *field = NULL;

	for (unsigned int i = 0; i < fields->count && !field; i++)
		if (fields->fields[i].role == role)
			field = &fields->fields[i];
	if (!field)
		return;
	complain(reader, field->label.at, NULL, "%s", what);
	advise(reader, "%s", advice);
}

/* `errors`: how many there were before the header; one in it may explain what is missing.
 */
static void find_opcode(struct reader *reader, struct family *family, unsigned int errors)
{
	const char *what = "an opcode in a trailer";
	const char *advice =
	        "It has to be found before the message is known: put it in the "
	        "header.";
	const struct field *field;

	refuse_role(reader, &family->readable_trailer, ROLE_OPCODE, what, advice);
	refuse_role(reader, &family->writable_trailer, ROLE_OPCODE, what, advice);
	field = find_role(reader, &family->readable_header, ROLE_OPCODE, NULL);
	if (!field) {
		field = find_role(reader, &family->writable_header, ROLE_OPCODE, NULL);
		family->opcode_writable = field;
	} else {
		find_role(reader, &family->writable_header, ROLE_OPCODE, field);
	}
	family->opcode = field;
	if (field || reader->findings->errors > errors)
		return;
	complain(reader, family->label.at, "ST-12",
	         "no field of the header of '%s' has 'role: opcode'", family->label.name);
	advise(reader,
	       "Its messages are a union, and one field has to tell them apart, in "
	       "the half that is read first: type: {type: le16, role: opcode}");
}

/* The first level of an opcode of two. */
static void find_class(struct reader *reader, struct family *family)
{
	const struct fields *with = &family->readable_header;
	const struct fields *without = &family->writable_header;
	const char *what = "a class apart from its opcode";
	const char *advice = "The two tell messages apart together: put it in the same "
	                     "header.";

	if (family->opcode_writable) {
		with = &family->writable_header;
		without = &family->readable_header;
	}
	refuse_role(reader, without, ROLE_CLASS, what, advice);
	refuse_role(reader, &family->readable_trailer, ROLE_CLASS, what, advice);
	refuse_role(reader, &family->writable_trailer, ROLE_CLASS, what, advice);
	family->opcode_class = find_role(reader, with, ROLE_CLASS, NULL);
	if (!family->opcode_class || !family->opcode)
		return;
	if (family->opcode->mask.given || scalar_size(family->opcode->kind) > 4 ||
	    scalar_size(family->opcode_class->kind) > 4)
		complain(reader, family->opcode_class->label.at, NULL,
		         "a class goes with an opcode that has no mask, and both have at "
		         "most 32 bits");
}

static void find_status(struct reader *reader, struct family *family)
{
	const char *what = "a status in the device-readable half";
	const char *advice = "The device writes it: put it in the writable half.";

	refuse_role(reader, &family->readable_header, ROLE_STATUS, what, advice);
	refuse_role(reader, &family->readable_trailer, ROLE_STATUS, what, advice);
	family->status = find_role(reader, &family->writable_header, ROLE_STATUS, NULL);
	family->status_in_trailer = !family->status;
	family->status =
	        find_role(reader, &family->writable_trailer, ROLE_STATUS, family->status);
	if (!family->status)
		family->status_in_trailer = false;
}

/* What names the values that the runtime answers with. */
#define ANSWERS 4
static const char *const answer_keys[ANSWERS] = { "ok", "unsupported", "invalid",
	                                          "unnegotiated" };

static void read_answers(struct reader *reader, struct family *family,
                         const struct node *part)
{
	const struct node *fields = node_find(part, "writable");
	const struct value **answers[] = { &family->ok, &family->unsupported,
		                           &family->invalid, &family->unnegotiated };
	const struct node *field = NULL;

	if (!family->status)
		return;
	if (fields)
		field = node_find(fields, family->status->label.name);
	for (int i = 0; i < ANSWERS; i++)
		*answers[i] = read_answer(reader, field, family->status, answer_keys[i]);
}

void read_ok(struct reader *reader, struct message *message, const struct node *map)
{
	const struct field *status = message->family->status;
	const struct node *node = node_find(map, "ok");

	message->ok = message->family->ok;
	if (!node)
		return;
	if (status) {
		message->ok = read_answer(reader, map, status, "ok");
		return;
	}
	complain(reader, node->at, NULL, "family '%s' has no status",
	         message->family->label.name);
	advise(reader, "A field of the header or the trailer, in the writable half, has "
	               "'role: status'.");
}

/* `ok` and the like at fields that are no status. */
static void refuse_answers(struct reader *reader, const struct node *part,
                           const char *half, const struct fields *fields)
{
	const struct node *map = node_find(part, half);

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];
		const struct node *node;

		if (field->role == ROLE_STATUS || !field->label.name)
			continue;
		node = node_find(map, field->label.name);
		for (int j = 0; j < ANSWERS; j++)
			if (node_find(node, answer_keys[j]))
				read_answer(reader, node, field, answer_keys[j]);
	}
}

static void lay_out_parts(struct reader *reader, struct family *family)
{
	struct position at = family->label.at;

	lay_out_fields(reader, &family->readable_header, at);
	lay_out_fields(reader, &family->writable_header, at);
	lay_out_fields(reader, &family->readable_trailer, at);
	lay_out_fields(reader, &family->writable_trailer, at);
}

void read_frame(struct reader *reader, struct family *family, const struct node *map)
{
	struct node *header = node_find(map, "header"),
	            *trailer = node_find(map, "trailer");
	unsigned int errors = reader->findings->errors;

	if (!header && !trailer)
		make_default(reader, family);
	read_parts(reader, header, &family->readable_header, &family->writable_header);
	read_parts(reader, trailer, &family->readable_trailer, &family->writable_trailer);
	lay_out_parts(reader, family);
	find_opcode(reader, family, errors);
	find_class(reader, family);
	family->header_bad = reader->findings->errors > errors;
	find_status(reader, family);
	read_answers(reader, family, family->status_in_trailer ? trailer : header);
	refuse_answers(reader, header, "readable", &family->readable_header);
	refuse_answers(reader, header, "writable", &family->writable_header);
	refuse_answers(reader, trailer, "readable", &family->readable_trailer);
	refuse_answers(reader, trailer, "writable", &family->writable_trailer);
}

/* ---- One message
 * -------------------------------------------------------------------------- */

/* From the start or from the end: somewhere it has to stand at a known place. */
static void place_status(struct reader *reader, struct family *family,
                         const struct fields *fields)
{
	bool before = false, after = false;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (field->extent != VQS_COUNTED && field->extent != VQS_REST)
			continue;
		before |= i < family->status->index;
		after |= i > family->status->index;
	}
	family->status_in_trailer = before;
	if (!before || !after)
		return;
	complain(reader, family->status->label.at, NULL,
	         "the status stands between parts of variable length");
	advise(reader, "Put it first, or last.");
}

void read_single_status(struct reader *reader, struct family *family,
                        const struct node *map)
{
	const struct fields *readable = &family->messages->readable.fields;
	const struct fields *writable = &family->messages->writable.fields;
	const char *what = "an opcode in a family of one message";
	const char *advice =
	        "There is nothing to tell apart. A family of several messages "
	        "has them by name, and the opcode in its header.";

	refuse_role(reader, readable, ROLE_OPCODE, what, advice);
	refuse_role(reader, writable, ROLE_OPCODE, what, advice);
	refuse_role(reader, readable, ROLE_CLASS, what, advice);
	refuse_role(reader, writable, ROLE_CLASS, what, advice);
	refuse_role(reader, readable, ROLE_STATUS, "a status in the device-readable half",
	            "The device writes it: put it in the writable half.");
	family->status = find_role(reader, writable, ROLE_STATUS, NULL);
	if (family->status)
		place_status(reader, family, writable);
	check_places(reader, writable, family->status_in_trailer);
	read_answers(reader, family, map);
	refuse_answers(reader, map, "readable", readable);
	refuse_answers(reader, map, "writable", writable);
}
