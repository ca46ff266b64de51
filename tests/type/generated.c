/* SPDX-License-Identifier: BSD-3-Clause */
/* Prints what is made of the tables of keys: generated schema | reference */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reference.h"

int main(int count, char **arguments)
{
	if (count == 2 && strcmp(arguments[1], "schema") == 0)
		schema_print(stdout);
	else if (count == 2 && strcmp(arguments[1], "reference") == 0)
		reference_print(stdout);
	else
		return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
