#!/bin/sh
# upgrade.sh PACKAGE: backs the workspace that is the current folder up, installs PACKAGE (a file of npm pack, or a
# version: crypto-predict@0.2.0), and goes back where the new version cannot read what is here.
set -eu
package=${1:?name what to install}
backups=${BACKUPS:-/var/backups/forecasts}
here=$(dirname "$0")
# How many runs cannot be read; nothing where the program does not even say that.
unreadable() {
  crypto-predict runs list --format json --quiet | node -p 'JSON.parse(require("fs").readFileSync(0)).damaged.length'
}
before=$(unreadable)
old=$(crypto-predict --version)
"$here/backup.sh" "$backups"
cp -r "$(npm root --global)/crypto-predict" "$backups/crypto-predict-$old"
npm install --global "$package"
if ! after=$(unreadable) || [ "$after" -gt "$before" ]; then
  echo "the new version cannot read this workspace: going back to $old" >&2
  "$here/rollback.sh" "$backups/crypto-predict-$old"
  exit 1
fi
echo "$old → $(crypto-predict --version); restart the server: systemctl restart crypto-predict"
