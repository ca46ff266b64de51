/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What of a field hangs on features and on other parts: whether it is there,
 * its bounds, its length.
 */
#include "reader.h"

#include <string.h>

/* ---- Limits ---------------------------------------------------------------------- */

static void check_limit(struct reader *reader, const struct node *node,
                        const struct field *field, const struct limit *limit)
{
	uint64_t most = scalar_max(field->kind);

	if (!limit->min.given && !limit->max.given) {
		complain(reader, node->at, NULL, "a limit has 'min' or 'max'");
		advise(reader, "For example: limits: [{unless: bright, max: 50}]");
	} else if (!limit->condition.text.value && !limit->unless.text.value &&
	           !node_find(node, "if") && !node_find(node, "unless")) {
		complain(reader, node->at, NULL, "a limit that hangs on no feature");
		advise(reader, "What always holds is 'min' and 'max' of the field.");
	}
	if (limit->min.given && limit->min.value > most)
		complain(reader, limit->min.at, NULL, "larger than the field can be");
	if (limit->max.given && limit->max.value > most)
		complain(reader, limit->max.at, NULL, "larger than the field can be");
}

static void read_limit(struct reader *reader, struct node *node, struct field *field)
{
	const struct subject subject = { kind_limit.a, NULL, node->at };
	struct limit *limit = &field->limits[field->limit_count];

	if (!read_keys(reader, node, &kind_limit, subject, limit))
		return;
	check_limit(reader, node, field, limit);
	field->limit_count++;
}

static void read_limits(struct reader *reader, const struct node *list,
                        struct field *field)
{
	if (field->kind == VQS_STRUCT || field->extent == VQS_COUNTED ||
	    field->extent == VQS_REST) {
		complain(reader, list->at, NULL, "'limits' at a field that is no number");
		advise(reader, "Fields of it may have bounds.");
		return;
	}
	if (list->kind != NODE_LIST) {
		if (list->kind != NODE_BAD)
			complain(reader, list->at, NULL, "a list of limits is expected");
		advise(reader, "For example: limits: [{unless: bright, max: 50}]");
		return;
	}
	field->limits = arena_alloc(reader->arena, list->count, sizeof(*field->limits));
	for (unsigned int i = 0; i < list->count; i++)
		read_limit(reader, list->items[i], field);
}

/* ---- Lengths --------------------------------------------------------------------- */

static bool is_variable(const struct field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

/* NAME or readable.NAME */
static bool read_part(struct reader *reader, const struct node *node,
                      struct type_counter *word)
{
	static const char readable[] = "readable.";
	const char *name = node->text;

	*word = (struct type_counter){ .source = VQS_HERE, .length = strlen(name) };
	if (strncmp(name, readable, sizeof(readable) - 1) == 0) {
		word->source = VQS_READABLE;
		name += sizeof(readable) - 1;
	}
	if (strlen(name) > NAME_LENGTH) {
		complain(reader, node->at, NULL, "this name is too long");
		return false;
	}
	strcpy(word->name, name);
	return true;
}

static void read_same(struct reader *reader, const struct node *node,
                      const struct fields *before, struct field *field)
{
	struct type_counter word;

	if (!read_word(reader, node, "the name of a part") ||
	    !read_part(reader, node, &word) ||
	    !read_reference(reader, node, &word, before, &field->same))
		return;
	field->same_text = (struct text){ node->text, node->at };
	if (is_variable(field) && is_variable(field->same.field))
		return;
	complain(reader, node->at, NULL, "'same_length' is for parts of variable length");
	advise(reader, "A field of fixed length is as long as its type.");
}

/* ---- Presence -------------------------------------------------------------------- */

static void refuse_tail(struct reader *reader, const struct field *field,
                        enum place place)
{
	if (place == IN_CONFIG)
		complain(reader, field->type.at, "ST-10",
		         "in configuration space nothing moves up");
	else if (place == IN_STRUCT)
		complain(reader, field->type.at, "ST-10",
		         "a structure that may lack fields within another one");
	else
		complain(reader, field->type.at, "ST-10",
		         "an array of structures that may lack fields");
	advise(reader,
	       "Structure '%s' has fields that hang on features. It can be a field "
	       "of a message, and not more than one.",
	       field->structure->label.name);
}

void read_field_parts(struct reader *reader, const struct node *map, enum place place,
                      const struct fields *before, struct field *field)
{
	const struct node *limits = node_find(map, "limits");
	const struct node *same = node_find(map, "same_length");

	if (limits && place != IN_CONFIG)
		read_limits(reader, limits, field);
	if (same && place != IN_CONFIG)
		read_same(reader, same, before, field);
}

void check_tail_use(struct reader *reader, const struct field *field, enum place place)
{
	if (place == IN_HEADER && may_lack(field)) {
		complain(reader, field->label.at, NULL,
		         "a field of a header or trailer is always there");
		advise(reader, "What hangs on a feature stands in the messages.");
		return;
	}
	if (field->kind != VQS_STRUCT || !field->structure || !field->structure->tailed)
		return;
	if (place == IN_CONFIG || place == IN_STRUCT || field->extent != VQS_ONE)
		refuse_tail(reader, field, place);
}

void check_tail(struct reader *reader, struct structure *structure)
{
	for (unsigned int i = 0; i < structure->fields.count; i++) {
		const struct field *field = &structure->fields.fields[i];

		if (field->condition.count || field->unless.count) {
			structure->tailed = true;
		} else if (structure->tailed) {
			complain(reader, field->label.at, "ST-10",
			         "'%s' stands behind a field that may not be there",
			         field->label.name);
			advise(reader,
			       "Of a structure only the last fields may be missing, so "
			       "that none moves: give it an 'if' of its own.");
			return;
		}
	}
}

/* ---- Places ---------------------------------------------------------------------- */

static bool has_place(const struct field *field)
{
	return field->role == ROLE_OPCODE || field->role == ROLE_CLASS ||
	       field->role == ROLE_STATUS;
}

/* What the runtime looks at before it knows more is at a known place. */
void check_places(struct reader *reader, const struct fields *fields, bool from_end)
{
	const struct field *lacking = NULL;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field =
		        &fields->fields[from_end ? fields->count - 1 - i : i];

		if (is_variable(field))
			return;
		if (may_lack(field))
			lacking = field;
		if (!has_place(field) || !lacking)
			continue;
		complain(reader, field->label.at, NULL,
		         "where '%s' stands depends on whether '%s' is there",
		         field->label.name, lacking->label.name);
		advise(reader, from_end ? "Put it last." : "Put it first.");
		return;
	}
}
