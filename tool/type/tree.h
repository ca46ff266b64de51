/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A description as a tree of nodes, each with its place in the file: YAML,
 * strictly. No anchors, aliases, tags, directives or second document, no key
 * twice; what is left means the same to every reader of YAML.
 */
#ifndef VQSMITH_TOOL_TREE_H
#define VQSMITH_TOOL_TREE_H

#include "arena.h"
#include "finding.h"
#include "source.h"

#define TREE_DEPTH   64   /* nodes within nodes */
#define TREE_ENTRIES 1024 /* of one mapping or list */
#define TREE_ERRORS  100  /* of its letters; then it is no text at all */
#define TREE_LINE    4096 /* bytes of one line */

enum node_kind {
	NODE_SCALAR,
	NODE_LIST,
	NODE_MAP,
	NODE_BAD, /* was reported; whoever reads it says nothing */
};

struct pair;

struct node {
	enum node_kind kind;
	struct position at;  /* a mapping or list in block style: of its first part */
	const char *text;    /* SCALAR; NUL-terminated and without a NUL inside */
	bool plain;          /* SCALAR: without quotes */
	bool exact;          /* SCALAR: stands in the file letter by letter, after a quote
	                        where it is not plain */
	struct pair *pairs;  /* MAP */
	struct node **items; /* LIST */
	unsigned int count, room;
	struct node *next; /* the one around it, while the tree is made */
};

struct pair {
	struct node *key, *value; /* the key is a scalar */
	bool known;               /* for whoever reads the mapping */
};

/* NULL: what is there is no tree at all; that was reported. */
struct node *tree_read(const struct source *source, struct arena *arena,
                       struct findings *findings);

/* The value of a key of a mapping, or NULL. */
struct node *node_find(const struct node *map, const char *key);

/* Where `length` letters of an exact scalar stand, from `offset` on; else all of it. */
struct position node_place(const struct node *scalar, size_t offset, size_t length);

#endif
