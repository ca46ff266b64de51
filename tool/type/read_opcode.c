/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads the opcode of a message, which may be of two levels: a class, and a number in it. */
#include "read_messages.h"

#include <string.h>

static void check_width(struct reader *reader, const struct field *field,
                        const struct number *number)
{
	if (!field || !number->given || number->value <= scalar_max(field->kind))
		return;
	complain(reader, number->at, "ST-06",
	         "opcode %llu does not fit in the field '%s'",
	         (unsigned long long)number->value, field->label.name);
	advise(reader, "It is %u bits wide.", 8 * scalar_size(field->kind));
}

static void check_mask(struct reader *reader, const struct field *field,
                       const struct number *number)
{
	if (!field || !field->mask.given || !number->given ||
	    !(number->value & ~field->mask.value))
		return;
	complain(reader, number->at, "ST-06",
	         "opcode %llu has bits that are not in the mask of the field '%s'",
	         (unsigned long long)number->value, field->label.name);
	advise(reader,
	       "The mask is 0x%llx: the opcode is some of its bits, in their place.",
	       (unsigned long long)field->mask.value);
}

/* A value of the class's field by name. */
static void name_class(struct reader *reader, const struct field *field,
                       const struct node *node, struct number *number)
{
	const struct values *values = field->values;
	struct guess guess = { .word = node->text };

	for (unsigned int i = 0; values && i < values->count; i++) {
		if (strcmp(values->values[i].label.name, node->text) == 0) {
			*number = (struct number){ values->values[i].number, node->at,
				                   true };
			return;
		}
		guess_offer(&guess, values->values[i].label.name);
	}
	complain(reader, node->at, NULL, "field '%s' has no value '%s'",
	         field->label.name, node->text);
	advise_guess(reader, &guess, "A class is a number, or a value of that field.");
}

static void read_class(struct reader *reader, const struct family *family,
                       const struct node *node, struct number *number)
{
	if (!read_word(reader, node, "a class"))
		return;
	if (is_name(node->text))
		name_class(reader, family->opcode_class, node, number);
	else
		read_number(reader, node, number);
}

static void complain_levels(struct reader *reader, const struct family *family,
                            const struct node *node)
{
	if (family->header_bad)
		return;
	if (family->opcode_class) {
		complain(reader, node->at, "ST-06", "an opcode without its class");
		advise(reader,
		       "The header has a field '%s' of role class: opcode: [1, 0] has "
		       "the class first.",
		       family->opcode_class->label.name);
		return;
	}
	complain(reader, node->at, "ST-06", "an opcode of two levels is not for '%s'",
	         family->label.name);
	advise(reader, "Its header has no field with 'role: class'.");
}

void read_opcode(struct reader *reader, const struct family *family,
                 struct message *message, const struct node *map)
{
	const struct node *node = node_find(map, "opcode");
	bool two = node && node->kind == NODE_LIST;

	if (!node)
		return;
	if (!family->opcode || two == !family->opcode_class) {
		complain_levels(reader, family, node);
		if (!two)
			read_number(reader, node, &message->opcode);
		return;
	}
	if (!two) {
		read_number(reader, node, &message->opcode);
	} else if (node->count == 2) {
		read_class(reader, family, node->items[0], &message->opcode_class);
		read_number(reader, node->items[1], &message->opcode);
	} else {
		complain_levels(reader, family, node);
	}
	check_width(reader, family->opcode, &message->opcode);
	check_width(reader, family->opcode_class, &message->opcode_class);
	check_mask(reader, family->opcode, &message->opcode);
}
