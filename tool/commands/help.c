/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Help, man pages and completion, all made of the table of commands.
 */
#include "command.h"

#include <string.h>

static const char ends[] =
        "0  done\n"
        "1  the description has errors, or the device refused\n"
        "2  wrong use of the command line\n"
        "3  something around it failed: a file, a socket, a compiler, a guest\n";

/* ---- For a terminal ------------------------------------------------------- */

void help_print(FILE *to)
{
	fputs("vqsmith: from one description to a new virtio device type.\n\n"
	      "usage: vqsmith COMMAND ...\n\n",
	      to);
	for (const struct command *command = commands; command->name; command++)
		fprintf(to, "  %-9s %s\n", command->name, command->summary);
	fputs("\n`vqsmith COMMAND --help` tells all about one. `vqsmith --version` tells "
	      "the version.\n",
	      to);
}

static void option_head(const struct option_row *row, char *text, size_t room)
{
	char letter[] = { '-', row->letter, ',', ' ', 0 };

	snprintf(text, room, "%s--%s%s%s", row->letter ? letter : "", row->name,
	         row->argument ? " " : "", row->argument ? row->argument : "");
}

static void options_print(FILE *to, const struct command *command)
{
	char head[64];

	fputs("\nOptions:\n", to);
	for (int i = 0; i < OPTIONS_MOST && command->options[i].name; i++) {
		option_head(&command->options[i], head, sizeof(head));
		fprintf(to, "  %-22s %s\n", head, command->options[i].summary);
	}
	fprintf(to, "  %-22s %s\n", "-h, --help", "this text");
}

void help_print_command(FILE *to, const struct command *command)
{
	fprintf(to, "usage: vqsmith %s %s\n\n%s\n", command->name, command->usage,
	        command->summary);
	if (command->text)
		fprintf(to, "\n%s", command->text);
	options_print(to, command);
	fprintf(to, "\nExit status:\n");
	for (const char *line = ends; *line; line = strchr(line, '\n') + 1)
		fprintf(to, "  %.*s\n", (int)strcspn(line, "\n"), line);
}

/* ---- Man pages ------------------------------------------------------------ */

/* Text of a line as roff wants it. */
static void roff_text(FILE *to, const char *text, size_t length)
{
	if (length && (*text == '.' || *text == '\''))
		fputs("\\&", to);
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\\')
			fputs("\\e", to);
		else if (text[i] == '-')
			fputs("\\-", to);
		else
			fputc(text[i], to);
	}
}

static void roff_line(FILE *to, const char *text)
{
	roff_text(to, text, strlen(text));
	fputc('\n', to);
}

/* Paragraphs; lines that start with two spaces are examples, kept as they are. */
static void roff_paragraphs(FILE *to, const char *text)
{
	bool example = false;

	while (*text) {
		size_t length = strcspn(text, "\n");
		bool now = strncmp(text, "  ", 2) == 0;

		if (now != example)
			fputs(now ? ".PP\n.nf\n.RS\n" : ".RE\n.fi\n", to);
		example = now;
		if (length == 0) {
			fputs(".PP\n", to);
		} else {
			roff_text(to, text + (now ? 2 : 0), length - (now ? 2 : 0));
			fputc('\n', to);
		}
		text += length + (text[length] == '\n');
	}
	if (example)
		fputs(".RE\n.fi\n", to);
}

static void roff_options(FILE *to, const struct command *command)
{
	char head[64];

	fputs(".SH OPTIONS\n", to);
	for (int i = 0; i < OPTIONS_MOST && command->options[i].name; i++) {
		option_head(&command->options[i], head, sizeof(head));
		fputs(".TP\n.B ", to);
		roff_line(to, head);
		roff_line(to, command->options[i].summary);
	}
	fputs(".TP\n.B \\-h, \\-\\-help\nPrints help.\n", to);
}

static void roff_ends(FILE *to)
{
	fputs(".SH EXIT STATUS\n", to);
	for (const char *line = ends; *line; line = strchr(line, '\n') + 1) {
		fprintf(to, ".TP\n.B %c\n", *line);
		roff_text(to, line + 3, strcspn(line, "\n") - 3);
		fputc('\n', to);
	}
}

void help_print_man(FILE *to, const struct command *command)
{
	fprintf(to, ".TH VQSMITH-%s 1 \"\" \"vqsmith\" \"vqsmith\"\n", command->name);
	fprintf(to, ".SH NAME\nvqsmith\\-%s \\- ", command->name);
	roff_line(to, command->summary);
	fprintf(to, ".SH SYNOPSIS\n.B vqsmith %s\n", command->name);
	roff_line(to, command->usage);
	if (command->text) {
		fputs(".SH DESCRIPTION\n", to);
		roff_paragraphs(to, command->text);
	}
	roff_options(to, command);
	roff_ends(to);
	fputs(".SH SEE ALSO\n.BR vqsmith (1)\n", to);
}

void help_print_main_man(FILE *to)
{
	fputs(".TH VQSMITH 1 \"\" \"vqsmith\" \"vqsmith\"\n"
	      ".SH NAME\nvqsmith \\- from one description to a new virtio device type\n"
	      ".SH SYNOPSIS\n.B vqsmith\n.I COMMAND\n...\n"
	      ".SH DESCRIPTION\n"
	      "One description of a device type, a file in YAML, is checked against the "
	      "advice\n"
	      "of the virtio specification; C code of the device, of drivers and of a "
	      "Linux\n"
	      "kernel driver is generated of it; and it is what these commands know of "
	      "a\n"
	      "running device that they talk to.\n.SH COMMANDS\n",
	      to);
	for (const struct command *command = commands; command->name; command++) {
		fprintf(to, ".TP\n.BR vqsmith\\-%s (1)\n", command->name);
		roff_line(to, command->summary);
	}
	roff_ends(to);
}

/* ---- The page of docs/ ------------------------------------------------------ */

static void markdown_text(FILE *to, const char *text)
{
	bool apart = true; /* an empty line stands before it, or an example */

	while (*text) {
		size_t length = strcspn(text, "\n");
		bool example = strncmp(text, "  ", 2) == 0;

		if (example && !apart)
			fputc('\n', to);
		fprintf(to, "%s%.*s\n", example ? "  " : "", (int)length, text);
		apart = example || length == 0;
		text += length + (text[length] == '\n');
	}
}

static void markdown_command(FILE *to, const struct command *command)
{
	char head[64];

	fprintf(to, "\n## %s\n\n%s.\n\n    vqsmith %s %s\n", command->name,
	        command->summary, command->name, command->usage);
	if (command->text) {
		fputc('\n', to);
		markdown_text(to, command->text);
	}
	if (!command->options[0].name)
		return;
	fputs("\n| option | what it does |\n|---|---|\n", to);
	for (int i = 0; i < OPTIONS_MOST && command->options[i].name; i++) {
		option_head(&command->options[i], head, sizeof(head));
		fprintf(to, "| `%s` | %s |\n", head, command->options[i].summary);
	}
}

void help_print_markdown(FILE *to)
{
	fputs("| exit status | |\n|---|---|\n", to);
	for (const char *line = ends; *line; line = strchr(line, '\n') + 1)
		fprintf(to, "| %c | %.*s |\n", *line, (int)strcspn(line + 3, "\n"),
		        line + 3);
	for (const struct command *command = commands; command->name; command++)
		markdown_command(to, command);
}

/* ---- Completion ----------------------------------------------------------- */

static void bash_options(FILE *to, const struct command *command)
{
	fprintf(to, "\t%s)\n\t\toptions='--help", command->name);
	for (int i = 0; i < OPTIONS_MOST && command->options[i].name; i++)
		fprintf(to, " --%s", command->options[i].name);
	fputs("'\n", to);
	if (command->words) {
		fputs("\t\twords='", to);
		for (int i = 0; command->words(i); i++)
			fprintf(to, "%s%s", i ? " " : "", command->words(i));
		fputs("'\n", to);
	}
	fputs("\t\t;;\n", to);
}

static void bash_value(FILE *to, const char *name, const struct option_row *row)
{
	if (!row->argument)
		return;
	fprintf(to, "\t%s:--%s", name, row->name);
	if (row->letter)
		fprintf(to, " | %s:-%c", name, row->letter);
	fputs(")\n", to);
	if (row->completes == COMPLETES_WORD)
		fprintf(to, "\t\tCOMPREPLY=($(compgen -W '%s' -- \"$current\"))\n",
		        row->words);
	else if (row->completes == COMPLETES_DIRECTORY)
		fputs("\t\tCOMPREPLY=($(compgen -d -- \"$current\"))\n", to);
	else if (row->completes == COMPLETES_FILE)
		fputs("\t\tCOMPREPLY=($(compgen -f -- \"$current\"))\n", to);
	fputs("\t\treturn\n\t\t;;\n", to);
}

void help_print_completion(FILE *to)
{
	fputs("# bash completion of vqsmith; made by `vqsmith help --completion`\n"
	      "_vqsmith()\n{\n"
	      "\tlocal current=${COMP_WORDS[COMP_CWORD]} "
	      "previous=${COMP_WORDS[COMP_CWORD-1]}\n"
	      "\tlocal command=${COMP_WORDS[1]} options='' words=''\n\n"
	      "\tif [ \"$COMP_CWORD\" = 1 ]; then\n\t\tCOMPREPLY=($(compgen -W '",
	      to);
	for (const struct command *command = commands; command->name; command++)
		fprintf(to, "%s ", command->name);
	fputs("--help --version' -- \"$current\"))\n\t\treturn\n\tfi\n"
	      "\tcase $command:$previous in\n",
	      to);
	for (const struct command *command = commands; command->name; command++)
		for (int i = 0; i < OPTIONS_MOST && command->options[i].name; i++)
			bash_value(to, command->name, &command->options[i]);
	fputs("\tesac\n\tcase $command in\n", to);
	for (const struct command *command = commands; command->name; command++)
		bash_options(to, command);
	fputs("\tesac\n"
	      "\tif [ \"${current:0:1}\" = - ]; then\n"
	      "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
	      "\telif [ \"$COMP_CWORD\" = 2 ] && [ -n \"$words\" ]; then\n"
	      "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
	      "\telse\n\t\tCOMPREPLY=($(compgen -f -- \"$current\"))\n\tfi\n}\n"
	      "complete -o filenames -F _vqsmith vqsmith\n",
	      to);
}
