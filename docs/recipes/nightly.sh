#!/bin/sh
# nightly.sh COIN[,COIN…]: the nightly run, in the workspace that is the current folder or CRYPTO_PREDICT_WORKSPACE.
# Ends with the highest exit code of its steps; a step that fails does not keep the others from running.
set -u
coins=${1:?name the coins: nightly.sh bitcoin,ethereum}
worst=0
step() {
  "$@"
  code=$?
  if [ "$code" -gt "$worst" ]; then worst=$code; fi
}

step crypto-predict fetch --coin "$coins" --quiet >/dev/null
for coin in $(echo "$coins" | tr ',' ' '); do
  step crypto-predict predict --coin "$coin" --must-exist --quiet >/dev/null
done
step crypto-predict monitor --coin "$coins" --must-exist --quiet --fail-on drift >/dev/null
# On Mondays: often enough for a model that learns from years of days.
if [ "$(date -u +%u)" = 1 ]; then
  step crypto-predict retrain --coin "$coins" --must-exist --quiet >/dev/null
fi
exit "$worst"
