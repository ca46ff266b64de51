/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the parts of the reader share. A file reads each kind of thing;
 * keys.h says what keys it has. A piece that is wrong is reported once, and
 * what refers to it is read as if it were right: so one mistake makes one
 * error, and all mistakes are found in one go. No model comes of it then.
 */
#ifndef VQSMITH_TOOL_READER_H
#define VQSMITH_TOOL_READER_H

#include "arena.h"
#include "finding.h"
#include "keys.h"
#include "model.h"
#include "tree.h"
#include "type_text.h"
#include "word.h"

/* Bounds of what a hostile description can make of a megabyte. */
#define MOST_ERRORS       500
#define MOST_FEATURES     256
#define MOST_FIELDS       65536 /* headers count once for each message */
#define MOST_BYTES        (UINT32_C(1) << 30)
#define MOST_NESTING      16 /* structures in structures */
#define MOST_ALTERNATIVES 16 /* of a condition */

struct named_struct {
	struct pair *pair;
	struct structure *structure; /* NULL: not read yet */
	bool reading, bad;
};

/* `values` NULL: that it is there is known, but it is bad. */
struct named_values {
	const char *name;
	struct values *values;
};

struct reader {
	struct model *model;
	struct arena *arena;
	struct findings *findings;
	struct node *root;
	struct named_values *enums, *flags;
	unsigned int enum_count, flags_count;
	struct named_struct *structs;
	unsigned int struct_count;
	struct values *default_statuses;
	unsigned int fields_made, nesting;
	const struct fields
	        *readable; /* while the writable half is read: the other one */
};

/* ---- Reporting ---------------------------------------------------------------- */

void complain(struct reader *reader, struct position at, const char *rule,
              const char *format, ...) __attribute__((format(printf, 4, 5)));
void advise(struct reader *reader, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

/* "Did you mean 'x'?", or `otherwise` (which may be NULL). */
void advise_guess(struct reader *reader, const struct guess *guess,
                  const char *otherwise);

bool too_many_errors(const struct reader *reader);

/* ---- Nodes -------------------------------------------------------------------- */

/* What is read: for errors that speak of it. */
struct subject {
	const char *a; /* "a feature" */
	const char *name;
	struct position at;
};

/*
 * Reads the keys of `kind` that the table can read into `thing`; unknown keys
 * and missing ones are reported. False: `map` is no mapping.
 */
bool read_keys(struct reader *reader, struct node *map, const struct kind *kind,
               struct subject subject, void *thing);

/* Says of a key why there is none; false: there is nothing to say of it. */
bool complain_no_key(struct reader *reader, const struct node *key,
                     const struct kind *kind);

/* Whether some key is no key but a misspelled `name`: then that is not missing. */
bool is_misspelled(const struct node *map, const struct kind *kind, const char *name);

/* The node as what it should be; false or NULL: reported. */
struct node *want_map(struct reader *reader, struct node *node, const char *what);
bool read_line(struct reader *reader, const struct node *node, struct text *text);
bool read_number(struct reader *reader, const struct node *node, struct number *number);
bool read_yes(struct reader *reader, const struct node *node, bool *yes);
/* A scalar that names something: no check but that it is one. */
const char *read_word(struct reader *reader, const struct node *node, const char *what);
/* Index of one of `words`, or -1. */
int read_choice(struct reader *reader, const struct node *node, const char *const *words,
                const char *what);

/* The key of a pair as the name of a thing of that kind. */
bool read_name(struct reader *reader, const struct node *key, const struct kind *kind,
               struct label *label);

/* Adds to a list of pointers in the arena. */
void list_add(struct reader *reader, void *list, unsigned int *count, void *item);

/* ---- Sections, in the order of reading ----------------------------------------- */

void read_device(struct reader *reader);
void read_features(struct reader *reader);
void read_value_sections(struct reader *reader);
void read_structs(struct reader *reader);
void read_lists(struct reader *reader);
void read_config(struct reader *reader);
void read_families(struct reader *reader);
void read_queues(struct reader *reader);
void read_regions(struct reader *reader);
void read_facilities(struct reader *reader);

/* Where a field stands. */
enum place { IN_STRUCT, IN_CONFIG, IN_MESSAGE, IN_HEADER, IN_ITEM };

/* ---- Parts of several sections ------------------------------------------------- */

/*
 * `over`: the word that may stand in front, `offered` or `negotiated`, and the
 * one that may not, by rule FT-14; or NULL.
 */
void read_condition(struct reader *reader, const struct node *node,
                    const char *const *over, struct condition *condition);
/*
 * All of several conditions: `node` is a list, or one. `rule` is named where a
 * feature is not known.
 */
void read_conditions(struct reader *reader, const struct node *node, const char *rule,
                     struct condition *condition);
const struct feature *find_feature(struct reader *reader, const char *name);
void guess_feature(const struct reader *reader, struct guess *guess);

/* Values that stand at a field; NULL: bad. */
struct values *read_inline_values(struct reader *reader, struct node *node, bool flags,
                                  const struct label *field);
/* Values by name; false: not known, and reported. */
bool find_values(struct reader *reader, const struct node *name, bool flags,
                 struct values **values);
void add_values(struct reader *reader, struct values *values);
void read_value_map(struct reader *reader, struct node *map, struct values *values);

/* What bits may hold, by their keys, as a field would. */
void read_values_of_bits(struct reader *reader, struct node *node, struct field *range);
/* The bits of a number; NULL: it can't have any, and that was reported. */
const struct bits *read_bits(struct reader *reader, struct node *map,
                             const struct field *field);

/* A field that has the key `union`; what it says of other fields waits until all
   are read: those from `first` on, which `map` describes. */
void read_union(struct reader *reader, struct node *map, enum place place,
                struct field *field);
void resolve_unions(struct reader *reader, const struct node *map, unsigned int first,
                    struct fields *fields);
/* The list that a field of bytes is. */
void read_list_of(struct reader *reader, const struct node *node, enum place place,
                  struct field *field);
/* At a field that is no union. */
void refuse_union_keys(struct reader *reader, const struct node *map);

/* A structure by name: read now if it was not. NULL: not known, or bad. */
struct structure *find_structure(struct reader *reader, const char *name, bool *known);
void guess_structure(const struct reader *reader, struct guess *guess);
struct structure *read_inline_struct(struct reader *reader, struct node *fields,
                                     const struct label *field);

/*
 * Appends the fields of a mapping to `fields`, whose list has room. Fields
 * already there come earlier in the same half.
 */
void read_fields(struct reader *reader, struct node *map, enum place place,
                 const struct kind *kind, struct fields *fields);
unsigned int count_fields(const struct node *map);

/*
 * `struct: NAME` among fields: what the structure that they make is called in
 * C. False: the pair is something else.
 */
bool read_struct_name(struct reader *reader, const struct pair *pair, enum place place,
                      struct fields *fields);
/* Names the halves that have no name by the patterns of the family. */
void name_halves(struct reader *reader, struct message *message);
/* A name, or `req_*`: one with a *. */
void read_pattern(struct reader *reader, const struct node *node, struct text *text);

/* A configuration field by name; NULL: not known, and reported with this advice. */
const struct field *find_config_field(struct reader *reader, const struct node *node,
                                      const char *name, const char *otherwise);

/* One more field; false: there are too many, and that was reported. */
bool spend_field(struct reader *reader, struct position at);

/* The name of an answer's value at a status field, `ok: fine`. */
const struct value *read_answer(struct reader *reader, const struct node *field_node,
                                const struct field *field, const char *key);

#define TERMS_MOST 4

/* A field as a count names it: `pairs`, `config.pairs`, `readable.head.pairs`. */
struct type_counter {
	enum vqs_source source; /* VQS_NONE: there is none */
	char name[NAME_LENGTH + 1];
	size_t within;     /* where the names of members follow in the text; 0: none do */
	size_t at, length; /* of all of it in the text */
};

/* What the words after `type` say. */
struct type_text {
	enum vqs_kind kind;
	char base[NAME_LENGTH + 1];
	bool is_scalar;
	enum vqs_extent extent;
	uint64_t elements;
	struct type_counter counter, times;
	struct type_counter plus[TERMS_MOST - 1]; /* added to the counter */
	unsigned int plus_count;
	uint64_t factor, addend;
};

/* `limits` and `same_length` of a field; `before`: the fields of the list before it. */
void read_field_parts(struct reader *reader, const struct node *map, enum place place,
                      const struct fields *before, struct field *field);

/* That a structure which may lack fields is not where they would be missed. */
void check_tail_use(struct reader *reader, const struct field *field, enum place place);

/* That only the last fields of a structure have conditions. */
void check_tail(struct reader *reader, struct structure *structure);

/* That no opcode or status is moved by what may not be there. */
void check_places(struct reader *reader, const struct fields *fields, bool from_end);

/*
 * Finds the fields that count a field of variable length, among those before it,
 * in the readable half or in the configuration; reports what is not to be had.
 */
void read_counters(struct reader *reader, const struct node *node,
                   const struct type_text *type, const struct fields *before,
                   struct field *field);

/* That a field is a number that can count; else reported at that part of the text. */
void judge_number(struct reader *reader, struct position at, const struct field *field);

/* The terms of a sum, or the one that lies within a structure or a union. */
void read_terms(struct reader *reader, const struct node *node,
                const struct type_text *type, const struct fields *before,
                struct field *field);

/*
 * A field of another list, or an earlier one, by its name; false: reported.
 * `text` is the node's, or a part of it.
 */
bool read_reference(struct reader *reader, const struct node *node,
                    const struct type_counter *word, const struct fields *before,
                    struct reference *reference);

/* The last field of that name, or NULL: a body's own before one of the header. */
const struct field *find_field(const struct fields *fields, const char *name);

/* False: reported. A word that is no scalar is left for a structure's name. */
bool read_type_text(struct reader *reader, const struct node *node,
                    struct type_text *type);
/* No such scalar and no such structure: says what to write instead. */
void complain_type(struct reader *reader, const struct node *node, const char *word,
                   bool config);

/* Offsets and sizes; false: larger than anything may be, and reported at `at`. */
bool lay_out_struct(struct reader *reader, struct structure *structure,
                    struct position at);
bool lay_out_fields(struct reader *reader, struct fields *fields, struct position at);
bool lay_out_half(struct reader *reader, struct half *half, struct position at);

#endif
