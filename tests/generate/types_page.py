#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Prints, for docs/types.md, which device types there are and what they leave unstated.

    types_page.py VQSMITH DESCRIPTION...
"""
import json
import subprocess
import sys


def shown(program, description):
    done = subprocess.run([program, "show", "--format", "json", description], check=True,
                          timeout=60, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def main():
    program, *descriptions = sys.argv[1:]
    models = [model for model in (shown(program, path) for path in descriptions)
              if model.get("existing")]
    models.sort(key=lambda model: model["id"])
    print("\n| id | device type | what it is | unstated |\n|---|---|---|---|")
    for model in models:
        print(f"| {model['id']} | {model['name']} | {model['summary']} | "
              f"{len(model['unstated']) or ''} |")
    for model in models:
        if model["unstated"]:
            print(f"\n**{model['name']}**\n")
        for sentence in model["unstated"]:
            print(f"- {sentence}")


main()
