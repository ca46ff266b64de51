/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * vqsmith: the table of its commands.
 */
#include <string.h>

#include "runs.h"

/* clang-format off */
const struct command commands[] = {
	{
		.name = "new",
		.usage = "NAME",
		.summary = "Begin a device type: a directory with all that it needs",
		.text =
			"Makes the directory NAME with the description of a small device type, its\n"
			"handlers, a README and a Makefile.\n"
			"\n"
			"  vqsmith new lamp && cd lamp && make\n"
			"  ./lamp --socket lamp.sock &\n"
			"  vqsmith call lamp.sock lamp.yaml set_level level=40\n",
		.least = 1, .most = 1,
		.run = run_new,
	},
	{
		.name = "check",
		.usage = "FILE... [--format text|json|sarif]",
		.summary = "Judge descriptions by the specification's advice",
		.text =
			"Prints every finding with its place, its reason and what to do about it.\n"
			"`vqsmith explain RULE` tells more. Exit status 1: there are errors.\n",
		.options = {
			{ .name = "format", .letter = 'f', .argument = "FORMAT",
			  .summary = "text, json, or sarif for code hosts",
			  .completes = COMPLETES_WORD, .words = "text json sarif" },
		},
		.least = 1, .most = -1,
		.run = run_check,
	},
	{
		.name = "show",
		.usage = "FILE [--format text|json|diagram]",
		.summary = "Draw the layout: configuration, virtqueues, messages",
		.text =
			"Every offset and size, as the bytes lie on the wire. With --format json the\n"
			"whole model, with everything resolved, for programs; with --format diagram\n"
			"configuration space, structures and messages, 32 bits a row.\n",
		.options = {
			{ .name = "format", .letter = 'f', .argument = "FORMAT",
			  .summary = "text, json or diagram",
			  .completes = COMPLETES_WORD, .words = "text json diagram" },
		},
		.least = 1, .most = 1,
		.run = run_show,
	},
	{
		.name = "generate",
		.usage = "KIND FILE... [-o DIR]",
		.summary = "Make C code of descriptions",
		.text =
			"KIND is header, device, driver or linux, or all of these: then the Linux\n"
			"driver goes to DIR/linux. What is made of several descriptions goes to a\n"
			"directory each, DIR/NAME. The files belong to you. One that would not change\n"
			"is left alone.\n"
			"\n"
			"  vqsmith generate header lamp.yaml -o include\n"
			"  vqsmith generate header lamp.yaml -o -\n"
			"  vqsmith generate all lamp.yaml disk.yaml -o made\n",
		.options = {
			{ .name = "output", .letter = 'o', .argument = "DIR",
			  .summary = "where to; - prints. Otherwise here",
			  .completes = COMPLETES_DIRECTORY },
		},
		.least = 2, .most = -1,
		.words = generate_word,
		.run = run_generate,
	},
	{
		.name = "build",
		.usage = "FILE [-o DIR] | --cflags --libs",
		.summary = "Generate and compile all that is made of a description",
		.text =
			"The device program (of NAME.c beside FILE, where there is one), a library\n"
			"with the driver, the header, and the Linux driver as a module of the guest\n"
			"that `vqsmith try` boots. The compiler is $CC, with $CFLAGS.\n"
			"\n"
			"Makefiles ask for what a program of their own is compiled and linked with:\n"
			"\n"
			"  cc $(vqsmith build --cflags) *.c $(vqsmith build --libs)\n",
		.options = {
			{ .name = "output", .letter = 'o', .argument = "DIR",
			  .summary = "where to; otherwise build",
			  .completes = COMPLETES_DIRECTORY },
			{ .name = "cflags", .summary = "print the compiler's flags" },
			{ .name = "libs", .summary = "print the linker's" },
		},
		.most = 1,
		.run = run_build,
	},
	{
		.name = "call",
		.usage = "SOCKET FILE [MESSAGE field=value...] [--config] [--events N]",
		.summary = "Talk to a running device, with no VM",
		.text =
			"Is the driver of the device on SOCKET for one request: sends MESSAGE and\n"
			"prints the reply as JSON. A value is a number, the name of a value, names of\n"
			"flags with | between them, text or hex:01ff for bytes, JSON for lists and\n"
			"structures, @FILE or - for data. A number that counts a list may be left\n"
			"out, and so may one that the header has; that is zero then.\n"
			"\n"
			"  vqsmith call lamp.sock lamp.yaml set_level level=40\n"
			"  vqsmith call lamp.sock lamp.yaml play_scene \\\n"
			"      steps='[{\"level\": 9, \"hold_ms\": 100}]'\n"
			"  vqsmith call lamp.sock lamp.yaml --config\n"
			"  vqsmith call lamp.sock lamp.yaml --events 1 --timeout 60\n"
			"  vqsmith call disk.sock blk.yaml in sector=8 --room 512 --save data=sector\n"
			"\n"
			"With --config field=value writes a field. Exit status 1: the status that the\n"
			"device answered with is not its ok.\n",
		.options = {
			{ .name = "config", .letter = 'c',
			  .summary = "read, or write, the configuration space" },
			{ .name = "events", .letter = 'e', .argument = "N",
			  .summary = "then wait for so many events and print them" },
			{ .name = "timeout", .letter = 't', .argument = "SECONDS",
			  .summary = "for a reply or an event; otherwise 5" },
			{ .name = "room", .argument = "BYTES",
			  .summary = "for data in the reply; otherwise 4096" },
			{ .name = "queue", .letter = 'q', .argument = "N",
			  .summary = "of all that carry it, row by row; otherwise 0, the first" },
			{ .name = "save", .letter = 's', .argument = "FIELD=FILE",
			  .summary = "data of the reply goes to a file; - is standard output" },
			{ .name = "given", .letter = 'g', .argument = "FIELD=VALUE,...",
			  .summary = "configuration, of a device that leaves it to the VMM" },
		},
		.least = 2, .most = -1,
		.run = run_call,
	},
	{
		.name = "try",
		.usage = "FILE [--run COMMAND] [-- OPTIONS of guest/run]",
		.summary = "Boot a Linux guest with the generated driver against the device",
		.text =
			"Builds the device of NAME.c beside FILE and the Linux driver, boots a guest\n"
			"of User-Mode Linux with both, and gives a shell in it, or runs COMMAND and\n"
			"ends with its exit status. Nothing is left behind. Exit status 77: no guest\n"
			"can run on this machine, and the reason is told; 124: the time was up; 125:\n"
			"the guest could not be started, or broke.\n"
			"\n"
			"In the guest the device is /dev/NAME0, for the ioctls, read and poll of\n"
			"virtio_NAME.h, which lies in /root; its configuration is in\n"
			"/sys/class/misc/NAME0/config.\n"
			"\n"
			"  vqsmith try lamp.yaml\n"
			"  vqsmith try lamp.yaml --run 'grep . /sys/class/misc/lamp0/config/*'\n"
			"  vqsmith try lamp.yaml --run ./tool -- --program ./tool\n"
			"\n"
			"OPTIONS of guest/run put more into the guest: --program FILE (with its\n"
			"libraries), --file FILE[:PATH], --share DIR:PATH, --mem SIZE; --trace shows\n"
			"the kernel's messages.\n",
		.options = {
			{ .name = "run", .letter = 'r', .argument = "COMMAND",
			  .summary = "run this in the guest, not a shell" },
			{ .name = "device", .letter = 'd', .argument = "PROGRAM",
			  .summary = "a device that is built: PROGRAM --socket PATH",
			  .completes = COMPLETES_FILE },
			{ .name = "timeout", .letter = 't', .argument = "SECONDS",
			  .summary = "end the guest then; otherwise 60 with --run, never without" },
		},
		.least = 1, .most = -1,
		.run = run_try,
	},
	{
		.name = "explain",
		.usage = "[RULE]",
		.summary = "Tell the story of a rule, or list all rules",
		.text = "  vqsmith explain CF-08\n",
		.most = 1,
		.run = run_explain,
	},
	{
		.name = "ids",
		.usage = "[WORD]",
		.summary = "List device ids: taken, reserved, free",
		.text = "WORD is a number, a part of a name, or `experimental`: what such an id can "
		        "and cannot do.\n",
		.options = {
			{ .name = "free", .summary = "those that nobody has" },
			{ .name = "format", .letter = 'f', .argument = "FORMAT",
			  .summary = "text or json",
			  .completes = COMPLETES_WORD, .words = "text json" },
		},
		.most = 1,
		.run = run_ids,
	},
	{
		.name = "help",
		.usage = "[COMMAND] [--man | --completion | --markdown]",
		.summary = "Print help",
		.options = {
			{ .name = "man", .summary = "as a man page" },
			{ .name = "completion", .summary = "for bash, to be sourced" },
			{ .name = "markdown", .summary = "all of it, for the documentation" },
		},
		.most = 1,
		.run = run_help,
	},
	{ .name = NULL },
};
/* clang-format on */

static const struct command *command_find(const char *name)
{
	for (const struct command *command = commands; command->name; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

enum outcome run_help(const struct arguments *arguments)
{
	const struct command *command;

	if (arguments->option[1] || arguments->option[2]) {
		(arguments->option[1] ? help_print_completion
		                      : help_print_markdown)(stdout);
		return DONE;
	}
	if (arguments->count == 0) {
		(arguments->option[0] ? help_print_main_man : help_print)(stdout);
		return DONE;
	}
	command = command_find(arguments->words[0]);
	if (!command)
		return trouble(MISUSED,
		               "there is no command '%s'; `vqsmith help` lists all",
		               arguments->words[0]);
	(arguments->option[0] ? help_print_man : help_print_command)(stdout, command);
	return DONE;
}

/* What was printed has to arrive: a full disk is no success. */
static enum outcome end(enum outcome outcome)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return trouble(FAILED, "cannot write what was asked for");
	return outcome;
}

int main(int argc, char **argv)
{
	const struct command *command;
	struct arguments arguments;
	enum outcome outcome;

	if (argc < 2) {
		help_print(stderr);
		return MISUSED;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		help_print(stdout);
		return end(DONE);
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("vqsmith " VERSION);
		return end(DONE);
	}
	command = command_find(argv[1]);
	if (!command)
		return trouble(MISUSED,
		               "there is no command '%s'; `vqsmith help` lists all",
		               argv[1]);
	if (arguments_parse(command, argc - 1, argv + 1, &arguments, &outcome))
		outcome = command->run(&arguments);
	return end(outcome);
}
