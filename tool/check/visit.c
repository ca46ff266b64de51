/* SPDX-License-Identifier: BSD-3-Clause */
/* Ways through a model, and words. */
#include "visit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../type/type_text.h"
#include "layout.h"

/* ---- Ways ----------------------------------------------------------------- */

void visit_messages(struct checking *checking, visit_message *function)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->family_count; i++)
		for (unsigned int j = 0; j < model->families[i].count; j++)
			function(checking, &model->families[i].messages[j]);
}

static void visit_half(struct checking *checking, const struct message *message,
                       bool writable, visit_field *function)
{
	const struct fields *list =
	        writable ? &message->writable.fields : &message->readable.fields;

	for (unsigned int i = 0; i < list->count; i++) {
		const struct field *field = &list->fields[i];
		const struct field_visit visit = { field, list, message, writable };

		if (message->index > 0 && (field->from_header || field->from_trailer))
			continue;
		function(checking, &visit);
	}
}

void visit_fields(struct checking *checking, visit_field *function)
{
	const struct model *model = checking->model;
	bool *within = structures_of_messages(model);

	for (unsigned int i = 0; i < model->structure_count; i++) {
		const struct fields *list = &model->structures[i]->fields;

		for (unsigned int j = 0; within[i] && j < list->count; j++)
			function(checking, &(struct field_visit){ &list->fields[j], list,
			                                          NULL, false });
	}
	free(within);
	for (unsigned int i = 0; i < model->family_count; i++)
		for (unsigned int j = 0; j < model->families[i].count; j++) {
			const struct message *message = &model->families[i].messages[j];

			visit_half(checking, message, false, function);
			visit_half(checking, message, true, function);
		}
}

bool is_foreign(const struct model *model, const struct field_visit *visit)
{
	const struct message *message = visit->message;

	return model->label.defined_by.value || visit->field->label.defined_by.value ||
	       (message && (message->label.defined_by.value ||
	                    message->family->label.defined_by.value));
}

const struct queue *queue_of(const struct model *model, const struct family *family,
                             bool posted)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].family == family &&
		    model->queues[i].posted == posted)
			return &model->queues[i];
	return NULL;
}

const struct queue *first_posted(const struct model *model)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].posted)
			return &model->queues[i];
	return NULL;
}

/* Times the largest value of a counter; false: nothing bounds it, or it is huge. */
static bool times_counter(const struct field *counter, uint64_t *most)
{
	uint64_t value;

	if (!counter)
		return true;
	value = counter->max.given ? counter->max.value : scalar_max(counter->kind);
	if (!counter->max.given && value > UINT16_MAX)
		return false;
	return !__builtin_mul_overflow(*most, value, most);
}

static bool terms_most(const struct count *count, uint64_t *most)
{
	*most = (uint64_t)count->addend;
	for (unsigned int i = 0; i < count->term_count; i++) {
		uint64_t one = 1;

		if (!times_counter(count->terms[i].number, &one) ||
		    __builtin_add_overflow(*most, one, most))
			return false;
	}
	return true;
}

bool most_elements(const struct field *field, uint64_t *most)
{
	const struct count *count = &field->count;

	*most = field->most.value;
	if (field->most.given)
		return true;
	if (field->same.field)
		return most_elements(field->same.field, most);
	if (field->extent != VQS_COUNTED)
		return false;
	if (count->term_count)
		return terms_most(count, most);
	*most = count->factor;
	if (!times_counter(count->counter.field, most) ||
	    !times_counter(count->times.field, most))
		return false;
	if (count->addend < 0)
		return true; /* fewer still */
	return !__builtin_add_overflow(*most, (uint64_t)count->addend, most);
}

/* ---- Words ---------------------------------------------------------------- */

static bool is_one_of(const char *word, size_t length, const char *const *words)
{
	for (unsigned int i = 0; words[i]; i++)
		if (strlen(words[i]) == length &&
		    strncasecmp(words[i], word, length) == 0)
			return true;
	return false;
}

bool has_word(const char *name, const char *const *words)
{
	while (*name) {
		size_t length = strcspn(name, "_");

		if (is_one_of(name, length, words))
			return true;
		name += length;
		name += *name == '_';
	}
	return false;
}

bool ends_with_word(const char *name, const char *const *words)
{
	const char *last = strrchr(name, '_');

	last = last ? last + 1 : name;
	return is_one_of(last, strlen(last), words);
}

bool text_speaks_of(const char *text, const char *const *words)
{
	while (text && *text) {
		size_t length = 0;

		while (isalnum((unsigned char)text[length]))
			length++;
		if (length && is_one_of(text, length, words))
			return true;
		text += length ? length : 1;
	}
	return false;
}

bool speaks_of(const struct label *label, const char *const *words)
{
	return text_speaks_of(label->summary.value, words) ||
	       text_speaks_of(label->description.value, words);
}
