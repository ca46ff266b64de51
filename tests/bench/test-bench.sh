#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The benchmarks run, for a moment: our ends opposite ends that no library has a hand in, in
# every shape, and the table and the picture of what they wrote. How fast is no matter.
#
#   test-bench.sh BENCH-DIRECTORY BENCH-PEERS

set -eu
bench=$1 peers=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$bench"/peers.py time "$peers" "$folder"/time.json 1
"$bench"/peers.py pair "$peers" "$folder"/pair.json 1 1
cat > "$folder"/made.json <<"END"
{"group": "Made up", "row": "ahead", "unit": "ns", "values": {"vqsmith": 2, "other": 3}, "limit": 1}
{"group": "Made up", "row": "behind", "unit": "ns", "values": {"vqsmith": 3, "other": 2}, "why": "It is made up."}
{"group": "Made up", "row": "absent", "unit": "ns", "values": {}, "why": "Nobody was there."}
END
"$bench"/table.py "$folder"/time.json "$folder"/pair.json "$folder"/made.json > "$folder"/table
"$bench"/draw.py "$folder"/time.json "$folder"/pair.json "$folder"/made.json > "$folder"/drawing
cat "$folder"/table
python3 -c 'import sys, xml.dom.minidom as dom; dom.parse(sys.argv[1])' "$folder"/drawing

holds() {
	grep -qE -- "$1" "$folder"/table || { echo "not in the table: $1"; exit 1; }
}
holds '^  split, 1 descriptor, look +[0-9.]+$'
holds '^  packed, 3, indirect, write 64 B +[0-9.]+$'
holds '^  ahead +1 +2.00 +3.00 +1.50x +!$'
holds '^  behind +3.00 +2.00 +0.67x +!$'
holds '! ahead: 100.0 % more than its limit of 1$'
holds '! behind: 50.0 % more than other$'
holds '^      It is made up\.$'
holds '- absent: not measured$'

echo '{"group": "Made up", "row": "x", "unit": "s", "values": {"vqsmith": -1}}' > "$folder"/bad.json
if "$bench"/table.py "$folder"/bad.json 2> "$folder"/why; then
	echo "a value below 0 was taken"
	exit 1
fi
grep -q 'bad.json:1: the value of vqsmith' "$folder"/why
