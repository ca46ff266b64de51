/* SPDX-License-Identifier: BSD-3-Clause */
/* Finds the values and structures that fields have, from the fields down. */
#include "used.h"

#include <stdlib.h>

static void mark_fields(struct used *used, const struct fields *fields);

static void mark_field(struct used *used, const struct field *field)
{
	if (field->values)
		used->values[field->values->index] = true;
	if (field->bits) {
		used->bits[field->bits->index] = true;
		mark_fields(used, &field->bits->ranges);
	}
	if (field->union_)
		mark_fields(used, &field->union_->cases);
	if (!field->structure || used->structures[field->structure->index])
		return;
	used->structures[field->structure->index] = true;
	mark_fields(used, &field->structure->fields);
}

static void mark_fields(struct used *used, const struct fields *fields)
{
	for (unsigned int i = 0; i < fields->count; i++)
		mark_field(used, &fields->fields[i]);
}

/* Lists are there for whoever reads one, with no field that is it. */
static void mark_list(struct used *used, const struct list_type *list)
{
	mark_fields(used, &list->items);
	if (!used->structures[list->head->index]) {
		used->structures[list->head->index] = true;
		mark_fields(used, &list->head->fields);
	}
}

bool used_find(struct used *used, const struct model *model)
{
	used->values = calloc(model->values_count + 1, sizeof(*used->values));
	used->structures = calloc(model->structure_count + 1, sizeof(*used->structures));
	used->bits = calloc(model->bits_count + 1, sizeof(*used->bits));
	if (!used->values || !used->structures || !used->bits)
		return false;
	mark_fields(used, &model->config.fields);
	for (unsigned int i = 0; i < model->list_count; i++)
		mark_list(used, model->lists[i]);
	for (unsigned int f = 0; model_any_family(model, f); f++) {
		const struct family *family = model_any_family(model, f);

		for (unsigned int m = 0; m < family->count; m++) {
			mark_fields(used, &family->messages[m].readable.fields);
			mark_fields(used, &family->messages[m].writable.fields);
		}
	}
	return true;
}

void used_fini(struct used *used)
{
	free(used->values);
	free(used->structures);
	free(used->bits);
}
