/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads fields: of configuration space, of messages, of structures. */
#include "reader.h"

#include <string.h>

/* A field that is being read, and where it stands. */
struct field_reader {
	struct reader *reader;
	struct node *node; /* a type, or a mapping */
	enum place place;
	const struct kind *kind;
	struct fields *fields; /* those before it */
	struct field *field;
};

unsigned int count_fields(const struct node *map)
{
	return map && map->kind == NODE_MAP ? map->count : 0;
}

/* ---- Type --------------------------------------------------------------------- */

static void set_structure(struct field_reader *in, const struct node *node,
                          const char *name)
{
	bool known;

	in->field->structure = find_structure(in->reader, name, &known);
	if (!known)
		complain_type(in->reader, node, name, in->place == IN_CONFIG);
	if (!in->field->structure)
		in->field->kind = VQS_U8; /* something, so that reading goes on */
}

static bool has_fixed_length(const struct type_text *type)
{
	return type->extent == VQS_ONE || type->extent == VQS_ARRAY;
}

static void check_extent(struct field_reader *in, const struct node *node,
                         const struct type_text *type)
{
	if (in->place == IN_ITEM && type->extent == VQS_REST)
		return;
	if (has_fixed_length(type) || in->place == IN_MESSAGE || in->place == IN_CONFIG)
		return;
	complain(in->reader, node->at, NULL, "%s has a fixed length",
	         in->place == IN_STRUCT ? "a structure"
	         : in->place == IN_ITEM ? "an item that has no [] behind its type"
	                                : "a header or trailer");
	advise(in->reader, in->place == IN_ITEM
	                           ? "Its length stands in its head: write [] for all "
	                             "of it."
	                           : "A part of variable length stands in the message "
	                             "itself.");
	in->field->extent = VQS_ARRAY;
	in->field->elements = 1;
}

static void set_type(struct field_reader *in, const struct node *node)
{
	struct field *field = in->field;
	struct type_text type;

	if (!read_type_text(in->reader, node, &type))
		return;
	field->type = (struct text){ node->text, node->at };
	field->kind = type.kind;
	field->extent = type.extent;
	field->elements = type.extent == VQS_ONE || type.extent == VQS_ARRAY
	                          ? (uint32_t)type.elements
	                          : 0;
	if (!type.is_scalar)
		set_structure(in, node, type.base);
	check_extent(in, node, &type);
	if (field->extent == VQS_COUNTED)
		read_counters(in->reader, node, &type, in->fields, field);
}

/* Either `type` or `fields`. */
static void read_type(struct field_reader *in)
{
	const struct node *type = node_find(in->node, "type");
	struct node *fields = node_find(in->node, "fields");
	struct field *field = in->field;
	bool may_be_union = kind_key(in->kind, "union");
	bool is_union = may_be_union && node_find(in->node, "union");

	if (may_be_union && !is_union)
		refuse_union_keys(in->reader, in->node);
	if (is_union && (type || fields)) {
		complain(in->reader, (type ? type : fields)->at, NULL,
		         "field '%s' has both 'union' and '%s'", field->label.name,
		         type ? "type" : "fields");
		advise(in->reader, "What a union may be stands in its 'cases'.");
	} else if (is_union) {
		read_union(in->reader, in->node, in->place, field);
	} else if (type && fields) {
		complain(in->reader, fields->at, NULL,
		         "field '%s' has both 'type' and 'fields'", field->label.name);
		advise(in->reader, "Give the type, or the fields of a structure.");
	} else if (type) {
		set_type(in, type);
	} else if (fields) {
		field->kind = VQS_STRUCT;
		field->structure = read_inline_struct(in->reader, fields, &field->label);
		field->type = (struct text){ field->label.name, field->label.at };
	} else if (!is_misspelled(in->node, in->kind, "type") &&
	           !is_misspelled(in->node, in->kind, "fields") &&
	           !is_misspelled(in->node, in->kind, "union")) {
		complain(in->reader, field->label.at, NULL, "field '%s' has no 'type'",
		         field->label.name);
		advise(in->reader, "For example: %s: {type: le16}", field->label.name);
	}
}

/* ---- Values ---------------------------------------------------------------------- */

static const struct node *one_of_values(struct field_reader *in)
{
	static const char *const keys[] = { "values", "enum", "flags", "bits" };
	const struct node *found = NULL;

	for (int i = 0; i < 4; i++) {
		const struct node *node = node_find(in->node, keys[i]);

		if (node && found) {
			complain(in->reader, node->at, NULL,
			         "a field has one of 'values', 'enum', 'flags' and "
			         "'bits'");
			return NULL;
		}
		if (node)
			found = node;
	}
	if (found && in->field->union_) {
		complain(in->reader, found->at, NULL,
		         "the values of a union stand at its cases");
		return NULL;
	}
	if (found && in->field->kind == VQS_STRUCT) {
		complain(in->reader, found->at, NULL, "a structure has no named values");
		advise(in->reader, "Its fields may have them.");
		return NULL;
	}
	return found;
}

/* Values that stand at the field may be open; those with a name say so themselves. */
static void read_open(struct field_reader *in, struct values *inline_values)
{
	const struct node *node = node_find(in->node, "open");
	bool open = false;

	if (!node || !read_yes(in->reader, node, &open))
		return;
	if (inline_values) {
		inline_values->open = open;
		return;
	}
	complain(in->reader, node->at, NULL, "'open' without values that stand here");
	advise(in->reader,
	       "Values that have a name say themselves whether they are open.");
}

static void read_reserved(struct field_reader *in);

static void read_values(struct field_reader *in)
{
	const struct node *found = one_of_values(in);
	struct node *bits = node_find(in->node, "bits");
	struct node *values = node_find(in->node, "values");
	struct node *flags = node_find(in->node, "flags");
	struct values *made = NULL;

	if (found && found == values)
		made = read_inline_values(in->reader, values, false, &in->field->label);
	else if (found && found == flags && flags->kind == NODE_MAP)
		made = read_inline_values(in->reader, flags, true, &in->field->label);
	in->field->values = made;
	if (found && found == bits) {
		in->field->bits = read_bits(in->reader, bits, in->field);
	} else if (found && !made) {
		struct values *named = NULL;

		find_values(in->reader, found, found == flags, &named);
		in->field->values = named;
	}
	if (!found || made || found == bits || found->kind == NODE_SCALAR)
		read_open(in, made);
}

void read_values_of_bits(struct reader *reader, struct node *node, struct field *range)
{
	struct field_reader in = {
		.reader = reader,
		.node = node,
		.kind = &kind_bits,
		.field = range,
	};

	if (node->kind == NODE_MAP)
		read_values(&in);
	read_reserved(&in);
}

/* ---- The other keys ---------------------------------------------------------------- */

static void refuse_numbers_of_struct(struct field_reader *in)
{
	const struct field *field = in->field;
	const struct number *numbers[] = { &field->min, &field->max, &field->initial };

	if (field->kind != VQS_STRUCT && !field->union_)
		return;
	for (int i = 0; i < 3; i++) {
		if (!numbers[i]->given)
			continue;
		complain(in->reader, numbers[i]->at, NULL, "a %s is not a number",
		         field->union_ ? "union" : "structure");
		advise(in->reader, field->union_ ? "Its cases may have bounds."
		                                 : "Its fields may have bounds.");
	}
}

static void check_most(struct field_reader *in)
{
	struct field *field = in->field;

	if (!field->most.given)
		return;
	if (field->extent == VQS_ONE || field->extent == VQS_ARRAY) {
		complain(in->reader, field->most.at, NULL,
		         "'most' at a field of fixed length");
		advise(in->reader,
		       "It bounds arrays that are counted, or take the rest.");
	} else if (field->most.value == 0 || field->most.value > UINT32_MAX) {
		complain(in->reader, field->most.at, NULL, "'most' is 1 to 4294967295");
	}
}

static void check_addresses(struct field_reader *in)
{
	struct field *field = in->field;
	const char *about = about_of(&field->label);

	if (!field->addresses)
		return;
	field->label.about =
	        arena_format(in->reader->arena, "%s%sWhere it lies is what it tells.",
	                     about, *about ? " " : "");
	if (field->extent == VQS_REST && field->kind == VQS_U8)
		return;
	complain(in->reader, field->addresses_at, "VQ-11",
	         "'addresses' at a field that is not u8[]");
	advise(in->reader, "The buffer itself is what is told, in whatever pieces: its "
	                   "type is u8[]. A list of addresses is le64[].");
}

static void check_survives(struct field_reader *in)
{
	const struct field *field = in->field;

	if (!field->survives_reset || field->access == VQS_READ_WRITE ||
	    field->access == VQS_WRITE_ONLY)
		return;
	complain(in->reader, field->survives_at, "CF-15",
	         "'survives_reset' at a field that no driver writes");
	advise(in->reader, "What the device says of itself is not lost by a reset. With "
	                   "'access: rw' it tells what becomes of the driver's value.");
}

static void read_access(struct field_reader *in)
{
	const struct node *node = node_find(in->node, "access");
	int choice;

	if (!node || in->place != IN_CONFIG)
		return;
	choice = read_choice(in->reader, node, words_access, "a way of access");
	if (choice < 0)
		return;
	in->field->access = (enum vqs_access)choice;
	in->field->access_at = node->at;
}

static void read_reserved(struct field_reader *in)
{
	const struct node *node = node_find(in->node, "reserved");
	bool reserved = is_reserved_name(in->field->label.name);
	int choice = -1;

	if (node)
		choice = read_choice(in->reader, node, words_reserved,
		                     "a way of being reserved");
	if (choice >= 0)
		reserved = choice != 2;
	in->field->reserved_strict = choice == 1 || choice == 3;
	in->field->reserved_skip = choice == 3;
	if (choice == 3 && in->place != IN_MESSAGE && in->place != IN_HEADER)
		complain(in->reader, node->at, NULL,
		         "what is passed over is an event: 'skip' stands at a field of "
		         "one");
	in->field->role = reserved ? ROLE_RESERVED : ROLE_NONE;
	if (reserved && in->field->extent != VQS_ONE && in->field->extent != VQS_ARRAY)
		complain(in->reader, in->field->label.at, NULL,
		         "a reserved field has a fixed length");
	if (reserved && (in->field->bits || in->field->union_))
		complain(in->reader, in->field->label.at, NULL, "a reserved field %s",
		         in->field->bits ? "has no bits to name" : "is no union");
}

static void read_role(struct field_reader *in)
{
	static const enum field_role roles[] = { ROLE_OPCODE, ROLE_STATUS, ROLE_CLASS };
	static const char *const names[] = { "an opcode", "a status",
		                             "the class of an opcode" };
	const struct node *node = node_find(in->node, "role");
	struct field *field = in->field;
	int choice;

	if (!node || in->kind != &kind_header_field)
		return;
	choice = read_choice(in->reader, node, words_role, "a role");
	if (choice < 0)
		return;
	if (field->role == ROLE_RESERVED) {
		complain(in->reader, node->at, NULL, "a reserved field has no role");
		return;
	}
	field->role = roles[choice];
	if (field->bits || field->union_)
		complain(in->reader, node->at, NULL, "a field with a role %s",
		         field->bits ? "has no bits" : "is no union");
	if (field->kind != VQS_STRUCT && field->extent == VQS_ONE)
		return;
	complain(in->reader, node->at, NULL, "%s has to be a single number",
	         names[choice]);
}

/* Of an opcode that is only some bits of its field. */
static void check_mask(struct field_reader *in)
{
	const struct field *field = in->field;
	const struct number *mask = &field->mask;

	if (!mask->given)
		return;
	if (field->role != ROLE_OPCODE) {
		complain(in->reader, mask->at, NULL,
		         "'mask' at a field that is no opcode");
		advise(in->reader, "It goes with 'role: opcode'.");
	} else if (mask->value == 0) {
		complain(in->reader, mask->at, NULL, "a mask of no bits");
	} else if (field->kind != VQS_STRUCT && mask->value > scalar_max(field->kind)) {
		complain(in->reader, mask->at, NULL,
		         "the mask does not fit in the field '%s'", field->label.name);
		advise(in->reader, "It is %u bits wide.", 8 * scalar_size(field->kind));
	}
}

static void check_summary(struct field_reader *in)
{
	const struct field *field = in->field;

	if (in->place != IN_CONFIG || field->role == ROLE_RESERVED ||
	    in->node->kind == NODE_LIST || node_find(in->node, "summary") ||
	    is_misspelled(in->node, in->kind, "summary"))
		return;
	complain(in->reader, field->label.at, NULL,
	         "configuration field '%s' has no 'summary'", field->label.name);
	advise(in->reader,
	       "One line that says what it holds: %s: {type: le16, summary: ...}",
	       field->label.name);
}

/* ---- A field, and all of them -------------------------------------------------------
 */

static void read_keys_of_field(struct field_reader *in)
{
	struct subject subject = { in->kind->a, in->field->label.name,
		                   in->field->label.at };

	read_keys(in->reader, in->node, in->kind, subject, in->field);
	read_type(in);
	read_values(in);
	refuse_numbers_of_struct(in);
	check_most(in);
	if (node_find(in->node, "list") && kind_key(in->kind, "list"))
		read_list_of(in->reader, node_find(in->node, "list"), in->place,
		             in->field);
	check_addresses(in);
	read_access(in);
	check_survives(in);
	read_field_parts(in->reader, in->node, in->place, in->fields, in->field);
}

static void read_field(struct field_reader *in)
{
	struct field *field = in->field;

	field->kind = VQS_U8;
	field->extent = VQS_ONE;
	field->elements = 1;
	if (in->node->kind == NODE_MAP)
		read_keys_of_field(in);
	else
		set_type(in, in->node);
	read_reserved(in);
	read_role(in);
	check_mask(in);
	check_tail_use(in->reader, field, in->place);
	check_summary(in);
}

/*
 * A field of the header that has a native form can't be told from one of the
 * body that has its name.
 */
static void refuse_twice(struct reader *reader, struct fields *fields,
                         const struct label *label)
{
	const struct field *other = find_field(fields, label->name);

	if (!other || !native_has(other) || is_reserved_name(label->name))
		return;
	complain(reader, label->at, NULL, "the header has a field '%s' already",
	         label->name);
	advise(reader, "Choose another name for this one.");
}

bool spend_field(struct reader *reader, struct position at)
{
	if (++reader->fields_made <= MOST_FIELDS)
		return true;
	if (reader->fields_made == MOST_FIELDS + 1) {
		complain(reader, at, NULL, "too many fields");
		advise(reader, "%d at most, those of a header counted for each message.",
		       MOST_FIELDS);
	}
	return false;
}

void read_fields(struct reader *reader, struct node *map, enum place place,
                 const struct kind *kind, struct fields *fields)
{
	unsigned int first = fields->count;

	if (!want_map(reader, map, "a mapping of fields"))
		return;
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		if (read_struct_name(reader, &map->pairs[i], place, fields))
			continue;
		struct field *field = &fields->fields[fields->count];
		struct field_reader in = { reader, map->pairs[i].value,
			                   place,  kind,
			                   fields, field };

		if (!spend_field(reader, map->pairs[i].key->at))
			return;
		field->index = fields->count;
		if (read_name(reader, map->pairs[i].key, kind, &field->label)) {
			refuse_twice(reader, fields, &field->label);
			read_field(&in);
		} else {
			field->elements = 1;
		}
		fields->count++;
	}
	resolve_unions(reader, map, first, fields);
}

const struct value *read_answer(struct reader *reader, const struct node *field_node,
                                const struct field *field, const char *key)
{
	const struct node *node = node_find(field_node, key);
	const char *name = key;

	if (node && field->role != ROLE_STATUS) {
		complain(reader, node->at, NULL, "'%s' at a field that is no status",
		         key);
		advise(reader, "It goes with 'role: status'.");
		return NULL;
	}
	if (node && !(name = read_word(reader, node, "the name of a value")))
		return NULL;
	for (unsigned int i = 0; field->values && i < field->values->count; i++)
		if (strcmp(field->values->values[i].label.name, name) == 0)
			return &field->values->values[i];
	if (node && field->values)
		complain(reader, node->at, NULL, "field '%s' has no value '%s'",
		         field->label.name, name);
	else if (node)
		complain(reader, node->at, NULL,
		         "field '%s' has no values to choose from", field->label.name);
	return NULL;
}
