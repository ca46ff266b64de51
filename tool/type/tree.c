/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From libyaml's events to a tree of nodes. Depth is counted here, so a file
 * that nests without end is refused after a few events.
 */
#include "tree.h"

#include <stdint.h>
#include <string.h>
#include <yaml.h>

#include "tree_text.h"
#include "utf8.h"

struct builder {
	const struct source *source;
	struct arena *arena;
	struct findings *findings;
	struct node *root;
	struct node *open; /* innermost mapping or list */
	unsigned int depth, documents;
	bool failed;
	/* Where the last scalar began: they come in the order of the file. */
	struct {
		const char *text;
		size_t line, column;
	} last;
};

/* ---- Places ------------------------------------------------------------------ */

/* libyaml ends the last line even where the file doesn't: that is past all lines. */
static struct position mark_place(const struct source *source, const yaml_mark_t *mark)
{
	struct position at = { .line = source->line_count, .length = 1 };

	if (mark->line < source->line_count) {
		at.line = (unsigned int)mark->line + 1;
		at.column = (unsigned int)mark->column + 1;
	} else {
		at.column = (unsigned int)source_line_length(source, at.line) + 1;
	}
	return at;
}

static struct position place(const struct builder *builder, const yaml_event_t *event)
{
	const yaml_mark_t *start = &event->start_mark, *end = &event->end_mark;
	struct position at = mark_place(builder->source, start);

	if (start->line == end->line && end->column > start->column)
		at.length = (unsigned int)(end->column - start->column);
	return at;
}

struct position node_place(const struct node *scalar, size_t offset, size_t length)
{
	struct position at = scalar->at;

	if (!scalar->exact)
		return at;
	at.column += (unsigned int)offset + (scalar->plain ? 0 : 1);
	at.length = length ? (unsigned int)length : 1;
	return at;
}

/* ---- Nodes ------------------------------------------------------------------- */

static void report(struct builder *builder, const yaml_event_t *event, const char *what,
                   const char *advice)
{
	finding_add(builder->findings, SEVERITY_ERROR, place(builder, event), NULL, "%s",
	            what);
	finding_advise(builder->findings, NULL, "%s", advice);
}

static void fail(struct builder *builder, const yaml_event_t *event, const char *what,
                 const char *advice)
{
	report(builder, event, what, advice);
	builder->failed = true;
}

static struct node *make_node(struct builder *builder, enum node_kind kind,
                              const yaml_event_t *event)
{
	struct node *node = arena_alloc(builder->arena, 1, sizeof(*node));

	node->kind = kind;
	node->at = place(builder, event);
	return node;
}

/* Room for one more, in an arena that gives nothing back: twice as much each time. */
static void *more_room(struct builder *builder, void *list, struct node *node,
                       size_t size)
{
	void *bigger;

	if (node->count < node->room)
		return list;
	node->room = node->room ? 2 * node->room : 4;
	bigger = arena_alloc(builder->arena, node->room, size);
	if (node->count)
		memcpy(bigger, list, node->count * size);
	return bigger;
}

static void check_twice(struct builder *builder, struct node *map, const struct node *key)
{
	struct node *first = NULL;

	for (unsigned int i = 0; i < map->count && !first; i++)
		if (strcmp(map->pairs[i].key->text, key->text) == 0)
			first = map->pairs[i].key;
	if (!first)
		return;
	finding_add(builder->findings, SEVERITY_ERROR, key->at, NULL,
	            "key '%s' is given twice", key->text);
	finding_advise(builder->findings, NULL, "The first one is in line %u.",
	               first->at.line);
	map->pairs[map->count].known = true; /* a second one is not read */
}

static void add_key(struct builder *builder, struct node *map, struct node *key)
{
	map->pairs = more_room(builder, map->pairs, map, sizeof(*map->pairs));
	map->pairs[map->count] = (struct pair){ .key = key };
	check_twice(builder, map, key);
}

/* The value of the key before it. */
static void add_value(struct node *map, struct node *value)
{
	struct pair *pair = &map->pairs[map->count];

	pair->value = value;
	if (!pair->known)
		map->count++;
	else
		pair->key = NULL;
}

static bool awaits_value(const struct node *map)
{
	return map->count < map->room && map->pairs[map->count].key;
}

static void add_item(struct builder *builder, struct node *list, struct node *item)
{
	list->items = more_room(builder, list->items, list, sizeof(*list->items));
	list->items[list->count++] = item;
}

static void add_to_map(struct builder *builder, struct node *map, struct node *node,
                       const yaml_event_t *event)
{
	if (awaits_value(map)) {
		add_value(map, node);
	} else if (node->kind == NODE_SCALAR) {
		add_key(builder, map, node);
	} else {
		fail(builder, event, "a key has to be a word",
		     "A mapping, a list or an alias can't be a key here. If braces or "
		     "brackets were meant as text, put them in quotes.");
	}
}

static void attach(struct builder *builder, struct node *node, const yaml_event_t *event)
{
	struct node *open = builder->open;

	if (!open)
		builder->root = node;
	else if (open->count >= TREE_ENTRIES)
		fail(builder, event, "too many entries",
		     "No mapping or list may have more than 1024.");
	else if (open->kind == NODE_MAP)
		add_to_map(builder, open, node, event);
	else
		add_item(builder, open, node);
}

/* ---- Events ------------------------------------------------------------------ */

static void refuse_properties(struct builder *builder, const yaml_event_t *event,
                              const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		report(builder, event, "anchors are not part of the language",
		       "Each thing is said in one place. What is used more than once has "
		       "a name: a structure, an enumeration.");
	if (tag)
		report(builder, event, "tags are not part of the language",
		       "What a value means follows from its key.");
}

/* The text of the file at a mark. */
static const char *text_at(struct builder *builder, const yaml_mark_t *mark)
{
	if (!builder->last.text || builder->last.line != mark->line) {
		builder->last.text = builder->source->lines[mark->line];
		builder->last.line = mark->line;
		builder->last.column = 0;
	}
	while (builder->last.column < mark->column) {
		uint32_t code;
		unsigned int taken = utf8_next(builder->last.text, 4, &code);

		builder->last.text += taken ? taken : 1;
		builder->last.column++;
	}
	return builder->last.text;
}

/* Whether a scalar stands in the file letter by letter, after its quote if it has one. */
static bool is_exact(struct builder *builder, const yaml_event_t *event, bool plain)
{
	const char *text;

	if (event->start_mark.line >= builder->source->line_count ||
	    event->start_mark.line != event->end_mark.line ||
	    event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
	    event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE)
		return false;
	text = text_at(builder, &event->start_mark) + (plain ? 0 : 1);
	return strncmp(text, (const char *)event->data.scalar.value,
	               event->data.scalar.length) == 0;
}

/* What quoted escapes can bring in that the file itself may not have. */
static bool has_control(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length) {
		uint32_t code = 0;
		unsigned int taken = utf8_next(text + at, length - at, &code);

		if (taken == 0 || (code != '\n' && code != '\t' && !utf8_is_safe(code)))
			return true;
		at += taken;
	}
	return false;
}

static void on_scalar(struct builder *builder, const yaml_event_t *event)
{
	struct node *node = make_node(builder, NODE_SCALAR, event);
	const char *text = (const char *)event->data.scalar.value;

	refuse_properties(builder, event, event->data.scalar.anchor,
	                  event->data.scalar.tag);
	node->text = arena_copy(builder->arena, text, event->data.scalar.length);
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	node->exact = is_exact(builder, event, node->plain);
	if (has_control(text, event->data.scalar.length))
		fail(builder, event, "a control character in a text",
		     "Texts are printed, by us and by others: plain letters only.");
	attach(builder, node, event);
}

static void on_start(struct builder *builder, const yaml_event_t *event,
                     enum node_kind kind)
{
	struct node *node = make_node(builder, kind, event);

	if (kind == NODE_MAP)
		refuse_properties(builder, event, event->data.mapping_start.anchor,
		                  event->data.mapping_start.tag);
	else
		refuse_properties(builder, event, event->data.sequence_start.anchor,
		                  event->data.sequence_start.tag);
	attach(builder, node, event);
	node->next = builder->open;
	builder->open = node;
	if (++builder->depth > TREE_DEPTH)
		fail(builder, event, "nested too deeply",
		     "A description has at most 64 levels.");
}

static void on_end(struct builder *builder)
{
	builder->open = builder->open->next;
	builder->depth--;
}

static void on_alias(struct builder *builder, const yaml_event_t *event)
{
	report(builder, event, "aliases are not part of the language",
	       "Write it out, or give it a name: a structure, an enumeration.");
	attach(builder, make_node(builder, NODE_BAD, event), event);
}

static void on_document(struct builder *builder, const yaml_event_t *event)
{
	if (event->data.document_start.version_directive ||
	    event->data.document_start.tag_directives.start !=
	            event->data.document_start.tag_directives.end)
		report(builder, event, "directives are not part of the language",
		       "Remove the lines that start with %.");
	if (++builder->documents > 1)
		fail(builder, event, "a second document",
		     "A file describes one device type.");
}

static void on_event(struct builder *builder, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		on_document(builder, event);
		break;
	case YAML_ALIAS_EVENT:
		on_alias(builder, event);
		break;
	case YAML_SCALAR_EVENT:
		on_scalar(builder, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		on_start(builder, event, NODE_LIST);
		break;
	case YAML_MAPPING_START_EVENT:
		on_start(builder, event, NODE_MAP);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		on_end(builder);
		break;
	default:
		break;
	}
}

/* ---- The file ---------------------------------------------------------------- */

/* Whether nothing but blanks follows the mark. */
static bool is_at_end(const struct source *source, struct position at)
{
	const char *text = source->lines[at.line - 1];
	size_t left = source->length - (size_t)(text - source->text);

	return left <= at.column - 1 ||
	       !text[at.column - 1 + strspn(text + at.column - 1, " \r\n")];
}

static void report_unclosed(struct builder *builder, const struct node *open)
{
	bool braces = open->kind == NODE_MAP;

	finding_add(builder->findings, SEVERITY_ERROR, open->at, NULL,
	            "%s are never closed", braces ? "these braces" : "these brackets");
	finding_advise(builder->findings, NULL, "The file ends without a '%c'.",
	               braces ? '}' : ']');
}

static void report_syntax(struct builder *builder, const yaml_parser_t *parser)
{
	struct position at = mark_place(builder->source, &parser->problem_mark);
	const char *context = parser->context ? parser->context : "";
	bool at_end = is_at_end(builder->source, at);

	builder->failed = true;
	if (builder->open && at_end && strstr(context, "flow")) {
		report_unclosed(builder, builder->open);
		return;
	}
	if (at_end && strstr(context, "quoted")) {
		at = mark_place(builder->source, &parser->context_mark);
		finding_add(builder->findings, SEVERITY_ERROR, at, NULL,
		            "this quote is never closed");
		return;
	}
	finding_add(builder->findings, SEVERITY_ERROR, at, NULL, "%s",
	            tree_syntax_text(parser->problem));
	finding_advise(builder->findings, NULL, "%s",
	               tree_syntax_advice(builder->source, at));
}

static void read_events(struct builder *builder, yaml_parser_t *parser)
{
	yaml_event_type_t type = YAML_NO_EVENT;

	while (!builder->failed && type != YAML_STREAM_END_EVENT) {
		yaml_event_t event;

		if (!yaml_parser_parse(parser, &event)) {
			report_syntax(builder, parser);
			return;
		}
		type = event.type;
		on_event(builder, &event);
		yaml_event_delete(&event);
	}
}

struct node *tree_read(const struct source *source, struct arena *arena,
                       struct findings *findings)
{
	struct builder builder = { .source = source,
		                   .arena = arena,
		                   .findings = findings };
	yaml_parser_t parser;

	if (!tree_check_text(source, findings))
		return NULL;
	if (!yaml_parser_initialize(&parser))
		return NULL;
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)source->text,
	                             source->length);
	read_events(&builder, &parser);
	yaml_parser_delete(&parser);
	return builder.failed ? NULL : builder.root;
}

struct node *node_find(const struct node *map, const char *key)
{
	if (!map || map->kind != NODE_MAP)
		return NULL;
	for (unsigned int i = 0; i < map->count; i++)
		if (strcmp(map->pairs[i].key->text, key) == 0)
			return map->pairs[i].value;
	return NULL;
}
