/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads the virtqueues. */
#include "read_queues.h"

#include <string.h>

#define DEFAULT_SIZE 256

static void set_family(struct reader *reader, struct queue *queue,
                       const struct node *node)
{
	struct guess guess = { .word = read_word(reader, node,
		                                 "the name of a family of messages") };
	const struct model *model = reader->model;

	if (!guess.word)
		return;
	queue->family_at = node->at;
	for (unsigned int i = 0; i < model->family_count; i++) {
		if (strcmp(model->families[i].label.name, guess.word) == 0)
			queue->family = &model->families[i];
		guess_offer(&guess, model->families[i].label.name);
	}
	if (queue->family)
		return;
	complain(reader, node->at, NULL, "there is no family of messages '%s'",
	         guess.word);
	advise_guess(reader, &guess, "Families stand in the section 'messages'.");
}

static void read_use(struct reader *reader, struct queue *queue, const struct node *map)
{
	const struct node *carries = node_find(map, "carries");
	const struct node *posted = node_find(map, "posted");

	queue->posted = posted;
	if (carries && posted) {
		complain(reader, posted->at, NULL,
		         "virtqueue '%s' has both 'carries' and 'posted'",
		         queue->label.name);
		advise(reader, "Requests and events need a virtqueue each.");
	} else if (carries || posted) {
		set_family(reader, queue, carries ? carries : posted);
	} else if (!is_misspelled(map, &kind_queue, "carries") &&
	           !is_misspelled(map, &kind_queue, "posted")) {
		complain(reader, queue->label.at, NULL,
		         "virtqueue '%s' has neither 'carries' nor 'posted'",
		         queue->label.name);
		advise(reader, "'carries' names the messages that the driver sends, "
		               "'posted' those that the device sends.");
	}
}

const struct field *find_config_field(struct reader *reader, const struct node *node,
                                      const char *name, const char *otherwise)
{
	const struct fields *fields = &reader->model->config.fields;
	struct guess guess = { .word = name };

	for (unsigned int i = 0; i < fields->count; i++) {
		if (strcmp(fields->fields[i].label.name, name) == 0)
			return &fields->fields[i];
		guess_offer(&guess, fields->fields[i].label.name);
	}
	complain(reader, node->at, NULL, "there is no configuration field '%s'", name);
	advise_guess(reader, &guess, otherwise);
	return NULL;
}

static void read_least_buffer(struct reader *reader, struct queue *queue,
                              const struct node *map)
{
	const struct node *node = node_find(map, "least_buffer");
	struct number number = { .given = false };

	if (!node)
		return;
	if (!queue->posted) {
		complain(reader, node->at, NULL, "'least_buffer' at a queue of requests");
		advise(reader, "It goes with 'posted'.");
		return;
	}
	if (!read_word(reader, node, "a number or a configuration field"))
		return;
	queue->least_buffer = (struct text){ node->text, node->at };
	if (is_name(node->text))
		queue->least_buffer_field = read_number_field(
		        reader, node, node->text,
		        "'least_buffer' is a number, or the field that says it.");
	else if (read_number(reader, node, &number))
		queue->least_buffer_bytes = number.value;
	if (queue->least_buffer_bytes > UINT32_MAX)
		complain(reader, node->at, NULL, "no buffer has so many bytes");
}

static void check_holds(struct reader *reader, const struct queue *queue,
                        const struct node *map)
{
	const struct node *node = node_find(map, "holds");

	if (!queue->holds || !queue->posted || !node)
		return;
	complain(reader, node->at, NULL, "'holds' at a queue of events");
	advise(reader, "What is posted waits for an event anyway: it goes with 'carries'.");
}

static void read_queue(struct reader *reader, struct queue *queue, struct pair *pair)
{
	struct subject subject = { kind_queue.a, pair->key->text, pair->key->at };

	queue->most = queue->least = queue->stride = 1;
	queue->factor = 1;
	queue->head = queue;
	queue->size.value = DEFAULT_SIZE;
	if (!read_name(reader, pair->key, &kind_queue, &queue->label) ||
	    !read_keys(reader, pair->value, &kind_queue, subject, queue))
		return;
	read_use(reader, queue, pair->value);
	read_row(reader, queue, pair->value);
	read_least_buffer(reader, queue, pair->value);
	check_holds(reader, queue, pair->value);
}

void read_queues(struct reader *reader)
{
	struct node *map = node_find(reader->root, "queues");
	struct model *model = reader->model;

	if (!map || !want_map(reader, map, "a mapping of virtqueues"))
		return;
	model->queues = arena_alloc(reader->arena, map->count, sizeof(*model->queues));
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		struct queue *queue = &model->queues[model->queue_count++];

		queue->index = i;
		read_queue(reader, queue, &map->pairs[i]);
	}
	number_queues(reader);
}
