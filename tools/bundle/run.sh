#!/bin/sh
# Runs sweeps on this host, measures what is finished, and packs what came of
# it into one archive to bring back. Stopped, the same command goes on.
#
#   run.sh DATA SWEEP...       e.g. run.sh /data/cifar10 cifar10-30
#
# Settings, in the environment: RUNS (folder of the runs, default ./runs),
# DEVICE (simd or auto; default auto), PARALLEL (runs at once), THREADS.
set -eu
if [ $# -lt 2 ]; then
	sed -n '2,8s/^# \{0,1\}//p' "$0"
	exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
data=$1
shift
runs=${RUNS:-runs}
mkdir -p "$runs/results"
for sweep in "$@"; do
	"$here/regnet" sweep "$sweep" --data "$data" --dir "$runs/$sweep" --device "${DEVICE:-auto}" \
		${PARALLEL:+--parallel "$PARALLEL"} ${THREADS:+--threads "$THREADS"}
	"$here/regnet" results "$sweep" --dir "$runs/$sweep" --data "$data" --out "$runs/results/$(basename "$sweep" .toml).jsonl"
done
archive=$runs/regnet-results.tar.gz
(cd "$runs" && find . -name 'model.safetensors' -o -name 'epochs.jsonl' -o -path './results/*.jsonl') |
	tar cz -C "$runs" -f "$archive.part" -T -
mv "$archive.part" "$archive"
echo "bring back: $archive"
