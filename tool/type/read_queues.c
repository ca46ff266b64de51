/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads the virtqueues and gives them their indices. */
#include "reader.h"

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
                                      const char *otherwise)
{
	const struct fields *fields = &reader->model->config.fields;
	struct guess guess = { .word = node->text };

	for (unsigned int i = 0; i < fields->count; i++) {
		if (strcmp(fields->fields[i].label.name, node->text) == 0)
			return &fields->fields[i];
		guess_offer(&guess, fields->fields[i].label.name);
	}
	complain(reader, node->at, NULL, "there is no configuration field '%s'",
	         node->text);
	advise_guess(reader, &guess, otherwise);
	return NULL;
}

static void count_by_field(struct reader *reader, struct queue *queue,
                           const struct node *node)
{
	const struct field *field = find_config_field(
	        reader, node, "'count' is a number, or the field that says how many.");
	uint64_t most;

	if (!field)
		return;
	if (field->kind == VQS_STRUCT || field->extent != VQS_ONE) {
		complain(reader, node->at, NULL, "'%s' is not a single number",
		         node->text);
		return;
	}
	most = field->max.given ? field->max.value : scalar_max(field->kind);
	queue->count_field = field;
	queue->most = most > UINT32_MAX ? UINT32_MAX : (unsigned int)most;
}

static void count_by_number(struct reader *reader, struct queue *queue,
                            const struct node *node)
{
	struct number number = { .given = false };

	if (!read_number(reader, node, &number))
		return;
	if (number.value >= 1 && number.value <= UINT32_MAX) {
		queue->most = (unsigned int)number.value;
		return;
	}
	complain(reader, node->at, NULL, "there can't be %llu virtqueues of a kind",
	         (unsigned long long)number.value);
}

static void read_count(struct reader *reader, struct queue *queue, const struct node *map)
{
	const struct node *node = node_find(map, "count");

	queue->most = 1;
	if (!node || !read_word(reader, node, "a number or a configuration field"))
		return;
	queue->count = (struct text){ node->text, node->at };
	if (is_name(node->text))
		count_by_field(reader, queue, node);
	else
		count_by_number(reader, queue, node);
}

static void read_queue(struct reader *reader, struct queue *queue, struct pair *pair)
{
	struct subject subject = { kind_queue.a, pair->key->text, pair->key->at };

	queue->most = 1;
	queue->size.value = DEFAULT_SIZE;
	if (!read_name(reader, pair->key, &kind_queue, &queue->label) ||
	    !read_keys(reader, pair->value, &kind_queue, subject, queue))
		return;
	read_use(reader, queue, pair->value);
	read_count(reader, queue, pair->value);
}

/* Sums stop at the largest number: far above 65535, which rule VQ-03 judges. */
static void number_queues(struct model *model)
{
	unsigned int next = 0;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		struct queue *queue = &model->queues[i];

		queue->index = i;
		queue->first = next;
		next = queue->most > UINT32_MAX - next ? UINT32_MAX : next + queue->most;
	}
}

void read_queues(struct reader *reader)
{
	struct node *map = node_find(reader->root, "queues");
	struct model *model = reader->model;

	if (!map || !want_map(reader, map, "a mapping of virtqueues"))
		return;
	model->queues = arena_alloc(reader->arena, map->count, sizeof(*model->queues));
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++)
		read_queue(reader, &model->queues[model->queue_count++], &map->pairs[i]);
	number_queues(model);
}
