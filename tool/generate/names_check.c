/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whether the names of a description make C programs: no keyword where C
 * would take it for one, none too long, no two things of one C name.
 */
#define _GNU_SOURCE /* reallocarray */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "wire_parts.h"

/* A name that generated files define, and what it was made of. */
struct defined {
	struct name name;
	struct position at;
};

struct scope {
	struct defined *list;
	unsigned int count, room;
	struct findings *findings;
	bool fine;
};

static bool is_keyword(const char *name)
{
	/* C's, and C++'s, for programs in it include the headers. */
	static const char words[] =
	        " alignas alignof and and_eq asm auto bitand bitor bool break case catch "
	        "char class compl const consteval constexpr constinit const_cast "
	        "continue "
	        "decltype default delete do double dynamic_cast else enum explicit "
	        "export "
	        "extern false float for friend goto if inline int long mutable namespace "
	        "new "
	        "noexcept not not_eq nullptr operator or or_eq private protected public "
	        "register reinterpret_cast requires restrict return short signed sizeof "
	        "static static_assert static_cast struct switch template this "
	        "thread_local "
	        "throw true try typedef typeid typename union unsigned using virtual "
	        "void "
	        "volatile wchar_t while xor xor_eq unix linux typeof ";
	char padded[NAME_MOST + 3];

	snprintf(padded, sizeof(padded), " %s ", name);
	return strstr(words, padded) != NULL;
}

static void check_length(struct scope *scope, const struct label *label)
{
	if (strlen(label->name) <= NAME_MOST)
		return;
	finding_add(scope->findings, SEVERITY_ERROR, label->at, NULL,
	            "the name is %zu characters long; at most %d make C names",
	            strlen(label->name), NAME_MOST);
	finding_advise(scope->findings, NULL, "Shorten it: C names are made of it.");
	scope->fine = false;
}

static void check_fields(struct scope *scope, const struct fields *fields)
{
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct label *label = &fields->fields[i].label;

		check_length(scope, label);
		if (strlen(label->name) > NAME_MOST || !is_keyword(label->name))
			continue;
		finding_add(scope->findings, SEVERITY_ERROR, label->at, NULL,
		            "field '%s' is called like a keyword of C or C++",
		            label->name);
		finding_advise(
		        scope->findings, NULL,
		        "Fields become members of C structures. Choose another name.");
		scope->fine = false;
	}
}

static void define(struct scope *scope, struct name name, struct position at)
{
	if (scope->count == scope->room) {
		unsigned int room = scope->room ? 2 * scope->room : 64;
		struct defined *list =
		        reallocarray(scope->list, room, sizeof(*scope->list));

		if (!list) {
			scope->fine = false;
			return;
		}
		scope->list = list;
		scope->room = room;
	}
	scope->list[scope->count++] = (struct defined){ name, at };
}

static int compare(const void *a, const void *b)
{
	const struct defined *left = a, *right = b;
	int order = strcmp(left->name.text, right->name.text);

	if (order)
		return order;
	if (left->at.line != right->at.line)
		return left->at.line < right->at.line ? -1 : 1;
	return (left->at.column > right->at.column) -
	       (left->at.column < right->at.column);
}

/* Judges what was defined, and forgets it. */
static void check_unique(struct scope *scope)
{
	if (scope->count)
		qsort(scope->list, scope->count, sizeof(*scope->list), compare);
	for (unsigned int i = 1; i < scope->count; i++) {
		const struct defined *first = &scope->list[i - 1], *second = first + 1;

		if (strcmp(first->name.text, second->name.text) != 0)
			continue;
		finding_add(scope->findings, SEVERITY_ERROR, second->at, NULL,
		            "this becomes %s in C, as what stands in line %u does",
		            second->name.text, first->at.line);
		finding_advise(scope->findings, NULL,
		               "Give one of the two another name.");
		scope->fine = false;
	}
	scope->count = 0;
}

static void define_messages(struct scope *scope, const struct model *model,
                            bool constants)
{
	for (unsigned int f = 0; f < model->family_count; f++) {
		const struct family *family = &model->families[f];

		check_length(scope, &family->label);
		for (unsigned int m = 0; m < family->count; m++) {
			const struct message *message = &family->messages[m];
			struct position at =
			        family->has_opcode ? message->label.at : family->label.at;

			if (!constants)
				define(scope,
				       name_of("%s_%s", model->label.name,
				               name_message(model, message).text),
				       at);
			else if (family->has_opcode)
				define(scope, name_opcode(model, message), at);
		}
	}
}

static void define_values(struct scope *scope, const struct model *model,
                          const struct values *values)
{
	check_length(scope, &values->label);
	for (unsigned int i = 0; i < values->count; i++) {
		const struct label *label = &values->values[i].label;

		check_length(scope, label);
		define(scope,
		       name_upper("virtio_%s_%s_%s", model->label.name,
		                  values->label.name, label->name),
		       label->at);
	}
}

static void check_constants(struct scope *scope, const struct model *model)
{
	const char *device = model->label.name;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct label *label = &model->features[i].label;

		check_length(scope, label);
		define(scope, name_upper("virtio_%s_f_%s", device, label->name),
		       label->at);
	}
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct label *label = &model->queues[i].label;

		check_length(scope, label);
		define(scope, name_upper("virtio_%s_vq_%s", device, label->name),
		       label->at);
	}
	for (unsigned int i = 0; i < model->values_count; i++)
		define_values(scope, model, model->values[i]);
	define_messages(scope, model, true);
	check_unique(scope);
}

static void check_structures(struct scope *scope, const struct model *model)
{
	for (unsigned int i = 0; i < model->structure_count; i++) {
		const struct structure *structure = model->structures[i];

		check_length(scope, &structure->label);
		check_fields(scope, &structure->fields);
		define(scope, struct_name(model, structure), structure->label.at);
	}
	if (model->config.fields.count)
		define(scope, name_of("%s_config", model->label.name), model->config_at);
	check_fields(scope, &model->config.fields);
	for (unsigned int f = 0; f < model->family_count; f++)
		for (unsigned int m = 0; m < model->families[f].count; m++) {
			const struct message *message = &model->families[f].messages[m];

			check_fields(scope, &message->readable.fields);
			check_fields(scope, &message->writable.fields);
		}
	define_messages(scope, model, false);
	check_unique(scope);
}

bool names_check(const struct model *model, struct findings *findings)
{
	struct scope scope = { .findings = findings, .fine = true };

	check_length(&scope, &model->label);
	check_constants(&scope, model);
	check_structures(&scope, model);
	free(scope.list);
	return scope.fine;
}
