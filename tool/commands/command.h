/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a subcommand is. main.c has the table of them; their help, their man
 * pages and the completion of shells are made of that table.
 */
#ifndef VQSMITH_TOOL_COMMAND_H
#define VQSMITH_TOOL_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

/* Exit codes, the same for every command. */
enum outcome {
	DONE = 0,
	REFUSED = 1, /* the description has errors, or the device refused */
	MISUSED = 2, /* of the command line */
	FAILED = 3,  /* something around it failed: a file, a socket, a compiler */
};

#define OPTIONS_MOST 8

/* What may stand behind an option, or on its own: for the completion. */
enum completes { COMPLETES_NOTHING, COMPLETES_FILE, COMPLETES_DIRECTORY, COMPLETES_WORD };

struct option_row {
	const char *name;     /* "output" */
	char letter;          /* 'o'; 0: none */
	const char *argument; /* "DIR"; NULL: it takes none */
	const char *summary;  /* one line */
	enum completes completes;
	const char *words; /* COMPLETES_WORD: "text json sarif" */
};

/* A command line, taken apart by the table. */
struct arguments {
	const char *option[OPTIONS_MOST]; /* by place in the table; "" without an
	                                     argument; NULL: not given */
	char **words;                     /* the rest, up to a NULL */
	int count;
};

struct command {
	const char *name;
	const char *usage;   /* "KIND FILE [-o DIR]" */
	const char *summary; /* one line */
	const char *text;    /* paragraphs for --help and the man page; a line that starts
	                        with two spaces is an example */
	struct option_row options[OPTIONS_MOST];
	int least, most; /* words; most -1: any number */
	const char *(*words)(
	        int); /* the first word is one of these; NULL past the last */
	enum outcome (*run)(const struct arguments *arguments);
};

/* All commands, up to one without a name. */
extern const struct command commands[];

/*
 * Takes argv[1..] of a command apart. False: it was wrong, which was said, or
 * help was asked for and given; then *outcome is how to end.
 */
bool arguments_parse(const struct command *command, int argc, char **argv,
                     struct arguments *arguments, enum outcome *outcome);

/* Says what is wrong, on stderr: "vqsmith: ...". Returns the outcome. */
enum outcome trouble(enum outcome outcome, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

/* A number of an option: false, with a complaint, unless it is within the limits. */
bool number_parse(const char *option, const char *text, long least, long most,
                  long *number);

/* Of all commands or of one: for a terminal, as a man page, for bash. */
void help_print(FILE *to);
void help_print_command(FILE *to, const struct command *command);
void help_print_man(FILE *to, const struct command *command);
void help_print_main_man(FILE *to);
void help_print_completion(FILE *to);
void help_print_markdown(FILE *to); /* for docs/commands */

#endif
