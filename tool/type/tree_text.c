/* SPDX-License-Identifier: BSD-3-Clause */
/* The letters of a description, before and when they are no YAML. */
#include "tree_text.h"

#include <stdint.h>
#include <string.h>

#include "tree.h"
#include "utf8.h"

/*
 * Besides control characters, those that YAML takes for ends of a line: lines
 * are counted by line feeds alone.
 */
static bool is_allowed(uint32_t code)
{
	if (code == '\t')
		return true;
	if (code < 0x20 || (code >= 0x7f && code <= 0x9f))
		return false;
	return code != 0x2028 && code != 0x2029 && code != 0xfffe && code != 0xffff;
}

static bool check_line(const struct source *source, unsigned int line,
                       struct findings *findings)
{
	const char *text = source->lines[line - 1];
	size_t left = source_line_length(source, line);
	struct position at = { .line = line, .column = 1, .length = 1 };

	if (left > TREE_LINE) {
		finding_add(findings, SEVERITY_ERROR, at, NULL, "line too long");
		finding_advise(findings, NULL, "No line may have more than %d bytes.",
		               TREE_LINE);
		return false;
	}
	while (left) {
		uint32_t code;
		unsigned int taken = utf8_next(text, left, &code);

		if (taken == 0) {
			finding_add(findings, SEVERITY_ERROR, at, NULL,
			            "this is not UTF-8");
			finding_advise(findings, NULL,
			               "A description is a text file in UTF-8.");
			return false;
		}
		if (!is_allowed(code)) {
			finding_add(findings, SEVERITY_ERROR, at, NULL,
			            "control character U+%04X", code);
			finding_advise(findings, NULL,
			               "A description is plain text: remove it.");
			return false;
		}
		text += taken;
		left -= taken;
		at.column++;
	}
	return true;
}

bool tree_check_text(const struct source *source, struct findings *findings)
{
	bool good = true;

	for (unsigned int line = 1;
	     line <= source->line_count && findings->errors < TREE_ERRORS; line++)
		good &= check_line(source, line, findings);
	return good;
}

const char *tree_syntax_text(const char *problem)
{
	static const char *const words[][2] = {
		{ "did not find expected ',' or '}'",
		  "braces are not closed here, nor does a ',' follow" },
		{ "did not find expected ',' or ']'",
		  "brackets are not closed here, nor does a ',' follow" },
		{ "did not find expected key", "a key is expected here" },
		{ "mapping values are not allowed in this context",
		  "a ':' is not expected here" },
		{ "could not find expected ':'", "a key without a ':' after it" },
		{ "found character that cannot start any token",
		  "no text may start with this character" },
		{ "found unexpected end of stream", "the file ends too early" },
		{ "block sequence entries are not allowed in this context",
		  "a '-' is not expected here" },
		{ "found a tab character that violates indentation",
		  "a tab in the indentation" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(problem, words[i][0]) == 0)
			return words[i][1];
	return problem;
}

/* A bracket right after a word, within braces: a type that lacks its quotes. */
static bool looks_like_type(const struct source *source, struct position at)
{
	const char *line = source->lines[at.line - 1];
	const char *end = line + source_line_length(source, at.line);
	const char *bracket = line;

	if (!memchr(line, '{', (size_t)(end - line)))
		return false;
	while ((bracket = memchr(bracket, '[', (size_t)(end - bracket)))) {
		if (bracket > line &&
		    (bracket[-1] == '_' || (bracket[-1] >= 'a' && bracket[-1] <= 'z') ||
		     (bracket[-1] >= '0' && bracket[-1] <= '9')))
			return true;
		bracket++;
	}
	return false;
}

const char *tree_syntax_advice(const struct source *source, struct position at)
{
	const char *line = source->lines[at.line - 1];
	size_t length = source_line_length(source, at.line);

	if (looks_like_type(source, at))
		return "Within braces, a type that has brackets stands in quotes: "
		       "\"u8[16]\".";
	if (length && line[strspn(line, " ")] == '\t')
		return "YAML is indented with spaces.";
	if (at.column <= length && line[at.column - 1] == ':')
		return "A text that has a ': ' in it stands in quotes; and keys that "
		       "belong together are indented alike.";
	return "From here on the file is no YAML, so what follows was not read.";
}
