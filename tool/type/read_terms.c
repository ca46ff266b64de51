/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Counts that are sums, and counts within a structure or a union:
 * `head.length`, `head.key.rsa.length + tag_length`.
 */
#include "reader.h"

#include <ctype.h>
#include <string.h>

/* A path that is followed, name by name. */
struct way {
	struct reader *reader;
	const struct node *node;
	const struct type_counter *word;
	struct term *term;
};

static struct position where(const struct way *way)
{
	return node_place(way->node, way->word->at, way->word->length);
}

static void refuse(const struct way *way, const char *name)
{
	complain(way->reader, where(way), "ST-11", "there is no '%s' in '%s'", name,
	         way->term->number->label.name);
	finding_advise(
	        way->reader->findings,
	        "Basic Facilities of a Virtio Device / Message Framing",
	        "After a point comes a field of a structure or a case of a union.");
	way->term->number = NULL;
}

/* What has members: a structure, or a union whose cases a field beside it tells apart. */
static const struct fields *members_of(const struct field *field)
{
	const struct union_type *union_ = field->union_;

	if (field->extent != VQS_ONE && !union_)
		return NULL;
	if (field->kind == VQS_STRUCT)
		return &field->structure->fields;
	if (!union_ || union_->number || union_->by_none)
		return NULL;
	if (union_->by.field && union_->by.source != VQS_HERE)
		return NULL;
	return &union_->cases;
}

static void step(const struct way *way, const char *name)
{
	const struct fields *members = members_of(way->term->number);
	const struct field *member = members ? find_field(members, name) : NULL;

	if (!member || way->term->length == PATH_MOST) {
		refuse(way, name);
		return;
	}
	way->term->path[way->term->length++] = (uint16_t)(member - members->fields);
	way->term->number = member;
}

static void follow(const struct way *way)
{
	const char *at = way->node->text + way->word->within;
	const char *end = way->node->text + way->word->at + way->word->length;
	char name[NAME_LENGTH + 1];

	while (way->term->number && at < end) {
		size_t length = strcspn(at, ". +*]");

		memcpy(name, at, length);
		name[length] = 0;
		step(way, name);
		at += length + 1;
	}
}

static bool read_term(struct reader *reader, const struct node *node,
                      const struct type_counter *word, const struct fields *before,
                      struct term *term)
{
	const struct way way = { reader, node, word, term };
	struct reference reference;

	if (!read_reference(reader, node, word, before, &reference))
		return false;
	term->field = term->number = reference.field;
	if (word->within)
		follow(&way);
	if (!term->number)
		return false;
	judge_number(reader, where(&way), term->number);
	return true;
}

/* All are in one list, which one reference names for all. */
static bool same_list(struct reader *reader, const struct node *node,
                      const struct type_text *type)
{
	enum vqs_source source = type->counter.source;
	bool same = source != VQS_CONFIG;

	for (unsigned int i = 0; i < type->plus_count; i++)
		same = same && type->plus[i].source == source;
	if (same)
		return true;
	complain(reader, node->at, "ST-11",
	         "what is added up is not all in the same half");
	finding_advise(
	        reader->findings, "Basic Facilities of a Virtio Device / Message Framing",
	        "Add up fields of this half, or fields of the device-readable one.");
	return false;
}

void read_terms(struct reader *reader, const struct node *node,
                const struct type_text *type, const struct fields *before,
                struct field *field)
{
	struct count *count = &field->count;

	if (!same_list(reader, node, type))
		return;
	count->terms =
	        arena_alloc(reader->arena, type->plus_count + 1, sizeof(*count->terms));
	for (unsigned int i = 0; i <= type->plus_count; i++) {
		const struct type_counter *word = i ? &type->plus[i - 1] : &type->counter;

		if (!read_term(reader, node, word, before, &count->terms[i]))
			return;
		count->term_count++;
	}
	count->counter =
	        (struct reference){ type->counter.source, count->terms[0].field };
}
