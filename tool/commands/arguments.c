/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Takes command lines apart by the table of commands.
 */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum outcome trouble(enum outcome outcome, const char *format, ...)
{
	va_list arguments;

	fputs("vqsmith: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return outcome;
}

bool number_parse(const char *option, const char *text, long least, long most,
                  long *number)
{
	char *end;

	errno = 0;
	*number = strtol(text, &end, 10);
	if (errno || end == text || *end || *number < least || *number > most) {
		trouble(MISUSED, "--%s takes a number of %ld to %ld, not '%s'", option,
		        least, most, text);
		return false;
	}
	return true;
}

/* getopt's two forms of a command's options; --help is one more. */
static void options_convert(const struct command *command, struct option *list,
                            char *letters)
{
	unsigned int i;

	*letters++ = ':';
	for (i = 0; i < OPTIONS_MOST && command->options[i].name; i++) {
		const struct option_row *row = &command->options[i];

		list[i] = (struct option){
			.name = row->name,
			.has_arg = row->argument ? required_argument : no_argument,
			.val = row->letter ? row->letter : 256 + (int)i,
		};
		if (row->letter)
			*letters++ = row->letter;
		if (row->letter && row->argument)
			*letters++ = ':';
	}
	list[i++] = (struct option){ .name = "help", .val = 'h' };
	list[i] = (struct option){ 0 };
	strcpy(letters, "h");
}

static int option_place(const struct command *command, int value)
{
	for (int i = 0; i < OPTIONS_MOST && command->options[i].name; i++)
		if (value == 256 + i || value == command->options[i].letter)
			return i;
	return -1;
}

static enum outcome misused(const struct command *command, const char *what,
                            const char *which)
{
	trouble(MISUSED, "%s: %s%s", command->name, what, which);
	fprintf(stderr, "usage: vqsmith %s %s\n", command->name, command->usage);
	fprintf(stderr, "`vqsmith %s --help` tells more.\n", command->name);
	return MISUSED;
}

static bool words_take(const struct command *command, int argc, char **argv,
                       struct arguments *arguments, enum outcome *outcome)
{
	arguments->words = argv + optind;
	arguments->count = argc - optind;
	if (arguments->count < command->least) {
		*outcome = misused(command, "something is missing", "");
		return false;
	}
	if (command->most >= 0 && arguments->count > command->most) {
		*outcome = misused(
		        command, "too much was given: ", arguments->words[command->most]);
		return false;
	}
	return true;
}

bool arguments_parse(const struct command *command, int argc, char **argv,
                     struct arguments *arguments, enum outcome *outcome)
{
	struct option list[OPTIONS_MOST + 2];
	char letters[3 * OPTIONS_MOST + 4];
	int value;

	*arguments = (struct arguments){ 0 };
	options_convert(command, list, letters);
	opterr = 0;
	optind = 1;
	while ((value = getopt_long(argc, argv, letters, list, NULL)) != -1) {
		if (value == 'h') {
			help_print_command(stdout, command);
			*outcome = DONE;
			return false;
		}
		if (value == '?' || value == ':') {
			*outcome = misused(command,
			                   value == '?' ? "no such option: "
			                                : "a value is missing after ",
			                   argv[optind - 1]);
			return false;
		}
		arguments->option[option_place(command, value)] = optarg ? optarg : "";
	}
	return words_take(command, argc, argv, arguments, outcome);
}
