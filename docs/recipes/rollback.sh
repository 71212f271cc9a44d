#!/bin/sh
# rollback.sh FOLDER: puts the version back that upgrade.sh kept in FOLDER. The workspace of a newer version is refused by
# name where an older one cannot read it: then restore.sh has the backup from before.
set -eu
kept=${1:?name the folder that upgrade.sh kept the version in}
root=$(npm root --global)
rm -rf "$root/crypto-predict.going"
mv "$root/crypto-predict" "$root/crypto-predict.going"
cp -r "$kept" "$root/crypto-predict"
rm -rf "$root/crypto-predict.going"
crypto-predict --version
