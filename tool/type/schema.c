/* SPDX-License-Identifier: BSD-3-Clause */
/* The JSON Schema of descriptions, made from the tables of keys. */
#include "reference.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "keys.h"

#define NAME      "^[a-z_][a-z0-9_]{0,47}$"
#define PATTERN   "^([a-z_][a-z0-9_]*\\*?|\\*)[a-z0-9_]*$"
#define COUNT     "^[a-z_][a-z0-9_]*( \\* [0-9]+)?( [-+] [0-9]+)?$"
#define PART      "^(readable\\.)?[a-z_][a-z0-9_]{0,47}$"
#define PLACE     "^[a-z_][a-z0-9_]{0,47}(\\.[a-z_][a-z0-9_]{0,47})?$"
#define LINE      "^[^\\n]*[^\\n ][^\\n]*$"
#define CONDITION "^[a-z0-9_() \\n]+$"
#define RULE      "^[A-Z]{2,}-[0-9]{2,}$"
#define LIMIT     "^[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*$"
#define RANGE     "^(0x[0-9A-Fa-f]+|[0-9]+)\\.\\.(0x[0-9A-Fa-f]+|[0-9]+)$"
#define TYPE                                                                             \
	"^ *[A-Za-z_][A-Za-z0-9_]* *(\\[ *(\\]|(0x[0-9A-Fa-f]+|[1-9][0-9]*) *\\]|"       \
	"[a-z_][a-z0-9_.]* *(\\* *[a-z0-9A-F_.]+ *){0,2}(\\+ *[a-z0-9A-F_.]+ "           \
	"*){0,4}\\]))? "                                                                 \
	"*$"

static void put(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static json_t *of_type(const char *type)
{
	json_t *schema = json_object();

	put(schema, "type", json_string(type));
	return schema;
}

static json_t *matching(const char *pattern)
{
	json_t *schema = of_type("string");

	put(schema, "pattern", json_string(pattern));
	return schema;
}

static json_t *number(void)
{
	json_t *schema = of_type("integer");

	put(schema, "minimum", json_integer(0));
	return schema;
}

static json_t *any_of(json_t *one, json_t *other)
{
	json_t *schema = json_object(), *list = json_array();

	json_array_append_new(list, one);
	json_array_append_new(list, other);
	put(schema, "anyOf", list);
	return schema;
}

static json_t *list_of(json_t *items)
{
	json_t *schema = of_type("array");

	put(schema, "items", items);
	put(schema, "minItems", json_integer(1));
	return schema;
}

static json_t *two_of(json_t *items)
{
	json_t *schema = list_of(items);

	put(schema, "minItems", json_integer(2));
	put(schema, "maxItems", json_integer(2));
	return schema;
}

/* "Family of messages": "family_of_messages". */
static const char *slug(const struct kind *kind, char text[64])
{
	size_t length = strlen(kind->name);

	for (size_t i = 0; i <= length && i < 64; i++)
		text[i] = kind->name[i] == ' '
		                  ? '_'
		                  : (char)tolower((unsigned char)kind->name[i]);
	return text;
}

static json_t *reference(const struct kind *kind)
{
	json_t *schema = json_object();
	char text[64];

	put(schema, "$ref", json_sprintf("#/definitions/%s", slug(kind, text)));
	return schema;
}

/* YAML 1.1 reads yes as true, YAML 1.2 as a text: editors do either. */
static json_t *yes_or_no(void)
{
	json_t *schema = json_object();

	put(schema, "enum", json_pack("[s,s,b,b]", "yes", "no", 1, 0));
	return schema;
}

static json_t *one_of_words(const char *const *words)
{
	json_t *schema = json_object(), *list = json_array();

	for (; *words; words++) {
		json_array_append_new(list, json_string(*words));
		if (strcmp(*words, "yes") == 0 || strcmp(*words, "no") == 0)
			json_array_append_new(list, json_boolean(words[0][0] == 'y'));
	}
	put(schema, "enum", list);
	return schema;
}

static json_t *map_of(json_t *values, const char *names)
{
	json_t *schema = of_type("object");

	put(schema, "propertyNames", matching(names));
	put(schema, "additionalProperties", values);
	return schema;
}

static json_t *among(const struct key *key)
{
	json_t *schema = matching(NAME);

	put(schema, "description", json_string(key->summary));
	return schema;
}

static json_t *things(const struct kind *kind)
{
	json_t *thing = reference(kind);

	if (kind == &kind_family)
		thing = any_of(thing, reference(&kind_single));
	thing = map_of(thing, NAME);
	if (kind->among)
		put(thing, "properties",
		    json_pack("{s:o}", kind->among->name, among(kind->among)));
	return thing;
}

static json_t *id(void)
{
	json_t *word = json_object();

	put(word, "const", json_string("experimental"));
	return any_of(number(), word);
}

static json_t *unique(json_t *schema)
{
	put(schema, "uniqueItems", json_true());
	return schema;
}

static json_t *name_or_number(void)
{
	return any_of(number(), matching(NAME));
}

static json_t *form_schema(enum form form, const struct key *key)
{
	switch (form) {
	case FORM_LINE:
		return matching(LINE);
	case FORM_NUMBER:
		return number();
	case FORM_YES:
	case FORM_OPEN:
		return yes_or_no();
	case FORM_CONDITION:
		return matching(CONDITION);
	case FORM_NAME:
	case FORM_PREFIX:
		return matching(NAME);
	case FORM_PATTERN:
		return matching(PATTERN);
	case FORM_PART:
		return matching(PART);
	case FORM_NAMES:
		return any_of(matching(NAME), list_of(matching(NAME)));
	case FORM_CONDITIONS:
		return any_of(matching(CONDITION), list_of(matching(CONDITION)));
	case FORM_ID:
		return id();
	case FORM_WORD:
		return one_of_words(key->words);
	case FORM_WORDS:
		return unique(list_of(one_of_words(key->words)));
	case FORM_TYPE:
		return matching(TYPE);
	case FORM_OPCODE:
		return any_of(number(), two_of(any_of(number(), matching(NAME))));
	case FORM_BYTES:
		return name_or_number();
	case FORM_COUNT:
		return any_of(number(), matching(COUNT));
	case FORM_FLAGS:
		return any_of(matching(NAME), things(key->of));
	case FORM_NAME_LISTS:
		return list_of(list_of(matching(NAME)));
	case FORM_LIMIT:
		return matching(LIMIT);
	case FORM_PLACE:
		return matching(PLACE);
	case FORM_WHEN:
		return any_of(name_or_number(), list_of(name_or_number()));
	case FORM_RANGE:
		return any_of(number(), matching(RANGE));
	case FORM_LINES:
		return list_of(matching(LINE));
	case FORM_ANSWERS:
		return map_of(matching(LINE), RULE);
	case FORM_MAP:
		return things(key->of);
	case FORM_THING:
		return reference(key->of);
	case FORM_THINGS:
		return list_of(reference(key->of));
	default:
		return of_type("string");
	}
}

/* Exactly one of the keys, or at least one. */
static void put_choice(json_t *schema, const char *how, const char *const *keys,
                       unsigned int most)
{
	json_t *list;

	if (!keys[0])
		return;
	list = json_array();
	for (unsigned int i = 0; i < most && keys[i]; i++)
		json_array_append_new(list, json_pack("{s:[s]}", "required", keys[i]));
	put(schema, how, list);
}

static json_t *mapping(const struct kind *kind)
{
	json_t *schema = of_type("object");
	json_t *properties = json_object(), *required = json_array();

	for (unsigned int i = 0; i < kind->count; i++) {
		const struct key *key = &kind->keys[i];
		json_t *property = form_schema(key->form, key);

		put(property, "description", json_string(key->summary));
		put(properties, key->name, property);
		if (key->required)
			json_array_append_new(required, json_string(key->name));
	}
	put(schema, "properties", properties);
	if (json_array_size(required))
		json_object_set(schema, "required", required);
	json_decref(required);
	put(schema, "additionalProperties",
	    kind->rest ? reference(kind->rest) : json_false());
	put_choice(schema, "oneOf", kind->either, 3);
	put_choice(schema, "anyOf", kind->some, 2);
	return schema;
}

static json_t *definition(const struct kind *kind)
{
	json_t *schema = mapping(kind);

	if (kind->brief != FORM_NONE)
		schema = any_of(form_schema(kind->brief, NULL), schema);
	put(schema, "description", json_string(kind->summary));
	return schema;
}

void schema_print(FILE *to)
{
	json_t *schema = json_object(), *definitions = json_object();
	char text[64];

	for (unsigned int i = 0; all_kinds[i]; i++)
		put(definitions, slug(all_kinds[i], text), definition(all_kinds[i]));
	put(schema, "$schema", json_string("http://json-schema.org/draft-07/schema#"));
	put(schema, "title",
	    json_string("Description of a virtio device type, version 1"));
	put(schema, "$ref", json_string("#/definitions/device_type"));
	put(schema, "definitions", definitions);
	json_dumpf(schema, to, JSON_INDENT(2));
	fputc('\n', to);
	json_decref(schema);
}
