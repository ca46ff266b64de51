/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The keys of the language: one table for each kind of thing. Reading, the
 * suggestions for a misspelled key, the reference in docs/language.md and the
 * JSON Schema all come from these tables.
 */
#ifndef VQSMITH_TOOL_KEYS_H
#define VQSMITH_TOOL_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "model.h"

/* What may stand after a key. */
enum form {
	/* Read from the table, into the member that it names. */
	FORM_LINE,      /* text of one line: struct text */
	FORM_TEXT,      /* text of any length: struct text */
	FORM_NUMBER,    /* struct number */
	FORM_YES,       /* yes or no: bool */
	FORM_CONDITION, /* over features: struct condition */
	FORM_PREFIX,    /* what names of constants start with, or none: struct text */
	FORM_PATTERN,   /* a name, maybe with a * for another: struct text */
	/* Read by the code for the kind of thing. */
	FORM_NAME,       /* a name that is given or referred to here */
	FORM_PART,       /* the name of a part of a message, of `readable.` too */
	FORM_NAMES,      /* a name or a list of names */
	FORM_CONDITIONS, /* a condition, or a list that must all hold */
	FORM_ID,         /* a number or `experimental` */
	FORM_WORD,       /* one of `words` */
	FORM_WORDS,      /* a list of some of `words` */
	FORM_TYPE,       /* le16, u8[6], step[count], u8[] */
	FORM_OPEN,       /* yes or no, of values that stand at a field */
	FORM_OPCODE,     /* a number, or the class and a number */
	FORM_BYTES,      /* a number or the name of a configuration field */
	FORM_COUNT,      /* a number, or a configuration field, * factor, + addend */
	FORM_FLAGS,      /* the name of a set of flags, or the flags */
	FORM_ANSWERS,    /* rule: reason */
	FORM_LINES,      /* a list of texts of one line */
	FORM_NAME_LISTS, /* a list of lists of names */
	FORM_LIMIT,      /* a capability and a field of it: panes_cap.limit */
	FORM_PLACE,      /* the name of a field, or of bits in it: type.kind */
	FORM_WHEN,       /* a number, the name of a value, or a list of them */
	FORM_RANGE,      /* a number, or the first and the last: 0x80..0xff */
	FORM_MAP,        /* name: thing of kind `of` */
	FORM_THING,      /* a thing of kind `of` */
	FORM_THINGS,     /* a list of things of kind `of` */
	FORM_NONE,
};

struct kind;

/* What a thing of a foreign standard says: `thing` has a label. */
#define DEFINED_BY(thing)                                                                \
	{                                                                                \
		.name = "defined_by", .form = FORM_LINE,                                 \
		.to = offsetof(struct thing, label.defined_by),                          \
		.summary =                                                               \
		        "The foreign standard that says what it holds. It is printed, "  \
		        "and stands in comments of generated code.",                     \
		.example = "defined_by: FUSE\n"                                          \
	}

struct key {
	const char *name;
	enum form form;
	bool required;
	size_t to; /* offsetof the member that is read into */
	size_t at; /* YES: offsetof a struct position, or 0 */
	const struct kind *of;
	const char *const *words; /* NULL-terminated; of a CONDITION: what it is over */
	const char *summary;      /* sentences, for the reference */
	const char *example;      /* a piece of YAML */
};

struct kind {
	const char *name; /* as a section of the reference: "Feature" */
	const char *a;    /* in a sentence: "a feature" */
	const char *summary;
	const struct key *keys;
	unsigned int count;
	enum form brief;         /* what may stand instead of the mapping; or FORM_NONE */
	const struct kind *rest; /* what every other key names; or NULL */
	const char *either[3];   /* keys of which it has exactly one */
	const char *some[2];     /* keys of which it has at least one */
	const struct key *among; /* a key that may stand among names of such; or NULL */
	bool c_name; /* its name becomes a name of C: no word of C may be it */
};

/* What a value or a flag is read into: the number as written beside the value. */
struct value_read {
	struct value value;
	struct number number;
};

extern const struct kind kind_device, kind_feature, kind_enum, kind_enum_value,
        kind_flags, kind_flag, kind_struct, kind_field, kind_config_field,
        kind_header_field, kind_bits, kind_case, kind_list, kind_item, kind_queue, kind_family, kind_single, kind_message,
        kind_halves, kind_half_structs, kind_region, kind_capability, kind_object,
        kind_part, kind_limit;

extern const char *const words_offer[];
extern const char *const words_access[];
extern const char *const words_reserved[];
extern const char *const words_role[];
extern const char *const words_transport[];
extern const char *const words_offered[];
extern const char *const words_negotiated[];

/* Every kind, in the order of the reference; ends with NULL. */
extern const struct kind *const all_kinds[];

/* The key of a kind by name, or NULL. */
const struct key *kind_key(const struct kind *kind, const char *name);

#endif
