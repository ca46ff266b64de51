/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The fields that a part of variable length is counted by: `pairs` of the same
 * half, `config.pairs`, `readable.pairs`.
 */
#include "reader.h"

#include <string.h>

/* A reference that is looked up. */
struct look_up {
	struct reader *reader;
	const struct node *node;
	const struct type_counter *word;
	const struct fields *fields; /* the list that it is into; NULL: there is none */
};

const struct field *find_field(const struct fields *fields, const char *name)
{
	for (unsigned int i = fields->count; i-- > 0;)
		if (fields->fields[i].label.name &&
		    strcmp(fields->fields[i].label.name, name) == 0)
			return &fields->fields[i];
	return NULL;
}

static void refuse(const struct look_up *look, const char *what, const char *advice)
{
	complain(look->reader, node_place(look->node, look->word->at, look->word->length),
	         "ST-11", "%s", what);
	finding_advise(look->reader->findings,
	               "Basic Facilities of a Virtio Device / Message Framing", "%s",
	               advice);
}

/* ---- Finding it --------------------------------------------------------------- */

static const char *not_there(const struct look_up *look)
{
	static const char *const where[] = {
		[VQS_HERE] = "stands before this one",
		[VQS_READABLE] = "stands in the device-readable half",
		[VQS_CONFIG] = "is in the configuration space",
	};

	return arena_format(look->reader->arena, "no field '%s' %s", look->word->name,
	                    where[look->word->source]);
}

static const char *otherwise(enum vqs_source source)
{
	static const char *const texts[] = {
		[VQS_HERE] = "A count has to be known before what it counts: put the "
		             "field that counts in front.",
		[VQS_READABLE] = "It names a field of the device-readable half of the "
		                 "same message.",
		[VQS_CONFIG] = "It names a field of the configuration space.",
	};

	return texts[source];
}

static void refuse_unknown(const struct look_up *look)
{
	struct guess guess = { .word = look->word->name };
	const char *advice = otherwise(look->word->source);

	for (unsigned int i = 0; i < look->fields->count; i++)
		if (look->fields->fields[i].label.name)
			guess_offer(&guess, look->fields->fields[i].label.name);
	if (guess.nearest)
		advice = arena_format(look->reader->arena, "Did you mean '%s'?",
		                      guess.nearest);
	refuse(look, not_there(look), advice);
}

static const struct fields *list_of(const struct reader *reader, enum vqs_source source,
                                    const struct fields *before)
{
	if (source == VQS_HERE)
		return before;
	return source == VQS_CONFIG ? &reader->model->config.fields : reader->readable;
}

bool read_reference(struct reader *reader, const struct node *node,
                    const struct type_counter *word, const struct fields *before,
                    struct reference *reference)
{
	const struct look_up look = { reader, node, word,
		                      list_of(reader, word->source, before) };

	reference->source = word->source;
	reference->field = NULL;
	if (!look.fields) {
		refuse(&look, "'readable' is for the device-writable half of a message",
		       "In the device-readable half, a field before this one is named "
		       "alone.");
		return false;
	}
	reference->field = find_field(look.fields, word->name);
	if (!reference->field)
		refuse_unknown(&look);
	return reference->field;
}

/* ---- Whether it can count ----------------------------------------------------- */

static void judge_counter(const struct look_up *look, const struct field *counter)
{
	if (counter->kind == VQS_STRUCT || counter->extent != VQS_ONE)
		refuse(look, "a count has to be a single number",
		       "Count with a field that is u8, le16 or le32.");
	else if (!native_has(counter))
		refuse(look, "a reserved field or an opcode can't count",
		       "Count with a field of its own.");
	else if (look->word->source == VQS_CONFIG && counter->access == VQS_WRITE_ONLY)
		refuse(look, "a count that a driver can't read",
		       "Both ends have to know it: let a driver read the field.");
}

void judge_number(struct reader *reader, struct position at, const struct field *field)
{
	if (field->kind != VQS_STRUCT && field->extent == VQS_ONE && native_has(field) &&
	    !field->union_)
		return;
	complain(reader, at, "ST-11", "'%s' is no number that can count",
	         field->label.name);
	finding_advise(reader->findings,
	               "Basic Facilities of a Virtio Device / Message Framing",
	               "Count with a field that is u8, le16 or le32.");
}

static void read_one(struct reader *reader, const struct node *node,
                     const struct type_counter *word, const struct fields *before,
                     struct reference *reference)
{
	const struct look_up look = { reader, node, word, before };

	if (word->source != VQS_NONE &&
	    read_reference(reader, node, word, before, reference))
		judge_counter(&look, reference->field);
}

void read_counters(struct reader *reader, const struct node *node,
                   const struct type_text *type, const struct fields *before,
                   struct field *field)
{
	field->count.text = (struct text){ node->text, node->at };
	field->count.factor = (uint16_t)type->factor;
	field->count.addend = (int32_t)type->addend;
	if (type->times.source != VQS_NONE &&
	    (type->counter.within || type->times.within)) {
		complain(reader, node->at, "ST-11",
		         "a product of what is within a structure");
		finding_advise(reader->findings,
		               "Basic Facilities of a Virtio Device / Message Framing",
		               "Multiply fields of the list itself; members count alone, "
		               "or in a "
		               "sum.");
		return;
	}
	if (type->plus_count || type->counter.within) {
		read_terms(reader, node, type, before, field);
		return;
	}
	read_one(reader, node, &type->counter, before, &field->count.counter);
	read_one(reader, node, &type->times, before, &field->count.times);
}
