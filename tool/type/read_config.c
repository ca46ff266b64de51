/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads the device configuration space. */
#include "reader.h"

void read_config(struct reader *reader)
{
	struct structure *config = &reader->model->config;
	struct node *map = node_find(reader->root, "config");

	config->label.name = "config";
	if (!map)
		return;
	for (unsigned int i = 0; i < reader->root->count; i++)
		if (reader->root->pairs[i].value == map)
			config->label.at = reader->root->pairs[i].key->at;
	reader->model->config_at = config->label.at;
	config->fields.fields = arena_alloc(reader->arena, count_fields(map),
	                                    sizeof(*config->fields.fields));
	read_fields(reader, map, IN_CONFIG, &kind_config_field, &config->fields);
	lay_out_struct(reader, config, config->label.at);
}
